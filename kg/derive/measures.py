"""Measures across levels as statements: which takes up which, how sure that is and why, and how their figures compare.

Made anew whenever something arrives or goes, for every document whose text is there and that implements another whose
text is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg import content
from kg.catalogue import Catalogue
from kg.derive.alignment import Alignment, align
from kg.derive.comparison import SAME, Comparison, compare
from kg.derive.reified import derived
from kg.link.iris import digest
from kg.nquads import Statement, decimal, iri, plain, zh
from kg.store import Store
from kg.vocab import PK, RDF, RDFS, concept

RULE = "alignment.best_sum"


def alignments(store: Store, known: Catalogue) -> Iterator[Statement]:
    """The alignments of all pairs of documents, each with its score, its reasons and its comparisons."""
    read = content.read(store, {document for pair in known.implementing for document in pair})
    for lower, upper in known.implementing:
        if lower not in read or upper not in read:  # a record was loaded without its text
            continue
        compared: set[str] = set()
        for alignment in align(read[lower].measures, read[upper].measures):
            below = read[lower].by_owner.get(alignment.lower.iri, ())
            above = read[upper].by_owner.get(alignment.upper.iri, ())
            comparisons = compare(below, above)
            compared |= {c.lower.iri for c in comparisons} | {c.upper.iri for c in comparisons}
            yield from _statements(alignment, comparisons, store.base)
        # The goals of preambles, and of measures without a counterpart, wherever the other document sets them.
        goals = [
            [f for f in read[document].figures if f.kind == "target" and f.iri not in compared]
            for document in (lower, upper)
        ]
        for comparison in compare(*goals, alike=SAME):
            yield from _compared(comparison, store.base)


def _statements(alignment: Alignment, comparisons: list[Comparison], base: str) -> Iterator[Statement]:
    lower, upper = alignment.lower.iri, alignment.upper.iri
    node = f"{base}derived/{digest(RULE, lower, PK.correspondsTo, upper)}"
    yield from derived(node, PK.Alignment, (lower, PK.correspondsTo, upper), RULE, (lower, upper))
    yield node, PK.score, decimal(Decimal(str(alignment.score)))
    for kind, value in alignment.reasons:
        yield node, PK.reason, plain(f"{kind} {value:.4f}")
    for comparison in comparisons:
        yield node, PK.hasComparison, iri(_name(comparison, base))
        yield from _compared(comparison, base)


def _compared(comparison: Comparison, base: str) -> Iterator[Statement]:
    node = _name(comparison, base)
    yield node, RDF.type, iri(PK.Comparison)
    yield node, RDFS.label, zh(comparison.what)
    yield node, PK.lowerFigure, iri(comparison.lower.iri)
    yield node, PK.upperFigure, iri(comparison.upper.iri)
    yield node, PK.verdict, iri(concept("verdict", comparison.verdict))
    if comparison.share is not None:
        yield node, PK.share, decimal(comparison.share)


def _name(comparison: Comparison, base: str) -> str:
    return f"{base}derived/{digest(RULE, comparison.lower.iri, comparison.upper.iri)}"
