"""Minutes are corrected, signed and waited for.

A signature is made by a `Signer`: the one here asks for the password once more; one that checks a CMS signature over
the same text is another class with the same method.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, ledger
from commission.models import Job, MinutesCorrection, MinutesSignature, Session, policy
from commission.models.correspondence import Subject
from commission.models.minutes import Signatory
from commission.services.desk import allow, require, require_seen
from commission.services.letters import holders
from commission.services.minutes import corrected_text
from commission.services.sessions import presided_by
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signer leaves behind: how it was done, and the proof where there is one."""

    method: str
    evidence: str = ""


class Signer(Protocol):
    """Proves that this person signs this text; CannotProceed where it is not proven."""

    def sign(self, *, by: User, text: str) -> Signed: ...


@dataclass(frozen=True, slots=True)
class PasswordSigner:
    """The plain signature: the person's password, typed once more for this very act."""

    password: str

    def sign(self, *, by: User, text: str) -> Signed:
        require(by.check_password(self.password), _("The password is wrong: nothing was signed."))
        return Signed("password")


def _locked_closed(session_id: int) -> Session:
    session = Session.objects.select_for_update(no_key=True).get(pk=session_id)
    require(session.closed_at is not None, _("The minutes are written when the session is closed."))
    require(
        _seal(session.minutes_text) == session.minutes_sha256,
        _("The text of the minutes is not the one that was sealed. Tell the administrator."),
    )
    return session


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _office(session: Session, by: User) -> Signatory | None:
    if by.holds(Role.SECRETARY):
        return Signatory.SECRETARY
    return Signatory.CHAIR if presided_by(session) == by.pk else None


def correct_minutes(
    *, session_id: int, by: User, text_kk: str, text_ru: str, reason: str
) -> MinutesCorrection:
    """Add a correction to the minutes before both have signed; the text is sealed anew with it at its end.

    Who has signed the text before it signs again.
    """
    with act(by=by):
        session = correctable(session_id, by)
        last = session.corrections.order_by("pk").last()
        said = (text_kk.strip(), text_ru.strip(), reason.strip(), by.pk)
        if last is not None and (last.text_kk, last.text_ru, last.reason, last.by_id) == said:
            return last  # the same form, sent twice
        require(bool(text_kk.strip() and text_ru.strip()), _("Give the correction in both languages."))
        return correct(session, [(text_kk.strip(), text_ru.strip())], by=by, reason=reason)[0]


def correctable(session_id: int, by: User) -> Session:
    """The locked session whose minutes this person may still correct."""
    session = _locked_closed(session_id)
    allow(_office(session, by) is not None)
    require(
        not session.minutes_signed, _("The minutes are signed by both: what was signed is not corrected.")
    )
    return session


def correct(
    session: Session, changes: Sequence[tuple[str, str]], *, by: User, reason: str
) -> list[MinutesCorrection]:
    """Enter corrections, pairs of Kazakh and Russian text, into a locked session's minutes and seal them anew."""
    with act(by=by) as acting:
        require(bool(reason.strip()), _("Give the reason."))
        made = [
            MinutesCorrection.objects.create(
                session=session,
                text_kk=kazakh,
                text_ru=russian,
                reason=reason.strip(),
                by=by,
                at=timezone.now(),
            )
            for kazakh, russian in changes
        ]
        session.minutes_text += "".join(corrected_text(one) for one in made)
        session.minutes_sha256 = _seal(session.minutes_text)
        session.signed_by_chair = session.signed_by_secretary = None
        session.save(
            update_fields=["minutes_text", "minutes_sha256", "signed_by_chair", "signed_by_secretary"]
        )
        acting.record(
            "minutes.correct",
            f"session:{session.number}",
            corrections=[one.pk for one in made],
            minutes=session.minutes_sha256,
        )
        return made


def sign_minutes(*, session_id: int, by: User, signer: Signer, seen: str = "") -> Session:
    """Secretary and whoever presided each sign the sealed text; a signature stays with the text it was given to.

    `seen` is the hash of the text that the page showed: nobody signs a correction that they have not read.
    """
    with act(by=by) as acting:
        session = _locked_closed(session_id)
        office = _office(session, by)
        allow(office is not None)
        assert office is not None
        if session.signatures.filter(office=office, by=by, sha256=session.minutes_sha256).exists():
            return session
        require_seen(seen, session.minutes_sha256)
        if office == Signatory.SECRETARY:
            taken = session.signed_by_secretary_id is not None
            require(not taken, _("The minutes are already signed by the secretary."))
            session.signed_by_secretary = by
        else:
            session.signed_by_chair = by
        signed = signer.sign(by=by, text=session.minutes_text)
        MinutesSignature.objects.create(
            session=session,
            office=office,
            by=by,
            at=timezone.now(),
            sha256=session.minutes_sha256,
            method=signed.method,
            evidence=signed.evidence,
        )
        session.save(update_fields=["signed_by_secretary", "signed_by_chair"])
        if session.minutes_signed:
            jobs.enqueue_paper(Subject.MINUTES, session.pk)
        acting.record(
            "minutes.sign",
            f"session:{session.number}",
            minutes=session.minutes_sha256,
            method=signed.method,
        )
        return session


def minutes_due_on(session: Session) -> date | None:
    """The last day on which the minutes are signed in time (policy); None before the session is closed."""
    if session.closed_at is None:
        return None
    closed_on = timezone.localdate(session.closed_at)
    days = policy.value("minutes_days", on=closed_on)
    return ledger.calendar(closed_on).add(closed_on, days)


def remind_signers(now: datetime | None = None) -> int:
    """Queue a note to everybody whose signature is still missing, on the last working day but one and once late.

    Queued once for each session, level and person; answers how many were new.
    """
    today, fresh = timezone.localdate(now), 0
    waiting = Session.objects.filter(closed_at__isnull=False).exclude(
        signed_by_chair__isnull=False, signed_by_secretary__isnull=False
    )
    for session in waiting.prefetch_related("presences", "items__seats"):
        due_on = minutes_due_on(session)
        assert due_on is not None
        left = ledger.calendar(today).between(today, due_on)
        if left > 1:
            continue
        level = "overdue" if today > due_on else "soon"
        for person_id in _missing(session):
            key = f"letter:minutes:{session.pk}:{level}:{person_id}"
            known = Job.objects.filter(key=key).exists()
            jobs.enqueue(key=key, kind="letter", subject=f"minutes:{session.pk}:{person_id}")
            fresh += not known
    return fresh


def _missing(session: Session) -> list[int]:
    presided = presided_by(session)
    missing = [presided] if session.signed_by_chair_id is None and presided is not None else []
    if session.signed_by_secretary_id is None:
        missing += [secretary.pk for secretary in holders(Role.SECRETARY)]
    return missing
