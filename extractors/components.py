"""The extractors as spaCy components, and a pipeline of them over a tokenizer that makes one token a character.

Each component fills one span group of the document (``doc.spans["targets"]``): the spans carry the rule as their
label, and the group's ``attrs["rows"]`` holds the rows of the record in the same order. Because a token is a
character, token offsets are character offsets. Importing this module imports spaCy.

Relies on `extractors.pipeline` alone: each component takes its group from the reading of the whole text, so
their order makes no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from extractors.pipeline import Reading
from extractors.records import Evidence, as_plain

#: The span groups in the order in which `pipeline` fills them.
SLOTS = ("header", "sections", "measures", "references", "agencies", "targets", "funding")


class CharacterTokenizer:
    """One token a character, blanks included: linear, lossless, and every span a span of tokens."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document of `text`; ``len(doc) == len(text)``."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the tokenizer has no state."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> CharacterTokenizer:
        """Nothing to restore."""
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, *_: Any, **__: Any) -> CharacterTokenizer:
        """Nothing to restore."""
        return self


@registry.tokenizers("policy_characters.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """The tokenizer for a spaCy configuration."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


class SlotComponent:
    """Fills span groups of a document from the reading of its text."""

    def __init__(self, *groups: str) -> None:
        self.groups = groups

    def __call__(self, doc: Doc) -> Doc:
        """The same document with the groups filled. The document must come from `CharacterTokenizer`."""
        reading = _reading(doc.text)
        for group in self.groups:
            rows = _rows(reading, group)
            doc.spans[group] = [Span(doc, *row.span, label=row.rule) for row in rows]
            doc.spans[group].attrs["rows"] = [as_plain(row) for row in rows]
        return doc


@lru_cache(maxsize=8)
def _reading(text: str) -> Reading:
    """The components of a pipeline see the same text one after another: what one extracted, the next builds on."""
    return Reading(text)


def _rows(reading: Reading, group: str) -> Sequence[Evidence]:
    if group == "header":
        return list(reading.document.evidence.values())
    return cast(Sequence[Evidence], getattr(reading, "led_by" if group == "agencies" else group))


@Language.factory("policy_header", assigns=["doc.spans"])
def make_header(nlp: Language, name: str) -> SlotComponent:
    """Number, title, issuer, dates: the group ``header``."""
    return SlotComponent("header")


@Language.factory("policy_structure", assigns=["doc.spans"])
def make_structure(nlp: Language, name: str) -> SlotComponent:
    """The groups ``sections`` and ``measures``."""
    return SlotComponent("sections", "measures")


@Language.factory("policy_references", assigns=["doc.spans"])
def make_references(nlp: Language, name: str) -> SlotComponent:
    """The group ``references``."""
    return SlotComponent("references")


@Language.factory("policy_agencies", assigns=["doc.spans"])
def make_agencies(nlp: Language, name: str) -> SlotComponent:
    """The group ``agencies``: the rows of `led_by`."""
    return SlotComponent("agencies")


@Language.factory("policy_targets", assigns=["doc.spans"])
def make_targets(nlp: Language, name: str) -> SlotComponent:
    """The group ``targets``."""
    return SlotComponent("targets")


@Language.factory("policy_funding", assigns=["doc.spans"])
def make_funding(nlp: Language, name: str) -> SlotComponent:
    """The group ``funding``."""
    return SlotComponent("funding")


def pipeline() -> Language:
    """A spaCy pipeline with all components: ``doc = pipeline()(text)``, then ``doc.spans["targets"]``."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "policy_characters.v1"}}})
    nlp.max_length = 1 << 31  # the limit protects parsers that need memory; these components are linear
    for name in ("header", "structure", "references", "agencies", "targets", "funding"):
        nlp.add_pipe(f"policy_{name}")
    return nlp
