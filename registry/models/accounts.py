"""People who use the system and the offices they hold."""

from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.bodies import StateBody
from registry.roles import ROLE_NAMES, Role


class User(AbstractUser):
    """A person. What they may do follows from their appointments, never from Django's groups."""

    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language of letters"), max_length=2, default="ru")

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]

    @cached_property
    def offices(self) -> list["Appointment"]:
        """Appointments in force today, read once per request; none for a deactivated person."""
        if not self.is_active or self.pk is None:
            return []
        return list(self.appointments.in_force().select_related("body"))

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
