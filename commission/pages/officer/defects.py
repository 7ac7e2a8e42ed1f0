"""The list of defects: what the file itself shows to be missing, what was told before, and room for the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commission.documents.messages import verdict_text
from commission.models import Application, Defect
from commission.models.package import regime_of
from commission.pages.document_names import DOCUMENT_NAMES
from commission.pages.forms import KeyedForm, LineField, TextField
from commission.procedure.package import demanded
from commission.services.defects import DefectData
from commission.states import DefectOrigin
from commission.wording import DEFECT_ORIGIN_NAMES

GROUND = "SPL 188(1)"
BLANK_ROWS = 6


def seen_defects(application: Application) -> list[DefectData]:
    """Refused files with the reason, then documents that are not there at all."""
    documents = [document for document in application.documents.all() if document.in_package]
    refused = [document for document in documents if document.is_rejected]
    present = {document.code for document in documents}
    individual = application.declared_parties.filter(role="applicant", kind="individual").exists()
    owed = demanded(
        application.capacity, individual=individual, kind=application.kind, regime=regime_of(application)
    )
    found = [
        (
            document.code,
            _("%(code)s %(name)s: the file was refused. %(why)s")
            % {
                "code": document.code,
                "name": DOCUMENT_NAMES.get(document.code, document.title),
                "why": verdict_text(document.verdict),
            },
        )
        for document in refused
    ]
    found += [
        (code, _("%(code)s %(name)s: missing.") % {"code": code, "name": DOCUMENT_NAMES[code]})
        for code in owed
        if code not in present
    ]
    return [DefectData(missing=text, ground=_(GROUND), example=_example(code)) for code, text in found]


def _example(code: str) -> str:
    return _("%(name)s: every page, legible, signed where it is signed, as one file without a password.") % {
        "name": DOCUMENT_NAMES.get(code, code)
    }


@dataclass(frozen=True, slots=True)
class DefectFields:
    """One row of the form."""

    number: int
    fields: Sequence[Any]
    is_blank: bool


class DefectsForm(KeyedForm):
    """Everything that is missing, in one list: rows with what, on what ground, and how it would be right.

    From the second return on: which earlier defects are not cured, and of each further one whether it is late.
    """

    def __init__(
        self, *args: Any, seen: Sequence[DefectData], told: Sequence[Defect], later: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.told, self.later = told, later
        self.filled = len(seen)
        self.count = len(seen) + BLANK_ROWS
        for one in told:
            self.fields[f"uncured-{one.pk}"] = forms.BooleanField(
                label=gettext_lazy("Not cured: tell it again"), required=False
            )
        for number in range(self.count):
            row = seen[number] if number < len(seen) else None
            self.fields[f"missing-{number}"] = TextField(
                label=gettext_lazy("What is missing or wrong"),
                rows=2,
                required=False,
                max_length=2000,
                initial=row.missing if row else "",
            )
            self.fields[f"ground-{number}"] = LineField(
                label=gettext_lazy("Ground"),
                required=False,
                max_length=200,
                initial=row.ground if row else _(GROUND),
            )
            self.fields[f"example-{number}"] = TextField(
                label=gettext_lazy("Example of a right one"),
                rows=2,
                required=False,
                max_length=2000,
                initial=row.example if row else "",
            )
            if later:
                self.fields[f"origin-{number}"] = forms.ChoiceField(
                    label=gettext_lazy("Why it was not in the first list"),
                    required=False,
                    choices=[
                        (str(one), DEFECT_ORIGIN_NAMES[one])
                        for one in (DefectOrigin.NEW_FILING, DefectOrigin.LATE)
                    ],
                )
                self.fields[f"late_reason-{number}"] = TextField(
                    label=gettext_lazy("If it is late: why it was not told before"),
                    rows=2,
                    required=False,
                    max_length=1000,
                )

    def rows(self) -> list[DefectFields]:
        """The rows with their fields, for the template."""
        names = ("missing", "ground", "example", "origin", "late_reason")
        return [
            DefectFields(
                number + 1,
                [self[name] for name in (f"{part}-{number}" for part in names) if name in self.fields],
                number >= self.filled,
            )
            for number in range(self.count)
        ]

    def uncured(self) -> list[tuple[Defect, Any]]:
        """What the last return told, each with its box."""
        return [(one, self[f"uncured-{one.pk}"]) for one in self.told]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for number in range(self.count):
            if data.get(f"missing-{number}"):
                for part in ("ground", "example"):
                    if not data.get(f"{part}-{number}") and f"{part}-{number}" not in self.errors:
                        self.add_error(
                            f"{part}-{number}",
                            _(
                                "Give every defect its ground, what is missing, and an example of a right one."
                            ),
                        )
        if not self.errors and not self.defects():
            raise forms.ValidationError(_("List every defect, each with its ground."))
        return data

    def defects(self) -> list[DefectData]:
        """Earlier ones that are told again, then the rows that say something."""
        data = self.cleaned_data
        found = [
            DefectData(one.missing, one.ground, one.example, repeats=one.pk)
            for one in self.told
            if data.get(f"uncured-{one.pk}")
        ]
        for number in range(self.count):
            if data.get(f"missing-{number}"):
                found.append(
                    DefectData(
                        missing=data[f"missing-{number}"],
                        ground=data[f"ground-{number}"],
                        example=data[f"example-{number}"],
                        origin=DefectOrigin(data.get(f"origin-{number}") or DefectOrigin.FIRST),
                        late_reason=data.get(f"late_reason-{number}", ""),
                    )
                )
        return found
