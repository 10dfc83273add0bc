"""What all tests share: a browser, where the real documents are, and a loud word where they or a server are missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe as Runner
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
_SHARED = ROOT.parent / "shared"


Violations = list[dict[str, Any]]
Axe = Callable[[Page], Violations]


class Missing:
    """What the machine does not have; a test that needs it sets it and is skipped."""

    shared = pytest.StashKey[bool]()
    virtuoso = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Path:
    """The folder of real documents beside the project; a test that needs it is skipped where it is missing."""
    if not _SHARED.is_dir():
        request.config.stash[Missing.shared] = True
        pytest.skip("needs the real documents in ../shared")
    return _SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        pytest.fail("no chromium on this machine: run make browser", pytrace=False)
    arguments = (
        "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Runs axe-core over a page as it stands, and gives what it objects to, minor things included."""
    runner = Runner()

    def violations(page: Page) -> Violations:
        found: Violations = runner.run(page).response["violations"]
        return [
            {
                "id": v["id"],
                "impact": v["impact"],
                "help": v["help"],
                "where": [n["target"] for n in v["nodes"]],
            }
            for v in found
        ]

    return violations


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says loudly what was not tested."""
    if config.stash.get(Missing.shared, False):
        terminalreporter.section("../shared IS MISSING", sep="!", red=True, bold=True)
        terminalreporter.write_line("The tests on real documents, the scores among them, did NOT run.")
    if config.stash.get(Missing.virtuoso, False):
        terminalreporter.section("VIRTUOSO IS MISSING", sep="!", red=True, bold=True)
        terminalreporter.write_line(
            "The tests on a server of that make did NOT run; virtuoso-opensource-7-bin of Debian brings it."
        )
