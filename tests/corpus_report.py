"""What the extractors find in documents that nobody annotated: `make corpus`.

Reads the corpus beside the project. For each kind of document: how many have no measure, no issuer, a number that the
metadata know and the text was not found to have, measures that are too long to be one, names that look like no agency,
and numbers with a unit that no rule read; then the documents with most of these, to be read by eye. For the statutes:
how many citations by 《title》 mean a statute of the corpus, and a sample of those that do not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.agency_names import looks_like_agency
from extractors.pipeline import extract
from extractors.records import Record
from kg.link.documents import number_of, title_key

SHARED = Path(__file__).parents[2] / "shared" / "corpus"
LONG_MEASURE = 2000
SAMPLE = 50
_AMENDS = re.compile("(?:修改|修正|废止|取消|清理|调整|停止).*(?:决定|修正案|通知|公告)")


def documents(name: str) -> Iterator[dict[str, Any]]:
    """The documents of one corpus file."""
    with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def faults(record: Record, metadata: dict[str, Any]) -> Counter[str]:
    """What is missing or odd in a record, by name."""
    found: Counter[str] = Counter()
    stated = number_of(metadata.get("number") or "")
    found["no measure"] = not record.measures
    found["no issuer"] = not record.document.issuer and record.document.type != "news"
    found["number not found"] = stated is not None and record.document.number != stated
    found["long measures"] = sum(m.extent[1] - m.extent[0] > LONG_MEASURE for m in record.measures)
    found["no agencies"] = sum(not looks_like_agency(row.agency) for row in record.led_by)
    found["numbers unread"] = record.coverage.unread
    return +found


def report(name: str) -> None:
    """Prints the figures of one corpus file and its worst documents."""
    totals: Counter[str] = Counter()
    affected: Counter[str] = Counter()
    worst = []
    for metadata in documents(name):
        record = extract(metadata["text"], source=str(metadata["id"]))
        found = faults(record, metadata)
        totals += found
        affected += Counter(found.keys())
        totals["documents"] += 1
        totals["characters"] += len(metadata["text"])
        totals["measures"] += len(record.measures)
        totals["assignments"] += len(record.led_by)
        totals["numbers"] += record.coverage.numbers
        worst.append((sum(min(n, 5) for n in found.values()), metadata, found))
    print(
        f"\n{name}: "
        + ", ".join(f"{totals[k]:,} {k}" for k in ("documents", "measures", "assignments", "numbers"))
    )
    for fault, count in affected.most_common():
        print(f"  {fault:<20}{count:>6} documents {totals[fault]:>6} times")
    print(
        f"  share of numbers with a unit that no rule read: {totals['numbers unread'] / totals['numbers']:.1%}"
    )
    for score, metadata, found in sorted(worst, key=lambda row: -row[0])[:10]:
        title = " ".join((metadata.get("title") or metadata["text"][:40]).split())
        print(f"  {score:>3}  {metadata['id']}  {title[:40]}  {dict(found)}")


def citations() -> None:
    """Prints how many citations by 《title》 in the statutes mean a statute of the corpus."""
    rows = list(documents("laws"))
    records = [extract(row["text"], source=str(row["id"])) for row in rows]
    known = {_bare(r.document.title) for r in records if r.document.title} | {
        _bare(row["title"]) for row in rows
    }
    cited = [
        (_bare(reference.title), reference.title, record.document.title)
        for record in records
        for reference in record.references
        if reference.title
    ]
    misses = [(title, by) for key, title, by in cited if key not in known]
    print(
        f"\nlaws: {len(rows):,} statutes, {len(cited):,} citations by title, {1 - len(misses) / len(cited):.1%} resolve"
    )
    reasons = Counter(_reason(title, known) for title, _by in misses)
    for reason, count in reasons.most_common():
        print(f"  {count / len(misses):>6.1%} of the others: {reason}")
    for title, by in random.Random(0).sample(misses, min(SAMPLE, len(misses))):
        print(f"  {_reason(title, known)}: 《{title}》 in {by}")


def _reason(title: str, known: set[str]) -> str:
    """Why a title means no statute of the corpus, as far as the title tells."""
    if _AMENDS.search(title):
        return "a decision that amends or repeals others, which the corpus does not have"
    if any(_bare(title) in other for other in known):
        return "a short form of the title of a statute in the corpus"
    return "not in the corpus under this title"


def _bare(title: str) -> str:
    return title_key(title).removeprefix("中华人民共和国")


def main() -> None:
    """The report over all corpora, or over those that are named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", nargs="*", default=["local_measures_2020", "state_council", "laws"])
    for name in parser.parse_args().name:
        if name == "laws":
            citations()
        else:
            report(name)


if __name__ == "__main__":
    main()
