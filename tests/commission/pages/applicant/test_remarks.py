"""Facts shown before an adverse recommendation: remarks within the term, answers, corrections, and the report."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from commission.demonstration import registry_party
from commission.models import FactRemark, Finding, Job, Report, Side
from commission.models.remark import Verdict
from commission.pages.applicant.shown_facts import facts_of
from commission.services import registration, remarks
from commission.services.calendar import calendar
from commission.states import State
from commission.workflow import CannotProceed, NotAllowed, Words
from registry.models import RegistryChange
from tests.cast import Road, load_cast, person
from tests.lasting import laid_out

EN = {"accept-language": "en"}


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """A case whose facts are shown; the acquirer, EURASFIBRE, is in the registry."""
    with laid_out(django_db_blocker):
        load_cast()
        road = Road.draft("SO-B-020", acquirer=registry_party("EURASFIBRE"))
        road.submit().register().examine().answer_all()
        registration.take_step(application_id=road.pk, verb="show_facts", by=person("officer"), words=Words())
        yield road


@pytest.fixture(autouse=True)
def _database(db):
    pass


def browser(username: str) -> Client:
    client = Client(headers=EN)
    client.force_login(person(username))
    return client


def said(road: Road, verdict: Verdict = Verdict.WRONG, reason: str = "It holds less.") -> FactRemark:
    fact = facts_of(road.application, Side.SELLER)[0]
    return remarks.remark(
        application_id=road.pk,
        by=person("applicant"),
        side=Side.SELLER,
        fact=fact.code,
        words=fact.words,
        verdict=verdict,
        reason=reason,
    )


def take_back(road: Road) -> None:
    """On the day after the last one for remarks."""
    over = datetime.combine(remarks.last_day(road.application) + timedelta(days=1), time(6), tzinfo=UTC)
    with time_machine.travel(over, tick=True):
        registration.take_step(
            application_id=road.pk, verb="take_back_facts", by=person("officer"), words=Words()
        )


def test_the_page_shows_each_fact_the_last_day_and_what_its_end_means(road):
    page = browser("applicant").get(f"/apply/{road.reference}/").content.decode()
    until = remarks.last_day(road.application)
    assert f"Remarks can be made until {until:%d.%m.%Y}" in page
    assert "the review continues on the facts as shown" in page
    labels = [fact.code.partition(":")[0] for fact in facts_of(road.application, Side.SELLER)]
    assert labels[0] == "party"
    assert {"party", "object", "share"} <= set(labels)
    assert all(f"/apply/{road.reference}/facts/{code}/wrong/" in page for code in ("party:applicant",))


def test_agreeing_is_one_button_and_calling_a_fact_wrong_needs_a_reason(road):
    client = browser("applicant")
    assert client.post(f"/apply/{road.reference}/facts/party:applicant/agree/").status_code == 302
    assert client.post(f"/apply/{road.reference}/facts/object:trunk_line/wrong/", {}).status_code == 422
    assert (
        client.post(
            f"/apply/{road.reference}/facts/object:trunk_line/wrong/", {"reason": "Sold in 2020."}
        ).status_code
        == 302
    )
    made = {each.fact: each for each in FactRemark.objects.all()}
    assert made["party:applicant"].verdict == Verdict.AGREED
    assert (made["object:trunk_line"].verdict, made["object:trunk_line"].reason) == ("wrong", "Sold in 2020.")
    assert client.post(f"/apply/{road.reference}/facts/object:no_such/agree/").status_code == 404


def test_a_fact_is_remarked_on_once(road):
    first = said(road)
    assert said(road) == first
    with pytest.raises(CannotProceed):
        said(road, reason="It holds more.")


def test_the_term_ends_with_its_last_day(road):
    until = remarks.last_day(road.application)
    assert until is not None
    noon = timezone.localtime().replace(hour=12)
    days = (until - timezone.localdate()).days
    with time_machine.travel(noon + timedelta(days=days + 1), tick=False), pytest.raises(CannotProceed):
        said(road)
    with time_machine.travel(noon + timedelta(days=days), tick=False):
        assert said(road).pk


def test_five_working_days_by_hand(road):
    shown = remarks.showing(road.application)
    assert shown is not None
    begun = timezone.localdate(shown.at)
    assert remarks.last_day(road.application) == calendar(begun).add(begun, 5)


def test_nobody_but_the_side_itself_remarks(road):
    fact = facts_of(road.application, Side.SELLER)[0]
    for who in ("applicant2", "officer"):
        with pytest.raises(NotAllowed):
            remarks.remark(
                application_id=road.pk,
                by=person(who),
                side=Side.SELLER,
                fact=fact.code,
                words=fact.words,
                verdict=Verdict.AGREED,
            )
    with pytest.raises(NotAllowed):
        remarks.remark(
            application_id=road.pk,
            by=person("applicant"),
            side=Side.ACQUIRER,
            fact=fact.code,
            words=fact.words,
            verdict=Verdict.AGREED,
        )


def test_the_facts_stay_shown_until_each_remark_is_answered(road):
    made = said(road)
    with pytest.raises(CannotProceed):
        take_back(road)
    answer = browser("officer").post(
        f"/cases/{road.reference}/remarks/{made.pk}/", {"accepted": "no", "reason": "The register says so."}
    )
    assert answer.status_code == 302
    shown = browser("applicant").get(f"/apply/{road.reference}/").content.decode()
    assert "Not accepted." in shown
    assert "The register says so." in shown
    take_back(road)
    assert road.application.state == State.UNDER_REVIEW
    assert "The register says so." in browser("applicant").get(f"/apply/{road.reference}/").content.decode()


def test_agreement_needs_no_answer(road):
    said(road, Verdict.AGREED, "")
    take_back(road)
    assert road.application.state == State.UNDER_REVIEW


def test_an_accepted_fact_is_corrected_by_a_change_of_the_registry_and_the_checks_run_again(road):
    made = said(road)
    road.report()
    remarks.answer_remark(remark_id=made.pk, by=person("officer"), accepted=True, reason="True.")
    revision, opinions = road.application.revision, road.application.consultations.count()
    old = Finding.objects.filter(application_id=road.pk, revision=revision).count()
    change = RegistryChange.objects.create(
        model="party", row_id=1, kind="changed", company=registry_party("EURASFIBRE").party
    )
    answer = browser("officer").post(
        f"/cases/{road.reference}/remarks/{made.pk}/correct/", {"change": change.pk}
    )
    assert answer.status_code == 302
    assert FactRemark.objects.get(pk=made.pk).reply.change == change
    application = road.application
    assert application.revision == revision + 1
    assert application.consultations.filter(revision=application.revision).count() == opinions
    assert Report.objects.filter(application=application, voided_at__isnull=True).count() == 0
    road.work()
    assert Finding.objects.filter(application=application, revision=application.revision).count() == old
    assert Finding.objects.filter(application=application, revision=revision).count() == old


def test_only_a_change_made_since_the_facts_were_shown_corrects_one(road):
    made = said(road)
    remarks.answer_remark(remark_id=made.pk, by=person("officer"), accepted=True, reason="True.")
    before = RegistryChange.objects.create(model="party", row_id=1, kind="changed")
    RegistryChange.objects.filter(pk=before.pk).update(at=timezone.make_aware(datetime(2020, 1, 1)))
    with pytest.raises(CannotProceed):
        remarks.note_correction(remark_id=made.pk, by=person("officer"), change_id=before.pk)


def test_remarks_and_answers_stand_in_the_draft_of_the_report(road):
    made = said(road, reason="We hold 3 %, not 9 %.")
    remarks.answer_remark(
        remark_id=made.pk, by=person("officer"), accepted=False, reason="No paper shows it."
    )
    text = browser("officer").get(f"/cases/{road.reference}/report/").content.decode()
    assert "We hold 3 %, not 9 %." in text
    assert "No paper shows it." in text


def test_the_officer_is_told_of_a_remark_and_the_side_of_the_answer(road):
    made = said(road)
    assert Job.objects.filter(key=f"letter:remark_made:{made.pk}:{person('officer').pk}").exists()
    remarks.answer_remark(remark_id=made.pk, by=person("officer"), accepted=False, reason="No.")
    assert Job.objects.filter(key=f"letter:remark_answered:{made.pk}:{person('applicant').pk}").exists()
    road.work()


def test_the_database_keeps_a_remark_as_it_was_said(road):
    made = said(road)
    with pytest.raises(DatabaseError), transaction.atomic():
        FactRemark.objects.filter(pk=made.pk).update(reason="Something else.")
