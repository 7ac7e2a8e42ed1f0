"""The register of correspondence: one row for every letter that came in or went out, and its number."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models import User

# Neither letter looks like a digit in any hand.
_INITIALS = {"out": "L", "in": "R"}


class Direction(models.TextChoices):
    OUT = "out", _("sent")
    IN = "in", _("received")


class Subject(models.TextChoices):
    """What a letter is about: papers that the system writes itself, and what people bring in (`BROUGHT_IN`)."""

    RECEIPT = "receipt", _("receipt of an application")
    NOTICE = "notice", _("notice of a decision")
    LETTER = "letter", _("letter on a case")
    DEFICIENCIES = "deficiencies", _("list of deficiencies")
    REQUEST = "request", _("request for information")
    CONSULTATION = "consultation", _("request for an opinion")
    AGENDA = "agenda", _("agenda of a session")
    MINUTES = "minutes", _("minutes of a session")
    EXTRACT = "extract", _("extract of the minutes")
    REPORT = "report", _("report and recommendation of the working body")
    DECREE_DRAFT = "decree_draft", _("draft decree")
    CONDITIONS = "conditions", _("report on conditions")
    ANSWER = "answer", _("answer to our letter")
    INFORMATION = "information", _("information or documents")
    COMPLAINT = "complaint", _("complaint")
    NOTIFICATION = "notification", _("notice of enforcement or bankruptcy")
    OTHER = "other", _("other letter")
    APPLICATION = "application", _("application on paper")
    WITHDRAWAL = "withdrawal", _("withdrawal on paper")


BROUGHT_IN = (Subject.ANSWER, Subject.INFORMATION, Subject.COMPLAINT, Subject.OTHER)
# What an officer enters from paper: never a letter alone (`services/paper_entries.py`).
ENTERED = (Subject.APPLICATION, Subject.WITHDRAWAL)
NOT_OURS = (*BROUGHT_IN, *ENTERED, Subject.NOTIFICATION)
OF_SESSIONS = (Subject.AGENDA, Subject.MINUTES)
WRITTEN_BY_US = tuple(subject for subject in Subject if subject not in NOT_OURS)


class LetterCounter(models.Model):
    """The last number given in a year and direction; locked by whoever takes the next."""

    year = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=3, choices=Direction.choices)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "direction"], name="letter_counter_once"),
        ]


class Letter(models.Model):
    """One letter. A paper of ours has its number before it is written, and counts as sent with `issued_at`."""

    key = models.CharField(max_length=200, unique=True)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction.choices)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    subject = models.CharField(_("subject"), max_length=12, choices=Subject.choices)
    dated_on = models.DateField(_("date of the letter"))
    received_on = models.DateField(_("received on"), null=True, blank=True)
    # None for a paper of a session, which belongs to no single case, and for a notice.
    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, null=True, related_name="letters"
    )
    # A notice of enforcement or bankruptcy and what answers it belong to no case either.
    inquiry = models.ForeignKey(
        "commission.Inquiry", on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    correspondent = models.CharField(_("correspondent"), max_length=300)
    sender_number = models.CharField(_("number of the sender"), max_length=60, blank=True)
    # Of what the paper says, and of the file as we keep it.
    content_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    answered_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    search = models.TextField(blank=True, editable=False)
    issued_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["direction", "year", "serial"], name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(direction="out", received_on__isnull=True)
                | Q(direction="in", received_on__isnull=False),
                name="letter_received_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=False)
                | Q(inquiry__isnull=False)
                | Q(subject__in=OF_SESSIONS),
                name="letter_of_a_case_or_session",
            ),
        ]

    @property
    def number(self) -> str:
        """L-2026-00042 for what we sent, R-2026-00042 for what we received."""
        return f"{_INITIALS[self.direction]}-{self.year}-{self.serial:05d}"

    @property
    def is_ours(self) -> bool:
        return self.direction == Direction.OUT

    def __str__(self) -> str:
        return self.number


def numbered(number: str) -> dict[str, Any] | None:
    """How to look a number up, or None for what is no number."""
    initial, _dash, rest = number.partition("-")
    year, _dash, serial = rest.partition("-")
    direction = {letter: name for name, letter in _INITIALS.items()}.get(initial)
    digits = year.isascii() and year.isdigit() and serial.isascii() and serial.isdigit()
    if direction is None or not digits or len(year) != 4 or not 5 <= len(serial) <= 9:
        return None
    return {"direction": direction, "year": int(year), "serial": int(serial)}
