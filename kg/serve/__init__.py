"""A store as a SPARQL 1.1 endpoint with pages to look at it, for reading only."""

from kg.serve.answering import Limits
from kg.serve.server import is_local, serve

__all__ = ["Limits", "is_local", "serve"]
