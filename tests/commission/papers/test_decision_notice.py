from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from commission.papers.decision_notice import NoticeData, build
from commission.states import Kind, Motion, SaleMode
from tests.commission.papers.reading import pages, text

NOTICE = NoticeData(
    reference="C-2026-00042",
    decree_number="812",
    decree_date=date(2026, 11, 21),
    outcome=Motion.GRANT_WITH_CONDITIONS,
    object_code="SO-B-020",
    object_name_kk="«Алматы халықаралық әуежайы» АҚ акциялар пакеті",
    object_name_ru="Пакет акций в АО «Международный аэропорт Алматы»",
    kind=Kind.SALE,
    mode=SaleMode.OFF_EXCHANGE,
    applicant="TAV Holding A.Ş.",
    acquirer="Ұлттық инвестициялық қор",
    share=Fraction(51, 200),
    conditions=("Есеп беру 01.03.2027", "Сохранить назначение объекта"),
    text_kk="1. Рұқсат берілсін.\n2. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі.",
    text_ru="1. Разрешить отчуждение.\n2. Настоящее постановление вводится в действие со дня подписания.",
    illustrative=True,
    journal_seq=482,
    journal_hash="0123456789abcdef" * 4,
    notice_date=date(2026, 11, 24),
)


def test_the_kazakh_page_comes_first_and_both_say_the_same_facts():
    kazakh, russian = pages(build(NOTICE))

    for page in (kazakh, russian):
        for fact in (
            "C-2026-00042",
            "№ 812, 21.11.2026",
            "24.11.2026",
            "SO-B-020",
            "25,5 %",
            "TAV Holding A.Ş.",
            "Ұлттық инвестициялық қор",
            "1. Есеп беру 01.03.2027 2. Сохранить назначение объекта",
            "№ 482, SHA-256 " + NOTICE.journal_hash,
            "527-IV",
        ):
            assert fact in page
    assert kazakh.startswith("ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ҮКІМЕТІ")
    assert russian.startswith("ПРАВИТЕЛЬСТВО РЕСПУБЛИКИ КАЗАХСТАН")
    assert ("бет 1 / 2" in kazakh, "стр. 2 / 2" in russian) == (True, True)


def test_each_language_has_its_own_names_and_texts():
    kazakh, russian = pages(build(NOTICE))

    assert NOTICE.object_name_kk in kazakh
    assert NOTICE.object_name_ru not in kazakh
    assert "сату (биржадан тыс)" in kazakh
    assert "Рұқсат шарттармен берілді" in kazakh
    assert " ".join(NOTICE.text_kk.split()) in kazakh
    assert NOTICE.object_name_ru in russian
    assert "продажа (вне биржи)" in russian
    assert "Разрешение выдано с условиями" in russian
    assert " ".join(NOTICE.text_ru.split()) in russian


def test_appeal_clarification_regime_and_illustration_are_said_in_both():
    kazakh, russian = pages(build(NOTICE))

    assert "17-бабының 2-тармағы" in kazakh
    assert "пункт 2 статьи 17" in russian
    assert NOTICE.appeal_body_kk in kazakh
    assert NOTICE.appeal_body_ru in russian
    assert "13-баптың 5-тармағы 01.01.2016 күнінен бастап күшін жойған" in kazakh
    assert "пункт 5 статьи 13 утратил силу с 01.01.2016" in russian
    assert "Иллюстрациялық деректер" in kazakh
    assert "Иллюстративные данные" in russian


def test_what_does_not_apply_is_left_out():
    notice = replace(NOTICE, conditions=(), share=None, mode="", illustrative=False, under_2012_text=False)
    shown = text(build(replace(notice, kind=Kind.PLEDGE)))

    for word in ("Условия", "Шарттар", "Доля", "Иллюстр", "утратил", "Приобретатель", "Срок действия"):
        assert word not in shown
    assert "Другая сторона сделки" in shown
    assert "передача в залог" in shown


@pytest.mark.parametrize(
    ("outcome", "kk", "ru"),
    [
        (Motion.GRANT, "Рұқсат берілді", "Разрешение выдано"),
        (Motion.REFUSE, "Рұқсат беруден бас тартылды", "В выдаче разрешения отказано"),
    ],
)
def test_the_outcome_is_said_in_words(outcome, kk, ru):
    kazakh, russian = pages(build(replace(NOTICE, outcome=outcome)))

    assert kk in kazakh
    assert ru in russian


def test_every_kind_and_mode_has_words():
    for kind in Kind:
        for mode in SaleMode:
            assert build(replace(NOTICE, kind=kind, mode=mode))


def test_long_names_wrap_and_long_texts_flow_over_pages():
    long = replace(
        NOTICE, applicant="Очень длинное имя " * 40, acquirer="Безпробелов" * 24, text_ru="Слово " * 3000
    )
    shown = pages(build(long))
    whole = " ".join(shown)

    assert len(shown) > 3
    assert whole.count("Очень длинное имя") == 80
    # The line breaks that the page needed are the only thing between the letters.
    assert whole.replace(" ", "").replace("\u200b", "").count("Безпробелов") == 48
    assert whole.count("Слово") == 3000
    assert f"стр. {len(shown)} / {len(shown)}" in shown[-1]


def test_hostile_names_are_shown_literally():
    hostile = "*ООО* #panic() $x$ [ссылка](a)"

    assert (
        text(build(replace(NOTICE, applicant=hostile, text_ru=hostile, conditions=(hostile,)))).count(hostile)
        == 5
    )
