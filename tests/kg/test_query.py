from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from kg import query
from kg.errors import DocumentNotFound, QueryError
from kg.query import Table, queries, run, run_sparql
from kg.store import Store
from kg.vocab import SCHEMES
from tests.kg.conftest import BASE, DISTRICT, Made, city, district, iri, record

LOW = "棠政办发〔2024〕15号"
NAMES = (
    "agencies",
    "contacts",
    "cooperation",
    "document_profile",
    "documents",
    "evidence",
    "funding",
    "funding_by_agency",
    "funding_parts",
    "lineage_edges",
    "measures",
    "measures_by_agency",
    "measures_without_agency",
    "missing_documents",
    "paid",
    "rates",
    "rests_on",
    "subsidies",
    "targets",
    "targets_by_indicator",
    "targets_by_unit",
    "targets_due",
    "validity",
    "workload",
)


@pytest.fixture
def store(made: Made) -> Store:
    return made(district())


def test_the_named_queries() -> None:
    assert tuple(queries()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_query_says_what_it_is(name: str) -> None:
    found = queries()[name]
    assert found.title
    assert found.description
    assert found.columns
    assert all(found.columns.values())
    for parameter in found.parameters:
        assert parameter.type in ("document", "agency", "text", "iri", *SCHEMES)
        assert parameter.description
        assert f"?{parameter.name}" in found.sparql
    assert "ORDER BY" in found.sparql


def test_documents(store: Store) -> None:
    table = run(store, "documents", {})
    assert table.columns == ("number", "title", "level", "type", "date", "text", "document")
    assert table.rows[0] == (
        LOW,
        DISTRICT,
        "district",
        "opinion",
        date(2024, 6, 3),
        True,
        iri("棠政办发-2024-15"),
    )
    assert [row[5] for row in table.rows] == [True, False, False, False, False]


def test_agencies(store: Store) -> None:
    rows = run(store, "agencies", {}).rows
    assert ("汐州市棠溪区财政局", "汐州市棠溪区", "区财政局", f"{BASE}agency/汐州市棠溪区财政局") in rows
    assert len(rows) == 8  # with the governments that they are parts of


def test_measures(store: Store) -> None:
    assert run(store, "measures", {"document": "棠政办发[2024]15"}).rows == (
        (
            "1",
            "支持码头改造",
            "港航服务",
            "区交通局、区财政局",
            "改造码头>=12座",
            "海洋经济 30000000 CNY;码头 12000000 CNY",
        ),
        ("2", "培育航运企业", "港航服务", "有关平台", None, "购置船舶 max 12.5%"),
    )


@pytest.mark.parametrize("name", ["区财政局", "汐州市棠溪区财政局"])
def test_measures_by_agency(store: Store, name: str) -> None:
    assert run(store, "measures_by_agency", {"agency": name}).rows == (
        ("汐州市棠溪区财政局", "support", LOW, "1", "支持码头改造", f"{iri('棠政办发-2024-15')}/measure/1"),
    )
    assert len(run(store, "measures_by_agency", {"agency": "财政局"})) == 0


def test_a_section_is_assigned_as_a_whole(store: Store) -> None:
    (row,) = run(store, "measures_by_agency", {"agency": "市港航中心"}).rows
    assert row[3:5] == ("一", "港航服务")


def test_workload(store: Store) -> None:
    assert run(store, "workload", {}).rows == (
        ("有关平台", 0, 1, 0, 1),
        ("汐州市棠溪区交通局", 1, 0, 0, 1),
        ("汐州市棠溪区财政局", 0, 0, 1, 1),
        ("汐州市港航中心", 0, 1, 0, 1),
    )


def test_lineage_edges(store: Store) -> None:
    rows = run(store, "lineage_edges", {}).rows
    assert [row[:4] for row in rows] == [
        (LOW, "repeals", "棠政办发〔2021〕6号", False),
        (LOW, "implements", "汐政〔2024〕8号", False),
        (LOW, "implements", "瀚政发〔2024〕3号", False),
        (LOW, "based_on", "瀚海省海洋经济促进条例", False),
        ("汐政〔2024〕8号", "implements", "瀚政发〔2024〕3号", True),
    ]


def test_targets(store: Store) -> None:
    rows = run(store, "targets", {"document": DISTRICT}).rows
    assert rows == (
        ("1", "改造码头", ">=", Decimal(12), "座", "2025", "planned", "改造码头12座以上"),
        (None, "海洋产业增加值增长", "~", Decimal("8.5"), "%", None, "achieved", "增长约8.50%"),
    )
    assert run(store, "targets_by_indicator", {"word": "码头"}).rows == (
        (LOW, "district", "改造码头", ">=", Decimal(12), "座", "2025", "planned"),
    )


def test_funding(store: Store) -> None:
    rows = run(store, "funding", {"document": LOW}).rows
    assert [row[:8] for row in rows] == [
        ("1", "海洋经济", "budget", "exact", Decimal(30_000_000), "CNY", None, None),
        ("1", "码头", "budget", "exact", Decimal(12_000_000), "CNY", None, None),
        ("2", "购置船舶", "grant", "max", None, None, Decimal("12.5"), "艘"),
    ]
    assert [row[1] for row in run(store, "funding", {"document": LOW, "kind": "grant"}).rows] == ["购置船舶"]


def test_a_part_is_not_counted_again(store: Store) -> None:
    assert run(store, "funding_by_agency", {}).rows == (
        ("汐州市棠溪区交通局", "budget", "exact", "CNY", 1, Decimal(30_000_000)),
        ("汐州市棠溪区财政局", "budget", "exact", "CNY", 1, Decimal(30_000_000)),
    )


def test_a_section_assigns_its_measures(made: Made) -> None:
    first, section, *_ = (district().led_by[i] for i in (0, 2))
    assert len(run(made(district(led_by=(section,))), "measures_without_agency", {})) == 0
    rows = run(made(district(led_by=(first,))), "measures_without_agency", {}).rows
    assert [row[:3] for row in rows] == [(LOW, "2", "培育航运企业")]


def test_evidence(store: Store) -> None:
    fact = f"{iri('棠政办发-2024-15')}/measure/1"
    (row,) = run(store, "evidence", {"fact": fact})
    assert (row["quote"], row["rule"], row["number"]) == ("1.支持码头改造。", "test", LOW)
    assert isinstance(row["start"], int)
    assert isinstance(row["end"], int)
    assert row["end"] - row["start"] == len("1.支持码头改造。")
    assert row["hash"] == district().text_sha256


def test_a_measure_of_two_documents_is_counted_once_each(made: Made) -> None:
    other = district(document=city().document)
    rows = run(made(district(), other), "workload", {}).rows
    assert ("汐州市港航中心", 0, 2, 0, 2) in rows


def test_errors_say_what_there_is(store: Store) -> None:
    with pytest.raises(QueryError, match=", ".join(NAMES)):
        run(store, "nothing", {})
    with pytest.raises(QueryError, match="it has: document, kind"):
        run(store, "funding", {"year": "2024"})
    with pytest.raises(QueryError, match="it has: none"):
        run(store, "workload", {"year": "2024"})
    with pytest.raises(QueryError, match="needs a value for: document"):
        run(store, "funding", {})
    with pytest.raises(QueryError, match="there are: budget, grant"):
        run(store, "funding", {"document": LOW, "kind": "loan"})
    with pytest.raises(QueryError, match="no IRI"):
        run(store, "evidence", {"fact": "a b"})
    with pytest.raises(DocumentNotFound, match=LOW):
        run(store, "funding", {"document": "棠政办发〔2024〕16号"})


def test_a_value_is_never_read_as_sparql(store: Store) -> None:
    assert len(run(store, "targets_by_indicator", {"word": '")) } #'})) == 0
    assert len(run(store, "measures_by_agency", {"agency": '区财政局"@zh . ?x ?y "'})) == 0


def test_own_sparql(store: Store) -> None:
    table = run_sparql(store, "SELECT (COUNT(?m) AS ?n) { ?d pk:hasMeasure ?m }")
    assert (table.columns, table.rows) == (("n",), ((2,),))
    assert run_sparql(store, "ASK { ?d pk:hasMeasure ?m }").rows == ((True,),)
    built = run_sparql(store, "CONSTRUCT { ?m pk:rule ?d } WHERE { ?d pk:hasMeasure ?m }")
    assert (built.columns, len(built)) == (("subject", "predicate", "object"), 2)


TABLE = Table(
    "港 & 船",
    ("a", "b"),
    (('x,"y"\n<z>', Decimal("30000000")), (None, Decimal("12.50")), (True, date(2024, 6, 3)), (3, "")),
)


def test_a_table_as_csv() -> None:
    assert list(csv.reader(io.StringIO(TABLE.as_csv()))) == [
        ["a", "b"],
        ['x,"y"\n<z>', "30000000"],
        ["", "12.50"],
        ["True", "2024-06-03"],
        ["3", ""],
    ]


def test_a_table_as_json() -> None:
    assert json.loads(TABLE.as_json()) == [
        {"a": 'x,"y"\n<z>', "b": 30000000},
        {"a": None, "b": 12.5},
        {"a": True, "b": "2024-06-03"},
        {"a": 3, "b": ""},
    ]


def test_a_table_in_pandas_and_in_jupyter() -> None:
    frame = TABLE.to_pandas()
    assert (list(frame.columns), len(frame)) == (["a", "b"], 4)
    html = TABLE._repr_html_()
    assert html.count("<tr>") == 5
    assert "港 &amp; 船" in html
    assert "<z>" not in html
    assert [row["a"] for row in TABLE][1:] == [None, True, 3]


def test_a_dangling_number_is_a_document_too(made: Made) -> None:
    store = made(record("甲〔2024〕1号", None, references=[("cites", "国务院令第999号", None)]))
    assert query.run(store, "documents", {}).rows[1][0] == "国务院令第999号"
