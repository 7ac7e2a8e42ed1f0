"""What an officer's report says, statement by statement, each with what it rests on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.wording_report import PART_TITLES


class ReportStatement(models.Model):
    """One statement of a report, in its order; never changed once the report is written.

    `cites` is `finding:ID`, `opinion:ID`, `questionnaire:ID`, `document:ID` (with `page`), `registry:CODE` or empty.
    """

    report = models.ForeignKey("commission.Report", on_delete=models.PROTECT, related_name="statements")
    position = models.PositiveSmallIntegerField()
    part = models.CharField(_("part of the report"), max_length=12)
    text = models.TextField(_("statement"))
    cites = models.CharField(_("what it cites"), max_length=60, blank=True)
    page = models.PositiveSmallIntegerField(_("page"), null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="report_statement_position_once"),
            models.CheckConstraint(
                condition=models.Q(page__isnull=True) | models.Q(cites__startswith="document:"),
                name="only_a_document_has_a_page",
            ),
        ]

    @property
    def part_title(self) -> str:
        """The title of its part."""
        return str(PART_TITLES[self.part])

    @property
    def is_cited(self) -> bool:
        return bool(self.cites)

    def __str__(self) -> str:
        return f"{self.report_id} {self.position}"
