"""The normaliser: one readable form, from which every place leads back to the original."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import normalise
from tests.growth import is_linear

NORMAL = [
    ("规模达１２３．５亿元，增长７％", "规模达123.5亿元,增长7%"),
    ("（责任单位：区水利局）", "(责任单位:区水利局)"),
    ("云政发﹝2024﹞6号", "云政发〔2024〕6号"),
    ("培训 126 家企业", "培训126家企业"),
    ("到 2025 年", "到2025年"),
    ("占比 35 %", "占比35%"),
    ("(云政发〔2024〕 6 号)", "(云政发〔2024〕6号)"),
    ("出动3万馀人次，最後", "出动3万余人次,最后"),
    ("零宽\u200b字符\ufeff", "零宽字符"),
    ("换行\r\n保留", "换行\n保留"),
    ("缩进\u3000\u2003之后", "缩进  之后"),
    # Blanks that were line breaks become line breaks; others that set something apart are kept.
    ("一、总体要求 1.坚持改革", "一、总体要求\n1.坚持改革"),
    (
        "已经落实。 推进修缮有序 修堰工程开工。 (二)疏浚渠道",
        "已经落实。\n推进修缮有序\n修堰工程开工。\n(二)疏浚渠道",
    ),
    ("云州省财政厅 云州省水利厅", "云州省财政厅 云州省水利厅"),
    ("1 总则\n1.1 目的", "1 总则\n1.1 目的"),
    ("修缮古堰— 13 —疏浚渠道", "修缮古堰疏浚渠道"),
    ("修缮古堰— 13年 —疏浚渠道", "修缮古堰— 13年 —疏浚渠道"),
    ("补贴20 0元", "补贴200元"),
    ("补贴20 0户", "补贴20 0户"),
    ("栖政〔2018〕2 2号", "栖政〔2018〕22号"),
    ("栖政〔2018〕2 2家", "栖政〔2018〕2 2家"),
    ("已经完成。 ■复工准备 修堰。", "已经完成。\n■复工准备\n修堰。"),
    ("已经完成。 □复工准备 修堰。", "已经完成。 □复工准备 修堰。"),
    ("他说：“修好了。” 渠道通了。", "他说:“修好了。”\n渠道通了。"),
    ("他说：“修好了” 渠道通了。", "他说:“修好了” 渠道通了。"),
    # A tab parts the cells of a table, even behind a digit.
    ("索引号：\t2024-7\t发布机构：\t县水务局", "索引号:\n2024-7\n发布机构:\n县水务局"),
    ("索引号：2024-7 发布机构：县水务局", "索引号:2024-7发布机构:县水务局"),
    # Nothing here is to be changed.
    ("①面积30㎡……《办法》“引号”、顿号。", "①面积30㎡……《办法》“引号”、顿号。"),
    ("显著提升后台里程(km)", "显著提升后台里程(km)"),
]


def test_number_of_cases() -> None:
    assert len(NORMAL) == 29


@pytest.mark.parametrize(("original", "normal"), NORMAL)
def test_normal_form(original: str, normal: str) -> None:
    assert normalise(original).normal == normal


def test_page_break_inside_a_sentence_is_closed_and_paragraphs_are_not() -> None:
    original = (
        "为了让沿江各县的小微企业尽快用上新的融资平台，我市组织了多场对接活动并\n\n邀请银行参加。\n\n"
        "二、优化服务\n\n第二段从这里开始，到这里结束。\n2024年另起一段。"
    )
    normal = normalise(original).normal
    assert "对接活动并邀请银行参加。\n" in normal
    assert "\n二、优化服务\n" in normal
    assert "结束。\n2024年" in normal


def test_a_short_line_is_a_heading_not_half_a_sentence() -> None:
    assert (
        normalise("关于支持澜江新区建设的意见\n各镇人民政府").normal
        == "关于支持澜江新区建设的意见\n各镇人民政府"
    )


def test_pinyin_glosses_go_and_other_brackets_stay() -> None:
    text = normalise("資(zī)金(jīn)補(bǔ)貼(tiē)企(qǐ)業(yè)，新區(濱江)先行")
    assert text.normal == "资金补贴企业,新区(滨江)先行"
    assert text.traditional
    start = text.normal.index("补贴")
    assert text.quote(start, start + 2) == "補(bǔ)貼"


def test_characters_lost_before_publication_are_reported() -> None:
    text = normalise("經(jīng)濟(jì)發(fā)展(zhǎn)潛(qián)力(lì)很大,動(dòng)能?jié)撃?。還有餘地")
    assert [text.original[a:b] for a, b in text.damaged] == ["?jié)撃"]


def test_simplified_text_is_never_converted() -> None:
    text = normalise("著名品牌的发展着力于后勤保障，里程碑式的干部队伍建设取得显著成效。")
    assert not text.traditional
    assert "着力于后勤" in text.normal


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_every_place_leads_back(original: str) -> None:
    text = normalise(original)
    assert len(text.normal) <= len(original)
    previous = 0
    for offset in range(len(text.normal)):
        start, end = text.span(offset, offset + 1)
        assert previous <= start < end == start + 1 <= len(original)
        previous = end


@given(st.text(alphabet="一、12.3 亿元\n，。（）(zī)區業A", max_size=200), st.data())
def test_quotes_are_slices_of_the_original(original: str, data: st.DataObject) -> None:
    text = normalise(original)
    if text.normal:
        start = data.draw(st.integers(0, len(text.normal) - 1))
        end = data.draw(st.integers(start + 1, len(text.normal)))
        first, last = text.span(start, end)
        assert text.quote(start, end) == original[first:last] != ""


@pytest.mark.parametrize(
    "unit",
    ["奖励企业 500 万元，", "資(zī)金(jīn)", "\n", " 1", "，" * 7 + "并\n对", "— 1 ", "补1 2"],
    ids=range(7),
)
def test_linear_in_the_length(unit: str) -> None:
    def work(characters: int) -> Callable[[], object]:
        original = unit * (characters // len(unit)) + "。\n"
        return lambda: normalise(original)

    assert is_linear(work, 50_000, 400_000)
