"""What a seeded case proposes to the Government: report and session (R1), or the agreed sectoral opinion (R2)."""

from commission.models import SectoralOpinion
from commission.seeding import texts
from commission.seeding.acting import Acting, Steps
from commission.seeding.opinions import people_of
from commission.seeding.plans import Fate
from commission.services import conditions, reports, sectoral
from commission.services.sectoral import SectoralData
from commission.states import Motion, State


def proposed(case: Acting) -> Steps:
    """Until the case is before the Government."""
    if case.application.regime == "R2":
        yield from _agreed(case)
        return
    yield from _report(case)
    while True:
        case.office.ready.append(case)
        yield None
        if case.result == "sent":
            return
        # A void report is written anew, a deferred case heard again.
        yield from _report(case)


def _motion(case: Acting) -> Motion:
    if case.plan.fate == Fate.REFUSED:
        return Motion.REFUSE
    barred = case.application.bars_a_grant()
    return Motion.GRANT_WITH_CONDITIONS if barred or case.plan.fate == Fate.CONDITIONED else Motion.GRANT


def _report(case: Acting) -> Steps:
    yield case.after(0, 3)
    motion = _motion(case)
    report = reports.draft_report(
        application_id=case.pk,
        by=case.officer,
        motion=motion,
        text="Иллюстративный отчёт.",
        conditions=_prepared(case, motion),
    )
    yield case.after(0, 2)
    reports.countersign_report(
        report_id=report.pk, by=case.head, uncited_because="Иллюстративный отчёт без ссылок."
    )


def _prepared(case: Acting, motion: Motion) -> tuple[int, ...]:
    """Ids of one to three conditions, worded for this case."""
    if motion != Motion.GRANT_WITH_CONDITIONS:
        return ()
    cures = tuple(case.application.barring())
    why = conditions.CaseData(reason="Ответ на угрозу (иллюстративно).", threats=("6.1.11",), cures=cures)
    rows = [
        conditions.propose_freely(
            application_id=case.pk, by=case.officer, terms=texts.terms(case.plan.number + place), data=why
        )
        for place in range(1 + case.plan.number % 3)
    ]
    return tuple(row.pk for row in rows)


def _agreed(case: Acting) -> Steps:
    """A first draft that the security bodies do not agree with is written anew."""
    agree = not case.plan.no_majority
    while case.application.state == State.UNDER_REVIEW:
        yield case.after(0, 4)
        motion = _motion(case)
        data = SectoralData(
            motion=motion,
            text="Иллюстративное отраслевое заключение.",
            grounds=("G1",) if motion == Motion.REFUSE else (),
            conditions=_prepared(case, motion),
        )
        sectoral.draft_opinion(application_id=case.pk, by=case.officer, data=data)
        if case.plan.rests == "agreement":
            return
        opinion = SectoralOpinion.objects.filter(application_id=case.pk).latest("pk")
        for consultation in sectoral.security_consultations(case.application):
            yield case.after(1, 4)
            sectoral.answer_opinion(
                application_id=case.pk,
                opinion_id=opinion.pk,
                by=people_of(case, consultation.body_id)[0],
                agrees=agree,
                reasons="" if agree else "Условия не отвечают на угрозу (иллюстративно).",
            )
            if not agree:
                break
        agree = True
