"""What a side says to a fact that it is shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.pages.forms import TextField


class WrongForm(forms.Form):
    """That a fact is wrong: what is correct instead, and a paper that shows it."""

    reason = TextField(
        label=_("What is wrong, and what is correct instead"), max_length=2000,
        error_messages={"required": _("Say what is wrong and what is correct instead.")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("Document that shows it"), required=False, max_length=1000, allow_empty_file=True,
        help_text=_("PDF, DOCX, XLSX, JPEG or PNG, without a password."),
    )  # fmt: skip
