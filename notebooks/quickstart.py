# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Quick start
#
# Four sample documents of invented places come with policy-kg: a province, a city and two districts that
# implement one another (瀚政发〔2024〕6号 → 汐政〔2024〕11号 → 棠政办发〔2024〕23号 and 苇政发〔2024〕12号).
# This notebook builds a graph of them and looks at it in five ways. Put your own folder in place of
# `samples`.
#
# Needed: `pip install "policy-kg[notebook]"`.

# %% [markdown]
# ## Build
#
# Files in, a store out. A second build of the same store reads only what has changed.

# %%
import tempfile
from pathlib import Path

import networkx as nx

import kg

samples = Path(kg.__file__).parent / "samples"
workspace = tempfile.TemporaryDirectory()
graph = kg.build([samples], store=Path(workspace.name) / "policies")

# %% [markdown]
# ## Measures as a table
#
# A named query with its parameter; `kg queries` on the command line lists them all. The parameter is a
# document's number (文号) in any form, its title or its IRI.

# %%
district = "棠政办发〔2024〕23号"
graph.query("measures", document=district).to_pandas()

# %% [markdown]
# ## A question of your own
#
# How is one target passed down? Each level says how many firms are to become “小巨人” (leading small firms).
# The prefixes `eli:`, `pk:` and `schema:` are declared already.

# %%
question = """
SELECT ?document ?indicator ?value ?unit ?period WHERE {
  ?text eli:number ?document ; pk:hasMeasure ?measure .
  ?measure pk:hasTarget ?target .
  ?target pk:indicator ?indicator ; schema:value ?value ; schema:unitText ?unit ; pk:period ?period .
  FILTER CONTAINS(?indicator, "小巨人")
}
ORDER BY DESC(?value)
"""
graph.query(question).to_pandas()

# %% [markdown]
# ## Lineage
#
# Which document implements (贯彻落实) which: from the district up to its city and its province, and what else
# it says of other documents. `.up` and `.down` hold the same as objects, each step with the words it was read
# from.

# %%
print(graph.lineage(district).tree())

# %% [markdown]
# The same as a graph to look at. It stands in the notebook as a frame of its own and needs no network.

# %%
graph.render(view="lineage", focus=district)

# %% [markdown]
# ## networkx
#
# The same graph as a plain `networkx.MultiDiGraph`, for everything that networkx can do. Edges lead from the
# lower document to the upper one, so what a document rests on, near and far, are its descendants.

# %%
network = graph.network(view="lineage")
start = graph.find(district)
upward = network.edge_subgraph(e for e in network.edges if e[2] in ("implements", "based_on"))
chain = upward.subgraph({start, *nx.descendants(upward, start)})
named = nx.relabel_nodes(chain, nx.get_node_attributes(network, "label"))
nx.to_pandas_edgelist(named, edge_key="relation").filter(["source", "relation", "target", "derived"])

# %%
graph.close()
workspace.cleanup()
