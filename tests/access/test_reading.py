"""Reading changes nothing: no page writes on GET. Readings that are journaled (supervision, grants) are not walked."""

import pytest
from django.db import connection
from django.test import Client

from commission.pages.access import RULES
from tests.access import test_rules
from tests.cast import person

case, world = test_rules.case, test_rules.world
READERS = {
    "applicant": ("applicant",),
    "acquirer": ("applicant",),
    "officer": ("officer", "government"),
    "consulted": ("transport",),
    "session": ("secretary", "member1"),
    "government": ("government",),
}
# A visit may move the session's own row, and sign-in pages count tries.
BESIDE = ("django_session", "django_cache")


@pytest.mark.once
def test_no_page_writes_when_it_is_read(case):
    parts = test_rules._parts(case)
    parts["consultation_id"] = case.application.consultations.get(body__code="transport").pk
    written: list[tuple[str, str]] = []
    here: list[str] = []
    answered = 0

    def watch(execute, sql, params, many, context):
        verb = sql.lstrip().split(" ", 1)[0].upper()
        if verb in ("INSERT", "UPDATE", "DELETE") and not any(table in sql for table in BESIDE):
            written.append((here[0], sql[:80]))
        return execute(sql, params, many, context)

    clients = {reader: Client() for readers in READERS.values() for reader in readers}
    for reader, client in clients.items():
        client.force_login(person(reader))
    for route in test_rules._case_routes():
        if "GET" not in RULES[route.name].methods:
            continue
        for reader in READERS.get(route.name.partition(":")[0], ()):
            here[:] = [f"{route.name} by {reader}"]
            with connection.execute_wrapper(watch):
                answered += clients[reader].get(route.url(**parts)).status_code == 200
    assert answered > 70
    assert written == []
