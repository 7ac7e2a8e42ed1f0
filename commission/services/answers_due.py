"""Appeals and questions about a decision whose last day has come or passed: whoever answers is told, once a day due."""

from typing import Any

from django.utils import timezone

from commission import permissions
from commission.models import Appeal, Application, Clarification, Job
from commission.services.letters import holders, letter_key, queue_matter
from commission.states import FINAL
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role

# Kind of the letter -> open matters, and whether the Government office may answer too.
_OPEN: tuple[tuple[str, Any, bool], ...] = (
    ("appeal_due", Appeal.objects.filter(decided_at__isnull=True), False),
    ("clarification_due", Clarification.objects.filter(answered_at__isnull=True), True),
)


def remind_of_answers() -> int:
    """Queue the letters that are not queued yet: how many. A matter has one last day, so each is told of it once."""
    found: dict[str, tuple[str, Application, int, User]] = {}
    for kind, rows, for_government in _OPEN:
        due = rows.filter(due_on__lte=timezone.localdate()).order_by("pk")
        for row in due.select_related("decision__application__officer"):
            application = row.decision.application
            for receiver in _answering(application, for_government):
                found[letter_key(kind, row.pk, receiver)] = (kind, application, row.pk, receiver)
    known = set(Job.objects.filter(key__in=list(found)).values_list("key", flat=True))
    fresh = [told for key, told in found.items() if key not in known]
    if fresh:
        with act(by=None):
            for kind, application, row_id, receiver in fresh:
                queue_matter(kind, application, row_id, to=receiver)
    return len(fresh)


def _answering(application: Application, for_government: bool) -> list[User]:
    people = [application.officer] if application.officer is not None else []
    people += holders(Role.HEAD)
    if for_government and application.state not in FINAL:
        people += holders(Role.GOVERNMENT)
    return [one for one in dict.fromkeys(people) if permissions.may_clarify(application, one)]
