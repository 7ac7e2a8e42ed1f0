"""The register of correspondence: numbers for what goes out, entries for what comes in, and what answers what."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Document, Inquiry, Letter, LetterCounter
from commission.models.correspondence import BROUGHT_IN, Direction, Subject
from commission.services.desk import allow, lock, require
from registry.journal.writing import Act, act
from registry.models import User
from registry.names import folded


def number_paper(
    *,
    key: str,
    subject: str,
    application: Application | None,
    correspondent: str,
    content_sha256: str,
    inquiry: Inquiry | None = None,
) -> Letter:
    """The row of a paper about to be written, with its number. The same key keeps its number.

    `application` is None for a paper of a session, and for a letter on a notice (`inquiry`). Until `issue` says that
    the paper exists it may be written anew: date and content follow the last attempt. Not those of a letter: it may
    have left before its attempt failed, and what it printed must stay true.
    """
    today = timezone.localdate()
    with act(by=None):
        letter = Letter.objects.filter(key=key).first()
        if letter is not None and letter.issued_at is not None:
            return letter
        counter = _locked_counter(today.year, Direction.OUT)
        letter = Letter.objects.select_for_update(no_key=True).filter(key=key).first()
        is_new = letter is None
        if letter is None:
            letter = Letter(key=key, direction=Direction.OUT, inquiry=inquiry)
            _fill(letter, counter, application, correspondent=correspondent)
        if is_new or (letter.issued_at is None and subject != Subject.LETTER):
            letter.subject, letter.dated_on, letter.content_sha256 = subject, today, content_sha256
            letter.save()
        return letter


def issue(letter: Letter, *, sha256: str = "") -> None:
    """The paper exists: inside the transaction that makes it. Doing it again changes nothing."""
    with act(by=None) as acting:
        issued = Letter.objects.filter(pk=letter.pk, issued_at__isnull=True)
        if issued.update(issued_at=timezone.now(), sha256=sha256):
            acting.record(
                "letter.issue",
                letter.number,
                application=letter.application_id,
                about=letter.subject,
                content=letter.content_sha256,
                sha256=sha256,
            )


@dataclass(frozen=True, slots=True)
class LetterData:
    """What stands on a letter that came in, and the day on which it was received."""

    correspondent: str
    sender_number: str
    dated_on: date
    received_on: date


def incoming_key(application_id: int, key: str) -> str:
    """What makes the form with this hidden key, sent twice, enter one letter."""
    return f"in:{application_id}:{key}"


def enter_letter(
    *,
    application_id: int,
    by: User,
    subject: str,
    correspondent: str,
    sender_number: str,
    dated_on: date,
    received_on: date,
    document_id: int | None = None,
    answers_id: int | None = None,
    key: str,
) -> Letter:
    """A letter that came in, on a case. Sending the same form twice enters it once."""
    whole_key = incoming_key(application_id, key)
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_process(application, by), by)
        earlier = Letter.objects.filter(key=whole_key).first()
        if earlier is not None:
            return earlier
        require(subject in BROUGHT_IN, _("Choose what the letter is about."))
        letter = receive_letter(
            application,
            by=by,
            subject=subject,
            data=LetterData(correspondent, sender_number, dated_on, received_on),
            sha256=_file_of(application, document_id),
            key=whole_key,
            acting=acting,
        )
        if answers_id is not None:
            _link(application, asked_id=answers_id, answer=letter, acting=acting)
        return letter


def receive_letter(
    application: Application,
    *,
    by: User,
    subject: str,
    data: LetterData,
    sha256: str,
    key: str,
    acting: Act,
) -> Letter:
    """The row of a letter that came in, with the next number; inside the act of a caller who asked for permission."""
    _require_days(data.dated_on, data.received_on)
    counter = _locked_counter(timezone.localdate().year, Direction.IN)
    letter = Letter(key=key, direction=Direction.IN, subject=subject)
    _fill(letter, counter, application, correspondent=data.correspondent, sender_number=data.sender_number)
    letter.dated_on, letter.received_on = data.dated_on, data.received_on
    letter.sha256 = sha256
    letter.entered_by, letter.issued_at = by, timezone.now()
    letter.save()
    acting.record("letter.enter", letter.number, application=application.pk, about=subject, sha256=sha256)
    return letter


def enter_notice_letter(
    inquiry: Inquiry, *, by: User, sender_number: str, dated_on: date, received_on: date
) -> Letter:
    """The paper on which a notice came, in the register; inside the act that enters the notice, which asks who may."""
    with act(by=by) as acting:
        _require_days(dated_on, received_on)
        counter = _locked_counter(timezone.localdate().year, Direction.IN)
        letter = Letter(
            key=f"in:{inquiry.reference}",
            direction=Direction.IN,
            subject=Subject.NOTIFICATION,
            inquiry=inquiry,
            dated_on=dated_on,
            received_on=received_on,
            entered_by=by,
            issued_at=timezone.now(),
        )
        _fill(letter, counter, None, correspondent=inquiry.notifier, sender_number=sender_number)
        letter.save()
        acting.record("letter.enter", letter.number, inquiry=inquiry.pk, about=letter.subject)
        return letter


def link_answer(*, letter_id: int, answer_id: int, by: User) -> None:
    """Note which letter of ours answered one that came in."""
    with act(by=by) as acting:
        asked = Letter.objects.get(pk=letter_id, application__isnull=False)
        assert asked.application_id is not None
        application = lock(asked.application_id)
        allow(permissions.may_process(application, by), by)
        answer = Letter.objects.filter(
            pk=answer_id, application=application, issued_at__isnull=False, direction=Direction.OUT
        ).first()
        require(answer is not None and not asked.is_ours, _("Choose a letter of ours on this case."))
        assert answer is not None
        _link(application, asked_id=asked.pk, answer=answer, acting=acting)


def _require_days(dated_on: date, received_on: date) -> None:
    require(received_on <= timezone.localdate(), _("A letter cannot be received on a day to come."))
    require(dated_on <= received_on, _("The letter is dated after the day on which it was received."))


def _file_of(application: Application, document_id: int | None) -> str:
    """The hash of the letter's file among the documents of the case, where there is one."""
    if document_id is None:
        return ""
    document = Document.objects.filter(
        application=application, pk=document_id, removed_at__isnull=True
    ).first()
    require(document is not None, _("This document is no longer part of the case."))
    assert document is not None
    return document.sha256


def _link(application: Application, *, asked_id: int, answer: Letter, acting: Any) -> None:
    asked = Letter.objects.select_for_update(no_key=True).filter(application=application, pk=asked_id).first()
    require(
        asked is not None and asked.answered_by_id is None, _("This letter has been answered by another one.")
    )
    assert asked is not None
    came = asked.received_on or asked.dated_on
    require(
        (answer.received_on or answer.dated_on) >= came, _("An answer is not older than what it answers.")
    )
    asked.answered_by = answer
    asked.save(update_fields=["answered_by"])
    acting.record("letter.answer", asked.number, application=application.pk, answer=answer.number)


def _locked_counter(year: int, direction: str) -> LetterCounter:
    LetterCounter.objects.get_or_create(year=year, direction=direction)
    return LetterCounter.objects.select_for_update(no_key=True).get(year=year, direction=direction)


def _fill(
    letter: Letter,
    counter: LetterCounter,
    application: Application | None,
    *,
    correspondent: str,
    sender_number: str = "",
) -> None:
    """Give `letter` the next number and the words it is searched by."""
    counter.last += 1
    counter.save(update_fields=["last"])
    letter.year, letter.serial = counter.year, counter.last
    letter.application, letter.correspondent = application, correspondent[:300]
    letter.sender_number = sender_number
    letter.search = folded(
        " ".join(
            (
                letter.number,
                letter.correspondent,
                sender_number,
                application.reference if application else "",
                letter.inquiry.reference if letter.inquiry else "",
            )
        )
    )
