"""A BODS 0.4 file into parties, stakes and links. The table of what becomes what is `docs/bods.md`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from registry.exchange.bods import checking, figures, parties, reading
from registry.exchange.bods.arrangements import Arranging, fold
from registry.exchange.bods.spans import Span, spans
from registry.exchange.bods.stakes import Lot, is_stake, stakes
from registry.exchange.bods.terms import (
    CAPITAL,
    COMMANDING,
    EXECUTIVE,
    OWN_NOMINEE,
    UNSAID,
    VOTES,
    Declared,
    Left,
    Package,
    PartyFact,
    Problem,
    Refused,
    Stake,
    Tie,
)
from registry.ownership.terms import ANYTHING, HALF, LinkType
from registry.totals import Bounds, excess

Chain = Sequence[tuple[str, dict[str, Any]]]
# How this system writes its own kind of link into the details of an interest, or of a person's annotation.
_OWN_LINK = re.compile(r"registry link: ([a-z_]+)(?: of the stake of (\S+))?")
_OWN_TIE = re.compile(r"registry tie: ([a-z_]+) to (\S+) from (\S+) until (\S+)( \(illustrative\))?")


def read(text: str) -> Package:
    """The file's contents; Unreadable where it is no BODS file, Refused with every problem where it is wrong."""
    written = reading.statements(text)
    found = checking.problems(written)
    if found:
        raise Refused(found)
    return _Reader().read([(checking.name_of(n, each), each) for n, each in enumerate(written, 1)])


@dataclass(slots=True)
class _Reader:
    """Gathers what the statements say, record by record."""

    parties: dict[str, PartyFact] = field(default_factory=dict)
    lots: list[Lot] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    arranging: list[Arranging] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    records: frozenset[str] = frozenset()

    def read(self, named: Sequence[tuple[str, Any]]) -> Package:
        chains = checking.records(named)
        self.records = frozenset(
            record for record, chain in chains.items() if chain[-1][1]["recordType"] != "relationship"
        )
        subjects = {
            each["recordDetails"]["subject"]
            for _name, each in named
            if each["recordType"] == "relationship" and isinstance(each["recordDetails"]["subject"], str)
        }
        for record, chain in chains.items():
            if chain[-1][1]["recordType"] != "relationship":
                self._party(record, chain, record in subjects)
        for record, chain in chains.items():
            if chain[-1][1]["recordType"] == "relationship":
                self._relationship(record, chain)
        folded = fold(self.parties, stakes(self.lots), self.ties, self.arranging, self.left)
        self.parties = dict(folded.parties)
        self._check_states(folded.stakes)
        self._check_sums(folded.stakes)
        if self.problems:
            raise Refused(self.problems)
        return Package(
            len(named), folded.parties, folded.stakes, folded.ties, tuple(self.declared), tuple(folded.left)
        )

    def _party(self, record: str, chain: Chain, is_subject: bool) -> None:
        made = parties.party(record, chain)
        if made.kind == "unknown" and is_subject:
            made = replace(made, kind="entity")  # an undisclosed company in the middle still has its holders
        self.parties[record] = made
        name, last = chain[-1]
        if last.get("recordStatus") == "closed":
            self.left.append(Left(name, "party_closed", {"party": made.name}))
        for text in parties.annotations(last):
            if match := _OWN_TIE.fullmatch(text):
                self._own_tie(name, record, match)

    def _own_tie(self, name: str, record: str, match: re.Match[str]) -> None:
        """A tie between persons, which no relationship of the standard can tell."""
        type, other, begins, ends, illustrative = match.groups()
        for day in (begins, ends):
            if day != "-" and not figures.is_day(day):
                self.problems.append(Problem(name, "bad_date", {"field": "annotations", "value": day}))
                return
        if other not in self.records or type not in set(LinkType):
            self.problems.append(Problem(name, "broken_reference", {"field": "annotations", "record": other}))
            return
        start, end = (None if day == "-" else figures.day(day) for day in (begins, ends))
        self.ties.append(Tie(type, record, other, None, start, end, name, illustrative=bool(illustrative)))

    def _relationship(self, record: str, chain: Chain) -> None:
        name, last = chain[-1]
        details = last["recordDetails"]
        company = details["subject"]
        if not isinstance(company, str):
            self.left.append(Left(name, "subject_unspecified"))
            return
        owner = self._holder(record, name, last)
        if owner is None:
            self.left.append(Left(name, "nobody_to_declare", {"party": self._name(company)}))
            return
        found = spans(chain)
        told = parties.facts(last)
        lot = Lot(
            owner, company, nominee=self._is_nominee(company, found),
            illustrative="illustrative" in told, note=parties.note(last),
        )  # fmt: skip
        for span in found:
            if span.direct == "indirect":
                self._declare(owner, company, span, still=last.get("recordStatus") != "closed")
            elif is_stake(span):
                lot.spans.append(span)
            else:
                self._tie(owner, company, span, lot)
        if lot.spans:
            self._complete(lot)
            self.lots.append(lot)

    def _holder(self, record: str, name: str, statement: dict[str, Any]) -> str | None:
        given = statement["recordDetails"]["interestedParty"]
        if isinstance(given, str):
            return given
        if given["reason"] == "noBeneficialOwners":
            return None
        self.parties[record] = parties.undisclosed(record, name, parties.publisher(statement), given)
        return record

    def _is_nominee(self, company: str, found: Sequence[Span]) -> bool:
        """Whether the stake of the same relationship is held for somebody who is not disclosed."""
        is_trust = self.parties[company].kind == "trust"
        return any(
            span.interest == "nominee"
            and span.direct != "indirect"
            and (not is_trust or span.details == OWN_NOMINEE)
            for span in found
        )

    def _complete(self, lot: Lot) -> None:
        """An interest of which nothing is said is a stake of unknown size, in both measures."""
        for span in list(lot.spans):
            if span.interest in UNSAID:
                lot.spans.remove(span)
                for measure in (CAPITAL, VOTES):
                    lot.spans.append(replace(span, interest=measure, share=span.share or ANYTHING))

    def _declare(self, owner: str, company: str, span: Span, *, still: bool) -> None:
        if still and span.end is None:
            self.declared.append(
                Declared(owner, company, span.interest, span.share, span.statement, span.start, span.end)
            )

    def _tie(self, owner: str, company: str, span: Span, lot: Lot) -> None:
        is_trust = self.parties[company].kind == "trust"
        type, whose = _link_type(span, is_trust)
        if whose is not None and whose not in self.records:
            self.problems.append(
                Problem(span.statement, "broken_reference", {"field": "details", "record": whose})
            )
            return
        if span.interest == "nominee" and (not is_trust or span.details == OWN_NOMINEE):
            return  # it is said of the stake itself
        if type is None and is_trust and span.interest in _ARRANGING:
            self.arranging.append(Arranging(owner, company, span))
            return
        if type is None:
            self.left.append(
                Left(
                    span.statement, "no_place",
                    {"interest": span.interest, "party": self._name(owner), "company": self._name(company)},
                )
            )  # fmt: skip
            return
        self.ties.append(
            Tie(
                type, owner, company, whose, span.start, span.end, span.statement, span.said_on[:10],
                illustrative=lot.illustrative, note=lot.note,
            )
        )  # fmt: skip

    def _name(self, record: str) -> str:
        return self.parties[record].name if record in self.parties else record

    def _check_states(self, found: Sequence[Stake]) -> None:
        """Nobody holds a share in a state. A body of one that has holders was made an entity before."""
        for stake in found:
            company = self.parties.get(stake.company)
            if company is not None and company.kind == "state":
                self.problems.append(Problem(stake.statement, "share_of_state", {"company": company.name}))

    def _check_sums(self, found: Sequence[Stake]) -> None:
        by_company: dict[str, list[Stake]] = {}
        for stake in found:
            by_company.setdefault(stake.company, []).append(stake)
        for company, held in by_company.items():
            over = excess([_Adding(s.start, s.end, s.votes, s.capital) for s in held])
            if over is None:
                continue
            values = {"company": self._name(company), "sum": figures.percent_words(over.sum)}
            code = "votes_above_whole" if over.measure == "votes" else "capital_above_whole"
            for name in dict.fromkeys(
                stake.statement for stake in held if _counts(stake, over.since, over.measure)
            ):
                self.problems.append(Problem(name, code, values))


@dataclass(slots=True)
class _Adding:
    """A stake as `registry.totals` adds stakes up."""

    valid_from: date | None
    valid_to: date | None
    votes: Bounds
    capital: Bounds


def _counts(stake: Stake, day: date | None, measure: str) -> bool:
    """Whether the stake is part of a sum on the day."""
    low = stake.votes.low if measure == "votes" else stake.capital.low
    began = stake.start is None or (day is not None and stake.start <= day)
    return bool(low) and began and (stake.end is None or day is None or day < stake.end)


_ARRANGING = frozenset(
    {"nominee", "nominator", "trustee", "settlor", "protector", "beneficiaryOfLegalArrangement"}
)


def _link_type(span: Span, is_trust: bool) -> tuple[str | None, str | None]:
    """The registry's link for an interest that is no stake, with whose stake a trust manager manages."""
    match = _OWN_LINK.search(span.details)
    if match is not None and match[1] in set(LinkType):
        return match[1], match[2]
    if span.interest in EXECUTIVE:
        return str(LinkType.SOLE_EXECUTIVE), None
    if span.interest in COMMANDING and not (is_trust and span.interest in _ARRANGING):
        # The right to appoint half of a board, or less, commands nothing.
        enough = span.share is None or span.share.low > HALF
        return (str(LinkType.BINDING_INSTRUCTIONS) if enough else None), None
    return None, None
