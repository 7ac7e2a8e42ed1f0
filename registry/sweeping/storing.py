"""Stored values into the database: a whole sweep replaces the table, a part of it changes rows."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connection

from registry.models import OwnershipMove, OwnershipValue, SweepRun
from registry.sweeping.copying import Column, write_table
from registry.sweeping.values import NO_ONE, Values

_TABLE = OwnershipValue._meta.db_table
_FIELDS = [field.name for field in OwnershipValue._meta.concrete_fields if field.name != "party"]
_AT_ONCE = 1000


def replace_all(run: SweepRun, values: Values) -> None:
    """The values of a whole sweep instead of all that were stored; readers see the old ones until the commit."""
    if connection.vendor == "postgresql":
        _copy_and_exchange(run, values)
        return
    OwnershipValue.objects.all().delete()
    OwnershipValue.objects.bulk_create(_rows(run, values), batch_size=_AT_ONCE)


def replace_some(run: SweepRun, values: Values) -> list[OwnershipMove]:
    """The values of a partial sweep; what moved is written down and returned."""
    before = OwnershipValue.objects.in_bulk(values.party.tolist())
    rows = list(_rows(run, values))
    OwnershipValue.objects.bulk_create(
        rows, batch_size=_AT_ONCE, update_conflicts=True, unique_fields=["party"], update_fields=_FIELDS
    )
    moves = [
        OwnershipMove(run=run, party_id=row.party_id, before=old.figures if old else None, after=row.figures)
        for row in rows
        if (old := before.get(row.party_id)) is None or old.figures != row.figures
    ]
    return OwnershipMove.objects.bulk_create(moves, batch_size=_AT_ONCE)


def _rows(run: SweepRun, values: Values) -> Iterator[OwnershipValue]:
    names = [*vars(values)]
    for row in zip(*(getattr(values, name).tolist() for name in names), strict=True):
        fields: dict[str, Any] = dict(zip(names, row, strict=True))
        fields |= {"party_id": fields.pop("party"), "controller_id": fields.pop("controller") or None}
        yield OwnershipValue(run=run, **fields)


def _copy_and_exchange(run: SweepRun, values: Values) -> None:
    """A new table is filled by COPY, indexed, and takes the old one's name: nobody waits but for the last moment."""
    fresh = f"{_TABLE}_fresh"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {fresh} (LIKE {_TABLE} INCLUDING DEFAULTS)")
        for controlled in (False, True):
            some = values.only(np.flatnonzero((values.controller != NO_ONE) == controlled))
            write_table(fresh, _columns(run, some, controlled), some.party.size)
        cursor.execute("SET LOCAL maintenance_work_mem = '128MB'")
        cursor.execute(f"ALTER TABLE {fresh} ADD CONSTRAINT {fresh}_pkey PRIMARY KEY (party_id)")
        cursor.execute(f"DROP TABLE {_TABLE}")
        cursor.execute(f"ALTER TABLE {fresh} RENAME TO {_TABLE}")
        cursor.execute(f"ALTER TABLE {_TABLE} RENAME CONSTRAINT {fresh}_pkey TO {_TABLE}_pkey")


def _columns(run: SweepRun, values: Values, controlled: bool) -> dict[str, Column]:
    """Columns of COPY: a controller in every row, or NULL in every row, so that all rows have one length."""
    columns: dict[str, Column] = dict(vars(values))
    columns["party_id"] = columns.pop("party")
    controller = columns.pop("controller")
    columns["controller_id"] = controller if controlled else None
    return columns | {"run_id": int(run.pk).to_bytes(8, "big")}
