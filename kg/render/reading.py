"""The reading page: a document's text as it stands, with every fact marked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from kg.money import Account, Sum
from kg.reading import KINDS, Mark, Reading
from kg.render import labels
from kg.render.assembly import assemble, asset, check_language
from kg.render.describe import clean, full_name, quantity_of, rows, sum_of, visible
from kg.render.reading_labels import HEADER, MARKS, NOTES, WORDS

#: Marks that a reader turns on.
HIDDEN = ("unread", "number")
_HEADINGS = ("section", "measure")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def render(reading: Reading, *, lang: str = "zh") -> str:
    """The HTML text of a page that shows a document (see `kg.reading`); write it as UTF-8. `lang` is "zh" or "en".
    The same arguments give the same text. Raises `PolicyKGError` for an unknown language."""
    check_language(lang)
    words = labels.names({**WORDS, "role": labels.FIELDS["role"]}, lang)
    index = {mark.iri: i for i, mark in enumerate(reading.marks) if mark.iri}
    marks = [_record(mark, reading, index, lang) for mark in reading.marks]
    counts = Counter(mark.kind for mark in reading.marks)
    return assemble(
        "reading.html",
        lang=lang,
        styles=("base.css", "reading.css"),
        scripts=("\n".join(map(asset, ("elements.js", "reading.js"))),),
        data={
            "marks": marks,
            "hidden": HIDDEN,
            "kinds": {kind: {"name": name, "symbol": MARKS[kind][1]} for kind, name in _kinds(lang).items()},
            "notes": labels.names(NOTES, lang),
            "words": words,
        },
        title=clean(reading.document.title or reading.document.label),
        number=clean(reading.document.number or ""),
        header=_header(reading.header, lang),
        words=words,
        chips=_chips(counts, lang),
        outline=_outline(reading, marks),
        lines=list(_lines(reading)),
        totals=_totals(reading, counts, words),
        coverage=words["coverage"].format(
            numbers=reading.coverage.numbers,
            facts=reading.coverage.facts,
            others=reading.coverage.no_facts,
            unread=reading.coverage.unread,
        ),
        sums=[_sum(one, words, lang) for one in reading.sums],
        accounts=[_account(one, index, words, lang) for one in reading.accounts],
        uncovered=[
            {
                "mark": i,
                "kind": mark.kind,
                "symbol": MARKS[mark.kind][1],
                "quote": _quote(mark, reading),
                "rule": clean(mark.rule),
            }
            for i, mark in enumerate(reading.marks)
            if mark.kind in HIDDEN
        ],
    )


def _kinds(lang: str) -> dict[str, str]:
    return labels.names({kind: names for kind, (names, _) in MARKS.items()}, lang)


def _record(mark: Mark, reading: Reading, index: Mapping[str, int], lang: str) -> dict[str, Any]:
    """What the details show of a mark."""
    quote = _quote(mark, reading)
    title, fields = _content(mark, reading.header, lang)
    known = {"owner": index[mark.owner]} if mark.owner else {}
    return {
        "kind": mark.kind,
        "title": title or clean(quote),
        "rows": fields,
        "rule": clean(mark.rule),
        "quote": quote,
        **known,
    }


def _content(mark: Mark, header: Mapping[str, Any], lang: str) -> tuple[str, dict[str, str]]:
    """The title of a mark, and its fields with their values."""
    values = {"kind": mark.kind, **mark.attributes}
    match mark.kind:
        case "agency":
            title = clean(values["printed"])
            fields = {
                "role": values["role"],
                **({"agency": values["name"]} if clean(values["name"]) != title else {}),
            }
        case "target":
            title, fields = f"{clean(values['indicator'])} {quantity_of(values, lang)}", values
        case "funding":
            title, fields = f"{clean(values['purpose'])} {sum_of(values, lang)}", values
        case "reference":
            title = " ".join(clean(values[k]) for k in ("number", "title") if values.get(k))
            there = labels.name(WORDS, "full_text" if values["there"] else "no_text", lang)
            fields = {"relation": values["relation"], "text": there}
        case "field":
            name = labels.name(HEADER, values["field"], lang)
            return f"{name} {_value(values['field'], header.get(values['field']), lang)}", {}
        case "section" | "measure":
            title, fields = full_name(values), {}
        case _:
            title, fields = "", {}
    names = labels.names(labels.FIELDS, lang)
    return title, {names[field]: value for field, value in rows(fields, lang).items()}


def _quote(mark: Mark, reading: Reading) -> str:
    return visible(reading.text[mark.start : mark.end])


def _value(field: str, value: object, lang: str) -> str:
    if isinstance(value, list):
        return "、".join(map(clean, value))
    return labels.name(labels.VALUES.get(field, {}), clean(value or ""), lang)


def _header(header: Mapping[str, Any], lang: str) -> dict[str, str]:
    """What the document says of itself, its number and title aside."""
    names = labels.names(HEADER, lang)
    return {
        names[field]: _value(field, header[field], lang)
        for field in HEADER
        if field in header and field not in ("number", "title")
    }


def _chips(counts: Mapping[str, int], lang: str) -> list[dict[str, Any]]:
    """The legend: each kind that is there, and one for the numbers that no fact covers."""
    chips = [
        {
            "kinds": kind,
            "kind": kind,
            "symbol": MARKS[kind][1],
            "name": name,
            "count": counts[kind],
            "on": True,
        }
        for kind, name in _kinds(lang).items()
        if kind not in HIDDEN and counts[kind]
    ]
    hidden = {
        "kinds": " ".join(HIDDEN),
        "kind": "unread",
        "symbol": MARKS["unread"][1],
        "name": labels.name(WORDS, "uncovered", lang),
        "count": sum(counts[kind] for kind in HIDDEN),
        "on": False,
    }
    return [*chips, hidden]


def _outline(reading: Reading, marks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Sections and measures in the order of the text, with what stands in each measure."""
    holds: dict[int, Counter[str]] = defaultdict(Counter)
    for record in marks:
        if "owner" in record and record["kind"] in ("agency", "target", "funding"):
            holds[record["owner"]][record["kind"]] += 1
    return [
        {
            "mark": i,
            "kind": mark.kind,
            "depth": min(reading.depths[mark.iri], 3),
            "name": record["title"],
            "holds": [
                (kind, MARKS[kind][1], holds[i][kind])
                for kind in ("agency", "target", "funding")
                if holds[i][kind]
            ],
        }
        for i, (mark, record) in enumerate(zip(reading.marks, marks, strict=True))
        if mark.iri in reading.depths
    ]


def _totals(reading: Reading, counts: Mapping[str, int], words: Mapping[str, str]) -> dict[str, int]:
    agencies = {mark.attributes["name"] for mark in reading.marks if mark.kind == "agency"}
    return {
        words["measures"]: counts["measure"],
        words["agencies"]: len(agencies),
        words["targets"]: counts["target"],
        words["fundings"]: counts["funding"],
        words["references"]: counts["reference"],
    }


def _sum(one: Sum, words: Mapping[str, str], lang: str) -> dict[str, str]:
    kind = labels.name(labels.VALUES["fundingkind"], one.kind, lang)
    currency = labels.name(labels.VALUES["currency"], one.currency, lang)
    return {
        "kind": kind if one.currency == "CNY" else f"{kind} ({clean(currency)})",
        "amount": _money(one.amount, one.currency, lang) if one.added else "—",
        "added": words["added"].format(n=one.added) if one.added else "",
        "apart": words["added"].format(n=one.apart) if one.apart else "—",
    }


def _account(one: Account, index: Mapping[str, int], words: Mapping[str, str], lang: str) -> dict[str, Any]:
    return {
        "mark": index[one.figure],
        "purpose": clean(one.purpose),
        "figures": {
            words["stated"]: _money(one.stated, one.currency, lang),
            words["computed"]: _money(one.computed, one.currency, lang),
            words["unreconciled"]: _money(one.unreconciled, one.currency, lang),
        },
        "differs": one.unreconciled != 0,
        "explanation": words["explanation"].format(why=clean(one.explanation)) if one.explanation else "",
    }


def _money(amount: object, currency: str, lang: str) -> str:
    return sum_of({"amount": amount, "currency": currency}, lang)


def _lines(reading: Reading) -> Iterator[dict[str, Any]]:
    """The text line by line, each cut where marks begin and end. Where a heading begins there is
    an anchor with its number."""
    runs = list(_runs(reading.marks))
    named: set[int] = set()
    k = 0
    for first, last in _line_spans(reading.text):
        at = first
        pieces: list[dict[str, Any]] = []
        begun: set[str] = set()
        while k < len(runs) and runs[k][0] < last:
            start, end = max(runs[k][0], first), min(runs[k][1], last)
            over = runs[k][2]
            new = [i for i in over if i not in named]
            if start < end:
                named.update(new)
                anchors = [i for i in new if reading.marks[i].kind in _HEADINGS]
                begun.update(reading.marks[i].kind for i in anchors)
                pieces.append({"text": visible(reading.text[at:start])})
                piece = visible(reading.text[start:end])
                pieces.append(
                    {"text": piece, "marks": over, "anchors": anchors, "look": _look(over, reading)}
                )
                at = end
            if runs[k][1] > last:
                break  # it goes on in the next line
            k += 1
        pieces.append({"text": visible(reading.text[at:last])})
        yield {"pieces": pieces, "head": next((kind for kind in _HEADINGS if kind in begun), "")}


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _LINE_BREAK.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _runs(marks: Sequence[Mark]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """The stretches of the text that have marks over them, with those marks, the shortest first."""
    beginning: dict[int, list[int]] = defaultdict(list)
    for i, mark in enumerate(marks):
        beginning[mark.start].append(i)
    open_: list[int] = []
    for start, end in pairwise(sorted({*beginning, *(mark.end for mark in marks)})):
        open_ = [i for i in (*open_, *beginning[start]) if marks[i].end > start]
        if open_:
            yield (
                start,
                end,
                tuple(
                    sorted(
                        open_, key=lambda i: (marks[i].end - marks[i].start, KINDS.index(marks[i].kind), i)
                    )
                ),
            )


def _look(over: Sequence[int], reading: Reading) -> str:
    """The classes of a piece, before the reader changes what is shown."""
    first, *around = [reading.marks[i].kind for i in over if reading.marks[i].kind not in HIDDEN] or [""]
    return " ".join([first, *dict.fromkeys(f"in-{kind}" for kind in around)])
