"""The applicant's answers to a list of questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.models import RequestQuestion
from commission.pages.forms import LineField, TextField


class AnswersForm(forms.Form):
    """To each question: words, one new file at a time, documents to take back."""

    def __init__(self, *args: Any, questions: Sequence[RequestQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[f"answer-{one.number}"] = TextField(
                label=_("Answer"), required=False, rows=4, max_length=8000, initial=one.answer
            )
            self.fields[f"answer-{one.number}"].needed_later = True  # type: ignore[attr-defined]
            self.fields[f"title-{one.number}"] = LineField(label=_("Title of a document"), required=False)
            self.fields[f"file-{one.number}"] = forms.FileField(
                label=_("File"), required=False, allow_empty_file=True, max_length=1000
            )
            if one.files():
                self.fields[f"removed-{one.number}"] = forms.MultipleChoiceField(
                    label=_("Documents to take back"),
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    choices=[(str(file.pk), file.title) for file in one.files()],
                )

    def asked(self) -> list[tuple[RequestQuestion, list[Any]]]:
        """Each question with its fields, for the template."""
        return [
            (
                one,
                [
                    self[name]
                    for name in (f"{part}-{one.number}" for part in ("answer", "removed", "title", "file"))
                    if name in self.fields
                ],
            )
            for one in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for one in self.questions:
            if data.get(f"file-{one.number}") and not data.get(f"title-{one.number}"):
                self.add_error(f"title-{one.number}", _("Give the document a title."))
        return data
