from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.query import run_sparql
from kg.result import Table, Triples, value
from kg.store import Store
from kg.vocab import XSD
from tests.kg.conftest import Made, district

TABLE = Table(
    "港 & 船",
    ("a", "b"),
    (('x,"y"\n<z>', Decimal("30000000")), (None, Decimal("12.50")), (True, date(2024, 6, 3)), (3, "")),
)
LONG = Table("", ("n",), tuple((n,) for n in range(1_234)))


@pytest.fixture
def store(made: Made) -> Store:
    return made(district())


def test_rows_have_names() -> None:
    assert len(TABLE) == 4
    assert [row["a"] for row in TABLE][1:] == [None, True, 3]
    assert next(iter(TABLE)) == {"a": 'x,"y"\n<z>', "b": Decimal("30000000")}


def test_csv(tmp_path: Path) -> None:
    text = TABLE.to_csv()
    assert text is not None
    assert list(csv.reader(io.StringIO(text))) == [
        ["a", "b"],
        ['x,"y"\n<z>', "30000000"],
        ["", "12.50"],
        ["True", "2024-06-03"],
        ["3", ""],
    ]
    assert TABLE.to_csv(tmp_path / "t.csv") is None
    assert (tmp_path / "t.csv").read_bytes().decode() == text


def test_json(tmp_path: Path) -> None:
    assert json.loads(TABLE.to_json() or "") == [
        {"a": 'x,"y"\n<z>', "b": 30000000},
        {"a": None, "b": 12.5},
        {"a": True, "b": "2024-06-03"},
        {"a": 3, "b": ""},
    ]
    assert TABLE.to_json(tmp_path / "t.json") is None
    assert (tmp_path / "t.json").read_text("utf-8") == TABLE.to_json()


def test_pandas() -> None:
    frame = TABLE.to_pandas()
    assert (list(frame.columns), len(frame)) == (["a", "b"], 4)


def test_in_jupyter() -> None:
    html = TABLE._repr_html_()
    assert html.count("<tr>") == 5
    assert "港 &amp; 船" in html
    assert "<z>" not in html
    assert "first" not in html


def test_at_a_prompt_and_in_a_terminal() -> None:
    table = Table("", ("名称", "n"), (("[bold]港", 1), ("船", None)))
    assert repr(table) == "名称      n\n[bold]港  1\n船\n(2 rows)"
    assert repr(table) == table.to_text()
    narrow = Table("", ("a",), (("港" * 30,),)).to_text(20)
    assert [line.count("港") for line in narrow.splitlines()] == [0, 10, 10, 10, 0]
    assert narrow.endswith("(1 row)")


def test_what_is_left_out_of_a_long_table_is_said() -> None:
    assert len(LONG.to_text().splitlines()) == 1_236
    assert LONG.to_text().endswith("(1,234 rows)")
    assert len(repr(LONG).splitlines()) == 202
    assert repr(LONG).endswith("(the first 200 of 1,234 rows)")
    assert LONG._repr_html_().count("<tr>") == 201
    assert LONG._repr_html_().endswith("<p>the first 200 of 1,234 rows</p>")


def test_own_sparql(store: Store) -> None:
    table = run_sparql(store, "SELECT (COUNT(?m) AS ?n) { ?d pk:hasMeasure ?m }")
    assert (table.columns, table.rows) == (("n",), ((2,),))
    assert run_sparql(store, "ASK { ?d pk:hasMeasure ?m }").rows == ((True,),)


def test_a_graph_as_a_result(store: Store, tmp_path: Path) -> None:
    built = run_sparql(
        store, "CONSTRUCT { ?m eli:title ?t ; a pk:Measure } WHERE { ?m a pk:Measure ; eli:title ?t }"
    )
    assert isinstance(built, Triples)
    assert (built.columns, len(built)) == (("subject", "predicate", "object"), 4)
    assert list(built.rows) == sorted(built.rows, key=str)
    turtle = built.to_turtle()
    assert turtle is not None
    assert 'eli:title "支持码头改造"@zh' in turtle
    quads = {ox.Quad(*triple, ox.DefaultGraph()) for triple in built.triples}
    assert set(ox.parse(turtle, ox.RdfFormat.TURTLE)) == quads
    assert "@prefix schema:" not in turtle
    assert built.to_turtle(tmp_path / "t.ttl") is None
    assert (tmp_path / "t.ttl").read_text("utf-8") == turtle
    described = run_sparql(store, "DESCRIBE ?m { ?m a pk:Measure }")
    assert isinstance(described, Triples)
    assert len(described) > 10


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [
        ("12", XSD.integer, 12),
        ("12.50", XSD.decimal, Decimal("12.50")),
        ("1.5e3", XSD.double, 1500.0),
        ("2024-06-03", XSD.date, date(2024, 6, 3)),
        ("2024-06", XSD.gYearMonth, "2024-06"),
        ("true", XSD.boolean, True),
        ("0", XSD.boolean, False),
        ("twelve", XSD.integer, "twelve"),
        ("x", XSD.decimal, "x"),
        ("2024-06-31", XSD.date, "2024-06-31"),
        ("maybe", XSD.boolean, "maybe"),
    ],
)
def test_a_literal_as_a_value(lexical: str, datatype: str, expected: object) -> None:
    found = value(ox.Literal(lexical, datatype=ox.NamedNode(datatype)))
    assert found == expected
    assert type(found) is type(expected)
