"""What the shapes find, and what they do not."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, SH

import kg
from kg import check, resources, vocab
from kg.check import VIOLATION, WARNING, validate
from kg.link.iris import document_graph
from kg.rdf import document_of, triples
from kg.store import Store
from tests.kg.conftest import BASE, city, district, iri

SHAPES = rdflib.Graph().parse(data=resources.read("ontology", "shapes.ttl"), format="turtle")
DOCUMENT = iri("棠政办发-2024-15")
PREFIXES = "".join(f"PREFIX {p}: <{n}>\n" for p, n in vocab.PREFIXES.items())


def sound() -> rdflib.Graph:
    return rdflib.Graph() + written()


@cache
def written() -> rdflib.Graph:
    """The graph of a document with a fact of every kind, an agency, a stub, and a statement that was derived."""
    quads = ox.parse("".join(triples(district(), BASE)), ox.RdfFormat.N_QUADS)
    lines = ox.serialize([q.triple for q in quads], format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=lines, format="nt")
    graph.update(
        PREFIXES
        + f"""INSERT {{
            <{BASE}agency/甲> a org:FormalOrganization ; skos:prefLabel "甲"@zh ; skos:altLabel "甲局"@zh .
            <{BASE}doc/乙> a eli:LegalResource ; rdfs:label "乙"@zh ; eli:title "乙"@zh .
            <{BASE}derived/丙> a rdf:Statement ; rdf:subject <{DOCUMENT}> ; rdf:predicate pk:implements ;
                rdf:object <{BASE}doc/乙> ; pk:rule "test" ; prov:wasDerivedFrom <{DOCUMENT}/reference/1> .
            <{DOCUMENT}> pk:hasUnresolved <{DOCUMENT}/unresolved/1> .
            <{DOCUMENT}/unresolved/1> a pk:Unresolved ; pk:unresolvedBecause "test" ; pk:rule "test" ;
                prov:wasQuotedFrom <{DOCUMENT}> ; pk:evidence ?place .
            <{BASE}derived/丁> a pk:Alignment ; rdf:subject <{DOCUMENT}/measure/1> ;
                rdf:predicate pk:correspondsTo ; rdf:object <{BASE}doc/乙/measure/1> ; pk:rule "test" ;
                pk:score 0.5 ; pk:reason "words 0.5" ; prov:wasDerivedFrom <{DOCUMENT}/measure/1> ;
                pk:hasComparison <{BASE}derived/戊> .
            <{BASE}derived/戊> a pk:Comparison ; rdfs:label "戊"@zh ; pk:lowerFigure ?figure ;
                pk:upperFigure <{BASE}doc/乙/target/1> ; pk:verdict pk:verdict-same ; pk:share 1.0 .
            <{BASE}derived/己> a pk:Account ; rdfs:label "己"@zh ; pk:rule "test" ; pk:accountOf ?figure ;
                pk:stated 5.0 ; pk:computed 4.0 ; pk:unreconciled 1.0 ; prov:wasDerivedFrom ?figure .
            <{DOCUMENT}> pk:hasField <{DOCUMENT}/field/title> .
            <{DOCUMENT}/field/title> a pk:Field ; pk:field "title" ; pk:rule "test" ;
                prov:wasQuotedFrom <{DOCUMENT}> ; pk:evidence ?place .
        }} WHERE {{
            <{DOCUMENT}/section/港航服务> pk:evidence ?place .
            {{ SELECT ?figure WHERE {{ ?figure a pk:Funding }} ORDER BY ?figure LIMIT 1 }}
        }}"""
    )
    return graph


def test_a_sound_graph_has_no_findings() -> None:
    assert list(validate(sound(), DOCUMENT)) == []


#: shape → what is done to a sound graph, and what must be found then.
BROKEN = {
    "Document": (
        "DELETE { ?d pk:textHash ?h } WHERE { ?d pk:textHash ?h }",
        "The SHA-256 of the text is missing, so offsets refer to nothing.",
    ),
    "StubDocument": (
        f'DELETE DATA {{ <{BASE}doc/乙> eli:title "乙"@zh }}',
        "A document known only from citations has neither number nor title.",
    ),
    "Section": (
        "DELETE { ?s eli:is_part_of ?d } WHERE { ?d pk:hasSection ?s }",
        "A section must stand in one section or document.",
    ),
    "Measure": (
        "DELETE { ?d pk:hasMeasure ?m } WHERE { ?d pk:hasMeasure ?m }",
        "No document has this measure.",
    ),
    "Responsibility": (
        'DELETE { ?r pk:role ?o } INSERT { ?r pk:role "lead" } WHERE { ?r pk:role ?o }',
        "The role is missing, or is none of the list.",
    ),
    "Target": (
        'DELETE { ?t schema:value ?v } INSERT { ?t schema:value "12" } WHERE { ?t a pk:Target ; schema:value ?v }',
        "A target must have one number.",
    ),
    "Funding": (
        "DELETE { ?f schema:value ?v } WHERE { ?f a pk:Funding ; schema:value ?v }",
        "Funding must have a sum or a rate, and not both.",
    ),
    "MonetaryAmount": (
        "DELETE { ?f schema:currency ?c } WHERE { ?f schema:currency ?c }",
        "A sum has no currency.",
    ),
    "Reference": (
        "DELETE { ?r pk:refersTo ?d } WHERE { ?r pk:refersTo ?d }",
        "A reference must mean one document.",
    ),
    "Evidence": (
        "DELETE { ?e oa:hasSelector ?q } WHERE { ?e oa:hasSelector ?q . ?q a oa:TextQuoteSelector }",
        "Evidence must have a position and a quotation.",
    ),
    "Position": (
        "DELETE { ?p oa:end ?e } INSERT { ?p oa:end 0 } WHERE { ?p oa:end ?e }",
        "The start does not come before the end.",
    ),
    "Quotation": (
        'DELETE { ?q oa:exact ?w } INSERT { ?q oa:exact "" } WHERE { ?q oa:exact ?w }',
        "The quotation is missing or empty.",
    ),
    "Field": ("DELETE { ?f pk:field ?n } WHERE { ?f pk:field ?n }", "A field has no name."),
    "Unresolved": (
        "DELETE { ?u pk:unresolvedBecause ?w } WHERE { ?u pk:unresolvedBecause ?w }",
        "It is not said why the passage could not be read.",
    ),
    "Agency": (
        f'INSERT DATA {{ <{BASE}agency/甲> skos:prefLabel "乙"@zh }}',
        "An agency must have one full name.",
    ),
    "Alignment": (
        "DELETE { ?a pk:score ?s } WHERE { ?a pk:score ?s }",
        "The score of an alignment must be one number above zero.",
    ),
    "Comparison": (
        "DELETE { ?c pk:verdict ?v } WHERE { ?c pk:verdict ?v }",
        "The verdict of a comparison is missing, or is none of the list.",
    ),
    "Account": (
        "DELETE { ?a pk:computed ?c } WHERE { ?a pk:computed ?c }",
        "An account does not give what the parts come to.",
    ),
    "DerivedStatement": (
        "DELETE { ?s prov:wasDerivedFrom ?r } WHERE { ?s prov:wasDerivedFrom ?r }",
        "A derived statement does not say what it follows from.",
    ),
}


def test_there_is_a_broken_graph_for_every_shape() -> None:
    shapes = {str(s).partition("#")[2] for s in SHAPES.subjects(RDF.type, SH.NodeShape)}
    assert shapes == set(BROKEN)
    assert len({message for _, message in BROKEN.values()}) == len(BROKEN) == 19


@pytest.mark.parametrize("shape", BROKEN)
def test_a_broken_graph_is_found_with_the_message_of_its_shape(shape: str) -> None:
    update, message = BROKEN[shape]
    graph = sound()
    graph.update(PREFIXES + update)
    found = list(validate(graph, DOCUMENT))
    assert message in {f.message for f in found if f.severity == VIOLATION}
    assert {f.document for f in found} == {"棠政办发〔2024〕15号"}
    # Nothing else is said of the graph than what was done to it.
    assert len({f.message for f in found}) <= 2


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("DELETE { ?d eli:passed_by ?a } WHERE { ?d eli:passed_by ?a }", "The issuing body was not found."),
        (f"DELETE {{ <{DOCUMENT}> eli:title ?t }} WHERE {{ ?d eli:title ?t }}", "It has no title."),
    ],
)
def test_what_a_document_may_lack_is_a_warning(update: str, message: str) -> None:
    graph = sound()
    graph.update(PREFIXES + update)
    assert {(f.severity, f.message) for f in validate(graph, DOCUMENT)} == {(WARNING, message)}


def test_a_measure_without_an_agency_is_no_finding() -> None:
    graph = sound()
    graph.update(
        PREFIXES
        + "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o . { ?s a pk:Responsibility } UNION { ?o a pk:Responsibility } }"
    )
    assert list(validate(graph, DOCUMENT)) == []


def test_every_constraint_has_one_message_in_each_language() -> None:
    constraints = {*SHAPES.objects(None, SH.property), *SHAPES.subjects(SH.message)}
    assert len(constraints) > 100
    for constraint in constraints:
        languages = Counter(m.language for m in SHAPES.objects(constraint, SH.message))
        assert languages == {"zh": 1, "en": 1}, list(SHAPES.objects(constraint, SH.path))


def test_the_lists_of_the_shapes_are_the_concept_schemes() -> None:
    schemes = {
        frozenset(vocab.concept(scheme, value) for value in values)
        for scheme, values in vocab.SCHEMES.items()
    } | {frozenset(filter(None, map(vocab.unit, vocab.UNITS)))}
    listed = {
        frozenset(map(str, rdflib.collection.Collection(SHAPES, members)))
        for shape, members in SHAPES.subject_objects(SH["in"])
    }
    assert listed == schemes


@pytest.mark.parametrize("name", ["demo", "seeds", "dev"])
def test_the_graphs_of_real_and_sample_documents_conform(name: str, request: pytest.FixtureRequest) -> None:
    graph: kg.Graph = request.getfixturevalue(name)
    found = check.check(graph.store)
    assert [f for f in found if f.severity == VIOLATION] == []
    assert found == [] or name != "demo"


def test_every_property_of_the_data_has_a_shape(demo: kg.Graph) -> None:
    shaped = {str(path) for path in SHAPES.objects(None, SH.path)} | {vocab.RDF.type}
    base = demo.store.base
    used = demo.store.select(
        f"SELECT DISTINCT ?p {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{base}')) }}"
    )
    assert {str(row["p"]).strip("<>") for row in used} <= shaped


def test_violations_come_first_and_a_line_says_what_and_where() -> None:
    store = Store.create(base=BASE)
    for made in (city(), district()):
        graph = document_graph(BASE, document_of(made, BASE))
        lines = "".join(line for line in triples(made, BASE) if "hasMeasure" not in line)
        store.replace({graph: lines}, "test")
    found = check.check(store)
    assert [f.severity for f in found] == sorted(f.severity for f in found)
    lines = [f.line() for f in found]
    assert (
        "violation  棠政办发〔2024〕15号 · 支持码头改造: No document has this measure." in lines
        and "violation  棠政办发〔2024〕15号 · 支持码头改造: 没有文件含有此举措。"
        in [f.line("zh") for f in found]
    )
    assert "warning  汐政〔2024〕8号: No measure was found; is it a policy document? (pk:hasMeasure)" in lines
