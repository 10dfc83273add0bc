"""The command line: one verb a function. Data goes to stdout, messages and progress to stderr.

Exit codes: 0 done, 1 something failed (the rest was done), 2 wrong usage, 3 a check found a violation.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import click
from click.formatting import wrap_text
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

import kg
from kg import export as exporting
from kg import query, readers
from kg.errors import PolicyKGError, ReadError, WrongUsage, unwritten

_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
_OUTPUT = click.option("-o", "--output", type=click.Path(dir_okay=False), help="A file instead of stdout.")

#: How many files one message names; all that could not be read are listed at the end.
_NAMED = 5


class _Group(click.Group):
    """Turns the errors of the library into messages; an error of the program keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WrongUsage as error:
            raise click.UsageError(str(error)) from error
        except PolicyKGError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group)
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """A knowledge graph of Chinese policy documents: measures, agencies, targets, funding, lineage.

    A PATH is a text file, a folder, a corpus (.jsonl or .jsonl.gz) or - for standard input. A STORE is a directory
    that `kg build` made, or the URL of a SPARQL 1.1 endpoint. A DOC is a document number in any form, a title, or an IRI.
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
    with _writer(output, end="" if as_text else "\n") as write:
        for source in readers.read(paths):
            if isinstance(source, ReadError):
                failed.append(source)
                continue
            done += 1
            if source.encoding != "utf-8":
                _say(f"{source.name}: read as {source.encoding}")
            if as_text:
                write(source.text if done == 1 else f"\n{source.text}")
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
    "-o",
    "--output",
    "store",
    required=True,
    type=click.Path(file_okay=False),
    help="The store: a directory, or the URL of a SPARQL 1.1 endpoint.",
)
@click.option("--base", help="The IRI under which the data stand, when the store is made.")
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="How many processes extract."
)
@click.option("--prune", is_flag=True, help="Remove documents whose file is gone.")
def build(paths: tuple[str, ...], store: str, base: str | None, jobs: int, prune: bool) -> None:
    """Extract, link and store documents; what has not changed is left alone."""
    with _progress(paths) as advance:
        graph = kg.build(paths, store, base=base, jobs=jobs, prune=prune, progress=advance)
    summary = graph.summary
    assert summary is not None
    graph.close()
    facts = ", ".join(
        f"{count:,} {slot.replace('_', ' ')}" for slot, count in sorted(summary.facts.items()) if count
    )
    counts = [f"{summary.read} read, {summary.unchanged} unchanged, {len(summary.failed)} failed"]
    counts += [
        f"{len(names)} {what}"
        for names, what in ((summary.conflicts, "of these left out"), (summary.removed, "removed"))
        if names
    ]
    _say(f"{', '.join(counts)} in {summary.seconds:.1f} s")
    if facts:
        _say(f"facts: {facts}")
    if prune and summary.failed:
        blocking = ", ".join(error.source for error in summary.failed[:_NAMED])
        more = f" and {len(summary.failed) - _NAMED} more" if len(summary.failed) > _NAMED else ""
        _say(
            "nothing removed: what could not be read may be what is missing; "
            f"mend or remove it, then run again: {blocking}{more}"
        )
    for name in summary.removed:
        _say(f"removed: {name} is gone")
    if set(summary.encodings) - {"utf-8"}:
        counted = ", ".join(f"{count} {encoding}" for encoding, count in sorted(summary.encodings.items()))
        _say(f"encodings: {counted}")
    for taken in summary.replaced:
        _say(
            f"{taken.kept}: takes the place of {taken.left_out}, which is gone or holds something else now ({taken.document})"
        )
    for conflict in summary.conflicts:
        _say(
            f"{conflict.left_out}: left out, because {conflict.kept} gives itself out as the same document "
            f"({conflict.document}); remove one of the two"
        )
    _report_failed(summary.failed)


@main.command("query")
@click.argument("store", metavar="STORE")
@click.argument("name", metavar="NAME|FILE.rq|-")
@click.option(
    "--param", "-p", "parameters", multiple=True, metavar="KEY=VALUE", help="A parameter of a named query."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "ttl"]),
    default="table",
    show_default=True,
    help="ttl (Turtle) is for what a CONSTRUCT or DESCRIBE makes.",
)
@_OUTPUT
def run_query(store: str, name: str, parameters: tuple[str, ...], form: str, output: str | None) -> None:
    """Run a named query, a file with a query of your own, or a query from standard input."""
    given = _parameters(parameters)
    sparql = _own_query(name)
    if sparql is not None and given:
        raise click.UsageError("--param is for named queries; write the values into your own")
    with kg.open(store) as graph:
        table = _asked(graph, name, sparql) if sparql is not None else graph.query(name, **given)
    if form == "ttl" and not isinstance(table, kg.Triples):
        raise click.UsageError("--format ttl is for CONSTRUCT and DESCRIBE; this query makes a table")
    with _writer(output) as write:
        match form:
            case "csv":
                content = table.to_csv()
            case "json":
                content = table.to_json()
            case "ttl" if isinstance(table, kg.Triples):
                content = table.to_turtle()
            case _:
                content = _drawn(table)
        write((content or "").rstrip("\n"))


@main.command()
def queries() -> None:
    """List the named queries with their parameters and columns."""
    for name, described in query.queries().items():
        click.echo(f"{name}  {described.title}")
        click.echo(wrap_text(described.description, 110, "    ", "    "))
        for parameter in described.parameters:
            optional = ", optional" if parameter.optional else ""
            click.echo(
                f"    --param {parameter.name}=…  {parameter.description} ({parameter.type}{optional})"
            )
        click.echo(wrap_text("columns: " + ", ".join(described.columns), 110, "    ", "      "))
        click.echo()


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
@click.option(
    "-o", "--output", type=click.Path(), help="A file instead of stdout; for csv and parquet a folder."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(exporting.FORMATS),
    help="By default what the ending of the output says; trig on stdout.",
)
def export(store: str, output: str | None, form: str | None) -> None:
    """Write a store for other programs: the same store gives the same bytes.

    ttl, trig, nq and jsonld are RDF, with every statement. graphml (networkx, igraph), gexf (Gephi), csv (graph
    databases) and parquet (data frames) have things as nodes, their literals as properties, and relations as edges;
    csv and parquet are a folder with a table of nodes and a table of edges.
    """
    with kg.open(store) as graph:
        if output is not None:
            graph.export(output, form)
            _say(f"wrote {output}")
        elif form in exporting.FORMATS_OF_FOLDERS:
            raise click.UsageError(f"{form} is a folder of several files; name it with -o")
        else:
            exporting.write(graph.store, sys.stdout.buffer, form or "trig")


@main.command()
@click.argument("store", metavar="STORE")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False), help="The HTML file to write."
)
@click.option(
    "--view",
    type=click.Choice(["lineage", "agencies", "measures", "all", "report"]),
    default="lineage",
    show_default=True,
)
@click.option("--focus", metavar="DOC|AGENCY", help="What the page opens on.")
@click.option(
    "--depth", type=click.IntRange(0), default=1, show_default=True, help="How far around the focus."
)
@click.option(
    "--measures", is_flag=True, help="Lineage: the measures of documents beside those that they take up."
)
@click.option(
    "--readings",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="Also the reading page of every document, in this folder, to which the graph links.",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def render(
    store: str,
    output: str,
    view: str,
    focus: str | None,
    depth: int,
    measures: bool,
    readings: str | None,
    lang: str,
) -> None:
    """Draw the graph, or report on it in figures, as one HTML file that needs no network."""
    if measures and view != "lineage":
        raise click.UsageError("--measures belongs to --view lineage")
    if focus is not None and view == "report":
        raise click.UsageError("--focus belongs to the views of the graph; a report is about the whole store")
    if readings and view == "report":
        raise click.UsageError("--readings belongs to the views of the graph")
    with kg.open(store) as graph:
        links = _write_readings(graph, Path(readings), Path(output), lang) if readings else None
        page = graph.render(view, focus=focus, depth=depth, measures=measures, readings=links, lang=lang)
    _write_page(page, output)


@main.command()
@click.argument("store", metavar="STORE")
@click.argument("document", metavar="DOC")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False), help="The HTML file to write."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def read(store: str, document: str, output: str, lang: str) -> None:
    """Show the text of a document with every fact marked, as one HTML file that needs no network."""
    with kg.open(store) as graph:
        page = graph.read(document, lang=lang)
    _write_page(page, output)


@main.command()
@click.argument("store", metavar="STORE")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes a free one."
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=30,
    show_default=True,
    help="What takes longer is stopped.",
)
@click.option(
    "--rows", type=click.IntRange(1), default=100_000, show_default=True, help="A longer result is refused."
)
@click.option(
    "--workers", type=click.IntRange(1), default=2, show_default=True, help="How many requests run at once."
)
def serve(store: str, host: str, port: int, seconds: float, rows: int, workers: int) -> None:
    """Answer SPARQL over HTTP, with a query page, for reading only, until Ctrl-C."""
    from kg import serve as serving

    if not serving.is_local(host):
        _say(f"anyone who can reach {host} can read this store; it is meant for 127.0.0.1")

    def started(address: str) -> None:
        click.echo(address)
        _say(f"{store} is served read-only; SPARQL at {address}sparql; Ctrl-C ends it")

    limits = serving.Limits(seconds=seconds, rows=rows, workers=workers)
    serving.serve(store, host=host, port=port, limits=limits, started=started)


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
        click.echo(graph.lineage(str(top["iri"])).tree())
        for row in documents:
            above = graph.lineage(str(row["iri"]), directions=["up"], measures=True).measures
            if above and above.up:
                click.echo("\n".join(above.tree()))
        for row in documents:
            click.echo("")
            click.echo(f"{row['document']} {row['title']}")
            click.echo(_drawn(graph.query("measures", document=str(row["iri"]))))
        page = folder / "graph.html"
        graph.render("all").write(page)
    _say(f"\nThe graph to click through: {page}")
    _say(
        f"Ask it more: kg queries; kg query {folder / 'store'} workload; kg lineage {folder / 'store'} '{top['document']}'"
    )


@contextmanager
def _writer(output: str | None, end: str = "\n") -> Iterator[Callable[[str], None]]:
    """Writes lines to a file as UTF-8, or to stdout. The file appears when all of it is written."""
    if output is None:
        yield lambda line: click.echo(line + end, nl=False)
        return
    target, part = Path(output), Path(f"{output}.part")
    try:
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"{output}: {unwritten(output, error)}") from error
    try:
        with file:
            yield lambda line: print(line, file=file, end=end)
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
def _progress(paths: tuple[str, ...]) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal where the number of texts can be known before they are read, else a count; silent elsewhere."""
    console = Console(stderr=True)
    total = readers.count(paths) if console.is_terminal else None
    counted = (TextColumn("{task.completed} documents"),)
    measured = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(compact=True))
    columns = (
        *(counted if total is None else measured),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)

        def advance(name: str) -> None:
            done = bar.tasks[task].completed + 1 == total
            bar.update(task, advance=1, description="linking and deriving" if done else escape(name))

        yield advance


def _drawn(table: kg.Table) -> str:
    """A table for the terminal, as wide as it is; elsewhere as wide as its rows."""
    return table.to_text(shutil.get_terminal_size().columns if sys.stdout.isatty() else None)


def _write_readings(graph: kg.Graph, folder: Path, page: Path, lang: str) -> dict[str, str]:
    """Writes the reading pages of all documents; their addresses, as seen from `page`, by the IRI of the document."""
    links = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{folder}: cannot be made ({error.strerror})") from error
    for document in graph.texts():
        file = folder / f"{unquote(document.rpartition('/')[2])}.html"
        _write_page(graph.read(document, lang=lang), str(file))
        links[document] = quote(Path(os.path.relpath(file, page.parent)).as_posix())
    return links


def _write_page(page: kg.Page, output: str) -> None:
    try:
        page.write(output)
    except OSError as error:
        raise click.ClickException(f"{output}: {unwritten(output, error)}") from error
    _say(f"wrote {output}")


def _asked(graph: kg.Graph, name: str, sparql: str) -> kg.Table:
    """What the query of the file `name` answers; its mistakes are told with the name."""
    try:
        return query.run_sparql(graph.store, sparql)
    except kg.QueryError as error:
        raise kg.QueryError(f"{name}: {error}") from error


def _own_query(name: str) -> str | None:
    """The query in a file or on standard input, None for the name of one."""
    try:
        if name == readers.STANDARD_INPUT:
            return sys.stdin.buffer.read().decode()
        return Path(name).read_text("utf-8") if name.endswith(".rq") else None
    except FileNotFoundError as error:
        raise click.UsageError(f"{name}: no such file; kg queries lists the named queries") from error
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{name}: cannot be read as UTF-8 text ({error})") from error


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    parameters: dict[str, str] = {}
    for one in given:
        key, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"--param wants KEY=VALUE, not {one!r}")
        if key in parameters:
            raise click.UsageError(f"--param {key} is given twice")
        parameters[key] = value
    return parameters


def _report_failed(failed: list[ReadError]) -> None:
    """Names what could not be read, and ends with 1; everything else is done by then."""
    for error in failed:
        _say(f"not read: {error}")
    if failed:
        raise click.exceptions.Exit(1)


def _say(message: str) -> None:
    click.echo(message, err=True)
