"""Putting a page together: one HTML file with its data, style and code inside, that asks the network for nothing."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup

from kg.errors import PolicyKGError
from kg.render import labels

# In a script element only these could end it, open a comment, or (in old engines) break a string.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
#: In a policy: no script at all.
_NOTHING = "'none'"
_SURROGATE = re.compile("[\ud800-\udfff]")


def assemble(
    template: str,
    *,
    lang: str,
    styles: Sequence[str],
    scripts: Sequence[str] = (),
    data: object = None,
    **values: object,
) -> str:
    """The HTML text of a page; write it as UTF-8.

    `template` and `styles` are names of assets; the template gets `values` and, made from the rest, `lang` (as HTML
    declares it), `policy`, `css`, `data` and `scripts`. `scripts` are texts, and the only ones that a browser will run;
    `data` are JSON values for them. Text in `values` is escaped, whatever it holds.
    """
    html = (
        _environment()
        .get_template(template)
        .render(
            lang={"zh": "zh-CN", "en": "en"}[lang],
            policy=_content_policy(scripts),
            css=Markup("\n".join(map(asset, styles))),
            data=Markup(_embed(data)),
            scripts=[Markup(script) for script in scripts],
            **values,
        )
    )
    return _SURROGATE.sub("\ufffd", html)


@cache
def asset(name: str) -> str:
    """The text of a file in `assets`."""
    return (files("kg.render") / "assets" / name).read_text(encoding="utf-8")


def check_language(lang: str) -> None:
    """Raises `PolicyKGError` where pages have no language `lang`."""
    if lang not in labels.LANGUAGES:
        raise PolicyKGError(f"no language {lang!r}; there are: {', '.join(labels.LANGUAGES)}")


def _embed(data: object) -> str:
    """JSON that may stand in a script element whatever its strings contain."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


def _content_policy(scripts: Sequence[str]) -> str:
    """A policy under which a browser runs these scripts only and loads nothing."""
    hashes = [f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in scripts]
    return (
        f"default-src 'none'; script-src {' '.join(hashes or [_NOTHING])}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
