"""What a document says of itself: number, title, issuer, level, type, dates, addressees.

The head of a document (its first lines, or the first words of a text flattened to one line) is read as a sequence
of *pieces* between line breaks and blanks. Relies on nothing but the normal text: the outline is found afterwards
and is told the type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.bodies import level_of
from extractors.dates import DATE, days_after, han_number, iso_date, last_day_of_term
from extractors.numbers import find_numbers
from extractors.patterns import ANY_TYPE_NOUN, BODY_END, TITLE_TAIL, TYPE_NOUNS
from extractors.records import Document, Evidence
from extractors.text import HAN, Text

_HEAD = 4000
_TAIL = 3000

# --- the pieces of the head ---------------------------------------------------------------------------------------

#: Where a piece ends: at blanks and line breaks, behind a number, between a title and the addressees fused to it.
_PIECE_END = re.compile(rf"[ \n]+|(?<=号)(?=[{HAN}《])|(?<=[知见定])(?=各[{HAN}])")
#: What must stand before a piece that ends without a blank.
_FUSED_END = re.compile(r"〕\d{1,5}号$|的(?:通知|意见|决定)$")
_TITLE_END = re.compile(rf"(?:{ANY_TYPE_NOUN}){TITLE_TAIL}$")
_TITLE_START = re.compile(rf"关于|^[{HAN}]{{2,12}}对|印发|转发|批转|下发|公布|发布|废止")
_BODY_NAME = re.compile(rf"[{HAN}()、]{{2,40}}(?:{BODY_END})$")
_NEVER_TITLE = re.compile(
    r"^(?:\(附|附|来源|信息来源|发布|时间|日期|作者|字号|浏览|打印|分享|首页|当前|您|索引|主题|文号|发文|成文|公开|有效|统一|责任|编辑|附件|抄送|目录|原题|标题|"
    r"[A-Z]类$|(?!.*关于).*文件$|.*[:]$|\d)|^.{0,3}$|[。;!?|<>]|(?:清单|指南|目录)$"
)
#: The first words of the body.
_BODY_START = re.compile(
    r"。|第一[章条]|^一、|^\(一\)|.{4,}:$|^为(?:了|深入|进一步|贯彻|全面|切实|加快|加强|促进|推动|规范|落实)"
)
_NAVIGATION = re.compile(r"[|｜>]|首\s*页|您现在的位置|当前位置")
_ADDRESSEES = re.compile(
    rf"^(?!.*(?:如下|以下|本|是指))(?:各|有关|局|[{HAN}]{{1,14}}(?:人民政府|办事处|委员会|局|厅|部门|省|委)|[{HAN}·]{{2,4}}(?:委员|代表))[^。;]{{0,300}}:$"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str


def _pieces(normal: str) -> list[_Piece]:
    found, start = [], 0
    head = normal[:_HEAD]
    for match in _PIECE_END.finditer(head):
        if not match.group() and not _FUSED_END.search(head[max(start, match.start() - 8) : match.start()]):
            continue
        if match.start() > start:
            found.append(_trimmed(head, start, match.start()))
        start = match.end()
    if start < len(head):
        found.append(_trimmed(head, start, len(head)))
    return _spaced_out([p for p in found if p.text])


def _spaced_out(pieces: list[_Piece]) -> list[_Piece]:
    """Characters set apart by single blanks (通 知) belong together."""
    merged: list[_Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if (
            last
            and len(piece.text) == 1
            and piece.start == last.end + 1
            and len(last.text) * 2 - 1 == last.end - last.start
        ):
            merged[-1] = _Piece(last.start, piece.end, last.text + piece.text)
        else:
            merged.append(piece)
    return merged


def _trimmed(text: str, start: int, end: int) -> _Piece:
    """A piece without the marks of Markdown and of lists around it."""
    while start < end and text[start] in "#*•·-—>":
        start += 1
    while end > start and text[end - 1] in "*#":
        end -= 1
    return _Piece(start, end, text[start:end])


# --- the table at the head of a government site -------------------------------------------------------------------

_KEYS = {
    "title": r"标\s*题|文件名称|信息名称|名\s*称",
    "number": r"发文字号|文\s*号|发文文号|文件编号",
    "issuer": r"发文机关|发文单位|发布机构|发布机关|制发机关|公开主体",
    "date_written": r"成文日期|签发日期|生成日期|成文时间",
    "date_published": r"发布日期|发文日期|发布时间|公开日期|公布日期",
}
_OTHER_KEYS = r"索\s*引\s*号|主题分类|主\s*题\s*词|有\s*效\s*性|统一编号|相关链接|公开方式|关键词|内容概述|信息分类|体裁分类"
_TABLE = re.compile(
    rf"(?:^|(?<=[\n •·|]))(?:{'|'.join(f'(?P<{k}>{v})' for k, v in _KEYS.items())}|{_OTHER_KEYS})\s?[::][ \n]*(?P<value>[^\n ][^\n]*)?"
)
_ANY_KEY = re.compile(rf"[•·| ]*(?:{'|'.join(_KEYS.values())}|{_OTHER_KEYS})\s?[::]")


def _site_table(normal: str) -> dict[str, tuple[int, int]]:
    """The values of a metadata table, by field: where they stand."""
    found: dict[str, tuple[int, int]] = {}
    position = 0
    while match := _TABLE.search(normal, position, min(_HEAD, len(normal))):
        key = next((k for k in _KEYS if match[k]), None)
        start, end = match.span("value")
        position = match.end() if start < 0 else start
        if start < 0 or _ANY_KEY.match(normal, start):
            continue
        if key in ("date_published", "date_written", "number"):
            end = min(i for i in (normal.find("  ", start, end), end) if i >= 0)
        if key:
            found.setdefault(key, (start, end))
        position = end
    return found


# --- signature, publication, validity -----------------------------------------------------------------------------

_DATE = re.compile(DATE)
#: Names of bodies that stand right before the date of a signature.
_SIGNED = re.compile(
    rf"(?:^|[\n。;:)》! ])(?P<names>(?:[{HAN}()]{{2,40}}(?:{BODY_END})[ \n]+){{0,5}}[{HAN}()]{{2,40}}(?:{BODY_END}))[ \n]*$"
)
_SIGNED_WITHIN = 160
_BODY_LAST = tuple(sorted({ending[-1] for ending in BODY_END.split("|")}))
_NOT_SIGNATURE = re.compile(r" ?(?:印发|前|起|以|至|,|、|-|—|日电)")
_DATE_ALONE = re.compile(rf"(?:^|[\n ])[ ]*\(?(?P<date>{DATE})\)?[ ]*(?=\n|$)")
_PRINTED = re.compile(rf"(?P<date>{DATE})\s?印发")
_PUBLISHED = re.compile(rf"(?:发布日期|发布时间|发文日期|公布日期|发布于|时间|日期)[::]\s?(?P<date>{DATE})")
_DATELINE = re.compile(
    rf"(?P<agency>新华社|人民网|新华网|中新社|中国新闻网|央视网)[{HAN}]{{2,8}}\d{{1,2}}月\d{{1,2}}日电"
)

_FROM_DATE = re.compile(
    rf"自(?P<date>{DATE})(?:零时)?起?(?:正式)?(?:施行|实施|执行|生效|试行)|(?P<issued>自(?:印发|发布|公布|下发|发文|下文|文件印发|颁布)之?日)起?(?:(?P<days>[\d一二三十]{{1,3}})(?:日|天)?(?:日|天)后)?(?:正式)?(?:起)?(?:施行|实施|执行|生效|试行)"
)
_TERM = re.compile(
    r"有效期(?:限)?(?:为|暂定)?(?P<years>[\d一二两三四五六七八九十]{1,2})年|试行(?:期)?(?:为)?(?P<trial>[\d一二两三四五六七八九十]{1,2})年|有效期(?:限)?(?:为)?(?P<months>[\d一二两三四五六七八九十]{1,2})个月"
)
_TO_DATE = re.compile(
    rf"(?:有效期(?:限)?(?:截)?(?:至|到)|(?:执行|实施|施行)(?:期限)?(?:截)?(?:至|到)|截止(?:到|至)?|至)(?P<date>{DATE})(?P<after>(?:止)?(?:实施)?有效|止|失效|终止)?"
)


@dataclass
class _Reader:
    """Collects the fields with their evidence."""

    text: Text
    values: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def note(self, name: str, value: object, start: int, end: int, rule: str) -> None:
        """Keep `value` unless the field has one; an empty value is none."""
        if value in (None, "", ()) or name in self.values:
            return
        self.values[name] = value
        span = self.text.span(start, end)
        self.evidence[name] = Evidence(span=span, quote=self.text.quote(start, end), rule=rule)


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
    reader = _Reader(text)
    pieces = _pieces(normal)
    table = _site_table(normal)
    body = next((i for i, p in enumerate(pieces) if _starts_body(p)), len(pieces))

    _read_title(reader, pieces, table, body)
    _read_addressees(reader, pieces)
    signature = _read_signature(reader, pieces, table)
    _read_number(reader, pieces, table, body)
    _read_publication(reader, table)
    _read_type(reader)
    _read_validity(reader)
    _read_level(reader)
    start = pieces[body].start if body < len(pieces) else 0
    document = Document(**reader.values, evidence=dict(sorted(reader.evidence.items())))  # type: ignore[arg-type]
    return Header(document, start, signature)


def _starts_body(piece: _Piece) -> bool:
    if _NAVIGATION.search(piece.text) or _ANY_KEY.match(piece.text):
        return False
    return len(piece.text) > 90 or bool(_BODY_START.search(piece.text))


# --- title --------------------------------------------------------------------------------------------------------


def _read_title(reader: _Reader, pieces: list[_Piece], table: dict[str, tuple[int, int]], body: int) -> None:
    if "title" in table:
        start, end = table["title"]
        reader.note("title", _clean_title(reader.text.normal[start:end]), start, end, "title.table")
        return
    for last in range(min(body, len(pieces) - 1), -1, -1):
        piece = pieces[last]
        if not _TITLE_END.search(piece.text) or _NEVER_TITLE.search(piece.text):
            continue
        first = _first_piece_of_title(pieces, last)
        title = "".join(p.text for p in pieces[first : last + 1])
        if _TITLE_START.search(title) or last == first:
            reader.note("title", _clean_title(title), pieces[first].start, piece.end, "title.type_noun")
            return
    headline = _headline(reader.text.normal, pieces)
    if headline:
        title, start, end = headline
        reader.note("title", _clean_title(title), start, end, "title.headline")


def _first_piece_of_title(pieces: list[_Piece], last: int) -> int:
    """A title over several lines begins with the body that issues it or with 关于."""
    first, begun = last, False
    for index in range(last, max(-1, last - 7), -1):
        piece = pieces[index]
        if index != last and (_NEVER_TITLE.search(piece.text) or len(piece.text) > 60):
            break
        if not begun and _TITLE_START.search(piece.text):
            first, begun = index, True
        elif begun and first == index + 1 and _BODY_NAME.search(piece.text):
            first = index
        elif begun:
            break
    return first


def _headline(normal: str, pieces: list[_Piece]) -> tuple[str, int, int] | None:
    """The first line of an article; in a text flattened to one line its first words."""
    for index, piece in enumerate(pieces[:12]):
        if _NEVER_HEADLINE.search(piece.text):
            continue
        end = index
        while end + 1 < len(pieces):
            following = pieces[end + 1]
            gap = normal[pieces[end].end : following.start]
            if (
                "\n" in gap
                or len(following.text) > 40
                or _NEVER_HEADLINE.search(following.text)
                or _DATELINE.match(following.text)
            ):
                break
            end += 1
        return " ".join(p.text for p in pieces[index : end + 1]), piece.start, pieces[end].end
    return None


_NEVER_HEADLINE = re.compile(
    r"^(?:原题|来源|信息来源|发布|时间|日期|作者|索引|您|当前)|[:。;]$|^.{0,2}$|^\d{4}-\d"
)


def _clean_title(title: str) -> str:
    title = re.sub(rf"(?<=[{HAN}”》)、,]) +(?=[{HAN}“《(])", "", title.strip())
    return re.sub(r"[\n*#]+", "", title)


# --- the other fields ---------------------------------------------------------------------------------------------


def _read_addressees(reader: _Reader, pieces: list[_Piece]) -> None:
    for piece in pieces:
        if _ADDRESSEES.search(piece.text) and not _ANY_KEY.match(piece.text):
            names = re.split(r"[、,](?![^()]*\))", piece.text.rstrip(":"))
            reader.note("addressees", tuple(n for n in names if n), piece.start, piece.end, "addressees.line")
            return


def _read_signature(
    reader: _Reader, pieces: list[_Piece], table: dict[str, tuple[int, int]]
) -> tuple[int, int] | None:
    """Issuers and date of writing: the signature, else the head of the title, else the site's table. Gives back
    where the signature stands."""
    normal = reader.text.normal
    after = reader.evidence["title"].span[0] if "title" in reader.evidence else 0
    title = str(reader.values.get("title", ""))
    signature = _find_signature(normal, after)
    if signature:
        start, date = signature
        names = _split_names(normal[start : date.start()], title)
        prefix = _issuer_in_title(title)
        if not prefix or any(_abbreviates(prefix, n) or _abbreviates(n, prefix) for n in names):
            end = start + len(normal[start : date.start()].rstrip())
            reader.note("issuer", names, start, end, "issuer.signature")
        reader.note("date_written", iso_date(date), *date.span(), "date_written.signature")
    if "date_written" in table and (stated := _DATE.match(normal, table["date_written"][0])):
        reader.note("date_written", iso_date(stated), *stated.span(), "date_written.table")
    if "title" in reader.evidence and (prefix := _issuer_in_title(title)):
        span = _find_piece(pieces, prefix)
        if span:
            reader.note("issuer", _split_names(prefix, title), *span, "issuer.title")
    if "issuer" in table:
        start, end = table["issuer"]
        reader.note("issuer", _split_names(normal[start:end], title), start, end, "issuer.table")
    if dateline := _DATELINE.search(normal, 0, _HEAD):
        reader.note("issuer", (dateline["agency"],), *dateline.span("agency"), "issuer.dateline")
    if "issuer" in reader.values:
        for match in _DATE_ALONE.finditer(normal, max(0, len(normal) - _TAIL)):
            reader.note("date_written", iso_date(match), *match.span("date"), "date_written.line")
    return (signature[0], signature[1].end()) if signature else None


def _find_signature(normal: str, after: int) -> tuple[int, re.Match[str]] | None:
    """The first date behind `after` that a body's name stands right before: where the names begin, and the date."""
    for date in _DATE.finditer(normal, after):
        if _NOT_SIGNATURE.match(normal, date.end()):
            continue
        window = max(after, date.start() - _SIGNED_WITHIN)
        if not normal[window : date.start()].rstrip().endswith(_BODY_LAST):
            continue
        signed = _SIGNED.search(normal[window : date.start()])
        if signed:
            return window + signed.start("names"), date
    return None


def _issuer_in_title(title: str) -> str | None:
    match = re.match(rf"([{HAN}()、 ]{{2,60}}?(?:{BODY_END}))(?=关于|印发|转发|批转|公布|发布)", title)
    return match[1] if match else None


def _find_piece(pieces: list[_Piece], name: str) -> tuple[int, int] | None:
    for piece in pieces:
        at = piece.text.find(name)
        if at >= 0:
            return piece.start + at, piece.start + at + len(name)
        if name.startswith(piece.text) and len(piece.text) > 3:
            return piece.start, piece.end
    return None


def _split_names(names: str, title: str) -> tuple[str, ...]:
    """Several issuers in one line, set apart by blanks or fused: two names of one region begin alike."""
    found: list[str] = []
    for run in re.split(r"[ \n、,]+", names.strip()):
        at = run.find(run[:3], 3) if len(run) > 9 else -1
        parts = [run[:at], run[at:]] if at > 0 else [run]
        found += [p for p in parts if re.search(f"(?:{BODY_END})$", p)]
    # The fullest form: 区政府办公室 in the table is 杭州市钱塘区人民政府办公室 in the title.
    prefix = _issuer_in_title(title)
    if prefix and len(found) == 1 and len(prefix) > len(found[0]) and _abbreviates(found[0], prefix):
        found = [prefix]
    return tuple(dict.fromkeys(found))


def _abbreviates(short: str, full: str) -> bool:
    rest = iter(full)
    return all(c in rest for c in short)


def _read_number(reader: _Reader, pieces: list[_Piece], table: dict[str, tuple[int, int]], body: int) -> None:
    normal = reader.text.normal
    regions: list[tuple[int, int, str]] = []
    if "number" in table:
        regions.append((*table["number"], "number.table"))
    end = pieces[body].start if body < len(pieces) else min(len(normal), _HEAD)
    regions.append((0, min(end, _HEAD), "number.head"))
    for start, stop, rule in regions:
        for number in find_numbers(normal, start, stop):
            before = normal[max(0, number.start - 1) : number.start]
            if before in ("(", "》", "《") or normal[number.end : number.end + 1] in ("文", ")", "《"):
                continue
            reader.note("number", str(number), number.start, number.end, rule)


def _read_publication(reader: _Reader, table: dict[str, tuple[int, int]]) -> None:
    normal = reader.text.normal
    for match in _PRINTED.finditer(normal, max(0, len(normal) - _TAIL)):
        reader.note("date_published", iso_date(match), *match.span("date"), "date_published.printed")
    if "date_published" in table and (stated := _DATE.match(normal, table["date_published"][0])):
        reader.note("date_published", iso_date(stated), *stated.span(), "date_published.table")
    if line := _PUBLISHED.search(normal, 0, min(_HEAD, len(normal))):
        reader.note("date_published", iso_date(line), *line.span("date"), "date_published.line")


_OFFICIAL = re.compile(
    r"(?:本|此)(?:办法|意见|通知|措施|规定|方案|细则|条例|政策|计划|规划|公告|法|决定|指引)|制定(?:本|以下|如下)|(?:通知|公告|意见|决定|答复|函复|批复)如下|特此"
)


def _read_type(reader: _Reader) -> None:
    """The type is named by the last noun of the title, where the text is an official document at all."""
    title = str(reader.values.get("title", ""))
    bare = re.sub(TITLE_TAIL + "$", "", title)
    noun = next((kind for kind, nouns in TYPE_NOUNS.items() if re.search(f"(?:{nouns})$", bare)), None)
    official = (
        "number" in reader.values
        or "addressees" in reader.values
        or "date_written" in reader.values
        or ("issuer" in reader.evidence and reader.evidence["issuer"].rule == "issuer.title")
        or bool(_OFFICIAL.search(reader.text.normal))
    )
    kind = noun if noun and official else "other" if official and not _is_headline(reader) else "news"
    if "title" in reader.evidence:
        reader.values["type"] = kind
        reader.evidence["type"] = reader.evidence["title"]
    else:
        reader.values["type"] = "other" if official else "news"


def _is_headline(reader: _Reader) -> bool:
    return "title" in reader.evidence and reader.evidence["title"].rule == "title.headline"


def _read_validity(reader: _Reader) -> None:
    normal = reader.text.normal
    written = reader.values.get("date_written") or reader.values.get("date_published")
    for match in _FROM_DATE.finditer(normal):
        if match["date"]:
            reader.note("effective_from", iso_date(match), *match.span(), "effective_from.date")
        elif isinstance(written, str):
            days = han_number(match["days"]) if match["days"] else 0
            reader.note("effective_from", days_after(written, days), *match.span(), "effective_from.issue")
    for match in _TO_DATE.finditer(normal):
        if match["after"] or not match.group().startswith("至"):
            reader.note("effective_to", iso_date(match), *match.span(), "effective_to.date")
    start = reader.values.get("effective_from")
    if isinstance(start, str) and (term := _TERM.search(normal)):
        years, months = (han_number(n) if n else 0 for n in (term["years"] or term["trial"], term["months"]))
        end = last_day_of_term(start, years=years, months=months)
        reader.note("effective_to", end, *term.span(), "effective_to.term")


_OWN_REGION = (
    ("province", re.compile("我省|全省|本省")),
    ("city", re.compile("我市|全市|本市")),
    ("district", re.compile("我区|全区|本区|我县|全县|本县")),
)


def _read_level(reader: _Reader) -> None:
    issuers = reader.values.get("issuer", ())
    assert isinstance(issuers, tuple)
    for issuer in issuers:
        level = level_of(issuer)
        if level:
            reader.values["level"] = level
            reader.evidence["level"] = reader.evidence["issuer"]
            return
    if issuers or reader.values.get("type") == "news":
        return
    counts: dict[str, list[re.Match[str]]] = {
        level: list(own.finditer(reader.text.normal)) for level, own in _OWN_REGION
    }
    level, places = max(counts.items(), key=lambda item: len(item[1]))
    if places:
        reader.note("level", level, *places[0].span(), "level.own_region")
