"""What is typed of a condition's terms, and of an entry of the library."""

from typing import Any

from django import forms
from django.core.validators import MinValueValidator, validate_slug
from django.utils.translation import gettext_lazy as _

from commission.models import LibraryCondition
from commission.pages.consulted.threats import THREAT_CHOICES
from commission.pages.forms import DateField, LineField, TextField
from commission.procedure.conditions import Verifier
from commission.services.library import EntryData, TermsData
from commission.wording_conditions import ENDING_NAMES, SCHEDULE_NAMES, TRIGGER_NAMES, VERIFIER_NAMES
from registry.models import StateBody

_LANGUAGES = ("en", "ru", "kk")


class BodyField(forms.ModelChoiceField):
    """A choice of state bodies by their names."""

    def label_from_instance(self, obj: StateBody) -> str:
        return obj.name


def _number(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        max_value=600,
        validators=[MinValueValidator(1)],
        help_text=help_text,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )


class TermsFields(forms.Form):
    """Wording, verifier, evidence, schedule and end of a condition. The service says what is missing."""

    template_name = "consulted/opinion_form.html"

    wording_ru = TextField(label=_("Wording in Russian"), rows=3)
    wording_kk = TextField(label=_("Wording in Kazakh"), rows=3)
    wording_en = TextField(label=_("Wording in English"), rows=3, required=False)
    verifier = forms.ChoiceField(
        label=_("Who verifies it"),
        widget=forms.RadioSelect,
        required=False,
        choices=[(str(one), name) for one, name in VERIFIER_NAMES.items()],
    )
    verified_by = BodyField(
        label=_("State body that verifies"),
        queryset=StateBody.objects.all(),
        required=False,
        empty_label=_("none"),
        help_text=_("Only where a state body verifies."),
    )
    evidence_ru = TextField(label=_("Evidence in Russian"), rows=2, required=False)
    evidence_kk = TextField(label=_("Evidence in Kazakh"), rows=2, required=False)
    evidence_en = TextField(label=_("Evidence in English"), rows=2, required=False)
    schedule = forms.ChoiceField(
        label=_("When it is to be shown"),
        widget=forms.RadioSelect,
        required=False,
        choices=[(str(one), name) for one, name in SCHEDULE_NAMES.items()],
    )
    months = _number(
        _("Months"), _("Once: within so many months of the decree. Again and again: every so many.")
    )
    trigger = forms.ChoiceField(
        label=_("Event"),
        required=False,
        choices=[("", _("none")), *((str(one), name) for one, name in TRIGGER_NAMES.items())],
    )
    days = _number(
        _("Working days after the event"), _("Only where it is shown each time something happens.")
    )
    ending = forms.ChoiceField(
        label=_("How it ends"),
        widget=forms.RadioSelect,
        required=False,
        choices=[(str(one), name) for one, name in ENDING_NAMES.items()],
    )
    threats = forms.MultipleChoiceField(
        label=_("Threats to national security, NSL 6(1)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=THREAT_CHOICES,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("verifier", "evidence_ru", "evidence_kk", "schedule", "ending"):
            self.fields[name].needed_later = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("verified_by") and data.get("verifier") != Verifier.BODY:
            self.add_error("verified_by", _("Choose “a state body” above, or none here."))
        return data

    def terms(self) -> TermsData:
        """The terms as the services take them."""
        data: dict[str, Any] = self.cleaned_data
        body = data["verified_by"]
        plain = {name: data[name] for name in TermsData.__slots__ if name in data}
        return TermsData(
            **plain | {"verified_by_id": body.pk if body else None, "threats": tuple(data["threats"])}
        )


def terms_of(row: Any) -> dict[str, Any]:
    """What the form of a row's terms opens with."""
    names = [name for name in TermsData.__slots__ if name != "verified_by_id"]
    return {name: getattr(row, name) for name in names} | {"verified_by": row.verified_by_id}


class EntryForm(TermsFields):
    """An entry of the library."""

    code = LineField(
        label=_("Code"),
        max_length=20,
        validators=[validate_slug],
        help_text=_("Latin letters, digits and hyphens, for example control-centre."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    purpose_ru = TextField(label=_("Purpose in Russian"), rows=2)
    purpose_kk = TextField(label=_("Purpose in Kazakh"), rows=2)
    purpose_en = TextField(label=_("Purpose in English"), rows=2, required=False)
    retired = forms.BooleanField(
        label=_("Take this entry out of use"),
        required=False,
        help_text=_("Conditions made from it stay as they are."),
    )
    valid_from = DateField(
        label=_("In force from"), help_text=_("Today or later: nothing is changed backwards.")
    )
    reason = TextField(label=_("Reason"), help_text=_("The order or minutes it rests on."), rows=3)
    field_order = ["code", "wording_ru", "wording_kk", "wording_en", "purpose_ru", "purpose_kk", "purpose_en"]

    def __init__(self, *args: Any, row: LibraryCondition | None = None, **kwargs: Any) -> None:
        """`row`: the entry that is to be changed; its code stays."""
        super().__init__(*args, **kwargs)
        self._row = row
        if row is None:
            del self.fields["retired"]
        else:
            del self.fields["code"]
            purposes = {f"purpose_{language}": getattr(row, f"purpose_{language}") for language in _LANGUAGES}
            self.initial = {**terms_of(row), **purposes}
        wording = self.fields["wording_ru"]
        wording.help_text = _(
            "Places that each case fills in stand in braces, the same in every language: {share}, {amount}, {number}, "
            "{date}, {days}, {months}, {person}, {place}, {act}."
        )

    def entry(self) -> EntryData:
        """The entry as the service takes it."""
        data: dict[str, Any] = self.cleaned_data
        return EntryData(
            code=self._row.code if self._row is not None else data["code"].lower(),
            terms=self.terms(),
            purpose_ru=data["purpose_ru"],
            purpose_kk=data["purpose_kk"],
            purpose_en=data["purpose_en"],
            valid_from=data["valid_from"],
            retired=bool(data.get("retired")),
        )
