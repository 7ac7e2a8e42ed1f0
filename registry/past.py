"""The registry as it was recorded by some moment in the past, for whoever has to say what was known then.

History keeps every version of a row. The rows that have changed since are put back inside a transaction that is
always rolled back: whatever reads the registry meanwhile, in whatever way, reads it as it was, and nothing is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Min
from django.utils import timezone


def tracked() -> list[type[models.Model]]:
    """Every model whose versions are kept."""
    return [model for model in apps.get_models() if hasattr(model._meta, "simple_history_manager_attribute")]


def known_by(day: date) -> datetime:
    """The end of the day, or of the first day on which anything was recorded: before it there is nothing to know.

    The answer for a past day is the same on every later day.
    """
    first = [_history(model).aggregate(first=Min("history_date"))["first"] for model in tracked()]
    beginning = [timezone.localdate(moment) for moment in first if moment is not None]
    last = max([day, *([min(beginning)] if beginning else [])])
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))


@contextmanager
def as_recorded(moment: datetime) -> Iterator[None]:
    """Inside, the database holds what had been recorded before `moment`; afterwards it is as it was.

    Rows of which no history is kept stay as they are. Writes made inside are undone as well.
    """
    with transaction.atomic():
        try:
            versions = {model: _versions(model, moment) for model in tracked()}
            # All changed rows leave before the first version returns: numbers that moved from one row to another
            # would collide otherwise. References are checked at the end of a transaction that never ends well.
            for model in versions:
                rows = model._default_manager.filter(pk__in=_changed(model, moment))
                rows._raw_delete(rows.db)
            for model, earlier in versions.items():
                model._default_manager.bulk_create(earlier, batch_size=500)
            yield
        finally:
            transaction.set_rollback(True)


def _history(model: type[models.Model]) -> Any:
    return model.history.model._default_manager  # type: ignore[attr-defined]


def _changed(model: type[models.Model], moment: datetime) -> Any:
    """Ids of the rows changed at or after the moment, as a subquery."""
    return _history(model).filter(history_date__gte=moment).values(model._meta.pk.attname)


def _versions(model: type[models.Model], moment: datetime) -> list[models.Model]:
    """What the rows that have changed since were before the moment, those of them that existed."""
    key = model._meta.pk.attname
    earlier = _history(model).filter(**{f"{key}__in": _changed(model, moment)}, history_date__lt=moment)
    last = {getattr(record, key): record for record in earlier.order_by("history_date", "history_id")}
    return [_row(model, last[pk]) for pk in sorted(last) if last[pk].history_type != "-"]


def _row(model: type[models.Model], record: Any) -> models.Model:
    """The row of a version. Columns that history leaves out are derived ones: they come out empty."""
    return model(
        **{
            field.attname: getattr(record, field.attname)
            for field in model._meta.concrete_fields
            if hasattr(record, field.attname)
        }
    )
