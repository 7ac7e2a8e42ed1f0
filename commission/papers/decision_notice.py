"""The notice of the Government's decision to the applicant, in Kazakh and Russian in one document."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from commission.papers import words
from commission.papers.proof import Proof
from commission.papers.rendering import render
from commission.states import Motion

LANGUAGES = ("kk", "ru")
# Who hears an appeal is not said by the 2012 text: the general words are policy until a keeper enters a body.
APPEAL_BODY_KK = "Қазақстан Республикасының заңнамасында белгіленген тәртіппен сот"
APPEAL_BODY_RU = "суд в порядке, установленном законодательством Республики Казахстан"


@dataclass(frozen=True, slots=True)
class NoticeData:
    """Everything the notice says, as plain values.

    `applicant` and `acquirer` are names as declared; `share` is of one; `kind` and `mode` are codes of `states`;
    the texts of the decree keep their line breaks; `journal_seq` and `journal_hash` are the journal's head.
    """

    reference: str
    decree_number: str
    decree_date: date
    outcome: Motion
    object_code: str
    object_name_kk: str
    object_name_ru: str
    kind: str
    applicant: str
    acquirer: str
    share: Fraction | None
    conditions: tuple[str, ...]
    text_kk: str
    text_ru: str
    illustrative: bool
    journal_seq: int
    journal_hash: str
    mode: str = ""
    notice_date: date | None = None
    term_until: date | None = None
    appeal_body_kk: str = APPEAL_BODY_KK
    appeal_body_ru: str = APPEAL_BODY_RU
    under_2012_text: bool = True
    proof: Proof | None = None


def build(data: NoticeData) -> bytes:
    """The notice as PDF/A; the same data give the same bytes."""
    dated = data.notice_date or data.decree_date
    parts = [_part(data, language) for language in LANGUAGES]
    shared = {
        "reference": data.reference,
        "journal_seq": str(data.journal_seq),
        "journal_hash": data.journal_hash,
        "proof": data.proof.shown() if data.proof else None,
    }
    return render("decision_notice", {**shared, "parts": parts}, dated=dated)


def _part(data: NoticeData, language: str) -> dict[str, Any]:
    kazakh = language == "kk"
    return {
        "lang": language,
        "decree_number": data.decree_number,
        "decree_date": words.day(data.decree_date),
        "notice_date": words.day(data.notice_date or data.decree_date),
        "outcome": words.OUTCOMES[language][data.outcome],
        "refused": data.outcome == Motion.REFUSE,
        "object_code": data.object_code,
        "object_name": data.object_name_kk if kazakh else data.object_name_ru,
        "transaction": words.transaction(language, data.kind, data.mode),
        "encumbrance": words.is_encumbrance(data.kind),
        "share": words.percent(data.share),
        "applicant": data.applicant,
        "acquirer": data.acquirer,
        "conditions": list(data.conditions),
        "text": data.text_kk if kazakh else data.text_ru,
        "term_until": words.day(data.term_until),
        "appeal_body": data.appeal_body_kk if kazakh else data.appeal_body_ru,
        "under_2012_text": data.under_2012_text,
        "illustrative": data.illustrative,
    }
