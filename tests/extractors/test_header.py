"""Numbers, dates, bodies and headers, on invented documents."""

from __future__ import annotations

import pytest

from extractors.bodies import level_of, region_of
from extractors.dates import DATE, days_after, han_number, iso_date, last_day_of_term
from extractors.header import Header, read_header
from extractors.numbers import find_numbers, parse_number
from extractors.pipeline import extract
from extractors.text import normalise

NUMBERS = [
    ("云政发〔2024〕6号", ["云政发〔2024〕6号"]),
    ("根据云政发[2024]第6号文件", ["云政发〔2024〕6号"]),
    ("(栖政办发 〔2024〕 23 号)", ["栖政办发〔2024〕23号"]),
    ("澜江市水利局澜江市财政局澜水利〔2024〕8号", ["澜水利〔2024〕8号"]),
    ("按照市政府澜政〔2024〕11号和澜政办〔2023〕2号要求", ["澜政〔2024〕11号", "澜政办〔2023〕2号"]),
    ("(工信云企〔2021〕300号)", ["工信云企〔2021〕300号"]),
    ("(具体参照云财〔2024〕6号)", ["云财〔2024〕6号"]),
    ("〔2024〕6号", []),
    ("云政发〔24〕6号", []),
    ("第6号公告", []),
    ("2024年6号楼", []),
    ("栖河县水务局栖农〔2024〕8号", ["栖农〔2024〕8号"]),
    ("栖水局函〔2024〕8号", ["栖水局函〔2024〕8号"]),
    ("栖府办发电〔2024〕8号", ["栖府办发电〔2024〕8号"]),
]

DATES = [
    ("2024年3月5日", "2024-03-05"),
    ("2024年3月", "2024-03"),
    ("2024-03-05", "2024-03-05"),
    ("2024.3.5", "2024-03-05"),
    ("二〇二四年三月十五日", "2024-03-15"),
    ("二○二四年十二月三十一日", "2024-12-31"),
    ("2024年2月30日", None),
    ("2024年13月", None),
]

LEVELS = [
    ("国务院办公厅", "national"),
    ("财政部", "national"),
    ("浙江省人民政府", "province"),
    ("北京市人民政府", "province"),
    ("北京市海淀区人民政府", "district"),
    ("杭州市人民政府办公厅", "city"),
    ("杭州市钱塘区人民政府办公室", "district"),
    ("义乌市人民政府", "district"),
    ("金华市义乌市人民政府", "district"),
    ("恩施土家族苗族自治州人民政府", "city"),
    ("云州省水利厅", "province"),
    ("澜江市栖河县人民政府", "district"),
    ("栖河县柳溪镇人民政府", "township"),
    ("柳溪街道办事处", "township"),
    ("区财政局", "district"),
    ("市发展改革委", "city"),
    ("新华社", None),
    ("国家税务总局云州省税务局", "province"),
    ("中国人民银行澜江市中心支行", "city"),
    ("中国银保监会北京监管局", "province"),
    ("中国人民银行澜江分行营业管理部", None),
    ("中国人民银行云州省分行办公室", "province"),
    ("国家税务总局办公厅", "national"),
    ("中国人民银行征信管理局", "national"),
]


def test_number_of_cases() -> None:
    assert (len(NUMBERS), len(DATES), len(LEVELS)) == (14, 8, 24)


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_document_numbers(text: str, expected: list[str]) -> None:
    assert [str(n) for n in find_numbers(normalise(text).normal)] == expected


def test_a_number_alone_in_any_brackets() -> None:
    forms = ["云政发〔2024〕6号", "云政发[2024]6号", "云政发(2024)第6号", " 云政发 【2024】 6 号 "]
    assert {str(parse_number(f)) for f in forms} == {"云政发〔2024〕6号"}
    assert parse_number("云政发〔2024〕6号的通知") is None
    assert parse_number("若干政策") is None


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: str | None) -> None:
    import re

    match = re.search(DATE, text)
    assert match is not None
    assert iso_date(match) == expected


def test_terms() -> None:
    assert last_day_of_term("2024-07-01", years=3) == "2027-06-30"
    assert last_day_of_term("2024-01-31", months=1) == "2024-02-28"
    assert last_day_of_term("2024-07", years=1) is None
    assert days_after("2024-02-28", 30) == "2024-03-29"
    assert [han_number(n) for n in ("三", "十", "十二", "二十", "九十九", "15")] == [3, 10, 12, 20, 99, 15]


@pytest.mark.parametrize(("name", "level"), LEVELS)
def test_levels(name: str, level: str | None) -> None:
    assert level_of(name) == level


def test_regions() -> None:
    assert region_of("云州省澜江市栖河区水务局") == "云州省澜江市栖河区"
    assert region_of("区水务局") is None


def header(text: str) -> Header:
    return read_header(normalise(text))


NOTICE = """云州省水利厅
关于印发《云州省山塘整治
三年行动计划》的通知
云水〔2024〕18号

各市、县（市、区）水利局：

现将《云州省山塘整治三年行动计划》印发给你们，请结合实际抓好落实。

云州省水利厅
2024年5月6日

云州省山塘整治三年行动计划

一、目标任务
到2026年整治山塘三百座。

二、实施期限
本计划自2024年6月1日起施行，有效期3年。
"""


def test_notice_over_several_lines() -> None:
    document = header(NOTICE).document
    assert document.number == "云水〔2024〕18号"
    assert document.title == "云州省水利厅关于印发《云州省山塘整治三年行动计划》的通知"
    assert document.type == "notice"
    assert document.issuer == ("云州省水利厅",)
    assert document.level == "province"
    assert document.date_written == "2024-05-06"
    assert (document.effective_from, document.effective_to) == ("2024-06-01", "2027-05-31")
    assert document.addressees == ("各市", "县(市、区)水利局")


def test_evidence_of_the_header_is_a_slice_of_the_text() -> None:
    document = header(NOTICE).document
    assert set(document.evidence) >= {
        "number",
        "title",
        "issuer",
        "date_written",
        "effective_from",
        "effective_to",
    }
    for place in document.evidence.values():
        assert NOTICE[slice(*place.span)] == place.quote
    assert document.evidence["number"].quote == "云水〔2024〕18号"


def test_the_same_flattened_to_one_line() -> None:
    document = header(" ".join(NOTICE.split())).document
    assert document.number == "云水〔2024〕18号"
    assert document.title == "云州省水利厅关于印发《云州省山塘整治三年行动计划》的通知"
    assert document.issuer == ("云州省水利厅",)
    assert document.date_written == "2024-05-06"


def test_table_of_a_government_site() -> None:
    document = header(
        "索 引 号：\nYZ0300/2024-0007\n主题分类：\n水利\n发文机关：\n澜江市人民政府办公室\n成文日期：\n2024年7月1日\n"
        "标 题：\n澜江市人民政府办公室关于加快灌区改造的实施意见\n发文字号：\n澜政办发〔2024〕31号\n发布日期：\n2024年7月9日\n"
        "各县（市、区）人民政府：\n为加快灌区改造，提出如下意见。\n"
    ).document
    assert document.number == "澜政办发〔2024〕31号"
    assert document.title == "澜江市人民政府办公室关于加快灌区改造的实施意见"
    assert document.issuer == ("澜江市人民政府办公室",)
    assert (document.date_written, document.date_published) == ("2024-07-01", "2024-07-09")
    assert (document.type, document.level) == ("opinion", "city")


def test_two_issuers_fused_with_their_number() -> None:
    document = header(
        "澜江市水利局澜江市财政局澜水利〔2024〕8号\n关于印发《灌区改造补助办法》的通知各县水利局、财政局：\n"
        "现将办法印发给你们。\n澜江市水利局澜江市财政局2024年3月5日灌区改造补助办法第一条为规范补助制定本办法。\n"
        "澜江市水利局办公室2024年3月6日印发"
    ).document
    assert document.number == "澜水利〔2024〕8号"
    assert document.issuer == ("澜江市水利局", "澜江市财政局")
    assert (document.date_written, document.date_published) == ("2024-03-05", "2024-03-06")


def test_title_fused_with_its_date_and_the_body() -> None:
    document = header(
        "栖县委发〔2024〕8号\n中共栖河县委栖河县人民政府关于振兴古堰经济的若干意见（2024年5月10日）为深入实施古堰振兴战略，提出如下意见。\n"
        "一、修缮古堰\n（一）加固堰体。\n组织施工。\n"
    ).document
    assert document.number == "栖县委发〔2024〕8号"
    assert document.title == "中共栖河县委栖河县人民政府关于振兴古堰经济的若干意见"
    assert document.issuer == ("中共栖河县委", "栖河县人民政府")
    assert (document.type, document.level, document.date_written) == ("opinion", "district", "2024-05-10")


def test_signature_published_without_its_date() -> None:
    found = header(
        "栖政发〔2024〕9号\n关于印发《栖河县民宿扶持办法》的通知各镇人民政府：\n办法已经县政府同意，现印发给你们。\n"
        "栖河县人民政府（此件公开发布）栖河县民宿扶持办法为扶持民宿，制定本办法。\n"
    )
    assert found.document.issuer == ("栖河县人民政府",)
    assert found.document.date_written is None
    assert found.signature is not None


@pytest.mark.parametrize(
    ("title", "kind", "level"),
    [
        ("栖河县“十四五”古堰保护规划", "plan", "district"),
        ("栖河县民宿提升三年行动方案", "plan", "district"),
        ("栖河县古堰管理办法", "measures", "district"),
        ("关于栖河县民宿扶持政策的解读", "interpretation", "district"),
        ("栖河县出台民宿扶持二十条措施", "news", None),
    ],
)
def test_unsigned_policies_are_told_from_headlines(title: str, kind: str, level: str | None) -> None:
    document = header(f"{title}\n一、主要任务\n修缮古堰三十座，建设步道。\n").document
    assert (document.title, document.type, document.level) == (title, kind, level)


@pytest.mark.parametrize(
    ("title", "level"),
    [("中华人民共和国古堰法", "national"), ("风景名胜区条例", None), ("栖河县古堰条例", "district")],
)
def test_a_statute_has_the_level_that_its_title_names(title: str, level: str | None) -> None:
    clause = "" if level != "national" else "在全市通行的，"
    text = f"{title}\n第一条 为了保护古堰，制定本条例。\n第二条 {clause}适用本条例。\n"
    assert header(text).document.level == level


def test_the_date_of_another_body_is_not_taken() -> None:
    document = header(
        "栖河县人民政府办公室关于转发古堰普查请示的通知\n各镇人民政府：\n现转发给你们。\n\n古堰普查请示\n县政府：\n请予批准。\n云州省水利厅\n2024年5月13日\n"
    ).document
    assert document.issuer == ("栖河县人民政府办公室",)
    assert document.date_written != "2024-05-13"


def test_letter_of_reply() -> None:
    document = header(
        "# 栖河县水务局文件\n\n栖水提复〔2024〕5号\n\n## 栖河县水务局关于县政协三届二次会议第41号提案的答复\n\n"
        "林知远委员：\n\n您提出的《关于修缮古堰的建议》收悉，现答复如下：\n\n一、关于经费\n\n已安排资金。\n\n栖河县水务局\n\n2024年6月3日\n"
    ).document
    assert document.type == "reply"
    assert document.title == "栖河县水务局关于县政协三届二次会议第41号提案的答复"
    assert document.addressees == ("林知远委员",)
    assert document.level == "district"


def test_a_decree_is_the_regulation_that_it_announces() -> None:
    found = header(
        "云州省人民政府令\n第88号\n《云州省古堰保护条例》已经2024年3月1日省政府第3次常务会议通过，现予公布，自2024年5月1日起施行。\n"
        "省长 李某某\n2024年3月5日\n云州省古堰保护条例\n第一章 总则\n第一条 为了保护古堰，制定本条例。\n"
    ).document
    assert (found.number, found.title) == ("云州省人民政府令第88号", "云州省古堰保护条例")
    assert (found.issuer, found.level, found.type) == (("云州省人民政府",), "province", "law")
    assert (found.date_written, found.effective_from) == ("2024-03-05", "2024-05-01")


def test_a_decree_that_announces_before_it_names() -> None:
    text = (
        "云州省人民政府令\n第91号\n现公布修订后的《云州省古堰保护条例》，自2025年1月1日起施行。\n2024年12月3日\n"
        "云州省古堰保护条例\n第一条 为保护古堰，制定本条例。\n"
    )
    found = header(text).document
    assert (found.number, found.title, found.type) == (
        "云州省人民政府令第91号",
        "云州省古堰保护条例",
        "law",
    )


def test_an_interpretation_under_the_column_of_its_site() -> None:
    text = (
        "云州省人民政府 政策解读 部门解读｜《关于振兴古堰的若干措施》 省政府办公厅印发了《关于振兴古堰的若干措施》，"
        "现解读如下： 一、主要内容 修缮古堰，加固堰体，疏浚渠道，培训堰工，建立档案，公布名录。"
    )
    record = extract(text, source="x.txt")
    assert record.document.title == "部门解读|《关于振兴古堰的若干措施》"
    assert record.document.type == "interpretation"
    assert [(r.title, r.relation) for r in record.references] == [("关于振兴古堰的若干措施", "issues")]


def test_the_date_of_a_flattened_notice_without_a_name() -> None:
    found = header(
        "云州省人民政府印发关于振兴古堰10条措施的通知 各县人民政府： 现将《关于振兴古堰10条措施》发给你们，请各镇遵照执行。 "
        "2024年3月5日　　 （此件主动公开） 关于振兴古堰10条措施 一、修缮古堰。2023年5月1日前完工的，不再补助。"
    ).document
    assert found.date_written == "2024-03-05"


def test_a_headline_ends_before_the_day_that_its_article_opens_with() -> None:
    found = header(
        "栖河：守住“一道堰” 管好“一渠水” 3月5日，记者在柳溪镇看到，老堰工们正在更换闸门。"
    ).document
    assert found.title == "栖河:守住“一道堰”管好“一渠水”"
    bare = header("栖河：五大举措守住古堰 3月5日，县政府下发通知，老堰工们正在更换闸门。").document
    assert bare.title == "栖河:五大举措守住古堰"


def test_a_headline_may_name_what_a_document_is() -> None:
    article = "护堰有了新办法\n栖河县水务局出台十条措施\n\n入冬以来，沿江百姓用上了新渠道里的水。\n"
    assert header(article).document.title == "护堰有了新办法"


def test_article_without_a_signature() -> None:
    document = header(
        "古堰新生记\n\n周一\n\n入冬以来，澜江市的古堰修缮工程陆续完工，沿江百姓用上了新渠道里的水。\n"
    ).document
    assert document.title == "古堰新生记"
    assert (document.type, document.issuer, document.level, document.number) == ("news", (), None, None)


def test_a_cited_number_is_not_the_own_one() -> None:
    document = header(
        "澜江市水利局关于做好防汛工作的通知\n各县水利局：\n根据《云州省防汛办法》（云政发〔2024〕6号）和云水〔2024〕2号文件要求，现通知如下。\n"
    ).document
    assert document.number is None


@pytest.mark.parametrize(
    ("clause", "start", "end"),
    [
        ("本办法自2024年7月1日起施行。", "2024-07-01", None),
        ("本办法自印发之日起施行。", "2024-06-03", None),
        ("本办法自印发之日起30日后施行。", "2024-07-03", None),
        ("本办法自2024年7月1日起施行，有效期两年。", "2024-07-01", "2026-06-30"),
        ("本办法自2024年7月1日起试行，试行期为1年。", "2024-07-01", "2025-06-30"),
        ("本办法自2024年7月1日起施行，有效期至2025年12月31日。", "2024-07-01", "2025-12-31"),
        ("以上政策均为2024年1月1日至2024年12月31日有效。", None, "2024-12-31"),
        ("本政策自公布之日起执行，施行期限暂定为7个月。", "2024-06-03", "2025-01-02"),
        ("本措施实施期暂定为自措施印发之日起四个月。", "2024-06-03", "2024-10-02"),
        ("本措施自印发之日起执行，有效期至2025年底。", "2024-06-03", "2025-12-31"),
        ("本办法有效期自印发之日起的两年。", "2024-06-03", "2026-06-02"),
        ("本办法有效期自印发之日算的两年。", "2024-06-03", None),
        ("本办法自印发之日起至2025年12月31日。", None, "2025-12-31"),
        ("古堰补助自印发之日起至2025年12月31日。", None, None),
        ("堰证有效期两年。本办法自2024年7月1日起施行，有效期五年。", "2024-07-01", "2029-06-30"),
        ("本办法自2024年7月1日起施行，有效期五年。堰证有效期两年。", "2024-07-01", "2029-06-30"),
        ("本通知适用截止时间为2024年12月31日。", None, "2024-12-31"),
        ("古堰补助截止时间为2024年12月31日。", None, None),
        ("申报时间为2024年1月1日至2024年3月31日。", None, None),
        ("对老堰工给予补助，实施期限至2025年6月30日。", None, None),  # the term of one measure
    ],
)
def test_validity(clause: str, start: str | None, end: str | None) -> None:
    document = header(
        f"栖河县古堰保护办法\n第一条为保护古堰制定本办法。\n{clause}\n栖河县人民政府\n2024年6月3日\n"
    ).document
    assert (document.effective_from, document.effective_to) == (start, end)


#: A document, a field of its header and its value; in pairs of which the second is much like the first.
FIELDS: list[tuple[str, str, str | tuple[str, ...] | None]] = [
    ("栖河县水务局关于古堰险情的通报\n各镇：\n现通报如下。\n", "type", "other"),
    ("栖河县水务局关于古堰险情的通知\n各镇：\n现通知如下。\n", "type", "notice"),
    ("各镇：\n现将修堰事项通知如下。\n一、修堰。\n", "type", "notice"),
    ("各镇：\n现将修堰事项公布如下。\n一、修堰。\n", "type", "other"),
    ("栖河县古堰管护指引\n各镇：\n请修堰。\n", "type", "other"),
    ("栖河县古堰管护规范\n各镇：\n请修堰。\n", "type", "measures"),
    # A number fused with the title
    ("栖河县古堰管护办法栖政〔2024〕9号\n各镇：\n请修堰。\n", "title", "栖河县古堰管护办法"),
    ("栖河县古堰管护办法(栖政〔2024〕9号)\n各镇：\n请修堰。\n", "number", None),
    ("关于禁渔的通告 2024年第2号\n各镇：\n请护渔。\n", "title", "关于禁渔的通告"),
    ("关于禁渔的通告 2024年第2批\n各镇：\n请护渔。\n", "type", "notice"),
    ("栖河县防汛指挥部令第3号\n各镇：\n请巡堤。\n", "title", "栖河县防汛指挥部令"),
    # Tables without colons, and in 【】
    ("【成文日期】2024年7月1日【主题分类】水利\n关于修堰的通知\n", "date_written", "2024-07-01"),
    ("【开工日期】2024年7月1日【主题分类】水利\n关于修堰的通知\n", "date_written", None),
    ("【标题】古堰管护办法【主题分类】水利\n各镇：\n请修堰。\n", "title", "古堰管护办法"),
    ("【题名】古堰管护办法【主题分类】水利\n各镇：\n请修堰。\n", "title", "古堰管护办法【主题分类】水利"),
    ("成文日期 2024年7月1日\n关于修堰的通知\n各镇：\n请修堰。\n", "date_written", "2024-07-01"),
    ("古堰 成文日期 2024年7月1日\n关于修堰的通知\n各镇：\n请修堰。\n", "date_written", None),
    # The clock of a site; its table goes before the foot of the print
    ("古堰新貌\n2024-07-09 08:30\n古堰修好了。\n", "date_published", "2024-07-09"),
    ("古堰新貌\n2024-07-09 08人\n古堰修好了。\n", "date_published", None),
    (
        "发布日期：2024年7月9日\n关于修堰的通知\n各镇：\n请修堰。\n栖河县水务局办公室2024年6月4日印发\n",
        "date_published",
        "2024-07-09",
    ),
    (
        "收文日期：2024年7月9日\n关于修堰的通知\n各镇：\n请修堰。\n栖河县水务局办公室2024年6月4日印发\n",
        "date_published",
        "2024-06-04",
    ),
    ("发文日期：2024年7月1日\n发布日期：2024年7月9日\n关于修堰的通知\n", "date_published", "2024-07-09"),
    ("发布日期：2024年7月9日\n发文日期：2024年7月1日\n关于修堰的通知\n", "date_published", "2024-07-09"),
    ("发文日期：2024年7月1日\n收文日期：2024年7月9日\n关于修堰的通知\n", "date_published", "2024-07-01"),
    ("[ 成文日期 ] 2024-07-01 [ 主题分类 ] 水利\n关于修堰的通知\n", "date_written", "2024-07-01"),
    ("[ 开工日期 ] 2024-07-01 [ 主题分类 ] 水利\n关于修堰的通知\n", "date_written", None),
    # Lines about the page stand between the title and the number
    (
        "关于修堰的通知\n信息来源: 县水务局 浏览量: 36\n栖政〔2024〕9号\n各镇：\n请修堰。\n",
        "number",
        "栖政〔2024〕9号",
    ),
    ("关于修堰的通知\n修堰须知: 县水务局 石料量: 36\n栖政〔2024〕9号\n各镇：\n请修堰。\n", "number", None),
    ("栖河县关于修堰的通知\n各镇：\n请修堰。\n附件：栖政〔2024〕9号.docx\n", "number", "栖政〔2024〕9号"),
    ("栖河县关于修堰的通知\n各镇：\n请修堰。\n附件：栖政〔2024〕9号图\n", "number", None),
    # The longest form of the issuer
    (
        "发文机关：栖河市政府办公室\n市政府办公室关于修堰的通知\n各镇：\n请修堰。\n",
        "issuer",
        ("栖河市政府办公室",),
    ),
    (
        "发文机关：栖河市水务局\n市政府办公室关于修堰的通知\n各镇：\n请修堰。\n",
        "issuer",
        ("市政府办公室",),
    ),
    ("关于古堰办法的解读\n一、修堰。\n解读机关：栖河县水务局\n", "issuer", ("栖河县水务局",)),
    ("关于古堰办法的解读\n一、修堰。\n解读地点：栖河县水务局\n", "issuer", ()),
    (
        "栖河县水务局关于修堰的通知\n各镇：\n请修堰。\n栖河县水务局\n2024 年 6 月 3 日\n",
        "date_written",
        "2024-06-03",
    ),
    # Articles and interpretations speak of when another document applies
    ("栖河县古堰管护办法\n本办法自2024年7月1日起施行。\n", "effective_from", "2024-07-01"),
    ("关于栖河县古堰办法的解读\n本办法自2024年7月1日起施行。\n", "effective_from", None),
    ("古堰新貌\n栖河网讯 本办法自2024年7月1日起施行。\n", "effective_from", None),
    # The cities that are provinces
    ("市水务局关于修堰的通知\n各区：\n重庆市各区修堰。\n市水务局\n2024年6月3日\n", "level", "province"),
    ("市水务局关于修堰的通知\n各区：\n杭州市各区修堰。\n市水务局\n2024年6月3日\n", "level", "city"),
    ("关于古堰管护的意见\n我市抓紧修堰。天津海关抓紧修堰。\n", "level", "province"),
    ("关于古堰管护的意见\n我市抓紧修堰。天津古堰抓紧修堰。\n", "level", "city"),
    ("关于古堰管护的意见\n我市抓紧修堰。重庆市、杭州市、杭州市抓紧修堰。\n", "level", "city"),
    # Titles
    ("栖河县古堰管护规划\n(2023-2025年)\n一、修堰。\n", "title", "栖河县古堰管护规划(2023-2025年)"),
    ("栖河县古堰管护规划\n(2023年5月10日)\n一、修堰。\n", "title", "栖河县古堰管护规划"),
    ("【澜江新闻网】古堰新貌\n古堰修好了。\n", "title", "古堰新貌"),
    ("澜江新闻网】古堰新貌\n古堰修好了。\n", "title", "澜江新闻网】古堰新貌"),
    (
        "栖河县人民政府办公室转发\n县水务局关于修堰的通知\n各镇：\n请修堰。\n",
        "title",
        "栖河县人民政府办公室转发县水务局关于修堰的通知",
    ),
    (
        "栖河县人民政府办公室收到\n县水务局关于修堰的通知\n各镇：\n请修堰。\n",
        "title",
        "县水务局关于修堰的通知",
    ),
    ("统一战线工作部\n关于修堰的通知\n各镇：\n请修堰。\n", "title", "统一战线工作部关于修堰的通知"),
    ("统一战线修堰队\n关于修堰的通知\n各镇：\n请修堰。\n", "title", "关于修堰的通知"),
    (
        "栖河县水务局\n对县政协三届二次会议第41号提案的答复\n林知远委员：\n收悉。\n",
        "title",
        "栖河县水务局对县政协三届二次会议第41号提案的答复",
    ),
    ("栖河县水务局\n对老堰工第41号来信的答复\n林知远委员：\n收悉。\n", "title", "对老堰工第41号来信的答复"),
    # A headline printed twice
    (
        "栖河：沿江百姓用上新渠水 沿江百姓用上新渠水 入冬以来，渠水畅快，田里热闹。",
        "title",
        "栖河:沿江百姓用上新渠水",
    ),
    (
        "栖河：沿江百姓用上新渠水 沿江百姓盼着好渠水 入冬以来，渠水畅快，田里热闹。",
        "title",
        "栖河:沿江百姓用上新渠水沿江百姓盼着好渠水",
    ),
    # A text that begins with bodies has no headline
    ("水利部\n财政部\n古堰修好了。\n", "title", None),
    ("水利站\n财政所\n古堰修好了。\n", "title", "水利站"),
    # A title over the page, and over several lines below
    (
        "栖河县人民政府办公室转发县水务局、财政局关于修堰的通知 栖河县人民政府办公室转发县水务局、 财政局关于修堰的通知 各镇：请修堰。",
        "title",
        "栖河县人民政府办公室转发县水务局、财政局关于修堰的通知",
    ),
    (
        "政策文件 栖河县水务局关于修堰的通知 栖河县水务局关于修堰的通知 各镇：请修堰。",
        "title",
        "栖河县水务局关于修堰的通知",
    ),
    # The line over a document
    (
        "栖河县人民政府办公室文件\n县人民政府办公室关于修堰的通知\n各镇：\n请修堰。\n",
        "issuer",
        ("栖河县人民政府办公室",),
    ),
    (
        "柳溪镇人民政府文件\n县人民政府办公室关于修堰的通知\n各镇：\n请修堰。\n",
        "issuer",
        ("县人民政府办公室",),
    ),
    # A title whose noun was lost, over addressees
    ("关于做好古堰管护 各镇人民政府： 请修堰。\n", "type", "notice"),
    ("关于做好古堰管护 柳溪镇的古堰修好了。\n", "type", "news"),
    ("关于做好古堰管护的建议 各镇人民政府： 请修堰。\n", "type", "news"),
    (
        "首页政策文件 栖河县人民政府文件\n栖河县人民政府关于修堰的通知\n各镇：\n请修堰。\n",
        "issuer",
        ("栖河县人民政府",),
    ),
]


@pytest.mark.parametrize(("key", "rule"), [("发布文号", "number.table"), ("查阅文件", "number.head")])
def test_keys_of_the_number(key: str, rule: str) -> None:
    document = header(f"【{key}】栖政〔2024〕9号【主题分类】水利\n关于修堰的通知\n").document
    assert (document.number, document.evidence["number"].rule) == ("栖政〔2024〕9号", rule)


def test_fields_are_whole() -> None:
    assert len(FIELDS) == 65


@pytest.mark.parametrize(("text", "field", "value"), FIELDS)
def test_fields(text: str, field: str, value: str | tuple[str, ...] | None) -> None:
    assert getattr(header(text).document, field) == value


@pytest.mark.parametrize("text", ["", " ", "\n\n", "《", "12号", "〔2024〕", "的通知", "一、", "：" * 50])
def test_nothing_to_read_is_no_error(text: str) -> None:
    assert header(text).document.number is None
