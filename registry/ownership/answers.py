"""Answering a case in the shape of its schema: rationals as text in lowest terms, bounds as min and max."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from registry.ownership.cases import Ask, Case
from registry.ownership.control import ultimate_controllers
from registry.ownership.groups import group, group_of, operators
from registry.ownership.measures import (
    Measures,
    Verdict,
    country_shares,
    foreigners,
    holder,
    lookthrough,
    measure,
    verdict,
    worse,
)
from registry.ownership.network import Network
from registry.ownership.overlay import apply
from registry.ownership.terms import DataError, Range, RefusedData
from registry.ownership.view import View

Answer = dict[str, Any]


def answer(case: Case) -> Answer:
    """The case's result: one, or before and after, or one for each date; or the reasons for refusing it."""
    try:
        network = case.network()
        if case.ask.dates:
            return {day.isoformat(): _changes(case, network, day) for day in case.ask.dates}
        return _changes(case, network, case.as_of)
    except RefusedData as refused:
        return {"errors": [_error(error) for error in refused.errors]}


def _changes(case: Case, network: Network, day: Any) -> Answer:
    before = _result(network.on(day, case.basis), case.target, case.ask)
    if case.transaction is None:
        return before
    changed = apply(network, case.transaction, as_of=day)
    return {"before": before, "after": _result(changed.on(day, case.basis), case.target, case.ask)}


def _result(view: View, target: str, ask: Ask) -> Answer:
    """`foreign` and exactly the parts asked for."""
    foreign = measure(view, target, foreigners())
    found: Answer = {"foreign": _measures(foreign)}
    if ask.holders:
        found["holders"] = {id: _measures(measure(view, target, holder(id))) for id in ask.holders}
    if ask.countries:
        found["by_country"] = {code: _country(view, target, code) for code in ask.countries}
    if ask.lookthrough:
        found["foreign_ultimate_lookthrough"] = _shares(measure(view, target, lookthrough()))
    if ask.groups is not None:
        found["groups"] = [_group(view, target, seed, ask.group_threshold) for seed in ask.groups]
    if ask.ultimate is not None:
        found["ultimate_controller"] = _ultimate(view, ask.ultimate)
    if ask.operators:
        found["operators"] = _operators(view)
    if ask.control_at_half:
        at_half = measure(view, target, foreigners(), half_is_enough=True)
        found["foreign_if_control_at_50_or_more"] = _measures(at_half)
    if ask.threshold is not None:
        found["verdict"] = _verdict(foreign, ask.threshold)
    return found


def _range(share: Range) -> Answer:
    return {"min": str(share.low), "max": str(share.high)}


def _shares(found: Measures) -> Answer:
    return {"M": _range(found.m), "K": _range(found.k), "C": _range(found.c)}


def _measures(found: Measures) -> Answer:
    return _shares(found) | {
        "target_controlled": str(found.target_controlled),
        "controlled_entities_certain": list(found.certain),
        "controlled_entities_possible": list(found.possible),
    }


def _readings(found: Measures, limit: Fraction) -> dict[str, Verdict]:
    return {"M": verdict(found.m, limit), "K": verdict(found.k, limit), "C": verdict(found.c, limit)}


def _verdict(found: Measures, limit: Fraction) -> Answer:
    readings = _readings(found, limit)
    decides = worse((readings["M"], readings["K"]))
    return _words(readings) | {"decides_max_of_M_and_K": str(decides), "threshold": str(limit)}


def _words(readings: Mapping[str, Verdict]) -> Answer:
    return {name: str(reading) for name, reading in readings.items()}


def _country(view: View, target: str, code: str) -> Answer:
    """First hit and affiliates as one number each: what is known for certain."""
    shares = country_shares(view, target, code)
    return {
        "M_first_hit": str(shares.first_hit.low),
        "K": _range(shares.k),
        "C": _range(shares.c),
        "M_through_everything": _range(shares.through_everything),
        "target_controlled": str(shares.target_controlled),
        "A10": str(shares.affiliates.low),
    }


def _group(view: View, target: str, seed: tuple[str, ...], limit: Fraction | None) -> Answer:
    members = group_of(view, seed)
    found = measure(view, target, group(view, seed))
    direct = view.registers[target].votes_of(set(members))
    result: Answer = {
        "seed": list(seed),
        "members": list(members),
        "direct_votes": str(direct.low),
    } | _shares(found)
    if limit is not None:
        result["verdict"] = _words(_readings(found, limit))
    return result


def _ultimate(view: View, companies: tuple[str, ...]) -> Answer:
    unknown = [DataError("unknown_party", party=id) for id in companies if id not in view.parties]
    if unknown:
        raise RefusedData(unknown)
    tops = ultimate_controllers(view, companies)
    return {
        company: {"controller": top.controller, "ring_without_outside_controller": top.ring}
        for company, top in tops.items()
    }


def _operators(view: View) -> list[Answer]:
    return [
        {
            "operator": each.operator,
            "object": each.object,
            "status": str(each.standing),
            "M_in_operator": str(each.m.low),
        }
        for each in operators(view)
    ]


def _error(error: DataError) -> Answer:
    """Only what is known about the error; a sum is exact."""
    parts = {
        "code": error.code,
        "company": error.company,
        "party": error.party,
        "sum": None if error.sum is None else str(error.sum),
        "detail": error.detail or None,
    }
    return {name: part for name, part in parts.items() if part is not None}
