"""Contesting a finding: raised at the desk, decided by another person, withdrawn."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commission import findings_text, permissions
from commission.models import Application, Contest, Document, Finding
from commission.models.package import Inspection
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.contests import Contested, contests_by_check, lines, show_contest
from commission.pages.officer.findings import show
from commission.pages.officer.forms import ContestDecisionForm, ContestForm, WithdrawalForm
from commission.pages.officer.reading import application, case_url, me
from commission.pages.refusals import shows_refusals
from commission.queries import contests_behind
from commission.services.checks import ASSESSABLE
from commission.services.contests import (
    countersign_contest,
    propose_contest,
    refuse_contest,
    withdraw_contest,
)
from commission.services.desk import allow
from commission.states import Ground, Outcome, Standing
from registry.models import User


@shows_refusals
def contest(request: HttpRequest, reference: str, check_id: str) -> HttpResponse:
    """The finding, what is held against it already, and the form for another ground."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_contest(found, user))
    findings = list(
        Finding.objects.filter(application=found, check_id=check_id)
        .select_related("assessment__by", "assessment__document")
        .prefetch_related(*contests_behind())
    )
    finding = next((one for one in findings if one.revision == found.revision), None)
    if finding is None or (finding.outcome == Outcome.UNDETERMINED and finding.assessment is None):
        raise Http404
    documents = (
        Document.objects.casefile().filter(application=found, inspection=Inspection.ACCEPTED).order_by("pk")
    )
    form = ContestForm(sent(request), documents=documents)
    shown = show(finding)
    held = contests_by_check(findings, found).get(check_id, [])
    act = Act(
        title=_("Contest the finding: %(title)s") % {"title": shown.title},
        label=_("Contest the finding"),
        done=_(
            "The contest is recorded. Another person must countersign it before anything follows from it."
        ),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: propose_contest(
            application_id=found.pk,
            check_id=check_id,
            by=user,
            ground=Ground(form.cleaned_data["ground"]),
            reason=form.cleaned_data["reason"],
            evidence=form.evidence(),
            key=form.cleaned_data["key"],
        ),
        template="officer/contest.html",
        to=f"{case_url(found)}#{shown.id}",
        finding=shown,
        contests=[_offered(one, findings, found, user) for one in held],
        is_open=found.state in ASSESSABLE,
    )


def _offered(shown: Contested, findings: list[Finding], found: Application, user: User) -> dict[str, object]:
    """A contest with what this person may do about it now."""
    contest = next(one for finding in findings for one in finding.contests.all() if one.pk == shown.id)
    open_ = found.state in ASSESSABLE
    proposed = shown.standing == Standing.PROPOSED
    return {
        "shown": shown,
        "may_decide": open_
        and proposed
        and not shown.is_stale
        and permissions.may_countersign_contest(contest, user),
        "may_withdraw": open_
        and (proposed or shown.standing == Standing.COUNTERSIGNED)
        and permissions.may_contest(found, user),
    }


def _contest(found: Application, contest_id: int) -> Contest:
    contest = (
        Contest.objects.filter(finding__application=found, pk=contest_id)
        .select_related("finding", "by", "document")
        .prefetch_related("steps__by")
        .first()
    )
    if contest is None:
        raise Http404
    contest.finding.application = found
    return contest


def _about(contest: Contest) -> tuple[str, ...]:
    """What the page of a decision says of the contest: the finding's sentence, the contest, what follows."""
    return (findings_text.sentence(contest.finding), *lines([show_contest(contest)]))


@shows_refusals
def decide(request: HttpRequest, reference: str, contest_id: int) -> HttpResponse:
    """Another person countersigns, or refuses and says why."""
    found, user = application(request, reference), me(request)
    contest = _contest(found, contest_id)
    allow(permissions.may_countersign_contest(contest, user))
    form = ContestDecisionForm(sent(request))
    act = Act(
        title=_("Decide on the contest: %(title)s")
        % {"title": findings_text.title(contest.finding.check_id)},
        label=_("Record the decision"),
        done=_("The decision on the contest is recorded."),
        text=_(
            "With a countersign every motion may be put to the vote although the finding stands, and a report written "
            "before is void. A contest without it changes nothing."
        )
        if contest.finding.is_prohibition
        else _("The finding stands as it is. With a countersign a report written before is void."),
        points=_about(contest),
    )

    def do() -> object:
        if form.cleaned_data["decision"] == Standing.COUNTERSIGNED:
            return countersign_contest(contest_id=contest.pk, by=user)
        return refuse_contest(contest_id=contest.pk, by=user, reason=form.cleaned_data["reason"])

    to = f"{case_url(found)}#finding-{contest.finding.check_id}"
    return answer(request, found, act, form, do, to=to)


@shows_refusals
def withdraw(request: HttpRequest, reference: str, contest_id: int) -> HttpResponse:
    """The desk no longer holds the contest; it stays readable."""
    found, user = application(request, reference), me(request)
    contest = _contest(found, contest_id)
    allow(permissions.may_contest(found, user))
    form = WithdrawalForm(sent(request))
    act = Act(
        title=_("Withdraw the contest: %(title)s") % {"title": findings_text.title(contest.finding.check_id)},
        label=_("Withdraw the contest"),
        done=_("The contest is withdrawn. It stays readable."),
        text=_("If it was countersigned, a report that rested on it is void."),
        points=_about(contest),
        tone="warning",
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: withdraw_contest(contest_id=contest.pk, by=user, reason=form.cleaned_data["reason"]),
        to=f"{case_url(found)}#finding-{contest.finding.check_id}",
    )
