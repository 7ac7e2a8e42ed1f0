"""The registry's outbox: the registry never knows who listens."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegistryChange(models.Model):
    """One committed change of a party, holding, link, object or list; written in the change's own transaction.

    `company` is the party whose ownership the change may touch, `object` the object it concerns: where a listener
    starts looking, also when the row itself is gone.
    """

    model = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    kind = models.CharField(
        max_length=10, choices=[("added", _("added")), ("changed", _("changed")), ("removed", _("removed"))]
    )
    company = models.ForeignKey("registry.Party", null=True, on_delete=models.SET_NULL, related_name="+")
    object = models.ForeignKey(
        "registry.StrategicObject", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("registry.User", null=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id} {self.kind}"
