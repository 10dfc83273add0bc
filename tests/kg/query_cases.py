"""Every named query with the parameters that the tests give it."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query import queries


def cases(values: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Each query as it stands, with the parameters that it needs, then with each of its optional ones. `values` has one
    for each name of a parameter, or for one of a query as ``query.name``."""
    found = []
    for name, query in queries().items():
        given = {p.name: values.get(f"{name}.{p.name}", values[p.name]) for p in query.parameters}
        needed = {p.name: given[p.name] for p in query.parameters if not p.optional}
        found.append((name, needed))
        found += [(name, {**needed, p.name: given[p.name]}) for p in query.parameters if p.optional]
    return found
