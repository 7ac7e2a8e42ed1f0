"""Two texts of one decree."""

from commission.procedure.parity import differences


def test_the_same_numbers_in_another_order_agree():
    assert differences("2026 жылғы 22 қарашадағы № 15", "№ 15 от 22 2026") == []


def test_a_wrong_percentage_is_named_from_both_texts():
    assert differences("Үлесі 10 пайыз", "Доля 12 процентов") == ["10", "12"]


def test_a_number_that_stands_once_more_in_one_text_is_named():
    assert differences("10 және 10", "10") == ["10"]


def test_a_decimal_comma_equals_a_point():
    assert differences("12,5 %", "12.5 %") == []
