"""Papers written on request from what the case holds; each prints the journal's head as it stands."""

from datetime import UTC

from django.db.models import Q
from django.utils.translation import get_language

from commission.models import AgendaItem, Application, Document, Letter, Session, Side
from commission.models.correspondence import Subject
from commission.models.package import POWER
from commission.papers import minutes, receipt
from commission.procedure.package import LATER
from commission.queries_sides import sellers_parties
from commission.services.correspondence import issue, number_paper
from commission.services.genuineness import content_digest, proof_of
from registry.journal.writing import act, head
from registry.roles import Role


def receipt_of(application: Application) -> bytes:
    """The receipt of a filed application as PDF, in the reader's language.

    Its number was taken as it was filed (`number_receipt`) and is the same in every language; what was filed before
    receipts were numbered has none.
    """
    strategic_object = application.object
    assert strategic_object is not None
    assert application.submitted_at is not None
    declared, documents = _filed(application)
    numbered = Letter.objects.filter(
        application=application,
        subject=Subject.RECEIPT,
        content_sha256=_content(application, declared, documents),
    ).first()
    seq, digest = head()
    return receipt.build(
        receipt.ReceiptData(
            language=get_language() or "ru",
            reference=application.reference,
            received_at=application.submitted_at,
            applicant=declared.get("applicant", ""),
            acquirer=declared.get("acquirer", ""),
            object_code=strategic_object.code,
            object_name=strategic_object.name,
            kind=application.kind,
            mode=application.sale_mode,
            share=application.share,
            documents=tuple(
                receipt.DocumentLine(
                    code=d.code, title=d.title, file_name=d.file_name, size=d.size, sha256=d.sha256
                )
                for d in documents
            ),
            illustrative=strategic_object.illustrative,
            journal_seq=seq,
            journal_hash=digest,
            proof=proof_of(numbered) if numbered is not None else None,
        )
    )


def number_receipt(application: Application) -> Letter:
    """The receipt exists from the filing on, whether or not anybody ever reads it."""
    declared, documents = _filed(application)
    content = _content(application, declared, documents)
    with act(by=None):
        letter = number_paper(
            key=f"receipt:{application.pk}:{content}",
            subject=Subject.RECEIPT,
            application=application,
            correspondent=declared.get("applicant", ""),
            content_sha256=content,
        )
        issue(letter)
    return letter


def _filed(application: Application) -> tuple[dict[str, str], list[Document]]:
    """Names by role and documents as the applicant's side filed them, whatever was added or taken out since."""
    filed_at = application.submitted_at
    assert filed_at is not None
    declared = {party.role: party.name for party in sellers_parties().filter(application=application)}
    documents = Document.objects.filter(
        Q(removed_at__isnull=True) | Q(removed_at__gt=filed_at),
        application=application, side=Side.SELLER, internal=False, uploaded_at__lte=filed_at,
    )  # fmt: skip
    return declared, list(documents.exclude(code__in=(*LATER, POWER)))


def _content(application: Application, declared: dict[str, str], documents: list[Document]) -> str:
    assert application.submitted_at is not None
    return content_digest(
        {
            "reference": application.reference,
            "received_at": application.submitted_at.astimezone(UTC).isoformat(),
            "applicant": declared.get("applicant", ""),
            "acquirer": declared.get("acquirer", ""),
            "object": application.object.code if application.object else "",
            "kind": application.kind,
            "mode": application.sale_mode,
            "share": str(application.share),
            "documents": [(d.code, d.title, d.file_name, d.sha256) for d in documents],
        }
    )


def minutes_of(session: Session) -> bytes:
    """The minutes of a closed session as PDF in Kazakh and Russian, before they are signed and numbered."""
    return minutes.build(minutes_data(session))


def minutes_data(session: Session) -> minutes.MinutesData:
    """A closed session as its minutes say it."""
    presences = list(session.presences.select_related("member"))
    present = {p.office: p.member.full_name for p in presences if p.is_present or session.is_absentee}
    items = session.items.select_related("application__object").prefetch_related(
        "seats__member", "votes__member", "votes__void", "application__declared_parties"
    )
    lines = tuple(_item(item) for item in items)
    seq, digest = head()
    assert session.opened_at is not None
    return minutes.MinutesData(
        number=session.number,
        place=session.place,
        opened_at=session.opened_at,
        closed_at=session.closed_at,
        presiding=present.get(str(Role.CHAIR), present.get(str(Role.DEPUTY), "")),
        secretary=session.called_by.full_name,
        members=tuple(minutes.MemberLine(p.member.full_name, p.office, p.is_present) for p in presences),
        items=lines,
        signed_by_chair=session.signed_by_chair.full_name if session.signed_by_chair else "",
        signed_by_secretary=session.signed_by_secretary.full_name if session.signed_by_secretary else "",
        text_sha256=session.minutes_sha256,
        journal_seq=seq,
        journal_hash=digest,
        corrections=tuple(
            minutes.CorrectionLine(c.at, c.by.full_name, c.reason, c.text_kk, c.text_ru)
            for c in session.corrections.select_related("by")
        ),
        illustrative=any(item.application.object.illustrative for item in items if item.application.object),
    )


def _item(item: AgendaItem) -> minutes.ItemLine:
    application = item.application
    strategic_object = application.object
    assert strategic_object is not None
    quorum = item.quorum()
    declared = {party.role: party.name for party in application.declared_parties.all()}
    return minutes.ItemLine(
        position=item.position,
        reference=application.reference,
        object_code=strategic_object.code,
        object_name_kk=strategic_object.name_kk or strategic_object.name_ru,
        object_name_ru=strategic_object.name_ru or strategic_object.name_en,
        applicant=declared.get("applicant", ""),
        motion=item.motion,
        quorum_needed=item.tally.get("quorum_needed", quorum.needed),
        quorum_present=item.tally.get("quorum_present", quorum.present),
        votes=tuple(
            minutes.VoteLine(v.member.full_name, v.choice, v.dissent, is_void=v.is_void)
            for v in item.votes.all()
        ),
        recused=tuple(seat.member.full_name for seat in item.seats.all() if seat.recused_at is not None),
        carried=item.carried,
        by_presiding_vote=bool(item.tally.get("by_presiding_vote")),
    )
