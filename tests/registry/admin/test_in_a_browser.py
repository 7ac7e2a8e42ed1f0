"""The admin in Debian's Chromium, against real processes: nothing our Content-Security-Policy would refuse."""

import pytest
from playwright.sync_api import Browser

from tests.browser.people import Person
from tests.processes import Stack

pytestmark = pytest.mark.browser

LISTS = ("party", "holding", "link", "strategicobject", "listedition", "statebody")


def test_keepers_pages_log_no_violation(browser: Browser, shared_server: Stack):
    keeper = Person(browser, shared_server, "keeper")
    keeper.open("/admin/")
    for model in LISTS:
        keeper.open(f"/admin/registry/{model}/").open(f"/admin/registry/{model}/add/")
        keeper.open(f"/admin/registry/{model}/")
        keeper.page.locator("#result_list tbody th a").first.click()
        change = keeper.page.url
        keeper.open(change.replace("/change/", "/history/")).open(change.replace("/change/", "/delete/"))
    keeper.open("/admin/registry/calendarday/").open("/admin/registry/calendarday/add/")
    assert keeper.complaints == []


def test_a_party_is_chosen_by_typing_its_name_in_capitals(browser: Browser, shared_server: Stack):
    keeper = Person(browser, shared_server, "keeper")
    keeper.open("/admin/registry/holding/add/")
    keeper.page.locator(".field-owner .select2-selection").click()
    keeper.page.keyboard.type("ҚАЗАТОМӨНЕРКӘСІП")
    keeper.page.locator(".select2-results__option--highlighted", has_text="Kazatomprom").click()
    assert "Kazatomprom" in keeper.page.locator(".field-owner .select2-selection__rendered").inner_text()
    assert keeper.complaints == []


@pytest.mark.parametrize(
    ("username", "models"), [("admin", ["user"]), ("auditor", ["journalentry", "checkpoint"])]
)
def test_administrators_and_auditors_pages_log_no_violation(
    browser: Browser, shared_server: Stack, username: str, models: list[str]
):
    person = Person(browser, shared_server, username)
    person.open("/admin/")
    for model in models:
        person.open(f"/admin/registry/{model}/")
    assert person.complaints == []
