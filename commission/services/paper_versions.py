"""An officer takes a paper as DOCX, edits it, and brings it back as the version to issue."""

from django.db.models import Max
from django.utils.translation import gettext as _

from commission import permissions
from commission.documents.inspection import inspect
from commission.documents.messages import verdict_text
from commission.documents.storage import Received, open_stored
from commission.models import Application, PaperVersion
from commission.papers.edited import Trouble, Unreadable, texts_of
from commission.papers.word import DOCX, editable
from commission.services.case_papers import Possible, newest_version, possible_paper
from commission.services.desk import allow, lock, require
from registry.journal.writing import act
from registry.models import User


def editable_file(paper: Possible) -> bytes:
    """The paper as a DOCX, with the newest version's text between its marks."""
    return editable(paper.made(newest_version(paper)))


def bring_back(
    *, application_id: int, kind: str, about_id: int, by: User, received: Received
) -> PaperVersion:
    """Keep an edited file as the paper's next version: inspected, read, its two languages compared.

    Where the text belongs to a record of its own (a report, a draft decree), that record is written too.
    """
    application = Application.objects.select_related("object").get(pk=application_id)
    allow(permissions.may_issue_paper(application, by))
    paper = _editable(application, kind, about_id)
    texts = inspected_texts(received, paper.fields)
    with act(by=by) as acting:
        application = lock(application_id)
        differing = paper.differences(texts)
        require(
            not differing,
            _("The Kazakh and Russian texts differ: %(what)s Make them agree and bring the file again.")
            % {"what": " ".join(differing)},
        )
        about = paper.written(texts, by) if paper.written is not None else about_id
        last = PaperVersion.objects.filter(kind=kind, about_id=about).aggregate(last=Max("number"))["last"]
        version = PaperVersion.objects.create(
            kind=kind,
            about_id=about,
            application=application,
            number=(last or 0) + 1,
            texts=texts,
            file_name=received.file_name,
            content_type=received.content_type,
            size=received.size,
            sha256=received.sha256,
            uploaded_by=by,
        )
        acting.record(
            "paper.edit",
            application.reference,
            kind=kind,
            about=about,
            version=version.number,
            sha256=version.sha256,
        )
        return version


def _editable(application: Application, kind: str, about_id: int) -> Possible:
    paper = possible_paper(application, kind, about_id)
    require(paper is not None, _("This paper is no longer part of the case. Open the list of papers again."))
    assert paper is not None
    require(bool(paper.fields), _("This paper is made from the record alone and is not edited."))
    return paper


def inspected_texts(received: Received, fields: tuple[str, ...]) -> dict[str, str]:
    """The texts of an edited file by field, once it is inspected like any upload; CannotProceed says what to do."""
    require(received.content_type == DOCX, _("Bring the edited file back as DOCX."))
    verdict = inspect(received.sha256, content_type=received.content_type)
    require(verdict.accepted, verdict_text(verdict.code))
    try:
        with open_stored(received.sha256) as file:
            return texts_of(file.read(), fields)
    except Unreadable as error:
        require(False, _why(error))
        raise


def _why(error: Unreadable) -> str:
    """What is wrong with the file, and what to do."""
    if error.trouble == Trouble.TRACKED:
        return _("The file holds tracked changes. Accept or reject all of them and bring it again.")
    if error.trouble == Trouble.ELSEWHERE:
        return _(
            "The text holds a footnote, a picture, a text box or a field that would be lost. "
            "Write it as plain text and bring the file again."
        )
    if error.trouble == Trouble.EMPTY:
        return _("There is no text between the marks “%(field)s”. Write it and bring the file again.") % {
            "field": error.field
        }
    if error.trouble == Trouble.MARKS:
        return _(
            "The marks “%(field)s” in double brackets are missing or out of order. "
            "Take the file anew and write between its marks."
        ) % {"field": error.field}
    return _("The file cannot be read as a DOCX. Save it anew and bring it again.")
