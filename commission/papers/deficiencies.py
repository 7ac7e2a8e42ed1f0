"""The list of everything that a package lacks, sent once, in Kazakh and Russian."""

from dataclasses import dataclass
from datetime import date

from commission.papers import words
from commission.papers.casefacts import CaseFacts
from commission.papers.sheet import OFFICIAL, Facts, Heading, Numbered, Part, Sheet, Signatures, Small, Text

_WORDS = {
    "kk": {
        "title": "Құжаттар топтамасындағы кемшіліктер тізбесі",
        "returned": "Қайтарылған күні",
        "lead": (
            "Құжаттар топтамасы толық емес. Өтініш толықтыруға қайтарылды. "
            "Барлық кемшілік осы тізбеде бірден аталған."
        ),
        "list": "Нені толықтыру керек",
        "next": "Әрі қарай не болады",
        "steps": (
            "Жетіспейтін құжаттарды жүйеде қоса беріп, өтінішті қайта жіберіңіз. "
            "Қарау мерзімі жетіспеген соңғы құжат алынған күннен бастап есептеледі."
        ),
    },
    "ru": {
        "title": "Перечень недостатков пакета документов",
        "returned": "Дата возврата",
        "lead": (
            "Пакет документов неполон. Заявление возвращено на доработку. "
            "Все недостатки названы в этом перечне сразу."
        ),
        "list": "Что нужно восполнить",
        "next": "Что дальше",
        "steps": (
            "Приложите недостающие документы в системе и подайте заявление снова. "
            "Срок рассмотрения исчисляется со дня получения последнего недостающего документа."
        ),
    },
}


@dataclass(frozen=True, slots=True)
class DeficiencyData:
    """`items` are the defects as the officer wrote them, each with its ground."""

    case: CaseFacts
    returned_on: date
    items: tuple[str, ...]
    signed_by: str = ""


def sheet(data: DeficiencyData) -> Sheet:
    """The list as a paper."""
    return Sheet(
        reference=data.case.reference,
        dated=data.returned_on,
        parts=tuple(_part(data, language) for language in OFFICIAL),
        illustrative=data.case.illustrative,
        under_2012_text=data.case.under_2012_text,
    )


def _part(data: DeficiencyData, language: str) -> Part:
    say = _WORDS[language]
    blocks = (
        Facts((*data.case.rows(language), (say["returned"], words.day(data.returned_on)))),
        Text(say["lead"]),
        Heading(say["list"]),
        Numbered(data.items),
        Heading(say["next"]),
        Small(say["steps"]),
        Signatures(words.signed(language, data.signed_by)),
    )
    return Part(language, say["title"], data.case.foot(language), blocks)
