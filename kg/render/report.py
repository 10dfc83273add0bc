"""The report page: a store in figures, with charts that are tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from extractors.records import DOCUMENT_TYPES, LEVELS
from kg.catalogue import Entry
from kg.check import NOTE, Finding
from kg.content import Figure
from kg.overview import Document, Overview
from kg.render import labels
from kg.render.assembly import assemble, check_language
from kg.render.describe import clean, quantity_of, sum_of
from kg.render.report_labels import WORDS

#: Rows that a long table shows at first.
_FIRST = 20
_YEAR = re.compile(r"\d{4}")


def render(overview: Overview, *, title: str | None = None, lang: str = "zh") -> str:
    """The HTML text of a page that shows a store in figures; write it as UTF-8. `lang` is "zh" or "en". The same
    arguments give the same text. Raises `PolicyKGError` for an unknown language."""
    check_language(lang)
    words = labels.names(WORDS, lang)
    goals = [f for f in overview.targets if f.status]
    return assemble(
        "report.html",
        lang=lang,
        styles=("base.css", "report.css"),
        title=clean(title or words["title"]),
        words=words,
        as_of=words["as_of"].format(day=overview.day),
        totals=_totals(overview, words),
        counts=_document_counts(overview.documents, words, lang),
        documents=[_document(d, words, lang) for d in overview.documents],
        workload=_workload(overview),
        money=_money(overview, words, lang),
        accounts=[
            {
                "document": _name(entry),
                "purpose": clean(account.purpose),
                "figures": [
                    _sum(amount, account.currency, lang)
                    for amount in (account.stated, account.computed, account.unreconciled)
                ],
                "differs": account.unreconciled != 0,
                "explanation": clean(account.explanation or ""),
            }
            for entry, account in overview.accounts
        ],
        periods=_stacks(_periods(goals, words).items()),
        indicators=[
            {"name": clean(i.name), "unit": clean(i.unit), **_stack((i.planned, i.achieved), most)}
            for most in [max((i.planned + i.achieved for i in overview.indicators), default=1)]
            for i in overview.indicators
        ],
        achieved=[_pair(planned, achieved, overview, lang) for planned, achieved in overview.achieved],
        coverage=_stacks((_name(d.entry), (d.targets + d.funding, d.unread)) for d in overview.documents),
        findings=[_finding(f, words, lang) for f in overview.findings if f.severity != NOTE],
        notes=[_finding(f, words, lang) for f in overview.findings if f.severity == NOTE],
        first=_FIRST,
    )


def _totals(overview: Overview, words: Mapping[str, str]) -> dict[str, int]:
    documents = overview.documents
    return {
        words["documents"]: len(documents),
        words["stubs"]: overview.stubs,
        words["measures"]: sum(d.measures for d in documents),
        words["agencies"]: len(overview.workload),
        words["targets"]: sum(d.targets for d in documents),
        words["fundings"]: sum(d.funding for d in documents),
        words["unread"]: sum(d.unread for d in documents),
    }


def _document_counts(
    documents: Sequence[Document], words: Mapping[str, str], lang: str
) -> dict[str, list[dict[str, Any]]]:
    """How many documents there are by level, type, year, and whether they are in force: bars under their heading."""

    def bars(
        heading: str, of: Callable[[Document], Any], order: Iterable[Any], name: Callable[[Any], str]
    ) -> None:
        found = Counter(of(d) for d in documents)
        rows = [
            (name(value) if value is not None else words["unknown"], (found[value],))
            for value in order
            if found[value]
        ]
        counts[words[heading]] = _stacks(rows)

    counts: dict[str, list[dict[str, Any]]] = {}
    years = sorted({d.year for d in documents if d.year})
    bars(
        "by_level",
        lambda d: d.entry.level,
        (*LEVELS, None),
        lambda v: labels.name(labels.VALUES["level"], v, lang),
    )
    bars("by_type", lambda d: d.type, DOCUMENT_TYPES, lambda v: labels.name(labels.VALUES["type"], v, lang))
    bars("by_year", lambda d: d.year, (*years, None), str)
    bars("by_validity", lambda d: _applied(d, words), _applied_words(words).values(), str)
    return counts


def _applied_words(words: Mapping[str, str]) -> dict[bool | None, str]:
    return {True: words["applied"], False: words["not_applied"], None: words["unknown_validity"]}


def _applied(document: Document, words: Mapping[str, str]) -> str:
    return _applied_words(words)[document.applied]


def _document(document: Document, words: Mapping[str, str], lang: str) -> dict[str, Any]:
    validity = document.validity
    stated = [
        *([words["from"].format(day=validity.first)] if validity.first else []),
        *([words["until"].format(day=validity.last)] if validity.last else []),
        *(words["repealed"].format(document=clean(label)) for label, _since in validity.repeals),
    ]
    level = document.entry.level
    return {
        "number": clean(document.entry.number or ""),
        "title": clean(document.entry.title or ("" if document.entry.number else document.entry.label)),
        "level": labels.name(labels.VALUES["level"], level, lang) if level else words["unknown"],
        "type": labels.name(labels.VALUES["type"], document.type, lang),
        "date": document.date or words["unknown"],
        "applied": _applied(document, words),
        "stated": stated,
        "counts": (document.measures, document.targets, document.funding, document.unread),
    }


def _workload(overview: Overview) -> list[dict[str, Any]]:
    return _stacks(
        (str(row["agency"]), tuple(int(str(row[role])) for role in ("lead", "responsible", "support")))
        for row in overview.workload
    )


def _money(overview: Overview, words: Mapping[str, str], lang: str) -> list[dict[str, Any]]:
    """The sums of each chapter, by document."""
    groups: dict[Entry, list[dict[str, Any]]] = {}
    most: dict[tuple[Entry, str], Decimal] = {}
    for chapter in overview.chapters:
        for one in chapter.sums:
            key = chapter.document, one.currency
            most[key] = max(most.get(key, Decimal(0)), one.amount)
    for chapter in overview.chapters:
        for place, one in enumerate(chapter.sums):
            whole = most[chapter.document, one.currency]
            groups.setdefault(chapter.document, []).append(
                {
                    "chapter": clean(chapter.heading or words["no_chapter"]),
                    "repeated": place > 0,
                    "kind": labels.name(labels.VALUES["fundingkind"], one.kind, lang),
                    "width": _percent(one.amount, whole),
                    "amount": _sum(one.amount, one.currency, lang) if one.added else "—",
                    "added": words["items"].format(n=one.added) if one.added else "",
                    "apart": words["items"].format(n=one.apart) if one.apart else "",
                }
            )
    return [{"document": _name(entry), "rows": rows} for entry, rows in groups.items()]


def _periods(targets: Iterable[Figure], words: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """How many targets are planned and achieved for each year (the last one of a range), plan, or without a period."""
    counts: Counter[tuple[str, str | None]] = Counter()
    for target in targets:
        years = _YEAR.findall(target.period or "")
        counts[years[-1] if years else clean(target.period or words["no_period"]), target.status] += 1
    names = sorted({name for name, _ in counts}, key=lambda name: (name == words["no_period"], name))
    return {name: (counts[name, "planned"], counts[name, "achieved"]) for name in names}


def _pair(planned: Figure, achieved: Figure, overview: Overview, lang: str) -> dict[str, str]:
    names = {d.entry.iri: d.entry.label for d in overview.documents}

    def figure(target: Figure) -> str:
        return quantity_of({"value": target.value, "unit": target.unit, "comparator": target.sign}, lang)

    return {
        "indicator": clean(planned.what),
        "period": clean(planned.period or ""),
        "planned": figure(planned),
        "planned_in": clean(names[planned.document]),
        "achieved": figure(achieved),
        "achieved_in": clean(names[achieved.document]),
    }


def _finding(finding: Finding, words: Mapping[str, str], lang: str) -> dict[str, str]:
    where = dict.fromkeys(filter(None, (clean(finding.document), clean(finding.label))))
    return {
        "severity": finding.severity,
        "name": words[finding.severity],
        "where": " · ".join(where) or clean(finding.node),
        "what": clean(finding.message_zh if lang == "zh" else finding.message),
    }


def _stacks(rows: Iterable[tuple[str, tuple[int, ...]]]) -> list[dict[str, Any]]:
    """Rows of a chart: a name, its counts, and how wide each is drawn of the widest row."""
    listed = list(rows)
    most = max((sum(counts) for _, counts in listed), default=0)
    return [{"name": clean(name), **_stack(counts, most)} for name, counts in listed]


def _stack(counts: tuple[int, ...], most: int) -> dict[str, Any]:
    bars, at = [], 0
    for count in counts:
        bars.append((_percent(at, most), _percent(count, most)))
        at += count
    return {"counts": counts, "total": sum(counts), "bars": bars}


def _percent(part: int | Decimal, whole: int | Decimal) -> str:
    return f"{100 * part / whole if whole else 0:.2f}"


def _name(entry: Entry) -> str:
    return clean(entry.label)


def _sum(amount: Decimal, currency: str, lang: str) -> str:
    return sum_of({"amount": amount, "currency": currency}, lang)
