"""Dated tables: scope, limits, bans, and the word that a table is complete."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from commission.law.check import Finding, run
from commission.law.facts import Confirmation, Facts, Names, Row
from commission.states import Effect, Kind, Outcome
from tests.commission.law.builders import company, facts, person, sale, stake, thing

COMPLETE = tuple(
    Confirmation(table, date(2026, 1, 1), "Keeper", "Letter 1")
    for table in ("property_limits", "trade_restrictions", "other_limits", "low_tax")
)
LINE = thing(trunk_line=True)


def row(table: str = "property_limits", **more: Any) -> Row:
    return Row(table, Names("Limit", "Предел", "Шек"), "Decree", "5", **more)


def given(*rows: Row, confirmed: bool = True, **more: Any) -> Facts:
    """SELLER has 70 % of T, the Swede F 30 %; SELLER sells 10 % to the Luxembourg BUYER: foreigners then have 40 %."""
    parties = [company("T"), person("SELLER"), person("F", "SE"), company("BUYER", "LU")]
    values: dict[str, Any] = {"deal": sale("10 %")} | more
    made = facts(parties, [stake("SELLER", "T", "70 %"), stake("F", "T", "30 %")], **values)
    return replace(made, rows=rows, confirmations=COMPLETE if confirmed else ())


def said(finding: Finding) -> tuple[Outcome, str]:
    return finding.outcome, finding.message.partition(".")[2]


TABLES = [("property_limits", thing()), ("trade_restrictions", thing()), ("other_limits", LINE)]


@pytest.mark.parametrize(("check", "subject"), TABLES)
def test_an_empty_table_proves_nothing_until_a_confirmation_is_dated(check: str, subject: Any):
    assert said(run(check, given(object=subject, confirmed=False))) == (Outcome.UNDETERMINED, "none_entered")
    assert said(run(check, given(object=subject))) == (Outcome.CLEAR, "none_in_force")


@pytest.mark.parametrize(("check", "subject"), TABLES)
def test_rows_that_do_not_touch_the_case_need_the_confirmation_too(check: str, subject: Any):
    other = row(check, category="sea_port")
    assert said(run(check, given(other, object=subject, confirmed=False))) == (
        Outcome.UNDETERMINED,
        "not_confirmed",
    )
    assert said(run(check, given(other, object=subject))) == (Outcome.CLEAR, "none_in_force")


def test_the_effects_are_those_of_the_provisions():
    effects = {check: run(check, given(object=LINE)).effect for check, _ in TABLES}
    assert effects == {
        "property_limits": Effect.DISCRETIONARY,
        "trade_restrictions": Effect.PROHIBITION,
        "other_limits": Effect.PROHIBITION,
    }


@pytest.mark.parametrize(
    ("most", "outcome"),
    [
        (Fraction(2, 5), Outcome.CLEAR),  # exactly the 40 % that foreigners would hold
        (Fraction(39, 100), Outcome.VIOLATION),
    ],
)
def test_a_limit_is_strict_after_the_deal(most: Fraction, outcome: Outcome):
    assert run("property_limits", given(row(most=most))).outcome is outcome


def test_a_share_within_the_limit_is_clear_only_in_a_complete_table():
    within = given(row(most=Fraction(1, 2)), confirmed=False)
    assert said(run("property_limits", within)) == (Outcome.UNDETERMINED, "not_confirmed")


def test_a_limit_on_the_acquirer_counts_its_group_not_all_foreigners():
    """BUYER alone gets 10 %; all foreigners together 40 %."""
    assert run("property_limits", given(row(most=Fraction(1, 10), whose="acquirer"))).outcome is Outcome.CLEAR
    over = run("property_limits", given(row(most=Fraction(9, 100), whose="acquirer")))
    assert said(over) == (Outcome.VIOLATION, "over")


def test_an_unknown_share_makes_a_limit_undetermined():
    """Of T 60 % is undeclared: foreigners may hold anything between 20 % (F 10 %, BUYER 10 %) and 80 %."""
    made = facts(
        [company("T"), person("SELLER"), person("F", "SE"), company("BUYER", "LU")],
        [stake("SELLER", "T", "30 %"), stake("F", "T", "10 %")],
        deal=sale("10 %"),
    )
    found = run("property_limits", replace(made, rows=(row(most=Fraction(1, 2)),), confirmations=COMPLETE))
    assert said(found) == (Outcome.UNDETERMINED, "may_be_over")


@pytest.mark.parametrize(("ban", "outcome"), [(True, Outcome.VIOLATION), (False, Outcome.ATTENTION)])
def test_a_row_without_a_share_forbids_or_calls_for_a_look(ban: bool, outcome: Outcome):
    assert run("property_limits", given(row(ban=ban, kind=Kind.SALE))).outcome is outcome


@pytest.mark.parametrize(
    ("scope", "outcome"),
    [
        ({"category": "share_block"}, Outcome.VIOLATION),
        ({"category": "sea_port"}, Outcome.CLEAR),
        ({"kind": Kind.GIFT}, Outcome.CLEAR),
        ({"country": "LU"}, Outcome.VIOLATION),
        ({"country": "VG"}, Outcome.UNDETERMINED),  # nobody behind BUYER is recorded: who knows
        ({"country": "LU", "kind": Kind.GIFT}, Outcome.CLEAR),
    ],
)
def test_the_scope_of_a_row(scope: dict[str, Any], outcome: Outcome):
    assert run("property_limits", given(row(**scope))).outcome is outcome


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({"trades": None}, Outcome.UNDETERMINED),
        ({"trades": False}, Outcome.CLEAR),
        ({"trades": True, "goods": ("2603",)}, Outcome.VIOLATION),
        ({"trades": True, "goods": ("260300",)}, Outcome.VIOLATION),  # a code within the heading
        ({"trades": True, "goods": ("2709",)}, Outcome.CLEAR),
    ],
)
def test_a_ban_on_goods_touches_whoever_trades_them(known: dict[str, Any], outcome: Outcome):
    banned = given(row("trade_restrictions", goods=("2603",)), object=thing(**known))
    assert run("trade_restrictions", banned).outcome is outcome


def test_other_limits_do_not_apply_beside_communications():
    assert run("other_limits", given(row("other_limits"))).outcome is Outcome.NOT_APPLICABLE


def test_of_several_rows_the_worst_decides_and_the_acts_are_named():
    found = run("property_limits", given(row(most=Fraction(1, 2)), row(kind=Kind.SALE)))
    assert said(found) == (Outcome.VIOLATION, "banned")
    assert found.figures["notes"] == [
        {"id": "property_limits.policy", "values": {"acts": {"list": [{"text": "Decree (5)"}]}}}
    ]
