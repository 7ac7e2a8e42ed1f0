"""Exceptional access to one case: the dated grant is the truth, guardian's rows are its projection."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from registry.models import User


class AccessGrant(models.Model):
    """A named person may read one case from one moment until another, for a reason, by somebody's decision."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="access_grants", verbose_name=_("person")
    )
    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="access_grants"
    )
    valid_from = models.DateTimeField(_("from"))
    valid_until = models.DateTimeField(_("until"))
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="grant_interval_not_empty"
            ),
            models.CheckConstraint(condition=~Q(user=F("granted_by")), name="nobody_grants_themselves"),
        ]

    @property
    def in_force(self) -> bool:
        return self.revoked_at is None and self.valid_from <= timezone.now() < self.valid_until


class ApplicationUserGrant(UserObjectPermissionBase):
    """Guardian's direct-key row for a person."""

    content_object = models.ForeignKey("commission.Application", on_delete=models.CASCADE)


class ApplicationGroupGrant(GroupObjectPermissionBase):
    """Guardian's direct-key row for a group (unused by people; guardian expects the pair)."""

    content_object = models.ForeignKey("commission.Application", on_delete=models.CASCADE)
