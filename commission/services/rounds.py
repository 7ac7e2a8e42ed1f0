"""Beside the routing: another body asked, a body asked again, an opinion revoked or shared, a drafter named."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Consultation, Opinion, policy
from commission.services.calendar import calendar
from commission.services.checks import void_reports
from commission.services.consultations import ANSWERABLE, start_clocks, stop_clock
from commission.services.desk import allow, lock, require
from commission.services.letters import holders, queue_matter
from commission.wording_opinions import SHAREABLE
from registry.journal.writing import Act, act
from registry.models import Appointment, StateBody, User
from registry.roles import Role


def ask_body(*, application_id: int, by: User, body_id: int, competence: str, reason: str) -> Consultation:
    """The desk asks a body that the routing does not name, with the competence and the reason."""
    with act(by=by) as acting:
        application = _open_case(application_id, by)
        require(bool(competence.strip()), _("Name the competence on which the body is asked."))
        require(bool(reason.strip()), _("Give the reason."))
        body = StateBody.objects.filter(pk=body_id).first()
        require(body is not None, _("Choose a body from the list."))
        assert body is not None
        asked = Consultation.objects.filter(application=application, revision=application.revision, body=body)
        require(not asked.exists(), _("This body has been asked already. Ask it again from its own line."))
        return _ask(application, by, body, competence.strip(), reason.strip(), 1, acting)


def ask_again(*, consultation_id: int, by: User, reason: str) -> Consultation:
    """Facts have changed: the body is asked in a new round, and its earlier answer stays as it was given."""
    with act(by=by) as acting:
        found = Consultation.objects.get(pk=consultation_id)
        application = _open_case(found.application_id, by)
        require(bool(reason.strip()), _("Give the reason."))
        return _next_round(application, _locked(consultation_id), by, reason.strip(), acting)


def revoke_opinion(*, consultation_id: int, by: User, reason: str) -> Consultation:
    """The body takes its opinion back: reports that rest on it are void, and it is asked in a new round."""
    with act(by=by) as acting:
        found = Consultation.objects.get(pk=consultation_id)
        application = lock(found.application_id)
        consultation = _locked(consultation_id)
        allow(permissions.is_consulted_body(consultation, by))
        require(application.state in ANSWERABLE, _("The application is no longer open for opinions."))
        require(bool(reason.strip()), _("Give the reason."))
        require(
            consultation.answered is not None and consultation.replaced_at is None,
            _("There is no opinion in force to revoke."),
        )
        opinion = Opinion.objects.select_for_update(no_key=True).get(consultation=consultation)
        opinion.revoked_by, opinion.revoked_at, opinion.revoked_because = by, timezone.now(), reason.strip()
        opinion.save(update_fields=["revoked_by", "revoked_at", "revoked_because"])
        acting.record("opinion.revoke", application.reference, consultation=consultation.pk)
        return _next_round(application, consultation, by, reason.strip(), acting)


def share_opinion(*, consultation_id: int, by: User) -> Opinion:
    """The desk lets the other bodies that were asked read an opinion whose marking allows it."""
    with act(by=by) as acting:
        found = Consultation.objects.get(pk=consultation_id)
        application = lock(found.application_id)
        allow(permissions.may_process(application, by))
        consultation = _locked(consultation_id)
        require(consultation.answered is not None, _("The body has not answered yet."))
        opinion = Opinion.objects.select_for_update(no_key=True).get(consultation=consultation)
        require(
            opinion.marking in SHAREABLE, _("Personal data: this opinion is never shared with other bodies.")
        )
        if opinion.shared_at is None:
            opinion.shared_by, opinion.shared_at = by, timezone.now()
            opinion.save(update_fields=["shared_by", "shared_at"])
            acting.record("opinion.share", application.reference, consultation=consultation.pk)
        return opinion


def name_drafter(*, consultation_id: int, by: User, drafter_id: int | None) -> Consultation:
    """Somebody of the body gives the draft to a named person, who sees this request only; None takes it back."""
    with act(by=by) as acting:
        found = Consultation.objects.get(pk=consultation_id)
        application = lock(found.application_id)
        consultation = _locked(consultation_id)
        allow(permissions.is_consulted_body(consultation, by))
        require(not consultation.is_closed, _("Nothing more is written on this request."))
        if drafter_id is not None:
            known = drafters(consultation).filter(pk=drafter_id).exists()
            require(known, _("Choose a person of your body or of a unit below it."))
        consultation.drafter_id = drafter_id
        consultation.save(update_fields=["drafter"])
        acting.record(
            "opinion.drafter", application.reference, consultation=consultation.pk, drafter=drafter_id
        )
        return consultation


def drafters(consultation: Consultation) -> QuerySet[User]:
    """People of the body and of the units below it who may draft; never the applicant."""
    drafting = Appointment.objects.in_force().filter(
        Q(body=consultation.body_id) | Q(body__subordinate_to=consultation.body_id), role=Role.CONSULTED
    )
    return (
        User.objects.filter(is_active=True, appointments__in=drafting)
        .exclude(pk__in=[consultation.application.applicant_id])
        .distinct()
        .order_by("last_name", "first_name", "username")
    )


def _open_case(application_id: int, by: User) -> Application:
    application = lock(application_id)
    allow(permissions.may_process(application, by))
    require(application.state in ANSWERABLE, _("The application is no longer open for opinions."))
    return application


def _locked(consultation_id: int) -> Consultation:
    return (
        Consultation.objects.select_for_update(no_key=True, of=("self",))
        .select_related("application", "body", "opinion")
        .get(pk=consultation_id)
    )


def _next_round(
    application: Application, earlier: Consultation, by: User, reason: str, acting: Act
) -> Consultation:
    require(
        earlier.replaced_at is None and earlier.revision == application.revision,
        _("The body has been asked anew already."),
    )
    if not earlier.is_closed:
        stop_clock(earlier, by, "replaced")
    earlier.replaced_at = timezone.now()
    earlier.save(update_fields=["replaced_at"])
    void_reports(application)
    return _ask(application, by, earlier.body, earlier.why, reason, earlier.round + 1, acting)


def _ask(
    application: Application, by: User, body: StateBody, why: str, reason: str, round_: int, acting: Act
) -> Consultation:
    today = timezone.localdate()
    days = policy.value("consultation_days", on=today)
    made = Consultation.objects.create(
        application=application,
        revision=application.revision,
        body=body,
        why=why,
        round=round_,
        asked_by=by,
        asked_because=reason,
        asked_at=timezone.now(),
        due_on=calendar(today).add(today, days),
    )
    start_clocks(application, [made], days, by)
    void_reports(application)
    for person in holders(Role.CONSULTED, body_id=body.pk):
        queue_matter("asked", application, made.pk, to=person)
    acting.record("opinion.ask", application.reference, consultation=made.pk, body=body.code, round=round_)
    return made
