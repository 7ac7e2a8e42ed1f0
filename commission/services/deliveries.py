"""Proofs that the notice has reached the applicant; the first starts the appeal period (its length is policy)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Decision, Delivery, policy
from commission.models.delivery import DeliveryKind
from commission.procedure.regimes import REGIMES
from commission.services.desk import allow, lock, require
from registry.journal.writing import act
from registry.models import User


def note_first_reading(*, application_id: int, by: User) -> None:
    """The applicant has opened the notice: noted once."""
    with act(by=by) as acting:
        application = lock(application_id)
        if not permissions.may_receive(application, by):
            return
        decision = Decision.objects.filter(
            application=application, notified_at__isnull=False, first_read_at__isnull=True
        ).first()
        if decision is None:
            return
        decision.first_read_at = timezone.now()
        decision.save(update_fields=["first_read_at"])
        Delivery.objects.create(decision=decision, kind=DeliveryKind.READING, on=timezone.localdate(), by=by)
        _settle(decision)
        acting.record("decision.read", application.reference, decision=decision.pk)


def record_delivery(*, application_id: int, by: User, kind: str, on: date, number: str) -> Delivery:
    """The desk enters the proof of a paper's delivery: its kind, its day and the receipt's number."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_process(application, by))
        decision = Decision.objects.filter(application=application, notified_at__isnull=False).first()
        require(decision is not None, _("The notice has not been issued yet."))
        assert decision is not None
        assert decision.notified_at is not None
        require(kind in (DeliveryKind.POST, DeliveryKind.SERVICE), _("Choose the proof from the list."))
        require(bool(number.strip()), _("Give the number of the paper that proves the delivery."))
        issued = timezone.localdate(decision.notified_at)
        require(
            issued <= on <= timezone.localdate(),
            _("The notice was issued on %(day)s: it was delivered on that day or later, not in the future.")
            % {"day": f"{issued:%d.%m.%Y}"},
        )
        repeated = decision.deliveries.filter(kind=kind, number=number.strip()).first()
        if repeated is not None:
            require(repeated.on == on, _("A proof with this number is already recorded for another day."))
            return repeated
        proof = Delivery.objects.create(decision=decision, kind=kind, on=on, number=number.strip(), by=by)
        _settle(decision)
        acting.record("delivery.record", application.reference, delivery=proof.pk, on=on.isoformat())
        return proof


def _settle(decision: Decision) -> None:
    """The last day for an appeal follows from the earliest proof and the policy of that day."""
    first = decision.deliveries.order_by("on", "pk").first()
    if first is None:
        return
    decision.appeal_until = first.on + timedelta(days=policy.value("appeal_days", on=first.on))
    decision.save(update_fields=["appeal_until"])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of how the last day for an appeal comes about: the day, and what happened or follows."""

    on: date
    words: str
    late: bool = False


def appeal_ledger(application: Application) -> list[Line]:
    """Decree, notice, each proof and the last day, in words; from the decision's own rows alone."""
    decision = application.current_decision()
    if decision is None:
        return []
    term = next(term for term in REGIMES[application.regime].terms if term.key == "notice")
    due = decision.date + timedelta(days=term.number)
    lines = [
        Line(decision.date, _("Decree No. %(number)s.") % {"number": decision.number}),
        Line(
            due,
            _("Last day for the notice: %(days)d calendar days after the decree (%(basis)s).")
            % {"days": term.number, "basis": _("SPL 188")},
        ),
    ]
    if decision.notified_at is not None:
        issued = timezone.localdate(decision.notified_at)
        words = _("Notice issued after its last day.") if issued > due else _("Notice issued in time.")
        lines.append(Line(issued, words, late=issued > due))
    proofs = list(decision.deliveries.all())
    for at, proof in enumerate(sorted(proofs, key=lambda one: (one.on, one.pk))):
        about = str(proof.get_kind_display())
        if proof.number:
            about = _("%(kind)s, No. %(number)s") % {"kind": about, "number": proof.number}
        words = (
            _("First proof: %(about)s. The appeal period runs from this day.")
            if at == 0
            else _("Further proof: %(about)s. It changes nothing.")
        )
        lines.append(Line(proof.on, words % {"about": about}))
    if decision.appeal_until is not None and proofs:
        days = (decision.appeal_until - min(one.on for one in proofs)).days
        lines.append(
            Line(
                decision.appeal_until,
                _("Last day for an appeal: %(days)d calendar days after the first proof (policy).")
                % {"days": days},
            )
        )
    return lines
