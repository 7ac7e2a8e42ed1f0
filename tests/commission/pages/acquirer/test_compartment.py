"""Neither side of a transaction sees the other's part: pages, papers, downloads and searches, both ways."""

from datetime import timedelta
from fractions import Fraction

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from commission import demonstration, queries
from commission.documents.intake import receive
from commission.models import Application, Compartment, DeclaredHolding, DeclaredParty, Document
from commission.queries_sides import acquirers_file, own_file
from commission.services import applications, compartments
from commission.services.applications import PartyData
from commission.states import Marking
from commission.workflow import CannotProceed, NotAllowed
from registry.models import Appointment, User
from registry.roles import Role
from tests.cast import Road, load_cast, pdf, person
from tests.lasting import laid_out

BUYER = "buyer@acquirer.example"
PASSWORD = "violet-anchor-77"
# What only the acquirer stated, and what only the applicant did.
BUYERS = ("Quiet Harbour Holding", "Hidden Uncle Trust", "Deed of the quiet buyer", "quiet-deed")
SELLERS = ("Ledger of the seller", "SO-B-020", "seller-purpose", "applicant@")
EN = {"accept-language": "en"}


def browser(username: str) -> Client:
    client = Client(headers=EN)
    client.force_login(person(username))
    return client


def attach(road: Road, by: str, code: str, title: str) -> Document:
    return applications.attach_document(
        application_id=road.pk,
        by=person(by),
        code=code,
        title=title,
        marking=Marking.COMMERCIAL,
        received=receive(pdf(title)),
    )


def fill(road: Road) -> None:
    """The acquirer states everything it can."""
    buyer = person(BUYER)
    data = PartyData(kind="entity", name="Quiet Harbour Holding", country="SE")
    acquirer = applications.save_party(application_id=road.pk, by=buyer, role="acquirer", data=data)
    applications.add_holder(
        application_id=road.pk,
        by=buyer,
        company_id=acquirer.pk,
        data=PartyData(kind="entity", name="Hidden Uncle Trust", country="SE"),
        low=Fraction(1, 2),
        high=Fraction(1, 2),
    )
    attach(road, BUYER, "D7", "Deed of the quiet buyer")


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """A draft whose acquirer was invited, has opened an account and filled its part, not yet confirmed."""
    with laid_out(django_db_blocker):
        load_cast()
        road = Road.draft()
        Application.objects.filter(pk=road.pk).update(purpose="seller-purpose")
        attach(road, "applicant", "X", "Ledger of the seller")
        part = compartments.invite_acquirer(application_id=road.pk, by=person("applicant"), address=BUYER)
        token = compartments.token_of(part)
        made = compartments.open_login(
            token=token, first_name="Quiet", last_name="Buyer", password=PASSWORD, language="en"
        )
        compartments.accept_invitation(token=token, by=made)
        fill(road)
        demonstration.work_off()
        applications.give_declaration(application_id=road.pk, by=person("applicant"))
        yield road


@pytest.fixture(autouse=True)
def _database(db):
    pass


def document(road: Road, title: str) -> Document:
    return Document.objects.get(application_id=road.pk, title=title)


def shown(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


APPLICANTS_PAGES = (
    "", "parties/", "object/", "transaction/", "acquirer/", "holders/", "holders/file/", "consents/",
    "statements/", "documents/", "declaration/", "representatives/", "acquirer/invite/",
)  # fmt: skip


@pytest.mark.parametrize("page", APPLICANTS_PAGES)
def test_no_page_of_the_applicant_shows_what_the_acquirer_stated(road, page):
    text = shown(browser("applicant"), f"/apply/{road.reference}/{page}")
    assert [word for word in BUYERS if word in text] == []


ACQUIRERS_PAGES = ("", "party/", "holders/", "holders/file/", "documents/attach/")


@pytest.mark.parametrize("page", ACQUIRERS_PAGES)
def test_no_page_of_the_acquirer_shows_what_the_applicant_stated(road, page):
    owner = DeclaredParty.objects.get(application_id=road.pk, role="applicant").name
    text = shown(browser(BUYER), f"/acquirer/{road.reference}/{page}")
    assert [word for word in (*SELLERS, owner) if word in text] == []


def test_each_side_sees_its_own(road):
    mine = shown(browser(BUYER), f"/acquirer/{road.reference}/")
    assert all(word in mine for word in BUYERS[:3])
    assert "Ledger of the seller" in shown(browser("applicant"), f"/apply/{road.reference}/documents/")


def test_the_applicant_is_told_whether_the_part_is_complete_and_no_more(road):
    page = f"/apply/{road.reference}/acquirer/"
    assert "Accepted, not complete yet" in shown(browser("applicant"), page)
    compartments.confirm_part(application_id=road.pk, by=person(BUYER))
    assert "Accepted, not complete yet" not in shown(browser("applicant"), page)


def test_a_filed_case_keeps_the_sides_apart_and_the_desk_reads_both(road):
    compartments.confirm_part(application_id=road.pk, by=person(BUYER))
    road.submit()
    theirs = shown(browser("applicant"), f"/apply/{road.reference}/")
    assert [word for word in BUYERS if word in theirs] == []
    assert "Filled by the acquirer itself" in theirs
    mine = shown(browser(BUYER), f"/acquirer/{road.reference}/")
    assert [word for word in SELLERS if word in mine] == []
    desk = shown(browser("head"), f"/cases/{road.reference}/")
    assert all(
        word in desk for word in ("Quiet Harbour Holding", "Deed of the quiet buyer", "Ledger of the seller")
    )
    assert "Accepted by Quiet Buyer" in shown(browser("head"), f"/cases/{road.reference}/participants/")


def test_the_receipt_names_no_paper_of_the_acquirer(road):
    compartments.confirm_part(application_id=road.pk, by=person(BUYER))
    road.submit()
    filed = own_file(road.reference, person("applicant"))
    assert filed is not None
    assert {party.role for party in filed.declared_parties.all()} == {"applicant"}
    assert list(filed.declared_holdings.all()) == []
    assert "Deed of the quiet buyer" not in {each.title for each in filed.documents.all()}
    assert browser("applicant").get(f"/apply/{road.reference}/receipt/").status_code == 200


def test_downloads_are_of_ones_own_side_only(road):
    deed, ledger = document(road, "Deed of the quiet buyer"), document(road, "Ledger of the seller")
    applicant, buyer = browser("applicant"), browser(BUYER)
    assert applicant.get(f"/apply/{road.reference}/documents/{ledger.pk}/").status_code == 200
    assert applicant.get(f"/apply/{road.reference}/documents/{deed.pk}/").status_code == 404
    assert buyer.get(f"/acquirer/{road.reference}/documents/{deed.pk}/").status_code == 200
    assert buyer.get(f"/acquirer/{road.reference}/documents/{ledger.pk}/").status_code == 404
    for pk in (deed.pk, ledger.pk):
        assert buyer.get(f"/apply/{road.reference}/documents/{pk}/").status_code == 404
        assert applicant.get(f"/acquirer/{road.reference}/documents/{pk}/").status_code == 404


def test_neither_side_finds_the_other_by_searching(road):
    answer = browser("applicant").post(
        f"/apply/{road.reference}/parties/", {"look_up": "1", "find": "Quiet Harbour"}
    )
    assert "Quiet Harbour Holding" not in answer.content.decode()
    answer = browser(BUYER).post(f"/acquirer/{road.reference}/party/", {"look_up": "1", "find": "SO-B-020"})
    assert "Ledger" not in answer.content.decode()
    assert browser(BUYER).get("/apply/").status_code == 404
    assert not queries.visible_to(person(BUYER)).exists()
    assert "Quiet" not in shown(browser("applicant"), "/apply/")


def test_neither_side_changes_the_other(road):
    data = PartyData(kind="entity", name="Another", country="SE")
    applicant, buyer = person("applicant"), person(BUYER)
    with pytest.raises(NotAllowed):
        applications.save_party(application_id=road.pk, by=applicant, role="acquirer", data=data)
    with pytest.raises(NotAllowed):
        applications.save_party(application_id=road.pk, by=buyer, role="applicant", data=data)
    holder = DeclaredParty.objects.get(application_id=road.pk, role="holder")
    with pytest.raises(NotAllowed):
        applications.remove_holder(application_id=road.pk, by=applicant, holder_id=holder.pk)
    for by, title in ((applicant, "Deed of the quiet buyer"), (buyer, "Ledger of the seller")):
        with pytest.raises(CannotProceed):
            applications.remove_document(application_id=road.pk, by=by, document_id=document(road, title).pk)
    compartments.confirm_part(application_id=road.pk, by=buyer)
    with pytest.raises(NotAllowed):
        applications.submit_application(application_id=road.pk, by=buyer)


def test_nothing_is_filed_before_the_acquirer_confirms_and_a_change_asks_again(road):
    with pytest.raises(CannotProceed):
        applications.submit_application(application_id=road.pk, by=person("applicant"))
    assert browser(BUYER).post(f"/acquirer/{road.reference}/confirm/").status_code == 302
    attach(road, BUYER, "D7", "One more deed")
    with pytest.raises(CannotProceed):
        applications.submit_application(application_id=road.pk, by=person("applicant"))
    compartments.confirm_part(application_id=road.pk, by=person(BUYER))
    applications.submit_application(application_id=road.pk, by=person("applicant"))
    answer = browser(BUYER).post(f"/acquirer/{road.reference}/confirm/")
    assert answer.status_code == 409


def test_what_the_acquirer_changes_leaves_the_applicants_declaration(road):
    before = Application.objects.get(pk=road.pk).declared_at
    attach(road, BUYER, "D7", "One more deed")
    assert Application.objects.get(pk=road.pk).declared_at == before is not None


def test_taking_the_invitation_back_takes_the_part_with_it_unseen(road):
    answer = browser("applicant").post(f"/apply/{road.reference}/acquirer/close/", follow=True)
    assert [word for word in BUYERS if word in answer.content.decode()] == []
    assert not DeclaredHolding.objects.filter(application_id=road.pk).exists()
    assert document(road, "Deed of the quiet buyer").removed_at is not None
    assert browser(BUYER).get(f"/acquirer/{road.reference}/").status_code == 404
    assert acquirers_file(road.reference, person(BUYER)) is None


def test_whoever_acquired_never_meets_the_case_from_the_authoritys_side(road):
    compartments.confirm_part(application_id=road.pk, by=person(BUYER))
    road.submit()
    Appointment.objects.create(user=person(BUYER), role=Role.HEAD)
    assert not queries.case_files(person(BUYER)).filter(pk=road.pk).exists()


# --- the link ----------------------------------------------------------------------------------------------------


@pytest.fixture
def link(road) -> str:
    """The address in a letter of a fresh invitation, as the acquirer gets it."""
    compartments.close_compartment(application_id=road.pk, by=person("applicant"))
    mail.outbox.clear()
    answer = browser("applicant").post(
        f"/apply/{road.reference}/acquirer/invite/", {"address": "new@acquirer.example"}
    )
    assert answer.status_code == 302
    demonstration.work_off()
    [letter] = [each for each in mail.outbox if each.to == ["new@acquirer.example"]]
    assert not any(word in letter.body for word in SELLERS)
    address = next(word for word in letter.body.split() if "/acquirer/invitation/" in word)
    return address[address.index("/acquirer/") :]


def test_an_account_is_opened_by_the_link_and_the_link_is_used_once(road, link):
    stranger = Client(headers=EN)
    typed = {"first_name": "New", "last_name": "Buyer", "password": PASSWORD}
    assert "new@acquirer.example" in stranger.get(link).content.decode()
    answer = stranger.post(link, typed)
    assert (answer.status_code, answer["Location"]) == (302, f"/acquirer/{road.reference}/")
    assert stranger.get(answer["Location"]).status_code == 200
    part = Compartment.objects.live().get(application_id=road.pk)
    assert part.person == User.objects.get(username="new@acquirer.example")
    assert not DeclaredParty.objects.filter(application_id=road.pk, role="acquirer").exists()
    again = Client(headers=EN)
    assert "was used or has expired" in again.get(link).content.decode()
    assert again.post(link, {**typed, "first_name": "Other"}).status_code == 422
    assert User.objects.filter(first_name="Other").count() == 0


def test_a_weak_password_opens_nothing(link):
    typed = {"first_name": "New", "last_name": "Buyer", "password": "12345678"}
    assert Client().post(link, typed).status_code == 422
    assert not User.objects.filter(username="new@acquirer.example").exists()


def test_a_link_that_was_made_up_does_not_exist(link):
    assert Client().get(link[:-4] + "AAA/").status_code == 404


def test_a_link_ends_by_its_day(link):
    part = Compartment.objects.live().get(address="new@acquirer.example")
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert timezone.localdate() > part.expires_on
        assert "was used or has expired" in Client(headers=EN).get(link).content.decode()


@pytest.mark.parametrize("who", ["applicant", "officer", "keeper"])
def test_nobody_of_the_other_side_or_the_authority_accepts(link, who):
    assert browser(who).post(link).status_code == 409
    assert Compartment.objects.live().get(address="new@acquirer.example").person is None


def test_somebody_with_an_own_login_accepts_with_it(road, link):
    answer = browser("applicant2").post(link)
    assert answer["Location"] == f"/acquirer/{road.reference}/"
    assert road.reference in shown(browser("applicant2"), "/acquirer/")
