"""Figures of a finding as JSON: every value says what it is, so that the page can write it in its language."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from commission.law.codec import exact
from commission.law.facts import Facts
from registry.ownership.terms import DataError, Range, RefusedData

Figure = Mapping[str, Any]


def share(value: Range | Fraction) -> dict[str, Any]:
    """A share of one, or a range of shares."""
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    return {"share": [exact(low), exact(high)]}


def party(facts: Facts, id: str) -> dict[str, Any]:
    """A party with its names, so that a stored finding can be shown without the registry."""
    en, ru, kk = facts.names_of(id)
    return {"party": id, "en": en, "ru": ru, "kk": kk}


def parties(facts: Facts, ids: Iterable[str]) -> dict[str, Any]:
    return {"list": [party(facts, id) for id in ids]}


def terms(names: Iterable[str]) -> dict[str, Any]:
    """Words of wording.TERMS."""
    return {"list": [{"term": name} for name in dict.fromkeys(names)]}


def term(name: str) -> dict[str, Any]:
    return {"term": name}


def texts(values: Iterable[str]) -> dict[str, Any]:
    return {"list": [{"text": value} for value in values]}


def text(value: str) -> dict[str, Any]:
    return {"text": value}


def day(value: date) -> dict[str, Any]:
    return {"date": value.isoformat()}


def number(value: Fraction) -> dict[str, Any]:
    return {"number": exact(value)}


def phrase(message: str, **values: Figure) -> dict[str, Any]:
    """A marked sentence or term with placeholders of its own."""
    return {"phrase": message, "values": values}


def problems(facts: Facts, refused: RefusedData) -> dict[str, Any]:
    """The reasons for which data were refused."""
    return {"list": [_problem(facts, error) for error in refused.errors]}


def _problem(facts: Facts, error: DataError) -> dict[str, Any]:
    values: dict[str, Any] = {"code": text(error.code)}
    for name, id in (("company", error.company), ("party", error.party)):
        values[name] = text("?") if id is None else party(facts, id)
    if error.sum is not None:
        values["sum"] = share(error.sum)
    return phrase(f"problem.{error.code}", **values)
