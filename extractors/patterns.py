"""Fragments of regular expressions that more than one extractor uses. All of them read the normal text.

Relies on `extractors.text`: punctuation is half-width except 。、〔〕《》“”, and blanks around digits are gone.
"""

from __future__ import annotations

#: The brackets and serial of a document number; its code (国发, 浙政发) stands before: see `extractors.numbers`.
NUMBER_TAIL = r"[〔\[(【] ?(?:19|20)\d\d(?:年)? ?[〕\])】] ?第?\d{1,5} ?号"

#: The last words of a government body's name, longest first where one ends in another.
BODY_END = (
    "人民政府办公厅|人民政府办公室|人民政府|政府办公厅|政府办公室|政府|党工委|党委|委员会|管委会|工委|办公厅|办公室|"
    "领导小组|指挥部|总局|分局|支局|监管局|局|厅|部|署|法院|检察院|总行|分行|支行|中心支行|银行|总工会|联合会|协会|公司|集团|"
    "大学|中心|总队|支队|委|办|院|社|海关|机制|工作组|综合组|专班"
)

#: The nouns that end the title of an official document, by the type of document that they name.
TYPE_NOUNS = {
    "notice": "通知",
    "interpretation": "解读|问答|说明|一图读懂",
    "opinion": "意见",
    "measures": "办法|细则|规定|措施|政策|规则|准则|制度|条款|规程|规范|若干条|守则",
    "plan": "规划|方案|计划|预案|纲要|要点|行动|设想|蓝图",
    "reply": "复函|答复|回复|批复|的函|的复函|答复函",
    "report": "报告|总结|公报|汇报|工作思路",
    "announcement": "公告|通告|公示|告示|公开信|倡议书",
    "law": "条例|法",
    "other": "通报|决定|决议|命令|令|议案|纪要|请示|指引|指南|流程|目录|清单|标准|章程|提纲",
}
#: What may follow the noun: (试行), (2023-2025年), (征求意见稿).
TITLE_TAIL = r"(?:\((?:试行|暂行|修订|修订稿|修正|征求意见稿|草案|送审稿|第[^()]{1,8}|[^()]{0,6}(?:19|20)\d\d[^()]{0,12})\))*"
ANY_TYPE_NOUN = "|".join(sorted("|".join(TYPE_NOUNS.values()).split("|"), key=len, reverse=True))
