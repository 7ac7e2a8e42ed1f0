"""Settling a proposal: confirmed by another person than the one who made it, or rejected."""

from django.utils import timezone
from django.utils.translation import gettext as _

from commission.models.foureyes import FourEyes
from commission.services.desk import require
from registry.models import User


def confirm(row: FourEyes, by: User) -> None:
    """Another person confirms; nobody changes the row from now on."""
    _require_open(row)
    require(row.proposed_by_id not in by.hands, _("Another person must confirm what you have proposed."))
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])


def reject(row: FourEyes, by: User) -> None:
    """Reject, or take back one's own."""
    _require_open(row)
    row.rejected_by, row.rejected_at = by, timezone.now()
    row.save(update_fields=["rejected_by", "rejected_at"])


def _require_open(row: FourEyes) -> None:
    require(row.is_open, _("This proposal has already been confirmed or rejected."))
