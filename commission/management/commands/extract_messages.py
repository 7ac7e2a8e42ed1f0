"""Refresh the catalogues from the sources: new messages are added untranslated, translations kept, nothing guessed.

Django's `makemessages` needs gettext's programs; this needs Babel (Python) and Django's own `templatize` (templates).
Messages no longer used stay at the end of the file, marked obsolete, and are taken back when they return.
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polib
from babel.messages.catalog import Message
from babel.messages.extract import extract
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

# Where each catalogue's messages come from, relative to the project.
SOURCES = {"commission": ["commission", "config", "templates"], "registry": ["registry"]}
LEFT_OUT = {"node_modules", "migrations", "locale", "static", "assets"}
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLURALS = {
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "kk": "nplurals=2; plural=(n != 1);",
}


class Key(NamedTuple):
    """What identifies a message: context, singular, plural (both may be empty)."""

    context: str
    singular: str
    plural: str


class Command(BaseCommand):
    help = "Extract every marked message into */locale/{ru,kk}/LC_MESSAGES/django.po; --check only compares."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit 1 if a catalogue is behind"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        behind = []
        for application, folders in SOURCES.items():
            found = messages_in(settings.BASE_DIR, folders)
            for language in PLURALS:
                path = settings.BASE_DIR / application / "locale" / language / "LC_MESSAGES" / "django.po"
                catalogue = merged(path, found, language)
                if path.exists() and path.read_text(encoding="utf-8") == str(catalogue) + "\n":
                    continue
                behind.append(str(path.relative_to(settings.BASE_DIR)))
                if not options["check"]:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(str(catalogue) + "\n", encoding="utf-8")
                    missing = len(catalogue.untranslated_entries())
                    self.stdout.write(f"{behind[-1]}: {len(found)} messages, {missing} to be translated")
        if options["check"] and behind:
            raise CommandError(f"Behind the sources (make messages): {', '.join(behind)}")


def messages_in(base: Path, folders: Iterable[str]) -> dict[Key, set[str]]:
    """Every marked message below these folders, with the files it is used in."""
    found: dict[Key, set[str]] = defaultdict(set)
    for folder in folders:
        for path in sorted((base / folder).rglob("*")):
            if path.suffix in READERS and not LEFT_OUT & set(path.relative_to(base).parts):
                for key in _keys(READERS[path.suffix](path)):
                    found[key].add(path.relative_to(base).as_posix())
    return found


def _python(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _template(path: Path) -> str:
    """Django turns a template into something near Python; its indentation means nothing, so it is taken away."""
    nearly_python = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in nearly_python.splitlines())


READERS = {".py": _python, ".html": _template, ".txt": _template}


def _keys(source: str) -> Iterator[Key]:
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(source.encode()), keywords=KEYWORDS
    ):
        singular, plural = (message[0], message[1]) if isinstance(message, tuple) else (message, "")
        if singular:
            yield Key(context or "", singular, plural)


def merged(path: Path, found: dict[Key, set[str]], language: str) -> polib.POFile:
    """The catalogue as it should be: what was found, sorted, with the translations that the old one has."""
    old = {_key_of(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    new = polib.POFile(wrapwidth=110)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for key in sorted(found):
        new.append(_entry(key, sorted(found[key]), old.get(key), language))
    for key in sorted(old.keys() - found.keys()):
        if any([old[key].msgstr, *old[key].msgstr_plural.values()]):
            new.append(_obsolete(old[key]))
    return new


def _key_of(entry: polib.POEntry) -> Key:
    return Key(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _entry(key: Key, used_in: list[str], old: polib.POEntry | None, language: str) -> polib.POEntry:
    identifier = (key.singular, key.plural) if key.plural else key.singular
    entry = polib.POEntry(
        msgctxt=key.context or None,
        msgid=key.singular,
        occurrences=[(name, "") for name in used_in],
        flags=["python-format"] if Message(identifier).python_format else [],
        tcomment=old.tcomment if old else "",
    )
    if key.plural:
        forms = int(PLURALS[language].partition("nplurals=")[2][0])
        kept = old.msgstr_plural if old else {}
        entry.msgid_plural = key.plural
        entry.msgstr_plural = {form: kept.get(form, "") for form in range(forms)}
    else:
        entry.msgstr = old.msgstr if old else ""
    return entry


def _obsolete(old: polib.POEntry) -> polib.POEntry:
    old.obsolete, old.occurrences, old.flags = True, [], []
    return old
