"""Which documents a store knows, by their own text or by what others say of them, and how they cite each
other."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from kg.link import documents
from kg.link.documents import Index, Known, build_index
from kg.store import Store, text
from kg.vocab import ELI, PK, value_of

_WHOLE = f"""
SELECT ?document ?number ?title ?level ?region WHERE {{
  ?document <{PK.textHash}> ?hash .
  OPTIONAL {{ ?document <{ELI.number}> ?number }}
  OPTIONAL {{ ?document <{ELI.title}> ?title }}
  OPTIONAL {{ ?document <{PK.level}> ?level }}
  OPTIONAL {{ ?document <{PK.region}> ?region }}
}} ORDER BY ?document"""
_CITATIONS = f"""
SELECT ?document ?reference ?relation ?cited ?number ?title WHERE {{
  ?document <{PK.hasReference}> ?reference .
  ?reference <{PK.relation}> ?relation ; <{PK.refersTo}> ?cited .
  OPTIONAL {{ ?reference <{PK.citedNumber}> ?number }}
  OPTIONAL {{ ?reference <{PK.citedTitle}> ?title }}
}} ORDER BY ?document ?reference"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: IRI, number, title, level and region as far as they are known. `whole` says that its text
    is there; otherwise all of it comes from citations."""

    iri: str
    number: str | None
    title: str | None
    level: str | None
    region: str
    whole: bool

    @property
    def label(self) -> str:
        """How the document is called: its number, else its title."""
        return self.number or (f"《{self.title}》" if self.title else self.iri)


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference: its IRI, the citing document, the relation, the document it means, and what is printed."""

    iri: str
    document: str
    relation: str
    cited: str
    number: str | None
    title: str | None


class Catalogue:
    """The documents and citations of a store at one moment."""

    def __init__(self, whole: dict[str, Entry], citations: tuple[Citation, ...]) -> None:
        self.whole = whole
        self.citations = citations

    @cached_property
    def stubs(self) -> dict[str, Entry]:
        """The documents that are only cited. Of several printed titles the most frequent counts, then the
        longest."""
        cited: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            if citation.cited not in self.whole:
                cited[citation.cited].append(citation)
        return {iri: self._described(iri, cited[iri]) for iri in sorted(cited)}

    @cached_property
    def _levels_of_codes(self) -> dict[str, str]:
        """The level of the body that each code stands for, learned from the documents whose text is there; a code of
        bodies of two levels teaches nothing."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self.whole.values():
            if (code := documents.code_of(entry.number)) and entry.level:
                found[code].add(entry.level)
        return {code: next(iter(levels)) for code, levels in found.items() if len(levels) == 1}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """All documents by IRI. One whose text gives no number has it from a citation."""
        numbers = {c.cited: c.number for c in reversed(self.citations) if c.number}
        whole = {
            iri: replace(entry, number=entry.number or numbers.get(iri)) for iri, entry in self.whole.items()
        }
        return whole | self.stubs

    @cached_property
    def implementing(self) -> list[tuple[str, str]]:
        """The pairs (lower, upper) of documents of which one implements the other and the texts of both are there."""
        return sorted(
            {
                (c.document, c.cited)
                for c in self.citations
                if c.relation == "implements"
                and c.document != c.cited
                and {c.document, c.cited} <= self.whole.keys()
            }
        )

    @cached_property
    def index(self) -> Index:
        """The same by number and by title, in every form that is printed."""
        titles: dict[str, set[str]] = defaultdict(set)
        for citation in self.citations:
            if citation.title:
                titles[citation.cited].add(citation.title)
        return build_index(
            Known(
                iri=iri,
                number=entry.number,
                titles=tuple(dict.fromkeys([*filter(None, [entry.title]), *sorted(titles[iri])])),
                region=entry.region,
                whole=entry.whole,
            )
            for iri, entry in self.entries.items()
        )

    def _described(self, iri: str, citations: list[Citation]) -> Entry:
        number = min((c.number for c in citations if c.number), default=None)
        titles = Counter(c.title for c in citations if c.title)
        title = min(titles, key=lambda t: (-titles[t], -len(t), t), default=None)
        near = {self.whole[c.document].region for c in citations}
        return Entry(
            iri=iri,
            number=number,
            title=title,
            level=documents.level_of_citation(number, title, near)
            or self._levels_of_codes.get(documents.code_of(number) or ""),
            region=documents.region_of_title(title, near),
            whole=False,
        )


def read(store: Store) -> Catalogue:
    """The catalogue of a store."""
    whole = {
        text(row["document"]): Entry(
            iri=text(row["document"]),
            number=text(row["number"]) or None,
            title=text(row["title"]) or None,
            level=value_of("level", text(row["level"])) if row["level"] else None,
            region=text(row["region"]),
            whole=True,
        )
        for row in store.select(_WHOLE)
    }
    citations = tuple(
        Citation(
            iri=text(row["reference"]),
            document=text(row["document"]),
            relation=value_of("relation", text(row["relation"])),
            cited=text(row["cited"]),
            number=text(row["number"]) or None,
            title=text(row["title"]) or None,
        )
        for row in store.select(_CITATIONS)
    )
    return Catalogue(whole, citations)
