"""Who is asked for an opinion."""

from commission.procedure.routing import bodies


def asked(**changes):
    facts = {
        "category": "international_airport",
        "underlying_category": "",
        "subsoil": False,
        "kind": "sale",
        "foreign_state": False,
        "working_body": "planning",
    }
    return [entry.body for entry in bodies(**{**facts, **changes})]


def test_a_sale_of_an_airport_asks_security_transport_competition_and_finance():
    assert asked() == ["security", "transport", "competition", "finance"]


def test_the_working_body_is_never_asked_for_an_opinion_of_its_own():
    assert "planning" not in asked()
    assert "planning" in asked(working_body="energy")


def test_a_stake_follows_its_underlying_object():
    assert asked(category="share_block", underlying_category="international_airport") == asked()


def test_lines_ask_communications_information_security_and_transport():
    assert asked(category="trunk_communication_line", kind="pledge") == [
        "security",
        "communications",
        "infosec",
        "transport",
    ]


def test_a_pledge_does_not_ask_competition_or_finance():
    assert asked(category="power_generation", kind="pledge") == ["security", "energy"]


def test_a_foreign_state_as_acquirer_adds_foreign_policy_and_foreign_intelligence():
    assert asked(foreign_state=True)[-2:] == ["foreign_policy", "foreign_intelligence"]


def test_a_subsoil_right_adds_the_authority_for_mineral_resources():
    assert asked(category="share_block", subsoil=True) == ["security", "mineral", "competition", "finance"]
