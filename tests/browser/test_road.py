"""The whole road in Chromium, as everyone it needs, against real processes: from a draft to the notice."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader, PdfWriter

from tests.browser.people import Person
from tests.processes import Stack

pytestmark = pytest.mark.browser

MEMBERS = ("chair", "deputy", "member1", "member2", "member3", "member4", "member5")
# SO-B-020 is a stake in an airport's owner: transport (13), and for an alienation competition and finance; always
# the national security bodies.
ASKED = ("security", "transport", "competition", "finance")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    path = tmp_path / "contract.pdf"
    writer.write(path)
    return path


def state_of(page: Page) -> str:
    return page.locator(".app-case-head .app-tag").first.inner_text().lower()


def test_ten_percent_of_an_airports_owner_goes_from_draft_to_the_notice(
    browser: Browser, server: Stack, paper: Path
) -> None:
    def person(username: str) -> Person:
        return Person(browser, server, username)

    applicant = person("applicant")
    reference = file_application(applicant, paper)
    officer = person("officer")
    register(officer, reference)
    give_opinions(person, reference)
    answer_questions(officer, person, reference)
    report(officer, person, reference)
    hold_session(person, reference)
    decide(person, reference)
    told(applicant, reference)
    for one in (applicant, officer):
        one.leave()


def file_application(applicant: Person, paper: Path) -> str:
    applicant.press("Start").sees("Application for permission")
    page = applicant.page
    reference = re.search(r"C-\d{4}-\d{5}", page.url)
    assert reference is not None
    home = f"/apply/{reference[0]}/"
    applicant.open(home + "parties/")
    applicant.choose(capacity="owner", kind="entity").fill(
        name="Venus Airport Investments B.V.", email="owner@demo.example"
    )
    page.select_option("[name=country]", "NL")
    applicant.press("Save").open(home + "object/?q=SO-B-020")
    page.get_by_role("radio").first.check()
    applicant.press("Save").open(home + "transaction/")
    applicant.choose(kind="sale", sale_mode="off_exchange").fill(share="10", price="5000000000")
    applicant.press("Save").open(home + "acquirer/")
    applicant.choose(kind="entity").fill(name="Nordic Infrastructure Fund AB")
    page.select_option("[name=country]", "SE")
    applicant.press("Save")
    for code in ("D2", "D4", "D5", "D6", "D12", "D13"):
        applicant.open(f"{home}documents/{code}/attach/").attach(paper).press("Attach the file")
    applicant.open(home + "declaration/")
    page.get_by_role("checkbox").first.check()
    applicant.press("Declare").open(home).press("Submit the application")
    expect(page.get_by_text(reference[0]).first).to_be_visible()
    assert state_of(page) == "submitted"
    return reference[0]


def register(officer: Person, reference: str) -> None:
    officer.open(f"/cases/?search={reference}").press("Take")
    officer.open(f"/cases/{reference}/").reload_until(
        lambda _page: officer.link("Register").count() > 0, "documents to be inspected"
    )
    officer.follow("Register").press("Register")
    officer.open(f"/cases/{reference}/").reload_until(
        lambda _page: officer.link("Start the review").count() > 0, "the checks to report"
    )
    officer.follow("Start the review").press("Start the review")
    assert state_of(officer.open(f"/cases/{reference}/").page) == "under review"
    officer.sees("Foreign participation in the owner or in management")


def give_opinions(person, reference: str) -> None:
    for body in ASKED:
        someone = person(body)
        someone.follow(reference)
        someone.choose(marking="commercial_secret").press("Go on to the opinion")
        someone.choose(answer="no_objection").fill(reasons="No objection within our competence.")
        someone.press("Save the draft").press("Hand over for checking").leave()
        second = person(f"{body}2")
        second.follow(reference).follow("Read it once more and send it").press("Send the opinion")
        second.sees("No objection within our competence.").leave()


def answer_questions(officer: Person, person, reference: str) -> None:
    """Two bodies with a second person answer themselves; the finance body by letter; the working body at the desk."""
    for body in ("security", "transport"):
        for name, doing in ((body, "Save the answers"), (f"{body}2", "Confirm")):
            someone = person(name)
            someone.follow(reference).follow("Questions of Articles 22 and 23")
            if doing != "Confirm":
                someone.fill(rest_reason="It changes nothing here.")
            someone.press(doing).leave()
    lists = f"/cases/{reference}/questionnaires/"
    today = f"{timezone.localdate():%d.%m.%Y}"
    officer.open(f"{lists}finance/").fill(letter_number="7-1", letter_date=today, rest_reason="By letter.")
    officer.press("Save the answers").open(f"{lists}planning/").fill(rest_reason="It changes nothing.")
    officer.press("Save the answers")
    head = person("head")
    for body in ("finance", "planning"):
        head.open(f"{lists}{body}/").press("Confirm")
    head.sees("12 of 12 lists are closed.").leave()


def report(officer: Person, person, reference: str) -> None:
    officer.open(f"/cases/{reference}/report/").choose(motion="grant")
    with officer.page.expect_navigation():
        officer.page.locator("form:has([name=motion]) button").first.click()
    head = person("head")
    head.open(f"/cases/{reference}/").follow("Countersign").press("Countersign").leave()


def hold_session(person, reference: str) -> None:
    secretary = person("secretary")
    tomorrow = timezone.localdate() + timedelta(days=1)
    secretary.open("/sessions/").fill(day=f"{tomorrow:%d.%m.%Y}", time="10:00", place="Astana")
    secretary.press("Call the session")
    session = "/sessions/" + secretary.page.url.rstrip("/").rpartition("/")[2] + "/"
    secretary.open(f"/sessions/agenda/{reference}/")
    secretary.page.get_by_role("radio").last.check()
    # Tomorrow is later than the policy allows: the agenda is closed and the papers are late.
    secretary.fill(late_reason="Urgent.").press("Put on the agenda").open(session)
    chair = person("chair")
    chair.open(session).follow("Let the papers go out late").fill(reason="Urgent.").press("Record the reason")
    chair.leave()
    secretary.follow("Send the papers").press("Seal and send")
    for box in secretary.page.get_by_role("checkbox").all():
        box.check()
    secretary.press("Record who is present").press("Open the session").follow(reference)
    item = secretary.page.url
    secretary.press("Take the item up").press("Open the vote")
    for member in MEMBERS:
        someone = person(member)
        someone.open(item).press("I have read these papers").press("Save the declaration")
        someone.choose(choice="abstain" if member == "member5" else "for").press("Vote")
        someone.sees("Your vote is counted.").leave()
    secretary.open(item).press("Close the vote").sees("Carried")
    secretary.press("Adopt the recommendation").open(session)
    sign(secretary.press("Close the session"))
    chair = person("chair")
    sign(chair.open(session))
    chair.sees("Signed by the chair").leave()
    secretary.open(f"/sessions/send/{reference}/").press("Send to the Government").leave()


def sign(someone: Person) -> None:
    """The minutes, with the password typed once more."""
    someone.follow("Sign the minutes").fill(password=someone.password).press("Sign the minutes")


def decide(person, reference: str) -> None:
    government = person("government")
    government.open("/government/").follow(f"Decide: {reference}")
    today = f"{timezone.localdate():%d.%m.%Y}"
    government.choose(outcome="grant").fill(
        number="712",
        date=today,
        signed_by="Премьер-Министр",
        text_kk="Үлестің 10 пайызын иеліктен шығаруға рұқсат берілсін.",
        text_ru="Разрешить отчуждение 10 процентов акций.",
    )
    government.press("Record the decision").sees("The decision is recorded").leave()


def told(applicant: Person, reference: str) -> None:
    applicant.open(f"/apply/{reference}/").reload_until(
        lambda page: state_of(page) == "permitted, awaiting conclusion of the contract",
        "the notice to be sent",
    )
    token = applicant.page.locator("form[action$='/notice/'] [name=csrfmiddlewaretoken]").input_value()
    notice = applicant.page.request.post(
        f"/apply/{reference}/notice/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": applicant.page.url},
    )
    assert notice.status == 200
    assert notice.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(notice.body())).pages)
    assert reference in text
    assert "712" in text
    assert "Разрешить отчуждение 10 процентов акций." in " ".join(text.split())
