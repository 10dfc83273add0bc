"""What is said to a server, and what is said to a person when it does not do it."""

from __future__ import annotations

import base64
import socket
from pathlib import Path
from urllib.parse import parse_qsl

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg
from kg import endpoint
from kg.cli import main
from kg.client import Client, update_url
from kg.errors import QueryError, StoreError
from kg.link.iris import DEFAULT_BASE
from kg.store import Store
from kg.vocab import PK
from tests.kg.servers import Answer, oxigraph, told

SAMPLES = Path(kg.__file__).parent / "samples"
DISTRICT = "棠政办发〔2024〕23号"
NOTHING = '{"head":{"vars":["property","value"]},"results":{"bindings":[]}}'
SECRET = "geheim"


def said(**properties: str) -> Answer:
    """What a store says of itself."""
    rows = [
        f'{{"property":{{"type":"uri","value":"{PK.namespace}{name}"}},"value":{{"type":"literal","value":"{value}"}}}}'
        for name, value in properties.items()
    ]
    return Answer(body=NOTHING.replace("[]", f"[{','.join(rows)}]"))


STORE = said(base=DEFAULT_BASE, format="1")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "TOKEN", "UPDATE_URL", "TIMEOUT"):
        monkeypatch.delenv(f"POLICY_KG_{name}", raising=False)


@pytest.mark.parametrize(
    ("url", "updates"),
    [
        ("http://example.org:7878/query", "http://example.org:7878/update"),
        ("http://example.org/ds/query", "http://example.org/ds/update"),
        ("http://example.org/repositories/policies", "http://example.org/repositories/policies/statements"),
        ("http://example.org/sparql", "http://example.org/sparql"),
        ("http://example.org/sparql-auth?a=b", "http://example.org/sparql-auth?a=b"),
        ("http://example.org/ds", "http://example.org/ds"),
    ],
)
def test_where_updates_go(url: str, updates: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert update_url(url) == updates
    assert Client(url).update_url == updates
    monkeypatch.setenv("POLICY_KG_UPDATE_URL", "http://example.org/write")
    assert Client(url).update_url == "http://example.org/write"


def test_what_is_sent() -> None:
    with told(STORE) as server, Store.open(server.url) as store:
        store.replace({"urn:g": '<urn:a> <urn:b> "港" <urn:g> .\n'}, "1")
        list(store.select("SELECT ?property WHERE { ?property ?p '港' }"))
    queries = [
        (path, dict(parse_qsl(body)), headers) for path, headers, body in server.seen if path == "/query"
    ]
    updates = [(body, headers) for path, headers, body in server.seen if path == "/update"]
    assert len(queries) >= 2 and len(updates) == 1
    assert queries[-1][1]["query"].endswith("SELECT ?property WHERE { ?property ?p '港' }")
    for _path, fields, headers in queries:
        assert "PREFIX pk:" in fields["query"]
        assert headers["Accept"].startswith("application/sparql-results+json")
        assert "Authorization" not in headers
    body, headers = updates[0]
    assert headers["Content-Type"] == "application/sparql-update"
    assert 'INSERT DATA { GRAPH <urn:g> {\n<urn:a> <urn:b> "港"\n} }' in body
    assert body.index("DROP SILENT GRAPH <urn:g>") < body.index('"港"') < body.rindex(PK.builtBy)


def test_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_KG_USER", "秘书")
    monkeypatch.setenv("POLICY_KG_PASSWORD", SECRET)
    with told(STORE) as server:
        Store.open(server.url).close()
    scheme, _, credentials = server.seen[0][1]["Authorization"].partition(" ")
    assert scheme == "Basic"
    assert base64.b64decode(credentials).decode() == f"秘书:{SECRET}"
    monkeypatch.setenv("POLICY_KG_TOKEN", SECRET)
    with told(STORE) as server:
        Store.open(server.url).close()
    assert server.seen[0][1]["Authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (Answer(401, "who are you"), StoreError, r"let you in \(HTTP 401: who are you\); set POLICY_KG_USER"),
        (Answer(403), StoreError, r"HTTP 403: Forbidden\).*POLICY_KG_TOKEN"),
        (Answer(404), StoreError, r"no SPARQL endpoint is here \(HTTP 404\)"),
        (Answer(405), StoreError, r"no SPARQL endpoint is here \(HTTP 405\)"),
        (Answer(301, headers={"Location": "http://example.org/new"}), StoreError, "http://example.org/new"),
        (Answer(400, "line 1: a\nbracket  is missing"), QueryError, "HTTP 400.*: line 1: a bracket is missing$"),
        (Answer(400, "x" * 5000), QueryError, "x{300}…$"),
        (Answer(500, "<html><head><title>no</title></head><h1>Out of &lt;memory&gt;</h1>", "text/html"),
         QueryError, "HTTP 500.*: Out of <memory>$"),
        (Answer(503), QueryError, "HTTP 503.*Service Unavailable"),
        (Answer(200, "<html>Welcome</html>", "text/html; charset=utf-8"), StoreError, "text/html and no result"),
        (Answer(200, "", ""), StoreError, "type unknown"),
        (Answer(200, '{"a":'), QueryError, "cannot be read"),
        (Answer(200, '{"head":{},"boolean":true}'), StoreError, "no table"),
        (Answer(200, NOTHING, length=5000), StoreError, "cannot be reached or breaks off"),
        (Answer(200, NOTHING, headers={"X-SPARQL-MaxRows": "7"}), QueryError, "no more than 7 rows"),
        (Answer(200, NOTHING), StoreError, "there is no store; make one with: kg build PATH -o URL"),
        (said(base=DEFAULT_BASE, format="99"), StoreError, "build it again"),
    ],
)  # fmt: skip
def test_what_goes_wrong(
    answer: Answer, error: type[Exception], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_KG_USER", "name")
    monkeypatch.setenv("POLICY_KG_PASSWORD", SECRET)
    with told(answer) as server:
        with pytest.raises(error, match=words) as caught:
            Store.open(server.url)
        assert server.url in str(caught.value)
        assert SECRET not in str(caught.value)
        assert "\n" not in str(caught.value)
        done = CliRunner().invoke(main, ["query", server.url, "documents"])
        assert done.exit_code == 1
        assert done.output.startswith("Error: ")


def test_a_table_that_is_cut_off() -> None:
    row = '{"property":{"type":"literal","value":"a"}}'
    cut = Answer(body=NOTHING.partition("[]")[0] + f"[{row},{row}")
    with (
        told(STORE, STORE, cut) as server,
        Store.open(server.url) as store,
        pytest.raises(QueryError, match="cannot be read to its end"),
    ):
        list(store.select("SELECT ?property WHERE { ?s ?p ?property }"))


def test_a_server_that_cannot_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(StoreError, match=rf"127\.0\.0\.1:{port}/query: .*refused"):
        Store.open(f"http://127.0.0.1:{port}/query")
    with pytest.raises(StoreError, match="cannot be reached"):
        Store.open("http://nowhere.invalid/query")
    with pytest.raises(StoreError, match="cannot be reached"):
        Store.open("http://")


def test_a_silent_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_KG_TIMEOUT", "0.2")
    with told(Answer(seconds=30)) as server, pytest.raises(StoreError, match=r"within 0\.2 seconds"):
        Store.open(server.url)
    for wrong in ("soon", "-1", "inf", "nan"):
        monkeypatch.setenv("POLICY_KG_TIMEOUT", wrong)
        with pytest.raises(StoreError, match="number of seconds"):
            Store.open("http://example.org/query")


def test_no_password_in_a_url(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="POLICY_KG_PASSWORD") as caught:
        Store.open(f"http://name:{SECRET}@example.org/query")
    assert SECRET not in str(caught.value)
    assert "http://example.org/query" in str(caught.value)
    with pytest.raises(StoreError, match="this is no URL"):
        Store.open("http://[::1/query")
    monkeypatch.setenv("POLICY_KG_UPDATE_URL", f"http://name:{SECRET}@example.org/update")
    with pytest.raises(StoreError, match="POLICY_KG_PASSWORD") as caught:
        Store.open("http://example.org/query")
    assert SECRET not in str(caught.value)


def test_a_graph_is_asked_for_as_a_graph() -> None:
    wanted = ["construct {", "# SELECT\nBASE <urn:a>\nPREFIX a: <urn:a#>\n" + " " * 10_000 + "Describe <a>"]
    others = ["SELECT ?construct", "# CONSTRUCT" + " #\n" * 10_000 + "ASK {}", "\n" * 10_000 + "x"]
    with told(STORE) as server:
        client = Client(server.url)
        for sparql in (*wanted, *others):
            client.query(sparql)
        client.close()
    kinds = [headers["Accept"].partition(",")[0] for _, headers, _ in server.seen]
    assert kinds == ["application/n-triples"] * 2 + ["application/sparql-results+json"] * 3


@pytest.mark.parametrize("status", [400, 404, 405, 500])
def test_a_server_that_takes_no_updates(status: int) -> None:
    with told(Answer(body=NOTHING), updates=[Answer(status, "read-only")]) as server:
        with pytest.raises(StoreError, match=rf"/update: .*HTTP {status}.*read-only.*POLICY_KG_UPDATE_URL"):
            kg.build([SAMPLES], server.url)
        assert "INSERT" in server.seen[-1][2]


def test_updates_that_are_not_seen() -> None:
    with told(Answer(body=NOTHING)) as server, pytest.raises(StoreError, match="is not seen here"):
        kg.build([SAMPLES], server.url)


def test_an_update_that_is_too_long_goes_in_parts() -> None:
    lines = "".join(f'<urn:s{i}> <urn:p> "{i}" <urn:g> .\n' for i in range(2500))
    with (
        told(STORE, updates=[Answer(400, "too long"), Answer(204)]) as server,
        Store.open(server.url) as store,
    ):
        store.replace({"urn:g": lines}, "1")
        whole, *parts = [body for path, _, body in server.seen if path == "/update"]
        assert len(parts) == 7  # two marks go, the graph goes, three parts come, the mark comes
        assert " ;\n".join(parts) == whole
        assert [part.count("<urn:p>") for part in parts] == [0, 0, 0, 1000, 1000, 500, 0]
        server.updates = [Answer(403, "no")]
        before = len(server.seen)
        with pytest.raises(StoreError, match="let you in"):
            store.replace({"urn:g": lines}, "1")
        assert len(server.seen) == before + 1


def test_the_command_line(tmp_path: Path) -> None:
    with oxigraph() as url:

        def run(*arguments: str, code: int = 0) -> str:
            done = CliRunner().invoke(main, arguments)
            assert done.exit_code == code, done.output
            return done.output

        assert "there is no store" in run("query", url, "documents", code=1)
        assert "4 read" in run("build", str(SAMPLES), "-o", url, "--base", "https://example.org/")
        assert "4 unchanged" in run("build", str(SAMPLES), "-o", url)
        assert DISTRICT in run("query", url, "documents")
        assert "implements" in run("lineage", url, DISTRICT)
        assert "0 violations" in run("check", url)
        run("export", url, "-o", str(tmp_path / "all.nq"))
        run("build", str(SAMPLES), "-o", str(tmp_path / "store"), "--base", "https://example.org/")
        run("export", str(tmp_path / "store"), "-o", str(tmp_path / "local.nq"))
        # The names of the files stand in the store, and are the same.
        assert (tmp_path / "all.nq").read_bytes() == (tmp_path / "local.nq").read_bytes()
        run("render", url, "-o", str(tmp_path / "graph.html"))
        assert DISTRICT in (tmp_path / "graph.html").read_text("utf-8")


@pytest.mark.parametrize("listed", [False, True])
def test_other_data_on_the_server(listed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = "<urn:a> <urn:b> <urn:c>"
    if listed:
        monkeypatch.setattr(endpoint, "_UNIONS", ((),))
    with oxigraph() as url:
        client = Client(url)
        client.update(f"INSERT DATA {{ GRAPH <urn:foreign> {{ {foreign} }} }}")
        with kg.build([SAMPLES], url) as there, kg.build([SAMPLES]) as here:
            assert there.store.lines() == here.store.lines()
            found = there.store.evaluate(f"ASK {{ {foreign} }}")
            assert isinstance(found, ox.QueryBoolean) and bool(found) is not listed
        with kg.build([], url, prune=True) as there:
            assert not there.store.built()
        assert "urn:a" in client.query("SELECT ?s WHERE { GRAPH <urn:foreign> { ?s ?p ?o } }").text
        client.close()
