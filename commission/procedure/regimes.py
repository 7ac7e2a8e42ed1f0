"""Legal regimes as dated data: everything in which they differ, beside the checks' own effects.

A case pins its regime at day zero and keeps it. Numbers here are law, each with its provision, unless a comment says
policy; a policy is a key of `policies.py`, so that the office can change it without a release.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """A term that an act sets: `number` of `unit`, with its provision. `verified` False: its start is not verified."""

    key: str
    number: int
    unit: str
    basis: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Regime:
    """What a case pins at day zero."""

    code: str
    # In mode `by_date`: day zero in [valid_from, valid_until).
    valid_from: date | None
    valid_until: date | None
    law_version: str
    # Who receives the application: one body for all, or (empty) the ministry of the object's sector.
    receiver: str
    # Review and decision together: the statutory total.
    total: Term
    # Stage budget (policy): by this day of the total the case should be before the Government.
    government_day_policy: str
    # Who proposes the outcome, in words of `wording.REGIME_NAMES`; the steps that belong to this regime alone.
    steps: tuple[str, ...]
    # Other terms that an act sets.
    terms: tuple[Term, ...]

    @property
    def total_working_days(self) -> int:
        return self.total.number


_COMMON_TERMS = (
    Term("notice", 5, "days", "SPL 188"),
    Term("priority_decision", 30, "working_days", "SPL 191-194"),
    Term("priority_notice", 5, "working_days", "SPL 191-194"),
    Term("enforcement_notice", 5, "working_days", "SPL 192(6)"),
)
REPEALED_ON = date(2016, 1, 1)
"""NSL 13(5), the Commission itself, is repealed from this day."""

# The specification: filed with the state-planning authority, decided on the Commission's recommendation (NSL 13(5)).
R1 = Regime(
    code="R1",
    valid_from=None,
    valid_until=REPEALED_ON,
    law_version="NSL 2012-01-06",
    receiver="planning",
    total=Term("total", 60, "working_days", "SPL 188"),
    government_day_policy="r1_government_day",
    steps=("put_on_agenda", "recall", "hear", "defer", "recommend", "send_to_government"),
    terms=(*_COMMON_TERMS, Term("buy_out", 24, "months", "SPL 191-194")),
)
# From 2016: filed with the sector's ministry, decided on its opinion, agreed with the national security bodies.
R2 = Regime(
    code="R2",
    valid_from=REPEALED_ON,
    valid_until=None,
    law_version="NSL 2016-01-01",
    receiver="",
    total=Term("total", 45, "working_days", "SPL 188", verified=False),
    government_day_policy="r2_government_day",
    steps=("draft_opinion", "agree", "disagree"),
    terms=(*_COMMON_TERMS, Term("buy_out", 12, "months", "SPL 191-194")),
)
REGIMES = {regime.code: regime for regime in (R1, R2)}
MODES = ("specification", "by_date")


def regime_for(mode: str, t0: date) -> Regime:
    """The regime that a case with day zero `t0` pins: `specification` always means R1. ValueError for another mode."""
    if mode == "specification":
        return R1
    if mode == "by_date":
        return next(regime for regime in REGIMES.values() if _holds(regime, t0))
    raise ValueError(f"no regime mode {mode!r}")


def _holds(regime: Regime, day: date) -> bool:
    begun = regime.valid_from is None or regime.valid_from <= day
    return begun and (regime.valid_until is None or day < regime.valid_until)


def foreign_steps(code: str) -> frozenset[str]:
    """Steps of the other regimes: never possible in this one. KeyError for a regime that does not exist."""
    own = REGIMES[code].steps
    return frozenset(step for regime in REGIMES.values() for step in regime.steps if step not in own)
