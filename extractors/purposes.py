"""The purpose of public money: a short phrase for whom or for what, read from the words around the sum.

The subject of a grant stands before its verb (对新认定的…给予), in the clause before that (对…的,给予), or
further left; a ceiling takes the subject of the grant that it limits; a pot without words of its own takes
the heading.

Relies on the mention at hand (`extractors.mentions`) and on the subject and heading that `extractors.funding`
hands over; nothing else makes a difference.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.enumerations import at_level, is_level, split_items
from extractors.lexicon import words
from extractors.mentions import Mention
from extractors.phrases import without_label

#: Where the words about giving begin: what stands before them is the subject.
_GIVING = re.compile(
    "(?:,|分别|可|再|另|均|一次性|将|统一)*(?:给予|予以|奖励|补助|补贴|资助|奖补|按照?|根据|享受|实行(?=\\d)|最高|不超过|返还|承担|补|(?<!等)奖|每(?:[家个户人名亩年月天日夜次组场村镇吨台套张床辆件头只米]|平方米|立方米)|[亩人户]均(?=[奖补给资不最])|单[个家户])"
)
#: Clauses that say how, on what terms or by whom money is given: never the subject.
_MANNER = re.compile(
    "(?:(?:支持|补贴|补助|奖励|资助|返还|扶持)?(?:比例|标准|上限|额度|金额)|根据|按照?|经(?!营)|连续|分阶段|一次性|自(?![理主动营贸然驾闭行办])|在(?=[^,]{0,20}(?:前提|基础|情况)下)|前[一二两三四五\\d]年|第.年|首年|每年|同时|其中|符合(?:条件|上述)|确因|报|由|且|并(?!购)|奖励资金|所需)"
)
#: Those who give, at the end of what stands before the verb: 省、市、区联动[给予].
_GIVERS = re.compile(
    "(?:由|对)?(?:(?:中央|国家|省级?|市级?|区级?|县级?|镇|各级|本级|同级|、)*(?:政府|财政|联动|统筹))+(?:再|按|分别)?$"
)

#: The pot or the payer that money comes from: 从古堰保护专项资金中, 可申请由受益地.
_SOURCE = re.compile(
    "^[^,]{0,30}(?:专项|统筹|扶持|发展)资金(?:中|内|里)?(?:列支|安排)?(?:再|按)?$|^(?:可以?)?(?:申请)?由[^,]{1,12}$"
)


#: Nouns without which a clause names nobody who could be given anything.
@cache
def _beneficiary() -> re.Pattern[str]:
    return re.compile("费(?!率)|" + "|".join(words("beneficiaries")))


#: Words that alone say nothing about a purpose.
@cache
def _generic() -> re.Pattern[str]:
    return re.compile("(?>20\\d\\d年|" + "|".join(words("generic_words")) + ")*+")


_LIMIT = 60
#: A clause of this length that names a beneficiary says enough.
_WHOLE_SUBJECT = 10
#: Marks between clauses.
_MARKS = re.compile(r"[,;]|(?<!\d):|:(?!\d)")


#: 求职创业补贴标准提高至: the grant itself is named.
_STANDARD = re.compile(
    "(?:自[^,]{2,8}?起)?(?P<grant>[^,;。]{2,40}?(?:补贴|补助|津贴|奖励|奖金|补偿))(?:标准|比例|上限|额度)(?:由|从)?[^,;]{0,14}(?:提高|上调|调整|增加|提升)[到至为]"
)


def grant_purpose(mention: Mention, topic: str, heading: str) -> str:
    """For whom or what a grant is; `topic` is the subject of the grant before it, `heading` that of the
    measure."""
    if named := _STANDARD.search(mention.lead):
        return clean(named["grant"])
    own = _own_subject(mention.lead)
    object_ = _object(mention)
    subject = own if _says_something(own) else _subject_before(mention.before)
    if mention.series > 1 and (items := _paired(subject, mention)):
        return clean(items[mention.position])
    if not _says_something(subject) and not _says_something(object_):
        subject = topic or heading
    elif own.lstrip("对").startswith(("其", "该")):
        subject = _subject_before(mention.before) + own
    parts = [subject]
    parts += [part for part in (object_, _named_right(mention)) if part and part not in subject]
    return clean("".join(parts)) or clean(_last_resort(mention)) or clean(mention.lead)


def _paired(subject: str, mention: Mention) -> list[str] | None:
    """The things that 分别 pairs with the values: in the subject, or in the nearest clause that lists so
    many."""
    before = (without_label(clause) for clause in reversed(_MARKS.split(mention.before)[-4:]))
    clauses = [
        subject,
        *(clause for clause in before if not re.search("[\\d%][^,]*(?:给予|补助|补贴|奖励)", clause)),
    ]
    return next((items for clause in clauses if (items := split_items(clean(clause), mention.series))), None)


@cache
def _recipient() -> re.Pattern[str]:
    """Somebody who is given money, at the end of a phrase."""
    return re.compile(f"(?:{'|'.join(words('recipients'))})$")


#: 对老堰工给予: who stands behind 对.
_GIVEN_TO = re.compile(
    "对(?!接|口|外|标)(?P<who>[^,;。]{2,40}?)(?:,|给予|予以|分别|一次性|按|每|再|奖励|补助|补贴|实行)"
)
#: What stands before who it is: conditions and attributes.
_ATTRIBUTES = re.compile(r"^.*[\d%](?:[^的]*的|以[上下](?:的)?)")


def recipient_of(mention: Mention, purpose: str) -> str | None:
    """To whom a grant is given: the purpose, where that is somebody, else whom the sentence names behind 对; without
    the figures that are conditions. None where the text names nobody."""
    named = [match["who"] for match in _GIVEN_TO.finditer(mention.before + mention.lead)]
    for phrase in (purpose, *reversed(named)):
        who = clean(_ATTRIBUTES.sub("", phrase))
        if len(who) >= 2 and _recipient().search(who):
            return who
    return None


def subject_of(mention: Mention) -> str:
    """What a later ceiling is a ceiling of: the subject of this grant, empty where the clause only
    continues one."""
    opening = without_label(mention.before + mention.lead)
    if opening.startswith(("并", "再", "另", "其中", "奖励", "补助", "最高", "单", "每", "同一")):
        return ""
    own = _own_subject(mention.lead)
    return clean(own if _says_something(own) else _subject_before(mention.before))


#: A pot named behind its sum: 500万元古堰专项资金.
_NAMED_POT = re.compile(
    "(?:、?(?:期限|贷期)[^,;。的]{0,10})?的?(?:设立|组建|建立)?(?P<noun>(?!、)[^,;。\\d]{2,20}?)(?:专项资金)?(?:$|[,;。]|的|用于|予以)"
)


def next_purpose(mention: Mention, previous: str) -> str:
    """What the next item of a list of grants is for: 省级30万元 after 获得国家级称号 is for 获得省级称号."""
    item = clean(_own_subject(mention.left))
    return (at_level(item, previous) if is_level(item) else None) or item or previous


#: What has a name wherever it is spent: 争取中央预算内投资7000万元; 设立20亿元的古堰基金.
_POT_BY_NAME = re.compile("(?P<noun>中央预算内投资|[^,;。]{0,12}?专项债券?|[^,;。]{2,8}再贷款)(?:资金|额度)?")
_OBTAINED = re.compile("^.*(?:发行|争取|安排|下达|到位|申报|落实|投放|扩大)")
_FUND_BY_NAME = re.compile(
    "的?(?:设立|组建|建立)?(?P<noun>[^,;。]{2,16}?(?:基金(?!会)|资金池))(?=$|[,;。]|用于|支持)"
)


#: 县财政每年安排[500万元]: the words before the sum name no purpose.
_ONLY_GIVES = re.compile(
    "(?:由|后续|还|将|[^,;。]{0,6}(?:财政|政府|[省市区县局里]))*(?:每年|年初|分批|共|累计|还|将)*(?:发放|投放|安排|推出|设立)"
)


def pot_purpose(mention: Mention, heading: str) -> str:
    """What a budget, a quota, a loan or a sum paid is for."""
    if named := _POT_BY_NAME.fullmatch(_OBTAINED.sub("", mention.left)):
        return named["noun"]
    if named := _FUND_BY_NAME.match(mention.right):
        return clean(named["noun"])
    left = "" if _ONLY_GIVES.fullmatch(mention.left) else _without_verbs(mention.left)
    used = _USED_FOR.search(mention.right) or _USED_FOR.match(mention.after)
    if used and not re.search(
        "用于|支持", mention.left
    ):  # 用于技改2亿元,用于培训1亿元: the next use is of the next sum
        return clean(used["for"])
    named = _NAMED_POT.match(mention.right)
    earmarked = heading if re.search("资金|经费|投入|保障", heading) else ""
    for phrase in (left, named["noun"] if named else "", earmarked, _last_clause(mention.before)):
        if _says_something(phrase) and not phrase.startswith(("该", "上述", "以上")):
            return clean(phrase)
    total = re.sub("^(?:上述|以上|该)", "", _last_clause(mention.before)) + mention.left
    return clean(heading) or clean(left) or clean(re.sub("[为达到共计]+$", "", total))


#: 支持比例可提高到: what is raised is the rate, the purpose stands before.
_CHANGED = re.compile(
    "的?(?:支持|补助|奖励|资助|扶持)?(?:比例|标准|上限)(?:可|由|为)?[^,]{0,12}(?:提高|上调|调整|降低|增加)[到至为]?(?:每.{1,2})?$"
)


def clean(phrase: str) -> str:
    """A phrase without label, particles at its ends and words of giving."""
    phrase = without_label(phrase).strip(" 、,;:。的")
    phrase = _CHANGED.sub("", phrase)
    phrase = re.sub("^(?:对于|对(?!接|口|外)|向|给予|其中|并(?!购)|且|同时|以及|凡|如|若)+", "", phrase)
    phrase = re.sub(
        "(?:的|分别|可|将|一次性|再|给予|按|由|每[年月天日]?|均|共|并|提取|实行|配套)+$", "", phrase
    )
    return phrase.strip(" 、,;:。的")[:_LIMIT]


#: Words that say when, on what basis or for how many, not for what: 竣工验收后, 单件, 在上述基础上增加.
_HOW = re.compile(
    "(?:[^,]{0,8}(?:验收|考核|认定|评审|审核)(?:合格|通过)?后)?(?:按)?(?:审定|实际|合同|设备|项目|总)*(?:投资|投入|支付)?(?:额|金额)?"
    "|[^,]*(?:投入|投资)(?:不低于|不少于|达到)?|(?:每年)?(?:资金)?(?:规模|总额)?(?:不低于|不少于|不超过|不)|(?:自)?(?:19|20)\\d\\d年以来|(?:已|在)?[^,]{0,4}(?:下拨|预付)了?|封顶|最多|控制在|限额|人民币|累加后|单项|(?:单(?![位身亲晶体项])|每)[^,的新\\d]{1,6}|每[^,的新\\d]{0,6}\\d+(?:[^,\\d]|美元)|在?[^,]{0,12}基础上(?:再|另)?(?:增加)?"
    "|每超过[^,]*|[^,]*比重达[^,]*|截至[^,]{0,8}[底日末]|[^,\\d]{2,4}(?:全年|每季度|每月)|约|年度(?:(?:总额|最高|累计|补[助贴]|奖励)[^,]{0,4})?|年[租补][^,]{0,4}|(?:补贴|补助|贴息|奖励|支持)期[^,]*|期限[^,]*|(?:最长|连续)[^,]{0,2}[一二两三四五\\d]年"
)


def _says_something(phrase: str) -> bool:
    if _HOW.fullmatch(clean(phrase)):
        return False
    match = _generic().match(phrase)
    rest = phrase[match.end() :] if match else phrase
    return len(clean(rest)) >= 2


def _own_subject(lead: str) -> str:
    lead = re.sub(
        "^(?:(?:补助|补贴|奖励|资助|发放)?标准[为是])|^并(?=对)|^其中,?"
        "|^(?:每|单)(?:[个家户村镇场项套亩人吨]|一|平方米|立方米)"
        "(?:(?:(?![新的,改建修灌])[^\\d]){0,4}(?=奖|补|给予|资助|最高|不超|每年|年度|累计))?",
        "",
        without_label(lead),
    )
    giving = _GIVING.search(lead)
    own = lead[: giving.start()] if giving else lead
    own = _GIVERS.sub("", own)
    return "" if _MANNER.match(own) or _SOURCE.match(own) else own


#: 每亩投入不低于700元
_INVESTED = re.compile("(?:投入|投资)(?:额)?(?:不低于|不少于|达到|超过)")


def _subject_before(before: str) -> str:
    """The clause before that names a beneficiary, with what stands between it and the sum."""
    chosen: list[str] = []
    for part in reversed(_MARKS.split(before.rstrip(",;:"))[-6:]):
        part = without_label(part)
        giving = _GIVING.search(part)
        if giving and re.search(r"\d", part[giving.end() :]):
            if _INVESTED.search(part):
                continue  # a condition
            break  # the clause of another grant
        if _MANNER.match(part) and not chosen and (part[:1] in "按根经" or not _beneficiary().search(part)):
            continue
        chosen.insert(0, part)
        if part.startswith(("对", "鼓励", "支持", "凡")) and _beneficiary().search("".join(chosen)):
            break
        named = _beneficiary().search(part) and not part.startswith(("且", "并", "确因", "经"))
        if named and len(part) >= _WHOLE_SUBJECT:
            break
    return "".join(chosen)


#: 按项目投资额的20%: what stands between the verb and the number.
_OBJECT = re.compile(
    "(?:给予|返还|补助|补贴|资助|奖励|按照?|根据|(?:标准|比例)为)(?!标准|比例|额|金额|总额|资金)(?P<object>[^,;。]{2,24}?)(?:最高|不超过|的|按|奖励|补助|补贴|比例|标准|共|为)*$"
)


def _object(mention: Mention) -> str:
    """What stands between the verb and the sum: 给予[园区管理公司]最高, 按[项目投资额]的."""
    match = _OBJECT.search(mention.lead)
    if match is None or _generic().fullmatch(match["object"]):
        return ""
    return re.sub(
        "^(?:每(?:[个家户人亩年月组场]|平方米)|不超过|不高于)|(?:最高|每[人户家个月]).*$|[\\d.]+.*$",
        "",
        match["object"],
    )


#: The name of a grant, or of a pot, behind its sum.
_NAMED_RIGHT = re.compile(
    "(?:的)?(?:标准)?(?:的)?(?:给予|予以|发放|享受)?(?:一次性)?(?P<noun>[^,;。的给予\\d]{2,16}?)(?:奖励|补助|补贴|资助|奖补|贴息|资金|经费|奖金)"
)


def _last_resort(mention: Mention) -> str:
    named = re.search("[^,;。的\\d]{2,16}(?:奖励|补助|补贴|资助|奖补|贴息|支持)", mention.rest)
    return named.group() if named else ""


def _named_right(mention: Mention) -> str:
    """The name of the grant behind the sum: 300万元[落户]奖励."""
    match = _NAMED_RIGHT.match(mention.right)
    return match["noun"] if match and not _generic().fullmatch(match["noun"]) else ""


#: What a pot is for, said behind it: ,主要用于修缮古堰.
_USED_FOR = re.compile(",?(?:主要|专项|重点)?(?:用于|支持)(?:支持)?(?P<for>[^,;。\\d]{2,30})")
#: 发改委已在国债中安排[该项目], 为企业发放[补助]: what stands behind the last verb, if anything does.
_POT_VERB = re.compile("^.*(?:安排|投入|设立|争取|下达|拨付|发放|推出|筹措)(?=[^,;。]{2})")
#: Words before a pot that say when, by whom or how: 十四五期间县财政统筹安排.
_VERBS = re.compile(
    "(?:各[\\u4e00-\\u9fff]{1,3}要|全[省市县区]|各类|整合|“?十[一二三四五六]五”?(?:期间|时期)|每年|统筹|用好|其中|用于|主要|重点|专项(?!债)|安排|投入|设立|筹措|争取|力争|预算|(?:区|市|省|县|中央|本级|区级|市级|省级|县级|级)*(?:财政(?:局|厅|部门?)?|出资)|(?:19|20)\\d\\d年度?|累计|已|共|发放|兑现|返还|拨付|支付|推出|积极|支持|"
    "资金|总额|合计|为|的|将|、|,|以及|和|元)+"
)


def _without_verbs(left: str) -> str:
    left = _POT_VERB.sub("", left)
    left = re.sub(
        "(?:资金|支出|经费|额度|总额|金额|合计发行|为|达到?|共|的|合计|不少于|超过?|最高|可(?:享受|申请|获得))+$",
        "",
        left,
    )
    left = without_label(left)
    verbs = _VERBS.match(left)
    return left[verbs.end() :] if verbs else left


def _last_clause(before: str) -> str:
    return _MARKS.split(before.rstrip(",;: "))[-1]
