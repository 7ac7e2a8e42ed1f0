"""Pages of coming and going, of items without a quorum, of votes without a sitting."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commission.models import Session
from commission.pages.attempts import attempt
from commission.pages.refusals import shows_refusals
from commission.pages.session import queries
from commission.pages.session.forms import AbsenteeForm, CarryForm
from commission.services import attendance
from registry.models import User


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_POST
@shows_refusals
def departure(request: HttpRequest, number: int, member_id: int) -> HttpResponse:
    """A member leaves the room (`left` is yes) or comes back."""
    session = queries.session_file(number, _me(request))
    if session is None:
        raise Http404
    left = request.POST.get("left") == "yes"
    attendance.mark_departure(session_id=session.pk, member_id=member_id, by=_me(request), left=left)
    messages.success(request, _("Presence is recorded."))
    return redirect("session:detail", number=number)


@shows_refusals
def carry(request: HttpRequest, item_id: int) -> HttpResponse:
    """Carry an item without a quorum over to a later session."""
    found = queries.item_file(item_id, _me(request))
    if found is None:
        raise Http404
    form = CarryForm(request.POST or None, after=found.session)
    if request.method == "POST" and form.is_valid():
        made = attendance.carry_over(
            item_id=item_id, session_id=form.cleaned_data["session"].pk, by=_me(request)
        )
        messages.success(request, _("The item is on the agenda of the later session."))
        return redirect("session:detail", number=made.session.number)
    context = {
        "item": found,
        "form": form,
        "any_session": form.fields["session"].queryset.exists(),  # type: ignore[attr-defined]
        "breadcrumbs": _crumbs(
            (_("Session No. %(number)s") % {"number": found.session.number}, _address(found.session)),
            (found.application.reference, ""),
        ),
    }
    return render(request, "session/carry.html", context, status=422 if form.errors else 200)


@shows_refusals
def absentee(request: HttpRequest) -> HttpResponse:
    """Call a vote without a sitting."""
    form = AbsenteeForm(request.POST or None)
    tried = attempt(
        request,
        form,
        lambda: attendance.call_absentee(
            by=_me(request), ground=form.cleaned_data["ground"], votes_until=form.votes_until()
        ),
    )
    if tried.done:
        messages.success(
            request, _("Absentee vote No. %(number)s is called.") % {"number": tried.made.number}
        )
        return redirect("session:detail", number=tried.made.number)
    context = {"form": form, "breadcrumbs": _crumbs((_("Absentee vote"), ""))}
    return render(request, "session/absentee.html", context, status=tried.status)


def _address(session: Session) -> str:
    return reverse("session:detail", args=[session.number])


def _crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    first = (_("Sessions"), reverse("session:home"))
    return [{"label": label, "url": url} for label, url in (first, *more)]
