"""The other documents that a document names, and how it stands to them.

A mention is a 《title》, a document number, or both side by side. Mentions that follow one another make a list, and
one cue (根据 … 等文件精神) governs the whole list. Relies on the header: the document itself is no reference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.header import Header
from extractors.lexicon import words
from extractors.numbers import Number, find_numbers
from extractors.patterns import ANY_TYPE_NOUN, TITLE_TAIL
from extractors.records import NARRATIVE, Reference
from extractors.text import HAN, Text

#: A title in its marks, titles inside it included.
_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]{1,80}》){2,150})》")

# --- cues ---------------------------------------------------------------------------------------------------------

#: Before the mention or its list; the cue nearest to it decides. (…的 makes the verb an attribute: 省里印发的《…》.)
_BEFORE = re.compile(
    r"(?P<repeals>废止|停止执行|不再执行|代替)"
    r"|(?P<amends>(?:关于)?(?:修改|修订|修正)(?:完善)?(?=了?$))"
    r"|(?P<cites>参照|参考|详见|符合|适用(?:于)?|享受|见$|纳入|所称|依托|宣传|解读|学习|对照|列入|不适用|属于)"
    r"|(?P<implements>(?<!可以)(?<![且若])(?:根据|依据|依照|按照)|遵照|按(?=[^期时]|$)|贯彻(?:落实|执行|实施)?|落实|执行|实施|遵循|围绕)"
    r"|(?P<issues>(?:出台|印发|制定|制订|起草|发布|编制|颁布|公布|下发|推出|转发|批转|拟定|形成|修编|联合发文|研究制定|印制|(?:表决|审议)通过)(?!的))"
)
#: Behind the mention or its list, within its clause.
_AFTER_REPEALS = re.compile(
    r"^(?:(?:[^,。;]{0,60}?|[^。;《》]{0,60}?)(?:同时)?(?:予以)?(?:废止|停止执行|停止施行|失效|自行废止)|[^。;《》]{0,60}?不再执行(?!《))"
)
#: The same of what is amended: 作出如下修改.
_AFTER_AMENDS = re.compile(
    r"^[^。;,]{0,24}?(?:作(?:出)?如下修[改订]|进行(?:了)?修[改订正]|予以修[改订]|作(?:出)?(?:部分)?修[改订])"
)
#: Behind a decision in the history of a statute, which amends the statute and not the reverse: (根据…《…的决定》第二次修正).
_AFTER_HISTORY = re.compile(r"^(?:第[一二三四五六七八九十]+次修[正订]|修[正订](?=[ )]))")
#: The same of what is issued: 现印发给你们.
_AFTER_ISSUES = re.compile(
    r"^[^。;]{0,60}?(?:印发给|现(?:予以?|将|就)?(?:印发|公布|发布)|予以(?:印发|公布|发布)|公布如下|(?:审议)?通过,?现|已经[^。;]{2,60}(?:同意|通过|批准|审定))"
)
#: The same of what is put into effect: 抓好《…》的落实; 《…》实施以来 only says when.
_AFTER_IMPLEMENTS = re.compile(
    r"^(?:等?[^。;,《》]{0,8}?)的?(?:贯彻落实|落实落地|落地|落实|贯彻实施|组织实施)(?!情况|以来|后|前|[的过]程)"
)
#: 制定《…》的实施细则: another text is issued.
_SOMETHING_OF_IT = re.compile(r"^的[^,。;]{0,8}(?:办法|细则|措施|意见|方案|标准)")
#: What is answered: 《关于修缮古堰的建议》收悉.
_AFTER_REPLY = re.compile(r"^[^。;]{0,40}?(?:收悉|已由[^。;]{0,20}(?:转|交)|已收悉|收到|交(?:由)?我)")
#: The same before it: 您提出的《…》.
_BEFORE_REPLY = re.compile(
    r"(?:您|你们?|你[省市局县区部委])[^。;《》]{0,50}(?:提出的?|提交的|报来|上报的|呈报的)?(?:的)?$"
)
#: What the addressee did with a document is no answer to it: 你县已制定《…》.
_DONE_WITH = re.compile("制[定订]|印发|出台|发布|编制|[纳列]入|实施|落实|执行|按照?|根据|依据")
#: The rule of a document that is named without a cue.
_NAMED = "reference.named"
#: The number of a proposal in a title: 县政协三届二次会议第41号提案.
_PROPOSAL = re.compile(
    rf"(?P<number>[{HAN}]{{2,20}}(?:[{HAN}\d]{{0,6}}(?:届|次)[{HAN}\d]{{0,6}}会议?|会)?[{HAN}\d]{{0,8}}第\d{{1,5}}号(?:提案|建议|议案|代表建议))"
)
#: A proposal that the letter names without marks: 您提出的关于修缮古堰的建议收悉.
_PLAIN_PROPOSAL = re.compile(r"提出的“?(?P<title>关于[^《》“”,。;\n]{4,80}?的(?:建议|提案|议案))")
#: 以下简称, right before a short name.
_ALIAS = re.compile(r"(?:以下|下)(?:统)?(?:简)?称(?:为)?[“\"]?$")
#: Where a sentence ends for the cues; the colon of a list of titles does not end it.
_SENTENCE_BREAK = re.compile(r"[。;!?\n]|:(?![^。]{0,3}$)")
_BEFORE_WINDOW = 90
_AFTER_WINDOW = 90
_ALIAS_LENGTH = 8
_LIST_GAP = 40
#: All that may stand between the members of a list: 、, (…)和, 文件及县水务局.
_IN_LIST = re.compile(
    rf"\)?(?:\([^()]*\))?(?:文件)?\s*(?:[、,]|和|及|与|以及|,并|并)?\s*(?:(?!不再)[{HAN}]){{0,8}}\(?"
)
_SHORT_NAMES = ("通知", "意见", "办法", "方案", "规定", "措施", "条例", "指南", "公告", "规划", "政策")


@dataclass(slots=True)
class _Mention:
    """A document named at ``normal[start:end]``; `first` is where its list begins, `last` where it ends."""

    start: int
    end: int
    title: str | None
    number: str | None
    first: int = 0
    last: int = 0


def find_references(text: Text, header: Header) -> list[Reference]:
    """The rows of `references`: once per document and relation, in the order of the text."""
    normal = text.normal
    mentions = list(_without_aliases(normal, _mentions(normal, header)))
    if len(mentions) > 1 and _heads_the_text(normal, mentions, header):
        mentions = mentions[1:]
    _join_lists(normal, mentions)
    rows: list[Reference] = []
    seen: set[tuple[str, str]] = set()
    named: set[str] = set()
    for mention in mentions:
        relation, rule = _relation(normal, mention, header)
        number = mention.number
        if relation == "replies_to" and number is None:
            number = _proposal_number(header)
        names = {k for k in (number, mention.title) if k}
        if rule == _NAMED and (names & named or _heads_lines(normal, mention)):
            continue  # to be named again without a word about it adds nothing
        if relation == "cites" and any(("issues", k) in seen for k in names):
            continue  # what a notice issues is its own text
        if any((relation, k) in seen or ("replies_to", k) in seen for k in names):
            continue  # what is answered is named again and again
        seen |= {(relation, k) for k in names}
        named |= names
        rows.append(
            Reference(
                number=number,
                title=mention.title,
                relation=relation,
                span=text.span(mention.start, mention.end),
                quote=text.quote(mention.start, mention.end),
                rule=rule,
            )
        )
    return rows


# --- mentions -----------------------------------------------------------------------------------------------------


def _mentions(normal: str, header: Header) -> Iterator[_Mention]:
    own_title = _key(header.document.title or "")
    own_number = header.document.number
    numbers = {n.start: n for n in find_numbers(normal) if str(n) != own_number}
    ending = {n.end: n for n in numbers.values()}
    found = []
    for match in _TITLE.finditer(normal):
        title = _clean(match["title"])
        if (
            not _is_document(title)
            or _is_own(_key(title), own_title, header)
            or _inside_own_title(match, normal, own_title)
        ):
            continue
        number = _number_beside(normal, match.start(), match.end(), numbers, ending)
        start = min(match.start(), number.start) if number else match.start()
        end = max(match.end(), number.end) if number else match.end()
        end += normal[end : end + 1] in (")", "〕", "]") and number is not None
        found.append(_Mention(start, end, title, str(number) if number else None))
    if header.document.type == "reply" and _proposal_number(header):
        plain = _PLAIN_PROPOSAL.search(normal, header.body)
        found += [_Mention(*plain.span("title"), plain["title"], None)] if plain else []
        found.sort(key=lambda m: m.start)
    ends = {m.start: m.end for m in found}
    starts = sorted(ends)
    for number in numbers.values():
        before = bisect_right(starts, number.start) - 1
        if before < 0 or ends[starts[before]] <= number.start:
            named = _NAMED_BEFORE.search(normal, max(0, number.start - _NAME_REACH), number.start)
            start = named.start("title") if named else number.start
            found.append(_Mention(start, number.end, named["title"] if named else None, str(number)))
    return iter(sorted(found, key=lambda m: m.start))


def _is_own(title: str, own_title: str, header: Header) -> bool:
    """Whether a title (as a key) is the document's own, be it without the region at its head. An article has another
    document's title in its own."""
    shortened = len(title) >= _OWN_LENGTH and own_title.endswith(title)
    return title == own_title or (shortened and header.document.type not in NARRATIVE)


#: So long a title names one document.
_OWN_LENGTH = 10
#: What may stand between a title and the number behind it: an opening bracket.
_NUMBER_BEHIND = re.compile(r"\s?[(〔\[]\s?")
#: A title without its marks before a number: 你县关于修缮古堰的请示(栖政〔2024〕9号).
_NAMED_BEFORE = re.compile(r"(?P<title>关于[^《》,。;\n]{4,60}的(?:请示|报告|函))[(〔\[]$")
_NAME_REACH = 72
#: What may stand between a title and the number before it; the code may be fused with what precedes.
_NUMBER_BEFORE = re.compile(r"(?:文件?)?\s?$")


def _number_beside(
    normal: str, start: int, end: int, numbers: dict[int, Number], ending: dict[int, Number]
) -> Number | None:
    """The number in brackets right behind a title, or right before it."""
    behind = _NUMBER_BEHIND.match(normal, end)
    if behind and behind.end() in numbers:
        return numbers[behind.end()]
    before = _NUMBER_BEFORE.search(normal[max(0, start - 4) : start])
    return ending.get(start - len(before.group())) if before else None


def _is_document(title: str) -> bool:
    if not re.search(f"[{HAN}]", title) or title.endswith(("!", "?")):
        return False
    bare = re.sub(TITLE_TAIL + "$", "", title)
    if re.search(rf"(?:{ANY_TYPE_NOUN}|建议|提案|请示)$", bare):
        return len(title) > 2
    return len(title) >= 6 and not any(bare.endswith(word) for word in words("not_documents"))


def _inside_own_title(match: re.Match[str], normal: str, own_title: str) -> bool:
    """Whether a title stands inside the document's own title: 关于印发《…》的通知."""
    inner = _key(match["title"])
    if not own_title or inner not in own_title:
        return False
    around = _key(normal[max(0, match.start() - 12) : match.end() + 4])
    issued = _ISSUES_RIGHT_BEFORE.search(normal[max(0, match.start() - 4) : match.start()])
    return around in own_title or bool(issued and _NOTICE_BEHIND.match(normal, match.end()))


#: What stands before a title inside the own title: 关于印发《….
_ISSUES_RIGHT_BEFORE = re.compile("(?:印发|转发|公布|发布|修改|废止)$")
#: What stands behind it: …》的通知.
_NOTICE_BEHIND = re.compile("的?(?:通知|公告|函|意见|决定)")


def _heads_the_text(normal: str, mentions: list[_Mention], header: Header) -> bool:
    """Whether the first mention is only a part of the headline (政策解读:《…》) and the text names it again."""
    first, own_title = mentions[0], _key(header.document.title or "")
    around = _key(normal[max(0, first.start - 5) : first.end])
    named = _key(first.title or "")
    return bool(named) and around in own_title and any(_key(m.title or "") == named for m in mentions[1:])


def _heads_lines(normal: str, mention: _Mention) -> bool:
    """Whether a title stands alone in its line: over the text of what it names."""
    before = normal[max(0, mention.start - 8) : mention.start].rstrip(" ")
    after = normal[mention.end : mention.end + 8].lstrip(" ")
    return before.endswith("\n") and after.startswith("\n")


def _without_aliases(normal: str, mentions: Iterator[_Mention]) -> Iterator[_Mention]:
    """Leaves out short names that a text gives to a document named before: (以下简称《通知》)."""
    endings: set[str] = set()
    for mention in mentions:
        title = mention.title
        if title is not None and mention.number is None:
            if _ALIAS.search(normal[max(0, mention.start - 8) : mention.start]):
                continue
            if len(title) <= _ALIAS_LENGTH and title in endings:
                continue
            if len(title) <= 4 and title.endswith(_SHORT_NAMES):
                continue
        if title:
            bare = re.sub(TITLE_TAIL + "$", "", title)
            endings.update(bare[-n:] for n in range(2, min(_ALIAS_LENGTH + 1, len(bare))))
        yield mention


def _join_lists(normal: str, mentions: list[_Mention]) -> None:
    """Mentions with nothing but 、和 and their numbers between them share their cues."""
    for mention in mentions:
        mention.first, mention.last = mention.start, mention.end
    for before, after in pairwise(mentions):
        between = normal[before.end : after.start]
        if len(between) <= _LIST_GAP and _IN_LIST.fullmatch(between):
            after.first = before.first
    for after, before in pairwise(reversed(mentions)):
        if after.first == before.first:
            before.last = after.last


# --- relations ----------------------------------------------------------------------------------------------------


def _relation(normal: str, mention: _Mention, header: Header) -> tuple[str, str]:
    before = normal[max(0, mention.first - _BEFORE_WINDOW) : mention.first]
    breaks = list(_SENTENCE_BREAK.finditer(before))
    before = before[breaks[-1].end() :] if breaks else before
    own = normal[mention.end : mention.end + _AFTER_WINDOW]
    after = re.sub(r"^\s*\)?(?:\([^()]*\))?", "", normal[mention.last : mention.last + _AFTER_WINDOW])
    if header.document.type == "reply" and mention.title and _is_answered(before, after):
        return "replies_to", "reference.reply"
    if _AFTER_REPEALS.match(own) or _AFTER_REPEALS.match(after):
        return "repeals", "reference.after.repeals"
    if _AFTER_HISTORY.match(after):
        return "cites", "reference.history"
    if _AFTER_AMENDS.match(after):
        return "amends", "reference.after.amends"
    if _AFTER_ISSUES.match(after) and (before.endswith("现将") or not re.search("根据|按照|依据", before)):
        return "issues", "reference.after.issues"
    cues = list(_BEFORE.finditer(before))
    if cues and cues[-1].lastgroup == "issues" and _SOMETHING_OF_IT.match(after):
        return "cites", _NAMED
    if cues:
        return str(cues[-1].lastgroup), f"reference.before.{cues[-1].lastgroup}"
    if _AFTER_IMPLEMENTS.match(after):
        return "implements", "reference.after.implements"
    return "cites", _NAMED


def _is_answered(before: str, after: str) -> bool:
    """Whether the words around a mention say that it was sent to the writer, not what the addressee did with it."""
    sent = _BEFORE_REPLY.search(before)
    return bool(_AFTER_REPLY.match(after) or (sent and not _DONE_WITH.search(sent.group())))


def _proposal_number(header: Header) -> str | None:
    """The proposal that a letter of reply answers, as its title prints it: 县政协三届二次会议第41号提案."""
    title = re.sub(r"\s", "", header.document.title or "")
    match = _PROPOSAL.search(re.split("关于|对", title, maxsplit=1)[-1])
    return match["number"] if match else None


def _clean(title: str) -> str:
    return re.sub(rf"\s*\n\s*|(?<=[{HAN}]) +(?=[{HAN}])", "", title.strip())


@cache
def _key(title: str) -> str:
    return re.sub(r"[\s《》〈〉<>“”\"]", "", title)
