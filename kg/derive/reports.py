"""Figures that were reached beside the goals that were set for them.

A report, a reply or an article says what was achieved; a plan said what was to be reached. Where both are about the same
thing in the same unit, region and period, the achieved figure reports on the planned one. Nothing is joined where the
period or the region is not stated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.derive.comparison import SAME, likeness
from kg.nquads import Statement, iri
from kg.store import Store, text
from kg.vocab import PK, PROV, SCHEMA, value_of

_TARGETS = f"""
SELECT ?figure ?what ?unit ?period ?status ?region ?document WHERE {{
  ?figure a <{PK.Target}> ; <{PK.indicator}> ?what ; <{SCHEMA.unitText}> ?unit ; <{PK.period}> ?period ;
    <{PK.status}> ?status ; <{PROV.wasQuotedFrom}> ?document .
  ?document <{PK.region}> ?region .
}} ORDER BY ?figure"""


def reports(store: Store) -> Iterator[Statement]:
    """Which achieved figure reports on which planned ones of other documents."""
    achieved: dict[tuple[str, ...], list[tuple[str, str, str]]] = defaultdict(list)
    planned: dict[tuple[str, ...], list[tuple[str, str, str]]] = defaultdict(list)
    for row in store.select(_TARGETS):
        key = tuple(text(row[name]) for name in ("region", "unit", "period"))
        reached = value_of("status", text(row["status"])) == "achieved"
        (achieved if reached else planned)[key].append(
            (text(row["figure"]), text(row["what"]), text(row["document"]))
        )
    for key, figures in achieved.items():
        for figure, what, document in figures:
            for goal, wanted, other in planned.get(key, ()):
                if document != other and likeness(what, wanted) >= SAME:
                    yield figure, PK.reportsOn, iri(goal)
