"""Numbers with units, on invented sentences."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.numerals import parse_numeral, scale_of
from extractors.quantities import Quantity, find_quantities
from extractors.text import normalise
from tests.growth import is_linear

NUMERALS = [
    ("1,805", "1805"),
    ("1.26万", "12600"),
    ("1万2千", "12000"),
    ("1亿2000万", "120000000"),
    ("2.5万亿", "2500000000000"),
    ("3千万", "30000000"),
    ("十二", "12"),
    ("一百零五", "105"),
    ("一百二十万", "1200000"),
    ("两千三百", "2300"),
    ("零点二", "0.2"),
    ("万", "10000"),
    ("二〇二三", "2023"),
]
NOT_NUMERALS = ["", "几", "十点", "点五", "3甲", "1" * 30, "五点万"]

#: The text of each quantity (number with unit), its number, unit and comparator.
FOUND = [
    ("新增泊位不少于1805个", [("1805个", "1805", "个", ">=")]),
    ("发布岗位2.7万余个", [("2.7万余个", "27000", "个", ">=")]),
    ("走访商户30多家", [("30多家", "30", "家", ">=")]),
    ("上万家商户参加", [("万家", "10000", "家", ">=")]),
    ("不低于堰工总数的30%", [("30%", "30", "%", ">=")]),
    ("达到或超过前三年平均值的98%", [("98%", "98", "%", ">=")]),
    ("不超过修堰投入总额的20%", [("20%", "20", "%", "<=")]),
    ("对超过基数部分的30%", [("30%", "30", "%", "=")]),
    ("近150条建议", [("150条", "150", "条", "~")]),
    ("约3亿美元", [("3亿美元", "300000000", "美元", "~")]),
    ("新增床位500张左右", [("500张", "500", "张", "~")]),
    ("增速控制在5%以内", [("5%", "5", "%", "<=")]),
    ("贴息最高不超过300万元", [("300万元", "3000000", "元", "<=")]),
    ("最高可享受区财政资助20万元", [("20万元", "200000", "元", "<=")]),
    ("200万元封顶", [("200万元", "2000000", "元", "<=")]),
    ("面积100平方米(含)以上", [("100平方米", "100", "平方米", ">=")]),
    ("新建厂房80万方以上", [("80万方", "800000", "方", ">=")]),
    ("节约10万吨标准煤", [("10万吨标准煤", "100000", "吨标准煤", "=")]),
    ("达到三分之二以上", [("三分之二", "66.67", "%", ">=")]),
    ("政府承担2/3", [("2/3", "66.67", "%", "=")]),
    ("百分之七点五", [("百分之七点五", "7.5", "%", "=")]),
    ("按万分之零点二计", [("万分之零点二", "0.002", "%", "=")]),
    ("标准为1.5‰", [("1.5‰", "0.15", "%", "=")]),
    ("1,200家、300人", [("1,200家", "1200", "家", "="), ("300人", "300", "人", "=")]),
    ("举办两场对接会", [("两场", "2", "场", "=")]),
    ("奖励500万、300万元", [("500万", "5000000", "元", "="), ("300万元", "3000000", "元", "=")]),
    (
        "30、20、10万元",
        [("30", "300000", "元", "="), ("20", "200000", "元", "="), ("10万元", "100000", "元", "=")],
    ),
    ("单户上限提高到50万", [("50万", "500000", "元", "=")]),
    ("安置移民约6万", [("6万", "60000", "人", "~")]),
    ("5G基站1000个", [("1000个", "1000", "个", "=")]),
    ("下降0.5个百分点", [("0.5个百分点", "0.5", "个百分点", "=")]),
    ("不高于0.8%", [("0.8%", "0.8", "%", "<=")]),
    ("复工率达到六成半", [("六成半", "65", "%", "=")]),
    ("出席率约八成", [("八成", "80", "%", "~")]),
    ("十届二次会议听取2次", [("2次", "2", "次", "=")]),
    ("茶园80余万亩", [("80余万亩", "800000", "亩", ">=")]),
    ("茶农80几万人", [("80几万人", "800000", "人", ">=")]),
    ("产值增长一倍", [("一倍", "1", "倍", "=")]),
    ("产值增长2.5倍", [("2.5倍", "2.5", "倍", "=")]),
    ("近20万纳税人", [("20万", "200000", "人", "~")]),
    ("近20万灌区职工", [("20万", "200000", "人", "~")]),
    ("近20万茶杯", [("20万", "200000", "", "~")]),
    ("茶企30人以上(含30人)", [("30人", "30", "人", ">=")]),
    ("茶企30人(含30人)以上", [("30人", "30", "人", ">=")]),
    ("茶企30人(共30人)以上", [("30人", "30", "人", "="), ("30人", "30", "人", "=")]),
    ("培训30人(次)", [("30人(次)", "30", "人(次)", "=")]),
    ("整改30个(条)", [("30个(条)", "30", "个(条)", "=")]),
    ("整改30个(处)", [("30个", "30", "个", "=")]),
    ("生产成本降两成", [("两成", "20", "%", "=")]),
    ("茶企不足30家", [("30家", "30", "家", "<=")]),
    ("茶企超30家", [("30家", "30", "家", ">=")]),
    ("茶企超30家左右", [("30家", "30", "家", "~")]),
    ("木桩30根", [("30根", "30", "根", "=")]),
    ("完好率 95% 以上", [("95%", "95", "%", ">=")]),
    ("完好率 95% 上方", [("95%", "95", "%", "=")]),
    ("出动水车156架次", [("156架次", "156", "架次", "=")]),
    ("开行游船128趟次", [("128趟次", "128", "趟次", "=")]),
    ("茶客房1500套(间)", [("1500套(间)", "1500", "套(间)", "=")]),
]
NOT_FOUND = [
    "2024年3月5日14时30分",
    "2024-03-05 09:30",
    "执行期限3年,逾期6个月,每次15分钟",
    "澜政办〔2024〕19号第12条第三批",
    "《百个村庄整治3项办法》",
    "“6166”行动和“双百双千”工程",
    "沿S211、104国道和N95口罩",
    "拨打12345热线,邮编311200",
    "千名干部进万家门店",
    "一家人、一项措施",
    "三四家单位,数十亿的产业",
    "一二三产业融合",
    "工期3个月,办结15个工作日,值守两个半小时",
    "2至6个月,第3个学期,10个年头",
    "任期2个年度",
    "公布200名单",
    "更换三元催化器",
    "得到30支持",
    "推出2.0升级版",
    "围绕4个方面",
    "住在10号楼3层,乘坐200路公交",
    "最后一公里",
    "第三成果,八成员,九成熟的茶",
    "县十届二次会议",
    "茶园几十万亩",
    "30根据",
    "2倍率放大镜",
    "",
]


@pytest.mark.parametrize(("numeral", "value"), NUMERALS)
def test_numeral(numeral: str, value: str) -> None:
    assert parse_numeral(numeral) == Decimal(value)


@pytest.mark.parametrize("text", NOT_NUMERALS)
def test_what_is_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


def test_scale() -> None:
    assert [scale_of(n) for n in ("30", "3万", "3百万", "2万亿")] == [1, 10**4, 10**6, 10**12]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = [
        (text[q.value_start : q.value_end], q.number, q.unit, q.comparator) for q in find_quantities(text)
    ]
    assert found == [(words, Decimal(number), unit, sign) for words, number, unit, sign in expected]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text: str) -> None:
    assert find_quantities(text) == []


#: What begins like a longer word of its unit (名单, 家电, 个人) or like a time (3点, 20小) and is counted all the same.
COUNTED = [
    "5个|小区",
    "12个|国家级平台",
    "3个|大型茶场",
    "4个|农业园区",
    "6个|品牌",
    "20个|优质品种",
    "15个|点位",
    "50个|学校食堂",
    "1000个|基层公共站点",
    "10个|工作站",
    "12个|人才公寓",
    "30个|案例",
    "5个|日间照料中心",
    "5个|时尚街区",
    "3个|年产1千斤的茶场",
    "6个|周边村",
    "300名|企业家",
    "50名|医生",
    "40名|师生",
    "300名|特困人员",
    "90名|单亲母亲",
    "30家|电商企业",
    "20家|园区",
    "30家|长期合作的茶企",
    "20支|队伍",
    "20位|居民",
    "200户|外来户",
    "10次|会议",
    "5种|植物",
    "500包|茶叶",
]


@pytest.mark.parametrize("marked", COUNTED)
def test_the_noun_does_not_hide_the_unit(marked: str) -> None:
    value, noun = marked.split("|")
    text = f"新增{value}{noun}"
    first = find_quantities(text)[0]
    assert (text[first.value_start : first.value_end], first.unit) == (value, value.lstrip("0123456789"))


def test_tables_are_whole() -> None:
    assert (len(NUMERALS), len(NOT_NUMERALS), len(FOUND), len(NOT_FOUND)) == (13, 7, 58, 28)
    assert len(COUNTED) == 30


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("80余万-90余万人", "800000", "900000", "人"),
        ("发展4—5个主导品种", "4", "5", "个"),
        ("补助80%-100%", "80", "100", "%"),
        ("茶企产值800万(含)至6000万元的", "8000000", "60000000", "元"),
        ("2-3万人", "20000", "30000", "人"),
        ("补助 30% 到 50% 的费用", "30", "50", "%"),
    ],
)
def test_range(text: str, low: str, high: str, unit: str) -> None:
    quantity = only(text)
    assert (quantity.number, quantity.upper, quantity.unit) == (Decimal(low), Decimal(high), unit)


def test_ratio_needs_a_word_for_sharing() -> None:
    assert (only("实行1:2配套").number, only("实行1:2配套").upper) == (1, 2)
    assert find_quantities("比分为3:1") == []


def test_denominator() -> None:
    assert [q.per for q in find_quantities("产出150万元/亩,收费50元/月·户,补8元")] == ["亩", "月·户", None]
    assert [q.per for q in find_quantities("茶艺师3名/万人,茶艺师3名/万里")] == ["万人", None]


def test_replaced_value() -> None:
    assert [q.superseded for q in find_quantities("比例由50%提高到65%")] == [True, False]
    for change in ("提至", "升至", "调至", "整合到", "整合为", "压减到", "哄抬到", "恢复到"):
        assert [q.superseded for q in find_quantities(f"由30个{change}20个")] == [True, False], change
    assert [q.superseded for q in find_quantities("由30个整合了20个")] == [False, False]


def test_span_covers_comparators() -> None:
    text = "提供泊位不少于300个(含)以上"
    quantity = only(text)
    assert (text[quantity.start : quantity.end], quantity.inclusive) == ("不少于300个(含)以上", True)


@given(
    st.text(
        alphabet="0123456789一二十百千万亿余多.,:/%‰元家个、至到-—()“”《》最高不超过每的 \n", max_size=200
    )
)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_quantities(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert 0 <= quantity.start <= quantity.value_start < quantity.value_end <= quantity.end <= len(text)
        assert quantity.value_start >= end
        end = quantity.end


@pytest.mark.parametrize(
    "piece",
    ["1234567890", "1,234,", "一二十百千万亿", "一", "二〇", "5个、", "1-", "((", "“《", "5、", "Aa1"],
)
def test_time_grows_with_length(piece: str) -> None:
    def work(length: int) -> Callable[[], object]:
        text = piece * (length // len(piece))
        return lambda: find_quantities(text)

    assert is_linear(work, 50_000, 200_000)


HAN_DIGITS = "零一二三四五六七八九"


def in_characters(number: int) -> str:
    """A whole number below 100 million in Chinese numerals: 20300 → 二万零三百."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return in_characters(high) + "万" + gap + (in_characters(low) if low else "")
    written, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            written += ("零" if gap else "") + HAN_DIGITS[digit] + name
            gap = False
        else:
            gap = bool(written) and number > 0
    return written


def full_width(text: str) -> str:
    return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.,"})


@given(
    st.integers(2, 99_999_999),
    st.integers(0, 99),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["亩", "家", "人次", "元", "公里"]),
    st.booleans(),
)
def test_arabic_numbers_are_read_back(
    number: int, hundredths: int, scale: str, unit: str, wide: bool
) -> None:
    value = Decimal(number) + Decimal(hundredths) / 100
    factor = {"": 1, "万": 10_000, "亿": 100_000_000}[scale]
    for printed in {f"{value.normalize():f}", f"{value.normalize():,f}"}:
        text = f"新增{full_width(printed) if wide else printed}{scale}{unit}。"
        (quantity,) = find_quantities(normalise(text).normal)
        assert (quantity.number, quantity.unit) == (value * factor, unit), text


@given(st.integers(2, 99_999_999), st.sampled_from(["亩", "家", "人"]))
def test_chinese_numerals_are_read_back(number: int, unit: str) -> None:
    text = f"新增{in_characters(number)}{unit}。"
    (quantity,) = find_quantities(normalise(text).normal)
    assert (quantity.number, quantity.unit, quantity.spelled) == (number, unit, True), text


@given(
    st.integers(2, 9_999),
    st.sampled_from(
        [
            ("不少于", "", ">="),
            ("", "以上", ">="),
            ("不超过", "", "<="),
            ("", "以内", "<="),
            ("约", "", "~"),
            ("", "左右", "~"),
        ]
    ),
    st.sampled_from(["亩", "%", "万元", "个百分点", "吨标准煤"]),
)
def test_limits_are_read_back(number: int, limit: tuple[str, str, str], unit: str) -> None:
    before, after, comparator = limit
    (quantity,) = find_quantities(f"面积{before}{number}{unit}{after}。")
    assert quantity.comparator == comparator
    assert (quantity.start, quantity.end) == (2, 2 + len(f"{before}{number}{unit}{after}"))
