"""A knowledge graph of Chinese policy documents.

import kg
graph = kg.build(["docs/"], store="policies/")
graph.query("measures", document="钱政办发〔2023〕19号")
graph.lineage("钱政办发〔2023〕19号").up
"""

from importlib.metadata import version

from kg.errors import (
    DocumentNotFound,
    ExportError,
    PolicyKGError,
    QueryError,
    ReadError,
    ResourceError,
    ServerError,
    StoreError,
    StoreLocked,
    TextMissing,
    WrongUsage,
)
from kg.graph import Graph, Page, build, open, pipeline
from kg.lineage import Lineage
from kg.result import Table, Triples

__version__ = version("policy-kg")

__all__ = [
    "DocumentNotFound",
    "ExportError",
    "Graph",
    "Lineage",
    "Page",
    "PolicyKGError",
    "QueryError",
    "ReadError",
    "ResourceError",
    "ServerError",
    "StoreError",
    "StoreLocked",
    "Table",
    "TextMissing",
    "Triples",
    "WrongUsage",
    "__version__",
    "build",
    "open",
    "pipeline",
]
