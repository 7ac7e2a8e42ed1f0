"""Exact shares in the database."""

from fractions import Fraction
from typing import Any

from django.db import models


class ShareField(models.CharField):
    """A share of one as an exact fraction, stored as text in lowest terms ('1/10'); the Python value is a Fraction."""

    # What django-stubs reads: a Fraction goes in and comes out (None where the column allows it).
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Fraction | None:
        return None if value in (None, "") else Fraction(value)

    def to_python(self, value: Any) -> Fraction | None:
        return None if value in (None, "") else Fraction(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value in (None, "") else str(Fraction(value))
