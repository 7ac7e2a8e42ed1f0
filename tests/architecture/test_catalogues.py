"""Every word we show exists in Russian and Kazakh."""

import re
from io import StringIO

import polib
import pytest
from django.core.management import call_command

from tests.architecture.sources import ROOT

CATALOGUES = sorted(
    f"{application}/locale/{language}/LC_MESSAGES/django.po"
    for application in ("commission", "registry")
    for language in ("kk", "ru")
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(params=CATALOGUES)
def catalogue(request: pytest.FixtureRequest) -> polib.POFile:
    return polib.pofile(str(ROOT / request.param))


def test_everything_is_translated(catalogue: polib.POFile):
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []


def test_nothing_was_guessed(catalogue: polib.POFile):
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_placeholders_survive_translation(catalogue: polib.POFile):
    """Singular forms may leave a number out ("one day"); nothing may be added."""
    wrong = []
    for entry in catalogue.translated_entries():
        asked = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for form in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            given = set(PLACEHOLDER.findall(form))
            if given - asked or (not entry.msgid_plural and given != asked):
                wrong.append((entry.msgid, form))
    assert wrong == []


def test_the_catalogues_are_up_to_date():
    call_command("extract_messages", check=True, stdout=StringIO())
