"""What a consulted body types: the marking before anything else, then the answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.pages.consulted.threats import THREATS
from commission.pages.forms import TextField
from commission.services.consultations import OpinionData
from commission.states import HELD_MARKINGS
from commission.wording import ANSWER_NAMES, CONFORMITY_NAMES, MARKING_NAMES


class OpinionFields(forms.Form):
    """An opinion: how confidential it is, the coded answer, reasons, conditions, threats."""

    template_name = "consulted/opinion_form.html"

    marking = forms.ChoiceField(
        label=_("Marking"),
        widget=forms.RadioSelect,
        choices=[(str(marking), MARKING_NAMES[marking]) for marking in HELD_MARKINGS],
        help_text=_(
            "Choose it before you write. This system may not hold anything for official use or secret: "
            "send that on paper, and only its number and date are recorded here."
        ),
        error_messages={"required": _("Choose the marking before you write.")},
    )
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
        choices=[(code, f"{code} {name}") for code, name in THREATS.items()],
    )

    def __init__(self, *args: Any, is_security: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
            marking=data["marking"],
            conformity=data.get("conformity", ""),
            letter_number=data.get("letter_number", ""),
            letter_date=data.get("letter_date"),
        )
