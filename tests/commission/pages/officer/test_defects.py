"""Defects are told once: rows with ground and example, ticked off by the applicant, cured by the next look."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from commission.models import Defect
from commission.pages.public import statistics
from commission.services.applications import give_declaration
from commission.services.defects import DefectData, open_defects, return_application, tick_defects
from commission.services.registration import register_application, take_application
from commission.states import DefectOrigin
from commission.workflow import CannotProceed, NotAllowed
from tests.cast import Road, lacks, load_cast, person
from tests.commission.pages.officer.conftest import inspected, text_of
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """Filed, and taken by the officer."""
    with laid_out(django_db_blocker):
        load_cast()
        road = inspected(Road.draft("SO-B-020")).submit()
        take_application(application_id=road.pk, by=person("officer"))
        yield road


def as_(username):
    client = Client()
    client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def returned(road, *defects, by="officer", key=""):
    return return_application(application_id=road.pk, by=person(by), defects=defects, key=key)


def filed_again(road):
    give_declaration(application_id=road.pk, by=person("applicant"))
    return road.submit()


def standing(road):
    """What was told, list by list, and what became of it."""
    rows = Defect.objects.filter(application_id=road.pk).order_by("pk")
    return [(one.missing, one.origin, one.cured_at is not None) for one in rows]


def test_a_second_return_settles_the_first_list_and_says_why_each_further_defect_is_there(road):
    returned(road, *lacks("D4 is unsigned.", "D6 has no date."))
    first, _second = open_defects(road.application)
    filed_again(road)
    fresh = DefectData("D12 is of last year.", "SPL 188(1)", "A certificate of this month.")
    with pytest.raises(CannotProceed, match="brought it or it could have been told before"):
        returned(road, fresh)
    late = DefectData("D13 lacks a page.", "SPL 188(1)", "All pages.", origin=DefectOrigin.LATE)
    with pytest.raises(CannotProceed, match="why a late defect was not told"):
        returned(road, late)
    with pytest.raises(CannotProceed, match="not told in the last return"):
        returned(road, DefectData("Other.", "SPL 188(1)", "Right.", repeats=10**9))
    returned(
        road,
        DefectData(first.missing, first.ground, first.example, repeats=first.pk),
        DefectData("D12 is new and cut.", "SPL 188(1)", "A whole one.", origin=DefectOrigin.NEW_FILING),
        DefectData("D13 lacks a page.", "SPL 188(1)", "All.", DefectOrigin.LATE, "It was overlooked."),
    )
    assert standing(road) == [
        ("D4 is unsigned.", "first", False),
        ("D6 has no date.", "first", True),
        ("D4 is unsigned.", "uncured", False),
        ("D12 is new and cut.", "new_filing", False),
        ("D13 lacks a page.", "late", False),
    ]
    assert [one.missing for one in open_defects(road.application)] == [
        "D4 is unsigned.",
        "D12 is new and cut.",
        "D13 lacks a page.",
    ]
    filed_again(road)
    register_application(application_id=road.pk, by=person("officer"))
    assert open_defects(road.application) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Defect.objects.filter(origin="late").update(late_reason="")


def test_the_same_form_sent_twice_tells_once_and_an_empty_list_is_refused(road):
    with pytest.raises(CannotProceed, match="List every defect"):
        returned(road)
    with pytest.raises(CannotProceed, match="an example of a right one"):
        returned(road, DefectData("D4 is unsigned.", "SPL 188(1)", " "))
    with pytest.raises(NotAllowed):
        returned(road, *lacks("D4 is unsigned."), by="officer2")
    first = returned(road, *lacks("D4 is unsigned."), key="k")
    assert returned(road, *lacks("D4 is unsigned."), key="k").pk == first.pk
    assert Defect.objects.count() == 1


def test_the_applicant_ticks_off_and_the_desk_sees_it(road):
    returned(road, *lacks("D4 is unsigned.", "D6 has no date."))
    one, other = open_defects(road.application)
    applicant, address = as_("applicant"), f"/apply/{road.reference}/defects/"
    home = text_of(applicant.get(f"/apply/{road.reference}/"))
    assert "Right would be: A whole one." in home
    assert "Mark what you have corrected" in home
    assert "D6 has no date." in text_of(applicant.get(address))
    ticked = {f"corrected-{one.pk}": "on", f"remark-{other.pk}": "The date is on page 2."}
    assert applicant.post(address, ticked).status_code == 302
    desk = text_of(as_("officer").get(f"/cases/{road.reference}/defects/"))
    assert desk.count("Marked as corrected by the applicant") == 1
    assert "The date is on page 2." in desk
    assert applicant.post(address, {}).status_code == 302
    assert "Marked as corrected" not in text_of(as_("officer").get(f"/cases/{road.reference}/defects/"))
    with pytest.raises(NotAllowed):
        tick_defects(application_id=road.pk, by=person("officer"), corrected=[], remarks={})
    filed_again(road)
    with pytest.raises(CannotProceed, match="not with you"):
        tick_defects(application_id=road.pk, by=person("applicant"), corrected=[], remarks={})


def test_the_desk_returns_a_second_time_on_the_page_and_the_public_counts_what_was_late(road):
    officer, address = as_("officer"), f"/cases/{road.reference}/return/"
    first = {
        "key": "a",
        "missing-0": "D4 is unsigned.",
        "ground-0": "SPL 188(1)",
        "example-0": "A signed one.",
    }
    assert officer.post(address, first).status_code == 302
    filed_again(road)
    (told,) = open_defects(road.application)
    page = text_of(officer.get(address))
    assert "What you leave unmarked counts as cured." in page
    assert "Why it was not in the first list" in page
    late = {
        "key": "b",
        f"uncured-{told.pk}": "on",
        "missing-1": "D13 lacks a page.",
        "ground-1": "SPL 188(1)",
        "example-1": "All pages.",
        "origin-1": "late",
    }
    silent = officer.post(address, late)
    assert (silent.status_code, "why a late defect" in text_of(silent)) == (409, True)
    assert officer.post(address, {**late, "late_reason-1": "Overlooked."}).status_code == 302
    desk = text_of(officer.get(f"/cases/{road.reference}/defects/"))
    assert "Not cured, told again" in desk
    assert "Overlooked." in desk
    assert "Overlooked." in text_of(as_("applicant").get(f"/apply/{road.reference}/defects/"))
    assert f"/cases/{road.reference}/defects/" in officer.get(f"/cases/{road.reference}/").content.decode()
    statistics._counted.cache_clear()
    metrics = Client().get("/decisions/").context["metrics"]
    assert {str(one["label"]): one["value"] for one in metrics}["Defects told late"] == 1
    statistics._counted.cache_clear()


def test_strangers_find_nothing(road):
    returned(road, *lacks("D4 is unsigned."))
    for stranger in ("officer2", "applicant", "transport"):
        assert as_(stranger).get(f"/cases/{road.reference}/defects/").status_code == 404, stranger
    for stranger in ("applicant2", "officer"):
        assert as_(stranger).get(f"/apply/{road.reference}/defects/").status_code == 404, stranger


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_one_defect_and_with_three(road, number, django_assert_num_queries):
    returned(road, *lacks(*(f"D{one} is cut." for one in range(number))))
    officer = as_("officer")
    with django_assert_num_queries(5):  # session, person, offices; case; defects
        page = officer.get(f"/cases/{road.reference}/defects/")
    assert len(page.context["lists"][0][1]) == number
