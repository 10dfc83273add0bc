"""A knowledge graph of Chinese policy documents.

import kg
graph = kg.build(["docs/"], store="policies/")
graph.query("measures", document="钱政办发〔2023〕19号")
graph.lineage("钱政办发〔2023〕19号").up
"""

from importlib.metadata import version

from kg.errors import (
    DocumentNotFound,
    PolicyKGError,
    QueryError,
    ReadError,
    ResourceError,
    StoreError,
    StoreLocked,
)
from kg.graph import Graph, Page, build, open, pipeline
from kg.lineage import Lineage
from kg.query import Table

__version__ = version("policy-kg")

__all__ = [
    "DocumentNotFound",
    "Graph",
    "Lineage",
    "Page",
    "PolicyKGError",
    "QueryError",
    "ReadError",
    "ResourceError",
    "StoreError",
    "StoreLocked",
    "Table",
    "__version__",
    "build",
    "open",
    "pipeline",
]
