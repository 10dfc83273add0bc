"""What things are called on a reading page; `kg.render.labels` has what it shares with others."""

from __future__ import annotations

from collections.abc import Mapping

from kg.render.labels import KINDS, Names

#: A kind of mark: its names and its symbol.
MARKS: Mapping[str, tuple[Names, str]] = {
    "field": (("文件信息", "About the document"), "i"),
    "section": (KINDS["section"].names, KINDS["section"].symbol),
    "measure": (KINDS["measure"].names, KINDS["measure"].symbol),
    "agency": (KINDS["agency"].names, KINDS["agency"].symbol),
    "target": (KINDS["target"].names, KINDS["target"].symbol),
    "funding": (KINDS["funding"].names, KINDS["funding"].symbol),
    "reference": (("引用文件", "Cited document"), KINDS["document"].symbol),
    "damaged": (("残缺文字", "Damaged text"), "�"),
    "unread": (("未能识别的数字", "Number not understood"), "?"),
    "number": (("其他数字", "Other number"), "#"),
}

#: What a reader should know of a place that became no fact.
NOTES: Mapping[str, Names] = {
    "damaged": (
        "原文在公布之前就丢失了字符，此处无法识读。",
        "Characters were lost before the text was published; this place cannot be read.",
    ),
    "unread": (
        "没有规则识别这个数字，它未列入任何事实，请以原文为准。",
        "No rule understood this number, and no fact covers it; rely on the text.",
    ),
    "number": (
        "按规则判断，这个数字不是目标，也不是资金（例如申请条件、收费标准、企业规模），因此未列入事实。",
        "By the rules this number is neither a target nor public money (but a condition, a fee, the size of a firm …), "
        "so no fact covers it.",
    ),
}

#: What a document says of itself.
HEADER: Mapping[str, Names] = {
    "number": ("发文字号", "Number"),
    "title": ("标题", "Title"),
    "issuer": ("发文机关", "Issuer"),
    "level": ("层级", "Level"),
    "type": ("文种", "Type"),
    "region": ("地区", "Region"),
    "date_written": ("成文日期", "Written"),
    "date_published": ("发布日期", "Published"),
    "effective_from": ("施行日期", "In force from"),
    "effective_to": ("有效期至", "In force until"),
    "addressees": ("主送机关", "Addressees"),
}

#: The words of the page itself. `{…}` is filled in by the page.
WORDS: Mapping[str, Names] = {
    "view": ("原文标注", "Annotated text"),
    "to_text": ("跳到正文", "Skip to the text"),
    "legend": ("图例与筛选", "Legend and filters"),
    "uncovered": ("未列入事实的数字", "Numbers in no fact"),
    "contents": ("章节与措施", "Chapters and measures"),
    "no_contents": ("没有识别出章节或措施。", "No chapters or measures were found."),
    "about": ("文件信息", "About the document"),
    "text": ("正文", "Text"),
    "details": ("详情", "Details"),
    "overview": ("概览", "Overview"),
    "hint": (
        "正文中着色的文字是识别出的内容：鼠标停留可看摘要，点击可看完整记录和识别规则；用 Tab 键进入正文后，按 ← → 键逐处移动，按 Esc 返回。",
        "Coloured words in the text are what was found: hover for a summary, click for the record and its rule. "
        "With the keyboard, Tab into the text, then ← and → move from place to place; Esc returns.",
    ),
    "totals": ("统计", "Totals"),
    "measures": ("措施", "Measures"),
    "agencies": ("部门", "Agencies"),
    "targets": ("目标", "Targets"),
    "fundings": ("资金条目", "Sums and rates"),
    "references": ("引用文件", "Cited documents"),
    "coverage": (
        "带单位的数字共 {numbers} 个：{facts} 个列入事实，{others} 个不是目标或资金，{unread} 个未能识别。",
        "{numbers} numbers with a unit: {facts} are in facts, {others} are neither target nor money, "
        "{unread} were not understood.",
    ),
    "sums": ("资金合计", "Sums"),
    "kind": ("性质", "Kind"),
    "sum": ("可加总的", "Added up"),
    "added": ("{n} 笔", "{n} sums"),
    "apart": ("未计入", "Not added"),
    "sums_note": (
        "奖补、限额、按对象计的金额、某笔资金的组成部分，以及已是其他各笔合计的总额，不宜相加，只计笔数。",
        "Grants, limits, sums per unit, parts of another sum and totals of others must not be added; they are counted.",
    ),
    "accounts": ("资金核对", "Accounts"),
    "stated": ("文件所述", "Stated"),
    "computed": ("各部分合计", "Computed"),
    "unreconciled": ("未核对", "Unreconciled"),
    "explanation": ("文件说明：{why}", "The document says: {why}"),
    "owner": ("所属", "Belongs to"),
    "evidence": ("原文", "Source text"),
    "rule": ("识别规则", "Rule"),
    "close": ("关闭", "Close"),
    "previous": ("上一处", "Previous"),
    "next": ("下一处", "Next"),
    "several": ("此处有 {n} 条记录", "{n} records here"),
    "full_text": ("库中有全文", "in the collection"),
    "no_text": ("库中未收录全文", "not in the collection"),
    "noscript": (
        "启用 JavaScript 后可点击着色文字查看详情。",
        "With JavaScript a click on coloured words shows their details.",
    ),
}
