"""NSL 23: control centre, oversight, search operations, print, secrets, and more than 10 % of an operator."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from commission.law.check import Finding, run
from commission.law.facts import Consent, Facts, ObjectFacts, Opinion, Paper, Statement
from commission.states import Answer, Conformity, Effect, Kind, Outcome, Stated
from registry.ownership.terms import Holding, Link, LinkType, Party
from registry.ownership.terms import Kind as PartyKind
from tests.commission.law.builders import company, facts, person, sale, share, stake, thing

LINE = thing(trunk_line=True)
PLACE = Party("SO-B-900", PartyKind.OBJECT)


def said(finding: Finding) -> tuple[Outcome, str]:
    return finding.outcome, finding.message.partition(".")[2]


def case(subject: ObjectFacts = LINE, **more: Any) -> Facts:
    values: dict[str, Any] = {"deal": sale()} | more
    return facts([company("T"), person("SELLER"), person("BUYER")], [], object=subject, **values)


# --- 23(6)(5): control centre --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "moves", "outcome", "message"),
    [
        ("KZ", False, Outcome.CLEAR, "clear"),
        ("KZ", None, Outcome.UNDETERMINED, "move_unknown"),
        ("KZ", True, Outcome.VIOLATION, "moves"),
        (None, False, Outcome.UNDETERMINED, "unknown"),
        (None, True, Outcome.VIOLATION, "moves"),
        ("SE", False, Outcome.VIOLATION, "abroad"),
    ],
)
def test_where_the_control_centre_is(country: str | None, moves: bool | None, outcome: Outcome, message: str):
    stated = () if moves is None else (Statement(Stated.CONTROL_CENTRE_MOVES, moves, "clause 4"),)
    given = case(replace(LINE, control_centre=country), statements=stated)
    found = run("control_centre", given)
    assert (*said(found), found.effect) == (outcome, message, Effect.PROHIBITION)


def test_without_a_deal_nothing_moves():
    found = run("control_centre", case(replace(LINE, control_centre="KZ"), deal=None))
    assert said(found) == (Outcome.CLEAR, "clear_today")


# --- 23(6)(8): search operations -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conformity", "answer", "outcome", "message"),
    [
        (None, None, Outcome.UNDETERMINED, "unknown"),
        (True, None, Outcome.CLEAR, "clear"),
        (False, None, Outcome.VIOLATION, "violation"),
        (None, Conformity.YES, Outcome.CLEAR, "clear_answer"),
        (True, Conformity.NO, Outcome.VIOLATION, "violation_answer"),  # the body's word is the newer one
        (True, Conformity.REFERENCE, Outcome.ATTENTION, "reference"),
    ],
)
def test_conformity_of_the_network(
    conformity: bool | None, answer: Conformity | None, outcome: Outcome, message: str
):
    opinions = () if answer is None else (Opinion("security", Answer.NO_OBJECTION, answer),)
    given = case(replace(LINE, conformity=conformity, conformity_act="Act 1"), opinions=opinions)
    assert said(run("search_operations", given)) == (outcome, message)


def test_an_answer_without_a_word_on_conformity_says_nothing_about_it():
    given = case(opinions=(Opinion("security", Answer.NO_OBJECTION),))
    assert run("search_operations", given).outcome is Outcome.UNDETERMINED


def test_a_network_that_has_not_started_needs_it_beforehand():
    assert said(run("search_operations", case(replace(LINE, started_up=False)))) == (
        Outcome.UNDETERMINED,
        "not_started",
    )


# --- 23(6)(1): foreign print ---------------------------------------------------------------------------------------

MEDIUM = thing(media_owner=True)


@pytest.mark.parametrize(
    ("spread", "answer", "outcome", "message"),
    [
        (None, None, Outcome.UNDETERMINED, "no_declaration"),
        (False, None, Outcome.CLEAR, "none_spread"),
        (True, None, Outcome.UNDETERMINED, "no_opinion"),
        (True, Answer.NO_COMPETENCE, Outcome.UNDETERMINED, "no_opinion"),
        (True, Answer.NO_OBJECTION, Outcome.CLEAR, "clear"),
        (True, Answer.WITH_CONDITIONS, Outcome.ATTENTION, "conditions"),
        (True, Answer.OBJECTION, Outcome.VIOLATION, "violation"),
    ],
)
def test_the_declaration_on_foreign_print_and_the_opinion(
    spread: bool | None, answer: Answer | None, outcome: Outcome, message: str
):
    given = case(
        MEDIUM,
        statements=() if spread is None else (Statement(Stated.FOREIGN_PRINT, spread),),
        opinions=() if answer is None else (Opinion("communications", answer),),
    )
    assert said(run("foreign_print", given)) == (outcome, message)


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({"print_distribution": True}, Outcome.UNDETERMINED),  # a distributor: the declaration is missing
        ({"print_distribution": False}, Outcome.NOT_APPLICABLE),
        ({"category": "postal_network"}, Outcome.UNDETERMINED),
        ({"category": "postal_network", "print_distribution": False}, Outcome.NOT_APPLICABLE),
    ],
)
def test_distributors_of_print_declare_as_well(known: dict[str, Any], outcome: Outcome):
    assert run("foreign_print", case(thing(**known))).outcome is outcome


# --- 23(6)(2): secrets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markings", "outcome", "message"),
    [
        (None, Outcome.UNDETERMINED, "none"),
        ((), Outcome.UNDETERMINED, "none"),
        (("public", "commercial_secret", "personal"), Outcome.CLEAR, "clear"),
        (("public", ""), Outcome.UNDETERMINED, "unmarked"),
        (("public", "official_use"), Outcome.VIOLATION, "not_held"),
        (("", "secret"), Outcome.VIOLATION, "not_held"),
    ],
)
def test_every_paper_is_marked(markings: tuple[str, ...] | None, outcome: Outcome, message: str):
    papers = None if markings is None else tuple(Paper(n, "D1", m) for n, m in enumerate(markings, 1))
    assert said(run("secrets", case(papers=papers))) == (outcome, message)


# --- 23(3): oversight ----------------------------------------------------------------------------------------------


def overseen(holdings: list[Holding], *others: Party, operator: str = "T") -> Finding:
    links = [Link(LinkType.OPERATES, operator, PLACE.id)] if operator else []
    parties = [company("T"), person("R"), person("F", "SE"), PLACE, *others]
    return run("trunk_oversight", facts(parties, holdings, object=LINE, links=links))


def test_oversight_follows_any_foreign_share_in_the_owner():
    found = overseen([stake("R", "T", "99.9 %"), stake("F", "T", "0.1 %")])
    assert (*said(found), found.effect) == (Outcome.ATTENTION, "owned", Effect.MONITORING)


def test_oversight_follows_a_foreign_share_in_the_operator():
    """Residents own T; of the operator NET the Swede has 1 %."""
    found = overseen(
        [stake("R", "T", "100 %"), stake("R", "NET", "99 %"), stake("F", "NET", "1 %")],
        company("NET"),
        operator="NET",
    )
    assert said(found) == (Outcome.ATTENTION, "operated")


@pytest.mark.parametrize(
    ("holdings", "operator", "outcome", "message"),
    [
        ([stake("R", "T", "100 %")], "T", Outcome.CLEAR, "clear"),
        ([stake("R", "T", "100 %")], "", Outcome.UNDETERMINED, "no_operator"),
        ([stake("R", "T", "60 %")], "T", Outcome.UNDETERMINED, "undetermined"),
        ([stake("R", "T", "100 %")], "NET", Outcome.UNDETERMINED, "undetermined"),  # nobody knows who has NET
    ],
)
def test_oversight_is_clear_only_where_owner_and_operator_are_known(
    holdings: list[Holding], operator: str, outcome: Outcome, message: str
):
    assert said(overseen(holdings, company("NET"), operator=operator)) == (outcome, message)


# --- 23(6)(6): more than 10 % of an operator -----------------------------------------------------------------------

OPERATOR = thing(long_distance_operator=True)
SIGNED = date(2026, 3, 1)


def bought(
    of: str,
    *holdings: Holding,
    links: list[Link] | None = None,
    regime: str = "R1",
    consents: tuple[Consent, ...] = (),
    **deal: Any,
) -> Finding:
    """SELLER has 60 % of T, R 35 %, the resident BUYER 5 %; BUYER takes so much from SELLER, signed on 1 March."""
    parties = [company("T"), *(person(id) for id in ("SELLER", "R", "BUYER", "SPOUSE"))]
    rows = [stake("SELLER", "T", "60 %"), stake("R", "T", "35 %"), stake("BUYER", "T", "5 %")]
    values: dict[str, Any] = {"contract_date": SIGNED} | deal
    given = facts(
        parties,
        [*holdings] or rows,
        object=OPERATOR,
        deal=sale(of, **values),
        links=links,
        regime=regime,
        consents=consents,
    )
    return run("operator_10", given)


def held(found: Finding) -> Fraction:
    low, high = found.figures["values"]["held"]["share"]
    assert low == high
    return Fraction(low)


def consent(most: str | None, on: date | None = date(2026, 2, 28), purpose: str = "operator_10") -> Consent:
    return Consent(purpose, "12", on, None if most is None else share(most))


def test_exactly_ten_per_cent_needs_no_consent():
    """5 % + 5 % = 10 %."""
    found = bought("5 %")
    assert (found.outcome, held(found)) == (Outcome.CLEAR, Fraction(1, 10))


def test_a_resident_over_ten_per_cent_needs_consent():
    """5 % + 6 % = 11 %."""
    found = bought("6 %")
    assert (found.outcome, found.effect, held(found)) == (
        Outcome.VIOLATION,
        Effect.CONSENT_REQUIRED,
        Fraction(11, 100),
    )


def test_the_groups_votes_count_together():
    """BUYER 5 % -> 8 %, its spouse 4 %: 12 % together, though BUYER alone stays under 10 %."""
    married = [Link(LinkType.SPOUSE, "BUYER", "SPOUSE")]
    rows = [
        stake("SELLER", "T", "60 %"), stake("R", "T", "31 %"), stake("BUYER", "T", "5 %"), stake("SPOUSE", "T", "4 %"),
    ]  # fmt: skip
    found = bought("3 %", *rows, links=married)
    assert (found.outcome, held(found)) == (Outcome.VIOLATION, Fraction(12, 100))


def test_within_the_group_the_acquirer_alone_may_still_pass_ten_per_cent():
    """SELLER and BUYER are married: together 65 % before and after, but BUYER alone goes from 5 % to 11 %."""
    found = bought("6 %", links=[Link(LinkType.SPOUSE, "BUYER", "SELLER")])
    assert (found.outcome, held(found)) == (Outcome.VIOLATION, Fraction(11, 100))


def test_a_share_over_the_limit_that_the_deal_does_not_increase_needs_nothing():
    """A pledge moves no votes: BUYER keeps its 20 %."""
    rows = [stake("SELLER", "T", "80 %"), stake("BUYER", "T", "20 %")]
    found = bought("10 %", *rows, kind=Kind.PLEDGE)
    assert said(found) == (Outcome.CLEAR, "not_increased")


def test_stakes_count_as_votes_do():
    """By votes BUYER stays at 5 %, by capital it goes from 5 % to 11 %: SELLER's block has 6 % of the capital only."""
    rows = [
        stake("SELLER", "T", "6 %", capital="6 %"),
        stake("R", "T", "94 %", capital="89 %"),
        stake("BUYER", "T", "0 %", capital="5 %"),
    ]
    found = bought("6 %", *rows)
    assert (found.outcome, held(found)) == (Outcome.VIOLATION, Fraction(11, 100))


@pytest.mark.parametrize(
    ("given", "outcome", "message"),
    [
        (consent("11 %"), Outcome.CLEAR, "covered"),
        (consent("10.9 %"), Outcome.VIOLATION, "violation"),  # too small
        (
            consent("11 %", SIGNED),
            Outcome.VIOLATION,
            "violation",
        ),  # of the day of the contract: not before it
        (consent(None), Outcome.UNDETERMINED, "consent_unclear"),
        (consent("11 %", None), Outcome.UNDETERMINED, "consent_unclear"),
        (consent("11 %", purpose="operator_49"), Outcome.VIOLATION, "violation"),  # for something else
    ],
)
def test_a_consent_must_precede_the_contract_and_cover_the_result(
    given: Consent, outcome: Outcome, message: str
):
    assert said(bought("6 %", consents=(given,))) == (outcome, message)


def test_whether_a_consent_precedes_a_contract_of_unknown_date_is_unknown():
    assert said(bought("6 %", consents=(consent("11 %"),), contract_date=None)) == (
        Outcome.UNDETERMINED,
        "consent_unclear",
    )


def test_of_several_consents_the_one_that_covers_counts():
    assert bought("6 %", consents=(consent("5 %"), consent("12 %"))).outcome is Outcome.CLEAR


def test_in_r2_the_security_bodies_consent_as_well():
    one = (consent("11 %"),)
    both = (*one, consent("11 %", purpose="operator_10_security"))
    assert bought("6 %", regime="R2", consents=one).outcome is Outcome.VIOLATION
    assert bought("6 %", regime="R2", consents=both).outcome is Outcome.CLEAR


def test_an_undeclared_rest_may_be_the_groups_own():
    """Of T 40 % is undeclared: BUYER certainly gets 6 %, with the rest it could be more than 10 %."""
    assert said(bought("6 %", stake("SELLER", "T", "60 %"))) == (Outcome.UNDETERMINED, "undetermined")
    nominee = bought("6 %", stake("SELLER", "T", "60 %"), stake("R", "T", "40 %", nominee=True))
    assert said(nominee) == (Outcome.UNDETERMINED, "undetermined")


def test_a_thing_brings_no_shares_of_the_operator():
    given = facts(
        [company("T"), person("BUYER")],
        [],
        object=thing(stake_in=None, owners=("T",), long_distance_operator=True),
        deal=sale("100 %", by="T"),
    )
    assert said(run("operator_10", given)) == (Outcome.CLEAR, "no_shares")
