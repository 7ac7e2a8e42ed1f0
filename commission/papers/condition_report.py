"""How the conditions of a decree stand on a day, in Kazakh and Russian."""

from dataclasses import dataclass
from datetime import date

from commission.papers import words
from commission.papers.casefacts import CaseFacts
from commission.papers.sheet import OFFICIAL, Block, Facts, Heading, Part, Sheet, Table

_WORDS = {
    "kk": {
        "title": "Қаулы шарттарының орындалуы туралы есеп",
        "decree": "Үкімет қаулысы",
        "decree_words": "№ {number}, {day}",
        "as_of": "Күніне",
        "counts": "Шарттар",
        "counts_words": "барлығы – {all}, күшінде – {live}, аяқталған – {ended}",
        "list": "Шарттар",
        "no": "№",
        "condition": "Шарт",
        "verifier": "Кім тексереді",
        "due": "Мерзімі",
        "standing": "Жай-күйі",
        "live": "күшінде",
        "late": "күшінде, мерзімі өтті",
        "ended": "аяқталды: {day}",
        "desk": "жұмыс органы",
        "dates": "Мерзімдер мен есептер",
        "report": "Тексеру нәтижесі",
        "evidence": "Есеп берілген күн",
    },
    "ru": {
        "title": "Отчёт об исполнении условий постановления",
        "decree": "Постановление Правительства",
        "decree_words": "№ {number}, {day}",
        "as_of": "По состоянию на",
        "counts": "Условия",
        "counts_words": "всего – {all}, действует – {live}, прекращено – {ended}",
        "list": "Условия",
        "no": "№",
        "condition": "Условие",
        "verifier": "Кто проверяет",
        "due": "Срок",
        "standing": "Состояние",
        "live": "действует",
        "late": "действует, срок истёк",
        "ended": "прекращено: {day}",
        "desk": "рабочий орган",
        "dates": "Сроки и отчёты",
        "report": "Результат проверки",
        "evidence": "Дата отчёта",
    },
}


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition; `verifiers` are the verifying body's names by language (empty: the working body)."""

    position: int
    wordings: tuple[tuple[str, str], ...]
    verifiers: tuple[tuple[str, str], ...]
    due_on: date | None
    released_on: date | None


@dataclass(frozen=True, slots=True)
class DueLine:
    """One due date of a condition: when evidence was sent last, and in words by language how it stands."""

    position: int
    due_on: date
    sent_on: date | None
    standings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ConditionReportData:
    """The conditions of one decree as they stand on `as_of`."""

    case: CaseFacts
    decree_number: str
    decree_date: date
    as_of: date
    conditions: tuple[ConditionLine, ...]
    dates: tuple[DueLine, ...] = ()


def sheet(data: ConditionReportData) -> Sheet:
    """The report as a paper."""
    return Sheet(
        reference=data.case.reference,
        dated=data.as_of,
        parts=tuple(_part(data, language) for language in OFFICIAL),
        illustrative=data.case.illustrative,
        under_2012_text=data.case.under_2012_text,
    )


def _part(data: ConditionReportData, language: str) -> Part:
    say = _WORDS[language]
    ended = sum(line.released_on is not None for line in data.conditions)
    counts = say["counts_words"].format(
        all=len(data.conditions), live=len(data.conditions) - ended, ended=ended
    )
    blocks: tuple[Block, ...] = (
        Facts(
            (
                *data.case.rows(language),
                (
                    say["decree"],
                    say["decree_words"].format(number=data.decree_number, day=words.day(data.decree_date)),
                ),
                (say["as_of"], words.day(data.as_of)),
                (say["counts"], counts),
            )
        ),
        Heading(say["list"]),
        Table(
            (say["no"], say["condition"], say["verifier"], say["due"], say["standing"]),
            tuple(_row(line, language, data.as_of) for line in data.conditions),
            (0, 4, 2, 0, 2),
        ),
        *([Heading(say["dates"])] if data.dates else []),
        Table(
            (say["no"], say["due"], say["evidence"], say["report"]),
            tuple(
                (
                    str(line.position),
                    words.day(line.due_on),
                    words.day(line.sent_on),
                    dict(line.standings)[language],
                )
                for line in data.dates
            ),
            (0, 0, 0, 1),
        ),
    )
    return Part(language, say["title"], data.case.foot(language), blocks)


def _row(line: ConditionLine, language: str, as_of: date) -> tuple[str, ...]:
    say = _WORDS[language]
    if line.released_on is not None:
        standing = say["ended"].format(day=words.day(line.released_on))
    else:
        standing = say["late" if line.due_on is not None and line.due_on < as_of else "live"]
    return (
        str(line.position),
        dict(line.wordings)[language],
        dict(line.verifiers).get(language) or say["desk"],
        words.day(line.due_on),
        standing,
    )
