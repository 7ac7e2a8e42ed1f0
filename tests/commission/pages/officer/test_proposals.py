"""Conditions before the decree: from the library or free, with threat and opinion; to the vote and into the decree."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commission.demonstration_library import prepare_library
from commission.models import Condition, Consultation, Opinion, ProposedCondition, Report
from commission.services.conditions import due_on
from commission.services.consultations import (
    OpinionData,
    draft_opinion,
    hand_over_for_check,
    record_letter,
    send_opinion,
)
from commission.services.reports import draft_report
from commission.states import Answer, Motion, State
from commission.workflow import CannotProceed
from tests.cast import person, prepared
from tests.commission.pages.officer.conftest import filed, text_of

WHY = {"reason": "The owners must stay known.", "threats": ["6.1.11"]}
FREE = WHY | {
    "wording_ru": "Сохранить терминал.",
    "wording_kk": "Терминалды сақтау.",
    "verifier": "working_body",
    "evidence_ru": "Отчёт.",
    "evidence_kk": "Есеп.",
    "schedule": "every",
    "months": "12",
    "ending": "released",
}


def at(road, name, *parts):
    return reverse(f"officer:{name}", args=[road.reference, *parts])


@pytest.fixture
def library(reviewed):
    prepare_library(proposer=person("officer"), head=person("head"))


@pytest.fixture
def transport(reviewed) -> Opinion:
    """The transport body's draft."""
    asked = Consultation.objects.get(application_id=reviewed.pk, body__code="transport")
    data = OpinionData(answer=Answer.WITH_CONDITIONS, reasons="Keep it open.", threats=["6.1.13"])
    return draft_opinion(consultation_id=asked.pk, by=person("transport"), data=data)


def test_a_condition_is_made_from_an_entry_with_its_places_filled_in_every_language(as_, reviewed, library):
    officer = as_("officer")
    assert "owners-change" in text_of(officer.get(at(reviewed, "conditions")))
    address = at(reviewed, "condition_from", "owners-change")
    assert officer.post(address, WHY | {"place_days": ""}).status_code == 422
    assert officer.post(address, WHY | {"place_days": "7"}).url == at(reviewed, "conditions")
    row = ProposedCondition.objects.get()
    assert "within 7 working days" in row.wording_en
    assert "в течение 7 рабочих дней" in row.wording_ru
    assert "7 жұмыс күні ішінде" in row.wording_kk
    assert (row.entry.code, row.threats, row.days, row.trigger) == (
        "owners-change",
        ["6.1.11"],
        5,
        "ownership",
    )
    page = text_of(officer.get(at(reviewed, "conditions")))
    assert "within 5 working days of: a change of owners or of their shares" in page
    assert "6.1.11 damage to economic security" in page


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"verifier": ""}, "A condition must be verifiable. Add: who verifies it."),
        ({"evidence_ru": ""}, "Add: the evidence in Russian and in Kazakh."),
        ({"schedule": ""}, "Add: when it is to be shown."),
        ({"threats": []}, "Name the threat of NSL 6(1)"),
        ({"schedule": "once", "due_on": "01.02.2026"}, "lie in the future"),
    ],
)
def test_a_free_condition_has_all_that_an_entry_has(as_, reviewed, changes, why):
    officer = as_("officer")
    response = officer.post(at(reviewed, "condition_free"), FREE | changes)
    assert response.status_code == 409
    assert why in text_of(response)
    assert "Сохранить терминал." in text_of(response)
    assert ProposedCondition.objects.count() == 0
    assert officer.post(at(reviewed, "condition_free"), FREE).status_code == 302


def test_a_body_proposes_in_its_draft_and_the_desk_takes_it_over_once_it_is_sent(
    as_, reviewed, library, transport
):
    body = as_("transport")
    asked = transport.consultation_id
    address = reverse("consulted:condition_from", args=[asked, "transit"])
    assert body.post(address, {"reason": "Carriers depend on it.", "threats": ["6.1.13"]}).status_code == 302
    own = ProposedCondition.objects.get()
    assert "Carriers depend on it." in text_of(body.get(reverse("consulted:consultation", args=[asked])))
    # A draft is the body's own.
    officer = as_("officer")
    assert "Carriers depend on it." not in text_of(officer.get(at(reviewed, "conditions")))
    assert officer.post(at(reviewed, "condition_take", own.pk)).status_code == 409
    hand_over_for_check(consultation_id=asked, by=person("transport"))
    second = as_("transport2").get(reverse("consulted:send", args=[asked]))
    assert "Carriers depend on it." in text_of(second)
    send_opinion(consultation_id=asked, by=person("transport2"))
    assert "Carriers depend on it." in text_of(officer.get(at(reviewed, "conditions")))
    assert officer.post(at(reviewed, "condition_take", own.pk)).status_code == 302
    assert officer.post(at(reviewed, "condition_take", own.pk)).status_code == 409
    row = ProposedCondition.objects.get(source=own)
    assert (row.opinion, row.threats, row.wording_kk) == (transport, ["6.1.13"], own.wording_kk)
    # Sent: the body adds and drops no more.
    drop = reverse("consulted:condition_drop", args=[asked, own.pk])
    assert body.post(drop).status_code == 409
    assert body.post(address, {"reason": "One more.", "threats": ["6.1.13"]}).status_code == 409


def test_a_letter_replaces_the_draft_and_what_was_proposed_in_it(as_, reviewed, library, transport):
    asked = transport.consultation_id
    address = reverse("consulted:condition_from", args=[asked, "transit"])
    told = {"reason": "Carriers depend on it.", "threats": ["6.1.13"]}
    assert as_("transport").post(address, told).status_code == 302
    hand_over_for_check(consultation_id=asked, by=person("transport"))
    letter = OpinionData(
        answer=Answer.NO_OBJECTION,
        reasons="As the letter says.",
        letter_number="5",
        letter_date=date(2026, 1, 5),
    )
    sent = record_letter(consultation_id=asked, by=person("officer"), data=letter)
    assert (sent.for_check_by, sent.drafted_by) == (None, person("officer"))
    # Nobody had checked the draft: what it proposed is not the body's word.
    own = ProposedCondition.objects.get()
    assert own.dropped_at is not None
    officer = as_("officer")
    assert "Carriers depend on it." not in text_of(officer.get(at(reviewed, "conditions")))
    assert officer.post(at(reviewed, "condition_take", own.pk)).status_code == 409
    assert not ProposedCondition.objects.filter(source=own).exists()


def test_a_dropped_condition_is_no_longer_offered(as_, reviewed):
    (pk,) = prepared(reviewed.pk, "Keep the staff.")
    officer = as_("officer")
    assert officer.post(at(reviewed, "condition_drop", pk)).status_code == 302
    assert officer.post(at(reviewed, "condition_drop", pk)).status_code == 409
    form = officer.get(at(reviewed, "report_draft")).context["form"]
    assert list(form.fields["conditions"].choices) == []
    assert ProposedCondition.objects.get(pk=pk).dropped_by == person("officer")


def test_threat_opinion_condition_vote_and_decree_hang_together(as_, reviewed, library, transport):
    body_address = reverse("consulted:condition_from", args=[transport.consultation_id, "transit"])
    as_("transport").post(body_address, {"reason": "Carriers.", "threats": ["6.1.13"]})
    reviewed.answer_all()
    own = ProposedCondition.objects.get()
    as_("officer").post(at(reviewed, "condition_take", own.pk))
    (free,) = prepared(reviewed.pk, "Keep the staff.")
    taken = ProposedCondition.objects.get(source=own)
    report = {
        "motion": "grant_with_conditions",
        "conditions": [taken.pk, free],
        "s-TOTAL_FORMS": "1",
        "s-INITIAL_FORMS": "0",
        "s-0-part": "assessment",
        "s-0-text": "Grant.",
    }
    assert as_("officer").post(at(reviewed, "report_draft"), report).status_code == 302
    written = Report.objects.get()
    assert [row.source_id for row in written.conditions.all()] == [taken.pk, free]
    page = text_of(as_("head").get(at(reviewed, "report", written.pk)))
    assert "Carriers get access to the object" in page
    assert "opinion of: Authorised body for transport" in page
    as_("head").post(at(reviewed, "countersign", written.pk), {"uncited_because": "Own words."})
    reviewed.put_on_agenda().open_vote().vote().recommend()
    decide = as_("government").get(reverse("government:decide", args=[reviewed.reference]))
    assert decide.context["form"].initial["conditions"] == [row.pk for row in written.conditions.all()]
    reviewed.decide(
        Motion.GRANT_WITH_CONDITIONS,
        conditions=(taken.wording_ru, "Keep the lights on."),
        deviation_reason="Safer.",
    )
    first, second = Condition.objects.order_by("position")
    assert (first.threats, first.opinion, first.proposed.source.source) == (["6.1.13"], transport, own)
    assert (first.verified_by.code, first.months) == ("transport", 6)
    assert (second.wording_ru, second.proposed.added_by) == ("Keep the lights on.", person("government"))


def test_a_condition_that_cannot_be_verified_keeps_the_case_off_the_agenda(reviewed):
    reviewed.answer_all().report(Motion.GRANT_WITH_CONDITIONS, "Keep the staff.")
    ProposedCondition.objects.filter(report__isnull=False).update(verifier="")
    with pytest.raises(CannotProceed, match="A condition of the report cannot be verified"):
        reviewed.put_on_agenda()
    assert reviewed.application.state == State.UNDER_REVIEW


def test_conditions_of_another_case_go_into_no_report(reviewed):
    other = filed("SO-B-021").register().examine()
    prepared(other.pk, "Keep the staff.")
    stray = ProposedCondition.objects.get().pk
    with pytest.raises(CannotProceed, match="prepared on this case"):
        draft_report(
            application_id=reviewed.pk,
            by=person("officer"),
            motion="grant_with_conditions",
            text="x",
            conditions=(stray,),
        )


def test_the_desk_prepares_during_the_review_and_the_government_before_it_decides(as_, reviewed):
    assert as_("government").post(at(reviewed, "condition_free"), FREE).status_code == 404
    reviewed.answer_all().report().put_on_agenda()
    assert as_("officer").post(at(reviewed, "condition_free"), FREE).status_code == 409
    reviewed.open_vote().vote().recommend()
    assert as_("government").post(at(reviewed, "condition_free"), FREE).status_code == 302
    assert as_("officer").post(at(reviewed, "condition_free"), FREE).status_code == 409
    assert as_("prosecutor").post(at(reviewed, "condition_free"), FREE).status_code in (403, 404)


def test_the_first_day_is_counted_in_months_from_the_decree():
    row = ProposedCondition(schedule="once", months=3)
    assert due_on(row, date(2026, 11, 30)) == date(2027, 2, 28)
    assert due_on(ProposedCondition(schedule="every", months=12), date(2028, 2, 29)) == date(2029, 2, 28)
    assert due_on(ProposedCondition(schedule="event", days=5), date(2026, 1, 1)) is None
    named = timezone.localdate() + timedelta(days=9)
    assert due_on(ProposedCondition(schedule="once", months=3, due_on=named), date(2026, 1, 1)) == named
