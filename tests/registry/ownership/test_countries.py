"""One country among others, and one day among others. Worked out with a pencil."""

from datetime import date
from fractions import Fraction

from registry.ownership.control import Control
from registry.ownership.measures import (
    country_shares,
    foreigners,
    measure,
)
from registry.ownership.network import Kind, Party
from tests.registry.ownership.facts import (
    abroad,
    company,
    exactly,
    holding,
    link,
    network,
    person,
)


def test_a_country_through_everything_and_at_the_first_foreigner() -> None:
    # T: 40 % a Singapore company, of which China owns 60 %. First hit: all 40 % Singapore's. Through: 24 % China's.
    view = network(
        Party("CN", Kind.STATE, "CN"),
        abroad("SG", "SG"),
        person("S", "SG"),
        person("K"),
        company("T"),
        holding("CN", "SG", "0.6"),
        holding("S", "SG", "0.4"),
        holding("SG", "T", "0.4"),
        holding("K", "T", "0.6"),
    ).on(None)
    china, singapore = country_shares(view, "T", "CN"), country_shares(view, "T", "SG")
    assert (china.first_hit, china.through_everything) == (exactly("0"), exactly("24/100"))
    assert (singapore.first_hit, singapore.through_everything) == (exactly("2/5"), exactly("2/5"))
    # China controls SG, so it votes SG's 40 %; SG is a holder with 60 % of its votes Chinese: an affiliate.
    assert (china.k, china.affiliates) == (exactly("2/5"), exactly("2/5"))


def test_affiliates_start_at_ten_percent() -> None:
    def shares_of(stake: str) -> Fraction:
        view = network(
            person("F", "RU"),
            person("K"),
            company("A", complete=True),
            company("T", complete=True),
            holding("F", "A", stake),
            holding("K", "A", str(1 - Fraction(stake))),
            holding("A", "T", "0.5"),
            holding("K", "T", "0.5"),
        ).on(None)
        return country_shares(view, "T", "RU").affiliates.low

    assert (shares_of("0.1"), shares_of("0.09")) == (Fraction(1, 2), Fraction(0))


def test_dates_are_half_open() -> None:
    net = network(
        person("F", "RU"),
        person("K"),
        company("T", complete=True),
        holding("F", "T", "0.3", valid_to=date(2023, 5, 1)),
        holding("F", "T", "0.1", valid_from=date(2023, 5, 1)),
        holding("K", "T", "0.7", valid_to=date(2023, 5, 1)),
        holding("K", "T", "0.9", valid_from=date(2023, 5, 1)),
    )
    shares_on = [measure(net.on(day), "T", foreigners()).m for day in (date(2023, 4, 30), date(2023, 5, 1))]
    assert shares_on == [exactly("3/10"), exactly("1/10")]


def test_a_link_has_its_dates() -> None:
    net = network(
        person("F", "RU"),
        person("K"),
        company("T", complete=True),
        holding("K", "T", "1"),
        link("sole_executive", "F", "T", valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1)),
    )
    found = [measure(net.on(date(year, 1, 1)), "T", foreigners()).target_controlled for year in (2020, 2021)]
    assert found == [Control.CERTAIN, Control.NO]
