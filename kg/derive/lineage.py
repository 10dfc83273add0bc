"""Lineage that no text states but two citations together imply.

Where a document implements two others of different levels on one matter, and the text of the one of the lower
level is not there, that one implements the higher one: a district that names a policy of its province and one
of its city names a chain. Once the text of the middle one is there, what it says itself counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractors.records import LEVELS
from kg.catalogue import Catalogue, Citation, Entry
from kg.derive.reified import derived
from kg.link.documents import same_matter, year_of
from kg.link.iris import digest
from kg.nquads import Statement
from kg.vocab import PK, RDF

RULE = "lineage.middle_level"


def implied(known: Catalogue, base: str) -> Iterator[Statement]:
    """The implied statements, each with its rule and the two references that it was derived from."""
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    basis: dict[str, list[Citation]] = defaultdict(list)
    asserted = set()
    for citation in known.citations:
        if citation.relation == "implements":
            basis[citation.document].append(citation)
            asserted.add((citation.document, citation.cited))
    for citations in basis.values():
        for middle in citations:
            for upper in _next_above(middle, citations, known.entries):
                if (upper.cited, middle.cited) not in asserted:
                    sources[middle.cited, upper.cited] |= {middle.iri, upper.iri}
    for (lower, higher), references in sorted(sources.items()):
        statement = f"{base}derived/{digest(RULE, lower, PK.implements, higher)}"
        yield from derived(statement, RDF.Statement, (lower, PK.implements, higher), RULE, references)


def _next_above(middle: Citation, citations: list[Citation], entries: dict[str, Entry]) -> list[Citation]:
    """Of the documents cited beside `middle`, those of the next higher level that it can implement."""
    lower = entries[middle.cited]
    if lower.whole or lower.level is None:
        return []
    above = [c for c in citations if _is_above(entries[c.cited], lower)]
    nearest = max((_rank(entries[c.cited]) for c in above), default=0)
    return [c for c in above if _rank(entries[c.cited]) == nearest]


def _is_above(higher: Entry, lower: Entry) -> bool:
    if higher.level is None or _rank(higher) >= _rank(lower):
        return False
    if not (higher.title and lower.title and same_matter(higher.title, lower.title)):
        return False
    earlier, later = year_of(higher.number), year_of(lower.number)
    return earlier is None or later is None or earlier <= later


def _rank(entry: Entry) -> int:
    return LEVELS.index(entry.level) if entry.level else len(LEVELS)
