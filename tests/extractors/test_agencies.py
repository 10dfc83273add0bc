"""Who leads, answers for or supports a measure, on invented examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.agency_names import looks_like_agency, split_names
from extractors.pipeline import Reading
from tests.growth import is_linear

LISTS = [
    ("区水务局、区财政局", ["区水务局", "区财政局"]),
    ("区水务局和区财政局", ["区水务局", "区财政局"]),
    ("市自然资源和规划局、文化和旅游部", ["市自然资源和规划局", "文化和旅游部"]),
    ("省、市水利部门", ["省水利部门", "市水利部门"]),
    ("市、县(区)人民政府", ["市人民政府", "县(区)人民政府"]),
    ("各县(市、区)政府,市直园区管委会", ["各县(市、区)政府", "市直园区管委会"]),
    ("水利部、财政部等有关部门", ["水利部", "财政部", "有关部门"]),
    ("由区水务局", ["区水务局"]),
    ("各市、县〔区〕人民政府", ["各市人民政府", "县〔区〕人民政府"]),
    ("区水务局、区财政局等12个部门", ["区水务局", "区财政局"]),
    ("栖东区、柳溪区人民政府", ["栖东区人民政府", "柳溪区人民政府"]),
    ("我区、区水务局", ["区水务局"]),
]

AGENCIES = [
    "区水务局",
    "县委组织部",
    "各镇(街道)",
    "市资规局柳溪分局",
    "古堰管理办公室",
    "区城投集团",
    "有关部门",
    "栖东区",
]
NO_AGENCIES = ["下同", "古堰", "我区", "2024年", "列第一位者为牵头单位", "局", "加固堰体", "以下简称办法"]

#: The end of a measure, and its rows as agency:role.
ASSIGNMENTS = [
    ("（责任单位：县水务局、县财政局）", ["县水务局:responsible", "县财政局:responsible"]),
    ("(责任单位:县水务局", ["县水务局:responsible"]),
    (
        "（牵头单位：县水务局；配合单位：县财政局、各镇）",
        ["县水务局:lead", "县财政局:support", "各镇:support"],
    ),
    ("（牵头单位：县水务局，责任单位：县财政局）", ["县水务局:lead", "县财政局:responsible"]),
    (
        "（由县水务局牵头，县财政局、县农业农村局配合）",
        ["县水务局:lead", "县财政局:support", "县农业农村局:support"],
    ),
    ("县水务局负责古堰修缮资金的监督检查。", ["县水务局:lead"]),
    ("对入选的工匠，县文旅局将牵头组织培训。", ["县文旅局:lead"]),
    (
        "（县水务局牵头，县财政局参与）（县财政局、县文旅局指导）",
        ["县水务局:lead", "县财政局:support", "县文旅局:responsible"],
    ),
    ("由三家单位组成，县水务局为牵头单位。", ["县水务局:lead"]),
    ("（责任单位：园区和示范区管委会）", ["园区管委会:responsible", "示范区管委会:responsible"]),
    ("联络员由县水务局有关股室负责同志担任。", []),
    ("（县水务局、县财政局负责）", ["县水务局:responsible", "县财政局:responsible"]),
    (
        "（县水务局、县财政局牵头，县文旅局、县商务局，各镇人民政府配合）",
        ["县水务局:lead", "县财政局:lead", "县文旅局:support", "县商务局:support", "各镇人民政府:support"],
    ),
    (
        "（县水务局牵头，县财政局、县商务局按职责分工负责）",
        ["县水务局:lead", "县财政局:responsible", "县商务局:responsible"],
    ),
    ("（县财政局、县商务局按职责分工负责）", ["县财政局:responsible", "县商务局:responsible"]),
    ("（责任单位：县水务局（牵头）、县财政局）", ["县水务局:lead", "县财政局:responsible"]),
    ("本意见由县水务局会同县财政局负责解释。", []),
    ("（县水务局、县财政局）", ["县水务局:responsible", "县财政局:responsible"]),
    ("〔责任单位：县水务局〕", ["县水务局:responsible"]),
    ("责任单位为县水务局、县财政局。", ["县水务局:responsible", "县财政局:responsible"]),
    ("由县水务局牵头，县财政局参与。", ["县水务局:lead", "县财政局:support"]),
    ("由县水务局会同县财政局组织审核。", ["县水务局:lead", "县财政局:support"]),
    ("所需经费由县水务局负责。", ["县水务局:lead"]),
    ("主办单位：县水务局。协办单位：县总工会。", ["县水务局:lead", "县总工会:support"]),
    # Nobody is assigned anything here.
    ("县水务局每年公布名单。", []),
    ("由县水务局负责汇总后报县政府。", []),
    ("本意见由县水务局负责解释。", []),
    ("鼓励龙头企业牵头组建联营体。", []),
    ("（含设备购置）", []),
    ("（证照、卫生、消防）", []),
    ("（见附件）", []),
]


def test_number_of_cases() -> None:
    assert (len(LISTS), len(ASSIGNMENTS)) == (12, 31)


@pytest.mark.parametrize(("listed", "names"), LISTS)
def test_lists(listed: str, names: list[str]) -> None:
    assert [name for name, _, _ in split_names(listed)] == names


def test_what_looks_like_an_agency() -> None:
    assert [n for n in AGENCIES if not looks_like_agency(n)] == []
    assert [n for n in NO_AGENCIES if looks_like_agency(n)] == []


HEAD = (
    "栖河县人民政府关于振兴古堰经济的实施意见\n各镇人民政府：\n为振兴古堰经济，提出以下意见。\n一、修缮古堰\n"
)


def led_by(text: str) -> list[str]:
    return [f"{row.measure}/{row.agency}:{row.role}" for row in Reading(text).led_by]


@pytest.mark.parametrize(("ending", "expected"), ASSIGNMENTS)
def test_assignments(ending: str, expected: list[str]) -> None:
    text = f"{HEAD}1.加固堰体。组织专业队伍施工。{ending}\n2.疏浚渠道。清淤清障。\n"
    assert led_by(text) == [f"m1/{row}" for row in expected]


def test_the_order_leads_where_the_text_says_so_and_from_there_on() -> None:
    assert led_by(
        HEAD
        + "1.加固堰体。施工。（责任单位：县水务局、县财政局；列第一位者为牵头单位，下同）\n2.疏浚渠道。清淤。（责任单位：县农业农村局、县财政局）\n"
    ) == ["m1/县水务局:lead", "m1/县财政局:responsible", "m2/县农业农村局:lead", "m2/县财政局:responsible"]


def test_who_leads_in_so_many_words_leads_wherever_it_stands() -> None:
    assert led_by(
        HEAD
        + "1.加固堰体。施工。（责任单位：县水务局；列第一位者为牵头单位，下同）\n2.疏浚渠道。清淤。（县农业农村局、县财政局牵头负责）\n"
    ) == ["m1/县水务局:lead", "m2/县农业农村局:lead", "m2/县财政局:lead"]


def test_bodies_that_act_together() -> None:
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n"
        "一、关于经费\n县水务局、县财政局会同县审计局、县文旅局等部门研究提出意见。县文旅局也表示支持。\n"
        "二、关于人员\n县水务局研究提出意见，同时将会同县人力社保局共同培训。由县教育局等3家单位牵头整理资料。\n"
    )
    assert led_by(letter) == [
        "m1/县水务局:lead",
        "m1/县财政局:lead",
        "m1/县审计局:support",
        "m1/县文旅局:support",
        "m2/县水务局:responsible",
        "m2/县人力社保局:support",
        "m2/县教育局:lead",
    ]


def test_remark_on_a_section() -> None:
    assert led_by(
        "栖河县人民政府关于振兴古堰经济的实施意见\n各镇人民政府：\n提出以下意见。\n一、修缮古堰（由县水务局牵头实施）\n1.加固堰体。施工。（责任单位：县财政局）\n"
    ) == ["section:修缮古堰/县水务局:lead", "m1/县财政局:responsible"]


def test_subjects_count_in_letters_and_not_in_policies() -> None:
    body = "一、关于经费\n2023年，县水务局先后委托两家单位编制方案。\n二、关于人员\n县水务局会同县财政局研究提出意见。\n"
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n" + body
    )
    assert led_by(letter) == ["m1/县水务局:responsible", "m2/县水务局:lead", "m2/县财政局:support"]
    # In a policy only 会同 gives roles.
    assert led_by(HEAD.replace("一、修缮古堰\n", "") + body) == ["m2/县水务局:lead", "m2/县财政局:support"]


def test_subjects_of_articles() -> None:
    """Territories as articles call them, several bodies, all of a territory, and what may stand before them."""
    article = (
        "栖河县打好护堰组合拳\n栖河网讯 记者从县水务局获悉，护堰工作有序推进。\n一、凝聚合力\n"
        "杭州开设护堰专区。随后，县水务局、县财政局等多个部门发出通知。\n二、全域行动\n"
        "3月1日起，全县各级水务部门已收集意见。游客说：“好！”柳溪区结合古堰修缮补齐短板。\n"
        "三、观点\n杭州复工率超过八成。县水务局局长林知远积极参加。\n"
    )
    assert led_by(article) == [
        "m1/杭州:responsible",
        "m1/县水务局:responsible",
        "m1/县财政局:responsible",
        "m2/全县各级水务部门:responsible",
        "m2/柳溪区:responsible",
    ]


def test_together_with_inside_a_sentence_is_a_step() -> None:
    assert led_by(HEAD + "1.加固堰体。企业提出申请，县水务局会同县财政局审核。\n") == []


def test_what_somebody_reports_has_its_own_subject() -> None:
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n"
        "一、关于经费\n县长表示，县财政局统筹安排资金。\n二、关于人员\n一是县教育局组织培训。支持县文旅局开展活动。\n"
    )
    assert led_by(letter) == ["m1/县财政局:responsible", "m2/县教育局:responsible"]


def test_evidence_is_the_remark() -> None:
    text = HEAD + "1.加固堰体。施工。（责任单位：县水务局、县财政局）\n"
    for row in Reading(text).led_by:
        assert row.quote == text[slice(*row.span)] == "（责任单位：县水务局、县财政局）"
        assert row.rule == "agency.remark"


@pytest.mark.parametrize(
    "unit",
    ["(责任单位:县水务局)", "由县水务局牵头,", "县水务局、", "(", "责任单位:", "会同", "县水务局为", "由"],
)
def test_linear_in_the_length(unit: str) -> None:
    def work(characters: int) -> Callable[[], object]:
        reading = Reading(HEAD + "1.加固。" + unit * (characters // len(unit)))
        assert reading.outline
        return lambda: reading.led_by

    assert is_linear(work, 10_000, 60_000)
