"""What the people of a seeded office write; every text says that it is illustrative."""

from commission.reasons import Aim, Restricts
from commission.services.library import TermsData
from commission.services.restrictions import RestrictionData
from commission.states import Answer, Motion

REASONS = {
    Answer.NO_OBJECTION: (
        "Возражений нет (иллюстративно).",
        "Қарсылық жоқ (иллюстрациялық).",
        "В пределах компетенции угроз не усматривается (иллюстративно).",
    ),
    Answer.WITH_CONDITIONS: ("Согласуется при сохранении профиля деятельности (иллюстративно).",),
    Answer.OBJECTION: ("Структура приобретателя не раскрыта до конечного владельца (иллюстративно).",),
    Answer.NO_COMPETENCE: ("Вопрос не относится к компетенции органа (иллюстративно).",),
}
# (what is missing, what a whole one looks like)
DEFECTS = (
    (
        "D6: отчёт об оценке не подписан оценщиком (иллюстративно).",
        "Подпись и печать оценщика на последнем листе.",
    ),
    (
        "D4: в проекте договора не указан порядок дальнейшего использования объекта (иллюстративно).",
        "Раздел договора о профиле деятельности и сроках.",
    ),
    (
        "D12: сведения об обременениях старше месяца (иллюстративно).",
        "Справка, выданная не ранее чем за месяц до подачи.",
    ),
)
QUESTIONS = (
    "Представьте структуру собственности приобретателя (иллюстративно).",
    "Поясните порядок оплаты и источник средств (иллюстративно).",
    "Укажите, кто будет управлять объектом после сделки (иллюстративно).",
    "Подтвердите сохранение персонала и профиля деятельности (иллюстративно).",
)
ANSWER = "Сведения прилагаются (иллюстративно)."
APPEALS = (
    "Структура приобретателя раскрыта полностью; довод отказа не соответствует документам (иллюстративно).",
    "Вывод об угрозе основан на устаревших сведениях (иллюстративно).",
)
SUPERVISION = (
    "Прошу сообщить о соблюдении срока рассмотрения (иллюстративно).",
    "Прошу представить основания истребования дополнительных сведений (иллюстративно).",
    "Устранить нарушение порядка уведомления заявителя (иллюстративно).",
)
# Of bankruptcy, of enforcement.
NOTICES = (
    "Возбуждено дело о реабилитации собственника (иллюстративно).",
    "Банк обратил взыскание на заложенное имущество (иллюстративно).",
)
WITHDRAWALS = (
    "Покупатель отказался от сделки (иллюстративно).",
    "Стороны изменили условия договора и подадут новое заявление (иллюстративно).",
)
DISSENTS = (
    "Считаю, что условие о сохранении персонала следовало включить (иллюстративно).",
    "Не согласен: источник средств приобретателя не подтверждён (иллюстративно).",
)
# (in Russian, in Kazakh, months from one report to the next)
CONDITIONS = (
    (
        "Сохранять профиль деятельности объекта (иллюстративно).",
        "Объектінің қызмет бейінін сақтау (иллюстрациялық).",
        3,
    ),
    (
        "Ежегодно представлять сведения о составе владельцев (иллюстративно).",
        "Иелерінің құрамы туралы мәліметтерді жыл сайын ұсыну (иллюстрациялық).",
        12,
    ),
    (
        "Не передавать управление объектом третьим лицам без уведомления (иллюстративно).",
        "Хабарламасыз объектіні басқаруды үшінші тұлғаларға бермеу (иллюстрациялық).",
        6,
    ),
)
OUTCOME = {
    Motion.GRANT: ("рұқсат берілсін", "Выдать разрешение"),
    Motion.GRANT_WITH_CONDITIONS: ("шарттармен рұқсат берілсін", "Выдать разрешение с условиями"),
    Motion.REFUSE: ("рұқсат беруден бас тартылсын", "Отказать в выдаче разрешения"),
}


def decree(motion: Motion, reference: str) -> tuple[str, str]:
    """The decree's text in Kazakh and in Russian, with the same numbers."""
    kazakh, russian = OUTCOME[motion]
    return (
        f"Иллюстрациялық қаулы. {reference} өтініші бойынша {kazakh}.",
        f"Иллюстративное постановление. {russian} по заявлению {reference}.",
    )


def terms(place: int) -> TermsData:
    """A condition that can be verified: reported on every so many months, ended by release."""
    russian, kazakh, months = CONDITIONS[place % len(CONDITIONS)]
    return TermsData(
        wording_ru=russian,
        wording_kk=kazakh,
        evidence_ru="Отчёт владельца (иллюстративно).",
        evidence_kk="Иесінің есебі (иллюстрациялық).",
        verifier="working_body",
        schedule="every",
        months=months,
        ending="released",
    )


def internal_record(condition: str) -> RestrictionData:
    """Why a condition, or where none is given the refusal, restricts: kept inside (NSL 17(2))."""
    return RestrictionData(
        restricts=Restricts.CONDITION if condition else Restricts.REFUSAL,
        condition=condition,
        grounds=() if condition else ("G1",),
        legal_basis="NSL 23(5)",
        aim=Aim.PUBLIC_SAFETY,
        interests=("5.1.11",),
        threats=("6.1.11",),
        reasons="Снабжение зависело бы от одного покупателя (иллюстративно).",
        lesser_measures="Обязанность отчитываться (иллюстративно).",
        why_not_enough="Она действует слишком поздно (иллюстративно).",
    )
