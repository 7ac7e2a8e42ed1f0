"""Linked consents: whether one precedes the contract and covers the share that results."""

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Any

from commission.law import figures
from commission.law.facts import Consent, Facts
from commission.law.wording import N_
from commission.states import Purpose

WORDS = {
    "covers": N_("No. {number} of {on}, up to {most}"),
    "covers_any": N_("No. {number} of {on}"),
    "too_small": N_("No. {number} of {on} covers only {most}"),
    "late": N_("No. {number} of {on} does not precede the contract of {contract}"),
    "unclear": N_("No. {number}: its date, its largest share or the date of the contract is not recorded"),
    "missing": N_("none recorded"),
}


class Standing(IntEnum):
    """What a recorded consent is worth; the larger one counts where several are recorded."""

    MISSING = 0
    TOO_SMALL = 1
    LATE = 2
    UNCLEAR = 3
    COVERS = 4


@dataclass(frozen=True)
class Judged:
    """The best consent recorded for a purpose."""

    standing: Standing
    consent: Consent | None = None

    def phrase(self, facts: Facts, check_id: str) -> dict[str, Any]:
        """What is recorded, in words."""
        name = self.standing.name.lower()
        if self.consent is None:
            return figures.phrase(f"{check_id}.missing")
        if self.standing is Standing.COVERS and self.consent.most is None:
            name = "covers_any"
        contract = facts.deal.contract_date if facts.deal is not None else None
        return figures.phrase(
            f"{check_id}.{name}",
            number=figures.text(self.consent.number),
            on=figures.text("-") if self.consent.on is None else figures.day(self.consent.on),
            most=figures.text("-") if self.consent.most is None else figures.share(self.consent.most),
            contract=figures.text("-") if contract is None else figures.day(contract),
        )


def judged(facts: Facts, purpose: Purpose, share: Fraction | None) -> Judged:
    """The best consent for this purpose. `share`: what it must cover; None where shares do not matter.

    It precedes the contract only by an earlier day: one of the same day proves nothing.
    """
    given = [one for one in facts.consents_for(purpose) if one.needed]
    found = [Judged(_standing(facts, one, share), one) for one in given]
    return max(found, key=lambda one: one.standing, default=Judged(Standing.MISSING))


def _standing(facts: Facts, consent: Consent, share: Fraction | None) -> Standing:
    contract = facts.deal.contract_date if facts.deal is not None else None
    if share is not None and consent.most is not None and consent.most < share:
        return Standing.TOO_SMALL
    if consent.on is not None and contract is not None and consent.on >= contract:
        return Standing.LATE
    if consent.on is None or contract is None or (share is not None and consent.most is None):
        return Standing.UNCLEAR
    return Standing.COVERS
