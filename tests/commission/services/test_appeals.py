"""An appeal: filed in time or late, dismissed, or upheld with a linked case; and what else ends a decision."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from commission.ledger import TOTAL, counts
from commission.models import Appeal, Clarification, Finding, Job
from commission.models.appeal import AppealOutcome, Decider
from commission.services.answers_due import remind_of_answers
from commission.services.appeals import Ruling, decide_appeal, file_appeal
from commission.services.clarifications import ask_clarification
from commission.services.conclusions import return_conclusion
from commission.services.deliveries import note_first_reading
from commission.services.registration import take_step
from commission.states import Motion, State
from commission.workflow import CannotProceed, NotAllowed, Words
from tests.cast import Road, load_cast, person, sent
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """A refused case whose applicant has read the notice."""
    with laid_out(django_db_blocker):
        load_cast()
        road = Road.draft().to_government().decide(Motion.REFUSE, deviation_reason="Another view.")
        note_first_reading(application_id=road.pk, by=person("applicant"))
        yield road


def _file(road, **changes):
    return file_appeal(
        application_id=road.pk, by=person("applicant"), **{"ground": "The facts are wrong.", **changes}
    )


def _ruling(outcome, **changes):
    values = {
        "outcome": outcome,
        "decider": Decider.COURT,
        "act_number": "2-15",
        "act_date": timezone.localdate(),
        "reasons": "The threat was not shown.",
    }
    return Ruling(**{**values, **changes})


def test_an_upheld_appeal_annuls_and_carries_the_matter_on_as_a_case_of_its_own(road):
    appeal = decide_appeal(appeal_id=_file(road).pk, by=person("head"), ruling=_ruling(AppealOutcome.UPHELD))
    old, new = road.application, appeal.new_case
    assert (old.state, new.state) == (State.ANNULLED, State.UNDER_REVIEW)
    assert (old.events.last().act_number, old.events.last().public_note) == (
        "2-15",
        "The threat was not shown.",
    )
    assert new.reference != old.reference
    assert new.follows_appeal.decision.application == old
    assert [event.verb for event in new.events.all()] == ["restart"]
    declared = {party.role: party.name for party in old.declared_parties.all()}
    assert {party.role: party.name for party in new.declared_parties.all()} == declared
    filed = set(old.documents.exclude(code="N").values_list("code", "sha256"))
    assert set(new.documents.values_list("code", "sha256")) == filed
    assert len(filed) == 6  # what is demanded of a company that is the owner
    total = counts(new.clock.all())[TOTAL]
    assert (total.started_on, total.length, new.t0) == (timezone.localdate(), 60, timezone.localdate())
    assert new.consultations.count() == old.consultations.count() == 4
    mail.outbox.clear()
    road.work()
    assert Finding.objects.filter(application=new).count() == 25
    subjects = [letter.subject for letter in mail.outbox if letter.to == ["applicant@demo.example"]]
    assert f"Заявление {new.reference}: рассмотрение продолжается после Вашей жалобы" in subjects
    assert f"Заявление {old.reference}: решение отменено" in subjects


def test_a_dismissed_appeal_leaves_the_decision_and_only_then_the_case_is_closed(road):
    filed = _file(road)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        with pytest.raises(CannotProceed, match="An appeal has not been decided yet"):
            take_step(application_id=road.pk, verb="close", by=person("officer"), words=Words())
        ruling = _ruling(AppealOutcome.DISMISSED, decider=Decider.HEAD)
        decided = decide_appeal(appeal_id=filed.pk, by=person("head"), ruling=ruling)
        assert decide_appeal(appeal_id=filed.pk, by=person("head"), ruling=ruling).pk == decided.pk
        assert (decided.new_case, road.application.state) == (None, State.REFUSED)
        with pytest.raises(CannotProceed, match="decided already"):
            decide_appeal(appeal_id=filed.pk, by=person("head"), ruling=_ruling(AppealOutcome.UPHELD))
        take_step(application_id=road.pk, verb="close", by=person("officer"), words=Words())
    assert road.application.state == State.CLOSED


def test_one_appeal_at_a_time_and_the_same_form_files_once(road):
    first = _file(road, key="k1")
    assert _file(road, key="k1").pk == first.pk
    with pytest.raises(CannotProceed, match="has not been decided yet"):
        _file(road, key="k2")


def test_only_the_head_decides_and_an_act_cannot_be_of_tomorrow(road):
    filed = _file(road)
    for stranger in ("officer", "government", "applicant"):
        with pytest.raises(NotAllowed):
            decide_appeal(appeal_id=filed.pk, by=person(stranger), ruling=_ruling(AppealOutcome.DISMISSED))
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(CannotProceed, match="in the future"):
        decide_appeal(
            appeal_id=filed.pk,
            by=person("head"),
            ruling=_ruling(AppealOutcome.DISMISSED, act_date=tomorrow),
        )


def test_the_applicant_appeals_on_a_page_and_is_told_that_it_is_late(road, client):
    client.force_login(person("applicant"))
    address = f"/apply/{road.reference}/appeals/"
    assert "late_reason" not in client.get(address).context["form"].fields
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        client.force_login(person("applicant"))
        assert "late_reason" in client.get(address).context["form"].fields
        typed = {"ground": "The facts are wrong.", "late_reason": "I was ill.", "key": "k"}
        page = client.post(address, typed, follow=True)
    assert "marked late" in page.content.decode()
    appeal = Appeal.objects.get()
    assert (appeal.is_late, appeal.late_reason) == (True, "I was ill.")


def test_the_head_decides_on_a_page_and_both_cases_point_to_each_other(road, client):
    appeal = _file(road)
    client.force_login(person("head"))
    assert road.reference in client.get("/cases/appeals/").content.decode()
    address = f"/cases/{road.reference}/appeals/{appeal.pk}/"
    typed = {
        "decider": "court",
        "outcome": "upheld",
        "act_number": "2-15",
        "act_date": f"{timezone.localdate():%d.%m.%Y}",
        "reasons": "The threat was not shown.",
    }
    assert client.post(address, {**typed, "reasons": ""}).status_code == 422
    assert client.post(address, typed).status_code == 302
    new = Appeal.objects.get().new_case.reference
    assert new in client.get(f"/cases/{road.reference}/appeals/").content.decode()
    assert road.reference in client.get(f"/cases/{new}/").content.decode()
    client.force_login(person("applicant"))
    assert new in client.get(f"/apply/{road.reference}/appeals/").content.decode()
    assert "The threat was not shown." in client.get(f"/apply/{road.reference}/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_appeals_costs_the_same_whatever_their_number(
    road, client, rows, django_assert_num_queries
):
    appeal = _file(road)
    for _number in range(rows - 1):
        ruling = _ruling(AppealOutcome.DISMISSED)
        decide_appeal(appeal_id=appeal.pk, by=person("head"), ruling=ruling)
        appeal = _file(road)
    client.force_login(person("head"))
    with django_assert_num_queries(5):
        client.get("/cases/appeals/")


def test_a_revocation_is_told_with_its_reason_and_act(road):
    other = Road.draft("SO-B-013").to_government().decide(number="16")
    mail.outbox.clear()
    take_step(
        application_id=other.pk,
        verb="revoke",
        by=person("government"),
        words=Words(note="The buyer hid its owner.", act_number="99", act_date=timezone.localdate()),
    )
    other.work()
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "applicant@demo.example",
        "officer@demo.example",
    ]


def test_a_returned_case_shows_the_reason_at_the_top_and_tells_the_officer(road, client):
    other = Road.draft("SO-B-013").to_government()
    client.force_login(person("officer"))
    assert client.get(f"/cases/{other.reference}/").context["came_back"] is None
    mail.outbox.clear()
    take_step(
        application_id=other.pk,
        verb="return_to_review",
        by=person("government"),
        words=Words(note="Ask the energy body again."),
    )
    page = client.get(f"/cases/{other.reference}/")
    assert page.context["came_back"]["returned"].note == "Ask the energy body again."
    assert "Ask the energy body again." in page.content.decode()
    other.work()
    assert [letter.to for letter in mail.outbox] == [["officer@demo.example"]]


def test_whoever_answers_is_reminded_once_when_the_last_day_has_come(road):
    appeal = _file(road)
    asked = ask_clarification(application_id=road.pk, by=person("applicant"), question="From which day?")
    Clarification.objects.filter(pk=asked.pk).update(due_on=appeal.due_on + timedelta(days=9))
    desk = ["head", "officer"]
    for days, of_appeal, of_question in (
        (-1, [], []), (0, desk, []), (1, [], []), (9, [], ["government", *desk]), (10, [], []),
    ):  # fmt: skip
        day = datetime.combine(appeal.due_on + timedelta(days=days), time(6), tzinfo=UTC)
        with time_machine.travel(day):
            road.work()
            mail.outbox.clear()
            remind_of_answers()
            remind_of_answers()
            road.work()
        for kind, names in (("appeal_due", of_appeal), ("clarification_due", of_question)):
            assert sorted(one.to[0] for one in sent(kind)) == [person(name).email for name in names], days


def test_a_sale_concluded_within_the_term_of_its_permission_does_not_lapse(road):
    today = timezone.localdate()
    other = Road.draft("SO-B-013").to_government().decide(number="16", term_until=today + timedelta(days=9))
    reported = other.leave().report_contract()
    other.work()
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=True):
        other.work()
        assert other.application.state == State.AWAITING_CONCLUSION
        assert Job.objects.get(kind="lapse", application_id=other.pk).state == "done"
        return_conclusion(conclusion_id=reported.pk, by=person("officer"), reason="Not the contract.")
        other.work()
        assert other.application.state == State.LAPSED
