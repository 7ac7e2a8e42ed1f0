"""An edited paper as it is brought back."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commission.documents.intake import Received, Refused, receive


class EditedForm(forms.Form):
    """The DOCX. Once valid, `received` is the file in the quarantine."""

    file = forms.FileField(
        label=_("Edited file"),
        error_messages={"required": _("Choose the edited file.")},
        allow_empty_file=True,  # the intake says in words what to do about an empty one
        max_length=1000,
        help_text=format_lazy(
            _("DOCX, up to {megabytes} MB."), megabytes=settings.MAX_DOCUMENT_BYTES // (1024 * 1024)
        ),
    )
    received: Received

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data["file"]
        try:
            self.received = receive(uploaded)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.message), code=refusal.code) from refusal
        return uploaded
