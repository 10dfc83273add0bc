"""Citations and the documents they mean.

A document's graph says at first that a title-only citation means the document with that title. Here, with all
documents known, such a citation finds the document whose text or number others know, and loses it again when
that is gone: the link is a function of what the store holds, never of when it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox

from kg.catalogue import Catalogue, Citation
from kg.link.agencies import Region
from kg.link.documents import Known, build_index, document_iri, number_of, title_key
from kg.link.iris import document_graph
from kg.nquads import Statement, iri, plain, zh
from kg.store import Store
from kg.vocab import ELI, PK, RDF, RDFS, RELATION_PROPERTIES, concept


def relink(store: Store, known: Catalogue) -> Catalogue:
    """Makes every citation mean the document that it means in the light of all others; the catalogue
    afterwards."""
    wanted = _meanings(known, store.base)
    edges: dict[tuple[str, str], set[str]] = defaultdict(set)
    present: dict[tuple[str, str], set[str]] = defaultdict(set)
    remove, add = [], []
    for citation in known.citations:
        key = (citation.document, RELATION_PROPERTIES[citation.relation])
        edges[key].add(wanted[citation.iri])
        present[key].add(citation.cited)
        if wanted[citation.iri] != citation.cited:
            graph = document_graph(store.base, citation.document)
            remove.append(_quad(citation.iri, PK.refersTo, citation.cited, graph))
            add.append(_quad(citation.iri, PK.refersTo, wanted[citation.iri], graph))
    for (document, relation), targets in edges.items():
        graph = document_graph(store.base, document)
        remove += [
            _quad(document, relation, target, graph) for target in present[document, relation] - targets
        ]
        add += [_quad(document, relation, target, graph) for target in targets - present[document, relation]]
    store.change(remove, add)
    return Catalogue(known.whole, tuple(replace(c, cited=wanted[c.iri]) for c in known.citations))


def stubs(known: Catalogue) -> Iterator[Statement]:
    """What citations tell about the documents whose text is not there."""
    for entry in known.stubs.values():
        yield entry.iri, RDF.type, iri(ELI.LegalResource)
        yield entry.iri, RDFS.label, zh(entry.number or entry.title or entry.iri)
        if entry.number:
            yield entry.iri, ELI.number, plain(entry.number)
        if entry.title:
            yield entry.iri, RDF.type, iri(ELI.LegalExpression)
            yield entry.iri, ELI.title, zh(entry.title)
        if entry.level:
            yield entry.iri, PK.level, iri(concept("level", entry.level))
        if entry.region:
            yield entry.iri, PK.region, zh(entry.region)


def _meanings(known: Catalogue, base: str) -> dict[str, str]:
    """IRI of a reference → IRI of the document it means."""
    own = {c.iri: _printed(c, base) for c in known.citations}
    unnumbered = _numbers_of_whole(known, own)
    titles: dict[str, set[str]] = defaultdict(set)
    numbers: dict[str, str] = {}
    for citation in known.citations:
        if citation.number and own[citation.iri] not in unnumbered:
            numbers[own[citation.iri]] = citation.number
            if citation.title:
                titles[own[citation.iri]].add(citation.title)
    index = build_index(
        [
            *(
                _known(e.iri, e.number, {e.title} if e.title else set(), e.region, True)
                for e in known.whole.values()
            ),
            *(_known(i, n, titles[i], "", False) for i, n in numbers.items() if i not in known.whole),
        ]
    )
    meanings = {}
    for citation in known.citations:
        meaning = own[citation.iri]
        if citation.number:
            meaning = unnumbered.get(meaning, meaning)
        elif citation.title and meaning not in known.whole:
            region = known.whole[citation.document].region
            meaning = index.by_title(citation.title, citation.document, region) or meaning
        meanings[citation.iri] = meaning
    return meanings


def _numbers_of_whole(known: Catalogue, own: dict[str, str]) -> dict[str, str]:
    """IRI from a number → IRI of the text that this number belongs to, where the text itself does not print
    it but citations give it together with the number."""
    by_title: dict[str, set[str]] = defaultdict(set)
    for entry in known.whole.values():
        if entry.title and not entry.number:
            by_title[title_key(entry.title)].add(entry.iri)
    found: dict[str, set[str]] = defaultdict(set)
    for citation in known.citations:
        if citation.title and number_of(citation.number or "") and own[citation.iri] not in known.whole:
            found[own[citation.iri]] |= by_title.get(title_key(citation.title), set()) - {citation.document}
    return {number: next(iter(texts)) for number, texts in found.items() if len(texts) == 1}


def _printed(citation: Citation, base: str) -> str:
    """The IRI that the printed form alone gives."""
    if number_of(citation.number or "") or (citation.title and not citation.number):
        return document_iri(base, citation.number, citation.title, Region())
    return citation.cited  # a number of another form stands by itself, nothing here changes what it means


def _known(name: str, number: str | None, titles: set[str], region: str, whole: bool) -> Known:
    return Known(iri=name, number=number, titles=tuple(sorted(titles)), region=region, whole=whole)


def _quad(subject: str, predicate: str, target: str, graph: str) -> ox.Quad:
    return ox.Quad(*map(ox.NamedNode, (subject, predicate, target, graph)))
