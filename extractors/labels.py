"""The numbering of official documents: where labels (一、 （一） 1. 第三条 一是 …) stand, and which of them count.

`find_labels` finds everything that looks like a label; `build_tree` keeps those that continue or begin a sequence
and nests them. So a cross-reference (第一条第(一)款) or a stray number is no label, and items that stand mid-line
in a flattened text are found by their sequence. Offsets are half-open, in characters of the normal text.

Relies on the normal text between the bounds that it is given; nothing else makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.dates import han_number
from extractors.text import HAN, HEADING_MARKS

#: The number of a label.
_NUM = "[一二三四五六七八九十]{1,3}"
#: The number of a chapter or an article, which may be longer.
_LONG_NUM = r"(?:[一二三四五六七八九十百千零〇]{1,7}|\d{1,3})"

#: Label styles from the outermost to the innermost, as documents usually nest them.
STYLES = (
    "chapter",  # 第二章
    "heading",  # a line of its own without a number
    "han",  # 一、
    "article",  # 第三条
    "task",  # 任务3:
    "paren_han",  # (一)
    "digit",  # 1.
    "decimal",  # 1.2
    "paren_digit",  # (1)
    "circled",  # ①
    "ordinal",  # 一是, 第一,
    "side",  # 一方面
    "run_in",  # a short sentence that begins a paragraph
)
_RANK = {style: rank for rank, style in enumerate(STYLES)}

#: Before a label stands a line break, a blank, or the end of a sentence or remark.
_LABEL = re.compile(
    rf"(?:(?<=[\n 。;:!?)\]】〕,*#>”])|\A)(?:"
    rf"第 ?(?P<chapter>{_LONG_NUM}) ?[编章节](?=[ \n{HAN}])"
    rf"|第 ?(?P<article>{_LONG_NUM}) ?条(?![例款第之])"
    rf"|(?:任务|措施|举措|行动|工程) ?(?P<task>{_NUM}|\d{{1,2}})[:、.](?=[ \n]?[{HAN}“])"
    rf"|(?P<han>{_NUM})[、.](?=[^\d]|(?:19|20)\d\d年)"
    rf"|\((?P<paren_han>{_NUM})\)[、.]?"
    rf"|(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?= ?[{HAN}])(?!\.?\d)(?<![\d.]\d\d\d)(?![{HAN}]?[亿万元%倍米吨])"
    rf"|(?P<digit>\d{{1,3}})(?:[.、](?!\d)|\)(?=[{HAN}])|(?= [{HAN}]))"
    rf"|\((?P<paren_digit>\d{{1,2}})\)[、.]?"
    rf"|(?P<circled>[①-⑳])"
    rf"|(?P<ordinal>{_NUM})(?:是|要)(?=[{HAN}“《\"])"
    rf"|第(?P<nth>{_NUM})[,:](?=[{HAN}“《])"
    rf"|第(?P<step>{_NUM})步(?:是|[,:])(?=[{HAN}“《])"
    rf"|(?P<side>一方面|另一方面)[,:]?"
    rf")"
)
#: A chapter heading and the first article fused into one line.
_FUSED_ARTICLE = re.compile(rf"第(?P<article>{_LONG_NUM})条(?![例款第之])")
#: A heading and the first item under it fused into one line: 二、扶持政策1.支持….
_FUSED_ITEM = re.compile(rf"[{HAN}、,“”]{{2,24}}?(?:\((?P<paren_han>一)\)|(?P<digit>1)[.、])(?=[{HAN}“])")
#: 总则 without a number before the first article: the first chapter.
_FIRST_CHAPTER = re.compile(r"总 *则(?=[ \n]*第[一1]条)")
#: ■复工准备: a heading that a mark sets apart.
_MARKED = re.compile(rf"(?<=\n) *[{HEADING_MARKS}] ?(?=[^。;:!?\n]{{2,30}}\n)")
#: Nothing but marks of lists between the beginning of the line and a label.
_LINE_START = re.compile(r"(?:^|\n)[ #*>•·]*$")
_LINE_LEAD = 24
_FUSED_WITHIN = 60
#: An entry of a table of contents is shorter than this.
_CONTENTS_ENTRY = 60

#: 第一, and 第一步是 count as 一是 does.
_SAME_STYLE = {"nth": "ordinal", "step": "ordinal"}
#: Styles whose labels stand before a heading.
_HEADED = ("han", "paren_han")
#: Styles of running text, which count only where a document has nothing better.
_IN_TEXT = ("ordinal", "side")
#: 一方面…,另一方面… inside one sentence are no items.
_BOTH_SIDES = re.compile(r"[^。\n]{0,400}另一方面")
#: The list of what is attached, at the foot of a document: 附件:1.…
_ATTACHMENTS = re.compile(r"(?<![^\n 。)])附件: ?\n?1[.、][^\n]*(?:\n+ *\d{1,2}[.、][^\n]*)*")
#: How far a number may jump at the beginning of a line (an item was lost or misnumbered).
_GAP = 4


@dataclass(slots=True)
class Node:
    """A label with its place in the tree. `strong`: it begins a line. `end` is where the text of the node ends,
    its children included. `heading` and `body`, where the heading ends, are filled in by `extractors.structure`."""

    style: str
    number: int
    label: str | None
    start: int
    label_end: int
    strong: bool
    end: int = 0
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    heading: str | None = None
    body: int = 0

    @property
    def depth(self) -> int:
        """1 for a node under the root."""
        return 1 + self.parent.depth if self.parent else 0


def find_labels(normal: str, start: int, stop: int, *, ordinals: bool) -> Iterator[Node]:
    """Everything in ``normal[start:stop]`` that has the form of a label. `ordinals`: also 一是, 一方面."""
    first = _FIRST_CHAPTER.search(normal, start, stop)
    if first and not re.match(
        r"[ #*]*(?:第[一1]章|[一1][、.])", normal[normal.rfind("\n", 0, first.start()) + 1 : first.start()]
    ):
        yield Node("chapter", 1, None, first.start(), first.start(), True)
        yield from _fused_article(normal, first.end(), stop)
    for mark in _MARKED.finditer(normal, start, stop):
        yield Node("heading", 1, None, mark.end() - len(mark.group().lstrip()), mark.end(), True)
    attached = [m.span() for m in _ATTACHMENTS.finditer(normal, start, stop)][::-1]
    announced = False  # a colon leads to 一方面…;另一方面…
    for match in _LABEL.finditer(normal, start, stop):
        assert match.lastgroup is not None
        style = _SAME_STYLE.get(match.lastgroup, match.lastgroup)
        while attached and attached[-1][1] <= match.start():
            attached.pop()
        if attached and attached[-1][0] < match.start():
            continue
        if style in _IN_TEXT and not ordinals:
            continue
        if normal[match.start() - 1 : match.start()] == "," and style != "ordinal":
            continue
        if style == "side":
            before = normal[match.start() - 1 : match.start()]
            announced = before == ":" or (announced and before == ";")
            if not announced and (before == ";" or _BOTH_SIDES.match(normal, match.end())):
                continue
        strong = (
            bool(_LINE_START.search(normal[max(start, match.start() - _LINE_LEAD) : match.start()]))
            or match.start() == start
        )
        if style in ("decimal", "task") and not strong:
            continue
        if style == "digit" and normal[match.end() - 1].isdigit() and not strong:
            continue  # "1 总则" is a label at the beginning of a line only
        value = _value(style, match[match.lastgroup])
        yield Node(style, value, _label(match), match.start(), match.end(), strong)
        if style == "chapter":
            yield from _fused_article(normal, match.end(), stop)
        if style in _HEADED and strong:
            yield from _fused_item(normal, style, match.end(), stop)


def _fused_article(normal: str, start: int, stop: int) -> Iterator[Node]:
    """The article whose label stands in the line of its chapter's heading, without a blank before it."""
    line_end = normal.find("\n", start, stop)
    line_end = min(stop if line_end < 0 else line_end, start + _FUSED_WITHIN)
    fused = _FUSED_ARTICLE.search(normal, start, line_end)
    if fused and normal[fused.start() - 1] not in " \n":
        yield Node(
            "article", _value("article", fused["article"]), fused.group(), fused.start(), fused.end(), True
        )


def _fused_item(normal: str, style: str, start: int, stop: int) -> Iterator[Node]:
    """The first item under a heading of `style` from `start` on that stands in its line without a blank before it."""
    fused = _FUSED_ITEM.match(normal, start, stop)
    if fused and fused.lastgroup and _RANK[fused.lastgroup] > _RANK[style]:
        begin = fused.start(fused.lastgroup) - (fused.lastgroup == "paren_han")
        label = fused[fused.lastgroup]
        yield Node(fused.lastgroup, 1, label, begin, fused.end(), False)


def _value(style: str, numeral: str) -> int:
    if style == "circled":
        return ord(numeral) - ord("①") + 1
    if style == "side":
        return 1 if numeral == "一方面" else 2
    if style == "decimal":
        return int(numeral.rpartition(".")[2])
    if "百" in numeral or "千" in numeral:
        return _hundreds(numeral)
    return han_number(numeral)


def _hundreds(numeral: str) -> int:
    value = 0
    for unit, factor in (("千", 1000), ("百", 100)):
        head, mark, rest = numeral.partition(unit)
        if mark:
            value += (han_number(head) if head else 1) * factor
            numeral = rest.lstrip("零〇")
    return value + (han_number(numeral) if numeral else 0)


def _label(match: re.Match[str]) -> str:
    """The label as text without punctuation: 1, 一, 第三条, 一是."""
    return re.sub(r"[ 、.,:()]+$|^\(", "", match.group()).replace(" ", "")


def build_tree(normal: str, labels: Sequence[Node], stop: int) -> Node:
    """The labels that count, nested under a root that ends at `stop`."""
    root = Node("root", 0, None, 0, 0, True, stop)
    path = [root]
    parent_style: dict[str, str] = {}
    last: dict[str, int] = {}
    for node in sorted(labels, key=lambda n: (n.start, -_RANK[n.style])):
        parent = _place(normal, node, path, parent_style, last.get(node.style, 0))
        if parent is None:
            continue
        if node.number == 1 and node.style in ("chapter", "han"):
            _drop_table_of_contents(normal, node, parent)
        del path[path.index(parent) + 1 :]
        node.parent = parent
        parent.children.append(node)
        parent_style.setdefault(node.style, parent.style)
        last[node.style] = node.number
        path.append(node)
    _set_ends(root)
    return root


def _place(normal: str, node: Node, path: list[Node], parent_style: dict[str, str], last: int) -> Node | None:
    """The node under which a label belongs, or None where it breaks every sequence and is no label. `last` is the
    number of the last label of its style: many documents number through, whatever the section."""
    before = next((n for n in reversed(path) if n.style == node.style), None)
    if before is not None:
        assert before.parent is not None
        if node.style in ("heading", "run_in") or node.number == before.number + 1:
            return before.parent
        if node.strong and before.number <= node.number <= before.number + _GAP:
            return before.parent
        if node.strong and node.number == 1:
            # The item that this list belongs to was lost: the list hangs where that item would have stood.
            lost = before.parent
            return lost.parent if lost.parent and lost.style in ("article", "paren_han") else lost
        return None
    goes_on = node.number == last + 1 or (node.strong and last < node.number <= last + _GAP)
    if node.number != 1 and not goes_on:
        return None
    known = parent_style.get(node.style)
    if known is not None:
        known_parent = next((n for n in reversed(path) if n.style == known), None)
        if known_parent is not None:
            return known_parent
    if (
        normal[: node.start].endswith((":", ":\n", ": "))
        if node.start < 3
        else normal[node.start - 2 : node.start].strip().endswith(":")
    ):
        return path[-1]
    return next(n for n in reversed(path) if n.style == "root" or _RANK[n.style] < _RANK[node.style])


def _drop_table_of_contents(normal: str, node: Node, parent: Node) -> None:
    """A numbering that starts again after nothing but headings was a table of contents."""
    count = 0
    end = node.start
    for earlier in reversed(parent.children):
        if earlier.style != node.style or end - earlier.label_end >= _CONTENTS_ENTRY:
            return
        if "。" in normal[earlier.label_end : end]:
            return
        count, end = count + 1, earlier.start
        if earlier.number == 1:
            break
    if count >= 2:
        del parent.children[-count:]


def _set_ends(node: Node) -> None:
    end = node.end
    for child in reversed(node.children):
        child.end = end
        _set_ends(child)
        end = child.start
