"""Which documents an applicant must attach (SPL 188(1))."""

from dataclasses import replace

import pytest

from commission.procedure.package import (
    Contents,
    Need,
    Part,
    Why,
    demanded,
    missing,
    missing_documents,
    places,
)

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


# SPL 188(1) worked out by hand: capacity, individual, files to attach, files owed under a condition.
OWED = [
    ("owner", False, "D2 D4 D5 D6 D12 D13", "D8 D9 D10 D11 D14"),
    ("owner", True, "D3 D4 D5 D6 D12 D13", "D8 D11 D14"),
    ("manager", False, "D2 D4 D6 M1 M2 M3", "D8 D9 D11 D14"),
    ("manager", True, "D4 D6 M1 M2 M3", "D8 D11 D14"),
    ("pledgee", False, "D2 D4 D6 M2 P1 P2", "D8 D9 D11 D14"),
    ("pledgee", True, "D4 D6 M2 P1 P2", "D8 D11 D14"),
    ("bailiff", False, "D4 D6 M2 P1 P2", "D8 D9 D11 D14"),
    ("bailiff", True, "D4 D6 M2 P1 P2", "D8 D11 D14"),
]


def codes(found, need):
    return " ".join(place.code for place in found if place.need == need)


@pytest.mark.parametrize("regime", ["R1", "R2"])
@pytest.mark.parametrize(("capacity", "individual", "required", "conditional"), OWED)
def test_the_files_of_each_capacity(capacity, individual, required, conditional, regime):
    found = places(capacity, individual=individual, kind="sale", regime=regime)
    assert codes(found, Need.REQUIRED) == required
    assert codes(found, Need.CONDITIONAL) == conditional


@pytest.mark.parametrize(
    ("capacity", "by_form"), [("owner", "D1 D7"), ("manager", "D1 D7"), ("pledgee", "D1"), ("bailiff", "D1")]
)
def test_the_form_gives_d1_to_all_and_the_acquirer_to_owner_and_manager(capacity, by_form):
    for regime in ("R1", "R2"):
        assert codes(places(capacity, individual=False, regime=regime), Need.FORM) == by_form


def test_only_the_later_text_asks_a_bailiff_for_the_form():
    assert places("bailiff", individual=True, regime="R1")[0].why == (Why.FORM_IS_POLICY,)
    assert places("bailiff", individual=True, regime="R2")[0].why == (Why.EVERY_APPLICANT,)


def test_the_acquirer_is_named_in_2012_and_followed_to_the_ultimate_buyer_later():
    why = {
        regime: next(
            place.why for place in places("owner", individual=False, regime=regime) if place.code == "D7"
        )
        for regime in ("R1", "R2")
    }
    assert why == {
        "R1": (Why.CAPACITY, Why.ACQUIRER_ONLY),
        "R2": (Why.CAPACITY, Why.ULTIMATE_BUYER),
    }


def test_an_issue_of_shares_makes_its_certificate_owed():
    found = places("owner", individual=False, kind="share_issue")
    assert codes(found, Need.REQUIRED) == "D2 D4 D5 D6 D8 D12 D13"
    assert codes(found, Need.CONDITIONAL) == "D9 D10 D11 D14"


def test_trust_management_needs_the_owners_permission_unless_the_owner_itself_files():
    assert "D14" in demanded("manager", individual=False, kind="trust_management")
    assert "D14" not in demanded("owner", individual=False, kind="trust_management")


def test_a_reason_names_the_capacity_and_the_kind_of_person():
    charter = next(place for place in places("pledgee", individual=False) if place.code == "D2")
    assert charter.why == (Why.CAPACITY, Why.ENTITY)


def test_nothing_is_asked_before_the_capacity_is_known():
    assert places("", individual=False) == ()
    assert demanded("", individual=False) == ()


@pytest.mark.parametrize(
    ("regime", "individual", "holders", "complete"),
    [
        ("R1", False, False, True),
        ("R2", False, False, False),
        ("R2", False, True, True),
        ("R2", True, False, True),
    ],
)
def test_the_later_text_makes_an_unexplained_company_a_defect(regime, individual, holders, complete):
    contents = replace(OWNER, regime=regime, acquirer_is_individual=individual, holders_declared=holders)
    assert (missing(contents) == []) is complete


def test_a_pledgee_and_a_bailiff_need_not_name_an_acquirer():
    for capacity in ("pledgee", "bailiff"):
        files = frozenset({"D2", "D4", "D6", "M2", "P1", "P2"})
        contents = replace(OWNER, capacity=capacity, has_acquirer=False, document_codes=files)
        assert missing(contents) == []


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
