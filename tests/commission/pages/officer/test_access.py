"""Exceptional access, given and revoked by the head."""

import pytest
from django.urls import reverse

from commission.models import AccessGrant
from registry.models import JournalEntry
from tests.cast import person
from tests.commission.pages.officer.conftest import text_of


@pytest.fixture
def url(registered):
    return reverse("officer:access", args=[registered.reference])


def grant(**changes):
    days = {"first_day": "01.01.2020", "last_day": "31.12.2099"}
    return {"user": person("auditor").pk, **days, "reason": "Audit 7", **changes}


def test_an_access_is_given_listed_used_and_revoked(as_, registered, url):
    head, auditor = as_("head"), as_("auditor")
    case = reverse("officer:case", args=[registered.reference])
    assert auditor.get(case).status_code == 404
    assert head.post(url, grant()).status_code == 302
    assert auditor.get(case).status_code == 200
    assert JournalEntry.objects.filter(act="case.read", actor_id=person("auditor").pk).count() == 1
    assert "Audit 7" in text_of(head.get(url))
    given = AccessGrant.objects.get()
    head.post(reverse("officer:revoke_access", args=[registered.reference, given.pk]))
    assert auditor.get(case).status_code == 404
    assert "revoked" in text_of(head.get(url))


def test_the_last_day_belongs_to_the_access(as_, url):
    as_("head").post(url, grant(first_day="05.03.2030", last_day="05.03.2030"))
    given = AccessGrant.objects.get()
    assert (given.valid_until - given.valid_from).total_seconds() == 24 * 3600


@pytest.mark.parametrize("bad", [{"reason": ""}, {"user": ""}, {"last_day": "tomorrow"}])
def test_a_bad_form_gives_nobody_access(as_, url, bad):
    assert as_("head").post(url, grant(**bad)).status_code == 422
    assert AccessGrant.objects.count() == 0


def test_an_access_must_end_after_it_begins(as_, url):
    response = as_("head").post(url, grant(first_day="05.03.2030", last_day="01.03.2030"))
    assert response.status_code == 409
    assert "The access must end after it begins." in text_of(response)
    assert AccessGrant.objects.count() == 0


def test_nobody_gives_access_to_themselves_or_to_the_applicant(as_, url):
    for username in ("head", "applicant"):
        assert as_("head").post(url, grant(user=person(username).pk)).status_code == 422


@pytest.mark.parametrize("stranger", ["officer", "auditor", "prosecutor"])
def test_only_the_head_sees_the_page(as_, url, stranger):
    assert as_(stranger).get(url).status_code == 404
