"""Terms and values: proposed by one person, confirmed by another, read by the day."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from commission.models import ClockGround, PolicyValue, policy
from commission.services.policies import confirm_value, propose_value
from registry.models import JournalEntry
from registry.roles import Role
from tests.registry.builders import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    names = {"head": Role.HEAD, "administrator": Role.ADMINISTRATOR, "officer": Role.OFFICER}
    return {name: person(name, role) for name, role in names.items()}


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def typed(day, value="7"):
    return {"value": value, "valid_from": day.strftime("%d.%m.%Y"), "reason": "Order 4 of 01.02.2026."}


def test_a_value_is_proposed_and_confirmed_by_another_person(people):
    head, admin = browser(people["head"]), browser(people["administrator"])
    today = timezone.localdate()
    shown = head.get("/policy/").content.decode()
    assert "5 working days" in shown
    assert "SPL 188" in shown
    assert "its starting date is not verified" in shown
    assert "No ground is entered" in shown
    assert head.post("/policy/facts_shown_days/", typed(today)).status_code == 302
    row = PolicyValue.objects.get()
    assert policy.value("facts_shown_days", on=today) == 5
    assert head.post(f"/policy/values/{row.pk}/confirm/").status_code == 409
    assert admin.post(f"/policy/values/{row.pk}/confirm/").status_code == 302
    assert policy.value("facts_shown_days", on=today) == 7
    # The day before it was what is shipped: nothing is changed backwards.
    assert policy.value("facts_shown_days", on=today - timedelta(days=1)) == 5
    history = admin.get("/policy/facts_shown_days/").content.decode()
    assert "Order 4 of 01.02.2026." in history
    assert "confirmed by" in history
    acts = JournalEntry.objects.filter(act__startswith="policy.").order_by("seq")
    assert [entry.act for entry in acts] == ["policy.propose", "policy.confirm"]
    # What somebody typed is no matter of the journal.
    assert "Order 4" not in "".join(entry.canonical for entry in acts)


def test_a_proposal_may_be_taken_back_and_then_no_longer_confirmed(people):
    head, admin = browser(people["head"]), browser(people["administrator"])
    head.post("/policy/appeal_days/", typed(timezone.localdate(), "40"))
    row = PolicyValue.objects.get()
    assert head.post(f"/policy/values/{row.pk}/reject/").status_code == 302
    assert admin.post(f"/policy/values/{row.pk}/confirm/").status_code == 409
    assert policy.value("appeal_days", on=timezone.localdate()) == 30


@pytest.mark.parametrize(
    ("value", "why"),
    [("0", "from 1 to 30"), ("31", "from 1 to 30"), ("many", "from 1 to 30"), ("2/3", "from 1 to 30")],
)
def test_what_is_no_value_comes_back_with_what_was_typed(people, value, why):
    answer = browser(people["head"]).post("/policy/facts_shown_days/", typed(timezone.localdate(), value))
    assert answer.status_code == 409
    assert why in answer.content.decode()
    assert f'value="{value}"' in answer.content.decode()
    assert PolicyValue.objects.count() == 0


def test_a_value_cannot_begin_in_the_past(people):
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = browser(people["head"]).post("/policy/facts_shown_days/", typed(yesterday))
    assert answer.status_code == 409
    assert "cannot begin in the past" in answer.content.decode()


def test_only_head_and_administrator_reach_the_page(people):
    officer = browser(people["officer"])
    for address in ("/policy/", "/policy/appeal_days/", "/policy/grounds/"):
        assert officer.get(address).status_code == 404
    assert officer.post("/policy/values/1/confirm/").status_code == 404
    assert browser(people["head"]).get("/policy/no_such_value/").status_code == 404


def test_a_ground_cites_an_act_and_needs_two_persons(people):
    head, admin = browser(people["head"]), browser(people["administrator"])
    ground = {
        "movement": "pause", "act": "Law of 01.01.2026 No. 1", "article": "art. 5", "name_en": "Expertise",
        "name_ru": "Экспертиза", "name_kk": "Сараптама", "valid_from": "01.02.2026", "valid_until": "",
        "most_working_days": "", "reason": "Entered into force.",
    }  # fmt: skip
    assert head.post("/policy/grounds/", {**ground, "act": ""}).status_code == 422
    assert head.post("/policy/grounds/", ground).status_code == 302
    row = ClockGround.objects.get()
    assert not row.holds("pause", date(2026, 3, 1))
    assert head.post(f"/policy/grounds/{row.pk}/confirm/").status_code == 409
    assert admin.post(f"/policy/grounds/{row.pk}/confirm/").status_code == 302
    row.refresh_from_db()
    assert row.holds("pause", date(2026, 3, 1))
    assert not row.holds("pause", date(2026, 1, 31))
    assert not row.holds("extension", date(2026, 3, 1))
    assert "Law of 01.01.2026 No. 1, art. 5" in head.get("/policy/").content.decode()


def proposals(people, number):
    for count in range(number):
        propose_value(
            by=people["head"],
            key="appeal_days",
            value=str(40 + count),
            valid_from=timezone.localdate(),
            reason="x",
        )


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_however_much_it_shows(people, django_assert_num_queries, number):
    proposals(people, number)
    admin = browser(people["administrator"])
    # Session, person, offices; proposals and history, grounds, values in force.
    with django_assert_num_queries(6):
        page = admin.get("/policy/")
    assert len(page.context["open"]) == number
    with django_assert_num_queries(5):
        admin.get("/policy/appeal_days/")


def test_the_database_refuses_two_eyes_and_any_change_of_what_is_settled(people):
    row = propose_value(
        by=people["head"], key="appeal_days", value="40", valid_from=timezone.localdate(), reason="x"
    )

    def refused(statement):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [row.pk])
        except DatabaseError:
            return True
        return False

    assert refused(
        "UPDATE commission_policyvalue SET confirmed_by_id = proposed_by_id, confirmed_at = proposed_at WHERE id = %s"
    )
    confirm_value(row_id=row.pk, by=people["administrator"])
    assert refused("UPDATE commission_policyvalue SET value = '99' WHERE id = %s")
    assert refused("DELETE FROM commission_policyvalue WHERE id = %s")
