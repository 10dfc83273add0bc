"""By what a reader can narrow a view down: the level and the year of documents, and the agencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from extractors.records import LEVELS
from kg.network import Network
from kg.render import labels
from kg.render.describe import cut, full_name

#: How an option is called where nothing is known.
UNKNOWN = ""
#: As many em of an agency's name as an option shows.
_WIDTH = 24


def document_of(graph: Network, node: str) -> str | None:
    """The document that a node is, or that its fact stands in; None for agencies, and where `graph` does not have it."""
    attributes = graph.nodes[node]
    document = node if attributes["kind"] == "document" else attributes.get("document")
    return document if document in graph else None


def origin(document: Mapping[str, Any]) -> dict[str, str]:
    """Level and year of a document; `UNKNOWN` where they are not known."""
    level = str(document.get("level") or UNKNOWN)
    year = str(document.get("year") or str(document.get("date") or UNKNOWN)[:4])
    return {"level": level if level in LEVELS else UNKNOWN, "year": year}


def filters(graph: Network, part: Network, index: Mapping[str, int], lang: str) -> dict[str, list[list[Any]]]:
    """The options of each filter as (value, name, count), for the nodes of `part`, whose documents are in `graph`.

    Levels and years count documents, agencies what they have a role in. A filter with one option is left out.
    """
    documents = sorted({document for n in part if (document := document_of(graph, n)) is not None})
    origins = [origin(graph.nodes[document]) for document in documents]
    levels = Counter(o["level"] for o in origins)
    years = Counter(o["year"] for o in origins)
    roles = {(task, agency) for task, agency, data in part.edges(data=True) if data["kind"] == "led_by"}
    tasks = Counter(agency for _, agency in roles)
    unknown = labels.names(labels.WORDS, lang)
    options: dict[str, list[list[Any]]] = {
        "level": [
            [
                level,
                labels.name(labels.VALUES["level"], level, lang) if level else unknown["unknown_level"],
                n,
            ]
            for level in (*LEVELS, UNKNOWN)
            if (n := levels[level])
        ],
        "year": [
            [year, year or unknown["unknown_year"], years[year]] for year in sorted(years, reverse=True)
        ],
        "agency": [
            [index[agency], cut(full_name(part.nodes[agency]), _WIDTH), n]
            for agency, n in sorted(tasks.items(), key=lambda t: (-t[1], t[0]))
        ],
    }
    return {name: choices for name, choices in options.items() if len(choices) > 1}
