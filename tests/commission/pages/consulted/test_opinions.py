"""A consulted body: what it is asked, what it sees, drafts, sends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commission.models import Application, Consultation, Document, Opinion
from commission.services.checks import record_assessment
from commission.services.consultations import OpinionData, deem_silent
from commission.states import Answer, Outcome
from registry.models import Appointment, User
from registry.roles import Role
from tests.cast import person, write_and_send
from tests.commission.pages.officer.conftest import filed, text_of

HOME = reverse("consulted:home")
GOOD = {
    "marking": "commercial_secret",
    "answer": "with_conditions",
    "reasons": "The terminal must stay open.",
    "conditions": "Report yearly.",
    "threats": ["6.1.11", "6.1.16"],
    "interests": ["5.1.11"],
}


def url(asked, name="consultation"):
    return reverse(f"consulted:{name}", args=[asked.pk])


def lines(page, name="open"):
    return [line.consultation.application.reference for line in page.context[name]]


# --- what it sees ----------------------------------------------------------------------------------------------------


def test_a_body_sees_its_own_requests_with_their_due_dates(as_, registered, asked):
    page = as_("transport").get(HOME)
    assert lines(page) == [registered.reference]
    assert f"{asked.due_on:%d.%m.%Y}" in text_of(page)
    assert lines(as_("energy").get(HOME)) == []


def test_open_requests_come_first_the_soonest_due_on_top_and_answered_ones_below(as_, registered, asked):
    other = filed("SO-B-021").register()
    Consultation.objects.filter(pk=asked.pk).update(due_on=timezone.localdate() + timedelta(days=40))
    assert lines(as_("transport").get(HOME)) == [other.reference, registered.reference]
    registered.answer_all()
    page = as_("transport").get(HOME)
    assert lines(page) == [other.reference]
    assert lines(page, "closed") == [registered.reference]


def test_an_overdue_request_says_so_in_words(as_, asked):
    Consultation.objects.filter(pk=asked.pk).update(due_on=timezone.localdate() - timedelta(days=7))
    assert "working days overdue" in text_of(as_("transport").get(HOME))


def test_the_list_costs_as_much_with_one_request_as_with_three(as_, asked, django_assert_num_queries):
    transport = as_("transport")
    transport.get(HOME)
    with django_assert_num_queries(5):  # session, person, offices, open, over
        assert len(lines(transport.get(HOME))) == 1
    for code in ("SO-B-021", "SO-B-015"):
        filed(code).register()
    with django_assert_num_queries(5):
        assert len(lines(transport.get(HOME))) == 3


@pytest.mark.parametrize(
    "stranger", ["energy", "security", "officer", "applicant", "secretary", "member1", "prosecutor"]
)
def test_for_a_stranger_body_or_another_office_the_request_does_not_exist(as_, asked, stranger):
    paper = Document.objects.filter(application=asked.application).first()
    document = reverse("consulted:document", args=[asked.pk, paper.pk])
    for address in (url(asked), url(asked, "send"), document):
        assert as_(stranger).get(address).status_code == 404
    assert as_(stranger).post(url(asked), GOOD).status_code == 404
    assert Opinion.objects.count() == 0


def test_nobody_answers_about_their_own_application(as_, asked):
    applicant = person("applicant")
    Appointment.objects.create(user=applicant, role=Role.CONSULTED, body=asked.body)
    assert as_("applicant").get(url(asked)).status_code == 404
    assert lines(as_("applicant").get(HOME)) == []


def test_the_page_tells_what_the_body_needs_and_no_other_opinion(as_, registered, asked):
    registered.examine()
    other = Consultation.objects.get(application=asked.application, body__code="finance")
    data = OpinionData(answer=Answer.OBJECTION, reasons="canary-of-finance")
    write_and_send(other, person("finance"), person("finance2"), data)
    record_assessment(
        application_id=registered.pk,
        check_id="linked_consents",
        by=person("officer"),
        outcome=Outcome.VIOLATION,
        reason="canary-of-the-desk",
    )
    text = text_of(as_("transport").get(url(asked)))
    assert "Nordic Infrastructure Fund" in text
    assert "Linked consents" in text
    assert "canary" not in text
    shown = {one.check_id: one.outcome for one in as_("transport").get(url(asked)).context["findings"]}
    assert shown["linked_consents"] == Outcome.UNDETERMINED


def test_only_public_and_commercial_papers_of_the_package_are_sent(as_, asked):
    papers = Document.objects.filter(application=asked.application)
    papers.filter(code="D2").update(marking="public")
    papers.filter(code="D4").update(marking="personal")
    papers.filter(code="D5").update(internal=True)
    papers.filter(code="D6").update(inspection="waiting")
    transport = as_("transport")
    text = text_of(transport.get(url(asked)))
    for paper in papers:
        address = reverse("consulted:document", args=[asked.pk, paper.pk])
        sent = paper.code not in ("D4", "D5", "D6")
        assert (address in text) is sent, paper.code
        assert transport.get(address).status_code == (200 if sent else 404), paper.code


def test_a_body_does_not_reach_the_case_itself(as_, registered, asked):
    assert as_("transport").get(reverse("officer:case", args=[registered.reference])).status_code == 404


# --- drafting --------------------------------------------------------------------------------------------------------


def test_the_marking_is_chosen_before_anything_else(as_, asked):
    transport = as_("transport")
    first = transport.get(url(asked))
    assert list(first.context["form"].fields) == ["marking"]
    assert "It is never shared with other bodies." in text_of(first)
    form = transport.get(url(asked) + "?marking=personal").context["form"]
    assert (next(iter(form.fields)), form["marking"].value()) == ("marking", "personal")
    assert "reasons" in form.fields
    assert list(transport.get(url(asked) + "?marking=secret").context["form"].fields) == ["marking"]


def test_a_draft_is_saved_and_opens_again_as_it_was(as_, asked):
    transport = as_("transport")
    assert transport.post(url(asked), GOOD).url == url(asked)
    opinion = Opinion.objects.get()
    assert (opinion.threats, opinion.sent_at) == (["6.1.11", "6.1.16"], None)
    form = transport.get(url(asked)).context["form"]
    assert {name: form[name].value() for name in GOOD} == GOOD


@pytest.mark.parametrize(
    "bad",
    [
        {"marking": ""},
        {"marking": "secret"},
        {"marking": "official_use"},
        {"answer": "maybe"},
        {"reasons": " "},
        {"threats": ["6.1.20"]},
        {"reasons": "hidden \u202e direction"},
    ],
)
def test_a_bad_draft_keeps_what_was_typed_and_writes_nothing(as_, asked, bad):
    response = as_("transport").post(url(asked), GOOD | bad)
    assert response.status_code == 422
    assert "There is a problem" in text_of(response)
    assert "Report yearly." in text_of(response)
    assert Opinion.objects.count() == 0


# --- sending ---------------------------------------------------------------------------------------------------------


def test_sending_shows_who_wrote_and_who_sends_and_then_nothing_changes(as_, asked):
    checker = User.objects.create(username="checker", email="checker@demo.example", first_name="Checker")
    Appointment.objects.create(user=checker, role=Role.CONSULTED, body=asked.body)
    as_("transport").post(url(asked), GOOD)
    second = as_("checker")
    # Not handed over yet: there is nothing to check.
    assert second.post(url(asked, "send")).status_code == 409
    assert as_("transport").post(url(asked, "check")).status_code == 302
    # Whoever wrote or handed over is not the second person.
    assert as_("transport").get(url(asked, "send")).url == url(asked)
    assert as_("transport").post(url(asked, "send")).status_code == 409
    page = text_of(second.get(url(asked, "send")))
    assert person("transport").full_name in page
    assert "Checker" in page
    assert second.post(url(asked, "send")).url == url(asked)
    opinion = Opinion.objects.get()
    assert (opinion.drafted_by, opinion.sent_by) == (person("transport"), checker)
    response = as_("transport").post(url(asked), GOOD | {"answer": "objection"})
    assert response.status_code == 409
    assert "already been sent" in text_of(response)
    opinion.refresh_from_db()
    assert opinion.answer == Answer.WITH_CONDITIONS


def test_a_draft_rewritten_behind_the_checkers_page_is_not_sent_from_it(as_, asked):
    transport, second = as_("transport"), as_("transport2")
    transport.post(url(asked), GOOD)
    transport.post(url(asked, "check"))
    seen = second.get(url(asked, "send")).context["form"].initial["seen"]
    # What cannot be kept comes back with the page and gives nothing back.
    assert second.post(url(asked, "give_back"), {"remark": "a\x00b"}).status_code == 422
    assert Opinion.objects.get().for_check_at is not None
    transport.post(url(asked), GOOD | {"reasons": "Quite other reasons."})
    transport.post(url(asked, "check"))
    stale = second.post(url(asked, "send"), {"seen": seen})
    assert stale.status_code == 409
    assert "changed after you had opened the page" in text_of(stale)
    assert Opinion.objects.get().sent_at is None
    now = second.get(url(asked, "send")).context["form"].initial["seen"]
    assert second.post(url(asked, "send"), {"seen": now}).status_code == 302
    assert Opinion.objects.get().reasons == "Quite other reasons."


def test_a_sent_opinion_is_only_read(as_, asked):
    transport = as_("transport")
    transport.post(url(asked), GOOD)
    transport.post(url(asked, "check"))
    as_("transport2").post(url(asked, "send"))
    page = transport.get(url(asked))
    assert page.context["form"] is None
    assert "6.1.16 weaker protection of the information space" in text_of(page)


def test_without_a_draft_there_is_nothing_to_send(as_, asked):
    transport = as_("transport")
    assert transport.get(url(asked, "send")).url == url(asked)
    response = transport.post(url(asked, "send"))
    assert response.status_code == 409
    assert "Write the opinion first." in text_of(response)


def test_sending_twice_tells_the_second_that_it_was_sent(as_, asked):
    transport = as_("transport")
    transport.post(url(asked), GOOD)
    transport.post(url(asked, "check"))
    second = as_("transport2")
    assert [second.post(url(asked, "send")).status_code for _ in range(2)] == [302, 409]


def test_after_silence_was_deemed_no_answer_can_be_written(as_, asked):
    Consultation.objects.filter(pk=asked.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    deem_silent(consultation_id=asked.pk, by=person("head"))
    page = as_("transport").get(url(asked))
    assert page.context["form"] is None
    assert "the silence was deemed" in text_of(page)


def test_when_the_case_has_gone_on_the_request_is_closed(as_, registered, asked):
    Application.objects.filter(pk=registered.pk).update(revision=2)
    assert as_("transport").get(url(asked)).context["form"] is None
    assert as_("transport").post(url(asked), GOOD).status_code == 409
