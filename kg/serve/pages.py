"""The pages that are made of the store when somebody asks for them, each by the last part of its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlencode

from kg.errors import WrongUsage
from kg.graph import Graph


def graph(store: Graph, given: Mapping[str, str]) -> str:
    """The graph to click through, as `kg render` draws it: ``view``, ``focus``, ``depth``, ``lang``."""
    from kg.render import labels

    return store.render(
        _one_of(labels.VIEWS, "view", given.get("view", "lineage")),
        focus=given.get("focus") or None,
        depth=int(_one_of(map(str, range(10)), "depth", given.get("depth", "1"))),
        lang=_one_of(labels.LANGUAGES, "lang", given.get("lang", "zh")),
        readings={document: f"read?{urlencode({'document': document})}" for document in store.texts()},
    ).html


def read(store: Graph, given: Mapping[str, str]) -> str:
    """The text of a ``document`` with every fact marked, as `kg read` shows it: ``lang``."""
    from kg.render import labels

    if not given.get("document"):
        raise WrongUsage("document: name one, by its number, title or IRI: read?document=…")
    return store.read(given["document"], lang=_one_of(labels.LANGUAGES, "lang", given.get("lang", "zh"))).html


def report(store: Graph, given: Mapping[str, str]) -> str:
    """The store in figures: ``lang``."""
    from kg.render import labels

    return store.render("report", lang=_one_of(labels.LANGUAGES, "lang", given.get("lang", "zh"))).html


#: Called with the graph and the parameters of the request.
PAGES: Mapping[str, Callable[[Graph, Mapping[str, str]], str]] = {
    "graph": graph,
    "read": read,
    "report": report,
}


def _one_of(values: Iterable[str], name: str, given: str) -> str:
    known = list(values)
    if given not in known:
        raise WrongUsage(f"{name}: no value {given!r}; there are: {', '.join(known)}")
    return given
