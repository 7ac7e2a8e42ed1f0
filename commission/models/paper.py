"""Papers that we issued, and what officers edited in a text program before: kept by hash, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.models.correspondence import Letter, Subject
from registry.models import User


class PaperVersion(models.Model):
    """A text that an officer edited and brought back. `about_id` is the row that the paper is about, as in `Paper`.

    `texts` are its parts by field: languages, or `text` and `conditions`. The newest version is the one to issue.
    """

    kind = models.CharField(_("paper"), max_length=12, choices=Subject.choices)
    about_id = models.PositiveBigIntegerField()
    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, null=True, related_name="paper_versions"
    )
    session = models.ForeignKey(
        "commission.Session", on_delete=models.PROTECT, null=True, related_name="paper_versions"
    )
    number = models.PositiveIntegerField(_("version"))
    texts = models.JSONField(default=dict)
    file_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "about_id", "number"], name="paper_version_once"),
            models.CheckConstraint(
                condition=models.Q(application__isnull=False, session__isnull=True)
                | models.Q(application__isnull=True, session__isnull=False),
                name="paper_version_of_a_case_or_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.about_id} {self.number}"


class Paper(models.Model):
    """One paper as it was issued: its number is the letter's, its file lies in the store under `sha256`.

    `about_id` is the id of the row it is about: an event, a consultation, a report, an item of an agenda, a session or
    a decision, as `kind` says. A paper of a session belongs to no single case.
    """

    kind = models.CharField(_("paper"), max_length=12, choices=Subject.choices)
    about_id = models.PositiveBigIntegerField()
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="paper")
    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, null=True, related_name="papers"
    )
    session = models.ForeignKey(
        "commission.Session", on_delete=models.PROTECT, null=True, related_name="papers"
    )
    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "about_id"], name="paper_by_row")]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.kind}"
