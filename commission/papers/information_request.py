"""A request for information to the applicant, question by question, in Kazakh and Russian."""

from dataclasses import dataclass
from datetime import date

from commission.papers import words
from commission.papers.casefacts import CaseFacts
from commission.papers.sheet import (
    OFFICIAL,
    Block,
    Facts,
    Heading,
    Numbered,
    Part,
    Sheet,
    Signatures,
    Small,
    Text,
)

_WORDS = {
    "kk": {
        "title": "Мәліметтер сұрау",
        "sent": "Жіберілген күні",
        "due": "Жауап беру мерзімі",
        "lead": "Өтінішті қарау үшін мына сұрақтарға жауап беруді сұраймыз:",
        "late": "Бұл кезеңдегі кешіктірілген сұрау. Бұрын сұралмау себебі",
        "questions": "Сұрақтар",
        "how": "Жауап жүйедегі өтініш бетінде әр сұрақ бойынша беріледі, құжаттар сонда қоса тіркеледі.",
    },
    "ru": {
        "title": "Запрос сведений",
        "sent": "Дата направления",
        "due": "Срок ответа",
        "lead": "Для рассмотрения заявления просим ответить на следующие вопросы:",
        "late": "Поздний запрос этой стадии. Почему не запрошено раньше",
        "questions": "Вопросы",
        "how": "Ответ даётся на странице заявления в системе по каждому вопросу, документы прилагаются там же.",
    },
}


@dataclass(frozen=True, slots=True)
class RequestData:
    """`questions` in their order, as the officer wrote them; `late_reason` for a later list of the same stage."""

    case: CaseFacts
    sent_on: date
    due_on: date | None
    questions: tuple[str, ...]
    late_reason: str = ""
    signed_by: str = ""


def sheet(data: RequestData) -> Sheet:
    """The request as a paper."""
    return Sheet(
        reference=data.case.reference,
        dated=data.sent_on,
        parts=tuple(_part(data, language) for language in OFFICIAL),
        illustrative=data.case.illustrative,
        under_2012_text=data.case.under_2012_text,
    )


def _part(data: RequestData, language: str) -> Part:
    say = _WORDS[language]
    blocks: tuple[Block, ...] = (
        Facts(
            (
                *data.case.rows(language),
                (say["sent"], words.day(data.sent_on)),
                (say["due"], words.day(data.due_on)),
                (say["late"], data.late_reason),
            )
        ),
        Text(say["lead"]),
        Heading(say["questions"]),
        Numbered(data.questions),
        Small(say["how"]),
        Signatures(words.signed(language, data.signed_by)),
    )
    return Part(language, say["title"], data.case.foot(language), blocks)
