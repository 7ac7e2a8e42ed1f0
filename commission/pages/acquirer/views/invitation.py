"""The link of an invitation: with one's own login, or with one made here, the acquirer's part is opened once."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commission.models import Compartment
from commission.pages.acquirer.forms import LoginForm
from commission.pages.applicant.own import typed
from commission.pages.refusals import shows_refusals
from commission.services.compartments import accept_invitation, open_login, part_of
from commission.workflow import CannotProceed
from registry.models import User

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
@shows_refusals
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    part = part_of(token)
    if part is None:
        raise Http404
    user = request.user
    if isinstance(user, User):
        if part.is_live and part.person_id == user.pk:
            return redirect("acquirer:application", part.application.reference)
        if request.method == "POST":
            return _accepted(request, token, user)
        return _page(request, part, form=None)
    form = LoginForm(typed(request))
    if form.is_bound and form.is_valid() and (made := _opened(token, form)) is not None:
        login(request, made, backend=_BACKEND)
        return _accepted(request, token, made)
    return _page(request, part, form=form)


def _opened(token: str, form: LoginForm) -> User | None:
    """The account made from what was typed; None with the reason at the form."""
    values = form.cleaned_data
    try:
        return open_login(
            token=token,
            first_name=values["first_name"],
            last_name=values["last_name"],
            password=values["password"],
            language=(get_language() or "ru")[:2],
        )
    except ValidationError as weak:
        form.add_error("password", weak)
    except CannotProceed as refusal:
        form.add_error(None, list(refusal.reasons))
    return None


def _accepted(request: HttpRequest, token: str, user: User) -> HttpResponse:
    part = accept_invitation(token=token, by=user)
    messages.success(request, _("This part of the case is yours now. Nobody of the other side sees it."))
    return redirect("acquirer:application", part.application.reference)


def _page(request: HttpRequest, part: Compartment, *, form: LoginForm | None) -> HttpResponse:
    context = {"part": part, "form": form, "reference": part.application.reference}
    status = 422 if form is not None and form.errors else 200
    return render(request, "acquirer/invitation.html", context, status=status)
