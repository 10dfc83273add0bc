"""What the endpoint says of itself: a SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

import io

import pyoxigraph as ox

from kg.serve import formats
from kg.vocab import PREFIXES, RDF

_SD = "http://www.w3.org/ns/sparql-service-description#"


def description(endpoint: str, form: formats.Form[ox.RdfFormat]) -> bytes:
    """The description of the endpoint with the IRI `endpoint`."""
    service, dataset, graph = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("graph")
    triples = [
        _triple(service, RDF.type, f"{_SD}Service"),
        _triple(service, f"{_SD}endpoint", endpoint),
        _triple(service, f"{_SD}supportedLanguage", f"{_SD}SPARQL11Query"),
        _triple(service, f"{_SD}feature", f"{_SD}UnionDefaultGraph"),
        ox.Triple(service, ox.NamedNode(f"{_SD}defaultDataset"), dataset),
        _triple(dataset, RDF.type, f"{_SD}Dataset"),
        ox.Triple(dataset, ox.NamedNode(f"{_SD}defaultGraph"), graph),
        _triple(graph, RDF.type, f"{_SD}Graph"),
    ]
    triples += [_triple(service, f"{_SD}resultFormat", f.iri) for f in (*formats.TABLES, *formats.GRAPHS)]
    file = io.BytesIO()
    ox.serialize(triples, file, form.format, prefixes={**PREFIXES, "sd": _SD})
    return file.getvalue()


def _triple(subject: ox.BlankNode, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(value))
