"""An officer's outcome for what no program settled."""

import pytest
from django.urls import reverse

from commission.models import Assessment, Document, Finding, Job
from commission.models.job import JobState
from commission.states import Outcome
from tests.commission.pages.officer.conftest import text_of

GOOD = {"outcome": "attention", "reason": "Published in the gazette; the limb is 22(6)(2)."}


def url(road, check_id="linked_consents"):
    return reverse("officer:assess", args=[road.reference, check_id])


def test_the_page_says_what_has_to_be_examined(as_, reviewed):
    assert "Whether a consent is needed" in text_of(as_("officer").get(url(reviewed)))


def test_an_outcome_is_recorded_with_reason_and_document_and_stands(as_, reviewed):
    paper = Document.objects.filter(application__reference=reviewed.reference).first()
    response = as_("officer").post(url(reviewed), GOOD | {"document": paper.pk})
    assert response.url == reverse("officer:case", args=[reviewed.reference]) + "#finding-linked_consents"
    finding = Finding.objects.get(application__reference=reviewed.reference, check_id="linked_consents")
    assert finding.standing_outcome == Outcome.ATTENTION
    assert finding.assessment.document == paper
    page = text_of(as_("officer").get(reverse("officer:case", args=[reviewed.reference])))
    assert "the limb is 22(6)(2)" in page


def test_a_second_outcome_stands_and_the_first_stays_readable(as_, reviewed):
    officer = as_("officer")
    officer.post(url(reviewed), GOOD)
    officer.post(url(reviewed), {"outcome": "clear", "reason": "Corrected."})
    assert Assessment.objects.count() == 2
    page = text_of(officer.get(url(reviewed)))
    assert "the limb is 22(6)(2)" in page
    assert "Corrected." in page


@pytest.mark.parametrize(
    "bad", [{"reason": ""}, {"outcome": ""}, {"outcome": "fine"}, {"document": "999999"}]
)
def test_a_bad_form_keeps_what_was_typed_and_writes_nothing(as_, reviewed, bad):
    response = as_("officer").post(url(reviewed), GOOD | bad)
    assert response.status_code == 422
    assert Assessment.objects.count() == 0
    if "reason" not in bad:
        assert GOOD["reason"] in text_of(response)


def test_a_document_of_another_case_is_no_choice(as_, reviewed):
    from tests.commission.pages.officer.conftest import filed

    other = Document.objects.filter(application__reference=filed("SO-B-021").reference).first()
    assert as_("officer").post(url(reviewed), GOOD | {"document": other.pk}).status_code == 422


@pytest.mark.parametrize("check_id", ["scope", "nonsense"])
def test_what_a_program_settled_takes_no_officers_outcome(as_, reviewed, check_id):
    assert as_("officer").get(url(reviewed, check_id)).status_code == 404
    assert as_("officer").post(url(reviewed, check_id), GOOD).status_code == 404


def test_after_the_review_the_outcome_is_fixed(as_, reviewed):
    reviewed.answer_all().report().put_on_agenda()
    response = as_("officer").post(url(reviewed), GOOD)
    assert response.status_code == 409
    assert "The review is over" in text_of(response)
    assert Assessment.objects.count() == 0


@pytest.mark.parametrize("stranger", ["officer2", "secretary", "applicant", "transport"])
def test_for_a_stranger_there_is_no_such_page(as_, reviewed, stranger):
    assert as_(stranger).get(url(reviewed)).status_code == 404


def test_a_dead_check_gets_fresh_attempts(as_, registered):
    job = Job.objects.get(application__reference=registered.reference, subject="media_20")
    Job.objects.filter(pk=job.pk).update(state=JobState.DEAD, attempt=3)
    response = as_("officer").post(reverse("officer:revive", args=[registered.reference, job.pk]))
    assert response.status_code == 302
    job.refresh_from_db()
    assert (job.state, job.attempts_allowed - job.attempt) == (JobState.WAITING, 3)


def test_a_check_of_another_case_is_not_revived_from_here(as_, registered):
    from tests.commission.pages.officer.conftest import filed

    other = Job.objects.filter(application__reference=filed("SO-B-021").register().reference).first()
    Job.objects.filter(pk=other.pk).update(state=JobState.DEAD)
    response = as_("officer").post(reverse("officer:revive", args=[registered.reference, other.pk]))
    assert response.status_code == 409
    other.refresh_from_db()
    assert other.state == JobState.DEAD
