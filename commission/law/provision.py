"""How a provision of the law becomes a check: its conditions, its answer, the decorator that registers its rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from commission.law.conditions import ALWAYS, Condition
from commission.law.facts import Facts
from commission.law.figures import terms
from commission.states import Effect, Outcome

Note = tuple[str, Mapping[str, Any]]
"""A sentence shown beneath, and the figures that fill it."""


@dataclass(frozen=True)
class Answer:
    """What a rule says: an outcome, one of its sentences, the figures that fill it, the evidence.

    `message` names one of the check's own words ("clear") or a common sentence ("common.no_owner"). `notes` are
    sentences shown beneath, `bars` shares against limits, `unknowns` the missing facts that could change the outcome.
    """

    outcome: Outcome
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    bars: tuple[Mapping[str, Any], ...] = ()
    unknowns: tuple[Mapping[str, Any], ...] = ()
    chains: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Finding:
    """A check's result on frozen facts. `figures` and `chains` are JSON-able; sentences are named, not written."""

    check_id: str
    outcome: Outcome
    effect: Effect
    message: str
    figures: dict[str, Any]
    chains: list[Any]
    law_version: str


@dataclass(frozen=True)
class Check:
    """One provision. `words` are its sentences by short name.

    `reads` names the facts its rule looks at, beside the ownership ("object.land_lines", "table.low_tax",
    "consent.operator_10", "stated.duties"): while one that matters is unknown, the finding is never clear.
    """

    id: str
    title: str
    basis: str
    version: str
    applies: Condition
    effects: Mapping[str, Effect]
    words: Mapping[str, str]
    rule: Callable[[Facts], Answer]
    reads: tuple[str, ...] = ()
    regimes: tuple[str, ...] = ("R1", "R2")

    def effect(self, regime: str) -> Effect:
        """What a finding does in law under the regime."""
        return self.effects[regime]

    def answer(self, facts: Facts) -> Answer:
        """Ask whether the provision applies, and only then its rule. Unknown is never clear."""
        if facts.regime not in self.regimes:
            return Answer(Outcome.NOT_APPLICABLE, "common.not_in_force")
        applies = self.applies.holds(facts)
        if applies is None:
            unknown = terms(self.applies.unknown(facts))
            return Answer(Outcome.UNDETERMINED, "common.applicability_unknown", {"reasons": unknown})
        if not applies:
            denied = terms(self.applies.denied(facts))
            return Answer(Outcome.NOT_APPLICABLE, "common.not_applicable", {"reasons": denied})
        return self.rule(facts)

    def finding(self, facts: Facts, answer: Answer) -> Finding:
        """The answer with everything a stored finding needs."""
        own = answer.message in self.words
        figures = {
            "values": dict(answer.values),
            "notes": [{"id": self._full(id), "values": dict(values)} for id, values in answer.notes],
            "bars": [dict(bar) for bar in answer.bars],
            "unknowns": [dict(unknown) for unknown in answer.unknowns],
        }
        return Finding(
            check_id=self.id,
            outcome=answer.outcome,
            effect=self.effect(facts.regime),
            message=f"{self.id}.{answer.message}" if own else answer.message,
            figures=figures,
            chains=[dict(chain) for chain in answer.chains],
            law_version=f"{facts.law_version}/{self.version}",
        )

    def _full(self, message: str) -> str:
        return f"{self.id}.{message}" if message in self.words else message


def check(
    id: str,
    *,
    title: str,
    basis: str,
    effect: Effect | Mapping[str, Effect],
    words: Mapping[str, str],
    applies: Condition = ALWAYS,
    reads: tuple[str, ...] = (),
    version: str = "1",
    regimes: tuple[str, ...] = ("R1", "R2"),
) -> Callable[[Callable[[Facts], Answer]], Check]:
    """Make a check of the rule beneath. `effect` may differ by regime; `words` are marked with N_."""
    effects = effect if isinstance(effect, Mapping) else {"R1": effect, "R2": effect}

    def register(rule: Callable[[Facts], Answer]) -> Check:
        return Check(id, title, basis, version, applies, effects, words, rule, reads, regimes)

    return register


def unofficial(facts: Facts) -> tuple[Note, ...]:
    """In R1 the words of 23(6)(4), (6) and (7) rest on a translation that nobody has compared with the original."""
    return (("note.translation", {}),) if facts.regime == "R1" else ()
