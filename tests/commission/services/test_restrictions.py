"""The internal record of a refusal or condition: demanded before the decree, kept from the applicant, four eyes."""

import pytest

from commission.models import Restriction
from commission.services.decisions import record_decision
from commission.services.restrictions import (
    countersign_restriction,
    missing_records,
    proposed_conditions,
    write_restriction,
)
from commission.states import Motion, State
from commission.workflow import CannotProceed, NotAllowed
from tests.cast import Road, internal_record, load_cast, person
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """A case before the Government; a permission with two conditions is recommended."""
    with laid_out(django_db_blocker):
        load_cast()
        road = Road.draft().submit().register().examine().answer_all()
        road.report(Motion.GRANT_WITH_CONDITIONS, conditions="Keep the staff.\nReport each year.")
        road.put_on_agenda().open_vote().vote().recommend()
        yield road


def _write(road, by="officer", condition="", **changes):
    return write_restriction(
        application_id=road.pk, by=person(by), data=internal_record(condition, **changes)
    )


def _decide(road, outcome, **changes):
    decree = road.decree(outcome, **{"deviation_reason": "Another view.", **changes})
    return record_decision(application_id=road.pk, by=person("government"), data=decree)


CONDITIONS = ("Keep the staff.", "Report each year.")


def test_every_condition_needs_its_own_record_and_the_missing_one_is_named(road):
    assert [row.wording_ru for row in proposed_conditions(road.application)] == list(CONDITIONS)
    _write(road, condition="keep  the\nstaff.")
    with pytest.raises(CannotProceed) as refusal:
        _decide(road, Motion.GRANT_WITH_CONDITIONS, conditions=CONDITIONS)
    assert refusal.value.reasons == (
        "The internal record of this condition is missing (NSL 17(2)): “Report each year.”.",
    )
    _write(road, condition="Report each year.")
    _decide(road, Motion.GRANT_WITH_CONDITIONS, conditions=CONDITIONS)
    assert road.application.state == State.PERMITTED_WITH_CONDITIONS


def test_a_refusal_needs_its_record_and_keeps_what_was_recommended(road):
    with pytest.raises(CannotProceed, match="record of the refusal is missing"):
        _decide(road, Motion.REFUSE)
    assert road.application.current_decision() is None
    _write(road)
    _decide(road, Motion.REFUSE)
    decision = road.application.decision
    assert (decision.recommended, decision.deviates) == (Motion.GRANT_WITH_CONDITIONS, True)
    assert (decision.signed_by, decision.competence) == ("Prime Minister", "Constitution, article 69")


def test_an_unreasoned_refusal_waits_for_another_persons_countersign(road):
    record = _write(road, by="government", unreasoned=True)
    with pytest.raises(CannotProceed, match="countersigned by another person"):
        _decide(road, Motion.REFUSE, unreasoned=True)
    with pytest.raises(NotAllowed):
        countersign_restriction(restriction_id=record.pk, by=person("government"))
    with pytest.raises(NotAllowed):
        countersign_restriction(restriction_id=record.pk, by=person("officer"))
    countersign_restriction(restriction_id=record.pk, by=person("head"))
    with pytest.raises(CannotProceed, match="differ on whether the refusal gives reasons"):
        _decide(road, Motion.REFUSE)
    _decide(road, Motion.REFUSE, unreasoned=True)
    assert road.application.decision.unreasoned


def test_a_record_written_anew_replaces_the_older_one_with_its_countersign(road):
    first = _write(road, unreasoned=True)
    countersign_restriction(restriction_id=first.pk, by=person("head"))
    second = _write(road, unreasoned=True)
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert not second.is_complete
    said = missing_records(road.application, outcome=Motion.REFUSE, conditions=(), unreasoned=True)
    assert said == ["An unreasoned refusal must be countersigned by another person before it is issued."]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"threats": ()}, "one threat"),
        ({"interests": ("5.1.99",)}, "from the list"),
        ({"why_not_enough": " "}, "why they are not enough"),
        ({"grounds": ()}, "at least one"),
        ({"grounds": ("G3",)}, "from the list"),
        ({"condition": "Keep.", "grounds": ("G1",)}, "Grounds belong to a refusal"),
        ({"condition": "Keep.", "unreasoned": True}, "Only a refusal"),
    ],
)
def test_a_record_with_a_gap_is_not_written(road, changes, said):
    condition = changes.pop("condition", "")
    with pytest.raises(CannotProceed, match=said):
        _write(road, condition=condition, **changes)
    assert not Restriction.objects.exists()


def test_who_decided_and_by_what_competence_is_demanded(road):
    with pytest.raises(CannotProceed, match="the act that gives the competence"):
        _decide(road, Motion.GRANT, competence=" ")


def test_only_the_desk_and_the_government_office_write_it(road):
    for stranger in ("applicant", "secretary", "officer2", "prosecutor"):
        with pytest.raises(NotAllowed):
            _write(road, by=stranger)


def test_pages_show_the_record_to_the_authority_and_never_to_the_applicant(road, client):
    client.force_login(person("government"))
    address = f"/cases/{road.reference}/reasons/"
    assert "Keep the staff." in client.get(address).content.decode()
    form = client.get(f"{address}write/?condition=2").context["form"]
    assert form.initial == {"restricts": "condition", "condition": "Report each year."}
    typed = {
        "restricts": "condition",
        "condition": "Report each year.",
        "legal_basis": "NSL 23(5)",
        "aim": "public_safety",
        "interests": ["5.1.11"],
        "threats": ["6.1.11"],
        "reasons": "Dependence on one buyer.",
        "lesser_measures": "None binds.",
        "why_not_enough": "Too late.",
    }
    assert client.post(f"{address}write/", {**typed, "aim": ""}).status_code == 422
    assert client.post(f"{address}write/", typed).status_code == 302
    with_record = client.get(address)
    assert "Dependence on one buyer." in with_record.content.decode()
    assert [number for number, _wording in with_record.context["missing"]] == [1]
    client.force_login(person("secretary"))
    assert client.get(address).status_code == 403
    client.force_login(person("applicant"))
    assert client.get(address).status_code == 404
    assert "Dependence on one buyer." not in client.get(f"/apply/{road.reference}/").content.decode()
