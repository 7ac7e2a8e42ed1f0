"""Numbers of applications: C-2026-00042."""

from django.utils import timezone

from commission.models import ReferenceCounter


def next_reference() -> str:
    """The next number of this year; call inside the transaction that uses it."""
    year = timezone.localdate().year
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update(no_key=True).get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"C-{year}-{counter.last:05d}"
