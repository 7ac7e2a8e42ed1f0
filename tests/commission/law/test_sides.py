"""The deal as an overlay: what each kind of transaction moves, and what stops it from being computed."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commission.law.check import CHECKS, Finding, run
from commission.law.facts import Deal, Facts
from commission.law.shares import shares
from commission.law.sides import sides
from commission.states import Kind, Outcome, SaleMode
from registry.ownership.terms import Basis, Party
from registry.ownership.terms import Kind as PartyKind
from tests.commission.law.builders import company, facts, person, sale, stake, thing

OPERATOR = thing(long_distance_operator=True, land_lines=True)
# T belongs to SELLER (60 %) and the foreign F (40 %), both people; BUYER is a fund of Luxembourg.
PARTIES = [company("T"), person("SELLER"), person("F", "SE"), company("BUYER", "LU")]
HOLDINGS = [stake("SELLER", "T", "60 %"), stake("F", "T", "40 %")]


def after(given: Facts) -> tuple[Fraction, Fraction]:
    """M and K of all foreigners in the first target after the deal, on votes; both must be exact."""
    side = sides(given).after
    assert side is not None
    found = shares(side, Basis.VOTES)[0]
    assert found.m.exact
    assert found.k.exact
    return found.m.low, found.k.low


def with_deal(deal: Deal, **more: object) -> Facts:
    return facts(PARTIES, HOLDINGS, object=OPERATOR, deal=deal, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "kind", [Kind.SALE, Kind.GIFT, Kind.CONTRIBUTION, Kind.ENFORCEMENT, Kind.BANKRUPTCY_SALE]
)
def test_a_stake_passes_whatever_the_alienation_is_called(kind: Kind):
    """F 40 % + BUYER 10 % = 50 %."""
    assert after(with_deal(sale("10 %", kind=kind))) == (Fraction(1, 2), Fraction(1, 2))


def test_a_share_issue_shrinks_everybody_else():
    """BUYER ends with 20 %; F's 40 % becomes 40 % x 80 % = 32 %: together 52 %."""
    assert after(with_deal(sale("20 %", kind=Kind.SHARE_ISSUE))) == (Fraction(52, 100), Fraction(52, 100))


def test_trust_management_of_a_whole_stake_makes_it_foreign_by_its_manager():
    """All 60 % of SELLER are managed by BUYER: 40 % + 60 %, the stake counted once."""
    assert after(with_deal(sale("60 %", kind=Kind.TRUST_MANAGEMENT))) == (Fraction(1), Fraction(1))


def test_trust_management_of_a_part_leaves_the_rest_alone():
    """Only 15 % of SELLER's 60 % are managed by BUYER: F 40 % + 15 % = 55 %."""
    assert after(with_deal(sale("15 %", kind=Kind.TRUST_MANAGEMENT))) == (
        Fraction(55, 100),
        Fraction(55, 100),
    )


def test_trust_management_by_a_resident_does_not_hide_a_foreign_owner():
    """SELLER is foreign; a resident manages 15 % of its 60 %: foreigners still have all 100 %."""
    given = facts(
        [company("T"), company("SELLER", "SE"), person("F", "SE"), person("BUYER")],
        HOLDINGS,
        object=OPERATOR,
        deal=sale("15 %", kind=Kind.TRUST_MANAGEMENT),
    )
    assert after(given) == (Fraction(1), Fraction(1))


def test_a_pledge_moves_no_votes_and_shows_what_enforcement_would_do():
    given = with_deal(sale("15 %", kind=Kind.PLEDGE))
    assert after(given) == (Fraction(2, 5), Fraction(2, 5))
    found = run("operator_49", given)
    assert found.outcome is Outcome.CLEAR
    # If it were enforced: F 40 % + BUYER 15 % = 55 %, information only.
    enforced = next(note["values"] for note in found.figures["notes"] if note["id"] == "note.if_enforced")
    assert enforced["m"] == {"share": ["11/20", "11/20"]}


def test_of_a_thing_the_acquirer_becomes_the_owner():
    """SELLER, a resident company, sells the thing itself to BUYER of Luxembourg: wholly foreign afterwards."""
    subject = thing(stake_in=None, owners=("OWNER",), media_owner=True)
    given = facts(
        [company("OWNER"), person("R"), company("BUYER", "LU")],
        [stake("R", "OWNER", "100 %")],
        object=subject,
        deal=sale("100 %", by="OWNER"),
    )
    assert after(given) == (Fraction(1), Fraction(1))
    assert run("media_20", given).outcome is Outcome.VIOLATION
    assert run("media_20", replace(given, deal=None)).outcome is Outcome.CLEAR


def test_of_a_part_of_a_thing_the_old_owner_stays_beside_the_acquirer():
    subject = thing(stake_in=None, owners=("OWNER",))
    given = facts(
        [company("OWNER"), company("BUYER", "LU")], [], object=subject, deal=sale("50 %", by="OWNER")
    )
    side = sides(given).after
    assert side is not None
    assert side.targets == ("OWNER", "BUYER")


def test_trust_management_of_a_thing_makes_its_manager_an_operator():
    subject = thing(stake_in=None, owners=("OWNER",), trunk_line=True)
    given = facts(
        [company("OWNER"), person("R"), company("BUYER", "LU"), Party("SO-B-900", PartyKind.OBJECT)],
        [stake("R", "OWNER", "100 %")],
        object=subject,
        deal=sale("100 %", by="OWNER", kind=Kind.TRUST_MANAGEMENT),
    )
    found = run("trunk_operation", given)
    assert (found.outcome, found.figures["notes"][0]["id"]) == (Outcome.VIOLATION, "note.translation")


# --- obstacles -----------------------------------------------------------------------------------------------------


def finding(deal: Deal) -> Finding:
    return run("operator_49", with_deal(deal))


def test_a_seller_that_holds_less_than_it_sells_is_undetermined_with_both_figures():
    found = finding(sale("61 %"))
    assert (found.outcome, found.message) == (Outcome.UNDETERMINED, "common.seller_holds_less")
    values = found.figures["values"]
    assert (values["held"]["share"][1], values["share"]["share"][0]) == ("3/5", "61/100")


@pytest.mark.parametrize(
    ("deal", "message"),
    [
        (sale(to=None), "common.acquirer_unknown"),
        (sale(by=None), "common.seller_unknown"),
        (replace(sale(), share=None), "common.share_unknown"),
        (replace(sale(), kind=None), "common.no_deal"),
        (Deal(), "common.no_deal"),
    ],
)
def test_what_is_missing_of_the_deal_is_named(deal: Deal, message: str):
    found = finding(deal)
    assert (found.outcome, found.message) == (Outcome.UNDETERMINED, message)


def test_behind_an_obstacle_the_situation_before_is_shown():
    found = finding(sale(to=None))
    assert [bar["share"] for bar in found.figures["bars"]] == [["2/5", "2/5"]] * 6  # M, K, C; votes, capital
    assert found.figures["notes"][0]["id"] == "note.before_only"


def test_holdings_of_110_per_cent_make_it_undetermined_naming_the_company():
    given = facts(PARTIES, [stake("SELLER", "T", "60 %"), stake("F", "T", "50 %")], object=OPERATOR)
    found = run("operator_49", given)
    assert (found.outcome, found.message) == (Outcome.UNDETERMINED, "common.refused_data")
    problem = found.figures["values"]["problems"]["list"][0]
    assert problem["values"]["company"]["party"] == "T"
    assert problem["values"]["sum"] == {"share": ["11/10", "11/10"]}


def test_an_acquirer_outside_the_network_is_no_crash():
    found = finding(sale(to="NOBODY"))
    assert (found.outcome, found.message) == (Outcome.UNDETERMINED, "common.operation_refused")


DEALS = [
    None,
    Deal(),
    *(
        sale(of, kind=kind, mode=mode, to=to, by=by)
        for of in ("5 %", "100 %")
        for kind in Kind
        for mode in (*SaleMode, None)
        for to in ("BUYER", None)
        for by in ("SELLER", None)
    ),
]


@pytest.mark.parametrize("check_id", CHECKS)
@pytest.mark.parametrize("regime", ["R1", "R2"])
def test_every_check_answers_to_every_kind_of_deal(check_id: str, regime: str):
    """All 25 checks on 258 deals, in a stake and in a thing, with every attribute unknown: never a crash."""
    unknown = dict.fromkeys(
        (
            "trunk_line",
            "long_distance_operator",
            "international_operator",
            "land_lines",
            "media_owner",
            "subsoil_right",
        )
    )
    for subject in (
        OPERATOR,
        thing(**unknown),
        thing(stake_in=None, trunk_line=True, media_owner=True, owners=()),
    ):
        given = facts(PARTIES, HOLDINGS, object=subject, regime=regime)
        for deal in DEALS:
            found = run(check_id, replace(given, deal=deal))
            assert found.outcome in Outcome
            assert found.check_id == check_id
