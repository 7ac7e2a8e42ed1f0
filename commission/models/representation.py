"""Who acts for an applicant: a dated power of attorney, and what it covers."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commission.states import Task
from commission.wording import TASK_NAMES
from registry.models import User


class PowerOfAttorney(models.Model):
    """One person acts for the applicant of one case, from and until a day (both included), as far as the paper says.

    Rows are never removed: a power ends by its date or by a revocation, and what was done under it stays explained.
    """

    application = models.ForeignKey("commission.Application", on_delete=models.PROTECT, related_name="powers")
    representative = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="powers", verbose_name=_("representative")
    )
    number = models.CharField(_("number of the power of attorney"), max_length=60)
    dated_on = models.DateField(_("date of the power of attorney"))
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("last day"))
    may_file = models.BooleanField(TASK_NAMES[Task.FILE], default=False)
    may_answer = models.BooleanField(TASK_NAMES[Task.ANSWER], default=False)
    may_withdraw = models.BooleanField(TASK_NAMES[Task.WITHDRAW], default=False)
    may_receive = models.BooleanField(TASK_NAMES[Task.RECEIVE], default=False)
    document = models.ForeignKey(
        "commission.Document", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("scan")
    )
    appointed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField(auto_now_add=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="power_interval_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(may_file=True) | Q(may_answer=True) | Q(may_withdraw=True) | Q(may_receive=True),
                name="power_covers_something",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="power_revoked_whole",
            ),
        ]

    def in_force(self, on: date | None = None) -> bool:
        """Whether somebody may act under it on the day (default: today)."""
        day = on or timezone.localdate()
        return self.revoked_at is None and self.valid_from <= day <= self.valid_until

    def covers(self, task: Task) -> bool:
        """Whether the paper trusts the representative with `task`, whatever the day."""
        return bool(getattr(self, f"may_{task}"))

    def allows(self, task: Task) -> bool:
        return self.in_force() and self.covers(task)

    @property
    def tasks(self) -> list[Task]:
        return [task for task in Task if self.covers(task)]

    def why_not(self, task: Task | None = None) -> str:
        """Why nobody may do `task` under it today, as a sentence to the representative; empty where they may."""
        named = {"number": self.number, "dated": f"{self.dated_on:%d.%m.%Y}"}
        if self.revoked_at is not None:
            day = timezone.localtime(self.revoked_at)
            words = gettext(
                "The power of attorney No. %(number)s of %(dated)s was revoked on %(day)s: nothing more can be done "
                "under it. Ask the applicant."
            )
            return words % {**named, "day": f"{day:%d.%m.%Y}"}
        today = timezone.localdate()
        if today > self.valid_until:
            words = gettext(
                "The power of attorney No. %(number)s of %(dated)s ended on %(day)s: nothing more can be done under "
                "it. Ask the applicant for a new one."
            )
            return words % {**named, "day": f"{self.valid_until:%d.%m.%Y}"}
        if today < self.valid_from:
            words = gettext(
                "The power of attorney No. %(number)s of %(dated)s begins on %(day)s: come back on that day."
            )
            return words % {**named, "day": f"{self.valid_from:%d.%m.%Y}"}
        if task is not None and not self.covers(task):
            words = gettext(
                "The power of attorney No. %(number)s of %(dated)s does not cover this: %(task)s. The applicant has to "
                "do it, or give a wider one."
            )
            return words % {**named, "task": TASK_NAMES[task]}
        return ""

    def words(self) -> str:
        """How an act under it is signed: the number and the date."""
        return gettext("power of attorney No. %(number)s of %(dated)s") % {
            "number": self.number,
            "dated": f"{self.dated_on:%d.%m.%Y}",
        }

    def __str__(self) -> str:
        return self.number
