"""A BODS file on the keepers' pages: a dry run first, the same text after a confirmation."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registry.models import Holding, Party
from registry.roles import Role
from tests.registry.builders import DOCUMENT, person
from tests.registry.exchange.bods.files import text

pytestmark = pytest.mark.django_db
PAGE = "/admin/registry/party/bods/"


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(person("keeper", Role.KEEPER))
    return client


def form(written: str, document: str = DOCUMENT) -> dict[str, object]:
    return {"file": SimpleUploadedFile("a.json", written.encode()), "document": document}


def test_a_dry_run_is_shown_and_confirmed(keeper: Client):
    assert PAGE in keeper.get("/admin/registry/party/").content.decode()
    assert keeper.get(PAGE).status_code == 200
    page = keeper.post(PAGE, form(text("indirect-ownership")))
    assert (page.status_code, page.context["counts"]) == (200, {"added": 5, "changed": 0, "unchanged": 0})
    assert [(declared, verdict) for _each, declared, _computed, verdict in page.context["compared"]] == [
        ("30\u00a0%", "possible")
    ]
    assert Party.objects.count() == 0
    assert keeper.post(PAGE, {"sealed": page.context["sealed"]}).url == "/admin/registry/party/"
    assert (Party.objects.count(), Holding.objects.count()) == (3, 2)
    assert Holding.objects.filter(source__startswith=DOCUMENT).count() == 2
    keys = list(Party.objects.filter(name_en="Company A").values_list("pk", flat=True))
    assert "GB-COH" in keeper.get(f"/admin/registry/party/{keys[0]}/change/").content.decode()
    answer = keeper.post("/admin/registry/party/", {"action": "export_selected", "_selected_action": keys})
    written = json.loads(answer.content)
    assert [s["recordType"] for s in written] == [
        "entity",
        "entity",
        "person",
        "relationship",
        "relationship",
    ]


def test_what_is_wrong_is_named_and_nothing_written(keeper: Client):
    page = keeper.post(PAGE, form(text("refused")))
    assert (page.status_code, len(page.context["problems"])) == (422, 5)
    assert "Line 1, column 1: this is not JSON." in keeper.post(PAGE, form("x")).content.decode()
    assert keeper.post(PAGE, form(text("levent"), document="")).status_code == 422
    assert keeper.post(PAGE, {"sealed": "x"}).url == PAGE
    sealed = keeper.post(PAGE, form(text("levent"))).context["sealed"]
    other = Client()
    other.force_login(person("keeper2", Role.KEEPER))
    assert other.post(PAGE, {"sealed": sealed}).url == PAGE
    assert Party.objects.count() == 0


def test_only_keepers_have_the_page(client: Client):
    client.force_login(person("auditor", Role.AUDITOR))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, form(text("levent"))).status_code == 404
