"""Every command in README.md runs, in order, on the samples; README.zh.md has the same commands."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

import kg
from kg.cli import main
from tests.kg.servers import oxigraph

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
_SERVE = "kg serve policies\n"


def blocks(name: str, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


def test_both_readmes_have_the_same_commands() -> None:
    def bare(code: str) -> str:
        return re.sub(r"\s*#.*", "", code)

    for language, count in (("sh", 5), ("python", 2)):
        english, chinese = (blocks(name, language) for name in READMES)
        assert len(english) == len(chinese) == count
        assert [bare(b) for b in english] == [bare(b) for b in chinese]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    shutil.copytree(Path(kg.__file__).parent / "samples", tmp_path / "documents")
    return tmp_path


def test_shell_commands(place: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    commands = [b for b in blocks("README.md", "sh") if b.startswith("kg") and b != _SERVE]
    assert len(commands) == 3
    for script in commands:
        with oxigraph() as url:
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", script.replace("http://localhost:7878/query", url)],
                cwd=place,
                env=environment,
                capture_output=True,
                text=True,
            )
        assert done.returncode == 0, done.stderr
        assert "row" in done.stdout and "(0 rows)" not in done.stdout
    assert (place / "graph.html").exists()
    assert (place / "measures.html").exists()
    assert (place / "report.html").exists()
    assert (place / "reading.html").exists()
    assert len((place / "records.jsonl").read_text("utf-8").splitlines()) == 4


def test_serving(place: Path) -> None:
    assert _SERVE in blocks("README.md", "sh")
    kg.build([place / "documents"], place / "policies").close()
    command = [Path(sys.executable).with_name("kg"), *_SERVE.split()[1:], "--port", "0"]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        with urlopen(server.stdout.readline()) as page:
            assert "<html" in page.read().decode()
        server.send_signal(signal.SIGINT)
    assert server.returncode == 0
    options = {option for parameter in main.commands["serve"].params for option in parameter.opts}
    for name in READMES:
        text = (ROOT / name).read_text("utf-8")
        assert {"--seconds", "--rows", "--host"} <= options & set(re.findall(r"--\w+", text))


def test_make_targets() -> None:
    assert [b.strip() for b in blocks("README.md", "sh") if b.startswith("make")] == ["make demo"]
    done = subprocess.run(["make", "demo"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (ROOT / "demo" / "graph.html").exists()
    for target in ("install", "test", "lint", "bench"):
        for name in READMES:
            assert f"`make {target}`" in (ROOT / name).read_text("utf-8")
        assert subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True).returncode == 0


def test_python(place: Path) -> None:
    code = "\n".join(blocks("README.md", "python"))
    done = subprocess.run([sys.executable, "-c", code], cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_scores_are_the_floors_that_the_tests_hold() -> None:
    floors = json.loads((ROOT / "tests" / "baseline.json").read_text("utf-8"))
    slots = ("measures", "led_by", "references.relation", "targets", "funding")
    for name in READMES:
        for figures in (floors["seeds"], floors["dev"]):
            row = " | ".join(f"{figures[slot]:.3f}" for slot in slots)
            assert f"| {row} |" in (ROOT / name).read_text("utf-8"), f"{name} wants the row: {row}"
