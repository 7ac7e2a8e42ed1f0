"""Two texts of one decree."""

from commission.procedure.parity import Difference, differences


def test_the_same_numbers_in_another_order_agree():
    assert differences("2026 жылғы 22 қарашадағы № 15", "№ 15 от 22 ноября 2026 года") == []


def test_a_wrong_percentage_is_named_from_both_texts():
    assert differences("Үлесі 10 пайыз", "Доля 12 процентов") == [
        Difference("number", "10", 1, 0),
        Difference("number", "12", 0, 1),
    ]


def test_a_number_that_stands_once_more_in_one_text_is_named():
    assert differences("10 және 10", "10") == [Difference("number", "10", 2, 1)]


def test_a_decimal_comma_equals_a_point():
    assert differences("12,5 %", "12.5 %") == []


def test_a_date_is_the_same_in_words_and_in_figures():
    assert differences("2027 жылғы 5 мамырға дейін", "до 5 мая 2027 года") == []
    assert differences("2027 жылғы 5 мамырға дейін", "до 05.05.2027") == []


def test_another_month_in_words_is_a_difference():
    assert differences("2027 жылғы 5 мамырға дейін", "до 5 июня 2027 года") == [
        Difference("date", "05.05.2027", 1, 0),
        Difference("date", "05.06.2027", 0, 1),
    ]


def test_a_latin_name_or_code_must_stand_in_both():
    kazakh = "SO-B-020 объектісін Nordic Fund сатып алсын."
    assert differences(kazakh, "Nordic Fund приобретает объект SO-B-020.") == []
    assert differences(kazakh, "Nordic Bank приобретает объект SO-B-020.") == [
        Difference("name", "Bank", 0, 1),
        Difference("name", "Fund", 1, 0),
    ]


def test_a_known_name_is_found_with_its_endings_and_missed_where_it_is_missing():
    names = [("Алатау Инфрақұрылымы", "Алатау Инфраструктура"), ("Каспий Порты", "Каспий Порт")]
    kazakh = "Алатау Инфрақұрылымына сатуға рұқсат берілсін."
    assert differences(kazakh, "Разрешить продажу Алатау Инфраструктуре.", names) == []
    assert differences(kazakh, "Разрешить продажу Алтын Инвесту.", names) == [
        Difference("name", "Алатау Инфрақұрылымы / Алатау Инфраструктура", 1, 0)
    ]
