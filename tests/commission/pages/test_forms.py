"""What people type becomes an exact value, or a message that says what to write."""

import re
from datetime import date
from fractions import Fraction

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils import translation

from commission.pages.forms import DateField, KeyedForm, LineField, PercentField, TextField


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("25", Fraction(1, 4)),
        ("25,5 %", Fraction(51, 200)),
        ("25.5", Fraction(51, 200)),
        ("1/35", Fraction(1, 35)),
        ("33,333333333333", Fraction(33333333333333, 10**14)),
        ("100", Fraction(1)),
    ],
)
def test_a_share_is_read_exactly(typed, share):
    assert PercentField().clean(typed) == share


@pytest.mark.parametrize(
    "typed", ["", "0", "101", "-5", "ten", "10-20", "1e1", "NaN", "٢٥", "25%%", "1/0", "9" * 50]
)
def test_what_is_no_single_share_is_refused(typed):
    with pytest.raises(ValidationError):
        PercentField().clean(typed)


def test_an_optional_share_left_empty_is_none_and_zero_can_be_allowed():
    assert PercentField(required=False).clean("") is None
    assert PercentField(above_zero=False).clean("0") == 0


def test_a_share_is_shown_as_it_would_be_typed():
    assert PercentField().prepare_value(Fraction(1, 4)).replace("\u00a0", " ") == "25 %"


def test_a_day_is_read_as_day_month_year():
    assert DateField().clean(" 05.03.2026 ") == date(2026, 3, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2026-03-05",
        "05.03.26",
        "31.02.2026",
        "05/03/2026",
        "٠٥.٠٣.٢٠٢٦",
        "01.01.0001",
        "01.01.9999",
        "tomorrow",
    ],
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValidationError):
        DateField().clean(typed)


def test_a_line_is_kept_in_nfc_with_single_spaces():
    assert LineField().clean("  Қазақ\u0438\u0306   \u200bЖолы ") == "Қазақй Жолы"


def test_a_text_keeps_its_lines():
    assert TextField().clean("one\r\ntwo\rthree\tfour") == "one\ntwo\nthree\tfour"


@pytest.mark.parametrize("field", [LineField(), TextField()])
@pytest.mark.parametrize("typed", ["left\u202eright", "null\x00", "bell\x07", "x" * 5000])
def test_hidden_characters_and_endless_texts_are_refused(field, typed):
    with pytest.raises(ValidationError):
        field.clean(typed)


def test_each_form_that_moves_a_case_has_a_key_of_its_own():
    keys = {KeyedForm()["key"].value() for _ in range(3)}
    assert len(keys) == 3
    assert KeyedForm({"key": "sent"})["key"].value() == "sent"


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_what_the_frameworks_refuse_is_said_in_the_persons_language(language):
    refused = [
        (forms.CharField(max_length=3), "abcd"),
        (forms.EmailField(), "nobody"),
        (forms.ChoiceField(choices=[("1", "1")]), "2"),
        (forms.CharField(validators=[validate_slug]), "ы ы"),
        (forms.CharField(), "1\x00"),
        (forms.IntegerField(), "1,5"),
        (forms.CharField(validators=[validate_password]), "qwerty"),
    ]
    said = []
    with translation.override(language):
        for field, typed in refused:
            with pytest.raises(ValidationError) as error:
                field.clean(typed)
            said += error.value.messages
        said.append(DefaultAccountAdapter().validation_error("username_password_mismatch").message)
        said = [str(words) for words in said]
    assert len(said) == len(refused) + 2  # the password is too short and too common
    assert [words for words in said if not re.search("[а-яәіңғүұқөһ]", words)] == []
