"""Whether permission is needed: listing, state-owned objects, exemptions and their edges."""

from datetime import date
from fractions import Fraction

import pytest

from commission.law.check import Finding, run
from commission.law.facts import Deal, ListEdition, ObjectFacts, RelatedCase
from commission.states import Kind, Outcome, SaleMode
from registry.ownership.terms import Holding, Party
from registry.ownership.terms import Kind as PartyKind
from tests.commission.law.builders import company, facts, person, sale, share, stake, thing

BOTH_LISTS = (
    ListEdition("A", "Decree No. 1", date(2012, 6, 1)),
    ListEdition("B", "Decree No. 2", date(2012, 6, 1)),
)
PARTIES = [company("T"), person("SELLER"), company("BUYER", "LU"), company("AFFILIATE")]


def found(
    deal: Deal | None,
    *,
    object: ObjectFacts | None = None,
    parties: list[Party] | None = None,
    holdings: list[Holding] | None = None,
    related: tuple[RelatedCase, ...] = (),
) -> Finding:
    return run(
        "scope",
        facts(
            parties or PARTIES,
            holdings or [stake("SELLER", "T", "100 %")],
            object=object or thing(editions=BOTH_LISTS),
            deal=deal,
            related=related,
        ),
    )


def test_a_listed_object_needs_permission_and_the_edition_is_named():
    answer = found(sale("10 %"))
    assert (answer.outcome, answer.message) == (Outcome.CLEAR, "scope.required")
    edition = next(note["values"] for note in answer.figures["notes"] if note["id"] == "scope.edition")
    assert edition["act"] == {"text": "Decree No. 2"}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_transaction_is_in_scope_encumbrances_too(kind: Kind):
    assert found(sale("10 %", kind=kind)).message == "scope.required"


def test_an_object_below_its_measure_is_covered_with_attention():
    plant = thing(
        stake_in=None, category="power_generation", capacity_mw=Fraction("9.4"), editions=BOTH_LISTS
    )
    answer = found(sale("100 %"), object=plant)
    assert (answer.outcome, answer.message) == (Outcome.ATTENTION, "scope.below_measure")


def test_a_plant_of_exactly_fifty_megawatts_is_not_below():
    plant = thing(stake_in=None, category="power_generation", capacity_mw=Fraction(50), editions=BOTH_LISTS)
    assert found(sale("100 %"), object=plant).message == "scope.required"


def test_an_object_on_neither_list_needs_no_permission():
    answer = found(sale(), object=thing(listed=None, editions=BOTH_LISTS))
    assert (answer.outcome, answer.message) == (Outcome.ATTENTION, "scope.not_listed")


def test_without_an_edition_of_one_list_nothing_is_said_about_listing():
    answer = found(sale(), object=thing(listed=None, editions=BOTH_LISTS[:1]))
    assert (answer.outcome, answer.message) == (Outcome.UNDETERMINED, "scope.no_edition")
    assert answer.figures["values"]["list"] == {"list": [{"text": "B"}]}


def test_an_unlisted_stake_in_the_owner_of_a_listed_object_goes_to_an_officer():
    answer = found(sale(), object=thing(listed=None, editions=BOTH_LISTS, owned_listed=("SO-B-015",)))
    assert (answer.outcome, answer.message) == (Outcome.UNDETERMINED, "scope.unlisted_stake")


# --- list A --------------------------------------------------------------------------------------------------------

STATE = Party("STATE", PartyKind.STATE, "KZ")


@pytest.mark.parametrize(
    ("held", "message"),
    [
        ("100 %", "scope.state_owned"),
        ("50.1 %", "scope.state_owned"),
        ("50 %", "scope.required"),  # exactly one half is not control
    ],
)
def test_a_list_a_object_whose_owner_the_state_controls_takes_another_route(held: str, message: str):
    """STATE holds so much of SELLER, a person the rest; SELLER owns the stake in T."""
    rest = 1 - share(held)
    answer = found(
        sale(),
        object=thing(listed="A", editions=BOTH_LISTS),
        parties=[company("T"), company("SELLER"), company("BUYER", "LU"), STATE, person("R")],
        holdings=[stake("SELLER", "T", "100 %"), stake("STATE", "SELLER", held), stake("R", "SELLER", rest)],
    )
    assert answer.message == message


def test_a_list_a_object_whose_owner_the_state_may_control_goes_to_an_officer():
    """STATE 40 %, nobody knows the other 60 %."""
    answer = found(
        sale(),
        object=thing(listed="A", editions=BOTH_LISTS),
        parties=[company("T"), company("SELLER"), company("BUYER", "LU"), STATE],
        holdings=[stake("SELLER", "T", "100 %"), stake("STATE", "SELLER", "40 %", "70 %")],
    )
    assert (answer.outcome, answer.message) == (Outcome.UNDETERMINED, "scope.state_possible")


# --- exemptions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "message"),
    [("5 %", "scope.exempt_off_exchange"), (Fraction(1, 20) + Fraction(1, 10**12), "scope.required")],
)
def test_off_the_exchange_exactly_five_per_cent_is_exempt(of: str | Fraction, message: str):
    assert found(sale(of)).message == message


def test_an_exemption_leaves_articles_22_and_23_on():
    """5 % of an operator to BUYER takes foreigners from 45 to 50 %: exempt from permission, prohibited all the same."""
    operator = thing(long_distance_operator=True, land_lines=True, editions=BOTH_LISTS)
    given = facts(
        [*PARTIES, person("F", "SE")],
        [stake("SELLER", "T", "55 %"), stake("F", "T", "45 %")],
        object=operator,
        deal=sale("5 %"),
    )
    assert run("scope", given).message == "scope.exempt_off_exchange"
    assert run("operator_49", given).outcome is Outcome.VIOLATION


@pytest.mark.parametrize(
    ("of", "message"),
    [
        ("15 %", "scope.exempt_exchange"),  # 5 % of its affiliate + 15 % = exactly 20 %
        ("15.1 %", "scope.required"),
    ],
)
def test_on_the_exchange_the_buyer_counts_with_its_affiliates(of: str, message: str):
    """BUYER wholly owns AFFILIATE, which has 5 % of T."""
    answer = found(
        sale(of, mode=SaleMode.EXCHANGE),
        holdings=[
            stake("SELLER", "T", "95 %"),
            stake("AFFILIATE", "T", "5 %"),
            stake("BUYER", "AFFILIATE", "100 %"),
        ],
    )
    assert answer.message == message


def test_on_the_exchange_an_affiliate_that_may_be_leaves_it_open():
    """Of AFFILIATE (10 % of T) BUYER declares 40 to 60 %: with 15 % it would hold 15 to 25 %."""
    answer = found(
        sale("15 %", mode=SaleMode.EXCHANGE),
        parties=[*PARTIES, person("R")],
        holdings=[
            stake("SELLER", "T", "90 %"),
            stake("AFFILIATE", "T", "10 %"),
            stake("BUYER", "AFFILIATE", "40 %", "60 %"),
            stake("R", "AFFILIATE", "40 %"),
        ],
    )
    assert (answer.outcome, answer.message) == (Outcome.UNDETERMINED, "scope.exchange_unknown")


def lot(reference: str, of: str, *, to: str = "BUYER", state: str = "permitted") -> RelatedCase:
    return RelatedCase(reference, state, "SO-B-900", "T", to, share(of), Kind.SALE)


def test_lots_of_one_buyer_add_up():
    """3 % already permitted and 3 % now make 6 % > 5 % (policy)."""
    answer = found(sale("3 %"), related=(lot("C-2026-00001", "3 %"),))
    assert (answer.outcome, answer.message) == (Outcome.CLEAR, "scope.lots_add_up")
    assert answer.figures["values"]["share"] == {"share": ["3/50", "3/50"]}


def test_lots_of_one_group_add_up():
    """AFFILIATE is wholly BUYER's: 2 % + 2 % + 2 % = 6 %."""
    answer = found(
        sale("2 %"),
        related=(lot("C-2026-00001", "2 %", to="AFFILIATE"), lot("C-2026-00002", "2 %")),
        holdings=[stake("SELLER", "T", "100 %"), stake("BUYER", "AFFILIATE", "100 %")],
    )
    assert answer.message == "scope.lots_add_up"


def test_lots_that_make_exactly_five_per_cent_stay_exempt():
    assert found(sale("2 %"), related=(lot("C-2026-00001", "3 %"),)).message == "scope.exempt_off_exchange"


def test_lots_of_strangers_and_of_ended_cases_do_not_count():
    ended = (lot("C-2026-00001", "4 %", to="AFFILIATE"), lot("C-2026-00002", "4 %", state="refused"))
    assert found(sale("3 %"), related=ended).message == "scope.exempt_off_exchange"


def test_an_earlier_exempt_deal_that_may_have_been_made_leaves_it_open():
    """Permission was not required for 4 %; whether the deal was made, no record says. 4 % + 3 % = 7 %."""
    answer = found(sale("3 %"), related=(lot("C-2026-00001", "4 %", state="not_required"),))
    assert (answer.outcome, answer.message) == (Outcome.UNDETERMINED, "scope.lots_may_add_up")


@pytest.mark.parametrize(
    ("of", "message"),
    [("4 %", "scope.mode_unknown"), ("20 %", "scope.mode_unknown"), ("20.1 %", "scope.required")],
)
def test_an_unknown_way_of_sale_matters_only_where_an_exemption_could(of: str, message: str):
    """Above 20 % the buyer passes the exchange's limit with this deal alone, so no exemption is left."""
    assert found(sale(of, mode=None)).message == message


def test_a_small_share_at_an_auction_goes_to_an_officer():
    assert found(sale("5 %", mode=SaleMode.AUCTION)).message == "scope.auction_small"
    assert found(sale("6 %", mode=SaleMode.AUCTION)).message == "scope.required"


def test_a_thing_has_no_exemption():
    assert found(sale("5 %"), object=thing(stake_in=None, editions=BOTH_LISTS)).message == "scope.required"
