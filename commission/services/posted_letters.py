"""Letters to an applicant without an account: written, numbered and kept as a paper that waits to be posted."""

from typing import Any

from django.utils import timezone, translation

from commission import jobs
from commission.jobs import Claim
from commission.models import Application, Event
from commission.models.correspondence import Subject
from commission.notices.posted import compose_posted
from commission.papers import posted_letter
from commission.papers.sheet import OFFICIAL
from commission.services.issuing import issue_sheet
from commission.services.paper_facts import case_facts
from registry.journal.writing import act


def post_letter(kind: str, application: Application, row_id: int) -> None:
    """Write a letter for the post; once for each kind and row. Nothing where the applicant has an account."""
    if application.applicant_id is not None:
        return
    jobs.enqueue(
        key=f"letter:{kind}:{row_id}:post",
        kind="letter",
        application_id=application.pk,
        subject=f"{kind}:{row_id}:post",
    )


def write_for_post(claim: Claim, kind: str, application: Application, row: Any) -> None:
    """The letter in Kazakh and Russian as a PDF with number and code. A second attempt finds the same paper."""
    texts = []
    for language in OFFICIAL:
        with translation.override(language):
            texts.append((language, compose_posted(kind, application=application, row=row)))
    party = application.declared_parties.filter(role="applicant").first()
    moment = row.at if isinstance(row, Event) else timezone.now()
    sheet = posted_letter.sheet(
        posted_letter.LetterData(
            case=case_facts(application),
            dated=timezone.localdate(moment),
            address=party.address if party else "",
            texts=tuple(texts),
        )
    )
    issue_sheet(
        kind=Subject.LETTER,
        about_id=row.pk,
        sheet=sheet,
        by=None,
        application=application,
        correspondent=party.name if party else "",
    )
    with act(by=None), jobs.finishing(claim):
        pass
