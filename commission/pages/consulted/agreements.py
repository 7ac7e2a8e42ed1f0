"""Regime R2: a national security body reads the sectoral opinion and agrees with it, or does not."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commission import ledger, queries
from commission.ledger import Key
from commission.models import Agreement, ClockEntry, Consultation, SectoralOpinion
from commission.pages.attempts import attempt
from commission.pages.consulted.requests import about, me, request_to
from commission.pages.forms import KeyedForm, TextField
from commission.pages.officer import why
from commission.pages.officer.acts import sent
from commission.pages.officer.deadlines import Deadline, deadline
from commission.pages.refusals import shows_refusals
from commission.services.calendar import calendar, calendar_to_show
from commission.services.sectoral import agreement_run, answer_opinion
from commission.states import State
from commission.wording import REGIME_NOTES
from registry.models import User

GROUND_NAMES = {
    "G1": gettext_lazy("G1 breach of legislation, national security included"),
    "G2": gettext_lazy("G2 international agreement"),
}


class AgreementForm(KeyedForm):
    """The body's answer; a disagreement says why."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer of your body"),
        widget=forms.RadioSelect,
        choices=[
            ("agree", gettext_lazy("We agree with the opinion")),
            ("disagree", gettext_lazy("We do not agree: the case returns with our reasons")),
        ],
    )
    reasons = TextField(
        label=gettext_lazy("Reasons"),
        required=False,
        help_text=gettext_lazy("Required where you do not agree. The working body reads them."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("answer") == "disagree" and not data.get("reasons", "").strip():
            self.add_error("reasons", gettext_lazy("Give the reasons: the case returns with them."))
        return data


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sectoral opinion that waits for the body."""

    consultation: Consultation
    deadline: Deadline | None


def waiting(user: User) -> list[Waiting]:
    """Opinions that the person's security body has not answered, the oldest first. Silence is not agreement."""
    if not any(office.body is not None and office.body.is_security for office in user.offices):
        return []
    rows = list(
        queries.consultations_of(user)
        .filter(body__is_security=True, application__state=State.OPINION_DRAFTED)
        .exclude(application__sectoral_opinions__in=_answered(user))
        .order_by("pk")
    )
    entries = ClockEntry.objects.filter(consultation__in=[row.pk for row in rows]).order_by("pk")
    runs = {
        key.consultation_id: counted
        for key, counted in ledger.counts(entries).items()
        if key.run and counted.stopped_on is None
    }
    days, today = calendar_to_show(timezone.localdate()), timezone.localdate()
    found = []
    for row in rows:
        counted = runs.get(row.pk)
        due_on = counted.due_on(days) if counted is not None else None
        found.append(Waiting(row, deadline(days, due_on, today) if due_on is not None else None))
    return found


def _answered(user: User) -> Any:
    """Newest opinions that the person's bodies have answered already."""
    return Agreement.objects.filter(body_id__in=user.body_ids, agrees=True).values("opinion")


def _asked(request: HttpRequest, reference: str) -> Consultation:
    """The request to the person's security body on this case; 404 for anybody else."""
    found = (
        queries.consultations_of(me(request))
        .filter(application__reference=reference, application__regime="R2", body__is_security=True)
        .order_by("-pk")
        .first()
    )
    if found is None:
        raise Http404
    return request_to(me(request), found.pk)


@shows_refusals
def agreement(request: HttpRequest, reference: str) -> HttpResponse:
    """The sectoral opinion with what it rests on, and the body's answer."""
    consultation = _asked(request, reference)
    application = consultation.application
    opinion = application.current_sectoral_opinion()
    if opinion is None:
        raise Http404
    given = Agreement.objects.filter(opinion=opinion, body=consultation.body).select_related("by").first()
    form = AgreementForm(sent(request))
    tried = attempt(request, form, lambda: _answer(request, opinion, form))
    if tried.done:
        messages.success(request, _("Your body's answer is recorded."))
        return redirect("consulted:agreement", reference)
    is_open = application.state == State.OPINION_DRAFTED and given is None
    context = {
        "application": application,
        "regime_note": REGIME_NOTES[application.regime],
        "consultation": consultation,
        "opinion": opinion,
        "grounds": [GROUND_NAMES[code] for code in opinion.grounds],
        "condition_lines": opinion.condition_lines(),
        "given": given,
        "form": form if is_open or form.errors else None,
        "deadline": _deadline(opinion, consultation) if is_open else None,
        "breadcrumbs": [
            {"label": _("Opinions"), "url": reverse("consulted:home")},
            {"label": _("Sectoral opinion %(reference)s") % {"reference": reference}, "url": ""},
        ],
        **about(consultation),
    }
    return render(request, "consulted/agreement.html", context, status=tried.status)


def _answer(request: HttpRequest, opinion: SectoralOpinion, form: AgreementForm) -> None:
    answer_opinion(
        application_id=opinion.application_id,
        opinion_id=opinion.pk,
        by=me(request),
        agrees=form.cleaned_data["answer"] == "agree",
        reasons=form.cleaned_data["reasons"],
        key=form.cleaned_data["key"],
    )


def _deadline(opinion: SectoralOpinion, consultation: Consultation) -> Deadline | None:
    key = agreement_run(opinion, consultation.pk)
    entries = ClockEntry.objects.filter(consultation=consultation, run=key.run).order_by("pk")
    counted = ledger.counts(entries).get(key)
    days, today = calendar_to_show(timezone.localdate()), timezone.localdate()
    due_on = counted.due_on(days) if counted is not None else None
    return deadline(days, due_on, today) if due_on is not None else None


@require_safe
def clock(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Why the body's answer is due on that day: its own counters and no others."""
    found = request_to(me(request), consultation_id)
    today = timezone.localdate()

    def own(key: Key) -> bool:
        return key.consultation_id == found.pk

    entries = why.entries_of(found.application)
    told = why.tell(entries, calendar(found.application.t0 or today), today, own)
    context = {
        "application": found.application,
        "told": told,
        "entries": why.table(entries, own),
        "exceptional": why.exceptional(told),
        "quiet": True,
        "breadcrumbs": [
            {"label": _("Opinions"), "url": reverse("consulted:home")},
            {
                "label": found.application.reference,
                "url": reverse("consulted:consultation", args=[found.pk]),
            },
            {"label": _("Why this date"), "url": ""},
        ],
    }
    return render(request, "officer/clock.html", context)
