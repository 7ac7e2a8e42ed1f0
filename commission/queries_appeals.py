"""Appeals and annulments as the query that reads a case counts them."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from commission.models import Annulment, Appeal


def counted_appeals() -> dict[str, Any]:
    """Whether an appeal is open, how many were filed, and which case decides again what was annulled without one."""
    filed = Appeal.objects.filter(decision__application=OuterRef("pk"))
    number = filed.order_by().values("decision").annotate(number=Count("pk")).values("number")
    annulled = Annulment.objects.filter(event__application=OuterRef("pk"))
    return {
        "goes_on_as": Subquery(annulled.values("new_case__reference")[:1]),
        "appealed": Exists(filed.filter(decided_at__isnull=True)),
        "appeals_filed": Coalesce(Subquery(number), 0),
    }
