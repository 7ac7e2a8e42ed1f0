"""Countries by ISO 3166-1 code, named in the reader's language."""

import gettext
from functools import cache

import pycountry
from django.utils.translation import get_language


def is_country(code: str) -> bool:
    """Whether `code` is a country's two-letter code."""
    return pycountry.countries.get(alpha_2=code) is not None


def country_name(code: str) -> str:
    """The country's name in the reader's language; the code itself where there is no such country."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    english = getattr(country, "common_name", country.name)
    return _names(get_language() or "en").gettext(english)


def country_choices() -> list[tuple[str, str]]:
    """(code, name) of every country, sorted by name, the unknown country first."""
    named = [(country.alpha_2, country_name(country.alpha_2)) for country in pycountry.countries]
    return [("", "—"), *sorted(named, key=lambda choice: choice[1].casefold())]


@cache
def _names(language: str) -> gettext.NullTranslations:
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
