"""Appeals: those of one case, those that wait for a decision, and the decision itself."""

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commission import permissions
from commission.models import Appeal
from commission.models.appeal import AppealOutcome, Decider
from commission.pages.forms import DateField, LineField, TextField
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.queries import case_files
from commission.services.appeals import Ruling, decide_appeal
from commission.services.desk import allow
from registry.models import User

_SHOWN = 100


class RulingForm(forms.Form):
    """What was decided on an appeal, by whom, and why."""

    decider = forms.ChoiceField(
        label=gettext_lazy("Decided by"), widget=forms.RadioSelect, choices=Decider.choices
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), widget=forms.RadioSelect, choices=AppealOutcome.choices
    )
    act_number = LineField(label=gettext_lazy("Number of the act"), max_length=60)
    act_date = DateField(label=gettext_lazy("Date of the act"))
    reasons = TextField(
        label=gettext_lazy("Reasons"),
        rows=8,
        max_length=20000,
        help_text=gettext_lazy("The applicant reads it."),
    )

    def ruling(self) -> Ruling:
        data = self.cleaned_data
        return Ruling(
            outcome=AppealOutcome(data["outcome"]),
            decider=Decider(data["decider"]),
            act_number=data["act_number"],
            act_date=data["act_date"],
            reasons=data["reasons"],
        )


def appeals_of(user: User) -> QuerySet[Appeal]:
    """Appeals in the cases this person reads."""
    return Appeal.objects.filter(decision__application__in=case_files(user)).select_related(
        "decision__application__object", "decided_by", "new_case"
    )


@require_safe
def appeals(request: HttpRequest, reference: str) -> HttpResponse:
    """The appeals on one case, and the case it followed or is followed by."""
    found, user = application(request, reference), me(request)
    followed = Appeal.objects.filter(new_case=found).select_related("decision__application").first()
    context = {
        "appeals": list(appeals_of(user).filter(decision__application=found).order_by("-pk")),
        "followed": followed.decision.application if followed else None,
        "may_decide": permissions.is_head(found, user),
        "heading": _("Appeals against the decision"),
        "reference": reference,
        "breadcrumbs": crumbs(user, found, _("Appeals")),
    }
    return render(request, "officer/appeals.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Appeals on all of the person's cases that wait for a decision, the soonest due first, and the last decided."""
    rows = appeals_of(me(request))
    context = {
        "appeals": list(rows.filter(decided_at__isnull=True).order_by("due_on", "pk")[:_SHOWN]),
        "decided": list(rows.filter(decided_at__isnull=False).order_by("-decided_at")[:_SHOWN]),
        "heading": _("Appeals"),
    }
    return render(request, "officer/appeals.html", context)


@shows_refusals
def decide(request: HttpRequest, reference: str, appeal_id: int) -> HttpResponse:
    """Decide one appeal, or enter what the court has decided."""
    found, user = application(request, reference), me(request)
    allow(permissions.is_head(found, user))
    appeal = appeals_of(user).filter(decision__application=found, pk=appeal_id).first()
    if appeal is None:
        raise Http404
    form = RulingForm(sent(request))
    page = Act(
        title=_("Decide the appeal"),
        text=appeal.ground,
        label=_("Record the decision on the appeal"),
        done=_("The decision on the appeal is recorded. The applicant is being told."),
        points=(
            _(
                "Upheld: the decision is annulled, and a new case begins at the review with a clock of its own."
            ),
            _("It carries what was declared and filed; checks run anew and the bodies are asked again."),
            _("Dismissed: the decision stands and the appeal is closed."),
        ),
        tone="warning",
    )
    return answer(
        request,
        found,
        page,
        form,
        lambda: decide_appeal(appeal_id=appeal.pk, by=user, ruling=form.ruling()),
        to=reverse("officer:appeals", args=[reference]),
    )
