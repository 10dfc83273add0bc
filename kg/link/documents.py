"""Which document a number, a title or an IRI means.

A document with a number has its IRI from the number, in whatever form that is printed; one without has it
from its title, and one with neither from its text. `Index` answers for a collection: which document a
citation means, and which one a person asks for. It answers only where exactly one is left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from unicodedata import normalize
from urllib.parse import unquote

from extractors.bodies import level_of, region_of
from extractors.patterns import ANY_TYPE_NOUN, BODY_END
from kg.errors import DocumentNotFound
from kg.link.agencies import NATION, Region, qualified
from kg.link.iris import digest, segment

_NUMBER = re.compile(r"(?P<code>[^\d〔〕]{1,24})〔(?P<year>\d{4})年?〕第?0*(?P<serial>\d{1,5})号?")
_BRACKETS = str.maketrans({"[": "〔", "(": "〔", "【": "〔", "]": "〕", ")": "〕", "】": "〕"})
_BLANKS = re.compile(r"\s+")
_NO_WORD = re.compile(r"[\W_]+")
#: What begins the matter of a title; before it stands who issued it.
_MATTER = re.compile("关于|印发|转发|批转|发布|公布|颁发|贯彻|实施|修改|废止")
_REPUBLIC = "中华人民共和国"
_BODY = re.compile(rf"(?:{BODY_END})\W*$")
_EMPTY_WORDS = re.compile(
    rf"(?:印发|转发|批转|发布|关于|进一步|若干|实施|的|有关|等|\d{{4}}年?度?|{ANY_TYPE_NOUN})"
)
#: 法 and 条例 of any legislature and of the State Council; 规定 and 决定 only where the title says who
#: enacted them.
_STATUTE = re.compile(r"(?:(?<![办方做作看])法|条例|(?:国务院|人民代表大会).*(?:规定|决定))(?:\([^()]*\))?$")
_NATIONAL_CODE = re.compile("国(?:办)?(?:发|函|令|字)|中发|中办发")
#: 浙政发, 粤府办: the abbreviation of a province and its government or party committee. 吉, 宁, 青, 新, 云 and others
#: stand for cities as well (宁政发), and 苏府 is that of a city.
_PROVINCE_CODE = re.compile(
    "(?:[浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘冀晋辽黑蒙京津沪渝](?:政|府|委)|苏(?:政|委))(?:办|规)*[发函字规]?"
)
_SIMILAR = 0.6
_NEAREST = 5


def number_of(text: str) -> str | None:
    """A document number in its canonical form, 浙政发〔2023〕2号, from any form of brackets, with blanks,
    with 第 and without 号; None where `text` is none."""
    match = _parse(text)
    return f"{match['code']}〔{match['year']}〕{match['serial']}号" if match else None


def year_of(number: str | None) -> int | None:
    """The year in a document number."""
    match = _parse(number) if number else None
    return int(match["year"]) if match else None


def code_of(number: str | None) -> str | None:
    """The letters of the issuing body in a document number: 浙政发 in 浙政发〔2023〕2号."""
    match = _parse(number) if number else None
    return match["code"] if match else None


def title_key(title: str) -> str:
    """What two forms of one title have in common: no brackets, quotation marks, blanks or punctuation."""
    return _NO_WORD.sub("", normalize("NFKC", title)).lower()


def issuer_of(title: str) -> str | None:
    """The body at the head of a title: 浙江省人民政府 in 浙江省人民政府关于…, 中华人民共和国 in the name of a
    statute; None where there is none."""
    bare = title.lstrip("《 ")
    if bare.startswith(_REPUBLIC):
        return _REPUBLIC
    matter = _MATTER.search(bare)
    head = bare[: matter.start()].strip() if matter else ""
    return head if head and (_BODY.search(head) or level_of(head) == "national") else None


def with_issuer(title: str, issuers: Sequence[str]) -> str:
    """A title with the first issuer at its head, so that 关于… of two bodies are two documents."""
    return title if issuer_of(title) or not issuers else issuers[0] + title


def without_issuer(title: str) -> str:
    """The key of a title without the body at its head."""
    return title_key(title.lstrip("《 ").removeprefix(issuer_of(title) or ""))


def same_matter(one: str, other: str) -> bool:
    """Whether two titles speak of one matter: without issuer, genre and year they share most pairs of
    characters."""
    a, b = _pairs(one), _pairs(other)
    return bool(a and b) and 2 * len(a & b) >= _SIMILAR * (len(a) + len(b))


def level_of_citation(number: str | None, title: str | None, near: Collection[str]) -> str | None:
    """The level of a document of which only number and title are known: from the codes of the central bodies,
    from the body at the head of its title, or from the region there; None where nothing tells. `near` as in
    `region_of_title`."""
    match = _parse(number) if number else None
    if match and _NATIONAL_CODE.fullmatch(match["code"]):
        return "national"
    if match and _PROVINCE_CODE.fullmatch(match["code"]):
        return "province"
    issuer = issuer_of(title) if title else None
    return level_of(issuer or region_of_title(title, near))


def region_of_title(title: str | None, near: Collection[str]) -> str:
    """The region at the head of a title, empty where there is none. Without a body behind it (棠溪区人才办法)
    it must be a province, or a part of one of the regions `near`, those of the documents that cite it."""
    issuer = issuer_of(title) if title else None
    if issuer:
        return NATION if level_of(issuer) == "national" else region_of(issuer) or ""
    region = region_of(title) or "" if title else ""
    return region if region.endswith("省") or any(region in other for other in near) else ""


def is_statute(title: str | None, number: str | None) -> bool:
    """Whether a title is that of a statute: 法, 条例, 规定 of a legislature or of the State Council. A
    document with a number of the executive (浙政发〔2023〕2号) is none."""
    if title is None or (number is not None and _parse(number)):
        return False
    return _STATUTE.search(title.strip("《》 ")) is not None


def document_iri(base: str, number: str | None, title: str | None, of: Region, text_sha256: str = "") -> str:
    """The IRI of a document that is known by its number, or else by its title, or else by its text.

    A number that tells its region only by 省, 市, 区 (区政协…第158号提案) is completed by the region `of` of
    the document that prints it.
    """
    match = _parse(number) if number else None
    if match:
        return f"{base}doc/{segment(match['code'])}-{match['year']}-{match['serial']}"
    if number:
        bare = _BLANKS.sub("", number)
        return f"{base}doc/{segment(qualified(bare, of) or bare)}"
    if title and title_key(title):
        return f"{base}doc/title-{digest(title_key(title))}"
    return f"{base}doc/text-{digest(text_sha256)}"


@dataclass(frozen=True, slots=True)
class Known:
    """A document of the collection: its IRI, number and titles (its own, or as others print them), the region
    it speaks for, and whether its text is there."""

    iri: str
    number: str | None
    titles: tuple[str, ...]
    region: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Index:
    """The documents of a collection by number and by title. The order in which they come makes no
    difference."""

    documents: tuple[Known, ...]
    _iris: dict[str, Known] = field(init=False, repr=False)
    _numbers: dict[str, set[str]] = field(init=False, repr=False)
    _titles: dict[str, set[str]] = field(init=False, repr=False)
    _matters: dict[str, set[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        numbers: dict[str, set[str]] = defaultdict(set)
        titles: dict[str, set[str]] = defaultdict(set)
        matters: dict[str, set[str]] = defaultdict(set)
        for known in self.documents:
            if known.number:
                numbers[number_of(known.number) or _BLANKS.sub("", known.number)].add(known.iri)
            for title in known.titles:
                titles[title_key(title)].add(known.iri)
                if issuer_of(title):
                    matters[without_issuer(title)].add(known.iri)
        object.__setattr__(self, "_iris", {known.iri: known for known in self.documents})
        object.__setattr__(self, "_numbers", numbers)
        object.__setattr__(self, "_titles", titles)
        object.__setattr__(self, "_matters", matters)

    def by_title(self, title: str, citing: str, region: str) -> str | None:
        """The one document that the document `citing`, which speaks for `region`, can mean by a title.

        A title that names its issuer means a document with the same issuer; one that does not means a
        document of the same region, or of one above or below; and one that leaves the issuer out means none
        of a region below.
        """
        found = self.candidates(title, {citing}, region)
        return found[0] if len(found) == 1 else None

    def candidates(self, title: str, others_than: Collection[str], region: str) -> list[str]:
        """The IRIs of all documents that such a citation can mean, by the same rules, in order; those in
        `others_than` are none of them."""
        named = issuer_of(title) is not None
        found = {
            iri
            for iri in self._titles.get(title_key(title), ())
            if iri not in others_than and (named or _related(region, self._iris[iri].region))
        }
        if not found and not named:
            found = {
                iri
                for iri in self._matters.get(title_key(title), ())
                if iri not in others_than and _within(region, self._iris[iri].region)
            }
        if len(found) > 1:  # where a text is there as well as citations of others, the text counts
            found = {iri for iri in found if self._iris[iri].whole}
        return sorted(found)

    def find(self, wanted: str) -> str:
        """The IRI of the one document that a person means by a number in any form, a title or an IRI.

        Raises `DocumentNotFound`, with the nearest or the competing documents.
        """
        if wanted in self._iris:
            return wanted
        if "%" in wanted:  # as a browser copies it
            decoded = unquote(wanted)
            if same := [iri for iri in self._iris if unquote(iri) == decoded]:
                return same[0]
        number = number_of(wanted) or _BLANKS.sub("", wanted)
        key = title_key(wanted)
        for found in (self._numbers.get(number), self._titles.get(key), self._matters.get(key)):
            if found:
                if len(found) == 1:
                    return next(iter(found))
                raise DocumentNotFound(wanted, sorted(map(self.label, found)), ambiguous=True)
        raise DocumentNotFound(wanted, self._near(number, key))

    def label(self, iri: str) -> str:
        """How a document is called: its number, else its title."""
        known = self._iris[iri]
        return known.number or (f"《{known.titles[0]}》" if known.titles else known.iri)

    def _near(self, number: str, key: str) -> list[str]:
        near = get_close_matches(number, sorted(self._numbers), _NEAREST)
        near += [t for t in sorted(self._titles) if len(key) > 1 and key in t] + get_close_matches(
            key, sorted(self._titles), _NEAREST
        )
        iris = [i for name in near for i in sorted(self._numbers.get(name) or self._titles[name])]
        return [self.label(iri) for iri in dict.fromkeys(iris)][:_NEAREST]


def build_index(documents: Iterable[Known]) -> Index:
    """An index over `documents`, in the order of their IRIs."""
    return Index(tuple(sorted(documents, key=lambda known: known.iri)))


def _within(region: str, of: str) -> bool:
    return of == NATION or (bool(of) and region.startswith(of))


def _related(one: str, other: str) -> bool:
    return not one or not other or _within(one, other) or _within(other, one)


def _parse(text: str) -> re.Match[str] | None:
    bare = _BLANKS.sub("", normalize("NFKC", text)).translate(_BRACKETS)
    return _NUMBER.fullmatch(bare)


def _pairs(title: str) -> set[str]:
    bare = _EMPTY_WORDS.sub("", without_issuer(title))
    return {bare[i : i + 2] for i in range(len(bare) - 1)}
