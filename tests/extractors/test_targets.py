"""Quantified outcomes, on invented sentences."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.conditions import eligibility
from extractors.indicators import without_change
from extractors.lexicon import words
from extractors.outline import Outline, Part
from extractors.pipeline import Reading
from extractors.quantities import find_quantities
from extractors.records import STATUSES, Document, Target
from extractors.targets import find_targets
from extractors.text import normalise
from extractors.uses import uses_of
from tests.growth import is_linear

Row = tuple[str, str, int | float, str, str | None, str]


def targets(text: str, kind: str = "plan", outline: Outline | None = None) -> list[Target]:
    source, document = normalise(text), Document(type=kind, date_written="2024-03-01")
    length = len(source.normal)
    uses = uses_of(source.normal, document, find_quantities(source.normal))
    return find_targets(source, outline or Outline((), (), 0, length, length), document, uses)


def rows(text: str, kind: str = "plan") -> list[Row]:
    return [
        (t.indicator, t.comparator, float(t.value), t.unit, t.period, t.status) for t in targets(text, kind)
    ]


PLANNED: list[tuple[str, list[Row]]] = [
    (
        "到2027年,全区规上工业增加值突破300亿元,年均增长8%左右,高新技术企业达到200家以上。",
        [
            ("规上工业增加值", ">=", 3e10, "元", "2027", "planned"),
            ("规上工业增加值年均增长", "~", 8, "%", "2027", "planned"),
            ("高新技术企业", ">=", 200, "家", "2027", "planned"),
        ],
    ),
    (
        "力争全年实现旅游收入80亿元,接待游客1000万人次,分别增长10%、12%。",
        [
            ("旅游收入", "=", 8e9, "元", "2024", "planned"),
            ("接待游客", "=", 1e7, "人次", "2024", "planned"),
            ("旅游收入增长", "=", 10, "%", "2024", "planned"),
            ("接待游客增长", "=", 12, "%", "2024", "planned"),
        ],
    ),
    (
        "培育国家级创新中心3家、省级10家。",
        [
            ("培育国家级创新中心", "=", 3, "家", None, "planned"),
            ("培育省级创新中心", "=", 10, "家", None, "planned"),
        ],
    ),
    ("新增120公里绿道。", [("新增绿道", "=", 120, "公里", None, "planned")]),
    (
        "聚力培育4—5个特色品种。",
        [
            ("培育特色品种", ">=", 4, "个", None, "planned"),
            ("培育特色品种", "<=", 5, "个", None, "planned"),
        ],
    ),
    (
        "完成6000名老人视力筛查、900名儿童听力筛查。",
        [
            ("老人视力筛查", "=", 6000, "名", None, "planned"),
            ("儿童听力筛查", "=", 900, "名", None, "planned"),
        ],
    ),
    ("亩均增加值达150万元/亩。", [("亩均增加值", "=", 1500000, "元/亩", None, "planned")]),
    ("实施亿元以上技改项目80项。", [("实施亿元以上技改项目", "=", 80, "项", None, "planned")]),
    (
        "每年培育茶企20家以上,每年新增就业5000人,每年引进茶艺师300名。",
        [
            ("培育茶企", ">=", 20, "家", None, "planned"),
            ("新增就业", "=", 5000, "人", None, "planned"),
            ("引进茶艺师", "=", 300, "名", None, "planned"),
        ],
    ),
    ("三年内招引茶企30个。", [("招引茶企", "=", 30, "个", None, "planned")]),
    (
        "规划茶位1.2万个,总投资35亿元,一期2022年建成投用3000个。",
        [
            ("规划茶位", "=", 12000, "个", None, "planned"),
            ("总投资", "=", 3.5e9, "元", None, "planned"),
            ("一期建成投用", "=", 3000, "个", "2022", "achieved"),
        ],
    ),
    (
        "到2026年培育年产值10亿元以上茶企3家、5000万元以上合作社20家。",
        [
            ("茶企", "=", 3, "家", "2026", "planned"),
            ("合作社", "=", 20, "家", "2026", "planned"),
        ],
    ),
    ("举办50人以上招聘会20场。", [("招聘会", "=", 20, "场", None, "planned")]),
    ("粉尘浓度控制在28微克/立方米以下。", [("粉尘浓度", "<=", 28, "微克/立方米", None, "planned")]),
    ("PM2.5平均浓度降至30微克/立方米。", [("PM2.5平均浓度", "<=", 30, "微克/立方米", None, "planned")]),
    (
        "茶农人均收入增长7%,明年底前建成茶园300个。",
        [
            ("茶农人均收入增长", "=", 7, "%", None, "planned"),
            ("建成茶园", "=", 300, "个", "2025", "planned"),
        ],
    ),
    ("群众满意度99.2%。", [("群众满意度", "=", 99.2, "%", None, "planned")]),
    ("空气优良天数300天以上。", [("空气优良天数", ">=", 300, "天", None, "planned")]),
    ("2025年底前完成20个茶园的整体改造。", [("茶园的整体改造", "=", 20, "个", "2025", "planned")]),
    ("对首次参评的茶企给予20万元奖励,新增茶园50家。", [("新增茶园", "=", 50, "家", None, "planned")]),
    ("森林覆盖率稳定在66%以上。", [("森林覆盖率", ">=", 66, "%", None, "planned")]),
    ("2022年建成泊位300个。", [("建成泊位", "=", 300, "个", "2022", "achieved")]),
    ("已建成泊位300个。", [("建成泊位", "=", 300, "个", None, "achieved")]),
    ("确保茶农贷款利率低于3%。", [("茶农贷款利率", "<=", 3, "%", None, "planned")]),
    (
        "全年茶企融资成本至少降低0.3个百分点。",
        [("茶企融资成本降低", ">=", 0.3, "个百分点", "2024", "planned")],
    ),
    ("抽查茶企30家。", [("抽查茶企", "=", 30, "家", None, "planned")]),
    (
        "茶叶采摘、加工机械化率均达到45%。",
        [
            ("茶叶采摘机械化率", "=", 45, "%", None, "planned"),
            ("加工机械化率", "=", 45, "%", None, "planned"),
        ],
    ),
    (
        "新增茶农,东镇、西镇两镇各培训15人。",
        [("东镇、西镇两镇各培训", "=", 15, "人", None, "planned")],
    ),
    (
        "到2026年建成良种茶园20万亩,2028年扩大到25万亩。",
        [
            ("建成良种茶园", "=", 200000, "亩", "2026", "planned"),
            ("建成良种茶园", "=", 250000, "亩", "2028", "planned"),
        ],
    ),
]

REPORTED: list[tuple[str, list[Row]]] = [
    (
        "一季度茶叶商户实现零售额6.4亿,同比增长21.5%。",
        [
            ("茶叶商户实现零售额", "=", 6.4e8, "元", "2024Q1", "achieved"),
            ("茶叶商户实现零售额同比增长", "=", 21.5, "%", "2024Q1", "achieved"),
        ],
    ),
    (
        "新开工项目77个(原计划64个)。",
        [
            ("新开工项目", "=", 77, "个", None, "achieved"),
            ("新开工项目", "=", 64, "个", None, "planned"),
        ],
    ),
    (
        "今年将新建泊位200个,改造站点32处。",
        [
            ("新建泊位", "=", 200, "个", "2024", "planned"),
            ("改造站点", "=", 32, "处", "2024", "planned"),
        ],
    ),
    ("2021年以来累计加装电梯126台。", [("加装电梯", "=", 126, "台", "2021", "achieved")]),
    ("目前复工率近85%。", [("复工率", "~", 85, "%", None, "achieved")]),
    ("目前90%以上的制茶业务都能网上办理。", [("制茶业务", ">=", 90, "%", None, "achieved")]),
    # Cases of illness only tell how things stand; what was done for them is an outcome.
    (
        "茶树病例40例,累计治愈茶树病例9例。",
        [("治愈茶树病例", "=", 9, "例", None, "achieved")],
    ),
    (
        "茶企共300家,复工的占37.2%。",
        [("茶企", "=", 300, "家", None, "achieved"), ("复工的占", "=", 37.2, "%", None, "achieved")],
    ),
    ("60家茶企率先恢复营业。", [("茶企", "=", 60, "家", None, "achieved")]),
    ("全市生产总值由320亿元增加到510亿元。", [("生产总值", "=", 5.1e10, "元", None, "achieved")]),
    (
        "检查集中隔离点30个、茶园120个次,茶山小流域年节水量约35万立方米。",
        [
            ("检查集中隔离点", "=", 30, "个", None, "achieved"),
            ("茶园", "=", 120, "个次", None, "achieved"),
            ("茶山小流域年节水量", "~", 350000, "立方米", None, "achieved"),
        ],
    ),
    ("茶文化馆总投资2亿元。", [("茶文化馆总投资", "=", 2e8, "元", None, "planned")]),
    (
        "茶园完好率达到91%,较上年提高4.2个百分点。",
        [
            ("茶园完好率", "=", 91, "%", None, "achieved"),
            ("茶园完好率较上年提高", "=", 4.2, "个百分点", None, "achieved"),
        ],
    ),
    (
        "先后出台《茶园管护办法》《茶亭管护办法》等共24类、近90条。",
        [("出台政策", "=", 24, "类", None, "achieved")],
    ),
    (
        "建立和谐茶村、茶园各10个。",
        [("建立和谐茶村", "=", 10, "个", None, "achieved"), ("茶园", "=", 10, "个", None, "achieved")],
    ),
    (
        "接待茶客 9 万人次,实现茶旅收入 4 亿元,同比分别增长 12% 和 15%。",
        [
            ("接待茶客", "=", 90000, "人次", None, "achieved"),
            ("茶旅收入", "=", 4e8, "元", None, "achieved"),
            ("接待茶客同比增长", "=", 12, "%", None, "achieved"),
            ("茶旅收入同比增长", "=", 15, "%", None, "achieved"),
        ],
    ),
]

NO_TARGET = [
    "受理后核对茶园承包申请表2份。",
    "制茶车间每天通风2次。",
    "确诊病例有40例时停工。",
    "推动茶企2月10起复工。",
    "对年销售额达到5亿元的企业,给予20万元奖励。",
    "对组织5家以上企业参展的协会,给予10万元补助。",
    "重点支持产值2亿元以上的企业。",
    "推动企业裁员率不超过20%的,按规定返还。",
    "配套用房面积占比不得低于40%。",
    "实行每平方米不高于30元的价格。",
    "执行担保费率不超过1%的规定。",
    "打造3个方面、8项制度、12条措施。",
    "推进“十百千”工程,实施《三年行动计划》。",
    "由财政、审计等6个部门组成。",
    "每增加1亿元再奖励1万元。",
    "本办法自2024年5月1日起施行,有效期3年。",
    "统筹国内国际两个市场。",
    "处以50万元罚款。",
    "年度考核得分达到90%得满分。",
    "确保考核占比不低于5%。",
    "完善古桥保护方面4项、茶园管护方面5项。",
    "加计扣除比例提高至100%。",
    "申报茶企应当满足以下条件:营业收入达到5000万元以上;纳税总额不低于1000万元,其中上一年度不低于300万元。",
    "茶企应当符合下列条件:\n(一)产值达到5000万元以上;\n(二)完成技改投资300万元以上;\n(三)拥有专利5项以上。",
    "使用500毫克/升消毒液。",
    "茶园复绿率=复绿茶园数/受灾茶园数×100%。",
    "加快20万吨茶饮料项目前期工作。",
    "对新增的单户金额50万元以下、期限一年的茶农贷款予以担保。",
    "实施茶园保护,区内有茶园24个,茶农505户。",
    "办理时限提高到5天以内。",
    "培育茶园5家以上,给予茶企20万元奖励。",
    "每年举办茶会10场以上,每场给予5万元补助。",
    "",
    "每3年修订1次茶谱。",
    "质量保证金预留比例不超过3%。",
    "在标准基础上提高50%。",
]


@pytest.mark.parametrize(("text", "expected"), PLANNED)
def test_planned(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(("text", "expected"), REPORTED)
def test_reported(text: str, expected: list[Row]) -> None:
    assert rows(text, "reply") == expected


@pytest.mark.parametrize("text", NO_TARGET)
def test_no_target(text: str) -> None:
    assert rows(text, "measures") == []


#: Kind, a text and what its figures are (p planned, a achieved), and a text much like it with what those are.
PAIRS = [
    # Planned or achieved
    ("news", "茶馆数就能达到30家。", "p", "茶馆数达到30家。", "a"),
    ("news", "目标达到30家。", "p", "完成年度目标30家。", "a"),
    ("news", "将拿下茶园30家。", "p", "将军茶园新增30家。", "a"),
    ("news", "将选树茶艺师30名。", "p", "将军茶馆选树茶艺师30名。", "a"),
    ("news", "到今年新增茶园30家。", "p", "今年新增茶园30家。", "a"),
    ("news", "年内新增茶园30家。", "p", "年内累计新增茶园30家。", "a"),
    ("news", "年底前新增茶园30家。", "p", "年底新增茶园30家。", "a"),
    ("news", "茶山可带动茶农30家。", "p", "茶山带动茶农30家。", "a"),
    ("news", "茶园可实现产值3亿元。", "p", "茶园实现产值3亿元。", "a"),
    ("plan", "累计开通游线30条以上。", "p", "累计开通游线30条。", "a"),
    ("plan", "到2027年县里有游线。累计开通游线30条。", "a", "到2027年,累计开通游线30条。", "p"),
    ("plan", "五年累计开通游线30条。", "p", "五年来已累计开通游线30条。", "a"),
    ("reply", "到明年,茶园建成30家。", "p", "到明天,茶园建成30家。", "a"),
    ("reply", "今年内,茶园建成30家。", "p", "今年,茶园建成30家。", "a"),
    ("reply", "全年新增茶园30家。", "p", "全年已新增茶园30家。", "a"),
    ("news", "全年新增茶园30家。", "p", "全年累计新增茶园30家。", "a"),
    ("reply", "全年新增茶园30家。", "p", "半年新增茶园30家。", "a"),
    ("plan", "培育茶企30家。", "p", "茶企30家。", ""),
    ("news", "今年重点培育茶企30家。", "p", "今年培育茶企30家。", "a"),
    ("news", "茶坊投产后,新增茶企30家。", "p", "茶坊投产前,新增茶企30家。", "a"),
    ("news", "目前茶园将建好。计划培育茶企30家。", "p", "计划培育茶企,目前已有茶企30家。", "a"),
    ("news", "计划培育茶企30家。", "p", "计划书提到茶企30家。", "a"),
    ("plan", "新增茶企仍达30家。", "a", "新增茶企达30家。", "p"),
    # Shares and growth
    ("reply", "九成制茶业务都能网上办理。", "a", "九成制茶业务都在网上。", ""),
    ("reply", "游船提速30%。", "a", "游船提价30%。", ""),
    ("reply", "游客增长3倍。", "a", "游客为往年的3倍。", ""),
    ("reply", "茶馆规模扩大2倍。", "a", "茶馆规模相当2倍。", ""),
    ("measures", "运输成本下降30%。", "p", "运输成本30%。", ""),
    # Rules and conditions
    ("measures", "限额以上茶企达到30家。", "p", "限定茶企达到30家。", ""),
    ("measures", "限上茶企达到30家。", "p", "限制茶企达到30家。", ""),
    ("measures", "如今建成茶园30家。", "p", "如建成茶园30家。", ""),
    ("measures", "带动4人以上制茶。", "p", "带动4人以上制茶的。", ""),
    ("measures", "每年新增茶园30家。", "p", "每新增茶园30家。", ""),
    ("reply", "每年新增茶园30家。", "a", "每新增茶园30家。", ""),
    ("plan", "给予茶企20万元奖励,净增茶企30家。", "p", "给予茶企20万元奖励,茶企30家。", ""),
    ("measures", "发放茶杯500万个(其中:竹杯200万个)。", "pp", "发放茶杯500万个(竹杯200万个)。", "p"),
    ("reply", "发放茶杯500万个(包括竹杯200万个)。", "aa", "发放茶杯500万个(竹杯200万个)。", "a"),
    # Harm, patients
    ("reply", "采茶事故同比下降30%。", "a", "采茶事故达到30起。", ""),
    ("reply", "培训茶农300名。", "a", "受访茶农300名。", ""),
    ("reply", "走访茶企300家,电话调查300家茶企。", "aa", "咨询电话号300家。", ""),
    ("reply", "收缴茶具300件。", "a", "罚单300件。", ""),
    ("reply", "治愈出院40例。", "a", "现有疑似40例。", ""),
    ("reply", "收治茶树病例40例。", "a", "茶树病例40例。", ""),
    ("measures", "新增病例下降30%。", "p", "新增病例30%。", ""),
    # Bodies, lists, rounds
    ("reply", "推出12项扶持政策。", "a", "推出12项政策措施。", ""),
    ("reply", "9个县已恢复客运。", "a", "9个县召开会议。", ""),
    ("reply", "9个镇客运正常运行。", "a", "9个镇客运站。", ""),
    ("reply", "新建9个平台。", "a", "利用9个平台。", ""),
    ("reply", "新增9个村民小组。", "a", "涉及9个村民小组。", ""),
    ("reply", "新增9家定点茶医院。", "a", "依托9家定点茶医院。", ""),
    ("reply", "运送茶苗257批。", "a", "运送茶苗7批。", ""),
    ("reply", "推出竹编等3台水车。", "a", "利用竹编等3台水车。", ""),
    ("reply", "先后出台12条措施。", "a", "落实12条措施。", ""),
    ("reply", "共出台12条措施。", "a", "共渡难关出台12条措施。", ""),
    ("reply", "收集意见45条。", "a", "意见45条。", ""),
    ("plan", "消除险段12条。", "p", "险段12条。", ""),
    ("reply", "打通渠道12条。", "a", "疏通渠道12条。", ""),
    ("plan", "创建护堰品牌12条。", "p", "护堰品牌12条。", ""),
    ("reply", "水车转动300次。", "a", "水车振动300次。", ""),
    ("measures", "“十四五”茶企30家。", "p", "“十四景”茶企30家。", ""),
    # What is there
    ("reply", "有31个开通了游线。", "a", "有31个茶园。", ""),
    ("reply", "茶园里都有31个茶馆。", "a", "茶园里有31个茶馆。", ""),
    ("reply", "培训300人。", "a", "人口300人。", ""),
    ("reply", "茶山造林面积3000平方米。", "a", "茶山面积3000平方米。", ""),
    ("reply", "对承担护堰任务的75家茶企开展培训。", "a", "对上述75家茶企开展培训。", ""),
    ("reply", "培训上报的45个茶园。", "a", "培训原有45个茶园。", ""),
    ("plan", "培训45个茶园。", "p", "培训上报的45个茶园。", ""),
    ("plan", "培训近百个茶农。", "p", "培训近两个茶农。", ""),
    # Figures of the economy
    ("reply", "市外资金3亿元。", "a", "口袋资金3亿元。", ""),
    ("reply", "到位资金3亿元。", "a", "在途资金3亿元。", ""),
    ("reply", "古桥维修资金3亿元。", "a", "古桥保险资金3亿元。", ""),
    # What is done every year beside a grant
    ("measures", "每年评选茶艺师10名,每名奖励2万元。", "p", "每年引进茶艺师10名,每名奖励2万元。", ""),
    ("measures", "建立茶园10个,每个补助2万元。", "p", "茶企有茶园10个,每个补助2万元。", ""),
    ("measures", "培育茶企20家,每新开一家补助5万元。", "p", "培育茶企20家的,每新开一家补助5万元。", ""),
    ("measures", "每车补助3万元,总量控制在700辆以内。", "p", "每车补助3万元,载重要在700辆以内。", ""),
    ("measures", "每年单列不少于5%的用地指标。", "p", "每年单列不少于5%的用地企业。", ""),
    # Things that are made or won
    ("plan", "制定地方标准15项。", "p", "地方制度15项。", ""),
    ("plan", "获“金茶奖”10项以上。", "p", "设“金茶奖”10项以上。", ""),
    ("plan", "开工建设柳溪渠等9个茶园。", "p", "巡查柳溪渠等9个茶园。", ""),
    # 有 and 应 as parts of words
    ("plan", "推广有机肥3000吨。", "p", "内有茶叶3000吨。", ""),
    ("plan", "2024年改造既有茶园3000亩。", "p", "2024年茶山有茶园3000亩。", ""),
    ("plan", "2024年应统尽统率达到100%。", "p", "2024年应有完好率达到100%。", ""),
    ("plan", "茶叶投资增长12%以上、民间投资(扣除茶园)增长10%。", "pp", "茶叶考核12%扣分。", ""),
    ("plan", "验茶时间压缩70%以上。", "p", "验茶时间70%以上。", ""),
    ("plan", "300米以下步道亮灯率达到95%。", "p", "新增步道300米以上路段绿化。", "p"),
    ("plan", "完成茶叶投资1500元。", "p", "按1500元标准提取。", ""),
    # What a plan lays down
    ("reply", "安置茶农3000人,规划确定由县里安置。", "p", "安置茶农3000人,县里确定由镇里安置。", "a"),
    # A year gone by
    ("reply", "2023年,古堰完好。全年新增茶园30家。", "a", "2024年,古堰完好。全年新增茶园30家。", "p"),
    ("report", "2023年内新增茶园30家。", "a", "2025年内新增茶园30家。", "p"),
    ("reply", "引进茶企协议总投资3亿元。", "a", "引进茶企总投资3亿元。", "p"),
    ("reply", "将督促各镇增设茶亭30处。", "p", "将军督促各镇增设茶亭30处。", "a"),
    # Who took part
    ("reply", "吸引3万名茶农参与制茶各环节。", "a", "简化3个制茶环节。", ""),
    ("reply", "与飞沙等6所学校开展合作。", "a", "与飞沙等6所学校相邻。", ""),
    ("reply", "受益人口3000人。", "a", "人口3000人。", ""),
    ("reply", "为茶农增收3000万元。", "a", "为茶农多付3000万元。", ""),
    ("reply", "茶农分红3000万元。", "a", "茶农红包3000万元。", ""),
    ("reply", "收到善款3000元。", "a", "收到茶票3000元。", ""),
    ("measures", "给予茶企20万元奖励,惠及茶企318家。", "p", "给予茶企20万元奖励,涉及茶企318家。", ""),
    # What a share is of
    ("plan", "14座茶亭完好率达到90%。", "p", "新建14座茶亭。", "p"),
    ("reply", "30户以上茶村通渠比例达到98%。", "a", "改造30户以上茶村。", "a"),
    ("plan", "茶园低收费开放率达到100%。", "p", "茶园收费率达到100%。", ""),
    ("plan", "建设茶亭2个、步道8条。", "pp", "巡查茶亭2个、步道8条。", ""),
    # What was counted and its total
    ("reply", "开工茶园30家,总投资3亿元。", "aa", "计划开工茶园30家,总投资3亿元。", "pp"),
    ("reply", "完成投资,占总投资的71%。", "a", "总投资增长71%。", "p"),
    ("reply", "支持你县新建茶园,新增茶园30家。", "p", "支持他县新建茶园,新增茶园30家。", "a"),
    ("reply", "目前共有茶企430家。", "a", "县里共有茶企430家。", ""),
    ("reply", "茶园总面积3000平方米。", "a", "茶园桌面积3000平方米。", ""),
    ("reply", "直接拉动消费3亿元。", "a", "直接拉回石料3亿元。", ""),
    ("plan", "具备条件的茶村通渠率达到90%。", "p", "茶村通渠条件达到90%。", ""),
    (
        "plan",
        "“十四五”完成改造茶园30家,给予茶企20万元奖励。",
        "p",
        "完成改造茶园30家,给予茶企20万元奖励。",
        "",
    ),
    (
        "measures",
        "围绕制茶产业组建团队10支,每支团队补助2万元。",
        "p",
        "围绕制茶产业有团队10支,每支团队补助2万元。",
        "",
    ),
    ("measures", "按每百户不少于30平方米建设茶亭。", "", "建设茶亭30平方米。", "p"),
    ("reply", "开展茶艺课程12期。", "a", "茶艺第12期。", ""),
    ("reply", "引进茶企30家,计划总投资3亿元。", "aa", "引进茶企30家,计划投资3亿元。", "ap"),
    ("measures", "全年奖励不超过5场。", "", "全年举办不超过5场。", "p"),
    ("news", "茶山有望带动茶农30家。", "p", "茶山展望台带动茶农30家。", "a"),
    ("news", "茶山可惠及茶农30家。", "p", "茶山惠及茶农30家。", "a"),
    ("news", "推动30家茶企开通游线。", "a", "还要推动30家茶企开通游线。", "p"),
    ("reply", "谋划茶园项目30个。", "p", "已谋划茶园项目30个。", "a"),
    ("reply", "梳理茶园项目30个。", "p", "梳理茶园档案30个。", "a"),
    ("reply", "完成诊疗3000例。", "a", "完成病例3000例。", ""),
    ("reply", "签订茶单30个。", "a", "累计签到不超过3次。", "a"),
    ("reply", "累计签到次数不超过3次。", "", "累计签到不超过3次。", "a"),
    ("reply", "保险赔付300万元。", "a", "保险赔单300万元。", ""),
    ("reply", "茶农减费让利300万元。", "a", "茶农减费谦让300万元。", ""),
    ("reply", "开发茶山线路4条。", "a", "翻开茶山线路4条。", ""),
    ("reply", "推出茶山线路4条。", "a", "推出茶山措施4条。", ""),
    ("plan", "围绕茶园建设4条。", "p", "围绕茶园建设的要点4条。", ""),
    (
        "reply",
        "茶园30家,其中示范茶园1家、生态茶园9家。",
        "aaa",
        "茶园30家,其中1家茶企观望、9家茶企营业。",
        "aa",
    ),
    ("news", "新签茶单年度计划180个。", "p", "新签茶单完成年度计划的180个。", "a"),
    ("reply", "下达你县修渠任务3万米。", "p", "送达你县修渠石料3万米。", "a"),
    ("news", "将分批修缮茶亭30座。", "p", "将军分批修缮茶亭30座。", "a"),
    ("reply", "茶叶意向成交3亿元。", "a", "茶叶意向成色3亿元。", ""),
    ("reply", "茶机研发投入3亿元。", "a", "茶机研究材料3亿元。", ""),
    ("plan", "每年选送茶艺师30名。", "p", "每年探访茶艺师30名。", ""),
    ("reply", "累计谋划茶园项目30个。", "a", "谋划茶园项目30个。", "p"),
    ("news", "将分散的茶亭修缮30座。", "a", "将分批修缮茶亭30座。", "p"),
    ("reply", "开发区茶园30条。", "", "开发茶园30条。", "a"),
]


@pytest.mark.parametrize(("kind", "text", "expected", "near_miss", "instead"), PAIRS)
def test_pairs(kind: str, text: str, expected: str, near_miss: str, instead: str) -> None:
    def found(sentence: str) -> str:
        return "".join(row.status[0] for row in targets(sentence, kind))

    assert (found(text), found(near_miss)) == (expected, instead)


#: A text and its indicator; in pairs of which the second is much like the first.
INDICATORS = [
    ("力争游客在2022年基础上增长20%。", "游客增长"),
    ("力争在现有10个工作日的基础上再提速20%。", "提速"),
    ("新增30家茶企在茶园施工。", "新增茶企"),
    ("新增30家茶企在建。", "新增茶企在建"),
    ("新增30家茶园都开放。", "新增茶园"),
    ("新增30家都市茶园。", "新增都市茶园"),
    ("新增30家茶企对老堰工开放。", "新增茶企"),
    ("新增30家茶企对外开放。", "新增茶企对外开放"),
    ("30名老堰工坚守闸门。", "老堰工"),
    ("30名老堰工守闸门。", "老堰工守闸门"),
    ("新增茶企30家 茶园。", "新增茶企"),
    ("组织老茶农修缮30家茶园。", "修缮茶园"),
    ("老茶农参观30家茶园。", "茶园"),
    ("3月5日以来新增茶企30家。", "新增茶企"),
    ("3月以来新增茶企30家。", "3月以来新增茶企"),
    ("如今茶企达30家。", "茶企"),
    ("包括茶企30家。", "茶企"),
    ("包装茶企30家。", "包装茶企"),
    ("及茶企达到30家。", "茶企"),
    ("及时雨茶企达到30家。", "及时雨茶企"),
    ("并新增茶企30家。", "新增茶企"),
    ("并购茶企30家。", "并购茶企"),
    ("和茶企达到30家。", "茶企"),
    ("和谐茶企达到30家。", "和谐茶企"),
    ("以茶企为主达到30家。", "茶企为主"),
    ("以上茶企达到30家。", "以上茶企"),
    ("茶企销售收入,突破3亿元。", "茶企销售收入"),
    ("茶企销售收入,利润3亿元。", "利润"),
    ("茶企销售收入,总金额3亿元。", "茶企销售收入"),
    ("举办茶会、灯会等活动30场。", "举办活动"),
    ("举办茶会灯会活动30场。", "举办茶会灯会活动"),
    ("组建由茶农、茶商组成的服务队30支。", "组建服务队"),
    ("优秀等次茶企30家。", "优秀等次茶企"),
    ("吸引30名茶农参与制茶。", "吸引茶农参与制茶"),
    ("培训30名茶农参与制茶。", "培训茶农"),
    ("截至9月底已完成投资3亿元。", "投资"),
    ("前三季度实现产值3亿元。", "产值"),
    ("前三甲产值3亿元。", "前三甲产值"),
    ("完成新增茶企30家的目标。", "新增茶企"),
    ("有望新增茶企30家。", "新增茶企"),
    ("选派老茶农36名驻点服务。", "选派老茶农"),
    ("选派36名老茶农结对帮扶。", "选派老茶农"),
    ("新增中等职业茶校3所。", "新增中等职业茶校"),
    ("选派老茶农126名支援你县。", "选派老茶农"),
    ("组织30名老茶农昼夜制茶。", "组织老茶农"),
    ("派出20名支援茶师。", "派出支援茶师"),
]


@pytest.mark.parametrize(("text", "indicator"), INDICATORS)
def test_indicators(text: str, indicator: str) -> None:
    assert [row.indicator for row in targets(text, "reply")] == [indicator]


def test_verbs_of_reaching_make_a_figure_a_goal() -> None:
    verbs = words("goal_verbs")
    new = verbs[verbs.index("净增") :]
    assert len(new) == 42
    assert [verb for verb in new if not rows(f"{re.sub('[(].*', '', verb)}“茶企”30家。", "measures")] == []
    assert rows("茶企30家。", "measures") == []


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("茶企应具备:客房5间以上。", True),
        ("茶企具备:客房5间以上。", False),
        ("茶企应具备下列条件:客房5间以上。", True),
    ],
)
def test_lists_of_conditions(text: str, listed: bool) -> None:
    assert bool(eligibility(text)) == listed


def test_all_below_a_preamble_that_looks_ahead() -> None:
    text = "一、茶园\n茶园尚少。{}以下工作:\n一是新建茶园。新建茶园30个。\n"
    for said, status in (("下一步,我们做好", "planned"), ("去年,我们做了", "achieved")):
        assert [t.status for t in Reading(f"{LETTER}{text.format(said)}").targets] == [status]


LETTER = "栖河县水务局关于修缮古堰提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n"


def test_tables_are_whole() -> None:
    assert (len(PLANNED), len(REPORTED), len(NO_TARGET)) == (29, 16, 36)
    assert (len(PAIRS), len(INDICATORS)) == (138, 46)


def test_a_limit_before_a_verb_or_a_list_is_no_description() -> None:
    assert len(rows("完成投资1亿元以上建设茶园30个。")) == 2
    assert len(rows("新增2家以上重点茶企和3个茶园。")) == 2


def test_after_a_list_of_conditions_goals_go_on() -> None:
    text = "茶企应当符合下列条件:\n(一)产值达到5000万元以上;\n(二)拥有专利5项以上。\n全年新增茶企30家。"
    assert [row.indicator for row in targets(text, "measures")] == ["新增茶企"]


def test_composite_unit() -> None:
    (row,) = targets("细颗粒物平均浓度达到28微克/立方米。")
    assert row.unit == "微克/立方米"


def test_next_steps_are_plans() -> None:
    done, plan = targets("已开放泊位80个。下一步持续挖潜。打造共享泊位60个。", "news")
    assert (done.status, plan.status) == ("achieved", "planned")


def test_next_steps_end_with_their_paragraph() -> None:
    done = targets("下一步持续挖潜,打造共享泊位60个。\n全区8000名茶农坚守在茶园。", "news")
    assert [row.status for row in done] == ["planned", "achieved"]


def test_section_on_goals_is_planned() -> None:
    text = "二、2024年工作目标\n地区生产总值增长6%。"
    part = Part(
        id="s1",
        label="二",
        heading="2024年工作目标",
        depth=1,
        parent=None,
        start=0,
        body=12,
        end=len(text),
        rule="x",
    )
    (row,) = targets(text, "report", Outline((part,), (), 0, len(text), len(text)))
    assert (row.status, row.measure) == ("planned", "section:2024年工作目标")


def test_title_is_left_out() -> None:
    text = "柳溪区新增泊位300个\n目前新增泊位300个。"
    assert len(targets(text, "news", Outline((), (), 11, len(text), len(text)))) == 1


def test_offsets_and_words_agree() -> None:
    text = "（一）全年新增　泊位 2，500 个以上。"
    for row in targets(text):
        assert text[slice(*row.span)] == row.quote
        assert row.status in STATUSES
    assert [float(row.value) for row in targets(text)] == [2500]


def test_without_change() -> None:
    assert without_change("外贸出口同比增长") == "外贸出口"


@given(
    st.text(
        alphabet="全年新增完成达到力争确保对的给予奖励,。;()、0123456789万亿元%个家分别\n“”", max_size=120
    )
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for kind in ("plan", "news"):
        for row in targets(text, kind):
            assert text[slice(*row.span)] == row.quote
            assert row.quote


@pytest.mark.parametrize("piece", ["新增泊位5个,", "增长5%;", "到2027年,", "达到5%\n", "(完成3家"])
def test_time_grows_with_length(piece: str) -> None:
    def work(length: int) -> Callable[[], object]:
        text = piece * (length // len(piece))
        return lambda: targets(text)

    assert is_linear(work, 20_000, 80_000)


def test_an_interpretation_says_what_its_policy_sets() -> None:
    def status(text: str) -> str:
        part = Part(
            id="m1",
            label="1",
            heading=None,
            depth=1,
            parent=None,
            start=0,
            body=0,
            end=len(text),
            rule="x",
        )
        (row,) = targets(text, "interpretation", Outline((), (part,), 0, len(text), len(text)))
        return row.status

    assert (status("已建茶园30家。"), status("建设茶园30家。")) == ("achieved", "planned")
