"""Declaring, submitting once, withdrawing."""

import pytest

from commission.models import Application, Event, Job
from commission.pages.keys import new_key
from tests.cast import Road, load_cast, person


@pytest.fixture
def road(db, client):
    load_cast()
    client.force_login(person("applicant"))
    return Road.draft()


@pytest.fixture
def base(road):
    return f"/apply/{road.reference}/"


def test_a_whole_application_is_submitted_once_however_often_the_button_is_pressed(client, road, base):
    form = client.get(base).context["submit_form"]
    key = form["key"].value()
    first, second = client.post(f"{base}submit/", {"key": key}), client.post(f"{base}submit/", {"key": key})
    assert (first.url, second.url) == (base, base)
    assert Event.objects.filter(application=road.application, verb="submit").count() == 1
    assert Job.objects.filter(kind="letter", application=road.application).count() == 1
    assert road.application.state == "submitted"


def test_a_second_form_of_the_same_page_is_told_that_it_is_filed_already(client, road, base):
    client.post(f"{base}submit/", {"key": new_key()})
    answer = client.post(f"{base}submit/", {"key": new_key()})
    assert answer.status_code == 409
    assert "already “submitted”" in answer.content.decode()


def test_an_incomplete_application_says_everything_that_is_missing(client, road, base):
    client.post(f"{base}transaction/", {"kind": "sale", "sale_mode": "auction", "share": "10"})
    document = road.application.documents.get(code="D5")
    client.post(f"{base}documents/{document.pk}/remove/")
    answer = client.post(f"{base}submit/", {"key": new_key()})
    assert answer.status_code == 422
    assert [sentence for sentence, _ in answer.context["missing"]] == [
        "Document: Title document",
        "Declaration",
    ]
    assert "The application was not submitted" in answer.content.decode()
    assert Event.objects.count() == 0


def test_a_key_that_is_none_submits_nothing(client, road, base):
    answer = client.post(f"{base}submit/", {"key": "k" * 65})
    assert answer.status_code == 422
    assert road.application.state == "draft"


def test_the_declaration_needs_its_box(client, road, base):
    client.post(f"{base}transaction/", {"kind": "pledge", "share": "10"})
    answer = client.post(f"{base}declaration/", {})
    assert answer.status_code == 422
    assert road.application.declared_at is None
    assert client.post(f"{base}declaration/", {"declare": "on"}).url == base
    assert road.application.declared_at is not None


def test_the_declaration_waits_for_the_other_sections(client, base, road):
    Application.objects.filter(pk=road.pk).update(object=None, declared_at=None)
    assert client.get(f"{base}declaration/").url == base
    client.post(f"{base}declaration/", {"declare": "on"})
    assert road.application.declared_at is None


def test_what_is_filed_can_no_longer_be_changed(client, road, base):
    road.submit()
    assert client.get(f"{base}transaction/").url == base
    answer = client.post(f"{base}transaction/", {"kind": "gift", "share": "50"})
    assert answer.status_code == 409
    assert "can no longer be changed" in answer.content.decode()
    assert road.application.kind == "sale"


def test_withdrawing_is_confirmed_and_happens_once(client, road, base):
    road.submit()
    asked = client.get(f"{base}withdraw/")
    assert "Do you want to withdraw it?" in asked.content.decode()
    assert road.application.state == "submitted"
    sent = {"key": asked.context["form"]["key"].value(), "reason": "The deal is off."}
    assert client.post(f"{base}withdraw/", sent).url == base
    assert client.post(f"{base}withdraw/", sent).url == base
    assert Event.objects.filter(application=road.application, verb="withdraw").count() == 1
    assert "The deal is off." in client.get(base).content.decode()


def test_a_draft_cannot_be_withdrawn(client, road, base):
    assert client.get(f"{base}withdraw/").url == base
    assert client.post(f"{base}withdraw/", {"key": new_key()}).status_code == 409
