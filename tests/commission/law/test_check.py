"""The registry of checks, and findings that any day gives again."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from commission.law import check as checks
from commission.law.check import CHECKS, run
from commission.law.facts import Facts
from commission.law.wording import COMMON, NOTES, PROBLEMS, TERMS
from commission.states import Effect
from tests.commission.law.builders import company, facts, person, sale, stake, thing

# The table of the design (domain: The checks of Articles 22 and 23).
TABLE = {
    "scope",
    "foreign_participation",
    "concentration",
    "concentration_policy",
    "detriment_indicators",
    "property_limits",
    "priority_right",
    "trade_restrictions",
    "openness",
    "trunk_oversight",
    "media_20",
    "trunk_operation",
    "control_centre",
    "operator_10",
    "operator_49",
    "search_operations",
    "foreign_print",
    "secrets",
    "other_limits",
    "disclosure",
    "auction_bar",
    "contract_terms",
    "linked_consents",
    "identities",
    "related_cases",
}
LAW = Path(checks.__file__).parent
ALL_WORDS = {
    **COMMON,
    **NOTES,
    **TERMS,
    **PROBLEMS,
    **{f"{check.id}.{name}": text for check in CHECKS.values() for name, text in check.words.items()},
    **{f"{check.id} title": check.title for check in CHECKS.values()},
    **{f"{check.id} basis": check.basis for check in CHECKS.values() if check.basis != "-"},
}


def test_every_check_of_the_table_is_registered():
    assert set(CHECKS) == TABLE


@pytest.mark.parametrize("check_id", sorted(TABLE))
def test_a_check_stands_in_a_module_of_its_name(check_id: str):
    assert (LAW / f"{check_id}.py").read_text().count(f'@check(\n    "{check_id}",') == 1


def test_a_check_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        run("horoscope", facts([company("T")], []))


def given() -> Facts:
    return facts(
        [company("T"), person("SELLER"), person("F", "SE"), company("BUYER", "LU")],
        [stake("SELLER", "T", "60 %"), stake("F", "T", "1/3", "2/5")],
        object=thing(long_distance_operator=True, land_lines=True, media_owner=True, trunk_line=None),
        deal=sale("10 %"),
    )


@pytest.mark.parametrize("check_id", sorted(TABLE))
def test_the_same_facts_give_the_same_finding_again(check_id: str):
    """Replay: the facts go to JSON, as the snapshot keeps them, and come back."""
    again = Facts.from_json(json.loads(json.dumps(given().to_json())))
    assert again == given()
    assert run(check_id, again) == run(check_id, given())


@pytest.mark.parametrize("check_id", sorted(TABLE))
def test_a_finding_can_be_stored(check_id: str):
    found = run(check_id, given())
    assert json.loads(json.dumps([found.figures, found.chains])) == [found.figures, found.chains]
    assert len(found.message) <= 60
    assert len(found.law_version) <= 30
    assert found.effect in Effect


def test_facts_frozen_before_the_later_fields_are_read_and_keep_their_hash():
    """The image of facts without anything in the later fields is the old one, key for key."""
    image = given().to_json()
    assert set(image) == {
        "format", "reference", "revision", "as_of", "regime", "law_version", "object", "deal", "parties",
        "declared", "related", "consents", "ownership",
    }  # fmt: skip
    assert "conformity" not in image["object"]
    again = Facts.from_json(json.loads(json.dumps(image)))
    assert (again.papers, again.peers, again.wider, again.sha256()) == (None, None, None, given().sha256())


def test_facts_of_another_format_are_refused():
    with pytest.raises(ValueError, match="format 99"):
        Facts.from_json(given().to_json() | {"format": 99})


# --- words ---------------------------------------------------------------------------------------------------------


def extracted() -> set[str]:
    """What message extraction finds: babel's own, with the keyword N_."""
    return {
        str(found[1])
        for path in [*LAW.glob("*.py"), LAW.parent / "findings_text.py"]
        for found in extract_from_file("python", path, keywords={"N_": None})
    }


def test_every_sentence_can_be_collected_for_translation():
    assert set(ALL_WORDS.values()) - extracted() == set()


def test_placeholders_are_plain_names():
    assert [text for text in ALL_WORDS.values() if "{" in re.sub(r"\{[a-z_]+\}", "", text)] == []


@pytest.mark.parametrize("check_id", sorted(TABLE))
def test_every_note_of_the_unofficial_translation_is_on_r1(check_id: str):
    """Findings on 23(6)(4), (6) and (7) carry it in R1 only."""
    at_sea = thing(trunk_line=True, long_distance_operator=True, land_lines=True)
    noted = {
        regime: "note.translation"
        in [
            note["id"]
            for note in run(
                check_id,
                facts([company("T"), person("R")], [stake("R", "T", "100 %")], object=at_sea, regime=regime),
            ).figures["notes"]
        ]
        for regime in ("R1", "R2")
    }
    assert noted == {"R1": check_id in {"operator_49", "trunk_operation", "operator_10"}, "R2": False}
