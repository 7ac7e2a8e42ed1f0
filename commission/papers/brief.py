"""The brief of a case on one page, in its reader's language: internal, without a number."""

from dataclasses import dataclass
from datetime import date

from commission.papers import words
from commission.papers.casefacts import CaseFacts
from commission.papers.sheet import Block, Caution, Facts, Heading, Numbered, Part, Sheet, Table

_WORDS = {
    "kk": {
        "title": "Іс туралы қысқаша анықтама",
        "internal": "Ішкі құжат: өтініш берушіге және жұртшылыққа берілмейді.",
        "state": "Жай-күйі",
        "officer": "Орындаушы",
        "zero": "Нөлінші күн",
        "due": "Заңды мерзім аяқталады",
        "motion": "Ұсынылатын шешім",
        "no_motion": "есеп әлі қол қойылмаған",
        "counts": "Тексерулер",
        "alarms": "Назар аударуды қажет ететін тексерулер",
        "opinions": "Органдардың қорытындылары",
        "body": "Орган",
        "answer": "Жауабы",
        "by": "Мерзімі",
        "conditions": "Ұсынылатын шарттар",
    },
    "ru": {
        "title": "Краткая справка по делу",
        "internal": "Внутренний документ: заявителю и публике не выдаётся.",
        "state": "Состояние",
        "officer": "Исполнитель",
        "zero": "Нулевой день",
        "due": "Законный срок истекает",
        "motion": "Предлагаемое решение",
        "no_motion": "отчёт ещё не завизирован",
        "counts": "Проверки",
        "alarms": "Проверки, требующие внимания",
        "opinions": "Заключения органов",
        "body": "Орган",
        "answer": "Ответ",
        "by": "Срок",
        "conditions": "Предлагаемые условия",
    },
    "en": {
        "title": "Brief of the case",
        "internal": "Internal: not given to the applicant or the public.",
        "state": "State",
        "officer": "Officer",
        "zero": "Day zero",
        "due": "Statutory total ends",
        "motion": "Proposed recommendation",
        "no_motion": "the report is not countersigned yet",
        "counts": "Checks",
        "alarms": "Checks that call for attention",
        "opinions": "Opinions of the bodies",
        "body": "Body",
        "answer": "Answer",
        "by": "Due",
        "conditions": "Conditions proposed",
    },
}


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """A body asked, what it answered in words, and by when."""

    body: str
    answer: str
    due_on: date


@dataclass(frozen=True, slots=True)
class BriefData:
    """A case at a glance. Words (`state`, `motion`, `counts`, `alarms`, answers) are in `language` already."""

    language: str
    case: CaseFacts
    as_of: date
    state: str
    officer: str
    t0: date | None
    due_on: date | None
    motion: str
    counts: str
    alarms: tuple[tuple[str, str], ...]
    opinions: tuple[OpinionLine, ...]
    conditions: tuple[str, ...]


def sheet(data: BriefData) -> Sheet:
    """The brief as a paper in small print."""
    say = _WORDS[data.language]
    blocks: tuple[Block, ...] = (
        Caution(say["internal"]),
        Facts(
            (
                *data.case.rows(data.language),
                (say["state"], data.state),
                (say["officer"], data.officer),
                (say["zero"], words.day(data.t0)),
                (say["due"], words.day(data.due_on)),
                (say["motion"], data.motion or say["no_motion"]),
                (say["counts"], data.counts),
            )
        ),
        *([Heading(say["alarms"])] if data.alarms else []),
        Facts(data.alarms),
        *([Heading(say["opinions"])] if data.opinions else []),
        Table(
            (say["body"], say["answer"], say["by"]),
            tuple((line.body, line.answer, words.day(line.due_on)) for line in data.opinions),
            (2, 1, 0),
        ),
        *([Heading(say["conditions"])] if data.conditions else []),
        Numbered(data.conditions),
    )
    return Sheet(
        reference=data.case.reference,
        dated=data.as_of,
        parts=(Part(data.language, say["title"], data.case.foot(data.language), blocks),),
        illustrative=data.case.illustrative,
        under_2012_text=data.case.under_2012_text,
        dense=True,
    )
