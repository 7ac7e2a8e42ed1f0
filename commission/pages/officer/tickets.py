"""Proof that a person saw a case in the queue.

A case that somebody has taken does not exist for other officers. One who still has the queue open must hear who was
first all the same: the button carries a ticket, and without one a taken case stays unseen.
"""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from commission.models import Application
from registry.models import User

_SIGNER = TimestampSigner(salt="commission.officer.queue")


def ticket(application: Application, user: User) -> str:
    """For the button of a case that this person sees in the queue now."""
    return _SIGNER.sign(f"{application.reference}:{user.pk}")


def is_ticket(text: str, reference: str, user: User) -> bool:
    """Whether `text` was made for this person and case, within the length of a session."""
    try:
        return _SIGNER.unsign(text, max_age=settings.SESSION_COOKIE_AGE) == f"{reference}:{user.pk}"
    except BadSignature:
        return False
