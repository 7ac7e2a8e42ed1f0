"""Facts as supposed: exactly what was asked changes, and the checks see it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commission.law.check import run
from commission.law.facts import Facts
from commission.law.supposing import NEWCOMER, Gap, Missing, OutOfRange, Suppositions, gaps, suppose
from commission.states import Outcome
from registry.ownership.terms import Kind, Party, Range
from tests.commission.law.builders import company, facts, person, sale, stake, thing

OPERATOR = thing(long_distance_operator=True, land_lines=True)


def case(**more: object) -> Facts:
    """SELLER 58 %, F 42 %; 5 % go to BUYER of Kazakhstan: foreigners keep 42 %."""
    return facts(
        [company("T"), person("SELLER"), company("F", "SE"), person("BUYER"), company("LUX", "LU")],
        [stake("SELLER", "T", "58 %"), stake("F", "T", "42 %")],
        object=OPERATOR,
        deal=sale("5 %"),
        **more,  # type: ignore[arg-type]
    )


def open_case() -> Facts:
    """T: SELLER 40 %, X (country unknown) 10 to 20 %, the bucket FLOAT 5 %; the rest, 35 to 45 %, is undeclared."""
    return facts(
        [company("T"), person("SELLER"), person("X", None), Party("FLOAT", Kind.UNKNOWN), person("BUYER")],
        [stake("SELLER", "T", "40 %"), stake("X", "T", "10 %", "20 %"), stake("FLOAT", "T", "5 %")],
        object=OPERATOR,
        deal=sale("5 %"),
    )


def m(found: Facts) -> tuple[str, str]:
    """Both ends of M of foreigners, of operator_49."""
    return tuple(run("operator_49", found).figures["values"]["m"]["share"])  # type: ignore[return-value]


def test_nothing_supposed_is_the_same_facts():
    given = case()
    assert not Suppositions()
    assert suppose(given, Suppositions()).sha256() == given.sha256()


def test_another_acquirer_and_another_stake_move_the_finding():
    """10 % to Luxembourg: 42 + 10 = 52 %, over 49 %; 7 % make exactly 49 %, which passes."""
    over = suppose(case(), Suppositions(share=Fraction(1, 10), acquirer="LUX"))
    assert run("operator_49", over).outcome is Outcome.VIOLATION
    exact = suppose(case(), Suppositions(share=Fraction(7, 100), acquirer="LUX"))
    assert run("operator_49", exact).outcome is Outcome.CLEAR
    assert m(exact) == ("49/100", "49/100")
    assert [(one.id, one.role, one.registered) for one in over.declared] == [("LUX", "acquirer", "LUX")]


def test_a_newcomer_of_a_country_buys():
    foreign = suppose(case(), Suppositions(share=Fraction(1, 10), newcomer=(Kind.COMPANY, "CN")))
    assert foreign.network.parties[NEWCOMER].kind is Kind.FOREIGN_COMPANY
    assert run("operator_49", foreign).outcome is Outcome.VIOLATION
    unknown = suppose(case(), Suppositions(share=Fraction(1, 10), newcomer=(Kind.NATURAL, "")))
    assert run("operator_49", unknown).outcome is Outcome.UNDETERMINED


def test_another_seller_sells():
    """F sells 10 % of its 42 % to BUYER of Kazakhstan: 32 % stay foreign."""
    sold = suppose(case(), Suppositions(share=Fraction(1, 10), seller="F"))
    assert m(sold) == ("8/25", "8/25")


def test_an_attribute_decides_whether_a_check_applies():
    given = case()
    assert run("media_20", given).outcome is Outcome.NOT_APPLICABLE
    media = suppose(given, Suppositions(attributes={"media_owner": True, "code": True}))
    assert run("media_20", media).outcome is Outcome.VIOLATION
    assert media.object.code == given.object.code
    unknown = suppose(given, Suppositions(attributes={"long_distance_operator": None}))
    assert run("operator_49", unknown).outcome is Outcome.UNDETERMINED


def test_missing_facts_are_named_the_nearest_first():
    assert gaps(open_case()) == (
        Gap("size:1", Missing.SIZE, "T", "X", Range(Fraction(1, 10), Fraction(1, 5))),
        Gap("holder:2", Missing.HOLDER, "T", "FLOAT", Range.point(Fraction(1, 20))),
        Gap("rest:T", Missing.REST, "T", None, Range(Fraction(7, 20), Fraction(9, 20))),
        Gap("country:X", Missing.COUNTRY, None, "X", Range(Fraction(0), Fraction(1))),
    )
    assert gaps(case()) == ()


def test_each_missing_fact_learned_narrows_the_share():
    """As recorded foreigners have 0 to 60 %: X at most 20 %, FLOAT 5 %, the rest up to 45 %, together 100 - 40."""
    given = open_case()
    assert m(given) == ("0/1", "3/5")
    settled = {"country:X": "KZ", "holder:2": "DE", "rest:T": "KZ", "size:1": Fraction(3, 20)}
    steps = {
        "country:X": ("0/1", "1/2"),  # X out with at least 10 %: 60 - 10
        "holder:2": ("1/20", "1/2"),  # FLOAT is German: 5 % certain, 5 + 45 possible
        "rest:T": ("1/20", "1/20"),  # only FLOAT's 5 % are left
        "size:1": ("1/20", "1/20"),
    }
    known: dict[str, Fraction | str] = {}
    for key, expected in steps.items():
        known[key] = settled[key]
        assert m(suppose(given, Suppositions(settled=dict(known)))) == expected


def test_a_share_that_the_record_excludes_is_refused():
    with pytest.raises(OutOfRange) as refused:
        suppose(open_case(), Suppositions(settled={"size:1": Fraction(1, 4)}))
    assert refused.value.gap.party == "X"


def test_a_foreign_company_of_a_supposed_country_is_foreign_whoever_owns_it():
    given = facts(
        [company("T"), company("C", None), person("SELLER"), person("BUYER")],
        [stake("SELLER", "T", "50 %"), stake("C", "T", "50 %"), stake("SELLER", "C", "100 %")],
        object=OPERATOR,
        deal=sale("5 %"),
    )
    abroad = suppose(given, Suppositions(settled={"country:C": "CY"}))
    assert m(abroad) == ("1/2", "1/2")
    assert abroad.by_id["C"].country == "CY"


def test_an_object_without_a_deal_keeps_none():
    assert suppose(replace(case(), deal=None), Suppositions(share=Fraction(1, 2))).deal is None
