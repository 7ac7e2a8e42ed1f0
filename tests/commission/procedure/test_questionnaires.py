"""Which lists are asked of whom, and what follows from a contradiction. Expected values are read off the provisions."""

from datetime import date

import pytest

from commission.procedure.questionnaires import (
    LISTS,
    QUESTIONS,
    Case,
    asked,
    cited,
    judged,
    judged_by,
    judgement_id,
    list_of,
    newest_rounds,
)
from commission.states import Effect, Outcome

DAY = date(2026, 6, 3)


def lists_of(category, bodies, *, foreign=False, day=DAY):
    found: dict[str, list[str]] = {}
    for one in asked(Case(category, foreign, tuple(bodies), day)):
        found.setdefault(one.body, []).append(one.list_code)
    return found


def test_the_lists_have_as_many_questions_as_the_provisions_have_points():
    assert {code: len(one.questions) for code, one in LISTS.items()} == {
        "q22_2": 17,
        "q22_5": 3,
        "q22_7": 6,  # five points; the first is asked of a refusal too
        "q23_1": 8,
        "q23_2": 1,
        "q23_4": 2,
        "q23_5": 3,
    }
    assert len(QUESTIONS) == 40


def test_an_airport_sold_at_home_asks_planning_finance_and_its_sector_on_article_22():
    economy = ["q22_2", "q22_5", "q22_7"]
    found = lists_of("international_airport", ["security", "transport", "competition", "finance", "planning"])
    assert found == {"transport": economy, "finance": economy, "planning": economy}


def test_a_foreign_acquirer_puts_article_23_to_the_security_bodies_everywhere():
    found = lists_of("international_airport", ["security", "planning"], foreign=True)
    assert found["security"] == ["q23_1", "q23_2", "q23_5"]


def test_a_trunk_line_asks_the_communications_body_on_both_articles_and_on_networks():
    found = lists_of("trunk_communication_line", ["communications", "security", "infosec"])
    assert found == {
        "communications": ["q22_2", "q22_5", "q22_7", "q23_1", "q23_2", "q23_4", "q23_5"],
        "security": ["q23_1", "q23_2", "q23_4", "q23_5"],
        "infosec": ["q22_2", "q22_5", "q22_7", "q23_1", "q23_2", "q23_5"],
    }
    assert "q23_4" not in lists_of("postal_network", ["communications"])["communications"]


def test_nothing_was_asked_before_the_text_of_2012():
    assert lists_of("trunk_communication_line", ["communications"], day=date(2012, 1, 5)) == {}
    assert lists_of("trunk_communication_line", ["communications"], day=date(2012, 1, 6)) != {}


@pytest.mark.parametrize(
    ("code", "contradicted", "objects", "expected"),
    [
        ("q22_5", [], True, None),
        ("q22_5", ["22.5.3"], True, (Outcome.VIOLATION, Effect.PROHIBITION)),
        ("q22_5", ["22.5.3"], False, (Outcome.ATTENTION, Effect.PROHIBITION)),
        ("q22_7", ["22.7.5"], True, (Outcome.VIOLATION, Effect.PROHIBITION)),
        # That a refusal would hinder investment never bars a grant, whoever objects.
        ("q22_7", ["22.7.1r"], True, (Outcome.ATTENTION, Effect.INFORMATION)),
        ("q23_5", ["23.5.1"], True, (Outcome.VIOLATION, Effect.PROHIBITION)),
        ("q22_2", ["22.2.1"], True, (Outcome.ATTENTION, Effect.INFORMATION)),
        ("q23_4", ["23.4.1"], True, (Outcome.ATTENTION, Effect.INFORMATION)),
    ],
)
def test_only_a_prohibition_with_an_objection_is_a_violation(code, contradicted, objects, expected):
    assert judged(code, contradicted, objects=objects) == expected


def test_ids_and_citations():
    assert (cited("22.5.3"), cited("22.7.1r"), cited("23.2")) == ("22(5)(3)", "22(7)(1)", "23(2)")
    assert list_of("q22_5-transport") is LISTS["q22_5"]
    assert list_of("operator_49") is None
    assert judged_by(judgement_id("q22_5", "transport", 2)) == ("q22_5", "transport", 2)
    assert newest_rounds(["q22_5-transport", "q22_5-transport-2", "q22_7-transport", "q22_5-finance"]) == {
        "q22_5-transport-2",
        "q22_7-transport",
        "q22_5-finance",
    }
