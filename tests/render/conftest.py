"""Pages in the browser, that may ask for nothing and complain of nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

import kg

#: Pictures of the pages, kept for a person to look at; git does not see them.
PICTURES = Path(__file__).parents[1] / "output"


@dataclass
class Opened:
    """A page in the browser, and what it asked for and complained of."""

    page: Page
    path: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def shown(self) -> list[int]:
        ids: list[int] = self.page.evaluate("drawn.nodes.getIds()")
        return ids

    def click(self, node: int) -> None:
        """Click on a node where it stands on the canvas."""
        point: dict[str, float] = self.page.evaluate("i => network.canvasToDOM(network.getPosition(i))", node)
        frame = self.page.locator("#canvas").bounding_box()
        assert frame is not None
        self.page.mouse.click(frame["x"] + point["x"], frame["y"] + point["y"])
        self.page.wait_for_timeout(100)

    def details(self) -> str:
        return self.page.locator("#details").inner_text()

    def picture(self, name: str) -> None:
        """Keep a picture of what the screen shows as tests/output/`name`.png."""
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")

    def find(self, **wanted: Any) -> int:
        """The first node of the data whose fields have the wanted values."""
        found: int = self.page.evaluate(
            "wanted => data.nodes.findIndex(n => Object.entries(wanted).every(([k, v]) => n[k] === v))",
            wanted,
        )
        assert found >= 0, wanted
        return found


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def samples() -> Iterator[kg.Graph]:
    """The sample documents of the project."""
    with as_file(files("kg") / "samples") as folder, kg.build([folder]) as graph:
        yield graph


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> dict[str, BrowserContext]:
    """Those that pages were opened in, by their options: to make one takes as long as to load a page."""
    return {}


@pytest.fixture
def open_page(browser: Browser, contexts: dict[str, BrowserContext], tmp_path: Path) -> Iterator[Open]:
    """Opens HTML text as a file; at the end no page may have asked for anything else or complained."""
    opened: list[Opened] = []

    def open_html(html: str, **options: Any) -> Opened:
        path = tmp_path / f"page{len(opened)}.html"
        path.write_text(html, encoding="utf-8")
        options = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options
        if (context := contexts.get(repr(options))) is None:
            context = contexts[repr(options)] = browser.new_context(**options)
        page = context.new_page()
        result = Opened(page, path)
        page.on("request", lambda request: result.requests.append(request.url))
        page.on("console", lambda m: m.type in ("error", "warning") and result.complaints.append(m.text))
        page.on("pageerror", lambda error: result.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (result.complaints.append("dialog"), dialog.dismiss()))
        page.goto(path.as_uri())
        opened.append(result)
        return result

    yield open_html
    for result in opened:
        assert result.requests == [result.path.as_uri()]
        assert result.complaints == []
        result.page.close()
