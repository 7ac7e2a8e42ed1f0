"""The work list: what stands in it, in which order, for whom, and what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commission import queries_inbox
from commission.models import Application, DeclaredParty
from tests.commission.pages.officer.conftest import filed, text_of

LIST = reverse("officer:worklist")


def numbers(response):
    return [row.application.reference for row in response.context["rows"]]


def test_an_officer_sees_the_queue_and_the_own_cases_and_no_draft(as_, queued):
    from tests.cast import Road

    draft, mine = Road.draft("SO-B-018"), filed("SO-B-021").register()
    assert numbers(as_("officer").get(LIST)) == [queued.reference, mine.reference]
    assert draft.reference not in text_of(as_("officer").get(LIST))


def test_another_officers_case_is_not_in_the_list_and_the_head_sees_all(as_, registered):
    assert numbers(as_("officer2").get(LIST)) == []
    assert numbers(as_("head").get(LIST)) == [registered.reference]


def test_the_soonest_due_comes_first(as_, queued):
    later = filed("SO-B-021")
    Application.objects.filter(pk=queued.pk).update(due_on=timezone.localdate() + timedelta(days=90))
    assert numbers(as_("officer").get(LIST)) == [later.reference, queued.reference]


@pytest.mark.parametrize("typed", ["алматы", "АЛМАТЫ", "almaty", "so-b-020", "c-2026-00001", "00001"])
def test_a_case_is_found_by_its_number_or_object_in_any_letter_case(as_, queued, typed):
    typed = typed.replace("2026", queued.reference[2:6])
    filed("SO-B-021")
    assert numbers(as_("officer").get(LIST, {"search": typed})) == [queued.reference]


def test_a_search_that_finds_nothing_says_so(as_, queued):
    assert "No case fits these filters" in text_of(as_("officer").get(LIST, {"search": "%"}))


def test_filters_narrow_to_a_state_to_mine_and_to_nobodys(as_, queued):
    mine = filed("SO-B-021").register()
    officer = as_("officer")
    assert numbers(officer.get(LIST, {"state": "registered"})) == [mine.reference]
    assert numbers(officer.get(LIST, {"whose": "mine"})) == [mine.reference]
    assert numbers(officer.get(LIST, {"whose": "unassigned"})) == [queued.reference]


def test_a_filter_that_does_not_exist_narrows_nothing(as_, queued):
    assert (
        numbers(as_("officer").get(LIST, {"state": "nonsense", "after": "x", "before": "20260101-9"})) == []
    )
    assert numbers(as_("officer").get(LIST, {"state": "nonsense", "after": "x"})) == [queued.reference]


def test_an_overdue_case_says_by_how_many_working_days_in_words(as_, registered):
    Application.objects.filter(pk=registered.pk).update(due_on=timezone.localdate() - timedelta(days=14))
    filed("SO-B-021")
    response = as_("officer").get(LIST, {"overdue": "on"})
    assert numbers(response) == [registered.reference]
    assert response.context["rows"][0].deadline.tone == "late"
    assert "working days overdue" in text_of(response)


def test_a_case_due_in_three_days_is_near(as_, registered):
    Application.objects.filter(pk=registered.pk).update(due_on=timezone.localdate() + timedelta(days=3))
    assert as_("officer").get(LIST).context["rows"][0].deadline.tone == "soon"


def test_decided_cases_leave_the_list_and_are_found_by_search_and_filter(as_, reviewed):
    from tests.commission.pages.officer.conftest import on_its_way_to_the_government

    on_its_way_to_the_government(reviewed).decide()
    officer = as_("officer")
    assert numbers(officer.get(LIST)) == []
    assert numbers(officer.get(LIST, {"state": "decided"})) == [reviewed.reference]
    assert numbers(officer.get(LIST, {"search": reviewed.reference})) == [reviewed.reference]


def test_the_list_says_how_many_opinions_are_in(as_, reviewed):
    reviewed.answer_all()
    row = as_("officer").get(LIST).context["rows"][0].application
    assert (row.opinions_closed, row.opinions_asked) == (4, 4)
    assert "4 of 4" in text_of(as_("officer").get(LIST))


def test_the_list_costs_as_much_with_one_row_as_with_three(as_, queued, django_assert_num_queries):
    officer = as_("officer")
    with django_assert_num_queries(6):  # session, person, offices, cases, calendar, clocks
        assert len(numbers(officer.get(LIST))) == 1
    filed("SO-B-021").register()
    filed("SO-B-018")
    with django_assert_num_queries(6):  # the calendar is kept for a minute; running clocks ask for the policy
        assert len(numbers(officer.get(LIST))) == 3


def test_pages_go_forth_and_back_by_key(as_, queued, monkeypatch):
    monkeypatch.setattr(queries_inbox, "PAGE", 1)
    second, third = filed("SO-B-021"), filed("SO-B-018")
    officer = as_("officer")
    first = officer.get(LIST)
    assert numbers(first) == [queued.reference]
    assert first.context["previous_url"] == ""
    middle = officer.get(LIST + first.context["next_url"])
    assert numbers(middle) == [second.reference]
    last = officer.get(LIST + middle.context["next_url"])
    assert numbers(last) == [third.reference]
    assert last.context["next_url"] == ""
    back = officer.get(LIST + last.context["previous_url"])
    assert numbers(back) == [second.reference]
    assert numbers(officer.get(LIST + back.context["previous_url"])) == [queued.reference]


@pytest.mark.parametrize("stranger", ["applicant", "secretary", "member1", "energy", "government", "auditor"])
def test_for_other_offices_there_is_no_work_list(as_, stranger):
    assert as_(stranger).get(LIST).status_code == 404


def test_a_case_is_found_by_a_partys_name_or_number_in_any_letter_case(as_, queued):
    other = filed("SO-B-021")
    buyer = DeclaredParty.objects.get(application_id=other.pk, role="acquirer")
    buyer.name, buyer.identifier = "ТОО «Ёлочка Строй»", "050140000009"
    buyer.save(update_fields=["name", "identifier"])
    officer = as_("officer")
    for typed in ("елочка строй", "ЁЛОЧКА", "050140000009"):
        assert numbers(officer.get(LIST, {"search": typed})) == [other.reference]


def test_the_newest_first_goes_forth_and_back_with_its_filters(as_, queued, monkeypatch):
    monkeypatch.setattr(queries_inbox, "PAGE", 1)
    second, third = filed("SO-B-021"), filed("SO-B-018")
    Application.objects.filter(pk=third.pk).update(due_on=timezone.localdate() + timedelta(days=200))
    officer = as_("officer")
    first = officer.get(LIST, {"order": "newest", "state": "submitted"})
    assert numbers(first) == [third.reference]
    middle = officer.get(LIST + first.context["next_url"])
    assert numbers(middle) == [second.reference]
    last = officer.get(LIST + middle.context["next_url"])
    assert (numbers(last), last.context["next_url"]) == ([queued.reference], "")
    assert "state=submitted" in last.context["previous_url"]
    assert numbers(officer.get(LIST + last.context["previous_url"])) == [second.reference]
