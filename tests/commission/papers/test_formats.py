"""Dates and numbers on the screens follow the papers (config/formats)."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils import formats, translation

LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture(params=LANGUAGES, autouse=True)
def language(request):
    with translation.override(request.param):
        yield request.param


def test_dates_and_numbers_are_written_as_in_the_papers():
    assert formats.date_format(date(2026, 4, 3)) == "03.04.2026"
    assert formats.date_format(datetime(2026, 4, 3, 9, 5), "DATETIME_FORMAT") == "03.04.2026 09:05"
    assert formats.number_format(Decimal("1234567.5"), use_l10n=True) == "1\u00a0234\u00a0567,5"
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_a_date_is_read_with_dots_and_as_iso_and_never_month_first():
    field = forms.DateField(localize=True)

    assert field.clean("03.04.2026") == field.clean("2026-04-03") == date(2026, 4, 3)
    with pytest.raises(forms.ValidationError):
        field.clean("04/03/2026")
    with pytest.raises(forms.ValidationError):
        field.clean("31.02.2026")


@pytest.mark.parametrize("text", ["1234567,5", "1 234 567,5", "1\u00a0234\u00a0567,5", "1234567.5"])
def test_an_amount_is_read_however_it_is_spaced(text):
    assert forms.DecimalField(localize=True).clean(text) == Decimal("1234567.5")
