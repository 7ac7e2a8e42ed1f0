"""Why a case's foreign shares are what they are, as lines an officer can read."""

from collections.abc import Iterator
from datetime import date

from registry.ownership.cases import Case
from registry.ownership.chains import UNDECLARED, Chain, Explanation, Reading
from registry.ownership.control import Joined
from registry.ownership.measures import Verdict
from registry.ownership.screening import Answer, Change, Screening, foreigners_within, screen
from registry.ownership.terms import RefusedData
from registry.ownership.unknowns import Missing, Unknown, unknowns
from registry.ownership.words import percent

SHOWN = 12
"""Chains, arcs and missing facts told of each."""


def reasons(case: Case) -> list[str]:
    """Chains, rounds of control, what the transaction changes, the missing facts that matter; nothing if refused."""
    try:
        return [line for day in case.ask.dates or (case.as_of,) for line in _on(case, day)]
    except RefusedData:
        return []


def _on(case: Case, day: date | None) -> Iterator[str]:
    limits = () if case.ask.threshold is None else (case.ask.threshold,)
    seen = screen(
        case.network(),
        case.target,
        [foreigners_within(*limits)],
        operations=case.transaction or (),
        as_of=day,
        basis=case.basis,
        most=SHOWN,
    )
    answer = seen.after.answers["foreigners"]
    yield f"Why{f' on {day}' if day else ''}{', after the transaction' if seen.changes else ''}:"
    yield from ("  " + line for line in _why(answer))
    for change in seen.changes.values():
        yield "What the transaction changes:"
        yield from ("  " + line for line in _change(change))
    yield from _missing(seen, answer)


def _why(answer: Answer) -> Iterator[str]:
    why: Explanation = answer.why
    if answer.reading is Reading.GREATEST:
        yield "nothing is certain; what cannot be excluded:"
    if not why.chains and not why.rounds:
        yield "no foreigner is met"
    for chain in why.chains:
        yield f"{_path(chain)}: {percent(chain.contribution)}"
    if why.rest:
        yield f"further paths: {percent(why.rest)}"
    for loop in answer.measures.loops:
        yield f"nobody is behind these companies, which own only each other: {', '.join(loop)}"
    for joined in why.rounds:
        yield _round(joined)


def _path(chain: Chain) -> str:
    return " <- ".join("(nobody declared)" if id == UNDECLARED else id for id in chain.path)


def _round(joined: Joined) -> str:
    by = (
        f"by the link {joined.link.type}" if joined.link else f"with {percent(joined.votes.low)} of its votes"
    )
    return f"round {joined.round}: {joined.company} comes under control {by}"


def _change(change: Change) -> Iterator[str]:
    if not (change.flows or change.joined or change.left):
        yield "nothing"
    for flow in change.flows[:SHOWN]:
        yield f"{flow.owner} in {flow.company}: {percent(flow.before)} becomes {percent(flow.after)} of the target"
    for verb, companies in (("comes under", change.joined), ("leaves", change.left)):
        for company in companies:
            yield f"{company} {verb} foreign control"
    for verb, limits in (("crossed", change.crossed), ("no longer crossed", change.cured)):
        for limit in limits:
            yield f"the limit of {percent(limit)} is {verb}"


def _missing(seen: Screening, answer: Answer) -> Iterator[str]:
    for reached in answer.reached:
        if reached.decides is Verdict.UNDETERMINED and answer.question.who is not None:
            found = unknowns(seen.after.view, seen.target, answer.question.who, reached.limit)
            if found:
                yield f"Missing facts that matter for the limit of {percent(reached.limit)}:"
            yield from ("  " + _fact(each) for each in found[:SHOWN])


def _fact(unknown: Unknown) -> str:
    if unknown.missing is Missing.PERSON:
        what = f"whether {unknown.holder} is a foreigner"
    elif unknown.missing is Missing.HOLDERS:
        what = f"who holds the undeclared rest of {unknown.company}, up to {percent(unknown.range.high)}"
    else:
        low, high = map(percent, unknown.range)
        what = f"how much {unknown.holder} has in {unknown.company}, from {low} to {high}"
    return f"{what}{' (would settle it)' if unknown.settles else ''}"
