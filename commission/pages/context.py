"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commission.demonstration_people import PEOPLE
from commission.wording import REGIME_BY_DATE_NOTE, REGIME_NOTES
from registry.roles import ROLE_NAMES, VOTING_ROLES, Role


def _entries() -> tuple[tuple[str, str, frozenset[Role]], ...]:
    staff = frozenset({Role.OFFICER, Role.HEAD})
    return (
        ("officer:worklist", _("Work list"), staff),
        ("officer:correspondence", _("Correspondence"), staff),
        ("officer:paper_entries", _("Papers that came in"), staff),
        ("officer:alerts", _("Alerts"), frozenset({*staff, Role.PROSECUTOR})),
        ("monitoring:overview", _("Obligations"), frozenset({*staff, Role.CONSULTED, Role.PROSECUTOR})),
        ("monitoring:inquiries", _("Inquiries"), frozenset({*staff, Role.PROSECUTOR})),
        ("applicant:home", _("My applications"), frozenset({Role.APPLICANT})),
        ("consulted:home", _("Opinions"), frozenset({Role.CONSULTED})),
        ("session:home", _("Sessions"), frozenset({Role.SECRETARY, *VOTING_ROLES, Role.HEAD})),
        ("government:home", _("Before the Government"), frozenset({Role.GOVERNMENT})),
        ("officer:waiting_clarifications", _("Clarifications"), staff | {Role.GOVERNMENT}),
        ("library:entries", _("Condition library"), frozenset({*staff, Role.CONSULTED})),
        ("officer:waiting_appeals", _("Appeals"), staff),
        ("policy:values", _("Terms and values"), frozenset({Role.HEAD, Role.ADMINISTRATOR})),
        ("oversight:home", _("Supervision"), frozenset({Role.PROSECUTOR})),
        ("oversight:acts", _("Prosecutor's acts"), frozenset({Role.PROSECUTOR, Role.HEAD})),
        ("oversight:journal", _("Journal"), frozenset({Role.AUDITOR})),
        ("public:objects", _("Strategic objects"), frozenset()),
        ("public:decisions", _("Decisions"), frozenset()),
        ("keeper:contracts", _("Contracts to enter"), frozenset({Role.KEEPER})),
        ("admin:index", _("Registry"), frozenset({Role.KEEPER, Role.ADMINISTRATOR})),
    )


# Pages below an entry that another name would not tell: the entry they belong to.
_BELOW = {
    "officer:alert": "officer:alerts",
    "monitoring:inquiry": "monitoring:inquiries",
    "monitoring:enter_notice": "monitoring:inquiries",
    "oversight:act": "oversight:acts",
    "public:object": "public:objects",
}
# Where everything else of an audience belongs: what a person comes back to.
_HOMES = {
    "officer": "officer:worklist",
    "applicant": "applicant:home",
    "acquirer": "acquirer:home",
    "consulted": "consulted:home",
    "session": "session:home",
    "government": "government:home",
    "library": "library:entries",
    "policy": "policy:values",
    "keeper": "keeper:contracts",
    "monitoring": "monitoring:overview",
}


def _current(name: str, here: str) -> str:
    """`page` for the entry's own page, `true` for one below it, otherwise nothing: the value of aria-current."""
    if name == here:
        return "page"
    if here in {entry for entry, _label, _offices in _entries()}:
        return ""
    return "true" if name == _BELOW.get(here, _HOMES.get(here.partition(":")[0], "")) else ""


def _acquirers(user: Any, roles: frozenset[Role], here: str) -> list[dict[str, Any]]:
    """Whoever may be invited as an acquirer finds the parts they fill: people without an office of the authority."""
    if user is None or not user.is_authenticated or roles - {Role.APPLICANT}:
        return []
    name = "acquirer:home"
    return [{"url": reverse(name), "label": _("My parts as acquirer"), "current": _current(name, here)}]


# A line holds so many entries of the navigation; where there are more, the last place opens the rest.
_IN_LINE = 8


def _parted(entries: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What stands in the line and what lies behind "More": those used most come first in `_entries`."""
    shown = len(entries) if len(entries) <= _IN_LINE else _IN_LINE - 1
    return {"navigation": entries[:shown], "navigation_more": entries[shown:]}


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Navigation by office, the illustrative banner, the regime line. Costs no query beyond the offices."""
    user = getattr(request, "user", None)
    roles = user.roles if user is not None and user.is_authenticated else frozenset()
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""
    entries = [
        {"url": reverse(name), "label": label, "current": _current(name, here)}
        for name, label, offices in _entries()
        if not offices or offices & roles
    ]
    return {
        **_parted(entries + _acquirers(user, roles, here)),
        "footer_links": [{"url": reverse("public:check"), "label": _("Check whether a paper is genuine")}],
        "person_role": ", ".join(str(ROLE_NAMES[role]) for role in sorted(roles)),
        "illustrative": not settings.PRODUCTION,
        "illustrative_note": settings.ILLUSTRATIVE_NOTE,
        "demo_logins": () if settings.PRODUCTION else tuple(PEOPLE),
        # A page about one case says which of them is meant (`regime_note` of its own context).
        "regime_note": REGIME_NOTES["R1"] if settings.REGIME_MODE == "specification" else REGIME_BY_DATE_NOTE,
    }
