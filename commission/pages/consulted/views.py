"""A consulted body's pages: its requests, one request with its draft, sending."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commission.models import Consultation, Opinion
from commission.pages.consulted.agreements import waiting
from commission.pages.consulted.conditions import proposals
from commission.pages.consulted.forms import OpinionFields
from commission.pages.consulted.questions import sheets_of
from commission.pages.consulted.requests import (
    about,
    closed_lines,
    findings_for_body,
    is_open,
    me,
    open_lines,
    request_to,
)
from commission.pages.consulted.threats import threat_names
from commission.pages.officer.acts import sent
from commission.pages.officer.deadlines import deadline
from commission.pages.refusals import shows_refusals
from commission.pages.sending import stored_file
from commission.services.calendar import calendar_to_show
from commission.services.case_papers import consultation_paper
from commission.services.consultations import draft_opinion, send_opinion
from commission.workflow import CannotProceed


def _crumbs(consultation: Consultation, *more: str) -> list[dict[str, str]]:
    own = reverse("consulted:consultation", args=[consultation.pk]) if more else ""
    return [
        {"label": _("Opinions"), "url": reverse("consulted:home")},
        {"label": consultation.application.reference, "url": own},
        *({"label": label, "url": ""} for label in more),
    ]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for an answer first, then what is over."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    closed, older = closed_lines(me(request), before)
    context = {
        "open": [] if before else open_lines(me(request)),
        "agreements": [] if before else waiting(me(request)),
        "closed": closed,
        "is_first": before is None,
        "next_url": f"?before={older}" if older else "",
    }
    return render(request, "consulted/home.html", context)


@shows_refusals
def consultation(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """What the body needs to know, and its draft; a sent opinion is only read."""
    found = request_to(me(request), consultation_id)
    form = OpinionFields(sent(request), initial=_initial(found), is_security=found.body.is_security)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                draft_opinion(consultation_id=found.pk, by=me(request), data=form.opinion())
            except CannotProceed as refusal:
                form.add_error(None, list(refusal.reasons))
                status = 409
            else:
                messages.success(request, _("The draft is saved. Nobody outside your body sees it yet."))
                return redirect("consulted:consultation", found.pk)
    answered = found.answered
    today = timezone.localdate()
    context = {
        "consultation": found,
        "application": found.application,
        # A refused form comes back even where nothing can be saved any more: what was typed is not lost.
        "form": form if is_open(found) or form.errors else None,
        "is_open": is_open(found),
        "deadline": deadline(calendar_to_show(today), found.due_on, today) if is_open(found) else None,
        "draft": _draft(found),
        "answered": answered,
        "threats": threat_names(answered.threats) if answered else [],
        "findings": findings_for_body(found),
        "questions": sheets_of(found, me(request)),
        "sections": [
            {"id": "opinion", "label": _("Opinion of your body")},
            {"id": "transaction", "label": _("Transaction and parties")},
            {"id": "documents", "label": _("Documents")},
            {"id": "findings", "label": _("What the checks found")},
        ],
        "breadcrumbs": _crumbs(found),
        **proposals(found, answered or _draft(found)),
        **about(found),
    }
    return render(request, "consulted/consultation.html", context, status=status)


def _draft(found: Consultation) -> Opinion | None:
    opinion: Opinion | None = getattr(found, "opinion", None)
    return opinion if opinion is not None and opinion.sent_at is None else None


def _initial(found: Consultation) -> dict[str, object]:
    draft = _draft(found)
    fields = ("marking", "answer", "reasons", "conditions", "conformity", "threats")
    return {name: getattr(draft, name) for name in fields} if draft is not None else {}


@shows_refusals
def send(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Read the draft once more, see who wrote it and who sends it, and send."""
    found = request_to(me(request), consultation_id)
    if request.method == "POST":
        send_opinion(consultation_id=found.pk, by=me(request))
        messages.success(request, _("The opinion is sent."))
        return redirect("consulted:consultation", found.pk)
    draft = _draft(found)
    if draft is None:
        return redirect("consulted:consultation", found.pk)
    context = {
        "consultation": found,
        "application": found.application,
        "draft": draft,
        "threats": threat_names(draft.threats),
        **proposals(found, draft),
        "is_second_person": draft.drafted_by_id not in me(request).hands,
        "breadcrumbs": _crumbs(found, _("Send the opinion")),
    }
    return render(request, "consulted/send.html", context)


@require_GET
def document(request: HttpRequest, consultation_id: int, document_id: int) -> HttpResponseBase:
    """A document that was sent to the body; any other does not exist."""
    found = request_to(me(request), consultation_id)
    sent = next((one for one in found.application.documents.all() if one.pk == document_id), None)
    if sent is None:
        raise Http404
    return stored_file(request, sent)


@require_GET
def letter(request: HttpRequest, consultation_id: int) -> HttpResponseBase:
    """The request for an opinion as a numbered paper."""
    return stored_file(request, consultation_paper(request_to(me(request), consultation_id)))
