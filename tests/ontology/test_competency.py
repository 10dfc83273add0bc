"""The questions of each group of users: short queries, and answers in the samples and in real documents."""

from __future__ import annotations

import pytest

import kg
from kg.query import queries
from tests.ontology.competency import MOST_LINES, QUESTIONS, Question

ALL = [question for group in QUESTIONS.values() for question in group]


def test_every_group_has_five_questions_of_its_own() -> None:
    assert [len(group) for group in QUESTIONS.values()] == [5, 5, 5]
    assert len({question.query for question in ALL}) == 15


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.query)
def test_its_query_can_be_read_at_a_glance(question: Question) -> None:
    lines = [line for line in queries()[question.query].sparql.splitlines() if not line.startswith("#")]
    assert len([line for line in lines if line.strip()]) <= MOST_LINES
    assert max(map(len, lines)) <= 130


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.query)
def test_it_is_answered_on_the_samples(demo: kg.Graph, question: Question) -> None:
    assert len(demo.query(question.query, **question.samples)) > 0


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.query)
def test_it_is_answered_on_real_documents(seeds: kg.Graph, question: Question) -> None:
    assert len(seeds.query(question.query, **question.seeds)) > 0


def test_an_optional_word_narrows_the_answer(demo: kg.Graph) -> None:
    everything = demo.query("subsidies")
    for parameter, columns in (("word", ("purpose", "measure")), ("recipient", ("recipient",))):
        some = demo.query("subsidies", **{parameter: "企业"})
        assert 0 < len(some) < len(everything)
        assert all("企业" in "".join(str(row[column]) for column in columns) for row in some)


def test_what_a_document_rests_on_goes_through_what_was_derived(seeds: kg.Graph) -> None:
    table = seeds.query("lineage_up", document="钱政办发〔2023〕19号")
    assert [row["document"] for row in table] == ["杭政〔2023〕5号", "浙政发〔2023〕2号"]


def test_units_are_found_in_whichever_form_they_are_printed(seeds: kg.Graph) -> None:
    one, other = (seeds.query("targets_by_unit", unit=unit) for unit in ("公里", "千米"))
    assert one.rows == other.rows
    assert {row["qudt"] for row in one} == {"http://qudt.org/vocab/unit/KiloM"}
