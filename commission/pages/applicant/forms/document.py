"""A document for the package."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from commission.documents.messages import MEGABYTE
from commission.pages.forms import LineField
from commission.states import HELD_MARKINGS, Marking
from commission.wording import MARKING_NAMES


def _markings() -> list[tuple[str, str]]:
    return [(str(marking), capfirst(str(MARKING_NAMES[marking]))) for marking in Marking]


class DocumentForm(forms.Form):
    """File, title and marking. Higher markings are offered so that nobody hides one, and refused with a way out."""

    marking = forms.ChoiceField(
        label=_("Marking of the document"), choices=_markings, widget=forms.RadioSelect, initial=Marking.COMMERCIAL,
        help_text=_("Who may read it. Commercial secrets and personal data are shown only to those who decide."),
    )  # fmt: skip
    title = LineField(
        label=_("Title"), error_messages={"required": _("Give the document a title.")},
        help_text=_("What it is, with number and date if it has them."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose the file to attach.")},
        allow_empty_file=True,  # the intake says in words what to do about an empty one
        max_length=1000,
        help_text=format_lazy(
            _("PDF, DOCX, XLSX, JPEG or PNG, up to {megabytes} MB, without a password."),
            megabytes=settings.MAX_DOCUMENT_BYTES // MEGABYTE,
        ),
    )

    def clean_marking(self) -> str:
        marking: Any = self.cleaned_data["marking"]
        if marking not in HELD_MARKINGS:
            raise ValidationError(
                _(
                    "Documents with this marking must not be sent through the internet. Bring it on paper to the "
                    "working body and attach here a note that names it."
                ),
                code="not_held",
            )
        return str(marking)
