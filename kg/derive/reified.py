"""A derived statement together with what is said of it: by which rule and from what it follows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.nquads import Statement, iri, plain
from kg.vocab import PK, PROV, RDF


def derived(
    node: str, kind: str, said: tuple[str, str, str], rule: str, sources: Collection[str]
) -> Iterator[Statement]:
    """The statement `said` (subject, predicate and object as IRIs), and the resource `node` of the class `kind` that
    gives its rule and its sources."""
    subject, predicate, target = said
    yield subject, predicate, iri(target)
    yield node, RDF.type, iri(kind)
    yield node, RDF.subject, iri(subject)
    yield node, RDF.predicate, iri(predicate)
    yield node, RDF.object, iri(target)
    yield node, PK.rule, plain(rule)
    for source in sources:
        yield node, PROV.wasDerivedFrom, iri(source)
