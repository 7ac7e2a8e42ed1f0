"""Dated facts of an object that the checks of NSL 22 and 23 read: licences, lines, networks, goods."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.history import kept_history
from registry.models.objects import StrategicObject, Tri


class FactName(models.TextChoices):
    """What is recorded. The first six stand on the object's own page as well; a dated row says more and prevails."""

    TRUNK_LINE = "trunk_line", _("trunk line")
    LONG_DISTANCE = "long_distance_operator", _("long-distance operator's licence")
    INTERNATIONAL = "international_operator", _("international operator's licence")
    LAND_LINES = "land_lines", _("land lines (cable, microwave)")
    MEDIA = "media_owner", _("owner of a mass medium, or active in that field")
    SUBSOIL = "subsoil_right", _("subsoil right or strategic-resource contract")
    SATELLITE_ONLY = "satellite_only", _("satellite lines only, no land lines")
    PRINT = "print_distribution", _("distribution of print")
    CONTROL_CENTRE = "control_centre", _("country of the network's control centre")
    STARTED_UP = "started_up", _("network started up")
    CONFORMITY = "conformity", _("act of conformity with the rules on search operations")
    GOODS = "goods", _("goods traded across the border")


class ObjectFact(models.Model):
    """One fact of an object on [valid_from, valid_to): yes, no or not known, with its licence or act."""

    object = models.ForeignKey(
        StrategicObject, on_delete=models.PROTECT, related_name="facts", verbose_name=_("object")
    )
    fact = models.CharField(_("fact"), max_length=24, choices=FactName.choices)
    answer = models.CharField(_("answer"), max_length=7, choices=Tri.choices, default=Tri.UNKNOWN)
    country = models.CharField(
        _("country (ISO 3166-1)"), max_length=2, blank=True, help_text=_("Of the network's control centre.")
    )
    number = models.CharField(_("licence or act: number"), max_length=100, blank=True)
    goods = models.CharField(
        _("goods"),
        max_length=300,
        blank=True,
        help_text=_("Commodity codes with commas, for example 2709, 2710."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until (not included)"), null=True, blank=True)
    source = models.CharField(_("document"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    history = kept_history()

    class Meta:
        ordering = ["object", "fact", "pk"]
        verbose_name = _("dated fact of an object")
        verbose_name_plural = _("dated facts of objects")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="object_fact_interval_not_empty",
                violation_error_message=_("The fact must end after it begins."),
            )
        ]

    def clean(self) -> None:
        """A country belongs to the control centre, codes of goods to goods, and only to a yes."""
        super().clean()
        if (self.fact == FactName.CONTROL_CENTRE and self.answer == Tri.TRUE) != bool(self.country):
            raise ValidationError(
                {"country": _("Name the country for a known control centre, and for nothing else.")}
            )
        if (self.fact == FactName.GOODS and self.answer == Tri.TRUE) != bool(self.goods):
            raise ValidationError({"goods": _("List the codes where goods are traded, and nowhere else.")})

    @property
    def codes(self) -> tuple[str, ...]:
        """The commodity codes, without spaces."""
        return tuple(code for part in self.goods.split(",") if (code := part.strip()))

    def __str__(self) -> str:
        return f"{self.object_id} {self.get_fact_display()}: {self.get_answer_display()}"
