"""A consulted body's pages: its requests, one request with its draft, sending."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions
from commission.models import Consultation, Opinion
from commission.pages.attempts import attempt
from commission.pages.consulted.agreements import waiting
from commission.pages.consulted.conditions import proposals
from commission.pages.consulted.forms import (
    DrafterForm,
    MarkingForm,
    OpinionFields,
    RemarkForm,
    RevokeForm,
    SendForm,
)
from commission.pages.consulted.questions import sheets_of
from commission.pages.consulted.requests import (
    about,
    closed_lines,
    findings_for_body,
    is_open,
    me,
    open_lines,
    request_to,
    shared_with,
)
from commission.pages.consulted.threats import interest_names, threat_names
from commission.pages.officer.acts import sent
from commission.pages.officer.deadlines import deadline
from commission.pages.refusals import shows_refusals
from commission.pages.sending import pdf_response, stored_file
from commission.services.calendar import calendar_to_show
from commission.services.case_papers import issue_request, request_file
from commission.services.consultations import (
    draft_opinion,
    hand_over_for_check,
    return_to_draft,
    send_opinion,
)
from commission.services.desk import allow
from commission.services.rounds import drafters, name_drafter, revoke_opinion
from commission.states import HELD_MARKINGS
from registry.models import User


def _crumbs(consultation: Consultation, *more: str) -> list[dict[str, str]]:
    own = reverse("consulted:consultation", args=[consultation.pk]) if more else ""
    return [
        {"label": _("Opinions"), "url": reverse("consulted:home")},
        {"label": consultation.application.reference, "url": own},
        *({"label": label, "url": ""} for label in more),
    ]


@require_safe
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
    draft, marking = _draft(found), _chosen(request)
    form: MarkingForm | OpinionFields = OpinionFields(
        sent(request), initial=_initial(found) or {"marking": marking}, is_security=found.body.is_security
    )
    if draft is None and not marking and request.method == "GET":
        form = MarkingForm(request.GET if "marking" in request.GET else None)
    tried = attempt(request, form, lambda: _drafted(request, found, form))
    if tried.done:
        messages.success(request, _("The draft is saved. Nobody outside your body sees it yet."))
        return redirect("consulted:consultation", found.pk)
    answered = found.answered
    today = timezone.localdate()
    context = {
        "consultation": found,
        "application": found.application,
        # A refused form comes back even where nothing can be saved any more: what was typed is not lost.
        "form": form if (is_open(found) and not _waits(draft)) or form.errors else None,
        "asks_marking": isinstance(form, MarkingForm),
        "is_checker": permissions.is_consulted_body(found, me(request)),
        "may_check": _waits(draft) and _may_check(found, draft, me(request)),
        "shared": shared_with(found),
        "interests": interest_names(answered.interests) if answered else [],
        "is_open": is_open(found),
        "deadline": deadline(calendar_to_show(today), found.due_on, today) if is_open(found) else None,
        "draft": draft,
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
    return render(request, "consulted/consultation.html", context, status=tried.status)


def _drafted(request: HttpRequest, found: Consultation, form: MarkingForm | OpinionFields) -> None:
    assert isinstance(form, OpinionFields)  # what is sent is an opinion
    draft_opinion(consultation_id=found.pk, by=me(request), data=form.opinion())


def _chosen(request: HttpRequest) -> str:
    """The marking chosen on the first page, while nothing is written yet."""
    asked = request.GET.get("marking", "")
    return asked if asked in HELD_MARKINGS else ""


def _waits(draft: Opinion | None) -> bool:
    return draft is not None and draft.for_check_at is not None


def _may_check(found: Consultation, draft: Opinion | None, user: User) -> bool:
    """Another person of the body than whoever wrote or handed over the draft."""
    return (
        draft is not None
        and permissions.is_consulted_body(found, user)
        and user.hands.isdisjoint((draft.drafted_by_id, draft.for_check_by_id))
    )


def _draft(found: Consultation) -> Opinion | None:
    opinion: Opinion | None = getattr(found, "opinion", None)
    return opinion if opinion is not None and opinion.sent_at is None else None


def _initial(found: Consultation) -> dict[str, object]:
    draft = _draft(found)
    fields = ("marking", "answer", "reasons", "conditions", "conformity", "threats", "interests")
    return {name: getattr(draft, name) for name in fields} if draft is not None else {}


@shows_refusals
def send(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """A second person reads the draft once more, sees who wrote it, and sends it."""
    found = request_to(me(request), consultation_id)
    if request.method == "POST":
        form = SendForm(request.POST)
        seen = form.cleaned_data["seen"] if form.is_valid() else "?"
        send_opinion(consultation_id=found.pk, by=me(request), seen=seen)
        messages.success(request, _("The opinion is sent."))
        return redirect("consulted:consultation", found.pk)
    draft = _draft(found)
    if draft is None or not _may_check(found, draft, me(request)):
        return redirect("consulted:consultation", found.pk)
    return _send_page(request, found, draft, RemarkForm())


def _send_page(
    request: HttpRequest, found: Consultation, draft: Opinion, remark_form: RemarkForm, status: int = 200
) -> HttpResponse:
    handed_over = draft.for_check_at.isoformat() if draft.for_check_at else ""
    context = {
        "consultation": found,
        "application": found.application,
        "draft": draft,
        "threats": threat_names(draft.threats),
        **proposals(found, draft),
        "form": SendForm(initial={"seen": handed_over}),
        "remark_form": remark_form,
        "interests": interest_names(draft.interests),
        "breadcrumbs": _crumbs(found, _("Send the opinion")),
    }
    return render(request, "consulted/send.html", context, status=status)


@require_POST
@shows_refusals
def hand_over(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """The draft goes to the second person."""
    found = request_to(me(request), consultation_id)
    hand_over_for_check(consultation_id=found.pk, by=me(request))
    messages.success(request, _("Another person of your body has to check the draft and send it."))
    return redirect("consulted:consultation", found.pk)


@require_POST
@shows_refusals
def give_back(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """The second person gives the draft back."""
    found = request_to(me(request), consultation_id)
    form, draft = RemarkForm(request.POST), _draft(found)
    if not form.is_valid() and draft is not None and _may_check(found, draft, me(request)):
        return _send_page(request, found, draft, form, status=422)
    remark = form.cleaned_data.get("remark", "")
    return_to_draft(consultation_id=found.pk, by=me(request), remark=remark)
    messages.success(request, _("The draft is given back with your remark."))
    return redirect("consulted:consultation", found.pk)


@shows_refusals
def revoke(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """The body takes its opinion back and is asked anew."""
    found = request_to(me(request), consultation_id)
    allow(permissions.is_consulted_body(found, me(request)))
    form = RevokeForm(sent(request))
    return _act(
        request,
        found,
        form,
        title=_("Revoke the opinion"),
        text=_(
            "Reports that rest on it become void. Your body is asked anew, with a time of its own; what was sent stays "
            "readable as revoked."
        ),
        label=_("Revoke the opinion"),
        do=lambda: (
            revoke_opinion(consultation_id=found.pk, by=me(request), reason=form.cleaned_data["reason"]).pk
        ),
    )


@shows_refusals
def drafter(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Name who writes the draft."""
    found = request_to(me(request), consultation_id)
    allow(permissions.is_consulted_body(found, me(request)))
    form = DrafterForm(sent(request), drafters=drafters(found), initial={"drafter": found.drafter_id})

    def do() -> int:
        chosen = form.cleaned_data["drafter"]
        return name_drafter(
            consultation_id=found.pk, by=me(request), drafter_id=chosen.pk if chosen else None
        ).pk

    return _act(
        request,
        found,
        form,
        title=_("Who writes the draft"),
        text=_(
            "The person named sees this request and writes its draft. Somebody of a unit below your body sees no other "
            "request. A person of your body checks and sends."
        ),
        label=_("Name the drafter"),
        do=do,
    )


def _act(
    request: HttpRequest, found: Consultation, form: Any, *, title: str, text: str, label: str, do: Any
) -> HttpResponse:
    """A short form about one request: shown, refused with what was typed, or done and on to the request `do` names."""
    tried = attempt(request, form, do)
    if tried.done:
        messages.success(request, _("Done."))
        return redirect("consulted:consultation", tried.made)
    context = {
        "application": found.application,
        "form": form,
        "title": title,
        "text": text,
        "label": label,
        "cancel_url": reverse("consulted:consultation", args=[found.pk]),
        "breadcrumbs": _crumbs(found, title),
    }
    return render(request, "consulted/act.html", context, status=tried.status)


@require_safe
def document(request: HttpRequest, consultation_id: int, document_id: int) -> HttpResponseBase:
    """A document that was sent to the body; any other does not exist."""
    found = request_to(me(request), consultation_id)
    sent = next((one for one in found.application.documents.all() if one.pk == document_id), None)
    if sent is None:
        raise Http404
    return stored_file(request, sent)


def letter(request: HttpRequest, consultation_id: int) -> HttpResponseBase:
    """The request for an opinion as a paper; asked for by POST it is issued and has its number."""
    found = request_to(me(request), consultation_id)
    if request.method == "POST":
        issue_request(found)
        return redirect("consulted:letter", consultation_id)
    paper = request_file(found)
    if isinstance(paper, bytes):
        return pdf_response(paper, f"{found.application.reference}-request.pdf")
    return stored_file(request, paper)
