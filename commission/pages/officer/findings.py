"""The findings of a case in the order in which they are read: violations first, what is in order last."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy

from commission import findings_text
from commission.law.check import CHECKS
from commission.models import Application, Assessment, Finding, Job
from commission.models.job import JobState
from commission.pages.officer.contests import Contested, contests_by_check
from commission.states import Outcome

ORDER = (
    Outcome.VIOLATION,
    Outcome.ATTENTION,
    Outcome.UNDETERMINED,
    Outcome.CLEAR,
    Outcome.NOT_APPLICABLE,
)
_PLACES = {check_id: place for place, check_id in enumerate(CHECKS)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as partials/finding_body.html draws it, with what the officer may add."""

    id: str
    check_id: str
    title: str
    outcome: Outcome
    by_program: Outcome
    effect: str
    sentence: str
    bars: Sequence[Any]
    chains: Sequence[Any]
    chains_before: Sequence[Any]
    notes: Sequence[str]
    unknowns: Sequence[str]
    basis: str
    version: str
    checked_at: Any
    assessment: Assessment | None
    is_open: bool
    """The program left it undetermined: an officer may record an outcome."""
    # What the partial also knows and a case page has none of: an attribute that is missing costs a template dear.
    facts: Sequence[Any] = ()
    stale: str = ""
    contests: Sequence[Contested] = ()
    chains_more: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A check that has not reported: still waiting, or given up after its last attempt."""

    job_id: int
    title: str
    is_dead: bool
    attempts: int


@dataclass(frozen=True, slots=True)
class Findings:
    """All checks and human findings of a revision, arranged for reading."""

    cards: list[Shown]
    folded: list[Shown]
    unfinished: list[Unfinished]
    stuck: list[Unfinished]
    """Other work that was given up: letters, notices, inspections."""
    counts: list[tuple[Outcome, int]]

    @property
    def open_work(self) -> list[Unfinished]:
        return [*self.unfinished, *self.stuck]

    @property
    def total(self) -> int:
        return len(self.cards) + len(self.folded) + len(self.unfinished)

    @property
    def reported(self) -> int:
        return self.total - len(self.unfinished)

    @property
    def running(self) -> int:
        return sum(not job.is_dead for job in self.unfinished)

    @property
    def dead(self) -> int:
        return len(self.unfinished) - self.running

    @property
    def violations(self) -> int:
        return dict(self.counts).get(Outcome.VIOLATION, 0)


def show(finding: Finding) -> Shown:
    """One finding with its words in the reader's language."""
    outcome = finding.standing_outcome
    is_open = finding.outcome == Outcome.UNDETERMINED
    return Shown(
        id=f"finding-{finding.check_id}",
        check_id=finding.check_id,
        title=findings_text.title(finding.check_id),
        outcome=outcome,
        by_program=Outcome(finding.outcome),
        effect=finding.effect,
        sentence=findings_text.sentence(finding),
        bars=drawn_bars(finding),
        chains=findings_text.chains(finding),
        chains_before=findings_text.chains(finding, "before") if _has_after(finding) else (),
        notes=findings_text.notes(finding),
        unknowns=findings_text.unknowns(finding),
        basis=findings_text.basis(finding.check_id),
        version=finding.law_version,
        checked_at=finding.at,
        assessment=finding.assessment,
        is_open=is_open,
    )


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """One bar of partials/limit_bar.html; shares of one. What it was before is marked where the deal changes it."""

    label: str
    minimum: Fraction
    maximum: Fraction
    limit: Fraction
    before_minimum: Fraction | None = None
    before_maximum: Fraction | None = None


def drawn_bars(finding: findings_text.HasFinding) -> tuple[DrawnBar, ...]:
    """The finding's shares against their limits."""
    return tuple(_drawn(bar) for bar in findings_text.bars(finding))


def _drawn(bar: findings_text.Bar) -> DrawnBar:
    before = bar.before_minimum, bar.before_maximum
    moved = before != (bar.minimum, bar.maximum)
    return DrawnBar(bar.label, bar.minimum, bar.maximum, bar.limit, *(before if moved else (None, None)))


def _has_after(finding: Finding) -> bool:
    return any(chain.get("side") == "after" for chain in finding.chains)


_OTHER_WORK = {
    "letter": gettext_lazy("Letter by e-mail"),
    "notice": gettext_lazy("Notice of the decision"),
    "inspection": gettext_lazy("Inspection of a document"),
    "lapse": gettext_lazy("Lapse of the permission"),
}


def _is_stuck(job: Job) -> bool:
    return job.kind in _OTHER_WORK and job.state == JobState.DEAD


def arrange(application: Application) -> Findings:
    """The findings of the current revision. `application` comes with its check jobs."""
    jobs = sorted(application.finding_jobs(), key=lambda job: _PLACES.get(job.subject, len(_PLACES)))
    contests = contests_by_check(
        (job.finding for job in application.jobs.all() if hasattr(job, "finding")), application
    )
    shown = [
        replace(show(job.finding), contests=contests.get(job.subject, ()))
        for job in jobs
        if hasattr(job, "finding")
    ]
    shown.sort(key=lambda one: ORDER.index(one.outcome))
    counted = Counter(one.outcome for one in shown)
    return Findings(
        cards=[one for one in shown if ORDER.index(one.outcome) < 3],
        folded=[one for one in shown if ORDER.index(one.outcome) >= 3],
        unfinished=[_unfinished(job) for job in jobs if not hasattr(job, "finding")],
        stuck=[
            _unfinished(job)
            for job in application.jobs.all()
            if job.kind in _OTHER_WORK and job.state == JobState.DEAD
        ],
        counts=[(outcome, counted[outcome]) for outcome in ORDER if counted[outcome]],
    )


def _unfinished(job: Job) -> Unfinished:
    title = str(_OTHER_WORK[job.kind]) if job.kind in _OTHER_WORK else findings_text.title(job.subject)
    return Unfinished(job.pk, title, job.state == JobState.DEAD, job.attempt)
