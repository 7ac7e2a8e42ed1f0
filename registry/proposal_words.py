"""A proposal in words: each row, and of each row what would be different, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry.models import Holding
from registry.recording import ChangeKind
from registry.shares import share_words

# A holding's eight numbers are two shares to a reader.
_SHARES = ("votes", "capital")
# What the reader sees beside the row already.
_LEFT_OUT = frozenset({"source"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a row; empty where there was or will be nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row that would be added, changed or removed."""

    what: str
    label: str
    document: str
    differences: list[Difference]


def lines(changes: list[dict[str, Any]]) -> list[Row]:
    """The rows of a proposal in the order in which they would be written."""
    names = {
        ChangeKind.ADDED: _("added"),
        ChangeKind.CHANGED: _("changed"),
        ChangeKind.REMOVED: _("removed"),
    }
    labels = {(change["model"], change["pk"]): change["label"] for change in changes}
    rows = []
    for change in changes:
        model = apps.get_model("registry", change["model"])
        what = f"{capfirst(str(model._meta.verbose_name))}: {names[ChangeKind(change['kind'])]}"
        found = list(_differences(model, change["before"], change["after"], labels))
        rows.append(Row(what, change["label"], change["document"], found))
    return rows


def _differences(
    model: type[models.Model],
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    labels: dict[tuple[str, int], str],
) -> Iterator[Difference]:
    if model is Holding:
        for share, title in zip(_SHARES, (_("Votes"), _("Capital")), strict=True):
            was, now = _share(before, share), _share(after, share)
            if was != now:
                yield Difference(title, was, now)
    for field in model._meta.concrete_fields:
        known = [version for version in (before, after) if version is not None]
        if field.attname not in known[0] or field.name in _LEFT_OUT or _is_of_a_share(model, field.name):
            continue
        was, now = _told(field, before, labels), _told(field, after, labels)
        if was != now:
            yield Difference(capfirst(str(field.verbose_name)), was, now)


def _is_of_a_share(model: type[models.Model], name: str) -> bool:
    return model is Holding and name.startswith(tuple(f"{share}_" for share in _SHARES))


def _share(version: dict[str, Any] | None, share: str) -> str:
    if version is None:
        return ""
    row = Holding(**{name: value for name, value in version.items() if name.startswith(f"{share}_")})
    return share_words(getattr(row, share))


def _told(field: Any, version: dict[str, Any] | None, labels: dict[tuple[str, int], str]) -> str:
    """A stored value as the reader knows it: the named row, the choice's name, yes or no."""
    value = version[field.attname] if version is not None else None
    if value is None or value == "" or value == []:
        return ""
    if field.is_relation:
        label = labels.get((field.related_model._meta.model_name, value))
        found = None if label else field.related_model._base_manager.filter(pk=value).first()
        return label or str(found or value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(field.flatchoices).get(value, value))
