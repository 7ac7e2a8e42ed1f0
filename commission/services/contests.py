"""Contesting a finding: proposed by the desk, countersigned or refused by another person, withdrawn by a further row.

The finding itself stays as it is. A report rests on the countersigned contests too: one more or one less voids it.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Contest, ContestStep, Document, Finding
from commission.models.package import Inspection
from commission.services.checks import ASSESSABLE, void_reports
from commission.services.desk import allow, lock, require
from commission.states import Ground, Outcome, Standing
from registry.journal.writing import act
from registry.models import User


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a contest rests on: an accepted document of the case, an act cited by name, number and date, or both."""

    document_id: int | None = None
    act_name: str = ""
    act_number: str = ""
    act_date: date | None = None

    @property
    def cites_an_act(self) -> bool:
        return bool(self.act_name and self.act_number and self.act_date)

    @property
    def cites_half_an_act(self) -> bool:
        return bool(self.act_name or self.act_number or self.act_date) and not self.cites_an_act


def propose_contest(
    *,
    application_id: int,
    check_id: str,
    by: User,
    ground: Ground,
    reason: str,
    evidence: Evidence,
    key: str = "",
) -> Contest:
    """Contest the finding of this revision; nothing follows from it until another person countersigns."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_contest(application, by))
        finding = (
            Finding.objects.select_for_update(no_key=True, of=("self",))
            .filter(application=application, revision=application.revision, check_id=check_id)
            .order_by("-pk")
            .first()
        )
        require(finding is not None, _("The check has not reported yet."))
        assert finding is not None
        repeated = Contest.objects.filter(finding=finding, key=key, by=by).first() if key else None
        if repeated is not None:
            return repeated
        _require_under_review(application)
        require(
            finding.outcome != Outcome.UNDETERMINED or finding.assessment_id is not None,
            _("The program left this check open: record the outcome instead of contesting it."),
        )
        require(bool(reason.strip()), _("Give the reason."))
        _require_evidence(application, ground, evidence)
        finding.application = application
        require(
            not any(contest.ground == ground and contest.is_live for contest in _contests_of(finding)),
            _("The finding is already contested on this ground."),
        )
        contest = Contest.objects.create(
            finding=finding,
            assessment=finding.assessment,
            ground=ground,
            reason=reason.strip(),
            document_id=evidence.document_id,
            act_name=evidence.act_name,
            act_number=evidence.act_number,
            act_date=evidence.act_date,
            by=by,
            key=key,
        )
        acting.record(
            "contest.propose",
            application.reference,
            contest=contest.pk,
            finding=finding.pk,
            check=check_id,
            ground=str(ground),
        )
        return contest


def countersign_contest(*, contest_id: int, by: User) -> Contest:
    """Another person takes the contest over: the restriction of the motions is lifted, earlier reports are void."""
    with act(by=by):
        contest = _locked(contest_id)
        if _repeats(contest, Standing.COUNTERSIGNED, by):
            return contest
        allow(permissions.may_countersign_contest(contest, by))
        _require_proposed(contest)
        return _step(contest, Standing.COUNTERSIGNED, by)


def refuse_contest(*, contest_id: int, by: User, reason: str) -> Contest:
    """Another person does not take it over, and says why; the finding stands as it was."""
    with act(by=by):
        contest = _locked(contest_id)
        if _repeats(contest, Standing.REFUSED, by):
            return contest
        allow(permissions.may_countersign_contest(contest, by))
        require(bool(reason.strip()), _("Give the reason."))
        _require_proposed(contest)
        return _step(contest, Standing.REFUSED, by, reason)


def withdraw_contest(*, contest_id: int, by: User, reason: str) -> Contest:
    """The desk no longer holds it; a countersigned one takes the reports that rested on it along."""
    with act(by=by):
        contest = _locked(contest_id)
        if _repeats(contest, Standing.WITHDRAWN, by):
            return contest
        allow(permissions.may_contest(contest.finding.application, by))
        require(bool(reason.strip()), _("Give the reason."))
        _require_open(contest, Standing.PROPOSED, Standing.COUNTERSIGNED)
        return _step(contest, Standing.WITHDRAWN, by, reason)


def _locked(contest_id: int) -> Contest:
    """The contest under its application's lock, with the fresh application behind its finding."""
    application = lock(Contest.objects.values_list("finding__application_id", flat=True).get(pk=contest_id))
    contest = Contest.objects.select_related("finding").get(pk=contest_id)
    contest.finding.application = application
    return contest


def _contests_of(finding: Finding) -> list[Contest]:
    contests = list(finding.contests.prefetch_related("steps"))
    for contest in contests:
        contest.finding = finding
    return contests


def _repeats(contest: Contest, standing: Standing, by: User) -> bool:
    """The same form sent twice by the same person is answered with what the first one did."""
    return any(step.standing == standing and step.by_id == by.pk for step in contest.steps_taken())


def _require_under_review(application: Application) -> None:
    require(
        application.state in ASSESSABLE,
        _("The review is over: findings can no longer be contested, nor contests decided."),
    )


def _require_open(contest: Contest, *standings: Standing) -> None:
    _require_under_review(contest.finding.application)
    require(contest.standing() in standings, _("This contest has been decided already."))


def _require_proposed(contest: Contest) -> None:
    _require_open(contest, Standing.PROPOSED)
    require(
        not contest.is_stale,
        _("The outcome it was raised against stands no longer: the finding has to be contested anew."),
    )


def _require_evidence(application: Application, ground: Ground, evidence: Evidence) -> None:
    require(
        evidence.document_id is None
        or Document.objects.casefile()
        .filter(
            application=application,
            pk=evidence.document_id,
            inspection=Inspection.ACCEPTED,
        )
        .exists(),
        _("Choose an accepted document of this case."),
    )
    require(not evidence.cites_half_an_act, _("Cite the act by its name, number and date."))
    require(
        evidence.cites_an_act or evidence.document_id is not None,
        _("Name the evidence: a document of the case, or an act with its number and date."),
    )
    require(
        ground != Ground.TREATY_PREVAILS or evidence.cites_an_act,
        _("Cite the treaty, with the number and date of the act that ratified it."),
    )


_VERBS = {
    Standing.COUNTERSIGNED: "countersign",
    Standing.REFUSED: "refuse",
    Standing.WITHDRAWN: "withdraw",
}


def _step(contest: Contest, standing: Standing, by: User, reason: str = "") -> Contest:
    was_upheld = contest.is_upheld
    step = ContestStep.objects.create(contest=contest, standing=standing, reason=reason.strip(), by=by)
    application = contest.finding.application
    if standing == Standing.COUNTERSIGNED or was_upheld:
        void_reports(application)
    with act(by=by) as acting:
        acting.record(
            f"contest.{_VERBS[standing]}",
            application.reference,
            contest=contest.pk,
            step=step.pk,
            finding=contest.finding_id,
            check=contest.finding.check_id,
        )
    return contest
