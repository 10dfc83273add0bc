"""A graph as one HTML file that needs no network."""

from kg.render.page import render

__all__ = ["render"]
