"""Whether a document applied on a day: from when and until when it says so, and what repeals it.

What a document does not state stays unknown. A month is counted from its first to its last day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.catalogue import Catalogue
from kg.errors import WrongUsage
from kg.store import Store, text
from kg.vocab import ELI, SCHEMA

_DATES = f"""
SELECT ?document ?first ?month ?last ?end ?written WHERE {{
  ?document a <{ELI.LegalResource}> .
  OPTIONAL {{ ?document <{ELI.first_date_entry_in_force}> ?first }}
  OPTIONAL {{ ?document <{SCHEMA.validFrom}> ?month }}
  OPTIONAL {{ ?document <{ELI.date_no_longer_in_force}> ?last }}
  OPTIONAL {{ ?document <{SCHEMA.validThrough}> ?end }}
  OPTIONAL {{ ?document <{ELI.date_document}> ?written }}
}}"""
_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True, slots=True)
class Validity:
    """When a document applies, as ISO days, None where nothing states it. `repeals` are the documents that repeal it
    with the first day of each (or the day it was written, or None)."""

    first: str | None
    last: str | None
    repeals: tuple[tuple[str, str | None], ...]

    def on(self, day: str) -> tuple[bool | None, str]:
        """Whether it applied on `day` (ISO), None where that is unknown, and why."""
        undated = None
        for label, since in self.repeals:
            if since is None:
                undated = label
            elif day >= since:
                return False, f"repealed by {label} from {since}"
        if self.last and day > self.last:
            return False, f"applied until {self.last}"
        if self.first and day < self.first:
            return False, f"applies from {self.first}"
        if undated:
            return None, f"repealed by {undated} on an unknown day"
        if self.first is None:
            return None, "it is not known from when it applies"
        return True, f"from {self.first} " + (f"until {self.last}" if self.last else "without a last day")

    def as_dict(self, day: str) -> dict[str, Any]:
        """The answer for a day as JSON values."""
        applied, why = self.on(day)
        return {"on": day, "applied": applied, "because": why, "from": self.first, "to": self.last}


def validities(store: Store, known: Catalogue) -> dict[str, Validity]:
    """The validity of every document of a store, by IRI."""
    first: dict[str, str | None] = {}
    last: dict[str, str | None] = {}
    written: dict[str, str | None] = {}
    for row in store.select(_DATES):
        document = text(row["document"])
        first[document] = text(row["first"]) or _day(text(row["month"]), end=False)
        last[document] = text(row["last"]) or _day(text(row["end"]), end=True)
        written[document] = text(row["written"]) or None
    repeals: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for citation in known.citations:
        if citation.relation == "repeals" and citation.document != citation.cited:
            since = first.get(citation.document) or written.get(citation.document)
            repeals[citation.cited].add((known.entries[citation.document].label, since))
    return {
        iri: Validity(
            first.get(iri), last.get(iri), tuple(sorted(repeals[iri], key=lambda r: (r[1] or "", r[0])))
        )
        for iri in known.entries
    }


def day_of(given: str) -> str:
    """A day that a person gives, as ISO; raises `WrongUsage` where it is none."""
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise WrongUsage(f"{given!r} is no day; write it as YYYY-MM-DD") from error


def _day(month: str, *, end: bool) -> str | None:
    if not _MONTH.match(month):
        return None
    year, number = int(month[:4]), int(month[5:7])
    return f"{month[:7]}-{monthrange(year, number)[1]:02d}" if end else f"{month[:7]}-01"
