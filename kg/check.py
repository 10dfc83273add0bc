"""What is wrong with a store: findings, each with its severity, what it is about and where to look.

A finding comes from a source, a function from a store to findings; `SOURCES` and `NOTES` list them. The shapes of
`ontology/shapes.ttl` (SHACL) are run on the graph of one document after the other, then on what was derived, so
that time grows with the store and memory with its largest document only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from extractors.records import LEVELS
from kg import catalogue, lineage, resources
from kg.catalogue import Catalogue
from kg.link.documents import year_of
from kg.link.iris import derived_graph, document_of_graph
from kg.store import Store, text
from kg.vocab import ELI, OA, PK, PREFIXES, PROV, RDFS, SKOS

if TYPE_CHECKING:
    import rdflib

VIOLATION = "violation"
WARNING = "warning"
#: Nothing is wrong, but a reader should know.
NOTE = "note"
_ORDER = (VIOLATION, WARNING, NOTE)
LANGUAGES = ("en", "zh")

#: What a node is called, in the order of preference.
_LABELS = (RDFS.label, SKOS.prefLabel, PK.printedName, PK.citedNumber, PK.citedTitle, PK.field, OA.exact)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong (`VIOLATION`), may be (`WARNING`), or is only not there (`NOTE`).

    `message` says what, in English, `message_zh` in Chinese. `document` is the label of the document (its number,
    else its title), empty where none is concerned; `label` is what the thing itself is called and `node` its IRI.
    `path` is the property concerned, as a compact IRI, and `value` its value; both may be empty.
    """

    severity: str
    message: str
    message_zh: str
    document: str
    label: str
    node: str
    path: str = ""
    value: str = ""

    def as_dict(self) -> dict[str, str]:
        """The finding as JSON shows it."""
        return asdict(self)

    def line(self, language: str = "en") -> str:
        """The finding as one line for a person; `language` is one of `LANGUAGES`."""
        message = self.message_zh if language == "zh" else self.message
        where = " · ".join(dict.fromkeys(filter(None, (self.document, self.label)))) or self.node
        value = f" ({self.path} {self.value})" if self.value else f" ({self.path})" if self.path else ""
        return f"{self.severity}  {where}: {message}{value}"


#: Finds what is wrong with a store, whose catalogue is given, in one respect.
Source = Callable[[Store, Catalogue], Iterator[Finding]]


def check(store: Store, *, notes: bool = False, shacl: bool = True) -> list[Finding]:
    """All findings: violations, then warnings, then with `notes` also notes, each by document and thing; without `shacl`
    all but those of the shapes, which take by far the longest."""
    known = catalogue.read(store)
    sources = [s for s in (SOURCES + NOTES if notes else SOURCES) if shacl or s is not shapes]
    found = {finding for source in sources for finding in source(store, known)}
    return sorted(
        found, key=lambda f: (_ORDER.index(f.severity), f.document, f.node, f.path, f.message, f.value)
    )


def shapes(store: Store, _known: Catalogue) -> Iterator[Finding]:
    """What the shapes find in the graph of each document and in what is derived."""
    for graph in (*sorted(store.built()), derived_graph(store.base)):
        document = document_of_graph(store.base, graph)
        yield from validate(_graph_of(store, graph), document or "")


def validate(graph: rdflib.Graph, document: str = "") -> Iterator[Finding]:
    """What the shapes find in one graph; `document` is the IRI of the document that it is about, if any."""
    import pyshacl
    from rdflib import SH, URIRef

    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes())
    assert not isinstance(report, (str, bytes)), report  # a message of pyshacl: the shapes are broken
    called = _label(graph, document) if document else ""
    for result in report.objects(None, SH.result):
        node = report.value(result, SH.focusNode)
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        messages = {m.language: str(m) for m in report.objects(result, SH.resultMessage)}
        yield Finding(
            severity=VIOLATION if report.value(result, SH.resultSeverity) == SH.Violation else WARNING,
            message=messages["en"],
            message_zh=messages["zh"],
            document=called,
            label=_label(graph, str(node)),
            node=str(node),
            path=_compact(str(path)) if isinstance(path, URIRef) else "",
            value=_compact(str(value)) if path is not None and value is not None else "",
        )


_ACCOUNTS = f"""
SELECT ?account ?label ?stated ?computed ?left ?why ?document ?number ?title WHERE {{
  ?account a <{PK.Account}> ; <{RDFS.label}> ?label ; <{PK.stated}> ?stated ; <{PK.computed}> ?computed ;
    <{PK.unreconciled}> ?left ; <{PK.rule}> ?rule ; <{PK.accountOf}>/<{PROV.wasQuotedFrom}> ?document .
  OPTIONAL {{ ?account <{PK.explanation}> ?why }}
  OPTIONAL {{ ?document <{ELI.number}> ?number }}
  OPTIONAL {{ ?document <{ELI.title}> ?title }}
  FILTER(?left < 0 || (?left != 0 && ?rule = "account.total"))
}}"""
_UNREAD = f"""
SELECT ?document ?number ?title (COUNT(?place) AS ?count) WHERE {{
  ?document <{PK.hasUnresolved}> ?place .
  ?place <{PK.rule}> "quantity.unread" .
  OPTIONAL {{ ?document <{ELI.number}> ?number }}
  OPTIONAL {{ ?document <{ELI.title}> ?title }}
}} GROUP BY ?document ?number ?title"""


def accounts(store: Store, _known: Catalogue) -> Iterator[Finding]:
    """Sums whose parts come to more, and totals that differ from their budgets, with the reason that the document
    gives."""
    for row in store.select(_ACCOUNTS):
        stated, computed, left = (text(row[name]) for name in ("stated", "computed", "left"))
        why = text(row["why"])
        yield Finding(
            severity=WARNING,
            message=f"{stated} stated, {computed} computed, {left} unreconciled"
            + (f"; the document says: {why}" if why else ""),
            message_zh=f"所述{stated}，合计{computed}，未核对{left}" + (f"；文件说明：{why}" if why else ""),
            document=text(row["number"]) or text(row["title"]),
            label=text(row["label"]),
            node=text(row["account"]),
        )


def ambiguous(_store: Store, known: Catalogue) -> Iterator[Finding]:
    """Citations by title that could mean several documents of the collection."""
    for citation in known.citations:
        if citation.number or not citation.title or citation.cited in known.whole:
            continue
        region = known.whole[citation.document].region
        others_than = {citation.document, citation.cited}
        candidates = known.index.candidates(citation.title, others_than, region)
        if len(candidates) > 1:
            labels = ", ".join(known.entries[iri].label for iri in candidates)
            yield Finding(
                severity=WARNING,
                message=f"this title could mean any of {labels}",
                message_zh=f"此标题可指多份文件：{labels}",
                document=known.entries[citation.document].label,
                label=f"《{citation.title}》",
                node=citation.iri,
            )


def circles(store: Store, known: Catalogue) -> Iterator[Finding]:
    """Documents that implement or rest on one another in a circle, at the first of each."""
    for cycle in lineage.cycles(store, known):
        labels = [known.entries[iri].label for iri in (*cycle, cycle[0])]
        yield Finding(
            severity=WARNING,
            message=f"these implement one another: {' → '.join(labels)}",
            message_zh=f"下列文件互为依据：{' → '.join(labels)}",
            document=labels[0],
            label="",
            node=cycle[0],
        )


def contradictions(_store: Store, known: Catalogue) -> Iterator[Finding]:
    """Documents said to implement what a lower level or a later year wrote, or what they repeal themselves."""
    repealed = {(c.document, c.cited) for c in known.citations if c.relation == "repeals"}
    for citation in known.citations:
        lower, upper = known.entries[citation.document], known.entries[citation.cited]
        if citation.relation not in lineage.UPWARD or lower == upper:
            continue
        ours, theirs = year_of(lower.number), year_of(upper.number)
        for wrong, message, message_zh in (
            (
                bool(lower.level and upper.level and LEVELS.index(upper.level) > LEVELS.index(lower.level)),
                f"a document of level {lower.level} is said to implement one of level {upper.level}",
                "上级文件被识别为落实下级文件",
            ),
            (
                ours is not None and theirs is not None and theirs > ours,
                f"a document of {ours} is said to implement one of {theirs}",
                f"{ours}年的文件被识别为落实{theirs}年的文件",
            ),
            (
                (citation.document, citation.cited) in repealed,
                "the document is said to implement what it repeals",
                "文件被识别为落实其所废止的文件",
            ),
        ):
            if wrong:
                yield Finding(
                    severity=WARNING,
                    message=message,
                    message_zh=message_zh,
                    document=lower.label,
                    label=upper.label,
                    node=citation.iri,
                )


def numbers(store: Store, _known: Catalogue) -> Iterator[Finding]:
    """Numbers with a unit that no fact covers, counted for each document."""
    for row in store.select(_UNREAD):
        count = text(row["count"])
        yield Finding(
            severity=NOTE,
            message=f"no fact covers {count} numbers with a unit",
            message_zh=f"有{count}个带单位的数字未列入任何事实",
            document=text(row["number"]) or text(row["title"]),
            label="",
            node=text(row["document"]),
        )


def dangling(_store: Store, known: Catalogue) -> Iterator[Finding]:
    """Documents that are cited and whose text is not there."""
    cited = Counter(citation.cited for citation in known.citations)
    for iri, entry in known.stubs.items():
        yield Finding(
            severity=NOTE,
            message=f"cited {cited[iri]} times; its text is not in the collection",
            message_zh=f"被引用{cited[iri]}次，正文不在库中",
            document="",
            label=entry.label,
            node=iri,
        )


@cache
def _shapes() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=resources.read("ontology", "shapes.ttl"), format="turtle")


def _graph_of(store: Store, graph: str) -> rdflib.Graph:
    import rdflib

    triples = (quad.triple for quad in store.quads(graph))
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines or b"", format="nt")


def _label(graph: rdflib.Graph, node: str) -> str:
    """What a node is called: by itself, by the words that are its evidence, or by the end of its IRI."""
    from rdflib import URIRef

    subject = URIRef(node)
    for predicate in _LABELS:
        for label in sorted(map(str, graph.objects(subject, URIRef(predicate)))):
            return label
    for place in graph.objects(subject, URIRef(PK.evidence)):
        for selector in graph.objects(place, URIRef(OA.hasSelector)):
            for words in graph.objects(selector, URIRef(OA.exact)):
                return str(words)
    return node.rpartition("/")[2]


def _compact(text: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


#: Where findings come from.
SOURCES: tuple[Source, ...] = (shapes, accounts, ambiguous, circles, contradictions)
#: Where notes come from.
NOTES: tuple[Source, ...] = (numbers, dangling)
