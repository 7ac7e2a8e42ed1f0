"""NSL 22(4), and the same figures for other categories (policy), counted by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from commission.law.check import Finding, run
from commission.law.facts import Confirmation, Contract, Facts, Names, Ownership, Peer, Row
from commission.states import Effect, Kind, Outcome
from registry.ownership.terms import Party
from tests.commission.law.builders import company, facts, person, sale, stake, thing

MINE = thing(subsoil_right=True)
COMPLETE = (Confirmation("contracts", date(2026, 1, 1), "Keeper"),)


def contract(number: str, *holders: str, **more: Any) -> Contract:
    values: dict[str, Any] = {"area_km2": Fraction(100)} | more
    return Contract(number, Names(f"Area {number}"), holders, **values)


def sold(
    *contracts: Contract, buyer: Party | None = None, of: str = "60 %", complete: bool = True, **more: Any
) -> Facts:
    """SELLER has 100 % of T, which holds the right of contract 1. OTHER holds the right of contract 2 and belongs
    wholly to the Chinese person C, as does the acquirer BUYER."""
    parties = [
        company("T", complete=True), person("SELLER"), person("C", "CN"), company("OTHER", complete=True),
        buyer or company("BUYER", "CN"),
    ]  # fmt: skip
    holdings = [stake("SELLER", "T", "100 %"), stake("C", "OTHER", "100 %")]
    if buyer is None:
        holdings.append(stake("C", "BUYER", "100 %"))
    values: dict[str, Any] = {"object": MINE, "deal": sale(of)} | more
    return replace(
        facts(parties, holdings, **values),
        contracts=contracts or (contract("1", "T"), contract("2", "OTHER")),
        confirmations=COMPLETE if complete else (),
    )


def said(finding: Finding) -> tuple[Outcome, str]:
    return finding.outcome, finding.message.partition(".")[2]


def line(finding: Finding, name: str) -> tuple[str, str, Fraction, Fraction]:
    """Held before and after, interest before and after, of one set."""
    check = finding.check_id
    for each in finding.figures["values"]["lines"]["list"]:
        if each["phrase"] == f"{check}.{name}":
            values = each["values"]
            parts = [Fraction(values[key]["share"][0]) for key in ("m_before", "m_after")]
            return values["before"]["text"], values["after"]["text"], parts[0], parts[1]
    raise AssertionError(name)


def test_rights_of_one_group_and_of_one_country_add_up():
    """Of two rights the group (C, OTHER, BUYER) holds one before: interest (1 + 0)/2 = 50 %. With 60 % of T that
    company joins the group: both, 100 %. Persons of China own 100 % of OTHER and then 60 % of T: (1 + 0.6)/2 = 80 %,
    and control both. BUYER alone: nothing, then T: (0.6 + 0)/2 = 30 %."""
    found = run("concentration", sold())
    assert (*said(found), found.effect) == (Outcome.ATTENTION, "grows", Effect.DISCRETIONARY)
    assert line(found, "group") == ("1", "2", Fraction(1, 2), Fraction(1))
    assert line(found, "country") == ("1", "2", Fraction(1, 2), Fraction(4, 5))
    assert line(found, "person") == ("0", "1", Fraction(0), Fraction(3, 10))
    areas = next(n for n in found.figures["notes"] if n["id"] == "concentration.areas")["values"]
    assert [areas[name]["number"] for name in ("before", "after", "all")] == ["100/1", "200/1", "200/1"]


def test_a_stake_short_of_control_is_an_interest_all_the_same():
    """40 % of T: no control, interest (1 + 0.4)/2 = 70 %."""
    found = run("concentration", sold(of="40 %"))
    assert said(found) == (Outcome.ATTENTION, "grows")
    assert line(found, "group") == ("1", "1", Fraction(1, 2), Fraction(7, 10))


def test_one_right_alone_is_no_concentration():
    """A resident without any right buys 60 % of T, which joins its group: one right of two."""
    found = run("concentration", sold(buyer=person("BUYER")))
    assert said(found) == (Outcome.CLEAR, "clear")
    assert line(found, "group") == ("0", "1", Fraction(0), Fraction(1, 2))


def test_a_deal_that_moves_no_votes_concentrates_nothing():
    assert said(run("concentration", sold(deal=sale("60 %", kind=Kind.PLEDGE)))) == (Outcome.CLEAR, "clear")


def test_clear_needs_the_word_that_all_contracts_are_entered():
    found = run("concentration", sold(buyer=person("BUYER"), complete=False))
    assert said(found) == (Outcome.UNDETERMINED, "may_grow")
    assert found.figures["values"]["unknown"] == {"list": [{"term": "concentration.contracts"}]}


def test_who_stands_behind_the_acquirer_must_be_known():
    found = run("concentration", sold(buyer=company("BUYER")))
    assert said(found) == (Outcome.UNDETERMINED, "may_grow")


def test_a_right_without_a_contract_is_undetermined():
    assert said(run("concentration", sold(contract("2", "OTHER")))) == (Outcome.UNDETERMINED, "no_contract")


def test_a_right_passes_with_the_thing_it_belongs_to():
    """The thing is sold whole: BUYER holds both rights, the one of OTHER through C's group, interest 100 %."""
    subject = thing(stake_in=None, owners=("T",), subsoil_right=True)
    contracts = contract("1", "T", object="SO-B-900"), contract("2", "OTHER")
    found = run("concentration", sold(*contracts, object=subject, deal=sale("100 %", by="T")))
    assert line(found, "group") == ("1", "2", Fraction(1, 2), Fraction(1))


def test_the_wider_network_is_looked_at():
    """Who has OTHER stands in the wider ownership only."""
    narrow = sold()
    without = [row for row in narrow.ownership.holdings if row.company != "OTHER"]
    parties = [party for party in narrow.ownership.parties if party.id != "OTHER"]
    given = replace(narrow, ownership=Ownership(tuple(parties), tuple(without)), wider=narrow.ownership)
    assert run("concentration", given).figures == run("concentration", narrow).figures


# --- other categories ----------------------------------------------------------------------------------------------

PEERS = (Peer("SO-B-900", Names("One"), ("T",)), Peer("SO-B-901", Names("Two"), ("OTHER",)))


def level(percent: int | Fraction) -> Row:
    return Row("alert_levels", Names("Level"), "Policy", most=Fraction(percent) / 100, ban=False)


@pytest.mark.parametrize(
    ("rows", "outcome", "message"),
    [
        ((), Outcome.UNDETERMINED, "no_level"),
        ((level(54),), Outcome.ATTENTION, "over"),
        ((level(Fraction("54.5")),), Outcome.CLEAR, "clear"),  # exactly the level
        ((level(90), level(50)), Outcome.ATTENTION, "over"),  # the lower level counts
        ((replace(level(50), category="sea_port"),), Outcome.UNDETERMINED, "no_level"),
    ],
)
def test_objects_of_a_category_against_the_alert_level(rows: tuple[Row, ...], outcome: Outcome, message: str):
    """9 % of T make it no affiliate: interest of group, affiliates and country after it (1 + 0.09)/2 = 54.5 %."""
    given = replace(sold(object=thing(), of="9 %"), peers=PEERS, rows=rows)
    found = run("concentration_policy", given)
    assert (*said(found), found.effect) == (outcome, message, Effect.INFORMATION)


def test_facts_frozen_before_peers_were_read_are_undetermined():
    assert said(run("concentration_policy", sold(object=thing()))) == (Outcome.UNDETERMINED, "no_peers")


def test_unknown_holders_of_the_acquirer_leave_the_level_open():
    given = replace(sold(object=thing(), buyer=company("BUYER")), peers=PEERS, rows=(level(90),))
    assert said(run("concentration_policy", given)) == (Outcome.UNDETERMINED, "may_be_over")


def test_the_two_divide_the_objects_between_them():
    outcomes = [
        run(check, sold(object=thing(subsoil_right=known))).outcome is Outcome.NOT_APPLICABLE
        for known in (True, False)
        for check in ("concentration", "concentration_policy")
    ]
    assert outcomes == [False, True, True, False]
