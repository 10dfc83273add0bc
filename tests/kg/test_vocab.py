from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from extractors import records
from kg import resources, vocab

ONTOLOGY = rdflib.Graph().parse(data=resources.read("ontology", "policy.ttl"), format="turtle")
OWN = sorted(vocab.own_terms())
SOURCES = Path(__file__).parents[2]


def test_code_and_ontology_name_the_same_terms() -> None:
    defined = {str(s) for s in ONTOLOGY.subjects() if str(s).startswith(vocab.PK.namespace)}
    assert defined == set(OWN)
    assert len(OWN) == 160


@pytest.mark.parametrize("term", OWN)
def test_every_own_term_is_labelled_and_defined(term: str) -> None:
    node = rdflib.URIRef(term)
    labels = [*ONTOLOGY.objects(node, RDFS.label), *ONTOLOGY.objects(node, SKOS.prefLabel)]
    assert sorted(label.language for label in labels) == ["en", "zh"]
    assert (node, RDFS.isDefinedBy, rdflib.URIRef(vocab.ONTOLOGY)) in ONTOLOGY
    assert sorted(d.language for d in ONTOLOGY.objects(node, SKOS.definition)) == ["en", "zh"]
    kinds = {
        *(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual),
        *(SKOS.Concept, SKOS.ConceptScheme),
    }
    assert len(kinds & set(ONTOLOGY.objects(node, RDF.type))) == 1


def test_notations_are_the_values_of_records() -> None:
    for scheme, values in vocab.SCHEMES.items():
        for value in values:
            node = rdflib.URIRef(vocab.concept(scheme, value))
            assert [str(n) for n in ONTOLOGY.objects(node, SKOS.notation)] == [value]
            assert vocab.value_of(scheme, str(node)) == value
    assert set(vocab.RELATION_PROPERTIES) == {*records.RELATIONS, "based_on"}
    assert set(vocab.ROLE_PROPERTIES) == set(records.ROLES)


def test_the_chinese_labels_of_units_are_what_documents_print() -> None:
    labels = {
        (str(label), str(node).removeprefix(vocab.PK.namespace + "unit-"))
        for node in ONTOLOGY.subjects(SKOS.inScheme, rdflib.URIRef(vocab.PK.namespace + "unitScheme"))
        for label in (*ONTOLOGY.objects(node, SKOS.prefLabel), *ONTOLOGY.objects(node, SKOS.altLabel))
        if label.language == "zh"
    }
    assert labels == set(vocab.UNITS.items())
    assert vocab.unit("家") is None


def test_implements_is_below_the_term_of_eli_and_the_deprecated_one_is_absent() -> None:
    text = resources.read("ontology", "policy.ttl")
    assert "rdfs:subPropertyOf eli:ensures_implementation_of" in text
    assert "eli:implements" not in text


def test_a_term_that_is_not_listed_raises() -> None:
    with pytest.raises(AttributeError, match="implements"):
        _ = vocab.ELI.implements
    with pytest.raises(KeyError):
        vocab.concept("role", "boss")


def test_every_term_of_a_query_exists() -> None:
    known = {term for terms in vocab.VOCABULARIES for term in terms} | vocab.own_terms()
    found = 0
    for name in resources.names("queries", ".rq"):
        source = resources.read("queries", f"{name}.rq")
        prefixes = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", source))
        body = re.sub(r"#.*|PREFIX.*|\"[^\"]*\"", "", source)
        for prefix, local in re.findall(r"(?<![\w?])(\w+):([\w-]+)", body):
            assert prefixes[prefix] + local in known, f"{name}: {prefix}:{local}"
            found += 1
    assert found > 100


def test_every_own_term_is_used() -> None:
    code = "".join(p.read_text("utf-8") for p in (SOURCES / "kg").rglob("*.py"))
    unused = [t for t in vocab.PK if f"PK.{t.removeprefix(vocab.PK.namespace)}" not in code]
    assert unused == []
