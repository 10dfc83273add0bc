"""The project as a whole: what it may not contain, and that what it promises of itself is true."""

from __future__ import annotations

import gzip
import importlib
import json
import re
import subprocess
import tomllib
import unicodedata
from pathlib import Path

import pytest

import kg
from tests.conftest import ROOT

#: As many Chinese characters and digits in a row are a sentence, not a name; punctuation and blanks do not count.
_RUN = 16
_COUNTS = re.compile(r"[^\u4e00-\u9fff0-9]")
_TEXT = (
    ".py",
    ".md",
    ".txt",
    ".toml",
    ".json",
    ".rq",
    ".ttl",
    ".html",
    ".css",
    ".js",
    ".ipynb",
    ".sh",
    "Makefile",
)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def bare(text: str) -> str:
    return _COUNTS.sub("", unicodedata.normalize("NFKC", text))


def copied(project: dict[str, str], real: str) -> set[tuple[str, str]]:
    """The runs that a file of the project shares with a real text."""
    runs = {
        b[i : i + _RUN]: name
        for name, t in project.items()
        for b in [bare(t)]
        for i in range(len(b) - _RUN + 1)
    }
    other = bare(real)
    windows = (other[i : i + _RUN] for i in range(len(other) - _RUN + 1))
    return {(runs[window], window) for window in windows if window in runs}


def test_a_copied_sentence_would_be_found() -> None:
    sentence = "甲乙丙丁，戊己庚辛壬癸子丑12％寅卯"
    assert copied({"x.py": f'"……{sentence}。"'}, f"前{sentence.replace('，', ' ')}后") == {
        ("x.py", bare(sentence))
    }
    assert copied({"x.py": sentence[:-1]}, sentence) == set()


def test_no_sentence_of_a_real_document_is_in_the_project(shared: Path) -> None:
    texts = [
        p.read_text("utf-8", "ignore") for folder in ("seeds", "dev") for p in (shared / folder).glob("*.txt")
    ]
    for name in ("local_measures_2020", "state_council"):
        with gzip.open(shared / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    real = "\0".join(texts)
    assert len(real) > 500_000
    project = {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in tracked() if p.name.endswith(_TEXT)}
    assert len(project) > 100
    assert copied(project, real) == set()


def test_nothing_names_this_machine_or_a_registry() -> None:
    forbidden = re.compile(
        "|".join(
            (
                "/work" + "/",
                "/root" + "/",
                "file:" + "///opt",
                "pypi" + r"\.org",
                "files.python" + "hosted",
            )
        )
    )
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        if path.name.endswith(_TEXT)
        for match in forbidden.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_public_names_are_there_and_documented() -> None:
    assert sorted(kg.__all__) == sorted(set(kg.__all__))
    for name in kg.__all__:
        value = getattr(kg, name)
        assert name == "__version__" or value.__doc__, name


def test_one_version_number() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert kg.__version__ == project["version"]


def test_entry_points_lead_somewhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    targets = [*project["scripts"].values()]
    for group in project["entry-points"].values():
        targets += group.values()
    assert len(targets) == 8
    for target in targets:
        module, _, name = target.partition(":")
        assert callable(getattr(importlib.import_module(module), name)), target


def test_the_extractors_need_nothing_of_the_graph() -> None:
    for path in (ROOT / "extractors").rglob("*.py"):
        assert not re.search(r"^\s*(?:from|import) kg\b", path.read_text("utf-8"), re.MULTILINE), path


#: The floors of the house: a module imports only from its own floor or from below.
FLOORS = [
    ("kg.errors", "kg.resources", "kg.sparql", "kg.vocab"),
    ("kg.readers",),
    ("kg.link", "kg.nquads", "kg.rdf"),
    ("kg.client",),
    ("kg.store", "kg.endpoint", "kg.build", "kg.result"),
    ("kg.catalogue", "kg.content", "kg.derive"),
    ("kg.in_force", "kg.taken_up"),
    ("kg.money", "kg.lineage", "kg.query", "kg.property_graph", "kg.network", "kg.reading", "kg.check"),
    ("kg.overview", "kg.export"),
    ("kg.render", "kg.jupyter"),
    ("kg.graph",),
    ("kg.serve",),
    ("kg", "kg.cli"),
]


def floor_of(module: str) -> int:
    matches = [
        (len(name), i)
        for i, floor in enumerate(FLOORS)
        for name in floor
        if module == name or module.startswith(name + ".")
    ]
    return max(matches)[1]


def test_no_module_reaches_up() -> None:
    wrong, seen = [], 0
    for path in (ROOT / "kg").rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for match in re.finditer(
            r"^(?:from (kg[\w.]*) import ([\w, ]+|\([\w,\s]+\))|import (kg[\w.]*))",
            path.read_text("utf-8"),
            re.MULTILINE,
        ):
            base = match[1] or match[3]
            names = (
                [n.split(" as ")[0].strip(" ()\n") for n in (match[2] or "").split(",")]
                if match[1] == "kg"
                else [""]
            )
            for name in names:
                imported = (
                    f"{base}.{name}"
                    if name and (ROOT / "kg" / f"{name}.py").exists() | (ROOT / "kg" / name).is_dir()
                    else base
                )
                seen += 1
                if floor_of(imported) > floor_of(module):
                    wrong.append(f"{module} imports {imported}")
    assert seen > 40
    assert wrong == []


#: The same for the extractors; what stands beside one another may not import one another, `found` and the like aside.
EXTRACTOR_FLOORS = [
    ("records", "lexicon", "found", "numerals", "slots"),
    ("text", "outline", "dates"),
    ("patterns", "bodies", "agency_names", "phrases", "labels", "quantities"),
    ("numbers", "head", "mentions", "validity", "periods", "enumerations", "unnumbered"),
    ("decrees", "conditions", "indicators", "tense"),
    ("signatures",),
    ("titles", "shares", "purposes", "credit"),
    ("header", "money"),
    ("structure", "references", "outcomes"),
    ("uses", "assignments"),
    ("agencies", "targets", "funding"),
    ("pipeline",),
    ("components",),
]


def test_no_extractor_reaches_up() -> None:
    floor = {name: i for i, names in enumerate(EXTRACTOR_FLOORS) for name in names}
    modules = {
        p.stem if p.stem != "__init__" else p.parent.name: p for p in (ROOT / "extractors").rglob("*.py")
    }
    modules.pop("extractors")
    assert set(modules) == set(floor)
    wrong = [
        f"{name} imports {imported}"
        for name, path in modules.items()
        for imported in re.findall(
            r"^\s*from extractors\.(\w+) import", path.read_text("utf-8"), re.MULTILINE
        )
        if floor[imported] >= floor[name]
    ]
    assert wrong == []


def test_the_changelog_has_an_entry_for_what_is_not_released() -> None:
    assert re.search(r"^## \[Unreleased\]\n\n### ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


def test_the_locks_pin_every_dependency_with_hashes() -> None:
    for name in ("install", "dev", "bench"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
        pins = [line for line in lines if re.match(r"[a-z0-9][\w.-]*(?:\[.*\])?==", line)]
        assert len(pins) > 50
        assert all(line.rstrip().endswith("\\") for line in pins)
