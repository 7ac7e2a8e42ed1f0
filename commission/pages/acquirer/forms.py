"""What an invited acquirer types to begin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.pages.forms import LineField


class LoginForm(forms.Form):
    """An account for somebody who has none; its login is the address that was invited."""

    first_name = LineField(label=_("First name"), max_length=150)
    last_name = LineField(label=_("Last name"), max_length=150)
    password = forms.CharField(
        label=_("Password"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
