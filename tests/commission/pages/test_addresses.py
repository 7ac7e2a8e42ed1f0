"""Addresses that no form of ours makes get an answer, never a failure."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/objects/?q=a%00b", "/objects/?list=%00", "/objects/SO%00/", "/%00"])
def test_a_nul_in_the_address_is_a_bad_request(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "/objects/?page=abc",
        "/objects/?page=-1",
        "/objects/?page=99999999999999999999",
        "/objects/?list=Z&category=x",
    ],
)
def test_a_senseless_filter_still_shows_the_list(client, address):
    assert client.get(address).status_code in (200, 404)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "options"])
def test_methods_that_no_page_answers_are_refused(client, method):
    assert getattr(client, method)("/objects/").status_code == 405


def test_a_page_that_does_not_exist_says_so_in_the_readers_language(client):
    answer = client.get("/nowhere/", headers={"accept-language": "ru"})
    assert answer.status_code == 404
    assert b'lang="ru"' in answer.content
