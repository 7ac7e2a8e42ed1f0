"""The statements of a void report beside what the file says now: what stands, what changed, what is new or gone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from commission.models import Application, Consultation, Finding, Questionnaire
from commission.procedure.report_parts import PARTS


class Mark(StrEnum):
    """What became of a statement; empty: it stands."""

    STANDS = ""
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Row:
    """One statement as the form opens with it; `earlier` is what the void report said in its place."""

    part: str
    text: str
    cites: str = ""
    page: int | None = None
    mark: Mark = Mark.STANDS
    earlier: str = ""


def again(last: Sequence[Any], composed: Iterable[Any], moved: Collection[str]) -> list[Row]:
    """`last`: the void report's statements; `composed`: those that the file gives now; `moved`: what changed since.

    What the officer wrote stays as long as what it rests on has not moved. What has moved is taken from the file, with
    the earlier words beside it; what the officer left out stays out unless it moved.
    """
    drawn = list(composed)
    citable = {one.cites for one in drawn}
    kept = {number for number, one in enumerate(last) if _take(drawn, one.cites, one.text) is not None}
    rows = []
    for number, one in enumerate(last):
        if number in kept or not one.cites:
            rows.append(Row(one.part, one.text, one.cites, one.page))
            continue
        now = _take(drawn, one.cites)
        own = one.cites.startswith("document:") and one.cites in citable
        if own or (now is not None and one.cites not in moved):
            rows.append(Row(one.part, one.text, one.cites, one.page))
        elif now is not None:
            rows.append(Row(one.part, now.text, now.cites, now.page, Mark.CHANGED, one.text))
        else:
            rows.append(Row(one.part, one.text, one.cites, one.page, Mark.GONE))
    for one in drawn:
        mark = Mark.NEW if one.cites in moved else Mark.LEFT_OUT
        rows.append(Row(one.part, one.text, one.cites, one.page, mark))
    return sorted(rows, key=lambda row: PARTS.index(row.part))


def _take(drawn: list[Any], cites: str, text: str | None = None) -> Any:
    """The first drawn statement that rests on the same (and says the same), taken off the list."""
    for number, one in enumerate(drawn):
        if one.cites == cites and text in (None, one.text):
            return drawn.pop(number)
    return None


def moved_since(application: Application, moment: datetime) -> set[str]:
    """Citations whose source was written, assessed, contested, sent, deemed or confirmed after `moment`."""
    now = {"application": application, "revision": application.revision}
    moved = set()
    for finding in (
        Finding.objects.filter(**now).select_related("assessment").prefetch_related("contests__steps")
    ):
        times = [finding.at, *([finding.assessment.at] if finding.assessment else [])]
        for contest in finding.contests.all():
            times += [contest.at, *(step.at for step in contest.steps.all())]
        if max(times) > moment:
            moved.add(f"finding:{finding.check_id}")
    for one in Consultation.objects.filter(**now).select_related("opinion"):
        opinion = getattr(one, "opinion", None)
        if opinion is not None and opinion.sent_at is not None and opinion.sent_at > moment:
            moved.add(f"opinion:{opinion.pk}")
        if one.deemed_at is not None and one.deemed_at > moment:
            moved.add(f"opinion:silence-{one.pk}")
    for sheet in Questionnaire.objects.filter(**now):
        closed = [at for at in (sheet.confirmed_at, sheet.deemed_at) if at is not None]
        if closed and max(closed) > moment:
            moved.add(f"questionnaire:{sheet.pk}")
    for document in application.documents.all():
        if document.uploaded_at > moment:
            moved.add(f"document:{document.pk}")
    if any(remark.at > moment for remark in application.remarks.all()):
        moved.add(f"application:{application.reference}")
    return moved
