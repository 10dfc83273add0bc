"""`kg check` and `kg export`: what goes to stdout, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import kg
from kg import vocab
from kg.cli import main
from tests.ontology.conftest import SAMPLES


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ontology") / "store"
    kg.build([SAMPLES / "weidu_2024_12.txt"], path).close()
    return path


@pytest.fixture(scope="module")
def broken(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same store without the roles of its agencies."""
    path = tmp_path_factory.mktemp("ontology") / "broken"
    with kg.open(store) as graph:
        lines = [line for line in graph.store.lines() if f"<{vocab.PK.role}> <" not in line]
    inner = ox.Store(str(path))
    inner.bulk_load("\n".join(lines), ox.RdfFormat.N_QUADS)
    inner.flush()
    return path


def test_a_sound_store(store: Path) -> None:
    result = run("check", store)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 documents checked: 0 violations, 0 warnings\n"


def test_a_broken_store(broken: Path) -> None:
    result = run("check", broken)
    assert result.exit_code == 3
    first = result.stdout.splitlines()[0]
    assert first.startswith("violation  苇政发〔2024〕12号 · ")
    assert first.endswith(": The role is missing, or is none of the list. (pk:role)")


def test_findings_in_chinese(broken: Path) -> None:
    assert "角色缺失或不在取值表中。" in run("check", broken, "--lang", "zh").stdout


def test_findings_as_json(broken: Path, tmp_path: Path) -> None:
    result = run("check", broken, "--format", "json", "-o", tmp_path / "findings.json")
    findings = json.loads((tmp_path / "findings.json").read_text("utf-8"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert {f["severity"] for f in findings} == {"violation"}
    assert {f["path"] for f in findings} == {"pk:role"}
    assert all(f["document"] == "苇政发〔2024〕12号" and f["label"] and f["node"] for f in findings)


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "jsonld"])
def test_export_by_format_and_by_ending(store: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"graph.{form}"
    assert run("export", store, "-o", file).exit_code == 0
    assert run("export", store, "--format", form).stdout_bytes == file.read_bytes()


def test_export_keeps_the_graphs_unless_told_otherwise(store: Path) -> None:
    assert run("export", store).stdout == run("export", store, "--format", "trig").stdout


def test_export_to_a_place_that_is_not_there(store: Path, tmp_path: Path) -> None:
    result = run("export", store, "-o", tmp_path / "no" / "graph.ttl")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
