"""Every legal question is a choice of a set: all foreigners, a country, a holder, a group."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from registry.ownership.nationality import Truth, foreign, natural_or_state, of_country
from registry.ownership.terms import DataError, Kind, Party, RefusedData
from registry.ownership.view import View


@dataclass(frozen=True, slots=True)
class Bloc:
    """The set in one view: who is in it beyond doubt, and who may be (a superset, with unknown holders)."""

    certain: frozenset[str]
    possible: frozenset[str]


@dataclass(frozen=True, slots=True)
class Who:
    """A question's set before it meets a view: either a test of each party, or identifiers."""

    test: Callable[[Party], Truth] | None = None
    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    label: str = ""

    def bloc(self, view: View) -> Bloc:
        """The set in this view; RefusedData for an unknown party, or a bucket asked for as if one person.

        An undisclosed principal may be anyone. A member of the public may be of any country, but is none of
        the parties, so it never belongs to a set of named persons.
        """
        if self.test is None:
            self._must_be_persons(view)
        if self not in view.met:
            view.met[self] = (
                Bloc(self.certain, self.certain | self.possible | view.hidden)
                if self.test is None
                else self._sorted(view, self.test)
            )
        found = view.met[self]
        assert isinstance(found, Bloc)
        return found

    @staticmethod
    def _sorted(view: View, test: Callable[[Party], Truth]) -> Bloc:
        answers = {id: test(party) for id, party in view.parties.items() if party.kind is not Kind.UNKNOWN}
        certain = frozenset(id for id, answer in answers.items() if answer is Truth.YES)
        possible = frozenset(id for id, answer in answers.items() if answer is not Truth.NO)
        return Bloc(certain, possible.union(view.anonymous))

    def _must_be_persons(self, view: View) -> None:
        errors = []
        for id in sorted(self.certain | self.possible):
            if id not in view.parties and id not in view.anonymous:
                errors.append(DataError("unknown_party", party=id))
            elif id in view.parties and view.parties[id].kind is Kind.UNKNOWN:
                errors.append(DataError("not_one_person", party=id))
        if errors:
            raise RefusedData(errors)


def foreigners() -> Who:
    """All foreign persons, legal entities, states and stateless persons, as one bloc."""
    return Who(test=foreign, label="foreigners")


def country(code: str) -> Who:
    """The persons, entities and states of one country (ISO 3166 two letters), as one bloc."""
    return Who(test=lambda party: of_country(party, code), label=f"country {code}")


def holder(id: str) -> Who:
    """One party; M is then its integrated ownership (Baldone, Fagiolo and Brioschi count each path once)."""
    return persons([id])


def persons(ids: Iterable[str], maybe: Iterable[str] = ()) -> Who:
    """A set of named parties, with others who may belong to it."""
    certain = frozenset(ids)
    return Who(certain=certain, possible=frozenset(maybe), label=", ".join(sorted(certain)))


def lookthrough() -> Who:
    """Foreign natural persons and states only: foreign entities are looked through to those behind them."""
    return Who(
        test=lambda party: foreign(party) if natural_or_state(party) else Truth.NO,
        label="ultimate foreigners",
    )
