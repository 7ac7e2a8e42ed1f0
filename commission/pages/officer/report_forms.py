"""The officer's report as a form: a line for each statement, and what is proposed."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.models import Document
from commission.pages.document_names import DOCUMENT_NAMES
from commission.pages.forms import TextField
from commission.pages.officer.report_again import Mark
from commission.procedure.report_parts import PARTS
from commission.services.reports import StatementData
from commission.wording_report import PART_TITLES

PREFIX = "s"
# Rows for statements of the officer's own.
OWN_ROWS = 4


class StatementForm(forms.Form):
    """One statement; a row without words says nothing, and one that is left out is not kept."""

    mark: str = ""
    earlier: str = ""

    part = forms.ChoiceField(
        label=_("Part"), choices=[(part, PART_TITLES[part]) for part in PARTS], initial="assessment"
    )
    text = TextField(
        label=pgettext_lazy("of a report", "Statement"), required=False, max_length=30000, rows=2
    )
    cites = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    document = forms.ChoiceField(label=_("Document cited"), required=False)
    page = forms.IntegerField(
        label=_("Page"),
        required=False,
        max_value=9999,
        validators=[MinValueValidator(1)],
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    place = forms.IntegerField(
        label=_("Place in its part"),
        required=False,
        max_value=999,
        validators=[MinValueValidator(1)],
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    leave_out = forms.BooleanField(label=_("Leave out"), required=False)

    def __init__(self, *args: Any, documents: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("none")), *documents]


StatementRows = forms.formset_factory(StatementForm, extra=0, max_num=400, absolute_max=400)


def document_choices(documents: Iterable[Document]) -> list[tuple[str, str]]:
    """Accepted documents of the case, as a statement may cite them."""
    return [
        (f"document:{one.pk}", f"{one.code} {DOCUMENT_NAMES.get(one.code, '')}: {one.title}")
        for one in sorted(documents, key=lambda one: one.pk)
        if one.is_accepted
    ]


def rows(data: Any, statements: Iterable[Any], documents: list[tuple[str, str]]) -> Any:
    """The rows as they were sent, or those of the statements with empty ones for the officer's own."""
    statements = list(statements)
    places: Counter[str] = Counter()
    initial = []
    for one in statements:
        places[one.part] += 1
        initial.append(
            {
                "place": places[one.part],
                "leave_out": getattr(one, "mark", "") in (Mark.GONE, Mark.LEFT_OUT),
                "part": one.part,
                "text": one.text,
                "cites": one.cites,
                "document": one.cites if one.cites.startswith("document:") else "",
                "page": one.page,
            }
        )
    initial += [{"part": "assessment"} for _row in range(OWN_ROWS)]
    made = StatementRows(data, prefix=PREFIX, initial=initial, form_kwargs={"documents": documents})
    for row, one in zip(made, statements, strict=False):
        row.mark, row.earlier = getattr(one, "mark", ""), getattr(one, "earlier", "")
    return made


def statements_of(sent: Any) -> list[StatementData]:
    """What the rows say, in the places given: a chosen document is cited instead of what a statement was drawn from.

    A row without a place follows the others.
    """
    found = []
    for data in sorted(sent.cleaned_data, key=lambda one: one.get("place") or 1000):
        if data.get("text", "").strip() and not data.get("leave_out"):
            cites = data["document"] or (data["cites"] if not data["cites"].startswith("document:") else "")
            found.append(StatementData(data["part"], data["text"].strip(), cites, data["page"]))
    return found


class UncitedForm(forms.Form):
    """Why a report with statements that cite nothing may be signed."""

    uncited_because = TextField(
        label=_("Why it may be signed although these statements cite nothing"), rows=3, max_length=2000
    )
