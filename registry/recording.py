"""How a change of the registry is written down: history, outbox and journal, all in the change's own transaction."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from registry.journal.writing import Act
from registry.models import (
    Holding,
    Link,
    ListEntry,
    ObjectFact,
    OperatingRight,
    Party,
    RegistryChange,
    StrategicObject,
    SubsoilContract,
    Title,
    User,
)
from registry.models.history import DOCUMENT_LENGTH
from registry.names import clean_name


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Written:
    """One row as it was before (None: there was none) and as it was written (None: removed)."""

    kind: ChangeKind
    model: type[models.Model]
    pk: int
    label: str
    document: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reached: frozenset[tuple[int | None, int | None]]


_noted: ContextVar[list[Written] | None] = ContextVar("registry_noted", default=None)


@contextmanager
def noting() -> Iterator[list[Written]]:
    """Collect what is written inside, in its order."""
    written: list[Written] = []
    token = _noted.set(written)
    try:
        yield written
    finally:
        _noted.reset(token)


def cited(document: str) -> str:
    """The document a change rests on, cleaned; ValidationError where none is named."""
    document = clean_name(document)
    if not document:
        raise ValidationError(
            _("Name the document this change rests on: kind, number and date."), code="no_document"
        )
    if len(document) > DOCUMENT_LENGTH:
        raise ValidationError(_("Shorten the document's name to 300 characters."), code="long_document")
    return document


def save_recorded(acting: Act, row: models.Model, document: str) -> None:
    """Save `row` with its history and write the change to the outbox and the journal.

    Rows with a `source` keep the document there too: it is the evidence shown beside a chain of ownership.
    """
    kind = ChangeKind.ADDED if row._state.adding else ChangeKind.CHANGED
    was = _stored_row(row) if _noted.get() is not None and kind == ChangeKind.CHANGED else None
    _sign(row, acting.by, document)
    if hasattr(row, "source"):
        row.source = document
    row.save()
    _note(kind, row, row.pk, was, row, document)
    _write_down(acting, row, row.pk, kind, document)


def remove_recorded(acting: Act, row: models.Model, document: str) -> None:
    """Remove `row`, keeping its history; ProtectedError where something still rests on it."""
    pk = row.pk
    was = _stored_row(row) if _noted.get() is not None else None
    _sign(row, acting.by, document)
    row.delete()
    _note(ChangeKind.REMOVED, row, pk, was, None, document)
    _write_down(acting, row, pk, ChangeKind.REMOVED, document)


def keyed_hash(text: str) -> str:
    """A hash nobody can guess names from without the instance's key; equal texts have equal hashes."""
    return salted_hmac("registry.journal", text, algorithm="sha256").hexdigest()


def outbox_row(
    row: models.Model, pk: int, kind: ChangeKind, by: User | None, handled_at: datetime | None = None
) -> RegistryChange:
    """The unsaved outbox row of one change."""
    company, thing = _reaches(row, pk)
    return RegistryChange(
        model=str(row._meta.model_name), row_id=pk, kind=kind, by=by, handled_at=handled_at,
        company_id=company if _still_there(row, kind, Party) else None,
        object_id=thing if _still_there(row, kind, StrategicObject) else None,
    )  # fmt: skip


def _reaches(row: models.Model, pk: int) -> tuple[int | None, int | None]:
    """Ids of the party whose ownership the change may touch and of the object it concerns."""
    match row:
        case Holding():
            return row.company_id, None
        case Party():
            return pk, None
        case Link():
            return row.b_id, row.object_id
        case Title():
            return row.owner_id, row.object_id
        case StrategicObject():
            return row.stake_in_id, pk
        case ListEntry() | ObjectFact() | SubsoilContract():
            return None, row.object_id
        case OperatingRight():
            return row.holder_id, None
    return None, None


def _still_there(row: models.Model, kind: ChangeKind, model: type[models.Model]) -> bool:
    return not (kind == ChangeKind.REMOVED and isinstance(row, model))


def _sign(row: models.Model, by: User | None, document: str) -> None:
    # django-simple-history reads these two from the instance it is about to record.
    setattr(row, "_change_reason", document)  # noqa: B010
    setattr(row, "_history_user", by)  # noqa: B010


def _stored_row(row: models.Model) -> models.Model | None:
    return type(row)._base_manager.filter(pk=row.pk).first()


def _note(
    kind: ChangeKind,
    row: models.Model,
    pk: int,
    was: models.Model | None,
    now: models.Model | None,
    document: str,
) -> None:
    noted = _noted.get()
    if noted is None:
        return
    versions = [one for one in (was, now) if one is not None]
    noted.append(
        Written(
            kind,
            type(row),
            pk,
            str(row),
            document,
            values_of(was) if was is not None else None,
            values_of(now) if now is not None else None,
            frozenset(_reaches(one, pk) for one in versions),
        )
    )


def values_of(row: models.Model) -> dict[str, Any]:
    """What is stored of a row, by column, as JSON would give it back."""
    values: dict[str, Any] = json.loads(_state(row))
    return values


def _write_down(acting: Act, row: models.Model, pk: int, kind: ChangeKind, document: str) -> None:
    outbox_row(row, pk, kind, acting.by).save()
    name = row._meta.model_name
    acting.record(
        f"{name}_{kind}",
        f"{name}:{pk}",
        document=keyed_hash(document),
        state=keyed_hash(_state(row)),
        kind=str(kind),
    )


def _state(row: models.Model) -> str:
    values = {field.attname: _plain(getattr(row, field.attname)) for field in _stored(row)}
    return json.dumps(values, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)


def _stored(row: models.Model) -> "Iterable[models.Field[Any, Any]]":
    # The search column is derived, the key is the journal's subject already (and gone after a removal).
    return (field for field in row._meta.concrete_fields if field.name not in {"search", "id"})


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Choices) else value
