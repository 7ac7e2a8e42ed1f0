"""Remarks on the facts shown: what each side says, the desk's answers, and the corrections they led to."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commission import permissions
from commission.models import Application, FactRemark
from commission.pages.forms import TextField
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.reading import application, case_url, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services.desk import allow
from commission.services.remarks import answer_remark, changes_since, last_day, note_correction
from registry.models import RegistryChange

_SHOWN = 100


class AnswerForm(forms.Form):
    """Accepted or not, and why."""

    accepted = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("Accepted: the registry is corrected and the checks run again")),
            ("no", gettext_lazy("Not accepted")),
        ],
    )
    reason = TextField(
        label=gettext_lazy("Reason"), help_text=gettext_lazy("It goes to whoever made the remark."), rows=4
    )


class ChangeField(forms.ModelChoiceField):
    """A change of the registry, by what was changed and when."""

    def label_from_instance(self, obj: RegistryChange) -> str:
        of = obj.object or obj.company
        return f"{obj.at:%d.%m.%Y %H:%M}, {obj.model} {obj.get_kind_display()}{f', {of}' if of else ''}"


class CorrectionForm(forms.Form):
    """The change by which a keeper corrected the fact."""

    change = ChangeField(
        label=gettext_lazy("Change of the registry"),
        queryset=RegistryChange.objects.none(),
        empty_label=gettext_lazy("choose"),
        help_text=gettext_lazy(
            "A registry keeper makes it, citing its document; it appears here afterwards."
        ),
    )

    def __init__(self, *args: Any, changes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["change"]
        assert isinstance(field, ChangeField)
        field.queryset = changes


@require_safe
def remarks(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that was said to facts of this case, the newest first."""
    found, user = application(request, reference), me(request)
    title = _("Remarks on the facts shown")
    rows = found.remarks.select_related("answer__by", "answer__change", "document", "by").order_by("-pk")
    context = {
        "application": found,
        "remarks": list(rows[:_SHOWN]),
        "until": last_day(found),
        "may_answer": permissions.may_process(found, user),
        "breadcrumbs": crumbs(user, found, title),
        "cancel_url": case_url(found),
    }
    return render(request, "officer/remarks.html", context)


def _one(found: Application, remark_id: int) -> FactRemark:
    made = found.remarks.select_related("answer").filter(pk=remark_id).first()
    if made is None:
        raise Http404
    return made


@shows_refusals
def answer_one(request: HttpRequest, reference: str, remark_id: int) -> HttpResponse:
    """Accept one remark, or say why not."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    made = _one(found, remark_id)
    form = AnswerForm(sent(request))
    act = Act(
        title=_("Answer a remark"),
        text=f"{made.words}. {made.reason}",
        label=_("Send the answer"),
        done=_("The answer is sent."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: answer_remark(
            remark_id=made.pk,
            by=user,
            accepted=form.cleaned_data["accepted"] == "yes",
            reason=form.cleaned_data["reason"],
        ),
    )


@shows_refusals
def correct(request: HttpRequest, reference: str, remark_id: int) -> HttpResponse:
    """Name the change of the registry that corrected an accepted fact; the checks run again."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    made = _one(found, remark_id)
    form = CorrectionForm(sent(request), changes=changes_since(found))
    act = Act(
        title=_("The fact is corrected in the registry"),
        text=made.words,
        points=(
            _("The facts are frozen anew and every check runs again on them."),
            _("The report and its countersign end; contests of the former findings are out of date."),
        ),
        label=_("Run the checks again"),
        done=_("The checks are running on the corrected facts."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: note_correction(remark_id=made.pk, by=user, change_id=form.cleaned_data["change"].pk),
    )
