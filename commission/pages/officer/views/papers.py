"""The papers of a case: what can be issued, what was, and the brief on one page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commission import permissions
from commission.models import Application, Paper, PaperVersion, ReportStatement
from commission.models.correspondence import Subject
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.brief import brief_data
from commission.pages.officer.edited_form import EditedForm
from commission.pages.officer.forms import PlainForm
from commission.pages.officer.reading import application, crumbs, me, whole_file
from commission.pages.refusals import shows_refusals
from commission.pages.sending import docx_response, pdf_response, stored_file
from commission.papers import brief as brief_paper
from commission.services.case_papers import (
    Possible,
    issue_case_paper,
    newest_version,
    possible_paper,
    possible_papers,
)
from commission.services.issuing import preview as preview_of
from commission.services.issuing import working
from commission.services.paper_versions import bring_back as bring_back_file
from commission.services.paper_versions import editable_file
from registry.models import User


@require_safe
def papers(request: HttpRequest, reference: str) -> HttpResponse:
    """Papers that the case can give, and those issued, the newest first."""
    found, user = application(request, reference), me(request)
    issued = [paper for paper in _issued(found) if _reads(paper.kind, found, user)]
    latest: dict[tuple[str, int], Paper] = {}
    for paper in issued:
        latest.setdefault((paper.kind, paper.about_id), paper)
    rows = [
        {
            "paper": paper,
            "issued": latest.get((paper.kind, paper.about_id)),
            "url": reverse("officer:paper", args=[reference, paper.kind, paper.about_id]),
        }
        for paper in possible_papers(found)
        if _reads(paper.kind, found, user)
    ]
    context = {
        "application": found,
        "rows": rows,
        "issued": issued,
        "breadcrumbs": crumbs(user, found, _("Papers")),
    }
    return render(request, "officer/papers.html", context)


def _issued(found: Application) -> list[Paper]:
    return list(Paper.objects.filter(application=found).select_related("letter", "issued_by"))


def _reads(kind: str, found: Application, user: User) -> bool:
    return kind != Subject.EXTRACT or permissions.reads_votes(found, user)


def _possible(request: HttpRequest, found: Application, kind: str, about_id: int) -> Possible:
    paper = possible_paper(found, kind, about_id)
    if paper is None or not _reads(kind, found, me(request)):
        raise Http404
    return paper


@shows_refusals
def paper(request: HttpRequest, reference: str, kind: str, about_id: int) -> HttpResponse:
    """One paper: read it as it would be issued, and issue it."""
    found, user = application(request, reference), me(request)
    possible = _possible(request, found, kind, about_id)
    act = Act(
        title=possible.title, label=_("Issue the paper"), done=_("The paper is issued with its number.")
    )
    return answer(
        request,
        found,
        act,
        PlainForm(sent(request)),
        lambda: issue_case_paper(application_id=found.pk, kind=kind, about_id=about_id, by=user),
        template="officer/paper.html",
        to=request.path,
        **_shown(found, possible, user),
    )


def _shown(found: Application, possible: Possible, user: User) -> dict[str, Any]:
    address = [found.reference, possible.kind, possible.about_id]
    issued = [p for p in _issued(found) if (p.kind, p.about_id) == (possible.kind, possible.about_id)]
    return {
        "paper": possible,
        "issued": issued,
        "versions": _versions(possible.kind, possible.about_id),
        "preview_url": reverse("officer:paper_preview", args=address),
        "docx_url": reverse("officer:paper_docx", args=address) if possible.fields else "",
        "back_url": reverse("officer:bring_back", args=address)
        if possible.fields and permissions.may_issue_paper(found, user)
        else "",
        "may_issue": permissions.may_issue_paper(found, user) and not possible.waits_for,
        "cancel_url": reverse("officer:papers", args=[found.reference]),
    }


@require_safe
def preview(request: HttpRequest, reference: str, kind: str, about_id: int) -> HttpResponse:
    """The paper as it stands, without a number and marked as a draft."""
    found = application(request, reference)
    possible = _possible(request, found, kind, about_id)
    return pdf_response(
        preview_of(possible.made(newest_version(possible))), f"{reference}-{kind}-{about_id}.pdf"
    )


def _versions(kind: str, about_id: int) -> list[PaperVersion]:
    return list(PaperVersion.objects.filter(kind=kind, about_id=about_id).select_related("uploaded_by"))


@require_safe
def word(request: HttpRequest, reference: str, kind: str, about_id: int) -> HttpResponse:
    """The paper as a DOCX for editing."""
    found = application(request, reference)
    possible = _possible(request, found, kind, about_id)
    if not possible.fields:
        raise Http404
    return docx_response(editable_file(possible), f"{reference}-{kind}-{about_id}.docx")


@shows_refusals
def bring_back(request: HttpRequest, reference: str, kind: str, about_id: int) -> HttpResponse:
    """The edited DOCX comes back as the version to issue."""
    found, user = application(request, reference), me(request)
    possible = _possible(request, found, kind, about_id)
    form = EditedForm(sent(request), request.FILES or None)
    act = Act(
        title=_("Bring back the edited file"),
        label=_("Keep as the version to issue"),
        done=_("The version is kept. Read it as it stands before you issue it."),
        text=possible.title,
        points=(
            _(
                "The text between the marks is taken over; everything else on the paper is made from the record."
            ),
            _("The Kazakh and Russian texts must have the same numbers and dates."),
            _("The file is kept with its hash."),
        ),
    )
    own = reverse("officer:paper", args=[reference, kind, about_id])
    back = reverse("officer:papers", args=[reference]) if possible.written else own

    def do() -> None:
        kept = bring_back_file(
            application_id=found.pk,
            kind=kind,
            about_id=about_id,
            by=user,
            received=form.received,
        )
        if kind == Subject.REPORT:
            _tell_uncited(request, found, kept.about_id)

    return answer(request, found, act, form, do, to=back, cancel_url=own)


def _tell_uncited(request: HttpRequest, found: Application, report_id: int) -> None:
    """Statements whose words changed cite nothing any more: they are listed on the report's page."""
    uncited = ReportStatement.objects.filter(report_id=report_id, cites="").count()
    if uncited:
        said = ngettext(
            "%(count)d statement cites nothing now.", "%(count)d statements cite nothing now.", uncited
        ) % {"count": uncited}
        address = reverse("officer:report", args=[found.reference, report_id])
        link = format_html('<a class="govuk-link" href="{}#uncited">{}</a>', address, _("Read the report"))
        messages.warning(request, format_html("{} {}", said, link))


@require_safe
def version(request: HttpRequest, reference: str, version_id: int) -> HttpResponseBase:
    """An edited file as it was brought back."""
    found = application(request, reference)
    kept = PaperVersion.objects.filter(application=found, pk=version_id).first()
    if kept is None or not _reads(kept.kind, found, me(request)):
        raise Http404
    return stored_file(request, kept)


@require_safe
def issued(request: HttpRequest, reference: str, paper_id: int) -> HttpResponseBase:
    """A paper as it was issued."""
    found = application(request, reference)
    paper = next((one for one in _issued(found) if one.pk == paper_id), None)
    if paper is None or not _reads(paper.kind, found, me(request)):
        raise Http404
    return stored_file(request, paper)


@require_safe
def brief(request: HttpRequest, reference: str) -> HttpResponse:
    """The brief of the case in the reader's language."""
    file = whole_file(request, reference)
    data = brief_data(file, me(request))
    return pdf_response(working(brief_paper.sheet(data)), f"{reference}-brief.pdf")
