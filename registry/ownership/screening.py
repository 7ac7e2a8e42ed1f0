"""A case seen whole: every measure before and after a transaction, who controls, and why.

`screen` is what the checks of the law, the pages and the benchmarks share. It is given facts, a target and
questions (a set of persons with the limits it must not pass) and writes nothing. What costs more than the
rest stands beside it: `unknowns.unknowns` names the missing facts that matter, `whatif.largest_stake` the
largest stake that still passes a limit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from registry.ownership.chains import Explanation, Reading, explain
from registry.ownership.control import Ultimate, ultimate_controllers
from registry.ownership.flows import FlowChange, changed_flows
from registry.ownership.groups import Operator, group, operators
from registry.ownership.measures import LIMITS, Measures, Verdict, measure, verdict, worse
from registry.ownership.network import Network
from registry.ownership.operations import Operation
from registry.ownership.overlay import apply
from registry.ownership.terms import Basis, Party
from registry.ownership.view import View
from registry.ownership.who import Who, foreigners, lookthrough

MOVED = 200
"""Arcs told of a change, those that moved most."""


@dataclass(frozen=True, slots=True)
class Question:
    """A set of persons and the limits it must not pass. The set is met anew on each side of the deal.

    `seed` names those whose group of persons is asked about; otherwise `who` is the set.
    """

    name: str
    who: Who | None = None
    limits: tuple[Fraction, ...] = ()
    seed: tuple[str, ...] = ()

    def on(self, view: View) -> Who:
        """The set in this view."""
        return group(view, self.seed) if self.who is None else self.who


def foreigners_within(*limits: Fraction) -> Question:
    """All foreigners as one bloc."""
    return Question("foreigners", foreigners(), limits)


def lookthrough_within(*limits: Fraction) -> Question:
    """Foreign persons and states at the ends of all chains, whatever foreign companies stand between."""
    return Question("lookthrough", lookthrough(), limits)


def group_within(seed: Sequence[str], *limits: Fraction) -> Question:
    """The group of persons of the seed, as it is on each side of the deal."""
    return Question(f"group of {', '.join(seed)}", None, limits, tuple(seed))


@dataclass(frozen=True, slots=True)
class Reached:
    """M, K and C against one limit; `decides` is the worse of M and K (arithmetic, not law)."""

    limit: Fraction
    m: Verdict
    k: Verdict
    c: Verdict

    @property
    def decides(self) -> Verdict:
        """The worse of M and K."""
        return worse((self.m, self.k))


@dataclass(frozen=True, slots=True)
class Answer:
    """One question on one side: the shares, the limits, and why.

    `why` explains what is certain; where nothing is, `reading` is GREATEST and it explains what cannot be
    excluded. `members`: the group of persons, for a question about one.
    """

    question: Question
    measures: Measures
    reached: tuple[Reached, ...]
    reading: Reading
    why: Explanation
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """Before or after: each question's answer by its name, controllers of the target and of its holders."""

    view: View
    answers: Mapping[str, Answer]
    controllers: Mapping[str, Ultimate]
    operators: tuple[Operator, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What the transaction does to one question's set.

    `flows`: arcs over which more or less of the target reaches the set, at most `MOVED`; `joined` and `left`:
    companies that come under its control or leave it, for certain; `crossed` and `cured`: limits it now
    passes, or no longer.
    """

    flows: tuple[FlowChange, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    crossed: tuple[Fraction, ...]
    cured: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """`after` is `before` itself, and `changes` empty, where no transaction was given."""

    target: str
    basis: Basis
    before: Side
    after: Side
    changes: Mapping[str, Change]


def screen(
    network: Network,
    target: str,
    questions: Iterable[Question],
    *,
    operations: Iterable[Operation] = (),
    parties: Iterable[Party] = (),
    as_of: date | None = None,
    basis: Basis = Basis.VOTES,
    most: int = 50,
) -> Screening:
    """Every question before and after the operations; `most` chains are told for each.

    `parties` are newcomers whom questions and operations name. RefusedData as in `Network.on` and `overlay.apply`.
    """
    asked, deal, newcomers = tuple(questions), tuple(operations), tuple(parties)
    if newcomers:
        known = [party for id, party in network.parties.items() if id not in {new.id for new in newcomers}]
        network = Network([*known, *newcomers], network.holdings, network.links)
    before = _side(network.on(as_of, basis), target, asked, most)
    if not deal:
        return Screening(target, basis, before, before, {})
    changed = apply(network, deal, as_of=as_of)
    after = _side(changed.on(as_of, basis), target, asked, most)
    changes = {each.name: _change(before, after, target, each) for each in asked}
    return Screening(target, basis, before, after, changes)


def _side(view: View, target: str, questions: tuple[Question, ...], most: int) -> Side:
    register = view.register(target)
    holders = [id for stake in register.stakes for id in stake.right_holders if id in view.registers]
    return Side(
        view,
        {each.name: _answer(view, target, each, most) for each in questions},
        ultimate_controllers(view, dict.fromkeys((target, *holders))),
        operators(view),
    )


def _answer(view: View, target: str, question: Question, most: int) -> Answer:
    who = question.on(view)
    found = measure(view, target, who, limits=(*LIMITS, *question.limits))
    why, reading = explain(view, target, who, most=most), Reading.LEAST
    if not why.total and found.m.high:
        reading = Reading.GREATEST
        why = explain(view, target, who, most=most, reading=reading)
    reached = tuple(_reached(found, limit) for limit in question.limits)
    return Answer(question, found, reached, reading, why, tuple(sorted(who.certain)) if question.seed else ())


def _reached(found: Measures, limit: Fraction) -> Reached:
    return Reached(limit, verdict(found.m, limit), verdict(found.k, limit), verdict(found.c, limit))


def _change(before: Side, after: Side, target: str, question: Question) -> Change:
    old, new = before.answers[question.name], after.answers[question.name]
    was, now = set(old.measures.certain), set(new.measures.certain)
    passed: Callable[[Answer], set[Fraction]] = lambda answer: {  # noqa: E731
        each.limit for each in answer.reached if each.decides is Verdict.VIOLATION
    }
    return Change(
        flows=changed_flows(
            before.view,
            after.view,
            target,
            question.on(before.view),
            who_after=question.on(after.view),
            most=MOVED,
        ),
        joined=tuple(sorted(now - was)),
        left=tuple(sorted(was - now)),
        crossed=tuple(sorted(passed(new) - passed(old))),
        cured=tuple(sorted(passed(old) - passed(new))),
    )
