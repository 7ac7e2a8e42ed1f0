"""Questionnaires: opened, answered, confirmed by a second person, deemed; what a contradiction does to the motions."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from commission import workflow
from commission.demonstration import answer_questionnaires
from commission.models import Application, Consultation, Finding, Job, QuestionAnswer, Questionnaire
from commission.services import consultations, contests, motions, reports
from commission.services.absences import end_absence, enter_absence
from commission.services.checks import check_again
from commission.services.consultations import OpinionData
from commission.services.judgements import queue_judgements
from commission.services.questionnaires import (
    Letter,
    Line,
    answer_questions,
    confirm_questions,
    deem_unanswered,
)
from commission.services.replay import findings_to_replay
from commission.services.rounds import ask_again
from commission.states import Answer, Bearing, Effect, Ground, Motion, Outcome
from commission.workflow import CannotProceed, NotAllowed
from registry.journal.writing import act
from registry.models import StateBody
from tests.cast import Road, load_cast, person, write_and_send
from tests.commission.pages.officer.conftest import inspected
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db

ECONOMY = [*(f"22.2.{n}" for n in range(1, 18)), *(f"22.5.{n}" for n in (1, 2, 3))]
ECONOMY += [*(f"22.7.{n}" for n in range(1, 6)), "22.7.1r"]


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """An airport's stake sold to Sweden, under review; nobody has answered."""
    with laid_out(django_db_blocker):
        load_cast()
        yield inspected(Road.draft("SO-B-020")).submit().register().examine()


def body(code):
    return StateBody.objects.get(code=code)


def answer(road, code, by, *contradicts, letter=None, reason="Because."):
    lines = [
        Line(one, Bearing.CONTRADICTS if one in contradicts else Bearing.NO_EFFECT, reason) for one in ECONOMY
    ]
    return answer_questions(
        application_id=road.pk, body_id=body(code).pk, by=person(by), lines=lines, letter=letter
    )


def confirm(road, code, by):
    return confirm_questions(application_id=road.pk, body_id=body(code).pk, by=person(by))


def opine(road, code, kind=Answer.OBJECTION):
    asked = Consultation.objects.filter(application_id=road.pk, body__code=code).order_by("pk").last()
    write_and_send(asked, person(code), person(f"{code}2"), OpinionData(answer=kind, reasons="So."))


def test_registration_puts_the_lists_to_the_bodies_of_the_case_and_to_the_working_body(road):
    found = Questionnaire.objects.filter(application_id=road.pk).values_list("body__code", "code")
    assert sorted(found) == sorted(
        [(code, one) for code in ("finance", "planning", "transport") for one in ("q22_2", "q22_5", "q22_7")]
        + [("security", one) for one in ("q23_1", "q23_2", "q23_5")]
    )


def test_without_them_the_case_does_not_reach_the_agenda_nor_the_sectoral_opinion(road):
    why = "Questionnaires of Articles 22 and 23"
    assert any(why in one for one in workflow.unmet(road.application, "put_on_agenda"))
    assert any(why in one for one in workflow.unmet(road.application, "draft_opinion"))
    answer_questionnaires(road.application)
    for verb in ("put_on_agenda", "draft_opinion"):
        assert not any(why in one for one in workflow.unmet(road.application, verb)), verb


def test_a_body_answers_and_another_person_of_it_confirms(road):
    answer(road, "transport", "transport")
    with pytest.raises(NotAllowed):
        confirm(road, "transport", "transport")
    for stranger in ("energy", "officer", "head", "security"):
        with pytest.raises(NotAllowed):
            confirm(road, "transport", stranger)
    # Nor does a second person in whose hands the author's desk is.
    away = enter_absence(
        person_id=person("transport").pk, substitute_id=person("transport2").pk, first_day=timezone.localdate(),
        last_day=timezone.localdate(), by=person("transport"),
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        confirm(road, "transport", "transport2")
    end_absence(absence_id=away.pk, by=person("transport"))
    sheets = confirm(road, "transport", "transport2")
    assert {sheet.confirmed_by for sheet in sheets} == {person("transport2")}
    with pytest.raises(CannotProceed, match="closed"):
        answer(road, "transport", "transport")


def test_whoever_changed_one_answer_is_an_author_too(road):
    answer(road, "transport", "transport")
    again = Line("22.5.1", Bearing.FAVOURS, "A second look.")
    answer_questions(
        application_id=road.pk, body_id=body("transport").pk, by=person("transport2"), lines=[again]
    )
    rows = QuestionAnswer.objects.filter(question="22.5.1", questionnaire__body__code="transport")
    assert list(rows.values_list("bearing", flat=True)) == ["no_effect", "favours"]
    for author in ("transport", "transport2"):
        with pytest.raises(NotAllowed):
            confirm(road, "transport", author)


def test_the_database_keeps_the_answers_and_the_second_pair_of_eyes(road):
    answer(road, "transport", "transport")
    for change in (
        lambda: QuestionAnswer.objects.update(reason="Another."),
        lambda: Questionnaire.objects.filter(answered_by__isnull=False).update(
            confirmed_by=person("transport"), confirmed_at=timezone.now()
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_desk_answers_for_a_body_only_from_its_letter_and_the_head_confirms(road):
    with pytest.raises(CannotProceed, match="body's letter"):
        answer(road, "finance", "officer")
    sheets = answer(road, "finance", "officer", letter=Letter("17-2", timezone.localdate()))
    assert {sheet.letter_number for sheet in sheets} == {"17-2"}
    for wrong in ("officer", "finance", "officer2"):
        with pytest.raises(NotAllowed):
            confirm(road, "finance", wrong)
    confirm(road, "finance", "head")


def test_the_working_body_answers_itself_without_a_letter(road):
    sheets = answer(road, "planning", "officer")
    assert {sheet.letter_number for sheet in sheets} == {""}
    confirm(road, "planning", "head")
    with pytest.raises(NotAllowed):
        answer(road, "transport", "officer2", letter=Letter("1", timezone.localdate()))


def test_what_is_refused(road):
    pk, transport = road.pk, body("transport").pk

    def tries(match, *lines, by="transport", body_id=transport):
        with pytest.raises(CannotProceed, match=match):
            answer_questions(application_id=pk, body_id=body_id, by=person(by), lines=list(lines))

    tries("at least one")
    tries("not put to the body", Line("23.1.1", Bearing.UNKNOWN, "No."))
    tries("Give the reason", Line("22.5.1", Bearing.UNKNOWN, " "))
    tries("from the list", Line("22.5.1", "perhaps", "No."))
    tries("document of this case", Line("22.5.1", Bearing.UNKNOWN, "No.", document_id=10**9))
    tries("No questions", Line("22.5.1", Bearing.UNKNOWN, "No."), by="energy", body_id=body("energy").pk)
    answer_questions(
        application_id=pk,
        body_id=transport,
        by=person("transport"),
        lines=[Line("22.5.1", Bearing.UNKNOWN, "No.")],
    )
    with pytest.raises(CannotProceed, match="no answer yet"):
        confirm(road, "transport", "transport2")


def test_after_its_term_a_silent_body_is_deemed_not_to_know_and_the_security_bodies_never(road):
    with pytest.raises(CannotProceed, match="has not passed"):
        deem_unanswered(application_id=road.pk, body_id=body("finance").pk, by=person("head"))
    Consultation.objects.filter(application_id=road.pk).update(
        due_on=timezone.localdate() - timedelta(days=1)
    )
    with pytest.raises(NotAllowed):
        deem_unanswered(application_id=road.pk, body_id=body("finance").pk, by=person("officer"))
    closed = deem_unanswered(application_id=road.pk, body_id=body("finance").pk, by=person("head"))
    assert [sheet.code for sheet in closed] == ["q22_2", "q22_5", "q22_7"]
    for never in ("security", "planning"):
        with pytest.raises(CannotProceed, match="never an answer"):
            deem_unanswered(application_id=road.pk, body_id=body(never).pk, by=person("head"))


def test_silence_on_the_opinion_closes_the_questions_with_it(road):
    asked = Consultation.objects.get(application_id=road.pk, body__code="finance")
    Consultation.objects.filter(pk=asked.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    consultations.deem_silent(consultation_id=asked.pk, by=person("head"))
    of_finance = Questionnaire.objects.filter(application_id=road.pk, body=asked.body)
    assert of_finance.open().count() == 0


def contradicted(road, *questions, kind=Answer.OBJECTION):
    answer(road, "transport", "transport", *questions)
    confirm(road, "transport", "transport2")
    opine(road, "transport", kind)
    return road


def human(road):
    found = Finding.objects.filter(application_id=road.pk, job__kind="judgement").order_by("check_id")
    return [(one.check_id, one.outcome, one.effect) for one in found]


def test_a_contradiction_with_an_objection_bars_a_plain_grant_until_it_is_contested(road):
    assert not road.application.bars_a_grant()
    contradicted(road, "22.5.3", "22.2.1")
    assert road.application.bars_a_grant()  # not written yet: unknown is never clear
    road.work()
    assert human(road) == [
        ("q22_2-transport", Outcome.ATTENTION, Effect.INFORMATION),
        ("q22_5-transport", Outcome.VIOLATION, Effect.PROHIBITION),
    ]
    assert motions.allowed_motions(road.application) == [Motion.REFUSE]
    document = road.application.documents.first()
    contest = contests.propose_contest(
        application_id=road.pk,
        check_id="q22_5-transport",
        by=person("officer"),
        ground=Ground.FACTS_WRONG,
        reason="The terminal has no part in the unified system.",
        evidence=contests.Evidence(document_id=document.pk),
    )
    assert road.application.bars_a_grant()
    contests.countersign_contest(contest_id=contest.pk, by=person("head"))
    assert not road.application.bars_a_grant()


def test_answers_are_judged_under_the_revision_that_corrected_facts_have_made(road):
    contradicted(road, "22.5.3")
    application = road.application
    with act(by=person("officer")) as acting:
        check_again(application, acting)
    queue_judgements(application, body("transport").pk)
    road.work()
    assert not Job.objects.filter(kind="judgement").exclude(state="done").exists()
    found = Finding.objects.get(application_id=road.pk, check_id="q22_5-transport")
    assert found.revision == application.revision


def test_the_opinion_of_a_further_round_is_judged_anew(road):
    contradicted(road, "22.5.3").work()
    assert road.application.bars_a_grant()
    asked = Consultation.objects.get(application_id=road.pk, body__code="transport")
    ask_again(consultation_id=asked.pk, by=person("officer"), reason="The plan of the terminal has changed.")
    assert road.application.bars_a_grant()
    opine(road, "transport", Answer.NO_OBJECTION)
    road.work()
    assert not road.application.bars_a_grant()
    assert human(road) == [
        ("q22_5-transport", Outcome.VIOLATION, Effect.PROHIBITION),
        ("q22_5-transport-2", Outcome.ATTENTION, Effect.PROHIBITION),
    ]


def test_without_an_objection_it_is_attention_and_bars_nothing(road):
    contradicted(road, "22.7.5", kind=Answer.NO_OBJECTION).work()
    assert human(road) == [("q22_7-transport", Outcome.ATTENTION, Effect.PROHIBITION)]
    assert motions.allowed_motions(road.application) == list(Motion)


def test_nothing_is_found_before_the_opinion_is_in_nor_where_nothing_contradicts(road):
    answer(road, "transport", "transport", "22.5.1")
    confirm(road, "transport", "transport2")
    answer(road, "finance", "officer", letter=Letter("1", timezone.localdate()))
    confirm(road, "finance", "head")
    assert Job.objects.filter(application_id=road.pk, kind="judgement").count() == 0
    opine(road, "finance")
    assert Job.objects.filter(application_id=road.pk, kind="judgement").count() == 0
    opine(road, "transport")
    assert Job.objects.filter(application_id=road.pk, kind="judgement").count() == 1


def test_the_report_rests_on_the_answers_and_dies_with_a_new_one(road):
    before = reports.rests_on(road.application)
    answer(road, "transport", "transport")
    assert reports.rests_on(road.application) == before
    reports.draft_report(application_id=road.pk, by=person("officer"), motion=Motion.GRANT, text="Report.")
    confirm(road, "transport", "transport2")
    assert reports.rests_on(road.application) != before
    assert road.application.current_report() is None


def test_human_findings_are_never_replayed(road):
    contradicted(road, "22.5.3").work()
    replayed = {one.check_id for one in findings_to_replay(reference=road.reference)}
    assert len(replayed) == 25
    assert "q22_5-transport" not in replayed


def test_a_case_of_before_the_questionnaires_waits_for_none(road):
    application = Application.objects.get(pk=road.pk)
    application.revision += 1
    assert application.questionnaires_done()
