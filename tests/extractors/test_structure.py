"""Labels, sections and measures, on invented documents."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from extractors.header import read_header
from extractors.outline import Outline
from extractors.pipeline import extract
from extractors.structure import find_outline
from extractors.text import Text, normalise
from tests.growth import is_linear


def outline(original: str) -> tuple[Text, Outline]:
    text = normalise(original)
    return text, find_outline(text, read_header(text))


def rows(original: str) -> list[tuple[str | None, str | None, str | None]]:
    """Label, heading and section of every measure."""
    _, found = outline(original)
    out = []
    for measure in found.measures:
        section = found.section_of(measure)
        out.append((measure.label, measure.heading, section.heading if section else None))
    return out


HEAD = "栖河县人民政府关于振兴古堰经济的实施意见\n各镇人民政府：\n为振兴古堰经济，提出以下意见。\n"


def test_numbered_through_under_sections_with_preambles() -> None:
    assert rows(
        HEAD
        + "一、修缮古堰（由县水务局牵头实施）\n\n到年底完成修缮。\n\n1.加固堰体。组织专业队伍施工。\n\n2.疏浚渠道。清淤清障。\n\n"
        "二、发展旅游\n\n3.建设步道。沿渠修建。\n\n4.培育民宿。给予扶持。\n"
    ) == [
        ("1", "加固堰体", "修缮古堰"),
        ("2", "疏浚渠道", "修缮古堰"),
        ("3", "建设步道", "发展旅游"),
        ("4", "培育民宿", "发展旅游"),
    ]


def test_the_same_flattened() -> None:
    assert rows(
        "栖河县人民政府关于振兴古堰经济的实施意见 各镇人民政府： 为振兴古堰经济，提出以下意见。 "
        "一、修缮古堰 1．加固堰体。组织专业队伍施工。（责任单位：县水务局） 2．疏浚渠道。清淤清障。 二、发展旅游 3．建设步道。沿渠修建。"
    ) == [("1", "加固堰体", "修缮古堰"), ("2", "疏浚渠道", "修缮古堰"), ("3", "建设步道", "发展旅游")]


def test_flattened_headings_that_only_a_blank_sets_apart() -> None:
    assert rows(
        "栖河县人民政府关于振兴古堰经济的通知 各镇人民政府： 现就有关事项通知如下： "
        "一、保障修缮经费 各镇要把古堰修缮列入年度预算并及时足额拨付到位。 二、加强日常巡查 各镇要组织老堰工每月巡查闸门水位和渠道情况。"
    ) == [("一", "保障修缮经费", None), ("二", "加强日常巡查", None)]


def test_standard_headings_fused_with_their_text() -> None:
    assert rows(
        HEAD
        + "一、指导思想以保护古堰为主线，坚持修旧如旧。\n二、扶持政策\n1.加固堰体。组织施工。\n2.疏浚渠道。清淤清障。\n三、附则本意见由县水务局解释。\n"
    ) == [("1", "加固堰体", "扶持政策"), ("2", "疏浚渠道", "扶持政策")]


def test_details_of_one_action_are_no_measures() -> None:
    assert rows(
        HEAD
        + "一、扶持对象\n（一）民宿业主应当符合下列条件：\n1.证照齐全；\n2.守法经营；\n3.无安全事故。\n（二）鼓励联营。\n组建联营体，统一品牌。\n"
    ) == [("一", None, "扶持对象"), ("二", "鼓励联营", "扶持对象")]


def test_articles_with_names_in_brackets() -> None:
    assert rows(
        "栖河县民宿扶持办法\n第一条 为扶持民宿制定本办法。\n第二条 【改造补助】\n（一）改造客房的，按投入的二成补助。\n（二）改造厨房的，另行补助。\n"
        "第三条 【宣传奖】\n组织推介活动的给予奖励。\n第四条 本办法自2031年1月1日起施行。\n"
    ) == [
        ("第一条", None, None),
        ("一", None, "改造补助"),
        ("二", None, "改造补助"),
        ("第三条", "宣传奖", None),
        ("第四条", None, None),
    ]


def test_chapters_and_cross_references() -> None:
    assert rows(
        "栖河县古堰保护办法\n第一章 总则\n第一条 制定本办法。\n第二条 依照第一条第（一）款规定执行。\n第二章 保护\n第三条 划定范围。违反第二条的，责令改正。\n"
    ) == [("第一条", None, "总则"), ("第二条", None, "总则"), ("第三条", "划定范围", "保护")]


def test_fused_chapters() -> None:
    assert [
        (label, section)
        for label, _, section in rows(
            "栖河县古堰保护办法\n总则第一条为保护古堰制定本办法。\n第二条保护工作坚持公开。\n第二章保护范围第三条划定保护线。\n第四条设立界桩。\n"
        )
    ] == [("第一条", "总则"), ("第二条", "总则"), ("第三条", "保护范围"), ("第四条", "保护范围")]


def test_a_table_of_contents_is_no_structure() -> None:
    assert rows(
        "栖河县古堰保护办法\n目录\n第一章 总则\n第二章 保护\n第一章 总则\n第一条 制定本办法。\n第二章 保护\n第二条 划定范围。\n"
    ) == [("第一条", None, "总则"), ("第二条", None, "保护")]


def test_enumerations_in_running_text_count_in_letters_only() -> None:
    body = "一、关于经费\n我县多方筹措：\n一是争取上级支持。跑部门。\n二是整合资金。集中使用。\n二、关于人员\n已经落实。\n"
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n" + body
    )
    assert rows(letter) == [
        ("一是", "争取上级支持", "关于经费"),
        ("二是", "整合资金", "关于经费"),
        ("二", "关于人员", None),
    ]
    assert [label for label, _, _ in rows(HEAD + body)] == ["一", "二"]


def test_items_that_are_announced_are_the_measures_of_an_interpretation() -> None:
    text = (
        "关于振兴古堰意见的解读\n一、主要内容\n（一）修缮古堰。包括2项措施，一是加固堰体。拨出石料。二是疏浚渠道。清除淤泥。\n"
        "（二）培训堰工。县里办班，一是学石作。二是学水文。\n"
    )
    found = extract(text, source="x.txt").measures
    assert [(m.label, m.heading, m.section) for m in found] == [
        ("一是", "加固堰体", "修缮古堰"),
        ("二是", "疏浚渠道", "修缮古堰"),
        ("二", "培训堰工", "主要内容"),
    ]


def test_headings_of_an_article_without_numbers() -> None:
    paragraph = "入冬以来，澜江市的古堰修缮工程陆续完工，沿江百姓用上了新渠道里的水，田里又热闹起来。\n"
    article = (
        "古堰新生记\n"
        + paragraph
        + "修堰有方\n工匠显身手\n"
        + paragraph
        + "治水有道\n"
        + paragraph
        + "抓清淤。渠道里的淤泥一车车运走，水流得畅快。\n促管护。聘请老堰工，定期巡查闸门和水位。\n"
    )
    assert rows(article) == [
        (None, "修堰有方 工匠显身手", None),
        (None, "抓清淤", "治水有道"),
        (None, "促管护", "治水有道"),
    ]


def test_first_second_third_are_the_items_of_an_article() -> None:
    article = (
        "栖河守堰有了十条 近日，县水务局出台细则，守住古堰。 第一，加固堰体，更换第三道闸门。"
        "第二，疏浚渠道，让每个村都能用上渠水。 第三，聘请老堰工，定期巡查。"
    )
    assert [label for label, _, _ in rows(article)] == ["第一", "第二", "第三"]
    assert rows(HEAD + "1.加固堰体。第一，运石料。第二，砌堰。\n2.疏浚渠道。清淤。\n")[0][0] == "1"


def test_headings_of_a_flattened_article() -> None:
    text = (
        "栖河守堰记 春汛之前，栖河县的老堰工们又上了堤，这一次他们带着新的图纸和新的办法来到古堰边上。 "
        "修缮先行，老堰换上新闸门 清晨，记者在柳溪镇看到，工人们正在更换第三道闸门，渠水从旁边的导流槽里缓缓流过。 "
        "齐心协力 渠道村村通 　　为了让每个村都能用上渠水，县里组织人员走遍了沿线的村庄，逐村登记需要疏浚的渠段。 "
        "问答： 古堰今后谁来管？ 　　县水务局有关负责人介绍，今后每一道堰都有一名堰长，负责日常巡查和小修小补，并把情况记录下来。"
    )
    assert rows(text) == [
        (None, "修缮先行,老堰换上新闸门", None),
        (None, "齐心协力 渠道村村通", None),
        (None, "问答:古堰今后谁来管?", None),
    ]


def test_the_list_of_attachments_is_no_structure() -> None:
    body = "一、修缮古堰。由县水务局组织专业队伍施工。\n二、发展旅游。沿渠修建步道。\n"
    listed = "附件：1.古堰修缮项目申请表\n2.古堰修缮验收清单\n栖河县人民政府\n2024年3月5日\n"
    assert [row[0] for row in rows(HEAD + body + listed)] == ["一", "二"]


def test_both_sides_in_one_sentence_are_no_items() -> None:
    letter = "关于对栖河县政协第12号提案的答复\n李某某委员：\n您提出的提案收悉，现答复如下：\n修缮古堰\n"
    one = "一方面，县水务局更换闸门；另一方面，县财政局落实经费，使修缮能够按时完成并通过验收和移交使用。\n"
    two = "一方面，县水务局更换了闸门。\n另一方面，县财政局落实了经费。\n"
    assert [row[0] for row in rows(letter + one)] == []
    assert [row[0] for row in rows(letter + two)] == ["一方面", "另一方面"]


def test_articles_of_a_rule_of_assessment_have_headings() -> None:
    text = (
        HEAD
        + "第一条 日常巡查记录完整情况（10分）。指巡查记录是否齐全。\n第二条 本办法所称古堰，是指百年以上的堰。\n"
    )
    assert [row[1] for row in rows(text)] == ["日常巡查记录完整情况(10分)", None]


def test_policy_printed_under_the_signature_of_its_notice() -> None:
    text, found = outline(
        "云州省水利厅关于印发山塘整治办法的通知\n各市水利局：\n现将办法印发给你们，请遵照执行。\n云州省水利厅\n2024年5月6日\n山塘整治办法\n"
        + "一、排查。逐座登记，建立台账，按季度更新，公开透明。\n二、整治。分类施策，先急后缓，确保安全度汛，责任到人。\n"
        * 3
    )
    assert [m.label for m in found.measures][:2] == ["一", "二"]
    assert text.normal.index("山塘整治办法\n一") < found.measures[0].start


@pytest.mark.parametrize(
    "closing",
    [
        "\n以上政策由县水务局负责解释。\n",
        "\n本意见自2024年7月1日起施行。\n",
        "\n\n栖河县人民政府\n2024年6月3日\n",
        "\n附件：任务清单\n",
        "\n抄送：县委各部门。\n",
        "\n（此件公开发布）\n",
    ],
)
def test_the_last_measure_ends_where_the_closing_text_begins(closing: str) -> None:
    text, found = outline(HEAD + "一、修缮。加固堰体。\n二、疏浚。清淤清障。" + closing)
    last = found.measures[-1]
    assert text.normal[last.start : last.end] == "二、疏浚。清淤清障。"
    assert found.owner(last.end + 2) == "document"


def test_every_offset_has_exactly_one_owner() -> None:
    text, found = outline(
        HEAD
        + "一、修缮\n到年底完成。\n1.加固堰体。施工。\n2.疏浚渠道。清淤。\n二、要求\n加强领导。\n\n栖河县人民政府\n2024年6月3日\n"
    )
    segments = found.segments()
    assert segments[0].start == 0
    assert segments[-1].end == len(text.normal)
    assert all(a.end == b.start for a, b in pairwise(segments))
    owners = {text.normal[s.start : s.end].strip()[:4]: s.owner for s in segments}
    assert owners["一、修缮"] == "section:修缮"
    assert owners["1.加固"] == "m1"
    assert owners["栖河县人"] == "document"


@pytest.mark.parametrize(
    ("item", "heading"),
    [
        ("1.加固堰体。组织施工。", "加固堰体"),
        ("1.指导思想：坚持保护优先。", "指导思想"),
        ("1.改造客房的，按投入的二成补助。另行制定细则。", None),
        ("1.任何单位不得占用渠道。违者处罚。", None),
        ("1.对新开业的民宿给予补助。另行制定细则。", None),
        ("1.", None),
    ],
)
def test_run_in_headings(item: str, heading: str | None) -> None:
    assert rows(HEAD + "一、扶持\n" + item + "\n2.培育民宿。给予扶持。\n")[0][1] == heading


LETTER = "栖河县水务局关于修缮古堰提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n"
PARAGRAPH = "入冬以来，澜江市的古堰修缮工程陆续完工，沿江百姓用上了新渠道里的水，田里又热闹起来。\n"
ARTICLE = "古堰新生记\n" + PARAGRAPH
READING = "关于振兴古堰意见的解读\n"

#: A text and the labels and headings of its measures; in groups of which the second and later ones are much like the
#: first.
LIKE: list[tuple[str, list[tuple[str | None, str | None]]]] = [
    # Headings that a mark sets apart
    (HEAD + "■修堰有方\n组织施工。\n■治水有道\n清淤清障。\n", [(None, "修堰有方"), (None, "治水有道")]),
    (HEAD + "□修堰有方\n组织施工。\n□治水有道\n清淤清障。\n", []),
    (HEAD + "■修堰有方。\n组织施工。\n■治水有道。\n清淤清障。\n", []),
    (
        ARTICLE + "■修堰有方\n组织施工。一是运料。砌堰。\n■治水有道\n清淤清障。\n",
        [("一是", "运料"), (None, "治水有道")],
    ),
    (
        ARTICLE + "□修堰有方\n组织施工。一是运料。砌堰。\n□治水有道\n清淤清障。\n",
        [("一是", "运料"), (None, "□治水有道")],
    ),
    # A year behind a label
    (HEAD + "一、2024年修堰\n二、2025年疏渠\n", [("一", "2024年修堰"), ("二", "2025年疏渠")]),
    (HEAD + "一、2024座古堰\n二、2025条渠道\n", []),
    # Steps
    (LETTER + "第一步是修堰。施工。第二步：疏渠。清淤。\n", [("第一步是", "修堰"), ("第二步", "疏渠")]),
    (LETTER + "第一步修堰。施工。第二步疏渠。清淤。\n", []),
    # Both sides, announced by a colon
    (
        LETTER + "修堰要做到：一方面，加固堰体；另一方面，疏浚渠道。\n",
        [("一方面", None), ("另一方面", "疏浚渠道")],
    ),
    (LETTER + "修堰要做到，一方面，加固堰体；另一方面，疏浚渠道。\n", []),
    # Conditions and lists of materials are the details of one action
    (HEAD + "一、补助下列情形\n1.堰体开裂。\n2.渠道淤塞。\n", [("一", "补助下列情形")]),
    (HEAD + "一、补助各种情形\n1.堰体开裂。\n2.渠道淤塞。\n", [("1", None), ("2", None)]),
    (HEAD + "一、申报古堰\n1.申请表；\n2.照片；\n3.图纸。\n", [("一", "申报古堰")]),
    (
        HEAD
        + "一、申报古堰\n1.县水务局组织老堰工逐座登记全县古堰并把照片和图纸一并存入档案；\n"
        + "2.县水务局组织老堰工逐村登记全县渠道并把照片和图纸一并存入档案；\n3.图纸。\n",
        [("1", None), ("2", None), ("3", None)],
    ),
    # A text that leads to its items
    (
        LETTER + "（一）修缮古堰。我局将做好以下工作：一是加固堰体。施工。二是疏浚渠道。清淤。\n",
        [("一是", "加固堰体"), ("二是", "疏浚渠道")],
    ),
    (
        LETTER + "（一）修缮古堰。我局将说明以下情况：一是加固堰体。施工。二是疏浚渠道。清淤。\n",
        [("一", "修缮古堰")],
    ),
    (
        LETTER + "（一）修缮古堰。我局将抓好两方面工作：一方面，加固堰体。另一方面，疏浚渠道。\n",
        [("一方面", "加固堰体"), ("另一方面", "疏浚渠道")],
    ),
    # Where items are grouped, a heading line is an action if it says what money there is
    (
        HEAD + "一、修缮古堰\n1.加固堰体。施工。\n2.疏浚渠道。清淤。\n二、资金保障\n县财政安排专款。\n",
        [("1", "加固堰体"), ("2", "疏浚渠道"), ("二", "资金保障")],
    ),
    (
        HEAD + "一、修缮古堰\n1.加固堰体。施工。\n2.疏浚渠道。清淤。\n二、资金纪律\n各镇从严管理。\n",
        [("1", "加固堰体"), ("2", "疏浚渠道")],
    ),
    # What led to a policy
    (READING + "一、出台背景\n古堰年久失修。\n二、修缮古堰\n加固堰体。\n", [("二", "修缮古堰")]),
    (READING + "一、古堰基本情况\n古堰年久失修。\n二、修缮古堰\n加固堰体。\n", [("二", "修缮古堰")]),
    (READING + "一、制定依据和目的\n古堰年久失修。\n二、修缮古堰\n加固堰体。\n", [("二", "修缮古堰")]),
    (
        READING + "一、古堰背景\n古堰年久失修。\n二、修缮古堰\n加固堰体。\n",
        [("一", "古堰背景"), ("二", "修缮古堰")],
    ),
    # A short paragraph under a heading line ends a sentence
    (
        ARTICLE + "修堰有方\n老堰工修好了闸门。\n治水有道\n老堰工说：“渠道通了。”\n",
        [(None, "修堰有方"), (None, "治水有道")],
    ),
    (ARTICLE + "修堰有方\n老堰工修好了闸门，\n治水有道\n老堰工疏通了渠道，\n", []),
    # The only paragraph that a few words head must state an action
    (ARTICLE + "加强管护。老堰工们更换了第三道闸门，渠水畅快。\n" + PARAGRAPH, [(None, "加强管护")]),
    (ARTICLE + "缺乏管护。老堰工们更换了第三道闸门，渠水畅快。\n" + PARAGRAPH, []),
    (ARTICLE + "加强管护是大事。老堰工们更换了第三道闸门，渠水畅快。\n" + PARAGRAPH, []),
    # What stands in the way is no measure of a letter
    (LETTER + "一、存在的困难\n渠道老化。\n二、加固堰体\n更换闸门。\n", [("二", "加固堰体")]),
    (
        LETTER + "一、解决的困难\n渠道老化。\n二、加固堰体\n更换闸门。\n",
        [("一", "解决的困难"), ("二", "加固堰体")],
    ),
    # An item that is one sentence of several clauses has no heading
    (LETTER + "一是加固堰体，更换闸门。二是疏浚渠道。\n", [("一是", None), ("二是", "疏浚渠道")]),
    (
        LETTER + "一是加固堰体，更换闸门。施工。二是疏浚渠道。\n",
        [("一是", "加固堰体,更换闸门"), ("二是", "疏浚渠道")],
    ),
    # Tasks by number
    (
        HEAD + "一、修堰\n任务1：加固堰体\n组织施工。\n任务2：疏浚渠道\n清淤清障。\n",
        [("任务1", "加固堰体"), ("任务2", "疏浚渠道")],
    ),
    (HEAD + "一、修堰\n任务重：加固堰体\n组织施工。\n任务急：疏浚渠道\n清淤清障。\n", [("一", "修堰")]),
    # The first item in the line of the heading over it
    (
        HEAD
        + "一、扶持政策1.加固堰体。施工。\n2.疏浚渠道。清淤。\n二、保障措施（一）备料。采石。\n（二）育人。带徒。\n",
        [("1", "加固堰体"), ("2", "疏浚渠道"), ("一", "备料"), ("二", "育人")],
    ),
    (
        HEAD + "一、扶持政策1.5倍。施工。\n二、保障措施。备料。\n",
        [("一", "扶持政策1.5倍"), ("二", "保障措施")],
    ),
    # A numbered heading with (1) and (2) among items of the same kind that have a text
    (
        HEAD + "1.加固堰体。施工。\n2.疏浚渠道。\n（1）清淤。\n（2）清障。\n3.培训堰工。带徒。\n",
        [("1", "加固堰体"), ("2", "疏浚渠道"), ("3", "培训堰工")],
    ),
    (
        HEAD
        + "1.加固堰体。\n（1）采石。\n（2）砌堰。\n2.疏浚渠道。\n（1）清淤。\n（2）清障。\n3.培训堰工。带徒。\n4.巡堰。\n（1）早巡。\n（2）晚巡。\n",
        [("1", None), ("2", None), ("1", None), ("2", None), ("3", "培训堰工"), ("1", None), ("2", None)],
    ),
    # An article that is no more than its name groups its items, whatever they end in
    (
        "栖河县古堰保护办法\n第一条 【修缮】\n（一）加固的，给予补助；\n（二）疏浚的，给予补助。\n",
        [("一", None), ("二", None)],
    ),
    (
        "栖河县古堰保护办法\n第一条 【修缮】古堰这样修：\n（一）加固的，给予补助；\n（二）疏浚的，给予补助。\n",
        [("第一条", "修缮")],
    ),
    # Where items are grouped, a heading line that says what is to be done is an action unless it is the last
    (
        HEAD + "一、切实提高认识\n古堰是宝。\n二、修缮古堰\n1.加固堰体。施工。\n2.疏浚渠道。清淤。\n",
        [("一", "切实提高认识"), ("1", "加固堰体"), ("2", "疏浚渠道")],
    ),
    (
        HEAD + "一、发展目标\n古堰是宝。\n二、修缮古堰\n1.加固堰体。施工。\n2.疏浚渠道。清淤。\n",
        [("1", "加固堰体"), ("2", "疏浚渠道")],
    ),
    (
        HEAD + "一、修缮古堰\n1.加固堰体。施工。\n2.疏浚渠道。清淤。\n二、切实做好落实\n古堰是宝。\n",
        [("1", "加固堰体"), ("2", "疏浚渠道")],
    ),
    # Paragraphs that a few words head, under the sections of a letter
    (
        LETTER
        + "一、已做的工作\n加固堰体，守住古堰。我局组织老堰工施工三次。\n疏浚渠道，通畅渠水。我局组织老堰工清淤五次。\n",
        [(None, "加固堰体,守住古堰"), (None, "疏浚渠道,通畅渠水")],
    ),
    (
        LETTER
        + "一、已做的工作\n古堰是栖河的根。我局组织老堰工施工三次。\n县里还办了堰工班。我局组织老堰工清淤五次。\n",
        [("一", "已做的工作")],
    ),
    # What an interpretation says of itself
    (READING + "一、修缮古堰\n加固堰体。\n二、实施期限\n五年。\n", [("一", "修缮古堰")]),
    (READING + "一、修缮古堰\n加固堰体。\n二、实施要领\n五年。\n", [("一", "修缮古堰"), ("二", "实施要领")]),
    (READING + "一、修缮古堰\n加固堰体。\n二、总体目标\n五年。\n", [("一", "修缮古堰")]),
    # 总则 as the first of the sections that have numbers
    (
        "栖河县古堰保护办法\n一、总则\n\n第一条 管护。清淤。\n二、附则\n第二条 疏浚。清淤。\n",
        [("第一条", "管护"), ("第二条", "疏浚")],
    ),
    (
        ARTICLE
        + "清渠引水润万家\n"
        + PARAGRAPH
        + "\n渠有水，水有源。"
        + PARAGRAPH
        + "\n堰有工，工有家。"
        + PARAGRAPH
        + "\n",
        [(None, "清渠引水润万家")],
    ),
    # Headings without numbers outweigh the numbers below the last
    (
        ARTICLE
        + "".join(f"\n{h}\n{PARAGRAPH}" for h in ("清渠引水", "守堰护田", "培训堰工"))
        + "\n一、看图。\n二、听课。\n",
        [(None, "清渠引水"), (None, "守堰护田"), (None, "培训堰工")],
    ),
    (
        ARTICLE
        + "".join(f"\n{h}\n{PARAGRAPH}" for h in ("清渠引水", "守堰护田"))
        + "\n一、看图。\n二、听课。\n",
        [("一", None), ("二", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LIKE)
def test_like(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(label, heading) for label, heading, _ in rows(text)] == expected


#: The first sentence of an item, and whether it is its heading; in pairs of which the second is much like the first.
HEADINGS = [
    ("必须加固堰体", True),
    ("堰体须加固", False),
    ("实行堰长制", True),
    ("古堰由老堰工照看,实行堰长制", False),
    ("堰宽五米", True),
    ("堰宽不低于五米", False),
    ("堰宽不少于五米", False),
    ("对存在裂缝的古堰进行修缮", True),
    ("对符合要求的古堰进行修缮", True),
    ("对开裂的古堰进行修缮", False),
    ("要素保障", True),
    ("要保障石料", False),
    ("修缮古堰,兼顾堰体渠道", True),
    ("修缮古堰,包括堰体渠道", False),
    ("修缮古堰,逐季清淤", True),
    ("修缮古堰,按季清淤", False),
    ("修缮完工,移交各村", True),
    ("修缮完工后,移交各村", False),
    ("加固闸门堰体", True),
    ("加固闸门堰体等", False),
    ("石料采自本地", True),
    ("石料以本地为主", False),
    ("古堰照图纸修缮", True),
    ("古堰按图纸进行修缮", False),
    ("镇政府每月巡查", True),
    ("镇政府每月要巡查", False),
]


@pytest.mark.parametrize(("first", "is_heading"), HEADINGS)
def test_first_sentences(first: str, is_heading: bool) -> None:
    heading = rows(HEAD + f"一、扶持\n1.{first}。组织施工。\n2.培育民宿。给予扶持。\n")[0][1]
    assert heading == (first if is_heading else None)


@pytest.mark.parametrize("verb", ["切实", "扎实", "努力", "有序"])
def test_verbs_that_head_articles(verb: str) -> None:
    def heading(first: str) -> str | None:
        return rows(f"栖河县古堰保护办法\n第一条 {first}。组织施工。\n第二条 疏浚。清淤。\n")[0][1]

    assert heading(f"{verb}加固全县百年以上的古老堰体") == f"{verb}加固全县百年以上的古老堰体"
    assert heading("加固全县百年以上的古老堰体和渠道") is None


def test_tables_are_whole() -> None:
    assert (len(LIKE), len(HEADINGS)) == (53, 26)


def test_the_heading_of_the_last_item_is_no_paragraph() -> None:
    def last(ending: str) -> str:
        text, found = outline(HEAD + "一、加固堰体。\n二、疏浚渠道。\n三、培训堰工。\n四、" + ending)
        return text.normal[found.measures[-1].start : found.measures[-1].end]

    assert last("\n建立档案。\n县里很美。\n") == "四、\n建立档案。"
    assert last("建立档案\n登记古堰。\n县里很美。\n") == "四、建立档案\n登记古堰。"


@pytest.mark.parametrize(
    "text", ["", "一、", "1.", "第一条", "(一)", "一是", "一、\n一、\n一、", "1.1.1.1", "第第第条"]
)
def test_fragments_are_no_error(text: str) -> None:
    outline(text)


@pytest.mark.parametrize(
    "unit",
    [
        "一、甲。",
        "一、好。\n二、好。\n三、好。\n",
        "1.乙。\n",
        "第一条丙。\n",
        "(一)",
        "一是丁，",
        "。",
        "第3条，第4条",
        "■甲乙\n",
        "1.疏浚渠道\n(1)清淤。\n(2)清障。\n",
        "一方面，",
        "第一步是",
    ],
)
def test_linear_in_the_length(unit: str) -> None:
    def work(characters: int) -> Callable[[], object]:
        text = normalise(HEAD + unit * (characters // len(unit)))
        header = read_header(text)
        return lambda: find_outline(text, header)

    assert is_linear(work, 20_000, 100_000)
