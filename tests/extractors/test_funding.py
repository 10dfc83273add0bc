"""Public money, on invented sentences."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.enumerations import split_items
from extractors.funding import CURRENCIES, find_funding
from extractors.outline import Outline, Part
from extractors.quantities import MONEY, find_quantities
from extractors.records import FUNDING_KINDS, QUALIFIERS, Document, Funding
from extractors.targets import find_targets
from extractors.text import normalise
from extractors.uses import uses_of
from tests.growth import is_linear

#: Amount, rate, qualifier, kind, purpose.
Row = tuple[int | None, float | None, str, str, str]


def read(text: str, kind: str = "measures", outline: Outline | None = None) -> list[Funding]:
    source, document = normalise(text), Document(type=kind, date_written="2024-03-01")
    length = len(source.normal)
    uses = uses_of(source.normal, document, find_quantities(source.normal))
    return find_funding(source, outline or Outline((), (), 0, length, length), uses)


def rows(text: str, kind: str = "measures") -> list[Row]:
    return [
        (
            None if f.amount is None else int(f.amount),
            None if f.rate is None else float(f.rate),
            f.qualifier,
            f.kind,
            f.purpose,
        )
        for f in read(text, kind)
    ]


GRANTS: list[tuple[str, list[Row]]] = [
    (
        "对减免租金的茶叶市场,从茶业发展专项资金中给予减免额10%的补助。",
        [(None, 10, "exact", "grant", "减免租金的茶叶市场减免额")],
    ),
    ("对首次入库的茶企,给予30万元奖励。", [(300000, None, "exact", "grant", "首次入库的茶企")]),
    (
        "对新评定的甲类、乙类农庄,分别给予最高30万元、20万元奖励。",
        [
            (300000, None, "max", "grant", "新评定的甲类农庄"),
            (200000, None, "max", "grant", "新评定的乙类农庄"),
        ],
    ),
    (
        "对竹编工坊当年销售额达到8亿元、3亿元的分别给予9万元、4万元的奖励。",
        [
            (90000, None, "exact", "grant", "竹编工坊当年销售额达到8亿元"),
            (40000, None, "exact", "grant", "竹编工坊当年销售额达到3亿元"),
        ],
    ),
    (
        "对市级、区级驿站,分别给予50、20万元一次性补助。",
        [(500000, None, "exact", "grant", "市级驿站"), (200000, None, "exact", "grant", "区级驿站")],
    ),
    (
        "对更新灶具的农庄,按投入额的15%给予补助,单个项目最高80万元。",
        [
            (None, 15, "exact", "grant", "更新灶具的农庄投入额"),
            (800000, None, "max", "grant", "更新灶具的农庄"),
        ],
    ),
    (
        "给予不超过设备投资额20%、最高300万元的补助。",
        [(None, 20, "max", "grant", "设备投资额"), (3000000, None, "max", "grant", "设备投资额")],
    ),
    (
        "对茶企参加省外展会的展位费补贴由50%提高到80%-100%。",
        [
            (None, 80, "min", "grant", "茶企参加省外展会的展位费"),
            (None, 100, "max", "grant", "茶企参加省外展会的展位费"),
        ],
    ),
    ("对入选雁湖计划的农庄实行1:1配套资助。", [(None, 100, "exact", "grant", "入选雁湖计划的农庄")]),
    ("接驳车费用由政府、企业按3:1比例分担。", [(None, 75, "exact", "grant", "接驳车费用由政府、企业")]),
    ("返乡包车费政府承担2/3。", [(None, 66.67, "exact", "grant", "返乡包车费")]),
    ("奖励标准为成交额的1.5‰。", [(None, 0.15, "exact", "grant", "成交额")]),
    ("对代办员给予每人每天60元补贴。", [(60, None, "exact", "grant", "代办员")]),
    (
        "每引进1名茶艺师补助2万元,学徒每人5000元。",
        [(20000, None, "exact", "grant", "每引进1名茶艺师"), (5000, None, "exact", "grant", "学徒")],
    ),
    (
        "对年产值达到5000万元且增长20%以上的茶企,给予20万元奖励。",
        [(200000, None, "exact", "grant", "年产值达到5000万元且增长20%以上的茶企")],
    ),
    (
        "对获得国家级称号的奖50万元,省级30万元,市级10万元。",
        [
            (500000, None, "exact", "grant", "获得国家级称号"),
            (300000, None, "exact", "grant", "获得省级称号"),
            (100000, None, "exact", "grant", "获得市级称号"),
        ],
    ),
    (
        "补助标准:特困人员每月800元,低保对象每月600元。",
        [(800, None, "exact", "grant", "特困人员"), (600, None, "exact", "grant", "低保对象")],
    ),
    (
        "标准为自理老人每人每月100元、半失能老人200元、失能老人300元。",
        [
            (100, None, "exact", "grant", "自理老人"),
            (200, None, "exact", "grant", "半失能老人"),
            (300, None, "exact", "grant", "失能老人"),
        ],
    ),
    (
        "对入住老人给予补贴,自理老人每人每月100元、失能老人300元。",
        [(100, None, "exact", "grant", "自理老人"), (300, None, "exact", "grant", "失能老人")],
    ),
    (
        "按照博士5万元、硕士3万元、本科1万元的标准发放购房补贴。",
        [
            (50000, None, "exact", "grant", "博士"),
            (30000, None, "exact", "grant", "硕士"),
            (10000, None, "exact", "grant", "本科"),
        ],
    ),
    (
        "一等奖奖励10万元,二等奖5万元。",
        [(100000, None, "exact", "grant", "一等奖"), (50000, None, "exact", "grant", "二等奖")],
    ),
    ("茶企年缴费1000元、补贴500元。", [(500, None, "exact", "grant", "茶企年缴费1000元")]),
    ("对茶企给予10万元奖励,场地租金3万元。", [(100000, None, "exact", "grant", "茶企")]),
    ("对茶企给予10万元奖励,带动投资30万元。", [(100000, None, "exact", "grant", "茶企")]),
    ("对茶企给予10万元奖励,学徒工资5万元。", [(100000, None, "exact", "grant", "茶企")]),
    ("给予民宿每人每夜100元补助。", [(100, None, "exact", "grant", "民宿")]),
    (
        "对茶企给予20万元奖励,在上述基础上增加3万元。",
        [(200000, None, "exact", "grant", "茶企"), (30000, None, "exact", "grant", "茶企")],
    ),
    (
        "对带徒的茶企给予20万元奖励,每超过1件增加300元。",
        [(200000, None, "exact", "grant", "带徒的茶企"), (300, None, "exact", "grant", "带徒的茶企")],
    ),
    ("对茶企给予20万元奖励,产品新上限约10万元。", [(200000, None, "exact", "grant", "茶企")]),
    ("对茶企给予20万元奖励,在上述收入上增加3万元。", [(200000, None, "exact", "grant", "茶企")]),
    ("对茶企给予20万元奖励,每户投入2万元。", [(200000, None, "exact", "grant", "茶企")]),
    ("古桥补助比例上浮至12%。", [(None, 12, "exact", "grant", "古桥")]),
    (
        "修堰费用由省、县财政按3:7比例分担。",
        [(None, 30, "exact", "grant", "修堰费用"), (None, 70, "exact", "grant", "修堰费用")],
    ),
    ("接驳车费用由政府、企业按3:7比例分担。", [(None, 30, "exact", "grant", "接驳车费用由政府、企业")]),
    (
        "茶园分A、B、C三类,分别给予30万元、20万元、8万元奖励。",
        [
            (300000, None, "exact", "grant", "A类"),
            (200000, None, "exact", "grant", "B类"),
            (80000, None, "exact", "grant", "C类"),
        ],
    ),
    (
        "对国际、国内竹编展,分别给予30万元、20万元补助。",
        [
            (300000, None, "exact", "grant", "国际竹编展"),
            (200000, None, "exact", "grant", "国内竹编展"),
        ],
    ),
    (
        "对改建客房的茶农,每亩投入不低于700元的,给予5万元补助。",
        [(50000, None, "exact", "grant", "改建客房的茶农")],
    ),
]

POTS: list[tuple[str, str, list[Row]]] = [
    (
        "区财政安排专项资金5000万元,用于修缮古桥。",
        "opinion",
        [(50000000, None, "exact", "budget", "修缮古桥")],
    ),
    ("积极争取古桥修缮补助资金不少于200万元。", "opinion", [(2000000, None, "min", "quota", "古桥修缮补助")]),
    ("新增政府专项债券30亿元。", "plan", [(3000000000, None, "exact", "quota", "新增政府专项债券")]),
    ("融资担保余额突破10亿元。", "plan", [(1000000000, None, "min", "finance", "融资担保余额突破")]),
    ("设立总规模20亿元的茶产业基金。", "plan", [(2000000000, None, "exact", "finance", "茶产业基金")]),
    (
        "设立总规模10亿元的茶产业基金,首期3亿元。",
        "plan",
        [
            (1000000000, None, "exact", "finance", "茶产业基金"),
            (300000000, None, "exact", "finance", "茶产业基金"),
        ],
    ),
    (
        "县级出资5000万元设立风险补偿资金池。",
        "plan",
        [(50000000, None, "exact", "budget", "风险补偿资金池")],
    ),
    (
        "提供最高30万元、期限3年的创业担保贷款。",
        "measures",
        [(300000, None, "max", "finance", "创业担保贷款")],
    ),
    (
        "提供最高20万元的创业担保贷款,合伙创业的可提高至110万元。",
        "measures",
        [
            (200000, None, "max", "finance", "创业担保贷款"),
            (1100000, None, "exact", "finance", "创业担保贷款"),
        ],
    ),
    ("计划发放消费券500万元。", "plan", [(5000000, None, "exact", "budget", "消费券")]),
    ("发放500万元消费券。", "measures", [(5000000, None, "exact", "budget", "消费券")]),
    ("已发放消费券500万元。", "report", [(5000000, None, "exact", "paid", "消费券")]),
    ("市财政局统筹资金4.5亿元修缮古桥。", "plan", [(450000000, None, "exact", "budget", "修缮古桥")]),
    (
        "“十四五”期间县级财政每年安排2亿元茶产业专项资金。",
        "plan",
        [(200000000, None, "exact", "budget", "茶产业")],
    ),
    ("累计发放培训补贴27万元。", "reply", [(270000, None, "exact", "paid", "培训补贴")]),
    ("分3轮发放2亿元消费券。", "news", [(200000000, None, "exact", "paid", "消费券")]),
    ("惠茶资金已兑现74.6%。", "news", [(None, 74.6, "exact", "paid", "惠茶资金已兑现")]),
    ("茶企周转金5000万元。", "plan", [(50000000, None, "exact", "finance", "茶企周转金")]),
    ("古桥补贴总额700万元。", "plan", [(7000000, None, "exact", "budget", "古桥补贴")]),
    ("2024年度修堰资金5000万元。", "plan", [(50000000, None, "exact", "budget", "修堰")]),
    ("县财政给予茶农30万元补助。", "measures", [(300000, None, "exact", "grant", "茶农")]),
    ("确保三分之二以上的财政支出用于民生。", "opinion", [(None, 66.67, "min", "budget", "民生")]),
]

NO_FUNDING = [
    "完成固定资产投资60亿元。",
    "年营业额2000万元以上的企业。",
    "担保费率不高于0.8%。",
    "按3%的征收率缴纳税款,减按50%征收。",
    "处以5万元以下的罚款。",
    "给予警告或者处20万元以下罚款,对个人给予警告,并处每只50元罚款。",
    "商会应有8万元以上资金。",
    "贷款利率下浮10%以上。",
    "给予全额补助。",
    "裁员率放宽至不超过职工总数20%。",
    "将通过2亿元的专项资金予以补助。",
    "现场达成意向贷款19亿元。",
    "收费标准为每人每月100元。",
    "床位费每人每月100元、护理费200元。",
    "收费标准提高到每人每月800元。",
    "床位费每人每夜100元。",
    "茶企资金压力5000万元。",
    "修堰资金需求5000万元。",
    "茶企违约金5000万元。",
    "提供30万元一年期的茶园创业辅导。",
    "发放茶企订单1200笔,金额11.6亿元。",
    "茶产业集团首期规模10亿元。",
    "设立茶产业集团,规模为1亿元。",
    "古桥门票总额3000万元。",
    "慈善总会给予茶农30万元补助。",
    "爱心企业给予茶农30万元补助。",
    "修堰经费由企业负担40%。",
    "古桥面积上浮至10%。",
    "茶农贷款年息2个百分点。",
    "古桥完好率提高1个百分点。",
    "竹编用于科普的用地比例达到20%。",
    "",
]


@pytest.mark.parametrize(("text", "expected"), GRANTS)
def test_grants(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(("text", "kind", "expected"), POTS)
def test_pots(text: str, kind: str, expected: list[Row]) -> None:
    assert rows(text, kind) == expected


#: The type of a document, a text, and of each sum its value, qualifier and kind; what is much like it gives nothing
#: or something else. For what the money is, the tables above say.
SUMS: list[tuple[str, str, list[tuple[float, str, str]]]] = [
    (
        "measures",
        "给予每平方米70元奖励,最高50万元。",
        [(70, "exact", "grant"), (500000, "max", "grant")],
    ),
    ("measures", "对茶企给予30万元奖励,以500万元购置设备。", [(300000, "exact", "grant")]),
    ("measures", "修堰资金不足部分由企业承担10%。", []),
    ("measures", "设立茶行,注册资本7000万元。", []),
    ("measures", "退还茶企押金10万元。", []),
    ("measures", "处七十元以上九十元以下罚款。", []),
    ("measures", "修堰工程补助比例提高5个百分点。", [(5, "exact", "grant")]),
    ("measures", "修堰工程完工比例提高5个百分点。", []),
    (
        "measures",
        "对民宿给予10万元奖励,古村民宿在上述标准上再上浮20%。",
        [(100000, "exact", "grant"), (20, "exact", "grant")],
    ),
    ("measures", "茶农风险补偿资金承担贷款损失的35%。", [(35, "exact", "grant")]),
    ("measures", "茶农承担贷款损失的35%。", []),
    (
        "measures",
        "茶企可获甲、乙两类启动资金,额度依次为30万元、20万元。",
        [(300000, "exact", "grant"), (200000, "exact", "grant")],
    ),
    ("measures", "茶企可办甲、乙两类证书,额度依次为30万元、20万元。", []),
    ("measures", "“竹编擂台”每项支持经费不低于70万元。", [(700000, "min", "grant")]),
    ("measures", "竹编经费不低于50万元。", [(500000, "min", "budget")]),
    ("measures", "用好省里下达的3亿元新增专项债券额度。", [(300000000, "exact", "quota")]),
    ("plan", "设立规模2亿元的茶农过桥资金池。", [(200000000, "exact", "budget")]),
    ("news", "争取到位中央预算内投资2亿元。", [(200000000, "exact", "budget")]),
    ("news", "争取到位民间投资2亿元。", []),
    ("plan", "三年投入不少于2亿元支持古堰修缮。", [(200000000, "min", "budget")]),
    ("measures", "养老金标准提高到每人每月800元。", [(800, "exact", "grant")]),
    ("measures", "供养标准调整为每人每月800元。", [(800, "exact", "grant")]),
    ("measures", "票价标准提高到每人每月800元。", []),
    ("measures", "修堰经费由省财政负担40%。", [(40, "exact", "grant")]),
    ("measures", "修堰经费由省财政、市财政各承担40%。", [(40, "exact", "grant")]),
    ("measures", "修堰经费由企业负担40%。", []),
    ("measures", "茶农贷款年贴息2个百分点。", [(2, "exact", "grant")]),
    ("measures", "茶农贷款贴息率提高3个百分点。", [(3, "exact", "grant")]),
    ("measures", "茶农贷款利率提高1个百分点。", []),
    ("measures", "对入选农庄按不低于1:1比例配套资助。", [(100, "min", "grant")]),
    ("measures", "对入选农庄按1:0.5比例配套资助。", [(50, "exact", "grant")]),
    ("measures", "修堰资金兑现60%。", [(60, "exact", "paid")]),
    ("measures", "修堰资金兑付率达到61%。", []),
    (
        "measures",
        "对茶企给予20万元奖励,获评的追加5万元。",
        [(200000, "exact", "grant"), (50000, "exact", "grant")],
    ),
    ("measures", "对茶企给予20万元奖励,获评的追捧5万元。", [(200000, "exact", "grant")]),
    (
        "measures",
        "对茶企给予20万元奖励,总额以1600万元为限。",
        [(200000, "exact", "grant"), (16000000, "max", "grant")],
    ),
    ("measures", "对茶企给予20万元奖励,产值以1600万元为限。", [(200000, "exact", "grant")]),
    ("measures", "支付老堰工30万元。", [(300000, "exact", "grant")]),
    ("measures", "支付货款30万元。", []),
    ("measures", "对入选农庄按1:1比例配套资助。", [(100, "exact", "grant")]),
    ("measures", "对茶企给予最低工资30%的补贴。", [(30, "exact", "grant")]),
    ("measures", "对茶企给予最低生活费30%的补贴。", [(30, "exact", "grant")]),
    ("measures", "对茶企给予最低30%的补贴。", [(30, "min", "grant")]),
    ("opinion", "县财政资金5000万元。", [(50000000, "exact", "budget")]),
    ("opinion", "县财政资金缺口5000万元。", []),
    ("opinion", "县财政资金链5000万元。", []),
    ("opinion", "茶企资金周转5000万元。", []),
    ("measures", "提供30万元一年期的茶园创业担保贷款。", [(300000, "exact", "finance")]),
    ("news", "发放茶企贷款1200笔,金额11.6亿元。", [(1160000000, "exact", "finance")]),
    ("news", "发放茶企贷款1200笔,利润11.6亿元。", []),
    ("plan", "茶叶引导基金首期规模7亿元。", [(700000000, "exact", "finance")]),
    ("plan", "茶产业引导基金会首期规模10亿元。", []),
    ("plan", "设立茶产业专项资金,每年规模不低于1亿元。", [(100000000, "min", "budget")]),
    ("plan", "设立茶产业专项资金,茶市规模不低于1亿元。", []),
    ("plan", "古桥补贴总额不超过3000万元。", [(30000000, "max", "budget")]),
    ("plan", "科普资金用于竹编的比例达到20%。", [(20, "exact", "budget")]),
    ("plan", "科普土地用于竹编的比例达到20%。", []),
    (
        "measures",
        "对茶企给予20万元奖励,在上述基础上再增加2万元。",
        [(200000, "exact", "grant"), (20000, "exact", "grant")],
    ),
    (
        "measures",
        "按每座200元给予补助,单个村补助总额不超过50万元。",
        [(200, "exact", "grant"), (500000, "max", "grant")],
    ),
    ("plan", "安排古堰信贷风险补偿资金2000万元。", [(20000000, "exact", "budget")]),
    ("plan", "古堰信贷担保2000万元。", [(20000000, "exact", "finance")]),
    ("measures", "每年给予堰长队工作经费50万元。", [(500000, "exact", "grant")]),
    ("measures", "每年安排堰长队工作经费50万元。", [(500000, "exact", "budget")]),
    ("measures", "对古堰民宿给予补贴,每户保费100元。", []),
    ("measures", "对古堰民宿给予补贴,每户70元。", [(70, "exact", "grant")]),
    ("measures", "对修缮工程的补助上浮20%。", [(20, "exact", "grant")]),
    ("measures", "对修缮工程的租金上浮20%。", []),
    ("measures", "修堰贷款贴息比例不超过1.5个百分点。", [(1.5, "max", "grant")]),
    ("measures", "修堰贷款利率比例不超过1.5个百分点。", []),
    (
        "measures",
        "按修堰费用的50%给予补助,山区镇提高到70%。",
        [(50, "exact", "grant"), (70, "exact", "grant")],
    ),
    ("measures", "按修堰费用的50%给予补助,完好率提高到70%。", [(50, "exact", "grant")]),
    ("measures", "按修堰费用的50%发放“石料券”。", [(50, "exact", "grant")]),
    ("measures", "按修堰费用的50%发行债券。", []),
    ("measures", "全县研发经费支出占GDP比重达到3%。", []),
    ("measures", "全县科普经费支出占财政支出比重达到3%。", [(3, "exact", "budget")]),
    (
        "measures",
        "给予老堰工3万元补助。县里统筹安排修堰资金1000万元,其中县级承担70%。",
        [(30000, "exact", "grant"), (10000000, "exact", "budget"), (70, "exact", "budget")],
    ),
    (
        "measures",
        "提供最高20万元的创业担保贷款,小微企业最高300万元。",
        [(200000, "max", "finance"), (3000000, "max", "finance")],
    ),
    ("measures", "给予减免额20%的补助。", [(20, "exact", "grant")]),
    ("measures", "租金减免20%。", []),
    ("plan", "茶农贷款在保余额9亿元。", [(900000000, "exact", "finance")]),
    ("plan", "茶农贷款利息余额9亿元。", []),
    ("plan", "发放“茶农贷”2亿元。", [(200000000, "exact", "finance")]),
    ("plan", "发放“茶农杯”2亿元。", [(200000000, "exact", "grant")]),
    ("plan", "力争累计放贷3亿元。", [(300000000, "exact", "finance")]),
    ("plan", "力争累计放映3亿元。", []),
    ("plan", "设立古堰发展基金,首期规模5亿元。", [(500000000, "exact", "finance")]),
    ("plan", "设立古堰发展专班,首期规模5亿元。", []),
    ("plan", "每年每亩安排管堰经费70元。", [(70, "exact", "budget")]),
    ("measures", "按实缴注册资本的2%给予奖励。", [(2, "exact", "grant")]),
    ("measures", "注册资本的2%给予奖励。", []),
    ("plan", "人均茶叶消费支出超过2800元。", []),
    ("plan", "修堰支出超过2800元。", [(2800, "min", "budget")]),
    ("news", "茶企收到一笔60万元的修缮奖补。", [(600000, "exact", "paid")]),
    ("news", "茶企谈起一笔60万元的修缮奖补。", [(600000, "exact", "grant")]),
    ("news", "每人每月发放补助300元。", [(300, "exact", "grant")]),
    ("news", "累计每人每月发放补助300元。", [(300, "exact", "paid")]),
    ("news", "修堰资金支付率达到92%。", [(92, "exact", "paid")]),
    ("news", "修堰资金使用率达到92%。", []),
    ("news", "积极争取福彩公益金200万元。", [(2000000, "exact", "quota")]),
    ("news", "积极争取福彩欢乐200万元。", []),
    ("news", "全年下达修堰资金200万元。", [(2000000, "exact", "budget")]),
    ("news", "已拨付修堰资金200万元。", [(2000000, "exact", "paid")]),
    (
        "measures",
        "提供最高20万元的创业担保贷款,小微企业最高额度300万元。",
        [(200000, "max", "finance"), (3000000, "max", "finance")],
    ),
    ("measures", "安排7000万元茶农担保风险补偿资金。", [(70000000, "exact", "budget")]),
    ("measures", "提供最高700万元的担保支持。", [(7000000, "max", "finance")]),
    ("measures", "提供最高700万元的经营支持。", [(7000000, "max", "grant")]),
    ("measures", "给予最高70万元、期限两年的贴息贷款。", [(700000, "max", "finance")]),
    ("measures", "给予最高70万元、期限两年的贴息。", [(700000, "max", "grant")]),
    ("plan", "新增再担保业务规模40亿元。", [(4000000000, "exact", "finance")]),
    ("plan", "新增再加工业务规模40亿元。", []),
    ("news", "累计投放消费券1.5亿元。", [(150000000, "exact", "paid")]),
    ("plan", "投放消费券1.5亿元。", [(150000000, "exact", "budget")]),
    (
        "measures",
        "给予80万元奖励,其中不低于30%用于核心团队。",
        [(800000, "exact", "grant"), (30, "min", "budget")],
    ),
    ("measures", "砌堰80米,其中不低于30%用于填土。", []),
    ("news", "支持出口9亿元。", []),
    ("news", "支持茶农9亿元。", [(900000000, "exact", "grant")]),
    ("news", "银行已放款9亿元。", [(900000000, "exact", "finance")]),
    ("news", "银行已放映9亿元。", []),
    (
        "measures",
        "省级、市级古堰的奖励标准分别由50万元、20万元提高到100万元、40万元。",
        [(1000000, "exact", "grant"), (400000, "exact", "grant")],
    ),
    ("measures", "修堰返还,百年古堰由30%提至50%。", [(50, "exact", "grant")]),
    ("measures", "修堰留用,百年古堰由30%提至50%。", []),
    ("news", "已兑付91%。", [(91, "exact", "paid")]),
    ("news", "已兑换91%。", []),
    ("news", "各类政策可兑付资金38亿元。", [(3800000000, "exact", "budget")]),
    ("news", "各类政策兑付资金38亿元。", [(3800000000, "exact", "paid")]),
    ("plan", "设立规模5亿元的茶企信贷风险补偿基金。", [(500000000, "exact", "finance")]),
    ("plan", "设立规模5亿元的茶企信贷风险补偿资金池。", [(500000000, "exact", "budget")]),
    ("plan", "设立5000万元茶企应急转贷资金。", [(50000000, "exact", "finance")]),
    ("plan", "设立5000万元茶企应急救灾资金。", [(50000000, "exact", "budget")]),
    ("news", "编制古堰规划,支付编制费用38万元。", [(380000, "exact", "paid")]),
    ("news", "编制古堰规划,节省编制费用38万元。", []),
    ("measures", "可申请最高20万元的创业担保贷款。", [(200000, "max", "finance")]),
    ("measures", "可豁免最高20万元的创业担保贷款。", []),
    ("measures", "设立修堰专项资金,2024年度总额为8500万元。", [(85000000, "exact", "budget")]),
    ("measures", "设立修堰专项资金,2024年度产值为8500万元。", []),
    ("measures", "设立修堰专项资金,每年不低于8500万元。", [(85000000, "min", "budget")]),
    ("measures", "修堰奖励门槛由500万元降低到200万元。", []),
    ("measures", "修堰基金实缴出资不低于3000万元。", []),
    ("plan", "古堰占水利专项资金的42%。", [(42, "exact", "budget")]),
    ("plan", "古堰占水利工程总数的42%。", []),
    ("measures", "对老堰工给予补助,全县补助总额不超过5000万元。", [(50000000, "max", "budget")]),
    ("news", "各项助企资金拨付进度达82%。", [(82, "exact", "paid")]),
    ("news", "各项助企工程施工进度达82%。", []),
    ("news", "累计办理留抵退税18亿元。", [(1800000000, "exact", "paid")]),
    ("plan", "预计办理留抵退税18亿元。", []),
    ("measures", "按投入的60%对古堰村给予补助。", [(60, "exact", "grant")]),
    ("measures", "按投入的60%对古堰村开展核查。", []),
    (
        "measures",
        "给予3‰的奖励,百年古堰在上述标准基础上提高0.5‰。",
        [(0.3, "exact", "grant"), (0.05, "exact", "grant")],
    ),
    ("measures", "给予3‰的奖励,百年古堰在上述水位基础上提高0.5‰。", [(0.3, "exact", "grant")]),
    ("reply", "省里在修堰资金中安排600万元予以补助。", [(6000000, "exact", "grant")]),
    ("reply", "省里在修堰资金中安排600万元予以储备。", [(6000000, "exact", "budget")]),
    ("measures", "古堰协会每个每年补助工作经费20万元。", [(200000, "exact", "grant")]),
    ("measures", "古堰协会每年安排工作经费20万元。", [(200000, "exact", "budget")]),
    ("measures", "设立修堰风险池基金,县财政出资3000万元。", [(30000000, "exact", "finance")]),
    ("measures", "设立修堰风险池专班,县财政出资3000万元。", []),
    ("plan", "将分批发放2亿元茶客消费券。", [(200000000, "exact", "budget")]),
    ("measures", "对茶企办理转贷给予一次性补贴20万元。", [(200000, "exact", "grant")]),
    ("measures", "对茶企办理转贷20万元。", [(200000, "exact", "finance")]),
    ("measures", "达到入规门槛的茶企奖励10万元。", [(100000, "exact", "grant")]),
    ("measures", "税率9%对茶企给予补助。", []),
    ("measures", "县级财政按投入的60%对古堰村给予补助。", [(60, "exact", "grant")]),
    ("news", "查处违规收费案件,涉及费用46万元。", []),
    ("news", "评审修堰图纸,涉及费用46万元。", [(460000, "exact", "paid")]),
    ("measures", "茶企应当足额提取安全经费,每年不低于50万元。", []),
    ("measures", "县财政科技研发投入3000万元。", [(30000000, "exact", "budget")]),
    ("measures", "全县企业研发投入3000万元。", []),
]


@pytest.mark.parametrize(("kind", "text", "expected"), SUMS)
def test_sums(kind: str, text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [
        (amount or rate, qualifier, use) for amount, rate, qualifier, use, _ in rows(text, kind)
    ] == expected


@pytest.mark.parametrize("text", NO_FUNDING)
def test_no_funding(text: str) -> None:
    assert rows(text) == []


def test_tables_are_whole() -> None:
    assert (len(GRANTS), len(POTS), len(NO_FUNDING)) == (37, 22, 32)
    assert (len(SUMS), len(HOW)) == (166, 30)


def test_parts_of_a_whole() -> None:
    found = read("区财政安排9亿元。其中,支持古桥修缮资金6亿元,支持渡口整治资金3亿元。", "opinion")
    assert [(f.id, f.part_of) for f in found] == [("f1", None), ("f2", "f1"), ("f3", "f1")]


def test_a_larger_sum_is_no_part() -> None:
    found = read("区财政安排1亿元。其中,争取上级资金3亿元。", "opinion")
    assert [f.part_of for f in found] == [None, None]


def test_pot_without_words_takes_the_heading() -> None:
    text = "1.强化古桥修缮资金保障。聚焦重点区段,区财政预算安排8亿元。"
    part = Part(
        id="m1",
        label="1",
        heading="强化古桥修缮资金保障",
        depth=1,
        parent=None,
        start=0,
        body=13,
        end=len(text),
        rule="x",
    )
    (row,) = read(text, "opinion", Outline((), (part,), 0, len(text), len(text)))
    assert (row.purpose, row.measure) == ("强化古桥修缮资金保障", "m1")


#: What stands before a sum, and its purpose under the heading 改建客房; in pairs of which the second is much like
#: the first.
HOW = [
    ("竣工验收后", "改建客房"),
    ("竣工开业后", "竣工开业后"),
    ("验收合格后", "改建客房"),
    ("单件", "改建客房"),
    ("竹编", "竹编"),
    ("每超过三件", "改建客房"),
    ("累加后", "改建客房"),
    ("加固后", "加固后"),
    ("在上述基础上再增加", "改建客房"),
    ("在上述堰体上再增加", "在上述堰体上再增加"),
    ("贴息期限不超过两年", "改建客房"),
    ("支持期限不超过两年", "改建客房"),
    ("年度总额控制", "改建客房"),
    ("竹编比重达八成", "改建客房"),
    ("竹编品类达八种", "竹编品类达八种"),
    ("单船", "改建客房"),
    ("单身堰工", "单身堰工"),
    ("每座古堰", "改建客房"),
    ("每引进1人", "改建客房"),
    ("每引进1名堰工", "每引进1名堰工"),
    ("最多", "改建客房"),
    ("今年", "改建客房"),
    ("今宵", "今宵"),
    ("截至4月底", "改建客房"),
    ("截流围堰", "截流围堰"),
    ("每户危房改造", "危房改造"),
    ("年度茶会", "年度茶会"),
    ("单晶硅片", "单晶硅片"),
    ("期限不超过两年", "改建客房"),
    ("期货茶", "期货茶"),
]


@pytest.mark.parametrize(("words", "purpose"), HOW)
def test_words_that_say_how_name_no_purpose(words: str, purpose: str) -> None:
    text = f"1.改建客房。{words}给予5万元补助。"
    part = Part(
        id="m1",
        label="1",
        heading="改建客房",
        depth=1,
        parent=None,
        start=0,
        body=7,
        end=len(text),
        rule="x",
    )
    (row,) = read(text, "measures", Outline((), (part,), 0, len(text), len(text)))
    assert row.purpose == purpose


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("给予每人每天300元补助。", "人/天"),
        ("给予每人每夜300元补助。", "人/夜"),
        ("给予每人过夜300元补助。", "人"),
        ("补助不超过3000元/亩。", "亩"),
        ("给予10万元奖励,单家企业最高不超过50万元。", "家"),
        ("给予10万元奖励,每村最高补助50万元。", "村"),
        ("给予养老院500元/张补助。", "张"),
        ("给予养老院每张床位补助500元。", "张"),
        ("给予茶农亩均补助500元。", "亩"),
        ("给予茶农户均补贴500元。", "户"),
        ("标准为自理老人每人每月100元、失能老人200元。", "人/月"),
    ],
)
def test_per(text: str, per: str) -> None:
    assert read(text)[-1].per == per


def test_no_quantity_is_both() -> None:
    text = "安排资金3亿元,完成投资60亿元,增长7%。给予20%的补助,最高奖励5万元。"
    source = normalise(text)
    outline, document = Outline((), (), 0, len(text), len(text)), Document(type="plan")
    uses = uses_of(source.normal, document, find_quantities(source.normal))
    money = find_funding(source, outline, uses)
    goals = find_targets(source, outline, document, uses)
    values = [f.amount or f.rate for f in money] + [t.value for t in goals]
    assert len(money) == 3 and len(goals) == 2
    assert len(values) == len(set(values))


def test_parts_need_no_word_for_money_and_know_their_whole() -> None:
    rows = read(
        "区财政安排农田水利资金3亿元,其中山塘整治1.2亿元、渠道清淤0.8亿元。建成渠道60公里,完成投资5亿元。"
    )
    assert [(f.purpose, int(f.amount or 0), f.part_of) for f in rows] == [
        ("农田水利", 300_000_000, None),
        ("山塘整治", 120_000_000, "f1"),
        ("渠道清淤", 80_000_000, "f1"),
    ]


def test_levels_of_government_share_a_grant() -> None:
    rows = read("对更新灶具的农庄每台补助20万元,其中市级补助12万元、区级补助8万元。")
    assert [(f.purpose, int(f.amount or 0), f.per, f.part_of) for f in rows] == [
        ("更新灶具的农庄", 200_000, "台", None),
        ("更新灶具的农庄", 120_000, "台", "f1"),
        ("更新灶具的农庄", 80_000, "台", "f1"),
    ]


def test_shares_of_a_pot_are_its_parts() -> None:
    rows = read("下达资金5000万元,其中30%用于渡口,70%用于古桥。", "plan")
    assert [(f.purpose, f.part_of) for f in rows[1:]] == [("渡口", "f1"), ("古桥", "f1")]


def test_a_grant_to_some_of_them_is_no_share() -> None:
    rows = read("对农庄给予20万元奖励,其中对首次参评的农庄给予12万元奖励。")
    assert [f.part_of for f in rows] == [None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对首次入库的茶企,给予30万元奖励。", [("首次入库的茶企", None)]),
        ("对年产值2000万元以上的茶企,给予30万元奖励。", [("茶企", "年产值2000万元以上")]),
        (
            "茶企年产值1亿元、5000万元以上的,分别给予10万元、5万元奖励。",
            [(None, "茶企年产值1亿元"), (None, "5000万元以上")],
        ),
        ("并对用工30人以上的农庄,按社保费的20%给予补助,最高8万元。", [("农庄", "用工30人以上")] * 2),
        ("新建茶园的,给予每亩500元补助。年产值1亿元以上的茶企另行表彰。", [(None, None)]),
        ("安排专项资金3000万元,用于年产值1亿元以上的茶企。", [(None, None)]),
    ],
)
def test_to_whom_and_on_what_condition(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(row.recipient, row.condition) for row in read(text)] == expected


def test_currencies() -> None:
    assert set(CURRENCIES) == set(MONEY.values())
    assert read("给予外资茶企100万美元奖励。")[0].currency == "USD"


@pytest.mark.parametrize(
    ("phrase", "count", "items"),
    [
        ("甲类、乙类农庄", 2, ["甲类农庄", "乙类农庄"]),
        ("获评国家、省、市级驿站", 3, ["获评国家驿站", "获评省驿站", "获评市级驿站"]),
        ("市级茶园(A、B类)", 2, ["市级茶园(A类)", "市级茶园(B类)"]),
        ("销售额达到3亿元、1亿元的茶企", 2, ["销售额达到3亿元的茶企", "销售额达到1亿元的茶企"]),
        ("茶园、果园和菜园", 3, ["茶园", "果园", "菜园"]),
        ("国际、国内展会", 2, ["国际展会", "国内展会"]),
        ("省际、国内展会", 2, ["省际", "国内展会"]),
        ("茶园分A、B、C三类", 3, ["A类", "B类", "C类"]),
        ("茶园分为一、二两档", 2, ["一档", "二档"]),
        ("茶园评A、B、C三类", 3, ["茶园评A三类", "茶园评B三类", "茶园评C三类"]),
        ("研发和设计中心、检测中心", 2, ["研发和设计中心", "检测中心"]),
        ("茶园", 2, None),
    ],
)
def test_split_items(phrase: str, count: int, items: list[str] | None) -> None:
    assert split_items(phrase, count) == items


def test_a_level_is_not_doubled() -> None:
    assert "级级" not in "".join(split_items("新评国家级、省级", 2) or [])
    assert split_items("评为国家、省级驿站", 2) == ["评为国家驿站", "评为省级驿站"]


def test_rows_keep_to_the_vocabulary() -> None:
    for text, *_ in [*GRANTS, *POTS]:
        for row in read(text):
            assert (row.kind in FUNDING_KINDS, row.qualifier in QUALIFIERS) == (True, True)
            assert (row.amount is None) != (row.rate is None)
            assert isinstance(row.amount if row.rate is None else row.rate, Decimal)
            assert text[slice(*row.span)] == row.quote


@given(
    st.text(
        alphabet="对的给予奖励补助最高不超过分别每人安排资金其中,。;()、0123456789万亿元%:\n“”", max_size=120
    )
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for row in read(text):
        assert text[slice(*row.span)] == row.quote
        assert row.quote


@pytest.mark.parametrize(
    "piece", ["给予5万元奖励,", "对A、B分别给予5万元、3万元;", "安排5亿元\n", "1:1", "(5%"]
)
def test_time_grows_with_length(piece: str) -> None:
    def work(length: int) -> Callable[[], object]:
        text = piece * (length // len(piece))
        return lambda: read(text)

    assert is_linear(work, 20_000, 80_000)


def test_time_grows_with_the_number_of_conditions_before_the_grants() -> None:
    def work(length: int) -> Callable[[], object]:
        each = length // 20
        text = "销售额达到5亿元的," * each + "给予10万元补助," * each
        return lambda: read(text)

    assert is_linear(work, 20_000, 80_000)
    assert (
        max(len(row.condition or "") for row in read("销售额达到5亿元的," * 90 + "给予10万元补助," * 9)) < 200
    )
