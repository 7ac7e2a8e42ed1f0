"""Pages of the minutes: corrections and signatures."""

from collections.abc import Callable
from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commission.models import Session
from commission.pages.attempts import attempt
from commission.pages.refusals import shows_refusals
from commission.pages.sending import docx_response
from commission.pages.session import queries
from commission.pages.session.forms import CorrectionForm, EditedMinutesForm, SignForm
from commission.services import sessions, signing
from commission.services.minutes_file import bring_back_minutes, minutes_docx
from commission.services.signing import PasswordSigner
from commission.workflow import CannotProceed
from registry.models import User
from registry.roles import Role


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def may_read(session: Session, user: User) -> bool:
    """Once closed; nobody reads how an item was voted on from which they are recused, or which is their own case."""
    items = session.items.all()
    own = any(item.application.applicant_id == user.pk for item in items)
    recused = any(
        seat.member_id == user.pk and seat.recused_at is not None
        for item in items
        for seat in item.seats.all()
    )
    return session.closed_at is not None and not own and not recused


def may_sign(session: Session, user: User) -> bool:
    """The secretary, or whoever presided, where that signature is still missing."""
    if session.closed_at is None:
        return False
    if user.holds(Role.SECRETARY):
        return session.signed_by_secretary_id is None
    return sessions.presided_by(session) == user.pk and session.signed_by_chair_id is None


def may_correct(session: Session, user: User) -> bool:
    """The secretary, or whoever presided, until both have signed."""
    if session.closed_at is None or session.minutes_signed:
        return False
    return user.holds(Role.SECRETARY) or sessions.presided_by(session) == user.pk


@shows_refusals
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Sign the sealed text with one's password, typed once more."""
    session, user, status = _signable(request, number), _me(request), 200
    form = SignForm(request.POST or None, initial={"seen": session.minutes_sha256})
    if request.method == "POST":
        status = 422
        if not consume(request, action="sign_minutes", user=user):
            form.add_error(None, _("Too many tries. Wait a few minutes."))
            status = 429
        elif form.is_valid():
            try:
                signing.sign_minutes(
                    session_id=session.pk,
                    by=user,
                    signer=PasswordSigner(form.cleaned_data["password"]),
                    seen=form.cleaned_data["seen"],
                )
            except CannotProceed as refusal:
                form.add_error("password", list(refusal.reasons))
                status = 409
            else:
                messages.success(request, _("You have signed the minutes."))
                return redirect("session:detail", number=number)
        form.data = request.POST.dict() | {
            "seen": session.minutes_sha256
        }  # the page shows the text as it is now
    return _page(request, session, form, "session/sign.html", _("Sign the minutes"), status)


@shows_refusals
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Enter a correction before both have signed."""
    session = _correctable(request, number)
    form = CorrectionForm(request.POST or None)
    tried = attempt(
        request,
        form,
        lambda: signing.correct_minutes(session_id=session.pk, by=_me(request), **form.cleaned_data),
    )
    if tried.done:
        messages.success(request, _("The correction is part of the minutes, which are sealed anew."))
        return redirect("session:detail", number=number)
    return _page(request, session, form, "session/correct.html", _("Correct the minutes"), tried.status)


def _signable(request: HttpRequest, number: int) -> Session:
    return _presided(request, number, may_sign)


def _correctable(request: HttpRequest, number: int) -> Session:
    return _presided(request, number, may_correct)


def _presided(request: HttpRequest, number: int, may: Callable[[Session, User], bool]) -> Session:
    """The session for who signs it: who presided does, even where everybody who presided is recused from some item."""
    session, user = queries.session_file(number, _me(request)), _me(request)
    if session is None or not may(session, user):
        raise Http404
    if sessions.presided_by(session) != user.pk and not may_read(session, user):
        raise Http404
    return session


@require_safe
def word(request: HttpRequest, number: int) -> HttpResponse:
    """The minutes as a DOCX for editing."""
    return docx_response(minutes_docx(_correctable(request, number)), f"minutes-{number}.docx")


@shows_refusals
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """The edited DOCX comes back: every difference becomes a correction."""
    session = _correctable(request, number)
    form = EditedMinutesForm(request.POST or None, request.FILES or None)
    tried = attempt(
        request,
        form,
        lambda: bring_back_minutes(
            session_id=session.pk,
            by=_me(request),
            received=form.received,
            reason=form.cleaned_data["reason"],
        ),
    )
    if tried.done:
        said = ngettext(
            "%(count)d correction is part of the minutes, which are sealed anew.",
            "%(count)d corrections are part of the minutes, which are sealed anew.",
            len(tried.made),
        )
        messages.success(request, said % {"count": len(tried.made)})
        return redirect("session:detail", number=number)
    return _page(
        request, session, form, "session/bring_minutes.html", _("Bring back the edited file"), tried.status
    )


def _page(
    request: HttpRequest, session: Session, form: Any, template: str, title: str, status: int
) -> HttpResponse:
    here = reverse("session:detail", args=[session.number])
    context = {
        "session": session,
        "form": form,
        "breadcrumbs": [
            {"label": _("Sessions"), "url": reverse("session:home")},
            {"label": _("Session No. %(number)s") % {"number": session.number}, "url": here},
            {"label": title, "url": ""},
        ],
    }
    return render(request, template, context, status=status)
