"""Every named query on real documents, which are no part of the project, with at least one figure that annotators give
(`../shared/gold`) or that stands in the text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import rdflib

import kg
from kg.query import bind, closed, named, queries
from tests.kg import another_engine

DISTRICT = "钱政办发〔2023〕19号"
CITY, PROVINCE = "杭政〔2023〕5号", "浙政发〔2023〕2号"
REPLY, OTHER_REPLY = "临经信提复〔2023〕46号", "临经信提复〔2023〕42号"
#: Words in the headlines of the two articles.
ARTICLES = ("双线作战", "六个一")
HUNDRED_MILLION = 10**8
#: What the parameters are given that a query needs.
VALUES = {"agency": "区财政局", "date": "2023-07-28", "document": DISTRICT, "unit": "千米", "word": "企业"}


@pytest.fixture(scope="module")
def graph(shared: Path) -> Iterator[kg.Graph]:
    with kg.build([shared / "seeds"]) as built:
        yield built


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    """What annotators found, by number or title of the document."""
    read = [json.loads(path.read_text("utf-8")) for path in (shared / "gold").glob("*.gold.json")]
    found = {record["document"]["number"] or record["document"]["title"]: record for record in read}
    assert set(found) == {DISTRICT, REPLY, OTHER_REPLY, *(article(found, words) for words in ARTICLES)}
    return found


def article(gold: dict[str, Any], words: str) -> str:
    """The headline that has these words in it."""
    (headline,) = (name for name in gold if words in name)
    return headline


def rows(graph: kg.Graph, name: str, **parameters: str) -> list[dict[str, Any]]:
    return list(graph.query(name, **parameters))


def answered(record: dict[str, Any]) -> dict[str, set[str]]:
    """measure or section → the agencies that answer for it."""
    owners: dict[str, set[str]] = {}
    for row in record["led_by"]:
        if row["role"] != "support":
            owners.setdefault(row["measure"], set()).add(row["agency"])
    return owners


@pytest.fixture(scope="module")
def foreign(graph: kg.Graph) -> rdflib.Dataset:
    return another_engine.loaded(graph.store)


def test_all_queries_are_here() -> None:
    source = Path(__file__).read_text("utf-8")
    assert [name for name in queries() if f'graph, "{name}"' not in source] == []


def test_documents(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = {row["document"]: row for row in rows(graph, "documents") if row["text"]}
    assert {d: (r["level"], r["type"]) for d, r in found.items()} == {
        d: (g["document"]["level"], g["document"]["type"]) for d, g in gold.items()
    }
    assert str(found[DISTRICT]["date"]) == "2023-06-28"


def test_document_profile(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = {row["document"]: row for row in rows(graph, "document_profile")}
    for document, record in gold.items():
        assert found[document]["measures"] == len(record["measures"])
        assert found[document]["funding"] == len(record["funding"])
    assert found[DISTRICT]["measures"] == 66
    assert found[DISTRICT]["targets"] == len(gold[DISTRICT]["targets"]) == 62
    assert found[DISTRICT]["agencies"] == len({r["agency"] for r in gold[DISTRICT]["led_by"]})


def test_measures(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = rows(graph, "measures", document=DISTRICT)
    assert [(r["label"], r["heading"], r["section"]) for r in found] == [
        (m["label"], m["heading"], m["section"]) for m in gold[DISTRICT]["measures"]
    ]
    named = {
        m["id"]: [r["agency"] for r in gold[DISTRICT]["led_by"] if r["measure"] == m["id"]]
        for m in gold[DISTRICT]["measures"]
    }
    assert [r["agencies"] for r in found] == [";".join(agencies) or None for agencies in named.values()]


def test_measures_of_an_agency(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = rows(graph, "measures_by_agency", agency="区财政局")
    expected = [r for r in gold[DISTRICT]["led_by"] if r["agency"] == "区财政局"]
    assert len(found) == len(expected) == 14
    assert {r["agency"] for r in found} == {"杭州市钱塘区财政局"}


def test_measures_without_an_agency(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = Counter(r["document"] for r in rows(graph, "measures_without_agency"))
    for document in (REPLY, article(gold, ARTICLES[1])):  # no section of theirs is assigned as a whole
        owners = answered(gold[document])
        assert found[document] == sum(m["id"] not in owners for m in gold[document]["measures"])
    assert (found[DISTRICT], found[REPLY], found[OTHER_REPLY], found[article(gold, ARTICLES[1])]) == (
        0,
        12,
        0,
        5,
    )


def test_workload(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = rows(graph, "workload", document=DISTRICT)
    roles = Counter((r["agency"], r["role"]) for r in gold[DISTRICT]["led_by"])
    most = found[0]
    assert most["agency"] == "杭州市钱塘区经信科技局"
    for role in ("lead", "responsible", "support"):
        assert most[role] == roles["区经信科技局", role]
        assert sum(r[role] for r in found) == sum(n for (_, r), n in roles.items() if r == role)
    assert (most["all"], sum(r["all"] for r in found)) == (18, 115)


def test_co_responsibility(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = rows(graph, "co_responsibility", document=DISTRICT)
    owners = answered(gold[DISTRICT]).values()
    expected = Counter(pair for agencies in owners for pair in combinations(sorted(agencies), 2))
    assert [r["together"] for r in found] == sorted(expected.values(), reverse=True)
    assert found[0]["together"] == 4


def test_cooperation(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = [r for r in rows(graph, "cooperation") if "钱塘区" in r["agency"]]
    leads = {r["agency"] for r in gold[DISTRICT]["led_by"] if r["role"] == "lead"}
    assert {r["agency"].removeprefix("杭州市钱塘") for r in found} <= leads


def test_contacts(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = [r for r in rows(graph, "contacts", word="企业") if r["document"] == DISTRICT]
    headings = {m["heading"] for m in gold[DISTRICT]["measures"] if m["heading"] and "企业" in m["heading"]}
    assert {r["heading"] for r in found} == headings
    assert len(headings) == 3


def test_agencies(graph: kg.Graph) -> None:
    found = {r["printed"]: r["agency"] for r in rows(graph, "agencies")}
    assert found["区财政局"] == "杭州市钱塘区财政局"
    assert found["市规划资源局钱塘分局"] == "杭州市规划资源局钱塘分局"


def test_lineage(graph: kg.Graph) -> None:
    up = rows(graph, "lineage_up", document=DISTRICT)
    assert [(r["document"], r["direct"], r["text"]) for r in up] == [
        (CITY, True, False),
        (PROVINCE, True, False),
    ]
    down = rows(graph, "lineage_down", document=PROVINCE)
    assert [r["document"] for r in down] == [CITY, DISTRICT]
    (derived,) = [r for r in rows(graph, "lineage_edges") if r["derived"]]
    assert (derived["lower"], derived["relation"], derived["upper"]) == (CITY, "implements", PROVINCE)


def test_missing_documents(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = rows(graph, "missing_documents")
    numbers = {r["number"] for g in gold.values() for r in g["references"] if r["number"]}
    assert {r["document"] for r in found} >= {CITY, PROVINCE, "临政函〔2021〕21号"} & numbers
    assert len(found) == sum(len(g["references"]) for g in gold.values())


@pytest.mark.parametrize(
    ("day", "state"), [("2023-07-27", "not yet"), ("2023-07-28", "applies"), ("2024-01-01", "ended")]
)
def test_in_force(graph: kg.Graph, day: str, state: str) -> None:
    found = {r["document"]: r["state"] for r in rows(graph, "in_force", date=day)}
    assert found[DISTRICT] == state
    assert found[CITY] == found[REPLY] == "unknown"


def test_targets(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = rows(graph, "targets", document=DISTRICT)
    expected = Counter((t["value"], t["unit"], t["comparator"]) for t in gold[DISTRICT]["targets"])
    same = Counter((float(r["value"]), r["unit"], r["comparator"]) for r in found)
    assert len(found) == 62
    assert sum((same & expected).values()) >= 60
    assert {r["status"] for r in found} == {"planned"}


def test_targets_by_unit(graph: kg.Graph) -> None:
    (row,) = rows(graph, "targets_by_unit", unit="千米")
    assert (row["document"], row["value"], row["unit"]) == (DISTRICT, 100, "公里")


def test_targets_by_agency(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = [r for r in rows(graph, "targets_by_agency") if r["document"] == DISTRICT]
    assert len({r["iri"] for r in found}) == 62
    owners = answered(gold[DISTRICT])
    measures = {m for m, agencies in owners.items() if "区商务局" in agencies}
    expected = [t for t in gold[DISTRICT]["targets"] if t["measure"] in measures]
    assert len([r for r in found if r["agency"] == "杭州市钱塘区商务局"]) == len(expected)


def test_the_seeds_report_on_no_goal_of_each_other(graph: kg.Graph) -> None:
    assert rows(graph, "planned_achieved") == []
    assert rows(graph, "target_cascade") == []  # the text of no upper document is there


def test_funding(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = Counter((r["document"], r["kind"]) for r in rows(graph, "funding"))
    assert found == Counter((d, r["kind"]) for d, g in gold.items() for r in g["funding"])
    assert found[DISTRICT, "grant"] == 46


def test_subsidies(graph: kg.Graph, gold: dict[str, Any]) -> None:
    found = [r for r in rows(graph, "subsidies") if r["document"] == DISTRICT]
    grants = [r for r in gold[DISTRICT]["funding"] if r["kind"] == "grant"]
    assert Counter(r["amount"] for r in found) == Counter(r["amount"] for r in grants)
    assert 0 < len(rows(graph, "subsidies", recipient="企业")) < len(found)


def test_parts_of_the_money_for_investment(graph: kg.Graph) -> None:
    found = [
        r for r in rows(graph, "funding_parts", document=DISTRICT) if r["stated"] == 39 * HUNDRED_MILLION
    ]
    parts = sorted(r["amount"] / HUNDRED_MILLION for r in found)
    assert parts == [Decimal("6.26"), Decimal("7.04"), Decimal("7.35"), Decimal("18.35")]
    assert sum(parts) == 39


def test_money_by_section_kind_and_agency(graph: kg.Graph) -> None:
    def budget(row: dict[str, Any]) -> bool:
        return (row["kind"], row["qualifier"]) == ("budget", "exact")

    sections = [r for r in rows(graph, "funding_by_section", document=DISTRICT) if budget(r)]
    assert {r["section"]: r["total"] / HUNDRED_MILLION for r in sections} == {
        "扩大有效投资": 39,
        "科技创新": 5,
        "五大产业生态圈高质量发展": Decimal("8.1"),
        "现代服务业高质量发展": 1,
        "扩大内需和对外开放": Decimal("0.9"),
        "乡村振兴和城乡一体化发展": 4,
    }
    (kind,) = [r for r in rows(graph, "funding_by_kind", document=DISTRICT) if budget(r)]
    assert (kind["rows"], kind["total"]) == (6, 58 * HUNDRED_MILLION)
    agencies = [r for r in rows(graph, "funding_by_agency", document=DISTRICT) if budget(r)]
    (commerce,) = [r for r in agencies if r["agency"] == "杭州市钱塘区商务局"]
    assert commerce["total"] == Decimal("0.9") * HUNDRED_MILLION


def test_the_account_that_does_not_add_up(graph: kg.Graph) -> None:
    (row,) = rows(graph, "accounts_unreconciled")
    assert (row["document"], row["rule"], row["currency"]) == (DISTRICT, "account.total", "CNY")
    figures = [row[name] / HUNDRED_MILLION for name in ("stated", "computed", "unreconciled")]
    assert figures == [76, 58, 18]
    assert "交叉重叠" in row["explanation"]


def test_evidence(graph: kg.Graph, shared: Path) -> None:
    text = (shared / "seeds" / "004_1ad706c421e06f99.txt").read_text("utf-8-sig")
    for fact in (rows(graph, "targets", document=DISTRICT)[0], rows(graph, "accounts_unreconciled")[0]):
        found = rows(graph, "evidence", fact=fact["iri"])
        assert found
        for row in found:
            assert text[row["start"] : row["end"]] == row["quote"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("name", queries())
def test_another_engine_gives_the_same(graph: kg.Graph, foreign: rdflib.Dataset, name: str) -> None:
    query = named(name)
    if name == "evidence":
        given = {"fact": str(rows(graph, "targets", document=DISTRICT)[0]["iri"])}
    else:
        given = {p.name: VALUES[p.name] for p in query.parameters if not p.optional}
    columns, found = another_engine.answer(foreign, closed(query, bind(graph.store, query, given)))
    assert columns == tuple(query.columns)
    assert found == graph.query(name, **given).rows
