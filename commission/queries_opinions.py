"""Rounds of consultations as officers, supervision and the public read them."""

from dataclasses import dataclass
from statistics import median_low

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from commission.models import Application, Consultation
from commission.procedure.clocks import Calendar
from registry.models import StateBody


def rounds_of(application: Application) -> list[Consultation]:
    """Every round of every body on this revision with its opinion, the latest rounds first. One query."""
    return list(
        Consultation.objects.filter(application=application, revision=application.revision)
        .select_related("body", "opinion", "asked_by")
        .order_by("body__code", "-round")
    )


def bodies_not_asked(application: Application) -> QuerySet[StateBody]:
    """Bodies that may be asked beside the routing; units below a body are never asked themselves."""
    asked = Consultation.objects.filter(application=application, revision=application.revision)
    return (
        StateBody.objects.filter(subordinate_to__isnull=True)
        .exclude(pk__in=asked.values("body_id"))
        .order_by("code")
    )


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How one body answered; `median_days` are working days from the request to the answer, None without answers."""

    body: StateBody
    asked: int
    in_time: int
    late: int
    deemed: int
    overdue: int
    median_days: int | None


def punctuality(calendar: Calendar) -> list[Punctuality]:
    """Each body that was ever asked, by its name. Nothing of what was answered. Two queries."""
    today = timezone.localdate()
    answered: dict[int, list[tuple[bool, int]]] = {}
    rows = Consultation.objects.filter(opinion__sent_at__isnull=False).values_list(
        "body_id", "asked_at", "due_on", "opinion__sent_at"
    )
    for body_id, asked_at, due_on, sent_at in rows:
        sent, asked = timezone.localdate(sent_at), timezone.localdate(asked_at)
        days = calendar.between(asked, sent)
        answered.setdefault(body_id, []).append((sent <= due_on, days))
    waiting = Q(
        consultations__opinion__sent_at__isnull=True,
        consultations__deemed_at__isnull=True,
        consultations__replaced_at__isnull=True,
        consultations__due_on__lt=today,
    )
    bodies = StateBody.objects.annotate(
        asked=Count("consultations"),
        deemed=Count("consultations", filter=Q(consultations__deemed_at__isnull=False)),
        overdue=Count("consultations", filter=waiting),
    ).filter(asked__gt=0)
    return [_of(body, answered.get(body.pk, [])) for body in sorted(bodies, key=lambda one: one.name)]


def _of(body: StateBody, answers: list[tuple[bool, int]]) -> Punctuality:
    counted: dict[str, int] = vars(body)
    return Punctuality(
        body=body,
        asked=counted["asked"],
        in_time=sum(in_time for in_time, _days in answers),
        late=sum(not in_time for in_time, _days in answers),
        deemed=counted["deemed"],
        overdue=counted["overdue"],
        median_days=median_low(days for _in_time, days in answers) if answers else None,
    )
