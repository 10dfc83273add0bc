"""The page of a graph, to click through."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from kg.network import Network
from kg.render import labels
from kg.render.assembly import assemble, asset, check_language
from kg.render.describe import clean
from kg.render.model import model
from kg.taken_up import Pair

_SCRIPTS = (
    "elements.js",
    "model.js",
    "place.js",
    "boxes.js",
    "canvas.js",
    "panel.js",
    "search.js",
    "filters.js",
    "pairs.js",
    "keys.js",
    "main.js",
)


def render(
    graph: Network,
    *,
    title: str | None = None,
    view: str,
    focus: str | None = None,
    depth: int = 1,
    limit: int = 300,
    lang: str = "zh",
    texts: Mapping[str, str] | None = None,
    pairs: Sequence[Pair] = (),
    readings: Mapping[str, str] | None = None,
) -> str:
    """The HTML text of a page that shows `graph` (see `kg.network` for its attributes); write it as UTF-8.

    `view` is one of `labels.VIEWS`; the page opens on at most `limit` nodes, those within `depth` steps of
    the node `focus` where that is given, and the reader opens the others by clicking; in the agency view, a
    document as `focus` limits the page to what stands in it. `lang` is "zh" or "en", also for the heading of a page
    without a `title`. `texts` are those of the documents by IRI, from which the page shows the sentence around a quote;
    `pairs` are documents whose measures it shows side by side, and on which it opens; `readings` are the addresses of
    reading pages, by the IRI of the document, to which it links. The same arguments give the same text. Raises
    `PolicyKGError` for an unknown view or language, and for a focus that the view does not show.
    """
    check_language(lang)
    data = model(
        graph,
        view,
        asset("options.json"),
        focus=focus,
        depth=depth,
        limit=limit,
        lang=lang,
        texts=texts or {},
        pairs=pairs,
        readings=readings or {},
    )
    return assemble(
        "page.html",
        lang=lang,
        styles=("base.css", "graph.css"),
        scripts=(vis_network(), "\n".join(map(asset, _SCRIPTS))),
        data=data,
        title=clean(title or data["words"]["title"]),
        view=labels.name(labels.VIEWS, view, lang),
        words=data["words"],
    )


@cache
def vis_network() -> str:
    """The newest vis-network that pyvis brings along, without its link to a source map."""
    libraries = [d for d in (files("pyvis") / "lib").iterdir() if d.name.startswith("vis-")]
    newest = max(libraries, key=lambda d: tuple(map(int, re.findall(r"\d+", d.name))))
    script = (newest / "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*", "", script)
