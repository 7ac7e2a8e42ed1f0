"""Countries as forms and pages show them: Kazakhstan first, and an empty code that is not known, never Kazakhstan."""

from django.utils.translation import gettext as _

from registry import countries

HOME = "KZ"


def country_name(code: str) -> str:
    """The country's name, or "not known" for an empty code."""
    return countries.country_name(code) if code else _("not known")


def country_choices() -> list[tuple[str, str]]:
    """(code, name) in the alphabet of the reader's language, Kazakhstan first. Hand the function itself to a field."""
    rest = [choice for choice in countries.country_choices() if choice[0] not in ("", HOME)]
    return [(HOME, countries.country_name(HOME)), *rest]


def countries_or_unknown() -> list[tuple[str, str]]:
    """The same with "not known" in front, as the empty code."""
    return [("", _("Not known")), *country_choices()]
