"""The letter that asks a state body for its opinion, in Kazakh and Russian; an officer may edit its text."""

from dataclasses import dataclass
from datetime import date

from commission.papers import words
from commission.papers.casefacts import CaseFacts
from commission.papers.sheet import OFFICIAL, Facts, Heading, Part, Sheet, Signatures, Small, Text

_WORDS = {
    "kk": {
        "title": "Қорытынды сұрау",
        "to": "Кімге",
        "competence": "Құзыреті (ҰҚЗ)",
        "asked": "Сұралған күні",
        "due": "Жауап беру мерзімі",
        "text": "Сұрау мәтіні",
        "standard": (
            "Стратегиялық объектілер жөніндегі комиссияның жұмыс органы жоғарыда көрсетілген өтініш бойынша Сіздердің "
            "құзыреттеріңіз шегінде қорытынды беруді сұрайды.\n"
            "Қорытындыда мыналарды көрсетуді сұраймыз: қарсылық бар ма; мәміле қандай қауіп-қатерлерге әкелуі мүмкін; "
            "рұқсат қандай шарттармен берілуі мүмкін. Жауап {due} күніне дейін күтіледі."
        ),
        "system": "Жауап жүйеде немесе хатпен беріледі. Бұл сұрау құпия мәліметтерді қамтымайды.",
    },
    "ru": {
        "title": "Запрос заключения",
        "to": "Кому",
        "competence": "Компетенция (ЗНБ)",
        "asked": "Дата запроса",
        "due": "Срок ответа",
        "text": "Текст запроса",
        "standard": (
            "Рабочий орган Комиссии по стратегическим объектам просит дать заключение по указанному заявлению в "
            "пределах вашей компетенции.\n"
            "Просим указать в заключении: есть ли возражения; к каким угрозам может привести сделка; на каких условиях "
            "разрешение может быть выдано. Ответ ожидается до {due}."
        ),
        "system": "Ответ даётся в системе или письмом. Запрос не содержит секретных сведений.",
    },
}


@dataclass(frozen=True, slots=True)
class ConsultationData:
    """`bodies` are the body's names by language, `competence` the subparagraph on which it is asked.

    `texts` by language replace the standard words where an officer edited them.
    """

    case: CaseFacts
    bodies: tuple[tuple[str, str], ...]
    competence: str
    asked_on: date
    due_on: date
    texts: tuple[tuple[str, str], ...] = ()
    signed_by: str = ""


def sheet(data: ConsultationData) -> Sheet:
    """The letter as a paper."""
    return Sheet(
        reference=data.case.reference,
        dated=data.asked_on,
        parts=tuple(_part(data, language) for language in OFFICIAL),
        illustrative=data.case.illustrative,
        under_2012_text=data.case.under_2012_text,
    )


def _part(data: ConsultationData, language: str) -> Part:
    say = _WORDS[language]
    due = words.day(data.due_on)
    blocks = (
        Facts(
            (
                (say["to"], dict(data.bodies)[language]),
                (say["competence"], data.competence),
                *data.case.rows(language),
                (say["asked"], words.day(data.asked_on)),
                (say["due"], due),
            )
        ),
        Heading(say["text"]),
        Text(dict(data.texts).get(language) or say["standard"].format(due=due), field=language),
        Small(say["system"]),
        Signatures(words.signed(language, data.signed_by)),
    )
    return Part(language, say["title"], data.case.foot(language), blocks)
