"""Stores that the tests of the ontology share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

SAMPLES = Path(kg.__file__).parent / "samples"


@pytest.fixture(scope="session")
def demo() -> Iterator[kg.Graph]:
    with kg.build([SAMPLES]) as graph:
        yield graph


@pytest.fixture(scope="session")
def seeds(shared: Path) -> Iterator[kg.Graph]:
    with kg.build([shared / "seeds"]) as graph:
        yield graph


@pytest.fixture(scope="session")
def dev(shared: Path) -> Iterator[kg.Graph]:
    with kg.build([shared / "dev"]) as graph:
        yield graph
