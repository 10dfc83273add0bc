"""The outline of a document: which labelled items are its measures, and which only group them.

Relies on `extractors.labels` for the tree of labels and on the document's type, because items such as 一是 are
measures in letters of reply, articles and reports only. What counts as a measure follows the annotation guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.header import Header
from extractors.labels import Node, build_tree, find_labels
from extractors.outline import Outline, Part
from extractors.records import NARRATIVE
from extractors.text import HAN, Text
from extractors.unnumbered import ACTION_VERB, HEADING_LINES, add_run_in_paragraphs, heading_lines

_HEADING_LENGTH = 60
_RUN_IN_LENGTH = 36
#: What stands before the first 。 or colon of an item.
_FIRST_SENTENCE = re.compile(rf"[ *,]*([^。:\n]{{2,{_HEADING_LENGTH}}}?)[。:]")
#: "指导思想:" is a heading, "应当符合下列条件:" leads into a list.
_LEAD_IN_LENGTH = 10
#: Between a heading and 一是…: how many items follow, no text of its own.
_ANNOUNCES_ITEMS = re.compile(
    r"(?:主要|具体|共)*(?:包括|提出|采取|推出|明确)[^。;]{0,14}(?:措施|举措|政策|任务|方面|条|项)[,:]$"
)
#: A heading over conditions: what stands under it are details of one action.
_HEADS_CONDITIONS = re.compile(
    r"(?:下列|以下|如下)[^,。;]{0,6}(?:要求|条件|情形|问题|标准|材料|资料|行为|情况|规定)"
)
#: The items of a list of materials are no longer than this.
_LISTED_LENGTH = 30
#: The led-by remark at the end of a heading.
_REMARK = re.compile(
    r"[(〔\[【](?:[^()〔〕\[\]【】]|\([^()]*\))*(?:牵头|负责|单位|部门|配合|实施|落实)(?:[^()〔〕\[\]【】]|\([^()]*\))*[)〕\]】]?\s*$"
)
#: The same at the end of a text of its own: 我局将做好以下工作:.
_LEADS_TO_ITEMS = re.compile(r"(?:做好|抓好|推进|开展|采取|落实)[^。;:]{0,12}(?:工作|措施|举措|方面)[,:]$")
#: 资金保障 says what money there is.
_MONEY_HEADING = re.compile("资金(?:保障|安排|来源|筹措|投入)")
#: The headings of an interpretation over what led to a policy, how things stand, whom and when it concerns.
_NO_ACTION = re.compile(
    "(?:出台|制定|起草|编制|政策)?(?:的?背景|依据|过程|目的)(?:和|及|与)?(?:背景|依据|过程|目的|意义|必要性)?$|.*(?:发展现状|基本情况|存在的?(?:主要)?(?:困难|问题)(?:[和与及](?:困难|问题|不足))?|(?:实施|执行|有效|施行)(?:期限|时间|日期)|适用范围|总体目标|(?:解读(?:机关|单位|人)|联系方式).*)$"
)
#: The name of an article in brackets: 【改造补助】.
_BRACKETED = re.compile(r"[ ]*【([^】\n]{1,30})】")
#: In a flattened text the indentation of the next paragraph ends the heading.
_SET_APART = re.compile(r" ?([^。:;!?,\n ][^。:;!?\n ]{1,39}) {2,}(?=[^ \n])")
#: Headings that every plan has, fused with the text that follows them.
_STANDARD_HEADING = re.compile(
    r" ?((?:指导|工作)思想|目标任务|总体(?:要求|思路|目标)|基本原则|(?:工作|发展|主要|培育|任务)目标|附则|附加说明|适用(?:范围|对象)|"
    rf"主要任务|(?:工作|有关|具体)要求|(?:保障|工作)措施|组织(?:领导|保障|实施)|(?:实施|工作)步骤)(?=[{HAN}“])(?!的|和|与|及|、|方面|工作)"
)
#: In a text flattened to one line a single blank may be all that is left of a line break.
_SET_APART_FLAT = re.compile(rf" ?([^。:;!?,\d\n ][^。:;!?\d\n ]{{3,29}}) (?=[{HAN}“][^ \n]{{20}})")
_FLATTENED = 2000
#: A first sentence that says something whole is no heading.
_SENTENCE = re.compile(
    r"不得|(?<![供响适效反对])应(?![用急对届邀])|(?<!^必)须|不低于|不少于|享受|(?!^[^,]{2,16}$)实行|纳入|是指|所称|分为|的,|[万亿]元|\d%|,[^。]*给予|给予[^。]*\d|由[^,。]{2,20}(?:负责|承担)|本(?:办法|意见|通知|规定|细则|法|条例|方案|措施)|^(?:对(?!存在|符合)|凡|经|自|在|因|如|按|根据|要(?!素))"
    "|,包括|,按|[^,]后,|等$|为主|按[^,]*(?:进行|执行|办理|使用)|(?:政府|部门|单位|机构|机关|企业)[^,]{0,4}要"
)
_FEW_WORDS = 8
#: 日常监管(10分): an article of a rule of assessment.
_SCORED = re.compile(r"\(\d{1,3}分\)$")

#: 切实提高认识 says what is to be done, 发展目标 and 组织领导 do not.
_ACTION_HEADING = re.compile(rf"{ACTION_VERB.pattern}(?=.{{3}})")

# --- where the closing text begins --------------------------------------------------------------------------------

#: What a document calls itself: 本意见.
_OWN_NAME = "意见|通知|办法|政策|措施|方案|规定|细则|文件|实施意见|若干"
#: The foot of a page of a site.
_SITE_FOOTER = r"分享:|责任编辑|\[?(?:网络)?编辑|扫一扫|相关(?:稿件|链接|附件)|打印本页|上一篇"
#: How the closing text begins: 本意见自…, 附件:, 抄送, 以上意见….
_CLOSING = re.compile(
    r"(?<=[\n )〕】])[ ]{0,12}(?:以上(?:\d|答复|意见|措施|政策|回复)|上述(?:\d|政策|措施|各|意见)|最后,|特此"
    rf"|本(?:{_OWN_NAME})(?:自|由|从|中|有效|未|所|的|印发|执行|解释|明确|施行|与)"
    r"|附件?(?:[:\d]|\n)|抄送|\(?此件|联系人|联系电话|(?:主办|承办)(?:领导|人|单位):"
    rf"|各(?:地|级|有关|街道|镇|乡|县|区|单位|部门)[^。\n]{{0,24}}要|{_SITE_FOOTER})"
)


def find_outline(text: Text, header: Header) -> Outline:
    """Sections and measures of a document whose header was read."""
    normal = text.normal
    head, stop = _body(normal, header)
    narrative = header.document.type in NARRATIVE
    root = _tree(normal, head, stop, narrative)
    parts = list(_parts(normal, root, narrative))
    sections = tuple(p for p, measure in parts if not measure)
    measures = _trim([p for p, measure in parts if measure], normal, header)
    tail = measures[-1].end if measures else stop
    if sections and sections[-1].start >= tail:  # a last chapter that states requirements but no measure
        tail = _closing_begins(normal, sections[-1].body, sections[-1].end, header)
    sections = tuple(_clip(s, tail) for s in sections)
    return Outline(sections, tuple(measures), head, tail, len(normal))


def _body(normal: str, header: Header) -> tuple[int, int]:
    """Where the text with the measures begins and ends: before the signature or, where a notice prints a policy
    under its signature and numbers nothing itself, after it."""
    head, signature = header.body, header.signature
    if signature is not None and head < signature[0] and signature[1] < len(normal) - 200:
        own = build_tree(normal, list(find_labels(normal, head, signature[0], ordinals=False)), signature[0])
        if own.children:
            return head, signature[0]
        return signature[1], len(normal)
    return head, len(normal)


def _tree(normal: str, head: int, stop: int, narrative: bool) -> Node:
    labels = list(find_labels(normal, head, stop, ordinals=narrative))
    tree = build_tree(normal, labels, stop)
    if narrative and not _is_numbered(normal, head, stop, tree):
        inner = [n for n in labels if n.style in ("ordinal", "side")]
        tree = build_tree(normal, [*heading_lines(normal, head, stop), *inner], stop)
        tree.label_end = head
        for node in tree.children or [tree]:
            if not node.children:
                add_run_in_paragraphs(normal, node, alone=not tree.children)
    elif narrative:
        for node in _leaves(tree):
            if node.style in ("han", "paren_han"):
                add_run_in_paragraphs(normal, node, alone=False, clauses=2)
    elif not tree.children:
        tree = build_tree(normal, list(find_labels(normal, head, stop, ordinals=True)), stop)
    return tree


def _is_numbered(normal: str, head: int, stop: int, tree: Node) -> bool:
    """Whether the numbers of a text that tells make its outline: not where it has none, nor where three and more
    headings without numbers stand before the first."""
    first = next(
        (
            n
            for n in tree.children
            if n.style in ("chapter", "heading", "han", "article", "paren_han", "digit")
        ),
        None,
    )
    if first is None:
        return False
    return len(list(heading_lines(normal, head, first.start))) < _OWN_HEADINGS


#: So many headings without numbers are an outline of their own.
_OWN_HEADINGS = 3


def _leaves(node: Node) -> Iterator[Node]:
    """The nodes under a node that have nothing under them."""
    for child in node.children:
        yield from _leaves(child) if child.children else (child,)


# --- measures and sections ----------------------------------------------------------------------------------------


def _parts(normal: str, root: Node, narrative: bool) -> Iterator[tuple[Part, bool]]:
    """Every section (False) and measure (True), in the order of the text."""
    _read_headings(normal, root)
    counts = {False: 0, True: 0}
    bundling = _bundles(normal, root)
    grouping = {
        n.style
        for n in root.children
        if n.children and not _is_measure(normal, n, narrative, set(), bundling=bundling)
    }

    def visit(node: Node, parent: str | None) -> Iterator[tuple[Part, bool]]:
        bundling = _bundles(normal, node)
        for child in node.children:
            measure = _is_measure(normal, child, narrative, grouping, bundling=bundling)
            counts[measure] += 1
            part = Part(
                id=f"{'m' if measure else 's'}{counts[measure]}",
                label=child.label,
                heading=child.heading,
                depth=child.depth,
                parent=parent,
                start=child.start,
                body=child.body,
                end=child.end,
                rule=f"{'measure' if measure else 'section'}.{child.style}",
            )
            yield part, measure
            if not measure:
                yield from visit(child, part.id if child.heading else parent)

    yield from visit(root, None)


def _is_measure(normal: str, node: Node, narrative: bool, grouping: set[str], *, bundling: bool) -> bool:
    heading, body = node.heading, node.body
    if not node.children:
        if node.style == "chapter":
            return False
        own_line = (
            "\n" in normal[body - 1 : body + 1] or _STANDARD_HEADING.match(normal, node.label_end) is not None
        )
        if node.style != "han" or heading is None:
            return True
        if narrative:
            return not _NO_ACTION.fullmatch(heading)
        # Where its like only group items, a heading line with paragraphs (指导思想, 有关要求) states no action.
        acts = _MONEY_HEADING.search(heading) or (_ACTION_HEADING.match(heading) and not _is_last(node))
        return bool(acts) or not ("han" in grouping and own_line)
    own = normal[body : node.children[0].start].strip(" \n#*")
    announced = _LEADS_TO_ITEMS.search(own) or _ANNOUNCES_ITEMS.match(own)
    if narrative and node.children[0].style in ("ordinal", "side") and announced:
        return False
    if node.style in ("chapter", "heading"):
        return False
    if (
        not own
        and heading is not None
        and not (_lists_details(normal, node) or (bundling and node.style == "digit"))
    ):
        return False
    if node.style == "han":
        short = all(c.end - c.start <= _LISTED_LENGTH for c in node.children[:-1])
        return (own.endswith(":") or (not own and short)) and _lists_details(normal, node)
    return True


def _bundles(normal: str, group: Node) -> bool:
    """Whether a numbered heading of a group that has no text of its own bundles its (1), (2) into one action: at least
    half of those beside it are actions with a text of their own."""
    with_text = sum(
        not n.children or bool(normal[n.body : n.children[0].start].strip(" \n#*")) for n in group.children
    )
    return with_text * 2 >= len(group.children) - 1 >= 2


def _is_last(node: Node) -> bool:
    """Whether nothing stands behind a node on its level: how a policy is to be organised comes last."""
    return node.parent is None or node is node.parent.children[-1]


def _lists_details(normal: str, node: Node) -> bool:
    """Whether the children are the details of one action: conditions, or items that end in semicolons. An article
    that is no more than its name is a group of actions, whatever its items end in."""
    if node.heading and _HEADS_CONDITIONS.search(node.heading):
        return True
    if node.style == "article" and not normal[node.body : node.children[0].start].strip(" \n#*"):
        return False
    ends = [normal[c.start : c.end].rstrip()[-1:] for c in node.children[:-1]]
    return bool(ends) and sum(e in ";,、" for e in ends) * 2 > len(ends)


def _read_headings(normal: str, node: Node) -> None:
    for child in node.children:
        child.heading, child.body = _heading(normal, child)
        _read_headings(normal, child)


def _heading(normal: str, node: Node) -> tuple[str | None, int]:
    """The heading of a node without label and led-by remark, and where it ends."""
    stop = node.children[0].start if node.children else node.end
    start = node.label_end
    if bracketed := _BRACKETED.match(normal, start, stop):
        return bracketed[1].strip(), bracketed.end()
    if node.style == "heading":
        lines = HEADING_LINES.match(normal, start, stop)
        end = lines.end() if lines else stop
        return _clean(normal[start:end]), end
    if standard := _STANDARD_HEADING.match(normal, start, stop):
        return standard[1], standard.end()
    set_apart = _SET_APART.match(normal, start, stop)
    if set_apart is None and normal.find("\n", start, start + _FLATTENED) < 0:
        set_apart = _SET_APART_FLAT.match(normal, start, stop)
    if set_apart:
        return _clean(set_apart[1]), set_apart.end()
    line_end = normal.find("\n", start, stop)
    line_end = stop if line_end < 0 else line_end
    if line_end - start <= _HEADING_LENGTH + 40:
        line = _REMARK.sub("", normal[start:line_end]).strip(" *#")
        followed = bool(node.children or normal[line_end:stop].strip())
        if line and _is_heading_line(line, node.style, followed):
            return _clean(line), line_end
    sentence = _FIRST_SENTENCE.match(normal, start, stop)
    if sentence is None:
        return None, start
    first, end = sentence[1].strip(" *"), sentence.end()
    rest = normal[end:stop].strip(" \n*")
    if node.style in ("ordinal", "side", "run_in"):
        headed = len(first) <= _HEADING_LENGTH and (rest or node.children or "," not in first)
        return (_clean(first), end) if headed else (None, start)
    if len(first) > _RUN_IN_LENGTH or _SENTENCE.search(first) or (not rest and not node.children):
        return None, start
    if node.style == "article" and not _is_article_heading(first):
        return None, start
    return _clean(first), end


def _is_article_heading(phrase: str) -> bool:
    """Articles are sentences; what heads one is a few words, bears a score, or begins with a verb of policy."""
    return len(phrase) <= _FEW_WORDS or bool(_SCORED.search(phrase) or ACTION_VERB.match(phrase))


def _is_heading_line(line: str, style: str, followed: bool) -> bool:
    """Whether a label's whole line is its heading: one phrase, and something stands under it."""
    if style in ("ordinal", "side") or re.search("[。:;!].", line):
        return False
    if line.endswith(":"):
        return len(line) <= _LEAD_IN_LENGTH
    if line.endswith(("。", ";")):
        whole = followed and line[-1] == "。" and len(line) <= _RUN_IN_LENGTH and not _SENTENCE.search(line)
        return whole and (style != "article" or _is_article_heading(line.rstrip("。")))
    return len(line) <= _HEADING_LENGTH and (style in ("chapter", "han") or not _SENTENCE.search(line))


def _clean(heading: str) -> str | None:
    heading = re.sub(r"(?<=:)\s*\n\s*", "", heading.strip(" \n*#"))
    heading = re.sub(r"\s*\n\s*", " ", heading).strip(" *#。:;,")
    return re.sub(rf"(?<=[{HAN}]) +(?=[{HAN}] )|(?<= [{HAN}]) +(?=[{HAN}])", "", heading) or None


# --- the end of the last measure ----------------------------------------------------------------------------------


def _trim(measures: list[Part], normal: str, header: Header) -> list[Part]:
    if not measures:
        return measures
    last = measures[-1]
    end = last.end
    paragraphs = [_paragraphs(normal, m) for m in measures[:-1]]
    if len(paragraphs) >= 3:
        allowed = max(paragraphs)
        breaks = [m.start() for m in re.compile(r"(?<=\S)\n\s*").finditer(normal, last.body + 1, end)]
        if len(breaks) >= allowed:
            end = min(end, breaks[allowed - 1])
    measures[-1] = _clip(last, _closing_begins(normal, last.body, end, header))
    return measures


def _closing_begins(normal: str, start: int, end: int, header: Header) -> int:
    """Where in ``normal[start:end]`` the text of the last part ends: before the signature and closing formulas."""
    if header.signature and start < header.signature[0] < end:
        end = header.signature[0]
    closing = _CLOSING.search(normal, min(start + 2, end), end)
    if closing:
        end = closing.start()
    while end > start and normal[end - 1] in " \n#-*":
        end -= 1
    return end


def _paragraphs(normal: str, measure: Part) -> int:
    return 1 + len(re.findall(r"\n\s*(?=\S)", normal[measure.body : measure.end].strip()))


def _clip(part: Part, end: int) -> Part:
    return replace(part, end=min(part.end, end), body=min(part.body, max(part.start, min(part.end, end))))
