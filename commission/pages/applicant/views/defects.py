"""What the application lacks: each defect with its ground and an example, ticked off by the applicant."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commission.models import Application, Defect
from commission.pages.applicant.own import on_own, person, typed
from commission.pages.forms import TextField
from commission.services.defects import open_defects, tick_defects
from commission.states import State


class TicksForm(forms.Form):
    """Of each defect whether it is corrected, and a remark."""

    def __init__(self, *args: Any, defects: list[Defect], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.defects = defects
        for one in defects:
            self.fields[f"corrected-{one.pk}"] = forms.BooleanField(
                label=gettext_lazy("Corrected"), required=False, initial=one.corrected_at is not None
            )
            self.fields[f"remark-{one.pk}"] = TextField(
                label=gettext_lazy("Remark"), rows=2, required=False, max_length=2000, initial=one.remark
            )

    def rows(self) -> list[tuple[Defect, list[Any]]]:
        """Each defect with its fields, for the template."""
        return [(one, [self[f"corrected-{one.pk}"], self[f"remark-{one.pk}"]]) for one in self.defects]


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def defects(request: HttpRequest, application: Application) -> HttpResponse:
    """The list of the last return; what was told earlier and is settled stands below."""
    found = open_defects(application)
    form = TicksForm(typed(request), defects=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        tick_defects(
            application_id=application.pk,
            by=person(request),
            corrected=[one.pk for one in found if data[f"corrected-{one.pk}"]],
            remarks={one.pk: data[f"remark-{one.pk}"] for one in found},
        )
        messages.success(
            request, _("Your marks are saved. The working body sees them when you submit again.")
        )
        return redirect("applicant:application", application.reference)
    context = {
        "application": application,
        "form": form if application.state == State.RETURNED and found else None,
        "open": found,
        "cured": application.defects.filter(cured_at__isnull=False),
    }
    return render(request, "applicant/defects.html", context, status=422 if form.errors else 200)
