"""The condition library: kept by two persons, one of them the head; dated, journaled, never changed backwards."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from commission import queries_conditions
from commission.demonstration_library import prepare_library
from commission.models import LibraryCondition
from registry.models import Appointment, JournalEntry, StateBody
from registry.roles import Role
from registry.services import load_bodies
from tests.lasting import laid_out
from tests.registry.builders import person

pytestmark = pytest.mark.django_db

NEW = {
    "code": "Yearly-Report",
    "wording_ru": "Отчёт о доле {share} %.",
    "wording_kk": "{share} % үлес туралы есеп.",
    "wording_en": "A report on the share of {share} %.",
    "purpose_ru": "Наблюдение.",
    "purpose_kk": "Бақылау.",
    "verifier": "working_body",
    "evidence_ru": "Выписка.",
    "evidence_kk": "Үзінді көшірме.",
    "schedule": "every",
    "months": "12",
    "ending": "released",
    "threats": ["6.1.11"],
    "reason": "Order 9 of 02.02.2026.",
}


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker):
        load_bodies()
        energy = StateBody.objects.get(code="energy")
        roles = {"head": Role.HEAD, "officer": Role.OFFICER, "officer2": Role.OFFICER, "member": Role.MEMBER}
        consulted = person("energy")
        Appointment.objects.create(user=consulted, role=Role.CONSULTED, body=energy)
        yield {name: person(name, role) for name, role in roles.items()} | {"energy": consulted}


@pytest.fixture
def as_(people):
    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(people[name], backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in


def typed(**changes):
    today = timezone.localdate()
    return NEW | {"valid_from": f"{today:%d.%m.%Y}"} | changes


def codes(on: date | None = None):
    return [row.code for row in queries_conditions.library(on or timezone.localdate())]


def settle(client, row, verdict="confirm"):
    return client.post(f"/library/rows/{row.pk}/{verdict}/").status_code


def test_an_entry_is_proposed_confirmed_by_the_head_and_read_by_those_who_propose_conditions(as_):
    assert as_("officer").post("/library/new/", typed()).status_code == 302
    row = LibraryCondition.objects.get()
    assert (row.code, row.months, row.threats) == ("yearly-report", 12, ["6.1.11"])
    assert codes() == []
    assert settle(as_("officer"), row) == 409
    # Two officers are two persons, but neither is the head.
    assert settle(as_("officer2"), row) == 409
    assert settle(as_("head"), row) == 302
    assert codes() == ["yearly-report"]
    assert codes(timezone.localdate() - timedelta(days=1)) == []
    for reader in ("energy", "member"):
        page = as_(reader).get("/library/").content.decode()
        assert "A report on the share of [share, per cent] %." in page
        assert "every 12 months" in page
        assert "Propose an entry" not in page
        assert as_(reader).get("/library/new/").status_code == 404
    acts = JournalEntry.objects.filter(act__startswith="library.").order_by("seq")
    assert [entry.act for entry in acts] == ["library.propose", "library.confirm"]
    # What somebody typed is no matter of the journal.
    assert "Order 9" not in "".join(entry.canonical for entry in acts)


def test_what_the_head_proposes_an_officer_confirms(as_):
    as_("head").post("/library/new/", typed())
    row = LibraryCondition.objects.get()
    assert settle(as_("head"), row) == 409
    assert settle(as_("officer2"), row) == 302


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"verifier": ""}, "Add: who verifies it."),
        ({"verifier": "body"}, "Add: who verifies it."),
        (
            {"evidence_kk": "", "months": ""},
            "Add: the evidence in Russian and in Kazakh, when it is to be shown.",
        ),
        ({"wording_kk": "Есеп."}, "must leave the same places"),
        ({"wording_ru": "{colour}", "wording_kk": "{colour}", "wording_en": ""}, "Use only these places"),
        ({"valid_from": "01.02.2026"}, "cannot begin in the past"),
    ],
)
def test_what_could_not_be_verified_comes_back_with_what_was_typed(as_, changes, why):
    answer = as_("officer").post("/library/new/", typed(**changes))
    assert answer.status_code == 409
    assert why in answer.content.decode()
    assert "Наблюдение." in answer.content.decode()
    assert LibraryCondition.objects.count() == 0


def test_a_body_is_named_only_where_a_body_verifies(as_):
    energy = StateBody.objects.get(code="energy")
    assert as_("officer").post("/library/new/", typed(verified_by=str(energy.pk))).status_code == 422
    good = typed(verifier="body", verified_by=str(energy.pk))
    assert as_("officer").post("/library/new/", good).status_code == 302
    assert LibraryCondition.objects.get().verified_by == energy


def test_a_later_row_replaces_the_wording_and_another_takes_the_entry_out_of_use(as_):
    officer, head = as_("officer"), as_("head")
    officer.post("/library/new/", typed())
    settle(head, LibraryCondition.objects.get())
    tomorrow = timezone.localdate() + timedelta(days=1)
    change = typed(valid_from=f"{tomorrow:%d.%m.%Y}", months="6")
    assert officer.post("/library/entries/yearly-report/change/", change).status_code == 302
    settle(head, LibraryCondition.objects.latest("pk"))
    in_force = [queries_conditions.library(day)[0].months for day in (timezone.localdate(), tomorrow)]
    assert in_force == [12, 6]
    later = tomorrow + timedelta(days=1)
    gone = typed(valid_from=f"{later:%d.%m.%Y}", retired="on")
    officer.post("/library/entries/yearly-report/change/", gone)
    settle(head, LibraryCondition.objects.latest("pk"))
    assert [codes(day) for day in (tomorrow, later)] == [["yearly-report"], []]
    page = head.get("/library/entries/yearly-report/").content.decode()
    assert page.count("confirmed by") == 3
    assert "taken out of use" in page


def test_a_proposal_may_be_taken_back_and_then_no_longer_confirmed(as_):
    as_("officer").post("/library/new/", typed())
    row = LibraryCondition.objects.get()
    assert settle(as_("officer"), row, "reject") == 302
    assert settle(as_("head"), row) == 409


def test_the_database_refuses_a_change_of_a_confirmed_row(as_, people):
    prepare_library(proposer=people["officer"], head=people["head"])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE commission_librarycondition SET wording_ru = 'x'")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM commission_librarycondition")


def test_the_demonstration_has_thirteen_entries_in_three_languages(as_, people, django_assert_num_queries):
    prepare_library(proposer=people["officer"], head=people["head"])
    rows = queries_conditions.library(timezone.localdate())
    assert len(rows) == 13
    assert all(row.wording_en and row.purpose_en and row.evidence_en for row in rows)
    officer = as_("officer")
    officer.get("/library/")
    with django_assert_num_queries(5):  # session, person, offices, proposals, entries
        officer.get("/library/")


def test_an_entry_that_never_was_is_not_found(as_):
    assert as_("officer").get("/library/entries/nothing/").status_code == 404
