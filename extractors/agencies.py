"""Who leads, answers for or supports a measure: the assignments of a document.

Three ways of assigning are read, each where it stands: a remark in brackets (责任单位:…), a line of its own
(牵头单位:…), and, in running text, 由X牵头 or X会同Y. In letters of reply, articles and reports also the grammatical
subject of the main action counts. Relies on the outline for whose assignment it is and on the type of the document;
nothing else makes a difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractors.agency_names import FIELD_LIST, NAME, looks_like_agency, split_names
from extractors.bodies import bare_regions
from extractors.lexicon import words
from extractors.outline import Outline
from extractors.records import DOCUMENT, NARRATIVE, Document, Responsibility
from extractors.text import HAN, Text

# --- assignments --------------------------------------------------------------------------------------------------

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
_SUPPORT_LABEL = "配合单位|配合部门|协办单位|协办部门|参与单位|参加单位|协同单位|配合|协助单位|支持单位|参与"
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
    r"|(?P<responsible>(?:等)?(?:按(?:照)?)?(?:各自)?(?:职责|职能)?分工(?:分别)?(?:负责|落实)?|按(?:照)?(?:各自)?职责(?:负责|落实)?|分别负责)"
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


#: Who is only the subject of a sentence; who only guides.
_SUBJECT, _GUIDES = "agency.subject", "agency.remark_guides"
#: Who is said to be the one that answers for something.
_COMPETENT_RULE = "agency.competent"
#: How much less these count: whoever has a role in so many words has that one.
_WEAKER = {_GUIDES: 1, _SUBJECT: 2}


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    role: str
    start: int
    end: int
    rule: str


def find_responsibilities(text: Text, outline: Outline, document: Document) -> list[Responsibility]:
    """The rows of `led_by`, in the order of the text; a name counts once per owner."""
    normal = text.normal
    found = list(_remarks(normal, outline))
    remark_ends = {f.start: f.end for f in found}
    remark_starts = sorted(remark_ends)
    for line in _lines(normal, outline.head):
        before = bisect_right(remark_starts, line.start) - 1
        if before < 0 or remark_ends[remark_starts[before]] <= line.start:
            found.append(line)
    # Where a measure assigns its work in so many words, its sentences are no assignment. A text that tells assigns
    # nothing around its measures.
    assigned = {outline.owner(f.start) for f in found}
    if document.type in NARRATIVE:
        assigned.add(DOCUMENT)
    found += [
        f
        for f in _running_text(normal, outline, document)
        if outline.owner(f.start) not in assigned or f.rule == _COMPETENT_RULE
    ]
    rows = []
    strength = {role: i for i, role in enumerate(("lead", "responsible", "support"))}
    best: dict[tuple[str, str], _Found] = {}
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


def _remarks(normal: str, outline: Outline) -> Iterator[_Found]:
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


def _tells_roles(found: list[_Found]) -> bool:
    """Whether a remark itself says who leads, so that the order of its names says nothing."""
    return len({f.role for f in found}) > 1 or any(
        f.role == "lead" and f.rule != "agency.remark_answers" for f in found
    )


def _labelled(body: str, span: tuple[int, int], rule: str) -> Iterator[_Found]:
    """Lists behind labels: 牵头单位:A;责任单位:B、C."""
    labels = list(_LABEL.finditer(body))
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start() if following else len(body)
        listed = _ASIDE.split(body[label.end() : stop])[0].strip("。;, ")
        for name, _, _ in split_names(listed):
            bare = _ROLE_IN_NAME.sub("", name)
            if len(bare) > _SURELY_NAME and not looks_like_agency(bare):
                continue
            yield _Found(bare, str(label.lastgroup) if bare == name else "lead", *span, rule)


#: A clause about the list itself: 列首位的为牵头单位,下同.
_ASIDE = re.compile(r"[;。,](?=[^、]*(?:下同|以下|列[首第]|排[在名第]|不再))")


def _with_verbs(body: str, span: tuple[int, int]) -> Iterator[_Found]:
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
        if role == "answer":  # who alone answers for it leads, unless somebody else does in so many words
            role, rule = "lead" if len(names) == 1 and not led else "responsible", "agency.remark_answers"
        elif role == "guide":  # (A、B指导): whom a measure of others is put under
            role, rule = "responsible", _GUIDES
        for name in names:
            yield _Found(name, role, *span, rule)


def _bare_list(normal: str, body: str, remark: re.Match[str]) -> Iterator[_Found]:
    """A list of agencies in brackets that ends an item."""
    names = [n for n, _, _ in split_names(body.strip("。;"))]
    ends_item = normal[remark.start() - 1 : remark.start()] in "。;!)" and _ITEM_END.match(
        normal, remark.end()
    )
    if names and ends_item and all(looks_like_agency(n) and _PUBLIC.search(n) for n in names):
        for name in names:
            yield _Found(name, "responsible", *remark.span(), "agency.bare_list")


#: A label at the beginning of a line or sentence.
_LINE_LABEL = re.compile(rf"(?<=[\n。;,* ]){_LABEL.pattern}")
#: Where the list behind such a label ends.
_LINE_END = re.compile(r"[。\n]|  |$")


def _lines(normal: str, head: int) -> Iterator[_Found]:
    """Labels at the beginning of a line or sentence, outside brackets."""
    for label in _LINE_LABEL.finditer(normal, head):
        stop = _LINE_END.search(normal, label.end(), label.end() + 300)
        end = stop.start() if stop else label.end()
        yield from _labelled(normal[label.start() : end], (label.start(), end), "agency.line")


# --- running text -------------------------------------------------------------------------------------------------

#: A list of names, as short as what follows it allows.
_NAMES = rf"(?:{NAME}|[、,]){{2,80}}?"
#: The beginning of a sentence, with the label of an article if there is one.
_BEGINS = r"(?:^|[。;:\n ]|\d年)(?:第[一二三四五六七八九十百]+条 ?)?"
#: 由县水务局牵头,县财政局配合; 县水务局要牵头…; …,县文旅局将牵头….
_LEADS = re.compile(
    rf"由(?P<by>[^。;:由\n]{{2,60}}?)(?:牵头(?:[^,。;\n]{{0,8}},(?P<support>{_NAMES})(?:配合|参与|参加|协助|协同))?|负责(?P<last>[。;\n]|$)?(?!解释|人|同志)|主办|承办)"
    rf"|{_BEGINS}以?(?P<plain>(?:(?![由以]){NAME}){{2,30}}?)[要应将]?(?:积极|切实|继续|做好|发挥)*牵头(?=[{HAN}])"
    rf"|,(?P<then>(?:(?!由){NAME}){{2,20}}?)[要应将](?:积极|切实|继续)?牵头(?=[{HAN}])"
)
#: 由县水务局会同县财政局研究; 县水务局将会同县财政局….
_TOGETHER = re.compile(
    rf"(?:(?P<cue>由|{_BEGINS}|,)(?P<lead>(?:(?!由)[{HAN}、]){{2,60}}?(?:局|委|部|厅|办|办公室|府|会|院|(?:部门|机关|机构)(?=[将要应])))(?:[将要应已]|正在|积极)*|[,。](?:同时|并)?[将要]?)会同(?P<support>{_NAMES})"
    rf"(?=研究|提出|将|组建|根据|按照|制定|开展|组织|负责|做好|加强|,|。|建立|共同|认真|继续|联合|予以|赴|进行|推出|出台|发布|印发|抓紧|(?<=[局委部厅办会院府门])[对在])"
)
#: 由县水务局商县财政局另行制定; 由县水务局另行制定.
_LAYS_DOWN = re.compile(
    rf"由(?P<names>(?:(?!商[国省市区县有]){NAME}|、){{2,40}}?)(?:商(?P<support>{_NAMES})(?:另行)?|另行)(?:制定|规定)"
)
#: 由县水务局对申报材料进行审核, at the beginning of a sentence: elsewhere it is a step of a procedure.
_CARRIES_OUT = re.compile(
    rf"{_BEGINS}(?:[^,。;由\n]{{0,24}}[年月日前后],)?[^,。;由\n]{{0,10}}由(?P<names>(?:(?!会同){NAME}|、){{2,60}}?)(?=根据|按照|分别|对[^,。;\n]{{2,40}}(?:审|核|评|查)|提供|进行|统一|登记|审核|审查|复核)"
)
#: 各镇要切实落实属地责任; 县水务局、县财政局按照职责分工.
_DUTY = re.compile(
    rf"(?:{_BEGINS}|责任、)(?P<names>{_NAMES})(?:作为[^,。;\n]{{2,40}},)?"
    r"(?:(?:(?:对照|要|应)[^。;\n]{0,50}?|(?:切实|认真|全面)*)(?:履行|落实|压实|承担|担负|扛起)好?[^,。;、\n]{0,12}(?:责任|职责)"
    r"|(?:要|应)?(?:按照?|结合|根据)(?:各自)?(?:职责|职能)(?:分工)?|要履职尽责)"
)
#: 发展改革委意见:…, in a letter that goes through what others asked.
_OPINION = re.compile(rf"{_BEGINS}(?P<names>(?:[{HAN}]|、){{2,30}}?)意见:")
#: 各有关部门要积极配合.
_COOPERATES = re.compile(
    rf"{_BEGINS}(?P<names>{_NAMES})(?:要|应)(?:[^,。;\n]{{2,16}},)?(?:积极|主动|密切|全力)*配合"
)
#: 县水务局是古堰保护的主管部门.
_COMPETENT = re.compile(
    rf"{_BEGINS}(?P<names>{_NAMES})(?:为|是)[^,。;\n]{{2,40}}(?:主管部门|责任单位|责任主体|牵头单位)"
)
#: 联席会议由县水务局、县财政局组成,县水务局为牵头单位.
_CONSISTS = re.compile(
    rf"由(?P<members>{_NAMES})(?:等[^,。;]{{0,8}})?组成,(?P<names>(?:{NAME}|、){{2,30}}?)(?:作?为|是)牵头(?:单位|部门)"
)
#: 县水务局为牵头单位.
_LEADING = re.compile(rf"(?:{_BEGINS}|,)(?P<names>(?:{NAME}|、){{2,60}}?)(?:作?为|是)牵头(?:单位|部门)")
#: 由县水务局、县财政局共同实施.
_JOINTLY = re.compile(rf"由(?P<names>{_NAMES})(?:共同|联合|组织|具体)(?:组织)?实施")
#: 县水务局负责指导…; 县水务局负责古堰修缮的验收管理.
_ANSWERS = re.compile(
    rf"(?:{_BEGINS}|,(?=[省市县区各]))(?P<names>{_NAMES})负责(?=对|组织|落实|属地|做好|实施|指导|统筹|[^,。;\n]{{2,24}}(?:监督检查|管理(?:工作)?|审核|组织实施|具体实施|评审|认定|验收|初验|督查|监督|评价|考核|拨付|编制)[,。;\n])"
)
#: Who may be assigned something in running text: enterprises and associations lead projects, not measures.
_PUBLIC = re.compile(
    rf"(?:局|委|部|厅|办|办公室|政府|管委会|院|署|会|行|中心|部门|单位|街道|镇|园区|指挥部|小组|专班|省|市|县|区|州|机关|系统|\([{HAN}、]+\))$"
)
#: Who never leads a measure in running text: see `_PUBLIC`.
_PRIVATE = re.compile("协会|商会|学会|联合会|企业|公司|集团")


#: The words on which assignments in running text turn; sentences without one are passed over.
_TURNS_ON = re.compile("牵头|负责|会同|主管|责任|职责|职能|尽责|主办|承办|实施|配合|由|意见:")
#: A sentence with the mark that ends it.
_SENTENCE = re.compile(r"[^。;\n]+[。;\n]?")


def _running_text(normal: str, outline: Outline, document: Document) -> Iterator[_Found]:
    narrative = document.type in NARRATIVE
    for span in _SENTENCE.finditer(normal, outline.head):
        if _TURNS_ON.search(normal, *span.span()):
            yield from _in_sentence(span.group(), span.start(), narrative)
    if narrative:
        yield from _subjects(normal, outline)


def _in_sentence(sentence: str, at: int, narrative: bool) -> Iterator[_Found]:
    for match in _LEADS.finditer(sentence):
        # 由X负责 in the middle of a policy's sentence is a step of the procedure.
        if narrative or "牵头" in match.group() or match["last"] is not None:
            group = next(name for name in ("by", "plain", "then") if match[name])
            yield from _named(match, group, "lead", "agency.leads", at)
            if match["support"]:
                yield from _named(match, "support", "support", "agency.leads", at)
    for match in _CONSISTS.finditer(sentence):
        leads = set(_of_fields(match["names"]))
        yield from (
            f for f in _named(match, "members", "support", "agency.consists_of", at) if f.name not in leads
        )
    for match in _LAYS_DOWN.finditer(sentence):
        yield from _named(
            match, "names", "lead" if match["support"] else "responsible", "agency.lays_down", at
        )
        if match["support"]:
            yield from _named(match, "support", "support", "agency.lays_down", at)
    for match in _TOGETHER.finditer(sentence):
        if "解释" not in sentence[match.start() :] and (narrative or match["cue"] not in (",", None)):
            if match["lead"]:
                yield from _named(match, "lead", "lead", "agency.together_with", at)
            yield from _named(match, "support", "support", "agency.together_with", at)
    for pattern, rule, role in (
        (_COMPETENT, _COMPETENT_RULE, "responsible"),
        (_LEADING, "agency.leading_unit", "lead"),
        (_JOINTLY, "agency.jointly", "responsible"),
        (_CARRIES_OUT, "agency.carries_out", "responsible"),
        (_DUTY, "agency.duty", "responsible"),
        *(((_OPINION, "agency.opinion", "responsible"),) if narrative else ()),
        (_COOPERATES, "agency.cooperates", "support"),
        (_ANSWERS, "agency.answers_for", "responsible" if narrative else "lead"),
    ):
        for match in pattern.finditer(sentence):
            yield from _named(match, "names", role, rule, at)


def _named(match: re.Match[str], group: str, role: str, rule: str, at: int) -> Iterator[_Found]:
    """The names in a group of a match; `at` is where the matched sentence begins."""
    listed = match[group]
    start, end = at + match.start(group), at + match.end()
    label = _LABEL_BEFORE.match(listed)
    if label:
        listed, start = listed[label.end() :], start + label.end()
    names = list(_of_fields(listed))
    if not _VERB_FIRST.match(listed) and all(
        looks_like_agency(n) and _PUBLIC.search(n) and not _PRIVATE.search(n) for n in names
    ):
        for name in names:
            yield _Found(name, role, start, end, rule)


#: 推动各单位落实责任 assigns nothing to 推动各单位, and 由三家单位组成 nothing to anybody.
_VERB_FIRST = re.compile(
    "[一二三四五六七八九十两\\d]+[个家]|推动|督促|指导|要求|压实|落实|严格|强化|明确|加强|引导|支持|鼓励|完善|健全|建立|全面"
)
#: The label of an item, or of an article with the heading of its chapter, fused with the name behind it.
_LABEL_BEFORE = re.compile(
    r"[^,、]*第[一二三四五六七八九十百]+条 ?|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\) ?|\d{1,2}[.、]"
)


def _of_fields(listed: str) -> Iterator[str]:
    """The names in a list; 财政、税务等部门 and 财政、税务部门 give 财政部门 and 税务部门."""
    fields = FIELD_LIST.fullmatch(listed)
    for name, _, _ in split_names(fields[1] if fields else listed):
        yield name if fields is None or _BODY.search(name) else name + fields[2]


#: A name that is one without the 部门 behind a list of fields.
_BODY = re.compile("(?:局|委|部|厅|办|署|银行|海关|部门|政府|街道)$")


#: What may stand between the beginning of a sentence and its subject.
_SETTING = (
    r"(?:(?:(?:为|针对|面对|围绕|聚焦|同样|近年来|目前|截至|此外|同时|随后|紧随其后|[另一]一?方面|对|关于|根据|按照)[^,。\n]{0,60}"
    r"|[^,。\n]{0,40}(?:年|月|日|时|起|前|后|以来|期间|的同时|表示|介绍|指出|透露|强调|报道|刊文|称|说)),){0,3}"
)
#: How the names of bodies end that act in a sentence.
_BODY_OF = (
    "局|委|(?<![全内外干局])部(?!门)|厅|办公室|政府|公司|部门|机构|街道|系统|常委会|委员会|管委会|监会|银行(?!业)|海关|联席会议|指挥部"
    "|成员单位|群团组织|研究院|网信办|扶贫办|(?:数据|控制|服务|信息|融媒体)中心"
)
#: What a name does not begin with: verbs, adverbs and quantities.
_NO_ACTOR = "推动|压实|严格|强化|明确|加强|拟于?|建议|关注|支持|鼓励|引导|组织|督促|要求|协调|指导|及时|按时|定期|已有|部分|[一二三四五六七八九十]是"
#: All of a territory, where its bodies are meant: 全市三级水务部门.
_WHOLE = rf"全[省市区县州](?:各级|[二两三]级|[{HAN}]{{2,8}}?(?:部门|系统|中心))"
#: Adverbs that show that somebody acts: 县水务局先后….
_ADVERB = (
    "陆续|马上|迅速|正在|正(?=[加抓积全])|即|已|将|也|又|还|则|要|分别|先后|率先|积极|充分|第一时间|立即|及时|主动|进一步|持续|不断|全面(?!依法治)|紧紧?|纷纷"
    "|努力|大力|配套|认真|切实|共同|联合|密切|拟"
)
#: Where, with whom, for whom or with what: 在柳溪镇, 与各村.
_PLACE = r"(?:在|与|对|向|为|以|针对)[^,。\n]{2,40}?,?"
#: By what means: the subject of the clause is the subject of the action behind it.
_MEANS = rf"(?:通过|依托|结合|利用|采取|根据|把)[{HAN}“《]"


@cache
def _actors() -> str:
    """Who acts: territories (柳溪区; in articles also without 市 and 省), general names (各地) and bodies (县水务局和县财政局)."""
    bare = "|".join(bare_regions())
    one = (
        rf"(?:[{HAN}]{{2,4}}(?:区|市|省|(?<!分)县)(?:\([{HAN}]{{2,4}}\))?|{bare}|各地各部门|各地(?!区)|有关部门"
        rf"|(?:各|其他)县\(市[、,]?区?\)|市本级各区|各[区县市](?=、)|各部门|街镇"
        rf"|[{HAN}]{{0,14}}?(?:\([县市区]\)[{HAN}]{{0,8}}?)?(?:{_BODY_OF}))"
    )
    others = rf"(?:[、和及与](?:{one}|[{HAN}]{{2,6}}企业)){{0,5}}(?:等(?:[{HAN}]{{0,6}}(?:部门|单位)|省份|地区?|省区市))?"
    return rf"(?:(?={_WHOLE})|(?![在全我本该于从到由每推使让把对多][{HAN}]))(?!{_NO_ACTOR}){one}{others}"


@cache
def _subject() -> re.Pattern[str]:
    """A name at the beginning of a sentence, with an adverb of doing or a verb of action behind it."""
    verbs = "|".join(words("action_verbs"))
    return re.compile(
        rf"(?:^|[\n。;…!?]”?)\s*(?:[一二三四五六七八九十]+[是、])?{_SETTING}(?P<names>{_actors()})"
        rf"(?=(?:{_PLACE})?(?:(?:{_ADVERB})+(?:{_PLACE})?[{HAN}]|{_MEANS}|(?:{verbs})))"
    )


def _subjects(normal: str, outline: Outline) -> Iterator[_Found]:
    """The grammatical subjects of main actions in letters, articles and reports."""
    for match in _subject().finditer(normal, outline.head, outline.tail):
        for name, _, _ in split_names(match["names"]):
            if (looks_like_agency(name) or name in bare_regions()) and "会同" not in match[
                "names"
            ]:  # see _TOGETHER
                yield _Found(name, "responsible", match.start("names"), match.end("names"), _SUBJECT)
