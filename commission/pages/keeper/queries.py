"""What a keeper reads of cases: confirmed contracts, and nothing else of the file."""

from django.db.models import QuerySet

from commission.models import Conclusion
from commission.models.conclusion import ConclusionState
from registry.models import User


def contracts_for(user: User) -> QuerySet[Conclusion]:
    """Contracts that the desk has confirmed, but of the person's own applications."""
    return (
        Conclusion.objects.filter(state__in=(ConclusionState.CONFIRMED, ConclusionState.ENTERED))
        .exclude(application__applicant=user)
        .select_related("application__object__stake_in", "buyer", "document", "confirmed_by", "entered_by")
    )
