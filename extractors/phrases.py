"""Clauses of official prose: where a clause and its sentence begin and end, and what its label is.

A *clause* is what stands between two marks of punctuation; a comma inside brackets or quotation marks of a
clause does not end it, and what stands inside brackets is a clause of its own for the places inside them. A
*sentence* is a run of clauses up to 。 or a line break. All offsets are half-open, in characters of the
normal text.

Relies on the normal text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

#: Marks that end or open a clause; not the comma of 1,805 nor the colon of 1:1.
_MARK = re.compile(r"[。!?\n;()“”]|,(?!\d{3}(?!\d))|(?<!\d):|:(?!\d)")
_SENTENCE_END = frozenset("。!?\n")
#: A bracket that is still open after so many characters was never meant to hold what follows.
_LONGEST_ASIDE = 160


class Clause(NamedTuple):
    """A clause, the number of its sentence, and the mark that ends it (empty at the end of the text).
    `host` is the number of the clause around it, for a clause inside brackets."""

    start: int
    end: int
    sentence: int
    mark: str
    host: int | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A text cut into clauses: those of the running text and, apart, those inside brackets."""

    text: str
    clauses: tuple[Clause, ...]
    asides: tuple[Clause, ...]
    sentences: tuple[tuple[int, int], ...]
    _starts: tuple[int, ...] = field(init=False, repr=False)
    _aside_starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(c.start for c in self.clauses))
        object.__setattr__(self, "_aside_starts", tuple(c.start for c in self.asides))

    def at(self, offset: int) -> Clause:
        """The innermost clause around a place."""
        index = bisect_right(self._aside_starts, offset) - 1
        if index >= 0 and offset < self.asides[index].end:
            return self.asides[index]
        return self.clauses[self.index(offset)]

    def index(self, offset: int) -> int:
        """The number of the clause of the running text around a place."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence(self, clause: Clause) -> tuple[int, int]:
        """Where the sentence of a clause begins and ends."""
        return self.sentences[clause.sentence]


def segment(text: str) -> Prose:
    """Cut a normal text into clauses; linear in its length."""
    clauses: list[Clause] = []
    asides: list[Clause] = []
    sentences: list[tuple[int, int]] = []
    start = sentence_start = 0
    opened = aside_start = -1  # where the outermost open bracket stands, and the current clause inside it
    depth = 0
    quoted = -1
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "“":
            quoted = at
            continue
        if mark == "”":
            quoted = -1
            continue
        if quoted >= 0 and at - quoted < _LONGEST_ASIDE and mark in ",;:()":
            continue
        if depth and (mark == "\n" or at - opened > _LONGEST_ASIDE):
            depth = 0
        if mark == "(":
            depth += 1
            if depth == 1:
                opened, aside_start = at, at + 1
        elif mark == ")":
            if depth == 1 and at > aside_start:
                asides.append(Clause(aside_start, at, len(sentences), mark, len(clauses)))
            depth = max(0, depth - 1)
        elif depth:
            if depth == 1 and at > aside_start:
                asides.append(Clause(aside_start, at, len(sentences), mark, len(clauses)))
                aside_start = at + 1
        else:
            clauses.append(Clause(start, at, len(sentences), mark))
            start = at + 1
            if mark in _SENTENCE_END:
                sentences.append((sentence_start, at))
                sentence_start = at + 1
                quoted = -1
    clauses.append(Clause(start, len(text), len(sentences), ""))
    sentences.append((sentence_start, len(text)))
    return Prose(text, tuple(clauses), tuple(asides), tuple(sentences))


#: The label of an item at the start of a clause.
_LABEL = re.compile(
    r"\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．]|[①-⑳]|[一二三四五六七八九十]是"
    r"|第[一二三四五六七八九十百\d]{1,4}条)\s*"
)


def without_label(phrase: str) -> str:
    """A phrase without the number that labels it: 1、对新建项目 → 对新建项目."""
    match = _LABEL.match(phrase)
    return phrase[match.end() :] if match else phrase.lstrip()
