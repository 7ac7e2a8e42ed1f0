"""Who sees which part of the admin."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from registry.admin_site import site
from registry.models import JournalEntry, Party
from registry.roles import Role
from tests.registry.builders import party, person

pytestmark = pytest.mark.django_db

KEPT = {"party", "holding", "link", "strategicobject", "listedition", "statebody", "calendarday"}
KEPT |= {"objectfact", "subsoilcontract", "datedrow", "tableconfirmation"}
ACCOUNTS = {"user"}
READ = {"journalentry", "checkpoint"}
SETTLED = {"proposal"}  # made by what keepers change, never typed
PARTS = {Role.KEEPER: KEPT | SETTLED, Role.ADMINISTRATOR: ACCOUNTS, Role.AUDITOR: READ}


def signed_in(*roles: Role) -> Client:
    client = Client()
    client.force_login(person("somebody", *roles))
    return client


def test_every_model_of_the_admin_is_somebodys_part():
    assert {model._meta.model_name for model in site._registry} == KEPT | ACCOUNTS | READ | SETTLED


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_its_own_lists_and_no_others(role: Role):
    client = signed_in(role)
    opened = {
        model._meta.model_name
        for model in site._registry
        if client.get(reverse(f"admin:registry_{model._meta.model_name}_changelist")).status_code == 200
    }
    assert opened == PARTS.get(role, set())


@pytest.mark.parametrize("role", list(Role))
def test_each_role_adds_only_to_its_own_part_and_nobody_writes_the_journal(role: Role):
    client = signed_in(role)
    answers = {
        model._meta.model_name: client.get(
            reverse(f"admin:registry_{model._meta.model_name}_add")
        ).status_code
        for model in site._registry
    }
    may = PARTS.get(role, set()) - READ - SETTLED
    assert answers == {name: 200 if name in may else 404 for name in answers}


@pytest.mark.parametrize("role", sorted(set(Role) - set(PARTS)))
def test_for_everybody_else_the_admin_does_not_exist(role: Role):
    client = signed_in(role)
    for path in (
        "/admin/",
        "/admin/login/",
        "/admin/jsi18n/",
        "/admin/autocomplete/",
        "/admin/registry/",
        "/admin/no/",
    ):
        assert client.get(path).status_code == 404, path


def test_a_superuser_without_an_office_sees_nothing():
    client = Client()
    user = person("root")
    user.is_superuser = user.is_staff = True
    user.save()
    client.force_login(user)
    assert client.get("/admin/").status_code == 404


def test_a_stranger_is_sent_to_sign_in_where_everybody_does():
    answer = Client().get("/admin/registry/party/", follow=True)
    places = [urlsplit(str(url)) for url, _status in answer.redirect_chain]
    assert places[-1].path == reverse("account_login")
    assert parse_qs(places[0].query)["next"] == ["/admin/registry/party/"]


def test_a_deactivated_keeper_is_out():
    user = person("keeper", Role.KEEPER)
    client = Client()
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get("/admin/registry/party/").status_code == 302


def test_an_auditor_reads_an_entry_and_cannot_touch_it():
    party("ONE")
    client = signed_in(Role.AUDITOR)
    entry = JournalEntry.objects.get(seq=1)
    page = reverse("admin:registry_journalentry_change", args=[entry.pk])
    assert entry.hash in client.get(page).content.decode()
    assert client.post(page, {"act": "forged"}).status_code == 404
    assert (
        client.post(
            reverse("admin:registry_journalentry_delete", args=[entry.pk]), {"post": "yes"}
        ).status_code
        == 404
    )
    entry.refresh_from_db()
    assert entry.act == "party_added"


def test_nobody_removes_an_account():
    user = person("other")
    client = signed_in(Role.ADMINISTRATOR)
    assert (
        client.post(reverse("admin:registry_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 404
    )


def test_a_version_of_the_past_cannot_be_submitted():
    made = party("ONE")
    client = signed_in(Role.KEEPER)
    version = made.history.get()
    page = f"/admin/registry/party/{made.pk}/history/{version.pk}/"
    assert client.post(page, {"name_en": "Back"}).status_code in {302, 404}
    assert Party.objects.get(pk=made.pk).name_en == "One"


def test_people_of_the_admin_see_that_the_data_are_illustrative():
    client = signed_in(Role.KEEPER)
    banner = "not the Government&#x27;s enumeration"
    assert banner not in client.get("/admin/").content.decode()
    party("ONE", illustrative=True)
    assert banner in client.get("/admin/").content.decode()
