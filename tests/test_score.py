"""The score on the annotated documents: printed slot by slot, and no slot below its floor in baseline.json."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

BASELINE = Path(__file__).parent / "baseline.json"
#: Gold folder and text folder under ../shared, by the name of the set in baseline.json.
SETS = {"seeds": ("gold", "seeds"), "dev": ("dev", "dev")}


def scored(shared: Path, name: str, predictions: Path, *options: str) -> str:
    gold, texts = (shared / folder for folder in SETS[name])
    sources = sorted({json.loads(path.read_text("utf-8"))["source"] for path in gold.glob("*.gold.json")})
    arguments = ["extract", *(str(texts / source) for source in sources), "-o", str(predictions)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.stderr
    command = [
        sys.executable,
        str(shared / "gold" / "score.py"),
        str(gold),
        str(texts),
        str(predictions),
        *options,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("name", SETS)
def test_no_slot_falls_below_its_floor(
    name: str, shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    predictions = tmp_path / "predictions.jsonl"
    table = scored(shared, name, predictions)
    with capsys.disabled():
        print(f"\n\nScore on the annotated documents: {name}\n{table}")
    reached = json.loads(scored(shared, name, predictions, "--json"))
    floors = json.loads(BASELINE.read_text("utf-8"))[name]
    assert set(floors) == {*reached["slots"], "headline"}, (
        "a slot appeared or went: write its floor into baseline.json"
    )
    below = {
        slot: (round(f1, 4), floors[slot])
        for slot, f1 in [(s, row["f1"]) for s, row in reached["slots"].items()]
        + [("headline", reached["headline"])]
        if f1 < floors[slot] - 1e-9
    }
    assert below == {}, f"fell below the floor of baseline.json (reached, floor): {below}"


def test_the_goals_of_the_first_release(shared: Path) -> None:
    floors = json.loads(BASELINE.read_text("utf-8"))
    assert floors["seeds"]["headline"] >= 0.75
    assert floors["dev"]["headline"] >= 0.70
