"""Appeals as the query that reads a case counts them."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from commission.models import Appeal


def counted_appeals() -> dict[str, Any]:
    """Whether an appeal is open on the case's decision, and how many were filed."""
    filed = Appeal.objects.filter(decision__application=OuterRef("pk"))
    number = filed.order_by().values("decision").annotate(number=Count("pk")).values("number")
    return {
        "appealed": Exists(filed.filter(decided_at__isnull=True)),
        "appeals_filed": Coalesce(Subquery(number), 0),
    }
