"""The measures of two documents side by side: those of the upper one left, those of the lower one right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kg.content import Measure
from kg.render import labels
from kg.render.describe import clean
from kg.taken_up import Compared, Pair, Row

#: As many characters of a measure without a heading as name it.
_OPENING = 30


def side_by_side(pairs: Sequence[Pair], index: Mapping[str, int], lang: str) -> list[dict[str, Any]]:
    """The pairs as JSON values, those with most aligned measures first; `index` numbers the documents of the page, and
    pairs of others are left out.

    The rows follow the upper document: each of its measures with all that takes it up, or with nothing (`dropped`).
    Then come the measures of the lower one that have no counterpart there, in the order of its text: they take up
    another document (`elsewhere`) or none (`local`).
    """
    placed = {row.lower.iri for pair in pairs for row in pair.rows if row.upper}
    return [
        {
            "lower": index[pair.lower],
            "upper": index[pair.upper],
            "rows": _rows(pair, placed, lang),
            "goals": _compared(pair.comparisons),
        }
        for pair in sorted(pairs, key=_aligned, reverse=True)
        if pair.lower in index and pair.upper in index
    ]


def _aligned(pair: Pair) -> int:
    return sum(row.upper is not None for row in pair.rows)


def _rows(pair: Pair, placed: set[str], lang: str) -> list[dict[str, Any]]:
    takers: dict[str, list[Row]] = defaultdict(list)
    upper = {measure.iri: measure for measure in pair.not_taken_up}
    for row in pair.rows:
        if row.upper:
            upper[row.upper.iri] = row.upper
            takers[row.upper.iri].append(row)
    found: list[dict[str, Any]] = []
    for measure in sorted(upper.values(), key=lambda m: m.span):
        if measure.iri not in takers:
            found.append({"state": "dropped", "upper": _measure(measure), "lowers": []})
            continue
        lowers = [_taker(row, lang) for row in takers[measure.iri]]
        found.append({"state": "taken", "upper": _measure(measure), "lowers": lowers})
    for row in pair.rows:
        if not row.upper:
            state = "elsewhere" if row.lower.iri in placed else "local"
            found.append({"state": state, "upper": None, "lowers": [_taker(row, lang)]})
    return found


def _taker(row: Row, lang: str) -> dict[str, Any]:
    return {
        **_measure(row.lower),
        "score": row.score,
        "reasons": [_reason(reason, lang) for reason in row.reasons],
        "compared": _compared(row.comparisons),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    words = clean(measure.words)
    label = clean(measure.label or "")
    opening = words.removeprefix(label).strip(" 、.")
    name = clean(measure.heading or "") or (opening[:_OPENING] + "…" if len(opening) > _OPENING else opening)
    return {"label": label, "name": name, "words": words}


def _compared(comparisons: Iterable[Compared]) -> list[dict[str, Any]]:
    return [asdict(compared) for compared in comparisons]


def _reason(reason: str, lang: str) -> str:
    """A kind of likeness with what it adds to the score, in words."""
    kind, _, value = reason.rpartition(" ")
    return f"{labels.name(labels.LIKENESS, kind, lang)} {value}"
