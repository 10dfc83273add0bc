"""Every named query on the four invented documents in `harbours/`, with its whole table: `answers.txt` was read against
the documents by a person. And that any engine, and a store filled in any order, gives these tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

import kg
from kg import catalogue, query
from kg.in_force import validities
from kg.query import bind, closed, named
from tests.kg import another_engine
from tests.kg.conftest import BASE
from tests.kg.query_cases import cases

HERE = Path(__file__).parent
SAMPLES = Path(kg.__file__).parent / "samples"
#: Facts are called by a digest, which says nothing to a reader.
DIGEST = re.compile(r"\b[0-9a-f]{16}\b")
HARBOURS = {
    "agency": "市渔业局",
    "date": "2024-06-01",
    "document": "瀚政发〔2024〕3号",
    "lineage_down.document": "瀚政发〔2024〕3号",
    "lineage_up.document": "棠政〔2024〕5号",
    "measures_without_agency.document": "棠政〔2024〕5号",
    "planned_achieved.document": "汐政〔2024〕8号",
    "fact": f"{BASE}doc/棠政-2024-5/measure/第二条",
    "kind": "grant",
    "period": "2025",
    "recipient": "企业",
    "role": "support",
    "status": "achieved",
    "unit": "%",
    "word": "渔船",
    "contacts.word": "品牌",
    "subsidies.word": "企业",
    "target_cascade.word": "新建",
}
DEMO = {
    **HARBOURS,
    "agency": "区财政局",
    "date": "2024-08-01",
    "document": "瀚政发〔2024〕6号",
    "lineage_down.document": "瀚政发〔2024〕6号",
    "lineage_up.document": "棠政办发〔2024〕23号",
    "planned_achieved.document": "瀚政发〔2024〕6号",
    "measures.document": "苇政发〔2024〕12号",
    "measures_without_agency.document": "苇政发〔2024〕12号",
    "fact": f"{BASE}doc/棠政办发-2024-23/measure/2",
    "period": "2024",
    "word": "企业",
    "contacts.word": "企业",
    "target_cascade.word": "企业",
}


@pytest.fixture(scope="module")
def harbours() -> Iterator[kg.Graph]:
    with kg.build([HERE / "harbours"], base=BASE) as graph:
        yield graph


@pytest.fixture(scope="module")
def demo() -> Iterator[kg.Graph]:
    with kg.build([SAMPLES], base=BASE) as graph:
        yield graph


def heading(name: str, parameters: dict[str, str]) -> str:
    return " ".join([name, *(f"{key}={value.removeprefix(BASE)}" for key, value in parameters.items())])


def answers() -> dict[str, str]:
    """heading → table in CSV, IRIs without their base and digests."""
    sections = re.split(r"^## ", (HERE / "answers.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {title: table.rstrip("\n") for title, _, table in (s.partition("\n") for s in sections)}


def shown(table: kg.Table) -> str:
    return DIGEST.sub("…", (table.to_csv() or "").replace(BASE, "")).rstrip("\n")


def test_there_is_an_answer_for_every_query_and_parameter() -> None:
    assert list(answers()) == [heading(*case) for case in cases(HARBOURS)]
    empty = [title for title, table in answers().items() if "\n" not in table]
    assert empty == []


@pytest.mark.parametrize(("name", "parameters"), cases(HARBOURS))
def test_the_answer(harbours: kg.Graph, name: str, parameters: dict[str, str]) -> None:
    table = harbours.query(name, **parameters)
    assert table.columns == tuple(named(name).columns)
    assert shown(table) == answers()[heading(name, parameters)]


@pytest.mark.parametrize(("name", "parameters"), [c for c in cases(HARBOURS) if c[1]])
def test_an_optional_parameter_only_leaves_out(
    harbours: kg.Graph, name: str, parameters: dict[str, str]
) -> None:
    """Counts are the exception: they count less."""
    optional = {p.name for p in named(name).parameters if p.optional}
    everything = harbours.query(name, **{k: v for k, v in parameters.items() if k not in optional})
    some = harbours.query(name, **parameters)
    if "COUNT(" not in named(name).sparql:
        remaining = iter(everything.rows)
        assert all(row in remaining for row in some.rows)  # in the same order
    if optional & parameters.keys():
        assert some.rows != everything.rows or name in ("funding_parts", "planned_achieved")


@pytest.mark.parametrize(
    "day", ["2024-02-01", "2024-04-30", "2024-05-01", "2025-12-31", "2026-01-01", "2027-01-01"]
)
@pytest.mark.parametrize("which", ["harbours", "demo"])
def test_in_force_says_what_lineage_says(which: str, day: str, request: pytest.FixtureRequest) -> None:
    store = request.getfixturevalue(which).store
    applied = {True: {"applies"}, False: {"ended", "not yet", "repealed"}, None: {"unknown"}}
    table = request.getfixturevalue(which).query("in_force", date=day)
    known = validities(store, catalogue.read(store))
    assert len(table) == len(known)
    for row in table:
        assert row["state"] in applied[known[str(row["iri"])].on(day)[0]], row


def order_of(sparql: str) -> list[str]:
    """The expressions of the ORDER BY that ends a query."""
    keys, depth, current = [], 0, ""
    for character in sparql[sparql.rindex("ORDER BY") + len("ORDER BY") :].strip() + " ":
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character.isspace() and depth == 0 and current:
            keys.append(current.removeprefix("DESC"))
            current = ""
        elif not character.isspace() or depth:
            current += character
    return keys


def with_keys(sparql: str, columns: str, keys: str) -> str:
    """The query with the keys of its order as further columns."""
    start = sparql.index("SELECT ")
    if "GROUP BY" in sparql[sparql.rindex("}") :]:  # then only what it projects can order its rows
        inner = sparql[start : sparql.rindex("ORDER BY")]
        return f"{sparql[:start]}SELECT {columns} {keys} WHERE {{ {{ {inner} }} }}"
    where = re.compile(r"\s*WHERE \{").search(sparql, start)
    assert where
    return f"{sparql[: where.start()]}{keys}{sparql[where.start() :]}"


def test_the_expressions_of_an_order() -> None:
    sparql = 'ORDER BY ?at } ORDER BY DESC(?n) STR(?a)\n  COALESCE(STR(?b), "")'
    assert order_of(sparql) == ["(?n)", "STR(?a)", 'COALESCE(STR(?b), "")']


@pytest.mark.parametrize("which", ["harbours", "demo"])
@pytest.mark.parametrize("name", query.queries())
def test_the_order_leaves_no_tie(name: str, which: str, request: pytest.FixtureRequest) -> None:
    graph, values = request.getfixturevalue(which), {"harbours": HARBOURS, "demo": DEMO}[which]
    _, parameters = next(case for case in cases(values) if case[0] == name)
    sparql = closed(named(name), bind(graph.store, named(name), parameters))
    keys = order_of(sparql)
    assert keys
    more = "".join(f" ({key} AS ?key{i})" for i, key in enumerate(keys))
    table = graph.query(with_keys(sparql, " ".join(f"?{c}" for c in named(name).columns), more))
    width = len(named(name).columns)
    rows_of: dict[object, set[object]] = {}
    for row in table.rows:
        rows_of.setdefault(row[width:], set()).add(row[:width])
    assert table.columns[width:] == tuple(f"key{i}" for i in range(len(keys)))
    assert [len(rows) for rows in rows_of.values()] == [1] * len(rows_of)


@pytest.fixture(scope="module")
def both() -> Iterator[kg.Graph]:
    with kg.build([SAMPLES, HERE / "harbours"], base=BASE) as graph:
        yield graph


@pytest.fixture(scope="module")
def foreign(both: kg.Graph) -> rdflib.Dataset:
    return another_engine.loaded(both.store)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize(("name", "parameters"), cases(DEMO))
def test_another_engine_gives_the_same(
    both: kg.Graph, foreign: rdflib.Dataset, name: str, parameters: dict[str, str]
) -> None:
    columns, rows = another_engine.answer(
        foreign, closed(named(name), bind(both.store, named(name), parameters))
    )
    assert columns == tuple(named(name).columns)
    assert rows == both.query(name, **parameters).rows


def test_there_are_answers_to_compare(both: kg.Graph) -> None:
    """Equal tables prove little where they are empty."""
    assert {name for name, parameters in cases(DEMO) if len(both.query(name, **parameters))} == set(
        query.queries()
    )


def test_a_query_is_one_as_it_stands(harbours: kg.Graph) -> None:
    """UNDEF means any: without its optional parameters the file itself gives the same."""
    for name, parameters in cases(HARBOURS):
        if not parameters:
            assert harbours.query(named(name).sparql).rows == harbours.query(name).rows, name


def test_the_table_is_read_back_from_its_csv(harbours: kg.Graph) -> None:
    table = harbours.query("funding")
    rows = list(csv.reader(io.StringIO(table.to_csv())))
    assert len(rows) == len(table) + 1
    assert {len(row) for row in rows} == {len(table.columns)}
