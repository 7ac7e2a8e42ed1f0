"""Dated tables for what the law leaves to the Government, and dated words that a table is complete."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.history import kept_history
from registry.models.naming import Named
from registry.models.objects import Category


class Table(models.TextChoices):
    """Which table a row belongs to; the checks read them by these names."""

    PROPERTY_LIMITS = "property_limits", _("limits on property rights, NSL 22(8)")
    TRADE_RESTRICTIONS = "trade_restrictions", _("temporary bans on exports and imports, NSL 22(9)")
    OTHER_LIMITS = "other_limits", _("other limits in communications, NSL 23(7)")
    LOW_TAX = "low_tax", _("low-tax jurisdictions (policy)")
    ALERT_LEVELS = "alert_levels", _("alert levels of concentration (policy)")
    OPENNESS = "openness", _("openness of decisions, NSL 22(6)")
    CONTRACTS = "contracts", _("subsoil contracts (confirmed here, kept on their own pages)")


class Aspect(models.TextChoices):
    """What an act on the openness of decisions settles."""

    DECIDERS = "deciders", _("who decides")
    GROUNDS = "grounds", _("grounds of the decision")
    PUBLISHED = "published", _("what is published")


class Whose(models.TextChoices):
    """Whose share a limit is about."""

    FOREIGNERS = "foreigners", _("foreigners together")
    ACQUIRER = "acquirer", _("the acquirer with its group")


# Kinds of transaction as CC 193-1(3) and NSL 13(6) name them; the codes are those that applications bear.
KINDS = [
    ("sale", _("sale")),
    ("gift", _("gift")),
    ("contribution", _("contribution to authorised capital")),
    ("share_issue", _("issue of shares")),
    ("pledge", _("pledge")),
    ("trust_management", _("trust management")),
    ("enforcement", _("enforcement sale")),
    ("bankruptcy_sale", _("sale in rehabilitation or bankruptcy")),
]


class DatedRow(Named):
    """A limit, ban, country or level in force on [valid_from, valid_to). An empty scope means: all.

    `most` is the largest share allowed; a row without one forbids (`ban`) or calls for a look (not `ban`).
    """

    table = models.CharField(_("table"), max_length=20, choices=Table.choices)
    act = models.CharField(_("act"), max_length=300, help_text=_("Kind, date and title of the act."))
    number = models.CharField(_("number of the act"), max_length=60, blank=True)
    category = models.CharField(_("only this category"), max_length=30, choices=Category.choices, blank=True)
    kind = models.CharField(_("only this kind of transaction"), max_length=20, choices=KINDS, blank=True)
    country = models.CharField(_("only this country"), max_length=2, blank=True)
    goods = models.CharField(
        _("only these goods"), max_length=300, blank=True, help_text=_("Commodity codes with commas.")
    )
    most = models.DecimalField(
        _("largest share allowed, per cent"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    whose = models.CharField(_("whose share"), max_length=10, choices=Whose.choices, default=Whose.FOREIGNERS)
    ban = models.BooleanField(_("a ban (otherwise: to be looked at)"), default=True)
    aspect = models.CharField(
        _("what it settles"),
        max_length=10,
        choices=Aspect.choices,
        blank=True,
        help_text=_("For the openness of decisions only."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until (not included)"), null=True, blank=True)
    source = models.CharField(_("document"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    history = kept_history(excluded=["search"])

    class Meta:
        ordering = ["table", "pk"]
        verbose_name = _("row of a dated table")
        verbose_name_plural = _("rows of dated tables")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="dated_row_interval_not_empty",
                violation_error_message=_("The row must end after it begins."),
            )
        ]

    def clean(self) -> None:
        """Each table has what it cannot do without."""
        super().clean()
        if self.table == Table.CONTRACTS:
            raise ValidationError({"table": _("Contracts are kept on their own pages.")})
        if self.table == Table.LOW_TAX and not self.country:
            raise ValidationError({"country": _("Name the country.")})
        if self.table == Table.ALERT_LEVELS and self.most is None:
            raise ValidationError({"most": _("Give the level.")})
        if (self.table == Table.OPENNESS) != bool(self.aspect):
            raise ValidationError(
                {"aspect": _("Say what the act settles, for the openness of decisions and for nothing else.")}
            )

    @property
    def codes(self) -> tuple[str, ...]:
        """The commodity codes, without spaces."""
        return tuple(code for part in self.goods.split(",") if (code := part.strip()))

    def __str__(self) -> str:
        return f"{self.get_table_display()}: {self.name}"


class TableConfirmation(models.Model):
    """A keeper's word, resting on a document: from this day on the table is complete, whatever is not in it is not.

    Ended by `valid_to`; who gave it is in the history.
    """

    table = models.CharField(_("table"), max_length=20, choices=Table.choices)
    valid_from = models.DateField(_("complete as of"))
    valid_to = models.DateField(_("until (not included)"), null=True, blank=True)
    source = models.CharField(_("document"), max_length=300, blank=True)
    given_by = models.CharField(_("confirmed by"), max_length=200, help_text=_("Office and name."))
    illustrative = models.BooleanField(_("illustrative"), default=False)

    history = kept_history()

    class Meta:
        ordering = ["table", "-valid_from", "pk"]
        verbose_name = _("confirmation of a dated table")
        verbose_name_plural = _("confirmations of dated tables")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="confirmation_interval_not_empty",
                violation_error_message=_("The confirmation must end after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_table_display()}: {self.valid_from:%d.%m.%Y}"
