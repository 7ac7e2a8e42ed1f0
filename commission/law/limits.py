"""Shares against a limit, strictly and exactly, and what each reading of "directly and/or indirectly" says.

Both M and K above: violation. One above: violation under that reading (policy). Only C above: attention. A range
that straddles the limit: undetermined, with the facts that would settle it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Any

from commission.law import figures
from commission.law.evidence import chains
from commission.law.facts import Facts
from commission.law.provision import Answer, Note
from commission.law.shares import Shares, shares
from commission.law.sides import Side, Sides, sides
from commission.law.unknowns import unknowns
from commission.states import Outcome
from registry.ownership.measures import Verdict, verdict
from registry.ownership.terms import Basis, Range

MoreNotes = Callable[[Side, "Judged"], Iterable[Note]]


class Reading(IntEnum):
    """What the three measures say together; a larger one is worse and decides among owners and bases."""

    CLEAR = 0
    ONLY_COMBINED = 1
    UNDETERMINED = 2
    ONLY_K = 3
    ONLY_M = 4
    BOTH = 5


ANSWERS: dict[Reading, tuple[Outcome, str]] = {
    Reading.CLEAR: (Outcome.CLEAR, "clear"),
    Reading.ONLY_COMBINED: (Outcome.ATTENTION, "attention_c"),
    Reading.UNDETERMINED: (Outcome.UNDETERMINED, "undetermined"),
    Reading.ONLY_K: (Outcome.VIOLATION, "violation_k"),
    Reading.ONLY_M: (Outcome.VIOLATION, "violation_m"),
    Reading.BOTH: (Outcome.VIOLATION, "violation"),
}


@dataclass(frozen=True)
class Judged:
    """Shares in one target on one basis, with what they say against the limit."""

    shares: Shares
    limit: Fraction
    reading: Reading

    @property
    def crossed(self) -> bool:
        return self.reading >= Reading.ONLY_K


def read(found: Shares, limit: Fraction) -> Reading:
    """Strictly more than the limit; exactly the limit is clear."""
    m, k, c = (verdict(part, limit) for part in (found.m, found.k, found.c))
    if Verdict.VIOLATION in (m, k):
        if m is k:
            return Reading.BOTH
        return Reading.ONLY_M if m is Verdict.VIOLATION else Reading.ONLY_K
    if Verdict.UNDETERMINED in (m, k, c) and c is not Verdict.VIOLATION:
        return Reading.UNDETERMINED
    if Verdict.UNDETERMINED in (m, k):
        return Reading.UNDETERMINED
    return Reading.ONLY_COMBINED if c is Verdict.VIOLATION else Reading.CLEAR


def judge(side: Side, limit: Fraction, bases: Iterable[Basis]) -> tuple[Judged, ...]:
    """Every target on every basis, the worst first (among equals: votes first, then the order of owners)."""
    found = [Judged(one, limit, read(one, limit)) for basis in bases for one in shares(side, basis)]
    return tuple(sorted(found, key=lambda judged: -judged.reading))


def limit(
    facts: Facts,
    *,
    more_than: Fraction,
    bases: tuple[Basis, ...] = (Basis.VOTES,),
    notes: MoreNotes | None = None,
) -> Answer:
    """Foreigners as one bloc against the limit, after the deal; before it is reported beside.

    `notes` adds sentences about the decisive share after the deal. RefusedData is left to `check.run`.
    """
    both = sides(facts)
    if not both.before.targets or (both.after is not None and not both.after.targets):
        return Answer(Outcome.UNDETERMINED, "common.no_owner")
    before = judge(both.before, more_than, bases)
    if both.after is None:
        return _blocked(facts, both, before)
    after = judge(both.after, more_than, bases)
    decisive = after[0]
    outcome, message = ANSWERS[decisive.reading]
    more = tuple(notes(both.after, decisive)) if notes else ()
    return Answer(
        outcome,
        message,
        values={"limit": figures.share(more_than), "company": figures.party(facts, decisive.shares.target)}
        | _values(decisive.shares, "")
        | _values(before[0].shares, "_before"),
        notes=(
            *_change(facts, before[0], decisive),
            *_policy(decisive),
            *more,
            *_bases(after, bases),
            *_enforced(facts, both, bases[0]),
        ),
        bars=_bars(facts, before, after),
        unknowns=unknowns(facts, both.after, decisive.shares)
        if decisive.reading is Reading.UNDETERMINED
        else (),
        chains=chains(facts, both, decisive.shares),
    )


def _blocked(facts: Facts, both: Sides, before: tuple[Judged, ...]) -> Answer:
    assert both.obstacle is not None
    first = before[0]
    crossed: tuple[Note, ...] = (("note.already_before", {}),) if first.crossed else ()
    return Answer(
        Outcome.UNDETERMINED,
        both.obstacle.message,
        values=both.obstacle.values,
        notes=(("note.before_only", {}), *crossed),
        bars=_bars(facts, before, ()),
        chains=chains(facts, both, first.shares),
    )


def _values(found: Shares, suffix: str) -> dict[str, Any]:
    return {f"{name}{suffix}": figures.share(getattr(found, name)) for name in "mkc"}


def _change(facts: Facts, before: Judged, after: Judged) -> Iterable[Note]:
    if facts.deal is None:
        yield "note.no_deal", {}
    elif before.crossed and after.crossed:
        yield "note.already_before", {}
    elif before.crossed:
        yield "note.cured_by_deal", {}
    elif after.crossed and before.reading is Reading.UNDETERMINED:
        yield "note.before_undetermined", {}
    elif after.crossed:
        yield "note.crossed_by_deal", {}


def _policy(after: Judged) -> Iterable[Note]:
    if after.reading in (Reading.ONLY_M, Reading.ONLY_K):
        yield "note.reading_policy", {}


def _bases(after: tuple[Judged, ...], bases: tuple[Basis, ...]) -> Iterable[Note]:
    """With two bases, the figures of each for the target that decides."""
    if len(bases) < 2:
        return
    for basis, message in ((Basis.VOTES, "note.votes"), (Basis.CAPITAL, "note.capital")):
        found = next(j.shares for j in after if j.shares.basis is basis)
        yield message, {"m": figures.share(found.m), "k": figures.share(found.k)}


def _enforced(facts: Facts, both: Sides, basis: Basis) -> Iterable[Note]:
    if both.enforced is None or facts.deal is None or facts.deal.acquirer is None:
        return
    found = max(shares(both.enforced, basis), key=lambda one: (one.m.high, one.k.high))
    yield (
        "note.if_enforced",
        {
            "acquirer": figures.party(facts, facts.deal.acquirer),
            "m": figures.share(found.m),
            "k": figures.share(found.k),
        },
    )


def _bars(
    facts: Facts, before: tuple[Judged, ...], after: tuple[Judged, ...]
) -> tuple[Mapping[str, Any], ...]:
    """One bar per measure, basis and target: the share against its limit, with what it was before."""
    earlier = {(j.shares.target, j.shares.basis): j.shares for j in before}
    found = []
    for judged in after or before:
        past = earlier.get((judged.shares.target, judged.shares.basis)) if after else None
        for name in "mkc":
            value: Range = getattr(judged.shares, name)
            found.append(
                {
                    "label": f"bar.{name}",
                    "basis": str(judged.shares.basis),
                    "company": figures.party(facts, judged.shares.target),
                    **figures.share(value),
                    "before": figures.share(getattr(past, name))["share"] if past else None,
                    "limit": figures.share(judged.limit)["share"][0],
                    "crossed": str(verdict(value, judged.limit)),
                }
            )
    return tuple(found)
