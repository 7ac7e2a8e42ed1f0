"""Questionnaires of a case as the desk handles them: all bodies at once, a body's answers, silence after its term."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions
from commission.models import Application
from commission.models.package import Inspection
from commission.pages.attempts import attempt
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.forms import PlainForm
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.questions import BodySheets, QuestionsForm, by_body
from commission.pages.refusals import shows_refusals
from commission.queries_questionnaires import questionnaires_of
from commission.services.desk import allow
from commission.services.questionnaires import answer_questions, confirm_questions, deem_unanswered


@require_safe
def questionnaires(request: HttpRequest, reference: str) -> HttpResponse:
    """Every list of every body: what is open, and what was answered other than “no effect”."""
    found, user = application(request, reference), me(request)
    bodies = by_body(found, questionnaires_of(found), user)
    context = {
        "application": found,
        "bodies": bodies,
        "lists": sum(len(one.sheets) for one in bodies),
        "closed": sum(sheet.questionnaire.is_closed for one in bodies for sheet in one.sheets),
        "may_process": permissions.may_process(found, user),
        "breadcrumbs": crumbs(user, found, _("Questionnaires")),
    }
    return render(request, "officer/questionnaires.html", context)


def _of_body(request: HttpRequest, reference: str, body_code: str) -> tuple[Application, BodySheets]:
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    sheets = next(
        (one for one in by_body(found, questionnaires_of(found), user) if one.body.code == body_code), None
    )
    if sheets is None:
        raise Http404
    return found, sheets


def _list_url(found: Application) -> str:
    return reverse("officer:questionnaires", args=[found.reference])


@shows_refusals
def questions(request: HttpRequest, reference: str, body_code: str) -> HttpResponse:
    """Answer for the working body, or for a body whose letter has come."""
    found, sheets = _of_body(request, reference, body_code)
    accepted = found.documents.casefile().filter(inspection=Inspection.ACCEPTED)
    form = QuestionsForm(
        sent(request),
        of=sheets,
        documents=accepted,
        letter=sheets.needs_letter,
        initial={"letter_number": sheets.first.letter_number, "letter_date": sheets.first.letter_date},
    )
    tried = attempt(
        request,
        form,
        lambda: answer_questions(
            application_id=found.pk,
            body_id=sheets.body.pk,
            by=me(request),
            lines=form.lines(),
            letter=form.letter(),
        ),
    )
    if tried.done:
        messages.success(request, _("The answers are saved. A second person has to confirm them."))
        return redirect("officer:questions", reference, body_code)
    context = {
        "application": found,
        "of": sheets,
        "form": form if sheets.may_answer or form.errors else None,
        "confirm_url": (
            reverse("officer:confirm_questions", args=[reference, body_code]) if sheets.may_confirm else ""
        ),
        "back_url": _list_url(found),
        "breadcrumbs": [
            *crumbs(me(request), found, "")[:2],
            {"label": _("Questionnaires"), "url": _list_url(found)},
            {"label": sheets.body.name, "url": ""},
        ],
    }
    return render(request, "questions/answer.html", context, status=tried.status)


@require_POST
@shows_refusals
def confirm(request: HttpRequest, reference: str, body_code: str) -> HttpResponse:
    """Another person of the desk confirms what the desk answered."""
    found, sheets = _of_body(request, reference, body_code)
    confirm_questions(application_id=found.pk, body_id=sheets.body.pk, by=me(request))
    messages.success(request, _("The answers are confirmed."))
    return redirect(_list_url(found))


@shows_refusals
def deem(request: HttpRequest, reference: str, body_code: str) -> HttpResponse:
    """The head closes what a body left open after its term."""
    found, sheets = _of_body(request, reference, body_code)
    allow(permissions.is_head(found, me(request)))
    form = PlainForm(sent(request))
    page = Act(
        title=_("Close the open questions as “unknown”"),
        text=sheets.body.name,
        points=(
            _("The body's term is over (policy). What it has not answered counts as “unknown”."),
            _("The silence of a national security body is never an answer."),
        ),
        label=_("Close the questions"),
        done=_("The open questions are closed as “unknown”."),
    )
    return answer(
        request,
        found,
        page,
        form,
        lambda: deem_unanswered(application_id=found.pk, body_id=sheets.body.pk, by=me(request)),
        to=_list_url(found),
    )
