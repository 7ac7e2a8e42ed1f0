"""A material change during the case: reported by the applicant, settled by the desk, checked and consulted anew.

Until it is settled, what was found, said, countersigned or voted before it is stale: the case goes on neither to a
session nor to a decision (`guards_after.no_open_change`).
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import ledger, permissions
from commission.documents.storage import Received
from commission.ledger import Key
from commission.models import Application, Consultation, MaterialChange
from commission.models.change import ChangeOutcome
from commission.services.attachments import keep_document
from commission.services.checks import ASSESSABLE, queue_checks, void_reports
from commission.services.consultations import open_consultations, receiving_body
from commission.services.desk import allow, lock, require
from commission.services.letters import holders, queue_matter
from commission.services.questionnaires import open_questionnaires
from commission.states import PENDING, Counter, Movement, State
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role

PAPER = "F"
"""Code of a paper on a change among the documents."""
REPORTABLE = tuple(state for state in PENDING if state not in (State.SUBMITTED, State.RETURNED))
"""From registration to the decision. Before it the package itself is corrected."""


def report_change(
    *,
    application_id: int,
    by: User,
    what: str,
    changed_on: date,
    received: Received | None = None,
    key: str = "",
) -> MaterialChange:
    """The applicant says what has changed and since when. The desk is told; a countersign that rests on it dies."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.is_applicant(application, by))
        repeated = application.changes.filter(key=key).first() if key else None
        if repeated is not None:
            return repeated
        require(
            application.state in REPORTABLE,
            _("A change is reported between registration and the decision."),
        )
        require(bool(what.strip()), _("Say what has changed."))
        require(changed_on <= timezone.localdate(), _("A change that has not happened yet is not reported."))
        document = None
        if received is not None:
            document = keep_document(
                application, by=by, code=PAPER, title=what.strip()[:100], received=received, acting=acting
            )
        reported = MaterialChange.objects.create(
            application=application,
            revision=application.revision,
            what=what.strip(),
            changed_on=changed_on,
            document=document,
            reported_by=by,
            key=key,
        )
        if application.state in ASSESSABLE:
            void_reports(application)
        told = [application.officer] if application.officer is not None else []
        for receiver in dict.fromkeys([*told, *holders(Role.HEAD)]):
            queue_matter("change_reported", application, reported.pk, to=receiver)
        acting.record("change.report", application.reference, change=reported.pk)
        return reported


def settle_change(*, change_id: int, by: User, outcome: str, reason: str) -> MaterialChange:
    """The desk finds the change material, and everything is checked and asked anew; or the head that it is not."""
    with act(by=by) as acting:
        found = MaterialChange.objects.values_list("application_id", flat=True).get(pk=change_id)
        application = lock(found)
        change = MaterialChange.objects.get(pk=change_id)
        allow(permissions.may_process(application, by))
        require(outcome in ChangeOutcome.values, _("Choose what was found."))
        require(bool(reason.strip()), _("Give the reason."))
        require(change.is_open, _("This change is settled already."))
        if outcome == ChangeOutcome.RECHECKED:
            require(
                application.state in ASSESSABLE,
                _(
                    "Checks run anew while the case is under review: the chair recalls it, the secretary defers it, "
                    "or the Government returns it."
                ),
            )
            _check_anew(application, by)
        else:
            require(
                permissions.is_head(application, by),
                _("That a change is not material is for the head to find."),
            )
        now = timezone.now()
        settled = application.changes.filter(settled_at__isnull=True)
        # One look at the facts of today settles every change reported before it.
        rows = settled if outcome == ChangeOutcome.RECHECKED else settled.filter(pk=change.pk)
        rows.update(outcome=outcome, reason=reason.strip(), settled_by=by, settled_at=now)
        acting.record("change.settle", application.reference, change=change.pk, outcome=outcome)
        change.refresh_from_db()
        return change


def _check_anew(application: Application, by: User) -> None:
    """A new revision: facts frozen as of today, every check queued, bodies asked again. What was found stays."""
    void_reports(application)
    waiting = [
        one
        for one in Consultation.objects.filter(
            application=application, revision=application.revision
        ).select_related("opinion")
        if not one.is_closed
    ]
    with ledger.opened(application) as book:
        for one in waiting:
            key = Key(Counter.CONSULTATION, one.pk)
            book.write(key, Movement.STOP, on=timezone.localdate(), by=by, ground="asked_anew")
    application.revision += 1
    application.save()
    queue_checks(application)
    asked = open_consultations(application)
    open_questionnaires(application, asked, working_body=receiving_body(application))
    for one in asked:
        for receiver in holders(Role.CONSULTED, body_id=one.body_id):
            queue_matter("consulted_anew", application, one.pk, to=receiver)
