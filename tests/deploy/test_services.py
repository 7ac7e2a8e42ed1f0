"""Which database server the tests find."""

import pytest

from deploy.services import database_name, postgres_candidates, with_database

URLS = {
    "postgres://postgres@127.0.0.1:5432/old": "postgres://postgres@127.0.0.1:5432/new",
    "postgres:///old": "postgres:///new",
    "postgres://u:p@h/old?sslmode=require": "postgres://u:p@h/new?sslmode=require",
}


@pytest.mark.parametrize("url", URLS)
def test_another_database_of_the_same_server(url: str):
    assert (database_name(url), with_database(url, "new")) == ("old", URLS[url])


def test_a_named_server_is_the_only_one_tried(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://db/commission_test")
    assert postgres_candidates() == ["postgres://db/commission_test"]
