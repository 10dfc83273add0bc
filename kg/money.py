"""The money of documents: what can be added up, and the accounts that they give of it.

Not all sums may be added: grants (each is paid many times over), limits, sums per unit, parts of another sum, and totals
of others stand apart and are counted only. What an account states, what its parts come to and what is left are three figures and are never
merged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractors.records import FUNDING_KINDS
from kg.content import Figure
from kg.derive.accounts import TOTAL
from kg.store import Store, text
from kg.vocab import OA, PK, PROV, RDFS, SCHEMA

_ACCOUNTS = f"""
SELECT ?document ?figure ?purpose ?currency ?stated ?computed ?left ?why ?rule ?start WHERE {{
  {{chosen}}
  ?account a <{PK.Account}> ; <{PK.accountOf}> ?figure ; <{RDFS.label}> ?purpose ; <{PK.stated}> ?stated ;
    <{PK.computed}> ?computed ; <{PK.unreconciled}> ?left ; <{PK.rule}> ?rule .
  ?figure <{PROV.wasQuotedFrom}> ?document ; <{SCHEMA.currency}> ?currency ;
    <{PK.evidence}>/<{OA.hasSelector}>/<{OA.start}> ?start .
  OPTIONAL {{ ?account <{PK.explanation}> ?why }}
}} ORDER BY ?document ?start ?figure"""


@dataclass(frozen=True, slots=True)
class Account:
    """What the sum `figure` of `document` (IRIs) states, what its parts come to, and what is left, in whole units of
    `currency`; `explanation` are the words with which the document explains a difference, None where it does not.
    `rule` is one of those of `kg.derive.accounts`."""

    document: str
    figure: str
    purpose: str
    currency: str
    stated: Decimal
    computed: Decimal
    unreconciled: Decimal
    explanation: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Sum:
    """What the sums of one kind in one currency come to: `amount` is that of `added` sums, and `apart` others may not
    be added."""

    kind: str
    currency: str
    amount: Decimal
    added: int
    apart: int


def accounts(store: Store, document: str | None = None) -> list[Account]:
    """The accounts of a document (an IRI), or of all, in the order of their texts."""
    chosen = f"VALUES ?document {{ <{document}> }}" if document else ""
    return [
        Account(
            document=text(row["document"]),
            figure=text(row["figure"]),
            purpose=text(row["purpose"]),
            currency=text(row["currency"]),
            stated=Decimal(text(row["stated"])),
            computed=Decimal(text(row["computed"])),
            unreconciled=Decimal(text(row["left"])),
            explanation=text(row["why"]) or None,
            rule=text(row["rule"]),
        )
        for row in store.select(_ACCOUNTS.replace("{chosen}", chosen))
    ]


def sums(figures: Iterable[Figure], known: Iterable[Account]) -> list[Sum]:
    """What `figures` come to by kind and currency, in the order of the kinds; `known` are the accounts of their
    documents. Targets and rates are left out."""
    totals = {account.figure for account in known if account.rule == TOTAL}
    added: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    apart: Counter[tuple[str, str]] = Counter()
    for figure in figures:
        currency, _, per = figure.unit.partition("/")
        if figure.kind not in FUNDING_KINDS or currency == "%":
            continue
        key = figure.kind, currency
        limit = figure.sign in ("<=", ">=")
        if figure.kind == "grant" or limit or per or figure.whole or figure.iri in totals:
            apart[key] += 1
        else:
            added[key].append(figure.value)
    keys = sorted(added.keys() | apart.keys(), key=lambda key: (FUNDING_KINDS.index(key[0]), key[1]))
    return [Sum(*key, sum(added[key], Decimal(0)), len(added[key]), apart[key]) for key in keys]
