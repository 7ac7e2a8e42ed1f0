"""The minutes as a DOCX for editing: what comes back becomes corrections, row by row, and is signed anew."""

from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commission.documents.storage import Received
from commission.models import MinutesCorrection, PaperVersion, Session
from commission.models.correspondence import Subject
from commission.papers.sheet import Part, Sheet, Text
from commission.papers.word import editable
from commission.procedure import line_changes, parity
from commission.procedure.line_changes import Change, Uneven
from commission.services.desk import require
from commission.services.minutes import LANGUAGES, texts_as_closed
from commission.services.paper_versions import inspected_texts
from commission.services.signing import correct, correctable
from registry.journal.writing import act
from registry.models import User


def minutes_docx(session: Session) -> bytes:
    """The minutes as they read now, in Kazakh and Russian, each between its marks."""
    assert session.closed_at is not None
    texts = _texts(session)
    parts = []
    for language in LANGUAGES:
        with translation.override(language):
            title = _("Minutes of session No. %(number)s") % {"number": session.number}
        parts.append(Part(language, title, title, (Text(texts[language], field=language),)))
    return editable(
        Sheet(
            reference=f"№ {session.number}",
            dated=timezone.localdate(session.closed_at),
            parts=tuple(parts),
        )
    )


def bring_back_minutes(
    *, session_id: int, by: User, received: Received, reason: str
) -> list[MinutesCorrection]:
    """Enter every difference from the text as it reads now as a correction of its own, in both languages.

    Refused where one language was changed and the other was not, or where numbers, dates and names differ.
    """
    texts = inspected_texts(received, LANGUAGES)
    with act(by=by) as acting:
        session = correctable(session_id, by)
        pairs = _pairs(_texts(session), texts)
        require(bool(pairs), _("Nothing in the file differs from the minutes."))
        made = correct(session, [_said(*pair) for pair in pairs], by=by, reason=reason)
        known = PaperVersion.objects.filter(kind=Subject.MINUTES, about_id=session.pk)
        version = PaperVersion.objects.create(
            kind=Subject.MINUTES,
            about_id=session.pk,
            session=session,
            number=(known.aggregate(last=Max("number"))["last"] or 0) + 1,
            texts=texts,
            file_name=received.file_name,
            content_type=received.content_type,
            size=received.size,
            sha256=received.sha256,
            uploaded_by=by,
        )
        acting.record(
            "paper.edit",
            f"session:{session.number}",
            kind=str(Subject.MINUTES),
            version=version.number,
            sha256=version.sha256,
        )
        return made


def _texts(session: Session) -> dict[str, str]:
    """What was brought back last, or the text as the session's end left it."""
    newest = (
        PaperVersion.objects.filter(kind=Subject.MINUTES, about_id=session.pk).order_by("-number").first()
    )
    return newest.texts if newest is not None else texts_as_closed(session)


def _pairs(before: dict[str, str], after: dict[str, str]) -> list[tuple[Change, Change]]:
    kazakh, russian = (line_changes.changes(before[one], after[one]) for one in LANGUAGES)
    try:
        pairs = line_changes.in_pairs(kazakh, russian)
    except Uneven as uneven:
        require(
            False,
            _("Line %(line)d is changed in one language and not in the other: change it in both.")
            % {"line": uneven.line},
        )
        raise
    for first, second in pairs:
        differing = parity.differences("\n".join(first.new), "\n".join(second.new), ())
        require(
            not differing,
            _(
                "The Kazakh and Russian texts differ in line %(line)d: %(what)s. "
                "Make them agree and bring the file again."
            )
            % {"line": first.line, "what": ", ".join(one.text for one in differing)},
        )
    return pairs


def _said(kazakh: Change, russian: Change) -> tuple[str, str]:
    said = []
    for language, change in zip(LANGUAGES, (kazakh, russian), strict=True):
        with translation.override(language):
            said.append(_words(change))
    return said[0], said[1]


def _words(change: Change) -> str:
    """A change in the active language."""
    words = {"old": " ".join(change.old), "new": " ".join(change.new), "after": change.after}
    if not change.old:
        return _("Added after “%(after)s”: “%(new)s”.") % words
    if not change.new:
        return _("Removed: “%(old)s”.") % words
    return _("Instead of “%(old)s” read “%(new)s”.") % words
