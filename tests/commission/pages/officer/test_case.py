"""The case page: what stands on it, who reads it, and what it costs."""

import pytest
from django.urls import reverse

from commission.models import Consultation, Document, Job
from commission.models.job import JobState
from commission.services.access import grant_access
from commission.services.consultations import OpinionData, draft_opinion
from commission.states import Answer, Motion, Outcome
from registry.models import JournalEntry
from tests.cast import person
from tests.commission.pages.officer.conftest import on_its_way_to_the_government, text_of


def page(client, road):
    return client.get(reverse("officer:case", args=[road.reference]))


def labels(offers):
    return [offer.label for offer in offers]


# --- who reads it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", ["officer", "head", "prosecutor"])
def test_the_officer_the_head_and_the_prosecutor_read_the_case(as_, registered, reader):
    assert page(as_(reader), registered).status_code == 200


@pytest.mark.parametrize(
    "stranger",
    ["officer2", "applicant", "applicant2", "secretary", "chair", "member1", "transport", "government", "keeper",
     "auditor", "admin"],
)  # fmt: skip
def test_for_anybody_else_the_case_does_not_exist(as_, registered, stranger):
    assert page(as_(stranger), registered).status_code == 404


def test_the_secretary_reads_it_once_the_report_is_countersigned(as_, reviewed):
    reviewed.answer_all()
    assert page(as_("secretary"), reviewed).status_code == 404
    reviewed.report()
    assert page(as_("secretary"), reviewed).status_code == 200


def test_a_member_on_the_agenda_reads_the_papers_of_the_session_and_not_the_case(as_, reviewed):
    reviewed.answer_all().report().put_on_agenda()
    assert page(as_("member1"), reviewed).status_code == 404


def test_the_government_reads_it_once_it_has_reached_the_government(as_, reviewed):
    on_its_way_to_the_government(reviewed)
    response = page(as_("government"), reviewed)
    assert "Record the decision" in labels(response.context["offers"].open)


def test_an_access_opens_the_case_for_its_time_only(as_, registered):
    from datetime import timedelta

    from django.utils import timezone

    now = timezone.now()
    for username, start, end in (("auditor", -1, 1), ("member2", -2, -1), ("member3", 1, 2)):
        grant_access(
            application_id=registered.pk, user_id=person(username).pk, reason="Audit 7", by=person("head"),
            valid_from=now + timedelta(days=start), valid_until=now + timedelta(days=end),
        )  # fmt: skip
    assert page(as_("auditor"), registered).status_code == 200
    assert page(as_("member2"), registered).status_code == 404
    assert page(as_("member3"), registered).status_code == 404


def test_who_is_not_signed_in_is_sent_to_the_sign_in(client, registered):
    assert page(client, registered).status_code == 302


def test_the_prosecutors_reading_is_in_the_journal_and_nowhere_on_the_page(as_, registered):
    page(as_("prosecutor"), registered)
    entry = JournalEntry.objects.filter(act="case.read").get()
    assert (entry.subject, entry.actor_id) == (registered.reference, person("prosecutor").pk)
    assert person("prosecutor").full_name not in text_of(page(as_("officer"), registered))
    assert JournalEntry.objects.filter(act="case.read").count() == 1


# --- what stands on it -----------------------------------------------------------------------------------------------


def test_the_clock_is_told_in_words(as_, registered):
    due = registered.application.due_on
    assert f"Day 0 of 60, due {due:%d.%m.%Y}" in text_of(page(as_("officer"), registered))


def test_before_the_registration_the_clock_has_not_begun(as_, queued):
    assert "Begins with the registration" in text_of(page(as_("officer"), queued))


def test_violations_come_first_with_both_bars_and_both_chains(as_, fibre):
    findings = page(as_("officer"), fibre).context["findings"]
    cards = {card.check_id: card for card in findings.cards}
    assert [card.outcome for card in findings.cards][:2] == [Outcome.VIOLATION, Outcome.VIOLATION]
    # NORDNET 42 % and the fund's 10 %: 52 % after, 42 % before, against 49 %.
    bars = cards["operator_49"].bars
    assert [(float(b.minimum), float(b.limit), float(b.before_minimum)) for b in bars] == [
        (0.52, 0.49, 0.42)
    ] * 2
    chains = [c for c in cards["operator_49"].chains if not isinstance(c, str)]
    before = [c for c in cards["operator_49"].chains_before if not isinstance(c, str)]
    assert [chain.result.replace("\u00a0", " ") for chain in chains] == ["42 %", "10 %"]
    assert [chain.result.replace("\u00a0", " ") for chain in before] == ["42 %"]


def test_a_check_that_facts_left_undetermined_has_the_way_to_record_an_outcome(as_, reviewed):
    """Of the acquirer nobody behind it is declared, and no price is stated."""
    response = page(as_("officer"), reviewed)
    assert "linked_consents" in {one.check_id for one in response.context["findings"].cards if one.is_open}
    assert reverse("officer:assess", args=[reviewed.reference, "linked_consents"]) in text_of(response)


def test_who_may_not_record_an_outcome_has_no_link_to_it(as_, reviewed):
    url = reverse("officer:assess", args=[reviewed.reference, "linked_consents"])
    assert url not in text_of(page(as_("prosecutor"), reviewed))


def test_a_check_that_could_not_run_is_shown_with_a_button(as_, registered):
    job = Job.objects.filter(application__reference=registered.reference, subject="media_20").get()
    job.finding.delete()
    Job.objects.filter(pk=job.pk).update(state=JobState.DEAD, attempt=3)
    text = text_of(page(as_("officer"), registered))
    assert "3 attempts have failed." in text
    assert reverse("officer:revive", args=[registered.reference, job.pk]) in text


def test_a_draft_of_an_opinion_is_never_shown(as_, reviewed):
    consultation = Consultation.objects.get(application__reference=reviewed.reference, body__code="transport")
    canary = "canary-of-a-draft"
    draft_opinion(
        consultation_id=consultation.pk,
        by=person("transport"),
        data=OpinionData(answer=Answer.OBJECTION, reasons=canary, conditions=canary),
    )
    for reader in ("officer", "head", "prosecutor"):
        assert canary not in text_of(page(as_(reader), reviewed))


def test_sent_opinions_stand_in_the_matrix_with_their_reasons(as_, reviewed):
    text = text_of(page(as_("officer"), reviewed))
    assert "0 of 4 bodies have answered" in text
    reviewed.answer_all()
    text = text_of(page(as_("officer"), reviewed))
    assert "4 of 4 bodies have answered" in text
    assert "No objection." in text


def test_a_refused_file_says_why_and_cannot_be_opened(as_, queued):
    paper = Document.objects.filter(application__reference=queued.reference).first()
    Document.objects.filter(pk=paper.pk).update(inspection="rejected", verdict="encrypted")
    text = text_of(page(as_("officer"), queued))
    assert "protected by a password" in text
    assert reverse("officer:document", args=[queued.reference, paper.pk]) not in text


def test_the_desk_is_told_what_the_agenda_still_waits_for(as_, reviewed):
    ahead = page(as_("officer"), reviewed).context["offers"].ahead
    assert [str(reason) for reason in ahead.unmet] == [
        "Not every consulted body has answered, and silence cannot be deemed an answer yet.",
        "Questionnaires of Articles 22 and 23 are not all answered and confirmed by a second person.",
        "The officer's report has not been countersigned by another person.",
    ]
    reviewed.answer_all().report()
    assert page(as_("officer"), reviewed).context["offers"].ahead.unmet == ()


def test_moves_of_the_other_regime_are_not_offered(as_, reviewed):
    offers = page(as_("officer"), reviewed).context["offers"]
    assert labels([*offers.open, *offers.waiting]) == [
        "Write the report",
        "Show the facts to the applicant",
        "Discontinue the case",
    ]


def test_a_waiting_move_says_what_it_waits_for(as_, queued):
    waiting = page(as_("head"), queued).context["offers"].waiting
    assert [(offer.label, offer.unmet) for offer in waiting] == [
        ("Register", ("Name the officer in charge first.",))
    ]


def test_the_secretary_goes_from_the_case_to_the_agenda(as_, reviewed):
    reviewed.answer_all().report()
    offers = page(as_("secretary"), reviewed).context["offers"]
    assert [offer.url for offer in offers.open] == [reverse("session:agenda_add", args=[reviewed.reference])]


def test_the_decision_the_vote_and_the_conditions_are_shown(as_, reviewed):
    reviewed.answer_all().report(Motion.GRANT_WITH_CONDITIONS, "Keep the line in order.\nReport yearly.")
    reviewed.put_on_agenda().open_vote().vote().recommend()
    reviewed.decide(Motion.GRANT_WITH_CONDITIONS, conditions=("Keep the line in order.", "Report yearly."))
    text = text_of(page(as_("officer"), reviewed))
    assert "Carried" in text
    assert "No. 15 of" in text
    assert "2. Report yearly." in text


def test_internal_reasons_are_for_the_desk_the_government_and_supervision(as_, reviewed):
    on_its_way_to_the_government(reviewed).decide(internal_reasons="canary-of-reasons")
    for reader, reads in (
        ("officer", True), ("head", True), ("government", True), ("prosecutor", True), ("secretary", False)
    ):  # fmt: skip
        assert ("canary-of-reasons" in text_of(page(as_(reader), reviewed))) is reads, reader


# --- what it costs ---------------------------------------------------------------------------------------------------


def test_the_case_page_costs_nine_queries_whatever_the_case_holds(as_, reviewed, django_assert_num_queries):
    officer = as_("officer")
    page(officer, reviewed)  # the calendar is kept for a minute
    with django_assert_num_queries(
        9
    ):  # session, person, offices; case, checks, contests, opinions, events, documents
        page(officer, reviewed)
    reviewed.answer_all().report()
    with django_assert_num_queries(9):
        page(officer, reviewed)


@pytest.mark.parametrize("conditions", [("One.",), ("One.", "Two.", "Three.")])
def test_a_decided_case_costs_nine_queries_with_one_condition_and_with_three(
    as_, reviewed, django_assert_num_queries, conditions
):
    reviewed.answer_all().report(Motion.GRANT_WITH_CONDITIONS, "\n".join(conditions))
    reviewed.put_on_agenda().open_vote().vote().recommend()
    reviewed.decide(Motion.GRANT_WITH_CONDITIONS, conditions=conditions)
    officer = as_("officer")
    page(officer, reviewed)
    with django_assert_num_queries(9):
        assert len(page(officer, reviewed).context["conditions"]) == len(conditions)
