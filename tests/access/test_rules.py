"""Every page has a rule; a stranger finds nothing of somebody else's case."""

from datetime import date

import pytest
from django.test import Client
from django.urls import path

from commission.demonstration import registry_party
from commission.models import (
    AccessGrant,
    Condition,
    Contest,
    Document,
    Job,
    LinkedConsent,
    PaperVersion,
    PowerOfAttorney,
)
from commission.pages.access import RULES, rule_for
from commission.services import access, contests
from commission.services.appeals import file_appeal
from commission.services.case_papers import issue_case_paper
from commission.services.clarifications import ask_clarification
from commission.services.requests import RequestData, draft_request
from commission.states import Ground, Motion
from config import urls
from tests.access.routes import routes
from tests.cast import Road, load_cast, person
from tests.lasting import laid_out

# Pages for people without an account, compared literally: a new one shows in review.
OPEN_PAGES = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "acquirer:invitation",
    "healthz",
    "public:about",
    "public:check",
    "public:decisions",
    "public:home",
    "public:object",
    "public:objects",
    "public:punctuality",
    "public:statistics",
    "public:statistics_csv",
    "readyz",
    "set_language",
}


def test_every_route_is_named_and_has_a_rule():
    assert [route.name for route in routes() if not route.name or rule_for(route.name) is None] == []


def test_no_rule_speaks_of_a_route_that_does_not_exist():
    assert RULES.keys() - {route.name for route in routes()} == set()


def test_pages_without_an_account_are_exactly_these():
    assert {name for name, rule in RULES.items() if rule.public} == OPEN_PAGES


@pytest.mark.django_db
def test_a_route_that_somebody_forgot_to_rule_is_refused_at_run_time(monkeypatch, client):
    from django.contrib.auth.decorators import login_not_required
    from django.http import HttpResponse
    from django.urls import clear_url_caches

    planted = path("planted/", login_not_required(lambda request: HttpResponse("seen")), name="planted")
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, planted])
    clear_url_caches()
    try:
        assert any(route.name == "planted" for route in routes())
        assert client.get("/planted/").status_code == 404
    finally:
        monkeypatch.undo()
        clear_url_caches()


def _before_the_government() -> Road:
    """SO-B-020 before the Government, with something behind every kind of address."""
    load_cast()
    road = Road.draft("SO-B-020", acquirer=registry_party("EURASFIBRE"))
    road.submit().register().examine().answer_all()
    contests.propose_contest(
        application_id=road.pk,
        check_id="scope",
        by=person("officer"),
        ground=Ground.FACTS_WRONG,
        reason="The object has left the list.",
        evidence=contests.Evidence(act_name="Decree", act_number="7", act_date=date(2026, 1, 9)),
    )
    draft_request(
        application_id=road.pk, by=person("officer"), data=RequestData(questions=["Why?"], working_days=5)
    )
    road.report(Motion.GRANT_WITH_CONDITIONS, conditions="Keep the staff.")
    road.put_on_agenda().open_vote().vote().recommend()
    road.decide(Motion.GRANT_WITH_CONDITIONS, conditions=("Keep the staff.",))
    ask_clarification(application_id=road.pk, by=person("applicant"), question="Which staff?")
    file_appeal(application_id=road.pk, by=person("applicant"), ground="The condition is too hard.")
    return road


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker):
        yield _before_the_government()


@pytest.fixture
def case(world, db):
    return world


def _parts(road: Road) -> dict[str, object]:
    """A value of this case for every named part of an address; an unknown part fails the walk."""
    application = road.application
    acquirer = application.declared_parties.get(role="acquirer")
    grant = AccessGrant.objects.filter(application=application).first()
    return {
        "reference": road.reference,
        "item_id": road.item.pk,
        "number": road.session.number,
        "member_id": person("member1").pk,
        "consultation_id": application.consultations.first().pk,
        "body_code": "planning",
        "request_id": application.information_requests.get().pk,
        "document_id": Document.objects.filter(application=application).first().pk,
        "check_id": "operator_10",
        "job_id": Job.objects.filter(application=application, kind="check").first().pk,
        "contest_id": Contest.objects.get(finding__application=application).pk,
        "verb": "close",
        "report_id": application.reports.last().pk,
        "kind": "report",
        "about_id": application.reports.last().pk,
        "version_id": PaperVersion.objects.create(
            kind="report",
            about_id=application.reports.last().pk,
            application=application,
            number=PaperVersion.objects.count() + 1,
            size=1,
            sha256="ab" * 32,
            uploaded_by=person("officer"),
        ).pk,
        "paper_id": issue_case_paper(
            application_id=application.pk,
            kind="report",
            about_id=application.reports.last().pk,
            by=person("officer"),
        ).pk,
        "condition_id": Condition.objects.get(decision__application=application).pk,
        "proposed_id": road.application.proposed_conditions.first().pk,
        "grant_id": grant.pk if grant else 1,
        "holder_id": acquirer.pk,
        "consent_id": LinkedConsent.objects.create(
            application=application,
            purpose="competition",
            needed=False,
            reason="Small.",
            added_by=application.applicant,
        ).pk,
        "party_id": acquirer.pk,
        "power_id": PowerOfAttorney.objects.create(
            application=application,
            representative=person("applicant"),
            number="1",
            dated_on=date(2026, 1, 9),
            valid_from=date(2026, 1, 9),
            valid_until=date(2026, 1, 9),
            may_file=True,
            appointed_by=person("applicant"),
        ).pk,
        "code": "D4",
        "entry_id": application.clock.first().pk,
        "letter_id": application.letters.first().pk,
        "restriction_id": application.restrictions.first().pk,
        "appeal_id": application.decision.appeals.first().pk,
        "move": "recommend",
        "clarification_id": application.decision.clarifications.first().pk,
        "token": "made-up",
        "fact": "party:applicant",
        "remark_id": 1,
        # Nobody is away.
        "absence_id": 1,
        # Alerts are of no case, and here is none: their pages have tests of their own.
        "alert_id": 1,
        # No contract is reported and nothing is owed yet: the same.
        "conclusion_id": 1,
        "obligation_id": 1,
        "inquiry_id": 1,
        "composition_id": road.session.composition_id,
        "interest_id": 1,
        "question_id": 1,
        # Nothing came on paper, and the applicant filed from its account: the same.
        "incoming_id": 1,
        "link_id": 1,
    }


AUDIENCES = {"acquirer", "applicant", "officer", "consulted", "session", "government"}


def _case_routes():
    return [
        route
        for route in routes()
        if route.parts and route.name.partition(":")[0] in AUDIENCES and not RULES[route.name].public
    ]


# Nobody of these has anything to do with a sale of an airport's stake filed by `applicant` and worked on by `officer`:
# energy and planning were not asked, keepers and auditors never see cases.
STRANGERS = ("applicant2", "officer2", "energy", "planning", "keeper", "auditor", "admin")


@pytest.mark.once
@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_finds_no_page_of_the_case(case, stranger):
    client = Client()
    client.force_login(person(stranger))
    parts = _parts(case)
    answers = {
        (route.name, method): getattr(client, method)(route.url(**parts)).status_code
        for route in _case_routes()
        for method in ("get", "post")
    }
    assert len(answers) > 60
    assert {key: status for key, status in answers.items() if status not in (404, 405)} == {}
    unseen = {name for name, _method in answers if answers[(name, "get")] == answers[(name, "post")] == 405}
    assert unseen == set()


def test_somebody_without_an_account_is_sent_to_sign_in(case):
    client = Client()
    parts = _parts(case)
    answers = {route.name: client.get(route.url(**parts)) for route in _case_routes()}
    elsewhere = {
        name: answer.status_code
        for name, answer in answers.items()
        if not (
            answer.status_code == 405
            or (answer.status_code == 302 and "/accounts/login/" in answer["Location"])
        )
    }
    assert elsewhere == {}


@pytest.mark.parametrize(
    ("reader", "name"),
    [
        ("applicant", "applicant:application"),
        ("officer", "officer:case"),
        ("head", "officer:case"),
        ("secretary", "officer:case"),
        ("government", "officer:case"),
        ("prosecutor", "officer:case"),
        ("transport", "consulted:consultation"),
        ("member1", "session:item"),
        ("secretary", "session:item"),
    ],
)
def test_those_whose_case_it_is_find_it(case, reader, name):
    client = Client()
    client.force_login(person(reader))
    parts = _parts(case)
    if name == "consulted:consultation":
        parts["consultation_id"] = case.application.consultations.get(body__code="transport").pk
    route = next(route for route in routes() if route.name == name)
    assert client.get(route.url(**parts)).status_code == 200


def test_the_prosecutor_changes_nothing_anywhere(case):
    client = Client()
    client.force_login(person("prosecutor"))
    parts = _parts(case)
    before = case.application.state, case.application.events.count()
    answers = {route.name: client.post(route.url(**parts)).status_code for route in _case_routes()}
    assert {name: status for name, status in answers.items() if status not in (403, 404, 405)} == {}
    assert (case.application.state, case.application.events.count()) == before


def test_a_grant_opens_one_case_to_one_person_until_it_ends(case):
    from datetime import timedelta

    from django.utils import timezone

    reader, head = person("officer2"), person("head")
    client = Client()
    client.force_login(reader)
    address = f"/cases/{case.reference}/"
    assert client.get(address).status_code == 404
    now = timezone.now()
    grant = access.grant_access(
        application_id=case.pk,
        user_id=reader.pk,
        valid_from=now - timedelta(minutes=1),
        valid_until=now + timedelta(days=3),
        reason="Stands in for the officer.",
        by=head,
    )
    assert client.get(address).status_code == 200
    access.revoke_access(grant_id=grant.pk, by=head)
    assert client.get(address).status_code == 404


def test_a_deactivated_person_with_a_live_cookie_finds_nothing(case):
    client = Client()
    officer = person("officer")
    client.force_login(officer)
    address = f"/cases/{case.reference}/"
    assert client.get(address).status_code == 200
    officer.is_active = False
    officer.save()
    assert client.get(address).status_code in (302, 404)
