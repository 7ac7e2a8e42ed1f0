"""What becomes of a file's statements, worked out by hand from the files."""

from datetime import date
from fractions import Fraction as F

from registry.exchange.bods.mapping import read
from registry.exchange.bods.terms import Package
from tests.registry.exchange.bods.files import company, man, packed, shares, stake, text, votes

WHOLE, UNKNOWN = (1, 1), (0, 1)
D = date


def stakes(package: Package) -> list[tuple[object, ...]]:
    return [(s.owner, s.company, tuple(s.capital), tuple(s.votes), s.start, s.end) for s in package.stakes]


def ties(package: Package) -> list[tuple[object, ...]]:
    return [(t.type, t.a, t.b, t.owner) for t in package.ties]


def test_all_shares_carry_all_votes():
    package = read(text("bods-package"))
    assert stakes(package) == [("10478c6cf6de", "c359f58d2977", WHOLE, WHOLE, D(2016, 4, 6), None)]
    assert [(p.kind, p.name, p.country) for p in package.parties.values()] == [
        ("entity", "Profitech Ltd", ""), ("individual", "Jennifer Hewitson-Smith", "GB"),
    ]  # fmt: skip


def test_indirect_statements_are_declared_results_and_never_arcs():
    package = read(text("bods-package-fi-soe"))
    # 76.5 % and 23.5 % of the shares; how many votes they give is not said.
    assert stakes(package) == [
        ("0199c515a699", "19f1c5afe9d7", (F(153, 200), F(153, 200)), UNKNOWN, D(2020, 1, 1), None),
        ("7ff95ba3682c", "0199c515a699", WHOLE, WHOLE, D(2020, 1, 1), None),
        ("7ff95ba3682c", "19f1c5afe9d7", (F(47, 200), F(47, 200)), UNKNOWN, D(2020, 1, 1), None),
    ]
    assert [(d.owner, d.company, d.interest, d.share) for d in package.declared] == [
        ("05ce06ec97b1", "19f1c5afe9d7", "shareholding", WHOLE)
    ]
    assert [left.values["interest"] for left in package.left] == ["otherInfluenceOrControl"]
    assert [p.kind for p in package.parties.values()] == ["entity", "entity", "state", "state"]


def test_an_update_changes_the_share_from_its_own_day():
    """Half each until the second half passed on with a death, and all to one when the other left."""
    riyadh, patrick, declan = "per-5faa4103dee78621", "per-41c0bb0cef246f7c", "per-e334cc6258e56467"
    fermcat, half = "ent-93c75c87ab28f889", (F(1, 2), F(1, 2))
    package = read(text("fermcat"))
    assert stakes(package) == [
        (riyadh, fermcat, half, UNKNOWN, D(2019, 9, 11), D(2021, 4, 3)),
        (patrick, fermcat, half, UNKNOWN, D(2019, 9, 11), D(2022, 1, 21)),
        (patrick, fermcat, WHOLE, WHOLE, D(2022, 1, 21), None),
        (declan, fermcat, half, UNKNOWN, D(2021, 4, 3), D(2022, 1, 21)),
    ]
    assert package.parties[riyadh].citizenships == ("IQ", "IE")


def test_an_unknown_interest_is_between_nothing_and_everything():
    package = read(text("indirect-ownership"))
    assert stakes(package) == [
        ("d4ab89ea169a", "ad3f6c2fcc9e", (F(3, 5), F(3, 5)), UNKNOWN, D(2017, 11, 1), None),
        ("c25d4d612c2c", "d4ab89ea169a", UNKNOWN, UNKNOWN, None, None),
    ]
    assert [d.share for d in package.declared] == [(F(3, 10), F(3, 10))]
    listed = read(text("listed-company-exempt-from-disclosure"))
    assert [(s[0], s[2]) for s in stakes(listed)] == [("fa402c4818f9", UNKNOWN)]
    assert listed.parties["fa402c4818f9"].kind == "unknown"


def test_those_who_decide_for_a_trust_are_linked_to_it_once():
    package = read(text("levent"))
    assert ties(package) == [
        ("binding_instructions", "700c264e", "8e40d059", None),
        ("binding_instructions", "d8855000", "8e40d059", None),  # settlor and trustee at once
    ]
    assert [(s[0], s[2]) for s in stakes(package)] == [("81337a6e", UNKNOWN)]
    assert ties(read(text("nomination"))) == [("binding_instructions", "101AB1984F", "103AB1984D", None)]


def test_our_own_example():
    """A range, a nominee with a principal, votes and shares of two records, a trustee, half a board."""
    package = read(text("own"))
    assert stakes(package) == [
        ("fund", "caspian", (F(51, 400), F(51, 400)), (F(1, 10), F(31, 200)), D(2024, 3, 1), None),
        ("nominee", "caspian", (F(1, 5), F(1, 5)), (F(1, 4), F(1, 4)), None, None),
        ("trust", "caspian", (F(1, 25), F(1, 25)), (F(1, 20), F(1, 20)), None, None),
        ("r9", "caspian", (F(3, 10), F(2, 5)), UNKNOWN, None, None),
    ]
    assert [s.principal for s in package.stakes] == [None, "aigerim", None, None]
    assert "nomination" not in package.parties
    assert ties(package) == [
        ("sole_executive", "aigerim", "caspian", None),
        ("binding_instructions", "aigerim", "trust", None),
        ("trust_manager", "aigerim", "caspian", "trust"),
    ]
    caspian = package.parties["caspian"]
    assert (caspian.number, caspian.names) == ("050140001238", ("", "Каспий Порт", ""))
    assert package.parties["fund"].identifiers == (("XI-LEI", "5493001KJTIIGC8Y1R12"),)


def test_numbers_are_exact_decimals():
    """14.285714285714286 % is that decimal, not the float nearest to it."""
    seventh = packed(
        company("sa", "a"), man("sm", "m"), stake("r", "x", "m", "a", votes(exact=14.285714285714286))
    )
    assert read(seventh).stakes[0].votes.low == F(14285714285714286, 10**17)


def test_a_share_not_known_to_be_direct_may_be_nothing_of_its_own():
    uncertain = shares(exact=30) | {"directOrIndirect": "unknown"}
    package = read(packed(company("sa", "a"), man("sm", "m"), stake("r", "x", "m", "a", uncertain)))
    assert stakes(package) == [("m", "a", (0, F(3, 10)), UNKNOWN, None, None)]


def test_a_changed_start_and_a_vanished_interest_end_the_former_share():
    update = {"statementId": "r2", "recordStatus": "updated", "statementDate": "2024-09-01"}
    first = stake("r", "x", "m", "a", shares(exact=10), votes(exact=20))
    second = stake("r", "x", "m", "a", shares(exact=40) | {"startDate": "2024-08-01"}, **update)
    package = read(packed(company("sa", "a"), man("sm", "m"), first, second))
    # Shares: 10 % until 1 August, 40 % since. Votes: 20 % until the statement that no longer names them.
    assert stakes(package) == [
        ("m", "a", (F(1, 10), F(1, 10)), (F(1, 5), F(1, 5)), None, D(2024, 8, 1)),
        ("m", "a", (F(2, 5), F(2, 5)), (F(1, 5), F(1, 5)), D(2024, 8, 1), D(2024, 9, 1)),
        ("m", "a", (F(2, 5), F(2, 5)), UNKNOWN, D(2024, 9, 1), None),
    ]
