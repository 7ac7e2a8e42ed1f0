"""The draft of the Government's decree, in Kazakh and Russian; an officer may edit both texts."""

from dataclasses import dataclass
from datetime import date

from commission.papers.casefacts import CaseFacts
from commission.papers.sheet import OFFICIAL, Facts, Heading, Part, Sheet, Small, Text

_WORDS = {
    "kk": {
        "title": "Үкімет қаулысының жобасы",
        "text": "Қаулының мәтіні",
        "note": (
            "Қаулының нөмірі мен күні Үкімет қабылдағаннан кейін қойылады. Қазақ және орыс тілдеріндегі мәтіндердің "
            "сандары мен күндері сәйкес келуге тиіс."
        ),
    },
    "ru": {
        "title": "Проект постановления Правительства",
        "text": "Текст постановления",
        "note": (
            "Номер и дата постановления ставятся после его принятия Правительством. Числа и даты в казахском и "
            "русском текстах должны совпадать."
        ),
    },
}


@dataclass(frozen=True, slots=True)
class DraftData:
    """The texts of the draft; they keep their line breaks."""

    case: CaseFacts
    dated: date
    text_kk: str
    text_ru: str


def sheet(data: DraftData) -> Sheet:
    """The draft as a paper."""
    texts = {"kk": data.text_kk, "ru": data.text_ru}
    return Sheet(
        reference=data.case.reference,
        dated=data.dated,
        parts=tuple(_part(data, language, texts[language]) for language in OFFICIAL),
        illustrative=data.case.illustrative,
        under_2012_text=data.case.under_2012_text,
    )


def _part(data: DraftData, language: str, text: str) -> Part:
    say = _WORDS[language]
    blocks = (
        Facts(data.case.rows(language)),
        Heading(say["text"]),
        Text(text, field=language),
        Small(say["note"]),
    )
    return Part(language, say["title"], data.case.foot(language), blocks)
