"""Updates that leave a row's keys alone."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models


class KeepsKeys(models.Model):
    """Saving names no unique column whose value has not changed since the row was read.

    Where a table has a trigger before updates, PostgreSQL goes by the columns that the statement names: one unique
    column among them, and the row is locked against every reference to it until commit. References are checked at
    commit, by whoever has the journal's head by then, and the holder of the row may be waiting for that head.
    """

    _keys_as_read: dict[str, Any]

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:  # type: ignore[override]
        row = super().from_db(db, field_names, values)
        row._note_keys()
        return row

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._note_keys()

    def save(self, **kwargs: Any) -> None:
        read: dict[str, Any] | None = getattr(self, "_keys_as_read", None)
        if read is not None and kwargs.get("update_fields") is None and not kwargs.get("force_insert"):
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if field.attname not in read or getattr(self, field.attname) != read[field.attname]
            ]
        super().save(**kwargs)
        if read is not None:
            self._note_keys()

    def _note_keys(self) -> None:
        self._keys_as_read = {
            field.attname: self.__dict__[field.attname]
            for field in self._meta.concrete_fields
            if field.unique and field.attname in self.__dict__
        }
