"""Material changes of a case at the desk: what is stale, and settling."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commission import permissions
from commission.models import AgendaItem, Application, Consultation, Finding, MaterialChange, Report
from commission.models.change import ChangeOutcome
from commission.pages.forms import KeyedForm, TextField
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services.changes import settle_change
from commission.services.desk import allow


class SettleForm(KeyedForm):
    """Whether the change is material, with the reason."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What was found"),
        choices=lambda: [(value, capfirst(str(name))) for value, name in ChangeOutcome.choices],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what was found.")},
    )
    reason = TextField(
        label=gettext_lazy("Reason"), error_messages={"required": gettext_lazy("Give the reason.")}
    )


@require_safe
def changes(request: HttpRequest, reference: str) -> HttpResponse:
    """Every change of the case, the newest first, and what was made before the first one that is open."""
    found, user = application(request, reference), me(request)
    people = ("document", "reported_by", "settled_by")
    reported = list(found.changes.select_related(*people).order_by("-pk"))
    open_ones = [one for one in reported if one.is_open]
    context = {
        "application": found,
        "reported": reported,
        "stale": _stale(found, open_ones[-1]) if open_ones else [],
        "may_settle": permissions.may_process(found, user),
        "breadcrumbs": crumbs(user, found, _("Material changes")),
    }
    return render(request, "monitoring/changes.html", context)


def _stale(found: Application, change: MaterialChange) -> list[dict[str, Any]]:
    """What was found, said, countersigned and voted before the change, with the day of the last of each."""
    before = change.reported_at
    same = {"application": found, "revision": found.revision}
    findings = Finding.objects.filter(**same, at__lt=before).order_by("at")
    opinions = Consultation.objects.filter(**same, opinion__sent_at__lt=before).order_by("opinion__sent_at")
    reports = Report.objects.filter(application=found, countersigned_at__lt=before).order_by(
        "countersigned_at"
    )
    votes = AgendaItem.objects.filter(application=found, closed_at__lt=before).order_by("closed_at")
    lines = (
        (_("Findings of the checks"), list(findings.values_list("at", flat=True))),
        (_("Opinions of state bodies"), list(opinions.values_list("opinion__sent_at", flat=True))),
        (_("Countersigned reports"), list(reports.values_list("countersigned_at", flat=True))),
        (_("Votes"), list(votes.values_list("closed_at", flat=True))),
    )
    return [
        {"label": label, "number": len(days), "day": timezone.localdate(days[-1])}
        for label, days in lines
        if days
    ]


@shows_refusals
def settle(request: HttpRequest, reference: str, change_id: int) -> HttpResponse:
    """Settle one change."""
    found, user = application(request, reference), me(request)
    change = found.changes.filter(pk=change_id).first()
    if change is None:
        raise Http404
    allow(permissions.may_process(found, user))
    form = SettleForm(sent(request))
    words = Act(
        title=_("Settle a material change"),
        text=change.what,
        points=(
            _(
                "Material: the facts are frozen anew, every check runs on them, and the bodies are asked again."
            ),
            _("What was found and said before stays on record and no longer counts."),
            _("That a change is not material is for the head to find."),
        ),
        label=_("Settle the change"),
        done=_("The change is settled."),
    )
    return answer(
        request,
        found,
        words,
        form,
        lambda: settle_change(
            change_id=change.pk,
            by=user,
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
        ),
        to=reverse("monitoring:changes", args=[reference]),
    )
