"""Linked consents and statements: the applicant's draft, the desk until registration, and a body's own word."""

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from commission.demonstration import registry_party
from commission.law.facts import Facts
from commission.models import Consultation, FactsSnapshot, Finding, LinkedConsent, StatedFact
from commission.services.consultations import OpinionData, record_letter
from commission.states import Answer, Conformity, Outcome, Purpose, Stated
from registry.models import ObjectFact
from tests.cast import Road, person
from tests.commission.pages.officer.conftest import filed, inspected, text_of

GIVEN = {
    "purpose": "operator_10", "standing": "given", "number": "77", "on": "01.02.2026", "body": "Ministry",
    "most": "12,5",
}  # fmt: skip


def applicants(road: Road, name: str, *more: object) -> str:
    return reverse(f"applicant:{name}", args=[road.reference, *more])


def test_the_applicant_enters_a_consent_and_takes_it_back(as_):
    road, client = Road.draft("SO-B-025"), as_("applicant")
    assert client.get(applicants(road, "consents")).status_code == 200
    for _again in range(2):  # the same form sent twice makes one row
        assert client.post(applicants(road, "consents"), GIVEN).status_code == 302
    consent = LinkedConsent.objects.get()
    assert (consent.purpose, consent.number, consent.on, consent.most) == (
        Purpose.OPERATOR_10,
        "77",
        date(2026, 2, 1),
        Fraction(1, 8),
    )
    page = text_of(client.get(applicants(road, "consents")))
    assert "77, 01.02.2026" in page
    assert "12,5" in page
    assert road.application.declared_at is None  # what was declared before no longer covers it
    assert client.post(applicants(road, "remove_consent", consent.pk)).status_code == 302
    assert LinkedConsent.objects.count() == 0


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"number": ""}, "Write the number."),
        ({"on": ""}, "Write the date."),
        ({"on": "2026-02-01"}, "Write the date as DD.MM.YYYY"),
        ({"body": ""}, "Name the body."),
        ({"purpose": "fun"}, "Select a valid choice"),
        ({"standing": ""}, "Say whether the consent was given"),
        ({"standing": "not_needed"}, "Say why the consent is not needed."),
        ({"most": "10-20"}, "Write one percentage"),
    ],
)
def test_a_consent_typed_wrong_says_what_to_correct(as_, bad, message):
    road = Road.draft("SO-B-025")
    response = as_("applicant").post(applicants(road, "consents"), GIVEN | bad)
    assert response.status_code == 422
    assert message in text_of(response)
    assert LinkedConsent.objects.count() == 0


def test_statements_are_yes_no_or_not_known(as_):
    road, client = Road.draft("SO-B-025"), as_("applicant")
    assert "The contract settles" not in text_of(client.get(applicants(road, "statements")))  # no encumbrance
    typed = {"control_centre_moves": "no", "control_centre_moves_where": "clause 4", "foreign_print": ""}
    assert client.post(applicants(road, "statements"), typed).status_code == 302
    stated = StatedFact.objects.get()
    assert (stated.fact, stated.answer, stated.where) == (Stated.CONTROL_CENTRE_MOVES, False, "clause 4")
    assert (
        client.post(applicants(road, "statements"), typed | {"control_centre_moves": ""}).status_code == 302
    )
    assert StatedFact.objects.count() == 0
    assert client.post(applicants(road, "statements"), {"foreign_print": "perhaps"}).status_code == 422


def test_a_pledge_asks_for_the_terms_of_the_contract(as_):
    road = Road.draft("SO-B-025", kind="pledge")
    assert "The contract settles the duties of the parties" in text_of(
        as_("applicant").get(applicants(road, "statements"))
    )


def test_the_desk_adds_until_registration_and_the_facts_are_frozen_with_it(as_):
    road = inspected(Road.draft("SO-B-025", acquirer=registry_party("EURASFIBRE"))).submit()
    officer = as_("officer")
    add, state = (reverse(f"officer:{name}", args=[road.reference]) for name in ("add_consent", "statements"))
    assert officer.get(add).status_code == 403  # nobody has taken the case yet
    officer.post(reverse("officer:take", args=[road.reference]))
    assert officer.post(add, GIVEN | {"most": "9"}).status_code == 302
    assert officer.post(state, {"control_centre_moves": "no"}).status_code == 302
    assert as_("applicant").post(applicants(road, "consents"), GIVEN).status_code == 409
    road.register()
    facts = Facts.from_json(FactsSnapshot.objects.get(application__reference=road.reference).facts)
    assert [(one.number, one.most) for one in facts.consents] == [("77", Fraction(9, 100))]
    assert facts.stated(Stated.CONTROL_CENTRE_MOVES) is False
    found = {f.check_id: f.outcome for f in Finding.objects.filter(application__reference=road.reference)}
    assert (found["control_centre"], found["search_operations"]) == (Outcome.CLEAR, Outcome.CLEAR)
    assert officer.post(add, GIVEN).status_code in (403, 409)
    page = officer.get(reverse("officer:consents", args=[road.reference]))
    assert "77, 01.02.2026" in text_of(page)
    assert not page.context["may_add"]


@pytest.mark.parametrize("stranger", ["applicant2", "officer2", "transport"])
def test_for_a_stranger_there_is_no_such_page(as_, registered, stranger):
    for name in ("consents", "add_consent", "statements"):
        assert as_(stranger).get(reverse(f"officer:{name}", args=[registered.reference])).status_code == 404


@pytest.mark.parametrize(
    ("conformity", "outcome"),
    [
        (Conformity.YES, Outcome.CLEAR),
        (Conformity.NO, Outcome.VIOLATION),
        (Conformity.REFERENCE, Outcome.ATTENTION),
    ],
)
def test_the_security_bodies_word_settles_the_check_on_search_operations(cast, conformity, outcome):
    """Without the illustrative act of conformity the facts leave it open; the answer comes after registration."""
    ObjectFact.objects.filter(fact="conformity").delete()
    road = filed("SO-B-025").register()
    finding = Finding.objects.get(application__reference=road.reference, check_id="search_operations")
    assert finding.outcome == Outcome.UNDETERMINED
    asked = Consultation.objects.get(application__reference=road.reference, body__is_security=True)
    data = OpinionData(
        answer=Answer.NO_OBJECTION, reasons="By letter.", letter_number="7", letter_date=date(2026, 2, 1),
        conformity=conformity,
    )  # fmt: skip
    record_letter(consultation_id=asked.pk, by=person("officer"), data=data)
    finding.refresh_from_db()
    assert (finding.outcome, finding.standing_outcome) == (Outcome.UNDETERMINED, outcome)
    assert finding.assessment is not None
    assert asked.body.name in finding.assessment.reason


def test_only_the_security_bodies_are_asked_for_it(as_, registered):
    asked = Consultation.objects.filter(application__reference=registered.reference)
    letters = {
        one.body.is_security: text_of(
            as_("officer").get(reverse("officer:letter", args=[registered.reference, one.pk]))
        )
        for one in asked.select_related("body")
    }
    words = "Conformity with the rules on search operations"
    assert {security: words in letter for security, letter in letters.items()} == {True: True, False: False}
