"""The sentence in which a fact stands, with the words of the fact marked in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ENDS = "。！？!?\n"
#: As many characters of a sentence as are kept on either side of the words of a fact.
_AROUND = 100


class Passages:
    """The sentences of the facts of a page, each of them once, in `found`. `texts` are the documents by IRI."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._index: dict[str, int] = {}

    @property
    def found(self) -> list[str]:
        """The sentences, in the order in which they were asked for."""
        return list(self._index)

    def place(self, node: Mapping[str, Any]) -> list[int] | None:
        """The number of the sentence of a node, and where its quote begins and ends there in units of UTF-16, which are
        those of a page, unless it is all of it. Without the text of its document the quote stands alone; None for a node
        without quote."""
        quote = str(node.get("quote") or "")
        if not quote:
            return None
        passage, at = self._sentence(str(node.get("document")), node.get("start"), quote)
        number = self._index.setdefault(passage, len(self._index))
        return (
            [number] if passage == quote else [number, units(passage[:at]), units(passage[: at + len(quote)])]
        )

    def _sentence(self, document: str, start: int | None, quote: str) -> tuple[str, int]:
        text = self._texts.get(document, "")
        if start is None or not text.startswith(quote, start):
            return quote, 0
        end = start + len(quote)
        first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
        last = end
        if quote[-1] not in _ENDS:
            ends = [at for mark in _ENDS if (at := text.find(mark, end)) >= 0]
            last = min(ends, default=len(text)) + 1
        before, after = text[first:start].lstrip(), text[end:last].rstrip()
        if len(before) > _AROUND:
            before = "…" + before[-_AROUND:]
        if len(after) > _AROUND:
            after = after[:_AROUND] + "…"
        return before + quote + after, len(before)


def units(text: str) -> int:
    """How many units of UTF-16 `text` has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
