"""NSL 13(4), 13(6); CC 193-1; SPL 187: whether the deal needs the Government's permission, and by which route.

Whether national security is threatened decides the outcome, not the need. An exemption never switches off the checks
of Articles 22 and 23, which run in any case.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from commission.law import figures
from commission.law.facts import Deal, Facts
from commission.law.lots import certain, other_lots, possible
from commission.law.provision import Answer, Note, check
from commission.law.sides import sides
from commission.law.wording import N_
from commission.states import Effect, Outcome, SaleMode
from registry.ownership.control import Control
from registry.ownership.groups import group
from registry.ownership.measures import measure, persons
from registry.ownership.terms import HOME, Basis, Kind, Range, RefusedData

OFF_EXCHANGE_EXEMPT = Fraction(1, 20)
EXCHANGE_LIMIT = Fraction(1, 5)
LEAST_MW = Fraction(50)

WORDS = {
    "required": N_("The object is on list {list}, and the transaction needs the Government's permission."),
    "below_measure": N_(
        "The object is on list {list}, so the permission is needed; at {capacity} MW it is below the 50 MW of its "
        "category. Listing decides, but ask whether the list should still name it."
    ),
    "exempt_off_exchange": N_(
        "Permission not required: {share} of all voting shares off the exchange, not more than {limit}. Articles 22 "
        "and 23 apply all the same."
    ),
    "exempt_exchange": N_(
        "Permission not required: a trade on the exchange after which {acquirer} with its affiliates holds {held}, "
        "not more than {limit}. Articles 22 and 23 apply all the same."
    ),
    "lots_add_up": N_(
        "Alone the deal would be exempt, but with earlier deals of the same person or group it makes {share}, more "
        "than {limit}: lots add up (policy)."
    ),
    "lots_may_add_up": N_(
        "With deals that other cases name, {share} of all voting shares would pass to the same person or group, more "
        "than {limit}: lots add up (policy). Establish which of them were made."
    ),
    "exchange_unknown": N_(
        "A trade on the exchange is exempt unless the acquirer with its affiliates would pass {limit}; on what is "
        "recorded it would hold {held}. Establish the acquirer's affiliates and their stakes."
    ),
    "mode_unknown": N_(
        "Whether the deal is made on the exchange is not recorded, and an exemption of SPL 187(6) may depend on it."
    ),
    "auction_small": N_(
        "{share} of all voting shares at a public auction: whether that counts as a deal off the exchange, and so as "
        "exempt, is for an officer to decide."
    ),
    "share_unknown": N_(
        "The share of all voting shares that passes is not recorded, and an exemption of SPL 187(6) may depend on it."
    ),
    "state_owned": N_(
        "A state-owned object of list A: NSL 13(6) speaks of objects of individuals and legal entities. An officer "
        "decides the route: SPL 187(5) or privatisation."
    ),
    "state_possible": N_(
        "An object of list A whose owner the state may control: an officer decides whether NSL 13(6) applies or the "
        "route is SPL 187(5) or privatisation."
    ),
    "unlisted_stake": N_(
        "The stake is not listed, but {company} owns the listed object {objects}: an officer decides whether "
        "permission is needed for it."
    ),
    "not_listed": N_("The object was on neither list on {on}: permission is not required."),
    "no_edition": N_(
        "No edition of list {list} in force on {on} is recorded, so it cannot be said whether the object is listed."
    ),
    "kind_unknown": N_("The kind of transaction is not recorded."),
    "edition": N_("List {list}, edition of {on}: {act}."),
    "invalidity": N_("Without permission the deal carries the risk of invalidity (CC 193-1(5), SPL 195)."),
}


@check(
    "scope",
    title=N_("Whether permission is needed"),
    basis=N_("NSL 13(4), 13(6); CC 193-1; SPL 187"),
    effect=Effect.PROCEDURAL,
    words=WORDS,
    reads=("object.listed", "deal.kind", "deal.mode", "deal.share"),
)
def scope(facts: Facts) -> Answer:
    """Listed on the date, the kind of transaction, exemptions: required, not required, or an officer's route."""
    steps: tuple[Callable[[Facts], Answer | None], ...] = (_listing, _kind, _state_owned, _exemption)
    answer = next((found for step in steps if (found := step(facts)) is not None), None) or _required(facts)
    return replace(answer, notes=(*answer.notes, *_about_the_list(facts)))


def _listing(facts: Facts) -> Answer | None:
    """Listing decides what is strategic; without an edition in force nothing can be said."""
    subject = facts.object
    if subject.listed is not None:
        return None
    recorded = {edition.list for edition in subject.editions}
    missing = [name for name in ("A", "B") if name not in recorded]
    if missing:
        on = figures.day(facts.as_of)
        return Answer(Outcome.UNDETERMINED, "no_edition", {"list": figures.texts(missing), "on": on})
    if subject.stake_in is not None and subject.owned_listed:
        values = {
            "company": figures.party(facts, subject.stake_in),
            "objects": figures.texts(subject.owned_listed),
        }
        return Answer(Outcome.UNDETERMINED, "unlisted_stake", values)
    return Answer(Outcome.ATTENTION, "not_listed", {"on": figures.day(facts.as_of)})


def _kind(facts: Facts) -> Answer | None:
    """Encumbrances are in scope as well as alienations; an unrecorded kind leaves the need open."""
    if facts.deal is None:
        return Answer(Outcome.UNDETERMINED, "common.no_deal")
    return Answer(Outcome.UNDETERMINED, "kind_unknown") if facts.deal.kind is None else None


def _state_owned(facts: Facts) -> Answer | None:
    """List A holds objects of the state's own companies: where the state controls the owner, another route."""
    if facts.object.listed != "A":
        return None
    if not facts.object.owners:
        return Answer(Outcome.UNDETERMINED, "common.no_owner")
    control = {_state_control(facts, owner) for owner in facts.object.owners}
    if Control.CERTAIN in control:
        return Answer(Outcome.UNDETERMINED, "state_owned")
    return Answer(Outcome.UNDETERMINED, "state_possible") if Control.POSSIBLE in control else None


def _state_control(facts: Facts, owner: str) -> Control:
    """Whether the Republic or its bodies together control the owner; the state itself is certain."""
    view = facts.network.on(facts.as_of, Basis.VOTES)
    state = {p.id for p in view.parties.values() if p.kind is Kind.STATE and p.country == HOME}
    state |= {party.id for party in facts.parties if party.state_body and party.country == HOME}
    if owner in state:
        return Control.CERTAIN
    if not state or owner not in view.registers:
        return Control.NO if owner not in view.registers or view.register(owner).certain else Control.POSSIBLE
    return measure(view, owner, persons(state & set(view.parties))).target_controlled


def _exemption(facts: Facts) -> Answer | None:
    """SPL 187(6) speaks of voting shares: a thing has no exemption. Exactly 5 % and exactly 20 % are exempt."""
    deal = facts.deal
    if deal is None or facts.object.stake_in is None:
        return None
    if deal.share is None:
        return Answer(Outcome.UNDETERMINED, "share_unknown")
    match deal.mode:
        case SaleMode.EXCHANGE:
            return _on_exchange(facts, deal)
        case SaleMode.OFF_EXCHANGE:
            return _off_exchange(facts, deal, deal.share)
        case SaleMode.AUCTION:
            small = deal.share <= OFF_EXCHANGE_EXEMPT
            return (
                Answer(Outcome.UNDETERMINED, "auction_small", {"share": figures.share(deal.share)})
                if small
                else None
            )
        case _:
            return _mode_unknown(facts, deal, deal.share)


def _off_exchange(facts: Facts, deal: Deal, share: Fraction) -> Answer | None:
    """At most 5 % of all voting shares, earlier lots to the same person or group added (policy)."""
    if share > OFF_EXCHANGE_EXEMPT:
        return None
    lots = other_lots(facts)
    evidence = tuple({"measure": "case", "reference": lot.reference} for lot in lots)
    limit = figures.share(OFF_EXCHANGE_EXEMPT)
    for together, outcome, message in (
        (share + certain(lots), Outcome.CLEAR, "lots_add_up"),
        (share + possible(lots), Outcome.UNDETERMINED, "lots_may_add_up"),
    ):
        if together > OFF_EXCHANGE_EXEMPT:
            return Answer(
                outcome, message, {"share": figures.share(together), "limit": limit}, chains=evidence
            )
    return Answer(Outcome.ATTENTION, "exempt_off_exchange", {"share": figures.share(share), "limit": limit})


def _on_exchange(facts: Facts, deal: Deal) -> Answer | None:
    held = _held_with_affiliates(facts, deal)
    if isinstance(held, Answer):
        return held
    values = {"held": figures.share(held), "limit": figures.share(EXCHANGE_LIMIT)}
    if held.low > EXCHANGE_LIMIT:
        return None
    if held.high > EXCHANGE_LIMIT:
        return Answer(Outcome.UNDETERMINED, "exchange_unknown", values)
    assert deal.acquirer is not None
    return Answer(
        Outcome.ATTENTION, "exempt_exchange", values | {"acquirer": figures.party(facts, deal.acquirer)}
    )


def _held_with_affiliates(facts: Facts, deal: Deal) -> Range | Answer:
    """The acquirer's votes after the deal together with its affiliates', controlled companies counting whole."""
    both, company = sides(facts), facts.object.stake_in
    if deal.acquirer is None or company is None:
        return Answer(Outcome.UNDETERMINED, "common.acquirer_unknown")
    after = both.enforced or both.after
    if after is None:
        assert both.obstacle is not None
        return Answer(Outcome.UNDETERMINED, both.obstacle.message, both.obstacle.values)
    view = after.view(Basis.VOTES)
    try:
        return measure(view, company, group(view, deal.acquirer)).k
    except RefusedData as refused:
        problems = figures.problems(facts, refused)
        return Answer(Outcome.UNDETERMINED, "common.operation_refused", {"problems": problems})


def _mode_unknown(facts: Facts, deal: Deal, share: Fraction) -> Answer | None:
    """Off the exchange more than 5 % is never exempt; on it only if the acquirer would not pass 20 %."""
    if share > EXCHANGE_LIMIT:
        return None
    return Answer(Outcome.UNDETERMINED, "mode_unknown")


def _required(facts: Facts) -> Answer:
    listed = figures.text(facts.object.listed or "")
    capacity = facts.object.capacity_mw
    if facts.object.category == "power_generation" and capacity is not None and capacity < LEAST_MW:
        return Answer(
            Outcome.ATTENTION, "below_measure", {"list": listed, "capacity": figures.number(capacity)}
        )
    return Answer(Outcome.CLEAR, "required", {"list": listed})


def _about_the_list(facts: Facts) -> Iterator[Note]:
    for edition in facts.object.editions:
        if edition.list == facts.object.listed:
            yield (
                "edition",
                {
                    "list": figures.text(edition.list),
                    "on": figures.day(edition.effective_from),
                    "act": figures.text(edition.act),
                },
            )
    if facts.object.listed is not None and facts.deal is not None:
        yield "invalidity", {}
