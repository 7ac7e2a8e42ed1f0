"""Which party of the registry a file speaks of: by number or by a remembered record, never by name."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import slugify

from registry.exchange.bods.terms import OURS, Left, PartyFact, Problem
from registry.models import Party, PartyIdentifier

Number = tuple[str, str]


def remembered(fact: PartyFact) -> Number:
    """The number under which the record itself is remembered: ids of records are one publisher's."""
    if fact.publisher:
        return f"bods:{fact.publisher}", fact.record
    return "bods-statement", fact.statement


def numbers(fact: PartyFact) -> tuple[Number, ...]:
    """All numbers to be kept of a party; our own files name it by its key."""
    own = () if fact.publisher == OURS and fact.key else (remembered(fact),)
    return tuple(dict.fromkeys((*fact.identifiers, *own)))


@dataclass(slots=True)
class Matches:
    """The registry's parties that a file's parties are, and who among the rest is one party twice."""

    parties: dict[str, Party] = field(default_factory=dict)
    by_record: set[str] = field(default_factory=set)
    """Records that a former import brought, or that this registry wrote: they may be updated from the file."""
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, facts: Iterable[PartyFact]) -> "Matches":
        listed = list(facts)
        found = cls()
        keys = {party.key: party for party in _in(Party, "key", {fact.key for fact in listed})}
        bins = {
            party.identifier: party for party in _in(Party, "identifier", {fact.number for fact in listed})
        }
        kept = _kept({number for fact in listed for number in numbers(fact)})
        for fact in listed:
            found._match(fact, keys, bins, kept)
        return found

    def _match(
        self, fact: PartyFact, keys: dict[str, Party], bins: dict[str, Party], kept: dict[Number, Party]
    ) -> None:
        known = [keys.get(fact.key), bins.get(fact.number), *(kept.get(each) for each in numbers(fact))]
        parties = {party.pk: party for party in known if party is not None}
        if len(parties) > 1:
            names = ", ".join(sorted(party.key for party in parties.values()))
            self.problems.append(Problem(fact.statement, "party_conflict", {"keys": names}))
            return
        for party in parties.values():
            if party.kind != fact.kind:
                values = {"key": party.key, "kind": party.get_kind_display()}
                self.problems.append(Problem(fact.statement, "kind_conflict", values))
                return
            self.parties[fact.record] = party
            if fact.key == party.key or kept.get(remembered(fact)) is not None:
                self.by_record.add(fact.record)


def _in(model: type[Party], column: str, values: set[str]) -> list[Party]:
    values.discard("")
    wanted = sorted(values)
    return [
        party
        for start in range(0, len(wanted), 500)
        for party in model.objects.filter(**{f"{column}__in": wanted[start : start + 500]})
    ]


def _kept(wanted: set[Number]) -> dict[Number, Party]:
    values = sorted({value for _scheme, value in wanted})
    rows = (
        row
        for start in range(0, len(values), 500)
        for row in PartyIdentifier.objects.filter(value__in=values[start : start + 500]).select_related(
            "party"
        )
    )
    return {(row.scheme, row.value): row.party for row in rows if (row.scheme, row.value) in wanted}


def new_key(fact: PartyFact) -> str:
    """The key of a new party: its own in our files, its number, else its name with a mark of the record."""
    if fact.key:
        return fact.key
    if fact.number:
        return f"BIN-{fact.number}" if fact.kind != "individual" else f"IIN-{fact.number}"
    mark = hashlib.sha256("|".join(remembered(fact)).encode()).hexdigest()[:8]
    return f"{slugify(fact.name)[:40].strip('-') or fact.kind}-{mark}".upper()


def describe(party: Party, fact: PartyFact, *, may_replace: bool) -> tuple[bool, list[Left]]:
    """Put what the file says into the row: whether anything changed, and what differs and stays.

    Where the party is known by its number alone, the registry's word stands and only gaps are filled.
    """
    changed, differs = False, []
    for name, value in _values(fact).items():
        before = getattr(party, name)
        if before == value or (not value and not party._state.adding):
            continue
        if party._state.adding or may_replace or not before:
            setattr(party, name, value)
            changed = True
        else:
            label = str(Party._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            differs.append(Left(fact.statement, "differs", {"party": party.name, "field": label}))
    return changed or party._state.adding, differs


def _values(fact: PartyFact) -> dict[str, object]:
    return {
        "name_en": fact.names[0], "name_ru": fact.names[1], "name_kk": fact.names[2], "country": fact.country,
        "citizenships": list(fact.citizenships), "identifier": fact.number, "stateless": fact.stateless,
        "state_body": fact.state_body, "listed": fact.listed, "register_complete": fact.complete,
        "illustrative": fact.illustrative, "note": fact.note,
    }  # fmt: skip
