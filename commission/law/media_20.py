"""NSL 23(6)(3): foreigners in the owner of a mass medium or in an entity active in that field."""

from collections.abc import Iterable
from fractions import Fraction

from commission.law import figures
from commission.law.conditions import MEDIA
from commission.law.facts import Facts
from commission.law.limits import Judged, Reading, limit, read
from commission.law.provision import Answer, Note, check
from commission.law.shares import Shares, shares_in
from commission.law.sides import Side
from commission.law.wording import N_
from commission.states import Effect
from registry.ownership.groups import group_of
from registry.ownership.measures import foreigners, persons
from registry.ownership.network import View
from registry.ownership.terms import Basis

LIMIT = Fraction(1, 5)

WORDS = {
    "clear": N_("Foreigners hold M {m}, K {k} of {company}: not more than {limit}, on votes and on capital."),
    "violation": N_(
        "Foreigners would hold M {m} and K {k} of {company}, more than {limit} on both readings (before: M "
        "{m_before}, K {k_before})."
    ),
    "violation_m": N_(
        "Violation under reading M (policy): along the chains foreigners would own {m} of {company}, more than "
        "{limit}; they would vote K {k} (before: M {m_before}, K {k_before})."
    ),
    "violation_k": N_(
        "Violation under reading K (policy): under control foreigners would vote {k} of {company}, more than "
        "{limit}; along the chains they would own M {m} (before: M {m_before}, K {k_before})."
    ),
    "attention_c": N_("Neither M {m} nor K {k} passes {limit} in {company}; only both together do: C {c}."),
    "undetermined": N_(
        "Whether foreigners would pass {limit} in {company} cannot be said: M {m}, K {k}, C {c} on what is recorded."
    ),
    "largest": N_("Largest single foreigner, with its group: {party}, M {m}, K {k}."),
    "aggregate": N_(
        "Aggregate reading (policy): no single foreigner passes the limit. The text does not say “in aggregate”, as "
        "23(6)(7) does."
    ),
}


@check(
    "media_20",
    title=N_("Foreign share in the owner of a mass medium"),
    basis=N_("NSL 23(6)(3)"),
    applies=MEDIA,
    effect=Effect.PROHIBITION,
    words=WORDS,
    reads=MEDIA.names,
)
def media_20(facts: Facts) -> Answer:
    """Foreigners may not hold more than 20 %, directly or indirectly, on votes or on capital."""

    def about(side: Side, decisive: Judged) -> Iterable[Note]:
        return _largest(facts, side, decisive)

    return limit(facts, more_than=LIMIT, bases=(Basis.VOTES, Basis.CAPITAL), notes=about)


def _largest(facts: Facts, side: Side, decisive: Judged) -> Iterable[Note]:
    """The largest single foreigner; where the bloc crosses and no single one does, the reading is the bloc's only."""
    view = side.view(decisive.shares.basis)
    single = [
        (_alone(view, decisive.shares.target, id), id) for id in sorted(foreigners().bloc(view).certain)
    ]
    held = [(one, id) for one, id in single if one.m.high or one.k.high]
    if not held:
        return
    largest, id = max(held, key=lambda found: (max(found[0].m.low, found[0].k.low), found[0].m, found[0].k))
    yield (
        "largest",
        {"party": figures.party(facts, id), "m": figures.share(largest.m), "k": figures.share(largest.k)},
    )
    if decisive.crossed and all(read(one, LIMIT) < Reading.ONLY_K for one, _ in held):
        yield "aggregate", {}


def _alone(view: View, target: str, id: str) -> Shares:
    group = set(group_of(view, id)) - {target}
    return shares_in(view, target, persons(group | {id}))
