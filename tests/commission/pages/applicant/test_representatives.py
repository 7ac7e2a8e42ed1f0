"""A representative acts within the dates and the words of a power of attorney, and every step says so."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from commission import queries
from commission.documents.intake import receive
from commission.models import Application, Document, Event, Job, PowerOfAttorney
from commission.services import applications, registration
from commission.services.representation import PowerData, appoint_representative, revoke_power
from commission.states import State, Task
from commission.workflow import CannotProceed, NotAllowed
from registry.models import Appointment
from registry.roles import Role
from tests.cast import Road, load_cast, pdf, person
from tests.lasting import laid_out

WHO = "applicant2"


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """A whole draft of `applicant`, for every test of this module."""
    with laid_out(django_db_blocker):
        load_cast()
        yield Road.draft()


@pytest.fixture(autouse=True)
def _database(db):
    pass


def browser(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def power(road: Road, *tasks: Task, days: int = 9, **changes: object) -> PowerOfAttorney:
    today = timezone.localdate()
    values: dict[str, object] = {
        "representative": WHO,
        "number": "17-A",
        "dated_on": today,
        "valid_from": today,
        "valid_until": today + timedelta(days=days),
        "tasks": tasks or tuple(Task),
        **changes,
    }
    return appoint_representative(
        application_id=road.pk,
        by=person("applicant"),
        data=PowerData(**values),  # type: ignore[arg-type]
    )


def test_the_applicant_appoints_on_its_own_page_and_the_scan_is_on_file(road):
    today = timezone.localdate()
    answer = browser("applicant").post(
        f"/apply/{road.reference}/representatives/",
        {
            "representative": WHO,
            "number": "17-A",
            "dated_on": f"{today:%d.%m.%Y}",
            "valid_from": f"{today:%d.%m.%Y}",
            "valid_until": f"{today:%d.%m.%Y}",
            "tasks": ["file", "receive"],
            "file": pdf("power"),
        },
    )
    assert answer.status_code == 302
    made = PowerOfAttorney.objects.get(application_id=road.pk)
    assert (made.representative.username, made.tasks) == (WHO, [Task.FILE, Task.RECEIVE])
    assert made.document is not None
    assert (made.document.code, made.document.in_package) == ("PA", False)
    assert Job.objects.filter(kind="inspection", subject=str(made.document.pk)).exists()


def test_what_is_typed_wrong_comes_back_with_the_reason(road):
    page = f"/apply/{road.reference}/representatives/"
    typed = {
        "representative": "nobody",
        "number": "1",
        "dated_on": "01.02.2026",
        "valid_from": "01.02.2026",
        "valid_until": "31.12.2099",
        "tasks": ["file"],
    }
    answer = browser("applicant").post(page, typed, headers={"accept-language": "en"})
    assert answer.status_code == 409
    assert "Nobody with this login may represent an applicant" in answer.content.decode()


def test_a_stranger_finds_nothing_and_a_representative_the_whole_own_side(road):
    assert browser(WHO).get(f"/apply/{road.reference}/").status_code == 404
    power(road)
    answer = browser(WHO).get(f"/apply/{road.reference}/", headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "under power of attorney No. 17-A" in answer.content.decode()
    home = browser(WHO).get("/apply/", headers={"accept-language": "en"}).content.decode()
    assert f"You act for {person('applicant').full_name}" in home


def test_a_representative_submits_and_the_step_names_the_paper(road):
    made = power(road, Task.FILE)
    event = applications.submit_application(application_id=road.pk, by=person(WHO))
    assert (event.by, event.power) == (person(WHO), made)
    case = (
        browser("head").get(f"/cases/{road.reference}/", headers={"accept-language": "en"}).content.decode()
    )
    said = f"{person(WHO).full_name} for {person('applicant').full_name} under power of attorney No. 17-A"
    assert said in case
    listed = (
        browser("head")
        .get(f"/cases/{road.reference}/participants/", headers={"accept-language": "en"})
        .content.decode()
    )
    assert f"{said} of {timezone.localdate():%d.%m.%Y}: submitted the application" in listed


def test_what_the_applicant_does_in_person_names_no_paper(road):
    power(road)
    event = applications.submit_application(application_id=road.pk, by=person("applicant"))
    assert event.power is None


def all_but(task: Task) -> tuple[Task, ...]:
    return tuple(other for other in Task if other != task)


def test_a_power_without_filing_does_not_submit(road):
    power(road, *all_but(Task.FILE))
    with pytest.raises(NotAllowed, match="17-A"):
        applications.submit_application(application_id=road.pk, by=person(WHO))


def test_a_power_without_withdrawing_does_not_withdraw(road):
    power(road, *all_but(Task.WITHDRAW))
    applications.submit_application(application_id=road.pk, by=person("applicant"))
    with pytest.raises(NotAllowed, match="17-A"):
        applications.withdraw_application(application_id=road.pk, by=person(WHO), reason="")


def test_on_its_last_day_it_still_holds_and_on_the_next_every_page_refuses(road):
    made = power(road, days=3)
    address = f"/apply/{road.reference}/"
    noon = timezone.make_aware(datetime.combine(made.valid_until, time(0)))
    with time_machine.travel(noon + timedelta(hours=12), tick=False):
        assert browser(WHO).get(address).status_code == 200
    with time_machine.travel(noon + timedelta(hours=36), tick=False):
        client = browser(WHO)
        answer = client.get(address, headers={"accept-language": "en"})
        assert answer.status_code == 403
        assert f"ended on {made.valid_until:%d.%m.%Y}" in answer.content.decode()
        for page in ("transaction/", "submit/", "withdraw/", "documents/", "receipt/"):
            method = client.post if page == "submit/" else client.get
            assert method(address + page).status_code == 403, page
        with pytest.raises(NotAllowed):
            applications.submit_application(application_id=road.pk, by=person(WHO))


def test_a_revoked_power_refuses_at_once_and_says_so(road):
    made = power(road)
    assert (
        browser("applicant").post(f"/apply/{road.reference}/representatives/{made.pk}/revoke/").status_code
        == 302
    )
    answer = browser(WHO).post(f"/apply/{road.reference}/submit/", headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert f"was revoked on {timezone.localdate():%d.%m.%Y}" in answer.content.decode()
    assert Application.objects.get(pk=road.pk).state == "draft"


def test_a_representative_passes_nothing_on(road):
    made = power(road)
    today = timezone.localdate()
    data = PowerData("applicant", "2", today, today, today, (Task.FILE,))
    with pytest.raises(NotAllowed):
        appoint_representative(application_id=road.pk, by=person(WHO), data=data)
    with pytest.raises(NotAllowed):
        revoke_power(power_id=made.pk, by=person(WHO))


@pytest.mark.parametrize("official", ["officer", "member1", "keeper"])
def test_nobody_with_an_office_of_the_authority_is_appointed(road, official):
    Appointment.objects.create(user=person(official), role=Role.APPLICANT)
    with pytest.raises(CannotProceed):
        power(road, representative=official)


def test_whoever_represented_an_applicant_never_meets_the_case_from_the_other_side(road):
    made = power(road)
    applications.submit_application(application_id=road.pk, by=person("applicant"))
    revoke_power(power_id=made.pk, by=person("applicant"))
    Appointment.objects.create(user=person(WHO), role=Role.HEAD)
    turned = person(WHO)
    assert not queries.case_files(turned).filter(pk=road.pk).exists()
    with pytest.raises(NotAllowed):
        registration.dismiss_application(
            application_id=road.pk, by=turned, as_state=State.NOT_ADMITTED, reason="No."
        )


def test_letters_reach_whoever_may_receive(road):
    power(road, Task.RECEIVE)
    event = applications.submit_application(application_id=road.pk, by=person("applicant"))
    letters = Job.objects.filter(kind="letter", key__startswith=f"letter:submitted:{event.pk}:")
    assert {int(job.subject.rsplit(":")[-1]) for job in letters} == {person("applicant").pk, person(WHO).pk}


def test_the_scan_moves_no_term_and_is_no_document_of_the_package(road):
    today = timezone.localdate()
    data = PowerData(WHO, "3", today, today, today, (Task.FILE,))
    appoint_representative(
        application_id=road.pk, by=person("applicant"), data=data, received=receive(pdf("scan"))
    )
    scan = Document.objects.get(application_id=road.pk, code="PA")
    assert scan.marking == "personal"
    assert "PA" not in browser("applicant").get(f"/apply/{road.reference}/documents/").content.decode()


def test_the_database_keeps_the_dates_in_order(road):
    with pytest.raises(IntegrityError), transaction.atomic():
        PowerOfAttorney.objects.create(
            application_id=road.pk,
            representative=person(WHO),
            number="9",
            dated_on=date(2026, 1, 1),
            valid_from=date(2026, 2, 2),
            valid_until=date(2026, 2, 1),
            may_file=True,
            appointed_by=person("applicant"),
        )
    assert not Event.objects.filter(power__number="9").exists()
