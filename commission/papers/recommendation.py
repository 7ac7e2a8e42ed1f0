"""The officer's report with the recommendation it proposes, in its reader's language; an officer may edit it."""

from dataclasses import dataclass
from datetime import date, datetime

from commission.papers import words
from commission.papers.casefacts import CaseFacts
from commission.papers.sheet import Block, Facts, Heading, Numbered, Part, Sheet, Signatures, Text, Verdict
from commission.states import Motion

_WORDS = {
    "kk": {
        "title": "Жұмыс органының есебі мен ұсынымы",
        "lead": "Жұмыс органы Комиссия қарауына ұсынады:",
        "text": "Есеп",
        "conditions": "Шарттар",
        "closed": "Ұсынуға болмайды",
        "drafted": "Дайындаған",
        "signed": "Келіскен",
    },
    "ru": {
        "title": "Отчёт и рекомендация рабочего органа",
        "lead": "Рабочий орган предлагает Комиссии:",
        "text": "Отчёт",
        "conditions": "Условия",
        "closed": "Не может быть предложено",
        "drafted": "Подготовил(а)",
        "signed": "Завизировал(а)",
    },
    "en": {
        "title": "Report and recommendation of the working body",
        "lead": "The working body proposes to the Commission:",
        "text": "Report",
        "conditions": "Conditions",
        "closed": "Cannot be proposed",
        "drafted": "Drafted by",
        "signed": "Countersigned by",
    },
}


@dataclass(frozen=True, slots=True)
class ReportData:
    """A report as it was written; its text stands in the language in which the officer wrote it.

    `closed`: motions that the findings leave out, each with why not.
    """

    language: str
    case: CaseFacts
    dated: date
    motion: str
    text: str
    conditions: tuple[str, ...]
    drafted_by: str
    drafted_at: datetime
    closed: tuple[tuple[str, str], ...] = ()
    countersigned_by: str = ""
    countersigned_at: datetime | None = None


def sheet(data: ReportData) -> Sheet:
    """The report as a paper."""
    say = _WORDS[data.language]
    motion = Motion(data.motion)
    blocks: tuple[Block, ...] = (
        Facts(data.case.rows(data.language)),
        Verdict(say["lead"], words.MOTIONS[data.language][motion], refused=motion == Motion.REFUSE),
        *([Heading(say["closed"])] if data.closed else []),
        Facts(data.closed),
        *([Heading(say["conditions"])] if data.conditions else []),
        Numbered(data.conditions),
        Heading(say["text"]),
        Text(data.text, field="text"),
        Signatures(
            (
                (say["drafted"], data.drafted_by, words.moment(data.drafted_at)),
                (say["signed"], data.countersigned_by, words.moment(data.countersigned_at)),
            )
        ),
    )
    return Sheet(
        reference=data.case.reference,
        dated=data.dated,
        parts=(Part(data.language, say["title"], data.case.foot(data.language), blocks),),
        illustrative=data.case.illustrative,
        under_2012_text=data.case.under_2012_text,
    )
