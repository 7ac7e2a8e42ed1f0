"""Which state bodies are asked for an opinion (policy: NSL 15 gives competences, not a duty to consult)."""

from dataclasses import dataclass

from commission.states import ENCUMBRANCES, Kind

# Body code -> the competence it is asked on.
SECURITY = ("security", "NSL 15(1)(1)")
PLANNING = ("planning", "NSL 15(1)(11)")
COMMUNICATIONS = ("communications", "NSL 15(1)(8)")
INFORMATION_SECURITY = ("infosec", "NSL 15(1)(9)")
TRANSPORT = ("transport", "NSL 15(1)(13)")
ENERGY = ("energy", "NSL 15(1)(16)")
EMERGENCIES = ("emergencies", "NSL 15(1)(17)")
MINERAL = ("mineral", "NSL 15(1)(27)")
COMPETITION = ("competition", "NSL 15(1)(26)")
FINANCE = ("finance", "NSL 15(1)(14)")
ENVIRONMENT = ("environment", "NSL 15(1)(10)")
DEFENCE = ("defence", "NSL 15(1)(6)")
FOREIGN_POLICY = ("foreign_policy", "NSL 15(1)(7)")
FOREIGN_INTELLIGENCE = ("foreign_intelligence", "NSL 15(1)(2)")

_LINES = (COMMUNICATIONS, INFORMATION_SECURITY, TRANSPORT)
_BY_CATEGORY: dict[str, tuple[tuple[str, str], ...]] = {
    "trunk_communication_line": _LINES,
    "broadcasting": _LINES,
    "postal_network": _LINES,
    "navigation_safety": _LINES,
    "trunk_pipeline": (ENERGY, EMERGENCIES),
    "oil_refinery": (ENERGY, EMERGENCIES),
    "electric_grid": (ENERGY,),
    "power_generation": (ENERGY,),
    "nuclear": (ENERGY, EMERGENCIES, ENVIRONMENT),
    "water_structure": (EMERGENCIES, ENVIRONMENT),
    "trunk_railway": (TRANSPORT,),
    "motor_road": (TRANSPORT,),
    "international_airport": (TRANSPORT,),
    "sea_port": (TRANSPORT,),
    "air_navigation": (TRANSPORT,),
    "space": (DEFENCE,),
}


def sector_body(category: str) -> str:
    """The ministry of the object's sector (R2); the state-planning authority where the category has none."""
    return _BY_CATEGORY.get(category, (PLANNING,))[0][0]


def sector_bodies(category: str) -> tuple[str, ...]:
    """The bodies of the object's sector; none where the category has none of its own."""
    return tuple(body for body, _why in _BY_CATEGORY.get(category, ()))


@dataclass(frozen=True, slots=True)
class Asked:
    """A body and the competence on which it is asked."""

    body: str
    why: str


def bodies(
    *,
    category: str,
    underlying_category: str,
    subsoil: bool,
    kind: str,
    foreign_state: bool,
    working_body: str,
) -> list[Asked]:
    """Bodies to ask, once each, in a stable order.

    A stake follows its underlying object. The working body is not asked: it writes the report itself.
    """
    asked = [SECURITY, PLANNING, *_BY_CATEGORY.get(underlying_category or category, ())]
    if subsoil:
        asked.append(MINERAL)
    if kind and Kind(kind) not in ENCUMBRANCES:
        asked += [COMPETITION, FINANCE]
    if foreign_state:
        asked += [FOREIGN_POLICY, FOREIGN_INTELLIGENCE]
    return [Asked(body, why) for body, why in dict.fromkeys(asked) if body != working_body]
