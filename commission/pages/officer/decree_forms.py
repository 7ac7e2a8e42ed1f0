"""Forms of the draft decree and of a proof of delivery."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.models.delivery import DeliveryKind
from commission.pages.forms import DateField, LineField, TextField
from commission.wording import MOTION_NAMES


class DraftForm(forms.Form):
    """The next version of the two texts."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=[(str(m), n) for m, n in MOTION_NAMES.items()], widget=forms.RadioSelect
    )
    text_kk = TextField(label=_("Text in Kazakh"), rows=14, max_length=20000)
    text_ru = TextField(
        label=_("Text in Russian"),
        rows=14,
        max_length=20000,
        help_text=_("Numbers, dates and names must agree with the Kazakh text before the decree is issued."),
    )


class DeliveryForm(forms.Form):
    """A paper that proves the delivery of the notice."""

    kind = forms.ChoiceField(
        label=_("Proof of"),
        widget=forms.RadioSelect,
        choices=[(str(one), one.label) for one in (DeliveryKind.POST, DeliveryKind.SERVICE)],
    )
    on = DateField(label=_("Day of the delivery"))
    number = LineField(label=_("Number of the paper"), max_length=60)
