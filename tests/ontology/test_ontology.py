"""The ontology by itself: that others can load it, reason with it, and find in it what they need."""

from __future__ import annotations

import re
import warnings

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

import kg
from kg import check, resources, vocab
from tests.conftest import ROOT
from tests.ontology.generate import FILES

TURTLE = resources.read("ontology", "policy.ttl")
ONTOLOGY = rdflib.Graph().parse(data=TURTLE, format="turtle")
ENSURES = rdflib.URIRef(vocab.ELI.ensures_implementation_of)
IMPLEMENTS = rdflib.URIRef(vocab.PK.implements)


def closure(graph: rdflib.Graph, semantics: type) -> rdflib.Graph:
    owlrl.DeductiveClosure(semantics).expand(graph)
    return graph


def test_it_loads_everywhere_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loaded = rdflib.Graph().parse(data=TURTLE, format="turtle")
        assert len(list(ox.parse(TURTLE, ox.RdfFormat.TURTLE))) == len(loaded) > 1000
        reasoned = closure(loaded, owlrl.OWLRL_Semantics)
    assert not [s for s in reasoned.subjects() if "error" in str(s)]  # owlrl states contradictions as nodes
    assert rdflib.URIRef(vocab.PK.Measure) in reasoned.subjects(
        RDFS.subClassOf, rdflib.URIRef(vocab.ELI.LegalResource)
    )


def test_it_has_a_version_and_no_blank_nodes() -> None:
    node = rdflib.URIRef(vocab.ONTOLOGY)
    version = str(ONTOLOGY.value(node, OWL.versionInfo))
    assert ONTOLOGY.value(node, OWL.versionIRI) == rdflib.URIRef(f"{vocab.ONTOLOGY}/{version}")
    assert not [t for t in ONTOLOGY if any(isinstance(term, rdflib.BNode) for term in t)]


def test_what_eli_has_deprecated_appears_nowhere(demo: kg.Graph) -> None:
    files = [p for folder in ("ontology", "queries") for p in (ROOT / folder).iterdir()]
    written = [p.read_text("utf-8") for p in files] + demo.store.lines()
    assert len(files) > 25
    assert not [text for text in written if re.search(r"eli:implement|eli/ontology#implement", text)]
    assert (IMPLEMENTS, RDFS.subPropertyOf, ENSURES) in ONTOLOGY


def test_every_reused_term_of_the_code_is_declared_with_a_note_and_a_checked_vocabulary() -> None:
    used = {
        t
        for terms in (vocab.ELI, vocab.ORG, vocab.PROV, vocab.OA, vocab.SKOS, vocab.SCHEMA, vocab.DCTERMS)
        for t in terms
    }
    declared = {str(s) for s in ONTOLOGY.subjects(SKOS.scopeNote)} - {vocab.RDF.Statement}
    assert declared == used
    for term in map(rdflib.URIRef, sorted(declared)):
        assert sorted(n.language for n in ONTOLOGY.objects(term, SKOS.scopeNote)) == ["en", "zh"]
        vocabulary = ONTOLOGY.value(term, RDFS.isDefinedBy)
        assert ONTOLOGY.value(vocabulary, OWL.versionInfo), term
        assert ONTOLOGY.value(term, RDF.type) is not None


def test_every_class_and_property_that_is_named_is_declared() -> None:
    for relation in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
        for subject, named in ONTOLOGY.subject_objects(relation):
            assert (
                str(named).startswith(str(vocab.XSD.namespace))
                or (named, RDF.type, None) in ONTOLOGY
                or (named == RDF.langString)
            ), (subject, named)


def test_units_match_those_of_qudt() -> None:
    matches = dict(ONTOLOGY.subject_objects(SKOS.exactMatch))
    assert len(matches) == len(set(matches.values())) == 27
    assert all(re.fullmatch(r"http://qudt\.org/vocab/unit/[A-Z]\w*(-HR)?", str(m)) for m in matches.values())
    unit = rdflib.URIRef(str(vocab.unit("公里")))
    assert matches[unit] == rdflib.URIRef("http://qudt.org/vocab/unit/KiloM")
    assert rdflib.URIRef(str(vocab.unit("亩"))) not in matches


def test_reasoning_on_the_demo_gives_the_relation_of_eli_and_breaks_no_shape(demo: kg.Graph) -> None:
    triples = ox.serialize(
        {q.triple for q in ox.parse("\n".join(demo.store.lines()), ox.RdfFormat.N_QUADS)},
        format=ox.RdfFormat.N_TRIPLES,
    )
    graph = rdflib.Graph().parse(data=triples, format="nt")
    stated = set(graph.subject_objects(IMPLEMENTS))
    assert len(stated) >= 3 and not list(graph.subject_objects(ENSURES))
    # owlrl takes literals of the same characters for one, whatever their language, so it is given none. Of the
    # evidence, half of the rest, nothing follows; without it the test takes half the time.
    evidence = {*vocab.OA, vocab.PK.evidence, vocab.PROV.wasQuotedFrom}
    inferred = rdflib.Graph()
    inferred += (
        t for t in graph if isinstance(t[2], rdflib.URIRef) and not {str(t[1]), str(t[2])} & evidence
    )
    graph += closure(inferred, owlrl.RDFS_Semantics)
    assert set(graph.subject_objects(ENSURES)) == stated
    assert [f for f in check.validate(graph) if f.severity == check.VIOLATION] == []


def test_every_own_term_is_used(demo: kg.Graph) -> None:
    lines = "\n".join(line for line in demo.store.lines() if not line.endswith(f"<{vocab.ONTOLOGY}> ."))
    texts = [p.read_text("utf-8") for p in (ROOT / "kg").rglob("*.py")]
    texts += [p.read_text("utf-8") for p in (ROOT / "queries").glob("*.rq")]
    elsewhere = "\n".join(texts)
    unused = [
        term
        for term in vocab.PK
        if f"<{term}>" not in lines
        and not re.search(rf"\bPK\.{local(term)}\b|\bpk:{local(term)}\b", elsewhere)
    ]
    assert unused == []


def local(term: str) -> str:
    return term.removeprefix(vocab.PK.namespace)


@pytest.mark.parametrize("name", FILES)
def test_what_is_generated_is_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == FILES[name](), f"run: make ontology ({name})"
