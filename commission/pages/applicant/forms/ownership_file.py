"""A file that says who owns whom."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 2 * 1024 * 1024


class OwnershipFileForm(forms.Form):
    """One BODS file; what is in it is looked at elsewhere, in a process of its own."""

    file = forms.FileField(
        label=_("BODS file"),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
        max_length=1000,
        help_text=_("JSON or JSON lines of the Beneficial Ownership Data Standard 0.4, up to 2 MB."),
    )

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data["file"]
        if uploaded.size > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than 2 MB. Ask its publisher for the acquirer's part.")
            )
        return uploaded
