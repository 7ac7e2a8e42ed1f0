"""Which documents and sections a package must have (SPL 188(1)), and why each of them.

Who owes what depends on the capacity, on whether the applicant is an individual, on the kind of transaction and
on the regime. D1 is the electronic form itself and D7 its section on the acquirer: both are shown, neither is a file.
"""

from dataclasses import dataclass
from enum import StrEnum

from commission.states import Capacity, Kind


class Part(StrEnum):
    """A section of the applicant's task list."""

    PARTIES = "parties"
    OBJECT = "object"
    TRANSACTION = "transaction"
    ACQUIRER = "acquirer"
    DOCUMENTS = "documents"
    DECLARATION = "declaration"


class Need(StrEnum):
    """How a document stands in this applicant's package."""

    FORM = "form"  # given by the electronic form: nothing to attach
    REQUIRED = "required"
    CONDITIONAL = "conditional"  # owed where a condition holds that only the applicant knows


class Why(StrEnum):
    """What makes a document owed; several may hold at once."""

    EVERY_APPLICANT = "every_applicant"
    CAPACITY = "capacity"
    ENTITY = "entity"
    INDIVIDUAL = "individual"
    SHARE_ISSUE = "share_issue"
    TRUST_MANAGEMENT = "trust_management"
    ULTIMATE_BUYER = "ultimate_buyer"  # R2
    ACQUIRER_ONLY = "acquirer_only"  # R1
    FORM_IS_POLICY = "form_is_policy"  # R1 asks no form of a bailiff
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Place:
    """A document's place in the package of one applicant, and why it is there."""

    code: str
    need: Need
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a package holds so far."""

    capacity: str
    has_applicant: bool
    applicant_is_individual: bool
    has_object: bool
    has_transaction: bool
    has_acquirer: bool
    acquirer_is_individual: bool
    holders_declared: bool
    document_codes: frozenset[str]
    declared: bool
    kind: str = ""
    regime: str = "R1"
    # The acquirer fills its part itself, out of the applicant's sight, and has confirmed it or not yet.
    acquirers_own_part: bool = False
    part_confirmed: bool = False


_O, _M, _P, _B = Capacity.OWNER, Capacity.MANAGER, Capacity.PLEDGEE, Capacity.BAILIFF
_ALL = frozenset(Capacity)
# Code -> the capacities that must attach it (SPL 188(1)).
_DEMANDED: dict[str, frozenset[Capacity]] = {
    "D2": frozenset({_O, _M, _P}),
    "D3": frozenset({_O}),
    "D4": _ALL,
    "D5": frozenset({_O}),
    "D6": _ALL,
    "D12": frozenset({_O}),
    "D13": frozenset({_O}),
    "M1": frozenset({_M}),
    "M2": frozenset({_M, _P, _B}),
    "M3": frozenset({_M}),
    "P1": frozenset({_P, _B}),
    "P2": frozenset({_P, _B}),
}
# Code -> the capacities that owe it where its condition holds.
_CONDITIONAL: dict[str, frozenset[Capacity]] = {
    "D8": _ALL,
    "D9": _ALL,
    "D10": frozenset({_O}),
    "D11": _ALL,
    "D14": _ALL,
}
# Conditions that the kind of transaction itself fulfils: the document is then required.
_BY_KIND = {"D8": (Kind.SHARE_ISSUE, Why.SHARE_ISSUE), "D14": (Kind.TRUST_MANAGEMENT, Why.TRUST_MANAGEMENT)}
# Papers of companies: an individual has no accounts to audit and no governing body.
_OF_ENTITIES = frozenset({"D2", "D9", "D10"})
_OF_INDIVIDUALS = frozenset({"D3"})
# Who names the acquirer (D7). A pledgee and a bailiff state what an acquirer has to fulfil instead (P2).
_NAMES_ACQUIRER = frozenset({_O, _M})
FORM, ACQUIRER = "D1", "D7"
OTHER = "X"
CODES = (
    "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "D14",
    "M1", "M2", "M3", "P1", "P2", OTHER,
)  # fmt: skip
NOTICE = "N"
PAPER_LETTER = "L"
LATER = (NOTICE, "C", "E", "F", "Q", PAPER_LETTER)
"""The notice, and what the applicant sends after filing: concluded contract, evidence, papers on a change, answers to
requests, a letter on paper."""


def places(capacity: str, *, individual: bool, kind: str = "", regime: str = "R1") -> tuple[Place, ...]:
    """Every document that this applicant owes or may owe, in the order of the act, each with its reasons.

    Nothing before the capacity is known; a kind of transaction not chosen yet fulfils no condition.
    """
    if not capacity:
        return ()
    who = Capacity(capacity)
    found = [_form(who, regime)]
    for code in CODES:
        place = _acquirer(who, regime) if code == ACQUIRER else _attached(code, who, individual, kind)
        if place is not None:
            found.append(place)
    return tuple(found)


def _form(who: Capacity, regime: str) -> Place:
    by_policy = who == _B and regime == "R1"
    return Place(FORM, Need.FORM, (Why.FORM_IS_POLICY if by_policy else Why.EVERY_APPLICANT,))


def _acquirer(who: Capacity, regime: str) -> Place | None:
    if who not in _NAMES_ACQUIRER:
        return None
    return Place(
        ACQUIRER, Need.FORM, (Why.CAPACITY, Why.ULTIMATE_BUYER if regime == "R2" else Why.ACQUIRER_ONLY)
    )


def _attached(code: str, who: Capacity, individual: bool, kind: str) -> Place | None:
    if code in (_OF_ENTITIES if individual else _OF_INDIVIDUALS):
        return None
    if who in _DEMANDED.get(code, ()):
        why = [Why.EVERY_APPLICANT if _DEMANDED[code] == _ALL else Why.CAPACITY]
        why += [Why.ENTITY] if code in _OF_ENTITIES else []
        why += [Why.INDIVIDUAL] if code in _OF_INDIVIDUALS else []
        return Place(code, Need.REQUIRED, tuple(why))
    if who not in _CONDITIONAL.get(code, ()):
        return None
    fulfilling, why_fulfilled = _BY_KIND.get(code, ("", Why.CONDITION))
    if kind and kind == fulfilling and not (code == "D14" and who == _O):
        return Place(code, Need.REQUIRED, (why_fulfilled,))
    return Place(code, Need.CONDITIONAL, (Why.CONDITION,))


def demanded(capacity: str, *, individual: bool, kind: str = "", regime: str = "R1") -> tuple[str, ...]:
    """Codes of the files that this applicant must attach, in the order of the act."""
    owed = places(capacity, individual=individual, kind=kind, regime=regime)
    return tuple(place.code for place in owed if place.need == Need.REQUIRED)


def missing_documents(contents: Contents) -> tuple[str, ...]:
    """Demanded codes for which nothing (or only refused files) is attached."""
    owed = demanded(
        contents.capacity,
        individual=contents.applicant_is_individual,
        kind=contents.kind,
        regime=contents.regime,
    )
    return tuple(code for code in owed if code not in contents.document_codes)


def acquirer_complete(contents: Contents) -> bool:
    """Whether what must be said of the acquirer is said.

    R1 names the proposed acquirer only (SPL 188(1) D7): who stands behind it is a question, never a defect. R2 asks for
    everybody down to the ultimate buyer. A pledgee and a bailiff need not name anybody.
    """
    if contents.acquirers_own_part:
        return contents.part_confirmed
    if contents.capacity and Capacity(contents.capacity) not in _NAMES_ACQUIRER:
        return True
    if not contents.has_acquirer:
        return False
    return contents.regime != "R2" or contents.acquirer_is_individual or contents.holders_declared


def missing(contents: Contents) -> list[Part]:
    """Sections that are not complete, in the task list's order."""
    complete = {
        Part.PARTIES: bool(contents.capacity) and contents.has_applicant,
        Part.OBJECT: contents.has_object,
        Part.TRANSACTION: contents.has_transaction,
        Part.ACQUIRER: acquirer_complete(contents),
        Part.DOCUMENTS: bool(contents.capacity) and not missing_documents(contents),
        Part.DECLARATION: contents.declared,
    }
    return [part for part in Part if not complete[part]]
