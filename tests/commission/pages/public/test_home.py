"""The start page and the page about the procedure, for people without an account."""

import pytest
from django.utils import timezone

from commission.services.policies import confirm_value, propose_value
from registry.roles import Role
from tests.registry.builders import person


def test_the_start_page_offers_the_registry_the_lists_and_signing_in(client, harbour):
    shown = client.get("/").content.decode()
    for words in (
        'action="/objects/"',
        'href="/objects/?list=B"',
        'href="/accounts/login/"',
        'href="/about/"',
    ):
        assert words in shown
    assert client.get("/").context["sizes"] == {"A": 0, "B": 1}


def test_somebody_signed_in_is_led_to_their_own_start_page(client, db):
    client.force_login(person("applicant", Role.APPLICANT))
    shown = client.get("/").content.decode()
    assert 'href="/start/"' in shown
    assert 'href="/accounts/login/"' not in shown


def test_the_data_are_called_illustrative_on_every_public_page(client, harbour):
    for address in ("/", "/about/", "/objects/", "/objects/SO-B-101/", "/decisions/"):
        assert "Illustrative data" in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/about/", "/objects/", "/decisions/"])
def test_public_pages_only_answer(client, db, address):
    assert client.post(address).status_code == 405


def test_the_terms_on_the_page_about_the_procedure_are_those_in_force(client, db):
    head, administrator = person("head", Role.HEAD), person("administrator", Role.ADMINISTRATOR)
    today = timezone.localdate()
    for key, value in (("appeal_days", "41"), ("consultation_days", "13")):
        row = propose_value(by=head, key=key, value=value, valid_from=today, reason="Order 1.")
        confirm_value(row_id=row.pk, by=administrator)
    propose_value(by=head, key="facts_shown_days", value="9", valid_from=today, reason="Not confirmed.")
    shown = client.get("/about/").content.decode()
    assert "within 41 days" in shown
    assert "13 working days" in shown
    assert "60 working days" in shown
    assert "9 working days" not in shown
