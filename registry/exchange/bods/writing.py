"""Parties, stakes and ties as BODS 0.4 statements. The same rows give the same ids, whoever asks and whenever."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from registry.exchange.bods import figures, parties
from registry.exchange.bods.terms import (
    CAPITAL,
    KEY_SCHEME,
    OURS,
    OWN_NOMINEE,
    VERSION,
    VOTES,
    PartyFact,
    Stake,
    Tie,
)
from registry.ownership.terms import LinkType

_OURS = UUID("6d0c8e0a-6f0e-5b83-9a55-0c7f3f0a2b41")
_PERSONAL = frozenset({"individual", "unknown"})
_INTERESTS = {
    LinkType.SOLE_EXECUTIVE: "seniorManagingOfficial",
    LinkType.TRUST_MANAGER: "trustee",
}
_ENTITY_TYPES = {"entity": "registeredEntity", "trust": "arrangement", "unknown": "anonymousEntity"}

Statement = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dated:
    """A row with the day on which the registry last changed it, and the document it rests on."""

    row: PartyFact | Stake | Tie
    changed: date
    source: str = ""


def package(rows: Iterable[Dated], *, published: date) -> list[Statement]:
    """All statements: parties first, then what they hold, so that nothing is referred to before it is said."""
    listed = list(rows)
    known = {each.row.record: each.row for each in listed if isinstance(each.row, PartyFact)}
    tied: dict[str, list[Tie]] = {}
    for each in listed:
        if isinstance(each.row, Tie) and _is_personal(each.row, known):
            tied.setdefault(each.row.a, []).append(each.row)
    writer = _Writer(published, known)
    for each in listed:
        if isinstance(each.row, PartyFact):
            writer.party(each.row, each.changed, tied.get(each.row.record, []))
    for each in listed:
        if isinstance(each.row, Stake):
            writer.stake(each.row, each.changed, each.source)
        elif isinstance(each.row, Tie) and not _is_personal(each.row, known):
            writer.tie(each.row, each.changed, each.source)
    return writer.statements


def text(statements: Iterable[Statement]) -> str:
    """A package as a file."""
    return json.dumps(list(statements), ensure_ascii=False, indent=1) + "\n"


def _is_personal(tie: Tie, known: Mapping[str, PartyFact]) -> bool:
    """Whether the tie leads to a person: a relationship of the standard leads to an entity."""
    return known[tie.b].kind in _PERSONAL


class _Writer:
    def __init__(self, published: date, known: Mapping[str, PartyFact]) -> None:
        self.published = published
        self.known = known
        self.statements: list[Statement] = []
        self._used: dict[str, int] = {}
        self._nominations: set[str] = set()

    def party(self, fact: PartyFact, changed: date, tied: Iterable[Tie]) -> None:
        details = _person(fact) if fact.kind == "individual" else _entity(fact)
        notes = [*_annotations(fact), *(_tie_words(tie) for tie in tied)]
        type = "person" if fact.kind == "individual" else "entity"
        self._add(type, fact.record, fact.record, details, changed, notes)

    def stake(self, stake: Stake, changed: date, source: str) -> None:
        owner = stake.owner if stake.principal is None else self._nomination(stake, changed)
        interests = [
            _share_interest(CAPITAL, stake.capital, stake), _share_interest(VOTES, stake.votes, stake)
        ]  # fmt: skip
        if stake.nominee:
            interests.append({"type": "nominee", **_when(stake), "details": OWN_NOMINEE})
        record = self._record("holding", owner, stake.company, str(stake.start), str(stake.nominee))
        self._relationship(record, owner, stake.company, interests, changed, source, _row_notes(stake))

    def tie(self, tie: Tie, changed: date, source: str) -> None:
        type = _INTERESTS.get(LinkType(tie.type), "otherInfluenceOrControl")
        if tie.type == LinkType.BINDING_INSTRUCTIONS and self.known[tie.b].kind == "trust":
            type = "trustee"
        whose = f" of the stake of {tie.owner}" if tie.owner else ""
        interest = {"type": type, **_when(tie), "details": f"registry link: {tie.type}{whose}"}
        record = self._record("link", tie.type, tie.a, tie.b, str(tie.owner), str(tie.start))
        self._relationship(record, tie.a, tie.b, [interest], changed, source, _row_notes(tie))

    def _nomination(self, stake: Stake, changed: date) -> str:
        """The arrangement between the nominee and the disclosed principal, written once."""
        nominee, principal = stake.owner, str(stake.principal)
        arrangement = str(uuid5(_OURS, f"nomination|{nominee}|{principal}"))
        if arrangement not in self._nominations:
            self._nominations.add(arrangement)
            details = {
                "isComponent": False,
                "entityType": {"type": "arrangement", "subtype": "nomination"},
                "name": f"{self.known[nominee].name} / {self.known[principal].name}",
            }
            self._add("entity", arrangement, arrangement, details, changed, [])
            for person, part in ((principal, "nominator"), (nominee, "nominee")):
                record = str(uuid5(_OURS, f"{part}|{person}|{arrangement}"))
                interest = {"type": part, "directOrIndirect": "direct"}
                self._relationship(record, person, arrangement, [interest], changed, "", [])
        return arrangement

    def _record(self, *parts: str) -> str:
        """An id from what makes the row what it is; the second of two such rows gets the next number."""
        mark = "|".join(parts)
        self._used[mark] = number = self._used.get(mark, 0) + 1
        return str(uuid5(_OURS, f"{mark}|{number}"))

    def _relationship(
        self, record: str, owner: str, company: str, interests: list[Statement], changed: date, source: str,
        notes: list[str],
    ) -> None:  # fmt: skip
        details = {
            "isComponent": False, "subject": company, "interestedParty": owner, "interests": interests
        }  # fmt: skip
        self._add("relationship", record, company, details, changed, notes, source)

    def _add(
        self, type: str, record: str, subject: str, details: Statement, changed: date, notes: list[str],
        source: str = "",
    ) -> None:  # fmt: skip
        said: Statement = {
            "declarationSubject": subject,
            "statementDate": changed.isoformat(),
            "source": {"type": ["officialRegister"], "assertedBy": [{"name": OURS}]}
            | ({"description": source} if source else {}),
            "recordId": record,
            "recordStatus": "new",
            "recordType": type,
            "recordDetails": details,
        }
        if notes:
            said["annotations"] = [
                {"statementPointerTarget": "/recordDetails", "motivation": "commenting", "description": note,
                 "createdBy": {"name": OURS}}
                for note in notes
            ]  # fmt: skip
        id = uuid5(_OURS, json.dumps(said, sort_keys=True, ensure_ascii=False))
        published = {
            "publicationDate": self.published.isoformat(),
            "bodsVersion": VERSION,
            "publisher": {"name": OURS},
        }
        self.statements.append({"statementId": str(id), **said, "publicationDetails": published})


def _share_interest(measure: str, share: Any, stake: Stake) -> Statement:
    written, words = figures.written_share(share)
    interest: Statement = {"type": measure, **_when(stake), "share": written}
    return interest | ({"details": words} if words else {})


def _when(row: Stake | Tie) -> Statement:
    when = {"directOrIndirect": "direct"}
    if row.start:
        when["startDate"] = row.start.isoformat()
    if row.end:
        when["endDate"] = row.end.isoformat()
    return when


def _entity(fact: PartyFact) -> Statement:
    sort: Statement = {"type": _ENTITY_TYPES.get(fact.kind, "stateBody" if fact.state_body else "state")}
    if fact.kind == "trust":
        sort["subtype"] = "trust"
    details: Statement = {"isComponent": False, "entityType": sort, "name": fact.name}
    if fact.kind == "unknown":
        details["unspecifiedEntityDetails"] = {
            "reason": "informationUnknownToPublisher", "description": fact.name
        }  # fmt: skip
    others = [name for name in fact.names if name and name != fact.name]
    if others:
        details["alternateNames"] = others
    if fact.country:
        details["jurisdiction"] = {"name": fact.country, "code": fact.country}
    if fact.listed:
        details["publicListing"] = {"hasPublicListing": True}
    return details | {"identifiers": _identifiers(fact, "KZ-BIN")}


def _person(fact: PartyFact) -> Statement:
    names = [{"type": "legal", "fullName": fact.name}]
    names += [{"type": "alternative", "fullName": name} for name in fact.names if name and name != fact.name]
    details: Statement = {"isComponent": False, "personType": "knownPerson", "names": names}
    codes = fact.citizenships or ((fact.country,) if fact.country else ())
    if codes:
        details["nationalities"] = [{"name": code, "code": code} for code in codes]
    return details | {"identifiers": _identifiers(fact, "KAZ-TAXID")}


def _identifiers(fact: PartyFact, scheme: str) -> list[Statement]:
    pairs = [(KEY_SCHEME, fact.record)]
    if fact.number:
        pairs.append((scheme, fact.number))
    return [{"scheme": scheme, "id": id} for scheme, id in (*pairs, *fact.identifiers)]


def _annotations(fact: PartyFact) -> Iterator[str]:
    """What the registry knows and the standard has no field for."""
    told = [
        word
        for word, holds in (
            ("state_body", fact.state_body), ("stateless", fact.stateless), ("complete", fact.complete),
            ("illustrative", fact.illustrative), ("listed", fact.listed and fact.kind == "individual"),
            ("names_en", bool(fact.names[0])),
        )
        if holds
    ]  # fmt: skip
    if fact.kind == "individual":
        codes = fact.citizenships or ((fact.country,) if fact.country else ())
        country, citizenships = parties.belonging(codes)
        if country != fact.country and fact.country:
            told.append(f"country:{fact.country}")
        if citizenships != fact.citizenships:
            told.append("citizenships")
    yield f"registry facts: {', '.join(told)}"
    for language, name in zip(("ru", "kk"), fact.names[1:], strict=True):
        if name:
            yield f"registry name {language}: {name}"
    if fact.note:
        yield parties.NOTE + fact.note


def _row_notes(row: Stake | Tie) -> list[str]:
    return [
        *(["registry facts: illustrative"] if row.illustrative else []),
        *([parties.NOTE + row.note] if row.note else []),
    ]


def _tie_words(tie: Tie) -> str:
    begins, ends = (day.isoformat() if day else "-" for day in (tie.start, tie.end))
    mark = " (illustrative)" if tie.illustrative else ""
    return f"registry tie: {tie.type} to {tie.b} from {begins} until {ends}{mark}"
