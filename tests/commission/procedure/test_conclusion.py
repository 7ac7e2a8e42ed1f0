"""A contract beside its permission: pure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from commission.procedure.conclusion import Buyer, Concluded, Difference, Permitted, differences

PERMITTED = Permitted(
    buyer=Buyer("Nordic Fund", key="NORDIC"),
    share=Fraction(1, 10),
    price=Decimal("100.00"),
    since=date(2026, 3, 2),
    until=date(2026, 9, 2),
)
AS_PERMITTED = Concluded(
    buyer=Buyer("Nordic Fund A.B.", key="NORDIC"),
    share=Fraction(1, 10),
    price=Decimal("100"),
    on=date(2026, 3, 2),
)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"share": Fraction(9, 100)}, []),
        ({"share": Fraction(1001, 10000)}, [Difference.LARGER_SHARE]),
        ({"price": Decimal("100.01")}, [Difference.OTHER_PRICE]),
        ({"price": None}, [Difference.OTHER_PRICE]),
        ({"on": date(2026, 3, 1)}, [Difference.BEFORE_PERMISSION]),
        ({"on": date(2026, 9, 2)}, []),
        ({"on": date(2026, 9, 3)}, [Difference.AFTER_TERM]),
        ({"buyer": Buyer("Nordic Fund", key="OTHER")}, [Difference.OTHER_BUYER]),
    ],
)
def test_what_the_permission_does_not_cover(changes, found):
    assert differences(PERMITTED, replace(AS_PERMITTED, **changes)) == found


def test_a_buyer_is_known_by_key_then_number_then_name():
    assert Buyer("A", identifier="1", key="K").is_same(Buyer("B", identifier="2", key="K"))
    assert not Buyer("A", identifier="1", key="K").is_same(Buyer("A", identifier="1", key="L"))
    assert Buyer("A", identifier="1", key="K").is_same(Buyer("B", identifier="1"))
    assert not Buyer("A", identifier="1").is_same(Buyer("A", identifier="2"))
    assert Buyer("Nordic  fund").is_same(Buyer("NORDIC Fund"))


def test_what_was_never_filed_is_not_compared():
    open_terms = replace(PERMITTED, price=None, share=None, until=None)
    late = replace(AS_PERMITTED, price=Decimal("7"), share=Fraction(1), on=date(2030, 1, 1))
    assert differences(open_terms, late) == []
