"""Which documents and sections a package must have (SPL 188(1))."""

from dataclasses import dataclass
from enum import StrEnum

from commission.states import Capacity


class Part(StrEnum):
    """A section of the applicant's task list."""

    PARTIES = "parties"
    OBJECT = "object"
    TRANSACTION = "transaction"
    ACQUIRER = "acquirer"
    DOCUMENTS = "documents"
    DECLARATION = "declaration"


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


# Code -> the capacities that must attach it. D1 is the electronic form itself; conditional documents (D8, D9, D10,
# D11, D14) are offered, never demanded.
_DEMANDED: dict[str, frozenset[Capacity]] = {
    "D2": frozenset({Capacity.OWNER, Capacity.MANAGER, Capacity.PLEDGEE}),
    "D3": frozenset({Capacity.OWNER}),
    "D4": frozenset(Capacity),
    "D5": frozenset({Capacity.OWNER}),
    "D6": frozenset(Capacity),
    "D12": frozenset({Capacity.OWNER}),
    "D13": frozenset({Capacity.OWNER}),
    "M1": frozenset({Capacity.MANAGER}),
    "M2": frozenset({Capacity.MANAGER, Capacity.PLEDGEE, Capacity.BAILIFF}),
    "M3": frozenset({Capacity.MANAGER}),
    "P1": frozenset({Capacity.PLEDGEE, Capacity.BAILIFF}),
    "P2": frozenset({Capacity.PLEDGEE, Capacity.BAILIFF}),
}
OFFERED = ("D7", "D8", "D9", "D10", "D11", "D14")
OTHER = "X"
LATER = ("N", "C", "E", "F")
"""The notice, and what the applicant sends after filing: concluded contract, evidence, papers on a change."""
CODES = (*_DEMANDED, *OFFERED, OTHER)


def demanded(capacity: str, *, individual: bool) -> tuple[str, ...]:
    """Codes that this applicant must attach: entities D2, individuals D3; nothing before the capacity is known."""
    if not capacity:
        return ()
    not_theirs = "D2" if individual else "D3"
    return tuple(code for code, who in _DEMANDED.items() if Capacity(capacity) in who and code != not_theirs)


def missing_documents(contents: Contents) -> tuple[str, ...]:
    """Demanded codes for which nothing (or only refused files) is attached."""
    return tuple(
        code
        for code in demanded(contents.capacity, individual=contents.applicant_is_individual)
        if code not in contents.document_codes
    )


def missing(contents: Contents) -> list[Part]:
    """Sections that are not complete, in the task list's order.

    R1 names the proposed acquirer only (SPL 188(1) D7): who stands behind it is a question, never a defect.
    """
    complete = {
        Part.PARTIES: bool(contents.capacity) and contents.has_applicant,
        Part.OBJECT: contents.has_object,
        Part.TRANSACTION: contents.has_transaction,
        Part.ACQUIRER: contents.has_acquirer,
        Part.DOCUMENTS: bool(contents.capacity) and not missing_documents(contents),
        Part.DECLARATION: contents.declared,
    }
    return [part for part in Part if not complete[part]]
