"""My applications: one's own, each with what comes next, in a constant number of queries."""

from fractions import Fraction

import pytest

from commission.models import Application
from commission.services.applications import (
    PartyData,
    TransactionData,
    save_party,
    save_transaction,
    start_application,
)

# Session, person, offices; the applications with their objects, and powers of attorney; parties, holdings and
# documents of all rows at once.
QUERIES = 8


def test_a_new_person_is_told_how_to_begin(mine):
    shown = mine.get("/apply/").content.decode()
    assert "You have no applications yet" in shown
    assert 'action="/apply/start/"' in shown


def test_starting_opens_the_task_list_of_a_new_draft(mine, applicant):
    answer = mine.post("/apply/start/")
    made = Application.objects.get()
    assert (made.applicant, made.state) == (applicant, "draft")
    assert answer.url == f"/apply/{made.reference}/"


def test_looking_starts_nothing(mine):
    assert mine.get("/apply/start/").status_code == 405
    assert Application.objects.count() == 0


def test_a_draft_says_how_much_of_it_is_done(mine, applicant, draft):
    save_party(
        application_id=draft.pk,
        by=applicant,
        role="acquirer",
        data=PartyData(kind="entity", name="Fund", country="SE"),
    )
    assert "1 of 6 sections complete" in mine.get("/apply/").content.decode()


def test_only_ones_own_applications_are_listed(mine, draft, stranger):
    other = start_application(by=stranger)
    shown = mine.get("/apply/").content.decode()
    assert draft.reference in shown
    assert other.reference not in shown


def test_pressing_start_twice_opens_the_same_empty_draft(mine):
    assert mine.post("/apply/start/").url == mine.post("/apply/start/").url
    assert Application.objects.count() == 1


def _begun(applicant):
    """A draft with something written in it: only an untouched one is opened again."""
    application = start_application(by=applicant)
    data = TransactionData(kind="gift", share=Fraction(1, 10))
    save_transaction(application_id=application.pk, by=applicant, data=data)
    return application


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(mine, applicant, rows, django_assert_num_queries):
    for _ in range(rows):
        _begun(applicant)
    with django_assert_num_queries(QUERIES):
        mine.get("/apply/")


def test_older_applications_are_on_the_next_page(mine, applicant):
    made = [_begun(applicant).reference for _ in range(21)]
    first = mine.get("/apply/")
    assert made[0] not in first.content.decode()
    second = mine.get(f"/apply/{first.context['next_url']}").content.decode()
    assert [reference for reference in made if reference in second] == [made[0]]


@pytest.mark.parametrize("cursor", ["²", "-1", "9" * 40, "1 OR 1=1"])
def test_a_cursor_that_is_none_shows_the_first_page(mine, draft, cursor):
    answer = mine.get("/apply/", {"before": cursor})
    assert answer.status_code == 200
    assert draft.reference in answer.content.decode()
