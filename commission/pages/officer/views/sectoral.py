"""Regime R2: the officer drafts the sectoral opinion."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commission import queries_conditions
from commission.models import Application, ProposedCondition
from commission.pages.consulted.agreements import GROUND_NAMES
from commission.pages.forms import KeyedForm, TextField
from commission.pages.library.case_forms import ConditionsField, condition_choices
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.consequences import CONSEQUENCES
from commission.pages.officer.reading import application, case_url, me
from commission.pages.officer.sectoral import sectoral
from commission.pages.officer.views.steps import must_be_open
from commission.pages.refusals import shows_refusals
from commission.services.motions import allowed_motions
from commission.services.sectoral import SectoralData, draft_opinion
from commission.states import Motion
from commission.wording import MOTION_NAMES, VERB_NAMES


class SectoralForm(KeyedForm):
    """What the sector's ministry proposes to the Government."""

    motion = forms.ChoiceField(label=gettext_lazy("Proposed decision"), widget=forms.RadioSelect)
    text = TextField(label=gettext_lazy("Sectoral opinion"), max_length=50000, rows=20)
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("Grounds of a refusal (SPL 187(3))"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(GROUND_NAMES.items()),
    )
    conditions = ConditionsField(
        help_text=gettext_lazy(
            "Only with “grant the permission with conditions”. They are prepared on a page of their own."
        )
    )

    def __init__(self, *args: Any, motions: list[Motion], prepared: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, conditions = self.fields["motion"], self.fields["conditions"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(conditions, ConditionsField)
        conditions.choices = condition_choices(prepared)
        field.choices = [(str(motion), MOTION_NAMES[motion]) for motion in motions]

    def opinion(self) -> SectoralData:
        """The opinion as the services take it."""
        data: dict[str, Any] = self.cleaned_data
        return SectoralData(
            motion=Motion(data["motion"]),
            text=data["text"],
            grounds=tuple(data["grounds"]),
            conditions=tuple(data["conditions"]),
        )


@shows_refusals
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Draft the opinion, from the last one or the officer's report, and send it for agreement."""
    found = application(request, reference)
    prepared = list(queries_conditions.prepared(found))
    form = SectoralForm(
        sent(request), motions=allowed_motions(found), prepared=prepared, initial=_initial(found, prepared)
    )
    if not form.is_valid():
        must_be_open(found, "draft_opinion", me(request))
    act = Act(
        title=str(VERB_NAMES["draft_opinion"]),
        label=_("Send for agreement"),
        done=_("The opinion is with the national security bodies."),
        points=tuple(str(point) for point in CONSEQUENCES["draft_opinion"]),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: draft_opinion(
            application_id=found.pk, by=me(request), data=form.opinion(), key=form.cleaned_data["key"]
        ),
        template="officer/sectoral_draft.html",
        to=f"{case_url(found)}#sectoral",
        sectoral=sectoral(found),
    )


def _initial(found: Application, prepared: list[ProposedCondition]) -> dict[str, Any]:
    conditions = [row.pk for row in prepared]
    last = found.current_sectoral_opinion()
    if last is not None:
        return {name: getattr(last, name) for name in ("motion", "text", "grounds")} | {
            "conditions": conditions if last.motion == Motion.GRANT_WITH_CONDITIONS else []
        }
    report = found.current_report()
    if report is None:
        return {"conditions": conditions}
    return {"motion": report.motion, "text": report.text} | {
        "conditions": conditions if report.motion == Motion.GRANT_WITH_CONDITIONS else []
    }
