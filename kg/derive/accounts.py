"""Accounts: the parts of a sum against the sum itself, and the budgets of a document against its stated total.

Three figures are given and never merged: what the text states, what its parts come to, and what is left between them.
Where the sentence of a total says why they differ (除交叉重叠部分外), it is quoted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg import content
from kg.content import Content, Figure
from kg.link.iris import digest
from kg.nquads import Statement, decimal, iri, plain, zh
from kg.store import Store, text
from kg.vocab import PK, PROV, RDF, RDFS

PARTS = "account.parts"
TOTAL = "account.total"

#: Documents in which something can be added up.
_DOCUMENTS = f"""
SELECT DISTINCT ?document WHERE {{
  {{ ?part <{PK.partOfFunding}> ?whole ; <{PROV.wasQuotedFrom}> ?document }}
  UNION {{ ?document <{PK.textHash}> ?hash ; <{PK.hasFunding}> ?total }}
}} ORDER BY ?document"""
_STATES_TOTAL = re.compile("总额|总计|共计|合计|总规模|总共|累计安排")
_REASON = re.compile("除[^,，。]*外|不含|不包括|扣除|交叉|重叠|重复")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
_BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Account:
    """What `whole` states against what `parts` come to, in the unit of `whole`. `rule` is `PARTS` or `TOTAL`; `reason`
    are the words with which the document explains a difference, None where it does not."""

    whole: Figure
    parts: tuple[Figure, ...]
    rule: str
    computed: Decimal
    reason: str | None

    @property
    def unreconciled(self) -> Decimal:
        """What is stated and not in the parts; negative where the parts come to more."""
        return self.whole.value - self.computed


def accounts(read: Content) -> Iterator[Account]:
    """The accounts of one document, in the order of its text."""
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in read.figures:
        if figure.whole:
            parts[figure.whole].append(figure)
    for whole in sorted(read.figures, key=lambda f: (f.start, f.iri)):
        if whole.kind == "target" or whole.unit == "%":
            continue
        if whole.iri in parts:
            found, rule = parts[whole.iri], PARTS
        elif _is_total(whole, read):
            found, rule = _budgets(read.figures, whole), TOTAL
        else:
            continue
        amounts = [amount for part in found if (amount := _amount(part, whole)) is not None]
        if amounts:
            ordered = tuple(sorted(found, key=lambda f: (f.start, f.iri)))
            yield Account(whole, ordered, rule, sum(amounts, Decimal(0)), _reason(read.text, whole))


def statements(store: Store) -> Iterator[Statement]:
    """The accounts of all documents."""
    documents = [text(row["document"]) for row in store.select(_DOCUMENTS)]
    for _document, read in sorted(content.read(store, documents).items()):
        for account in accounts(read):
            yield from _of(account, store.base)


def _of(account: Account, base: str) -> Iterator[Statement]:
    node = f"{base}derived/{digest(account.rule, account.whole.iri)}"
    yield node, RDF.type, iri(PK.Account)
    yield node, RDFS.label, zh(account.whole.what)
    yield node, PK.rule, plain(account.rule)
    yield node, PK.accountOf, iri(account.whole.iri)
    yield node, PK.stated, decimal(account.whole.value)
    yield node, PK.computed, decimal(account.computed)
    yield node, PK.unreconciled, decimal(account.unreconciled)
    if account.reason:
        yield node, PK.explanation, zh(account.reason)
    for part in account.parts:
        yield node, PROV.wasDerivedFrom, iri(part.iri)


def _is_total(figure: Figure, read: Content) -> bool:
    """Whether a budget of the document itself sums up those of its measures."""
    return (
        figure.kind == _BUDGET
        and figure.owner == figure.document
        and _STATES_TOTAL.search(figure.quote + figure.what) is not None
        and any(f.owner != f.document and f.kind == _BUDGET for f in read.figures)
    )


def _budgets(figures: Sequence[Figure], total: Figure) -> list[Figure]:
    return [
        f
        for f in figures
        if f.kind == _BUDGET
        and f.whole is None
        and f.iri != total.iri
        and f.owner != f.document
        and _currency(f) == _currency(total)
    ]


def _amount(part: Figure, whole: Figure) -> Decimal | None:
    """A part in the currency of its whole; a share is taken of it. None where it is in another currency."""
    if part.unit == "%":
        return whole.value * part.value / 100
    return part.value if _currency(part) == _currency(whole) else None


def _currency(figure: Figure) -> str:
    """The currency of a sum; 每年5000万元 and its parts are in one."""
    return figure.unit.partition("/")[0]


def _reason(document: str, whole: Figure) -> str | None:
    start = max(document.rfind(mark, 0, whole.start) for mark in "。！？\n") + 1
    sentence = _SENTENCE.match(document, start)
    return sentence.group().strip() if sentence and _REASON.search(sentence.group()) else None
