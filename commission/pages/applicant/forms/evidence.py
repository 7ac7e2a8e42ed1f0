"""What the applicant sends for one due date."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.pages.forms import KeyedForm, LineField, TextField


class EvidenceForm(KeyedForm):
    """A report in words, and one more file with its title."""

    text = TextField(label=_("What was done"), required=False, rows=6)
    title = LineField(label=_("Title of the file"), required=False)
    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=1000,
        allow_empty_file=True,
        help_text=_("PDF, DOCX, XLSX, JPEG or PNG, without a password."),
    )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("file") and not cleaned.get("title"):
            self.add_error("title", _("Give the document a title."))
        return cleaned
