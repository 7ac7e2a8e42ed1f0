"""What a consulted body types: the marking before anything else, then the answer."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commission.pages.consulted.threats import INTEREST_CHOICES, THREAT_CHOICES
from commission.pages.forms import TextField
from commission.services.consultations import OpinionData
from commission.states import HELD_MARKINGS
from commission.wording import ANSWER_NAMES, CONFORMITY_NAMES, MARKING_NAMES
from commission.wording_opinions import MARKING_MEANS
from registry.models import User


def marking_field() -> forms.ChoiceField:
    """How confidential an opinion is: the first question of all, each answer with what it means for who reads it."""
    means = [
        (str(one), f"{capfirst(str(MARKING_NAMES[one]))}. {MARKING_MEANS[one]}") for one in HELD_MARKINGS
    ]
    return forms.ChoiceField(
        label=_("Marking"),
        widget=forms.RadioSelect,
        choices=means,
        help_text=_(
            "Choose it before you write. This system may not hold anything for official use or secret: "
            "send that on paper, and only its number and date are recorded here."
        ),
        error_messages={"required": _("Choose the marking before you write.")},
    )


class MarkingForm(forms.Form):
    """Asked before anything is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["marking"] = marking_field()


class SendForm(forms.Form):
    """Which handing over of the draft the second person has read."""

    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class RemarkForm(forms.Form):
    """Why the second person gives a draft back."""

    remark = TextField(label=_("What has to be changed"), rows=3)


class RevokeForm(forms.Form):
    """Why a body takes its opinion back."""

    reason = TextField(label=_("Reason"), rows=4, help_text=_("The working body reads it."))


class DrafterField(forms.ModelChoiceField):
    """A choice of people by name and body."""

    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class DrafterForm(forms.Form):
    """Who writes the draft."""

    drafter = DrafterField(
        label=_("Drafter"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody in particular"),
    )

    def __init__(self, *args: Any, drafters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["drafter"]
        assert isinstance(field, DrafterField)
        field.queryset = drafters


class OpinionFields(forms.Form):
    """An opinion: how confidential it is, the coded answer, reasons, conditions, threats."""

    template_name = "consulted/opinion_form.html"

    answer = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        choices=[(str(answer), name) for answer, name in ANSWER_NAMES.items()],
    )
    reasons = TextField(label=_("Reasons"), max_length=20000, rows=10)
    conditions = TextField(
        label=_("Conditions proposed, one a line"),
        required=False,
        rows=4,
        help_text=_("Only conditions whose fulfilment can be verified: say by whom and how."),
    )
    conformity = forms.ChoiceField(
        label=_("Conformity with the rules on search operations, NSL 23(6)(8)"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("no answer")), *((str(one), name) for one, name in CONFORMITY_NAMES.items())],
        help_text=_("For lines and networks. An answer or a reference only; give no reasons here."),
    )
    threats = forms.MultipleChoiceField(
        label=_("Threats to national security, NSL 6(1)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=THREAT_CHOICES,
    )
    interests = forms.MultipleChoiceField(
        label=_("National interests concerned, NSL 5(1)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=INTEREST_CHOICES,
    )

    def __init__(self, *args: Any, is_security: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["marking"] = marking_field()
        self.order_fields([*(self.field_order or ()), "marking"])
        if not is_security:
            del self.fields["conformity"]

    def opinion(self) -> OpinionData:
        """The answer as the services take it."""
        data: dict[str, Any] = self.cleaned_data
        return OpinionData(
            answer=data["answer"],
            reasons=data["reasons"],
            conditions=data["conditions"],
            threats=data["threats"],
            interests=data["interests"],
            marking=data["marking"],
            conformity=data.get("conformity", ""),
            letter_number=data.get("letter_number", ""),
            letter_date=data.get("letter_date"),
        )
