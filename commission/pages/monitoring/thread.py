"""The golden thread of a case: threat, opinion, condition, vote, decree, obligation, report, release, each with whom.

One strand a condition. The applicant's side begins with the decree: what comes before it is not for a participant.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commission.models import (
    AgendaItem,
    Application,
    Condition,
    Consultation,
    Event,
    Evidence,
    ObligationStep,
)
from commission.pages.consulted.threats import threat_names


@dataclass(frozen=True, slots=True)
class Knot:
    """One step: what, when and by whom; `missing` where the thread is broken."""

    label: str
    title: str
    day: date | None = None
    who: str = ""
    detail: str = ""
    url: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Strand:
    """A condition and everything that led to it and followed from it, in the order of the thread."""

    condition: Condition
    knots: list[Knot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thread:
    """All strands; and threats that bodies named and no condition answers."""

    strands: list[Strand]
    unanswered: list[str]


def thread(application: Application, *, inside: bool, sessions: bool = False) -> Thread:
    """The thread of a decided case; `inside` for readers of the whole file, `sessions` for who may open an item.

    The same few queries for any number of conditions.
    """
    conditions = _conditions(application)
    opinions = _opinions(application) if inside else []
    before = _vote(application, linked=sessions) if inside else []
    strands = []
    for condition in conditions:
        knots = _origin(condition, opinions) if inside else []
        knots.append(_made(condition))
        knots += before
        knots.append(_decree(condition, application, inside))
        for obligation in condition.obligations.all():
            obligation.application = application
            knots += _obligation(obligation, inside)
        knots.append(_end(condition, inside))
        strands.append(Strand(condition, knots))
    answered = {code for condition in conditions for code in condition.threats}
    named = {code for one in opinions for code in one.opinion.threats}
    return Thread(strands, threat_names(named - answered) if inside else [])


def _conditions(application: Application) -> list[Condition]:
    sent = Evidence.objects.filter(submitted_at__isnull=False).select_related("written_by")
    steps = ObligationStep.objects.select_related("by")
    return list(
        Condition.objects.filter(decision__application=application)
        .select_related("decision__recorded_by", "opinion__consultation__body", "released_by", "verified_by")
        .prefetch_related(
            "obligations", Prefetch("obligations__evidence", sent), Prefetch("obligations__steps", steps)
        )
    )


def _opinions(application: Application) -> list[Consultation]:
    return list(
        Consultation.objects.filter(application=application, opinion__sent_at__isnull=False).select_related(
            "body", "opinion"
        )
    )


def _origin(condition: Condition, opinions: list[Consultation]) -> list[Knot]:
    """The threats answered, and the opinions that name them."""
    threats = threat_names(condition.threats)
    knots = [
        Knot(_("Threat"), "; ".join(threats))
        if threats
        else Knot(_("Threat"), _("The condition names no threat of NSL 6(1)."), missing=True)
    ]
    linked = [one for one in opinions if condition.opinion_id == one.opinion.pk]
    found = linked or [one for one in opinions if set(one.opinion.threats) & set(condition.threats)]
    knots += [
        Knot(
            _("Opinion"),
            str(one.opinion.get_answer_display()),
            _day(one.opinion.sent_at),
            one.body.name,
        )
        for one in found
    ]
    if not found:
        knots.append(Knot(_("Opinion"), _("No opinion is linked to the condition."), missing=True))
    return knots


def _made(condition: Condition) -> Knot:
    who = condition.verified_by.name if condition.verified_by else _("the working body")
    return Knot(
        _("Condition"),
        condition.wording,
        detail=_("Verified by: %(who)s") % {"who": who},
    )


def _vote(application: Application, *, linked: bool) -> list[Knot]:
    """R1: the vote on the item; R2: the agreement of the national security bodies."""
    item = (
        AgendaItem.objects.filter(application=application, closed_at__isnull=False)
        .select_related("session")
        .order_by("-pk")
        .first()
    )
    if item is not None:
        title = _("Carried") if item.carried else _("Not carried")
        return [
            Knot(
                pgettext("what members do together", "Vote"),
                title,
                _day(item.closed_at),
                _("Session No. %(number)s") % {"number": item.session.number},
                url=reverse("session:item", args=[item.pk]) if linked else "",
            )
        ]
    agreed = Event.objects.filter(application=application, verb="agree").select_related("by").last()
    if agreed is not None:
        who = agreed.by.full_name if agreed.by else ""
        return [Knot(_("Agreement"), _("The national security bodies agreed"), _day(agreed.at), who)]
    return [Knot(pgettext("what members do together", "Vote"), _("No vote is recorded."), missing=True)]


def _decree(condition: Condition, application: Application, inside: bool) -> Knot:
    decision = condition.decision
    url = f"{reverse('officer:case', args=[application.reference])}#decision" if inside else ""
    return Knot(
        _("Decree"),
        _("No. %(number)s") % {"number": decision.number},
        decision.date,
        decision.recorded_by.full_name if inside else _("the Government"),
        url=url,
    )


def _obligation(obligation: Any, inside: bool) -> list[Knot]:
    name = "monitoring:obligation" if inside else "applicant:obligation"
    parts = [obligation.pk] if inside else [obligation.application.reference, obligation.pk]
    knots = [
        Knot(
            _("Obligation"),
            str(obligation.get_state_display()),
            obligation.due_on,
            detail=obligation.occasion,
            url=reverse(name, args=parts),
        )
    ]
    knots += [
        Knot(
            _("Report"),
            _("sent late") if one.was_late else _("sent in time"),
            _day(one.submitted_at),
            one.written_by.full_name,
        )
        for one in obligation.evidence.all()
    ]
    # Who of the authority verified is for the file; the applicant reads what was found.
    knots += [
        Knot(
            _("Verification"),
            str(step.get_verb_display()),
            _day(step.at),
            step.by.full_name if inside else "",
            detail=step.text,
        )
        for step in obligation.steps.all()
        if step.verb in ("met", "not_met", "more", "waive")
    ]
    return knots


def _end(condition: Condition, inside: bool) -> Knot:
    if condition.released_at is None:
        return Knot(pgettext("thread", "Release"), _("The condition is in force."))
    who = condition.released_by.full_name if inside and condition.released_by else ""
    return Knot(pgettext("thread", "Release"), condition.release_reason, _day(condition.released_at), who)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
