"""Opinions: asked at registration, drafted, checked and sent by the body, or deemed on silence."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import ledger, permissions, queries_conditions
from commission.ledger import Key
from commission.models import Application, Consultation, Opinion, policy
from commission.procedure import routing
from commission.procedure.regimes import REGIMES
from commission.services.calendar import calendar
from commission.services.checks import record_answer, void_reports
from commission.services.desk import allow, lock, require, require_seen
from commission.services.judgements import queue_judgements
from commission.services.questionnaires import deem
from commission.states import HELD_MARKINGS, Answer, Counter, Movement, State
from registry.journal.writing import Act, act
from registry.models import StateBody, User
from registry.models.objects import Tri
from registry.models.parties import PartyKind

ANSWERABLE = (State.REGISTERED, State.UNDER_REVIEW, State.FACTS_SHOWN)


def open_consultations(application: Application) -> list[Consultation]:
    """Ask every body that routing names (policy), each with its own clock."""
    strategic_object = application.object
    assert strategic_object is not None
    underlying = strategic_object.underlying
    asked = routing.bodies(
        category=strategic_object.category,
        underlying_category=underlying.category if underlying else "",
        subsoil=strategic_object.subsoil_right == Tri.TRUE,
        kind=application.kind,
        foreign_state=_acquirer_is_foreign_state(application),
        working_body=receiving_body(application),
    )
    today = timezone.localdate()
    days = policy.value("consultation_days", on=today)
    due_on = calendar(today).add(today, days)
    bodies = {body.code: body for body in StateBody.objects.filter(code__in=[entry.body for entry in asked])}
    made = [
        Consultation.objects.create(
            application=application,
            revision=application.revision,
            body=bodies[entry.body],
            why=entry.why,
            asked_at=timezone.now(),
            due_on=due_on,
        )
        for entry in asked
    ]
    start_clocks(application, made, days)
    return made


def start_clocks(
    application: Application, asked: list[Consultation], days: int, by: User | None = None
) -> None:
    """Each body's time begins today (policy)."""
    with ledger.opened(application) as book:
        for consultation in asked:
            book.write(
                Key(Counter.CONSULTATION, consultation.pk),
                Movement.START,
                on=timezone.localdate(),
                by=by,
                ground="policy",
                working_days=days,
            )


def receiving_body(application: Application) -> str:
    """The body that receives the application and reports on it, so that it is not asked for an opinion.

    R1: the state-planning authority. R2: the ministry of the object's sector, or that authority where none is known.
    """
    strategic_object = application.object
    assert strategic_object is not None
    underlying = strategic_object.underlying
    category = underlying.category if underlying else strategic_object.category
    return REGIMES[application.regime].receiver or routing.sector_body(category)


def _acquirer_is_foreign_state(application: Application) -> bool:
    acquirer = application.declared_parties.filter(role="acquirer").select_related("party").first()
    if acquirer is None:
        return False
    if acquirer.party is not None and acquirer.party.kind == PartyKind.STATE:
        return acquirer.party.country != "KZ"
    return acquirer.kind == "state" and acquirer.country != "KZ"


@dataclass(frozen=True, slots=True)
class OpinionData:
    """An answer as typed by the body."""

    answer: str
    reasons: str
    conditions: str = ""
    threats: list[str] = field(default_factory=list)
    marking: str = HELD_MARKINGS[1]
    letter_number: str = ""
    letter_date: date | None = None
    conformity: str = ""
    interests: list[str] = field(default_factory=list)


def _answerable(consultation_id: int) -> Consultation:
    found = Consultation.objects.select_related("application").get(pk=consultation_id)
    lock(found.application_id)
    consultation = (
        Consultation.objects.select_for_update(no_key=True, of=("self",))
        .select_related("application", "body")
        .get(pk=consultation_id)
    )
    require(
        consultation.answered is None,
        _("This opinion has already been sent. A new one needs a new request."),
    )
    require(
        consultation.replaced_at is None,
        _("Your body has been asked anew: answer the later request."),
    )
    require(
        consultation.application.state in ANSWERABLE
        and consultation.revision == consultation.application.revision,
        _("The application is no longer open for opinions."),
    )
    return consultation


def draft_opinion(*, consultation_id: int, by: User, data: OpinionData) -> Opinion:
    """Write or rewrite the body's draft; nobody outside the body sees it. What waited for the check waits no more."""
    with act(by=by) as acting:
        consultation = _answerable(consultation_id)
        allow(permissions.may_draft_opinion(consultation, by))
        require(
            data.marking in HELD_MARKINGS,
            _("This system may not hold that marking. Send the opinion on paper."),
        )
        require(
            not data.conformity or consultation.body.is_security,
            _("Only the national security bodies answer on the rules of search operations."),
        )
        values = {name: getattr(data, name) for name in data.__slots__}
        opinion, _created = Opinion.objects.update_or_create(
            consultation=consultation,
            defaults={**values, "drafted_by": by, "for_check_by": None, "for_check_at": None},
        )
        acting.record("opinion.draft", consultation.application.reference, consultation=consultation.pk)
        return opinion


def hand_over_for_check(*, consultation_id: int, by: User) -> Opinion:
    """The draft is ready: another person of the body checks it and sends it."""
    with act(by=by) as acting:
        consultation = _answerable(consultation_id)
        allow(permissions.may_draft_opinion(consultation, by))
        opinion = _draft_of(consultation)
        require(
            opinion.answer != Answer.WITH_CONDITIONS
            or bool(opinion.conditions.strip())
            or queries_conditions.of_opinion(opinion).exists(),
            _("Add the conditions that your body proposes."),
        )
        if opinion.for_check_at is None:
            opinion.for_check_by, opinion.for_check_at, opinion.remark = by, timezone.now(), ""
            opinion.save(update_fields=["for_check_by", "for_check_at", "remark"])
            acting.record("opinion.check", consultation.application.reference, consultation=consultation.pk)
        return opinion


def return_to_draft(*, consultation_id: int, by: User, remark: str) -> Opinion:
    """The second person gives the draft back with a remark."""
    with act(by=by) as acting:
        consultation = _answerable(consultation_id)
        allow(permissions.is_consulted_body(consultation, by))
        opinion = _draft_of(consultation)
        require(opinion.for_check_at is not None, _("The draft has not been handed over for checking."))
        require(bool(remark.strip()), _("Say what has to be changed."))
        opinion.for_check_by, opinion.for_check_at, opinion.remark = None, None, remark.strip()
        opinion.save(update_fields=["for_check_by", "for_check_at", "remark"])
        acting.record("opinion.return", consultation.application.reference, consultation=consultation.pk)
        return opinion


def _draft_of(consultation: Consultation) -> Opinion:
    opinion = Opinion.objects.select_for_update(no_key=True).filter(consultation=consultation).first()
    require(opinion is not None, _("Write the opinion first."))
    assert opinion is not None
    return opinion


def send_opinion(*, consultation_id: int, by: User, seen: str = "") -> Opinion:
    """A second person of the body sends the draft: from now on the authority's side reads it, nobody changes it.

    `seen` is the moment of the handing over that the page showed: a draft rewritten since is read again.
    """
    with act(by=by) as acting:
        consultation = _answerable(consultation_id)
        allow(permissions.is_consulted_body(consultation, by))
        opinion = _draft_of(consultation)
        require(opinion.for_check_at is not None, _("Hand the draft over for checking first."))
        require(
            by.hands.isdisjoint((opinion.drafted_by_id, opinion.for_check_by_id)),
            _("Another person of your body checks the draft and sends it."),
        )
        require_seen(seen, opinion.for_check_at.isoformat() if opinion.for_check_at else "")
        return _send(opinion, consultation, by, acting)


def record_letter(*, consultation_id: int, by: User, data: OpinionData) -> Opinion:
    """The desk enters an opinion that came by letter, with the letter's number and date.

    It replaces the draft that the body had begun: conditions that stood in the draft were never sent, and are dropped.
    """
    with act(by=by) as acting:
        consultation = _answerable(consultation_id)
        allow(permissions.may_process(consultation.application, by))
        require(
            bool(data.letter_number) and data.letter_date is not None,
            _("Give the number and date of the letter."),
        )
        require(
            data.marking in HELD_MARKINGS, _("This system may not hold that marking: record its number only.")
        )
        require(
            not data.conformity or consultation.body.is_security,
            _("Only the national security bodies answer on the rules of search operations."),
        )
        values = {name: getattr(data, name) for name in data.__slots__}
        opinion, _created = Opinion.objects.update_or_create(
            consultation=consultation,
            defaults={**values, "drafted_by": by, "for_check_by": None, "for_check_at": None, "remark": ""},
        )
        queries_conditions.of_opinion(opinion).update(dropped_at=timezone.now(), dropped_by=by)
        return _send(opinion, consultation, by, acting)


def _send(opinion: Opinion, consultation: Consultation, by: User, acting: Act) -> Opinion:
    opinion.sent_by, opinion.sent_at = by, timezone.now()
    opinion.save(update_fields=["sent_by", "sent_at"])
    stop_clock(consultation, by, "answered")
    void_reports(consultation.application)
    record_answer(consultation, opinion, by, acting)
    acting.record(
        "opinion.send",
        consultation.application.reference,
        consultation=consultation.pk,
        body=consultation.body.code,
        answer=opinion.answer,
    )
    queue_judgements(consultation.application, consultation.body_id)
    return opinion


def deem_silent(*, consultation_id: int, by: User) -> Consultation:
    """After the due date silence is "no position" (policy), open questions are "unknown"; never for NSL 15(1)(1)."""
    with act(by=by) as acting:
        consultation = _answerable(consultation_id)
        allow(permissions.is_head(consultation.application, by))
        require(
            not consultation.body.is_security, _("Silence of a national security body is never an answer.")
        )
        entries = consultation.clock.filter(run="").order_by("pk")
        counted = ledger.counts(entries).get(Key(Counter.CONSULTATION, consultation.pk))
        require(
            counted is not None and counted.is_running and timezone.localdate() > consultation.due_on,
            _("The body may still answer: the due date has not passed."),
        )
        consultation.deemed_at, consultation.deemed_by = timezone.now(), by
        consultation.save(update_fields=["deemed_at", "deemed_by"])
        stop_clock(consultation, by, "deemed")
        deem(consultation, by)
        queue_judgements(consultation.application, consultation.body_id)
        acting.record("opinion.deem", consultation.application.reference, consultation=consultation.pk)
        return consultation


def stop_clock(consultation: Consultation, by: User, ground: str) -> None:
    """End the body's time on a ground."""
    key = Key(Counter.CONSULTATION, consultation.pk)
    with ledger.opened(consultation.application) as book:
        book.write(
            key,
            Movement.STOP,
            on=timezone.localdate(),
            by=by,
            ground=ground,
        )
