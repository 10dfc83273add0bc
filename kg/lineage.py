"""The lineage of one document: what it rests on, what rests on it, and where that is written.

Only the relations `implements` and `based_on` make a chain; of the graph that they form, the transitive
reduction is shown: where a district names its city's policy and its province's, and the city's implements the
province's, there is one chain and no shortcut. Everything else a document says of others (it cites, amends,
issues …) is listed beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple

import networkx as nx

from kg.catalogue import Catalogue, Entry
from kg.in_force import Validity, validities
from kg.store import Store, text
from kg.taken_up import TakenUp, taken_up
from kg.vocab import OA, PK, PROV, RDF, RELATION_PROPERTIES

#: What a document rests on, and what takes it up.
DIRECTIONS = ("up", "down")
#: The relations that lead from a document to one that it rests on.
UPWARD = ("implements", "based_on")

_EVIDENCE = f"""
SELECT ?document ?reference ?rule ?start ?end ?quote WHERE {{
  %s
  ?document <{PK.hasReference}> ?reference .
  ?reference <{PK.rule}> ?rule ; <{PK.evidence}>/<{OA.hasSelector}> ?position , ?words .
  ?position <{OA.start}> ?start ; <{OA.end}> ?end .
  ?words <{OA.exact}> ?quote .
}}"""
_DERIVED = f"""
SELECT ?statement ?lower ?relation ?upper ?rule ?reference WHERE {{
  ?statement a <{RDF.Statement}> ; <{RDF.subject}> ?lower ; <{RDF.predicate}> ?relation ;
    <{RDF.object}> ?upper ; <{PK.rule}> ?rule ; <{PROV.wasDerivedFrom}> ?reference .
}} ORDER BY ?statement ?reference"""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: `span` is half-open, in characters of its text."""

    document: str
    quote: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edge:
    """That one document stands in a relation to another; `id` is the IRI of the reference or of the derived
    statement. A derived edge has the words of all references that it follows from."""

    id: str
    lower: str
    upper: str
    relation: str
    derived: bool
    rule: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A document in a lineage, the edge that leads to it, and the documents beyond. `repeated` says that
    those stand elsewhere in the same tree already."""

    document: Entry
    edge: Edge
    beyond: tuple[Node, ...]
    repeated: bool


class Branches(tuple[Node, ...]):
    """Documents in one direction, nearest first. Shows itself as a tree."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(_branches(self, "")) or "nothing known"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(repr(self))}</pre>"


@dataclass(frozen=True, slots=True)
class Lineage:
    """The lineage of `document`: trees upward and downward, its other relations, and cycles among all of
    these."""

    document: Entry
    up: Branches
    down: Branches
    related: tuple[Edge, ...]
    cycles: tuple[tuple[str, ...], ...]
    _entries: dict[str, Entry] = field(repr=False)
    directions: tuple[str, ...] = ("up", "down")
    measures: TakenUp | None = None
    as_of: str | None = None
    _validities: dict[str, Validity] = field(repr=False, default_factory=dict)

    def chains(self) -> list[list[str]]:
        """The chains through the document, highest first, as labels. One that goes on in another begins or
        ends with an ellipsis."""
        above = list(_paths(self.up)) or [[]]
        below = list(_paths(self.down)) or [[]]
        if above == below == [[]]:
            return []
        return [[*reversed(up), self.document.label, *down] for up in above for down in below]

    def as_dict(self) -> dict[str, Any]:
        """The lineage as JSON values."""
        return {
            "document": self._document(self.document),
            "chains": self.chains(),
            "up": [self._node(node, "up") for node in self.up],
            "down": [self._node(node, "down") for node in self.down],
            "related": [
                {
                    "from": self._document(self._entries[e.lower]),
                    "to": self._document(self._entries[e.upper]),
                    **self._edge(e),
                }
                for e in self.related
            ],
            "cycles": [[self._entries[iri].label for iri in cycle] for cycle in self.cycles],
            **(self.measures.as_dict() if self.measures else {}),
        }

    def tree(self) -> str:
        """The lineage as text for a terminal: the chains, then the trees with levels, titles and marks."""
        lines = [" → ".join(chain) for chain in self.chains()]
        lines += ["", self._line(self.document)] if lines else [self._line(self.document)]
        for heading, nodes, shown in (
            ("rests on", self.up, "up" in self.directions),
            ("is taken up by", self.down, "down" in self.directions),
        ):
            if shown:
                lines.append(f"{heading}:" if nodes else f"{heading}: nothing known")
                lines += _branches(nodes, "", self._line)
        if self.related:
            lines.append("also:")
        for edge in self.related:
            out = edge.lower == self.document.iri
            other = self._entries[edge.upper if out else edge.lower]
            relation = edge.relation.replace("_", " ")
            named = self._line(other)
            lines.append(f"  {relation} {named}" if out else f"  {named} {relation} it")
        for cycle in self.cycles:
            lines.append("cycle: " + " → ".join(self._entries[iri].label for iri in (*cycle, cycle[0])))
        if self.measures:
            lines += self.measures.tree()
        return "\n".join(lines)

    def _node(self, node: Node, direction: str) -> dict[str, Any]:
        return {
            "document": self._document(node.document),
            **self._edge(node.edge),
            "repeated": node.repeated,
            direction: [self._node(n, direction) for n in node.beyond],
        }

    def _document(self, entry: Entry) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "iri": entry.iri,
            "number": entry.number,
            "title": entry.title,
            "level": entry.level,
            "text": entry.whole,
        }
        if self.as_of:
            shown["in_force"] = self._validities[entry.iri].as_dict(self.as_of)
        return shown

    def _line(self, entry: Entry) -> str:
        line = _line(entry)
        if self.as_of:
            applied, why = self._validities[entry.iri].on(self.as_of)
            answer = {True: "in force", False: "not in force", None: "unknown whether in force"}[applied]
            line += f" [{answer} on {self.as_of}: {why}]"
        return line

    def _edge(self, edge: Edge) -> dict[str, Any]:
        return {
            "relation": edge.relation,
            "derived": edge.derived,
            "rule": edge.rule,
            "evidence": [
                {"document": self._entries[q.document].label, "quote": q.quote, "span": list(q.span)}
                for q in edge.evidence
            ],
        }


def lineage(
    store: Store,
    known: Catalogue,
    document: str,
    *,
    directions: Collection[str] = DIRECTIONS,
    measures: bool = False,
    as_of: str | None = None,
) -> Lineage:
    """The lineage of the document with the IRI `document`; `known` is the catalogue of the store.

    `directions` are those of `DIRECTIONS` that are wanted. With `measures` also which measures are taken up; with
    `as_of`, an ISO day, whether each document applied on it. Raises `KeyError` where the store does not know the
    document.
    """
    entry = known.entries[document]
    links = _links(store, known)
    best = _best(link for link in links if link.relation in UPWARD)
    graph = nx.DiGraph(best.keys())
    graph.add_node(document)
    graph = graph.subgraph({document} | nx.ancestors(graph, document) | nx.descendants(graph, document))
    reduced = _reduced(graph)
    related = [k for k in links if k.relation not in UPWARD and document in (k.lower, k.upper)]
    shown = {pair: best[pair] for pair in reduced.edges}
    words = _words(store, {r for link in (*shown.values(), *related) for r in link.references})
    steps = {pair: _edge(link, words) for pair, link in shown.items()}
    up, down = (direction in directions for direction in DIRECTIONS)
    return Lineage(
        document=entry,
        up=_tree(document, reduced, steps, known.entries, upward=True) if up else Branches(),
        down=_tree(document, reduced, steps, known.entries, upward=False) if down else Branches(),
        related=tuple(_edge(link, words) for link in related),
        cycles=_cycles(graph),
        _entries=known.entries,
        directions=tuple(directions),
        measures=taken_up(store, known, document, directions) if measures else None,
        as_of=as_of,
        _validities=validities(store, known) if as_of else {},
    )


def edges(store: Store, known: Catalogue) -> tuple[Edge, ...]:
    """Every relation between two documents, asserted and derived, with its evidence, in a fixed order."""
    words = _words(store)
    return tuple(_edge(link, words) for link in _links(store, known))


def cycles(store: Store, known: Catalogue) -> tuple[tuple[str, ...], ...]:
    """The groups of documents that implement or rest on one another in a circle, each as sorted IRIs."""
    return _cycles(nx.DiGraph(_best(k for k in _links(store, known) if k.relation in UPWARD).keys()))


class _Link(NamedTuple):
    """A relation between two documents, without the words: `rule` is empty for what is asserted."""

    lower: str
    upper: str
    relation: str
    derived: bool
    id: str
    rule: str
    references: tuple[str, ...]


def _links(store: Store, known: Catalogue) -> list[_Link]:
    links = [_Link(c.document, c.cited, c.relation, False, c.iri, "", (c.iri,)) for c in known.citations]
    relations = {iri: relation for relation, iri in RELATION_PROPERTIES.items()}
    sources: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in store.select(_DERIVED):
        key = tuple(text(row[name]) for name in ("statement", "lower", "upper", "relation", "rule"))
        sources[key].append(text(row["reference"]))
    for (statement, lower, upper, relation, rule), references in sources.items():
        links.append(_Link(lower, upper, relations[relation], True, statement, rule, tuple(references)))
    return sorted(links)


def _words(store: Store, references: Collection[str] | None = None) -> dict[str, tuple[str, Quote]]:
    """Rule and words of the given references, or of all."""
    chosen = (
        "" if references is None else "VALUES ?reference {" + " ".join(f"<{r}>" for r in references) + "}"
    )
    return {
        text(row["reference"]): (
            text(row["rule"]),
            Quote(
                text(row["document"]), text(row["quote"]), (int(text(row["start"])), int(text(row["end"])))
            ),
        )
        for row in store.select(_EVIDENCE % chosen)
    }


def _edge(link: _Link, words: dict[str, tuple[str, Quote]]) -> Edge:
    rule = link.rule or words[link.id][0]
    quotes = tuple(words[reference][1] for reference in link.references)
    return Edge(link.id, link.lower, link.upper, link.relation, link.derived, rule, quotes)


def _best(upward: Iterator[_Link]) -> dict[tuple[str, str], _Link]:
    """One link for each pair of documents: what is asserted comes before what is derived."""
    best: dict[tuple[str, str], _Link] = {}
    for link in upward:
        if link.lower != link.upper:
            kept = best.setdefault((link.lower, link.upper), link)
            if kept.derived and not link.derived:
                best[link.lower, link.upper] = link
    return best


def _cycles(graph: nx.DiGraph[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(tuple(sorted(c)) for c in nx.strongly_connected_components(graph) if len(c) > 1))


def _reduced(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """The graph without the edges that a longer path replaces; inside a cycle all edges stay."""
    condensed = nx.condensation(graph)
    member = condensed.graph["mapping"]
    kept = set(nx.transitive_reduction(condensed).edges)
    return graph.edge_subgraph(
        [(u, v) for u, v in graph.edges if member[u] == member[v] or (member[u], member[v]) in kept]
    )


def _tree(
    start: str,
    graph: nx.DiGraph[str],
    steps: dict[tuple[str, str], Edge],
    entries: dict[str, Entry],
    *,
    upward: bool,
) -> Branches:
    seen = {start}

    def beyond(document: str) -> tuple[Node, ...]:
        if document not in graph:
            return ()
        neighbours = graph.successors(document) if upward else graph.predecessors(document)
        nodes = []
        for other in sorted(neighbours, key=lambda iri: (entries[iri].label, iri)):
            repeated = other in seen
            seen.add(other)
            edge = steps[(document, other) if upward else (other, document)]
            nodes.append(Node(entries[other], edge, () if repeated else beyond(other), repeated))
        return tuple(nodes)

    return Branches(beyond(start))


def _paths(nodes: tuple[Node, ...]) -> Iterator[list[str]]:
    for node in nodes:
        if node.beyond:
            yield from ([node.document.label, *path] for path in _paths(node.beyond))
        else:
            yield [node.document.label, "…"] if node.repeated else [node.document.label]


def _branches(
    nodes: tuple[Node, ...], indent: str, line: Callable[[Entry], str] | None = None
) -> Iterator[str]:
    line = line or _line
    for index, node in enumerate(nodes):
        last = index == len(nodes) - 1
        marks = (" [derived]" if node.edge.derived else "") + (" [shown above]" if node.repeated else "")
        relation = node.edge.relation.replace("_", " ")
        yield f"{indent}{'└─' if last else '├─'} {relation} {line(node.document)}{marks}"
        yield from _branches(node.beyond, indent + ("   " if last else "│  "), line)


def _line(entry: Entry) -> str:
    parts = [entry.label, entry.level or "level unknown"]
    if entry.number and entry.title:
        parts.insert(1, f"《{entry.title}》")
    return " · ".join(parts) + ("" if entry.whole else " [text not in the collection]")
