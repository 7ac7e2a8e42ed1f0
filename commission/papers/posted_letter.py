"""A letter on a case to an applicant without an account, in Kazakh and Russian."""

from dataclasses import dataclass
from datetime import date

from commission.papers.casefacts import CaseFacts
from commission.papers.sheet import OFFICIAL, Facts, Numbered, Part, Sheet, Text

_WORDS = {"kk": {"to": "Кімге", "address": "Мекенжай"}, "ru": {"to": "Кому", "address": "Адрес"}}


@dataclass(frozen=True, slots=True)
class LetterData:
    """`texts`: language -> (subject, text, questions)."""

    case: CaseFacts
    dated: date
    address: str
    texts: tuple[tuple[str, tuple[str, str, tuple[str, ...]]], ...]


def sheet(data: LetterData) -> Sheet:
    """The letter as a paper."""
    return Sheet(
        reference=data.case.reference,
        dated=data.dated,
        parts=tuple(_part(data, language) for language in OFFICIAL),
        illustrative=data.case.illustrative,
        under_2012_text=data.case.under_2012_text,
    )


def _part(data: LetterData, language: str) -> Part:
    say, (subject, text, questions) = _WORDS[language], dict(data.texts)[language]
    blocks = (
        Facts(
            (
                (say["to"], data.case.applicant),
                (say["address"], data.address),
                *data.case.rows(language),
            )
        ),
        Text(text),
        Numbered(questions),
    )
    return Part(language, subject, data.case.foot(language), blocks)
