"""Linked consents and statements as typed by the applicant or the desk."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commission.models import LinkedConsent, StatedFact
from commission.pages.applicant.figures import share_words
from commission.pages.forms import DateField, LineField, PercentField
from commission.services.linked import ConsentData
from commission.states import ENCUMBRANCES, Kind, Stated
from commission.wording import PURPOSE_NAMES, STATED_NAMES

_NOT_NEEDED, _GIVEN = "not_needed", "given"


def _purposes() -> list[tuple[str, str]]:
    return [(str(purpose), capfirst(str(name))) for purpose, name in PURPOSE_NAMES.items()]


class ConsentForm(forms.Form):
    """One consent of another body, or why none is needed."""

    purpose = forms.ChoiceField(
        label=_("What the consent is for"), choices=_purposes, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the consent is for.")},
    )  # fmt: skip
    standing = forms.ChoiceField(
        label=_("Is it there?"),
        choices=[(_GIVEN, _("It was given")), (_NOT_NEEDED, _("The deal does not need it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the consent was given or is not needed.")},
    )
    number = LineField(label=_("Number"), required=False, max_length=100)
    on = DateField(label=_("Date"), required=False)
    body = LineField(label=_("Body that gave it"), required=False)
    most = PercentField(
        label=_("Largest resulting share it covers, per cent"), required=False,
        help_text=_("Leave empty where the consent names no share."),
    )  # fmt: skip
    reason = LineField(
        label=_("Why it is not needed"), required=False, max_length=1000,
        help_text=_("Only where the deal does not need it."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("standing") == _GIVEN:
            missing = {
                "number": _("Write the number."),
                "on": _("Write the date."),
                "body": _("Name the body."),
            }
            for name, message in missing.items():
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, message)
        elif cleaned.get("standing") == _NOT_NEEDED and not cleaned.get("reason"):
            self.add_error("reason", _("Say why the consent is not needed."))
        return cleaned

    def consent_data(self) -> ConsentData:
        """What was typed, for the service."""
        data = self.cleaned_data
        if data["standing"] == _NOT_NEEDED:
            return ConsentData(purpose=data["purpose"], needed=False, reason=data["reason"])
        return ConsentData(
            purpose=data["purpose"],
            number=data["number"],
            on=data["on"],
            body=data["body"],
            most=data["most"],
        )


_ANSWERS = [("yes", _("yes")), ("no", _("no")), ("", _("not known"))]
_OF_ENCUMBRANCES = (Stated.DUTIES, Stated.PRESERVATION, Stated.FURTHER_USE)


class StatementsForm(forms.Form):
    """What the parties state about the transaction; of contract terms only for a pledge or trust management."""

    def __init__(self, data: Any = None, *, kind: str, stated: Iterable[StatedFact]) -> None:
        super().__init__(data)
        known = {row.fact: row for row in stated}
        encumbrance = bool(kind) and Kind(kind) in ENCUMBRANCES
        self.facts = [fact for fact in Stated if encumbrance or fact not in _OF_ENCUMBRANCES]
        for fact in self.facts:
            row = known.get(fact)
            self.fields[fact] = forms.ChoiceField(
                label=capfirst(str(STATED_NAMES[fact])),
                choices=_ANSWERS,
                required=False,
                widget=forms.RadioSelect,
                initial="" if row is None else "yes" if row.answer else "no",
            )
            self.fields[f"{fact}_where"] = LineField(
                label=_("Where it is written"),
                required=False,
                initial=row.where if row else "",
                help_text=_("Document and clause."),
            )

    def answers(self) -> Mapping[Stated, tuple[bool | None, str]]:
        """What was typed, for the service."""
        meaning = {"yes": True, "no": False}
        data = self.cleaned_data
        return {fact: (meaning.get(data[fact]), data[f"{fact}_where"]) for fact in self.facts}


def consent_rows(consents: Iterable[LinkedConsent]) -> list[tuple[LinkedConsent, str]]:
    """Each consent with the share it covers in words."""
    return [(one, share_words(one.most) if one.most is not None else "") for one in consents]
