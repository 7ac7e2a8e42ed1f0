"""Short names of acts and places that wordings leave open, as they are read; a leaf beside `wording`.

Citations are kept as they are cited in English ("NSL 15(1)(9)"): they are data, the same for every reader.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from commission.wording_conditions import PARAMETER_NAMES

_ACT = re.compile(r"\b(NSL|SPL|CC)\b(?= ?\d)")
_ACT_NAMES = {
    "NSL": pgettext_lazy("act", "NSL"),
    "SPL": pgettext_lazy("act", "SPL"),
    "CC": pgettext_lazy("act", "CC"),
}
_LISTS = {
    "A": pgettext_lazy("list of the Government", "A"),
    "B": pgettext_lazy("list of the Government", "B"),
}
_VERSION = re.compile(r"(NSL|SPL|CC) (\d{4})-(\d\d)-(\d\d)(?:/(\d+))?")
_OPEN = re.compile(r"\{(\w+)\}")


def cited(text: str) -> str:
    """A citation with the short names of acts that the person's language has: "NSL 15(1)(9)" is "ЗНБ 15(1)(9)"."""
    return _ACT.sub(lambda found: str(_ACT_NAMES[found[1]]), text)


def version_read(version: str) -> str:
    """The version of a check in words: "NSL 2012-01-06/2" is the text of 06.01.2012, its second rule."""
    found = _VERSION.fullmatch(version)
    if found is None:
        return cited(version)
    act, year, month, day, rule = found.groups()
    words = pgettext("version of the law", "%(act)s, text of %(day)s") % {
        "act": _ACT_NAMES[act],
        "day": f"{day}.{month}.{year}",
    }
    return words if rule is None else _("%(text)s, rule version %(rule)s") % {"text": words, "rule": rule}


def list_letter(name: str) -> str:
    """The letter of a list of the Government as it is read: list B is "перечень Б"."""
    return str(_LISTS.get(name, name))


def open_places(wording: str) -> str:
    """A wording with its open places named: "at least {number} MW" is "at least [number] MW"."""
    return _OPEN.sub(lambda found: f"[{PARAMETER_NAMES.get(found[1], found[1])}]", wording)
