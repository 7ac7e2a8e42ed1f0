"""Threats to national security (NSL 6(1)) and national interests (NSL 5(1)), by the codes that opinions cite."""

from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commission.reasons import INTEREST_NAMES

# The main threats of NSL 6(1).
THREATS = {
    "6.1.1": _("weaker law and order, crime, corruption, trafficking"),
    "6.1.2": _("worse demography and public health"),
    "6.1.3": _("uncontrolled migration"),
    "6.1.4": _("lower health care, education and intellectual potential"),
    "6.1.5": _("loss of cultural and spiritual heritage"),
    "6.1.6": _("social and political tension, ethnic and religious conflict, unrest"),
    "6.1.7": _("acts against the constitutional order and territorial integrity"),
    "6.1.8": _("terrorism, extremism, separatism"),
    "6.1.9": _("intelligence and subversion by foreign services, organisations or persons"),
    "6.1.10": _("disruption of public authorities, a less governable country"),
    "6.1.11": _("damage to economic security, strategic resources used against the country"),
    "6.1.12": _("a less stable financial system"),
    "6.1.13": _("less production, quality, competitiveness, export and transit, or supply from abroad"),
    "6.1.14": _("lower defence capability, threats to the state border, use of force"),
    "6.1.15": _("paramilitary forces that the law does not provide for"),
    "6.1.16": _("weaker protection of the information space and of national information resources"),
    "6.1.17": _("information used to distort public consciousness against national security"),
    "6.1.18": _("a sharp deterioration of the environment, disasters, epidemics"),
    "6.1.19": _("damage to national interests, standing and rating abroad"),
}

# For a form: lazy to the last, so that every person reads them in their own language.
THREAT_CHOICES = [(code, format_lazy("{} {}", code, name)) for code, name in THREATS.items()]
INTEREST_CHOICES = [(code, format_lazy("{} {}", code, name)) for code, name in INTEREST_NAMES.items()]


def interest_names(codes: Iterable[str]) -> list[str]:
    """Codes with their words, in the law's order."""
    given = set(codes)
    return [f"{code} {name}" for code, name in INTEREST_NAMES.items() if code in given]


def threat_names(codes: Iterable[str]) -> list[str]:
    """Codes with their words, in the law's order; a code that is not of 6(1) is shown as it is."""
    order = list(THREATS)
    known = sorted(codes, key=lambda code: order.index(code) if code in THREATS else len(order))
    return [f"{code} {THREATS[code]}" if code in THREATS else code for code in known]
