"""Pages inside a notebook."""

from __future__ import annotations

from html import escape


def as_iframe(html: str, height: int = 640) -> str:
    """An element that shows the page `html` inside a notebook, `height` pixels high.

    It is apart from the notebook's own styles and scripts, survives conversion to HTML and needs no file.
    """
    return (
        f'<iframe srcdoc="{escape(html)}" sandbox="allow-scripts" loading="lazy" '
        f'style="width:100%;height:{height:d}px;border:1px solid #d7dce3;border-radius:6px"></iframe>'
    )
