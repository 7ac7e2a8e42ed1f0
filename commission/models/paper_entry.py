"""What comes on paper and is entered by an officer: an application, its completion, an answer, a withdrawal."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commission.models.correspondence import Letter
from commission.models.event import Event
from commission.models.foureyes import FourEyes, four_eyes
from registry.models import User


class EntryKind(models.TextChoices):
    """What a paper is; the first three fill the application's own sections (`FILING`)."""

    APPLICATION = "application", _("application")
    COMPLETION = "completion", _("completion of a returned application")
    CORRECTION = "correction", _("correction of the office's own entry")
    ANSWER = "answer", _("answer to a request for information")
    WITHDRAWAL = "withdrawal", _("withdrawal")


FILING = (EntryKind.APPLICATION, EntryKind.COMPLETION, EntryKind.CORRECTION)
_OPEN = Q(compared_at__isnull=True, dropped_at__isnull=True)


class PaperEntry(models.Model):
    """One paper on its way into the case: typed by an officer, handed over, compared with its scans by another.

    Nothing of it has effect before the comparison; compared or dropped, the row is never changed again (`edges.py`).
    Typing is personal, also while the typist is away: whoever compares must know whose work it is. `round` counts how
    often it was handed over. A correction of the office's own mistake has no paper of its own: its letter is the one
    that was mistyped.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="paper_entries"
    )
    kind = models.CharField(_("kind of paper"), max_length=12, choices=EntryKind.choices)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="paper_entries")
    received_on = models.DateField(_("received on"))
    sheets = models.PositiveSmallIntegerField(_("number of sheets"))
    request = models.ForeignKey(
        "commission.InformationRequest", on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    handed_over_at = models.DateTimeField(null=True)
    compared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    compared_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, related_name="paper_entry")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=_OPEN, name="one_open_paper_entry"),
            models.CheckConstraint(
                condition=Q(compared_by__isnull=True) | ~Q(compared_by=F("typed_by")),
                name="paper_entry_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(compared_at__isnull=True, compared_by__isnull=True)
                | Q(
                    compared_at__isnull=False,
                    compared_by__isnull=False,
                    handed_over_at__isnull=False,
                    dropped_at__isnull=True,
                ),
                name="paper_entry_compared_whole",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.compared_at is None and self.dropped_at is None

    @property
    def is_being_typed(self) -> bool:
        return self.is_open and self.handed_over_at is None

    @property
    def waits_for_comparison(self) -> bool:
        return self.is_open and self.handed_over_at is not None

    @property
    def is_filing(self) -> bool:
        """Whether it fills the application's own sections."""
        return self.kind in FILING

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"


class EntryRemark(models.Model):
    """What the comparison found wrong in one section, in one round; never changed."""

    entry = models.ForeignKey(PaperEntry, on_delete=models.PROTECT, related_name="remarks")
    round = models.PositiveSmallIntegerField()
    section = models.CharField(_("section"), max_length=20)
    text = models.TextField(_("remark"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.section}"


class Posting(models.Model):
    """A paper of ours that went to an applicant without an account by post, and the proof that it arrived."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="posting")
    address = models.CharField(_("postal address"), max_length=300)
    posted_on = models.DateField(_("posted on"))
    number = models.CharField(_("number of the postal item"), max_length=60)
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    delivered_on = models.DateField(_("delivered on"), null=True)
    proof = models.CharField(_("number of the paper"), max_length=60, blank=True)
    proved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True, proof="")
                | (Q(delivered_on__gte=F("posted_on")) & ~Q(proof="")),
                name="posting_proved_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.number}"


class AccountLink(FourEyes):
    """The applicant of a paper application has an account now: proposed with the paper that shows who it is, confirmed
    by a second person. `reason` of the base says how the identity was shown."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="account_links"
    )
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(_("identity document"), max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            *four_eyes("account_link"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(rejected_at__isnull=True), name="one_account_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.account_id}"
