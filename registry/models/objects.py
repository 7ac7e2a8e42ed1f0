"""Strategic objects and the Government's lists of them (NSL 13(4), CC 193-1)."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.history import kept_history
from registry.models.naming import Named
from registry.models.parties import Party

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Category(models.TextChoices):
    """Categories of CC 193-1(2)."""

    TRUNK_RAILWAY = "trunk_railway", _("trunk railway network")
    TRUNK_PIPELINE = "trunk_pipeline", _("trunk pipeline")
    ELECTRIC_GRID = "electric_grid", _("national electric grid")
    TRUNK_COMMUNICATION_LINE = "trunk_communication_line", _("trunk communication line")
    BROADCASTING = "broadcasting", _("broadcasting network")
    OIL_REFINERY = "oil_refinery", _("oil refinery")
    POWER_GENERATION = "power_generation", _("power generation of 50 MW and more")
    POSTAL_NETWORK = "postal_network", _("national postal network")
    INTERNATIONAL_AIRPORT = "international_airport", _("international airport")
    SEA_PORT = "sea_port", _("international sea port")
    AIR_NAVIGATION = "air_navigation", _("air navigation")
    NAVIGATION_SAFETY = "navigation_safety", _("navigation safety")
    NUCLEAR = "nuclear", _("nuclear facility")
    SPACE = "space", _("space facility")
    WATER_STRUCTURE = "water_structure", _("water structure")
    MOTOR_ROAD = "motor_road", _("public motor road")
    SHARE_BLOCK = "share_block", _("stake in an owner of a strategic object")
    INFLUENCE_BLOCK = "influence_block", _("stake in whoever can direct such an owner")


STAKES = frozenset({Category.SHARE_BLOCK, Category.INFLUENCE_BLOCK})


class Tri(models.TextChoices):
    """A fact that may be unknown; unknown never means no."""

    TRUE = "true", _("yes")
    FALSE = "false", _("no")
    UNKNOWN = "unknown", _("not known")


class ListName(models.TextChoices):
    A = "A", _("List A: state-affiliated owners")
    B = "B", _("List B: owners not affiliated with the state, and individuals")


def _tri(label: "StrOrPromise") -> models.CharField:
    return models.CharField(label, max_length=7, choices=Tri.choices, default=Tri.UNKNOWN)


class StrategicObject(Named):
    """A thing or a stake. A stake follows its underlying object; the facts below feed the checks of NSL 22 and 23."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    category = models.CharField(_("category"), max_length=30, choices=Category.choices)
    holders = models.ManyToManyField(
        Party, through="Title", related_name="objects_owned", verbose_name=_("owners")
    )
    stake_in = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stakes",
        verbose_name=_("stake in"),
    )
    underlying = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stakes",
        verbose_name=_("underlying object"),
    )
    region = models.CharField(_("region"), max_length=100, blank=True)
    capacity_mw = models.DecimalField(
        _("capacity, MW"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    trunk_line = _tri(_("trunk line"))
    long_distance_operator = _tri(_("owner is a long-distance operator"))
    international_operator = _tri(_("owner is an international operator"))
    land_lines = _tri(_("owner has land lines"))
    media_owner = _tri(_("owner of a mass medium, or active in that field"))
    subsoil_right = _tri(_("subsoil right or strategic-resource contract"))
    control_centre_country = models.CharField(
        _("country of the network's control centre"), max_length=2, blank=True
    )
    evidence = models.CharField(_("source"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    history = kept_history(excluded=["search"])

    class Meta:
        ordering = ["code"]
        verbose_name = _("strategic object")
        verbose_name_plural = _("strategic objects")

    def search_terms(self) -> list[str]:
        return [*super().search_terms(), self.code, self.region]

    def clean(self) -> None:
        """A stake names its company, a thing does not; nothing underlies itself."""
        super().clean()
        if self.category in STAKES and self.stake_in is None:
            raise ValidationError({"stake_in": _("Name the company this is a stake in.")})
        if self.category not in STAKES and self.stake_in is not None:
            raise ValidationError(
                {"stake_in": _("Only a stake names a company: change the category or clear this.")}
            )
        if self.pk is not None and self.underlying_id == self.pk:
            raise ValidationError({"underlying": _("An object cannot underlie itself.")})
        if self.capacity_mw is not None and self.capacity_mw < 0:
            raise ValidationError({"capacity_mw": _("A capacity cannot be below zero.")})

    @property
    def is_stake(self) -> bool:
        return self.stake_in_id is not None

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Title(models.Model):
    """Who owns an object, on which dates [valid_from, valid_to)."""

    object = models.ForeignKey(
        StrategicObject, on_delete=models.PROTECT, related_name="titles", verbose_name=_("object")
    )
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="titles", verbose_name=_("owner"))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until (not included)"), null=True, blank=True)
    source = models.CharField(_("document"), max_length=300, blank=True)

    history = kept_history()

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="title_interval_not_empty",
                violation_error_message=_("The title must end after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner} - {self.object}"


class ListEdition(models.Model):
    """One edition of a Government list: what the list was, from the day the act took effect until the next one."""

    list = models.CharField(_("list"), max_length=1, choices=ListName.choices)
    effective_from = models.DateField(_("in force from"))
    act = models.CharField(_("Government act"), max_length=300, help_text=_("Number and date of the act."))
    illustrative = models.BooleanField(_("illustrative"), default=False)
    objects_listed = models.ManyToManyField(StrategicObject, through="ListEntry", related_name="editions")

    history = kept_history()

    class Meta:
        ordering = ["list", "-effective_from"]
        verbose_name = _("list edition")
        verbose_name_plural = _("list editions")
        constraints = [models.UniqueConstraint(fields=["list", "effective_from"], name="one_edition_a_day")]

    def __str__(self) -> str:
        return f"{self.list} - {self.effective_from:%d.%m.%Y} - {self.act}"


class ListEntry(models.Model):
    """An object's place in an edition."""

    edition = models.ForeignKey(
        ListEdition, on_delete=models.PROTECT, related_name="entries", verbose_name=_("edition")
    )
    object = models.ForeignKey(
        StrategicObject, on_delete=models.PROTECT, related_name="entries", verbose_name=_("object")
    )

    history = kept_history()

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("list entries")
        constraints = [
            models.UniqueConstraint(fields=["edition", "object"], name="object_once_in_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.object.code}"


def in_force(on: date, prefix: str = "") -> Q:
    """The half-open interval [valid_from, valid_to) holds the day `on`."""
    return (Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )
