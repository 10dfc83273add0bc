from __future__ import annotations

from itertools import permutations

import pytest

from extractors.records import Record
from kg import catalogue
from kg.build import load
from kg.derive import derive
from kg.link.iris import document_graph
from kg.store import Store, text
from kg.vocab import ELI, ORG, PK
from tests.kg.conftest import BASE, CITY, PROVINCE, Made, city, district, iri, province, record

CITES_BOTH = [("implements", "瀚政发〔2024〕3号", PROVINCE), ("implements", "汐政〔2024〕8号", CITY)]


def below(*references: tuple[str, str | None, str | None]) -> Record:
    return record(
        "棠政办发〔2024〕15号",
        None,
        issuer=["汐州市棠溪区人民政府办公室"],
        level="district",
        references=references,
    )


def derived(store: Store) -> list[tuple[str, str]]:
    query = (
        "SELECT ?s ?o { ?x a rdf:Statement ; rdf:subject ?s ; rdf:predicate pk:implements ; rdf:object ?o }"
    )
    return sorted((text(r["s"]), text(r["o"])) for r in store.select(query))


def cited(store: Store, document: str, relation: str) -> list[str]:
    return sorted(text(r["o"]) for r in store.select(f"SELECT ?o {{ <{document}> <{relation}> ?o }}"))


def test_the_middle_of_two_levels_implements_the_higher(made: Made) -> None:
    store = made(below(*CITES_BOTH))
    assert derived(store) == [(iri("汐政-2024-8"), iri("瀚政发-2024-3"))]
    rows = list(
        store.select("SELECT ?r ?from { ?x a rdf:Statement ; pk:rule ?r ; prov:wasDerivedFrom ?from }")
    )
    assert {text(row["r"]) for row in rows} == {"lineage.middle_level"}
    assert len({text(row["from"]) for row in rows}) == 2
    assert cited(store, iri("汐政-2024-8"), PK.implements) == [iri("瀚政发-2024-3")]


@pytest.mark.parametrize(
    "references",
    [
        pytest.param(
            [CITES_BOTH[0], ("implements", "汐政〔2024〕8号", "汐州市人民政府关于优化营商环境的意见")],
            id="matter",
        ),
        pytest.param([CITES_BOTH[0], ("implements", "汐政〔2024〕8号", None)], id="no title"),
        pytest.param([CITES_BOTH[0], ("cites", "汐政〔2024〕8号", CITY)], id="relation"),
        pytest.param([("implements", "瀚政发〔2025〕3号", PROVINCE), CITES_BOTH[1]], id="later"),
        pytest.param([CITES_BOTH[0], ("implements", "瀚政发〔2024〕9号", PROVINCE)], id="level"),
        pytest.param([("implements", None, "瀚海省海洋经济条例"), CITES_BOTH[1]], id="no common matter"),
        pytest.param([CITES_BOTH[1]], id="alone"),
    ],
)
def test_nothing_is_derived_without_grounds(
    made: Made, references: list[tuple[str, str | None, str | None]]
) -> None:
    assert derived(made(below(*references))) == []


def test_the_nearest_higher_level_counts(made: Made) -> None:
    nation = ("implements", "国发〔2023〕1号", "国务院关于发展海洋经济的意见")
    assert derived(made(below(nation, *CITES_BOTH))) == [
        (iri("汐政-2024-8"), iri("瀚政发-2024-3")),
        (iri("瀚政发-2024-3"), iri("国发-2023-1")),
    ]


def test_a_text_that_is_there_speaks_for_itself(made: Made) -> None:
    assert derived(made(below(*CITES_BOTH), city())) == []
    store = made(below(*CITES_BOTH), city(("cites", "瀚政发〔2024〕3号", PROVINCE)))
    assert derived(store) == []
    assert cited(store, iri("汐政-2024-8"), PK.implements) == []
    assert derived(made(below(*CITES_BOTH), province())) != [], "the text of the higher one changes nothing"


def test_no_derivation_against_what_is_stated(made: Made) -> None:
    assert derived(made(below(*CITES_BOTH), province(("implements", "汐政〔2024〕8号", CITY)))) == []


def test_a_stub_becomes_whole_under_its_iri(made: Made) -> None:
    stub = catalogue.read(made(below(*CITES_BOTH))).entries[iri("汐政-2024-8")]
    assert (stub.whole, stub.number, stub.title, stub.level, stub.region) == (
        False,
        "汐政〔2024〕8号",
        CITY,
        "city",
        "汐州市",
    )
    whole = made(below(*CITES_BOTH), city())
    assert catalogue.read(whole).entries[iri("汐政-2024-8")].whole
    rows = list(whole.select(f"SELECT ?t {{ <{iri('汐政-2024-8')}> eli:title ?t }}"))
    assert len(rows) == 1, "what citations say of it is gone"


def test_the_title_that_most_print_describes_a_stub(made: Made) -> None:
    short, long = "关于发展海洋经济的若干意见", PROVINCE
    citing = [
        record(f"甲〔2024〕{i}号", None, references=[("cites", "瀚政发〔2024〕3号", title)])
        for i, title in enumerate([short, long, long])
    ]
    assert catalogue.read(made(*citing)).entries[iri("瀚政发-2024-3")].title == long
    assert catalogue.read(made(*citing[:2])).entries[iri("瀚政发-2024-3")].title == long


BY_TITLE = below(("implements", None, CITY))
BY_SHORT_TITLE = below(("implements", None, "关于发展海洋经济的实施意见"))


@pytest.mark.parametrize("citing", [BY_TITLE, BY_SHORT_TITLE], ids=["full", "short"])
def test_a_title_finds_the_document_with_that_title_and_a_number(made: Made, citing: Record) -> None:
    for records in permutations([citing, city()]):
        store = made(*records)
        assert cited(store, iri("棠政办发-2024-15"), PK.implements) == [iri("汐政-2024-8")]
        assert [e for e in catalogue.read(store).entries if "title-" in e] == []


def test_a_title_finds_the_number_that_another_document_gives(made: Made) -> None:
    other = record("苇政〔2024〕2号", None, references=[("cites", "汐政〔2024〕8号", CITY)])
    store = made(BY_TITLE, other)
    assert cited(store, iri("棠政办发-2024-15"), PK.implements) == [iri("汐政-2024-8")]


def test_a_number_finds_the_text_that_does_not_print_it(made: Made) -> None:
    whole = record(None, CITY, issuer=["汐州市人民政府"], level="city")
    for records in permutations([below(*CITES_BOTH), whole]):
        known = catalogue.read(made(*records))
        (found,) = [e for e in known.entries.values() if e.title == CITY]
        assert (found.whole, found.number) == (True, "汐政〔2024〕8号")
        assert known.index.find("汐政[2024]8号") == found.iri


def test_two_candidates_stay_unresolved(made: Made) -> None:
    rivals = [
        record(f"汐政〔2024〕{n}号", CITY, issuer=["汐州市人民政府"], level="city", body=str(n))
        for n in (8, 9)
    ]
    store = made(BY_TITLE, *rivals)
    (target,) = cited(store, iri("棠政办发-2024-15"), PK.implements)
    assert "title-" in target


def test_a_link_is_lost_again_with_its_document(made: Made) -> None:
    alone = made(BY_TITLE).lines()
    store = made(BY_TITLE, city())
    assert store.lines() != alone
    store.replace({document_graph(BASE, iri("汐政-2024-8")): ""})
    derive(store)
    assert store.lines() == alone


def test_the_order_of_arrival_makes_no_difference(made: Made) -> None:
    records = [
        district(),
        city(("implements", None, PROVINCE)),
        province(),
        record(None, "海洋公报", references=[("cites", None, CITY), ("cites", "汐政〔2024〕8号", None)]),
    ]
    results = {tuple(made(*order).lines()) for order in permutations(records)}
    together = Store.create(base=BASE)
    load(records, together)
    derive(together)
    derive(together)
    assert results == {tuple(together.lines())}


def test_agencies_have_one_full_name_and_their_printed_forms(made: Made) -> None:
    store = made(district())
    query = """SELECT ?n ?alt ?class {
      ?a skos:prefLabel ?n ; a ?class . FILTER NOT EXISTS { ?a a skos:Concept } OPTIONAL { ?a skos:altLabel ?alt }
    }"""
    rows = {(text(r["n"]), text(r["alt"]), text(r["class"])) for r in store.select(query)}
    assert rows == {
        ("汐州市人民政府", "", ORG.FormalOrganization),
        ("汐州市棠溪区人民政府", "", ORG.FormalOrganization),
        ("汐州市棠溪区人民政府办公室", "", ORG.FormalOrganization),
        ("汐州市棠溪区交通局", "区交通局", ORG.FormalOrganization),
        ("汐州市棠溪区财政局", "区财政局", ORG.FormalOrganization),
        ("汐州市港航中心", "市港航中心", ORG.FormalOrganization),
        ("有关平台", "", ORG.Organization),
        ("区级各部门", "", ORG.Organization),
    }


def test_agencies_are_parts_of_bodies_up_to_the_government_around(made: Made) -> None:
    store = made(district())
    query = f"""SELECT ?name {{
      <{BASE}agency/汐州市棠溪区交通局> org:subOrganizationOf+/skos:prefLabel ?name }} ORDER BY DESC(STRLEN(?name))"""
    assert [text(r["name"]) for r in store.select(query)] == ["汐州市棠溪区人民政府", "汐州市人民政府"]


def test_no_triple_stands_in_two_graphs(made: Made) -> None:
    store = made(
        district(),
        city(("implements", "瀚政发〔2024〕3号", PROVINCE)),
        record("乙〔2024〕1号", None, references=CITES_BOTH),
    )
    triples = [tuple(row.values()) for row in store.select("SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")]
    assert len(triples) == len(set(triples)) > 1000


def test_statutes_are_a_legal_basis_and_never_derived(made: Made) -> None:
    store = made(district())
    assert len(cited(store, iri("棠政办发-2024-15"), ELI.based_on)) == 1
    assert derived(store) == [(iri("汐政-2024-8"), iri("瀚政发-2024-3"))]


def test_a_reform_puts_one_department_in_the_place_of_another_and_merges_neither(made: Made) -> None:
    old = record("澜环〔2016〕1号", "关于渠水的通知", issuer=["澜江市环境保护局"], level="city")
    new = record("澜环〔2024〕1号", "关于渠水的通知", issuer=["澜江市生态环境局"], level="city")
    query = "SELECT ?a ?b { ?x dcterms:isReplacedBy ?y . ?x skos:prefLabel ?a . ?y skos:prefLabel ?b }"
    rows = [(text(r["a"]), text(r["b"])) for r in made(old, new).select(query)]
    assert rows == [("澜江市环境保护局", "澜江市生态环境局")]
    assert list(made(old).select(query)) == []
