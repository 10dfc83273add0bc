"""The questions that the graph is there to answer: five for each group of users, each with its named query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: SPARQL of a query may have this many lines.
MOST_LINES = 15


@dataclass(frozen=True, slots=True)
class Question:
    """A question in Chinese and English, the query that answers it, and parameters for which the samples, and the
    real documents beside the project, hold an answer."""

    zh: str
    en: str
    query: str
    samples: Mapping[str, str] = field(default_factory=dict)
    seeds: Mapping[str, str] = field(default_factory=dict)


LOW, REAL = "棠政办发〔2024〕23号", "钱政办发〔2023〕19号"
HIGH, REAL_HIGH = "瀚政发〔2024〕6号", "浙政发〔2023〕2号"

QUESTIONS: Mapping[tuple[str, str], tuple[Question, ...]] = {
    ("研究者", "Researchers"): (
        Question(
            "同一指标在各级文件中的目标值各是多少？",
            "What do documents of different levels set as the target for one indicator?",
            "targets",
            {"word": "研发"},
            {"word": "投资"},
        ),
        Question(
            "这份文件一级一级依据的是哪些文件？",
            "Which documents does this one rest on, level by level?",
            "lineage_up",
            {"document": LOW},
            {"document": REAL},
        ),
        Question(
            "各文件有多少举措、目标、资金和责任单位？",
            "How many measures, targets, sums and agencies does each document have?",
            "document_profile",
        ),
        Question(
            "以同一单位计量的目标有哪些，对应 QUDT 的哪个单位？",
            "Which targets are measured in the same unit, and which unit of QUDT is that?",
            "targets_by_unit",
            {"unit": "%"},
            {"unit": "千米"},
        ),
        Question(
            "还缺哪些被引用的文件，先找哪一份？",
            "Which cited documents are missing, and which to look for first?",
            "missing_documents",
        ),
    ),
    ("政府机关", "Government offices"): (
        Question(
            "我单位在各文件中承担哪些举措？",
            "What are we assigned, in all documents?",
            "measures_by_agency",
            {"agency": "区财政局"},
            {"agency": "区财政局"},
        ),
        Question(
            "哪些举措没有责任单位？",
            "Which measures are assigned to nobody?",
            "measures_without_agency",
        ),
        Question(
            "牵头单位与哪些单位共同承担举措？",
            "Which agencies share work with those who lead?",
            "cooperation",
        ),
        Question(
            "今年到期的目标有哪些，由谁负责？",
            "Which targets are due this year, and who answers for them?",
            "targets_by_agency",
            {"period": "2024"},
            {"period": "2023"},
        ),
        Question(
            "一笔资金由哪些部分组成？",
            "What is a sum made up of?",
            "funding_parts",
        ),
    ),
    ("企业", "Firms"): (
        Question(
            "有哪些面向企业的补助和奖励，比例和上限各是多少？",
            "What subsidies and awards are open to firms, as which share and up to how much?",
            "subsidies",
            {"recipient": "企业"},
            {"recipient": "企业"},
        ),
        Question(
            "上级政策在市、区有哪些配套文件？",
            "Which cities and districts have taken up a policy from above?",
            "lineage_down",
            {"document": HIGH},
            {"document": REAL_HIGH},
        ),
        Question(
            "这项政策找哪个部门？",
            "Whom do we turn to for a measure?",
            "contacts",
            {"word": "人才"},
            {"word": "企业"},
        ),
        Question(
            "有哪些政策文件，何时印发？",
            "Which policies are there, and of when?",
            "documents",
        ),
        Question(
            "已经兑现了多少资金？",
            "How much was paid out already?",
            "funding",
            {"kind": "paid"},
            {"kind": "paid"},
        ),
    ),
}
