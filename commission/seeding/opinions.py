"""The consulted bodies of a seeded case: each answers in its own time, or is silent."""

from dataclasses import replace

from django.utils import timezone

from commission import demonstration
from commission.models import Consultation
from commission.seeding import texts
from commission.seeding.acting import Acting, Steps
from commission.seeding.office import CLOSES, OPENS
from commission.seeding.people import PUNCTUALITY
from commission.seeding.plans import Fate, drawn
from commission.services import consultations
from commission.services.consultations import OpinionData
from commission.states import Answer
from registry.models import Appointment, User


def gathered(case: Acting) -> Steps:
    """Until every body has answered; the head deems silence an answer, never that of the security bodies."""
    waiting = []
    opened = Consultation.objects.filter(application_id=case.pk, opinion__isnull=True)
    for consultation in opened.select_related("body"):
        usual, late = PUNCTUALITY[consultation.body.code]
        is_late = case.rng.uniform(0, 100) < late
        days = case.rng.uniform(11, 17) if is_late else case.rng.uniform(0.5, 1.1) * min(usual, 9)
        silent = is_late and not consultation.body.is_security and case.rng.random() < 0.5
        asked = timezone.localdate(consultation.asked_at)
        day = case.office.days.add(asked, max(1, round(days)))
        waiting.append((case.office.at(day, case.rng.randrange(OPENS, CLOSES)), silent, consultation.pk))
    for moment, _silent, consultation_id in sorted(one for one in waiting if not one[1]):
        yield max(moment, timezone.now())
        _answer(case, consultation_id)
    for _moment, silent, consultation_id in waiting:
        if silent:
            yield from _deemed(case, consultation_id)
    yield case.after(0, 3)
    demonstration.answer_questionnaires(case.application)


def _deemed(case: Acting, consultation_id: int) -> Steps:
    while timezone.localdate() <= Consultation.objects.get(pk=consultation_id).due_on:
        yield case.office.later(1, case.rng)
    consultations.deem_silent(consultation_id=consultation_id, by=case.head)


def people_of(case: Acting, body_id: int) -> list[User]:
    """The first two who answer for the body."""
    offices = Appointment.objects.filter(body_id=body_id).select_related("user").order_by("pk")
    return [case.office.person(office.user.username) for office in offices[:2]]


def _answer(case: Acting, consultation_id: int) -> None:
    consultation = Consultation.objects.select_related("body").get(pk=consultation_id)
    people = people_of(case, consultation.body_id)
    answer = drawn(case.rng, _weights(case.plan.fate))
    reasons = case.rng.choice(texts.REASONS[answer])
    asked = texts.CONDITIONS[0][0] if answer == Answer.WITH_CONDITIONS else ""
    data = OpinionData(answer=answer, reasons=reasons, conditions=asked)
    if len(people) < 2 or case.rng.random() < 0.06:
        letter = replace(data, letter_number=f"{consultation_id}-и", letter_date=case.office.today)
        consultations.record_letter(consultation_id=consultation_id, by=case.officer, data=letter)
        return
    writer, checker = people
    consultations.draft_opinion(consultation_id=consultation_id, by=writer, data=data)
    consultations.hand_over_for_check(consultation_id=consultation_id, by=writer)
    case.office.clock.go_on(15)
    consultations.send_opinion(consultation_id=consultation_id, by=checker)


def _weights(fate: Fate) -> dict[Answer, int]:
    weights = {
        Answer.NO_OBJECTION: 80,
        Answer.NO_COMPETENCE: 8,
        Answer.WITH_CONDITIONS: 8,
        Answer.OBJECTION: 2,
    }
    if fate == Fate.REFUSED:
        weights |= {Answer.OBJECTION: 60}
    if fate == Fate.CONDITIONED:
        weights |= {Answer.WITH_CONDITIONS: 60}
    return weights
