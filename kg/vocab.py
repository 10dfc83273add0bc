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
    "LegalResource LegalResourceSubdivision LegalExpression ResourceType number title type_document passed_by "
    "date_document date_publication first_date_entry_in_force date_no_longer_in_force is_part_of based_on "
    "ensures_implementation_of cites amends repeals",
)
ORG = Terms("org", "http://www.w3.org/ns/org#", "Organization FormalOrganization subOrganizationOf")
PROV = Terms("prov", "http://www.w3.org/ns/prov#", "Entity wasQuotedFrom wasDerivedFrom")
OA = Terms(
    "oa",
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextPositionSelector TextQuoteSelector hasSource hasSelector start end exact",
)
SKOS = Terms(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme inScheme prefLabel altLabel notation exactMatch",
)
SCHEMA = Terms(
    "schema",
    "https://schema.org/",
    "MonetaryAmount QuantitativeValue text value minValue maxValue currency unitText position dateCreated "
    "datePublished validFrom validThrough",
)
DCTERMS = Terms("dcterms", "http://purl.org/dc/terms/", "isReplacedBy")
RDF = Terms("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement subject predicate object")
RDFS = Terms("rdfs", "http://www.w3.org/2000/01/rdf-schema#", "label")
XSD = Terms(
    "xsd", "http://www.w3.org/2001/XMLSchema#", "string date gYearMonth decimal double integer boolean"
)

PK = Terms(
    "pk",
    "https://w3id.org/policy-kg/ontology#",
    # classes
    "Measure Responsibility Target Funding Reference Unresolved Field Alignment Comparison Account "
    # documents and what they hold
    "level addressee textHash sourceFile hasSection hasMeasure hasReference hasUnresolved unresolvedBecause "
    # measures and agencies
    "hasResponsibility agency role printedName responsible ledBy supportedBy region "
    # figures
    "hasTarget indicator comparator unit period status hasFunding rate qualifier fundingKind per purpose "
    "recipient condition partOfFunding "
    # references
    "relation refersTo citedNumber citedTitle implements issues repliesTo "
    # measures across levels
    "correspondsTo score reason hasComparison lowerFigure upperFigure verdict share "
    "reportsOn "
    # accounts
    "accountOf stated computed unreconciled explanation "
    # evidence
    "evidence extent hasField field rule "
    # the store itself
    "store base format builtBy leftOut",
)

VOCABULARIES = (ELI, ORG, PROV, OA, SKOS, SCHEMA, DCTERMS, RDF, RDFS, XSD, PK)

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
    "verdict": {v: v for v in ("same", "stronger", "weaker", "incomparable")},
}

#: What a document prints as a unit of measure → the local name of the concept. Measure words (个, 家, 项) are none.
UNITS = {
    "%": "percent",
    "百分点": "percentage_point",
    "个百分点": "percentage_point",
    "基点": "basis_point",
    "个基点": "basis_point",
    "元": "yuan",
    "美元": "usd",
    "欧元": "eur",
    "港元": "hkd",
    "日元": "jpy",
    "英镑": "gbp",
    "澳门元": "mop",
    "新台币": "twd",
    "公里": "kilometre",
    "千米": "kilometre",
    "米": "metre",
    "延米": "metre",
    "海里": "nautical_mile",
    "平方公里": "square_kilometre",
    "平方千米": "square_kilometre",
    "平方米": "square_metre",
    "㎡": "square_metre",
    "公顷": "hectare",
    "亩": "mu",
    "立方米": "cubic_metre",
    "标准立方米": "cubic_metre",
    "升": "litre",
    "吨": "tonne",
    "吨标准煤": "tonne_coal",
    "吨标煤": "tonne_coal",
    "千克": "kilogram",
    "公斤": "kilogram",
    "克": "gram",
    "毫克": "milligram",
    "微克": "microgram",
    "千瓦": "kilowatt",
    "兆瓦": "megawatt",
    "吉瓦": "gigawatt",
    "千瓦时": "kilowatt_hour",
    "度电": "kilowatt_hour",
    "兆瓦时": "megawatt_hour",
    "标准箱": "teu",
    "标箱": "teu",
    "TEU": "teu",
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


def unit(printed: str) -> str | None:
    """The IRI of the concept that stands for a printed unit, or None where it is no unit of measure."""
    return f"{PK.namespace}unit-{UNITS[printed]}" if printed in UNITS else None


@cache
def _values(scheme: str) -> dict[str, str]:
    return {concept(scheme, value): value for value in SCHEMES[scheme]}


def own_terms() -> frozenset[str]:
    """The IRIs of all own classes, properties, concept schemes and concepts."""
    schemes = {f"{PK.namespace}{scheme}Scheme" for scheme in (*SCHEMES, "unit")}
    concepts = {concept(scheme, value) for scheme, values in SCHEMES.items() for value in values}
    units = {f"{PK.namespace}unit-{name}" for name in UNITS.values()}
    return frozenset({*PK, *schemes, *concepts, *units})
