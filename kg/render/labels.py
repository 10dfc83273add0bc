"""What things are called on a page: kinds, relations, fields, values and the page's own words.

Every table maps a term to its name in Chinese and in English; `names` picks one language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Names = tuple[str, str]
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Kind:
    """How nodes of one kind look. `symbol` repeats in label, legend, search and table what the shape says;
    `shape` is one that `boxes.js` draws; `width` is that of the box in pixels, `indent` how far it stands in;
    `line` is how many em of text one of its lines holds."""

    names: Names
    symbol: str
    shape: str
    width: int
    indent: int
    line: float


KINDS: Mapping[str, Kind] = {
    "document": Kind(("文件", "Document"), "■", "rectangle", 248, 0, 16.0),
    "section": Kind(("章节", "Section"), "§", "plain", 248, 0, 16.0),
    "measure": Kind(("措施", "Measure"), "●", "rounded", 238, 5, 15.5),
    "target": Kind(("目标", "Target"), "◆", "hexagon", 218, 15, 13.0),
    "funding": Kind(("资金", "Funding"), "¥", "octagon", 218, 15, 13.5),
    "agency": Kind(("部门", "Agency"), "▲", "pill", 200, 0, 12.5),
}

#: A relation read from its source and read from its target.
RELATIONS: Mapping[str, tuple[Names, Names]] = {
    "implements": (("落实", "implements"), ("被落实", "implemented by")),
    "based_on": (("依据", "based on"), ("作为依据", "basis of")),
    "cites": (("引用", "cites"), ("被引用", "cited by")),
    "amends": (("修改", "amends"), ("被修改", "amended by")),
    "repeals": (("废止", "repeals"), ("被废止", "repealed by")),
    "issues": (("印发", "issues"), ("印发于", "issued by")),
    "replies_to": (("答复", "replies to"), ("答复见", "answered by")),
    "has_section": (("下设章节", "sections"), ("所属", "in")),
    "has_measure": (("所含措施", "measures"), ("所属", "in")),
    "has_target": (("目标", "targets"), ("所属", "of")),
    "has_funding": (("资金", "funding"), ("所属", "of")),
    "part_of": (("包含于", "part of"), ("其中", "of which")),
    "corresponds_to": (("承接", "takes up"), ("被承接", "taken up by")),
    "compared_with": (("对照上级数值", "compared with"), ("下级对应数值", "compared with")),
    "reports_on": (("完成情况对应", "reports on"), ("完成情况", "reported by")),
    "led_by": (("责任单位", "responsible"), ("承担任务", "responsible for")),
    "led_by:lead": (("牵头单位", "led by"), ("牵头任务", "leads")),
    "led_by:support": (("配合单位", "supported by"), ("配合任务", "supports")),
}

#: In the order in which the details panel prints them.
FIELDS: Mapping[str, Names] = {
    "issuer": ("发文机关", "Issuer"),
    "level": ("层级", "Level"),
    "type": ("文种", "Type"),
    "region": ("地区", "Region"),
    "date": ("成文日期", "Date"),
    "published": ("发布日期", "Published"),
    "in_force": ("效力", "In force"),
    "budgets": ("资金安排", "Budgets"),
    "role": ("分工", "Role"),
    "agency": ("全称", "Full name"),
    "relation": ("关系", "Relation"),
    "text": ("全文", "Text"),
    "indicator": ("指标", "Indicator"),
    "quantity": ("数值", "Value"),
    "sum": ("金额", "Sum"),
    "period": ("期限", "Period"),
    "status": ("状态", "Status"),
    "purpose": ("用途", "Purpose"),
    "recipient": ("受益对象", "Recipient"),
    "condition": ("条件", "Condition"),
    "fundingkind": ("性质", "Kind"),
    "measures": ("措施数", "Measures"),
    "targets": ("目标数", "Targets"),
    "fundings": ("资金条目", "Funding items"),
    "lead": ("牵头事项", "Leads"),
    "responsible": ("责任事项", "Responsible for"),
    "support": ("配合事项", "Supports"),
    "rule": ("识别规则", "Rule"),
}

#: Counts, which the details panel prints large.
COUNTS = ("measures", "targets", "fundings", "lead", "responsible", "support")

#: From when and until when a document applies. `{…}` is filled in with days and names.
VALIDITY: Mapping[str, Names] = {
    "from": ("自 {day} 起施行", "from {day}"),
    "until": ("有效期至 {day}", "until {day}"),
    "repealed": ("已被 {by} 废止", "repealed by {by}"),
    "repealed_on": ("已被 {by} 废止（{day}）", "repealed by {by} ({day})"),
}

#: Values of a closed vocabulary, by field.
VALUES: Mapping[str, Mapping[str, Names]] = {
    "level": {
        "national": ("国家级", "national"),
        "province": ("省级", "province"),
        "city": ("市级", "city"),
        "district": ("区县级", "district"),
        "township": ("乡镇级", "township"),
    },
    "type": {
        "opinion": ("意见", "opinion"),
        "notice": ("通知", "notice"),
        "measures": ("办法、措施", "measures"),
        "plan": ("规划、方案", "plan"),
        "reply": ("答复", "reply"),
        "report": ("报告", "report"),
        "announcement": ("公告", "announcement"),
        "interpretation": ("解读", "interpretation"),
        "news": ("新闻", "news"),
        "law": ("法律法规", "law"),
        "other": ("其他", "other"),
    },
    "role": {
        "lead": ("牵头", "lead"),
        "responsible": ("负责", "responsible"),
        "support": ("配合", "support"),
    },
    "relation": {relation: out for relation, (out, _) in RELATIONS.items()},
    "status": {"planned": ("计划", "planned"), "achieved": ("已完成", "achieved")},
    "fundingkind": {
        "budget": ("预算安排", "budget"),
        "grant": ("补助奖励", "grant"),
        "quota": ("额度", "quota"),
        "finance": ("金融支持", "finance"),
        "paid": ("已兑付", "paid"),
    },
    "qualifier": {
        "exact": ("", ""),
        "max": ("最高", "up to "),
        "min": ("不低于", "at least "),
        "about": ("约", "about "),
    },
    "comparator": {"=": ("", ""), ">=": ("≥", "≥"), "<=": ("≤", "≤"), "~": ("约", "about ")},
    "currency": {
        "CNY": ("元", "CNY"),
        "USD": ("美元", "USD"),
        "EUR": ("欧元", "EUR"),
        "HKD": ("港元", "HKD"),
        "JPY": ("日元", "JPY"),
    },
}

#: The kinds of likeness of `kg.derive.alignment`.
LIKENESS: Mapping[str, Names] = {
    "headings": ("标题相近", "headings"),
    "heading in words": ("标题见于上级正文", "heading in upper words"),
    "words in heading": ("上级标题见于正文", "upper heading in words"),
    "words": ("正文相近", "words"),
    "sentence": ("有相近语句", "nearest sentence"),
    "words in words": ("正文见于上级", "words in upper words"),
    "agencies": ("部门对应", "agencies"),
    "figures": ("数值相同", "figures"),
    "section": ("章节相近", "section"),
    "order": ("次序相近", "order"),
}

#: What became of a measure, and how two figures stand to each other: one mark each.
MARKS: Mapping[str, Names] = {
    "taken": ("承接", "taken up"),
    "stronger": ("加码", "stronger"),
    "weaker": ("减码", "weaker"),
    "same": ("相同", "same"),
    "incomparable": ("不可比", "incomparable"),
    "dropped": ("未承接", "not taken up"),
    "local": ("本地独有", "local"),
    "elsewhere": ("承接其他文件", "takes up another"),
}

VIEWS: Mapping[str, Names] = {
    "lineage": ("政策脉络", "Lineage"),
    "measures": ("措施结构", "Measures"),
    "agencies": ("部门分工", "Agencies"),
    "all": ("政策图谱", "Whole graph"),
}

#: The words of the page itself. `{…}` is filled in by the page.
WORDS: Mapping[str, Names] = {
    "title": ("政策知识图谱", "Policy graph"),
    "counts": (
        "共 {nodes} 项内容、{edges} 条关系，当前显示 {shown} 项",
        "{nodes} items, {edges} relations; {shown} shown",
    ),
    "search": ("搜索文号、标题、措施、部门…", "Search numbers, titles, measures, agencies…"),
    "suggestions": ("搜索建议", "Suggestions"),
    "nothing": ("没有找到", "Nothing found"),
    "reading": ("阅读原文标注", "Read the text with its marks"),
    "kinds": ("按类别显示", "Show by kind"),
    "filters": ("筛选", "Filters"),
    "level": ("层级", "Level"),
    "year": ("年份", "Year"),
    "agency": ("部门", "Agency"),
    "every": ("全部", "all"),
    "empty": ("没有符合条件的内容。请放宽筛选条件。", "Nothing fits the filters. Choose fewer of them."),
    "nothing_here": ("本图谱中没有可显示的内容。", "This graph has nothing to show in this view."),
    "clear": ("清除筛选", "Clear filters"),
    "legend": ("图例", "Legend"),
    "line_link": ("落实、依据、引用等", "implements, based on, cites …"),
    "line_repeal": ("废止", "repeals"),
    "line_lead": ("牵头、负责", "leads, responsible"),
    "line_support": ("配合", "supports"),
    "line_asserted": ("文中写明", "stated"),
    "line_derived": ("推断得出", "derived"),
    "stub": ("未收录", "not in the collection"),
    "stub_note": (
        "本库未收录该文件全文，仅从其他文件的引用中得知。",
        "The text of this document is not in the collection; it is known from citations only.",
    ),
    "derived": ("推断", "derived"),
    "unknown_level": ("层级不明", "Level unknown"),
    "unknown_year": ("年份不明", "Year unknown"),
    "as_graph": ("图", "Graph"),
    "as_pairs": ("对照", "Side by side"),
    "as_table": ("表", "Table"),
    "mode": ("显示方式", "Shown as"),
    "pair": ("对照文件", "Documents"),
    "pair_of": ("{lower} 承接 {upper}", "{lower} takes up {upper}"),
    "pair_counts": (
        "上级 {upper} 条措施中承接 {taken} 条、未承接 {dropped} 条；下级 {lower} 条措施中本地独有 {local} 条。"
        "对应关系由程序比对得出，供参考，请以原文为准。",
        "Of {upper} upper measures {taken} are taken up, {dropped} are not; of {lower} lower measures {local} are local. "
        "The alignment was computed: an aid to reading, to be checked against the texts.",
    ),
    "upper": ("上级", "Upper"),
    "lower": ("下级", "Lower"),
    "comparison": ("比较", "Comparison"),
    "goals": ("全文目标", "Goals of the documents as a whole"),
    "share": ("上级的 {share}", "{share} of it"),
    "likeness": ("匹配得分 {score}", "score {score}"),
    "compare_with": ("逐条对照：{name}", "Side by side with {name}"),
    "no_rows": ("没有这一类措施。", "No such measures."),
    "zoom_in": ("放大", "Zoom in"),
    "zoom_out": ("缩小", "Zoom out"),
    "fit": ("显示全图", "Fit"),
    "reset": ("恢复初始视图", "Reset"),
    "details": ("详情", "Details"),
    "close": ("关闭", "Close"),
    "hint": (
        "点击方框查看详情并展开相关内容；拖动平移，滚轮缩放。方框右上角的数字表示还有多少相关内容未显示。"
        "键盘：“/”搜索；在图中用方向键选择，回车展开，加减号缩放。",
        "Click a box for its details and what it is linked with; drag to move, scroll to zoom. "
        "The number at its corner says how much of that is not shown yet. "
        "Keys: / searches; in the picture, arrows choose, Enter opens, + and - zoom.",
    ),
    "start": ("从这里开始", "Start here"),
    "evidence": ("原文", "Source text"),
    "document": ("出处", "Document"),
    "works_with": ("合作部门", "Works with"),
    "together": ("{n} 项", "{n} together"),
    "expand": ("展开相关内容（{n} 项）", "Show what it is linked with ({n})"),
    "more": ("其余 {n} 项", "{n} more"),
    "canvas": (
        "关系图：用方向键选择方框，回车展开。同样的内容见“表”。",
        "Graph: arrows choose a box, Enter opens it. The table has the same content.",
    ),
    "kind": ("类别", "Kind"),
    "label": ("名称", "Name"),
    "content": ("内容", "Content"),
    "links": ("关系", "Relations"),
    "and_more": ("等 {n} 项", "and more, {n} in all"),
    "noscript": (
        "本页需要启用 JavaScript 才能显示图谱。",
        "This page needs JavaScript to draw the graph.",
    ),
}


def names(table: Mapping[str, Names], lang: str) -> dict[str, str]:
    """The names in `table` in language `lang` ("zh" or "en")."""
    return {term: pair[LANGUAGES.index(lang)] for term, pair in table.items()}


def name(table: Mapping[str, Names], term: str, lang: str) -> str:
    """The name of one `term`; a term that the table does not know stands for itself."""
    pair = table.get(term)
    return pair[LANGUAGES.index(lang)] if pair else term
