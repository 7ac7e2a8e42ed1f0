"""Questionnaires in the reader's words, and the form in which a body's lists are answered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commission import permissions
from commission.models import Application, Document, QuestionAnswer, Questionnaire
from commission.pages.forms import DateField, LineField, TextField
from commission.procedure.questionnaires import Question, cited
from commission.services.checks import ASSESSABLE
from commission.services.questionnaires import Letter, Line, authors, by_desk
from commission.states import Bearing
from commission.wording import BEARING_NAMES
from registry.models import StateBody, User

_TONES = {Bearing.FAVOURS: "granted", Bearing.CONTRADICTS: "refused", Bearing.UNKNOWN: "waiting"}


@dataclass(frozen=True, slots=True)
class Row:
    """One question and the answer that stands; `answer` None: left open."""

    code: str
    cited: str
    text: str
    answer: QuestionAnswer | None
    revisions: int

    @property
    def tone(self) -> str:
        return _TONES.get(Bearing(self.answer.bearing), "quiet") if self.answer else "quiet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list put to one body."""

    questionnaire: Questionnaire
    title: str
    basis: str
    intro: str
    rows: Sequence[Row]

    @property
    def answered(self) -> int:
        return sum(row.answer is not None for row in self.rows)

    @property
    def notable(self) -> list[Row]:
        """Answers other than "no effect"."""
        return [row for row in self.rows if row.answer and row.answer.bearing != Bearing.NO_EFFECT]

    def counted(self) -> list[tuple[str, int]]:
        """Bearing in words -> how many answers; what was left open when the list was deemed counts as unknown."""
        found = Counter(Bearing(row.answer.bearing) for row in self.rows if row.answer)
        if self.questionnaire.deemed_at is not None:
            found[Bearing.UNKNOWN] += len(self.rows) - self.answered
        return [(str(BEARING_NAMES[one]), found[one]) for one in Bearing if found[one]]


@dataclass(frozen=True, slots=True)
class BodySheets:
    """All lists of one body, and what this person may do about them."""

    body: StateBody
    sheets: Sequence[Sheet]
    may_answer: bool
    needs_letter: bool
    may_confirm: bool
    may_deem: bool

    @property
    def is_closed(self) -> bool:
        return all(sheet.questionnaire.is_closed for sheet in self.sheets)

    @property
    def is_complete(self) -> bool:
        return all(sheet.answered == len(sheet.rows) for sheet in self.sheets)

    @property
    def answered(self) -> int:
        return sum(sheet.answered for sheet in self.sheets)

    @property
    def total(self) -> int:
        return sum(len(sheet.rows) for sheet in self.sheets)

    @property
    def first(self) -> Questionnaire:
        return self.sheets[0].questionnaire

    @property
    def confirmed_at(self) -> datetime | None:
        return self.first.confirmed_at

    @property
    def open_sheets(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if not sheet.questionnaire.is_closed]


def by_body(application: Application, rows: Iterable[Questionnaire], user: User) -> list[BodySheets]:
    """The lists as `queries_questionnaires` gives them, body by body; the consultations are read once."""
    prefetch_related_objects([application], "consultations")
    grouped: dict[StateBody, list[Questionnaire]] = {}
    for row in rows:
        row.application = application
        grouped.setdefault(row.body, []).append(row)
    return [_of_body(application, body, sheets, user) for body, sheets in grouped.items()]


def _of_body(
    application: Application, body: StateBody, sheets: list[Questionnaire], user: User
) -> BodySheets:
    goes_on = application.state in ASSESSABLE
    open_ones = [sheet for sheet in sheets if not sheet.is_closed]
    consultation = next(
        (
            one
            for one in application.consultations.all()
            if one.body_id == body.pk and one.revision == application.revision and one.replaced_at is None
        ),
        None,
    )
    desk = permissions.may_process(application, user)
    return BodySheets(
        body=body,
        sheets=[_sheet(sheet) for sheet in sheets],
        may_answer=bool(open_ones) and goes_on and permissions.may_answer_questions(application, body, user),
        needs_letter=desk and body.pk not in user.body_ids and consultation is not None,
        may_confirm=bool(open_ones)
        and goes_on
        and all(sheet.is_complete() for sheet in open_ones)
        and all(
            permissions.may_confirm_questions(sheet, user, authors=authors(sheet), by_desk=by_desk(sheet))
            for sheet in open_ones
        ),
        may_deem=bool(open_ones)
        and goes_on
        and consultation is not None
        and consultation.is_overdue
        and not body.is_security
        and permissions.is_head(application, user),
    )


def _sheet(questionnaire: Questionnaire) -> Sheet:
    asked = questionnaire.question_list
    standing = questionnaire.standing_answers()
    written = Counter(answer.question for answer in questionnaire.answers.all())
    return Sheet(
        questionnaire=questionnaire,
        title=gettext(asked.title),
        basis=gettext(asked.basis),
        intro=gettext(asked.intro),
        rows=[_row(one, standing.get(one.code), written[one.code]) for one in asked.questions],
    )


def _row(question: Question, answer: QuestionAnswer | None, revisions: int) -> Row:
    return Row(question.code, cited(question.code), gettext(question.text), answer, revisions)


class _PlainDocumentField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Document) -> str:
        return f"{obj.code} {obj.title}"


@dataclass(frozen=True, slots=True)
class AskedFields:
    """One question with its three fields."""

    row: Row
    fields: Sequence[Any]


class QuestionsForm(forms.Form):
    """A body's open lists: an answer, its reason and a document for each question, or one reason for all the rest."""

    rest_reason = TextField(
        label=_("Reason for every question that you leave open"),
        required=False,
        rows=2,
        max_length=2000,
        help_text=_("All questions without an answer are then answered “no effect” for this reason."),
    )
    letter_number = LineField(label=_("Number of the letter"), max_length=60)
    letter_date = DateField(label=_("Date of the letter"))

    def __init__(
        self, *args: Any, of: BodySheets, documents: Any, letter: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        if not letter:
            del self.fields["letter_number"], self.fields["letter_date"]
        for row in self._rows():
            answer = row.answer
            self.fields[f"bearing-{row.code}"] = forms.ChoiceField(
                label=format_lazy("{}: {}", row.cited, _("answer")),
                required=False,
                choices=[("", _("open")), *((str(one), name) for one, name in BEARING_NAMES.items())],
                initial=answer.bearing if answer else "",
            )
            self.fields[f"reason-{row.code}"] = TextField(
                label=format_lazy("{}: {}", row.cited, _("reason")),
                required=False,
                rows=2,
                max_length=4000,
                initial=answer.reason if answer else "",
            )
            self.fields[f"document-{row.code}"] = _PlainDocumentField(
                label=format_lazy("{}: {}", row.cited, _("document")),
                queryset=documents,
                required=False,
                empty_label=_("none"),
                initial=answer.document_id if answer else None,
            )
            for name in ("bearing", "reason"):
                self.fields[f"{name}-{row.code}"].needed_later = True  # type: ignore[attr-defined]

    def _rows(self) -> Iterator[Row]:
        for sheet in self.of.open_sheets:
            yield from sheet.rows

    def lists(self) -> list[tuple[Sheet, list[AskedFields]]]:
        """The open lists with their questions' fields, for the template."""
        return [
            (
                sheet,
                [
                    AskedFields(
                        row, [self[f"{name}-{row.code}"] for name in ("bearing", "reason", "document")]
                    )
                    for row in sheet.rows
                ],
            )
            for sheet in self.of.open_sheets
        ]

    def head_fields(self) -> list[Any]:
        """The letter's number and date, where the desk answers from one."""
        return [self[name] for name in ("letter_number", "letter_date") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for row in self._rows():
            bearing, reason = data.get(f"bearing-{row.code}", ""), data.get(f"reason-{row.code}", "").strip()
            if bearing and not reason and f"reason-{row.code}" not in self.errors:
                self.add_error(f"reason-{row.code}", _("Give the reason of every answer."))
            if reason and not bearing and f"bearing-{row.code}" not in self.errors:
                self.add_error(f"bearing-{row.code}", _("Choose an answer from the list."))
        return data

    def lines(self) -> list[Line]:
        """What was answered anew; answers that stand unchanged are left out."""
        data, found = self.cleaned_data, []
        rest = data.get("rest_reason", "").strip()
        for row in self._rows():
            bearing, reason = data[f"bearing-{row.code}"], data[f"reason-{row.code}"].strip()
            document = data[f"document-{row.code}"]
            line = Line(row.code, bearing, reason, document.pk if document else None)
            stands = row.answer
            if bearing and (
                stands is None
                or (stands.bearing, stands.reason, stands.document_id) != (bearing, reason, line.document_id)
            ):
                found.append(line)
            elif not bearing and rest:
                found.append(Line(row.code, Bearing.NO_EFFECT, rest))
        return found

    def letter(self) -> Letter | None:
        data = self.cleaned_data
        return Letter(data["letter_number"], data["letter_date"]) if "letter_number" in self.fields else None
