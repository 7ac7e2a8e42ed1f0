"""Conflicts of interest that the system proposes: a member's own entries against everybody above buyer and seller.

It proposes and decides nothing. The Republic as an owner is no conflict, nor is the opinion of a member's own body:
only the body itself as a party, as seller or as buyer is.
"""

from dataclasses import dataclass

from django.utils import timezone

from commission.models import AgendaItem, MemberInterest
from commission.states import Interest
from registry.models import Party, StateBody
from registry.models.parties import PartyKind
from registry.names import folded
from registry.networks import neighbourhood


@dataclass(frozen=True, slots=True)
class Conflict:
    """A proposal: `kind` of the interest, whom it concerns, and the role ("applicant", "acquirer", "holder" or
    "owner") of the side; `beside` where it is not the party itself but somebody above it."""

    member_id: int
    kind: str
    name: str
    role: str
    side: str
    beside: bool


@dataclass(frozen=True, slots=True)
class _Side:
    role: str
    name: str
    party_id: int | None


def propose_conflicts(item: AgendaItem) -> list[Conflict]:
    """What the registry and the members' own entries say of every member who sits on the item."""
    sides = _sides(item)
    above = _above(sides)
    members = [seat.member_id for seat in item.seats.all()]
    interests = MemberInterest.objects.filter(member_id__in=members, ended_at__isnull=True)
    found = [
        conflict
        for interest in interests.select_related("party")
        for conflict in _of_interest(interest, sides, above)
    ]
    found += _of_bodies(item, sides, above)
    return sorted(set(found), key=lambda one: (one.member_id, one.role, one.name))


def _sides(item: AgendaItem) -> list[_Side]:
    declared = item.application.declared_parties.all()
    sides = [_Side(party.role, party.name, party.party_id) for party in declared]
    strategic_object = item.application.object
    owners = strategic_object.holders.all() if strategic_object is not None else []
    known = {side.party_id for side in sides}
    return sides + [_Side("owner", owner.name, owner.pk) for owner in owners if owner.pk not in known]


def _above(sides: list[_Side]) -> dict[int, dict[int, Party]]:
    """Everybody above each side's party, by its id; states and undisclosed holders are nobody here."""
    found = {}
    for party_id in {side.party_id for side in sides if side.party_id is not None}:
        whole = neighbourhood([party_id], as_of=timezone.localdate())
        found[party_id] = {
            row.pk: row
            for row in whole.rows.values()
            if row.kind not in (PartyKind.STATE, PartyKind.UNKNOWN) or row.pk == party_id
        }
    return found


def _of_interest(
    interest: MemberInterest, sides: list[_Side], above: dict[int, dict[int, Party]]
) -> list[Conflict]:
    wanted = folded(interest.name)
    found = []
    for side in sides:
        rows = above.get(side.party_id or 0, {})
        itself = (interest.party_id is not None and interest.party_id == side.party_id) or wanted == folded(
            side.name
        )
        beside = not itself and any(
            row.pk == interest.party_id or wanted in _names(row) for row in rows.values()
        )
        if itself or beside:
            found.append(
                Conflict(interest.member_id, interest.kind, interest.name, side.role, side.name, beside)
            )
    return found


def _of_bodies(item: AgendaItem, sides: list[_Side], above: dict[int, dict[int, Party]]) -> list[Conflict]:
    """The bodies that members represent, by name: a body is a conflict only where it is itself a party."""
    composition = item.session.composition
    if composition is None:
        return []
    stands_for = {p.member_id: p.stands_for_id or p.member_id for p in item.session.presences.all()}
    bodies = {line.user_id: line.body for line in composition.members.select_related("body") if line.body}
    found = []
    for seat in item.seats.all():
        body = bodies.get(stands_for.get(seat.member_id, seat.member_id))
        if body is None:
            continue
        names = _names(body)
        for side in sides:
            rows = above.get(side.party_id or 0, {})
            itself = folded(side.name) in names
            beside = not itself and any(row.state_body and names & _names(row) for row in rows.values())
            if itself or beside:
                found.append(
                    Conflict(seat.member_id, str(Interest.BODY), body.name, side.role, side.name, beside)
                )
    return found


def _names(row: Party | StateBody) -> set[str]:
    return {folded(name) for name in (row.name_ru, row.name_kk, row.name_en) if name}
