"""The database queue: claim, lease, fencing, three attempts."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from commission import jobs
from commission.models import Job

pytestmark = pytest.mark.django_db


def _later(monkeypatch, seconds):
    moment = timezone.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_the_same_key_is_one_job():
    assert jobs.enqueue(key="a", kind="check").pk == jobs.enqueue(key="a", kind="check").pk


def test_a_claimed_job_is_not_claimed_again_while_its_lease_runs():
    job = jobs.enqueue(key="a", kind="check")
    assert jobs.claim(job.pk) is not None
    assert jobs.claim(job.pk) is None
    assert jobs.due() == []


def test_after_the_lease_another_worker_takes_over_and_the_first_can_no_longer_write(monkeypatch):
    job = jobs.enqueue(key="a", kind="check")
    first = jobs.claim(job.pk)
    _later(monkeypatch, 121)  # the lease is 120 s
    assert jobs.due() == [job.pk]
    second = jobs.claim(job.pk)
    assert (first.attempt, second.attempt) == (1, 2)
    with pytest.raises(jobs.LostClaim), transaction.atomic(), jobs.finishing(first):
        pass
    with transaction.atomic(), jobs.finishing(second):
        pass
    assert Job.objects.get(pk=job.pk).state == "done"


def test_a_job_that_is_done_is_never_claimed_again():
    job = jobs.enqueue(key="a", kind="check")
    claim = jobs.claim(job.pk)
    with transaction.atomic(), jobs.finishing(claim):
        pass
    assert jobs.claim(job.pk) is None
    with pytest.raises(jobs.LostClaim), transaction.atomic(), jobs.finishing(claim):
        pass


def test_three_failures_bury_the_job_where_the_officer_sees_it(monkeypatch):
    job = jobs.enqueue(key="a", kind="check")
    for attempt in (1, 2, 3):
        _later(monkeypatch, 60 * attempt)
        claim = jobs.claim(job.pk)
        assert claim.attempt == attempt
        jobs.fail(claim, "ValueError: broken")
    dead = Job.objects.get(pk=job.pk)
    assert (dead.state, dead.error) == ("dead", "ValueError: broken")
    _later(monkeypatch, 3600)
    assert jobs.claim(job.pk) is None


def test_a_worker_killed_three_times_over_one_job_does_not_loop_forever(monkeypatch):
    job = jobs.enqueue(key="a", kind="check")
    for attempt in (1, 2, 3):
        _later(monkeypatch, 200 * attempt)
        assert jobs.claim(job.pk).attempt == attempt
    _later(monkeypatch, 900)
    assert jobs.claim(job.pk) is None
    assert Job.objects.get(pk=job.pk).state == "dead"


def test_a_dead_job_that_is_revived_runs_again():
    job = jobs.enqueue(key="a", kind="check")
    Job.objects.filter(pk=job.pk).update(state="dead", attempt=3, finished_at=timezone.now())
    jobs.revive(job.pk)
    assert jobs.claim(job.pk).attempt == 4  # never a number that an old worker may still hold


def test_a_job_for_later_is_left_alone_until_its_time(monkeypatch):
    job = jobs.enqueue(key="a", kind="lapse", run_after=timezone.now() + timedelta(hours=1))
    assert jobs.due() == []
    assert jobs.claim(job.pk) is None
    _later(monkeypatch, 3601)
    assert jobs.due() == [job.pk]
