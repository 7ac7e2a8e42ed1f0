"""The main navigation: one line, and what is used less behind "More"."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import load_cast, person

pytestmark = pytest.mark.django_db


def entries(username: str) -> tuple[list[str], list[str]]:
    """Labels that stand in the line, and those behind "More"."""
    client = Client()
    client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get("/objects/").content.decode()
    bar = page[page.index('id="navigation"') : page.index("</nav>")]
    line, _more, rest = bar.partition("<details>")
    label = re.compile(r"<a [^>]*>([^<]+)</a>")
    return label.findall(line), label.findall(rest)


def test_where_entries_fill_more_than_a_line_the_rest_is_behind_more_and_none_is_lost():
    load_cast()
    line, rest = entries("head")
    assert len(line) == 7
    assert line[0] == "Work list"
    assert {"Appeals", "Prosecutor's acts", "Decisions"} <= {one.replace("&#x27;", "'") for one in rest}
    line, rest = entries("government")
    assert "Before the Government" in line
    assert "Decisions" in line
    assert rest == []
