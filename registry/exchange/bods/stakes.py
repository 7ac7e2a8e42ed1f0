"""Spans of shareholding and voting rights into stakes: one per owner, company and time in which nothing changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from registry.exchange.bods.spans import Span
from registry.exchange.bods.terms import CAPITAL, UNSAID, VOTES, Stake
from registry.ownership.terms import ANYTHING, ONE, ZERO, Range

_FIRST, _LAST = date.min, date.max


@dataclass(slots=True)
class Lot:
    """The spans that together say what one stake is."""

    owner: str
    company: str
    nominee: bool = False
    illustrative: bool = False
    note: str = ""
    spans: list[Span] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether the record speaks of both measures, so that nothing of another record completes it."""
        measures = {span.interest for span in self.spans}
        return measures >= {CAPITAL, VOTES} or bool(measures & UNSAID)


def is_stake(span: Span) -> bool:
    """Whether the span is a share held, known or not."""
    return span.interest in {CAPITAL, VOTES} or (span.interest in UNSAID and span.direct != "indirect")


def stakes(lots: Iterable[Lot]) -> list[Stake]:
    """The stakes of all lots: a record about shares and another about votes of the same stake are one."""
    together: dict[tuple[str, str, bool], Lot] = {}
    merged: list[Lot] = []
    for lot in lots:
        mark = (lot.owner, lot.company, lot.nominee)
        if lot.whole or mark not in together:
            merged.append(lot)
            if not lot.whole:
                together[mark] = lot
        else:
            together[mark].spans += lot.spans
    return [stake for lot in merged for stake in _slices(lot)]


def _slices(lot: Lot) -> Iterator[Stake]:
    """Time is cut wherever a span begins or ends; neighbours with the same shares are one stake again."""
    marks = sorted({mark for span in lot.spans for mark in (span.start or _FIRST, span.end or _LAST)})
    open_stake: Stake | None = None
    for begin, end in pairwise(marks):
        within = [s for s in lot.spans if (s.start or _FIRST) <= begin and end <= (s.end or _LAST)]
        if not within:
            continue
        made = _stake(lot, within, begin, end)
        if open_stake is not None and _continues(open_stake, made):
            open_stake = _joined(open_stake, made)
            continue
        if open_stake is not None:
            yield open_stake
        open_stake = made
    if open_stake is not None:
        yield open_stake


def _stake(lot: Lot, within: Sequence[Span], begin: date, end: date) -> Stake:
    votes, capital = _sum(within, VOTES), _sum(within, CAPITAL)
    if votes is None:
        # Who has all the shares has all the votes they give; otherwise preferred shares may part the two.
        votes = Range.point(1) if capital is not None and capital.low == ONE else ANYTHING
    newest = max(within, key=lambda span: span.said_on)
    return Stake(
        owner=lot.owner, company=lot.company, votes=votes, capital=capital or ANYTHING,
        start=None if begin == _FIRST else begin, end=None if end == _LAST else end,
        statement=newest.statement, said_on=newest.said_on[:10], nominee=lot.nominee,
        restated=min((span.restated for span in within if span.restated), default=None),
        illustrative=lot.illustrative, note=lot.note,
    )  # fmt: skip


def _sum(within: Sequence[Span], measure: str) -> Range | None:
    shares = [span.share for span in within if span.interest == measure and span.share is not None]
    if not shares:
        return None
    low, high = sum((s.low for s in shares), ZERO), sum((s.high for s in shares), ZERO)
    return Range(low, max(low, min(ONE, high)))  # a sum above the whole stays as it is, to be refused


def _continues(before: Stake, after: Stake) -> bool:
    return before.end == after.start and (before.votes, before.capital) == (after.votes, after.capital)


def _joined(before: Stake, after: Stake) -> Stake:
    return Stake(
        owner=before.owner, company=before.company, votes=before.votes, capital=before.capital,
        start=before.start, end=after.end, statement=after.statement, said_on=after.said_on,
        nominee=before.nominee, restated=before.restated, illustrative=before.illustrative, note=before.note,
    )  # fmt: skip
