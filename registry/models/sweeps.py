"""What the sweep over the whole registry found: one row a company, and how rows moved when a change reached them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.parties import Party


class SweepRun(models.Model):
    """One computation of stored values: of the whole registry, or (`partial`) of what a change could reach."""

    view_date = models.DateField(_("as of"))
    engine = models.CharField(_("engine"), max_length=40)
    partial = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    parties = models.PositiveBigIntegerField()
    holdings = models.PositiveBigIntegerField()
    companies = models.PositiveBigIntegerField()
    rechecked = models.PositiveBigIntegerField(
        help_text=_("Computed again exactly: near a limit, or entangled.")
    )
    unsettled = models.PositiveBigIntegerField(help_text=_("Near a limit and too large to compute exactly."))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("sweep of the registry")
        verbose_name_plural = _("sweeps of the registry")

    def __str__(self) -> str:
        return f"{self.view_date:%d.%m.%Y} {self.engine}"


class OwnershipValue(models.Model):
    """Foreigners in one company's register of votes on the run's view date, and who controls it in the end.

    M is what they own along the chains, K what they vote with all they control; each between two bounds. `above` has a
    bit for each bound and limit that the bound exceeds (registry.sweeping.limits): exact also where the stored float
    is the limit itself. `settled` False: near a limit, and too large to be computed exactly.

    No foreign keys in the database: a sweep replaces the whole table by COPY.
    """

    party = models.OneToOneField(
        Party,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="ownership_value",
        verbose_name=_("company"),
    )
    run = models.ForeignKey(
        SweepRun, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="values"
    )
    m_low = models.FloatField()
    m_high = models.FloatField()
    k_low = models.FloatField()
    k_high = models.FloatField()
    controller = models.ForeignKey(
        Party,
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("ultimate controller"),
    )
    above = models.SmallIntegerField()
    exact = models.BooleanField()
    settled = models.BooleanField()

    class Meta:
        verbose_name = _("ownership value")
        verbose_name_plural = _("ownership values")

    @property
    def figures(self) -> dict[str, Any]:
        """The values as a move keeps them."""
        return {
            "m": [self.m_low, self.m_high],
            "k": [self.k_low, self.k_high],
            "controller": self.controller_id,
        }


class OwnershipMove(models.Model):
    """One company whose stored values a change of the registry moved; `before` empty where it had none."""

    run = models.ForeignKey(SweepRun, on_delete=models.CASCADE, related_name="moves")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", verbose_name=_("company"))
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "party"], name="one_move_a_run")]
