"""Every term that the graph uses, by namespace. The sets are closed: a name that is not listed raises.

Own terms (`PK`) stand only where no published vocabulary has one; `ontology/policy.ttl` defines the same set.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors import records


class Terms:
    """The terms of one namespace, as IRIs: ``ELI.title``. Any other name raises `AttributeError`."""

    def __init__(self, prefix: str, namespace: str, names: str) -> None:
        self.prefix = prefix
        self.namespace = namespace
        self._iris = tuple(namespace + name for name in names.split())
        for name in names.split():
            setattr(self, name, namespace + name)

    def __getattr__(self, name: str) -> str:
        raise AttributeError(f"the vocabulary {self.prefix}: has no term {name!r}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._iris)


ELI = Terms(
    "eli",
    "http://data.europa.eu/eli/ontology#",
    "LegalResource LegalResourceSubdivision number title type_document passed_by date_document "
    "date_publication first_date_entry_in_force date_no_longer_in_force is_part_of based_on cites amends "
    "repeals",
)
ORG = Terms("org", "http://www.w3.org/ns/org#", "Organization FormalOrganization")
PROV = Terms("prov", "http://www.w3.org/ns/prov#", "wasQuotedFrom wasDerivedFrom")
OA = Terms(
    "oa",
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextPositionSelector TextQuoteSelector hasSource hasSelector start end exact",
)
SKOS = Terms("skos", "http://www.w3.org/2004/02/skos/core#", "prefLabel altLabel notation")
SCHEMA = Terms(
    "schema", "https://schema.org/", "MonetaryAmount value minValue maxValue currency unitText position"
)
RDF = Terms("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement subject predicate object")
RDFS = Terms("rdfs", "http://www.w3.org/2000/01/rdf-schema#", "label")
XSD = Terms("xsd", "http://www.w3.org/2001/XMLSchema#", "date gYearMonth decimal integer boolean")

PK = Terms(
    "pk",
    "https://w3id.org/policy-kg/ontology#",
    # classes
    "Measure Responsibility Target Funding Reference Unresolved "
    # documents and what they hold
    "level addressee textHash sourceFile hasSection hasMeasure hasReference hasUnresolved unresolvedBecause "
    # measures and agencies
    "hasResponsibility agency role printedName responsible ledBy supportedBy region "
    # figures
    "hasTarget indicator comparator period status hasFunding rate qualifier fundingKind per purpose "
    "partOfFunding "
    # references
    "relation refersTo citedNumber citedTitle implements issues repliesTo "
    # evidence
    "evidence hasField field rule "
    # the store itself
    "store base format builtBy",
)

VOCABULARIES = (ELI, ORG, PROV, OA, SKOS, SCHEMA, RDF, RDFS, XSD, PK)

#: prefix → namespace, for queries and for writing.
PREFIXES = {terms.prefix: terms.namespace for terms in VOCABULARIES}

#: The graph that holds the ontology in every store.
ONTOLOGY = PK.namespace.removesuffix("#")

#: Concept schemes: the name of the scheme → the values that a record may hold → the local name of the
#: concept.
SCHEMES: dict[str, dict[str, str]] = {
    "level": {v: v for v in records.LEVELS},
    "type": {v: v for v in records.DOCUMENT_TYPES},
    "role": {v: v for v in records.ROLES},
    "relation": {v: v for v in (*records.RELATIONS, "based_on")},
    "kind": {v: v for v in records.FUNDING_KINDS},
    "qualifier": {v: v for v in records.QUALIFIERS},
    "comparator": {"=": "eq", ">=": "ge", "<=": "le", "~": "about"},
    "status": {v: v for v in records.STATUSES},
}

#: relation of a reference → the property between the two documents.
RELATION_PROPERTIES = {
    "implements": PK.implements,
    "based_on": ELI.based_on,
    "cites": ELI.cites,
    "amends": ELI.amends,
    "repeals": ELI.repeals,
    "issues": PK.issues,
    "replies_to": PK.repliesTo,
}

#: role of an agency → the properties between measure and agency. Who leads is responsible as well, and graphs
#: are queried without a reasoner, so both are stated.
ROLE_PROPERTIES = {
    "lead": (PK.ledBy, PK.responsible),
    "responsible": (PK.responsible,),
    "support": (PK.supportedBy,),
}


def concept(scheme: str, value: str) -> str:
    """The IRI of the concept that stands for `value`; raises `KeyError` where the scheme has no such
    value."""
    return f"{PK.namespace}{scheme}-{SCHEMES[scheme][value]}"


def value_of(scheme: str, iri: str) -> str:
    """The inverse of `concept`."""
    return _values(scheme)[iri]


@cache
def _values(scheme: str) -> dict[str, str]:
    return {concept(scheme, value): value for value in SCHEMES[scheme]}


def own_terms() -> frozenset[str]:
    """The IRIs of all own classes, properties, concept schemes and concepts."""
    schemes = {f"{PK.namespace}{scheme}" + "Scheme" for scheme in SCHEMES}
    concepts = {concept(scheme, value) for scheme, values in SCHEMES.items() for value in values}
    return frozenset({*PK, *schemes, *concepts})
