"""Which documents an applicant must attach (SPL 188(1))."""

from dataclasses import replace

from commission.procedure.package import Contents, Part, demanded, missing, missing_documents

OWNER = Contents(
    capacity="owner",
    has_applicant=True,
    applicant_is_individual=False,
    has_object=True,
    has_transaction=True,
    has_acquirer=True,
    acquirer_is_individual=False,
    holders_declared=False,
    document_codes=frozenset({"D2", "D4", "D5", "D6", "D12", "D13"}),
    declared=True,
)


def test_an_owner_that_is_an_entity_attaches_its_charter_and_not_an_identity_document():
    assert demanded("owner", individual=False) == ("D2", "D4", "D5", "D6", "D12", "D13")


def test_an_owner_who_is_an_individual_attaches_an_identity_document_and_no_charter():
    assert demanded("owner", individual=True) == ("D3", "D4", "D5", "D6", "D12", "D13")


def test_a_bailiff_attaches_contract_valuation_price_and_the_acts_of_the_pledge():
    assert demanded("bailiff", individual=False) == ("D4", "D6", "M2", "P1", "P2")


def test_a_manager_attaches_court_act_price_and_the_creditors_decision():
    assert demanded("manager", individual=False) == ("D2", "D4", "D6", "M1", "M2", "M3")


def test_a_whole_package_misses_nothing_although_nobody_behind_the_acquirer_is_declared():
    # R1 names the acquirer only: who stands behind it is a question, never a defect.
    assert missing(OWNER) == []


def test_each_missing_part_is_named_in_the_order_of_the_task_list():
    empty = Contents("", False, False, False, False, False, False, False, frozenset(), False)
    assert missing(empty) == list(Part)


def test_a_document_that_is_not_attached_is_named_by_its_code():
    without = replace(OWNER, document_codes=OWNER.document_codes - {"D6", "D2"})
    assert missing_documents(without) == ("D2", "D6")
    assert missing(without) == [Part.DOCUMENTS]
