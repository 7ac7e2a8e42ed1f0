"""Checks of the transaction: detriment, auctions, encumbrance contracts, linked consents, related cases, openness."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from commission.law.check import Finding, run
from commission.law.facts import Confirmation, Consent, Facts, Names, RelatedCase, Row, Statement
from commission.states import Effect, Kind, Outcome, SaleMode, Stated
from registry.ownership.terms import Holding, Link, LinkType, Party
from registry.ownership.terms import Kind as PartyKind
from tests.commission.law.builders import DAY, company, facts, person, sale, share, stake, thing


def said(finding: Finding) -> tuple[Outcome, str]:
    return finding.outcome, finding.message.partition(".")[2]


def phrases(finding: Finding, name: str) -> list[str]:
    return [each.get("phrase", each.get("term")) for each in finding.figures["values"][name]["list"]]


# --- 22(7)(2), (5): indicators of detriment ------------------------------------------------------------------------

TAX = (Row("low_tax", Names("Islands"), "Order", country="VG"),)
COMPLETE = (Confirmation("low_tax", date(2026, 1, 1), "Keeper"),)


def indicated(*parties: Party, holdings: list[Holding], complete: bool = True, **deal: Any) -> Finding:
    prices: dict[str, Any] = {"price": Fraction(100), "valuation": Fraction(100)} | deal
    given = facts([company("T"), person("SELLER"), *parties], holdings, deal=sale(**prices))
    return run("detriment_indicators", replace(given, rows=TAX, confirmations=COMPLETE if complete else ()))


DISCLOSED = [company("BUYER", "LU"), person("P", "LU")]
WHOLE = [stake("P", "BUYER", "100 %")]


def test_no_indicator_at_the_valuation_with_everybody_known():
    found = indicated(*DISCLOSED, holdings=WHOLE)
    assert (*said(found), found.effect) == (Outcome.CLEAR, "clear", Effect.INFORMATION)


@pytest.mark.parametrize(
    ("parties", "holdings", "deal", "met"),
    [
        (DISCLOSED, WHOLE, {"price": Fraction(99)}, ["price"]),
        ([company("BUYER", "LU")], [], {}, ["opaque"]),
        (
            [*DISCLOSED, company("VIA", "VG")],
            [stake("VIA", "BUYER", "100 %"), stake("P", "VIA", "100 %")],
            {},
            ["low_tax"],
        ),
        (
            [company("BUYER", "CN"), Party("CHINA", PartyKind.STATE, "CN")],
            [stake("CHINA", "BUYER", "100 %")],
            {},
            ["state"],
        ),
        ([Party("BUYER", PartyKind.STATE, "CN")], [], {}, ["state"]),
    ],
)
def test_each_indicator_is_one_line(
    parties: list[Party], holdings: list[Holding], deal: dict[str, Any], met: list[str]
):
    found = indicated(*parties, holdings=holdings, **deal)
    assert found.outcome is Outcome.ATTENTION
    assert phrases(found, "met") == [f"detriment_indicators.{name}" for name in met]


def test_a_foreign_state_with_half_of_the_votes_does_not_control():
    """Exactly 50 % is not the majority."""
    parties = [company("BUYER", "CN"), Party("CHINA", PartyKind.STATE, "CN"), person("P", "CN")]
    found = indicated(*parties, holdings=[stake("CHINA", "BUYER", "50 %"), stake("P", "BUYER", "50 %")])
    assert found.outcome is Outcome.CLEAR


@pytest.mark.parametrize(
    ("more", "unknown"),
    [
        ({"price": None}, ["indicator.price"]),
        ({"valuation": None}, ["indicator.price"]),
        ({"complete": False}, ["indicator.low_tax"]),
    ],
)
def test_an_unknown_indicator_is_never_clear(more: dict[str, Any], unknown: list[str]):
    found = indicated(*DISCLOSED, holdings=WHOLE, **more)
    assert (found.outcome, phrases(found, "unknown")) == (Outcome.UNDETERMINED, unknown)


# --- SPL 188(3) of 2012: public auctions ---------------------------------------------------------------------------


def auctioned(*parties: Party, holdings: list[Holding], links: list[Link] | None = None) -> Finding:
    """SELLER has all of T."""
    given = facts(
        [company("T", complete=True), person("SELLER"), *parties],
        [stake("SELLER", "T", "100 %"), *holdings],
        deal=sale(mode=SaleMode.AUCTION),
        links=links,
    )
    return run("auction_bar", given)


BUYER = company("BUYER", complete=True)
R, S, F = person("R"), person("S"), person("F", "SE")


@pytest.mark.parametrize(
    ("parties", "holdings", "message"),
    [
        ([person("BUYER", "SE")], [], "foreigner"),
        ([BUYER, R, F], [stake("R", "BUYER", "99 %"), stake("F", "BUYER", "1 %")], "participants"),
        # R has 10 % of BUYER and, of MIXED, as much; MIXED has a foreign participant.
        (
            [BUYER, R, S, F, company("MIXED", complete=True)],
            [
                stake("MIXED", "BUYER", "10 %"), stake("S", "BUYER", "90 %"), stake("F", "MIXED", "1 %"),
                stake("R", "MIXED", "99 %"),
            ],
            "affiliate",
        ),
    ],
)  # fmt: skip
def test_who_may_not_buy_at_a_public_auction(parties: list[Party], holdings: list[Holding], message: str):
    found = auctioned(*parties, holdings=holdings)
    assert (*said(found), found.effect) == (Outcome.VIOLATION, message, Effect.PROHIBITION)


def test_a_spouse_who_is_a_foreigner_makes_an_affiliate():
    married = [Link(LinkType.SPOUSE, "BUYER", "F")]
    found = auctioned(person("BUYER"), F, holdings=[], links=married)
    assert said(found) == (Outcome.VIOLATION, "affiliate")


def test_just_under_ten_per_cent_make_no_affiliate():
    """MIXED with its foreign participant has 9.99 % of BUYER."""
    found = auctioned(
        BUYER, R, S, F, company("MIXED", complete=True),
        holdings=[
            stake("MIXED", "BUYER", "9.99 %"), stake("S", "BUYER", "90.01 %"), stake("F", "MIXED", "1 %"),
            stake("R", "MIXED", "99 %"),
        ],
    )  # fmt: skip
    assert found.outcome is Outcome.CLEAR


@pytest.mark.parametrize(
    ("parties", "holdings"),
    [
        ([company("BUYER")], []),
        ([company("BUYER"), R], [stake("R", "BUYER", "80 %")]),
        ([BUYER, person("X", None)], [stake("X", "BUYER", "100 %")]),
        ([person("BUYER", None)], []),
    ],
)
def test_an_unknown_participant_is_never_clear(parties: list[Party], holdings: list[Holding]):
    assert said(auctioned(*parties, holdings=holdings)) == (Outcome.UNDETERMINED, "unknown")


def test_residents_may_buy():
    assert said(auctioned(BUYER, R, holdings=[stake("R", "BUYER", "100 %")])) == (Outcome.CLEAR, "clear")
    assert auctioned(person("BUYER"), holdings=[]).outcome is Outcome.CLEAR


def test_the_bar_belongs_to_public_auctions_and_to_the_text_of_2012():
    given = facts([company("T"), person("BUYER", "SE")], [], deal=sale(mode=SaleMode.AUCTION))
    assert run("auction_bar", replace(given, regime="R2")).message == "common.not_in_force"
    assert run("auction_bar", replace(given, deal=sale())).outcome is Outcome.NOT_APPLICABLE
    assert run("auction_bar", replace(given, deal=sale(mode=None))).outcome is Outcome.UNDETERMINED


# --- SPL 188(3): terms of an encumbrance ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "outcome", "message"),
    [
        ((True, True, True), Outcome.CLEAR, "clear"),
        ((True, None, True), Outcome.UNDETERMINED, "unknown"),
        ((True, False, None), Outcome.ATTENTION, "lacking"),
        ((None, None, None), Outcome.UNDETERMINED, "unknown"),
    ],
)
def test_what_an_encumbrance_contract_settles(
    answers: tuple[bool | None, ...], outcome: Outcome, message: str
):
    terms = (Stated.DUTIES, Stated.PRESERVATION, Stated.FURTHER_USE)
    stated = tuple(
        Statement(term, answer, "clause 1")
        for term, answer in zip(terms, answers, strict=True)
        if answer is not None
    )
    given = facts([company("T")], [], deal=sale(kind=Kind.PLEDGE), statements=stated)
    found = run("contract_terms", given)
    assert (*said(found), found.effect) == (outcome, message, Effect.PROCEDURAL)
    assert run("contract_terms", replace(given, deal=sale())).outcome is Outcome.NOT_APPLICABLE


# --- linked consents -----------------------------------------------------------------------------------------------


def consented(*given: Consent, kind: Kind = Kind.SALE, **known: Any) -> Finding:
    made = facts(
        [company("T"), person("SELLER"), person("BUYER")],
        [stake("SELLER", "T", "100 %")],
        object=thing(**known),
        deal=sale("10 %", kind=kind, contract_date=date(2026, 3, 1)),
        consents=given,
    )
    return run("linked_consents", made)


def consent(purpose: str, most: str | None = None, *, needed: bool = True, on: date = DAY) -> Consent:
    return Consent(purpose, "12", on, share(most) if most else None, "Body", needed)


COMPETITION = consent("competition")


def test_a_pledge_without_subsoil_needs_no_other_consent():
    assert said(consented(kind=Kind.PLEDGE)) == (Outcome.CLEAR, "none_needed")


def test_whether_competition_law_asks_for_consent_is_for_the_parties_to_state():
    assert said(consented()) == (Outcome.UNDETERMINED, "unknown")
    assert said(consented(COMPETITION)) == (Outcome.CLEAR, "clear")
    assert said(consented(consent("competition", needed=False))) == (Outcome.CLEAR, "clear")
    late = consent("competition", on=date(2026, 3, 1))
    assert said(consented(late)) == (Outcome.UNDETERMINED, "unknown")


@pytest.mark.parametrize(
    ("known", "outcome"),
    [(True, Outcome.ATTENTION), (None, Outcome.UNDETERMINED), (False, Outcome.CLEAR)],
)
def test_a_subsoil_right_asks_for_the_subsoil_bodys_consent(known: bool | None, outcome: Outcome):
    assert consented(COMPETITION, subsoil_right=known).outcome is outcome
    assert consented(COMPETITION, consent("subsoil"), subsoil_right=known).outcome is Outcome.CLEAR


def test_the_consent_for_an_operator_must_cover_the_result():
    """SELLER has 100 %, BUYER gets 11 %: more than 10 %."""
    made = facts(
        [company("T"), person("SELLER"), person("BUYER")],
        [stake("SELLER", "T", "100 %")],
        object=thing(long_distance_operator=True),
        deal=sale("11 %", contract_date=date(2026, 3, 1)),
    )
    found = {
        most: run("linked_consents", replace(made, consents=(COMPETITION, *given))).outcome
        for most, given in {
            "none": (),
            "10 %": (consent("operator_10", "10 %"),),
            "11 %": (consent("operator_10", "11 %"),),
            "not needed": (consent("operator_10", needed=False),),
        }.items()
    }
    assert found == {
        "none": Outcome.ATTENTION,
        "10 %": Outcome.ATTENTION,
        "11 %": Outcome.CLEAR,
        "not needed": Outcome.ATTENTION,  # the parties cannot waive it
    }


# --- related cases -------------------------------------------------------------------------------------------------


def related(
    *cases: RelatedCase, holdings: list[Holding] | None = None, links: list[Link] | None = None
) -> Finding:
    rows = [stake("SELLER", "T", "80 %"), stake("R", "T", "20 %")] if holdings is None else holdings
    given = facts(
        [company("T"), *(person(id) for id in ("SELLER", "BUYER", "R", "SPOUSE"))],
        rows,
        deal=sale("5 %"),
        links=links,
        related=cases,
    )
    return run("related_cases", given)


def other(**more: Any) -> RelatedCase:
    values: dict[str, Any] = {
        "reference": "C-2025-00001", "state": "in_monitoring", "object": "SO-B-901", "company": "T",
        "acquirer": "BUYER", "share": Fraction(4, 100), "filed_on": date(2025, 6, 1),
    }  # fmt: skip
    return RelatedCase(**(values | more))


def total(found: Finding) -> Fraction:
    return Fraction(found.figures["values"]["sum"]["share"][0])


def test_nothing_related_is_clear():
    assert said(related()) == (Outcome.CLEAR, "none")


def test_lots_of_the_acquirer_add_up():
    """This deal 5 %, the other case 4 %: 9 %."""
    found = related(other())
    assert (*said(found), total(found)) == (Outcome.ATTENTION, "steps", Fraction(9, 100))


def test_lots_of_its_group_add_up():
    found = related(other(acquirer="SPOUSE"), links=[Link(LinkType.SPOUSE, "BUYER", "SPOUSE")])
    assert (*said(found), total(found)) == (Outcome.ATTENTION, "steps", Fraction(9, 100))


@pytest.mark.parametrize(
    ("filed", "outcome"),
    [
        (date(2024, 1, 15), Outcome.ATTENTION),  # the first day of the 24 months to 15.01.2026
        (date(2024, 1, 14), Outcome.CLEAR),
        (None, Outcome.UNDETERMINED),
    ],
)
def test_the_24_months(filed: date | None, outcome: Outcome):
    assert related(other(filed_on=filed)).outcome is outcome


@pytest.mark.parametrize(
    ("more", "outcome", "message"),
    [
        ({"state": "closed"}, Outcome.UNDETERMINED, "steps_unknown"),  # was the deal made?
        ({"state": "refused"}, Outcome.CLEAR, "others"),
        ({"acquirer": None}, Outcome.UNDETERMINED, "steps_unknown"),
        ({"share": None}, Outcome.UNDETERMINED, "steps_unknown"),
        ({"acquirer": "R"}, Outcome.CLEAR, "others"),
        ({"acquirer": "R", "state": "under_review"}, Outcome.ATTENTION, "open"),
        ({"company": None, "object": "SO-B-950", "state": "under_review"}, Outcome.CLEAR, "others"),
    ],
)
def test_what_another_case_means(more: dict[str, Any], outcome: Outcome, message: str):
    assert said(related(other(**more))) == (outcome, message)


def test_stakes_bought_without_a_case_are_found_in_the_registry():
    """BUYER has 7 % of T since 1 May 2025, nobody filed for it: with this deal 5 % + 7 % = 12 %."""
    rows = [
        stake("SELLER", "T", "80 %"), stake("R", "T", "13 %"),
        stake("BUYER", "T", "7 %", valid_from=date(2025, 5, 1)),
    ]  # fmt: skip
    found = related(holdings=rows)
    assert (*said(found), total(found)) == (Outcome.ATTENTION, "steps", Fraction(12, 100))


# --- 22(6): openness -----------------------------------------------------------------------------------------------


def act_on(aspect: str, **more: Any) -> Row:
    return Row("openness", Names(aspect), "Act", ban=False, aspect=aspect, **more)


ALL = tuple(act_on(aspect) for aspect in ("deciders", "grounds", "published"))


def test_openness_names_who_decides_on_which_grounds_and_what_is_published():
    given = facts([company("T")], [], deal=sale())
    assert said(run("openness", replace(given, rows=ALL))) == (Outcome.CLEAR, "clear")
    found = run("openness", replace(given, rows=ALL[:2]))
    assert (*said(found), phrases(found, "missing")) == (Outcome.UNDETERMINED, "missing", ["published"])
    assert found.effect is Effect.PROCEDURAL


def test_an_act_for_another_kind_of_deal_settles_nothing():
    given = facts([company("T")], [], deal=sale())
    rows = (*ALL[:2], act_on("published", kind=Kind.PLEDGE))
    assert said(run("openness", replace(given, rows=rows))) == (Outcome.UNDETERMINED, "missing")
    unknown: Facts = replace(given, rows=rows, deal=sale(kind=None))
    assert said(run("openness", unknown)) == (Outcome.UNDETERMINED, "may_apply")


def test_a_sale_from_list_a_may_be_privatisation_too():
    given = replace(facts([company("T")], [], object=thing(listed="A"), deal=sale()), rows=ALL)
    assert [note["id"] for note in run("openness", given).figures["notes"]] == ["openness.privatisation"]
