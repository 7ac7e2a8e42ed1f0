"""The registry's outbox consumed: what a change can reach is computed anew, and its objects are looked at again."""

from django.utils import timezone

from commission import jobs
from commission.jobs import Claim
from commission.models import Job
from commission.models.job import JobState
from commission.services.alerts import raise_alerts
from registry.journal.writing import act
from registry.models import RegistryChange, StrategicObject
from registry.sweeping.runs import sweep_part

MOST_CHANGES = 1000
"""Handled by one job; what is left is the next one's."""


def queue_recheck() -> Job | None:
    """A job for the changes nobody has looked at, unless one is under way; None where there is nothing to do."""
    waiting = RegistryChange.objects.filter(handled_at__isnull=True).order_by("pk")
    first = waiting.values_list("pk", flat=True).first()
    if (
        first is None
        or Job.objects.filter(kind="recheck", state__in=(JobState.WAITING, JobState.RUNNING)).exists()
    ):
        return None
    last = waiting.values_list("pk", flat=True).last()
    return jobs.enqueue(key=f"recheck:{first}-{last}", kind="recheck", subject=f"{first}-{last}")


def run_recheck(claim: Claim) -> None:
    """Stored values of all that the changes reach, and alerts for the objects there: one transaction.

    Whatever commits later finds its own job: rows are marked one by one, not up to a number.
    """
    today = timezone.localdate()
    with act(by=None) as acting, jobs.finishing(claim):
        changes = list(
            RegistryChange.objects.select_for_update(no_key=True, of=("self",))
            .filter(handled_at__isnull=True)
            .order_by("pk")[:MOST_CHANGES]
        )
        if not changes:
            return
        touched = {party_id for change in changes if (party_id := _party(change)) is not None}
        swept = sweep_part(touched, as_of=today)
        named = {change.object_id for change in changes if change.object_id is not None}
        raised = raise_alerts(object_ids=_objects(swept.reached, named), as_of=today)
        RegistryChange.objects.filter(pk__in=[change.pk for change in changes]).update(
            handled_at=timezone.now()
        )
        acting.record(
            "registry.recheck",
            f"job:{claim.job_id}",
            changes=len(changes),
            moved=len(swept.moves),
            alerts=[alert.pk for alert in raised],
        )


def _party(change: RegistryChange) -> int | None:
    """Where to start; of a party that was removed only its number is left."""
    return change.row_id if change.model == "party" else change.company_id


def _objects(reached: frozenset[int], named: set[int]) -> list[int]:
    """Objects named by a change, and those whose companies, owners or operators it reached."""
    rows = StrategicObject.objects.order_by("code").prefetch_related("titles", "links")
    return [row.pk for row in rows if row.pk in named or not reached.isdisjoint(_parties(row))]


def _parties(row: StrategicObject) -> set[int]:
    """Of any date: an object looked at in vain does no harm."""
    owners = {title.owner_id for title in row.titles.all()}
    operators = {link.a_id for link in row.links.all()}
    return owners | operators | ({row.stake_in_id} if row.stake_in_id else set())
