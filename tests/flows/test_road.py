"""The whole road at the level of the services: real database, real queue, no page."""

import pytest
from django.core import mail
from pypdf import PdfReader

from commission.documents.storage import open_stored
from commission.models import Application, Document, Event, Finding, Job
from commission.services import applications, decisions, registration
from commission.services.defects import return_application
from commission.states import Choice, Motion, Outcome, State
from commission.workflow import CannotProceed, NotAllowed
from registry.journal.verifying import verify
from registry.models import JournalEntry
from tests.cast import Road, lacks, person

pytestmark = pytest.mark.usefixtures("cast")


def test_a_sale_of_ten_percent_goes_from_draft_to_awaiting_the_contract():
    road = Road.draft("SO-B-020").to_government()
    mail.outbox.clear()
    road.decide()
    application = road.application
    assert application.state == State.AWAITING_CONCLUSION
    assert [event.verb for event in application.events.all()] == [
        "submit", "register", "examine", "put_on_agenda", "hear", "recommend", "send_to_government", "permit",
        "await_conclusion",
    ]  # fmt: skip
    assert verify() == []
    notice = application.decision.notice
    assert notice is not None
    text = "".join(page.extract_text() for page in PdfReader(open_stored(notice.sha256)).pages)
    assert road.reference in text
    assert [letter.to for letter in mail.outbox] == [["applicant@demo.example"]]
    assert road.reference in mail.outbox[0].subject


def test_every_move_leaves_one_event_and_one_journal_entry():
    road = Road.draft().to_government().decide()
    moves = JournalEntry.objects.filter(subject=road.reference, act__startswith="application.")
    acts = [entry.act.removeprefix("application.") for entry in moves.order_by("seq")]
    verbs = list(road.application.events.values_list("verb", flat=True))
    assert [act for act in acts if act in verbs] == verbs


def test_registration_queues_one_job_for_each_check_and_each_reports_once():
    road = Road.draft().submit().register()
    jobs = Job.objects.filter(application__reference=road.reference, kind="check")
    assert jobs.count() == 25  # the table of domain checks
    assert set(jobs.values_list("state", flat=True)) == {"done"}
    assert Finding.objects.filter(application__reference=road.reference).count() == 25


def test_selling_ten_percent_of_steppe_fibre_abroad_is_found_to_break_the_limit_of_49():
    # Before: NORDNET (Sweden) 42 %. The Luxembourg fund buys 10 %: 52 % > 49 %.
    from commission.demonstration import registry_party

    road = Road.draft("SO-B-025", acquirer=registry_party("EURASFIBRE")).submit().register()
    finding = Finding.objects.get(application__reference=road.reference, check_id="operator_49")
    assert finding.outcome == Outcome.VIOLATION
    assert finding.is_prohibition


def test_with_a_standing_prohibition_a_plain_permission_cannot_be_proposed():
    from commission.demonstration import registry_party

    road = (
        Road.draft("SO-B-025", acquirer=registry_party("EURASFIBRE"))
        .submit()
        .register()
        .examine()
        .answer_all()
    )
    with pytest.raises(CannotProceed, match="A prohibition stands"):
        road.report(Motion.GRANT)
    road.report(Motion.GRANT_WITH_CONDITIONS, conditions="The buyer first sells 4 %.")


def test_submitting_the_same_form_twice_files_once():
    road = Road.draft()
    first = applications.submit_application(application_id=road.pk, by=person("applicant"), key="k1")
    second = applications.submit_application(application_id=road.pk, by=person("applicant"), key="k1")
    assert first.pk == second.pk
    assert Event.objects.filter(application_id=road.pk, verb="submit").count() == 1
    assert road.application.revision == 1


def test_submitting_again_with_another_form_is_refused_and_says_who_and_when():
    road = Road.draft().submit(key="k1")
    with pytest.raises(CannotProceed, match="already “submitted”"):
        applications.submit_application(application_id=road.pk, by=person("applicant"), key="k2")


def test_an_incomplete_draft_is_not_filed():
    road = Road.draft()
    document = Document.objects.filter(application_id=road.pk, code="D6").get()
    applications.remove_document(application_id=road.pk, by=person("applicant"), document_id=document.pk)
    applications.give_declaration(application_id=road.pk, by=person("applicant"))
    with pytest.raises(CannotProceed):
        applications.submit_application(application_id=road.pk, by=person("applicant"))
    assert road.application.state == State.DRAFT
    assert not Event.objects.filter(application_id=road.pk).exists()


def test_returned_completed_and_filed_again_counts_a_new_revision():
    road = Road.draft().submit()
    registration.take_application(application_id=road.pk, by=person("officer"))
    return_application(application_id=road.pk, by=person("officer"), defects=lacks("D6 is not signed."))
    assert road.application.state == State.RETURNED
    road.submit()
    assert (road.application.state, road.application.revision) == (State.SUBMITTED, 2)


def test_a_second_officer_is_told_who_took_the_case():
    road = Road.draft().submit()
    registration.take_application(application_id=road.pk, by=person("officer"))
    with pytest.raises(CannotProceed, match=person("officer").full_name):
        registration.take_application(application_id=road.pk, by=person("officer2"))


def test_an_applicant_cannot_register_their_own_application():
    road = Road.draft().submit()
    registration.take_application(application_id=road.pk, by=person("officer"))
    with pytest.raises(NotAllowed):
        registration.register_application(application_id=road.pk, by=person("applicant"))


def test_a_report_dies_when_an_opinion_arrives_after_it():
    road = Road.draft().submit().register().examine().report()
    report = road.application.current_report()
    assert report is not None
    road.answer_all()
    assert road.application.current_report() is None


def test_without_a_majority_the_item_is_deferred_and_not_recommended():
    from commission.services import sessions

    road = Road.draft().submit().register().examine().answer_all().report().put_on_agenda().open_vote()
    road.vote(Choice.ABSTAIN)
    secretary = person("secretary")
    sessions.close_vote(item_id=road.item.pk, by=secretary)
    with pytest.raises(CannotProceed, match="not carried"):
        sessions.recommend(item_id=road.item.pk, by=secretary)
    sessions.defer_item(item_id=road.item.pk, by=secretary, reason="No majority.")
    assert road.application.state == State.UNDER_REVIEW


def test_a_vote_after_closing_is_refused_and_not_counted():
    from commission.services import sessions

    road = Road.draft().submit().register().examine().answer_all().report().put_on_agenda().open_vote()
    secretary = person("secretary")
    sessions.cast_vote(item_id=road.item.pk, by=person("member1"), choice=Choice.FOR)
    sessions.close_vote(item_id=road.item.pk, by=secretary)
    with pytest.raises(CannotProceed, match="came too late"):
        sessions.cast_vote(item_id=road.item.pk, by=person("member2"), choice=Choice.FOR)
    assert road.item.votes.count() == 1


def test_a_decree_whose_two_texts_differ_in_a_number_is_not_recorded():
    road = Road.draft().to_government()
    data = road.decree(text_kk="Үлесі 10 пайыз", text_ru="Доля 12 процентов")
    with pytest.raises(CannotProceed, match="Number 10: 1 in the Kazakh text, 0 in the Russian"):
        decisions.record_decision(application_id=road.pk, by=person("government"), data=data)
    assert road.application.state == State.BEFORE_GOVERNMENT
    assert road.application.current_decision() is None


def test_a_decision_against_the_recommendation_needs_its_reason():
    road = Road.draft().to_government()
    with pytest.raises(CannotProceed, match="differs from the recommendation: give the reason"):
        decisions.record_decision(
            application_id=road.pk, by=person("government"), data=road.decree(Motion.REFUSE)
        )
    road.decide(Motion.REFUSE, deviation_reason="Another assessment of the threat.")
    assert road.application.state == State.REFUSED


def test_a_permission_with_conditions_keeps_them_as_rows():
    road = Road.draft().submit().register().examine().answer_all()
    road.report(Motion.GRANT_WITH_CONDITIONS, conditions="Keep the staff.\nReport each year.")
    road.put_on_agenda().open_vote().vote().recommend()
    road.decide(Motion.GRANT_WITH_CONDITIONS, conditions=("Keep the staff.", "Report each year."))
    assert road.application.state == State.AWAITING_CONCLUSION
    conditions = road.application.decision.conditions
    assert list(conditions.values_list("wording_ru", flat=True)) == ["Keep the staff.", "Report each year."]


def test_the_applicant_withdraws_until_the_decision_and_not_after():
    road = Road.draft().to_government()
    applications.withdraw_application(
        application_id=road.pk, by=person("applicant"), reason="The buyer gave up."
    )
    assert road.application.state == State.WITHDRAWN
    other = Road.draft("SO-B-013").to_government().decide(number="16")
    with pytest.raises(CannotProceed):
        applications.withdraw_application(application_id=other.pk, by=person("applicant"), reason="Too late.")


def test_nobody_but_the_system_moves_a_permission_on_to_awaiting_the_contract():
    from commission import workflow

    road = Road.draft().to_government().decide()
    application = Application.objects.get(pk=road.pk)
    assert application.events.get(verb="await_conclusion").by is None
    with pytest.raises((CannotProceed, NotAllowed)):
        workflow.fire(road.pk, "await_conclusion", by=person("officer"))


def test_receipt_and_minutes_are_written_from_what_the_case_holds(client):
    road = Road.draft().to_government()
    client.force_login(person("applicant"))
    receipt = client.get(f"/apply/{road.reference}/receipt/")
    assert road.reference in _text_of(receipt.content)
    client.force_login(person("secretary"))
    minutes = client.get(f"/sessions/{road.session.number}/minutes/")
    text = _text_of(minutes.getvalue())
    for presence in road.session.presences.select_related("member"):
        assert presence.member.full_name in text
    assert road.reference in text


def _text_of(pdf: bytes) -> str:
    from io import BytesIO

    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
