"""Checks that came first and need little, provision by provision."""

from dataclasses import replace

import pytest

from commission.law.check import Finding, run
from commission.law.facts import DeclaredParty, Facts, Names, PartyFacts
from commission.law.identities import same_name
from commission.states import Effect, Kind, Outcome
from registry.ownership.terms import Holding, Link, LinkType, Party
from registry.ownership.terms import Kind as PartyKind
from tests.commission.law.builders import company, facts, person, sale, stake, thing

LINE = thing(stake_in=None, owners=("OWNER",), trunk_line=True)
PLACE = Party("SO-B-900", PartyKind.OBJECT)


def notes(finding: Finding) -> list[str]:
    return [note["id"] for note in finding.figures["notes"]]


# --- NSL 23(6)(4): who operates a trunk line -----------------------------------------------------------------------


def operated_by(
    operator: Party, *holdings: Holding, regime: str = "R1", others: tuple[Party, ...] = ()
) -> Finding:
    given = facts(
        [company("OWNER"), operator, PLACE, *others],
        list(holdings),
        object=LINE,
        links=[Link(LinkType.OPERATES, operator.id, PLACE.id, source="contract 7")],
        regime=regime,
    )
    return run("trunk_operation", given)


def test_a_foreign_operator_of_a_trunk_line_is_a_violation():
    found = operated_by(company("NET", "SE"))
    assert (found.outcome, found.effect) == (Outcome.VIOLATION, Effect.PROHIBITION)
    assert found.chains[0]["sources"] == ["contract 7"]
    assert "note.translation" in notes(found)


def test_a_stateless_operator_of_a_trunk_line_is_a_violation():
    assert operated_by(Party("X", PartyKind.STATELESS)).outcome is Outcome.VIOLATION


def test_a_resident_operator_under_foreign_control_is_for_oversight_in_r1():
    """Of the resident NET a Swede votes 51 %."""
    found = operated_by(
        company("NET"),
        stake("F", "NET", "51 %"),
        stake("R", "NET", "49 %"),
        others=(person("F", "SE"), person("R")),
    )
    assert (found.outcome, found.message) == (Outcome.ATTENTION, "trunk_operation.controlled")


def test_in_r2_a_legal_entity_of_kazakhstan_may_operate_though_foreigners_control_it():
    found = operated_by(company("NET"), stake("F", "NET", "100 %"), others=(person("F", "SE"),), regime="R2")
    assert (found.outcome, found.message) == (Outcome.CLEAR, "trunk_operation.clear_r2")


def test_in_r2_a_foreigner_itself_may_not_operate():
    assert operated_by(company("NET", "SE"), regime="R2").outcome is Outcome.VIOLATION


def test_exactly_half_is_not_control_of_the_operator():
    found = operated_by(
        company("NET"),
        stake("F", "NET", "50 %"),
        stake("R", "NET", "50 %"),
        others=(person("F", "SE"), person("R")),
    )
    assert (found.outcome, found.message) == (Outcome.CLEAR, "trunk_operation.clear")


@pytest.mark.parametrize(
    ("operator", "message"),
    [
        (person("X", None), "trunk_operation.country_unknown"),
        (Party("X", PartyKind.COMPANY, None), "trunk_operation.country_unknown"),
        (Party("X", PartyKind.NATURAL, "KZ", ("KZ", "SE")), "trunk_operation.country_unknown"),
        (company("X"), "trunk_operation.control_unknown"),  # nobody knows who holds it
    ],
)
def test_an_operator_of_whom_too_little_is_known_is_undetermined(operator: Party, message: str):
    found = operated_by(operator)
    assert (found.outcome, found.message) == (Outcome.UNDETERMINED, message)


def test_a_line_without_a_recorded_operator_is_undetermined():
    found = run("trunk_operation", facts([company("OWNER"), PLACE], [], object=LINE))
    assert (found.outcome, found.message) == (Outcome.UNDETERMINED, "trunk_operation.none")


def test_a_stake_follows_the_line_it_is_a_stake_in():
    """The operator is recorded under the underlying object's code."""
    given = facts(
        [company("T"), company("NET", "SE"), Party("SO-B-024", PartyKind.OBJECT)],
        [],
        object=thing(trunk_line=True, underlying="SO-B-024"),
        links=[Link(LinkType.OPERATES, "NET", "SO-B-024")],
    )
    assert run("trunk_operation", given).outcome is Outcome.VIOLATION


# --- NSL 22(3): foreign participation ------------------------------------------------------------------------------


def participation(holdings: list[Holding], links: list[Link] | None = None, **more: object) -> Finding:
    parties = [company("T"), person("R"), person("F", "SE"), person("X", None), company("BUYER", "LU"), PLACE]
    return run("foreign_participation", facts(parties, holdings, links=links, **more))  # type: ignore[arg-type]


RESIDENT_OPERATOR = [Link(LinkType.OPERATES, "T", PLACE.id)]


def test_any_foreign_share_calls_for_monitoring():
    found = participation([stake("R", "T", "99.9 %"), stake("F", "T", "0.1 %")], RESIDENT_OPERATOR)
    assert (found.outcome, found.effect) == (Outcome.ATTENTION, Effect.MONITORING)


def test_a_foreign_manager_calls_for_monitoring_without_any_share():
    found = participation([stake("R", "T", "100 %")], [Link(LinkType.MANAGES_OBJECT, "F", PLACE.id)])
    assert (found.outcome, found.message) == (Outcome.ATTENTION, "foreign_participation.managed")


def test_a_foreign_executive_of_the_owner_calls_for_monitoring():
    found = participation([stake("R", "T", "100 %")], [Link(LinkType.SOLE_EXECUTIVE, "F", "T")])
    assert found.outcome is Outcome.ATTENTION


def test_residents_alone_with_a_resident_operator_are_clear():
    assert participation([stake("R", "T", "100 %")], RESIDENT_OPERATOR).outcome is Outcome.CLEAR


@pytest.mark.parametrize(
    ("holdings", "links", "message"),
    [
        ([stake("R", "T", "60 %")], RESIDENT_OPERATOR, "foreign_participation.undetermined"),
        ([stake("R", "T", "100 %")], None, "foreign_participation.no_manager"),
        (
            [stake("R", "T", "100 %")],
            [Link(LinkType.OPERATES, "X", PLACE.id)],
            "foreign_participation.manager_unknown",
        ),
    ],
)
def test_participation_is_clear_only_when_holders_and_managers_are_known(
    holdings: list[Holding], links: list[Link] | None, message: str
):
    found = participation(holdings, links)
    assert (found.outcome, found.message) == (Outcome.UNDETERMINED, message)


def test_participation_that_the_deal_brings_in_counts():
    given = facts(
        [company("T"), person("SELLER"), company("BUYER", "LU"), PLACE],
        [stake("SELLER", "T", "100 %")],
        links=RESIDENT_OPERATOR,
        deal=sale("1 %"),
    )
    assert run("foreign_participation", given).outcome is Outcome.ATTENTION
    assert run("foreign_participation", replace(given, deal=None)).outcome is Outcome.CLEAR


# --- CC 193-1(4): priority right -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(Kind))
def test_the_priority_track_opens_for_alienations_only(kind: Kind):
    found = run("priority_right", facts([company("T")], [], deal=sale(kind=kind)))
    encumbrance = kind in (Kind.PLEDGE, Kind.TRUST_MANAGEMENT)
    assert found.outcome is (Outcome.NOT_APPLICABLE if encumbrance else Outcome.ATTENTION)


# --- SPL 188(1) D7: disclosure -------------------------------------------------------------------------------------


def disclosed(parties: list[Party], holdings: list[Holding], regime: str = "R1") -> Finding:
    return run("disclosure", facts([company("T"), *parties], holdings, deal=sale(), regime=regime))


def test_an_acquirer_disclosed_up_to_people_is_clear():
    """BUYER is held by A, A by two people: everything adds up to 100 %."""
    found = disclosed(
        [company("BUYER", "LU"), company("A", "NL"), person("P", "NL"), person("Q", "FR")],
        [stake("A", "BUYER", "100 %"), stake("P", "A", "30 %"), stake("Q", "A", "70 %")],
    )
    assert (found.outcome, found.message) == (Outcome.CLEAR, "disclosure.clear")


@pytest.mark.parametrize("buyer", [person("BUYER"), Party("BUYER", PartyKind.STATE, "CN")])
def test_nobody_stands_behind_a_person_or_a_state(buyer: Party):
    assert disclosed([buyer], []).message == "disclosure.itself"


UNDISCLOSED: list[tuple[list[Party], list[Holding], str]] = [
    ([], [], "nobody_holds"),
    ([person("P", "NL")], [stake("P", "BUYER", "80 %")], "rest"),
    ([Party("FLOAT", PartyKind.UNKNOWN)], [stake("FLOAT", "BUYER", "100 %")], "hidden"),
    ([company("NOMINEE", "CH")], [stake("NOMINEE", "BUYER", "100 %", nominee=True)], "hidden"),
    ([company("A", "NL")], [stake("A", "BUYER", "100 %"), stake("BUYER", "A", "100 %")], "loop"),
    ([person("P", None)], [stake("P", "BUYER", "100 %")], "country"),
]


@pytest.mark.parametrize(("parties", "holdings", "end"), UNDISCLOSED)
def test_a_chain_that_ends_undisclosed_is_a_question_in_r1(
    parties: list[Party], holdings: list[Holding], end: str
):
    found = disclosed([company("BUYER", "LU"), *parties], holdings)
    assert (found.outcome, found.message, found.effect) == (
        Outcome.ATTENTION,
        "disclosure.question",
        Effect.INFORMATION,
    )
    assert [each["phrase"] for each in found.figures["values"]["ends"]["list"]] == [f"disclosure.{end}"]


def test_a_chain_that_ends_undisclosed_is_a_defect_of_the_package_in_r2():
    found = disclosed([company("BUYER", "LU")], [], regime="R2")
    assert (found.outcome, found.effect) == (Outcome.VIOLATION, Effect.PROCEDURAL)


# --- identities ----------------------------------------------------------------------------------------------------

KTO = PartyFacts("KTO", "entity", Names("KazTransOil JSC", "АО «КазТрансОйл»", ""), "KZ", "970540000107")


def declared(name: str = "KazTransOil", **more: object) -> DeclaredParty:
    values: dict[str, object] = {
        "id": "declared:1",
        "role": "acquirer",
        "kind": "entity",
        "name": name,
        "country": "KZ",
    }
    return DeclaredParty(**(values | more))  # type: ignore[arg-type]


def identity(*people: DeclaredParty, registered: tuple[PartyFacts, ...] = (KTO,)) -> Finding:
    given: Facts = replace(
        facts([company("T")], [], object=thing(owners=("KTO",), stake_in=None)),
        parties=registered,
        declared=people,
    )
    return run("identities", given)


def issues(found: Finding) -> list[str]:
    values = found.figures["values"]
    return [issue["phrase"] for issue in values["issues"]["list"]] if "issues" in values else []


def test_a_declared_party_that_fits_the_registry_is_clear():
    found = identity(declared("ао «казтрансойл»", identifier="970540000107", registered="KTO", id="KTO"))
    assert found.outcome is Outcome.CLEAR


@pytest.mark.parametrize(
    ("people", "issue"),
    [
        ([declared(identifier="970540000108", identifier_fits=False)], "identities.form"),
        ([declared(identifier="941240000193", registered="KTO", id="KTO")], "identities.other_number"),
        (
            [declared("Somebody else LLP", identifier="970540000107", registered="KTO", id="KTO")],
            "identities.other_name",
        ),
        (
            [declared(country="NL", identifier="970540000107", registered="KTO", id="KTO")],
            "identities.other_country",
        ),
        ([declared("Somebody else LLP", identifier="970540000107")], "identities.belongs_to"),
        (
            [declared("One LLP", identifier="941240000193"), declared("Two LLP", identifier="941240000193")],
            "identities.declared_twice",
        ),
    ],
)
def test_a_name_or_number_that_does_not_fit_is_a_question(people: list[DeclaredParty], issue: str):
    found = identity(*people)
    assert (found.outcome, found.effect, issues(found)) == (Outcome.ATTENTION, Effect.PROCEDURAL, [issue])


def test_two_registered_parties_with_one_number_are_a_question():
    twin = replace(KTO, id="KTO2")
    assert issues(identity(registered=(KTO, twin))) == ["identities.registered_twice"]


def test_the_same_party_declared_twice_under_one_name_is_none():
    twice = [declared(identifier="970540000107", id=f"declared:{n}") for n in (1, 2)]
    assert identity(*twice).outcome is Outcome.CLEAR


def test_a_resident_without_a_number_is_undetermined_a_foreigner_needs_none():
    assert identity(declared("New LLP")).message == "identities.missing"
    assert identity(declared("Fonds S.A.", country="LU")).outcome is Outcome.CLEAR


@pytest.mark.parametrize(
    ("written", "same"),
    [("KAZTRANSOIL JSC", True), ("АО КазТрансОйл", True), ("Kaz Trans Oil", False), ("", False)],
)
def test_names_are_compared_without_legal_form_case_and_quotes(written: str, same: bool):
    assert same_name(written, KTO.names) is same
