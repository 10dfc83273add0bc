"""The SPARQL 1.1 Protocol: requests and what they are answered, byte by byte and by clients that are not ours."""

from __future__ import annotations

import json
import shutil
import subprocess
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from tests.serve.conftest import Endpoint

NUMBERS = """PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT ?number WHERE { ?document eli:number ?number ; eli:title ?title ; a eli:LegalResource } ORDER BY ?number"""
DISTRICT = "棠政办发〔2024〕23号"
ASK = "ASK { ?s ?p ?o }"
GRAPH = "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 5"
ONE = "SELECT (1 AS ?one) {}"
GET = f"/sparql?{urlencode({'query': ONE})}"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "INSERT DATA { <http://example.org/a> <http://example.org/b> 1 }"

JSON_RESULT = "application/sparql-results+json"
XML_RESULT = "application/sparql-results+xml"

# method, address, headers, body → status, media type, what the body holds
REQUESTS = [
    # the three ways to ask
    ("GET", GET, {}, None, 200, JSON_RESULT, '"one"'),
    ("HEAD", GET, {}, None, 200, JSON_RESULT, ""),
    ("POST", "/sparql", {"content-type": FORM}, urlencode({"query": ONE}), 200, JSON_RESULT, '"one"'),
    (
        "POST",
        "/sparql",
        {"content-type": f"{FORM}; charset=UTF-8"},
        f"query={quote(ONE)}",
        200,
        JSON_RESULT,
        '"one"',
    ),
    ("POST", "/sparql", {"content-type": DIRECT}, ONE, 200, JSON_RESULT, '"one"'),
    ("POST", "/sparql", {"content-type": DIRECT}, "SELECT ('政策' AS ?word) {}", 200, JSON_RESULT, "政策"),
    ("GET", f"{GET}&format=json&output=json", {}, None, 200, JSON_RESULT, '"one"'),
    # what the client takes
    ("GET", GET, {"accept": "text/csv"}, None, 200, "text/csv", "one\r\n1\r\n"),
    (
        "GET",
        GET,
        {"accept": "text/tab-separated-values"},
        None,
        200,
        "text/tab-separated-values",
        "?one\n1\n",
    ),
    ("GET", GET, {"accept": XML_RESULT}, None, 200, XML_RESULT, "<sparql"),
    ("GET", GET, {"accept": "application/json"}, None, 200, JSON_RESULT, '"one"'),
    (
        "GET",
        GET,
        {"accept": "text/csv;q=0.5, application/sparql-results+xml;q=0.9"},
        None,
        200,
        XML_RESULT,
        "<sparql",
    ),
    ("GET", GET, {"accept": "image/png, text/*;q=0.1"}, None, 200, "text/csv", "one"),
    ("GET", GET, {"accept": f"*/*;q=0.1, {JSON_RESULT};q=0"}, None, 200, XML_RESULT, "<sparql"),
    ("GET", GET, {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, None, 200, JSON_RESULT, '"one"'),
    ("GET", GET, {"accept": f"*/*, {JSON_RESULT};q=x, text/xml;q=0.2"}, None, 200, XML_RESULT, "<sparql"),
    ("GET", GET, {"accept": "image/png"}, None, 406, "text/plain", JSON_RESULT),
    ("GET", GET, {"accept": "text/turtle"}, None, 406, "text/plain", "text/csv"),
    (
        "GET",
        f"/sparql?{urlencode({'query': GRAPH})}",
        {"accept": "text/csv"},
        None,
        406,
        "text/plain",
        "text/turtle",
    ),
    # what cannot be read
    ("GET", "/sparql?query=SELEC", {}, None, 400, "text/plain", "the query cannot be run"),
    ("GET", "/sparql?query=", {}, None, 400, "text/plain", "one parameter 'query'"),
    ("GET", f"{GET}&query=ASK%7B%7D", {}, None, 400, "text/plain", "one parameter 'query'"),
    (
        "GET",
        "/sparql?default-graph-uri=http://example.org/g",
        {},
        None,
        400,
        "text/plain",
        "one parameter 'query'",
    ),
    ("GET", f"{GET}&default-graph-uri=no%20iri", {}, None, 400, "text/plain", "cannot be run"),
    ("GET", "/sparql?query=%FF", {}, None, 400, "text/plain", "cannot be read"),
    ("POST", "/sparql", {"content-type": DIRECT}, b"ASK { '\xff' }", 400, "text/plain", "no UTF-8"),
    ("POST", "/sparql", {"content-type": FORM}, "", 400, "text/plain", "one parameter 'query'"),
    (
        "GET",
        f"/sparql?{urlencode({'query': 'SELECT (<http://example.org/f>(1) AS ?x) {}'})}",
        {},
        None,
        400,
        "text/plain",
        "custom function",
    ),
    # what is not done here
    (
        "POST",
        "/sparql",
        {"content-type": "application/sparql-update"},
        UPDATE,
        403,
        "text/plain",
        "read-only",
    ),
    (
        "POST",
        "/sparql",
        {"content-type": FORM},
        urlencode({"update": UPDATE}),
        403,
        "text/plain",
        "read-only",
    ),
    ("GET", f"/sparql?{urlencode({'update': UPDATE})}", {}, None, 403, "text/plain", "read-only"),
    ("POST", "/sparql", {"content-type": DIRECT}, UPDATE, 400, "text/plain", "cannot be run"),
    (
        "POST",
        "/sparql",
        {"content-type": DIRECT},
        "LOAD <file:/etc/hostname>",
        400,
        "text/plain",
        "cannot be run",
    ),
    ("POST", "/sparql", {"content-type": "text/plain"}, ONE, 415, "text/plain", DIRECT),
    ("POST", "/sparql", {"content-type": f"{DIRECT}; charset=gb18030"}, ONE, 415, "text/plain", "UTF-8"),
    ("POST", "/sparql", {}, ONE, 415, "text/plain", DIRECT),
    ("PUT", "/sparql", {"content-type": DIRECT}, ONE, 405, "text/plain", ""),
    ("DELETE", "/sparql", {}, None, 405, "text/plain", ""),
    ("POST", "/", {}, None, 405, "text/plain", ""),
    ("GET", "/nothing", {}, None, 404, "text/plain", ""),
    ("GET", "/assets/../answering.py", {}, None, 404, "text/plain", ""),
    ("GET", "/assets/%2e%2e/answering.py", {}, None, 404, "text/plain", ""),
    # what is too long
    ("POST", "/sparql", {"content-type": DIRECT}, "#" * (1 << 20) + "\n", 413, "text/plain", "body"),
    ("GET", f"{GET}&x={'x' * 70_000}", {}, None, 414, "text/plain", "by POST"),
    ("GET", GET, {"x-long": "x" * 70_000}, None, 431, "text/plain", "headers"),
    # the endpoint itself
    ("GET", "/sparql", {}, None, 200, "text/turtle", "sd:Service"),
    (
        "GET",
        "/sparql",
        {"accept": "application/ld+json"},
        None,
        200,
        "application/ld+json",
        "sparql-service-description",
    ),
    ("GET", "/sparql", {"accept": "text/html, */*;q=0.8"}, None, 303, None, ""),
    ("GET", "/sparql", {"accept": "text/csv"}, None, 406, "text/plain", "text/turtle"),
    ("GET", "/sparql", {"host": "a<b"}, None, 200, "text/turtle", "sd:endpoint <http://127.0.0.1"),
]


@pytest.mark.parametrize(("method", "address", "headers", "body", "status", "kind", "holds"), REQUESTS)
def test_requests(
    endpoint: Endpoint,
    method: str,
    address: str,
    headers: dict[str, str],
    body: str | bytes | None,
    status: int,
    kind: str | None,
    holds: str,
) -> None:
    answer = endpoint.send(method, address, body, **headers)
    assert answer.status == status, answer.text
    assert kind is None or answer.type == kind
    assert holds in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" in answer.headers
    if status == 405:
        assert "GET" in answer.headers["Allow"]


def test_every_form_says_the_same(endpoint: Endpoint) -> None:
    query = """SELECT * { VALUES (?a ?b) { (1 "政\\t策\\n\\"a\\""@zh) (1.50 UNDEF) (UNDEF <http://example.org/政>) ("x" "") } }"""
    read = {
        name: ox.parse_query_results(endpoint.query(query, name).body, form)
        for name, form in (
            (JSON_RESULT, ox.QueryResultsFormat.JSON),
            (XML_RESULT, ox.QueryResultsFormat.XML),
            ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
        )
    }
    rows = {name: [(row["a"], row["b"]) for row in solutions] for name, solutions in read.items()}
    assert len(rows[JSON_RESULT]) == 4
    assert rows[JSON_RESULT][0][1] == ox.Literal('政\t策\n"a"', language="zh")
    assert rows[JSON_RESULT] == rows[XML_RESULT] == rows["text/tab-separated-values"]
    assert endpoint.query(query).text.splitlines()[0] == "a,b"
    for name in (JSON_RESULT, XML_RESULT, "text/csv", "text/tab-separated-values"):
        assert "true" in endpoint.query(ASK, name).text


def test_every_form_holds_the_same_graph(endpoint: Endpoint) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a ?class ; ?p ?o FILTER(ISIRI(?s)) }"
    graphs = [
        {(q.subject, q.predicate, q.object) for q in ox.parse(endpoint.query(query, name).body, form)}
        for name, form in (
            ("text/turtle", ox.RdfFormat.TURTLE),
            ("application/n-triples", ox.RdfFormat.N_TRIPLES),
            ("application/ld+json", ox.RdfFormat.JSON_LD),
            ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        )
    ]
    assert len(graphs[0]) > 1000
    assert all(graph == graphs[0] for graph in graphs)


def test_the_description_describes(endpoint: Endpoint) -> None:
    graph = rdflib.Graph().parse(data=endpoint.send("GET", "/sparql").body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert graph.value(service, sd.endpoint) == rdflib.URIRef(endpoint.sparql)
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert len(list(graph.objects(service, sd.resultFormat))) == 8


def test_graphs_are_chosen_by_the_request_then_by_the_query(endpoint: Endpoint) -> None:
    def count(query: str, **graphs: str) -> int:
        answer = endpoint.query(query, **graphs)
        assert answer.status == 200, answer.text
        return int(answer.text.split()[1])

    lines = endpoint.query(
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?n"
    ).text.split()
    sizes = {iri: int(n) for iri, n in (line.rsplit(",", 1) for line in lines[1:])}
    assert len(sizes) == 6
    one, other = list(sizes)[:2]
    in_default, in_named = (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    )
    assert count(in_default) > sum(sizes.values()) == count(in_named)
    assert count(in_default, default_graph_uri=one) == sizes[one]
    assert count(in_named, default_graph_uri=one) == 0
    assert count(in_named, named_graph_uri=other) == sizes[other]
    assert count(in_default, named_graph_uri=other) == 0
    assert count(in_default.replace("{", f"FROM <{one}> {{", 1)) == sizes[one]
    assert count(in_default.replace("{", f"FROM <{one}> FROM <{other}> {{", 1)) == sizes[one] + sizes[other]
    assert count(in_default.replace("{", f"FROM <{one}> {{", 1), default_graph_uri=other) == sizes[other]
    for nowhere in ("http://example.org/none", "file:///etc/hostname"):
        assert count(in_default, default_graph_uri=nowhere) == 0
        assert count(in_default.replace("{", f"FROM <{nowhere}> {{", 1)) == 0


def test_pages_of_others_may_read(endpoint: Endpoint) -> None:
    answer = endpoint.send("GET", GET, origin="https://example.org")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    asked = {"origin": "https://example.org", "access_control_request_method": "POST"}
    before = endpoint.send("OPTIONS", "/sparql", **asked, access_control_request_headers="content-type")
    assert before.status == 200
    assert "POST" in before.headers["Access-Control-Allow-Methods"]
    assert "content-type" in before.headers["Access-Control-Allow-Headers"]
    asked["access_control_request_method"] = "PUT"
    assert endpoint.send("OPTIONS", "/sparql", **asked).status == 400


@pytest.mark.parametrize("way", ["GET", "POST"])
def test_sparqlwrapper(endpoint: Endpoint, way: str) -> None:
    def ask(query: str, form: str) -> object:
        client = SPARQLWrapper(endpoint.sparql)
        client.setMethod(way if way != "POST" else POST)
        client.setQuery(query)
        client.setReturnFormat(form)
        return client.query().convert()

    rows = ask(NUMBERS, JSON)["results"]["bindings"]
    assert DISTRICT in [row["number"]["value"] for row in rows]
    values = ask(NUMBERS, XML).getElementsByTagName("literal")
    assert [v.firstChild.data for v in values] == [row["number"]["value"] for row in rows]
    assert DISTRICT in ask(NUMBERS, CSV).decode()
    assert DISTRICT in ask(NUMBERS, TSV).decode()
    assert ask(ASK, JSON)["boolean"] is True
    assert len(rdflib.Graph().parse(data=ask(GRAPH, TURTLE), format="turtle")) == 5
    assert len(ask(GRAPH, RDFXML)) == 5


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(endpoint: Endpoint, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint.sparql, method=method))
    assert DISTRICT in [str(row.number) for row in graph.query(NUMBERS)]
    assert bool(graph.query(ASK))
    (subject,) = graph.subjects(
        rdflib.URIRef("http://data.europa.eu/eli/ontology#number"), rdflib.Literal(DISTRICT)
    )
    assert len(list(graph.predicate_objects(subject))) > 10
    assert len(graph.query(GRAPH).graph) == 5


@pytest.mark.parametrize(
    ("query", "form"),
    [(NUMBERS, form) for form in (JSON_RESULT, XML_RESULT, "text/csv", "text/tab-separated-values")]
    + [
        (GRAPH, form)
        for form in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
    ],
)
def test_curl(endpoint: Endpoint, query: str, form: str) -> None:
    curl = shutil.which("curl")
    assert curl is not None, "no curl on this machine: run make browser"
    for options in (
        ["--get", "--data-urlencode", f"query={query}"],
        ["--data-urlencode", f"query={query}"],
        ["--header", f"Content-Type: {DIRECT}", "--data-binary", query],
    ):
        command = [
            curl,
            "--silent",
            "--fail",
            "--write-out",
            "%{content_type}",
            "-H",
            f"Accept: {form}",
            *options,
        ]
        done = subprocess.run([*command, endpoint.sparql], capture_output=True, text=True, check=True)
        assert done.stdout.partition(form)[1] == form
        assert (DISTRICT if query == NUMBERS else "http") in done.stdout


def test_named_queries_with_their_parameters(endpoint: Endpoint) -> None:
    listed = json.loads(endpoint.send("GET", "/queries").text)
    assert {"documents", "measures"} <= {named["name"] for named in listed}
    closed = endpoint.send("GET", f"/queries/measures?{urlencode({'document': DISTRICT})}")
    assert (closed.status, closed.type) == (200, DIRECT)
    assert len(endpoint.query(closed.text).text.splitlines()) == 10
    assert endpoint.send("GET", "/queries/measures?document=none").status == 404
    assert "needs a value" in endpoint.send("GET", "/queries/measures").text
    assert endpoint.send("GET", "/queries/none").status == 404
    hostile = urlencode({"document": '"> } DROP ALL'})
    assert endpoint.send("GET", f"/queries/measures?{hostile}").status == 404


def test_graph_pages(endpoint: Endpoint) -> None:
    page = endpoint.send("GET", f"/graph?{urlencode({'view': 'measures', 'focus': DISTRICT})}")
    assert (page.status, page.type) == (200, "text/html")
    assert DISTRICT in page.text
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    for wrong in ("view=none", "lang=fr", "depth=99", "focus=none"):
        assert endpoint.send("GET", f"/graph?{wrong}").status == 404


def test_reading_pages_and_the_report(endpoint: Endpoint) -> None:
    page = endpoint.send("GET", f"/read?{urlencode({'document': DISTRICT})}")
    assert (page.status, page.type) == (200, "text/html")
    assert page.text.count("<mark") > 50
    assert "name one" in endpoint.send("GET", "/read").text
    for wrong in ("/read", "/read?document=none", f"/read?{urlencode({'document': DISTRICT, 'lang': 'fr'})}"):
        assert endpoint.send("GET", wrong).status == 404
    report = endpoint.send("GET", "/report")
    assert (report.status, report.type) == (200, "text/html")
    assert "部门工作量" in report.text
