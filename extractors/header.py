"""What a document says of itself: number, title, issuer, level, type, dates, addressees.

Relies on nothing but the normal text: the outline is found afterwards and is told the type. Each field is read by a
module of its own where that takes more than a few lines; here they come together with their evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.bodies import level_of, region_of
from extractors.dates import DATE, iso_date
from extractors.decrees import find_decree
from extractors.found import Found
from extractors.head import HEAD, Head, is_table_row, read_head
from extractors.lexicon import words
from extractors.numbers import find_numbers
from extractors.patterns import TITLE_TAIL, TYPE_NOUNS
from extractors.records import Document, Evidence
from extractors.signatures import TAIL, read_signature
from extractors.text import HAN, Text
from extractors.titles import COLUMN, find_title
from extractors.validity import effective_from, effective_to


@dataclass(frozen=True, slots=True)
class Header:
    """The document's own description with two places in the normal text: where its body begins, and its
    signature (issuers and date, half-open) if it has one."""

    document: Document
    body: int
    signature: tuple[int, int] | None


def read_header(text: Text) -> Header:
    """The header of a document. Never raises; what the text does not state stays None or empty."""
    normal = text.normal
    head = read_head(normal)
    decree = find_decree(normal, head)
    title = (decree.title if decree else None) or find_title(normal, head)
    signature = read_signature(normal, head, title, decree)
    number = decree.number if decree else _number(normal, head)
    addressees = _addressees(head)
    published = next(_publications(normal, head), None)
    issued = signature.date or published
    official = (
        any(f is not None for f in (number, addressees, signature.date))
        or (title is not None and title.rule == "title.type_noun" and _names_itself(title.value))
        or (signature.issuer is not None and signature.issuer.rule == "issuer.title")
        or _OFFICIAL.search(normal) is not None
    )
    kind = _type(
        title,
        official=official,
        notice=_NOTICE.search(normal) is not None,
        addressed=addressees is not None,
    )
    first = last = None
    if kind not in ("news", "interpretation"):  # they speak of when another document applies
        first = effective_from(normal, issued.value if issued else None)
        last = effective_to(normal, first)
    level = _level(normal, signature.issuer, title, kind)
    found: dict[str, Found[object] | None] = {
        "number": number,
        "title": title,
        "type": Found(kind, title.start, title.end, title.rule) if title else None,
        "issuer": signature.issuer,
        "level": level,
        "date_written": signature.date,
        "date_published": published,
        "effective_from": first,
        "effective_to": last,
        "addressees": addressees,
    }
    document = Document(
        number=number.value if number else None,
        title=title.value if title else None,
        type=kind,
        issuer=signature.issuer.value if signature.issuer else (),
        level=level.value if level else None,
        date_written=signature.date.value if signature.date else None,
        date_published=published.value if published else None,
        effective_from=first.value if first else None,
        effective_to=last.value if last else None,
        addressees=addressees.value if addressees else (),
        evidence={name: _evidence(text, place) for name, place in sorted(found.items()) if place},
    )
    return Header(document, head.body, signature.place)


def _evidence(text: Text, found: Found[object]) -> Evidence:
    return Evidence(
        span=text.span(found.start, found.end), quote=text.quote(found.start, found.end), rule=found.rule
    )


def _number(normal: str, head: Head) -> Found[str] | None:
    """The own number: in the site's table, or in the head where it is not cited."""
    places = [(0, min(head.body or len(normal), HEAD), "number.head")]
    if "number" in head.table:
        places.insert(0, (*head.table["number"], "number.table"))
    for start, stop, rule in places:
        for number in find_numbers(normal, start, stop):
            before, behind = (
                normal[max(0, number.start - 1) : number.start],
                normal[number.end : number.end + 1],
            )
            if before not in ("(", "》", "《") and behind not in ("文", ")", "《"):
                return Found(str(number), number.start, number.end, rule)
    attached = (
        n for n in find_numbers(normal, max(head.body, len(normal) - TAIL)) if _FILE.match(normal, n.end)
    )
    return next((Found(str(n), n.start, n.end, "number.file") for n in attached), None)


#: The name of the file that a site offers: 栖政〔2024〕9号.pdf.
_FILE = re.compile(r"\.(?:pdf|docx?|ofd|wps)", re.IGNORECASE)


#: How the first addressee begins: 各镇人民政府, 林知远委员.
_ADDRESSEE = (
    rf"各|有关|局|[{HAN}]{{1,14}}(?:人民政府|办事处|委员会|局|厅|部门|省|委)|[{HAN}·]{{2,4}}(?:委员|代表)"
)
#: A line of addressees with its colon; not 现通知如下:.
_ADDRESSEES = re.compile(rf"^(?!.*(?:如下|以下|本|是指))(?:{_ADDRESSEE})[^。;]{{0,300}}:$")


def _addressees(head: Head) -> Found[tuple[str, ...]] | None:
    for piece in head.pieces:
        if _ADDRESSEES.search(piece.text) and not is_table_row(piece.text):
            names = re.split(r"[、,](?![^()]*\))", piece.text.rstrip(":"))
            return Found(tuple(n for n in names if n), piece.start, piece.end, "addressees.line")
    return None


_DATE = re.compile(DATE)
#: The day of printing, at the foot: 2024年6月4日印发.
_PRINTED = re.compile(rf"(?P<date>{DATE})\s?印发")
#: The day and the time at which a site published something: 2024-06-04 08:30.
_CLOCKED = r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日? {1,2}\d{1,2}:\d\d"
#: The day of publication in a line of the head: 发布时间:2024年6月4日.
_PUBLISHED = re.compile(
    rf"(?:(?:发布日期|发布时间|发文日期|公布日期|发布于|(?<![{HAN}])(?:时间|日期)):\s?|(?={_CLOCKED}))(?P<date>{DATE})"
)


def _publications(normal: str, head: Head) -> Iterator[Found[str]]:
    stated = _DATE.match(normal, head.table["date_published"][0]) if "date_published" in head.table else None
    if stated and (day := iso_date(stated)):
        yield Found(day, *stated.span(), "date_published.table")
    line = _PUBLISHED.search(normal, 0, min(HEAD, len(normal)))
    if line and (day := iso_date(line)):
        yield Found(day, *line.span("date"), "date_published.line")
    for match in _PRINTED.finditer(normal, max(0, len(normal) - TAIL)):
        if day := iso_date(match):
            yield Found(day, *match.span("date"), "date_published.printed")


#: Words with which only an official document speaks of itself.
_OFFICIAL = re.compile(
    r"(?:本|此)(?:办法|意见|通知|措施|规定|方案|细则|条例|政策|计划|规划|公告|法|决定|指引)|制定(?:本|以下|如下)|(?:通知|公告|意见|决定|答复|函复|批复)如下|特此"
)


#: How a notice without a title of its own begins.
_NOTICE = re.compile("通知如下")
#: 县 … 三年行动方案, 关于…的意见, “十四五”…规划: such a title says itself what the text is; a headline reports.
_OWN_TITLE = re.compile(r"^关于|^[“\"]?十[四五]五|^(?:19|20)\d\d年")
#: What the headline of an article has and no title of a policy.
_REPORTS = re.compile("出台|发布|推出|召开|来了|获悉|助力(?!.*关于)|[!?:]")


def _names_itself(title: str) -> bool:
    return not _REPORTS.search(title) and bool(_OWN_TITLE.search(title) or region_of(title))


def _type(title: Found[str] | None, *, official: bool, notice: bool, addressed: bool) -> str:
    """The type that the last noun of the title names, where the text is an official document at all."""
    if title is None:
        return "notice" if notice else "other" if official else "news"
    bare = re.sub(TITLE_TAIL + "$", "", title.value)
    noun = next((kind for kind, nouns in TYPE_NOUNS.items() if re.search(f"(?:{nouns})$", bare)), None)
    if noun and (official or noun == "interpretation"):
        return noun
    if COLUMN.match(title.value):
        return "interpretation"
    if addressed and re.match("关于(?!.*(?:建议|提案|议案))", title.value):  # the noun of its title was lost
        return "notice"
    return "other" if official and title.rule != "title.headline" else "news"


#: What a text calls its own region, by the level of that region.
_OWN_REGION = (
    ("province", re.compile("我省|全省|本省")),
    ("city", re.compile("我市|全市|本市")),
    ("district", re.compile("我区|全区|本区|我县|全县|本县")),
)


#: The cities that are provinces.
_MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆"})


@cache
def _city_named() -> re.Pattern[str]:
    return re.compile(f"({'|'.join((*_MUNICIPALITIES, *words('cities')))})(?:市|地区|海关)")


def _of_municipality(normal: str) -> bool:
    """Whether the city that a text names most often, and so means by 我市, is one of the four that are provinces."""
    named = Counter(_city_named().findall(normal)).most_common(1)
    return bool(named) and named[0][0] in _MUNICIPALITIES


def _level(
    normal: str, issuer: Found[tuple[str, ...]] | None, title: Found[str] | None, kind: str
) -> Found[str] | None:
    """The level of the issuer; of an unsigned policy, the region that it calls its own or that its title names."""
    if issuer and issuer.rule == "issuer.dateline":
        return None  # the agency of an article governs nothing
    if issuer:
        level = next((known for name in issuer.value if (known := level_of(name))), None)
        if level == "city" and issuer.value[0].startswith("市") and _of_municipality(normal):
            level = "province"
        return Found(level, issuer.start, issuer.end, issuer.rule) if level else None
    if kind == "news":
        return None
    if title and kind == "law" and title.value.startswith("中华人民共和国"):
        return Found("national", title.start, title.end, "level.title")
    places = {level: list(own.finditer(normal)) for level, own in _OWN_REGION}
    level, named = max(places.items(), key=lambda item: len(item[1]))
    if named:
        if level == "city" and _of_municipality(normal):
            level = "province"
        return Found(level, *named[0].span(), "level.own_region")
    region = region_of(title.value.removeprefix("关于")) if title else None
    titled = level_of(region) if region else None
    return Found(titled, title.start, title.end, "level.title") if title and titled else None
