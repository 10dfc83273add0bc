"""Headings without numbers: short lines between paragraphs, and a few words that head a paragraph.

Articles, replies and reports have them in the place of numbers, or below them. Offsets are half-open, in characters of
the normal text.

Relies on the normal text between the bounds that it is given; nothing else makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.labels import Node
from extractors.text import HAN

#: Verbs with which the heading of an article begins; articles without brackets seldom have one.
ACTION_VERB = re.compile(
    "^(?:着力|大力|全力|加快|加强|加大|强化|深化|优化|支持|鼓励|促进|推进|推动|引导|完善|健全|建立|提升|提高|培育|扩大|落实|实施|开展|保障|规范|严格|"
    "明确|做[好强大优精]|抓好|统筹|拓宽|拓展|降低|减免|减轻|缓解|稳定|稳住|创新|打造|构建|搭建|发展|壮大|设立|激励|激发|探索|发挥|聚焦|助力|争取|整合|"
    "切实|扎实|努力|有序|提振|增强|改善|畅通|帮助|引进|招引|招大|夯实|补齐|延伸|盘活|集聚|组织|严控|严把|简化|放宽|丰富|活跃|厚植|营造)"
)
#: A short line that ends no sentence, or a word or two and a colon.
_HEADING = r"(?:[^。;!\n]{4,40}(?<![,:、 ])|[^。,;:!?\n]{2,10}:) *"
_HEADING_LINE = re.compile(_HEADING)
#: Such lines with their breaks, empty lines included.
HEADING_LINES = re.compile(rf" *(?:{_HEADING}\n+)+")
_PARAGRAPH_FROM = 40
#: A paragraph that a few words head: 抓清淤。渠道里的…
_RUN_IN_PARAGRAPH = re.compile(rf"[{HAN}“”]{{2,16}}(?:,[{HAN}“”]{{2,12}})?。(?=[^\n]{{10}})")
#: Words with which a short sentence tells something.
_TELLS = re.compile("是|还(?!款)|也|正在|已|日前|近日|将|^我|^当前")


def heading_lines(normal: str, head: int, stop: int) -> Iterator[Node]:
    """Short lines that end no sentence, between paragraphs; adjacent ones make one heading."""
    spans = [m.span() for m in re.compile(r"[^\n]+").finditer(normal, head, stop)]
    spans = [(a + len(normal[a:b]) - len(normal[a:b].lstrip()), b) for a, b in spans if normal[a:b].strip()]
    seen_paragraph, begun = False, None
    for (start, end), (after, after_end) in pairwise([*spans, (stop, stop)]):
        heading = bool(_HEADING_LINE.fullmatch(normal[start:end].strip()))
        if not heading:
            seen_paragraph |= end - start >= _PARAGRAPH_FROM
            begun = None
        elif seen_paragraph:
            begun = start if begun is None else begun
            following = normal[after:after_end].strip()
            whole = len(following) >= _PARAGRAPH_FROM or following.endswith(("。", "。”"))
            if whole and not _HEADING_LINE.fullmatch(following):
                yield Node("heading", 1, None, begun, begun, True)
                begun = None


#: What the only run-in heading of a text must be: an action, nothing said about one.
_ACTION = re.compile(rf"(?!.*(?:是|重在|在于)){ACTION_VERB.pattern.removeprefix('^')}")


def add_run_in_paragraphs(normal: str, node: Node, *, alone: bool, clauses: int = 1) -> None:
    """Paragraphs that a few words head, in no more than so many clauses, become the children of a node; `alone`: the
    text has no other headings, so that one such paragraph will do."""
    starts = [m.end() for m in re.compile(r"\n+[ ]*").finditer(normal, node.label_end, node.end)]
    found = [
        m
        for s in starts
        if (m := _RUN_IN_PARAGRAPH.match(normal, s, node.end))
        and m.group().count(",") < clauses
        and not _TELLS.search(m.group())
    ]
    if len(found) >= 2 or (alone and found and _ACTION.match(found[0].group())):
        node.children = [Node("run_in", 1, None, m.start(), m.start(), True, parent=node) for m in found]
        for child, following in zip(node.children, [*node.children[1:], node], strict=True):
            child.end = following.start if following is not node else node.end
