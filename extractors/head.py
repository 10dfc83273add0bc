"""The head of a document as pieces, and the table that a government site puts before it.

A *piece* is what stands between line breaks and blanks; in texts whose lines were fused it also ends where a title
meets its addressees, a date or the first words of the body. Offsets are half-open, in characters of the normal text.

Relies on the normal text alone: nothing is read before the head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.text import HAN

#: How much of a text can be its head.
HEAD = 4000

#: Words with which the body of a document begins.
_BODY_OPENING = "为(?:了|深入|进一步|贯彻|全面|切实|加快|加强|促进|推动|规范|落实|鼓励|支持|引导|积极)|根据|按照|第一[条章]"
#: Where a piece ends: at blanks, or where fused text changes its kind (…的通知|各镇人民政府).
_PIECE_END = re.compile(
    rf"[ \n]+|(?<=号)(?=[{HAN}《])|(?<=日\))(?={_BODY_OPENING})"
    rf"|(?<=[知见定法策案则施划])(?=各[{HAN}]|\(?(?:19|20)\d\d年\d|{_BODY_OPENING}|[{HAN}]{{2,8}}〔(?:19|20)\d\d〕)"
)
#: What must stand before a piece that ends without a blank.
_FUSED_END = re.compile(r"〕\d{1,5}号$|(?:通知|意见|决定|办法|政策|方案|细则|规定|措施|计划|规划)$|日\)$")
_FUSED_WITHIN = 8
#: A piece that is no part of the head any more.
_BODY_START = re.compile(rf"。|第一[章条]|^一、|^\(一\)|.{{4,}}:$|^(?:{_BODY_OPENING})")
_LONG = 90
#: The line of a site about the page: 信息来源:县水务局 浏览量:362.
_ABOUT_PAGE = re.compile(
    r"^(?:\d{1,2}:\d\d(?::\d\d)?)?(?:信息来源|文章来源|来源|浏览(?:量|次数|人次)|点击(?:量|数|率|次数)|阅读(?:量|次数)?|字号|字体|作者|编辑):"
)
#: The menu of a site: 首页|政务公开.
_NAVIGATION = re.compile(r"[|｜>]|首\s*页|您现在的位置|当前位置")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the head: ``text`` is ``normal[start:end]`` but for blanks inside (通 知)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """The pieces before the body, the offset at which the body begins, and the values of the site's table by
    field (where they stand)."""

    pieces: tuple[Piece, ...]
    body: int
    table: dict[str, tuple[int, int]]


def read_head(normal: str) -> Head:
    """The head of a text. In a text without a recognisable body every piece belongs to the head."""
    pieces = _pieces(normal)
    first = next((i for i, piece in enumerate(pieces) if _starts_body(piece)), len(pieces))
    body = pieces[first].start if first < len(pieces) else 0
    return Head(tuple(pieces[: first + 1]), body, _site_table(normal))


def _pieces(normal: str) -> list[Piece]:
    found, start = [], 0
    head = normal[:HEAD]
    for match in _PIECE_END.finditer(head):
        fused = not match.group()
        if fused and not _FUSED_END.search(head[max(start, match.start() - _FUSED_WITHIN) : match.start()]):
            continue
        if match.start() > start:
            found.append(_trimmed(head, start, match.start()))
        start = match.end()
    if start < len(head):
        found.append(_trimmed(head, start, len(head)))
    return _spaced_out([p for p in found if p.text])


def _spaced_out(pieces: list[Piece]) -> list[Piece]:
    """Characters set apart by single blanks (通 知) belong together."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if (
            last
            and len(piece.text) == 1
            and piece.start == last.end + 1
            and len(last.text) * 2 - 1 == last.end - last.start
        ):
            merged[-1] = Piece(last.start, piece.end, last.text + piece.text)
        else:
            merged.append(piece)
    return merged


def _trimmed(text: str, start: int, end: int) -> Piece:
    """A piece without the marks of Markdown and of lists around it."""
    while start < end and text[start] in "#*•·-—>":
        start += 1
    while end > start and text[end - 1] in "*#":
        end -= 1
    return Piece(start, end, text[start:end])


def _starts_body(piece: Piece) -> bool:
    if _NAVIGATION.search(piece.text) or _ABOUT_PAGE.match(piece.text) or is_table_row(piece.text):
        return False
    return len(piece.text) > _LONG or bool(_BODY_START.search(piece.text))


# --- the table at the head of a government site -------------------------------------------------------------------

_KEYS = {
    "title": r"标\s*题|文件名称|信息名称|名\s*称",
    "number": r"发文字号|文\s*号|发[文布]文号|文件编号",
    "issuer": r"发文机关|发文单位|发布机构|发布机关|制发机关|公开主体",
    "date_written": r"成文日期|签发日期|生成日期|成文时间",
    "date_published": r"发布日期|发文日期|发布时间|公开日期|公布日期",
}
#: Keys of rows that no field is read from; they end the value before them.
_OTHER_KEYS = (
    r"索\s*引\s*号|主题分类|主\s*题\s*词|有\s*效\s*性|统一编号|"
    r"规范性文件编号|公文时效|公开目录|相关链接|公开方式|关键词|内容概述|信息分类|体裁分类"
)
#: A key with its value, which may stand in the next line: 发文字号:栖政〔2024〕9号, 【发布文号】栖政〔2024〕9号.
_TABLE = re.compile(
    rf"(?:^|(?<=[\n •·|【]))(?:{'|'.join(f'(?P<{k}>{v})' for k, v in _KEYS.items())}|{_OTHER_KEYS})"
    r"(?:\s?[::】\]]|(?<=[期关构号性])(?= ?[^ \n:\]]))[ \n]*(?P<value>[^\n 【\[](?:(?! \[ )[^\n【])*)?"
)
#: Any key, where a value was expected: the value is empty.
_ANY_KEY = re.compile(rf"[•·|【 ]*(?:{'|'.join(_KEYS.values())}|{_OTHER_KEYS})\s?[::】]")


#: A key and its value with a mark between them.
_SEPARATED = re.compile(r"^[^:】\]]{2,8}[:】\]]")


def _site_table(normal: str) -> dict[str, tuple[int, int]]:
    """The values of a metadata table, by field: where they stand."""
    found: dict[str, tuple[int, int]] = {}
    position = 0
    sent = False  # what was found of the publication is the day of sending, which any other replaces
    while match := _TABLE.search(normal, position, min(HEAD, len(normal))):
        begins_line = normal[match.start() - 1 : match.start()] in ("", "\n")
        if not begins_line and not _SEPARATED.search(match.group()):  # a cell without a colon begins a line
            position = match.end()
            continue
        key = next((k for k in _KEYS if match[k]), None)
        start, end = match.span("value")
        position = match.end() if start < 0 else start
        if start < 0 or _ANY_KEY.match(normal, start):
            continue
        if key in ("date_published", "date_written", "number"):
            end = min(i for i in (normal.find("  ", start, end), end) if i >= 0)
        if key and (key not in found or (key == "date_published" and sent)):
            found[key] = (start, end)
            sent = match[key].startswith("发文") if key == "date_published" else sent
        position = end
    return found


def is_table_row(text: str) -> bool:
    """Whether a piece begins with a key of such a table."""
    return _ANY_KEY.match(text) is not None
