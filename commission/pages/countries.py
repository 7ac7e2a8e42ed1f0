"""Names of countries in the reader's language, from the ISO 3166-1 tables and their translations."""

import gettext
from functools import lru_cache

import pycountry
from django.utils.translation import get_language
from django.utils.translation import gettext as _

HOME = "KZ"


def country_name(code: str) -> str:
    """The country's name, or "not known" for an empty code."""
    return _names(get_language() or "en").get(code, code) if code else _("not known")


def country_choices() -> list[tuple[str, str]]:
    """(code, name) in the alphabet of the reader's language, Kazakhstan first. Hand the function itself to a field."""
    names = _names(get_language() or "en")
    rest = sorted((item for item in names.items() if item[0] != HOME), key=lambda item: item[1].casefold())
    return [(HOME, names[HOME]), *rest]


def countries_or_unknown() -> list[tuple[str, str]]:
    """The same with "not known" in front, as the empty code."""
    return [("", _("Not known")), *country_choices()]


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    words = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
    return {
        country.alpha_2: words.gettext(getattr(country, "common_name", country.name))
        for country in pycountry.countries
    }
