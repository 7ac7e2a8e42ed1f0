"""Ending a case without a decision: proposed by the desk, confirmed by the head, never by one person alone."""

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions, workflow
from commission.models import Application, Discontinuance, Event
from commission.services.desk import allow, lock, require
from commission.services.letters import queue_letter
from commission.states import ENDING_GROUNDS, State
from commission.workflow import Words
from registry.journal.writing import act
from registry.models import User

DISCONTINUABLE = (State.SUBMITTED, State.RETURNED, State.REGISTERED, State.UNDER_REVIEW)


def propose_discontinuance(
    *, application_id: int, by: User, ground: str, reason: str, document_id: int | None = None
) -> Discontinuance:
    """The desk proposes to end the case, on a coded ground; the reason is what the applicant will read."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_process(application, by))
        require(
            application.state in DISCONTINUABLE,
            _("A case is discontinued until the review has ended; later it is withdrawn or decided."),
        )
        require(ground in ENDING_GROUNDS[State.DISCONTINUED], _("Choose a ground."))
        require(bool(reason.strip()), _("Give the reason: the applicant may appeal against it."))
        require(
            not application.discontinuances.filter(
                confirmed_at__isnull=True, rejected_at__isnull=True
            ).exists(),
            _("A proposal waits for the head already."),
        )
        require(
            document_id is None or application.documents.casefile().filter(pk=document_id).exists(),
            _("Choose a document of this case."),
        )
        made = Discontinuance.objects.create(
            application=application,
            ground=ground,
            reason=reason.strip(),
            document_id=document_id,
            proposed_by=by,
        )
        acting.record("discontinuance.propose", application.reference, proposal=made.pk, ground=ground)
        return made


def confirm_discontinuance(*, proposal_id: int, by: User, key: str = "") -> Event:
    """The head, another person than who proposed, discontinues the case; the applicant is told why and may appeal."""
    with act(by=by) as acting:
        application = lock(
            Discontinuance.objects.values_list("application_id", flat=True).get(pk=proposal_id)
        )
        made = _locked(proposal_id)
        if made.confirmed_by_id == by.pk:
            return application.events.filter(verb="discontinue").latest("pk")
        _decidable(application, made, by)
        made.confirmed_by, made.confirmed_at = by, timezone.now()
        made.save(update_fields=["confirmed_by", "confirmed_at"])
        acting.record("discontinuance.confirm", application.reference, proposal=made.pk)
        event = workflow.fire(
            application.pk,
            "discontinue",
            by=by,
            key=key,
            words=Words(public_note=made.reason, ground=made.ground),
        )
        queue_letter("dismissed", event)
        return event


def refuse_discontinuance(*, proposal_id: int, by: User, refusal: str) -> Discontinuance:
    """The head does not confirm; the case goes on."""
    with act(by=by) as acting:
        application = lock(
            Discontinuance.objects.values_list("application_id", flat=True).get(pk=proposal_id)
        )
        made = _locked(proposal_id)
        _decidable(application, made, by)
        require(bool(refusal.strip()), _("Give the reason."))
        made.rejected_by, made.rejected_at, made.refusal = by, timezone.now(), refusal.strip()
        made.save(update_fields=["rejected_by", "rejected_at", "refusal"])
        acting.record("discontinuance.refuse", application.reference, proposal=made.pk)
        return made


def _locked(proposal_id: int) -> Discontinuance:
    return Discontinuance.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal_id)


def _decidable(application: Application, made: Discontinuance, by: User) -> None:
    allow(permissions.may_countersign_ending(made, by))
    require(made.is_open, _("This proposal has been decided already."))
