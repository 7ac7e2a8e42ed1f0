"""The conditions of a seeded case: reported on as they fall due, verified, breached, released one after the other."""

from collections import Counter
from datetime import datetime, timedelta

from commission.models import Condition, Obligation
from commission.models.inquiry import Route
from commission.models.obligation import UNREPORTED
from commission.seeding.acting import Acting, Steps
from commission.services import inquiries, obligations, releases


def released(case: Acting, decision_id: int) -> Steps:
    """Until every condition is released, each after one or two reports."""
    live = Condition.objects.filter(decision_id=decision_id, released_at__isnull=True)
    wanted = 1 + case.plan.number // 2 % 2
    reports: Counter[int] = Counter()
    breached = not case.plan.tardy
    while live.exists():
        waiting = Obligation.objects.filter(condition__in=live, state__in=UNREPORTED)
        due = waiting.order_by("due_on", "pk").first()
        if due is None:  # the next due date is added when the last one has passed
            yield case.office.later(8, case.rng)
            continue
        if not breached:
            breached = True
            yield from _breach(case, due)
        elif due.due_on > case.office.today:
            yield _before(case, due)
        yield from _reported(case, due.pk)
        reports[due.condition_id] += 1
        if reports[due.condition_id] >= wanted:
            yield case.after(3, 15)
            releases.release_condition(
                condition_id=due.condition_id, by=case.head, reason="Исполнено и проверено (иллюстративно)."
            )


def _before(case: Acting, due: Obligation) -> datetime:
    """A moment some days before the due date, or today."""
    day = max(due.due_on - timedelta(days=case.rng.randrange(2, 16)), case.office.today)
    return max(case.office.at(case.office.days.add(day, 1), 10 * 60), case.office.later(0, case.rng))


def _breach(case: Acting, due: Obligation) -> Steps:
    """Nothing comes by the due date: found not met, and looked into; the report comes weeks later."""
    yield case.office.at(case.office.days.add(due.due_on, case.rng.randrange(3, 9)), 11 * 60)
    opened = inquiries.inquire_into_breach(
        application_id=case.pk,
        by=case.officer,
        text="Отчёт о выполнении условия в срок не поступил (иллюстративно).",
        obligation_id=due.pk,
    )
    yield case.office.later(1, case.rng)
    inquiries.take_inquiry(inquiry_id=opened.pk, by=case.officer)
    yield case.after(5, 20)
    inquiries.close_inquiry(
        inquiry_id=opened.pk,
        by=case.head,
        route=Route.FILED,
        text="Собственник предупреждён и отчитывается (иллюстративно).",
    )


def _reported(case: Acting, obligation_id: int) -> Steps:
    """The applicant's report; one in eight has to be completed before it is found sufficient."""
    for verdict in ("more", "met") if case.rng.random() < 0.12 else ("met",):
        obligations.save_evidence(
            obligation_id=obligation_id, by=case.by, text="Отчёт об исполнении (иллюстративно)."
        )
        obligations.submit_evidence(obligation_id=obligation_id, by=case.by)
        yield case.after(2, 8)
        obligations.check_obligation(
            obligation_id=obligation_id,
            by=case.officer,
            verdict=verdict,
            reason="Проверено по документам (иллюстративно).",
        )
        if verdict == "more":
            yield case.after(2, 6)
