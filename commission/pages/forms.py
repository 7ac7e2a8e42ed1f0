"""Form fields that every audience shares: what people type, turned into exact values."""

import unicodedata
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commission.pages.keys import new_key
from registry.names import clean_name
from registry.shares import parse_share, percent

DAY = "%d.%m.%Y"
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class DateField(forms.DateField):
    """A day typed as DD.MM.YYYY in ASCII digits, in every language; the value is a `date` of 1900 to 2199."""

    widget = forms.DateInput(format=DAY)
    default_error_messages = {"invalid": _("Write the date as DD.MM.YYYY, for example 05.03.2026.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[DAY], **kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = value.strip()
            if not value.isascii():
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        day = super().to_python(value)
        if day is not None and not _FIRST_DAY <= day <= _LAST_DAY:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class PercentField(forms.CharField):
    """A share typed as '25', '25,5 %' or '1/35'; the value is an exact `Fraction` of one, None when left empty.

    `above_zero` refuses 0 %. A range is refused: use `registry.shares.parse_share` where one may be typed.
    """

    default_error_messages = {
        "range": _("Write one percentage, for example 25 or 25,5."),
        "zero": _("The share must be above 0 %."),
    }

    def __init__(self, *, above_zero: bool = True, **kwargs: Any) -> None:
        self.above_zero = above_zero
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"})
        )
        super().__init__(max_length=40, empty_value="", **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        low, high = parse_share(text)
        if low != high:
            raise ValidationError(self.error_messages["range"], code="range")
        if self.above_zero and low == 0:
            raise ValidationError(self.error_messages["zero"], code="zero")
        return low

    def prepare_value(self, value: Any) -> Any:
        return percent(value) if isinstance(value, Fraction) else value


class LineField(forms.CharField):
    """One line of text: NFC, single spaces, no control or direction-changing characters."""

    def __init__(self, *, max_length: int = 300, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines of text: NFC, line feeds as typed, no other control or direction-changing characters."""

    def __init__(self, *, max_length: int = 4000, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        for line in text.split("\n"):
            clean_name(line.replace("\t", " "))
        return unicodedata.normalize("NFC", text)


class KeyedForm(forms.Form):
    """A form that makes a move: its hidden key makes the same form sent twice move once."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=new_key)
