"""The track of the state's priority right beside a case, and its steps (CC 193-1(4), SPL 191-194)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.procedure.priority import Move, Stage, is_settled
from registry.models import User

STAGE_NAMES = {
    Stage.OPENED: pgettext_lazy("priority", "opened: the budget commission's recommendation is awaited"),
    Stage.RECOMMENDED: pgettext_lazy("priority", "recommended: the Government decides"),
    Stage.DECIDED: pgettext_lazy("priority", "decided: the owner is to be notified"),
    Stage.NOTIFIED: pgettext_lazy("priority", "the owner is notified"),
    Stage.CONTRACTED: pgettext_lazy("priority", "the contract of purchase is concluded"),
    Stage.WITHDRAWN: pgettext_lazy("priority", "the owner has withdrawn the sale"),
    Stage.EXPIRED: pgettext_lazy("priority", "the term for the purchase is over"),
}
MOVE_NAMES = {
    Move.RECOMMEND: pgettext_lazy("priority", "Record the budget commission's recommendation"),
    Move.DECIDE: pgettext_lazy("priority", "Record the Government's decision"),
    Move.NOTIFY: pgettext_lazy("priority", "Record the notice to the owner"),
    Move.CONTRACT: pgettext_lazy("priority", "Record the contract of purchase"),
    Move.WITHDRAW: pgettext_lazy("priority", "Withdraw the sale"),
    Move.EXPIRE: pgettext_lazy("priority", "Record that the term for the purchase is over"),
}


class PriorityTrack(models.Model):
    """One track a case. `recommends`, `exercises`: whether the state should buy, and whether it does; None: unsaid."""

    application = models.OneToOneField(
        "commission.Application", on_delete=models.PROTECT, related_name="priority_track"
    )
    stage = models.CharField(
        _("stage"),
        max_length=12,
        default=Stage.OPENED,
        choices=[(str(stage), name) for stage, name in STAGE_NAMES.items()],
    )
    recommends = models.BooleanField(_("the purchase is recommended"), null=True, blank=True)
    exercises = models.BooleanField(_("the right is exercised"), null=True, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.stage}"

    @property
    def is_settled(self) -> bool:
        return is_settled(Stage(self.stage), self.exercises)

    @property
    def may_buy(self) -> bool:
        """The Government has decided to exercise the right, and it has neither been withdrawn nor expired."""
        return bool(self.exercises) and self.stage in (Stage.DECIDED, Stage.NOTIFIED, Stage.CONTRACTED)

    @property
    def lets_sell(self) -> bool:
        """The state does not buy: the Government has decided so, or the term for the purchase is over."""
        if self.stage == Stage.EXPIRED:
            return True
        return self.exercises is False and self.stage in (Stage.DECIDED, Stage.NOTIFIED)


class PriorityStep(models.Model):
    """One move on the track, with its act; appended only."""

    track = models.ForeignKey(PriorityTrack, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12, choices=[(str(move), name) for move, name in MOVE_NAMES.items()])
    to_stage = models.CharField(
        max_length=12, choices=[(str(stage), name) for stage, name in STAGE_NAMES.items()]
    )
    yes = models.BooleanField(null=True, blank=True, help_text=_("What was recommended or decided."))
    act_number = models.CharField(_("number of the act"), max_length=60, blank=True)
    act_date = models.DateField(_("date of the act"), null=True, blank=True)
    note = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["track", "key"], condition=~Q(key=""), name="priority_step_by_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.track_id} {self.move}"
