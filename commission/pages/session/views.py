"""Pages of sessions: calling, agenda, presence, hearing, votes, minutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission.models import AgendaItem, Paper, Session
from commission.pages.refusals import shows_refusals
from commission.pages.sending import pdf_response, stored_file
from commission.pages.session import queries
from commission.pages.session.forms import (
    AgendaForm,
    CallForm,
    InterestForm,
    PlainForm,
    PresenceForm,
    ReasonForm,
    VoteForm,
)
from commission.pages.session.interests import shown
from commission.pages.session.minutes import may_correct, may_read, may_sign
from commission.pages.session.packs import sealed
from commission.pages.session.papers import papers
from commission.permissions_session import may_allow_late_papers, may_keep_interests
from commission.queries import visible_to
from commission.services import compositions, interests, packs, sessions
from commission.services.session_papers import agenda_file, extract_file, minutes_file
from commission.services.signing import minutes_due_on
from commission.states import State
from registry.models import User
from registry.roles import Role


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _session(request: HttpRequest, number: int) -> Session:
    found = queries.session_file(number, _me(request))
    if found is None:
        raise Http404
    return found


def _item(request: HttpRequest, item_id: int) -> AgendaItem:
    found = queries.item_file(item_id, _me(request))
    if found is None:
        raise Http404
    return found


def _crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    first = (_("Sessions"), reverse("session:home"))
    return [{"label": label, "url": url} for label, url in (first, *more)]


@shows_refusals
def home(request: HttpRequest) -> HttpResponse:
    """Sessions, and for the secretary what waits for an agenda or to be sent to the Government."""
    user = _me(request)
    is_secretary = user.holds(Role.SECRETARY)
    form = CallForm(request.POST or None) if is_secretary else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            made = sessions.call_session(
                by=user, starts_at=form.starts_at(), place=form.cleaned_data["place"]
            )
            messages.success(request, _("Session No. %(number)s is called.") % {"number": made.number})
            return redirect("session:detail", number=made.number)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    shown, older = queries.sessions_page(user, before)
    context = {
        "sessions": shown,
        "next_url": f"?before={older}" if older is not None else "",
        "previous_url": reverse("session:home") if before is not None else "",
        "ready": queries.ready_for_agenda(user) if is_secretary else [],
        "recommended": queries.waiting_for_government(user) if is_secretary else [],
        "form": form,
        "is_secretary": is_secretary,
        "is_member": may_keep_interests(user),
    }
    return render(
        request, "session/home.html", context, status=422 if form is not None and form.errors else 200
    )


@require_safe
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """One session: agenda, presence, minutes."""
    session, user = _session(request, number), _me(request)
    is_secretary = user.holds(Role.SECRETARY)
    may_send = is_secretary and session.closed_at is None
    lines = queries.substitutes_of(session) if may_send else {}
    rows = [
        {"item": item, "seat": _seat(item, user), "open": _may_open(item, user)}
        for item in session.items.all()
    ]
    context = {
        "session": session,
        "rows": rows,
        "is_secretary": is_secretary,
        "may_sign": may_sign(session, user),
        "may_correct": may_correct(session, user),
        "minutes_due_on": minutes_due_on(session),
        "minutes_late": _is_late(session),
        "papers_due_on": packs.papers_due_on(session),
        "may_allow_late": session.papers_sent_at is None
        and session.opened_at is None
        and not session.papers_late_reason
        and not session.is_absentee
        and may_allow_late_papers(session, user)
        and packs.is_late(session),
        "agenda_closes_on": packs.agenda_closes_on(session),
        "has_papers": any(_seat(row["item"], user) is not None and row["open"] for row in rows),
        "unread": [
            {"item": row["item"], "members": members}
            for row in rows
            if is_secretary
            and row["item"].opened_at is None
            and (members := packs.unread_by(row["item"], packs.current_pack(row["item"])))
        ],
        "agenda_open": _may_read_agenda(session, user),
        "minutes_open": may_read(session, user),
        "substitutes": [
            {"member": place.member, "line": lines[place.member_id]}
            for place in session.presences.all()
            if place.member_id in lines
        ],
        "presence_form": PresenceForm(session=session)
        if is_secretary and session.closed_at is None and not session.is_absentee
        else None,
        "breadcrumbs": _crumbs((_("Session No. %(number)s") % {"number": session.number}, "")),
    }
    return render(request, "session/detail.html", context)


@require_safe
def minutes(request: HttpRequest, number: int) -> HttpResponseBase:
    """The minutes as PDF: as they were issued once both had signed, before that as they stand."""
    session = _session(request, number)
    if not may_read(session, _me(request)):
        raise Http404
    return _file(request, minutes_file(session), f"minutes-{session.number}.pdf")


def _file(request: HttpRequest, found: Paper | bytes, name: str) -> HttpResponseBase:
    """A paper that was issued, or what was drawn for reading alone."""
    return pdf_response(found, name) if isinstance(found, bytes) else stored_file(request, found)


@require_safe
def agenda(request: HttpRequest, number: int) -> HttpResponseBase:
    """The agenda as it was issued, or as it stands; not for whoever may not see one of its items."""
    session, user = _session(request, number), _me(request)
    if not _may_read_agenda(session, user):
        raise Http404
    return _file(request, agenda_file(session), f"agenda-{number}.pdf")


def _may_read_agenda(session: Session, user: User) -> bool:
    items = list(session.items.all())
    return bool(items) and (
        (user.holds(Role.HEAD) and all(item.application.applicant_id != user.pk for item in items))
        or all(_may_open(item, user) for item in items)
    )


@require_safe
def extract(request: HttpRequest, item_id: int) -> HttpResponseBase:
    """The extract of the signed minutes on one item."""
    found = _item(request, item_id)
    paper = extract_file(found)
    if paper is None:
        raise Http404
    return _file(request, paper, f"extract-{found.session.number}-{found.position}.pdf")


def _is_late(session: Session) -> bool:
    due_on = minutes_due_on(session)
    return due_on is not None and not session.minutes_signed and timezone.localdate() > due_on


def _seat(item: AgendaItem, user: User) -> Any:
    return next((seat for seat in item.seats.all() if seat.member_id == user.pk), None)


def _may_open(item: AgendaItem, user: User) -> bool:
    seat = _seat(item, user)
    if item.application.applicant_id == user.pk:
        return False
    return user.holds(Role.SECRETARY) or (seat is not None and seat.recused_at is None)


@require_POST
@shows_refusals
def presence(request: HttpRequest, number: int) -> HttpResponse:
    """Set who is in the room."""
    session = _session(request, number)
    form = PresenceForm(request.POST, session=session)
    if form.is_valid():
        sessions.mark_presence(
            session_id=session.pk, present=set(form.cleaned_data["present"]), by=_me(request)
        )
        messages.success(request, _("Presence is recorded."))
    return redirect("session:detail", number=number)


@shows_refusals
def substitute(request: HttpRequest, number: int, member_id: int) -> HttpResponse:
    """Seat a member's substitute for the whole session."""
    session = _session(request, number)
    place = next((p for p in session.presences.all() if p.member_id == member_id), None)
    line = queries.substitutes_of(session).get(member_id)
    if place is None or line is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        compositions.send_substitute(
            session_id=session.pk, member_id=member_id, by=_me(request), ground=form.cleaned_data["reason"]
        )
        messages.success(request, _("The substitute is seated."))
        return redirect("session:detail", number=number)
    here = reverse("session:detail", args=[number])
    context = {
        "session": session,
        "place": place,
        "line": line,
        "form": form,
        "breadcrumbs": _crumbs(
            (_("Session No. %(number)s") % {"number": number}, here), (place.member.full_name, "")
        ),
    }
    return render(request, "session/substitute.html", context, status=422 if form.errors else 200)


@require_POST
@shows_refusals
def open_(request: HttpRequest, number: int) -> HttpResponse:
    sessions.open_session(session_id=_session(request, number).pk, by=_me(request))
    messages.success(request, _("The session is open."))
    return redirect("session:detail", number=number)


@require_POST
@shows_refusals
def close(request: HttpRequest, number: int) -> HttpResponse:
    sessions.close_session(session_id=_session(request, number).pk, by=_me(request))
    messages.success(request, _("The session is closed and its minutes are written."))
    return redirect("session:detail", number=number)


@require_safe
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item: its papers, declarations, the vote."""
    found, user = _item(request, item_id), _me(request)
    response = render(request, "session/item.html", _item_context(found, user))
    if found.is_open and user.holds(Role.SECRETARY):
        # Who has not voted yet is read anew by itself; nothing is typed on the secretary's page meanwhile.
        response["Refresh"] = "10"
    return response


def _item_context(found: AgendaItem, user: User, **forms: Any) -> dict[str, Any]:
    mine = _seat(found, user)
    present = found.taking_part()
    vote = next((vote for vote in found.votes.all() if vote.member_id == user.pk), None)
    is_secretary = user.holds(Role.SECRETARY)
    voted = {vote.member_id for vote in found.votes.all() if not vote.is_void}
    live = found.application.current_item_id == found.pk
    return {
        "item": found,
        "session": found.session,
        "application": found.application,
        "papers": papers(found),
        "sealed": sealed(found, user),
        "shown": shown(found, user, conducts=is_secretary),
        "seat": mine,
        "vote": vote,
        "quorum": found.quorum(),
        "is_secretary": is_secretary,
        "is_chair": user.holds(Role.CHAIR),
        "state": found.application.state,
        "live": live,
        "waiting_for": [
            s.member for s in found.seats.all() if s.recused_at is None and s.member_id in present - voted
        ],
        "may_vote": found.is_open
        and mine is not None
        and mine.recused_at is None
        and vote is None
        and user.pk in present,
        "may_declare": mine is not None and found.closed_at is None,
        "vote_form": forms.get("vote_form") or VoteForm(),
        "interest_form": forms.get("interest_form")
        or InterestForm(
            initial={"interest": mine.interest, "kind": mine.interest_kind or "none"}
            if mine is not None
            else {}
        ),
        "reason_form": forms.get("reason_form") or ReasonForm(),
        "step_form": PlainForm(),
        "states": State,
        "recused_count": sum(seat.recused_at is not None for seat in found.seats.all()),
        "breadcrumbs": _crumbs(
            (
                _("Session No. %(number)s") % {"number": found.session.number},
                reverse("session:detail", args=[found.session.number]),
            ),
            (found.application.reference, ""),
        ),
    }


def _key(request: HttpRequest) -> str:
    """The form's key, or none where it is not one of ours: the move is then simply not repeatable."""
    form = PlainForm(request.POST)
    return str(form.cleaned_data["key"]) if form.is_valid() else ""


def _again(request: HttpRequest, found: AgendaItem, **forms: Any) -> HttpResponse:
    context = _item_context(found, _me(request), **forms)
    context["form"] = next(iter(forms.values()))
    return render(request, "session/item.html", context, status=422)


@require_POST
@shows_refusals
def interest(request: HttpRequest, item_id: int) -> HttpResponse:
    found, form = _item(request, item_id), InterestForm(request.POST)
    if not form.is_valid():
        return _again(request, found, interest_form=form)
    interests.declare_interest(
        item_id=found.pk,
        by=_me(request),
        kind=form.cleaned_data["kind"],
        interest=form.cleaned_data["interest"],
    )
    messages.success(request, _("Your declaration is recorded."))
    return redirect("session:item", item_id=item_id)


@require_POST
@shows_refusals
def recuse(request: HttpRequest, item_id: int, member_id: int) -> HttpResponse:
    """Recuse oneself, or a member by the secretary."""
    found, user = _item(request, item_id), _me(request)
    if not any(seat.member_id == member_id for seat in found.seats.all()):
        raise Http404
    sessions.recuse_member(item_id=found.pk, member_id=member_id, by=user)
    messages.success(request, _("The recusal is recorded."))
    if member_id == user.pk:
        return redirect("session:detail", number=found.session.number)
    return redirect("session:item", item_id=item_id)


@require_POST
@shows_refusals
def hear(request: HttpRequest, item_id: int) -> HttpResponse:
    sessions.hear_item(item_id=_item(request, item_id).pk, by=_me(request), key=_key(request))
    messages.success(request, _("The item is taken up."))
    return redirect("session:item", item_id=item_id)


@require_POST
@shows_refusals
def open_vote(request: HttpRequest, item_id: int) -> HttpResponse:
    sessions.open_vote(item_id=_item(request, item_id).pk, by=_me(request))
    messages.success(request, _("The vote is open."))
    return redirect("session:item", item_id=item_id)


@require_POST
@shows_refusals
def cast(request: HttpRequest, item_id: int) -> HttpResponse:
    """A member's vote."""
    found, form = _item(request, item_id), VoteForm(request.POST)
    if not form.is_valid():
        return _again(request, found, vote_form=form)
    sessions.cast_vote(
        item_id=found.pk,
        by=_me(request),
        choice=form.cleaned_data["choice"],
        dissent=form.cleaned_data["dissent"],
    )
    messages.success(request, _("Your vote is counted."))
    return redirect("session:item", item_id=item_id)


@require_POST
@shows_refusals
def close_vote(request: HttpRequest, item_id: int) -> HttpResponse:
    sessions.close_vote(item_id=_item(request, item_id).pk, by=_me(request))
    messages.success(request, _("The vote is closed."))
    return redirect("session:item", item_id=item_id)


@require_POST
@shows_refusals
def recommend(request: HttpRequest, item_id: int) -> HttpResponse:
    sessions.recommend(item_id=_item(request, item_id).pk, by=_me(request), key=_key(request))
    messages.success(request, _("The recommendation is adopted."))
    return redirect("session:item", item_id=item_id)


def _with_reason(request: HttpRequest, item_id: int, service: Any, done: str) -> HttpResponse:
    found, form = _item(request, item_id), ReasonForm(request.POST)
    if not form.is_valid():
        return _again(request, found, reason_form=form)
    service(
        item_id=found.pk, by=_me(request), reason=form.cleaned_data["reason"], key=form.cleaned_data["key"]
    )
    messages.success(request, done)
    return redirect("session:detail", number=found.session.number)


@require_POST
@shows_refusals
def defer(request: HttpRequest, item_id: int) -> HttpResponse:
    return _with_reason(
        request, item_id, sessions.defer_item, _("The item is deferred: the case is back at the desk.")
    )


@require_POST
@shows_refusals
def recall(request: HttpRequest, item_id: int) -> HttpResponse:
    return _with_reason(
        request, item_id, sessions.recall_item, _("The item is recalled: the case is back at the desk.")
    )


@shows_refusals
def agenda_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a case on a session's agenda."""
    user = _me(request)
    application = visible_to(user).select_related("object").filter(reference=reference).first()
    if application is None:
        raise Http404
    form = AgendaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = form.cleaned_data["session"]
        sessions.put_on_agenda(
            application_id=application.pk,
            session_id=session.pk,
            by=user,
            key=form.cleaned_data["key"],
            late_reason=form.cleaned_data["late_reason"],
        )
        messages.success(request, _("The application is on the agenda."))
        return redirect("session:detail", number=session.number)
    context = {
        "application": application,
        "form": form,
        "now": timezone.now(),
        "any_session": Session.objects.filter(closed_at__isnull=True).exists(),
        "breadcrumbs": _crumbs((application.reference, "")),
    }
    return render(request, "session/agenda_add.html", context, status=422 if form.errors else 200)


@shows_refusals
def send(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the recommendation to the Government."""
    user = _me(request)
    application = visible_to(user).select_related("object").filter(reference=reference).first()
    if application is None:
        raise Http404
    form = PlainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sessions.send_to_government(application_id=application.pk, by=user, key=form.cleaned_data["key"])
        messages.success(request, _("The recommendation is before the Government."))
        return redirect("session:home")
    return render(
        request,
        "session/send.html",
        {"application": application, "form": form, "breadcrumbs": _crumbs((application.reference, ""))},
    )
