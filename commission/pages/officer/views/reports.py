"""The officer's report: written, read, countersigned by another person."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions, queries_conditions
from commission.models import Application, ProposedCondition, Report, ReportStatement
from commission.pages.library import proposing
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.citations import citations
from commission.pages.officer.contests import ground_of
from commission.pages.officer.forms import PlainForm, ReportForm
from commission.pages.officer.opinions import matrix
from commission.pages.officer.reading import application, case_url, crumbs, me, whole_file
from commission.pages.officer.report_again import again, moved_since
from commission.pages.officer.report_forms import PREFIX, UncitedForm, document_choices, rows, statements_of
from commission.pages.officer.report_text import compose
from commission.pages.questions import by_body
from commission.pages.refusals import shows_refusals
from commission.queries_questionnaires import questionnaires_of
from commission.services.calendar import calendar_to_show
from commission.services.desk import allow
from commission.services.motions import closed_motions
from commission.services.reports import WRITABLE, countersign_report, draft_report
from commission.states import Motion
from commission.wording import MOTION_NAMES


@shows_refusals
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the report: from the newest one, or (also with ?fresh=1) from the file itself.

    After a void report the form opens with what still stands, what changed marked.
    """
    file, user = whole_file(request, reference), me(request)
    found = file.application
    allow(permissions.may_process(found, user))
    calendar = calendar_to_show(timezone.localdate())
    asked = by_body(found, questionnaires_of(found), user)
    composed = compose(file, matrix(found, user, calendar), asked)
    last = Report.objects.filter(application=found, revision=found.revision).order_by("-pk").first()
    fresh = last is None or "fresh" in request.GET
    prepared = list(queries_conditions.prepared(found))
    initial: dict[str, Any] = {"conditions": [row.pk for row in prepared]}
    if last is not None and not fresh:
        initial |= {"motion": last.motion}
        if last.motion != Motion.GRANT_WITH_CONDITIONS:
            del initial["conditions"]
    statements: list[Any] = composed
    if last is not None and not fresh:
        statements = list(last.statements.all())
        if last.voided_at is not None:
            statements = again(statements, composed, moved_since(found, last.drafted_at))
    documents = document_choices(found.documents.all())
    shown = rows(request.POST if f"{PREFIX}-TOTAL_FORMS" in request.POST else None, statements, documents)
    closed = closed_motions(found)
    motions = [motion for motion in Motion if motion not in closed]
    form = ReportForm(sent(request), motions=motions, prepared=prepared, initial=initial)
    act = Act(
        title=_("Report"),
        label=_("Save the report for countersigning"),
        done=_("The report is saved. Another person must countersign it."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: draft_report(
            application_id=found.pk,
            by=user,
            motion=form.cleaned_data["motion"],
            statements=statements_of(shown) if shown.is_valid() else (),
            conditions=form.cleaned_data["conditions"],
        ),
        template="officer/report_draft.html",
        to=f"{case_url(found)}#report",
        last=last,
        fresh=fresh,
        rows=_cited(found, shown),
        counts=Counter(str(one.mark) for one in statements if getattr(one, "mark", "")),
        closed=shut(closed),
    )


def shut(closed: dict[Motion, str]) -> list[tuple[str, str]]:
    """Motions that are not open, in words: (motion, why not)."""
    return [(str(MOTION_NAMES[motion]), why) for motion, why in closed.items()]


def _cited(found: Application, rows: Any) -> Any:
    """The rows of the form, each with what it rests on in words."""
    cited = citations(found, [row["cites"].value() or "" for row in rows])
    for row in rows:
        row.cited = cited.get(row["cites"].value() or "")
    return rows


def _report(found: Application, report_id: int) -> Report:
    report = (
        Report.objects.filter(application=found, pk=report_id)
        .select_related("application", "drafted_by", "countersigned_by")
        .first()
    )
    if report is None:
        raise Http404
    return report


def _conditions(report: Report) -> Iterable[ProposedCondition]:
    return report.conditions.select_related("verified_by", "entry", "opinion__consultation__body")


def _statements(found: Application, report: Report) -> list[ReportStatement]:
    """In their order, each with what it rests on in words."""
    statements = list(report.statements.all())
    cited = citations(found, [one.cites for one in statements])
    for one in statements:
        one.cited = cited.get(one.cites)  # type: ignore[attr-defined]
    return statements


@require_safe
def read(request: HttpRequest, reference: str, report_id: int) -> HttpResponse:
    """One report in full, with the countersign where this person may give it."""
    found, user = application(request, reference), me(request)
    report = _report(found, report_id)
    statements = _statements(found, report)
    may_sign = (
        report.voided_at is None
        and not report.is_countersigned
        and found.state in WRITABLE
        and permissions.may_countersign(report, user)
    )
    context = {
        "application": found,
        "report": report,
        "conditions": [proposing.shown(row) for row in _conditions(report)],
        "contested_ground": ground_of(report),
        "sign_url": reverse("officer:countersign", args=[reference, report.pk]) if may_sign else "",
        "closed": shut(closed_motions(found, report.condition_rows)) if report.voided_at is None else [],
        "statements": statements,
        "uncited": [one for one in statements if not one.is_cited],
        "key_form": UncitedForm() if any(not one.is_cited for one in statements) else PlainForm(),
        "breadcrumbs": crumbs(user, found, _("Report")),
    }
    return render(request, "officer/report.html", context)


@require_POST
@shows_refusals
def countersign(request: HttpRequest, reference: str, report_id: int) -> HttpResponse:
    """Another person than the drafter signs."""
    found = application(request, reference)
    form = UncitedForm(request.POST)
    form.is_valid()  # without a reason that can be read the service refuses
    because = form.cleaned_data.get("uncited_because", "")
    countersign_report(report_id=_report(found, report_id).pk, by=me(request), uncited_because=because)
    messages.success(request, _("The report is countersigned."))
    return redirect(f"{case_url(found)}#report")
