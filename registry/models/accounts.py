"""People who use the system and the offices they hold."""

from copy import copy
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.absences import Absence
from registry.models.bodies import StateBody
from registry.roles import ROLE_NAMES, SUBSTITUTED, Role


class User(AbstractUser):
    """A person. What they may do follows from their appointments, never from Django's groups."""

    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language of letters"), max_length=2, default="ru")

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]

    @cached_property
    def offices(self) -> list["Appointment"]:
        """Offices today, read once per request: one's own and of people one stands in for; none if deactivated."""
        if not self.is_active or self.pk is None:
            return []
        away = Absence.objects.in_force().filter(substitute=self).values("person")
        mine = Q(user=self) | Q(user__in=away, user__is_active=True, role__in=SUBSTITUTED)
        return list(Appointment.objects.in_force().filter(mine).select_related("body", "user"))

    @property
    def own_offices(self) -> list["Appointment"]:
        """Offices to which the person was appointed."""
        return [office for office in self.offices if office.user_id == self.pk]

    @property
    def own_roles(self) -> frozenset[Role]:
        return frozenset(Role(office.role) for office in self.own_offices)

    @cached_property
    def stands_in_for(self) -> dict[int, "User"]:
        """People at whose desks the person sits today, by id."""
        return {office.user_id: office.user for office in self.offices if office.user_id != self.pk}

    @property
    def hands(self) -> frozenset[int]:
        """Ids of everybody whose desk is in this person's hands today; their own among them.

        Two of these are never the two pairs of four eyes.
        """
        return frozenset({self.pk, *self.stands_in_for})

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(office.role) for office in self.offices)

    def holds(self, *roles: Role) -> bool:
        """Whether the person holds any of `roles` today."""
        return bool(self.roles & set(roles))

    @cached_property
    def body_ids(self) -> frozenset[int]:
        """Ids of the state bodies for which the person answers consultations."""
        return frozenset(
            o.body_id for o in self.offices if o.role == Role.CONSULTED and o.body_id is not None
        )

    def at_desks(self, *people: int) -> "User":
        """The same person with their own offices and those of `people` alone, to ask what these would allow."""
        narrowed = copy(self)
        for name in ("roles", "body_ids", "stands_in_for"):
            narrowed.__dict__.pop(name, None)
        kept = {self.pk, *people}
        narrowed.__dict__["offices"] = [office for office in self.offices if office.user_id in kept]
        return narrowed

    @property
    def full_name(self) -> str:
        return self.get_full_name() or self.username


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date | None = None) -> "AppointmentQuerySet":
        """Appointments whose half-open interval [valid_from, valid_until) holds the day `on` (default: today)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        )


class Appointment(models.Model):
    """One person in one office, from and until a date, by an act (NSL 13(5) for the Commission)."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="appointments", verbose_name=_("person")
    )
    role = models.CharField(
        _("office"), max_length=20, choices=[(str(role), name) for role, name in ROLE_NAMES.items()]
    )
    body = models.ForeignKey(
        StateBody,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("body"),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until (not included)"), null=True, blank=True)
    act = models.CharField(
        _("act"), max_length=200, blank=True, help_text=_("The act of appointment, with date.")
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gt=models.F("valid_from")),
                name="appointment_interval_not_empty",
                violation_error_message=_("The appointment must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} - {self.get_role_display()}"
