"""The documents that a document names and how it stands to them, on invented examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.pipeline import Reading
from tests.growth import is_linear

HEAD = "栖河县人民政府关于振兴古堰经济的实施意见\n栖政〔2024〕9号\n各镇人民政府：\n"

#: A sentence, and its references as relation, number, title.
CASES: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [
    ("根据《云州省灌区条例》，制定本意见。", [("implements", None, "云州省灌区条例")]),
    (
        "根据《关于山塘整治的意见》（云政发〔2024〕6号）、《关于渠道管护的通知》(云水〔2024〕2号)等文件精神，提出意见。",
        [
            ("implements", "云政发〔2024〕6号", "关于山塘整治的意见"),
            ("implements", "云水〔2024〕2号", "关于渠道管护的通知"),
        ],
    ),
    (
        "按照云政发〔2024〕6号和澜政〔2024〕11号文件要求执行。",
        [("implements", "云政发〔2024〕6号", None), ("implements", "澜政〔2024〕11号", None)],
    ),
    ("为贯彻落实《国家节水行动方案》，提出意见。", [("implements", None, "国家节水行动方案")]),
    (
        "《栖河县古堰管理办法》（栖政〔2015〕3号）同时废止。",
        [("repeals", "栖政〔2015〕3号", "栖河县古堰管理办法")],
    ),
    ("对《栖河县渠道管理规定》作出如下修改。", [("amends", None, "栖河县渠道管理规定")]),
    (
        "县水务局先后出台了《古堰修缮导则》和《渠道清淤办法》。",
        [("issues", None, "古堰修缮导则"), ("issues", None, "渠道清淤办法")],
    ),
    ("《古堰修缮三年计划》已经县政府同意，现印发给你们。", [("issues", None, "古堰修缮三年计划")]),
    ("县水务局正在抓紧修改完善《古堰补助办法》。", [("amends", None, "古堰补助办法")]),
    ("县人大常委会表决通过《古堰保护决定》。", [("issues", None, "古堰保护决定")]),
    ("受损的堰长可以依据《云州省灌区条例》申请救助。", [("cites", None, "云州省灌区条例")]),
    ("补助标准参照《云州省山塘补助办法》。", [("cites", None, "云州省山塘补助办法")]),
    ("按照省里印发的《山塘整治导则办法》执行。", [("implements", None, "山塘整治导则办法")]),
    ("印发了《关于贯彻〈云州省灌区条例〉的意见》。", [("issues", None, "关于贯彻〈云州省灌区条例〉的意见")]),
    ("老堰工享受《古堰补助办法》规定的补助。", [("cites", None, "古堰补助办法")]),
    ("按《古堰管理规定》修堰。", [("implements", None, "古堰管理规定")]),
    ("按时《古堰管理规定》修堰。", [("cites", None, "古堰管理规定")]),
    ("县政府转发《古堰管理规定》。", [("issues", None, "古堰管理规定")]),
    ("县政府批转《古堰管理规定》。", [("issues", None, "古堰管理规定")]),
    ("县政府转交《古堰管理规定》。", [("cites", None, "古堰管理规定")]),
    (
        "抓好《古堰管理规定》、《渠道管护办法》的贯彻落实。",
        [("implements", None, "古堰管理规定"), ("implements", None, "渠道管护办法")],
    ),
    ("抓好《古堰管理规定》等文件的落实。", [("implements", None, "古堰管理规定")]),
    ("检查《古堰管理规定》落实情况。", [("cites", None, "古堰管理规定")]),
    ("《古堰管理规定》组织实施以来,堰体完好。", [("cites", None, "古堰管理规定")]),
    ("制定《古堰管理规定》的实施细则。", [("cites", None, "古堰管理规定")]),
    ("制定《古堰管理规定》的文本。", [("issues", None, "古堰管理规定")]),
    (
        "贯彻以下文件：《古堰管理规定》、《渠道管护办法》。",
        [("implements", None, "古堰管理规定"), ("implements", None, "渠道管护办法")],
    ),
    ("贯彻上级要求：各镇学习《古堰管理规定》。", [("cites", None, "古堰管理规定")]),
    # Named again without a word about it, or over the text of what it names: nothing new.
    ("根据《古堰管理规定》修堰。《古堰管理规定》很好。", [("implements", None, "古堰管理规定")]),
    (
        "根据《古堰管理规定》修堰。《渠道管护办法》很好。",
        [("implements", None, "古堰管理规定"), ("cites", None, "渠道管护办法")],
    ),
    ("修堰如下。\n《渠道管护办法》\n清淤。", []),
    ("修堰如下。\n《渠道管护办法》很好。\n清淤。", [("cites", None, "渠道管护办法")]),
    ("县里播出《渠道有办法!》。", []),
    ("领取《古堰修缮告知书》。", []),
    ("领取《古堰修缮通知书》。", []),
    ("领取《古堰修缮通知》。", [("cites", None, "古堰修缮通知")]),
    ("柳溪镇关于修缮渠道的请示(柳政〔2024〕8号)很好。", [("cites", "柳政〔2024〕8号", "关于修缮渠道的请示")]),
    ("柳溪镇关于修缮渠道的画册(柳政〔2024〕8号)很好。", [("cites", "柳政〔2024〕8号", None)]),
    ("县里播出《渠道管护办法》。", [("cites", None, "渠道管护办法")]),
    # A short name for a document named before is the same document.
    (
        "根据《云州省灌区条例》（以下简称《条例》），按照《条例》第三条执行。",
        [("implements", None, "云州省灌区条例")],
    ),
    # Named twice with one relation: once.
    (
        "根据《云州省灌区条例》和云政发〔2024〕6号，按照《云州省灌区条例》执行。",
        [("implements", None, "云州省灌区条例"), ("implements", "云政发〔2024〕6号", None)],
    ),
    # No documents, or this one.
    ("《云州日报》刊发了通讯。", []),
    ("填写《民宿改造补助申请表》，领取《营业执照》。", []),
    ("本意见（栖政〔2024〕9号）自印发之日起施行。", []),
    ("印发《栖河县人民政府关于振兴古堰经济的实施意见》。", []),
    ("实施“百堰千渠”工程。", []),
    (
        "根据《甲管理办法》要求，现将《渠道管护方案》印发给你们。",
        [("implements", None, "甲管理办法"), ("issues", None, "渠道管护方案")],
    ),
    (
        "根据《甲管理办法》要求，就《渠道管护方案》印发一事回复。",
        [("implements", None, "甲管理办法"), ("implements", None, "渠道管护方案")],
    ),
    ("不再执行《渠道管护办法》的规定。", [("repeals", None, "渠道管护办法")]),
    (
        "在《甲管理办法》之下不再执行《乙管理办法》。",
        [("cites", None, "甲管理办法"), ("repeals", None, "乙管理办法")],
    ),
    ("现将《渠道管护方案》印发给你们。解读《渠道管护方案》。", [("issues", None, "渠道管护方案")]),
    (
        "现将《渠道管护方案》印发给你们。解读《古堰管护方案》。",
        [("issues", None, "渠道管护方案"), ("cites", None, "古堰管护方案")],
    ),
    (
        "《甲管理办法》和县水务局印发的《乙管理办法》同时废止。",
        [("repeals", None, "甲管理办法"), ("repeals", None, "乙管理办法")],
    ),
    (
        "《甲保护条例》施行后，《乙管理办法》同时废止。",
        [("cites", None, "甲保护条例"), ("repeals", None, "乙管理办法")],
    ),
]


def references(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(row.relation, row.number, row.title) for row in Reading(text).references]


def test_number_of_cases() -> None:
    assert len(CASES) == 54


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_references(sentence: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert references(HEAD + sentence + "\n") == expected


def test_the_proposal_that_a_letter_answers() -> None:
    assert references(
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您提出的《关于修缮古堰的建议》收悉，现答复如下：\n"
        "一、关于经费\n我县印发了《古堰修缮三年计划》。\n"
    ) == [
        ("replies_to", "县政协三届二次会议第41号提案", "关于修缮古堰的建议"),
        ("issues", None, "古堰修缮三年计划"),
    ]


def test_a_proposal_in_quotation_marks() -> None:
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您提出的“关于修缮古堰的{}”收悉。\n"
    )
    assert references(letter.format("建议")) == [
        ("replies_to", "县政协三届二次会议第41号提案", "关于修缮古堰的建议")
    ]
    assert references(letter.format("设想")) == []


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("建议", [("replies_to", "县政协三届二次会议第41号提案", "关于修缮古堰渠道的建议")]),
        ("设想", []),
    ],
)
def test_a_proposal_without_marks(named: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert (
        references(
            "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n"
            f"您提出的关于修缮古堰渠道的{named}收悉，现答复如下：\n一、关于经费\n已安排。\n"
        )
        == expected
    )


def test_what_is_answered_and_what_the_writer_did() -> None:
    text = (
        "云州省人民政府关于古堰险情处置的复函\n云政函〔2024〕8号\n栖河县人民政府：\n"
        "你县《关于处置古堰险情的请示》（栖政〔2024〕9号）收悉。你县已制定《古堰抢险方案》，要抓紧实施。"
        "《栖河县人民政府关于处置古堰险情的请示》（栖政〔2024〕9号）所列经费另行研究。\n云州省人民政府\n2024年3月5日\n"
    )
    found = [(r.relation, r.number, r.title) for r in Reading(text).references]
    assert found == [
        ("replies_to", "栖政〔2024〕9号", "关于处置古堰险情的请示"),
        ("issues", None, "古堰抢险方案"),
    ]


def test_the_policy_that_a_notice_prints_counts_once() -> None:
    assert references(
        "云州省水利厅关于印发《云州省山塘整治办法》的通知\n云水〔2024〕18号\n各市水利局：\n现将《云州省山塘整治办法》印发给你们。\n"
    ) == [("issues", None, "云州省山塘整治办法")]


def test_evidence() -> None:
    text = HEAD + "根据《关于山塘整治的意见》（云政发〔2024〕 6 号）精神，提出意见。\n"
    (row,) = Reading(text).references
    assert text[slice(*row.span)] == row.quote
    assert row.quote.startswith("《关于山塘整治的意见》（云政发")
    assert row.rule == "reference.before.implements"


def test_many_short_titles_take_linear_time() -> None:
    def work(count: int) -> Callable[[], object]:
        names = (f"《{chr(0x4E00 + i // 90)}{chr(0x5E00 + i % 90)}管理办法》" for i in range(count))
        reading = Reading(HEAD + "、".join(names))
        assert reading.header
        return lambda: reading.references

    assert is_linear(work, 1_000, 6_000)
    assert len(Reading(HEAD + "《甲管理办法》、《乙管理办法》").references) == 2


@pytest.mark.parametrize(
    "unit",
    [
        "《",
        "《办法》",
        "《云州省灌区条例》、",
        "根据",
        "云政发〔2024〕6号",
        "(",
        "《甲乙丙丁戊己》同时废止",
        "《办法》的",
        "提出的关于",
    ],
)
def test_linear_in_the_length(unit: str) -> None:
    def work(characters: int) -> Callable[[], object]:
        reading = Reading(HEAD + unit * (characters // len(unit)))
        assert reading.header
        return lambda: reading.references

    assert is_linear(work, 10_000, 60_000)
