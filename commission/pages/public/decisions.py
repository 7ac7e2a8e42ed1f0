"""The public register of final decisions and its statistics."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from commission import queries
from commission.models import Application, Condition
from commission.pages.public.names import published_declared
from commission.queries_inbox import Cursor
from commission.states import Motion, State

PAGE = 20
# What happened to a decision afterwards, where the register must say so.
ENDED = (State.REVOKED, State.ANNULLED, State.LAPSED, State.STATE_PURCHASE)


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """One page, newest first; `after` is the cursor of the next page or empty."""

    rows: list[Application]
    after: str


def decisions_page(after: str = "", *, size: int = PAGE) -> DecisionsPage:
    """Final decisions from the cursor `after` on (garbage shows the first page); keyset, no COUNT."""
    rows = queries.decided().prefetch_related(
        "declared_parties", Prefetch("decision__conditions", Condition.objects.order_by("position"))
    )
    cursor = Cursor.parse(after)
    if cursor is not None:
        earlier = Q(decision__date__lt=cursor.due_on) | Q(decision__date=cursor.due_on, pk__lt=cursor.pk)
        # The first bound says nothing new; it lets the database begin in the index instead of at its start.
        rows = rows.filter(decision__date__lte=cursor.due_on).filter(earlier)
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return DecisionsPage(found[:size], str(Cursor(last.decision.date, last.pk)) if last else "")


def is_final(application: Application) -> bool:
    """No appeal can change it any more: the period is over, or the case is closed."""
    decision = application.current_decision()
    return application.state == State.CLOSED or (decision is not None and decision.appeal_period_over)


def published_parties(application: Application) -> list[str] | None:
    """Applicant and acquirer by name; None for a refusal that is not final (policy: nobody is named until then)."""
    decision = application.current_decision()
    if decision.outcome == Motion.REFUSE and not is_final(application):
        return None
    declared = {party.role: party for party in application.declared_parties.all() if party.role != "holder"}
    names = (published_declared(declared.get(role)) for role in ("applicant", "acquirer"))
    return [name for name in names if name]
