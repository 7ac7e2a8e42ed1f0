"""The agenda of a session, in Kazakh and Russian."""

from dataclasses import dataclass
from datetime import date, datetime

from commission.papers import words
from commission.papers.casefacts import CaseFacts
from commission.papers.sheet import OFFICIAL, Facts, Heading, Part, Sheet, Table
from commission.states import Motion

_WORDS = {
    "kk": {
        "title": "№ {number} отырыстың күн тәртібі",
        "reference": "№ {number} отырыс",
        "at": "Отырыс уақыты",
        "place": "Өткізілетін орны",
        "called": "Шақырған",
        "items": "Қаралатын істер",
        "no": "№",
        "case": "Іс",
        "parties": "Тараптар",
        "motion": "Дауысқа қойылатын ұсыныс",
        "members": "Комиссия құрамы",
        "name": "Аты-жөні",
        "office": "Лауазымы",
    },
    "ru": {
        "title": "Повестка дня заседания № {number}",
        "reference": "Заседание № {number}",
        "at": "Время заседания",
        "place": "Место",
        "called": "Созвал(а)",
        "items": "Рассматриваемые дела",
        "no": "№",
        "case": "Дело",
        "parties": "Стороны",
        "motion": "Предложение, выносимое на голосование",
        "members": "Состав Комиссии",
        "name": "Имя",
        "office": "Должность",
    },
}


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item with its place and the motion to be voted on (a code of `Motion`)."""

    position: int
    case: CaseFacts
    motion: str


@dataclass(frozen=True, slots=True)
class AgendaData:
    """A session and its items; `members` are pairs of (name, office's code)."""

    number: int
    starts_at: datetime
    dated: date
    place: str
    called_by: str
    items: tuple[AgendaLine, ...]
    members: tuple[tuple[str, str], ...]


def sheet(data: AgendaData) -> Sheet:
    """The agenda as a paper."""
    return Sheet(
        reference=f"№ {data.number}",
        dated=data.dated,
        parts=tuple(_part(data, language) for language in OFFICIAL),
        illustrative=any(line.case.illustrative for line in data.items),
        under_2012_text=any(line.case.under_2012_text for line in data.items),
    )


def _part(data: AgendaData, language: str) -> Part:
    say = _WORDS[language]
    blocks = (
        Facts(
            (
                (say["at"], words.moment(data.starts_at)),
                (say["place"], data.place),
                (say["called"], data.called_by),
            )
        ),
        Heading(say["items"]),
        Table(
            (say["no"], say["case"], say["parties"], say["motion"]),
            tuple(_row(line, language) for line in data.items),
            (0, 3, 3, 3),
        ),
        Heading(say["members"]),
        Table(
            (say["name"], say["office"]),
            tuple((name, words.office(language, office)) for name, office in data.members),
            (1, 1),
        ),
    )
    number = str(data.number)
    return Part(language, say["title"].format(number=number), say["reference"].format(number=number), blocks)


def _row(line: AgendaLine, language: str) -> tuple[str, ...]:
    case = line.case
    parties = "\n".join(name for name in (case.applicant, case.acquirer) if name)
    return (
        str(line.position),
        f"{case.reference}\n{case.object_line(language)}",
        parties,
        words.MOTIONS[language][Motion(line.motion)],
    )
