"""Regime R2 on the case page: the sectoral opinions and what the national security bodies answered."""

from typing import Any

from commission.models import Application, SectoralOpinion
from commission.pages.consulted.agreements import GROUND_NAMES


def sectoral(application: Application) -> list[dict[str, Any]]:
    """Every sectoral opinion of the case, the newest first; nothing, and no query, under another regime."""
    if application.regime != "R2":
        return []
    rows = (
        SectoralOpinion.objects.filter(application=application)
        .select_related("drafted_by")
        .prefetch_related("agreements__body", "conditions")
        .order_by("-pk")
    )
    return [
        {
            "opinion": opinion,
            "grounds": [GROUND_NAMES[code] for code in opinion.grounds],
            "condition_lines": opinion.condition_lines(),
            "answers": list(opinion.agreements.all()),
        }
        for opinion in rows
    ]
