"""A synthetic register in the real tables, to measure with: every row illustrative, none with a history."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pycountry
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from registry.models import Holding, Party, StrategicObject
from registry.sweeping.copying import Column, write_table

SOURCE = "synthetic register"
_MILLION = 1_000_000
_NO_CITIZENSHIPS = b"\x01[]"  # jsonb: version 1, then its text
_YES, _NO = b"\x01", b"\x00"


@dataclass(frozen=True)
class Register:
    """Arrays of a register: holder, company and share of each arc; whether a node is a company, and its country.

    Country 0 is Kazakhstan, every other number one foreign country.
    """

    src: NDArray[np.int32]
    dst: NDArray[np.int32]
    w: NDArray[np.float64]
    is_company: NDArray[np.bool_]
    country: NDArray[np.int16]

    @classmethod
    def read(cls, path: Any) -> "Register":
        """From an .npz file. OSError, ValueError or KeyError where it is none, or lacks an array."""
        with np.load(path) as file:
            return cls(*(file[name] for name in ("src", "dst", "w", "is_company", "country")))


def load_register(
    register: Register, *, add: bool = False, note: Callable[[str], None] = lambda _text: None
) -> tuple[int, int]:
    """Fill Party and Holding by binary COPY; returns how many of each. PostgreSQL only.

    ValidationError where the registry holds anything already and `add` does not allow it: synthetic rows among real
    ones cannot be told apart afterwards by anybody who does not know.
    """
    if connection.vendor != "postgresql":
        raise ValidationError(_("A synthetic register is loaded into PostgreSQL only: set DATABASE_URL."))
    if not add and (Party.objects.exists() or StrategicObject.objects.exists()):
        raise ValidationError(
            _("This database holds a registry already. Nothing was loaded."), code="not_empty"
        )
    with transaction.atomic():
        base = 1 + (Party.objects.aggregate(last=models.Max("pk"))["last"] or 0)
        with _without_indexes(Holding, note), _without_indexes(Party, note):
            _load_parties(register, base)
            note(f"{register.is_company.size} parties")
            _load_holdings(register, base)
            note(f"{register.src.size} holdings")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('registry_party', 'id'), %s)",
                [base + register.is_company.size],
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE registry_party, registry_holding")
    return register.is_company.size, register.src.size


def _load_parties(register: Register, base: int) -> None:
    """Companies and persons apart: within each, every row of the COPY stream has one length."""
    ids = base + np.arange(register.is_company.size)
    codes = _country_codes()
    for kind, name, which in (
        (b"entity", b"Synthetic company ", register.is_company),
        (b"individual", b"Synthetic person ", ~register.is_company),
    ):
        mine = ids[which]
        number = np.char.zfill(mine.astype("S12"), 12)
        title = np.char.add(name, number)
        columns: dict[str, Column] = {
            "id": mine.astype(np.int64), "key": np.char.add(b"SYN", number), "kind": kind,
            "country": codes[register.country[which] % len(codes)], "citizenships": _NO_CITIZENSHIPS,
            "stateless": _NO, "identifier": b"", "state_body": _NO, "listed": _NO, "register_complete": _NO,
            "illustrative": _YES, "note": b"", "name_en": title, "name_ru": b"", "name_kk": b"",
            "search": np.char.lower(title),
        }  # fmt: skip
        write_table("registry_party", columns, mine.size)


def _load_holdings(register: Register, base: int) -> None:
    shares = np.floor(register.w * _MILLION + 1e-3).astype(np.int64)
    million = _MILLION.to_bytes(8, "big")
    columns: dict[str, Any] = {
        "owner_id": base + register.src.astype(np.int64),
        "company_id": base + register.dst.astype(np.int64),
    }
    for measure in ("votes_min", "votes_max", "capital_min", "capital_max"):
        columns |= {f"{measure}_num": shares, f"{measure}_den": million}
    columns |= {
        "on_behalf_of_id": None, "nominee": _NO, "valid_from": None, "valid_to": None, "source": SOURCE.encode(),
        "illustrative": _YES, "note": b"",
    }  # fmt: skip
    write_table("registry_holding", columns, shares.size)


def _country_codes() -> NDArray[np.bytes_]:
    """Kazakhstan, then every other country in the order of codes."""
    others = sorted(country.alpha_2 for country in pycountry.countries if country.alpha_2 != "KZ")
    return np.array(["KZ", *others], dtype="S2")


@contextmanager
def _without_indexes(model: type[models.Model], note: Callable[[str], None]) -> Iterator[None]:
    """Take the table's foreign keys and indexes away and build them again at the end: many times faster.

    All inside the caller's transaction: if anything fails, they were never gone.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        # What refers to this table's keys goes first, and comes back last.
        cursor.execute(
            "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
            " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,"
            " pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = %s::regclass"
            " AND contype = 'f'",
            [table],
        )
        keys = cursor.fetchall()
        cursor.execute(
            "SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index i"
            " WHERE indrelid = %s::regclass AND NOT EXISTS"
            " (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)",
            [table],
        )
        indexes = cursor.fetchall()
        for drop, _add in (*keys, *indexes):
            cursor.execute(drop)
        yield
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _drop, add in (*indexes, *keys):
            cursor.execute(add)
        note(f"indexes of {table}")
