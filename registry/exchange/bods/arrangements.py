"""Trusts and nominations: arrangements between persons, which hold stakes without being anybody's property.

A nomination with one nominee and one nominator is what the registry calls a holding with a disclosed principal;
without a nominator, a holding for somebody undisclosed. Whoever decides for a trust gives it binding instructions
and manages its stakes; its beneficiaries hold an unknown part of it unless the part is named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from registry.exchange.bods.spans import Span
from registry.exchange.bods.terms import Left, PartyFact, Stake, Tie
from registry.ownership.terms import ANYTHING, LinkType


@dataclass(frozen=True, slots=True)
class Arranging:
    """A part that `person` plays in the arrangement: trustee, settlor, nominee ..."""

    person: str
    arrangement: str
    span: Span

    @property
    def part(self) -> str:
        return self.span.interest


@dataclass(frozen=True, slots=True)
class Folded:
    """The file's parties and rows with every arrangement in the registry's words."""

    parties: Mapping[str, PartyFact]
    stakes: tuple[Stake, ...]
    ties: tuple[Tie, ...]
    left: tuple[Left, ...]


def fold(
    parties: Mapping[str, PartyFact],
    stakes: Sequence[Stake],
    ties: Sequence[Tie],
    arranging: Sequence[Arranging],
    left: Sequence[Left],
) -> Folded:
    """Nominations become holdings on behalf of somebody, parts in trusts become links and stakes."""
    known, rows, links, said = dict(parties), list(stakes), list(ties), list(left)
    parts: dict[str, list[Arranging]] = {}
    for each in arranging:
        parts.setdefault(each.arrangement, []).append(each)
    for arrangement, within in parts.items():
        if (nomination := _nomination(arrangement, within, rows, links)) is not None:
            nominee, principal = nomination
            rows = [_held_by(row, nominee, principal) if row.owner == arrangement else row for row in rows]
            del known[arrangement]
            continue
        rows += _benefits(within)
        links += _commands(within, rows)
        said += _unsaid(within, known)
    once = {(link.type, link.a, link.b, link.owner, link.start, link.end): link for link in links}
    return Folded(_bodies_with_holders(known, rows), tuple(rows), tuple(once.values()), tuple(said))


def _nomination(
    arrangement: str, within: Sequence[Arranging], rows: Sequence[Stake], links: Sequence[Tie]
) -> tuple[str, str | None] | None:
    """Nominee and principal, where the arrangement is nothing but a stake held by one for another."""
    nominees = {each.person for each in within if each.part == "nominee"}
    nominators = {each.person for each in within if each.part == "nominator"}
    other = len(within) > len(nominees) + len(nominators)
    tied = any(arrangement in (link.a, link.b, link.owner) for link in links)
    holds = any(row.owner == arrangement for row in rows)
    held = any(row.company == arrangement for row in rows)
    if len(nominees) != 1 or len(nominators) > 1 or other or tied or held or not holds:
        return None
    return next(iter(nominees)), next(iter(nominators), None)


def _held_by(row: Stake, nominee: str, principal: str | None) -> Stake:
    return replace(row, owner=nominee, principal=principal, nominee=principal is None)


def _benefits(within: Iterable[Arranging]) -> Iterator[Stake]:
    for each in within:
        if each.part == "beneficiaryOfLegalArrangement":
            span = each.span
            yield Stake(
                each.person, each.arrangement, ANYTHING, span.share or ANYTHING, span.start, span.end,
                span.statement, span.said_on[:10],
            )  # fmt: skip


def _commands(within: Sequence[Arranging], rows: Sequence[Stake]) -> Iterator[Tie]:
    """Who decides for the arrangement. A settlor or protector of whom the file says otherwise does not."""
    nominated = any(each.part == "nominator" for each in within)
    for each in within:
        if each.part in ("settlor", "protector") and each.span.benefits is False:
            continue
        if each.part in ("trustee", "settlor", "protector", "nominator"):
            yield _tie(LinkType.BINDING_INSTRUCTIONS, each)
        if each.part == "nominee" and not nominated:
            yield _tie(LinkType.SOLE_EXECUTIVE, each)
        if each.part == "trustee":
            for company in dict.fromkeys(row.company for row in rows if row.owner == each.arrangement):
                yield replace(
                    _tie(LinkType.TRUST_MANAGER, each), b=company, owner=each.arrangement
                )  # the stake is foreign if its manager is


def _tie(type: LinkType, each: Arranging) -> Tie:
    span = each.span
    return Tie(
        str(type),
        each.person,
        each.arrangement,
        None,
        span.start,
        span.end,
        span.statement,
        span.said_on[:10],
    )


def _unsaid(within: Sequence[Arranging], known: Mapping[str, PartyFact]) -> Iterator[Left]:
    nominated = any(each.part == "nominator" for each in within)
    for each in within:
        silent = each.part == "nominee" and nominated
        if silent or (each.part in ("settlor", "protector") and each.span.benefits is False):
            yield Left(
                each.span.statement, "no_own_power",
                {"interest": each.part, "party": known[each.person].name,
                 "company": known[each.arrangement].name},
            )  # fmt: skip


def _bodies_with_holders(parties: Mapping[str, PartyFact], rows: Iterable[Stake]) -> dict[str, PartyFact]:
    """A state body in which somebody holds a share is an entity of the state, not the state itself."""
    held = {row.company for row in rows}
    return {
        record: replace(each, kind="entity")
        if record in held and each.kind == "state" and each.state_body
        else each
        for record, each in parties.items()
    }
