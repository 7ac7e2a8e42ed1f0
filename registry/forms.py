"""Forms of the keepers and administrators. They check; the services write."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from registry.countries import country_choices, is_country
from registry.models import (
    Appointment,
    CalendarDay,
    Holding,
    Link,
    ListEdition,
    Party,
    StateBody,
    StrategicObject,
    User,
)
from registry.models.history import DOCUMENT_LENGTH
from registry.names import clean_name
from registry.services import refuse_clash, refuse_own
from registry.shares import Bounds, parse_share, share_words
from registry.whole import lock_companies, refuse_excess

SHARE_HELP = _(
    "Percent (25 or 25,5), a fraction of the whole (1/35) or a range (10-15); 0-100 where nothing is known."
)


class DocumentForm(forms.ModelForm):
    """A form whose every change rests on a document."""

    document = forms.CharField(
        label=_("Document"),
        max_length=DOCUMENT_LENGTH,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("What this change rests on: kind, number and date. It is kept in the history."),
    )

    def clean_document(self) -> str:
        return clean_name(self.cleaned_data["document"])


class ShareField(forms.CharField):
    """A share or a range of shares as people write them; the value is a pair of exact fractions."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, widget=forms.TextInput(attrs={"size": 14}), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return parse_share(text) if text else None

    def run_validators(self, value: Any) -> None:
        """CharField's validators are about text; the parser has checked everything."""

    def prepare_value(self, value: Any) -> Any:
        return share_words(value) if isinstance(value, tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class HoldingShares(forms.ModelForm):
    """Votes and capital of one holding instead of eight numbers."""

    votes = ShareField(label=_("Votes"), help_text=SHARE_HELP)
    capital = ShareField(label=_("Capital"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial.setdefault("votes", self.instance.votes)
            self.initial.setdefault("capital", self.instance.capital)

    def _post_clean(self) -> None:
        # Before the model's own checks, so that they see the shares that were typed.
        votes: Bounds | None = self.cleaned_data.get("votes")
        capital: Bounds | None = self.cleaned_data.get("capital")
        if votes:
            self.instance.set_votes(*votes)
        if capital:
            self.instance.set_capital(*capital)
        super()._post_clean()  # type: ignore[misc]


class HoldingForm(HoldingShares, DocumentForm):
    """One holding by itself: refused where its company would pass 100 %."""

    class Meta:
        model = Holding
        fields = [
            "company",
            "owner",
            "on_behalf_of",
            "nominee",
            "valid_from",
            "valid_to",
            "illustrative",
            "note",
        ]

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            others = self.instance.company.held_by.exclude(pk=self.instance.pk)
            refuse_together(self, self.instance.company, others, [self.instance])


class HoldingInlineForm(HoldingShares):
    """One row of a company's holders; the sum is checked over all rows together."""

    class Meta:
        model = Holding
        fields = ["owner", "valid_from", "valid_to", "note"]
        widgets = {"note": forms.TextInput(attrs={"size": 20})}


class HoldersFormSet(forms.BaseInlineFormSet):
    """All holders of one company, changed as one step."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or self.instance.pk is None:
            return
        kept = [form.instance for form in self.forms if form not in self.deleted_forms and _filled(form)]
        with transaction.atomic():
            lock_companies([self.instance.pk])
            refuse_excess(self.instance, kept)


def _filled(form: forms.ModelForm) -> bool:
    return form.instance.pk is not None or form.has_changed()


def refuse_together(
    form: forms.ModelForm, company: Party, others: Iterable[Holding], mine: list[Holding]
) -> None:
    """Put the message on the form's votes where `others` and `mine` certainly pass 100 %.

    The company stays locked until the page's transaction ends: nobody can slip a holding in between.
    """
    with transaction.atomic():
        lock_companies([company.pk])
        try:
            refuse_excess(company, [*others, *mine])
        except ValidationError as error:
            form.add_error("votes", error)


class PartyForm(DocumentForm):
    """A party, its country chosen by name."""

    country = forms.ChoiceField(
        label=_("Country"),
        choices=country_choices,
        required=False,
        help_text=_("Leave empty where it is not known."),
    )
    citizenships = forms.CharField(
        label=_("Citizenships"),
        required=False,
        help_text=_("Two-letter country codes with commas, for example KZ, RU."),
    )

    class Meta:
        model = Party
        fields = [
            "key", "kind", "name_en", "name_ru", "name_kk", "country", "citizenships", "stateless", "identifier",
            "state_body", "listed", "register_complete", "illustrative", "note",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["citizenships"] = ", ".join(self.instance.citizenships)

    def clean_citizenships(self) -> list[str]:
        codes = [
            code.strip().upper() for code in self.cleaned_data["citizenships"].split(",") if code.strip()
        ]
        unknown = [code for code in codes if not is_country(code)]
        if unknown:
            raise ValidationError(_("No country has the code %(code)s."), params={"code": unknown[0]})
        return codes


class ObjectForm(DocumentForm):
    """A strategic object."""

    control_centre_country = forms.ChoiceField(
        label=_("Country of the network's control centre"), choices=country_choices, required=False
    )

    class Meta:
        model = StrategicObject
        fields = [
            "code", "category", "name_en", "name_ru", "name_kk", "stake_in", "underlying", "region", "capacity_mw",
            "trunk_line", "long_distance_operator", "international_operator", "land_lines", "media_owner",
            "subsoil_right", "control_centre_country", "evidence", "illustrative",
        ]  # fmt: skip


class LinkForm(DocumentForm):
    """A tie other than a holding."""

    class Meta:
        model = Link
        fields = ["a", "type", "b", "object", "owner", "valid_from", "valid_to", "note", "illustrative"]


class BodyForm(DocumentForm):
    """A state body."""

    class Meta:
        model = StateBody
        fields = ["code", "competence", "name_en", "name_ru", "name_kk", "is_security", "subordinate_to"]


class CalendarDayForm(DocumentForm):
    """A day that differs from its weekday."""

    class Meta:
        model = CalendarDay
        fields = ["day", "is_working", "name", "name_ru", "name_kk"]


class EditionForm(forms.ModelForm):
    """An edition of a list and everything on it; its act is the document."""

    on_the_list = forms.ModelMultipleChoiceField(
        label=_("Objects on the list"),
        queryset=StrategicObject.objects.all(),
        widget=FilteredSelectMultiple(_("objects"), is_stacked=False),
    )

    class Meta:
        model = ListEdition
        fields = ["list", "effective_from", "act", "illustrative"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["on_the_list"] = list(self.instance.entries.values_list("object_id", flat=True))


class AccountForm(forms.ModelForm):
    """A person's account; no password: the person sets it by the link in a letter."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "language", "is_active"]

    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
        initial="ru",
    )


class AppointmentForm(forms.ModelForm):
    """An appointment, refused where it breaks the separation of duties. `by` is set by the admin."""

    by: User | None = None

    class Meta:
        model = Appointment
        fields = ["role", "body", "valid_from", "valid_until", "act"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.has_changed():
            refuse_own(self.instance.user_id, self.by)
        return cleaned


class OfficesFormSet(forms.BaseInlineFormSet):
    """All offices of one person: never auditor and administrator on one day."""

    def clean(self) -> None:
        super().clean()
        if not any(self.errors):
            refuse_clash(
                [form.instance for form in self.forms if form not in self.deleted_forms and _filled(form)]
            )
