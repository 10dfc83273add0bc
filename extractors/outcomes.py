"""Outcomes: which quantities are goals that a text sets or results that it reports; `extractors.tense` says which of
the two.

In a text that orders (a plan, an opinion, measures) a number needs a verb of reaching or making to be a goal.

Relies on the mention at hand (`extractors.mentions`), on the type and title of the document, and on what
`extractors.uses` says of its sentence, money having been read first; nothing else makes a difference.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.conditions import GRANT, describes, economy_figure, is_step
from extractors.lexicon import words
from extractors.mentions import Mention
from extractors.phrases import without_label
from extractors.records import Document
from extractors.slots import Slot, Use
from extractors.tense import SETS_GOAL, tells


#: Verbs of reaching, making and giving, with which a number is an outcome.
@cache
def _goal() -> re.Pattern[str]:
    return re.compile("20\\d\\d年|" + "|".join(words("goal_verbs")))


#: What shares measure as outcomes: 覆盖率, 占比.
_RATIO_NOUN = re.compile(
    "率|度|占|比重|比例|指标|增|提高|提升|降|强度|覆盖|达|份额|超过|复工|同期|完成|实现|以上|恢复|减少"
)
#: 九成以上的业务都能网上办理: so large a part of them does it.
_PART_DOES = re.compile(
    "的[^,;。]{2,24}(?:都|均|已)|[^,;。的]{2,12}(?:的[^,;。]{2,12})?(?:都|均|已)(?:能|可|实现)"
)
#: What shares measure as charges, doses or scores: 税率, 浓度, 得分.
_NOT_RATIO = re.compile(
    "利率|费率|税率|裁员率|税额|税款|征收|溶液|浓度|含量|酒精|消毒|工资|缴存|缴费|股权|下浮|上浮|首付|客座率|折扣|得分|基数|减按|收取|(?<!低)收费|减免|租金|房租|下调|放宽|申请条件|"
    "权重|分值|考核[^,;。]{0,10}占|加计|扣除|摊销|抵扣|抵减|计征|免征|减征|税前|折旧|标准(?:的?基础)?上|保证金|进度款|预付款"
)
#: 确保贷款利率低于3%: what loans shall cost is a goal, not a rule.
_COST_OF_LOANS = re.compile("(?:确保|力争)[^,;。]{0,30}(?:利率|融资成本)[^,;。]{0,20}$")
#: Words of change.
_GROWTH = re.compile("增长|增速|增幅|涨幅|上涨|增加|提高|提升|提速|压缩|缩短|降|减")
#: Words of a rule: what must be or must not be is no outcome.
_RULE = re.compile(
    "不得(?!低于|少于)|应当|须|(?<!供)应(?!对|用|急|收|届|税|聘|指|链|.尽)|原则上|人均不|每[层间人次幢户家栋]|最小|限(?!额以|上)|禁止|允许|罚|处以|扣|得分|基础分|绩效分|满分|条件(?!的)|按每[百千万]"
)
#: Figures of harm, of rules of conduct, and numbers to call or write to.
_NOT_OUTCOME = re.compile(
    "受访|受伤|遇难|重伤|地震|振动|事故(?!.*(?:下降|减少|降低))|体温|距离|电话号|邮编|缺口|缺编|占总人口|罚款|罚单|处罚"
)
#: Patients, of whom a policy only speaks.
_PATIENTS = re.compile("病例|确诊|死亡|感染|疑似|患者|发热|隔离")
#: What a report counts of them as done; the others tell how things stand.
_CARED_FOR = re.compile("出院|治愈|排除|解除|收治|救治|治疗|转诊|诊疗|手术|接种|检测|筛查|随访")
#: Points of an assessment, behind the figure: 90%得满分.
_SCORED = re.compile("得.{0,2}分|扣(?!除)|满分")
#: The beginning of a clause that sets a condition.
_IF = re.compile("(?:如(?!期|下|今)|若|凡|对于?[^,]*的$)")
#: Counts of a policy's own parts.
_KINDS = re.compile(
    "[^,;。、等]{0,12}?(?:措施|举措|政策|任务|工程|行动|清单|制度|机制|内容|条款|要求|方面|领域|环节|阶段|指标|原则|规定|条件|标准|方向|步骤|情形|部分|章节|规划|批次|轮次|等级|档次|类别|层次)"
    "(?=$|[,;。、(])"
)
#: Units of people and firms, of which a policy has none: 3万名群众参与各环节.
_COUNTED_ALONE = frozenset({"名", "人", "户", "家", "所"})
#: 推出12项具体政策 counts what was issued; 推出12项举措 are the parts of one.
_POLICIES = re.compile("(?:具体|扶持|支持|优惠|惠企|配套)?政策(?!措施|举措)")
#: Counts of those who act.
_BODIES = re.compile(
    "(?:市级|省级|区级|县级|涉企|相关|有关|成员|责任|牵头|主要|直属|其他)*(?:部门|单位|街道|乡镇|镇街?(?!级)|省份?(?!级|内)|地市|城市(?!社区)|县(?!级|城)|区(?!级|内|域|块)|"
    "市(?!级|场|民|政)|直辖市|主体|(?:专项)?(?:小组|专班|工作组|督[导查]组|检查组|指导组|巡查组)|设区市|委办|科室|国家|地区|领域|方面|阶段|村民小组|(?:定点|集中)[^,;。]{0,6}医院|平台(?=$|[,。]))"
)
#: 9个省份已恢复客运: what became of bodies is an outcome.
_BODIES_DO = re.compile(
    "[^,;。、]{2,6}?(?:已|都|均|全部|有序|陆续|先后)*"
    "(?:恢复|实现|开通|完成|建立|启动|达到|正常运[营行]|[^,;。]{2,10}正常运[营行])"
)
#: Verbs of founding: 新增3家单位 counts what is new, though bodies alone count nothing.
_FOUNDED = re.compile("开工|竣工|组建|成立|建立|设立|建成|新[增建]|培育|打造|创建|申报")
#: Verbs with which 项 and 条 count outcomes: 累计出台30项政策.
_ISSUED = re.compile("出台|制定|推出|新增|办理|获得|授权|引进|修订|攻克|解决|开通")
#: Units of lists, of rounds and of size, which count an outcome only with a verb that says so.
_LIST_UNITS = frozenset({"条", "项", "类", "种", "期", "部", "篇", "片", "组"})
#: 建成步道12条, 开通12条公交线路: things that are made, not the items of a list; 新增政策12条 are paper.
_MADE = re.compile(
    "开发(?!区)|推出[^,;。、]{0,16}(?:线路|产品)$|建设(?!的|提|方面|要点|领域)|建成|开通|新增|新建|培育|打造|修建|改造|引进|推广|创建|消除|打通"
)
_PAPER = re.compile("(?:政策|措施|举措|制度|机制|清单|意见|建议|任务|标准|事项)$")
#: No list has so many items.
_NO_LIST = 200
_ROUND_UNITS = frozenset({"轮", "批"})
#: 防控物资257批 are no rounds.
_MANY_ROUNDS = 50
_SIZE_UNITS = frozenset(
    {"米", "公里", "千米", "平方米", "平方公里", "立方米", "升", "克", "千克", "公斤", "延米", "海里"}
)
#: 60万吨乙烯项目: the capacity is part of what the project is called.
_CAPACITY_UNITS = frozenset({"吨", "千瓦", "兆瓦", "立方米", "千瓦时"})
#: What a capacity is part of the name of: 饮料项目.
_NAMED_PLANT = re.compile("[^,;。、]{1,12}(?:项目|工程|装置|生产线|机组)")
#: What is simply there: 内有24幢楼宇, 共有13个村民小组.
_EXISTS = re.compile(
    "(?:(?:共有|内有|设有|下辖|现?辖(?!区内)有?|(?<![已现拥享没持具将会又的都保既所国特])(?<!累计)有(?![机效关害望利益力序限期色线轨]))[^,;。、]{0,8}|涉及|(?<!受益)人口)$"
)
#: 有9个开通了热线: of what is there, so many did something.
_OF_THEM = re.compile("(?:已|都|均)?(?:开通|完成|实现|恢复|达到|获得|通过|建成)")
#: 与飞沙书院等6所高校开展合作.
_TOGETHER = re.compile("[^,;。]{2,8}(?:开展|建立|达成)[^,;。]{0,6}合作")
#: 年节水量约35亿立方米: the noun itself says that something was measured.
_MEASURED = re.compile(
    "(?:量|里程|能力|(?:建筑|改造|种植|播种|绿化|造林|修复|治理|总)面积)(?:约|达|达到|为|超过)?$"
)
#: 全年奖励不超过5场: how often a grant is given.
_LIMITED_GRANT = re.compile("(?:奖励|补助|补贴|资助|次数)(?:不超过|最多|不高于)?$")
#: Things that were there before: 上述19个, 原有5个.
_GIVEN_BEFORE = re.compile("(?:上述|原有|这|该)$")
#: 上报的45个, in a text that orders; 对承担救治任务的75家医院…, in one that tells.
_ATTRIBUTE = re.compile("的$")
#: Units with which a number spelled in characters counts (两场); 两个市场, 三个方面 are figures of speech.
_EVENT_UNITS = frozenset({"场", "场次", "所", "座", "台", "套", "辆", "家", "条", "类", "项"})
#: 近百个 counts; 百个 is a figure of speech.
_NO_FIGURE_OF_SPEECH = 10
#: Clauses that begin with an action.
_ACTS = re.compile(
    "(?:(?:围绕|聚焦|依托)[^,;。]{2,24}?)?(?:全[市县区镇年]|每年|共|累计)*(?:惠及|受益|带动|建立|设立|新增|新建|新培育|建成|建设|培育|打造|引进|招引|改造|开工|完成|实现|举办|培训|认定|净增|筹集|推广|评选|实到|整合|组建)"
)
#: Indicators that need no verb before their figure.
_INDICATOR = re.compile(
    "(?:(?<![利费税])率|满意度|占比|比重|天数|增长|增速|增幅|下降|降低|减少)(?:为|达|达到|降至|控制在|不低于|不少于|不高于|不超过|超过)?$"
)
#: Substances in the air and in water; in medicine and disinfectants they are doses.
_MASS_UNITS = frozenset({"微克", "毫克"})
#: What makes a mass in air or water an outcome.
_POLLUTANT = re.compile("浓度|颗粒物|PM|排放|臭氧|氨氮|总磷|化学需氧量")
#: 产业方面4项: so many of the document's own items.
_ITEMS_OF = re.compile("(?:方面|领域|环节|部分|章节?)(?:共|有|共有|各|计|包括)?$")
#: What the tax law measures.
_TAXED = re.compile("免征|减征|计税|应纳税|纳税人|起征点")
_POINTS = frozenset({"%", "个百分点", "百分点", "个基点", "基点"})


#: 申请表2份: what an applicant hands in. 每天通风2次: what shall be done daily. Of neither there are more than a few.
_PAPERS = re.compile("(?:表|书|证|证明|原件|复印件|材料|合同|单)$")
_DAILY = re.compile("(?:每[天日周月]|每[\\d一两二三四五]+年|早晚)[^,;。]*$")
_COPIES = 10

#: The rule of a quantity that no rule explains.
UNREAD = "unread"
#: The rule of a figure that only says what is there.
EXISTS = "none.exists"
#: What a figure counts that no other rule took, read in its
#: clause with the unit in the place of the figure.
_EXPLAINED = {
    # 上一年度纳税总额100万元: what an applicant must have
    "none.last-year": re.compile("^上一?年度?[^,;。]{0,20}(?:纳税|收入|税收|产值|销售额|营收)"),
    "none.frequency": re.compile("(?:每[天日周月]|一[天日周])[^,;。]*次"),
    "none.digits": re.compile("位(?:数字?|编码|序号|以内|号|$)"),
    "none.copies": re.compile("(?:》|原件|复印件|申请[表书]|材料|证明)[^,;。]*份$"),
    "none.size-of-bodies": re.compile("人(?:以[上下]|以内)?的?(?:企业|单位|机构)"),
    "none.harm": re.compile("经济损失|责任人|党纪|哄抬"),
    "none.base": re.compile("(?:基数|标准|水平|限额|定额|结算|号牌|字符)"),
}


def outcome_use(
    mention: Mention, document: Document, *, granted: bool, after_target: bool, listing: bool
) -> Use:
    """Whether a quantity that is no public money is an outcome, and else why it is none: `UNREAD` where the rules
    know no reason.

    `granted`: its sentence gives a grant, so that it can only be a condition; `after_target`: the figure
    before it in the sentence is an outcome; `listing`: one before it says what is there.
    """
    unit = mention.quantity.unit
    narrative = tells(document)
    reason = _of_no_kind(mention, narrative=narrative) or _condition(
        mention, granted=granted, narrative=narrative
    )
    if reason:
        return Use(Slot.NONE, reason)
    bounded = unit in _POINTS | _MASS_UNITS and mention.quantity.comparator in (">=", "<=")
    goal = narrative or after_target or bounded or _goal().search(mention.lead[-60:]) is not None
    goal = goal or _is_indicator(mention)
    goal = goal or SETS_GOAL.search(mention.before[-120:] + mention.lead) is not None
    if unit == "倍":
        rule = (
            "target.growth" if _GROWTH.search(mention.left[-8:]) or "扩大" in mention.left else "none.times"
        )
    elif unit in _POINTS:
        rule = _share(mention)
    elif mention.quantity.is_money:
        rule = _money(mention, narrative)
    else:
        rule = _count(mention, narrative=narrative)
    if listing and rule == "target.count" and not _goal().search(mention.left):
        rule = EXISTS
    if rule.startswith("target.") and not goal:
        rule = UNREAD
    if rule == UNREAD:
        rule = _explanation(mention)
    return Use(Slot.TARGET if rule.startswith("target.") else Slot.NONE, rule)


def _explanation(mention: Mention) -> str:
    """Why a figure that no rule took is no outcome, else `UNREAD`."""
    around = without_label(mention.left) + mention.quantity.unit + mention.right
    return next((rule for rule, pattern in _EXPLAINED.items() if pattern.search(around)), UNREAD)


def _of_no_kind(mention: Mention, *, narrative: bool) -> str | None:
    """Why the unit or the words around it rule out an outcome of any kind."""
    unit = mention.quantity.unit
    if not unit:
        return "none.without-unit"
    if unit in _ROUND_UNITS and mention.quantity.number < _MANY_ROUNDS:
        return "none.round"
    if mention.left.endswith(("×", "*", "=", "÷")):  # 治愈人数/收治人数×100%
        return "none.formula"
    if unit in _CAPACITY_UNITS and _NAMED_PLANT.match(mention.right):
        return "none.in-a-name"
    if unit == "份" and mention.quantity.number <= _COPIES and _PAPERS.search(mention.left):
        return "none.copies"
    if unit == "次" and mention.quantity.number <= _COPIES and _DAILY.search(mention.left):
        return "none.frequency"
    around = mention.left[-30:] + "," + mention.right[:16]
    if narrative:
        patients = unit == "例" and not _CARED_FOR.search(around)
    else:
        patients = _PATIENTS.search(around) is not None and not _GROWTH.search(mention.left[-4:])
    harm = _NOT_OUTCOME.search(around) or patients
    return "none.harm" if harm else None


def _condition(mention: Mention, *, granted: bool, narrative: bool) -> str | None:
    """Why a quantity only says when or to whom something applies."""
    told = narrative and (mention.quantity.unit == "家次" or _PART_DOES.match(mention.right))
    if describes(mention) and not told:
        return "condition"
    if is_step(mention):
        return "condition"
    if not narrative and (
        (mention.aside and not _is_part(mention))
        or (granted and not _planned_surely(mention) and not _stands_alone(mention))
        or _bounds_object(mention)
        or _LAST_YEAR.search(mention.left)
        or _states_rule(mention)
    ):
        return "condition"
    if mention.quantity.unit in _POINTS and not narrative and GRANT.search(mention.right):
        return "condition"
    reached = _goal().search(mention.lead) or _GROWTH.search(mention.lead) or _is_part(mention)
    return "none.aside" if mention.aside and not reached else None


#: 上一年度纳税总额不低于300万元: what an applicant must have reached.
_LAST_YEAR = re.compile("上一?年度?[^,;。]{0,12}(?:纳税|收入|税收|产值|销售|营业|利润)")


def _is_part(mention: Mention) -> bool:
    """Whether a figure in brackets is a part of the one before them: (其中:外科口罩200万个)."""
    return mention.aside and _AMONG.search(mention.before + mention.lead) is not None


#: 其中, in the bracket that is still open.
_AMONG = re.compile(r"\((?:其中|包括)[^()]*$")


def _bounds_object(mention: Mention) -> bool:
    """Whether 以上 or 以下 limits what something is done to: 对单户金额1000万元以下的…"""
    limited = mention.quantity.end > mention.quantity.value_end and mention.quantity.comparator in (
        ">=",
        "<=",
    )
    return limited and without_label(mention.lead).startswith(("对", "针对"))


#: Words of a goal in the sentence of a grant: what the government does every year is none of its conditions.
_SURELY_PLANNED = re.compile(
    "力争|确保|计划|预计|全年|20\\d\\d年|十[一二三四五六]五|总量控制|每年(?:组织)?(?:实施|评选|评定|遴选|凝练|审定|选树|推广|发布|培养|单列|安排)"
)
#: A grant behind the goal names whom or what it is for: …20家,对…; …20家,每新开一家补助5万元.
_OTHER_GRANT = re.compile(",(?:[^,。;]{0,24},)?(?:对(?!接)|每(?!年|[项个家名户])|凡)")
#: A grant for each of those that the goal counts: 建立示范基地10个,每个补助3万元.
_EACH_OF_THEM = re.compile(",每[个家座处所名]")


def _planned_surely(mention: Mention) -> bool:
    return _SURELY_PLANNED.search(mention.lead) is not None


def _stands_alone(mention: Mention) -> bool:
    """Whether a clause in the sentence of a grant sets a goal of its own: no grant hangs on it."""
    if _OTHER_GRANT.match(mention.after):
        return not GRANT.search(mention.rest)
    acts = _ACTS.match(without_label(mention.lead)) is not None
    return acts and (
        bool(_EACH_OF_THEM.match(mention.after)) or not GRANT.search(mention.rest + mention.after)
    )


def _is_indicator(mention: Mention) -> bool:
    """Whether a plan names the figure of an indicator: 群众满意度99.2%, 优良天数300天以上."""
    return _INDICATOR.search(mention.left) is not None and mention.right in ("", "目标")


def _states_rule(mention: Mention) -> bool:
    return bool(
        _RULE.search(_ASIDES.sub("", mention.lead)[-30:])
        or _SCORED.search(mention.right)
        or _IF.match(without_label(mention.lead))
    )


#: What stands in brackets before a figure says nothing of it: 投资(扣除房地产)增长10%.
_ASIDES = re.compile(r"\([^()]*\)")


def _share(mention: Mention) -> str:
    if _COST_OF_LOANS.search(mention.lead):
        return "target.share"
    if _NOT_RATIO.search(_ASIDES.sub("", mention.lead)[-24:] + mention.right[:6]):
        return "none.charge"
    if _GROWTH.search(mention.left[-8:]) or _GROWTH.match(mention.right.removeprefix("的")):
        return "target.growth"
    measured = _RATIO_NOUN.search(mention.left + mention.right[:8]) or _PART_DOES.match(mention.right)
    return "target.share" if measured else UNREAD


def _money(mention: Mention, narrative: bool) -> str:
    figure = economy_figure().search(mention.left[-14:] + mention.right[:8])
    if re.search("门槛", mention.left) or _TAXED.search(mention.lead[-30:] + mention.rest[:20]):
        return "none.tax"
    if mention.right.startswith("标准"):
        return "none.base"
    if narrative and not figure and not _goal().search(mention.lead):
        return UNREAD
    return "target.money"


def _count(mention: Mention, *, narrative: bool) -> str:
    quantity, left, right = mention.quantity, mention.left, mention.right
    issued = _ISSUED.search(mention.lead)
    if quantity.unit in _MASS_UNITS:
        return "target.count" if quantity.per and _POLLUTANT.search(left) else "none.dose"
    founded = _FOUNDED.search(mention.lead)
    together = narrative and _TOGETHER.match(right)
    if left.endswith("等") and right and not (founded or together or (issued and narrative)):
        return "none.counts-list"
    if quantity.comparator == "<=" and _LIMITED_GRANT.search(left):
        return "condition"
    if (_GIVEN_BEFORE.search(left) or (_ATTRIBUTE.search(left) and not narrative)) and not founded:
        return "none.given-before"
    summed = quantity.comparator != "=" or _SUMMED.search(left)
    stock = narrative and re.search("目前|截至", mention.lead) and not right
    if _EXISTS.search(left) and not (founded or stock) and not _OF_THEM.match(right):
        return EXISTS
    if quantity.unit in _LIST_UNITS and _ITEMS_OF.search(left):
        return "none.own-parts"
    policies = quantity.unit == "项" and _POLICIES.match(right) is not None
    if quantity.unit not in _COUNTED_ALONE and _KINDS.match(right) and not (issued and (summed or policies)):
        return "none.own-parts"
    if (
        quantity.spelled
        and quantity.unit not in _EVENT_UNITS
        and not (quantity.comparator != "=" and quantity.number >= _NO_FIGURE_OF_SPEECH)
    ):
        return "none.spelled"
    if narrative and _BODIES_DO.match(right):
        return "target.count"
    if _BODIES.match(right) and not _FOUNDED.search(left[-10:]) and not left.endswith("已有"):
        return "none.bodies"
    if quantity.unit in _LIST_UNITS and not _counts_list(
        mention, issued=bool(issued and (summed or policies)), narrative=narrative
    ):
        return "none.own-parts"
    if quantity.unit in _SIZE_UNITS and not (_goal().search(mention.lead) or _MEASURED.search(left)):
        return "none.size"
    alone = right and not right.startswith("、")
    if quantity.number == 1 and quantity.comparator == "=" and alone and not _goal().search(mention.lead):
        return "none.single"
    return "target.count"


#: 累计30项: so many are counted, not listed; 共渡难关 sums nothing.
_SUMMED = re.compile("共(?![同渡享建克抗度])|累计|合计|先后")


#: 收集意见45条: what came in or went out.
_COLLECTED = re.compile("收集|收到|受理|征集|发现|排查|整改|推送|反馈|回复|发布")


#: 制定地方标准15项, 获“古堰奖”10项: what is made or won.
_WORKS = re.compile(
    "(?:标准|专利|技术|成果|产品|工法|奖项?|荣誉|需求|场景|课程|讲座|培训班?|”)(?:不少于|不低于|达到?|超过?|约)*$"
)


#: The same behind the number: 100项体育精品赛事.
_WORKS_RIGHT = re.compile(
    "[^,;。、]{0,18}?(?:赛事|专利|课题|技术|成果|课程|讲座|培训|国家标准|行业标准|地方标准)(?=$|[,;。、])"
)


def _counts_list(mention: Mention, *, issued: bool, narrative: bool) -> bool:
    """Whether 项, 条 and the like count outcomes: 技改项目80项, 近150条政策; not the articles of a policy."""
    if mention.quantity.number >= _NO_LIST or (
        _MADE.search(mention.lead) and not _PAPER.search(mention.left)
    ):
        return True
    if _WORKS_RIGHT.match(mention.right):
        return True
    if mention.right and (issued or not mention.right.startswith(("、", "和", "及"))):
        return issued
    if narrative and _COLLECTED.search(mention.left):
        return True
    if mention.quantity.unit in ("条", "类"):
        return False
    return _goal().search(mention.lead) is not None or _WORKS.search(mention.left) is not None
