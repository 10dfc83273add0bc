"""The title of a document: over several lines, fused with what follows, or the headline of an article.

Relies on the pieces of the head; nothing else makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.found import Found
from extractors.head import Head, Piece
from extractors.patterns import ANY_TYPE_NOUN, BODY_END, TITLE_TAIL
from extractors.signatures import DATELINE
from extractors.text import HAN

#: A piece that can end a title: …的通知(试行).
_TITLE_END = re.compile(rf"(?:{ANY_TYPE_NOUN}){TITLE_TAIL}$")
#: The number fused with the title of a 通告 or 令: …的通告2024年第2号.
_SERIAL = re.compile(r"(?<=[告令])(?:(?:19|20)\d\d年)?第\d{1,4}号$")
#: What may follow it in a line of its own.
_TAIL = re.compile(rf"(?=\()(?!.*日){TITLE_TAIL}")
#: The column or the site that stands before a headline: 【澜江新闻网】.
_COLUMN_BEFORE = re.compile(r"^【[^【】]{2,14}】")
#: A piece that can begin it: 关于…, 栖河县水务局对….
_TITLE_START = re.compile(
    rf"关于|^[{HAN}]{{2,16}}[厅局委府院部]对|^对(?=[^,。]{{2,40}}(?:提案|建议|议案)的)|印发|转发|批转|下发|公布|发布|废止"
)
#: A body in a line of its own, above the rest of the title.
_BODY_NAME = re.compile(rf"[{HAN}()、]{{2,40}}(?:{BODY_END})(?:印发|转发|批转)?$")
#: Pieces that are no part of a title: keys of the table, what has 。, attached lists.
_NEVER_TITLE = re.compile(
    r"^(?:\(附|附|来源|信息来源|发布|时间|日期|作者|字号|浏览|打印|分享|首页|当前|您|索引|主题|文号|(?:政策|部门|专家|媒体|图文)解读$|发文|成文|公开|有效|统一|责任|编辑|附件|抄送|目录|原题|标题|"
    r"[A-Z]类$|(?!.*关于).*文件$|.*[:]$|\d)|^.{0,3}$|[。;!?|<>]|(?:清单|指南|目录)$"
)
#: 县水务局出台十条措施: a headline that tells of a document.
_TOLD = re.compile(r"^(?!.*关于)[^《》]{2,}(?:出台|推出)")
#: Pieces that are no headline: numbers, sources, dates, a whole sentence.
_NEVER_HEADLINE = re.compile(
    r"〕\d+号$|^(?:原题|来源|信息来源|发布|时间|日期|作者|索引|您|当前)|[:。;]$|^.{0,2}$|^\d{4}-\d"
)


#: 部门解读|《…》: the column of the site, with which the headline itself begins.
COLUMN = re.compile(rf"[{HAN}]{{0,6}}解读[|:]")
#: The policy that the title of an interpretation names.
_NAMED = re.compile("《([^《》]+)》")
#: A text in Markdown that begins with its heading of the first level.
_FIRST_HEADING = re.compile(r"\s*# +(?P<title>[^\n#]{4,150}?) *(?:\n|$)")


def find_title(normal: str, head: Head) -> Found[str] | None:
    """The title without line breaks, where the text has one."""
    if "title" in head.table:
        start, end = head.table["title"]
        return Found(_clean_title(normal[start:end]), start, end, "title.table")
    heading = _FIRST_HEADING.match(normal)
    if heading and _TITLE_END.search(heading["title"]) and not _NEVER_TITLE.search(heading["title"]):
        return Found(_clean_title(heading["title"]), *heading.span("title"), "title.heading")
    for last in range(len(head.pieces) - 1, -1, -1):
        piece = _without_serial(head.pieces[last])
        if not _TITLE_END.search(piece.text) or _NEVER_TITLE.search(piece.text) or _TOLD.search(piece.text):
            continue
        if (named := _NAMED.search(piece.text)) and any(p.text == named[1] for p in head.pieces[:last]):
            continue  # the page of a policy links to its interpretation
        first = _first_piece_of_title(head.pieces, last)
        title = "".join(p.text for p in (*head.pieces[first:last], piece))
        if _TITLE_START.search(title) or last == first:
            if whole := _printed_before(head.pieces[:first], title):
                return whole
            end = piece.end
            following = head.pieces[last + 1] if last + 1 < len(head.pieces) else None
            if following and _TAIL.fullmatch(following.text):  # (2023-2025年) in a line of its own
                title, end = title + following.text, following.end
            return Found(_clean_title(title), head.pieces[first].start, end, "title.type_noun")
    return _headline(normal, head.pieces)


def _without_serial(piece: Piece) -> Piece:
    serial = _SERIAL.search(piece.text)
    if serial is None:
        return piece
    return Piece(piece.start, piece.end - len(serial.group()), piece.text[: serial.start()])


def _first_piece_of_title(pieces: Sequence[Piece], last: int) -> int:
    """A title over several lines begins with the body that issues it or with 关于."""
    first, begun = last, False
    for index in range(last, max(-1, last - 7), -1):
        piece = pieces[index]
        no_part = _NEVER_TITLE.search(piece.text) and not _BODY_NAME.fullmatch(piece.text)
        if index != last and (no_part or len(piece.text) > 60):
            break
        if not begun and _TITLE_START.search(piece.text):
            first, begun = index, True
        elif begun and first == index + 1 and _BODY_NAME.search(piece.text):
            first = index
        elif begun:
            break
    return first


#: What a title lacks where it stands over several lines: the bodies at its beginning.
_LACKED = re.compile(rf"(?=[{HAN}、]*(?:{BODY_END}|国务院))[{HAN}、]{{2,40}}")
#: A title over the page stands in no more pieces than this.
_PIECES_OF_TITLE = 3


def _printed_before(pieces: Sequence[Piece], title: str) -> Found[str] | None:
    """A title that the page prints once more above, there with the body that the found lines lack."""
    for last in range(len(pieces)):
        whole = ""
        for first in range(last, max(-1, last - _PIECES_OF_TITLE), -1):
            whole = pieces[first].text + whole
            lacked = whole.removesuffix(title)
            if len(lacked) < len(pieces[first].text) and _LACKED.fullmatch(lacked):
                return Found(_clean_title(whole), pieces[first].start, pieces[last].end, "title.type_noun")
    return None


def _repeats(line: str, headline: str) -> bool:
    """Whether a line prints a headline, or its end, again: over the article as on the page."""
    ends = line[-_REPEATED:], headline[-_REPEATED:]
    return len(ends[0]) == _REPEATED and (ends[0] in headline or ends[1] in line)


_REPEATED = 8
#: Bodies with which a text without a headline begins.
_BODIES_ONLY = re.compile(rf"(?:[{HAN}]{{2,20}}(?:部|总局|委员会|人民政府|厅|局))")


def _headline(normal: str, pieces: Sequence[Piece]) -> Found[str] | None:
    """The first line of an article; in a text flattened to one line its first words."""
    column = next((i for i, p in enumerate(pieces[:12]) if COLUMN.match(p.text)), 0)
    for index, piece in enumerate(pieces[column:12], column):
        if _NEVER_HEADLINE.search(piece.text):
            continue
        if _BODIES_ONLY.fullmatch(piece.text):
            return None
        end = index
        while end + 1 < len(pieces):
            following = pieces[end + 1]
            gap = normal[pieces[end].end : following.start]
            if (
                _repeats(following.text, piece.text)
                or "\n" in gap
                or len(following.text) > 40
                or _NEVER_HEADLINE.search(following.text)
                or DATELINE.match(following.text)
            ):
                break
            end += 1
        title = _clean_title(_COLUMN_BEFORE.sub("", " ".join(p.text for p in pieces[index : end + 1])))
        return Found(title, piece.start, pieces[end].end, "title.headline")
    return None


def _clean_title(title: str) -> str:
    title = re.sub(rf"(?<=[{HAN}”》)、,]) +(?=[{HAN}“《(])", "", title.strip())
    return re.sub(r"[\n*#]+", "", title)
