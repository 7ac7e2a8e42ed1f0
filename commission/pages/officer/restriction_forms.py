"""The form of the internal record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.pages.consulted.agreements import GROUND_NAMES
from commission.pages.consulted.threats import INTEREST_CHOICES, THREAT_CHOICES
from commission.pages.forms import TextField
from commission.reasons import AIM_NAMES, RESTRICTS_NAMES, Aim, Restricts
from commission.services.restrictions import RestrictionData


class RestrictionForm(forms.Form):
    """Why a refusal or a condition restricts, and why nothing less would do."""

    restricts = forms.ChoiceField(
        label=_("The record gives the reasons of"),
        widget=forms.RadioSelect,
        choices=[(str(one), name) for one, name in RESTRICTS_NAMES.items()],
    )
    condition = TextField(
        label=_("Wording of the condition"),
        required=False,
        rows=3,
        help_text=_("Exactly as in the decree; empty for a refusal."),
    )
    grounds = forms.MultipleChoiceField(
        label=_("Grounds of the refusal, SPL 187(3)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(GROUND_NAMES.items()),
        help_text=_("Name the law or the agreement under the legal basis."),
    )
    unreasoned = forms.BooleanField(
        label=_("Refusal without reasons (SPL 187(3))"),
        required=False,
        help_text=_("The outgoing text gives none; another person must countersign this record."),
    )
    legal_basis = TextField(label=_("Legal basis"), rows=2, help_text=_("Act, article and paragraph."))
    aim = forms.ChoiceField(
        label=_("Aim, NSL 17(2)"),
        widget=forms.RadioSelect,
        choices=[(str(aim), name) for aim, name in AIM_NAMES.items()],
    )
    interests = forms.MultipleChoiceField(
        label=_("Interests, NSL 5(1)"),
        widget=forms.CheckboxSelectMultiple,
        choices=INTEREST_CHOICES,
    )
    threats = forms.MultipleChoiceField(
        label=_("Threats to national security, NSL 6(1)"),
        widget=forms.CheckboxSelectMultiple,
        choices=THREAT_CHOICES,
    )
    reasons = TextField(
        label=_("Internal reasons"), rows=6, max_length=20000, help_text=_("Never shown to the applicant.")
    )
    lesser_measures = TextField(label=_("Lesser measures considered"), rows=3)
    why_not_enough = TextField(label=_("Why they are not enough"), rows=3)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        refusal = data.get("restricts") == Restricts.REFUSAL
        if refusal and not data.get("grounds"):
            self.add_error("grounds", _("Choose at least one ground of the refusal."))
        if data.get("restricts") == Restricts.CONDITION and not data.get("condition", "").strip():
            self.add_error("condition", _("Give the wording of the condition."))
        return data

    def record(self) -> RestrictionData:
        """What was typed, as the service takes it; fields of the other kind are left out."""
        data = self.cleaned_data
        refusal = data["restricts"] == Restricts.REFUSAL
        return RestrictionData(
            restricts=Restricts(data["restricts"]),
            condition="" if refusal else data["condition"],
            grounds=tuple(data["grounds"]) if refusal else (),
            unreasoned=refusal and data["unreasoned"],
            legal_basis=data["legal_basis"],
            aim=Aim(data["aim"]),
            interests=tuple(data["interests"]),
            threats=tuple(data["threats"]),
            reasons=data["reasons"],
            lesser_measures=data["lesser_measures"],
            why_not_enough=data["why_not_enough"],
        )
