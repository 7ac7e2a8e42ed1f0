"""Who the Commission is, by which act of the Government, from which day (NSL 13(5)). Versions follow one another."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commission.models.foureyes import FourEyes, four_eyes
from registry.models import StateBody, User
from registry.roles import ROLE_NAMES, Role

OFFICES = (Role.CHAIR, Role.DEPUTY, Role.MEMBER)


class CompositionQuerySet(models.QuerySet["Composition"]):
    def in_force(self, on: date) -> "Composition | None":
        """The composition of the day `on`: the latest confirmed one that had begun; None before the first."""
        begun = self.filter(confirmed_at__isnull=False, valid_from__lte=on)
        return begun.order_by("-valid_from", "-confirmed_at", "-pk").first()


class Composition(FourEyes):
    """The whole list of members by one act. It holds until a later one begins; it is never changed."""

    act_number = models.CharField(_("number of the act"), max_length=60)
    act_date = models.DateField(_("date of the act"))
    valid_from = models.DateField(_("in force from"))

    absentee_basis = models.CharField(_("provision that allows absentee ballots"), max_length=200, blank=True)

    objects = CompositionQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = four_eyes("composition")

    def __str__(self) -> str:
        return f"{self.act_number}, {self.act_date:%d.%m.%Y}"


class CompositionMember(models.Model):
    """One line of the act: who, in which office, for which body, and who stands in by which ground."""

    composition = models.ForeignKey(Composition, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("member"))
    office = models.CharField(_("office"), max_length=10, choices=[(str(o), ROLE_NAMES[o]) for o in OFFICES])
    body = models.ForeignKey(
        StateBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    substitute = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute"),
    )
    substitute_ground = models.CharField(_("ground of the substitution"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["composition", "user"], name="composition_member_once"),
            models.UniqueConstraint(
                fields=["composition"], condition=Q(office="chair"), name="composition_one_chair"
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True, substitute_ground="")
                | (Q(substitute__isnull=False) & ~Q(substitute_ground="") & ~Q(substitute=F("user"))),
                name="composition_substitute_has_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.office}"
