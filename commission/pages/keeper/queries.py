"""What a keeper reads of cases: confirmed contracts, and nothing else of the file."""

from django.db.models import Q, QuerySet

from commission.models import Conclusion
from commission.models.conclusion import ConclusionState
from commission.states import State
from registry.models import User


def contracts_for(user: User) -> QuerySet[Conclusion]:
    """Contracts that the desk has confirmed, while their permission stands, but of the person's own applications."""
    waiting = Q(state=ConclusionState.CONFIRMED, application__state=State.AWAITING_CONCLUSION)
    return (
        Conclusion.objects.filter(waiting | Q(state=ConclusionState.ENTERED))
        .exclude(application__applicant=user)
        .select_related("application__object__stake_in", "buyer", "document", "confirmed_by", "entered_by")
    )
