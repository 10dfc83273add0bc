"""The quick-start notebook: its pair in step, nothing stored in it, and every cell runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
DISTRICT = "棠政办发〔2024〕23号"


def notebook(suffix: str) -> Any:
    return jupytext.read(NOTEBOOKS / f"quickstart{suffix}")


def test_the_pair_is_in_step() -> None:
    script, stored = notebook(".py"), notebook(".ipynb")
    assert [(c.cell_type, c.source) for c in script.cells] == [(c.cell_type, c.source) for c in stored.cells]
    assert len(script.cells) > 10
    for key in ("jupytext", "kernelspec"):
        assert key in stored.metadata


def test_nothing_but_the_cells_is_stored() -> None:
    stored = notebook(".ipynb")
    nbformat.validate(stored)
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert code
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


@pytest.fixture(scope="module")
def executed() -> Any:
    run = notebook(".py")
    client = NotebookClient(
        run, kernel_name="python3", timeout=120, resources={"metadata": {"path": NOTEBOOKS}}
    )
    client.execute()  # raises CellExecutionError with the traceback of the cell
    return run


def shown(run: Any, source: str) -> str:
    """What the one cell that contains `source` shows: its HTML, or what it prints."""
    (cell,) = [c for c in run.cells if c.cell_type == "code" and source in c.source]
    (output,) = cell.outputs
    seen: str = output.text if output.output_type == "stream" else output.data["text/html"]
    return seen


def test_no_cell_warns(executed: Any) -> None:
    outputs = [o for c in executed.cells if c.cell_type == "code" for o in c.outputs]
    assert len(outputs) == 5
    assert all(o.output_type == "execute_result" or o.name == "stdout" for o in outputs)


def test_measures_are_a_table(executed: Any) -> None:
    table = shown(executed, 'graph.query("measures"')
    assert "<table" in table
    assert "支持企业技术改造" in table
    assert table.count("<tr") == 1 + 9


def test_the_question_shows_a_target_at_all_levels(executed: Any) -> None:
    table = shown(executed, "FILTER CONTAINS")
    assert "<table" in table
    assert table.count("<tr") == 1 + 4
    places = [table.index(number) for number in ("瀚政发〔2024〕6号", "汐政〔2024〕11号", DISTRICT)]
    assert places == sorted(places)


def test_lineage_names_city_and_province(executed: Any) -> None:
    tree = shown(executed, "graph.lineage(district)")
    assert f"瀚政发〔2024〕6号 → 汐政〔2024〕11号 → {DISTRICT}" in tree


def test_the_graph_stands_in_a_frame_without_network(executed: Any) -> None:
    frame = shown(executed, "graph.render(")
    assert "<iframe" in frame
    assert "srcdoc=" in frame
    assert DISTRICT in frame
    assert "src=&quot;http" not in frame


def test_networkx_has_the_chain(executed: Any) -> None:
    table = shown(executed, "graph.network(")
    assert "<table" in table
    for number in (DISTRICT, "汐政〔2024〕11号", "瀚政发〔2024〕6号"):
        assert number in table
