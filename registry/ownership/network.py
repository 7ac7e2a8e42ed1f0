"""The facts of ownership as declared, checked for references, and the door to a view of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from registry.ownership.terms import (
    ENTITIES,
    Basis,
    Capital,
    DataError,
    Holding,
    Kind,
    Link,
    LinkType,
    Party,
    Range,
    RefusedData,
)
from registry.ownership.view import View, resolve

__all__ = [
    "Basis",
    "Capital",
    "DataError",
    "Holding",
    "Kind",
    "Link",
    "LinkType",
    "Network",
    "Party",
    "Range",
    "RefusedData",
    "View",
]


class Network:
    """Parties, holdings and links of any dates. Never changes; `on` gives what they mean on a day.

    `like` is a network with nearly the same facts: what was already worked out of it is not worked out again.
    """

    def __init__(
        self,
        parties: Iterable[Party],
        holdings: Iterable[Holding],
        links: Iterable[Link] = (),
        *,
        like: "Network | None" = None,
    ) -> None:
        listed = tuple(parties)
        self.parties = {party.id: party for party in listed}
        self.holdings = tuple(holdings)
        self.links = tuple(links)
        self._like = like
        self._views: dict[tuple[date | None, Basis], View] = {}
        twice = {party.id for party in listed if self.parties[party.id] is not party}
        errors = [DataError("duplicate_party", party=id) for id in sorted(twice)]
        errors += dict.fromkeys(self._broken_references())
        if errors:
            raise RefusedData(errors)

    def on(self, as_of: date | None, basis: Basis = Basis.VOTES) -> View:
        """What holds on the day (None: dates are not looked at), with control always decided by votes.

        RefusedData names every company whose holdings exceed 100 % ("sum_over_100", with the sum), whose
        complete list cannot reach it ("sum_under_100"), or whose rows cannot be read as shares.
        """
        if (as_of, basis) not in self._views:
            like = self._like._views.get((as_of, basis)) if self._like else None
            view = resolve(self.parties, self.holdings, self.links, as_of, basis, like)
            if basis is not Basis.VOTES:
                view = replace(view, _votes=self.on(as_of, Basis.VOTES))
            self._views[as_of, basis] = view
        return self._views[as_of, basis]

    def _broken_references(self) -> Iterator[DataError]:
        for row in self.holdings:
            for id in (row.owner, row.company, row.on_behalf_of):
                if id is not None and id not in self.parties:
                    yield DataError("unknown_party", party=id, company=row.company)
            if row.company in self.parties and self.parties[row.company].kind not in ENTITIES:
                yield DataError("not_a_company", company=row.company)
            if row.owner in self.parties and self.parties[row.owner].kind is Kind.OBJECT:
                yield DataError("object_cannot_hold", company=row.company, party=row.owner)
        for link in self.links:
            for id in (link.a, link.b, link.owner):
                if id is not None and id not in self.parties:
                    yield DataError("unknown_party", party=id, detail=f"link {link.type}")
            if link.type is LinkType.TRUST_MANAGER and link.owner is None:
                yield DataError("owner_missing", company=link.b, party=link.a, detail="trust_manager")
