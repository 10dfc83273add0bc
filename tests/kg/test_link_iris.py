from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.link.iris import digest, is_base, last_segment, segment


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_a_segment_and_comes_back(text: str) -> None:
    iri = f"https://example.org/{segment(text)}"
    assert ox.NamedNode(iri).value == iri
    assert last_segment(iri) == text


def test_chinese_stays_readable() -> None:
    assert segment("汐政〔2024〕8号《“港口”》") == "汐政〔2024〕8号《“港口”》"
    assert segment("a/b c%") == "a%2Fb%20c%25"


def test_parts_of_a_digest_do_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab", "c") == digest("ab", "c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/p/", True),
        ("urn:policy#", True),
        ("https://example.org/p", False),
        ("example.org/", False),
        ("https://a b/", False),
        ("", False),
    ],
)
def test_bases(text: str, expected: bool) -> None:
    assert is_base(text) is expected
