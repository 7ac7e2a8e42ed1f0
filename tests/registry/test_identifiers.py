"""IIN and BIN control digits, worked by hand."""

import pytest

from registry.identifiers import control_digit, is_identifier


def test_a_control_digit_is_the_weighted_sum_modulo_eleven():
    # 970540000107: 9*1 + 7*2 + 0*3 + 5*4 + 4*5 + 0*6 + 0*7 + 0*8 + 0*9 + 1*10 + 0*11 = 9+14+20+20+10 = 73 = 6*11 + 7
    assert control_digit("97054000010") == 7
    # 020540003431: 2*2 + 5*4 + 4*5 + 3*9 + 4*10 + 3*11 = 4+20+20+27+40+33 = 144 = 13*11 + 1
    assert control_digit("02054000343") == 1


def test_a_remainder_of_ten_is_weighted_again():
    # 00000000010: 1*10 = 10; again with the second weights, whose tenth is 1: 1*1 = 1
    assert control_digit("00000000010") == 1


def test_a_number_that_gives_ten_twice_does_not_exist():
    # 50000000060: 5*1 + 6*10 = 65 = 5*11 + 10; again: 5*3 + 6*1 = 21 = 11 + 10
    assert control_digit("50000000060") is None
    assert [is_identifier(f"50000000060{last}") for last in range(10)] == [False] * 10


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("970540000107", True),
        ("020540003431", True),
        ("000000000101", True),
        ("970540000108", False),
        ("97054000010", False),
        ("9705400001070", False),
        ("97054000010a", False),
        ("٩٧٠٥٤٠٠٠٠١٠٧", False),
        ("97054 000107", False),
        ("", False),
    ],
)
def test_only_twelve_ascii_digits_with_a_fitting_last_one_are_an_identifier(text: str, right: bool):
    assert is_identifier(text) is right
