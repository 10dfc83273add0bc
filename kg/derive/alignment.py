"""Which measure of a document takes up which measure of the document that it implements.

Two measures are alike in what their headings and words say, weighted by how rare a pair of characters is in the two
documents; in their section, their place, the kind of agencies that have a role, and the figures that they name. Each
measure of the lower document is aligned with at most one of the upper, so that the sum of the scores is highest; one
upper measure may be taken up by several. Where the best is not good enough, or hardly better than the next, the
measure is local: it stays without a counterpart.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from extractors.text import HAN
from kg.content import Measure

#: How much each kind of likeness counts. Headings and words carry the score; the rest decides between equals.
WEIGHTS = {
    "headings": 0.3,  # cosine of the two headings
    "heading in words": 0.2,  # share of the lower heading that the upper measure's words have
    "words in heading": 0.15,  # share of the upper heading that the lower measure's words have
    "words": 0.35,  # cosine of all words
    "sentence": 0.2,  # cosine with the upper measure's nearest sentence
    "words in words": 0.2,  # share of the lower words that the upper measure has
    "agencies": 0.06,
    "figures": 0.1,
    "section": 0.06,
    "order": 0.02,
}
#: A score below this is no counterpart.
THRESHOLD = 0.26
#: How much the lead over the next best counts: what stands out from the rest is meant.
LEAD = 0.5
#: A measure that others take up already is a little less likely.
TAKEN = 0.99
_MOST_TAKERS = 12
_DIGITS = 4

#: Words that every policy has and that say nothing about its matter.
_GENERIC = re.compile(
    "鼓励|支持|加强|加快|推进|促进|推动|落实|完善|强化|进一步|积极|大力|切实|着力|加大|提升|提高|实施|开展|建立|健全|优化|做好|给予|企业"
)
_RUN = re.compile(rf"[{HAN}]+|[A-Za-z]+")
_SENTENCE_END = re.compile(r"[。;\n]")
_SHORTEST_SENTENCE = 6
#: The beginning of a measure stands in for a heading that it does not have.
_OPENING = 24
_FIGURE = re.compile(r"\d[\d.]*(?:%|[十百千万亿]*(?:元|家|个|亩|人|项))")
#: 省财政厅, 杭州市财政局 and 区财政局 are agencies of corresponding rank.
_RANK = re.compile(rf"^(?:省|市|区|县|自治区|州|[{HAN}]{{2,4}}(?:省|市|区|县))+|[厅局委办]$")


@dataclass(frozen=True, slots=True)
class Alignment:
    """That the measure `lower` takes up `upper`. `score` is at least `THRESHOLD`; `reasons` are the kinds of likeness
    in `WEIGHTS` with what each adds to the score, the largest first."""

    lower: Measure
    upper: Measure
    score: float
    reasons: tuple[tuple[str, float], ...]


def align(lower: Sequence[Measure], upper: Sequence[Measure]) -> list[Alignment]:
    """The alignments of the measures of one document with those of one that it implements, in the order of `lower`.
    The order in which the measures are given is that of the documents."""
    if not lower or not upper:
        return []
    likeness = _Likeness(lower, upper)
    parts = {(i, j): likeness.parts(i, j) for i in range(len(lower)) for j in range(len(upper))}
    scores = {
        pair: sum(WEIGHTS[kind] * value for kind, value in part.items()) for pair, part in parts.items()
    }
    graph: nx.Graph[tuple[str, int, int]] = nx.Graph()
    leads = {}
    for i in range(len(lower)):
        row = sorted((scores[i, j] for j in range(len(upper))), reverse=True)
        for j in range(len(upper)):
            score = scores[i, j]
            next_best = row[1] if score == row[0] and len(row) > 1 else row[0] if score < row[0] else 0.0
            leads[i, j] = lead = score + LEAD * (score - next_best)
            for taken in range(min(_MOST_TAKERS, len(lower))):
                if (weight := lead * TAKEN**taken - THRESHOLD) > 0:
                    graph.add_edge(("lower", i, 0), ("upper", j, taken), weight=weight)
    found = []
    for one, other in nx.max_weight_matching(graph):
        below, above = sorted((one, other))
        i, j = below[1], above[1]
        added = sorted(((WEIGHTS[k] * v, k) for k, v in parts[i, j].items()), key=lambda r: (-r[0], r[1]))
        reasons = tuple((kind, round(value, _DIGITS)) for value, kind in added if round(value, _DIGITS) > 0)
        found.append((i, Alignment(lower[i], upper[j], round(leads[i, j], _DIGITS), reasons)))
    return [alignment for _, alignment in sorted(found, key=lambda row: row[0])]


class _Likeness:
    """The kinds of likeness between the measures of two documents, each from 0 to 1."""

    def __init__(self, lower: Sequence[Measure], upper: Sequence[Measure]) -> None:
        self.count = len(lower) + len(upper)
        seen = Counter(g for m in (*lower, *upper) for g in set(_pairs(m.words)))
        self.rarity = {g: max(0.0, math.log((self.count + 1) / (n + 0.5))) for g, n in seen.items()}
        self.unseen = math.log((self.count + 1) / 0.5)
        self.lower = [_Side(m, self.vector) for m in lower]
        self.upper = [_Side(m, self.vector) for m in upper]
        self.agencies = self._rare(side.agencies for side in (*self.lower, *self.upper))
        self.figures = self._rare(side.figures for side in (*self.lower, *self.upper))

    def parts(self, i: int, j: int) -> dict[str, float]:
        """Each kind of likeness between lower measure `i` and upper measure `j`."""
        one, other = self.lower[i], self.upper[j]
        places = i / max(1, len(self.lower) - 1), j / max(1, len(self.upper) - 1)
        return {
            "headings": _cosine(one.heading, other.heading),
            "heading in words": _share(one.heading, other.words),
            "words in heading": _share(other.heading, one.words),
            "words": _cosine(one.words, other.words),
            "sentence": max(_cosine(one.words, sentence) for sentence in other.sentences),
            "words in words": _share(one.words, other.words),
            "agencies": _overlap(one.agencies, other.agencies, one.agencies | other.agencies, self.agencies),
            "figures": _overlap(one.figures, other.figures, one.figures, self.figures),
            "section": _cosine(one.section, other.section),
            "order": 1 - abs(places[0] - places[1]),
        }

    def vector(self, words: str) -> _Words:
        """The pairs of characters of a text, each with how often and how rare it is."""
        counted = Counter(_pairs(words))
        rarity = {g: self.rarity.get(g, self.unseen) for g in counted}
        weights = {g: (1 + math.log(n)) * rarity[g] for g, n in counted.items()}
        return _Words(weights, rarity, sum(v * v for v in weights.values()), sum(rarity.values()))

    def _rare(self, sets: Iterable[frozenset[str]]) -> dict[str, float]:
        known = [s for s in sets if s]
        seen = Counter(name for s in known for name in s)
        return {name: math.log((len(known) + 1) / n + 0.3) for name, n in seen.items()}


@dataclass(frozen=True, slots=True)
class _Words:
    """A text as its pairs of characters: how much each counts and how rare it is, the sum of the squares of the one and
    the sum of the other."""

    weights: Mapping[str, float]
    rarity: Mapping[str, float]
    square: float
    whole: float


class _Side:
    """A measure as the likenesses need it."""

    def __init__(self, measure: Measure, vector: Callable[[str], _Words]) -> None:
        self.heading = vector(measure.heading or measure.words[:_OPENING])
        self.words = vector(measure.words)
        sentences = [s for s in _SENTENCE_END.split(measure.words) if len(s) >= _SHORTEST_SENTENCE]
        self.sentences = [vector(s) for s in sentences or [measure.words]]
        self.section = vector(measure.section or "")
        self.agencies = frozenset(_RANK.sub("", name) for name in measure.agencies)
        self.figures = frozenset(_FIGURE.findall(measure.words))


def _pairs(words: str) -> list[str]:
    """Neighbouring characters, and words in Latin letters; the words of every policy are left out."""
    found = []
    for run in _RUN.findall(_GENERIC.sub(" ", words)):
        if run.isascii():
            found.append(run.lower())
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def _cosine(one: _Words, other: _Words) -> float:
    fewer, more = sorted((one.weights, other.weights), key=len)
    product = sum([value * more[g] for g, value in fewer.items() if g in more])
    return product / math.sqrt(one.square * other.square) if product else 0.0


def _share(of: _Words, among: _Words) -> float:
    """How much of the rare pairs of one text another has."""
    return (
        sum([value for g, value in of.rarity.items() if g in among.weights]) / of.whole if of.whole else 0.0
    )


def _overlap(
    one: frozenset[str], other: frozenset[str], whole: frozenset[str], rarity: Mapping[str, float]
) -> float:
    """The rare members that two sets share, as a part of `whole`."""
    weight = sum(rarity[name] for name in sorted(whole))
    return sum(rarity[name] for name in sorted(one & other)) / weight if weight and other else 0.0
