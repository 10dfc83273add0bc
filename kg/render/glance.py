"""What a thing amounts to at a glance: the measures, targets and money of a document, the agencies of a task, the
workload of an agency."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from kg.network import Network
from kg.render import labels
from kg.render.containment import ROLES, parents, roots
from kg.render.describe import brief_name, full_name

_COUNTED = {"measure": "measures", "target": "targets", "funding": "fundings"}
#: As many budgets of a document are named.
_BUDGETS = 3


def glance(graph: Network, part: Network, view: str, lang: str) -> dict[str, dict[str, Any]]:
    """Further attributes of the nodes of `part`, the scope of `view` in `graph`.

    Documents have how many `measures`, `targets` and `fundings` they set out and their largest `budgets` that are no
    part of another (they may overlap, so nothing is added up); tasks have their `agencies`, in the agency view those
    beside the one that they stand under; agencies have how often they have each role.
    """
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for document, attributes in _contents(graph, lang).items():
        found[document].update(attributes)
    heads = parents(part, view) if view == "agencies" else {}
    tasks: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for task, agency, data in part.edges(data=True):
        if data["kind"] == "led_by":
            role = data.get("role", "responsible")
            found[agency][role] = found[agency].get(role, 0) + 1
            if heads.get(task) != agency:
                tasks[task].append((ROLES.get(role, 1), agency))
    for task, agencies in tasks.items():
        ordered = dict.fromkeys(agency for _, agency in sorted(agencies, key=lambda a: a[0]))
        found[task]["agencies"] = "、".join(_short(graph.nodes[agency]) for agency in ordered)
    return found


def _contents(graph: Network, lang: str) -> dict[str, dict[str, Any]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    budgets: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    parts = {part for part, _, data in graph.edges(data=True) if data["kind"] == "part_of"}
    for n, root in roots(graph).items():
        attributes = graph.nodes[n]
        if (field := _COUNTED.get(attributes["kind"])) is not None:
            counts[root][field] += 1
        if attributes.get("fundingkind") == "budget" and attributes.get("amount") and n not in parts:
            budgets[root].append(attributes)
    return {d: {**counter, "budgets": _largest(budgets[d], lang)} for d, counter in counts.items()}


def _largest(budgets: list[Mapping[str, Any]], lang: str) -> list[str]:
    budgets.sort(key=lambda b: -b["amount"])
    words = [brief_name(b, lang) for b in budgets[:_BUDGETS]]
    if len(budgets) > _BUDGETS:
        words.append(labels.name(labels.WORDS, "and_more", lang).format(n=len(budgets)))
    return words


def _short(agency: Mapping[str, Any]) -> str:
    """The name of an agency without the region, which it shares with its document as a rule."""
    name = full_name(agency)
    return name.removeprefix(str(agency.get("region") or "")) or name
