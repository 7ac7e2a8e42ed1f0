"""State bodies of NSL 15."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.history import kept_history
from registry.models.naming import Named


class StateBody(Named):
    """A body with a competence under NSL 15(1); `code` is stable and names it in routing rules."""

    code = models.SlugField(_("code"), unique=True)
    competence = models.CharField(_("provision"), max_length=20, help_text=_("For example: 15(1)(16)"))
    is_security = models.BooleanField(_("national security body"), default=False)

    subordinate_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("unit of"),
        help_text=_(
            "Set for a unit below a body: it is never asked itself, its people draft what they are given."
        ),
    )

    history = kept_history(excluded=["search"])

    class Meta:
        ordering = ["code"]
        verbose_name = _("state body")
        verbose_name_plural = _("state bodies")

    def search_terms(self) -> list[str]:
        return [*super().search_terms(), self.code, self.competence]
