"""What all tests share: where the real documents are, and a loud word where they are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_SHARED = ROOT.parent / "shared"
_MISSING = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Path:
    """The folder of real documents beside the project; a test that needs it is skipped where it is missing."""
    if not _SHARED.is_dir():
        request.config.stash[_MISSING] = True
        pytest.skip("needs the real documents in ../shared")
    return _SHARED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says loudly what was not tested."""
    if config.stash.get(_MISSING, False):
        terminalreporter.section("../shared IS MISSING", sep="!", red=True, bold=True)
        terminalreporter.write_line("The tests on real documents, the scores among them, did NOT run.")
