"""Fields of the application: identifiers, amounts and shares, typed by people, read exactly."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commission.pages.applicant.figures import money
from registry.identifiers import is_identifier
from registry.shares import parse_share, share_words

_GAPS = re.compile(r"[\s\u00a0\u202f]+")
_AMOUNT = re.compile(r"[0-9]{1,18}(?:[.,][0-9]{1,2})?")


class IdentifierField(forms.CharField):
    """A BIN or IIN: twelve ASCII digits with a right control digit; spaces between them are let go."""

    default_error_messages = {
        "digits": _(
            "A BIN or IIN has exactly 12 digits, 0 to 9. Copy it from the certificate or the identity card."
        ),
        "control": _("This number cannot exist: its last digit does not fit the others. Check it."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        text = _GAPS.sub("", super().to_python(value) or "")
        if not text:
            return ""
        if len(text) != 12 or not (text.isascii() and text.isdigit()):
            raise ValidationError(self.error_messages["digits"], code="digits")
        if not is_identifier(text):
            raise ValidationError(self.error_messages["control"], code="control")
        return text


def misfit(identifier: str, kind: str) -> str:
    """What is wrong with a valid number as that of a party of `kind`: a person's IIN begins with the birth date, a
    company's BIN has 4, 5 or 6 in fifth place. An empty text where nothing is.
    """
    of_entity = identifier[4] in "456"
    if kind == "entity" and not of_entity:
        return str(_("This is the IIN of a person. Give the company's BIN, or choose “individual” above."))
    if kind == "individual" and of_entity:
        return str(_("This is the BIN of a company. Give the person's IIN, or choose “legal entity” above."))
    if kind == "individual" and not _is_birthday(identifier[:6]):
        return str(_("This IIN begins with a date that does not exist. Check it against the identity card."))
    return ""


def _is_birthday(digits: str) -> bool:
    """Whether YYMMDD is a day of some century."""
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


class MoneyField(forms.CharField):
    """An amount in tenge: '1 250 000,50'; the value is an exact `Decimal` or None when left empty."""

    default_error_messages = {
        "amount": _("Write the amount in tenge in digits, for example 1 250 000,50."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-20"})
        )
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        text = _GAPS.sub("", super().clean(value))
        if not text:
            return None
        if not _AMOUNT.fullmatch(text):
            raise ValidationError(self.error_messages["amount"], code="amount")
        return Decimal(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        return money(value) if isinstance(value, Decimal) else value


class ShareRangeField(forms.CharField):
    """A share known exactly or as a range: '25,5', '1/35', '10-15'; the value is (lowest, highest) of one."""

    default_error_messages = {"zero": _("A share of 0 % is no holding: give a share above 0 %.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "text", "class": "govuk-input--width-10"})
        )
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        low, high = parse_share(text)
        if high == 0:
            raise ValidationError(self.error_messages["zero"], code="zero")
        return low, high

    def prepare_value(self, value: Any) -> Any:
        return share_words(value) if _is_bounds(value) else value


def _is_bounds(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(bound, Fraction) for bound in value)
