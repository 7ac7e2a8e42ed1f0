"""What the parties add for the checks: consents of other bodies, and facts stated about the transaction."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.models.fields import ShareField
from commission.wording import PURPOSE_NAMES, STATED_NAMES
from registry.models import User


class LinkedConsent(models.Model):
    """A consent that another body gave, or the statement that the deal needs none for this purpose."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.CASCADE, related_name="linked_consents"
    )
    purpose = models.CharField(
        _("what for"), max_length=24, choices=[(str(p), name) for p, name in PURPOSE_NAMES.items()]
    )
    needed = models.BooleanField(_("the deal needs this consent"), default=True)
    number = models.CharField(_("number"), max_length=100, blank=True)
    on = models.DateField(_("date"), null=True, blank=True)
    body = models.CharField(_("body"), max_length=300, blank=True)
    most = ShareField(_("largest resulting share it covers"), null=True, blank=True)
    document = models.ForeignKey(
        "commission.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    reason = models.CharField(_("why it is not needed"), max_length=1000, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def clean(self) -> None:
        """A consent has its number, date and body; where none is needed, the reason says why."""
        super().clean()
        missing = [name for name in ("number", "on", "body") if self.needed and not getattr(self, name)]
        if missing:
            raise ValidationError({name: _("A consent has a number, a date and a body.") for name in missing})
        if not self.needed and not self.reason:
            raise ValidationError({"reason": _("Say why the consent is not needed.")})

    def __str__(self) -> str:
        return f"{self.application_id} {self.purpose} {self.number}"


class StatedFact(models.Model):
    """One statement about the transaction: yes, no or (no row) not known, with where it is written."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.CASCADE, related_name="stated_facts"
    )
    fact = models.CharField(
        _("fact"), max_length=24, choices=[(str(fact), name) for fact, name in STATED_NAMES.items()]
    )
    answer = models.BooleanField(_("answer"))
    where = models.CharField(_("where it is written"), max_length=300, blank=True)
    stated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "fact"], name="stated_once")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.fact} {self.answer}"
