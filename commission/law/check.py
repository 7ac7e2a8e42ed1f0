"""The checks of Articles 22 and 23 in the order in which they are shown, and the one way to run them."""

from commission.law import figures
from commission.law.auction_bar import auction_bar
from commission.law.concentration import concentration
from commission.law.concentration_policy import concentration_policy
from commission.law.contract_terms import contract_terms
from commission.law.control_centre import control_centre
from commission.law.detriment_indicators import detriment_indicators
from commission.law.disclosure import disclosure
from commission.law.facts import Facts
from commission.law.foreign_participation import foreign_participation
from commission.law.foreign_print import foreign_print
from commission.law.identities import identities
from commission.law.linked_consents import linked_consents
from commission.law.media_20 import media_20
from commission.law.openness import openness
from commission.law.operator_10 import operator_10
from commission.law.operator_49 import operator_49
from commission.law.other_limits import other_limits
from commission.law.priority_right import priority_right
from commission.law.property_limits import property_limits
from commission.law.provision import Answer, Check, Finding
from commission.law.related_cases import related_cases
from commission.law.scope import scope
from commission.law.search_operations import search_operations
from commission.law.secrets import secrets
from commission.law.trade_restrictions import trade_restrictions
from commission.law.trunk_operation import trunk_operation
from commission.law.trunk_oversight import trunk_oversight
from commission.states import Outcome
from registry.ownership.terms import RefusedData

__all__ = ["CHECKS", "Check", "Finding", "run"]

CHECKS: dict[str, Check] = {
    check.id: check
    for check in (
        scope,
        foreign_participation,
        concentration,
        concentration_policy,
        detriment_indicators,
        property_limits,
        priority_right,
        trade_restrictions,
        openness,
        trunk_oversight,
        media_20,
        trunk_operation,
        control_centre,
        operator_10,
        operator_49,
        search_operations,
        foreign_print,
        secrets,
        other_limits,
        disclosure,
        auction_bar,
        contract_terms,
        linked_consents,
        identities,
        related_cases,
    )
}


def run(check_id: str, facts: Facts) -> Finding:
    """The check's finding on these facts, the same on any day. KeyError for a check that does not exist.

    Data that cannot be true make the finding undetermined and say which; they never make it clear.
    """
    check = CHECKS[check_id]
    try:
        answer = check.answer(facts)
    except RefusedData as refused:
        problems = figures.problems(facts, refused)
        answer = Answer(Outcome.UNDETERMINED, "common.refused_data", {"problems": problems})
    return check.finding(facts, answer)
