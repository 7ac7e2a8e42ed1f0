"""Whether the process lives, and whether it can do its work."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from commission.models import Job
from commission.models.job import JobState

# Work that has waited this long means that no worker or no sweeper is running.
_STUCK = timedelta(minutes=2)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and the queue moves, else 503; names nothing confidential."""
    try:
        stuck = _queue_stuck()
    except DatabaseError:
        return JsonResponse({"database": False}, status=503)
    return JsonResponse({"database": True, "queue": not stuck}, status=503 if stuck else 200)


def _queue_stuck() -> bool:
    return Job.objects.filter(
        state__in=(JobState.WAITING, JobState.RUNNING), run_after__lt=timezone.now() - _STUCK
    ).exists()
