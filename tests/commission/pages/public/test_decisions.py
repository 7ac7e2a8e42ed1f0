"""The public register: final decisions, what is named and what is not, statistics counted by the database."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from commission.models import Application, Decision, DeclaredParty
from commission.pages.public.statistics import Statistics, statistics
from commission.services.applications import PartyData
from commission.states import Motion, State
from registry.models import StrategicObject, User
from registry.roles import Role
from tests.cast import Road, load_cast
from tests.registry.builders import person, thing

# The newest decision and the statistics up to it; the decisions with objects; their parties and conditions.
QUERIES = 7
CANARY = "CANARY-7f3a"


@pytest.fixture
def applicant(db) -> User:
    return person("applicant", Role.APPLICANT)


@pytest.fixture
def dam(db) -> StrategicObject:
    return thing("SO-B-101", name_en="Great dam")


def decided(
    applicant: User, dam: StrategicObject, number: int, outcome=Motion.GRANT, *, days=30, kind="entity"
) -> Application:
    """A decided and told case as a row: the register reads rows, whatever road made them."""
    states = {Motion.GRANT: State.PERMITTED, Motion.REFUSE: State.REFUSED}
    day = date(2026, 1, 31) + timedelta(days=number)
    application = Application.objects.create(
        reference=f"C-2026-{number:05}",
        applicant=applicant,
        object=dam,
        kind="sale",
        state=states.get(outcome, State.PERMITTED_WITH_CONDITIONS),
        t0=day - timedelta(days=days),
    )
    for role, name in (("applicant", "Seller LLP"), ("acquirer", "Aigul Buyer")):
        DeclaredParty.objects.create(
            application=application, role=role, name=name, kind="entity" if role == "applicant" else kind
        )
    Decision.objects.create(
        application=application,
        outcome=outcome,
        number=str(number),
        date=day,
        text_kk="-",
        text_ru="-",
        internal_reasons=CANARY,
        deviation_reason=CANARY,
        recorded_by=applicant,
        notified_at=timezone.now(),
    )
    return application


def main(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_before_the_first_decision_the_page_says_so(client, db):
    assert "No final decision has been published yet" in main(client.get("/decisions/"))


def test_a_decision_is_shown_with_its_object_decree_parties_and_outcome(client, applicant, dam):
    decided(applicant, dam, 1)
    shown = main(client.get("/decisions/"))
    for words in (
        "C-2026-00001",
        "Great dam",
        "Permitted",
        "Decree No. 1 of 01.02.2026",
        "Seller LLP → Aigul Buyer",
    ):
        assert words in shown


def test_people_are_never_named_nor_anything_internal(client, applicant, dam):
    decided(applicant, dam, 1, kind="individual")
    shown = main(client.get("/decisions/"))
    assert "Seller LLP → an individual" in shown
    for word in ("Aigul Buyer", CANARY):
        assert word not in shown


def test_the_parties_of_a_refusal_are_named_once_it_is_final(client, applicant, dam):
    refused = decided(applicant, dam, 1, Motion.REFUSE)
    shown = main(client.get("/decisions/"))
    assert "Seller LLP" not in shown
    assert "parties are not named until the decision is final" in shown
    Decision.objects.filter(application=refused).update(appeal_until=timezone.localdate())
    assert "Seller LLP" not in main(client.get("/decisions/"))
    Decision.objects.filter(application=refused).update(appeal_until=timezone.localdate() - timedelta(days=1))
    assert "Seller LLP" in main(client.get("/decisions/"))


def test_a_decision_is_published_only_once_the_applicant_has_been_told(client, applicant, dam):
    Decision.objects.filter(application=decided(applicant, dam, 1)).update(notified_at=None)
    assert "C-2026-00001" not in main(client.get("/decisions/"))


def test_a_revoked_permission_says_so(client, applicant, dam):
    made = decided(applicant, dam, 1)
    Application.objects.filter(pk=made.pk).update(state=State.REVOKED)
    assert "Revoked" in main(client.get("/decisions/"))


def test_a_decision_reached_on_the_road_is_in_the_register_with_its_conditions(client, db):
    load_cast()
    road = (
        Road.draft(acquirer=PartyData(kind="individual", name="Aigul Buyer", country="SE"))
        .submit()
        .register()
    )
    road.examine().answer_all().report(Motion.GRANT_WITH_CONDITIONS, conditions="Report once a year.")
    road.put_on_agenda().open_vote().vote().recommend()
    assert road.reference not in main(client.get("/decisions/"))
    road.decide(Motion.GRANT_WITH_CONDITIONS, conditions=("Report once a year.",), internal_reasons=CANARY)
    shown = main(client.get("/decisions/"))
    assert "Report once a year." in shown
    assert "Permitted with conditions" in shown
    assert "Aigul Buyer" not in shown
    assert CANARY not in shown
    assert road.reference in main(client.get("/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_costs_the_same_for_one_row_and_three(
    client, applicant, dam, rows, django_assert_num_queries
):
    for number in range(rows):
        decided(applicant, dam, number)
    with django_assert_num_queries(QUERIES):
        client.get("/decisions/")


def test_the_newest_comes_first_and_older_ones_follow_on_the_next_page(client, applicant, dam):
    for number in range(23):
        decided(applicant, dam, number)
    first = client.get("/decisions/")
    shown = [line["application"].reference for line in first.context["decisions"]]
    assert (shown[0], shown[-1]) == ("C-2026-00022", "C-2026-00003")
    second = client.get("/decisions/" + first.context["next_url"])
    rest = [line["application"].reference for line in second.context["decisions"]]
    assert rest == ["C-2026-00002", "C-2026-00001", "C-2026-00000"]
    assert second.context["previous_url"] == "/decisions/"


@pytest.mark.parametrize("cursor", ["x", "20261301-1", "20260101-²", "-", "9" * 5000])
def test_a_cursor_that_is_none_shows_the_first_page(client, applicant, dam, cursor):
    decided(applicant, dam, 1)
    answer = client.get("/decisions/", {"after": cursor})
    assert answer.status_code == 200
    assert "C-2026-00001" in main(answer)


def test_statistics_count_by_outcome_and_take_the_median_of_days(applicant, dam, django_assert_num_queries):
    outcomes = [Motion.GRANT, Motion.GRANT, Motion.GRANT_WITH_CONDITIONS, Motion.REFUSE, Motion.REFUSE]
    # In order: 10, 20, 30, 40, 90 days; the third of five is 30.
    for number, (outcome, days) in enumerate(zip(outcomes, (30, 90, 10, 40, 20), strict=True)):
        decided(applicant, dam, number, outcome, days=days)
    counted = Statistics(granted=2, with_conditions=1, refused=2, median_days=30)
    with django_assert_num_queries(4):  # the newest, the outcomes, late requests, late defects
        assert statistics() == counted
    with django_assert_num_queries(1):
        assert statistics() == counted
    decided(applicant, dam, 9, Motion.REFUSE, days=30)
    assert statistics().refused == 3


def test_without_a_decision_there_is_no_median(db):
    assert statistics() == Statistics(granted=0, with_conditions=0, refused=0, median_days=None)
