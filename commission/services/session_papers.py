"""The papers of a session: its agenda and, once both have signed, the numbered minutes."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from commission.models import AgendaItem, Paper, Session
from commission.models.correspondence import Subject
from commission.papers import agenda, minutes
from commission.papers.proof import Proof
from commission.services.case_papers import latest_issued, possible_paper
from commission.services.genuineness import content_digest
from commission.services.issuing import issue_paper, issue_sheet, preview
from commission.services.paper_facts import case_facts
from commission.services.papers import minutes_data, minutes_of
from registry.models import User


def issue_agenda(session: Session, *, by: User | None) -> Paper:
    """The agenda as it stands; a changed agenda is a new paper with a new number."""
    return issue_sheet(
        kind=Subject.AGENDA,
        about_id=session.pk,
        sheet=agenda.sheet(_agenda(session)),
        by=by,
        session=session,
        correspondent=_("members of the Commission"),
    )


def _agenda(session: Session) -> agenda.AgendaData:
    items = session.items.filter(withdrawn_at__isnull=True).select_related("application__object")
    return agenda.AgendaData(
        number=session.number,
        starts_at=session.starts_at,
        dated=timezone.localdate(session.starts_at),
        place=session.place,
        called_by=session.called_by.full_name,
        items=tuple(
            agenda.AgendaLine(item.position, case_facts(item.application), item.motion)
            for item in items.prefetch_related("application__declared_parties")
        ),
        members=tuple((p.member.full_name, p.office) for p in session.presences.select_related("member")),
    )


def agenda_file(session: Session) -> Paper | bytes:
    """The agenda for reading: as it was issued, or as it stands, without a number."""
    return latest_issued(Subject.AGENDA, session.pk) or preview(agenda.sheet(_agenda(session)))


def extract_file(item: AgendaItem) -> Paper | bytes | None:
    """The same of an extract; None before both have signed, or where nothing was voted on."""
    possible = possible_paper(item.application, Subject.EXTRACT, item.pk)
    if possible is None or possible.waits_for:
        return None
    return latest_issued(Subject.EXTRACT, item.pk) or preview(possible.made(None))


def issue_minutes(session: Session, *, by: User | None) -> Paper:
    """The signed minutes with their number; the sealed text stays the record."""
    data = minutes_data(session)

    def written(proof: Proof) -> bytes:
        return minutes.build(replace(data, proof=proof))

    return issue_paper(
        kind=Subject.MINUTES,
        about_id=session.pk,
        content=content_digest(data, without=("journal_seq", "journal_hash", "proof")),
        written=written,
        by=by,
        application=None,
        session=session,
        correspondent=_("members of the Commission"),
    )


def minutes_file(session: Session) -> Paper | bytes:
    """The minutes for reading: as they were issued, or as they stand, without a number."""
    return latest_issued(Subject.MINUTES, session.pk) or minutes_of(session)
