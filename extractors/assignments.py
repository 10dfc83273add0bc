"""Assignments in running text: 由X牵头, X会同Y, X负责…, 各镇要落实责任; and, in texts that tell, who acts.

Relies on the normal text, and on the outline for where its body begins and where its closing text stands, which tells nothing. Which of several
assignments counts, and for which measure, is decided in `extractors.agencies`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors.agency_names import FIELD_LIST, NAME, is_owned, is_public, looks_like_agency, split_names
from extractors.bodies import bare_regions
from extractors.lexicon import words
from extractors.outline import Outline
from extractors.text import HAN

#: The rule for who is only the subject of a sentence.
SUBJECT = "agency.subject"


@dataclass(frozen=True, slots=True)
class Assignment:
    """An agency and its role, where the text says so (half-open, in the normal text), and the rule that found it."""

    name: str
    role: str
    start: int
    end: int
    rule: str


#: A list of names, as short as what follows it allows.
_NAMES = rf"(?:{NAME}|[、,]){{2,80}}?"
#: What names end before that are joined to a lead: 会同县财政局|开展….
_JOINED = (
    r"进行|开展|研究|制定|组织|做好|负责|委托|联合|起草|编制|推出|出台|印发|推进|推动|加强|建立|实施|[,。;\n]"
)
#: The beginning of a sentence, with the label of an article if there is one.
_BEGINS = r"(?:^|[: ]|\d年)(?:第[一二三四五六七八九十百]+条 ?|\(?[一二三四五六七八九十\d]{1,3}[.、)] ?)?"
#: 由县水务局牵头,县财政局配合; 县水务局要牵头…; …,县文旅局将牵头….
_LEADS = re.compile(
    rf"由(?P<by>[^。;:由\n]{{2,60}}?)(?:牵头(?:[^,、。;\n]{{0,8}}[,、](?P<support>{_NAMES})(?:配合|参与|参加|协助|协同)|,会同(?P<along>{_NAMES})(?={_JOINED}))?|负责(?!解释|人(?![才员力事])|同志)(?P<last>(?:组织|实施|组织实施(?:和解释)?|[^,。;]{{2,12}}(?:协调|统筹|推进|拨付)|管理)?(?:[。;\n]|$)|组织实施(?:和解释)?,)?|主办|承办)"
    rf"|{_BEGINS}以?(?P<plain>(?:(?![由以]){NAME}){{2,30}}?)[要应将]?(?:积极|切实|继续|做好|发挥好?|履行好?)*牵头(?:(?=[{HAN}])|,会同(?P<with>{_NAMES})(?={_JOINED}))"
    rf"|,(?P<then>(?:(?!由){NAME}){{2,20}}?)(?:[要应将](?:积极|切实|继续)?牵头(?=[{HAN}])|牵头抓总)"
    rf"|,(?P<told>(?:(?!由){NAME}){{2,20}}?)牵头(?=[{HAN}])"
)
#: 由县水务局会同县财政局研究; 县水务局将会同县财政局….
_TOGETHER = re.compile(
    rf"(?:(?P<cue>由|{_BEGINS}|,)(?P<lead>(?:(?!由)[{HAN}、]){{1,60}}?(?:局|委|部|厅|署|办|办公室|府|会|院|中心|供销合作总社|(?:部门|机关|机构)(?=[将要应])))(?:[将要应已]|应当|正在|积极)*|(?:^|[,。])(?:同时|并)?[将要]?)会同(?P<support>{_NAMES})"
    rf"(?=研究|提出|落实|将|组建|根据|按照|制定|开展|组织|负责|做好|加强|,|。|建立|共同|认真|继续|联合|予以|赴|进行|推出|出台|发布|印发|抓紧|开通|适时|统筹|实施|指导|支持|推进|推动|引导|加快|推行|创新|(?<=[局委部厅办会院府门心处行])[对在]|(?:(?<=中心)|(?<=支行)|(?<=分行)|(?<=办事处)|(?<=管委会)|(?<=院校)|(?<=公司)|(?<=部门)|(?<=单位))(?=[{HAN}])(?![的和及与等、办党])|(?<=[局厅])(?=[{HAN}])(?![员办室组局厅处分总门和及与等、以]))"
)
#: 由县水务局商县财政局另行制定; 由县水务局另行制定.
_LAYS_DOWN = re.compile(
    rf"由(?P<names>(?:(?!商[国省市区县有]){NAME}|、){{2,40}}?)(?:商(?P<support>{_NAMES})(?:另行)?|另行)(?:制定|规定)"
)
#: 由县水务局对申报材料进行审核, at the beginning of a sentence: elsewhere it is a step of a procedure.
_CARRIES_OUT = re.compile(
    rf"{_BEGINS}(?:[^,。;由\n]{{0,24}}[年月日前后],)?[^,。;由\n]{{0,10}}由(?P<names>(?:(?!会同|负责){NAME}|、){{2,60}}?)(?=根据|按照|分别|对[^,。;\n]{{2,40}}(?:审|核|评|查)|进行(?!解释)|审核|审查|复核|(?:提供|统一|登记)(?![^。;,\n]{{0,12}}的))(?![^。;\n]{{0,40}}解释)"
)
#: 各镇要切实落实属地责任; 县水务局、县财政局按照职责分工.
_DUTY = re.compile(
    rf"{_BEGINS}(?P<names>{_NAMES})(?:作为[^,。;\n]{{2,40}},)?"
    r"(?:(?:(?:对照|要(?!求)|应(?![急用]))(?:(?!督促|指导|监督|推动)[^。;\n]){0,50}?|(?:切实|认真|全面)*)(?:履行|落实|压实|承担|担负|扛起)好?(?:(?!赔偿|法律|违约|连带|民事|刑事|相应)[^,。;、\n]){0,12}(?:责任|职责)(?!不|[^,。;\n]{0,6}的)"
    r"|(?:要|应)?(?:按照?|结合|根据)(?:各自)?(?:职责|职能)(?:分工)?(?!分工|(?:,(?!各负其责|[^,。;\n]*(?:落实|负责))[^,。;\n]{2,16}){0,2},(?:密切|积极|主动)配合)|分工(?:落实|负责)|要履职尽责|[要应]各司其职)"
)
#: 各市、县人民政府要结合实际…: what a higher level asks of all below it.
_BELOW = re.compile(
    rf"(?:{_BEGINS}|,)(?P<names>(?:(?!特别){NAME}|、){{1,24}}(?:(?<=政府)(?<!各地政府)|(?<=兵团)|(?<=街道)|(?<=[镇)])))(?:要|应)"
    r"(?=高度重视|加强(?:组织)?领导|结合[^,。;]{0,6}实际|明确(?:专人|责任)|[将把][^,。;\n]{2,40}(?:日程|规划|内容|范围))"
)
#: 发展改革委意见:…, in a letter that goes through what others asked.
_OPINION = re.compile(rf"{_BEGINS}(?P<names>(?:[{HAN}]|、){{2,30}}?)意见:")
#: 请县水务局抓紧…, in a notice that asks.
_ASKED = re.compile(
    rf"(?:{_BEGINS}请|,请(?!各))(?P<names>(?:{NAME}|、){{2,60}}?)(?=尽快|抓紧|落实|按照|根据|结合|会同|制定|研究|组织|认真|于20|在[^,。;]{{2,24}}(?:中|前|内))"
)
#: …,县财政局、县水务局等部门分工落实, behind another assignment.
_SHARED = re.compile(
    rf",(?P<names>(?:{NAME}|、){{2,80}}?)(?:按照?(?:各自)?(?:职责|职能)分工|分工)(?:抓好|做好|负责|落实|推进)"
)
#: 本建议由我局主办,县财政局会办.
_HANDLES = re.compile(rf",(?P<names>(?:{NAME}|、){{2,60}}?)(?:会办|协办)(?=[,。;\n])")
#: 各有关部门要积极配合.
_COOPERATES = re.compile(
    rf"(?:{_BEGINS}|,)(?P<names>(?:{NAME}|、){{2,80}}?)"
    r"(?:(?:要|应)(?:(?:[^,。;\n]{2,16},)?(?:积极|主动|密切|全力)*|(?:[^,。;\n]{2,16},){2,3}(?:积极|主动|密切)+)配合|按照?(?:各自)?(?:职责|职能)(?:分工)?,?(?:协同|配合)|(?:积极|主动|密切)*配合(?=做好|抓好|实施|落实|开展|推进))"
)
#: 县水务局是古堰保护的主管部门.
_COMPETENT = re.compile(
    rf"(?:{_BEGINS}|,)(?P<names>(?:{NAME}|、){{2,80}}?)(?:作?为(?!其|了)|是)[^,。;\n]{{2,40}}(?:主管部门|管理部门(?=[,。;\n])|责任单位|责任主体|牵头单位)"
)
#: 联席会议由县水务局、县财政局组成,县水务局为牵头单位.
_CONSISTS = re.compile(
    rf"由(?P<members>{_NAMES})(?:等[^,。;]{{0,8}})?(?:\d{{1,2}}[个家](?:部门|成员|单位|[和及])*)?组成,(?P<names>(?:{NAME}|、){{2,30}}?)(?:作?为|是)牵头(?:单位|部门)"
)
#: 县水务局为牵头单位.
_LEADING = re.compile(rf"(?:{_BEGINS}|,)(?P<names>(?:{NAME}|、){{2,60}}?)(?:作?为|是)牵头(?:单位|部门)")
#: 由县水务局、县财政局共同实施.
_JOINTLY = re.compile(rf"由(?P<names>{_NAMES})(?:共同|联合|组织|具体)(?:组织)?(?:实施|管理)")
#: What follows 负责 where it assigns a duty: a verb of doing, or a clause that ends in the name of one.
_DUTIES = (
    rf"编制|本辖区|本(?:办法|政策|意见|细则|措施|方案)[的{HAN}]{{0,4}}实施|对|受理|组织|落实|属地|做好|实施|指导|统筹|[^,。;\n]{{2,24}}"
    r"(?:监督检查|管理(?:工作)?|审核|组织实施|具体实施|评审|认定|验收|初验|督查|监督|评价|考核|拨付|编制|统筹|协调|推进)[,。;\n]"
)
#: 县水务局负责指导…; 县水务局负责古堰修缮的验收管理.
_ANSWERS = re.compile(
    rf"(?:{_BEGINS}|,(?=[省市县区各]))(?P<names>(?:{NAME}|、){{2,80}}?)(?:(?:统筹|具体)?负责(?={_DUTIES})|对[^,。;\n]{{2,60}}负总责)"
)
#: What looks like a name and is that of no public actor: associations, firms and builders, whom a clause describes
#: (设立泵站的单位), and what begins or goes on with a verb.
_NO_ACTOR_NAMED = re.compile(
    "协会|商会|学会|联合会|企业|公司|集团|(?:申请|申报|施工|建设|用人|生产经营|排污|勘察|设计|监理|承包)单位"
    "|的单位$|组建|成立|不[^、]*的(?:部门|机构)$|^(?:[要将可须]|应(?!急)|任何|吸收|邀请)|负责|会同|指导(?!中心|站|办)"
)


class _Rule(NamedTuple):
    """A pattern whose `names` get a role: one in a text that orders, one in a text that tells, None where the pattern
    says nothing there. Without one of its `cues`, which are cheap to look for, a sentence is passed over."""

    name: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    ordered: str | None
    told: str | None


#: The rule for whom a text calls the one that answers for something.
COMPETENT = "agency.competent"
#: The rule for who answers for something in a text that orders.
ANSWERS = "agency.answers_for"
#: The rule for who leads in so many words.
LEADS = "agency.leads"
#: The rule for who helps to answer a letter, which concerns the letter as a whole.
HANDLES = "agency.handles"
_RULES = (
    _Rule(
        COMPETENT,
        ("主管部门", "管理部门", "责任单位", "责任主体", "牵头单位"),
        _COMPETENT,
        "responsible",
        "responsible",
    ),
    _Rule("agency.leading_unit", ("牵头",), _LEADING, "lead", "lead"),
    _Rule("agency.jointly", ("实施", "管理"), _JOINTLY, "responsible", "responsible"),
    _Rule("agency.carries_out", ("由",), _CARRIES_OUT, "responsible", "responsible"),
    _Rule(
        "agency.duty",
        ("责任", "职责", "职能", "尽责", "分工", "各司其职"),
        _DUTY,
        "responsible",
        "responsible",
    ),
    _Rule("agency.below", ("要", "应"), _BELOW, "responsible", None),
    _Rule("agency.shared", ("分工",), _SHARED, "responsible", "responsible"),
    _Rule(HANDLES, ("会办", "协办"), _HANDLES, None, "support"),
    _Rule("agency.opinion", ("意见:",), _OPINION, None, "responsible"),
    _Rule("agency.asked", ("请",), _ASKED, "responsible", "responsible"),
    _Rule("agency.cooperates", ("配合", "协同"), _COOPERATES, "support", "support"),
    _Rule(ANSWERS, ("负责", "负总责"), _ANSWERS, "lead", "responsible"),
)
#: The words on which assignments turn; sentences without one are passed over.
_TURNS_ON = re.compile(
    "牵头|负责|负总责|会同|主管|管理部门|责任|尽责|职责|职能|各司其职|分工|主办|承办|会办|协办|实施|配合|由|请|意见:|[府团道镇)][要应]"
)
#: A sentence with the mark that ends it.
_SENTENCE = re.compile(r"[^。;\n]+[。;\n]?")


def assignments(normal: str, outline: Outline, *, tells: bool) -> Iterator[Assignment]:
    """The assignments in the sentences of a normal text from the outline's head on. `tells`: it reports what was done
    (a letter, an article), so that the subjects of its sentences are those who did it."""
    for span in _SENTENCE.finditer(normal, outline.head):
        if _TURNS_ON.search(normal, *span.span()):
            yield from _in_sentence(span.group(), span.start(), tells=tells)
    if tells:
        yield from _subjects(normal, outline)


def _in_sentence(sentence: str, at: int, *, tells: bool) -> Iterator[Assignment]:
    yield from _leads(sentence, at, tells=tells)
    if "会同" in sentence:
        yield from _together(sentence, at, tells=tells)
    if "组成," in sentence:
        yield from _members(sentence, at)
    if "另行" in sentence or "商" in sentence:
        yield from _laid_down(sentence, at)
    for rule in _RULES:
        role = rule.told if tells else rule.ordered
        if role and any(cue in sentence for cue in rule.cues):
            for match in rule.pattern.finditer(sentence):
                yield from _named(match, "names", role, rule.name, at)


#: Words that name a role wherever they stand in a sentence.
_ROLE_VERB = re.compile("牵头|主办|承办")


def _leads(sentence: str, at: int, *, tells: bool) -> Iterator[Assignment]:
    for match in _LEADS.finditer(sentence):
        # 由X负责 in the middle of a policy's sentence is a step of the procedure.
        if tells or match["last"] is not None or _ROLE_VERB.search(match.group()):
            group = next(name for name in ("by", "plain", "then", "told") if match[name])
            if group == "told" and not tells:
                continue
            yield from _named(match, group, "lead", LEADS, at)
            for helping in ("support", "along", "with"):
                if match[helping]:
                    yield from _named(match, helping, "support", LEADS, at)


def _together(sentence: str, at: int, *, tells: bool) -> Iterator[Assignment]:
    for match in _TOGETHER.finditer(sentence):
        if "解释" not in sentence[match.start() :] and (tells or match["cue"] not in (",", None)):
            if match["lead"]:
                yield from _named(match, "lead", "lead", "agency.together_with", at)
            yield from _named(match, "support", "support", "agency.together_with", at)


def _members(sentence: str, at: int) -> Iterator[Assignment]:
    for match in _CONSISTS.finditer(sentence):
        leads = set(_of_fields(match["names"]))
        for member in _named(match, "members", "support", "agency.consists_of", at):
            if member.name not in leads:
                yield member


def _laid_down(sentence: str, at: int) -> Iterator[Assignment]:
    for match in _LAYS_DOWN.finditer(sentence):
        role = "lead" if match["support"] else "responsible"
        yield from _named(match, "names", role, "agency.lays_down", at)
        if match["support"]:
            yield from _named(match, "support", "support", "agency.lays_down", at)


def _named(match: re.Match[str], group: str, role: str, rule: str, at: int) -> Iterator[Assignment]:
    """The names in a group of a match; `at` is where the matched sentence begins."""
    listed = match[group]
    start, end = at + match.start(group), at + match.end()
    label = _LABEL_BEFORE.match(listed)
    if label:
        listed, start = listed[label.end() :], start + label.end()
    names = list(_of_fields(listed))
    if not _VERB_FIRST.match(listed) and all(
        is_owned(n) or (is_public(n) and not _NO_ACTOR_NAMED.search(n)) for n in names
    ):
        for name in names:
            yield Assignment(name, role, start, end, rule)


#: 推动各单位落实责任 assigns nothing to 推动各单位, and 由三家单位组成 nothing to anybody.
_VERB_FIRST = re.compile(
    "[一二三四五六七八九十两\\d]+[个家]|[^、]*(?:由|要求)|推动|督促|指导|要求|压实|落实|严格|强化|明确|加强|引导|支持|鼓励|完善|健全|建立|全面|通过"
)
#: The label of an article with the heading of its chapter, fused with the name behind it.
_LABEL_BEFORE = re.compile("[^,、]*第[一二三四五六七八九十百]+条 ?")


def _of_fields(listed: str) -> Iterator[str]:
    """The names in a list; 财政、税务等部门 and 财政、税务部门 give 财政部门 and 税务部门."""
    fields = FIELD_LIST.fullmatch(listed)
    for name, _, _ in split_names(fields[1] if fields else listed):
        yield name if fields is None or _BODY.search(name) else name + fields[2]


#: A name that is one without the 部门 behind a list of fields.
_BODY = re.compile("(?:局|委|部|厅|办|署|银行|海关|部门|政府|街道)$")


#: What may stand between the beginning of a sentence and its subject.
_SETTING = (
    r"(?:(?:(?:下一步|接下来|今后|作为|为|针对|面对|围绕|聚焦|同样|近年来|目前|截至|此外|同时|随后|紧随其后|[另一]一?方面|对|关于|根据|按照)[^,。\n]{0,60}"
    r"|[^,。\n]{0,40}(?:年|月|日|时|起|前|后|刚过|之际|伊始|以来|期间|的同时|表示|介绍|指出|透露|强调|报道|刊文|称|说)),){0,3}"
)
#: How the names of bodies end that act in a sentence.
_BODY_OF = (
    "局|委|(?<![全内外干局])部(?!门)|厅|办公室|政府|公司|部门|机构|街道|系统|常委会|委员会|管委会|监会|银行(?!业)|支行|分行|供销社|海关|联席会议|指挥部"
    "|成员单位|研究院|科学院|编办|金融办|人才办|侨办|营商办|网信办|扶贫办|(?:数据|控制|服务|信息|融媒体)中心"
)
#: What a name does not begin with: verbs, adverbs and quantities.
_NO_ACTOR = (
    "推动|压实|严格|强化|明确|加强|拟于?|建议|关注|支持|鼓励|引导|组织|督促|要求|协调|指导|及时|按时|定期|"
    "依托|您|现有|已有|部分|[一二三四五六七八九十]是"
)
#: All of a territory, where its bodies are meant: 全市三级水务部门.
_WHOLE = rf"全[省市区县州](?:各级|[二两三]级|[{HAN}]{{2,8}}?(?:部门|系统|中心))"
#: Adverbs that show that somebody acts: 县水务局先后….
_ADVERB = (
    "深入|陆续|马上|迅速|正在|正(?=[加抓积全])|即|已|将|也|又|还|则|要|分别|先后|率先|积极|充分|第一时间|立即|及时|主动|进一步|持续|不断|全面(?!依法治)|紧紧?(?!邻)|纷纷"
    "|努力|大力|配套|认真|切实|共同|联合|密切|拟|计划|统一|公开|就(?=[从把将在]|做好|进一步)|多次"
)
#: Where, with whom, for whom or with what: 在柳溪镇, 与各村.
_PLACE = r"(?:在|与|对|向|为|以|针对)[^,。\n]{2,40}?,?"
#: By what means: the subject of the clause is the subject of the action behind it.
_MEANS = rf"(?:通过|依托|结合|利用|采取|根据|按照|把|围绕|聚焦|发挥|抢抓)[{HAN}“《]"


@cache
def _actors() -> str:
    """Who acts: territories (柳溪区; in articles also without 市 and 省), general names (各地) and bodies (县水务局和县财政局)."""
    bare = "|".join(bare_regions())
    cities = "|".join(name for name in bare_regions() if name.endswith("州"))  # 去年杭州 is no 自治州
    one = (
        rf"(?:[{HAN}]{{2,4}}(?:区|市|省|镇(?!街)|(?<!分)县)(?:\([{HAN}]{{2,4}}\))?|[{HAN}]{{2,6}}(?<!红)旗(?!下|帜|舰|开)|{bare}|(?![{HAN}]{{1,2}}(?:{cities}))[{HAN}]{{2,3}}(?<!神)州(?![市区])|各地各部门|各地(?!区)|有关部门"
        rf"|(?:各|其他)县\(市[、,]?(?:新?区)?\)|市本级各区|各[区县市](?=、)|各部门|街镇"
        rf"|[{HAN}]{{0,14}}?(?:\([县市区]\)[{HAN}]{{0,8}}?)?(?:{_BODY_OF}))"
    )
    others = rf"(?:[、和及与](?:{one}|[{HAN}]{{2,6}}企业)){{0,5}}(?:等(?:[{HAN}\d]{{0,6}}(?:部门|单位)|省份|地区?|省区市))?"
    return (
        rf"(?:(?={_WHOLE})|(?![在全我本该于从到由每推使让把对多][{HAN}]))(?!国家及|{_NO_ACTOR}){one}{others}"
    )


@cache
def _subject() -> re.Pattern[str]:
    """A name at the beginning of a sentence, with an adverb of doing or a verb of action behind it."""
    verbs = "|".join(words("action_verbs"))
    return re.compile(
        rf"(?:^|[\n。;…!?]”?)\s{{0,8}}(?:[一二三四五六七八九十]+[是、])?{_SETTING}(?P<names>{_actors()})"
        rf"(?=(?:今年|去年|近期|近日|日前)?(?:{_PLACE})?(?:(?:{_ADVERB})+(?:{_PLACE})?[{HAN}]|{_MEANS}|(?:{verbs})))"
    )


def _subjects(normal: str, outline: Outline) -> Iterator[Assignment]:
    """The grammatical subjects of main actions in letters, articles and reports."""
    for match in _subject().finditer(normal, outline.head, outline.tail):
        if "会同" in match["names"]:  # see _TOGETHER
            continue
        names = [name for name, _, _ in split_names(match["names"])]
        if any(map(_PARTY_COMMITTEE.fullmatch, names)) or _PREDICATE.search(match["names"]):
            continue
        for name in names:
            if _FIRM.search(name):
                continue
            if looks_like_agency(name) or name in bare_regions():
                yield Assignment(name, "responsible", match.start("names"), match.end("names"), SUBJECT)


#: 茶企符合县工信局的规定: the name is part of what is said of somebody else.
_PREDICATE = re.compile("请|符合|承担|高于|低于|属于")
#: A firm by its full name acts for itself, and 全区 is no body.
_FIRM = re.compile("有限公司$|^(?:目前|如今)?全[省市区县]$|^自治区$")
#: 省委、省政府 attach importance to everything; who acts are others.
_PARTY_COMMITTEE = re.compile("[省市区县州]委|党中央|国务院")
