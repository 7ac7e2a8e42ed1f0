"""Who stands above a company, level by level, as the public may see it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from commission.pages.countries import country_name
from commission.pages.public.names import published_name
from commission.shares_text import share_words
from registry.models import Holding, Party
from registry.models.objects import in_force
from registry.models.parties import PartyKind

# A chain longer than this ends with a word that it goes on: nobody reads further on a page.
MOST_LEVELS = 8
MOST_HOLDINGS = 300


@dataclass(slots=True)
class Holder:
    """One holder in a company: its share of votes in words, a note, and who holds it in turn."""

    name: str
    share: str
    country: str
    note: str = ""
    above: list["Holder"] = field(default_factory=list)
    again: bool = False  # shown elsewhere in this chain already, or further up than we go


def holders_above(companies: Sequence[Party], on: date) -> dict[int, list[Holder]]:
    """Company id -> its holders on the day `on` with everybody above them. One query for each level of the chain."""
    by_company: dict[int, list[Holding]] = defaultdict(list)
    wanted, total = {company.pk for company in companies}, 0
    for _level in range(MOST_LEVELS):
        rows = list(
            Holding.objects.filter(in_force(on), company_id__in=wanted)
            .select_related("owner")
            .order_by("pk")[:MOST_HOLDINGS]
        )
        for row in rows:
            by_company[row.company_id].append(row)
        total += len(rows)
        wanted = {row.owner_id for row in rows if _may_be_held(row.owner)} - by_company.keys()
        if not wanted or total >= MOST_HOLDINGS:
            break
    return {company.pk: _tree(company.pk, by_company, path=(company.pk,)) for company in companies}


def _may_be_held(party: Party) -> bool:
    return party.kind in (PartyKind.ENTITY, PartyKind.TRUST)


def _tree(company_id: int, by_company: dict[int, list[Holding]], path: tuple[int, ...]) -> list[Holder]:
    rows = sorted(by_company.get(company_id, ()), key=lambda row: row.votes[1], reverse=True)
    return [_holder(row, by_company, path) for row in rows]


def _holder(row: Holding, by_company: dict[int, list[Holding]], path: tuple[int, ...]) -> Holder:
    owner = row.owner
    # A state is its own country; undisclosed holders have none.
    has_country = owner.kind not in (PartyKind.UNKNOWN, PartyKind.STATE)
    again = owner.pk in path or len(path) >= MOST_LEVELS
    return Holder(
        name=published_name(owner),
        share=share_words(row.votes),
        country=country_name(owner.country) if has_country else "",
        note=_("a nominee for somebody undisclosed") if row.nominee else "",
        above=[] if again else _tree(owner.pk, by_company, (*path, owner.pk)),
        again=again and owner.pk in by_company,
    )
