"""What the named queries say of themselves, how they are given values, and single answers on invented records; all
answers are in `test_query_answers.py`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg import query, result
from kg.errors import DocumentNotFound, QueryError, WrongUsage
from kg.query import closed, named, queries, run, run_sparql
from kg.result import Table
from kg.store import Store
from kg.vocab import PREFIXES
from tests.kg.conftest import BASE, DISTRICT, Made, city, district, iri, record

LOW = "棠政办发〔2024〕15号"


@pytest.fixture
def store(made: Made) -> Store:
    return made(district())


def test_there_are_queries_of_every_sort() -> None:
    assert len(queries()) >= 20
    assert list(queries()) == sorted(queries())
    assert {
        *("lineage_up", "lineage_down", "measures_by_agency", "workload", "co_responsibility", "targets"),
        *("target_cascade", "funding_by_agency", "funding_by_section", "funding_by_kind"),
        *("accounts_unreconciled", "in_force", "missing_documents", "measures_without_agency", "subsidies"),
        *("planned_achieved", "evidence"),
    } <= queries().keys()


@pytest.mark.parametrize("name", queries())
def test_every_query_says_what_it_is(name: str) -> None:
    found = queries()[name]
    head = [line for line in found.sparql.splitlines() if line.startswith("#")]
    assert [line for line in head if not query._HEADER.fullmatch(line)] == []
    assert found.title
    assert found.description
    assert all(re.search("[一-鿿]", text) for text in (found.title_zh, found.description_zh))
    assert found.columns
    assert all(found.columns.values())
    for parameter in found.parameters:
        assert parameter.type in query.TYPES
        assert parameter.description
        assert parameter.description_zh
    given = {p.name for p in found.parameters}
    assert set(re.findall(r"\?given_(\w+)", found.sparql)) == given
    assert set(re.findall(r"VALUES \?given_(\w+) \{ UNDEF \}", found.sparql)) == given
    assert "}" not in found.sparql[found.sparql.rindex("ORDER BY") :]


@pytest.mark.parametrize("name", queries())
def test_every_query_declares_its_prefixes_itself(name: str) -> None:
    """Other engines know none."""
    source = re.sub(r'^#.*$|"[^"]*"|<[^>]*>', "", queries()[name].sparql, flags=re.MULTILINE)
    declared = re.findall(r"PREFIX (\w+):", source)
    assert set(re.findall(r"\b([a-z]+):", source)) == set(declared)
    for prefix in declared:
        assert f"PREFIX {prefix}: <{PREFIXES[prefix]}>" in queries()[name].sparql


def test_a_column_and_a_parameter_mean_the_same_everywhere() -> None:
    columns, parameters = defaultdict(set), defaultdict(set)
    for found in queries().values():
        for column, meaning in found.columns.items():
            columns[column].add(meaning)
        for parameter in found.parameters:
            parameters[parameter.name].add(parameter.type)
    assert {c for c, meanings in columns.items() if len(meanings) > 1} == {
        "iri",  # of what a row is about
        *("agencies", "funding", "targets"),  # listed of a measure, counted of a document
    }
    assert {p: t for p, t in parameters.items() if len(t) > 1} == {}


def test_documents(store: Store) -> None:
    table = run(store, "documents", {})
    whole = (LOW, DISTRICT, "district", "opinion", date(2024, 6, 3), True, iri("棠政办发-2024-15"))
    assert table.rows[0] == whole
    assert [row["text"] for row in table] == [True, False, False, False, False]


def test_agencies(store: Store) -> None:
    rows = run(store, "agencies", {}).rows
    assert ("汐州市棠溪区财政局", "汐州市棠溪区", "区财政局", f"{BASE}agency/汐州市棠溪区财政局") in rows
    assert len(rows) == 8  # with the governments that they are parts of


def test_measures(store: Store) -> None:
    measure = f"{iri('棠政办发-2024-15')}/measure/"
    assert run(store, "measures", {"document": "棠政办发[2024]15"}).rows == (
        (
            "1",
            "支持码头改造",
            "港航服务",
            "区交通局;区财政局",
            "改造码头>=12座",
            "海洋经济 30000000 CNY;码头 12000000 CNY",
            f"{measure}1",
        ),
        ("2", "培育航运企业", "港航服务", "有关平台", None, "购置船舶 max 12.5%", f"{measure}2"),
    )


@pytest.mark.parametrize("name", ["区财政局", "汐州市棠溪区财政局", f"{BASE}agency/汐州市棠溪区财政局"])
def test_measures_by_agency(store: Store, name: str) -> None:
    assert run(store, "measures_by_agency", {"agency": name}).rows == (
        ("汐州市棠溪区财政局", "support", LOW, "1", "支持码头改造", f"{iri('棠政办发-2024-15')}/measure/1"),
    )


def test_an_unknown_agency_is_answered_with_the_nearest(store: Store) -> None:
    with pytest.raises(
        QueryError, match=r"no agency is called '财政局' in this store; the nearest are: .*区财政局"
    ):
        run(store, "measures_by_agency", {"agency": "财政局"})
    with pytest.raises(QueryError, match="run the query 'agencies'"):
        run(store, "measures_by_agency", {"agency": "x"})


def test_a_printed_name_stands_for_every_body_that_is_printed_so(made: Made) -> None:
    other = district(document=city().document)
    rows = run(made(district(), other), "measures_by_agency", {"agency": "有关平台"}).rows
    assert {row[2] for row in rows} == {LOW, "汐政〔2024〕8号"}


def test_a_section_is_assigned_as_a_whole(store: Store) -> None:
    (row,) = run(store, "measures_by_agency", {"agency": "市港航中心"})
    assert (row["label"], row["heading"]) == ("一", "港航服务")


def test_workload(store: Store) -> None:
    assert [row[:-1] for row in run(store, "workload", {}).rows] == [
        ("有关平台", 0, 1, 0, 1),
        ("汐州市棠溪区交通局", 1, 0, 0, 1),
        ("汐州市棠溪区财政局", 0, 0, 1, 1),
        ("汐州市港航中心", 0, 1, 0, 1),
    ]


def test_lineage_edges(store: Store) -> None:
    rows = run(store, "lineage_edges", {}).rows
    assert [row[:4] for row in rows] == [
        (LOW, "repeals", "棠政办发〔2021〕6号", False),
        (LOW, "implements", "汐政〔2024〕8号", False),
        (LOW, "implements", "瀚政发〔2024〕3号", False),
        (LOW, "based_on", "瀚海省海洋经济促进条例", False),
        ("汐政〔2024〕8号", "implements", "瀚政发〔2024〕3号", True),
    ]


def test_documents_that_implement_one_another_do_not_rest_on_themselves(made: Made) -> None:
    one = record("甲〔2024〕1号", None, references=[("implements", "乙〔2024〕2号", None)])
    other = record("乙〔2024〕2号", None, references=[("implements", "甲〔2024〕1号", None)])
    store = made(one, other)
    for name in ("lineage_up", "lineage_down"):
        assert [row[0] for row in run(store, name, {"document": "甲〔2024〕1号"}).rows] == ["乙〔2024〕2号"]


def test_what_stands_in_no_measure_has_the_name_of_the_document(store: Store) -> None:
    rows = list(run(store, "targets", {"document": DISTRICT}))
    assert [row["measure"] for row in rows] == ["支持码头改造", LOW]
    assert (rows[1]["value"], rows[1]["comparator"], rows[1]["period"]) == (Decimal("8.5"), "~", None)


def test_a_rate_for_a_unit(store: Store) -> None:
    (row,) = run(store, "funding", {"document": LOW, "kind": "grant"})
    assert (row["rate"], row["per"], row["amount"], row["currency"]) == (Decimal("12.5"), "艘", None, None)


def test_a_part_is_not_counted_again(store: Store) -> None:
    assert [row[:-1] for row in run(store, "funding_by_agency", {}).rows] == [
        ("汐州市棠溪区交通局", "budget", "exact", "CNY", 1, Decimal(30_000_000)),
        ("汐州市棠溪区财政局", "budget", "exact", "CNY", 1, Decimal(30_000_000)),
    ]


def test_a_section_assigns_its_measures(made: Made) -> None:
    first, section, *_ = (district().led_by[i] for i in (0, 2))
    assert len(run(made(district(led_by=(section,))), "measures_without_agency", {})) == 0
    rows = run(made(district(led_by=(first,))), "measures_without_agency", {}).rows
    assert [row[:3] for row in rows] == [(LOW, "2", "培育航运企业")]


def test_evidence(store: Store) -> None:
    fact = f"{iri('棠政办发-2024-15')}/measure/1"
    (row,) = run(store, "evidence", {"fact": fact})
    assert (row["quote"], row["rule"], row["document"]) == ("1.支持码头改造。", "test", LOW)
    assert isinstance(row["start"], int)
    assert isinstance(row["end"], int)
    assert row["end"] - row["start"] == len("1.支持码头改造。")
    assert row["hash"] == district().text_sha256


def test_evidence_of_what_was_derived(store: Store) -> None:
    (edge,) = [row for row in run(store, "lineage_edges", {}) if row["derived"]]
    rows = list(run(store, "evidence", {"fact": str(edge["iri"])}))
    assert [str(row["quote"])[:10] for row in rows] == ["implements"] * 2
    assert len({row["iri"] for row in rows}) == 2


def test_a_measure_of_two_documents_is_counted_once_each(made: Made) -> None:
    other = district(document=city().document)
    rows = [row[:-1] for row in run(made(district(), other), "workload", {}).rows]
    assert ("汐州市港航中心", 0, 2, 0, 2) in rows


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("nothing", {}, ", ".join(queries())),
        ("funding", {"year": "2024"}, "it has: document, kind"),
        ("documents", {"year": "2024"}, "it has: none"),
        ("measures", {}, "needs a value for: document"),
        ("funding", {"kind": "loan"}, "there are: budget, grant"),
        ("evidence", {"fact": "a b"}, "no IRI"),
        ("in_force", {"date": "yesterday"}, "'yesterday' is no day; write it as YYYY-MM-DD"),
        ("contacts", {"word": "\udcff"}, "no text in UTF-8"),
        ("measures", {"document": "\udcff"}, "no text in UTF-8"),
    ],
)
def test_wrong_usage_says_what_there_is(
    store: Store, name: str, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(WrongUsage, match=message):
        run(store, name, parameters)


def test_a_document_that_is_not_there_is_no_wrong_usage(store: Store) -> None:
    with pytest.raises(DocumentNotFound, match=LOW):
        run(store, "funding", {"document": "棠政办发〔2024〕16号"})


@pytest.mark.parametrize(
    "word",
    [
        '")) } #',
        '"@zh . ?x ?y "',
        "\\",
        '\\"',
        "'''",
        "\n}",
        "VALUES ?given_status { UNDEF }",
        r"\g<0>",
        "\t\0",
    ],
)
def test_a_value_is_never_read_as_sparql(made: Made, word: str) -> None:
    target, *_ = district().targets
    store = made(district(targets=(target, replace(target, indicator=f"甲{word}乙"))))
    (row,) = run(store, "targets", {"word": word, "status": "planned"})
    assert row["indicator"] == f"甲{word}乙"


def test_what_fails_while_the_rows_are_read_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Table:
        raise OSError("the disk is gone")

    monkeypatch.setattr(result, "of", broken)
    with pytest.raises(QueryError, match="to its end: the disk is gone"):
        run_sparql(store, "SELECT * { ?s ?p ?o }")


def test_a_query_is_closed_with_terms() -> None:
    bindings = {
        "word": [ox.Literal('a"b')],
        "document": [ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/b")],
    }
    sparql = closed(named("targets"), bindings)
    assert r'VALUES ?given_word { "a\"b" }' in sparql
    assert "VALUES ?given_document { <https://example.org/a> <https://example.org/b> }" in sparql
    assert "UNDEF" not in sparql
    assert "VALUES ?given_period" not in sparql
    assert closed(named("documents"), {}) == named("documents").sparql


def test_several_values_are_any_of_them(store: Store) -> None:
    agencies = [ox.NamedNode(f"{BASE}agency/汐州市棠溪区{name}") for name in ("财政局", "交通局")]
    assert len(list(store.select(closed(named("measures_by_agency"), {"agency": agencies})))) == 2


def test_a_dangling_number_is_a_document_too(made: Made) -> None:
    store = made(record("甲〔2024〕1号", None, references=[("cites", "国务院令第999号", None)]))
    assert run(store, "documents", {}).rows[1][0] == "国务院令第999号"
