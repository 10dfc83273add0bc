"""A store as RDF: all of its statements.

Turtle knows no named graphs: there all statements stand together. TriG, N-Quads and JSON-LD keep them apart.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from kg import resources
from kg.store import Store
from kg.vocab import PREFIXES, RDF, XSD

_LANGUAGE = "@language"
_NODE = "@id"


def turtle(store: Store) -> bytes:
    """All statements of a store as Turtle, without their graphs."""
    triples = sorted({q.triple for q in _quads(store)}, key=str)
    return _serialized(triples, ox.RdfFormat.TURTLE)


def trig(store: Store) -> bytes:
    """A store as TriG."""
    return _serialized(_quads(store), ox.RdfFormat.TRIG)


def nquads(store: Store) -> bytes:
    """A store as N-Quads, sorted."""
    return "".join(f"{line}\n" for line in store.lines()).encode()


def jsonld(store: Store) -> bytes:
    """A store as JSON-LD in the terms of `ontology/context.jsonld`, which the file carries with it: a node a
    line, each named graph a node that holds others."""
    context = json.loads(resources.read("ontology", "context.jsonld"))["@context"]
    terms = _Terms(context)
    blocks = []
    for graph, quads in groupby(_quads(store), key=lambda q: q.graph_name):
        nodes = ",\n".join(_json(node) for node in _nodes(quads, terms))
        if isinstance(graph, ox.DefaultGraph):
            blocks.append(nodes)
        else:
            blocks.append(f'{{"@id":{_json(_iri(graph))},"@graph":[\n{nodes}\n]}}')
    body = ",\n".join(blocks)
    return f'{{"@context":{_json(context)},\n"@graph":[\n{body}\n]}}\n'.encode()


def _serialized(statements: Iterable[ox.Triple] | Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    file = io.BytesIO()
    ox.serialize(statements, file, form, prefixes=PREFIXES)
    return file.getvalue()


def _quads(store: Store) -> list[ox.Quad]:
    """All quads by graph, then in the order of their text."""
    quads = ox.parse("\n".join(store.lines()), ox.RdfFormat.N_QUADS)
    return sorted(quads, key=lambda q: (str(q.graph_name), str(q.triple)))


class _Terms:
    """The terms of a context, by what they stand for."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._names: dict[str, str] = {}
        self._coercions: dict[str, Mapping[str, str]] = {}
        for name, meaning in context.items():
            coercion = {_NODE: meaning} if isinstance(meaning, str) else meaning
            if coercion[_NODE] not in PREFIXES.values():
                iri = _expanded(coercion[_NODE])
                self._names[iri] = name
                self._coercions[iri] = coercion

    def name(self, iri: str) -> str:
        """The term for a class or property; the IRI itself where there is none."""
        return self._names.get(iri, iri)

    def value(self, predicate: str, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Any:
        """A value as short as the coercion of its property allows, and no shorter."""
        coercion = self._coercions.get(predicate, {})
        if not isinstance(term, ox.Literal):
            return _iri(term) if coercion.get("@type") == _NODE else {_NODE: _iri(term)}
        if term.language is not None:
            same = coercion.get(_LANGUAGE) == term.language
            return term.value if same else {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        if datatype == XSD.string:
            plain = "@type" not in coercion and _LANGUAGE not in coercion
            return term.value if plain else {"@value": term.value}
        if "@type" in coercion and _expanded(coercion["@type"]) == datatype:
            return int(term.value) if datatype == XSD.integer else term.value
        return {"@value": term.value, "@type": datatype}


def _nodes(quads: Iterator[ox.Quad], terms: _Terms) -> Iterator[dict[str, Any]]:
    for subject, own in groupby(quads, key=lambda q: q.subject):
        node: dict[str, Any] = {_NODE: _iri(subject)}
        for predicate, same in groupby(own, key=lambda q: q.predicate.value):
            objects = [q.object for q in same]
            if predicate == RDF.type:
                node["@type"] = [terms.name(_iri(o)) for o in objects]
            else:
                values = [terms.value(predicate, o) for o in objects]
                node[terms.name(predicate)] = values if len(values) > 1 else values[0]
        yield node


def _iri(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    assert isinstance(term, ox.NamedNode), term  # a store has no blank nodes
    return term.value


def _expanded(compact: str) -> str:
    prefix, _, local = compact.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else compact


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
