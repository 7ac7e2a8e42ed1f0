"""The ownership picture and the what-if page in Chromium: axe finds nothing, all of it fits, it prints."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.people import Person
from tests.processes import Stack

pytestmark = pytest.mark.browser


def accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def fits(page: Page) -> bool:
    """Nothing but the picture's own frame scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def fibre_case(officer: Person) -> str:
    """The demonstration's case on the stake in Steppe Fibre."""
    officer.open("/cases/")
    row = officer.page.locator("tr").filter(has_text="SO-B-025").inner_text()
    found = re.search(r"C-\d{4}-\d{5}", row)
    assert found is not None
    return found[0]


def test_the_officer_sees_who_owns_it_and_what_would_follow(
    browser: Browser, server: Stack, tmp_path: Path
) -> None:
    officer = Person(browser, server, "officer")
    reference = fibre_case(officer)
    page = officer.open(f"/cases/{reference}/").page
    officer.follow("Picture and table")
    expect(page.locator("svg[role=img] title")).to_have_text("Ownership before and after the deal")
    expect(page.get_by_role("cell", name="58 % → 48 %").first).to_be_visible()
    accessible(page)
    page.screenshot(path=tmp_path / "picture.png", full_page=True)

    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    assert "Steppe Fibre LLP" in text
    assert "58 % → 48 %" in text
    assert "Work list" not in text

    officer.follow("What if")
    page.get_by_label("Stake that passes").fill("5")
    with page.expect_response(lambda answer: "share=5" in answer.url):
        page.get_by_label("Stake that passes").press("Tab")
    expect(page.get_by_role("heading", name=re.compile("findings? moves?"))).to_be_visible()
    expect(page.locator("#answer")).to_contain_text("new: 5 %")
    assert "share=5" in page.url
    accessible(page)
    page.screenshot(path=tmp_path / "what-if.png", full_page=True)
    officer.leave()


def test_both_pages_are_usable_on_a_phone(browser: Browser, server: Stack, tmp_path: Path) -> None:
    officer = Person(browser, server, "officer", phone=True)
    reference = fibre_case(officer)
    for name, address in (
        ("picture", f"/cases/{reference}/ownership/"),
        ("what-if", f"/cases/{reference}/what-if/?share=5"),
    ):
        page = officer.open(address).page
        assert fits(page)
        accessible(page)
        page.screenshot(path=tmp_path / f"phone-{name}.png", full_page=True)
    officer.leave()


def test_without_a_script_the_form_is_sent_and_answered(browser: Browser, server: Stack) -> None:
    officer = Person(browser, server, "officer")
    reference = fibre_case(officer)
    kept = officer.context.storage_state()
    plain = browser.new_context(java_script_enabled=False, storage_state=kept, base_url=server.url)
    page = plain.new_page()
    page.goto(f"/cases/{reference}/what-if/")
    page.fill("[name=share]", "5")
    page.get_by_role("button", name="Show what follows").click()
    expect(page.locator("#answer")).to_contain_text("new: 5 %")
    plain.close()
    officer.leave()
