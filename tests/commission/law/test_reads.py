"""Unknown is never clear: each fact that a check reads, made unknown, takes its clear away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from commission.law.check import CHECKS, run
from commission.law.facts import (
    Confirmation,
    Consent,
    Contract,
    Facts,
    ListEdition,
    Names,
    Opinion,
    Ownership,
    Paper,
    Peer,
    RelatedCase,
    Row,
    Statement,
)
from commission.states import Answer, Kind, Outcome, SaleMode, Stated
from registry.ownership.terms import Kind as PartyKind
from registry.ownership.terms import Link, LinkType, Party
from tests.commission.law.builders import company, facts, person, sale, stake, thing

NETWORK = {
    "trunk_line": True,
    "long_distance_operator": True,
    "international_operator": True,
    "land_lines": True,
}
OPEN = tuple(
    Confirmation(table, date(2026, 1, 1), "Keeper")
    for table in ("property_limits", "trade_restrictions", "other_limits", "low_tax", "contracts")
)
ROWS = (
    Row("trade_restrictions", Names("Ore"), "Act", goods=("2603",)),
    Row("low_tax", Names("Islands"), "Order", country="VG"),
    Row("alert_levels", Names("Level"), "Policy", most=Fraction(9, 10), ban=False),
    *(Row("openness", Names(a), "Act", ban=False, aspect=a) for a in ("deciders", "grounds", "published")),
)
STATED = tuple(
    Statement(fact, fact not in (Stated.CONTROL_CENTRE_MOVES, Stated.FOREIGN_PRINT), "1") for fact in Stated
)


def settled(**known: Any) -> Facts:
    """Everything known, everybody a resident: SELLER sells 5 % of the 60 % in T to BUYER; T operates its line."""
    parties = [company("T", complete=True), *(person(id) for id in ("SELLER", "R", "BUYER")), PLACE]
    values: dict[str, Any] = {
        "control_centre": "KZ", "conformity": True, "trades": False, "print_distribution": False,
        "underlying_category": "trunk_communication_line",
    }  # fmt: skip
    made = facts(
        parties,
        [stake("SELLER", "T", "60 %"), stake("R", "T", "40 %")],
        object=thing(**(values | NETWORK | known)),
        deal=sale("5.1 %", price=Fraction(9), valuation=Fraction(9), contract_date=date(2026, 3, 1)),
        links=[Link(LinkType.OPERATES, "T", PLACE.id)],
    )
    return replace(
        made,
        object=replace(made.object, editions=(ListEdition("B", "Act", date(2020, 1, 1)),)),
        rows=ROWS,
        confirmations=OPEN,
        statements=STATED,
        papers=(Paper(1, "D1", "public"),),
        opinions=(Opinion("communications", Answer.NO_OBJECTION),),
        consents=(Consent("competition", "1", date(2026, 1, 1)),),
        contracts=(Contract("1", Names("Area"), ("T",), Fraction(1)),),
        peers=(Peer("SO-B-900", Names("One"), ("T",)), Peer("SO-B-901", Names("Two"), ("R",))),
        parties=tuple(
            replace(party, identifier="970540000107") for party in made.parties if party.id != "SO-B-900"
        )[:1],
    )


PLACE = Party("SO-B-900", PartyKind.OBJECT)


def _deal(**more: Any) -> Callable[[Facts], Facts]:
    return lambda given: replace(given, deal=replace(given.deal, **more))  # type: ignore[type-var]


def _object(**more: Any) -> Callable[[Facts], Facts]:
    return lambda given: replace(given, object=replace(given.object, **more))


def _without(field: str, wanted: Callable[[Any], bool]) -> Callable[[Facts], Facts]:
    return lambda given: replace(
        given, **{field: tuple(one for one in getattr(given, field) if not wanted(one))}
    )


def _no_table(name: str) -> Callable[[Facts], Facts]:
    def forget(given: Facts) -> Facts:
        given = _without("rows", lambda row: row.table == name)(given)
        return _without("confirmations", lambda one: one.table == name)(given)

    return forget


def _case(**more: Any) -> Callable[[Facts], Facts]:
    values: dict[str, Any] = {
        "acquirer": "BUYER",
        "share": Fraction(1, 100),
        "filed_on": date(2025, 9, 1),
    } | more
    case = RelatedCase("C-1", values.pop("state", "in_monitoring"), "SO-B-901", "T", **values)
    return lambda given: replace(given, related=(case,))


def _no_operator(given: Facts) -> Facts:
    return replace(given, ownership=replace(given.ownership, links=()))


UNKNOWN: dict[str, Callable[[Facts], Facts]] = {
    **{f"object.{name}": _object(**{name: None}) for name in (
        "listed", "control_centre", "conformity", "trades", "subsoil_right"
    )},
    **{f"stated.{fact}": _without("statements", lambda one, fact=fact: one.fact is fact) for fact in Stated},
    **{f"table.{name}": _no_table(name) for name in (
        "property_limits", "trade_restrictions", "other_limits", "low_tax", "alert_levels", "openness", "contracts"
    )},
    **{f"deal.{name}": _deal(**{name: None}) for name in (
        "kind", "mode", "share", "acquirer", "price", "valuation"
    )},
    **{f"consent.{name}": _without("consents", lambda one, name=name: one.check_id == name) for name in (
        "competition", "subsoil"
    )},
    "opinion.communications": _without("opinions", lambda one: one.body == "communications"),
    "operator": _no_operator,
    "contracts": lambda given: replace(given, contracts=()),
    "peers": lambda given: replace(given, peers=None),
    "papers": lambda given: replace(given, papers=None),
    "papers.marking": lambda given: replace(given, papers=(Paper(1, "D1", ""),)),
    "related.state": _case(state="closed"),
    "related.acquirer": _case(acquirer=None),
    "identifier": lambda given: replace(
        given, parties=tuple(replace(party, identifier="") for party in given.parties)
    ),
    "no_subsoil_right": _object(subsoil_right=None),
    "encumbrance": _deal(kind=None),
    "alienation": _deal(kind=None),
    "print_distribution": _object(print_distribution=None, underlying_category="postal_network"),
    **{name: _object(**{name: None}) for name in (*NETWORK, "media_owner", "subsoil_right")},
}  # fmt: skip


def _clear(check_id: str) -> Facts:
    """Facts on which the check is clear and looks at everything that it reads."""
    given = settled(trunk_line=True)
    match check_id:
        case "scope":
            return given
        case "disclosure" | "identities":
            return given
        case "media_20" | "foreign_print":
            given = _object(media_owner=True)(given)
            spread = Statement(Stated.FOREIGN_PRINT, True)
            others = tuple(one for one in given.statements if one.fact is not Stated.FOREIGN_PRINT)
            return replace(given, statements=(*others, spread))
        case "concentration":
            return _object(subsoil_right=True)(given)
        case "linked_consents":
            given = _object(subsoil_right=True)(given)
            return replace(given, consents=(*given.consents, Consent("subsoil", "2", date(2026, 1, 1))))
        case "auction_bar":
            return _deal(mode=SaleMode.AUCTION)(given)
        case "contract_terms":
            return _deal(kind=Kind.PLEDGE)(given)
    return given


# A network is one by any of its marks, so each of them alone may be unknown; both operator marks likewise.
ENOUGH_BESIDE = {
    "trunk_line",
    "long_distance_operator",
    "international_operator",
    "land_lines",
    "media_owner",
}
NEVER_CLEAR = {"priority_right"}
READS = [(check.id, name) for check in CHECKS.values() for name in check.reads]


@pytest.mark.parametrize("check_id", sorted(CHECKS))
def test_every_check_says_what_it_reads_and_is_clear_when_all_is_known(check_id: str):
    assert CHECKS[check_id].reads
    outcome = run(check_id, _clear(check_id)).outcome
    assert outcome is (Outcome.ATTENTION if check_id in NEVER_CLEAR else Outcome.CLEAR)


@pytest.mark.parametrize(("check_id", "name"), READS)
def test_an_unknown_fact_is_never_clear(check_id: str, name: str):
    given = _clear(check_id)
    if name in ENOUGH_BESIDE:
        only = {mark: mark == name for mark in (*NETWORK, "media_owner")}
        if check_id == "operator_49":
            only |= {
                "land_lines": True,
                "long_distance_operator": name == "land_lines" or only["long_distance_operator"],
            }
        given = replace(given, object=replace(given.object, **only))
    if name == "print_distribution":
        given = _object(media_owner=False)(given)
    if (check_id, name) == ("linked_consents", "object.subsoil_right"):
        given = UNKNOWN["consent.subsoil"](given)
    assert run(check_id, UNKNOWN[name](given)).outcome not in (Outcome.CLEAR, Outcome.NOT_APPLICABLE)


BY_OWNERSHIP = (
    "foreign_participation",
    "trunk_oversight",
    "media_20",
    "operator_49",
    "trunk_operation",
    "operator_10",
)


@pytest.mark.parametrize("check_id", BY_OWNERSHIP)
def test_an_unknown_holder_of_the_target_is_never_clear_where_ownership_is_read(check_id: str):
    """Of T 60 % are not declared any more, and SELLER has the other 40 %."""
    given = _clear(check_id)
    parties = tuple(replace(p, complete=False) if p.id == "T" else p for p in given.ownership.parties)
    open_register = Ownership(parties, (stake("SELLER", "T", "40 %"),), given.ownership.links)
    assert run(check_id, replace(given, ownership=open_register)).outcome is Outcome.UNDETERMINED


def test_the_names_of_facts_have_each_one_way_to_be_unknown():
    assert {name for _, name in READS} <= set(UNKNOWN)
