"""Field history: every version of a row with who, when and the document it rests on."""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

DOCUMENT_LENGTH = 300


def kept_history(*, excluded: Sequence[str] = ()) -> HistoricalRecords:
    """Historical records whose change reason is the cited document, long enough for an act's full title."""
    return HistoricalRecords(
        excluded_fields=list(excluded),
        history_change_reason_field=models.CharField(_("document"), max_length=DOCUMENT_LENGTH, null=True),
    )
