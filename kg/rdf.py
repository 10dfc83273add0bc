"""Record → triples: what one document says, as lines of N-Quads in the document's own graph.

The lines are a function of the record and the base alone. Everything that is said of things which documents
share (the names of agencies, documents known only from citations) is derived from all documents together:
`kg.derive`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.records import (
    DOCUMENT,
    Evidence,
    Funding,
    Measure,
    Record,
    Reference,
    Responsibility,
    Section,
    Target,
    Unresolved,
    section_owner,
)
from kg.link import agencies, documents
from kg.link.iris import digest, document_graph, segment
from kg.nquads import Statement, decimal, iri, line, plain, typed, zh
from kg.vocab import (
    ELI,
    OA,
    PK,
    PROV,
    RDF,
    RDFS,
    RELATION_PROPERTIES,
    ROLE_PROPERTIES,
    SCHEMA,
    XSD,
    concept,
    unit,
)

_DATE_LENGTH = len("2023-06-28")
#: qualifier → the property of schema.org that says the same of an amount.
_AMOUNTS = {"exact": SCHEMA.value, "about": SCHEMA.value, "max": SCHEMA.maxValue, "min": SCHEMA.minValue}


def document_of(record: Record, base: str) -> str:
    """The IRI of the document that a record is about."""
    header = record.document
    title = documents.with_issuer(header.title, header.issuer) if header.title else None
    return documents.document_iri(base, header.number, title, _region(record), record.text_sha256)


def triples(record: Record, base: str, text: str | None = None) -> Iterator[str]:
    """The triples of a record as lines of N-Quads (with line breaks), all in the graph of its document.

    `text` is the text that the record was read from; without it the graph says where measures stand, not what they
    say. Raises `KeyError` where a row has a value that the vocabulary does not know.
    """
    document = document_of(record, base)
    graph = document_graph(base, document)
    for statement in _Writer.of(record, document, base, text).statements():
        yield line(statement, graph)


def _region(record: Record) -> agencies.Region:
    header = record.document
    day = header.date_written or header.date_published or header.effective_from
    year = int(day[:4]) if day else documents.year_of(header.number)
    return agencies.region(header.issuer, header.level, year)


@dataclass(frozen=True, slots=True)
class _Writer:
    """The statements of one record: subject and predicate as IRIs, the object as a term of N-Quads."""

    record: Record
    text: str | None
    document: str
    base: str
    region: agencies.Region
    sections: Mapping[str, str]
    measures: Mapping[str, str]

    @classmethod
    def of(cls, record: Record, document: str, base: str, text: str | None) -> _Writer:
        return cls(
            record=record,
            text=text,
            document=document,
            base=base,
            region=_region(record),
            sections=_named(record.sections, f"{document}/section", [s.heading for s in record.sections]),
            measures=_named(record.measures, f"{document}/measure", [m.label for m in record.measures]),
        )

    def statements(self) -> Iterator[Statement]:
        yield from self._header()
        places = {row.span: row.quote for row in self._rows()}
        for span, quote in places.items():
            yield from self._place(span, quote)
        for section in self.record.sections:
            yield from self._section(section)
        for measure in self.record.measures:
            yield from self._measure(measure)
        for reference in self.record.references:
            yield from self._reference(reference)
        for place, responsibility in enumerate(self.record.led_by, 1):
            yield from self._responsibility(responsibility, place)
        for target in self.record.targets:
            yield from self._target(target)
        funds = {
            row.id: self._fact(
                "funding", row, row.measure, row.amount, row.rate, row.purpose, row.qualifier, row.per
            )
            for row in self.record.funding
        }
        for funding in self.record.funding:
            yield from self._funding(funding, funds)
        for unresolved in self.record.unresolved:
            yield from self._unresolved(unresolved)

    def _rows(self) -> Iterator[Evidence]:
        record = self.record
        yield from record.document.evidence.values()
        for rows in (
            record.sections,
            record.measures,
            record.references,
            record.led_by,
            record.targets,
            record.funding,
            record.unresolved,
        ):
            yield from rows

    def _header(self) -> Iterator[Statement]:
        subject, header = self.document, self.record.document
        label = header.number or header.title or self.record.source
        yield subject, RDF.type, iri(ELI.LegalResource)
        yield subject, RDF.type, iri(ELI.LegalExpression)
        yield subject, RDFS.label, zh(label)
        yield subject, PK.textHash, plain(self.record.text_sha256)
        yield subject, PK.sourceFile, plain(self.record.source)
        if self.text is not None:
            yield subject, SCHEMA.text, plain(self.text)
        yield subject, ELI.type_document, iri(concept("type", header.type))
        if header.number:
            yield subject, ELI.number, plain(documents.number_of(header.number) or header.number)
        if header.title:
            yield subject, ELI.title, zh(header.title)
        if header.level:
            yield subject, PK.level, iri(concept("level", header.level))
        if self.region.name:
            yield subject, PK.region, zh(self.region.name)
        for issuer in header.issuer:
            yield subject, ELI.passed_by, iri(self._agency(issuer))
        for addressee in header.addressees:
            yield subject, PK.addressee, iri(self._agency(addressee))
        for day, month, date in (
            (ELI.date_document, SCHEMA.dateCreated, header.date_written),
            (ELI.date_publication, SCHEMA.datePublished, header.date_published),
            (ELI.first_date_entry_in_force, SCHEMA.validFrom, header.effective_from),
            (ELI.date_no_longer_in_force, SCHEMA.validThrough, header.effective_to),
        ):
            if date and len(date) == _DATE_LENGTH:
                yield subject, day, typed(date, XSD.date)
            elif date:  # a date of ELI is a day
                yield subject, month, typed(date, XSD.gYearMonth)
        for name, row in header.evidence.items():
            place = f"{subject}/field/{segment(name)}"
            yield subject, PK.hasField, iri(place)
            yield place, RDF.type, iri(PK.Field)
            yield place, PK.field, plain(name)
            yield from self._grounded(place, row)

    def _place(self, span: tuple[int, int], quote: str) -> Iterator[Statement]:
        place = self._at(span)
        position, text = f"{place}/position", f"{place}/quote"
        yield place, RDF.type, iri(OA.SpecificResource)
        yield place, OA.hasSource, iri(self.document)
        yield place, OA.hasSelector, iri(position)
        yield place, OA.hasSelector, iri(text)
        yield position, RDF.type, iri(OA.TextPositionSelector)
        yield position, OA.start, typed(span[0], XSD.integer)
        yield position, OA.end, typed(span[1], XSD.integer)
        yield text, RDF.type, iri(OA.TextQuoteSelector)
        yield text, OA.exact, plain(quote)

    def _section(self, row: Section) -> Iterator[Statement]:
        subject = self.sections[row.id]
        yield subject, RDF.type, iri(ELI.LegalResourceSubdivision)
        yield subject, RDF.type, iri(ELI.LegalExpression)
        yield subject, RDFS.label, zh(row.heading)
        yield subject, ELI.title, zh(row.heading)
        if row.label:
            yield subject, ELI.number, plain(row.label)
        yield subject, ELI.is_part_of, iri(self.sections[row.parent] if row.parent else self.document)
        yield self.document, PK.hasSection, iri(subject)
        yield from self._extent(subject, row.extent)
        yield from self._grounded(subject, row)

    def _measure(self, row: Measure) -> Iterator[Statement]:
        subject = self.measures[row.id]
        yield subject, RDF.type, iri(PK.Measure)
        yield subject, RDFS.label, zh(row.heading or row.label or row.quote)
        if row.heading:
            yield subject, ELI.title, zh(row.heading)
        if row.label:
            yield subject, ELI.number, plain(row.label)
        yield (
            subject,
            ELI.is_part_of,
            iri(self._section_at(row.section, row) if row.section else self.document),
        )
        yield self.document, PK.hasMeasure, iri(subject)
        yield from self._extent(subject, row.extent)
        yield from self._grounded(subject, row)

    def _extent(self, subject: str, extent: tuple[int, int]) -> Iterator[Statement]:
        """Where all of a section or measure stands; its evidence is label and heading alone."""
        place = f"{subject}/extent"
        yield subject, PK.extent, iri(place)
        yield place, RDF.type, iri(OA.TextPositionSelector)
        yield place, OA.start, typed(extent[0], XSD.integer)
        yield place, OA.end, typed(extent[1], XSD.integer)

    def _reference(self, row: Reference) -> Iterator[Statement]:
        subject = self._fact("reference", row, row.number, row.title, row.relation)
        statute = row.relation == "implements" and documents.is_statute(row.title, row.number)
        relation = "based_on" if statute else row.relation
        cited = documents.document_iri(self.base, row.number, row.title, self.region, digest(row.quote))
        yield subject, RDF.type, iri(PK.Reference)
        yield subject, PK.relation, iri(concept("relation", relation))
        yield subject, PK.refersTo, iri(cited)
        if row.number:
            yield subject, PK.citedNumber, plain(documents.number_of(row.number) or row.number)
        if row.title:
            yield subject, PK.citedTitle, zh(row.title)
        yield self.document, RELATION_PROPERTIES[relation], iri(cited)
        yield self.document, PK.hasReference, iri(subject)
        yield from self._grounded(subject, row)

    def _responsibility(self, row: Responsibility, place: int) -> Iterator[Statement]:
        """`place` tells the order in which the document names the agencies: who comes first is no accident."""
        subject = self._fact("responsibility", row, row.measure, row.agency, row.role)
        owner, agency = self._owner(row.measure, row), self._agency(row.agency)
        yield subject, RDF.type, iri(PK.Responsibility)
        yield subject, PK.agency, iri(agency)
        yield subject, PK.role, iri(concept("role", row.role))
        yield subject, PK.printedName, zh(row.agency)
        yield subject, SCHEMA.position, typed(place, XSD.integer)
        yield owner, PK.hasResponsibility, iri(subject)
        for predicate in ROLE_PROPERTIES[row.role]:
            yield owner, predicate, iri(agency)
        yield from self._grounded(subject, row)

    def _target(self, row: Target) -> Iterator[Statement]:
        subject = self._fact(
            "target", row, row.measure, row.indicator, row.comparator, row.value, row.unit, row.period
        )
        yield subject, RDF.type, iri(PK.Target)
        yield subject, RDFS.label, zh(row.indicator)
        yield subject, PK.indicator, zh(row.indicator)
        yield subject, PK.comparator, iri(concept("comparator", row.comparator))
        yield subject, SCHEMA.value, decimal(row.value)
        yield subject, SCHEMA.unitText, zh(row.unit)
        if measured := unit(row.unit):
            yield subject, PK.unit, iri(measured)
        yield subject, PK.status, iri(concept("status", row.status))
        if row.period:
            yield subject, PK.period, plain(row.period)
        yield self._owner(row.measure, row), PK.hasTarget, iri(subject)
        yield from self._grounded(subject, row)

    def _funding(self, row: Funding, funds: Mapping[str, str]) -> Iterator[Statement]:
        subject = funds[row.id]
        yield subject, RDF.type, iri(PK.Funding)
        yield subject, RDFS.label, zh(row.purpose)
        yield subject, PK.purpose, zh(row.purpose)
        yield subject, PK.fundingKind, iri(concept("kind", row.kind))
        yield subject, PK.qualifier, iri(concept("qualifier", row.qualifier))
        if row.amount is not None:
            yield subject, RDF.type, iri(SCHEMA.MonetaryAmount)
            yield subject, _AMOUNTS[row.qualifier], decimal(row.amount)
            yield subject, SCHEMA.currency, plain(row.currency)
        if row.rate is not None:
            yield subject, PK.rate, decimal(row.rate)
        if row.per:
            yield subject, PK.per, zh(row.per)
        if row.recipient:
            yield subject, PK.recipient, zh(row.recipient)
        if row.condition:
            yield subject, PK.condition, zh(row.condition)
        if row.part_of:
            yield subject, PK.partOfFunding, iri(funds[row.part_of])
        yield self._owner(row.measure, row), PK.hasFunding, iri(subject)
        yield from self._grounded(subject, row)

    def _unresolved(self, row: Unresolved) -> Iterator[Statement]:
        subject = self._fact("unresolved", row, row.what)
        yield subject, RDF.type, iri(PK.Unresolved)
        yield subject, PK.unresolvedBecause, plain(row.what)
        yield self.document, PK.hasUnresolved, iri(subject)
        yield from self._grounded(subject, row)

    def _grounded(self, subject: str, row: Evidence) -> Iterator[Statement]:
        yield subject, PROV.wasQuotedFrom, iri(self.document)
        yield subject, PK.evidence, iri(self._at(row.span))
        yield subject, PK.rule, plain(row.rule)

    def _at(self, span: tuple[int, int]) -> str:
        return f"{self.document}/text/{span[0]}-{span[1]}"

    def _fact(self, kind: str, row: Evidence, *content: object) -> str:
        return f"{self.document}/{kind}/{digest(self.document, *row.span, row.rule, *content)}"

    def _agency(self, name: str) -> str:
        return agencies.resolve(name, self.document, self.region, self.base).iri

    def _owner(self, owner: str, row: Evidence) -> str:
        if owner == DOCUMENT:
            return self.document
        if owner in self.measures:
            return self.measures[owner]
        return self._section_at(owner.removeprefix(section_owner("")), row)

    def _section_at(self, heading: str, row: Evidence) -> str:
        """The section with this heading; of several, the one around the row; of none, the document."""
        found = [s for s in self.record.sections if s.heading == heading]
        around = [s for s in found if s.extent[0] <= row.span[0] < s.extent[1]]
        return self.sections[(around or found)[-1].id] if found else self.document


def _named(rows: Sequence[Section | Measure], under: str, names: Sequence[str | None]) -> dict[str, str]:
    """id of a row → its IRI: from its name where that is the only one, else from its place and content as
    well."""
    times = Counter(names)
    iris = {}
    for row, name in zip(rows, names, strict=True):
        content = digest(*row.span, row.rule, row.heading)
        unique = (
            segment(name)
            if name and times[name] == 1
            else "-".join(filter(None, [segment(name or ""), content]))
        )
        iris[row.id] = f"{under}/{unique}"
    return iris
