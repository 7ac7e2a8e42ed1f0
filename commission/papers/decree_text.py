"""The first draft of a decree in Kazakh and Russian, from what was recommended: fixed words around the case's own."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from commission.papers import words
from commission.states import Motion


@dataclass(frozen=True, slots=True)
class DecreeFacts:
    """What a decree names: plain values. `conditions` are (Kazakh, Russian) wordings; `grounds` codes of SPL 187(3)."""

    reference: str
    outcome: Motion
    object_code: str
    object_kk: str
    object_ru: str
    kind: str
    applicant: str
    acquirer: str
    share: Fraction | None
    mode: str = ""
    conditions: tuple[tuple[str, str], ...] = ()
    grounds: tuple[str, ...] = ()
    term_until: date | None = None


_GROUNDS_KK = {
    "G1": "Қазақстан Республикасының заңнамасын, оның ішінде ұлттық қауіпсіздік туралы заңнаманы бұзу",
    "G2": "Қазақстан Республикасының халықаралық шарты",
}
_GROUNDS_RU = {
    "G1": "нарушение законодательства Республики Казахстан, в том числе о национальной безопасности",
    "G2": "международный договор Республики Казахстан",
}


def draft(facts: DecreeFacts) -> tuple[str, str]:
    """(Kazakh, Russian). Both carry the same numbers, dates and names; people edit them from here."""
    return "\n".join(_kazakh(facts)), "\n".join(_russian(facts))


def _other(lead: str, facts: DecreeFacts) -> str:
    """Nothing where no acquirer is named, as a pledgee and a bailiff need not (SPL 188(1) D7)."""
    return f"{lead}{facts.acquirer}" if facts.acquirer else ""


def _kazakh(facts: DecreeFacts) -> list[str]:
    lines = [
        "Қазақстан Республикасы Азаматтық кодексінің 193-1-бабына және «Қазақстан Республикасының ұлттық "
        "қауіпсіздігі туралы» Қазақстан Республикасы Заңының 13-бабына сәйкес Қазақстан Республикасының Үкіметі "
        "ҚАУЛЫ ЕТЕДІ:",
        "",
    ]
    what = (
        f"{facts.object_code} стратегиялық объектісімен («{facts.object_kk}») мәміле жасасуға: "
        f"{words.transaction('kk', facts.kind, facts.mode)}{_share(', үлесі ', facts)}; "
        f"өтініш беруші – {facts.applicant}{_other(', екінші тарап – ', facts)} ({facts.reference} өтініші)"
    )
    if facts.outcome == Motion.REFUSE:
        lines.append(f"1. Рұқсат беруден бас тартылсын: {what}.")
        if facts.grounds:
            lines.append(f"2. Бас тарту негізі: {'; '.join(_GROUNDS_KK[one] for one in facts.grounds)}.")
        return lines
    lines.append(f"1. Рұқсат берілсін: {what}.")
    number = 2
    if facts.conditions:
        lines.append(f"{number}. Рұқсат мынадай шарттармен беріледі:")
        lines += [f"{at}) {kazakh};" for at, (kazakh, _russian) in enumerate(facts.conditions, start=1)]
        number += 1
    if facts.term_until:
        lines.append(f"{number}. Рұқсат {words.day(facts.term_until)} дейін қолданылады.")
    return lines


def _russian(facts: DecreeFacts) -> list[str]:
    lines = [
        "В соответствии со статьёй 193-1 Гражданского кодекса Республики Казахстан и статьёй 13 Закона Республики "
        "Казахстан «О национальной безопасности Республики Казахстан» Правительство Республики Казахстан "
        "ПОСТАНОВЛЯЕТ:",
        "",
    ]
    what = (
        f"на совершение сделки со стратегическим объектом {facts.object_code} («{facts.object_ru}»): "
        f"{words.transaction('ru', facts.kind, facts.mode)}{_share(', доля ', facts)}; "
        f"заявитель – {facts.applicant}{_other(', другая сторона – ', facts)} (заявление {facts.reference})"
    )
    if facts.outcome == Motion.REFUSE:
        lines.append(f"1. Отказать в выдаче разрешения {what}.")
        if facts.grounds:
            lines.append(f"2. Основание отказа: {'; '.join(_GROUNDS_RU[one] for one in facts.grounds)}.")
        return lines
    lines.append(f"1. Выдать разрешение {what}.")
    number = 2
    if facts.conditions:
        lines.append(f"{number}. Разрешение выдаётся на следующих условиях:")
        lines += [f"{at}) {russian};" for at, (_kazakh, russian) in enumerate(facts.conditions, start=1)]
        number += 1
    if facts.term_until:
        lines.append(f"{number}. Разрешение действует до {words.day(facts.term_until)}.")
    return lines


def _share(lead: str, facts: DecreeFacts) -> str:
    return f"{lead}{words.percent(facts.share)}" if facts.share is not None else ""
