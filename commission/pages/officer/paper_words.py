"""Papers that came in, in words: who entered and compared them, and which sections they have."""

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission.models import Application, Document, Event, PaperEntry
from commission.models.paper_entry import EntryKind
from commission.pages.applicant.summary import Section, summary
from commission.pages.applicant.words import PART_NAMES
from commission.pages.linked_forms import consent_rows
from commission.procedure.package import Part


def entered(entry: PaperEntry) -> str:
    """“Entered from paper R-... by X, 01.12.2026”, for whoever reads what was entered."""
    return _("entered from paper %(number)s by %(who)s, %(day)s") % {
        "number": entry.letter.number,
        "who": entry.typed_by.full_name,
        "day": _day(entry.started_at),
    }


def filed_from(event: Event) -> str:
    """How a move came from a paper: its number, the day of receipt, who typed; empty for all others."""
    entry: PaperEntry | None = getattr(event, "paper_entry", None)
    if entry is None:
        return ""
    return _("From paper %(number)s, received %(day)s; %(entered)s, compared by %(who)s.") % {
        "number": entry.letter.number,
        "day": f"{entry.received_on:%d.%m.%Y}",
        "entered": _("entered by %(who)s") % {"who": entry.typed_by.full_name},
        "who": event.by.full_name if event.by else "",
    }


def scan_note(document: Document) -> str:
    """That a document is the scan of a paper original, and who entered it; empty for all others."""
    entry = document.paper_entry
    if entry is None:
        return ""
    return _("scan of a paper original, %(entered)s") % {"entered": entered(entry)}


def sections_of(entry: PaperEntry) -> list[tuple[str, str]]:
    """(code, name) of the parts of an entry that a remark may be about."""
    if entry.is_filing:
        return [(str(part), _part(part)) for part in Part]
    name = _("Answers") if entry.kind == EntryKind.ANSWER else _("Withdrawal")
    return [(str(entry.kind), name), ("scans", _("Scans")), ("letter", _("Number, dates, sheets"))]


def _part(part: Part) -> str:
    return _("The applicant") if part == Part.PARTIES else str(PART_NAMES[part])


def typed_sections(entry: PaperEntry) -> list[Section]:
    """What was typed, section by section, without the documents: their scans are listed apart."""
    if entry.is_filing:
        first, *rest = summary(entry.application)[:-1]
        return [Section(_("The applicant"), first.url, first.rows), *rest, *_beside(entry.application)]
    if entry.request is not None:
        rows = [
            {"label": f"{one.number}. {one.text}", "value": one.answer or _("see the scan")}
            for one in entry.request.questions.all()
        ]
        return [Section(_("Answers"), "", rows)]
    return [Section(_("Withdrawal"), "", [{"label": _("Reason"), "value": entry.reason}])]


def _beside(application: Application) -> list[Section]:
    """What is typed beside the package, where there is anything: consents of other bodies, statements."""
    consents = [
        {
            "label": capfirst(str(one.get_purpose_display())),
            "value": f"{one.body}, {one.number}, {one.on:%d.%m.%Y}" if one.on else one.reason,
            "note": share,
        }
        for one, share in consent_rows(application.linked_consents.all())
    ]
    stated = [
        {
            "label": capfirst(str(one.get_fact_display())),
            "value": _("yes") if one.answer else _("no"),
            "note": one.where,
        }
        for one in application.stated_facts.all()
    ]
    named = ((_("Consents of other bodies"), consents), (_("Statements about the transaction"), stated))
    return [Section(title, "", rows) for title, rows in named if rows]


def facts(entry: PaperEntry) -> list[dict[str, Any]]:
    """The paper itself, for partials/summary_list.html."""
    rows = [
        (_("What the paper is"), capfirst(str(entry.get_kind_display()))),
        (_("Our incoming number"), entry.letter.number),
        (_("Who sent it"), entry.letter.correspondent),
        (_("Number of the sender"), entry.letter.sender_number or _("none")),
        (_("Date of the paper"), f"{entry.letter.dated_on:%d.%m.%Y}"),
        (_("Received on"), f"{entry.received_on:%d.%m.%Y}"),
        (_("Number of sheets"), str(entry.sheets)),
        (_("Entered by"), f"{entry.typed_by.full_name}, {_day(entry.started_at)}"),
    ]
    if entry.compared_by is not None:
        rows.append((_("Compared by"), f"{entry.compared_by.full_name}, {_day(entry.compared_at)}"))
    return [{"label": label, "value": value} for label, value in rows]


def _day(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y")
