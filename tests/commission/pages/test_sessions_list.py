"""The list of sessions: the newest first, in pages."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from commission.pages.session import queries
from commission.services import sessions
from tests.cast import load_cast, person


@pytest.mark.django_db
def test_sessions_are_listed_newest_first_in_pages(monkeypatch, django_assert_num_queries):
    load_cast()
    monkeypatch.setattr(queries, "SESSIONS_SHOWN", 2)
    secretary = person("secretary")
    for days in (20, 30, 40):
        sessions.call_session(by=secretary, starts_at=timezone.now() + timedelta(days=days), place="Astana")
    with django_assert_num_queries(1):
        rows, older = queries.sessions_page(secretary, None)
    assert ([one.number for one in rows], older) == ([3, 2], 2)
    client = Client()
    client.force_login(secretary, backend=settings.AUTHENTICATION_BACKENDS[0])
    last = client.get("/sessions/", {"before": "2"})
    assert [one.number for one in last.context["sessions"]] == [1]
    assert (last.context["next_url"], last.context["previous_url"]) == ("", "/sessions/")
    assert [one.number for one in client.get("/sessions/", {"before": "x"}).context["sessions"]] == [3, 2]
