"""A transaction as an overlay: the network as it would be, never a write.

A buy-back takes shares out of the denominator, so it can take a holder over a limit without any purchase.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from registry.ownership.network import Network
from registry.ownership.operations import AddLink, Buyback, EndLink, Issue, Operation, Transfer
from registry.ownership.terms import (
    ONE,
    ZERO,
    Capital,
    DataError,
    Holding,
    Link,
    LinkType,
    Party,
    Range,
    RefusedData,
    in_force,
)

SOURCE = "transaction"
MUTUAL = frozenset(
    {LinkType.SPOUSE, LinkType.CLOSE_RELATIVE, LinkType.COMMON_BOARD_MAJORITY, LinkType.AGREEMENT}
)


def apply(
    network: Network,
    operations: Iterable[Operation],
    *,
    as_of: date | None = None,
    parties: Iterable[Party] = (),
) -> Network:
    """The network after the operations, in their order, on the day; only rows in force on it are touched.

    `parties` are newcomers to the network. RefusedData: an unknown party, a seller with less than it sells
    ("not_enough"), no such link ("no_such_link"), or a size that cannot be read ("size_missing").
    """
    draft = _Draft(network, as_of, parties)
    for operation in operations:
        draft.perform(operation)
    return Network(draft.parties.values(), draft.holdings, draft.links, like=network)


class _Draft:
    """Working copies of the facts; every operation replaces rows, none changes one."""

    def __init__(self, network: Network, as_of: date | None, parties: Iterable[Party]) -> None:
        self.parties = network.parties | {party.id: party for party in parties}
        self.holdings = list(network.holdings)
        self.links = list(network.links)
        self.as_of = as_of

    def perform(self, operation: Operation) -> None:
        """Carry out one operation or refuse it."""
        match operation:
            case Transfer():
                self._transfer(operation)
            case Buyback(company, seller, shares, stake, share_class):
                self._transfer(Transfer(company, seller, company, stake, shares, None, share_class))
            case Issue():
                self._issue(operation)
            case AddLink(link):
                self.links.append(link)
            case EndLink(link):
                self._end(link)

    def _transfer(self, deal: Transfer) -> None:
        self._must_exist(deal.company, deal.from_, deal.to)
        rows = self._rows(deal.company, deal.from_)
        if self._counts_shares(deal.company, rows):
            self._transfer_shares(deal, self._size_in_shares(deal, deal.company), rows)
        else:
            self._transfer_stake(deal, self._size_in_stake(deal, deal.company), rows)

    def _transfer_shares(self, deal: Transfer, shares: Fraction, rows: list[int]) -> None:
        rows = [i for i in rows if self.holdings[i].share_class == deal.share_class]
        own_common = deal.share_class == "common"
        if deal.from_ == deal.company and own_common:
            self._set_treasury(deal.company, self._treasury(deal.company) - shares)
            self._drop(rows)
        elif deal.from_ is not None:
            self._take_shares(deal, shares, rows)
        if deal.to == deal.company and own_common:
            self._set_treasury(deal.company, self._treasury(deal.company) + shares)
        else:
            self._add(
                Holding(deal.to, deal.company, shares=shares, share_class=deal.share_class, source=SOURCE)
            )

    def _take_shares(self, deal: Transfer, shares: Fraction, rows: list[int]) -> None:
        left = shares
        for i in rows:
            taken = min(left, self.holdings[i].shares or ZERO)
            self.holdings[i] = replace(self.holdings[i], shares=(self.holdings[i].shares or ZERO) - taken)
            left -= taken
        if left:
            raise RefusedData([_not_enough(deal, shares - left)])
        self._drop([i for i in rows if not self.holdings[i].shares])

    def _transfer_stake(self, deal: Transfer, stake: Fraction, rows: list[int]) -> None:
        rows = [i for i in rows if self.holdings[i].share_class == deal.share_class]
        votes = [self.holdings[i].votes for i in rows]
        capital = [self.holdings[i].capital for i in rows]
        money = _in_proportion(stake, votes, capital) if deal.capital is None else deal.capital
        if deal.from_ is not None:
            for i, vote, money_left in zip(
                rows, _less(deal, votes, stake), _less(deal, capital, money), strict=True
            ):
                self.holdings[i] = replace(self.holdings[i], votes=vote, capital=money_left)
            self._drop(
                [
                    i
                    for i in rows
                    if not any(r and r.high for r in (self.holdings[i].votes, self.holdings[i].capital))
                ]
            )
        self._add(
            Holding(
                deal.to,
                deal.company,
                Range.point(stake),
                Range.point(money),
                share_class=deal.share_class,
                source=SOURCE,
            )
        )

    def _issue(self, issue: Issue) -> None:
        self._must_exist(issue.company, issue.to)
        if self._counts_shares(issue.company, self._rows(issue.company, None)):
            self._issue_shares(issue)
        else:
            self._issue_stake(issue)

    def _issue_shares(self, issue: Issue) -> None:
        shares = issue.shares
        if shares is None:
            stake = _checked_size(issue.stake, issue.company, most=ONE)
            shares = stake * self._votes(issue.company) / (ONE - stake)
        self._enlarge(issue, shares)
        self._add(
            Holding(issue.to, issue.company, shares=shares, share_class=issue.share_class, source=SOURCE)
        )

    def _issue_stake(self, issue: Issue) -> None:
        """Everybody's declared share shrinks; preferred shares leave the votes as they were."""
        votes = capital = issue.stake or ZERO
        if issue.stake is None:
            if issue.shares is None or self.parties[issue.company].capital is None:
                raise RefusedData(
                    [
                        DataError(
                            "size_missing" if issue.shares is None else "no_capital", company=issue.company
                        )
                    ]
                )
            voting, placed = self._votes(issue.company), self._placed(issue.company)
            votes = issue.shares / (voting + issue.shares)
            capital = issue.shares / (placed + issue.shares)
            self._enlarge(issue, issue.shares)
        if issue.share_class == "preferred":
            votes = ZERO
        for i in self._rows(issue.company, None):
            row = self.holdings[i]
            self.holdings[i] = replace(
                row, votes=_scaled(row.votes, ONE - votes), capital=_scaled(row.capital, ONE - capital)
            )
        self._add(
            Holding(
                issue.to,
                issue.company,
                Range.point(votes),
                Range.point(capital),
                share_class=issue.share_class,
                source=SOURCE,
            )
        )

    def _enlarge(self, issue: Issue, shares: Fraction) -> None:
        party = self.parties[issue.company]
        old = party.capital or Capital(ZERO)
        new = (
            replace(old, preferred=old.preferred + shares)
            if issue.share_class == "preferred"
            else replace(old, common=old.common + shares)
        )
        self.parties[party.id] = replace(party, capital=new)

    def _end(self, link: Link) -> None:
        for i, known in enumerate(self.links):
            ends = {(known.a, known.b)} | ({(known.b, known.a)} if known.type in MUTUAL else set())
            if (
                known.type is link.type
                and (link.a, link.b) in ends
                and link.owner in (None, known.owner)
                and in_force(known.valid_from, known.valid_to, self.as_of)
            ):
                del self.links[i]
                return
        raise RefusedData([DataError("no_such_link", company=link.b, party=link.a, detail=str(link.type))])

    def _rows(self, company: str, seller: str | None) -> list[int]:
        """Rows of the company in force: the seller's own first, then those held for it, then those it holds
        for others; all rows when no seller is named."""
        ranked = []
        for i, row in enumerate(self.holdings):
            if row.company == company and in_force(row.valid_from, row.valid_to, self.as_of):
                nominal = row.on_behalf_of is not None or row.nominee
                if seller is None or (row.owner == seller and not nominal):
                    ranked.append((0, i))
                elif row.on_behalf_of == seller:
                    ranked.append((1, i))
                elif row.owner == seller:
                    ranked.append((2, i))
        return [i for _, i in sorted(ranked)]

    def _counts_shares(self, company: str, rows: list[int]) -> bool:
        rows = rows or self._rows(company, None)
        if not rows:
            return self.parties[company].capital is not None
        return any(self.holdings[i].shares is not None for i in rows)

    def _size_in_shares(self, deal: Transfer, company: str) -> Fraction:
        if deal.shares is not None:
            return _checked_size(deal.shares, company)
        return _checked_size(deal.stake, company) * self._votes(company)

    def _size_in_stake(self, deal: Transfer, company: str) -> Fraction:
        if deal.stake is not None or deal.shares is None:
            return _checked_size(deal.stake, company)
        if self.parties[company].capital is None:
            raise RefusedData([DataError("no_capital", company=company)])
        return _checked_size(deal.shares, company) / self._votes(company)

    def _treasury(self, company: str) -> Fraction:
        capital = self.parties[company].capital
        rows = (self.holdings[i] for i in self._rows(company, company))
        listed = sum((row.shares for row in rows if row.shares and row.share_class == "common"), ZERO)
        return max(listed, capital.treasury if capital else ZERO)

    def _votes(self, company: str) -> Fraction:
        capital = self.parties[company].capital
        if capital is None:
            raise RefusedData([DataError("no_capital", company=company)])
        return capital.common - self._treasury(company)

    def _placed(self, company: str) -> Fraction:
        capital = self.parties[company].capital
        return self._votes(company) + (capital.preferred if capital else ZERO)

    def _set_treasury(self, company: str, shares: Fraction) -> None:
        party = self.parties[company]
        if party.capital is None:
            raise RefusedData([DataError("no_capital", company=company)])
        if shares < 0:
            raise RefusedData([DataError("not_enough", company=company, party=company)])
        self.parties[company] = replace(party, capital=replace(party.capital, treasury=shares))

    def _add(self, row: Holding) -> None:
        self.holdings.append(row)

    def _drop(self, rows: list[int]) -> None:
        for i in sorted(rows, reverse=True):
            del self.holdings[i]

    def _must_exist(self, *ids: str | None) -> None:
        unknown = [
            DataError("unknown_party", party=id) for id in ids if id is not None and id not in self.parties
        ]
        if unknown:
            raise RefusedData(unknown)


def _checked_size(size: Fraction | None, company: str, most: Fraction | None = None) -> Fraction:
    if size is None:
        raise RefusedData([DataError("size_missing", company=company)])
    if size < 0 or (most is not None and size >= most):
        raise RefusedData([DataError("bad_size", company=company, detail=str(size))])
    return size


def _not_enough(deal: Transfer, held: Fraction) -> DataError:
    return DataError("not_enough", company=deal.company, party=deal.from_, sum=held)


def _less(deal: Transfer, lots: list[Range | None], amount: Fraction) -> list[Range | None]:
    """The lots after the sale. What was sold was there, so both ends fall; a lower end stops at nothing."""
    if not any(lots) and lots:
        return [Range(ZERO, ONE - amount) if i == 0 else None for i in range(len(lots))]
    lows, highs, rest = amount, amount, list[Range | None]()
    for lot in lots:
        low, high = lot or Range(ZERO, ZERO)
        taken = min(lows, low), min(highs, high)
        lows, highs = lows - taken[0], highs - taken[1]
        rest.append(Range(low - taken[0], high - taken[1]) if lot else None)
    if highs:
        raise RefusedData([_not_enough(deal, amount - highs)])
    return rest


def _in_proportion(stake: Fraction, votes: list[Range | None], capital: list[Range | None]) -> Fraction:
    """The capital that goes with the votes, as the seller's own capital stands to its votes."""
    voting = sum((lot.high for lot in votes if lot), ZERO)
    money = sum((lot.high for lot in capital if lot), ZERO)
    return stake * money / voting if voting and money else stake


def _scaled(share: Range | None, factor: Fraction) -> Range | None:
    return share and Range(share.low * factor, share.high * factor)
