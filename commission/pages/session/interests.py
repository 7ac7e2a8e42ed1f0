"""Pages of interests: a member's own register, the declaration of an item, contested recusals."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commission.models import AgendaItem
from commission.pages.attempts import attempt
from commission.pages.refusals import shows_refusals
from commission.pages.session import queries
from commission.pages.session.forms import MemberInterestForm, ReasonForm
from commission.services import interests
from commission.services.conflicts import Conflict, propose_conflicts
from commission.states import Interest
from commission.wording import INTEREST_NAMES
from registry.models import User


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@shows_refusals
def register(request: HttpRequest) -> HttpResponse:
    """A member's lasting interests: employers, holdings, relatives."""
    user = _me(request)
    form = MemberInterestForm(request.POST or None)
    tried = attempt(
        request,
        form,
        lambda: interests.enter_interest(
            by=user,
            kind=form.cleaned_data["kind"],
            name=form.cleaned_data["name"],
            party_id=queries.party_by_identifier(form.cleaned_data["identifier"]),
        ),
    )
    if tried.done:
        messages.success(request, _("The interest is entered."))
        return redirect("session:interests")
    context = {
        "form": form,
        "rows": queries.interests_of(user),
        "breadcrumbs": [
            {"label": _("Sessions"), "url": reverse("session:home")},
            {"label": _("My interests"), "url": ""},
        ],
    }
    return render(request, "session/interests.html", context, status=tried.status)


@require_POST
@shows_refusals
def end(request: HttpRequest, interest_id: int) -> HttpResponse:
    """An interest of one's own is over."""
    if not queries.interests_of(_me(request)).filter(pk=interest_id).exists():
        raise Http404
    interests.end_interest(interest_id=interest_id, by=_me(request))
    messages.success(request, _("The interest is ended; its row stays."))
    return redirect("session:interests")


@shows_refusals
def question(request: HttpRequest, item_id: int, member_id: int) -> HttpResponse:
    """Put the recusal of a member to the others."""
    found = _item(request, item_id)
    seat = next((seat for seat in found.seats.all() if seat.member_id == member_id), None)
    if seat is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        interests.question_recusal(
            item_id=item_id, member_id=member_id, by=_me(request), reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("The other members decide on the recusal."))
        return redirect("session:item", item_id=item_id)
    here = reverse("session:item", args=[item_id])
    context = {
        "item": found,
        "seat": seat,
        "form": form,
        "breadcrumbs": [
            {"label": _("Sessions"), "url": reverse("session:home")},
            {"label": found.application.reference, "url": here},
            {"label": _("Contested recusal"), "url": ""},
        ],
    }
    return render(request, "session/question.html", context, status=422 if form.errors else 200)


@require_POST
@shows_refusals
def answer(request: HttpRequest, item_id: int, question_id: int) -> HttpResponse:
    """One of the others on a contested recusal: `recuse` is yes or no."""
    _question(request, item_id, question_id)
    interests.answer_recusal(
        question_id=question_id, by=_me(request), recuse=request.POST.get("recuse") == "yes"
    )
    messages.success(request, _("Your vote is counted."))
    return redirect("session:item", item_id=item_id)


@require_POST
@shows_refusals
def decide(request: HttpRequest, item_id: int, question_id: int) -> HttpResponse:
    """Count the votes on a contested recusal."""
    _question(request, item_id, question_id)
    decided = interests.decide_recusal(question_id=question_id, by=_me(request))
    messages.success(
        request,
        _("The member is recused.") if decided.recuses else _("The member stays."),
    )
    return redirect("session:item", item_id=item_id)


def shown(item: AgendaItem, user: User, *, conducts: bool) -> dict[str, Any]:
    """What the item's page shows of interests: proposals (all to who conducts, one's own to a member), questions."""
    names = {seat.member_id: seat.member.full_name for seat in item.seats.all()}
    proposed = propose_conflicts(item) if item.closed_at is None else []
    return {
        "conflicts": [
            {"member": names.get(one.member_id, ""), "words": _words(one)}
            for one in proposed
            if conducts or one.member_id == user.pk
        ],
        "questions": [
            {
                "row": row,
                "member": seat.member.full_name,
                "may_answer": row.decided_at is None
                and seat.member_id != user.pk
                and user.pk in names
                and not any(ballot.member_id == user.pk for ballot in row.ballots.all()),
                "answered": [(ballot.member.full_name, ballot.recuse) for ballot in row.ballots.all()],
            }
            for seat in item.seats.all()
            for row in seat.questions.all()
        ],
    }


def _words(one: Conflict) -> str:
    where = _("stands behind %(side)s") if one.beside else _("is %(side)s")
    sides = {
        "applicant": _("the applicant (%(name)s)"),
        "acquirer": _("the acquirer (%(name)s)"),
        "holder": _("a holder of the acquirer (%(name)s)"),
        "owner": _("the owner of the object (%(name)s)"),
    }
    side = sides[one.role] % {"name": one.side}
    return f"{INTEREST_NAMES[Interest(one.kind)]}: {one.name} – {where % {'side': side}}"


def _item(request: HttpRequest, item_id: int) -> AgendaItem:
    found = queries.item_file(item_id, _me(request))
    if found is None:
        raise Http404
    return found


def _question(request: HttpRequest, item_id: int, question_id: int) -> None:
    found = _item(request, item_id)
    known = {row.pk for seat in found.seats.all() for row in seat.questions.all()}
    if question_id not in known:
        raise Http404
