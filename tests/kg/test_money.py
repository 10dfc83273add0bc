"""Which sums may be added, and accounts that are read back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg import content, money
from kg.content import Figure
from kg.money import Account, Sum

SAMPLES = Path(kg.__file__).parent / "samples"


def figure(value: int, kind: str = "budget", unit: str = "CNY", sign: str = "=", **changes: str) -> Figure:
    return Figure(
        **{
            "iri": f"{kind}{value}",
            "document": "d",
            "owner": "d",
            "what": "修路",
            "kind": kind,
            "value": Decimal(value),
            "unit": unit,
            "sign": sign,
            "period": None,
            "status": None,
            "whole": None,
            "quote": "",
            "start": 0,
            **changes,
        }
    )


def total(figure: str, rule: str = "account.total") -> Account:
    return Account("d", figure, "修路", "CNY", Decimal(9), Decimal(8), Decimal(1), None, rule)


APART = [
    figure(5, "grant"),
    figure(5, sign="<="),
    figure(5, sign=">="),
    figure(5, unit="CNY/家"),
    figure(5, whole="budget9"),
    figure(9),
]


def test_number_of_cases() -> None:
    assert len(APART) == 6


@pytest.mark.parametrize("apart", APART)
def test_what_may_not_be_added_is_counted(apart: Figure) -> None:
    sums = money.sums([figure(7), figure(1, sign="~"), apart], [total("budget9")])
    assert sums[0].amount == 8
    assert sum(s.added for s in sums) == 2
    assert sum(s.apart for s in sums) == 1


def test_a_sum_whose_parts_are_known_is_added_itself() -> None:
    sums = money.sums([figure(9), figure(4, whole="budget9")], [total("budget9", "account.parts")])
    assert sums == [Sum("budget", "CNY", Decimal(9), 1, 1)]


def test_kinds_and_currencies_are_never_mixed() -> None:
    figures = [
        figure(1, "paid"),
        figure(2),
        figure(3, unit="USD"),
        figure(4, unit="%"),
        figure(5, "target", unit="家"),
    ]
    assert money.sums(figures, []) == [
        Sum("budget", "CNY", Decimal(2), 1, 0),
        Sum("budget", "USD", Decimal(3), 1, 0),
        Sum("paid", "CNY", Decimal(1), 1, 0),
    ]


def test_accounts_and_figures_come_from_the_store() -> None:
    with kg.build([SAMPLES]) as graph:
        document = graph.find("棠政办发〔2024〕23号")
        (account,) = money.accounts(graph.store, document)
        assert (account.stated, account.computed, account.unreconciled) == (240_000_000, 240_000_000, 0)
        assert (account.document, account.rule, account.explanation) == (document, "account.parts", None)
        assert len(money.accounts(graph.store)) == 4
        funding = content.funding(graph.store, [document])[document]
        assert money.sums(funding, [account])[0] == Sum("budget", "CNY", Decimal(240_000_000), 1, 3)
        assert len(content.targets(graph.store, [document])[document]) == 16
