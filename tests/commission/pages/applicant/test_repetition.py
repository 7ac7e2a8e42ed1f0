"""The terms of a contract changed: a repeat application, and what the desk sees of the change (SPL 188(3))."""

from fractions import Fraction

import pytest
from django.test import Client

from commission.documents.intake import receive
from commission.models import Application, DeclaredHolding, DeclaredParty
from commission.pages.applicant.figures import share_words
from commission.pages.officer.repetition import documents_compared, fields_compared, holders_compared
from commission.services import applications, repetitions
from commission.services.applications import PartyData, TransactionData
from commission.states import Marking
from commission.workflow import CannotProceed, NotAllowed
from tests.cast import Road, load_cast, pdf, person
from tests.lasting import laid_out

EN = {"accept-language": "en"}


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """A submitted case with one holder behind the acquirer."""
    with laid_out(django_db_blocker):
        load_cast()
        road = Road.draft()
        acquirer = DeclaredParty.objects.get(application_id=road.pk, role="acquirer")
        applications.add_holder(
            application_id=road.pk,
            by=person("applicant"),
            company_id=acquirer.pk,
            data=PartyData(kind="entity", name="Nordic Trust", country="SE"),
            low=Fraction(1, 2),
            high=Fraction(1, 2),
        )
        applications.give_declaration(application_id=road.pk, by=person("applicant"))
        road.work()
        yield road.submit()


@pytest.fixture(autouse=True)
def _database(db):
    pass


def browser(username: str) -> Client:
    client = Client(headers=EN)
    client.force_login(person(username))
    return client


def repeated(road: Road) -> Application:
    answer = browser("applicant").post(f"/apply/{road.reference}/repeat/")
    made = Application.objects.get(repetition__parent_id=road.pk)
    assert answer["Location"] == f"/apply/{made.reference}/"
    return made


def test_the_data_are_carried_over_and_the_former_case_stays(road):
    made = repeated(road)
    assert (made.kind, made.share, made.capacity) == ("sale", Fraction(1, 10), "owner")
    assert made.object == road.application.object
    assert {party.name for party in made.declared_parties.all()} == {
        party.name for party in road.application.declared_parties.all()
    }
    holding = DeclaredHolding.objects.get(application=made)
    assert (holding.owner.name, holding.owner.application, holding.low) == (
        "Nordic Trust",
        made,
        Fraction(1, 2),
    )
    assert made.declared_at is None
    assert road.application.state == "submitted"
    assert made.documents.count() == 0


def test_the_same_button_opens_the_same_draft(road):
    assert repeated(road) == repeated(road)


def test_only_the_applicant_repeats_and_only_what_was_filed(road):
    with pytest.raises(NotAllowed):
        repetitions.repeat_application(parent_id=road.pk, by=person("applicant2"))
    draft = applications.start_application(by=person("applicant"))
    with pytest.raises(CannotProceed):
        repetitions.repeat_application(parent_id=draft.pk, by=person("applicant"))


def test_an_unchanged_document_is_taken_again_once(road):
    made = repeated(road)
    files = repetitions.reusable_documents(made)
    assert [each.code for each in files] == ["D2", "D4", "D5", "D6", "D12", "D13"]
    valuation = next(each for each in files if each.code == "D6")
    client = browser("applicant")
    assert client.post(f"/apply/{made.reference}/reuse/{valuation.pk}/").status_code == 302
    again = made.documents.get()
    assert (again.code, again.sha256, again.inspection) == ("D6", valuation.sha256, "accepted")
    assert client.post(f"/apply/{made.reference}/reuse/{valuation.pk}/").status_code == 409
    assert "D6" not in [each.code for each in repetitions.reusable_documents(made)]


def test_the_desk_sees_side_by_side_what_changed(road):
    made, applicant = repeated(road), person("applicant")
    applications.save_transaction(
        application_id=made.pk,
        by=applicant,
        data=TransactionData(kind="sale", share=Fraction(1, 5), sale_mode="off_exchange"),
    )
    holder = made.declared_parties.get(role="holder")
    applications.remove_holder(application_id=made.pk, by=applicant, holder_id=holder.pk)
    for document in repetitions.reusable_documents(made):
        if document.code != "D4":
            repetitions.reuse_document(application_id=made.pk, by=applicant, document_id=document.pk)
    applications.attach_document(
        application_id=made.pk,
        by=applicant,
        code="D4",
        title="New contract",
        marking=Marking.COMMERCIAL,
        received=receive(pdf("new contract")),
    )
    former, new = road.application, Application.objects.get(pk=made.pk)
    changed = {line.label: (line.before, line.after) for line in fields_compared(former, new) if line.changed}
    assert list(changed.values()) == [(share_words(Fraction(1, 10)), share_words(Fraction(1, 5)))]
    assert [(line.before != "", line.after) for line in holders_compared(former, new)] == [(True, "")]
    states = sorted((line["name"].split()[0], line["state"]) for line in documents_compared(former, new))
    assert states == [
        ("D12", "same"), ("D13", "same"), ("D2", "same"), ("D4", "gone"), ("D4", "new"), ("D5", "same"),
        ("D6", "same"),
    ]  # fmt: skip
    applications.give_declaration(application_id=made.pk, by=applicant)
    applications.submit_application(application_id=made.pk, by=applicant)
    page = browser("head").get(f"/cases/{made.reference}/repetition/")
    assert page.status_code == 200
    assert "No longer filed" in page.content.decode()
    assert browser("head").get(f"/cases/{road.reference}/repetition/").status_code == 404
    listed = browser("head").get(f"/cases/{road.reference}/participants/").content.decode()
    assert made.reference in listed
