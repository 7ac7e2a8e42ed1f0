"""Somebody else's application does not exist, on any of the applicant's pages and by any method."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commission.models import (
    Condition,
    Document,
    Event,
    InformationRequest,
    LinkedConsent,
    Obligation,
    PowerOfAttorney,
)
from commission.pages.applicant.urls import app_name, urlpatterns
from commission.pages.keys import new_key
from commission.services.defects import return_application
from commission.services.registration import take_application
from commission.states import Motion
from tests.cast import Road, lacks, load_cast, person

OWN = ("home", "start", "notifications", "notify")
PAGES = [pattern for pattern in urlpatterns if pattern.name not in OWN]


@pytest.fixture
def addresses(db):
    """The address of every page of a decided application of `applicant`, by name."""
    load_cast()
    road = Road.draft().submit()
    take_application(application_id=road.pk, by=person("officer"))
    return_application(application_id=road.pk, by=person("officer"), defects=lacks("D6: no report"))
    road.submit().register().examine().answer_all()
    road.report(Motion.GRANT_WITH_CONDITIONS, "Report yearly.")
    road.put_on_agenda().open_vote().vote().recommend()
    road.decide(Motion.GRANT_WITH_CONDITIONS, conditions=("Report yearly.",))
    application = road.application
    consent = LinkedConsent.objects.create(
        application=application,
        purpose="competition",
        needed=False,
        reason="Small.",
        added_by=application.applicant,
    )
    values = {
        "reference": road.reference,
        "document_id": Document.objects.filter(application=application).first().pk,
        "holder_id": application.declared_parties.get(role="acquirer").pk,
        "consent_id": consent.pk,
        "code": "D4",
        "fact": "party:applicant",
        "request_id": InformationRequest.objects.create(
            application=application,
            revision=application.revision,
            stage="review",
            working_days=5,
            drafted_by=person("officer"),
            sent_by=person("officer"),
            sent_at=timezone.now(),
            due_on=timezone.localdate(),
        ).pk,
        "obligation_id": Obligation.objects.create(
            application=application,
            condition=Condition.objects.get(decision__application=application),
            period=99,
            due_on=timezone.localdate(),
        ).pk,
        "paper_id": application.papers.get(kind="deficiencies").pk,
        "power_id": PowerOfAttorney.objects.create(
            application=application,
            representative=application.applicant,
            number="1",
            dated_on=timezone.localdate(),
            valid_from=timezone.localdate(),
            valid_until=timezone.localdate(),
            may_file=True,
            appointed_by=application.applicant,
        ).pk,
    }
    return {
        pattern.name: reverse(
            f"{app_name}:{pattern.name}", kwargs={name: values[name] for name in pattern.pattern.converters}
        )
        for pattern in PAGES
    }


def test_a_stranger_gets_404_everywhere_and_changes_nothing(addresses):
    stranger = Client()
    stranger.force_login(person("applicant2"))
    events = Event.objects.count()
    answers = {}
    for name, address in addresses.items():
        for method in (stranger.get, stranger.post):
            answers[name, method.__name__] = method(address, {"key": new_key()}).status_code
    found = {key: status for key, status in answers.items() if status not in (404, 405)}
    assert found == {}
    assert Event.objects.count() == events


def test_the_owner_finds_every_one_of_these_pages(addresses):
    owner = Client()
    owner.force_login(person("applicant"))
    statuses = {name: owner.get(address).status_code for name, address in addresses.items()}
    # Of changes nothing was reported, and after the decision nothing can be.
    assert {name: status for name, status in statuses.items() if status not in (200, 302, 405)} == {
        "changes": 404
    }


def test_without_an_account_every_page_leads_to_signing_in(addresses):
    answers = {
        Client().get(address).url.partition("?")[0]
        for name, address in addresses.items()
        if "remove" not in name and name != "submit"
    }
    assert answers == {"/accounts/login/"}


@pytest.mark.parametrize("office", ["officer", "head", "prosecutor", "government", "admin"])
def test_the_authoritys_people_have_their_own_pages_not_these(addresses, office):
    official = Client()
    official.force_login(person(office))
    assert {official.get(address).status_code for address in addresses.values()} <= {404, 405}
