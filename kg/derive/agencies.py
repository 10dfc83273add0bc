"""The names of agencies: what every body is called in full, and how documents print it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link.agencies import Agency, named, parent, read, successors
from kg.nquads import Statement, iri, zh
from kg.store import Store, text
from kg.vocab import DCTERMS, ELI, ORG, PK, RDF, SKOS

_PRINTED = f"""
SELECT DISTINCT ?agency ?name WHERE {{
  {{ ?responsibility <{PK.agency}> ?agency ; <{PK.printedName}> ?name }}
  UNION {{ ?document <{ELI.passed_by}>|<{PK.addressee}> ?agency }}
}} ORDER BY ?agency ?name"""


def names(store: Store) -> Iterator[Statement]:
    """Type, names and region of every agency, and what it is a part of, up to the government of its region and those
    around. One whose name alone says which body it is is a FormalOrganization."""
    known = [(read(text(row["agency"]), store.base), row) for row in store.select(_PRINTED)]
    absolute = {agency.name for agency, _row in known if agency.absolute}
    for agency, row in known:
        yield from _described(agency)
        if agency.absolute:
            for name in successors(agency.name):
                if name in absolute:
                    yield agency.iri, DCTERMS.isReplacedBy, iri(named(name, store.base).iri)
        printed = text(row["name"])
        if printed and printed != agency.name:
            yield agency.iri, SKOS.altLabel, zh(printed)


def _described(agency: Agency) -> Iterator[Statement]:
    yield agency.iri, RDF.type, iri(ORG.FormalOrganization if agency.absolute else ORG.Organization)
    yield agency.iri, SKOS.prefLabel, zh(agency.name)
    if agency.region:
        yield agency.iri, PK.region, zh(agency.region)
    above = parent(agency)
    if above:
        body = named(above, agency.iri.partition("agency/")[0])
        yield agency.iri, ORG.subOrganizationOf, iri(body.iri)
        yield from _described(body)
