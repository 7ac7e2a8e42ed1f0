"""Contests of findings in the reader's words: on what ground, on what evidence, what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission import findings_text, permissions
from commission.models import Application, Contest, Document, Finding, Report
from commission.pages.officer.deadlines import day
from commission.states import Standing
from commission.wording import GROUND_NAMES, STANDING_NAMES
from registry.models import User


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did about a contest."""

    name: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Contested:
    """One contest as partials/contests.html draws it. `lifts`: because of it a prohibition limits no motion."""

    id: int
    ground: str
    standing: Standing
    reason: str
    act: str
    document: Document | None
    by: str
    at: datetime
    steps: tuple[Step, ...]
    lifts: bool
    is_stale: bool

    @property
    def standing_name(self) -> str:
        return capfirst(str(STANDING_NAMES[self.standing]))

    @property
    def is_over(self) -> bool:
        """Refused, withdrawn or out of date: it is read, and nothing follows from it."""
        return self.is_stale or self.standing in (Standing.REFUSED, Standing.WITHDRAWN)


def contests_by_check(findings: Iterable[Finding], application: Application) -> dict[str, list[Contested]]:
    """By check, the oldest first, those of earlier revisions too: they are out of date, and stay readable.

    The findings come with their contests (`queries.contests_behind`).
    """
    found: dict[str, list[Contested]] = {}
    for finding in sorted(findings, key=lambda finding: finding.pk):
        finding.application = application
        for contest in _sorted(finding):
            found.setdefault(finding.check_id, []).append(show_contest(contest))
    return found


def _sorted(finding: Finding) -> list[Contest]:
    contests = sorted(finding.contests.all(), key=lambda contest: contest.pk)
    for contest in contests:
        contest.finding = finding
    return contests


def show_contest(contest: Contest) -> Contested:
    """One contest; its finding comes with its application."""
    return Contested(
        id=contest.pk,
        ground=str(GROUND_NAMES[contest.ground]),  # type: ignore[index]
        standing=contest.standing(),
        reason=contest.reason,
        act=act_words(contest),
        document=contest.document,
        by=contest.by.full_name,
        at=contest.at,
        steps=tuple(
            Step(
                name=capfirst(str(STANDING_NAMES[step.standing])),
                by=step.by.full_name,
                at=step.at,
                reason=step.reason,
            )
            for step in contest.steps_taken()
        ),
        lifts=contest.is_upheld and contest.finding.is_prohibition,
        is_stale=contest.is_stale,
    )


def act_words(contest: Contest) -> str:
    """The act it cites, empty where it cites none."""
    if not contest.act_name:
        return ""
    return _("%(act)s No. %(number)s of %(day)s") % {
        "act": contest.act_name,
        "number": contest.act_number,
        "day": day(contest.act_date),
    }


def lines(contests: Iterable[Contested]) -> list[str]:
    """Contests as sentences of a report."""
    return [_line(contest) for contest in contests]


def _line(contest: Contested) -> str:
    evidence = [contest.act] if contest.act else []
    if contest.document is not None:
        evidence.append(f"{contest.document.code} {contest.document.title}")
    said = _("Contested on %(day)s by %(name)s: %(ground)s. %(reason)s Evidence: %(evidence)s.") % {
        "day": day(timezone.localdate(contest.at)),
        "name": contest.by,
        "ground": contest.ground,
        "reason": contest.reason,
        "evidence": "; ".join(evidence),
    }
    done = [
        f"{step.name}: {step.by}, {day(timezone.localdate(step.at))}. {step.reason}".rstrip()
        for step in contest.steps
    ] or [f"{contest.standing_name}."]
    if contest.is_stale:
        done.append(_("Out of date: the outcome it was raised against stands no longer."))
    if contest.lifts:
        done.append(_("The finding stands as it is; it no longer limits what can be put to the vote."))
    return " ".join([said, *done])


def to_decide(application: Application, user: User) -> list[Contest]:
    """Contests that wait for this person's countersign."""
    return [
        contest
        for finding in application.current_findings()
        for contest in _sorted(finding)
        if contest.is_live
        and contest.standing() == Standing.PROPOSED
        and permissions.may_countersign_contest(contest, user)
    ]


def ground_of(report: Report) -> list[dict[str, Any]]:
    """Violations of a prohibition that were contested with a countersign when the report was written: its motion was
    open because of them. Each with its title and the contests.
    """
    findings = report.application.findings.filter(revision=report.revision).select_related("assessment")
    found = []
    for finding in findings.prefetch_related("contests__steps__by", "contests__by", "contests__document"):
        finding.application = report.application
        upheld = [
            show_contest(contest)
            for contest in _sorted(finding)
            if contest.standing(report.drafted_at) == Standing.COUNTERSIGNED
        ]
        if upheld and finding.is_prohibition:
            found.append({"title": findings_text.title(finding.check_id), "contests": upheld})
    return found
