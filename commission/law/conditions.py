"""When a provision applies: true, false or unknown. False needs a recorded "no"; unknown is never false."""

from collections.abc import Callable
from dataclasses import dataclass

from commission.law.facts import Facts
from commission.states import ENCUMBRANCES, SaleMode

Truth = bool | None


@dataclass(frozen=True)
class Condition:
    """A three-valued question to the facts that can name the records its answer rests on."""

    read: Callable[[Facts], Truth]
    leaves: tuple[tuple[str, Callable[[Facts], Truth]], ...]

    def holds(self, facts: Facts) -> Truth:
        return self.read(facts)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the records it rests on."""
        return tuple(name for name, _ in self.leaves)

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """Names of the records that are missing."""
        return tuple(name for name, read in self.leaves if read(facts) is None)

    def denied(self, facts: Facts) -> tuple[str, ...]:
        """Names of the records that say no."""
        return tuple(name for name, read in self.leaves if read(facts) is False)


def recorded(name: str, read: Callable[[Facts], Truth]) -> Condition:
    """A condition that rests on one record, called `name` in wording.TERMS."""
    return Condition(read, ((name, read),))


def attribute(name: str) -> Condition:
    """An attribute of the object: true, false, or None where it is not known."""

    def read(facts: Facts) -> Truth:
        value: Truth = getattr(facts.object, name)
        return value

    return recorded(name, read)


def either(*conditions: Condition) -> Condition:
    """True as soon as one holds; false only when all are recorded false."""

    def read(facts: Facts) -> Truth:
        answers = [condition.read(facts) for condition in conditions]
        if True in answers:
            return True
        return None if None in answers else False

    return Condition(read, _leaves(conditions))


def both(*conditions: Condition) -> Condition:
    """False as soon as one is recorded false; true only when all hold."""

    def read(facts: Facts) -> Truth:
        answers = [condition.read(facts) for condition in conditions]
        if False in answers:
            return False
        return None if None in answers else True

    return Condition(read, _leaves(conditions))


def inverse(name: str, condition: Condition) -> Condition:
    """Holds where the other is recorded false; `name` calls the opposite."""

    def read(facts: Facts) -> Truth:
        answer = condition.read(facts)
        return None if answer is None else not answer

    return recorded(name, read)


def _leaves(conditions: tuple[Condition, ...]) -> tuple[tuple[str, Callable[[Facts], Truth]], ...]:
    return tuple(leaf for condition in conditions for leaf in condition.leaves)


def _is_encumbrance(facts: Facts) -> Truth:
    if facts.deal is None or facts.deal.kind is None:
        return None
    return facts.deal.kind in ENCUMBRANCES


def _is_auction(facts: Facts) -> Truth:
    if facts.deal is None or facts.deal.mode is None:
        return None
    return facts.deal.mode is SaleMode.AUCTION


ALWAYS = Condition(lambda facts: True, ())
ENCUMBRANCE = recorded("encumbrance", _is_encumbrance)
ALIENATION = inverse("alienation", ENCUMBRANCE)
AUCTION = recorded("auction", _is_auction)
TRUNK_LINE = attribute("trunk_line")
MEDIA = attribute("media_owner")
SUBSOIL = attribute("subsoil_right")
OPERATOR = either(attribute("long_distance_operator"), attribute("international_operator"))
LAND_LINE_OPERATOR = both(OPERATOR, attribute("land_lines"))
NETWORK = either(TRUNK_LINE, OPERATOR, attribute("land_lines"))


def _spreads_print(facts: Facts) -> Truth:
    """As recorded. Unrecorded, the national postal network may deliver print; of others the media attribute speaks."""
    if facts.object.print_distribution is not None:
        return facts.object.print_distribution
    return None if facts.object.field == "postal_network" else False


PRINT = either(MEDIA, recorded("print_distribution", _spreads_print))
