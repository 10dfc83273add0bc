"""Who leads, answers for or supports a measure: the assignments of a document.

Three ways of assigning are read, each where it stands: a remark in brackets (责任单位:…), a line of its own
(牵头单位:…), and the sentences of the running text (`extractors.assignments`). Relies on the outline for whose
assignment it is and on the type of the document; nothing else makes a difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from extractors.agency_names import is_owned, is_public, looks_like_agency, split_names
from extractors.assignments import ANSWERS, COMPETENT, HANDLES, LEADS, SUBJECT, Assignment, assignments
from extractors.outline import Outline
from extractors.records import DOCUMENT, NARRATIVE, Document, Responsibility
from extractors.text import Text

#: Words before a colon that make those behind it the leaders of a measure.
_LEAD_LABEL = (
    "牵头单位|牵头部门|主办单位|主办部门|牵头责任单位|责任牵头单位|总牵头单位|第一责任单位|牵头领导单位|牵头"
)
#: The same for those who answer for it.
_RESPONSIBLE_LABEL = (
    "责任单位|责任部门|责任主体|实施单位|实施主体|落实单位|承办单位|承办部门|工作责任单位|责任处室|"
    "完成单位|对接部门|主管部门|负责单位|负责部门"
)
#: The same for those who help.
_SUPPORT_LABEL = (
    "配合单位|配合部门|协办单位|协办部门|参与单位|参加单位|协同单位|配合|协助单位|支持单位|监督单位|参与"
)
#: One of them with its colon, or with 为: 牵头单位:, 责任单位为.
_LABEL = re.compile(
    rf"(?:(?P<lead>{_LEAD_LABEL})|(?P<responsible>{_RESPONSIBLE_LABEL})|(?P<support>{_SUPPORT_LABEL}))"
    r"\s?(?:[:]|(?<=单位)为|(?<=部门)为|(?<=主体)为)\s?"
)
#: What stands in brackets, the brackets inside it included: (责任单位:县水务局(牵头)、各镇).
_REMARK = re.compile(
    r"[(〔\[【](?P<body>(?:[^()〔〕\[\]【】]|[(〔][^()〔〕\[\]【】\n]{0,60}[)〕]){2,600}?)(?P<close>[)〕\]】]|(?=\n|$))"
)
#: 列首位的为牵头单位: from here on the first name of a list leads.
_FIRST_LEADS = re.compile(
    r"(?:列|排)(?:在|名)?(?:首|第一|最前)(?:位)?(?:的|者)?(?:单位|部门)?(?:为|是|系)(?:牵头|主办)"
)
#: A verb of role at the end of a phrase; it claims the names back to the verb before it.
_VERB = re.compile(
    r"(?:(?P<support>(?:积极|协同)?(?:配合|参与|参加|协助|协办|协同))"
    r"|(?P<responsible>(?:等)?(?:按(?:照)?)?(?:各自)?(?:职责|职能)?分工(?:分别)?(?:负责|落实)?|按(?:照)?(?:各自)?职责(?:负责|落实)?|分别负责|具体(?:实施|落实|承担))"
    r"|(?P<guide>(?:业务)?指导)"
    r"|(?P<lead>(?:共同|联合)?(?:牵头(?:会同|组织实施|组织|实施|负责|落实)?|主办|承办))"
    r"|(?P<answer>(?:共同)?负责(?:牵头|落实|实施|组织)?))(?=[,;。、]|$)"
)
#: Behind a label anything short is a name, whatever it ends with (人行, 银保监).
_SURELY_NAME = 12
#: A role behind a name: 县水务局(牵头).
_ROLE_IN_NAME = re.compile(r"\((?:牵头|主办|负责)(?:单位|部门)?\)$")
#: What stands behind a remark that ends an item: the end of the line or of the text, or the next label.
_ITEM_END = re.compile(
    r"[)〕\]】。;\s]*(?:\n|$)|。?\s*$| {2,}\S"
    r"|(?=\s*(?:\d{1,3}[.、]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|第[一二三四五六七八九十百]{1,4}[章条]))"
)


#: The rule for who only guides.
_GUIDES = "agency.remark_guides"
#: How much less these count: whoever has a role in so many words has that one.
_WEAKER = {_GUIDES: 1, SUBJECT: 2}


def find_responsibilities(text: Text, outline: Outline, document: Document) -> list[Responsibility]:
    """The rows of `led_by`, in the order of the text; a name counts once per owner."""
    normal = text.normal
    found = list(_remarks(normal, outline))
    remark_ends = {f.start: f.end for f in found}
    remark_starts = sorted(remark_ends)
    tells = document.type in NARRATIVE
    for line in _lines(normal, outline, tells=tells):
        before = bisect_right(remark_starts, line.start) - 1
        if before < 0 or remark_ends[remark_starts[before]] <= line.start:
            found.append(line)
    # Where a measure assigns its work in so many words, its sentences are no assignment. A text that tells assigns
    # nothing around its measures.
    assigned = {outline.owner(f.start) for f in found}
    told = not tells or bool(outline.measures)
    if tells and told:
        assigned.add(DOCUMENT)
    found += [
        f
        for f in assignments(normal, outline, tells=tells)
        if f.rule in (COMPETENT, HANDLES) or _counts(f, outline.owner(f.start), assigned, everything=told)
    ]
    found = _with_one_lead(found, outline)
    rows = []
    strength = {role: i for i, role in enumerate(("lead", "responsible", "support"))}
    best: dict[tuple[str, str], Assignment] = {}
    for item in sorted(found, key=lambda f: (_WEAKER.get(f.rule, 0), strength[f.role], f.start)):
        best.setdefault((outline.owner(item.start), item.name), item)
    order = {id(f): i for i, f in enumerate(found)}
    for (owner, _), item in sorted(best.items(), key=lambda kv: (kv[1].start, order[id(kv[1])])):
        rows.append(
            Responsibility(
                measure=owner,
                agency=item.name,
                role=item.role,
                span=text.span(item.start, item.end),
                quote=text.quote(item.start, item.end),
                rule=item.rule,
            )
        )
    return rows


def _counts(item: Assignment, owner: str, assigned: set[str], *, everything: bool) -> bool:
    """Whether a sentence assigns a measure that nothing else assigns; in an article without measures only those count
    who lead in so many words."""
    return owner not in assigned and (everything or item.rule == LEADS)


def _with_one_lead(found: list[Assignment], outline: Outline) -> list[Assignment]:
    """Where somebody leads a measure in so many words, those who answer for parts of it do not lead."""
    led = {outline.owner(f.start) for f in found if f.rule == LEADS and f.role == "lead"}
    return [
        replace(f, role="responsible")
        if f.rule == ANSWERS and f.role == "lead" and outline.owner(f.start) in led
        else f
        for f in found
    ]


def _remarks(normal: str, outline: Outline) -> Iterator[Assignment]:
    first_leads = False
    for remark in _REMARK.finditer(normal, outline.head):
        body = remark["body"]
        labelled = _LABEL.search(body)
        if labelled is None and not remark["close"]:
            continue
        first_leads = first_leads or bool(_FIRST_LEADS.search(body))
        if labelled:
            found = list(_labelled(body, remark.span(), "agency.remark"))
        else:
            found = list(_with_verbs(body, remark.span())) or list(_bare_list(normal, body, remark))
        if first_leads and found and not _tells_roles(found):
            found = [replace(f, role="responsible" if i else "lead") for i, f in enumerate(found)]
        yield from found


def _tells_roles(found: list[Assignment]) -> bool:
    """Whether a remark itself says who leads, so that the order of its names says nothing."""
    return len({f.role for f in found}) > 1 or any(
        f.role == "lead" and f.rule != "agency.remark_answers" for f in found
    )


def _labelled(body: str, span: tuple[int, int], rule: str) -> Iterator[Assignment]:
    """Lists behind labels: 牵头单位:A;责任单位:B、C."""
    labels = list(_LABEL.finditer(body))
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start() if following else len(body)
        listed = _ASIDE.split(body[label.end() : stop])[0].strip("。;, ")
        for name, _, _ in split_names(listed):
            bare = _ROLE_IN_NAME.sub("", name)
            if len(bare) > _SURELY_NAME and not looks_like_agency(bare):
                continue
            yield Assignment(bare, str(label.lastgroup) if bare == name else "lead", *span, rule)


#: A clause about the list itself: 列首位的为牵头单位,下同.
_ASIDE = re.compile(r"[;。,](?=[^、]*(?:下同|以下|列[首第]|排[在名第]|不再))")


def _with_verbs(body: str, span: tuple[int, int]) -> Iterator[Assignment]:
    """Names with a verb behind them: 由A牵头,B、C配合; A负责; A牵头,B、C按职责分工负责."""
    verbs = list(_VERB.finditer(body))
    led = any(verb["lead"] for verb in verbs)
    start = 0
    for verb in verbs:
        role, rule = str(verb.lastgroup), "agency.remark_verb"
        listed = body[start : verb.start()].strip(",;。、 ")
        start = verb.end()
        names = [
            name for name, _, _ in split_names(re.sub("^(?:由|请)", "", listed)) if looks_like_agency(name)
        ]
        if role == "answer" and "会同" in listed:  # A、B会同C负责
            yield from _together(listed, span)
            continue
        if role == "answer":  # who answers for it leads, unless somebody else does in so many words
            role, rule = "responsible" if led else "lead", "agency.remark_answers"
        elif role == "guide":  # (A、B指导): whom a measure of others is put under
            role, rule = "responsible", _GUIDES
        for name in names:
            yield Assignment(name, role, *span, rule)


def _together(listed: str, span: tuple[int, int]) -> Iterator[Assignment]:
    """Names on both sides of 会同: those before it lead, those behind it help."""
    leading, _, helping = listed.partition("会同")
    for names, role in ((leading, "lead"), (helping, "support")):
        for name, _, _ in split_names(names):
            if looks_like_agency(name):
                yield Assignment(name, role, *span, "agency.remark_together")


def _bare_list(normal: str, body: str, remark: re.Match[str]) -> Iterator[Assignment]:
    """A list of agencies in brackets that ends an item."""
    names = [n for n, _, _ in split_names(body.strip("。;"))]
    ends_item = normal[remark.start() - 1 : remark.start()] in "。;!)" and _ITEM_END.match(
        normal, remark.end()
    )
    if ends_item and any(map(is_public, names)) and all(is_public(n) or is_owned(n) for n in names):
        for name in names:
            yield Assignment(name, "responsible", *remark.span(), "agency.bare_list")


#: A label at the beginning of a line or sentence.
_LINE_LABEL = re.compile(rf"(?<=[\n。;,* ]){_LABEL.pattern}")
#: Where the list behind such a label ends.
_LINE_END = re.compile(r"[。\n]|  |$")
#: Below a document these labels name who runs the site.
_OWNER = re.compile("(?:主办|承办)")
#: What a site says of itself beside its owner: 主办单位:… 网站标识码….
_SITE_OWNER = re.compile(r"[^\n]{0,80}?(?:ICP备|网站标识码|版权所有|技术支持)")


def _lines(normal: str, outline: Outline, *, tells: bool) -> Iterator[Assignment]:
    """Labels at the beginning of a line or sentence, outside brackets. Below a text that orders 主办单位 runs the
    site; below one that `tells` (a letter) it may be who answers."""
    for label in _LINE_LABEL.finditer(normal, outline.head):
        if label.start() >= outline.tail and not tells and _OWNER.match(label.group()):
            continue
        stop = _LINE_END.search(normal, label.end(), label.end() + 300)
        end = stop.start() if stop else label.end()
        if _SITE_OWNER.match(normal, label.end()):
            continue
        yield from _labelled(normal[label.start() : end], (label.start(), end), "agency.line")
