"""What is typed about the clocks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.models import ClockEntry, ClockGround
from commission.pages.forms import DateField, TextField
from commission.states import Movement


def _days(**kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        min_value=1,
        max_value=365,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        **kwargs,
    )


class PreviewForm(forms.Form):
    """How long the applicant would have to answer."""

    days = _days(label=_("Working days to answer"))


class CorrectionForm(forms.Form):
    """What an entry should have said, or that it should not stand at all."""

    on = DateField(label=_("Day"))
    working_days = _days(label=_("Working days"))
    cancel = forms.BooleanField(label=_("The entry was a mistake: cancel it"), required=False)
    reason = TextField(label=_("Reason"), rows=3)

    def __init__(self, *args: Any, entry: ClockEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if entry.working_days is None:
            del self.fields["working_days"]
        if entry.movement == Movement.START:
            del self.fields["cancel"]


class TotalForm(forms.Form):
    """A ground that cites an act, and for an extension its length."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    working_days = _days(label=_("Working days, for an extension"), required=False)
    reason = TextField(label=_("Reason"), rows=3)

    def __init__(self, *args: Any, grounds: list[ClockGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                str(ground.pk),
                f"{ground.get_movement_display()}: {ground.name} ({ground.act}, {ground.article})",
            )
            for ground in grounds
        ]


class ResumeForm(forms.Form):
    """Why the total goes on."""

    reason = TextField(label=_("Reason"), rows=3)
