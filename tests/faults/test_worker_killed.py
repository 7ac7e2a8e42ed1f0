"""Killing workers loses no check and doubles none: real processes, SIGKILL."""

import pytest

from tests.faults.remote import file_and_register, findings_of, finished_checks, in_database
from tests.processes import wait_for

pytestmark = pytest.mark.faults

CHECKS = 25


def _all_done(stack, reference):
    return lambda: finished_checks(stack, reference) == {"done": CHECKS}


def test_killing_the_worker_while_checks_run_loses_none(separate_server):
    stack = separate_server
    stack.extra["JOB_LEASE_SECONDS"] = "3"
    for role in ("worker", "sweeper", "web"):
        stack.kill(role)
    stack.start("sweeper", "web", "worker")
    reference = file_and_register(stack)
    # Somewhere in the middle: some checks are done, others are not.
    wait_for(
        lambda: sum(finished_checks(stack, reference).values()) > 0, seconds=30, doing="a check to be claimed"
    )
    for _round in range(3):
        stack.kill("worker")
        stack.start("worker")
    wait_for(_all_done(stack, reference), seconds=60, doing="all checks to be done")
    assert in_database(stack, findings_of(reference)) == [(CHECKS,)]
    journal = (
        "SELECT count(*), count(DISTINCT canonical) FROM registry_journalentry "
        f"WHERE act = 'check.found' AND subject = '{reference}'"
    )
    assert in_database(stack, journal) == [(CHECKS, CHECKS)]


def test_redis_killed_with_all_its_messages_loses_no_check(separate_server, own_redis):
    stack = separate_server
    stack.kill("worker")
    reference = file_and_register(stack)
    own_redis.stop()
    own_redis.start()
    stack.start("worker")
    wait_for(
        _all_done(stack, reference), seconds=60, doing="all checks to be done after Redis came back empty"
    )


def test_the_embedded_server_killed_in_the_middle_finishes_after_its_restart(embedded_server):
    stack = embedded_server
    stack.extra["JOB_LEASE_SECONDS"] = "2"
    stack.kill("web")
    stack.start("web")
    reference = file_and_register(stack)
    stack.kill("web")
    stack.start("web")
    wait_for(_all_done(stack, reference), seconds=60, doing="all checks to be done after the restart")
    assert in_database(stack, findings_of(reference)) == [(CHECKS,)]
