"""The working-day calendar of Kazakhstan: an editable exception to Monday-Friday."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.history import kept_history
from registry.models.naming import choose_name


class CalendarDay(models.Model):
    """A day that differs from its weekday: a day off on a weekday, or a working weekend day after a transfer."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("working day"), default=False)
    name = models.CharField(_("name (English)"), max_length=200, blank=True)
    name_ru = models.CharField(_("name (Russian)"), max_length=200, blank=True)
    name_kk = models.CharField(_("name (Kazakh)"), max_length=200, blank=True)
    source = models.CharField(_("act"), max_length=300, blank=True, help_text=_("The act that made it so."))

    history = kept_history()

    class Meta:
        ordering = ["day"]
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")

    def clean(self) -> None:
        """A name in at least one language."""
        super().clean()
        if not (self.name or self.name_ru or self.name_kk):
            raise ValidationError({"name": _("Give the name in at least one of the three languages.")})

    @property
    def title(self) -> str:
        """The day's name in the reader's language."""
        return choose_name(self.name, self.name_ru, self.name_kk)

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.title}"
