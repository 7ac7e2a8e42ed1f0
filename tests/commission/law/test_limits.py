"""Limits are strict and exact, readings are told apart, and an unknown is never clear."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from commission.law.check import Finding, run
from commission.law.facts import Consent, Facts
from commission.states import Effect, Outcome
from registry.ownership.terms import Holding, Kind, Party
from tests.commission.law.builders import DAY, company, facts, person, sale, share, stake, thing

MEDIA = thing(media_owner=True)
OPERATOR = thing(long_distance_operator=True, land_lines=True)


def held(finding: Finding, name: str) -> Fraction | tuple[Fraction, Fraction]:
    """A share among the figures: one number, or both ends."""
    low, high = map(Fraction, finding.figures["values"][name]["share"])
    return low if low == high else (low, high)


def media(parties: list[Party], holdings: list[Holding]) -> Finding:
    return run("media_20", facts(parties, holdings, object=MEDIA))


def test_exactly_twenty_per_cent_is_clear():
    found = media(
        [company("T"), person("F", "SE"), person("R")], [stake("F", "T", "20 %"), stake("R", "T", "80 %")]
    )
    assert (found.outcome, held(found, "m"), held(found, "k")) == (
        Outcome.CLEAR,
        Fraction(1, 5),
        Fraction(1, 5),
    )


def test_the_least_more_than_twenty_per_cent_is_a_violation():
    a_little = Fraction(1, 10**15)
    found = media(
        [company("T"), person("F", "SE"), person("R")],
        [stake("F", "T", Fraction(1, 5) + a_little), stake("R", "T", Fraction(4, 5) - a_little)],
    )
    assert (found.outcome, found.message) == (Outcome.VIOLATION, "media_20.violation")


def test_seven_lots_of_one_thirty_fifth_are_exactly_twenty_per_cent():
    """7 x 1/35 = 1/5; added as floats they come to 0.19999999999999998 or 0.2, by the order."""
    lots = [stake("F", "T", Fraction(1, 35)) for _ in range(7)]
    found = media([company("T"), person("F", "SE"), person("R")], [*lots, stake("R", "T", Fraction(4, 5))])
    assert (found.outcome, held(found, "m")) == (Outcome.CLEAR, Fraction(1, 5))


@pytest.mark.parametrize(("foreign", "outcome"), [("49 %", Outcome.CLEAR), ("49.0001 %", Outcome.VIOLATION)])
def test_forty_nine_per_cent_of_an_operator_is_the_most_foreigners_may_hold(foreign: str, outcome: Outcome):
    rest = 1 - share(foreign)
    found = run(
        "operator_49",
        facts(
            [company("T"), person("F", "SE"), person("R")],
            [stake("F", "T", foreign), stake("R", "T", rest)],
            object=OPERATOR,
        ),
    )
    assert found.outcome is outcome


def test_foreigners_count_as_one_bloc_against_forty_nine_per_cent():
    """25 % + 25 % = 50 % > 49 %, though neither passes alone."""
    found = run(
        "operator_49",
        facts(
            [company("T"), person("F", "SE"), person("G", "LU"), person("R")],
            [stake("F", "T", "25 %"), stake("G", "T", "25 %"), stake("R", "T", "50 %")],
            object=OPERATOR,
        ),
    )
    assert (found.outcome, held(found, "m")) == (Outcome.VIOLATION, Fraction(1, 2))


def test_only_control_crosses_is_a_violation_under_reading_k():
    """F has 51 % of A, A has 21 % of T: M = 0.51 x 0.21 = 10.71 %, K = the whole 21 %."""
    found = media(
        [company("T"), company("A"), person("F", "SE"), person("R"), person("S")],
        [stake("F", "A", "51 %"), stake("R", "A", "49 %"), stake("A", "T", "21 %"), stake("S", "T", "79 %")],
    )
    assert (found.message, held(found, "m"), held(found, "k")) == (
        "media_20.violation_k",
        Fraction(1071, 10000),
        Fraction(21, 100),
    )


def test_only_chains_cross_is_a_violation_under_reading_m():
    """F has 50 % of A (no control), A has 50 % of T: M = 25 %, K = 0."""
    found = media(
        [company("T"), company("A"), person("F", "SE"), person("R"), person("S")],
        [stake("F", "A", "50 %"), stake("R", "A", "50 %"), stake("A", "T", "50 %"), stake("S", "T", "50 %")],
    )
    assert (found.message, held(found, "m"), held(found, "k")) == (
        "media_20.violation_m",
        Fraction(1, 4),
        Fraction(0),
    )
    assert "note.reading_policy" in [note["id"] for note in found.figures["notes"]]


def test_only_both_measures_together_cross_is_attention():
    """M = 0.51 x 0.15 + 0.40 x 0.25 = 17.65 %, K = 15 % (A is controlled, B is not), C = 15 % + 10 % = 25 %."""
    found = media(
        [company("T"), company("A"), company("B"), person("F", "SE"), person("R")],
        [
            stake("F", "A", "51 %"),
            stake("R", "A", "49 %"),
            stake("F", "B", "40 %"),
            stake("R", "B", "60 %"),
            stake("A", "T", "15 %"),
            stake("B", "T", "25 %"),
            stake("R", "T", "60 %"),
        ],
    )
    assert (found.outcome, found.message) == (Outcome.ATTENTION, "media_20.attention_c")
    assert [held(found, name) for name in "mkc"] == [Fraction(1765, 10000), Fraction(15, 100), Fraction(1, 4)]


def test_a_crossing_by_the_aggregate_alone_says_so():
    """11 % + 11 % = 22 %: no single foreigner passes 20 %."""
    found = media(
        [company("T"), person("F", "SE"), person("G", "LU"), person("R")],
        [stake("F", "T", "11 %"), stake("G", "T", "11 %"), stake("R", "T", "78 %")],
    )
    assert found.outcome is Outcome.VIOLATION
    assert "media_20.aggregate" in [note["id"] for note in found.figures["notes"]]


def test_a_single_foreigner_with_its_group_needs_no_aggregate_reading():
    """F has 15 % and wholly owns the resident A with 7 %: its group votes 22 %, so does the bloc."""
    found = media(
        [company("T"), company("A"), person("F", "SE"), person("R")],
        [stake("F", "A", "100 %"), stake("F", "T", "15 %"), stake("A", "T", "7 %"), stake("R", "T", "78 %")],
    )
    notes = {note["id"]: note["values"] for note in found.figures["notes"]}
    assert found.outcome is Outcome.VIOLATION
    assert "media_20.aggregate" not in notes
    assert notes["media_20.largest"]["party"]["party"] == "F"


def test_a_crossing_on_capital_alone_is_a_violation_for_media():
    """Votes 20 %, capital 30 %: the text speaks of shares, so capital counts as well."""
    found = media(
        [company("T"), person("F", "SE"), person("R")],
        [stake("F", "T", "20 %", capital="30 %"), stake("R", "T", "80 %", capital="70 %")],
    )
    assert (found.outcome, held(found, "m")) == (Outcome.VIOLATION, Fraction(3, 10))


def test_a_crossing_on_stakes_alone_is_a_violation_for_an_operator():
    """23(6)(7) speaks of votes or stakes: 49 % of votes are within the limit, 60 % of capital are not."""
    found = run(
        "operator_49",
        facts(
            [company("T"), person("F", "SE"), person("R")],
            [stake("F", "T", "49 %", capital="60 %"), stake("R", "T", "51 %", capital="40 %")],
            object=OPERATOR,
        ),
    )
    assert (found.outcome, held(found, "m")) == (Outcome.VIOLATION, Fraction(3, 5))


def test_a_range_over_the_limit_is_undetermined_and_names_what_matters():
    """F has 15-25 % of T; A has 10 % of T, and of A 60 % is undeclared. The range moves the bound by 10 points,
    the undeclared rest by 0.10 x 0.60 = 6 points of M (and, as it may control A, 10 of K)."""
    found = media(
        [company("T", complete=True), company("A"), person("F", "SE"), person("R"), person("S")],
        [
            stake("F", "T", "15 %", "25 %"),
            stake("A", "T", "10 %"),
            stake("R", "T", "65 %", "75 %"),
            stake("S", "A", "40 %"),
        ],
    )
    assert found.outcome is Outcome.UNDETERMINED
    # At the most: F 25 % + A 10 % x 60 % = 31 % along the chains; F 25 % + A 10 % = 35 % under control.
    assert (held(found, "m"), held(found, "k")) == (
        (Fraction(15, 100), Fraction(31, 100)),
        (Fraction(15, 100), Fraction(35, 100)),
    )
    assert {unknown["company"]["party"] for unknown in found.figures["unknowns"]} == {"T", "A"}


def test_an_undeclared_rest_is_never_clear():
    """F holds 5 % and nobody knows who holds the other 95 %."""
    found = media([company("T"), person("F", "SE")], [stake("F", "T", "5 %")])
    assert found.outcome is Outcome.UNDETERMINED
    assert [unknown["company"]["party"] for unknown in found.figures["unknowns"]] == ["T"]


def test_a_holder_of_unknown_country_leaves_it_open_and_is_named():
    found = media(
        [company("T"), person("X", None), person("R")], [stake("X", "T", "30 %"), stake("R", "T", "70 %")]
    )
    assert found.outcome is Outcome.UNDETERMINED
    assert [unknown["company"]["party"] for unknown in found.figures["unknowns"]] == ["X"]


def test_an_entity_of_unknown_country_may_be_foreign():
    """X has no recorded country; its only holder is a resident, but a foreign X would count whole."""
    found = media(
        [company("T"), Party("X", Kind.COMPANY, None), person("R")],
        [stake("X", "T", "30 %"), stake("R", "T", "70 %"), stake("R", "X", "100 %")],
    )
    assert (found.outcome, held(found, "m")) == (Outcome.UNDETERMINED, (Fraction(0), Fraction(3, 10)))


def test_companies_that_own_only_each_other_are_named():
    """A and B own each other wholly and A has 30 % of T: the 30 % may be anybody's."""
    found = media(
        [company("T"), company("A"), company("B"), person("R")],
        [
            stake("B", "A", "100 %"),
            stake("A", "B", "100 %"),
            stake("A", "T", "30 %"),
            stake("R", "T", "70 %"),
        ],
    )
    assert (found.outcome, held(found, "m")) == (Outcome.UNDETERMINED, (Fraction(0), Fraction(3, 10)))
    about = found.figures["unknowns"][-1]["about"]["list"][0]
    assert about["phrase"] == "term.closed_loop"


def test_unknown_applicability_is_undetermined_and_names_the_record():
    found = run("media_20", facts([company("T")], [], object=thing(media_owner=None)))
    assert (found.outcome, found.message) == (Outcome.UNDETERMINED, "common.applicability_unknown")
    assert found.figures["values"]["reasons"] == {"list": [{"term": "media_owner"}]}


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        # satellite only: no land lines, so not applicable whatever else is unknown
        ({"long_distance_operator": True, "land_lines": False}, Outcome.NOT_APPLICABLE),
        (
            {"long_distance_operator": None, "international_operator": None, "land_lines": False},
            Outcome.NOT_APPLICABLE,
        ),
        (
            {"long_distance_operator": False, "international_operator": None, "land_lines": True},
            Outcome.UNDETERMINED,
        ),
        (
            {"long_distance_operator": False, "international_operator": True, "land_lines": None},
            Outcome.UNDETERMINED,
        ),
        (
            {"long_distance_operator": False, "international_operator": True, "land_lines": True},
            Outcome.CLEAR,
        ),
    ],
)
def test_only_a_recorded_no_makes_the_operator_limit_not_applicable(
    known: dict[str, bool | None], outcome: Outcome
):
    given = facts([company("T"), person("R")], [stake("R", "T", "100 %")], object=thing(**known))
    assert run("operator_49", given).outcome is outcome


def operator_after_a_sale(regime: str) -> Facts:
    """Before: SELLER 60 %, F 40 %. After selling 15 % to the foreign BUYER: F 40 % + BUYER 15 % = 55 % > 49 %."""
    return facts(
        [company("T"), person("SELLER"), person("F", "SE"), company("BUYER", "LU")],
        [stake("SELLER", "T", "60 %"), stake("F", "T", "40 %")],
        object=OPERATOR,
        deal=sale("15 %"),
        regime=regime,
    )


def test_a_deal_that_crosses_is_told_apart_from_the_day_before():
    found = run("operator_49", operator_after_a_sale("R1"))
    assert (held(found, "m_before"), held(found, "m")) == (Fraction(2, 5), Fraction(55, 100))
    notes = [note["id"] for note in found.figures["notes"]]
    assert notes == ["note.crossed_by_deal", "note.votes", "note.capital", "note.translation"]


def test_the_operator_limit_prohibits_in_r1_and_asks_for_a_decision_in_r2():
    effects = [run("operator_49", operator_after_a_sale(regime)).effect for regime in ("R1", "R2")]
    assert effects == [Effect.PROHIBITION, Effect.CONSENT_REQUIRED]


def test_in_r2_a_decision_that_covers_the_result_settles_it():
    """The contract is of the day after DAY; a decision of that very day does not precede it."""
    given = operator_after_a_sale("R2")
    signed = replace(given, deal=sale("15 %", contract_date=date(2026, 1, 16)))

    def outcome(facts: Facts, on: date, most: Fraction | None) -> Outcome:
        return run("operator_49", replace(facts, consents=(Consent("operator_49", "12", on, most),))).outcome

    enough = Fraction(55, 100)
    assert outcome(signed, DAY, enough) is Outcome.CLEAR
    assert outcome(signed, DAY, Fraction(54, 100)) is Outcome.VIOLATION
    assert outcome(signed, date(2026, 1, 16), enough) is Outcome.VIOLATION
    assert outcome(signed, DAY, None) is Outcome.UNDETERMINED
    assert outcome(given, DAY, enough) is Outcome.UNDETERMINED  # when the contract is signed is not known


def test_a_deal_that_brings_the_share_down_is_judged_by_what_comes_after():
    """SELLER is foreign with 60 % and sells 20 % to a resident: 60 % before, 40 % after."""
    found = run(
        "operator_49",
        facts(
            [company("T"), company("SELLER", "SE"), person("R"), person("BUYER")],
            [stake("SELLER", "T", "60 %"), stake("R", "T", "40 %")],
            object=OPERATOR,
            deal=sale("20 %"),
        ),
    )
    assert found.outcome is Outcome.CLEAR
    assert "note.cured_by_deal" in [note["id"] for note in found.figures["notes"]]
