"""Holdings with exact bounds, and the other ties between parties."""

from fractions import Fraction
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.history import kept_history
from registry.models.objects import StrategicObject
from registry.models.parties import Party

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _numerator(label: "StrOrPromise") -> models.BigIntegerField:
    return models.BigIntegerField(label, default=0)


def _denominator(label: "StrOrPromise") -> models.BigIntegerField:
    return models.BigIntegerField(label, default=1)


def _is_share(low: str, high: str) -> Q:
    """0 <= low <= high <= 1 for bounds stored as numerator and denominator."""
    return (
        Q(**{f"{low}_num__gte": 0, f"{low}_den__gt": 0, f"{high}_den__gt": 0})
        & Q(**{f"{high}_num__lte": F(f"{high}_den")})
        & Q(**{f"{high}_num__gte": 0})
    )


class Holding(models.Model):
    """A stake of `owner` in `company`: lowest and highest share of votes and of capital, as exact fractions of one."""

    owner = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("owner")
    )
    company = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="held_by", verbose_name=_("company")
    )
    votes_min_num = _numerator(_("votes, lowest: numerator"))
    votes_min_den = _denominator(_("votes, lowest: denominator"))
    votes_max_num = _numerator(_("votes, highest: numerator"))
    votes_max_den = _denominator(_("votes, highest: denominator"))
    capital_min_num = _numerator(_("capital, lowest: numerator"))
    capital_min_den = _denominator(_("capital, lowest: denominator"))
    capital_max_num = _numerator(_("capital, highest: numerator"))
    capital_max_den = _denominator(_("capital, highest: denominator"))
    on_behalf_of = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("disclosed principal"),
    )
    nominee = models.BooleanField(_("held by a nominee for somebody undisclosed"), default=False)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until (not included)"), null=True, blank=True)
    source = models.CharField(_("document"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    history = kept_history()

    class Meta:
        ordering = ["company_id", "pk"]
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        constraints = [
            models.CheckConstraint(
                condition=_is_share("votes_min", "votes_max"), name="holding_votes_within_one"
            ),
            models.CheckConstraint(
                condition=_is_share("capital_min", "capital_max"), name="holding_capital_within_one"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="holding_interval_not_empty",
                violation_error_message=_("The holding must end after it begins."),
            ),
        ]

    @property
    def votes(self) -> tuple[Fraction, Fraction]:
        return Fraction(self.votes_min_num, self.votes_min_den), Fraction(
            self.votes_max_num, self.votes_max_den
        )

    @property
    def capital(self) -> tuple[Fraction, Fraction]:
        return Fraction(self.capital_min_num, self.capital_min_den), Fraction(
            self.capital_max_num, self.capital_max_den
        )

    def set_votes(self, low: Fraction, high: Fraction | None = None) -> None:
        high = low if high is None else high
        self.votes_min_num, self.votes_min_den = low.as_integer_ratio()
        self.votes_max_num, self.votes_max_den = high.as_integer_ratio()

    def set_capital(self, low: Fraction, high: Fraction | None = None) -> None:
        high = low if high is None else high
        self.capital_min_num, self.capital_min_den = low.as_integer_ratio()
        self.capital_max_num, self.capital_max_den = high.as_integer_ratio()

    def clean(self) -> None:
        """Refuse a range turned around. The 100 % rule needs the company's lock: see `registry.services`."""
        super().clean()
        for low, high in (self.votes, self.capital):
            if low > high:
                raise ValidationError(
                    _("The lowest share is above the highest: exchange them."), code="turned"
                )

    def __str__(self) -> str:
        return f"{self.owner} - {self.company}"


class LinkType(models.TextChoices):
    """Ties other than holdings (Entrepreneurial Code art. 165, 169; trust management)."""

    SPOUSE = "spouse", _("spouse")
    CLOSE_RELATIVE = "close_relative", _("close relative")
    SOLE_EXECUTIVE = "sole_executive", _("sole executive of")
    BINDING_INSTRUCTIONS = "binding_instructions", _("gives binding instructions to")
    COMMON_BOARD_MAJORITY = "common_board_majority", _("common board majority")
    AGREEMENT = "agreement", _("agreement to act together")
    TRUST_MANAGER = "trust_manager", _("trust manager of a stake in")
    OPERATES = "operates", _("operates")
    MANAGES_OBJECT = "manages_object", _("manages")


# Ties that may lead to an object instead of a party.
_OF_OBJECTS = frozenset({LinkType.OPERATES, LinkType.MANAGES_OBJECT})


class Link(models.Model):
    """A tie from `a` to the party `b` or to an object; `owner` is whose stake a trust manager manages."""

    type = models.CharField(_("type"), max_length=24, choices=LinkType.choices)
    a = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="links", verbose_name=_("who"))
    b = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="linked_by",
        verbose_name=_("to whom"),
    )
    object = models.ForeignKey(
        StrategicObject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="links",
        verbose_name=_("object"),
    )
    owner = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whose stake"),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until (not included)"), null=True, blank=True)
    source = models.CharField(_("document"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    history = kept_history()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(
                condition=Q(b__isnull=False, object__isnull=True) | Q(b__isnull=True, object__isnull=False),
                name="link_to_a_party_or_an_object",
                violation_error_message=_("Name either a party or an object, not both."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="link_interval_not_empty",
                violation_error_message=_("The link must end after it begins."),
            ),
        ]

    def clean(self) -> None:
        """Only a trust manager names whose stake it manages, and always does; nobody is tied to themselves."""
        super().clean()
        if (self.type == LinkType.TRUST_MANAGER) != (self.owner_id is not None):
            raise ValidationError(
                {"owner": _("Name whose stake is managed, for a trust manager and for nobody else.")}
            )
        if self.type in _OF_OBJECTS and self.object_id is None and self.b_id is None:
            raise ValidationError({"object": _("Name the object.")})
        if self.type not in _OF_OBJECTS and self.object_id is not None:
            raise ValidationError(
                {"object": _("Such a link is between two parties: name the party instead.")}
            )
        if self.b_id is not None and self.a_id == self.b_id:
            raise ValidationError({"b": _("Name another party: nobody is linked to themselves.")})

    def __str__(self) -> str:
        return f"{self.a} {self.get_type_display()} {self.b or self.object}"
