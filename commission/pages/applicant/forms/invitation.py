"""Inviting the acquirer to fill its own part."""

from django import forms
from django.utils.translation import gettext_lazy as _


class InvitationForm(forms.Form):
    """Where the letter with the link goes."""

    address = forms.EmailField(
        label=_("E-mail of the acquirer"), max_length=254,
        error_messages={"invalid": _("Write the whole address, for example name@company.kz.")},
    )  # fmt: skip
