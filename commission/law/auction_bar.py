"""SPL 188(3), text of 2012: who may buy at a public auction."""

from collections.abc import Iterator

from commission.law import figures
from commission.law.affiliates import affiliates
from commission.law.conditions import AUCTION
from commission.law.disclosure import ends
from commission.law.evidence import node
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect, Outcome
from registry.ownership.nationality import Truth, foreign
from registry.ownership.terms import ZERO, Basis, Kind
from registry.ownership.view import View

WORDS = {
    "clear": N_(
        "{acquirer}, its participants and its affiliates are residents: it may buy at a public auction."
    ),
    "foreigner": N_("{acquirer} is a foreigner and may not buy at a public auction."),
    "participants": N_("{acquirer} has non-resident participants and may not buy: {who}."),
    "affiliate": N_(
        "{acquirer} is an affiliate of those who may not buy at a public auction, and may not either: {who}."
    ),
    "unknown": N_(
        "Whether {acquirer}, its participants or affiliates are non-residents is not known for: {who}."
    ),
}


@check(
    "auction_bar",
    title=N_("Who may buy at a public auction"),
    basis=N_("SPL 188(3), text of 2012"),
    applies=AUCTION,
    effect=Effect.PROHIBITION,
    words=WORDS,
    reads=("deal.acquirer", "deal.mode"),
    version="2",
    regimes=("R1",),
)
def auction_bar(facts: Facts) -> Answer:
    """R1: foreigners, entities with non-resident participants and their affiliates may not buy at a public auction."""
    deal = facts.deal
    if deal is None or deal.acquirer is None:
        return Answer(Outcome.UNDETERMINED, "common.acquirer_unknown")
    view, acquirer = facts.network.on(facts.as_of, Basis.VOTES), deal.acquirer
    values = {"acquirer": figures.party(facts, acquirer)}
    if _foreign(view, acquirer) is Truth.YES:
        return Answer(Outcome.VIOLATION, "foreigner", values)
    barred = [one for one in _participants(view, acquirer) if _foreign(view, one) is Truth.YES]
    if barred:
        return _answer(facts, view, Outcome.VIOLATION, "participants", barred)
    around = affiliates(view, acquirer) - {acquirer}
    barred = [one for one in sorted(around) if _barred(view, one)]
    if barred:
        return _answer(facts, view, Outcome.VIOLATION, "affiliate", barred)
    doubtful = sorted({*_doubtful(facts, view, acquirer)})
    if doubtful:
        return _answer(facts, view, Outcome.UNDETERMINED, "unknown", doubtful)
    return Answer(Outcome.CLEAR, "clear", values)


def _answer(facts: Facts, view: View, outcome: Outcome, message: str, who: list[str]) -> Answer:
    assert facts.deal is not None
    assert facts.deal.acquirer is not None
    return Answer(
        outcome,
        message,
        {
            "acquirer": figures.party(facts, facts.deal.acquirer),
            "who": {"list": [node(facts, view, one) for one in who]},
        },
        chains=tuple({"measure": "path", "side": "before", "path": [node(facts, view, one)]} for one in who),
    )


def _barred(view: View, party: str) -> bool:
    return any(_foreign(view, one) is Truth.YES for one in (party, *_participants(view, party)))


def _participants(view: View, company: str) -> Iterator[str]:
    """Who certainly has a share of the company, however small."""
    for stake in view.registers[company].stakes if company in view.registers else ():
        if stake.low > ZERO:
            yield from stake.right_holders


def _foreign(view: View, party: str) -> Truth:
    known = view.parties.get(party)
    if known is None or known.kind is Kind.UNKNOWN:
        return Truth.MAYBE
    return foreign(known)


def _doubtful(facts: Facts, view: View, acquirer: str) -> Iterator[str]:
    """Possible affiliates of whom, or of whose participants, it is not certain that they are residents."""
    for party in affiliates(view, acquirer, possible=True):
        if _foreign(view, party) is not Truth.NO:
            yield party
        for stake in view.registers[party].stakes if party in view.registers else ():
            if stake.high > ZERO:
                yield from (one for one in stake.right_holders if _foreign(view, one) is not Truth.NO)
        if party in view.registers and view.registers[party].rest > ZERO:
            yield party
    yield from (end.path[-1] for end in ends(facts, view, acquirer))
