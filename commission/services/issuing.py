"""Papers are issued once: a number, a check code, a file in the store, a row. The same content is the same paper."""

from collections.abc import Callable
from dataclasses import replace

from commission.documents.storage import keep
from commission.models import Application, Paper, PaperVersion, Session
from commission.models.correspondence import Subject
from commission.papers.proof import Proof
from commission.papers.sheet import NO_CONTENT, Sheet, build
from commission.services.correspondence import issue, number_paper
from commission.services.genuineness import content_digest, proof_of
from registry.journal.writing import act, head
from registry.models import User

PDF = "application/pdf"


def issue_sheet(
    *,
    kind: Subject,
    about_id: int,
    sheet: Sheet,
    by: User | None,
    application: Application | None = None,
    session: Session | None = None,
    correspondent: str = "",
    version: PaperVersion | None = None,
) -> Paper:
    """The paper with this content: the one that was issued before, or a new one with the next number."""

    def written(proof: Proof) -> bytes:
        seq, digest = head()
        return build(replace(sheet, draft=False, journal_seq=seq, journal_hash=digest, proof=proof))

    return issue_paper(
        kind=kind,
        about_id=about_id,
        content=content_digest(sheet, without=NO_CONTENT),
        written=written,
        by=by,
        application=application,
        session=session,
        correspondent=correspondent,
        version=version,
    )


def issue_paper(
    *,
    kind: Subject,
    about_id: int,
    content: str,
    written: Callable[[Proof], bytes],
    by: User | None,
    application: Application | None,
    session: Session | None,
    correspondent: str,
    version: PaperVersion | None = None,
) -> Paper:
    """As `issue_sheet`; `written` gives the file once its number is known, and is called without a lock."""
    key = f"{kind}:{about_id}:{content}"
    earlier = Paper.objects.filter(letter__key=key).select_related("letter").first()
    if earlier is not None:
        return earlier
    letter = number_paper(
        key=key,
        subject=kind,
        application=application,
        correspondent=correspondent,
        content_sha256=content,
    )
    stored = keep(written(proof_of(letter)), file_name=f"{letter.number}.pdf", content_type=PDF)
    with act(by=by) as acting:
        paper, is_new = Paper.objects.get_or_create(
            letter=letter,
            defaults={
                "kind": kind,
                "about_id": about_id,
                "application": application,
                "session": session,
                "version": version,
                "file_name": stored.file_name,
                "content_type": stored.content_type,
                "size": stored.size,
                "sha256": stored.sha256,
                "issued_by": by,
            },
        )
        if is_new:
            issue(letter, sha256=stored.sha256)
            acting.record(
                "paper.issue",
                letter.number,
                paper=paper.pk,
                about=about_id,
                kind=str(kind),
                sha256=stored.sha256,
            )
        letter.refresh_from_db()
        paper.letter = letter
        return paper


def preview(sheet: Sheet) -> bytes:
    """The paper before it is issued: without a number, and it says so."""
    seq, digest = head()
    return build(replace(sheet, draft=True, journal_seq=seq, journal_hash=digest))


def working(sheet: Sheet) -> bytes:
    """A paper of the house that is never issued: no number, no mark of a draft."""
    seq, digest = head()
    return build(replace(sheet, journal_seq=seq, journal_hash=digest))
