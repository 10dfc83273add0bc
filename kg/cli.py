"""The command line: one verb a function. Data goes to stdout, messages and progress to stderr.

Exit codes: 0 done, 1 something failed (the rest was done), 2 wrong usage, 3 a check found a violation.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable
from rich.text import Text

import kg
from kg import query, readers
from kg.errors import PolicyKGError, ReadError

#: Wide enough for every row where nobody looks at a terminal.
_UNBOUNDED = 10_000
_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
_OUTPUT = click.option("-o", "--output", type=click.Path(dir_okay=False), help="A file instead of stdout.")


class _Group(click.Group):
    """Turns the errors of the library into messages; an error of the program keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PolicyKGError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group)
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """A knowledge graph of Chinese policy documents: measures, agencies, targets, funding, lineage.

    A PATH is a text file, a folder, a corpus (.jsonl or .jsonl.gz) or - for standard input. A STORE is a directory
    that `kg build` made. A DOC is a document number in any form, a title, or an IRI.
    """


@main.command()
@_PATHS
@_OUTPUT
@click.option(
    "--text", "as_text", is_flag=True, help="Print the text that the offsets refer to, not the record."
)
def extract(paths: tuple[str, ...], output: str | None, as_text: bool) -> None:
    """Print the records of documents as JSON Lines."""
    from extractors.pipeline import extract as extract_record

    _apart(paths, output)
    failed: list[ReadError] = []
    done = 0
    with _writer(output) as write:
        for source in readers.read(paths):
            if isinstance(source, ReadError):
                failed.append(source)
                continue
            done += 1
            if source.encoding != "utf-8":
                _say(f"{source.name}: read as {source.encoding}")
            if as_text:
                write(source.text)
            else:
                record = extract_record(source.text, source=source.name)
                write(record.as_json())
                if record.coverage.unread:
                    _say(
                        f"{source.name}: no fact covers {record.coverage.unread} of "
                        f"{record.coverage.numbers} numbers with a unit (see unresolved)"
                    )
                if not record.measures:
                    _say(
                        f"{source.name}: no measures found in {len(source.text):,} characters; is it a policy document?"
                    )
    _say(f"{done} extracted, {len(failed)} failed")
    _report_failed(failed)


@main.command()
@_PATHS
@click.option(
    "-o", "--output", "store", required=True, type=click.Path(file_okay=False), help="The store, a directory."
)
@click.option("--base", help="The IRI under which the data stand, when the store is made.")
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="How many processes extract."
)
@click.option("--prune", is_flag=True, help="Remove documents whose file is gone.")
def build(paths: tuple[str, ...], store: str, base: str | None, jobs: int, prune: bool) -> None:
    """Extract, link and store documents; what has not changed is left alone."""
    with _progress() as advance:
        graph = kg.build(paths, store, base=base, jobs=jobs, prune=prune, progress=advance)
    summary = graph.summary
    assert summary is not None
    graph.close()
    facts = ", ".join(
        f"{count:,} {slot.replace('_', ' ')}" for slot, count in sorted(summary.facts.items()) if count
    )
    _say(
        f"{summary.read} read, {summary.unchanged} unchanged, {len(summary.failed)} failed in {summary.seconds:.1f} s"
    )
    if facts:
        _say(f"facts: {facts}")
    if prune and summary.failed:
        _say("nothing removed: what could not be read may be what is missing")
    for name in summary.removed:
        _say(f"removed: {name} is gone")
    if set(summary.encodings) - {"utf-8"}:
        counted = ", ".join(f"{count} {encoding}" for encoding, count in sorted(summary.encodings.items()))
        _say(f"encodings: {counted}")
    for conflict in summary.conflicts:
        _say(
            f"{conflict.left_out}: left out, because {conflict.kept} gives itself out as the same document ({conflict.document})"
        )
    _report_failed(summary.failed)


@main.command("query")
@click.argument("store", metavar="STORE")
@click.argument("name", metavar="NAME|FILE.rq|-")
@click.option(
    "--param", "-p", "parameters", multiple=True, metavar="KEY=VALUE", help="A parameter of a named query."
)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@_OUTPUT
def run_query(store: str, name: str, parameters: tuple[str, ...], form: str, output: str | None) -> None:
    """Run a named query, a file with a query of your own, or a query from standard input."""
    with kg.open(store) as graph:
        if name == readers.STANDARD_INPUT:
            table = query.run_sparql(graph.store, sys.stdin.read())
        elif name.endswith(".rq"):
            table = query.run_sparql(graph.store, _query_file(name))
        else:
            table = graph.query(name, **dict(_parameter(p) for p in parameters))
    with _writer(output) as write:
        if form == "table":
            write(_rendered(table))
        else:
            write((table.as_csv() if form == "csv" else table.as_json()).rstrip("\n"))


@main.command()
def queries() -> None:
    """List the named queries with their parameters."""
    for name, described in query.queries().items():
        click.echo(f"{name}  {described.title}")
        click.echo(f"    {described.description}")
        for parameter in described.parameters:
            optional = ", optional" if parameter.optional else ""
            click.echo(
                f"    --param {parameter.name}=…  {parameter.description} ({parameter.type}{optional})"
            )


@main.command()
@click.argument("store", metavar="STORE")
@click.argument("document", metavar="DOC")
@click.option("--up", is_flag=True, help="Only what the document rests on.")
@click.option("--down", is_flag=True, help="Only what rests on the document.")
@click.option(
    "--measures", is_flag=True, help="Also which measures are taken up, and how their figures compare."
)
@click.option("--as-of", metavar="DATE", help="Say what applied on a day (YYYY-MM-DD).")
@click.option("--format", "form", type=click.Choice(["tree", "json"]), default="tree", show_default=True)
def lineage(
    store: str, document: str, up: bool, down: bool, measures: bool, as_of: str | None, form: str
) -> None:
    """Show what a document implements and what implements it."""
    directions = [name for name, wanted in (("up", up), ("down", down)) if wanted] or ["up", "down"]
    with kg.open(store) as graph:
        found = graph.lineage(document, directions=directions, measures=measures, as_of=as_of)
    click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2) if form == "json" else found.tree())


@main.command()
@click.argument("store", metavar="STORE")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--notes", is_flag=True, help="Also what is only cited, and numbers that no fact covers.")
@_OUTPUT
def check(store: str, lang: str, form: str, notes: bool, output: str | None) -> None:
    """Say what is wrong with a store; exit with 3 where something is violated."""
    from kg import check as checking

    with kg.open(store) as graph:
        findings = checking.check(graph.store, notes=notes)
        documents = len(graph.store.built())
    counted = Counter(f.severity for f in findings)
    violations = counted[checking.VIOLATION]
    with _writer(output) as write:
        if form == "json":
            write(json.dumps([f.as_dict() for f in findings], ensure_ascii=False, indent=2))
        else:
            for finding in findings:
                write(finding.line(lang))
    _say(f"{documents} documents checked: {violations} violations, {counted[checking.WARNING]} warnings")
    if violations:
        raise click.exceptions.Exit(3)


@main.command()
@click.argument("store", metavar="STORE")
@_OUTPUT
@click.option(
    "--format",
    "form",
    type=click.Choice(["ttl", "trig", "nq", "jsonld"]),
    help="By default what the ending of the file says, else trig.",
)
def export(store: str, output: str | None, form: str | None) -> None:
    """Write a store as RDF: the same store gives the same bytes."""
    from kg import export as exporting

    ending = Path(output or "").suffix.removeprefix(".")
    write = exporting.FORMATS[form or (ending if ending in exporting.FORMATS else "trig")]
    with kg.open(store) as graph:
        content = write(graph.store)
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{output}: cannot be written ({error.strerror})") from error
    _say(f"wrote {output}")


@main.command()
@click.argument("store", metavar="STORE")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False), help="The HTML file to write."
)
@click.option(
    "--view",
    type=click.Choice(["lineage", "agencies", "measures", "all"]),
    default="lineage",
    show_default=True,
)
@click.option("--focus", metavar="DOC|AGENCY", help="What the page opens on.")
@click.option(
    "--depth", type=click.IntRange(0), default=1, show_default=True, help="How far around the focus."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def render(store: str, output: str, view: str, focus: str | None, depth: int, lang: str) -> None:
    """Draw the graph as one HTML file that needs no network."""
    with kg.open(store) as graph:
        page = graph.render(view, focus=focus, depth=depth, lang=lang)
    try:
        page.write(output)
    except OSError as error:
        raise click.ClickException(f"{output}: cannot be written ({error.strerror})") from error
    _say(f"wrote {output}")


@main.command()
@click.option(
    "-o",
    "--output",
    default="policy-kg-demo",
    show_default=True,
    type=click.Path(file_okay=False),
    help="Where the store and the HTML go.",
)
def demo(output: str) -> None:
    """Build four sample documents (a province, a city, two districts) and show what the graph knows."""
    folder = Path(output)
    with as_file(files("kg") / "samples") as samples:
        graph = kg.build([samples], folder / "store")
    with graph:
        documents = [row for row in graph.query("documents") if row["text"]]
        top = next(row for row in documents if row["level"] == "province")
        click.echo(graph.lineage(str(top["document"])).tree())
        for row in documents:
            above = graph.lineage(str(row["document"]), directions=["up"], measures=True).measures
            if above and above.up:
                click.echo("\n".join(above.tree()))
        for row in documents:
            click.echo("")
            click.echo(f"{row['number']} {row['title']}")
            click.echo(_rendered(graph.query("measures", document=str(row["document"]))))
        page = folder / "graph.html"
        graph.render("all").write(page)
    _say(f"\nThe graph to click through: {page}")
    _say(
        f"Ask it more: kg queries; kg query {folder / 'store'} workload; kg lineage {folder / 'store'} '{top['number']}'"
    )


@contextmanager
def _writer(output: str | None) -> Iterator[Callable[[str], None]]:
    """Writes lines to a file as UTF-8, or to stdout. The file appears when all of it is written."""
    if output is None:
        yield click.echo
        return
    target, part = Path(output), Path(f"{output}.part")
    try:
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"{output}: cannot be written ({error.strerror})") from error
    try:
        with file:
            yield lambda line: print(line, file=file)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _apart(paths: tuple[str, ...], output: str | None) -> None:
    """Refuses an output that is an input, or lies in a folder that is read."""
    if output is None:
        return
    target = Path(output).resolve()
    for path in paths:
        source = Path(path).resolve()
        if path != readers.STANDARD_INPUT and (source == target or source in target.parents):
            raise click.UsageError(f"the output {output} is among the input {path}; write it somewhere else")


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Counts the documents on a terminal; silent elsewhere."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.completed} documents"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda name: bar.update(task, advance=1, description=name)


def _rendered(table: kg.Table) -> str:
    """A table for the terminal, as wide as it is; elsewhere as wide as its rows."""
    console = Console(width=None if sys.stdout.isatty() else _UNBOUNDED)
    rich = RichTable(box=None, pad_edge=False, header_style="bold")
    for column in table.columns:
        rich.add_column(column, overflow="fold")
    for row in table.as_text():
        rich.add_row(*map(Text, row))
    with console.capture() as captured:
        console.print(rich)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    return "\n".join([*lines, f"({len(table)} row{'' if len(table) == 1 else 's'})"])


def _query_file(name: str) -> str:
    try:
        return Path(name).read_text("utf-8")
    except FileNotFoundError as error:
        raise click.ClickException(f"{name}: no such file; kg queries lists the named queries") from error
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{name}: cannot be read as UTF-8 text ({error})") from error


def _parameter(given: str) -> tuple[str, str]:
    key, equals, value = given.partition("=")
    if not equals:
        raise click.UsageError(f"--param wants KEY=VALUE, not {given!r}")
    return key, value


def _report_failed(failed: list[ReadError]) -> None:
    """Names what could not be read, and ends with 1; everything else is done by then."""
    for error in failed:
        _say(f"not read: {error}")
    if failed:
        raise click.exceptions.Exit(1)


def _say(message: str) -> None:
    click.echo(message, err=True)
