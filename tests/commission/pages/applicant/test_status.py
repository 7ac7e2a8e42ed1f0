"""The page of a filed application: plain words, the clock, the facts, the decision; nothing of the authority's own."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone

from commission.demonstration import registry_party
from commission.models import Application, Opinion, Report
from commission.pages.applicant.status import clock
from commission.pages.applicant.words import EVENT_WORDS, PART_NAMES, STATE_WORDS
from commission.pages.document_names import DOCUMENT_NAMES
from commission.procedure.package import CODES, Part
from commission.services.applications import PartyData, add_holder, give_declaration
from commission.services.defects import return_application
from commission.services.registration import take_step
from commission.states import Motion, State
from commission.workflow import VERBS, Words
from tests.cast import Road, lacks, load_cast, person

CANARY = "CANARY-7f3a"


@pytest.fixture
def road(db, client):
    """SO-B-025: a Luxembourg fund buys 10 % of an operator of which foreigners hold 42 %."""
    load_cast()
    client.force_login(person("applicant"))
    return Road.draft("SO-B-025", acquirer=registry_party("EURASFIBRE")).submit()


def main(page):
    """What is between the frame's header and footer."""
    return page.partition("<main")[2].partition("</main>")[0]


def shown(client, road):
    answer = client.get(f"/apply/{road.reference}/")
    assert answer.status_code == 200
    return answer, answer.content.decode()


def test_every_state_verb_part_and_document_has_words():
    assert STATE_WORDS.keys() == set(State)
    assert EVENT_WORDS.keys() == set(VERBS)
    assert PART_NAMES.keys() == set(Part)
    assert set(CODES) <= DOCUMENT_NAMES.keys()


def test_what_came_back_says_what_is_to_be_corrected_and_can_be_changed(client, road):
    return_application(application_id=road.pk, by=person("head"), defects=lacks("The contract has no date."))
    answer, page = shown(client, road)
    assert "The contract has no date." in page
    assert "What is to be corrected" in page
    assert [task.progress for task in answer.context["tasks"]].count("done") == 6
    assert (
        client.post(f"/apply/{road.reference}/transaction/", {"kind": "gift", "share": "5"}).status_code
        == 302
    )


def test_the_clock_counts_working_days_from_day_zero(road):
    road.register()
    application = road.application
    # 22.02.2027 to 05.03.2027 are two weeks from Monday to Friday without a holiday; day zero is not counted.
    application.t0, application.due_on = date(2027, 2, 19), date(2027, 5, 21)
    assert (
        clock(application, date(2027, 3, 5)).words
        == f"Day 10 of {clock(application, date(2027, 3, 5)).total} working days"
    )
    assert clock(application, date(2027, 2, 19)).day == 0


def test_a_term_that_has_ended_says_what_that_means(client, road):
    road.register()
    Application.objects.filter(pk=road.pk).update(t0=date(2025, 2, 3), due_on=date(2025, 5, 2))
    _, page = shown(client, road)
    assert "That neither grants nor refuses the permission" in page


def test_the_facts_are_shown_as_shares_without_any_judgement(client, road):
    road.register().examine()
    take_step(application_id=road.pk, verb="show_facts", by=person("officer"), words=Words(note=CANARY))
    answer, page = shown(client, road)
    # Before: 42 % foreign. The fund buys 10 % of all votes: 42 + 10 = 52 %.
    bars = {figures.basis: [bar.minimum for bar in figures.bars] for figures in answer.context["shown"]}
    assert bars == {"NSL 22(3)": [Fraction(13, 25)] * 2, "NSL 23(6)(7)": [Fraction(13, 25)] * 2}
    assert "52\u00a0%" in page
    facts = {line["code"]: line["words"] for line in answer.context["facts_shown"]}
    named = "Eurasian Fibre Fund S.a r.l. (fictional) · legal entity · Luxembourg"
    assert facts["party:acquirer"] == f"Acquirer: {named}"
    words = main(page).lower()
    for word in (CANARY, "violation", "49\u00a0%", "limit", "prohibition", "attention", "undetermined"):
        assert word.lower() not in words


def test_the_facts_are_gone_when_the_review_continues(client, road):
    road.register().examine()
    why = Words(note="Of another case.")
    for verb in ("show_facts", "withdraw_facts"):
        take_step(application_id=road.pk, verb=verb, by=person("officer"), words=why)
    answer, page = shown(client, road)
    assert answer.context["shown"] is None
    assert "The facts had been shown by mistake" in page
    assert "Of another case." in page


@pytest.fixture
def decided(road):
    """Permitted with conditions, with something secret in every field of the authority's side."""
    road.register().examine().answer_all()
    Opinion.objects.update(reasons=CANARY)
    road.report(Motion.GRANT_WITH_CONDITIONS, conditions="Keep the control centre in Kazakhstan.")
    Report.objects.update(text=CANARY)
    road.put_on_agenda().open_vote().vote().recommend()
    return road.decide(
        Motion.GRANT_WITH_CONDITIONS,
        conditions=("Keep the control centre in Kazakhstan.",),
        internal_reasons=CANARY,
    )


def test_the_decision_stands_with_its_decree_its_conditions_and_its_text(client, decided):
    _, page = shown(client, decided)
    for word in (
        "Decree No. 15 of",
        "Keep the control centre in Kazakhstan.",
        "Рұқсат берілсін.",
        "Выдать разрешение.",
    ):
        assert word in page


def test_nothing_of_the_authoritys_own_side_is_on_the_page(client, decided):
    _, page = shown(client, decided)
    officials = [
        person(name).get_full_name() for name in ("officer", "head", "secretary", "chair", "government")
    ]
    for word in (CANARY, "By letter.", "no objection", *officials):
        assert word not in page


def test_opening_the_notice_begins_the_period_for_an_appeal(client, decided):
    base = f"/apply/{decided.reference}/"
    assert decided.application.decision.first_read_at is None
    # Whoever follows the address, a program that looks ahead for instance, neither has it nor proves anything.
    assert client.get(f"{base}notice/").status_code == 302
    assert decided.application.decision.first_read_at is None
    answer = client.post(f"{base}notice/", follow=True)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    decision = decided.application.decision
    assert decision.appeal_until == timezone.localdate() + timedelta(days=30)
    client.get(f"{base}notice/")
    assert decided.application.decision.first_read_at == decision.first_read_at
    assert "First proof: opened on the application&#x27;s page." in shown(client, decided)[1]


def test_there_is_no_notice_before_a_decision(client, road):
    assert client.get(f"/apply/{road.reference}/notice/").status_code == 404


# Session, person, offices; the application; its parties, holdings, documents, events, powers of attorney, compartments;
# the calendar; the defects.
QUERIES = 12


@pytest.mark.parametrize("holders", [1, 3])
def test_the_page_costs_the_same_for_one_holder_and_three(client, road, holders, django_assert_num_queries):
    return_application(application_id=road.pk, by=person("head"), defects=lacks("Say who stands behind."))
    company = road.application.declared_parties.get(role="acquirer")
    for number in range(holders):
        data = PartyData(kind="individual", name=f"Holder {number}")
        share = Fraction(1, 10)
        add_holder(
            application_id=road.pk,
            by=person("applicant"),
            company_id=company.pk,
            data=data,
            low=share,
            high=share,
        )
    give_declaration(application_id=road.pk, by=person("applicant"))
    road.submit().register()
    with django_assert_num_queries(QUERIES):
        shown(client, road)
