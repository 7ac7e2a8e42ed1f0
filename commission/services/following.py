"""The case that follows an annulled one: facts and documents carried over, checks run anew, a clock of its own."""

from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from commission import ledger, workflow
from commission.models import Application, Document, Event
from commission.procedure import regimes
from commission.services.calendar import calendar
from commission.services.checks import queue_checks
from commission.services.consultations import open_consultations, receiving_body
from commission.services.letters import queue_letter, tell_bodies
from commission.services.numbers import next_reference
from commission.services.priority import open_track
from commission.services.questionnaires import open_questionnaires

_CARRIED = (
    "applicant",
    "officer",
    "capacity",
    "object",
    "kind",
    "sale_mode",
    "share",
    "price",
    "valuation",
    "contract_date",
    "purpose",
    "declared_at",
    "submitted_at",
)
# The notice of the decision that no longer stands, and papers of supervision on it.
_LEFT_BEHIND = ("N", "S")
Row = TypeVar("Row", bound=Model)


def opened_after(old: Application) -> Application:
    """A new case with all that the parties of `old` declared and filed; not yet on its road."""
    new = Application.objects.create(
        reference=next_reference(), **{name: getattr(old, name) for name in _CARRIED}
    )
    parties = {was: _again(row, application=new) for was, row in _rows(old.declared_parties)}
    for _was, holding in _rows(old.declared_holdings):
        owner, company = parties[holding.owner_id], parties[holding.company_id]
        _again(holding, application=new, owner=owner, company=company)
    filed = old.documents.filter(removed_at__isnull=True, internal=False).exclude(code__in=_LEFT_BEHIND)
    documents: dict[int, Document] = {was: _again(row, application=new) for was, row in _rows(filed)}
    for _was, consent in _rows(old.linked_consents):
        _again(consent, application=new, document=documents.get(consent.document_id))
    for _was, stated in _rows(old.stated_facts):
        _again(stated, application=new)
    # Who spoke for the applicant goes on doing so, as far as the paper says.
    for _was, power in _rows(old.powers.filter(revoked_at__isnull=True)):
        _again(power, application=new)
    # Without its part, what the acquirer had stated of itself would be the applicant's to read.
    for _was, part in _rows(old.compartments.live()):
        _again(part, application=new)
    return new


def _rows(found: Any) -> list[tuple[int, Any]]:
    return [(row.pk, row) for row in found.order_by("pk")]


def _again(row: Row, **changes: Any) -> Row:
    """The same row once more, with what is different."""
    row.pk, row._state.adding = None, True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def carry_on(new: Application, *, of: Application, letter: str = "restarted") -> Event:
    """Begin at the review: day zero is today, the regime is pinned anew, checks and opinions are asked for again.

    `letter` is the kind of the letter that tells the applicant why.
    """
    t0 = timezone.localdate()
    regime = regimes.regime_for(settings.REGIME_MODE, t0)
    due_on = calendar(t0).add(t0, regime.total_working_days)
    event = workflow.fire(
        new.pk, "restart", by=None, key=f"follows:{of.pk}", t0=t0, due_on=due_on, regime=regime.code
    )
    case = event.application
    ledger.begin(case, by=None)
    open_track(application_id=case.pk, by=None)
    queue_checks(case)
    asked = open_consultations(case)
    open_questionnaires(case, asked, working_body=receiving_body(case))
    tell_bodies(asked, event)
    queue_letter(letter, event)
    return event
