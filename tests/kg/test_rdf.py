from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Record
from kg.link.iris import document_graph
from kg.rdf import document_of, triples
from kg.vocab import ELI, OA, PK, PROV, RDF, SCHEMA, XSD, concept
from tests.kg.conftest import BASE, district, iri, record

DOCUMENT = iri("棠政办发-2024-15")


def store(made: Record) -> ox.Store:
    loaded = ox.Store()
    loaded.load("".join(triples(made, BASE)).encode(), ox.RdfFormat.N_QUADS)
    return loaded


def objects(loaded: ox.Store, subject: str, predicate: str) -> list[str]:
    quads = loaded.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    return sorted(q.object.value for q in quads)


def subjects(loaded: ox.Store, predicate: str, value: str) -> list[str]:
    quads = loaded.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(value))
    return sorted(q.subject.value for q in quads)


LOADED = store(district())


def test_all_statements_stand_in_the_graph_of_the_document() -> None:
    assert {g.value for g in LOADED.named_graphs()} == {document_graph(BASE, DOCUMENT)}
    assert document_of(district(), BASE) == DOCUMENT


def test_the_document_says_what_its_header_says() -> None:
    assert objects(LOADED, DOCUMENT, ELI.number) == ["棠政办发〔2024〕15号"]
    assert objects(LOADED, DOCUMENT, PK.level) == [concept("level", "district")]
    assert objects(LOADED, DOCUMENT, ELI.type_document) == [concept("type", "opinion")]
    assert objects(LOADED, DOCUMENT, ELI.passed_by) == [f"{BASE}agency/汐州市棠溪区人民政府办公室"]
    assert objects(LOADED, DOCUMENT, PK.addressee) == [f"{BASE}agency/汐州市棠溪区/区级各部门"]
    dates = {
        q.predicate.value: q.object
        for p in (ELI.date_document, ELI.date_no_longer_in_force, SCHEMA.validThrough)
        for q in LOADED.quads_for_pattern(ox.NamedNode(DOCUMENT), ox.NamedNode(p), None)
    }
    assert dates == {
        ELI.date_document: ox.Literal("2024-06-03", datatype=ox.NamedNode(XSD.date)),
        SCHEMA.validThrough: ox.Literal("2026-12", datatype=ox.NamedNode(XSD.gYearMonth)),
    }


def test_references_become_relations_and_statutes_a_legal_basis() -> None:
    assert objects(LOADED, DOCUMENT, PK.implements) == [iri("汐政-2024-8"), iri("瀚政发-2024-3")]
    assert len(objects(LOADED, DOCUMENT, ELI.based_on)) == 1
    assert objects(LOADED, DOCUMENT, ELI.repeals) == [iri("棠政办发-2021-6")]
    assert len(objects(LOADED, DOCUMENT, PK.hasReference)) == 4


def test_every_relation_has_its_property() -> None:
    relations = ("implements", "repeals", "amends", "replies_to", "issues", "cites")
    made = record(
        "甲〔2024〕1号", None, references=[(r, f"乙〔2024〕{i}号", None) for i, r in enumerate(relations)]
    )
    loaded = store(made)
    subject = iri("甲-2024-1")
    properties = (PK.implements, ELI.repeals, ELI.amends, PK.repliesTo, PK.issues, ELI.cites)
    assert [objects(loaded, subject, p) for p in properties] == [[iri(f"乙-2024-{i}")] for i in range(6)]


def test_the_deprecated_term_of_eli_appears_nowhere() -> None:
    assert not [line for line in triples(district(), BASE) if "eli/ontology#implements" in line]


def test_measures_stand_in_their_section() -> None:
    measure = f"{DOCUMENT}/measure/1"
    assert objects(LOADED, DOCUMENT, PK.hasMeasure) == [measure, f"{DOCUMENT}/measure/2"]
    assert objects(LOADED, measure, ELI.is_part_of) == [f"{DOCUMENT}/section/港航服务"]
    assert objects(LOADED, f"{DOCUMENT}/section/港航服务", ELI.is_part_of) == [DOCUMENT]
    assert objects(LOADED, measure, ELI.title) == ["支持码头改造"]


def test_roles_are_nodes_and_shortcuts() -> None:
    measure = f"{DOCUMENT}/measure/1"
    lead = f"{BASE}agency/汐州市棠溪区交通局"
    assert objects(LOADED, measure, PK.ledBy) == [lead]
    assert objects(LOADED, measure, PK.responsible) == [lead]
    assert objects(LOADED, measure, PK.supportedBy) == [f"{BASE}agency/汐州市棠溪区财政局"]
    assert len(objects(LOADED, measure, PK.hasResponsibility)) == 2
    section = f"{DOCUMENT}/section/港航服务"
    assert objects(LOADED, section, PK.responsible) == [f"{BASE}agency/汐州市港航中心"]


def test_targets_keep_exact_decimals() -> None:
    (target,) = objects(LOADED, DOCUMENT, PK.hasTarget)
    (value,) = LOADED.quads_for_pattern(ox.NamedNode(target), ox.NamedNode(SCHEMA.value), None)
    assert value.object == ox.Literal("8.5", datatype=ox.NamedNode(XSD.decimal))
    assert objects(LOADED, target, PK.status) == [concept("status", "achieved")]
    assert objects(LOADED, target, PK.comparator) == [concept("comparator", "~")]
    assert objects(LOADED, target, PK.period) == []


def test_money_says_what_it_is_part_of() -> None:
    whole, part = sorted(
        objects(LOADED, f"{DOCUMENT}/measure/1", PK.hasFunding),
        key=lambda f: -int(objects(LOADED, f, SCHEMA.value)[0]),
    )
    assert objects(LOADED, part, PK.partOfFunding) == [whole]
    assert objects(LOADED, part, SCHEMA.currency) == ["CNY"]
    (grant,) = objects(LOADED, f"{DOCUMENT}/measure/2", PK.hasFunding)
    assert objects(LOADED, grant, PK.rate) == ["12.5"]
    assert objects(LOADED, grant, PK.recipient) == ["航运企业"]
    assert objects(LOADED, grant, PK.condition) == ["单船500总吨以上"]
    assert SCHEMA.MonetaryAmount not in objects(LOADED, grant, RDF.type)
    assert SCHEMA.MonetaryAmount in objects(LOADED, whole, RDF.type)


def test_a_ceiling_is_a_maximum() -> None:
    money = replace(district().funding[0], qualifier="max", amount=Decimal("1E+7"))
    loaded = store(replace(district(), funding=(money,)))
    (subject,) = objects(loaded, f"{DOCUMENT}/measure/1", PK.hasFunding)
    assert objects(loaded, subject, SCHEMA.maxValue) == ["10000000"]
    assert objects(loaded, subject, SCHEMA.value) == []


def test_every_fact_has_its_evidence_and_rule() -> None:
    made = district()
    facts = subjects(LOADED, PROV.wasQuotedFrom, DOCUMENT)
    rows = (made.sections, made.references, made.measures, made.led_by, made.targets, made.funding)
    assert len(facts) == sum(map(len, rows)) == 16
    for fact in facts:
        (place,) = objects(LOADED, fact, PK.evidence)
        assert objects(LOADED, fact, PK.rule) == ["test"]
        assert objects(LOADED, place, OA.hasSource) == [DOCUMENT]
        position, words = objects(LOADED, place, OA.hasSelector)
        start, end = (int(objects(LOADED, position, p)[0]) for p in (OA.start, OA.end))
        assert end - start == len(objects(LOADED, words, OA.exact)[0])


def test_rows_with_one_span_and_rule_stay_apart() -> None:
    first = district().targets[0]
    made = replace(
        district(), targets=(first, replace(first, comparator="<="), replace(first, value=Decimal(13)))
    )
    assert len(objects(store(made), f"{DOCUMENT}/measure/1", PK.hasTarget)) == 3


def test_measures_with_one_label_stay_apart() -> None:
    first, second = district().measures
    loaded = store(replace(district(), measures=(first, replace(second, label="1"))))
    assert len(objects(loaded, DOCUMENT, PK.hasMeasure)) == 2


def test_of_two_sections_with_one_heading_the_one_around_counts() -> None:
    section = district().sections[0]
    early = replace(section, id="s0", extent=(0, 1), span=(0, 1), quote=section.quote[:1])
    made = replace(district(), sections=(early, section))
    loaded = store(made)
    (around,) = objects(loaded, f"{DOCUMENT}/measure/1", ELI.is_part_of)
    assert objects(loaded, around, PK.responsible) == [f"{BASE}agency/汐州市港航中心"]


def test_an_owner_that_is_no_section_is_the_document() -> None:
    row = replace(district().targets[0], measure="section:")
    made = replace(district(), targets=(row,))
    assert len(objects(store(made), DOCUMENT, PK.hasTarget)) == 1


def test_titles_without_issuer_are_told_apart_by_the_issuer() -> None:
    one = record(None, "关于发展港口的意见", issuer=["汐州市人民政府"])
    other = record(None, "关于发展港口的意见", issuer=["云州市人民政府"])
    full = record(None, "汐州市人民政府关于发展港口的意见")
    assert document_of(one, BASE) == document_of(full, BASE) != document_of(other, BASE)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(min_size=1))
def test_any_text_survives(quote: str, heading: str) -> None:
    measure = replace(district().measures[0], quote=quote)
    section = replace(district().sections[0], heading=heading.encode("utf-8", "replace").decode())
    loaded = store(replace(district(), measures=(measure,), sections=(section,)))
    place = objects(loaded, f"{DOCUMENT}/measure/1", PK.evidence)[0]
    assert quote in [v for s in objects(loaded, place, OA.hasSelector) for v in objects(loaded, s, OA.exact)]
