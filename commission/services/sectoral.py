"""Regime R2: the sector's ministry drafts its opinion, the national security bodies agree or do not."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import guards, ledger, permissions, workflow
from commission.ledger import Key
from commission.models import Agreement, Application, Consultation, Event, SectoralOpinion, policy
from commission.services.conditions import conditions_to_put, put
from commission.services.desk import allow, lock, require
from commission.services.letters import queue_letter
from commission.services.motions import require_open
from commission.states import Counter, Motion, Movement, State
from commission.workflow import Words
from registry.journal.writing import act
from registry.models import Appointment, User
from registry.roles import Role

# Grounds of a refusal (SPL 187(3)).
GROUNDS = ("G1", "G2")


@dataclass(frozen=True, slots=True)
class SectoralData:
    """The opinion as typed by the officer; `conditions` are ids of those prepared on the case."""

    motion: Motion
    text: str
    grounds: tuple[str, ...] = ()
    conditions: tuple[int, ...] = ()


def draft_opinion(*, application_id: int, by: User, data: SectoralData, key: str = "") -> Event:
    """Write the sectoral opinion and put it before the security bodies, whose time begins (policy)."""
    with act(by=by) as acting:
        application = lock(application_id)
        ready = all(
            guard(application)
            for guard in (guards.under_sectoral_opinion, guards.opinions_closed, guards.questionnaires_done)
        )
        opinion = None
        if application.state == State.UNDER_REVIEW and ready and permissions.may_process(application, by):
            _check(application, data)
            prepared = conditions_to_put(application, data.motion, data.conditions)
            require_open(application, data.motion, prepared)
            opinion = SectoralOpinion.objects.create(
                application=application,
                revision=application.revision,
                motion=data.motion,
                text=data.text.strip(),
                grounds=list(data.grounds),
                drafted_by=by,
            )
            put(prepared, by=by, sectoral=opinion)
            acting.record(
                "sectoral.draft", application.reference, opinion=opinion.pk, motion=str(data.motion)
            )
        event = workflow.fire(application_id, "draft_opinion", by=by, key=key)
        if opinion is not None:
            _ask(event, opinion)
        return event


def _check(application: Application, data: SectoralData) -> None:
    require(bool(data.text.strip()), _("Write the opinion."))
    require(set(data.grounds) <= set(GROUNDS), _("Choose the grounds from the list."))
    require(
        (data.motion == Motion.REFUSE) == bool(data.grounds),
        _("Grounds belong to a refusal, and a refusal needs at least one."),
    )
    require(
        data.motion != Motion.REFUSE or guards.facts_were_shown(application),
        _("The opinion proposes a refusal: show the applicant the facts first."),
    )


def _ask(event: Event, opinion: SectoralOpinion) -> None:
    """Start the agreement's clock of every security body that was consulted, and write to its people."""
    today = timezone.localdate()
    days = policy.value("agreement_days", on=today)
    asked = list(security_consultations(event.application))
    with ledger.opened(event.application) as book:
        for consultation in asked:
            book.write(
                agreement_run(opinion, consultation.pk),
                Movement.START,
                on=today,
                by=event.by,
                ground="agreement",
                working_days=days,
            )
    answering = Appointment.objects.in_force().filter(
        role=Role.CONSULTED, body_id__in=[one.body_id for one in asked], user__is_active=True
    )
    for appointment in answering.select_related("user"):
        queue_letter("agreement", event, to=appointment.user)


def agreement_run(opinion: SectoralOpinion, consultation_id: int) -> Key:
    """A security body's time to agree with one sectoral opinion."""
    return Key(Counter.CONSULTATION, consultation_id, f"agreement:{opinion.pk}")


def security_consultations(application: Application) -> list[Consultation]:
    """The national security bodies that were consulted on this revision: each has to agree."""
    return list(
        Consultation.objects.filter(
            application=application, revision=application.revision, body__is_security=True
        )
        .select_related("body")
        .order_by("pk")
    )


def answer_opinion(
    *, application_id: int, opinion_id: int, by: User, agrees: bool, reasons: str = "", key: str = ""
) -> Agreement:
    """A security body agrees, or disagrees with reasons.

    The case goes to the Government once every one of them has agreed, and back to the review with the first that does
    not. Silence is never an answer. The same answer sent twice is one.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        mine = [one for one in security_consultations(application) if one.body_id in by.body_ids]
        allow(bool(mine) and permissions.may_agree(application, by))
        body = mine[0].body
        opinion = application.current_sectoral_opinion()
        given = Agreement.objects.filter(opinion_id=opinion_id, body=body).first()
        if given is not None and (given.agrees, given.by_id) == (agrees, by.pk):
            return given
        require(
            opinion is not None
            and opinion.pk == opinion_id
            and application.state == State.OPINION_DRAFTED
            and given is None,
            _("This opinion no longer waits for your body's answer."),
        )
        require(agrees or bool(reasons.strip()), _("Give the reasons: the case returns with them."))
        answer = Agreement.objects.create(
            opinion=opinion, body=body, agrees=agrees, reasons=reasons.strip(), by=by
        )
        acting.record(
            "sectoral.answer", application.reference, opinion=opinion.pk, body=body.code, agrees=agrees
        )
        _stop(application, opinion, by, None if not agrees else mine[0].pk)
        if not agrees:
            workflow.fire(application_id, "disagree", by=by, key=key, words=Words(note=reasons.strip()))
        elif _all_agree(application, opinion):
            workflow.fire(application_id, "agree", by=by, key=key)
        return answer


def _all_agree(application: Application, opinion: SectoralOpinion) -> bool:
    agreed = set(opinion.agreements.filter(agrees=True).values_list("body_id", flat=True))
    return {one.body_id for one in security_consultations(application)} <= agreed


def _stop(application: Application, opinion: SectoralOpinion, by: User, consultation_id: int | None) -> None:
    """End the body's clock (None: everybody's, because the opinion goes back)."""
    with ledger.opened(application) as book:
        for key, counted in book.counts().items():
            of_opinion = key.run == f"agreement:{opinion.pk}" and counted.stopped_on is None
            if of_opinion and consultation_id in (None, key.consultation_id):
                book.write(key, Movement.STOP, on=timezone.localdate(), by=by, ground="agreement_answered")
