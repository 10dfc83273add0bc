"""What follows from the documents of a store together. Everything here is computed anew from the documents'
own graphs, so that neither the order of arrival nor what stood there before makes a difference."""

from __future__ import annotations

from kg import catalogue
from kg.derive import accounts, agencies, documents, lineage, measures, reports
from kg.link.iris import derived_graph
from kg.nquads import line
from kg.store import Store


def derive(store: Store) -> None:
    """Links the citations of all documents to what they mean, and renews the graph of derived statements."""
    linked = documents.relink(store, catalogue.read(store))
    graph = derived_graph(store.base)
    statements = (
        *documents.stubs(linked),
        *agencies.names(store),
        *lineage.implied(linked, store.base),
        *measures.alignments(store, linked),
        *accounts.statements(store),
        *reports.reports(store),
    )
    lines = sorted({line(statement, graph) for statement in statements})
    store.replace({graph: "".join(lines)})
