"""The recorded facts about an object as rows: yes, no, or not known, which never means no."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission.pages.countries import country_name
from commission.pages.public.names import published_name
from registry.models import StrategicObject
from registry.models.objects import Tri
from registry.queries import ObjectPage

_FACTS = (
    "trunk_line",
    "long_distance_operator",
    "international_operator",
    "land_lines",
    "media_owner",
    "subsoil_right",
)


def attribute_rows(thing: StrategicObject) -> list[dict[str, Any]]:
    """Rows for partials/summary_list.html; `code` is the recorded fact's name."""
    rows: list[tuple[str, Any, Any]] = [
        (name, _label(thing, name), getattr(thing, f"get_{name}_display")()) for name in _FACTS
    ]
    if thing.capacity_mw is not None:
        number = f"{thing.capacity_mw:f}".rstrip("0").rstrip(".")
        rows.append(("capacity_mw", _("Capacity"), _("%(number)s MW") % {"number": number}))
    if thing.trunk_line == Tri.TRUE or thing.control_centre_country:
        where = "control_centre_country"
        rows.append((where, _label(thing, where), country_name(thing.control_centre_country)))
    return [
        {"code": code, "label": capfirst(str(label)), "value": capfirst(str(value))}
        for code, label, value in rows
    ]


def _label(thing: StrategicObject, name: str) -> str:
    """The field's own name."""
    return str(thing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def operators(page: ObjectPage) -> list[dict[str, Any]]:
    """Who operates or manages the object itself. Ties between parties are not published."""
    return [
        {"label": capfirst(str(link.get_type_display())), "value": published_name(link.a)}
        for link in page.links
        if link.object_id == page.object.pk
    ]
