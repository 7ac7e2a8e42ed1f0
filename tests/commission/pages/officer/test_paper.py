"""Papers on the pages: the desk, one paper for its typist and for the second person, the page of the case."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commission.models import AccountLink, PaperEntry, Posting
from commission.queries_paper import to_be_posted
from commission.services import paper_entries
from commission.services.paper_entries import EntryKind
from commission.states import State
from tests.cast import Road, load_cast, paper, pdf, person
from tests.commission.pages.officer.conftest import inspected
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db
DESK = "/cases/paper/"


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """Typed by `officer`, every scan inspected, not handed over yet."""
    with laid_out(django_db_blocker):
        load_cast()
        yield inspected(Road.typed())


@pytest.fixture
def as_(db):
    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in


def entry_of(road: Road) -> PaperEntry:
    return PaperEntry.objects.filter(application__reference=road.reference).latest("pk")


def url(road: Road, name: str = "paper_entry") -> str:
    return reverse(f"officer:{name}", args=[entry_of(road).pk])


def text(page) -> str:
    return " ".join(page.content.decode().split())


def typed(**changes: object) -> dict[str, object]:
    today = timezone.localdate()
    values = {
        "correspondent": "Venus Airport Investments B.V.",
        "sender_number": "",
        "dated_on": f"{today:%d.%m.%Y}",
        "received_on": f"{today:%d.%m.%Y}",
        "sheets": "12",
        "key": "k",
    }
    return {**values, **changes}


def test_a_paper_is_begun_at_the_desk_and_typed_on_the_applicants_own_pages(road, as_):
    officer = as_("officer")
    assert reverse("officer:paper_start") in text(officer.get(DESK))
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused = officer.post(f"{DESK}start/", typed(received_on=f"{tomorrow:%d.%m.%Y}"))
    assert refused.status_code == 422
    assert "enter the day of the stamp of receipt" in text(refused)
    begun = officer.post(f"{DESK}start/", typed())
    entry = PaperEntry.objects.latest("pk")
    assert begun["Location"] == reverse("officer:paper_entry", args=[entry.pk])
    page = text(officer.get(begun["Location"]))
    assert entry.letter.number in page
    assert "Complete every section first." in page
    section = reverse("applicant:parties", args=[entry.application.reference])
    shown = text(officer.get(section))
    assert f"You are entering paper {entry.letter.number}" in shown
    assert 'value="Venus Airport Investments B.V."' in shown
    data = {"capacity": "owner", "kind": "entity", "name": "Venus B.V.", "country": "NL"}
    lacking = text(officer.post(section, data))
    assert "Give the postal address" in lacking
    assert "Give the number under which its own country knows it." in lacking
    saved = officer.post(section, {**data, "address": "Schiphol 1", "registration": "KvK 123"})
    assert saved.status_code == 302
    party = entry.application.declared_parties.get()
    assert (party.address, party.registration, party.email) == ("Schiphol 1", "KvK 123", "")
    # Back on the task list the officer is at the paper's page.
    task_list = officer.get(reverse("applicant:application", args=[entry.application.reference]))
    assert task_list["Location"] == begun["Location"]


@pytest.mark.parametrize("who", ["officer2", "applicant", "secretary", "auditor", "prosecutor"])
def test_for_others_there_is_no_such_paper(road, as_, who):
    other, entry = as_(who), entry_of(road)
    scan = entry.scans.first()
    assert scan is not None
    for address in (
        url(road),
        reverse("officer:paper_scan", args=[entry.pk, scan.pk]),
        reverse("applicant:parties", args=[road.reference]),
        reverse("officer:case", args=[road.reference]),
    ):
        assert other.get(address).status_code == 404, address
    assert other.post(url(road, "paper_confirm"), {"compared": "on"}).status_code == 404


def test_the_second_person_compares_and_the_case_says_where_it_came_from(road, as_):
    officer, second = as_("officer"), as_("officer2")
    assert officer.post(url(road, "paper_hand_over")).status_code == 302
    assert "Another person compares what you typed" in text(officer.get(url(road)))
    page = text(second.get(url(road)))
    assert "Compare with the scans" in page
    assert "D1" in page
    assert second.post(url(road, "paper_confirm"), {}).status_code == 422
    back = second.post(
        url(road, "paper_send_back"), {"section-object": "Another object is named."}, follow=True
    )
    assert back.redirect_chain == [(url(road), 302)]
    assert "The entry is back with" in text(back)
    assert "Another object is named." in text(officer.get(url(road)))
    officer.post(url(road, "paper_hand_over"))
    assert 'name="seen" value="2"' in second.get(url(road)).content.decode()
    old = second.post(url(road, "paper_confirm"), {"compared": "on", "seen": "1"})
    assert (old.status_code, road.application.state) == (409, State.DRAFT)
    confirmed = second.post(url(road, "paper_confirm"), {"compared": "on", "seen": "2"})
    assert confirmed.status_code == 302
    assert road.application.state == State.SUBMITTED
    second.post(reverse("officer:take", args=[road.reference]), {"ticket": "x"})
    number = entry_of(road).letter.number
    case = text(as_("head").get(reverse("officer:case", args=[road.reference])))
    assert f"From paper {number}, received" in case
    assert "scan of a paper original" in case
    assert as_("applicant").get(reverse("applicant:application", args=[road.reference])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_for_one_paper_and_for_three(road, as_, rows, django_assert_num_queries):
    for number in range(rows - 1):
        paper_entries.start_paper_application(by=person("officer"), data=paper(), key=f"more{number}")
    officer = as_("officer")
    with django_assert_num_queries(5):  # session, person, offices, papers, anything to be posted
        assert len(officer.get(DESK).context["rows"]) == rows


def test_a_paper_costs_the_same_whatever_it_holds(road, as_, django_assert_max_num_queries):
    officer = as_("officer")
    with django_assert_max_num_queries(22):
        assert officer.get(url(road)).status_code == 200


def test_post_and_link_on_the_case_page(road, as_):
    road.compare()
    officer, head = as_("officer"), as_("head")
    page = reverse("officer:paper_case", args=[road.reference])
    letter = to_be_posted(person("head")).get()
    assert "to be posted" in text(officer.get(page))
    assert letter.number in text(officer.get(f"{DESK}postings/"))
    today = f"{timezone.localdate():%d.%m.%Y}"
    posted = reverse("officer:paper_posted", args=[road.reference, letter.pk])
    assert "Almaty, Abay Ave 1" in text(officer.get(posted))
    assert officer.post(posted, {"posted_on": today, "number": "RR 1"}).status_code == 302
    arrived = reverse("officer:paper_delivered", args=[road.reference, letter.pk])
    assert officer.post(arrived, {"delivered_on": today, "proof": "P 1"}).status_code == 302
    assert Posting.objects.get().proof == "P 1"
    said = {"login": "applicant", "document": "ID 043", "reason": "Shown at the desk."}
    assert officer.post(reverse("officer:link_account", args=[road.reference]), said).status_code == 302
    link = AccountLink.objects.get()
    confirm = reverse("officer:confirm_link", args=[road.reference, link.pk])
    assert officer.post(confirm).status_code == 409
    applicant = as_("applicant")
    own = reverse("applicant:application", args=[road.reference])
    assert applicant.get(own).status_code == 404
    assert head.post(confirm).status_code == 302
    assert f"On paper, our number {entry_of(road).letter.number}" in text(applicant.get(own))
    assert letter.number in text(applicant.get(reverse("applicant:papers", args=[road.reference])))


def test_an_answer_on_paper_is_typed_on_the_page_of_the_request(road, as_):
    from commission.services.requests import RequestData, draft_request, send_request

    road.compare().register()
    asked = draft_request(
        application_id=road.pk,
        by=person("officer"),
        data=RequestData(questions=("Who pays?",), working_days=5),
    )
    send_request(request_id=asked.pk, by=person("officer"))
    officer = as_("officer")
    enter = reverse("officer:paper_enter", args=[road.reference])
    assert officer.post(enter, typed(kind="answer")).status_code == 422
    begun = officer.post(enter, typed(kind="answer", request=asked.pk))
    entry = PaperEntry.objects.get(kind=EntryKind.ANSWER)
    assert begun["Location"] == reverse("officer:paper_entry", args=[entry.pk])
    answers = reverse("applicant:request", args=[road.reference, asked.pk])
    assert "Send the answers" not in text(officer.get(answers))
    assert officer.post(answers, {"answer-1": "The fund."}).status_code == 302
    attached = officer.post(
        reverse("officer:paper_attach", args=[entry.pk]), {"title": "Letter", "file": pdf("letter")}
    )
    assert attached.status_code == 302
    inspected(road)
    assert officer.post(reverse("officer:paper_hand_over", args=[entry.pk])).status_code == 302
    assert as_("head").post(
        reverse("officer:paper_confirm", args=[entry.pk]), {"compared": "on"}
    ).status_code == 302  # fmt: skip
    requests = text(officer.get(reverse("officer:requests", args=[road.reference])))
    assert f"on paper {entry.letter.number}" in requests
