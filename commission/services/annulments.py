"""A decision is set aside by a court, a higher body or on an act of the prosecutor: without an appeal by the applicant.

Where the matter must be decided again, a linked case begins at the review, as after an upheld appeal.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions, workflow
from commission.models import Annulment, Appeal, Event
from commission.models.annulment import Authority
from commission.services.desk import allow, lock, require
from commission.services.endings import end_permission
from commission.services.following import carry_on, opened_after
from commission.workflow import Words
from registry.journal.writing import act
from registry.models import User


@dataclass(frozen=True, slots=True)
class AnnulmentData:
    """An annulment as typed. `again`: the decision must be taken again; `reason` is read by the applicant."""

    authority: Authority
    act_number: str
    act_date: date
    reason: str
    again: bool


def annul_decision(*, application_id: int, by: User, data: AnnulmentData, key: str = "") -> Event:
    """The head enters the act that sets the decision aside. While an appeal is open, the appeal is decided instead."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.is_head(application, by))
        repeated = application.events.filter(key=key, verb="annul").first() if key else None
        if repeated is not None:
            return repeated
        require(bool(data.reason.strip()), _("Give the reason."))
        require(
            bool(data.act_number.strip()) and data.act_date is not None,
            _("Give the number and date of the document."),
        )
        require(data.act_date <= timezone.localdate(), _("The act cannot be dated in the future."))
        require(
            not Appeal.objects.filter(decision__application=application, decided_at__isnull=True).exists(),
            _("An appeal against this decision is open: decide it, and the decision is annulled with it."),
        )
        words = Words(
            public_note=data.reason.strip(), act_number=data.act_number.strip(), act_date=data.act_date
        )
        event = workflow.fire(application_id, "annul", by=by, key=key, words=words)
        end_permission(event)
        new = opened_after(event.application) if data.again else None
        Annulment.objects.create(event=event, authority=data.authority, new_case=new)
        acting.record(
            "decision.annul",
            application.reference,
            authority=str(data.authority),
            new_case=new.reference if new else "",
        )
        if new is not None:
            carry_on(new, of=event.application, letter="taken_up_again")
        return event
