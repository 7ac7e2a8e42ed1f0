"""The minutes of a session as a paper, in Kazakh and Russian in one document."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commission.papers import words
from commission.papers.proof import Proof
from commission.papers.rendering import render
from commission.states import Choice, Motion
from registry.roles import Role

LANGUAGES = ("kk", "ru")


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of the composition; `office` is chair, deputy or member."""

    name: str
    office: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One vote and, where given, the dissenting opinion; void where its member was recused during the vote."""

    member: str
    choice: str
    dissent: str = ""
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of the agenda. `carried` is None where nothing was put to the vote."""

    position: int
    reference: str
    object_code: str
    object_name_kk: str
    object_name_ru: str
    applicant: str
    motion: str
    quorum_needed: int
    quorum_present: int
    votes: tuple[VoteLine, ...]
    recused: tuple[str, ...] = ()
    carried: bool | None = None
    by_presiding_vote: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction entered before the signatures, in both languages."""

    at: datetime
    name: str
    reason: str
    text_kk: str
    text_ru: str


@dataclass(frozen=True, slots=True)
class MinutesData:
    """Everything the minutes say, as plain values; `text_sha256` is the seal of the text that was signed."""

    number: int
    place: str
    opened_at: datetime
    closed_at: datetime | None
    presiding: str
    secretary: str
    members: tuple[MemberLine, ...]
    items: tuple[ItemLine, ...]
    signed_by_chair: str
    signed_by_secretary: str
    text_sha256: str
    journal_seq: int
    journal_hash: str
    illustrative: bool = False
    proof: Proof | None = None
    corrections: tuple[CorrectionLine, ...] = ()


def build(data: MinutesData) -> bytes:
    """The minutes as PDF/A; the same data give the same bytes."""
    shared = {
        "number": str(data.number),
        "journal_seq": str(data.journal_seq),
        "journal_hash": data.journal_hash,
        "proof": data.proof.shown() if data.proof else None,
        "parts": [_part(data, language) for language in LANGUAGES],
    }
    return render("minutes", shared, dated=(data.closed_at or data.opened_at).date())


def _part(data: MinutesData, language: str) -> dict[str, Any]:
    return {
        "lang": language,
        "place": data.place,
        "opened": words.moment(data.opened_at),
        "closed": words.moment(data.closed_at),
        "presiding": data.presiding,
        "secretary": data.secretary,
        "members": [_member(member, language) for member in data.members],
        "items": [_item(item, language) for item in data.items],
        "signed_by_chair": data.signed_by_chair,
        "signed_by_secretary": data.signed_by_secretary,
        "text_sha256": data.text_sha256,
        "illustrative": data.illustrative,
        "corrections": [
            {
                "head": f"{words.moment(line.at)}, {line.name}",
                "reason": line.reason,
                "text": line.text_kk if language == "kk" else line.text_ru,
            }
            for line in data.corrections
        ],
    }


def _member(member: MemberLine, language: str) -> dict[str, Any]:
    office = words.OFFICES[language][Role(member.office)]
    return {"name": member.name, "office": office, "is_present": member.is_present}


def _item(item: ItemLine, language: str) -> dict[str, Any]:
    standing = [vote for vote in item.votes if not vote.is_void]
    counts = Counter(vote.choice for vote in standing)
    return {
        "position": str(item.position),
        "reference": item.reference,
        "object": f"{item.object_code} — {item.object_name_kk if language == 'kk' else item.object_name_ru}",
        "applicant": item.applicant,
        "motion": words.MOTIONS[language][Motion(item.motion)],
        "quorum_needed": str(item.quorum_needed),
        "quorum_present": str(item.quorum_present),
        "recused": ", ".join(item.recused),
        "votes": [
            {
                "member": vote.member,
                "choice": words.CHOICES[language][Choice(vote.choice)],
                "dissent": vote.dissent,
                "is_void": vote.is_void,
            }
            for vote in item.votes
        ],
        "tally": {
            "for": str(counts[Choice.FOR]),
            "against": str(counts[Choice.AGAINST]),
            "abstained": str(counts[Choice.ABSTAIN]),
            "silent": str(max(0, item.quorum_present - len(standing))),
        },
        "carried": item.carried,
        "is_quorate": item.quorum_present >= item.quorum_needed,
        "by_presiding_vote": item.by_presiding_vote,
    }
