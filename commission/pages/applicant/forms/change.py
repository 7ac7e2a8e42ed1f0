"""A material change as the applicant reports it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.pages.forms import DateField, KeyedForm, TextField


class ChangeForm(KeyedForm):
    """What has changed, since when, with a paper on it."""

    what = TextField(
        label=_("What has changed"),
        help_text=_("For example the acquirer's owners, the price, the share, a consent that was refused."),
        error_messages={"required": _("Say what has changed.")},
    )
    changed_on = DateField(label=_("Since when"), error_messages={"required": _("Say since when.")})
    file = forms.FileField(
        label=_("A paper on it"),
        required=False,
        max_length=1000,
        allow_empty_file=True,
        help_text=_("PDF, DOCX, XLSX, JPEG or PNG, without a password."),
    )
