"""Obligations as lists show them: scope in the query, keyset pages, no COUNT."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from commission import permissions_after, sides
from commission.models import (
    Application,
    Compartment,
    Condition,
    Evidence,
    Obligation,
    ObligationStep,
    PowerOfAttorney,
)
from commission.models.obligation import OPEN, UNREPORTED, ObligationState
from commission.queries import PAGE, case_files
from commission.queries_inbox import Cursor
from commission.states import State
from registry.models import User

SOON_DAYS = 30
"""Calendar days ahead that "due soon" looks."""

# What is owed is owed while the case is monitored: a revoked or annulled permission asks for nothing.
_MONITORED = Q(application__state=State.IN_MONITORING)
FILTERS: dict[str, Q] = {
    "": _MONITORED & Q(state__in=OPEN),
    "submitted": _MONITORED & Q(state=ObligationState.SUBMITTED),
    "breached": Q(state=ObligationState.NOT_MET),
    "waiver": Q(waiver_by__isnull=False),
    "settled": Q(state__in=(ObligationState.MET, ObligationState.WAIVED, ObligationState.ENDED)),
    "any": Q(),
}


@dataclass(frozen=True, slots=True)
class ObligationPage:
    """One page, the soonest due first, and the cursors of its neighbours (None: there is none)."""

    rows: list[Obligation]
    next: Cursor | None
    previous: Cursor | None


def obligations_for(user: User) -> QuerySet[Obligation]:
    """Every due date that the person may see; used by list and page alike."""
    apart = Application.objects.filter(
        sides.on_no_side(user, powers=PowerOfAttorney.objects.all(), compartments=Compartment.objects.all())
    )
    return Obligation.objects.filter(
        permissions_after.obligations_scope(user, cases=case_files(user), apart=apart)
    ).select_related("application__object", "condition__decision", "condition__verified_by")


def obligations(
    user: User, *, which: str, search: str = "", after: Cursor | None = None, before: Cursor | None = None
) -> ObligationPage:
    """One query; `which` is a key of `FILTERS`, "soon" or "overdue"."""
    rows = obligations_for(user).filter(_chosen(which, timezone.localdate()))
    if search:
        rows = rows.filter(
            Q(application__reference__icontains=search) | Q(application__object__code__icontains=search)
        )
    if before is not None:
        rows = rows.filter(Q(due_on__lt=before.due_on) | Q(due_on=before.due_on, pk__lt=before.pk))
        found = list(rows.order_by("-due_on", "-pk")[: PAGE + 1])
        shown, more = found[:PAGE][::-1], len(found) > PAGE
        return ObligationPage(shown, _edge(shown, -1) or before, _edge(shown, 0) if more else None)
    if after is not None:
        rows = rows.filter(Q(due_on__gt=after.due_on) | Q(due_on=after.due_on, pk__gt=after.pk))
    found = list(rows.order_by("due_on", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    following = _edge(shown, -1) if len(found) > PAGE else None
    return ObligationPage(shown, following, (_edge(shown, 0) or after) if after else None)


def _chosen(which: str, today: date) -> Q:
    if which == "soon":
        return _MONITORED & Q(
            state__in=UNREPORTED, due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS)
        )
    if which == "overdue":
        return _MONITORED & Q(state__in=UNREPORTED, due_on__lt=today)
    return FILTERS.get(which, FILTERS[""])


def _edge(rows: list[Obligation], index: int) -> Cursor | None:
    return Cursor(rows[index].due_on, rows[index].pk) if rows else None


def obligation_file(obligation_id: int, user: User) -> Obligation | None:
    """One due date with the evidence sent for it and what was done; drafts are the applicant's own."""
    sent = Evidence.objects.filter(submitted_at__isnull=False).prefetch_related("documents")
    return (
        obligations_for(user)
        .select_related("waiver_by")
        .prefetch_related(
            Prefetch("evidence", sent), Prefetch("steps", ObligationStep.objects.select_related("by"))
        )
        .filter(pk=obligation_id)
        .first()
    )


def conditions_of(application_id: int) -> list[Condition]:
    """The decree's conditions with their due dates and reviews."""
    return list(
        Condition.objects.filter(decision__application=application_id)
        .select_related("decision", "verified_by", "released_by")
        .prefetch_related("obligations", "reviews__by")
    )


def reviews_due(user: User, *, before: date) -> list[Condition]:
    """Live conditions in monitored cases that nobody has looked at since `before`, the longest first."""
    return list(
        Condition.objects.filter(
            decision__application__in=case_files(user),
            decision__application__state=State.IN_MONITORING,
            released_at__isnull=True,
        )
        .annotate(last_review=Max("reviews__at__date"))
        .annotate(looked_at=Coalesce("last_review", "decision__date"))
        .filter(looked_at__lte=before)
        .select_related("decision__application__object")
        .order_by("looked_at", "pk")[:PAGE]
    )
