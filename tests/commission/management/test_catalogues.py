"""From marked words in sources to words on a page, without gettext's programs."""

from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.utils.translation import override, trans_real

from commission.management.commands.extract_messages import Key, merged, messages_in

PYTHON = """
title = _("Case")
name = pgettext_lazy("month", "May")
count = ngettext_lazy("%(n)s day", "%(n)s days", n)
mark = N_("A finding's " "message")
other = unrelated("not a message")
"""
TEMPLATE = """{% load i18n %}
    <h1 class='a "quoted" word'>{% translate "Opinions" %} ({{ _("of all") }}</h1>
  {% blocktranslate trimmed count n=cases|length %}
    {{ n }} case
  {% plural %}
    {{ n }} cases
  {% endblocktranslate %}
{% comment %}{% translate "left out" %}{% endcomment %}
{% translate "open" context "case" as word %}{{ word }}
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "commission").mkdir()
    (tmp_path / "commission" / "wording.py").write_text(PYTHON)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


@pytest.fixture
def locale(tmp_path: Path, settings) -> Path:
    """A locale folder of the test's own that Django reads from."""
    folder = tmp_path / "locale"
    (folder / "ru" / "LC_MESSAGES").mkdir(parents=True)
    settings.LOCALE_PATHS = [folder]
    yield folder
    trans_real._translations.clear()


def catalogue(path: Path, found: dict[Key, set[str]]) -> polib.POFile:
    """Write the merged catalogue and read it back."""
    path.write_text(str(merged(path, found, "ru")) + "\n", encoding="utf-8")
    return polib.pofile(str(path))


def test_marked_words_are_found_in_python_and_in_templates(sources: Path):
    assert set(messages_in(sources, ["commission", "templates"])) == {
        Key("", "Case", ""),
        Key("month", "May", ""),
        Key("", "%(n)s day", "%(n)s days"),
        Key("", "A finding's message", ""),
        Key("", "Opinions", ""),
        Key("", "of all", ""),
        Key("", "%(n)s case", "%(n)s cases"),
        Key("case", "open", ""),
    }


def test_a_second_extraction_changes_nothing_and_keeps_translations(sources: Path, tmp_path: Path):
    found, path = messages_in(sources, ["commission", "templates"]), tmp_path / "django.po"
    first = catalogue(path, found)
    first.find("Opinions").msgstr = "Заключения"
    first.save(str(path))
    before = catalogue(path, found)
    assert before.find("Opinions").msgstr == "Заключения"
    assert str(catalogue(path, found)) == str(before)


def test_a_message_no_longer_used_is_kept_as_obsolete_and_taken_back(sources: Path, tmp_path: Path):
    found, path = messages_in(sources, ["templates"]), tmp_path / "django.po"
    first = catalogue(path, found)
    first.find("Opinions").msgstr = "Заключения"
    first.save(str(path))
    assert [entry.msgid for entry in catalogue(path, {}).obsolete_entries()] == ["Opinions"]
    assert catalogue(path, found).find("Opinions").msgstr == "Заключения"


def test_compiled_words_are_shown_with_russian_plurals(sources: Path, locale: Path):
    path = locale / "ru" / "LC_MESSAGES" / "django.po"
    words = catalogue(path, messages_in(sources, ["templates"]))
    words.find("Opinions").msgstr = "Заключения"
    words.find("%(n)s case").msgstr_plural = {0: "%(n)s дело", 1: "%(n)s дела", 2: "%(n)s дел"}
    words.find("open", msgctxt="case").msgstr = "открыто"
    words.save(str(path))
    call_command("compile_catalogues", verbosity=0)
    trans_real._translations.clear()
    with override("ru"):
        shown = {n: Template(TEMPLATE).render(Context({"cases": range(n)})) for n in (1, 3, 5, 21)}
    assert {n: page.split("</h1>")[1].split()[:2] for n, page in shown.items()} == {
        1: ["1", "дело"],
        3: ["3", "дела"],
        5: ["5", "дел"],
        21: ["21", "дело"],
    }
    assert "Заключения" in shown[1]
    assert "открыто" in shown[1]


def test_only_a_changed_catalogue_is_compiled(sources: Path, locale: Path):
    catalogue(locale / "ru" / "LC_MESSAGES" / "django.po", messages_in(sources, ["templates"]))
    first, second = StringIO(), StringIO()
    call_command("compile_catalogues", stdout=first)
    call_command("compile_catalogues", stdout=second)
    assert first.getvalue().count("compiled") == 1
    assert second.getvalue() == ""


def test_a_broken_catalogue_stops_the_start_and_names_the_file(locale: Path):
    path = locale / "ru" / "LC_MESSAGES" / "django.po"
    path.write_text('<<<<<<< HEAD\nmsgid "Case"\nmsgstr "Дело"\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"ru/LC_MESSAGES/django\.po"):
        call_command("compile_catalogues", verbosity=0)
