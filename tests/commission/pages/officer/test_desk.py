"""Who works on a case: the first officer wins, the second is told; the head hands over."""

import pytest
from django.urls import reverse

from commission.pages.officer.tickets import ticket
from commission.services.registration import take_application
from tests.cast import person
from tests.commission.pages.officer.conftest import text_of


def take(client, road, seen=""):
    return client.post(reverse("officer:take", args=[road.reference]), {"ticket": seen})


def seen_in_the_list(client, road):
    rows = client.get(reverse("officer:worklist")).context["rows"]
    return next(row.ticket for row in rows if row.application.reference == road.reference)


def test_an_officer_takes_a_case_from_the_list(as_, queued):
    officer = as_("officer")
    response = take(officer, queued, seen_in_the_list(officer, queued))
    assert response.url == reverse("officer:case", args=[queued.reference])
    assert queued.application.officer == person("officer")


def test_the_second_officer_is_told_who_was_first(as_, queued):
    second = as_("officer2")
    seen = seen_in_the_list(second, queued)
    take(as_("officer"), queued)
    response = take(second, queued, seen)
    assert response.status_code == 409
    assert f"Already taken by {person('officer').full_name}." in text_of(response)
    assert queued.application.officer == person("officer")


def test_who_never_saw_the_case_in_the_queue_learns_nothing_about_it(as_, queued):
    take_application(application_id=queued.pk, by=person("officer"))
    second = as_("officer2")
    foreign = ticket(queued.application, person("officer"))
    for seen in ("", "nonsense", foreign, foreign[:-3] + "abc"):
        assert take(second, queued, seen).status_code == 404


def test_taking_twice_is_harmless(as_, queued):
    officer = as_("officer")
    assert [take(officer, queued).status_code for _ in range(2)] == [302, 302]


def test_taking_is_not_done_by_following_a_link(as_, queued):
    assert as_("officer").get(reverse("officer:take", args=[queued.reference])).status_code == 405


def test_the_head_assigns_and_reassigns(as_, queued):
    head, url = as_("head"), reverse("officer:assign", args=[queued.reference])
    for username in ("officer", "officer2"):
        assert head.post(url, {"officer": person(username).pk}).status_code == 302
        assert queued.application.officer == person(username)


@pytest.mark.parametrize("chosen", ["", "x", "999999", "secretary"])
def test_only_an_officer_can_be_chosen(as_, queued, chosen):
    chosen = str(person(chosen).pk) if chosen == "secretary" else chosen
    response = as_("head").post(reverse("officer:assign", args=[queued.reference]), {"officer": chosen})
    assert response.status_code == 422
    assert "There is a problem" in text_of(response)
    assert queued.application.officer is None


@pytest.mark.parametrize("stranger", ["officer", "secretary", "applicant"])
def test_nobody_else_assigns(as_, queued, stranger):
    assert as_(stranger).get(reverse("officer:assign", args=[queued.reference])).status_code == 404
