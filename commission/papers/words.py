"""The fixed words of the papers, part of their wording: no catalogue of translations changes them."""

from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone, translation

from commission.states import ENCUMBRANCES, Choice, Kind, Motion, SaleMode
from registry import shares
from registry.roles import Role

KINDS = {
    "kk": {
        Kind.SALE: "сату",
        Kind.GIFT: "сыйға тарту",
        Kind.CONTRIBUTION: "жарғылық капиталға салым ретінде беру",
        Kind.SHARE_ISSUE: "акциялар шығару",
        Kind.PLEDGE: "кепілге беру",
        Kind.TRUST_MANAGEMENT: "сенімгерлік басқаруға беру",
        Kind.ENFORCEMENT: "өндіріп алуды айналдыру кезінде сату",
        Kind.BANKRUPTCY_SALE: "оңалту немесе банкроттық рәсімінде сату",
    },
    "ru": {
        Kind.SALE: "продажа",
        Kind.GIFT: "дарение",
        Kind.CONTRIBUTION: "внесение в уставный капитал",
        Kind.SHARE_ISSUE: "выпуск акций",
        Kind.PLEDGE: "передача в залог",
        Kind.TRUST_MANAGEMENT: "передача в доверительное управление",
        Kind.ENFORCEMENT: "продажа при обращении взыскания",
        Kind.BANKRUPTCY_SALE: "продажа в процедуре реабилитации или банкротства",
    },
    "en": {
        Kind.SALE: "sale",
        Kind.GIFT: "gift",
        Kind.CONTRIBUTION: "contribution to authorised capital",
        Kind.SHARE_ISSUE: "issue of shares",
        Kind.PLEDGE: "pledge",
        Kind.TRUST_MANAGEMENT: "trust management",
        Kind.ENFORCEMENT: "enforcement sale",
        Kind.BANKRUPTCY_SALE: "sale in rehabilitation or bankruptcy",
    },
}
MODES = {
    "kk": {
        SaleMode.OFF_EXCHANGE: "биржадан тыс",
        SaleMode.EXCHANGE: "биржада",
        SaleMode.AUCTION: "көпшілік сауда-саттықта",
    },
    "ru": {
        SaleMode.OFF_EXCHANGE: "вне биржи",
        SaleMode.EXCHANGE: "на бирже",
        SaleMode.AUCTION: "на публичных торгах",
    },
    "en": {
        SaleMode.OFF_EXCHANGE: "off the exchange",
        SaleMode.EXCHANGE: "on the exchange",
        SaleMode.AUCTION: "at a public auction",
    },
}
# What the Government decided.
OUTCOMES = {
    "kk": {
        Motion.GRANT: "Рұқсат берілді",
        Motion.GRANT_WITH_CONDITIONS: "Рұқсат шарттармен берілді",
        Motion.REFUSE: "Рұқсат беруден бас тартылды",
    },
    "ru": {
        Motion.GRANT: "Разрешение выдано",
        Motion.GRANT_WITH_CONDITIONS: "Разрешение выдано с условиями",
        Motion.REFUSE: "В выдаче разрешения отказано",
    },
}
# What is put to the Commission's vote.
MOTIONS = {
    "kk": {
        Motion.GRANT: "Үкіметке рұқсат беру ұсынылсын",
        Motion.GRANT_WITH_CONDITIONS: "Үкіметке шарттармен рұқсат беру ұсынылсын",
        Motion.REFUSE: "Үкіметке рұқсат беруден бас тарту ұсынылсын",
    },
    "ru": {
        Motion.GRANT: "Рекомендовать Правительству выдать разрешение",
        Motion.GRANT_WITH_CONDITIONS: "Рекомендовать Правительству выдать разрешение с условиями",
        Motion.REFUSE: "Рекомендовать Правительству отказать в выдаче разрешения",
    },
    "en": {
        Motion.GRANT: "Recommend that the Government grant the permission",
        Motion.GRANT_WITH_CONDITIONS: "Recommend that the Government grant the permission with conditions",
        Motion.REFUSE: "Recommend that the Government refuse the permission",
    },
}
# Who answers for a letter of the working body.
DESK = {
    "kk": "Жұмыс органының жауапты қызметкері",
    "ru": "Ответственный сотрудник рабочего органа",
}
CHOICES = {
    "kk": {Choice.FOR: "жақтап", Choice.AGAINST: "қарсы", Choice.ABSTAIN: "қалыс қалды"},
    "ru": {Choice.FOR: "за", Choice.AGAINST: "против", Choice.ABSTAIN: "воздержание"},
}
OFFICES = {
    "kk": {
        Role.CHAIR: "Комиссия төрағасы",
        Role.DEPUTY: "Комиссия төрағасының орынбасары",
        Role.MEMBER: "Комиссия мүшесі",
    },
    "ru": {
        Role.CHAIR: "председатель Комиссии",
        Role.DEPUTY: "заместитель председателя Комиссии",
        Role.MEMBER: "член Комиссии",
    },
}


def transaction(language: str, kind: str, mode: str) -> str:
    """'продажа (вне биржи)'; the mode is left out where none is given."""
    words = KINDS[language][Kind(kind)]
    return f"{words} ({MODES[language][SaleMode(mode)]})" if mode else words


def office(language: str, role: str) -> str:
    """'член Комиссии' for the code of a member's office."""
    return OFFICES[language][Role(role)]


def is_encumbrance(kind: str) -> bool:
    """Whether the other side of the deal is no acquirer."""
    return Kind(kind) in ENCUMBRANCES


def day(value: date | None) -> str:
    """DD.MM.YYYY, in every language; an empty text for none."""
    return f"{value:%d.%m.%Y}" if value else ""


def moment(value: datetime | None) -> str:
    """DD.MM.YYYY HH:MM by the clocks of Kazakhstan; an empty text for none."""
    return f"{timezone.localtime(value):%d.%m.%Y %H:%M}" if value else ""


def percent(share: Fraction | None) -> str:
    """'25,5 %' with a decimal comma in every language, '1/3' where no decimal is exact; empty for none."""
    if share is None:
        return ""
    with translation.override("ru"):
        return shares.percent(share)


def size(count: int, language: str) -> str:
    """A number of bytes as '1,2 MB', rounded up to the next tenth so that no file reads as nothing."""
    unit, words = (1024 * 1024, ("MB", "МБ")) if count >= 1024 * 1024 else (1024, ("KB", "КБ"))
    tenths = -(-count * 10 // unit)
    whole, rest = divmod(tenths, 10)
    return (
        f"{whole},{rest}\u00a0{words[language != 'en']}"
        if rest
        else f"{whole}\u00a0{words[language != 'en']}"
    )


def signed(language: str, name: str) -> tuple[tuple[str, str, str], ...]:
    """The row of whoever answers for a letter of the working body; none where nobody is named."""
    return ((DESK[language], name, ""),) if name else ()
