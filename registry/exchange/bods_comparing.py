"""Interests declared to be indirect, beside what the registry's network computes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from registry.exchange.bods.terms import VOTES, Declared
from registry.models import Party
from registry.networks import neighbourhood
from registry.ownership.control import Control
from registry.ownership.measures import Measures, measure
from registry.ownership.terms import Basis, Range, RefusedData
from registry.ownership.who import holder

AGREES, POSSIBLE, DIFFERS, NOT_COMPUTED = "agrees", "possible", "differs", "not_computed"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One declared result: what the file says, what M (or control) comes to, and whether they fit."""

    statement: str
    owner: str
    company: str
    interest: str
    declared: Range | None
    computed: Range | None
    control: str
    verdict: str


def compare(declared: Iterable[Declared], rows: Mapping[str, Party]) -> Iterator[Comparison]:
    """Each declared indirect interest with the computed one as of today: the declared one never becomes an arc."""
    for each in declared:
        owner, company = rows[each.owner], rows[each.company]
        found = _measured(owner, company, each.interest)
        yield Comparison(
            each.statement, owner.key, company.key, each.interest, each.share,
            found.m if found else None, str(found.target_controlled) if found else "",
            _verdict(each, found),
        )  # fmt: skip


def _measured(owner: Party, company: Party, interest: str) -> Measures | None:
    try:
        network = neighbourhood({owner.pk, company.pk}, as_of=timezone.localdate()).network
        basis = Basis.VOTES if interest == VOTES else Basis.CAPITAL
        return measure(network.on(timezone.localdate(), basis), company.key, holder(owner.key))
    except RefusedData:
        return None


def _verdict(declared: Declared, found: Measures | None) -> str:
    if found is None:
        return NOT_COMPUTED
    if declared.share is None:
        return {Control.CERTAIN: AGREES, Control.POSSIBLE: POSSIBLE}.get(found.target_controlled, DIFFERS)
    said, computed = declared.share, found.m
    if said == computed:
        return AGREES
    return POSSIBLE if said.low <= computed.high and computed.low <= said.high else DIFFERS
