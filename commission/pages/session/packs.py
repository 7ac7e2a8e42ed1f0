"""Pages of a session's papers: sealed versions, what changed, who has read them, a brief of one page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import findings_text
from commission.models import AgendaItem, Pack
from commission.pages.refusals import shows_refusals
from commission.pages.session import queries
from commission.pages.session.forms import LateForm, PlainForm
from commission.pages.session.papers import papers
from commission.permissions_session import may_allow_late_papers
from commission.services import packs
from commission.states import Answer, Outcome
from registry.models import StateBody, User

_WORST = (Outcome.VIOLATION, Outcome.ATTENTION, Outcome.UNDETERMINED)


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@dataclass(frozen=True, slots=True)
class Sealed:
    """The latest version of an item's papers as one reader sees it."""

    pack: Pack | None
    read_at: Any
    """When the reader acknowledged this version."""
    changed: tuple[tuple[str, str], ...]
    """What differs from the last version that the reader acknowledged: (name, how)."""
    unread_by: tuple[User, ...]
    is_stale: bool
    """The papers are no longer what was sealed."""


def sealed(item: AgendaItem, reader: User) -> Sealed:
    """What the item's page says of its papers' seal."""
    pack = packs.current_pack(item)
    receipts = {
        earlier.version: (earlier, receipt)
        for earlier in item.packs.all()
        for receipt in earlier.receipts.all()
        if receipt.member_id == reader.pk
    }
    changed: list[tuple[str, str]] = []
    read_at = None
    if pack is not None and pack.version in receipts:
        read_at = receipts[pack.version][1].at
    elif pack is not None and receipts:
        changed = packs.changes(receipts[max(receipts)][0].manifest, pack.manifest)
    return Sealed(
        pack=pack,
        read_at=read_at,
        changed=tuple(_named(changed)),
        unread_by=tuple(packs.unread_by(item, pack)),
        is_stale=item.opened_at is None and item.withdrawn_at is None and packs.has_changed(item),
    )


def _named(changed: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names of what changed; bodies are read once, only where an opinion is among it."""
    codes = [key.partition(":")[2] for key, _how in changed if key.startswith("opinion:")]
    bodies = {body.code: body.name for body in StateBody.objects.filter(code__in=codes)} if codes else {}
    return [(_name(key, bodies), str(_HOW[how]())) for key, how in changed]


_HOW = {
    "added": lambda: _("added"),
    "changed": lambda: _("changed"),
    "removed": lambda: _("removed"),
}


def _name(key: str, bodies: dict[str, str]) -> str:
    kind, _colon, rest = key.partition(":")
    if kind == "finding":
        return _("Finding: %(title)s") % {"title": findings_text.title(rest)}
    if kind == "opinion":
        return _("Opinion: %(body)s") % {"body": bodies.get(rest, rest)}
    if kind in ("party", "condition"):
        return _("Declared party") if kind == "party" else _("Condition")
    return _("Motion") if kind == "motion" else _("Report of the working body")


@require_POST
@shows_refusals
def seal(request: HttpRequest, item_id: int) -> HttpResponse:
    """Seal changed papers as the next version."""
    pack = packs.seal_pack(item_id=_item(request, item_id).pk, by=_me(request))
    messages.success(request, _("The papers are sealed: version %(number)s.") % {"number": pack.version})
    return redirect("session:item", item_id=item_id)


@require_POST
@shows_refusals
def acknowledge(request: HttpRequest, item_id: int) -> HttpResponse:
    """A member has read the papers of an item."""
    packs.acknowledge_pack(
        item_id=_item(request, item_id).pk, by=_me(request), sha256=request.POST.get("sha256", "")
    )
    messages.success(request, _("It is noted that you have read the papers."))
    return redirect("session:item", item_id=item_id)


def _crumbs(number: int, title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Sessions"), "url": reverse("session:home")},
        {
            "label": _("Session No. %(number)s") % {"number": number},
            "url": reverse("session:detail", args=[number]),
        },
        {"label": title, "url": ""},
    ]


@shows_refusals
def late(request: HttpRequest, number: int) -> HttpResponse:
    """The chair gives the reason why the papers may go out late."""
    session = queries.session_file(number, _me(request))
    if session is None or not may_allow_late_papers(session, _me(request)):
        raise Http404
    form = LateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        packs.allow_late_papers(session_id=session.pk, by=_me(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("The reason is recorded: the secretary can send the papers."))
        return redirect("session:detail", number=number)
    context = {
        "session": session,
        "form": form,
        "due_on": packs.papers_due_on(session),
        "breadcrumbs": _crumbs(number, _("Late papers")),
    }
    return render(request, "session/late_papers.html", context, status=422 if form.errors else 200)


@shows_refusals
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Notice of the session with its papers to all members."""
    session = queries.session_file(number, _me(request))
    if session is None:
        raise Http404
    due_on = packs.papers_due_on(session)
    if request.method == "POST":
        packs.send_papers(session_id=session.pk, by=_me(request))
        messages.success(request, _("The papers are sealed and the members are told."))
        return redirect("session:detail", number=number)
    context = {
        "session": session,
        "form": PlainForm(),
        "due_on": due_on,
        "is_late": packs.is_late(session),
        "breadcrumbs": _crumbs(number, _("Send the papers")),
    }
    return render(request, "session/send_papers.html", context)


@require_safe
def mine(request: HttpRequest, number: int) -> HttpResponse:
    """The reader's own pack: every item that is open to them, its version and hash, and one hash over all of them."""
    user = _me(request)
    session = queries.session_file(number, user)
    if session is None:
        raise Http404
    items = [item for item in session.items.all() if _takes_part(item, user)]
    found = [(item, packs.current_pack(item)) for item in items]
    rows = [
        {
            "item": item,
            "pack": pack,
            "read": pack is not None and any(r.member_id == user.pk for r in pack.receipts.all()),
        }
        for item, pack in found
    ]
    context = {
        "session": session,
        "rows": rows,
        "closed": len(session.items.all()) - len(items),
        "sha256": packs.seal_of(
            [[str(user.pk), ""], *([str(item.pk), pack.sha256] for item, pack in found if pack is not None)]
        ),
        "breadcrumbs": _crumbs(number, _("My papers")),
    }
    return render(request, "session/pack.html", context)


def _takes_part(item: AgendaItem, user: User) -> bool:
    mine = next((seat for seat in item.seats.all() if seat.member_id == user.pk), None)
    return mine is not None and mine.recused_at is None and item.application.applicant_id != user.pk


@require_safe
def brief(request: HttpRequest, item_id: int) -> HttpResponse:
    """One page on the case: who sells what to whom, what is moved, what speaks for and against."""
    found = _item(request, item_id)
    read = papers(found)
    findings = read["findings"]
    opinions = read["opinions"]
    context = {
        "item": found,
        "application": found.application,
        "papers": read,
        "worst": [finding for finding in findings if finding.outcome in _WORST],
        "quiet": sum(finding.outcome not in _WORST for finding in findings),
        "objections": [o for o in opinions if o.answer in (Answer.OBJECTION, Answer.WITH_CONDITIONS)],
        "agreeing": sum(o.answer not in (Answer.OBJECTION, Answer.WITH_CONDITIONS) for o in opinions),
        "asked": queries.bodies_asked(found),
        "pack": packs.current_pack(found),
        "breadcrumbs": [
            {"label": _("Sessions"), "url": reverse("session:home")},
            {
                "label": _("Session No. %(number)s") % {"number": found.session.number},
                "url": reverse("session:detail", args=[found.session.number]),
            },
            {"label": found.application.reference, "url": reverse("session:item", args=[found.pk])},
            {"label": _("Brief"), "url": ""},
        ],
    }
    return render(request, "session/brief.html", context)


def _item(request: HttpRequest, item_id: int) -> AgendaItem:
    found = queries.item_file(item_id, _me(request))
    if found is None:
        raise Http404
    return found
