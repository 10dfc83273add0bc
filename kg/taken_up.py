"""Which measures a document takes up from those that it implements, and which of its own are taken up below.

Reads what `kg.derive.measures` derived: alignments with their scores, reasons and comparisons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import networkx as nx

from kg import content
from kg.catalogue import Catalogue
from kg.content import Measure
from kg.store import Store, Term, text
from kg.vocab import OA, PK, PROV, RDF, RDFS, SKOS

_ALIGNMENTS = f"""
SELECT ?alignment ?lower ?upper ?score WHERE {{
  VALUES ?document {{ %s }}
  ?alignment a <{PK.Alignment}> ; <{RDF.subject}> ?lower ; <{RDF.object}> ?upper ; <{PK.score}> ?score .
  {{ ?lower <{PROV.wasQuotedFrom}> ?document }} UNION {{ ?upper <{PROV.wasQuotedFrom}> ?document }}
}} ORDER BY ?lower ?upper"""
_REASONS = (
    f"SELECT ?alignment ?reason WHERE {{ VALUES ?alignment {{ %s }} ?alignment <{PK.reason}> ?reason }}"
)
#: Comparisons that no alignment has: of goals in preambles, or of measures without a counterpart.
_APART = f"""
SELECT ?below ?above ?what ?lower ?upper ?verdict ?share WHERE {{
  ?comparison a <{PK.Comparison}> ; <{RDFS.label}> ?what ; <{PK.verdict}>/<{SKOS.notation}> ?verdict ;
    <{PK.lowerFigure}> ?one ; <{PK.upperFigure}> ?other .
  ?one <{PROV.wasQuotedFrom}> ?below ; <{PK.evidence}>/<{OA.hasSelector}>/<{OA.exact}> ?lower .
  ?other <{PROV.wasQuotedFrom}> ?above ; <{PK.evidence}>/<{OA.hasSelector}>/<{OA.exact}> ?upper .
  FILTER(?below = %s || ?above = %s)
  FILTER NOT EXISTS {{ ?alignment <{PK.hasComparison}> ?comparison }}
  OPTIONAL {{ ?comparison <{PK.share}> ?share }}
}} ORDER BY STR(?what) STR(?lower) STR(?upper)"""
_COMPARISONS = f"""
SELECT ?alignment ?what ?lower ?upper ?verdict ?share WHERE {{
  VALUES ?alignment {{ %s }}
  ?alignment <{PK.hasComparison}> ?comparison .
  ?comparison <{RDFS.label}> ?what ; <{PK.verdict}>/<{SKOS.notation}> ?verdict ;
    <{PK.lowerFigure}>/<{PK.evidence}>/<{OA.hasSelector}>/<{OA.exact}> ?lower ;
    <{PK.upperFigure}>/<{PK.evidence}>/<{OA.hasSelector}>/<{OA.exact}> ?upper .
  OPTIONAL {{ ?comparison <{PK.share}> ?share }}
}} ORDER BY ?alignment STR(?what) STR(?lower) STR(?upper)"""

#: As much of a measure without a heading as names it.
_OPENING = 24


@dataclass(frozen=True, slots=True)
class Compared:
    """Two figures about one thing: the words of both documents, the verdict, and the lower as a part of the upper."""

    what: str
    lower: str
    upper: str
    verdict: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A measure and the one that it takes up; without `upper` it is local. `reasons` are kinds of likeness, each with
    what it adds to the score."""

    lower: Measure
    upper: Measure | None
    score: float | None
    reasons: tuple[str, ...]
    comparisons: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents of which the lower implements the upper: every measure of the lower, those of the upper that it
    does not take up, and how goals compare that stand in no such pair of measures."""

    lower: str
    upper: str
    rows: tuple[Row, ...]
    not_taken_up: tuple[Measure, ...]
    comparisons: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The pairs of one document: as the lower one in `up`, as the upper one in `down`. `without_text` are the labels of
    documents that could not be compared, because their text is not in the store."""

    up: tuple[Pair, ...]
    down: tuple[Pair, ...]
    without_text: tuple[str, ...]
    _labels: Mapping[str, str] = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """The alignments and what is not taken up, as JSON values. A measure without a counterpart in any of the
        documents above has one row, with null."""
        rows = [self._row(row) for pair in (*self.up, *self.down) for row in pair.rows if row.upper]
        local = self._local()
        return {
            "alignments": [*rows, *map(self._row, local)],
            "not_taken_up": [
                {**self._measure(measure), "by": self._labels[pair.lower]}
                for pair in (*self.up, *self.down)
                for measure in pair.not_taken_up
            ],
            "comparisons": [
                {
                    "lower_document": self._labels[pair.lower],
                    "upper_document": self._labels[pair.upper],
                    **asdict(compared),
                }
                for pair in (*self.up, *self.down)
                for compared in pair.comparisons
            ],
        }

    def tree(self) -> Iterator[str]:
        """The same as lines for a terminal."""
        if self.without_text:
            yield ""
            yield (
                f"measures not compared with {'; '.join(self.without_text)}: no text in the store; "
                "build with the text to compare them"
            )
        elif not self.up and not self.down:
            yield ""
            yield "measures not compared: no document is known that this one implements, or that implements it"
        for pair in (*self.up, *self.down):
            taken = [row for row in pair.rows if row.upper]
            yield ""
            yield f"{self._labels[pair.lower]} takes up {self._labels[pair.upper]} in {len(taken)} of {len(pair.rows)} measures"
            for row in pair.rows:
                yield f"  {_name(row.lower)} → {_name(row.upper) if row.upper else '(local only)'}"
                yield from map(_compared_line, row.comparisons)
            for measure in pair.not_taken_up:
                yield f"  not taken up: {_name(measure)}"
            if pair.comparisons:
                yield "  goals of the documents as a whole:"
            yield from map(_compared_line, pair.comparisons)

    def _local(self) -> list[Row]:
        """The measures of the document itself that it takes up from none of the documents above."""
        placed = {row.lower.iri for pair in self.up for row in pair.rows if row.upper}
        rows = {row.lower.iri: row for pair in self.up for row in pair.rows if row.lower.iri not in placed}
        return list(rows.values())

    def _row(self, row: Row) -> dict[str, Any]:
        return {
            "lower": self._measure(row.lower),
            "upper": self._measure(row.upper) if row.upper else None,
            "score": row.score,
            "reasons": list(row.reasons),
            "comparisons": [asdict(compared) for compared in row.comparisons],
        }

    def _measure(self, measure: Measure) -> dict[str, Any]:
        return {
            "document": self._labels[measure.document],
            "label": measure.label,
            "heading": measure.heading,
            "span": list(measure.span),
        }


def taken_up(
    store: Store, known: Catalogue, document: str, directions: Collection[str] = ("up", "down")
) -> TakenUp:
    """What the document with the IRI `document` takes up, and what of it is taken up."""
    pairs = [pair for pair in known.implementing if document in pair]
    read = content.read(store, {d for pair in pairs for d in pair})
    found = list(store.select(_ALIGNMENTS % f"<{document}>"))
    names = " ".join(f"<{text(row['alignment'])}>" for row in found)
    reasons: dict[str, list[str]] = defaultdict(list)
    comparisons: dict[str, list[Compared]] = defaultdict(list)
    if names:
        for row in store.select(_REASONS % names):
            reasons[text(row["alignment"])].append(text(row["reason"]))
        for row in store.select(_COMPARISONS % names):
            comparisons[text(row["alignment"])].append(_compared(row))
    measures = {m.iri: m for d in read.values() for m in d.measures}
    aligned: dict[tuple[str, str], Row] = {}
    for row in found:
        name, lower, upper = (text(row[key]) for key in ("alignment", "lower", "upper"))
        sorted_reasons = sorted(reasons[name], key=lambda r: (-float(r.rpartition(" ")[2]), r))
        aligned[lower, measures[upper].document] = Row(
            measures[lower],
            measures[upper],
            float(text(row["score"])),
            tuple(sorted_reasons),
            tuple(comparisons[name]),
        )
    apart: dict[tuple[str, str], list[Compared]] = defaultdict(list)
    for row in store.select(_APART % (f"<{document}>", f"<{document}>")):
        apart[text(row["below"]), text(row["above"])].append(_compared(row))
    made = [
        _pair(lower, upper, read, aligned, tuple(apart[lower, upper]))
        for lower, upper in pairs
        if lower in read and upper in read
    ]
    return TakenUp(
        up=tuple(pair for pair in made if pair.lower == document and "up" in directions),
        down=tuple(pair for pair in made if pair.upper == document and "down" in directions),
        without_text=_without_text(known, document, directions),
        _labels={d: known.entries[d].label for d in read},
    )


def _without_text(known: Catalogue, document: str, directions: Collection[str]) -> tuple[str, ...]:
    beside = {
        iri
        for c in known.citations
        if c.relation == "implements"
        and (
            (c.document == document and "up" in directions) or (c.cited == document and "down" in directions)
        )
        for iri in (c.document, c.cited)
    }
    return tuple(sorted(known.entries[iri].label for iri in beside - known.whole.keys()))


def pairs(store: Store, known: Catalogue, around: str | None = None) -> tuple[Pair, ...]:
    """All pairs of documents of which one implements the other; with `around`, an IRI, those of the chains through
    that document."""
    chains = nx.DiGraph(known.implementing)
    if around is not None:
        chains.add_node(around)
        chains = chains.subgraph({around} | nx.ancestors(chains, around) | nx.descendants(chains, around))
    lowers = sorted({lower for lower, _ in chains.edges})
    return tuple(
        pair
        for lower in lowers
        for pair in taken_up(store, known, lower, ("up",)).up
        if chains.has_edge(pair.lower, pair.upper)
    )


def _compared(row: Mapping[str, Term | None]) -> Compared:
    share = float(text(row["share"])) if row["share"] else None
    return Compared(text(row["what"]), text(row["lower"]), text(row["upper"]), text(row["verdict"]), share)


def _compared_line(compared: Compared) -> str:
    share = "" if compared.share is None else f", {compared.share:.1%} of it"
    return f"      {compared.verdict}: {compared.lower} ← {compared.upper}{share}"


def _pair(
    lower: str,
    upper: str,
    read: Mapping[str, content.Content],
    aligned: Mapping[tuple[str, str], Row],
    comparisons: tuple[Compared, ...],
) -> Pair:
    rows = tuple(aligned.get((m.iri, upper)) or Row(m, None, None, (), ()) for m in read[lower].measures)
    taken = {row.upper.iri for row in rows if row.upper}
    return Pair(lower, upper, rows, tuple(m for m in read[upper].measures if m.iri not in taken), comparisons)


def _name(measure: Measure) -> str:
    words = measure.heading or f"{measure.words.removeprefix(measure.label or '').strip(' 、.')[:_OPENING]}…"
    return f"{measure.label} {words}" if measure.label else words
