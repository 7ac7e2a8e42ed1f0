"""Coded words of the internal record of a refusal or restriction: aims, interests, threats. A leaf beside `wording`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Aim(StrEnum):
    """What a right or freedom may be restricted for, and for nothing else (NSL 17(2))."""

    CONSTITUTIONAL_ORDER = "constitutional_order"
    PUBLIC_SAFETY = "public_safety"
    RIGHTS = "rights"
    HEALTH = "health"
    MORALS = "morals"


AIM_NAMES = {
    Aim.CONSTITUTIONAL_ORDER: _("protection of the constitutional order"),
    Aim.PUBLIC_SAFETY: _("public safety"),
    Aim.RIGHTS: _("rights and freedoms of man"),
    Aim.HEALTH: _("health of the population"),
    Aim.MORALS: _("morals"),
}

# NSL 5(1), paraphrased; the code is article, paragraph and subparagraph.
INTEREST_NAMES = {
    "5.1.1": _("rights and freedoms of man and citizen"),
    "5.1.2": _("exact and uniform execution of laws, law and order"),
    "5.1.3": _("social accord and political stability"),
    "5.1.4": _("patriotism and unity of the people"),
    "5.1.5": _("material, spiritual and moral values of society"),
    "5.1.6": _("health care, social protection and welfare"),
    "5.1.7": _("education and scientific potential"),
    "5.1.8": _("constitutional order, integrity, borders and territory"),
    "5.1.9": _("state institutions that work steadily and well"),
    "5.1.10": _("economic development for the good of the people"),
    "5.1.11": _("steady agriculture, fuel and energy, transport, industry and finance: economic security"),
    "5.1.12": _("combat and mobilisation readiness"),
    "5.1.13": _("armament and the defence industry"),
    "5.1.14": _("competitive and protected information space"),
    "5.1.15": _("environment and rational use of natural resources"),
    "5.1.16": _("international cooperation in the country's interest"),
    "5.1.17": _("the country's image and authority abroad"),
    "5.1.18": _("protection of population and territory from emergencies and armed conflicts"),
}
# NSL 6(1): their words stand with the opinions that cite them.
THREAT_CODES = tuple(f"6.1.{number}" for number in range(1, 20))


class Restricts(StrEnum):
    """What an internal record gives the reasons of."""

    REFUSAL = "refusal"
    CONDITION = "condition"


RESTRICTS_NAMES = {
    Restricts.REFUSAL: _("the refusal of the permission"),
    Restricts.CONDITION: _("a condition of the permission"),
}
