"""Where nodes stand: a place for every node of a view, the hidden ones included.

In lineage a shelf belongs to a level of government, and documents stand near those that they are linked to; what
does not fit beside each other stands in bands one below the other.
Elsewhere a document is set like a newspaper: its chapters, measures and facts fill columns, its agencies
follow; in the agency view an agency heads the column of its tasks. All passes are linear in nodes and edges,
but for sorting.
"""

from __future__ import annotations

from kg.network import Network
from kg.render.cells import Layout
from kg.render.containment import parents
from kg.render.layers import layers
from kg.render.newspaper import newspaper


def layout(graph: Network, view: str) -> Layout:
    """The cells of all nodes of `graph`, which is the `select.scope` of `view`."""
    return layers(graph) if view == "lineage" else newspaper(graph, parents(graph, view))
