"""`manage.py replay`: the same findings on any later day, whatever the registry has become since."""

import json
from datetime import date, datetime, timedelta
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from commission.demonstration import registry_party
from commission.law.check import CHECKS
from commission.models import FactsSnapshot, Finding
from registry.loading import load_illustrative
from registry.models import Holding, JournalEntry, Link, ListEdition, Party, StrategicObject
from registry.past import as_recorded, known_by, tracked
from registry.services import remove_row, save_edition, save_holding, save_link, save_object, save_party
from tests.cast import Road, load_cast
from tests.commission.pages.officer.conftest import inspected

pytestmark = pytest.mark.django_db

ENTERED = date(2026, 1, 10)
DAY = date(2026, 3, 1)
DOCUMENT = "Extract of the register No. 9 of 01.06.2026"


def replay(*arguments: str) -> str:
    out = StringIO()
    call_command("replay", *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> tuple[int, str, str]:
    """Exit code, what was printed, what was said on leaving."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("replay", *arguments, stdout=out)
    return error.value.returncode, out.getvalue(), str(error.value)


def stake(owner: str, company: str) -> Holding:
    return Holding.objects.get(owner__key=owner, company__key=company)


def change_the_registry() -> None:
    """What keepers do in a summer: correct, add, end, remove, exchange."""
    direct = stake("NORDIC", "STEPPETV")
    direct.set_votes(Fraction(1, 20))
    direct.set_capital(Fraction(1, 20))
    save_holding(holding=direct, by=None, document=DOCUMENT)
    nordnet = stake("NORDNET", "STEPPEFIBRE")
    nordnet.set_votes(Fraction(1, 10))
    nordnet.set_capital(Fraction(1, 10))
    save_holding(holding=nordnet, by=None, document=DOCUMENT)
    for key, country in (("EURASFIBRE", "KZ"), ("NORDIC", "KZ")):
        party = Party.objects.get(key=key)
        party.country = country
        save_party(party=party, by=None, document=DOCUMENT)
    operates = Link.objects.get(type="operates", a__key="NORDNET")
    operates.valid_to = date(2020, 1, 1)
    save_link(link=operates, by=None, document=DOCUMENT)
    remove_row(row=Link.objects.get(type="close_relative"), by=None, document=DOCUMENT)
    added = Holding(
        owner=Party.objects.get(key="PIH"),
        company=Party.objects.get(key="TALGAR"),
        valid_from=date(2015, 1, 1),
    )
    added.set_votes(Fraction(1, 2))
    added.set_capital(Fraction(1, 2))
    save_holding(holding=added, by=None, document=DOCUMENT)
    tv = StrategicObject.objects.get(code="SO-B-022")
    tv.media_owner = "false"
    save_object(object=tv, by=None, document=DOCUMENT)
    edition = ListEdition.objects.get(list="B")
    rest = StrategicObject.objects.filter(entries__edition=edition).exclude(code="SO-B-022")
    save_edition(edition=edition, objects=list(rest), by=None)
    # Two parties exchange their numbers: putting them back one by one would collide.
    first, second = Party.objects.get(key="KTO"), Party.objects.get(key="KEGOC")
    numbers = first.identifier, second.identifier
    first.identifier = ""
    save_party(party=first, by=None, document=DOCUMENT)
    second.identifier = numbers[0]
    save_party(party=second, by=None, document=DOCUMENT)
    first.identifier = numbers[1]
    save_party(party=first, by=None, document=DOCUMENT)


# --- stored findings -----------------------------------------------------------------------------------------------


@pytest.fixture
def registered() -> Road:
    load_cast()
    return inspected(Road.draft("SO-B-025", acquirer=registry_party("EURASFIBRE"))).submit().register()


def test_stored_findings_are_equal_after_the_registry_has_changed(registered: Road):
    change_the_registry()
    number = len(CHECKS)
    assert replay("--all") == f"findings equal: {number}, different: 0, of an earlier version: 0\n"
    assert replay("--application", registered.reference, "--check", "operator_49") == (
        "findings equal: 1, different: 0, of an earlier version: 0\n"
    )
    assert json.loads(replay("--application", registered.reference, "--format", "json")) == {
        "compared": number,
        "equal": number,
        "different": [],
        "superseded": [],
    }


def test_every_part_of_a_finding_that_was_altered_is_named(registered: Road):
    finding = Finding.objects.get(check_id="operator_49")
    figures, chains = finding.figures, finding.chains
    figures["values"]["m"]["share"][0] = "1/2"
    chains.pop()
    Finding.objects.filter(pk=finding.pk).update(outcome="clear", figures=figures, chains=chains)
    code, printed, said = refused("--all")
    assert (code, said) == (1, "1 findings differ")
    assert "operator_49 [NSL 2012-01-06/" in printed
    assert "outcome: stored clear, replayed violation" in printed
    # 42 % + 10 % = 52 % = 13/25
    assert "figures.values.m.share[0]: stored 1/2, replayed 13/25" in printed
    assert "chains: stored [" in printed
    code, printed, _said = refused("--application", registered.reference, "--format", "json")
    different = json.loads(printed)["different"]
    assert code == 1
    assert [(one["check"], one["differences"][0]) for one in different] == [
        ("operator_49", {"field": "outcome", "stored": "clear", "replayed": "violation"})
    ]


def test_altered_facts_do_not_pass_for_the_frozen_ones(registered: Road):
    snapshot = FactsSnapshot.objects.get()
    changed = snapshot.facts | {"as_of": "2020-01-01"}
    FactsSnapshot.objects.update(facts=changed)
    code, printed, said = refused("--all", "--check", "media_20")
    assert (code, said) == (1, "1 findings differ")
    assert f"facts_sha256: stored {snapshot.sha256}, replayed " in printed
    assert f"snapshot_sha256: stored {snapshot.sha256}, replayed " in printed
    FactsSnapshot.objects.update(facts={"format": 0})
    code, printed, _said = refused("--all", "--check", "media_20")
    assert (code, "facts of format 0 cannot be read" in printed) == (1, True)


def test_a_finding_under_an_earlier_version_of_its_check_is_said_and_is_no_difference(registered: Road):
    Finding.objects.filter(check_id="media_20").update(law_version="NSL 2012-01-06/0", outcome="violation")
    printed = replay("--all")
    assert "media_20 [NSL 2012-01-06/0]: superseded by NSL 2012-01-06/" in printed
    assert printed.endswith(f"findings equal: {len(CHECKS) - 1}, different: 0, of an earlier version: 1\n")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "Give one of"),
        (["--all", "--object", "SO-B-022"], "Give one of"),
        (["--all", "--check", "media_21"], "there is no check 'media_21'"),
        (["--application", "C-2026-99999"], "there is no case C-2026-99999"),
        (["--all", "--as-of", "2026-01-01"], "belong to --object"),
        (["--object", "SO-B-022"], "Give the day"),
        (["--object", "SO-B-022", "--as-of", "01.02.2026"], "write YYYY-MM-DD"),
        (["--object", "SO-B-022", "--as-of", "2026-01-01", "--known-by", "soon"], "write YYYY-MM-DDTHH:MM"),
        (["--object", "SO-B-022", "--as-of", "2199-01-01"], "still to come"),
        (["--object", "SO-X-999", "--as-of", "2026-01-01"], "no object SO-X-999"),
    ],
)
def test_what_cannot_be_replayed_is_said_and_the_exit_is_two(arguments: list[str], why: str):
    code, printed, said = refused(*arguments)
    assert (code, printed) == (2, "")
    assert why in said


# --- an object on a past day ---------------------------------------------------------------------------------------


@pytest.fixture
def entered_in_january() -> None:
    """The illustrative registry as if it had been entered on 10 January 2026."""
    load_illustrative()
    then = timezone.make_aware(datetime(2026, 1, 10, 12))
    for model in tracked():
        model.history.model.objects.update(history_date=then)


def contents() -> dict[str, list[dict[str, Any]]]:
    """Every row of the registry and of its history, and the journal's length."""
    rows: dict[str, list[Any]] = {"journal": [JournalEntry.objects.count()]}
    for model in tracked():
        rows[model._meta.label] = list(model.objects.order_by("pk").values())
        rows[f"{model._meta.label} history"] = list(model.history.order_by("history_id").values())
    return rows


def test_an_objects_findings_for_a_past_day_are_the_same_after_later_changes(entered_in_january: None):
    """NORDIC (SE) has 15 % of STEPPETV and 20 % of STEPPEHOLD, which has 60 %: M = 15 + 12 = 27 % > 20 %; K = 15 %.
    In the summer its direct stake becomes 5 %, and it a company of Kazakhstan."""
    television = ["--object", "SO-B-022", "--as-of", DAY.isoformat(), "--format", "json"]
    codes = [*StrategicObject.objects.filter(code__startswith="SO-B").values_list("code", flat=True)]
    before = replay(*television)
    assert replay(*television) == before
    others = {code: replay("--object", code, "--as-of", DAY.isoformat()) for code in codes}
    answered = json.loads(before)
    media = next(one for one in answered["findings"] if one["check"] == "media_20")
    assert (media["outcome"], media["message"]) == ("violation", "media_20.violation_m")
    assert media["figures"]["values"]["m"] == {"share": ["27/100", "27/100"]}
    assert [one["check"] for one in answered["findings"]] == list(CHECKS)
    assert (answered["as_of"], answered["regime"]) == ("2026-03-01", "R1")

    change_the_registry()
    as_they_are = contents()
    assert replay(*television) == before
    assert {code: replay("--object", code, "--as-of", DAY.isoformat()) for code in codes} == others
    assert contents() == as_they_are, "a replay writes nothing"

    # What is known today of the same day is another thing: the object owns no medium, NORDIC is at home.
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    today = json.loads(replay(*television, "--known-by", tomorrow, "--check", "media_20"))
    assert [one["outcome"] for one in today["findings"]] == ["not_applicable"]


def test_the_days_own_holdings_and_ties_count(entered_in_january: None):
    """SO-A-028 was in trust management from 07.11.2023 until 07.01.2025 (not included)."""
    said = {
        day: replay("--object", "SO-A-028", "--as-of", day, "--check", "foreign_participation")
        for day in ("2023-11-06", "2023-11-07", "2025-01-06", "2025-01-07")
    }
    managed = {day: "[foreign_participation.managed]" in text for day, text in said.items()}
    assert managed == {"2023-11-06": False, "2023-11-07": True, "2025-01-06": True, "2025-01-07": False}


def test_before_anything_was_recorded_the_first_days_record_counts(entered_in_january: None):
    end = timezone.make_aware(datetime(2026, 1, 11))
    assert known_by(date(2020, 1, 1)) == end
    assert known_by(ENTERED) == end
    assert known_by(DAY) == timezone.make_aware(datetime(2026, 3, 2))


def test_the_registry_is_put_back_even_when_the_reader_fails(entered_in_january: None):
    change_the_registry()
    as_they_are = contents()
    moment = known_by(DAY)
    with pytest.raises(ZeroDivisionError):
        read_and_fail(moment)
    assert contents() == as_they_are


def read_and_fail(moment: datetime) -> None:
    with as_recorded(moment):
        assert stake("NORDIC", "STEPPETV").votes == (Fraction(15, 100), Fraction(15, 100))
        assert not Holding.objects.filter(owner__key="PIH").exists()
        assert Link.objects.filter(type="close_relative").count() == 1
        assert Party.objects.get(key="KTO").identifier == "970540000107"
        raise ZeroDivisionError
