"""The page: one HTML file with its data, style and code inside, that asks the network for nothing."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, Template
from markupsafe import Markup

from kg.render import labels
from kg.render.describe import clean
from kg.render.model import model
from kg.render.select import Graph

_SCRIPTS = ("model.js", "place.js", "boxes.js", "canvas.js", "panel.js", "search.js", "main.js")
# In a script element only these could end it, open a comment, or (in old engines) break a string.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(
    graph: Graph,
    *,
    title: str,
    view: str,
    focus: str | None = None,
    depth: int = 1,
    limit: int = 300,
    lang: str = "zh",
) -> str:
    """The HTML text of a page that shows `graph` (see `kg.network` for its attributes); write it as UTF-8.

    `view` is one of `labels.VIEWS`; the page opens on at most `limit` nodes, those within `depth` steps of
    the node `focus` where that is given, and the reader opens the others by clicking. `lang` is "zh" or "en".
    The same arguments give the same text. Raises `ValueError` for an unknown view, language or focus.
    """
    if lang not in labels.LANGUAGES:
        raise ValueError(f"no language {lang!r}; there are: {', '.join(labels.LANGUAGES)}")
    data = model(graph, view, _asset("options.json"), focus=focus, depth=depth, limit=limit, lang=lang)
    vis, own = _vis_network(), "\n".join(map(_asset, _SCRIPTS))
    html = _template().render(
        lang={"zh": "zh-CN", "en": "en"}[lang],
        title=clean(title),
        view=labels.name(labels.VIEWS, view, lang),
        words=data["words"],
        policy=_content_policy(vis, own),
        css=Markup(_asset("graph.css")),
        data=Markup(_embed(data)),
        vis=Markup(vis),
        script=Markup(own),
    )
    return _SURROGATE.sub("\ufffd", html)


def _embed(data: object) -> str:
    """JSON that may stand in a script element whatever its strings contain."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


def _content_policy(*scripts: str) -> str:
    """A policy under which a browser runs these scripts only and loads nothing."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    return (files("kg.render") / "assets" / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    return Environment(autoescape=True, keep_trailing_newline=True).from_string(_asset("page.html"))


@cache
def _vis_network() -> str:
    """The newest vis-network that pyvis brings along, without its link to a source map."""
    libraries = [d for d in (files("pyvis") / "lib").iterdir() if d.name.startswith("vis-")]
    newest = max(libraries, key=lambda d: tuple(map(int, re.findall(r"\d+", d.name))))
    script = (newest / "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*", "", script)
