"""Why a share is what it is."""

from fractions import Fraction

from registry.ownership.chains import UNDECLARED, Reading, explain
from registry.ownership.control import Joined
from registry.ownership.flows import FlowChange, changed_flows
from registry.ownership.measures import foreigners, lookthrough
from registry.ownership.network import Network
from registry.ownership.whatif import Transfer, apply
from tests.registry.ownership.facts import abroad, between, company, exactly, holding, link, network, person


def steppetv() -> Network:
    return network(
        abroad("NORDIC", "SE"),
        person("K"),
        company("STEPPEHOLD"),
        company("STEPPETV"),
        holding("NORDIC", "STEPPETV", "0.15", source="extract 7"),
        holding("STEPPEHOLD", "STEPPETV", "0.60"),
        holding("K", "STEPPETV", "0.25"),
        holding("NORDIC", "STEPPEHOLD", "0.15", source="charter"),
        holding("NORDIC", "STEPPEHOLD", "0.05"),
        holding("K", "STEPPEHOLD", "0.80"),
    )


def test_chains_come_best_first_with_their_evidence() -> None:
    # 15 % direct, then 60 % x 20 % = 12 %.
    told = explain(steppetv().on(None), "STEPPETV", foreigners())
    assert [(chain.path, chain.contribution) for chain in told.chains] == [
        (("STEPPETV", "NORDIC"), Fraction(15, 100)),
        (("STEPPETV", "STEPPEHOLD", "NORDIC"), Fraction(12, 100)),
    ]
    assert (told.total, told.rest, told.loops) == (Fraction(27, 100), Fraction(0), Fraction(0))
    last = told.chains[1].arcs[-1]
    assert (last.votes, last.sources, len(last.lots)) == (exactly("0.2"), ("charter",), 2)


def test_what_is_left_out_is_stated() -> None:
    told = explain(steppetv().on(None), "STEPPETV", foreigners(), most=1)
    assert [chain.contribution for chain in told.chains] == [Fraction(15, 100)]
    assert told.rest == Fraction(12, 100)
    half = explain(steppetv().on(None), "STEPPETV", foreigners(), share=Fraction(1, 2))
    assert len(half.chains) == 1


def test_rounds_say_who_joined_when_and_by_what() -> None:
    # Round 1: F has 60 % of A; it directs B by contract. Round 2: A and B vote 30 % + 30 % of C. C votes 25 % of T.
    view = network(
        person("F", "RU"),
        person("K"),
        company("A"),
        company("B"),
        company("C"),
        company("T"),
        company("ASIDE"),
        holding("F", "A", "0.6"),
        holding("K", "A", "0.4"),
        holding("K", "B", "1"),
        holding("A", "C", "0.3"),
        holding("B", "C", "0.3"),
        holding("K", "C", "0.4"),
        holding("C", "T", "0.25"),
        holding("K", "T", "0.75"),
        holding("F", "ASIDE", "1"),
        link("binding_instructions", "F", "B", source="contract 5"),
    ).on(None)
    told = explain(view, "T", foreigners())
    contract = view.links[0]
    assert told.rounds == (
        Joined("A", 1, exactly("0.6")),
        Joined("B", 1, exactly("0"), contract),
        Joined("C", 2, exactly("0.6")),
    )
    assert contract.source == "contract 5"
    assert [(arc.owner, arc.weight) for arc in told.direct] == [("C", Fraction(1, 4))]


def test_the_greatest_reading_shows_the_unknown() -> None:
    view = network(
        person("F", "RU"),
        person("K"),
        company("A"),
        company("T"),
        holding("A", "T", "0.5"),
        holding("K", "T", "0.5"),
        holding("F", "A", "0.1", "0.3"),
        holding("K", "A", "0.4"),
    ).on(None)
    least, greatest = (explain(view, "T", foreigners(), reading=reading) for reading in Reading)
    assert (least.total, greatest.total) == (Fraction(1, 20), Fraction(3, 10))
    # A's undeclared rest may be all the set's: 60 % less what F has for certain.
    assert [(chain.path[-1], chain.contribution) for chain in greatest.chains] == [
        (UNDECLARED, Fraction(1, 4)),
        ("F", Fraction(1, 20)),
    ]
    assert greatest.chains[0].arcs[-1].votes == between("0", "1/2")


def test_the_mass_of_a_closed_loop_is_no_chain() -> None:
    view = network(
        person("F", "RU"),
        company("A"),
        company("B"),
        company("T"),
        holding("A", "B", "1"),
        holding("B", "A", "1"),
        holding("A", "T", "0.6"),
        holding("F", "T", "0.4"),
    ).on(None)
    told = explain(view, "T", foreigners(), reading=Reading.GREATEST)
    assert (told.total, told.rest, told.loops) == (Fraction(1), Fraction(0), Fraction(3, 5))
    assert [chain.path for chain in told.chains] == [("T", "F")]


def test_loops_are_gone_round_until_enough_is_explained() -> None:
    # x_T = 2/5 x (1/2 + 3/10 x_T): 1/5, then 12 % of it at each turn; two chains make 98.56 %, three 99.8 %.
    view = network(
        person("F", "RU"),
        person("K"),
        company("A"),
        company("T"),
        holding("F", "A", "0.5"),
        holding("T", "A", "0.3"),
        holding("K", "A", "0.2"),
        holding("A", "T", "0.4"),
        holding("K", "T", "0.6"),
    ).on(None)
    told = explain(view, "T", foreigners())
    assert [chain.contribution for chain in told.chains] == [
        Fraction(1, 5),
        Fraction(3, 125),
        Fraction(9, 3125),
    ]
    assert told.chains[1].path == ("T", "A", "T", "A", "F")


def test_a_trust_manager_ends_a_chain_with_its_link() -> None:
    view = network(
        abroad("FM", "GB"),
        person("K"),
        person("L"),
        company("T"),
        holding("K", "T", "0.25", source="register"),
        holding("L", "T", "0.75"),
        link("trust_manager", "FM", "T", owner="K", source="contract 9"),
    ).on(None)
    (chain,) = explain(view, "T", foreigners()).chains
    assert chain.path == ("T", "FM")
    assert (chain.arcs[0].owner, chain.arcs[0].managers) == ("K", ("FM",))
    assert chain.arcs[0].sources == ("register", "contract 9")


def test_looking_through_goes_to_the_end() -> None:
    view = network(
        person("F", "RU"),
        abroad("NL", "NL"),
        company("T"),
        person("K"),
        holding("F", "NL", "1"),
        holding("NL", "T", "0.3"),
        holding("K", "T", "0.7"),
    ).on(None)
    assert [chain.path for chain in explain(view, "T", foreigners()).chains] == [("T", "NL")]
    assert [chain.path for chain in explain(view, "T", lookthrough()).chains] == [("T", "NL", "F")]


def test_a_change_shows_the_arcs_whose_flow_changed() -> None:
    # K sells 6 % of A to F; A has 30 % of T. Over F-A and A-T: 45 % x 30 % = 13.5 % before, 15.3 % after.
    net = network(
        person("F", "RU"),
        person("K"),
        company("A"),
        company("T"),
        holding("F", "A", "0.45"),
        holding("K", "A", "0.55"),
        holding("A", "T", "0.3"),
        holding("F", "T", "0.1"),
        holding("K", "T", "0.6"),
    )
    after = apply(net, [Transfer("A", "K", "F", stake=Fraction(6, 100))])
    assert changed_flows(net.on(None), after.on(None), "T", foreigners()) == (
        FlowChange("F", "A", Fraction(135, 1000), Fraction(153, 1000)),
        FlowChange("A", "T", Fraction(135, 1000), Fraction(153, 1000)),
    )


def test_flows_into_the_set_add_up_to_the_share() -> None:
    # In a cycle every round counts: what flows from F into A is the whole of T's 5/22.
    empty = network(person("F", "RU"), person("K"), company("A"), company("T"), holding("K", "T", "1"))
    net = network(
        person("F", "RU"),
        person("K"),
        company("A"),
        company("T"),
        holding("F", "A", "0.5"),
        holding("T", "A", "0.3"),
        holding("K", "A", "0.2"),
        holding("A", "T", "0.4"),
        holding("K", "T", "0.6"),
    )
    flows = {
        (change.owner, change.company): change.after
        for change in changed_flows(empty.on(None), net.on(None), "T", foreigners())
    }
    assert flows["F", "A"] == Fraction(5, 22)
    # Over A-T: 5/22 at first arrival, and again for each return from A to T.
    assert flows["A", "T"] == Fraction(5, 22) + flows["T", "A"]
