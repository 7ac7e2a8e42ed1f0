"""The lists of cases that officers and supervision work from: narrowed, ordered, paged. Scope is in the query."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commission.models import Application, Consultation, DeclaredParty, Job
from commission.queries import PAGE, case_files, number_of
from commission.states import DECIDED, FINAL, PENDING, State
from registry.models import User
from registry.names import folded

# Stretches of the road that a list may be narrowed to, beside the single states.
STAGES: dict[str, tuple[State, ...]] = {
    "pending": PENDING,
    "decided": tuple(state for state in DECIDED if state not in FINAL),
    "final": FINAL,
}


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What a list is narrowed to; empty means no narrowing. `state` is a state or one of `STAGES`.

    `search`: part of a number, of the object's names or code, or of a party's name or BIN.
    """

    state: str = ""
    mine: bool = False
    unassigned: bool = False
    overdue: bool = False
    search: str = ""
    newest: bool = False
    """The newest first, instead of the soonest due."""


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
        if not (
            day.isascii()
            and day.isdigit()
            and len(day) == 8
            and pk.isascii()
            and pk.isdigit()
            and len(pk) < 19
        ):
            return None
        try:
            return cls(date(int(day[:4]), int(day[4:6]), int(day[6:])), int(pk))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of a work list and the cursors of its neighbours (None: there is none)."""

    rows: list[Any]
    next: Cursor | None
    previous: Cursor | None

    @property
    def is_first(self) -> bool:
        return self.previous is None


def inbox(
    user: User,
    narrowed: InboxFilter = InboxFilter(),
    after: Cursor | None = None,
    before: Cursor | None = None,
) -> InboxPage:
    """A person's list, the soonest due first or the newest first; one query, keyset pages both ways, no COUNT."""
    rows = _narrow(case_files(user).filter(due_on__isnull=False), user, narrowed)
    edge, backwards = before or after, before is not None
    # Whether the rows are read from the smallest key on.
    rising = narrowed.newest == backwards
    if edge is not None:
        rows = rows.filter(_beyond(edge, narrowed.newest, rising))
    keys = ("pk",) if narrowed.newest else ("due_on", "pk")
    found = list(
        _with_progress(rows).order_by(*(keys if rising else (f"-{key}" for key in keys)))[: PAGE + 1]
    )
    shown, more = found[:PAGE], len(found) > PAGE
    if backwards:
        shown.reverse()
        return InboxPage(shown, _cursor(shown, -1) or before, _cursor(shown, 0) if more else None)
    following = _cursor(shown, -1) if more else None
    return InboxPage(shown, following, (_cursor(shown, 0) or after) if after else None)


def _beyond(edge: Cursor, newest: bool, rising: bool) -> Q:
    """What comes after the edge row in the order of reading."""
    side = "gt" if rising else "lt"
    nearer = Q(**{f"pk__{side}": edge.pk})
    return nearer if newest else Q(**{f"due_on__{side}": edge.due_on}) | (Q(due_on=edge.due_on) & nearer)


def _cursor(rows: list[Application], index: int) -> Cursor | None:
    if not rows:
        return None
    edge = rows[index]
    assert edge.due_on is not None
    return Cursor(edge.due_on, edge.pk)


def _with_progress(rows: QuerySet[Application]) -> QuerySet[Any]:
    """Each row with its object and people, how many opinions are in, and whether checks still run.

    The counts are subqueries, so that they are made for the rows of the page only.
    """
    asked = Consultation.objects.filter(
        application=OuterRef("pk"), revision=OuterRef("revision"), replaced_at__isnull=True
    )
    closed = asked.filter(Q(opinion__sent_at__isnull=False) | Q(deemed_at__isnull=False))
    return (
        rows.select_related("object", "officer")
        .only(*_LISTED)
        .annotate(
            opinions_asked=number_of(asked),
            opinions_closed=number_of(closed),
            checks_running=Exists(
                Job.objects.filter(application=OuterRef("pk"), kind="check", finished_at__isnull=True)
            ),
        )
    )


# What a line of a list shows; anything else read from its row would cost a query of its own.
_LISTED = (
    "reference",
    "state",
    "kind",
    "regime",
    "due_on",
    "t0",
    "applicant",
    *(f"object__{name}" for name in ("code", "name_en", "name_ru", "name_kk")),
    *(f"officer__{name}" for name in ("first_name", "last_name", "username")),
)


def _narrow(rows: QuerySet[Application], user: User, narrowed: InboxFilter) -> QuerySet[Application]:
    if narrowed.state in STAGES:
        rows = rows.filter(state__in=STAGES[narrowed.state])
    elif narrowed.state:
        rows = rows.filter(state=narrowed.state)
    if narrowed.mine:
        rows = rows.filter(officer__in=user.hands)
    if narrowed.unassigned:
        rows = rows.filter(officer__isnull=True, state__in=PENDING)
    if narrowed.overdue:
        rows = rows.filter(due_on__lt=timezone.localdate(), state__in=PENDING)
    if narrowed.search:
        wanted = folded(narrowed.search)
        party = DeclaredParty.objects.filter(application=OuterRef("pk"), search__contains=wanted)
        rows = rows.filter(
            Q(reference__icontains=narrowed.search.strip())
            | Q(object__search__contains=wanted)
            | Q(Exists(party))
        )
    return rows
