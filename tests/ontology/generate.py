"""Writes what follows from the ontology, its shapes and the named queries: `make ontology`.

* `ontology/context.jsonld`: the terms of JSON-LD, with the type of their values as the shapes have it;
* `ontology/policy.md`: the documentation page, with diagrams of the classes in Mermaid;
* `ontology/property_graph.md`: the properties of nodes and edges in exports;
* `queries/README.md`: the questions of each group of users with their queries.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD

from kg import query, vocab
from kg.property_graph import EDGE, NODE
from tests.ontology.competency import QUESTIONS

ROOT = Path(__file__).parents[2]
PK = rdflib.Namespace(vocab.PK.namespace)
ONTOLOGY = rdflib.URIRef(vocab.ONTOLOGY)
Term = rdflib.term.Node
_TYPES = {str: "string", bool: "boolean", int: "integer", Decimal: "number"}


def graph(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontology" / name, format="turtle")


def compact(term: Term) -> str:
    for prefix, namespace in {**vocab.PREFIXES, "owl": str(OWL)}.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return f"<{term}>"


def value_types() -> dict[str, set[Term]]:
    """property → what its values are, by the shapes: a datatype, or `SH.IRI` for nodes."""
    shapes = graph("shapes.ttl")
    types: dict[str, set[Term]] = defaultdict(set)
    for shape, path in shapes.subject_objects(SH.path):
        if not isinstance(path, rdflib.URIRef):
            continue
        types[str(path)].update(shapes.objects(shape, SH.datatype))
        if any(shapes.value(shape, p) is not None for p in (SH.nodeKind, SH["in"], SH["class"])):
            types[str(path)].add(SH.IRI)
    return types


def context() -> str:
    terms: dict[str, object] = dict(vocab.PREFIXES)
    for iri, types in sorted(value_types().items(), key=lambda item: item[0]):
        if iri == str(RDF.type):
            continue
        assert len(types) <= 1, (iri, types)
        name, kind = re.split(r"[/#]", iri)[-1], next(iter(types), None)
        assert name not in terms, f"two terms are called {name}"
        meaning = {"@id": compact(rdflib.URIRef(iri))}
        if kind == RDF.langString:
            meaning["@language"] = "zh"
        elif kind == SH.IRI:
            meaning["@type"] = "@id"
        elif kind is not None and kind != XSD.string:
            meaning["@type"] = compact(kind)
        terms[name] = meaning if len(meaning) > 1 else meaning["@id"]
    ontology = graph("policy.ttl")
    for iri in sorted(s for s in ontology.subjects(RDF.type, OWL.Class)):
        terms[re.split(r"[/#]", str(iri))[-1]] = compact(iri)
    return json.dumps({"@context": terms}, indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """The documentation of the ontology in Markdown."""
    ontology, shapes = graph("policy.ttl"), graph("shapes.ttl")
    version = ontology.value(ONTOLOGY, OWL.versionInfo)
    parts = [
        "# The policy-kg ontology",
        f"Version {version} · namespace `{vocab.PK.namespace}` · prefix `pk:`. Written by `make ontology` from "
        "[policy.ttl](policy.ttl) and [shapes.ttl](shapes.ttl); JSON-LD uses [context.jsonld](context.jsonld).",
        *(f"{text}" for text in sorted(ontology.objects(ONTOLOGY, DCTERMS.description), key=str)),
        "## Reused vocabularies",
        "Meaning, domain and range of each reused term were read in the vocabulary's own definitions, in the version given.",
        table(
            ("prefix", "vocabulary", "version", "used for"),
            (
                (
                    prefix_of(v),
                    f"[{ontology.value(v, DCTERMS.title)}]({v})",
                    str(ontology.value(v, OWL.versionInfo)),
                    in_both(ontology, v, RDFS.comment),
                )
                for v in sorted(ontology.objects(ONTOLOGY, DCTERMS.references))
            ),
        ),
        "## How it hangs together",
        "Boxes are classes, arrows the properties between them. A fact is any of measure, responsibility, target, "
        "funding, reference, field and unresolved passage: each has evidence, a rule and a document it is quoted from.",
        overview(ontology),
        "## What each thing has",
        "From the shapes: what must be there, how often, and what its value is. The prefix stands before the underscore.",
        *(
            block
            for shape in sorted(shapes.subjects(RDF.type, SH.NodeShape))
            for block in described(shapes, shape)
        ),
        "## Classes",
        terms_table(ontology, OWL.Class),
        "## Properties between nodes",
        terms_table(ontology, OWL.ObjectProperty),
        "## Properties with values",
        terms_table(ontology, OWL.DatatypeProperty),
        "## Concept schemes",
        *(
            block
            for scheme in sorted(ontology.subjects(RDF.type, SKOS.ConceptScheme))
            for block in listed(ontology, scheme)
        ),
        "## Reused terms",
        table(
            ("term", "used for"),
            (
                (f"`{compact(t)}`", in_both(ontology, t, SKOS.scopeNote))
                for t in sorted(set(ontology.subjects(SKOS.scopeNote)))
            ),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def overview(ontology: rdflib.Graph) -> str:
    """The classes and the properties between them as a class diagram of Mermaid."""
    lines = ["classDiagram", "direction LR"]
    edges = set()
    for prop in sorted(ontology.subjects(RDF.type, OWL.ObjectProperty)):
        domain, values = ontology.value(prop, RDFS.domain), ontology.value(prop, RDFS.range)
        if domain is not None and values is not None and values != SKOS.Concept:
            edges.add((node(domain), node(values), compact(prop)))
    for one, other in ontology.subject_objects(RDFS.subClassOf):
        if str(other) not in (vocab.PROV.Entity, vocab.ELI.LegalExpression):
            edges.add((node(other), node(one), ""))
    names = {name for edge in edges for name in edge[:2]}
    for term in sorted(ontology.subjects(RDF.type, OWL.Class)):
        if node(term) in names:
            label = said(ontology, term, RDFS.label, "zh")
            lines.append(f'class {node(term)}["{compact(term)}{f" {label}" if label else ""}"]')
    for one, other, name in sorted(edges):
        lines.append(f"{one} --> {other} : {name.partition(':')[2]}" if name else f"{one} <|-- {other}")
    return "```mermaid\n" + "\n".join(lines) + "\n```"


def described(shapes: rdflib.Graph, shape: Term) -> Iterator[str]:
    """What a shape asks for: a class of Mermaid with its properties, and how often each is there."""
    lines: dict[str, str] = {}
    for constraint in shapes.objects(shape, SH.property):
        path = shapes.value(constraint, SH.path)
        if not isinstance(path, rdflib.URIRef) or path == RDF.type:
            continue
        name = compact(path)
        low, high = (shapes.value(constraint, p) for p in (SH.minCount, SH.maxCount))
        warning = shapes.value(constraint, SH.severity) == SH.Warning
        value = value_of(shapes, constraint)
        if value is None and name in lines:
            continue
        often = f"{0 if low is None or warning else low}..{'*' if high is None else high}"
        lines[name] = f"    {name.replace(':', '_')} {value or ''} [{often}]"
    yield f"### {in_both(shapes, shape, RDFS.label)}"
    name = str(shape).partition("#")[2]
    yield (
        "```mermaid\nclassDiagram\nclass "
        + name
        + " {\n"
        + "\n".join(lines[n] for n in sorted(lines))
        + "\n}\n```"
    )


def value_of(shapes: rdflib.Graph, constraint: Term) -> str | None:
    """What kind of value a property shape asks for, in a word."""
    if datatype := shapes.value(constraint, SH.datatype):
        return compact(datatype).partition(":")[2]
    if members := shapes.value(constraint, SH["in"]):
        first = str(next(iter(Collection(shapes, members))))
        return f"{first.partition('#')[2].partition('-')[0]}Scheme"
    return "node" if shapes.value(constraint, SH.nodeKind) or shapes.value(constraint, SH["class"]) else None


def terms_table(ontology: rdflib.Graph, kind: rdflib.URIRef) -> str:
    rows = []
    for term in sorted(t for t in ontology.subjects(RDF.type, kind) if str(t).startswith(str(PK))):
        above = [*ontology.objects(term, RDFS.subClassOf), *ontology.objects(term, RDFS.subPropertyOf)]
        domain, values = (ontology.value(term, p) for p in (RDFS.domain, RDFS.range))
        span = f"{coded(domain)} → {coded(values)}" if kind != OWL.Class else ""
        rows.append(
            (
                f"`{compact(term)}`",
                in_both(ontology, term, RDFS.label),
                in_both(ontology, term, SKOS.definition),
                span + "".join(f" ⊑ `{compact(a)}`" for a in sorted(above)),
            )
        )
    return table(("term", "label", "definition", "domain → range, ⊑ above"), rows)


def listed(ontology: rdflib.Graph, scheme: Term) -> Iterator[str]:
    yield f"### `{compact(scheme)}` {in_both(ontology, scheme, RDFS.label)}"
    yield in_both(ontology, scheme, SKOS.definition)
    rows = []
    for concept in sorted(ontology.subjects(SKOS.inScheme, scheme)):
        match = ontology.value(concept, SKOS.exactMatch)
        rows.append(
            (
                f"`{compact(concept)}`",
                f"`{ontology.value(concept, SKOS.notation)}`",
                in_both(ontology, concept, SKOS.prefLabel),
                in_both(ontology, concept, SKOS.definition) + (f" = [QUDT]({match})" if match else ""),
            )
        )
    yield table(("concept", "notation", "label", "definition"), rows)


def questions() -> str:
    """The questions of each group of users with their queries, and all queries with parameters and columns."""
    parts = [
        "# Questions and the queries that answer them",
        "Written by `make ontology`. Each query is a file here with a header that gives its parameters and columns; run it "
        "with `kg query STORE NAME`, or paste it into any SPARQL tool, with the value of a parameter in place of `UNDEF` "
        "(left as it is, it means any). [All queries](#全部查询--all-queries) are listed at the end.",
    ]
    for (zh, en), group in QUESTIONS.items():
        parts.append(f"## {zh} · {en}")
        for question in group:
            given = "".join(f" --param {key}={value}" for key, value in question.samples.items())
            body = query.queries()[question.query].sparql
            sparql = "\n".join(line for line in body.splitlines() if line and not line.startswith("#"))
            parts += [
                f"### {question.zh}",
                f"{question.en} [{question.query}.rq]({question.query}.rq): `kg query STORE {question.query}{given}`",
                f"```sparql\n{sparql}\n```",
            ]
    parts.append("## 全部查询 · All queries")
    for name, described in query.queries().items():
        parts.append(f"### [{name}]({name}.rq): {described.title_zh} · {described.title}")
        parts += [described.description_zh, described.description]
        if described.parameters:
            rows = [
                (f"`{p.name}`", p.type, "" if p.optional else "needed", p.description_zh, p.description)
                for p in described.parameters
            ]
            parts.append(table(("parameter", "type", "", "填写内容", "what to give"), rows))
        columns = [(f"`{column}`", meaning) for column, meaning in described.columns.items()]
        parts.append(table(("column", "what it holds"), columns))
    return "\n\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def said(source: rdflib.Graph, term: Term, predicate: rdflib.URIRef, language: str) -> str:
    return next((str(o) for o in source.objects(term, predicate) if o.language == language), "")


def in_both(source: rdflib.Graph, term: Term, predicate: rdflib.URIRef) -> str:
    return " · ".join(filter(None, (said(source, term, predicate, language) for language in ("zh", "en"))))


def coded(term: Term | None) -> str:
    return f"`{compact(term)}`" if term is not None else "any"


def node(term: Term) -> str:
    return compact(term).replace(":", "_")


def property_graph() -> str:
    """The properties of nodes and edges in exports, and how other programs load them."""
    parts = [
        "# The property graph of an export",
        '`kg export` to GraphML, GEXF, CSV and Parquet, and `graph.network("all")` in Python, have one graph: things are '
        "nodes under their IRI, their literals are properties, and relations are edges. What is not known is missing, or "
        "empty in CSV. Numbers are exact in GraphML, GEXF and CSV, and 64-bit floats in Parquet. Dates are ISO 8601, a "
        "day or a month. The whole text of documents and the positions of quotes beyond `start` are in RDF only.",
    ]
    for heading, ids, properties in (
        ("Nodes", {"id": "IRI"}, NODE),
        ("Edges", {"source": "`id` of the node from which it leads", "target": "`id` of the other"}, EDGE),
    ):
        rows = [f"| `{name}` | string | {meaning} |" for name, meaning in ids.items()]
        rows += [
            f"| `{name}` | {_TYPES[known.type]} | {known.meaning} |" for name, known in properties.items()
        ]
        parts += [f"## {heading}", "\n".join(["| property | type | meaning |", "|---|---|---|", *rows])]
    parts += [
        "No two edges between the same nodes have the same kind and role; where a document says one thing several times, "
        "its first words are quoted.",
        "## Into other programs",
        '* **networkx**, **igraph**: `networkx.read_graphml("policies.graphml", force_multigraph=True)`; '
        '`igraph.Graph.Read_GraphML("policies.graphml")`, where the IRI is the attribute `id`.\n'
        "* **Gephi**: open `policies.gexf`; nodes have their labels, parallel edges of different kinds stay apart.\n"
        '* **pandas**: `pandas.read_parquet("policies.parquet/nodes.parquet")`.\n'
        "* **LadybugDB**, **Kùzu**: `IMPORT DATABASE 'policies.csv'` makes a table `thing` of nodes and a table `relation` of "
        "edges: `MATCH (d:thing)-[r:relation {kind: 'implements'}]->(u:thing) RETURN d.number, u.number`.\n"
        "* **Neo4j**: the headers are those of `neo4j-admin database import full --nodes=policies.csv/nodes.csv "
        "--relationships=policies.csv/edges.csv --multiline-fields=true`; kinds become labels and types: "
        "`MATCH (d:document)-[:implements]->(u) RETURN d.number, u.number`.",
    ]
    return "\n\n".join(parts) + "\n"


def prefix_of(vocabulary: Term) -> str:
    return next((f"`{p}:`" for p, namespace in vocab.PREFIXES.items() if namespace == str(vocabulary)), "")


def main() -> None:
    for name, text in FILES.items():
        (ROOT / name).write_text(text(), encoding="utf-8")


FILES = {
    "ontology/context.jsonld": context,
    "ontology/policy.md": page,
    "ontology/property_graph.md": property_graph,
    "queries/README.md": questions,
}

if __name__ == "__main__":
    main()
