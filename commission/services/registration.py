"""What the desk does with a filed application: take, assign, register, dismiss, examine, discontinue."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import ledger, permissions, workflow
from commission.models import Application, Event
from commission.procedure import regimes
from commission.services.calendar import calendar
from commission.services.checks import queue_checks
from commission.services.compartments import person_of
from commission.services.consultations import open_consultations, receiving_body
from commission.services.defects import cure_defects
from commission.services.desk import allow, lock, require
from commission.services.endings import ENDS, end_permission
from commission.services.letters import queue_letter, tell_bodies
from commission.services.priority import open_track
from commission.services.questionnaires import open_questionnaires
from commission.services.remarks import last_day
from commission.states import ENDING_GROUNDS, FINAL, State
from commission.workflow import Words
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role


def take_application(*, application_id: int, by: User) -> Application:
    """An officer takes an unassigned application from the queue; the second one is told who was first."""
    with act(by=by) as acting:
        application = lock(application_id)
        if application.officer is not None and application.officer_id != by.pk:
            require(False, _("Already taken by %(who)s.") % {"who": application.officer.full_name})
        if application.officer_id == by.pk:
            return application
        allow(permissions.may_take(application, by))
        application.officer = by
        application.save()
        acting.record("application.take", application.reference, officer=by.pk)
        return application


def assign_officer(*, application_id: int, officer_id: int, by: User) -> Application:
    """The head hands a case to an officer."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_assign(application, by))
        require(application.state not in FINAL, _("The case is closed."))
        officer = User.objects.filter(pk=officer_id, is_active=True).first()
        require(
            officer is not None and Role.OFFICER in officer.own_roles, _("Choose an officer from the list.")
        )
        require(officer_id != application.applicant_id, _("An applicant cannot work on their own case."))
        application.officer = officer
        application.save()
        acting.record("application.assign", application.reference, officer=officer_id)
        return application


def register_application(*, application_id: int, by: User, key: str = "") -> Event:
    """Register: day zero, regime pinned, facts frozen, checks queued, bodies asked, the clock started."""
    with act(by=by):
        application = lock(application_id)
        t0 = _day_zero(application)
        regime = regimes.regime_for(settings.REGIME_MODE, t0)
        due_on = calendar(t0).add(t0, regime.total_working_days)
        event = workflow.fire(
            application_id, "register", by=by, key=key, t0=t0, due_on=due_on, regime=regime.code
        )
        application = event.application
        if application.clock.exists():
            return event
        ledger.begin(application, by=by)
        open_track(application_id=application.pk, by=None)
        queue_checks(application)
        asked = open_consultations(application)
        open_questionnaires(application, asked, working_body=receiving_body(application))
        tell_bodies(asked, event)
        cure_defects(application, by)
        queue_letter("registered", event)
        return event


def _day_zero(application: Application) -> date:
    """The day the last missing document was received, even when it is registered later."""
    received = [document.received_on for document in application.documents.all() if document.in_package]
    filed = timezone.localdate(application.submitted_at) if application.submitted_at else timezone.localdate()
    return max([filed, *received])


def dismiss_application(
    *, application_id: int, by: User, as_state: State, ground: str, reason: str, key: str = ""
) -> Event:
    """Permission is not required, or the application is not admitted; ground and reason go to the applicant."""
    with act(by=by):
        require(ground in ENDING_GROUNDS[as_state], _("Choose a ground that belongs to this way of ending."))
        require(bool(reason.strip()), _("Give the reason: the applicant may appeal against it."))
        event = workflow.fire(
            application_id,
            "dismiss",
            by=by,
            key=key,
            words=Words(public_note=reason.strip(), ground=ground),
            as_state=as_state,
        )
        queue_letter("dismissed", event)
        return event


# Moves that carry only words: verb -> (a reason is required, the words go to the applicant, a letter's kind).
_PLAIN: dict[str, tuple[bool, bool, str]] = {
    "examine": (False, False, ""),
    "show_facts": (False, False, "facts_shown"),
    "take_back_facts": (False, False, ""),
    "withdraw_facts": (True, True, "facts_withdrawn"),
    "return_to_review": (True, False, ""),
    "abandon": (True, False, ""),
    "close": (False, False, ""),
    "exercise_priority": (True, True, ""),
    "revoke": (True, True, ""),
}
PLAIN_VERBS = tuple(_PLAIN)
# Moves that rest on an act and must name it.
ACT_VERBS = ("exercise_priority", "revoke")


def needs_reason(verb: str) -> bool:
    """Whether a plain move is refused without a reason. KeyError for a verb that is none."""
    return _PLAIN[verb][0]


def reason_is_public(verb: str) -> bool:
    """Whether the reason of a plain move goes to the applicant. KeyError for a verb that is none."""
    return _PLAIN[verb][1]


def take_step(*, application_id: int, verb: str, by: User, words: Words, key: str = "") -> Event:
    """Make a move that carries nothing but words and, for some, the number and date of an act."""
    with act(by=by):
        required, public, letter = _PLAIN[verb]
        text = words.note.strip()
        require(bool(text) or not required, _("Give the reason."))
        if verb in ACT_VERBS:
            require(
                bool(words.act_number) and words.act_date is not None,
                _("Give the number and date of the document."),
            )
            require(words.act_date <= timezone.localdate(), _("The act cannot be dated in the future."))
        said = Words(
            note="" if public else text,
            public_note=text if public else "",
            act_number=words.act_number,
            act_date=words.act_date,
        )
        if verb == "take_back_facts":
            _remarks_are_over(application_id)
        event = workflow.fire(application_id, verb, by=by, key=key, words=said)
        if letter:
            queue_letter(letter, event)
        if (
            verb in ("show_facts", "withdraw_facts")
            and (acquirer := person_of(event.application)) is not None
        ):
            queue_letter(letter, event, to=acquirer)
        if verb in ENDS:
            end_permission(event)
        if verb == "return_to_review" and event.application.officer is not None:
            queue_letter("back_to_review", event, to=event.application.officer)
        return event


def _remarks_are_over(application_id: int) -> None:
    """Before the last day the sides keep their time: the review goes on earlier only where it was a mistake."""
    application = lock(application_id)
    until = last_day(application) if application.state == State.FACTS_SHOWN else None
    if until is not None and timezone.localdate() <= until:
        require(
            False,
            _(
                "Remarks can be made until %(day)s. If the facts were shown by mistake, withdraw them, with the reason."
            )
            % {"day": until.strftime("%d.%m.%Y")},
        )
