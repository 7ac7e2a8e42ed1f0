"""A proposal to end a case without a decision, and the second person who confirmed it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.models.foureyes import FourEyes, four_eyes
from commission.states import ENDING_GROUNDS, State
from commission.wording import ENDING_GROUND_NAMES


class Discontinuance(FourEyes):
    """The desk proposes, with a coded ground and the reason that the applicant will read; the head, another person,
    confirms or refuses. Confirmed, it discontinues the case; it is never changed afterwards.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="discontinuances"
    )
    ground = models.CharField(
        _("ground"),
        max_length=20,
        choices=[(str(ground), ENDING_GROUND_NAMES[ground]) for ground in ENDING_GROUNDS[State.DISCONTINUED]],
    )
    document = models.ForeignKey(
        "commission.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    refusal = models.TextField(_("why it was refused"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            *four_eyes("discontinuance"),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(confirmed_at__isnull=True, rejected_at__isnull=True),
                name="one_open_discontinuance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.ground}"
