"""What pages read. Scope is in the query itself: what a person may not see is not found."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from commission import permissions, workflow
from commission.models import (
    AccessGrant,
    Application,
    Condition,
    Consultation,
    Document,
    Event,
    Job,
    Report,
    Seat,
)
from commission.states import PENDING, State
from registry.models import User
from registry.names import folded
from registry.roles import Role

PAGE = 25


def visible_to(user: User | None) -> QuerySet[Application]:
    """Every application that this person may see at all; used by lists, details, downloads and counters alike."""
    return Application.objects.filter(
        permissions.scope(
            user,
            events=Event.objects.all(),
            reports=Report.objects.filter(voided_at__isnull=True),
            seats=Seat.objects.all(),
            consultations=Consultation.objects.all(),
            grants=AccessGrant.objects.all(),
        )
    )


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What a work list is narrowed to; empty means no narrowing."""

    state: str = ""
    mine: bool = False
    unassigned: bool = False
    overdue: bool = False
    search: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins or ends: the sort key of its edge row."""

    due_on: date
    pk: int

    def __str__(self) -> str:
        return f"{self.due_on:%Y%m%d}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """The cursor written by `str`, or None for anything else (garbage shows the first page)."""
        day, _, pk = text.partition("-")
        if not (day.isascii() and day.isdigit() and len(day) == 8 and pk.isascii() and pk.isdigit() and len(pk) < 19):
            return None
        try:
            return cls(date(int(day[:4]), int(day[4:6]), int(day[6:])), int(pk))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of a work list and the cursors of its neighbours."""

    rows: list[Any]
    next: Cursor | None
    is_first: bool


def inbox(user: User, narrowed: InboxFilter = InboxFilter(), after: Cursor | None = None) -> InboxPage:
    """A person's work list, the soonest due first; one query, keyset pages, no COUNT."""
    rows = visible_to(user).filter(due_on__isnull=False)
    rows = _narrow(rows, user, narrowed)
    if after is not None:
        rows = rows.filter(Q(due_on__gt=after.due_on) | Q(due_on=after.due_on, pk__gt=after.pk))
    rows = (
        rows.select_related("object", "officer", "applicant")
        .annotate(
            opinions_asked=Count("consultations", distinct=True),
            opinions_closed=Count(
                "consultations",
                filter=Q(consultations__opinion__sent_at__isnull=False) | Q(consultations__deemed_at__isnull=False),
                distinct=True,
            ),
            checks_running=Exists(
                Job.objects.filter(application=OuterRef("pk"), kind="check", finished_at__isnull=True)
            ),
        )
        .order_by("due_on", "pk")
    )
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return InboxPage(found[:PAGE], Cursor(last.due_on, last.pk) if last else None, after is None)


def _narrow(rows: QuerySet[Application], user: User, narrowed: InboxFilter) -> QuerySet[Application]:
    if narrowed.state:
        rows = rows.filter(state=narrowed.state)
    if narrowed.mine:
        rows = rows.filter(officer=user)
    if narrowed.unassigned:
        rows = rows.filter(officer__isnull=True, state__in=PENDING)
    if narrowed.overdue:
        rows = rows.filter(due_on__lt=timezone.localdate(), state__in=PENDING)
    if narrowed.search:
        wanted = folded(narrowed.search)
        rows = rows.filter(Q(reference__icontains=narrowed.search.strip()) | Q(object__search__contains=wanted))
    return rows


def case_file(reference: str, user: User) -> Application | None:
    """A case with everything its page shows, or None where this person may not see it.

    A constant number of queries: the case, then one each for checks with findings, consultations, events, documents
    and reports.
    """
    return (
        visible_to(user)
        .select_related(
            "object__stake_in", "object__underlying", "officer", "applicant", "decision__notice", "current_item__session"
        )
        .prefetch_related(
            Prefetch("jobs", Job.objects.filter(kind="check").select_related("finding__assessment__by")),
            Prefetch("consultations", Consultation.objects.select_related("body", "opinion__sent_by")),
            Prefetch("events", Event.objects.select_related("by")),
            Prefetch("documents", Document.objects.filter(removed_at__isnull=True)),
            Prefetch("reports", Report.objects.select_related("drafted_by", "countersigned_by")),
        )
        .filter(reference=reference)
        .first()
    )


def own_file(reference: str, user: User) -> Application | None:
    """The applicant's own application with its public side, or None."""
    return (
        Application.objects.filter(applicant=user, reference=reference)
        .select_related("object__stake_in", "decision__notice", "current_item")
        .prefetch_related(
            "declared_parties",
            "declared_holdings__owner",
            "declared_holdings__company",
            Prefetch("documents", Document.objects.filter(removed_at__isnull=True, internal=False)),
            "events",
        )
        .first()
    )


def own_applications(user: User) -> QuerySet[Application]:
    """The applicant's applications, newest first."""
    return Application.objects.filter(applicant=user).select_related("object").order_by("-pk")


def consultations_of(user: User) -> QuerySet[Consultation]:
    """Requests to the person's bodies, open ones first."""
    return (
        Consultation.objects.filter(body_id__in=user.body_ids, application__in=visible_to(user))
        .select_related("application__object", "body", "opinion")
        .order_by("opinion__sent_at", "due_on", "pk")
    )


def steps_for(application: Application, user: User) -> list[workflow.Step]:
    """The buttons this person has on this case."""
    return workflow.steps(application, user)


def officers() -> QuerySet[User]:
    """People who may be put in charge of a case."""
    return User.objects.filter(is_active=True, appointments__role=Role.OFFICER).distinct().order_by("username")


def decided() -> QuerySet[Application]:
    """Cases for the public register: decided and told."""
    return (
        Application.objects.filter(decision__notified_at__isnull=False)
        .exclude(state__in=(State.DRAFT, State.WITHDRAWN))
        .select_related("object", "decision")
        .order_by("-decision__date", "-pk")
    )


def live_conditions(application: Application) -> QuerySet[Condition]:
    """Conditions of the case's decree."""
    return Condition.objects.filter(decision__application=application).select_related("verified_by")
