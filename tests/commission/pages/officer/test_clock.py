"""Why this date: who reads which clocks, what a question would do, corrections by the head."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from commission.ledger import AUTHORITY
from commission.models import ClockEntry, Consultation
from commission.services import clocks
from tests.cast import person
from tests.commission.pages.officer.conftest import filed, text_of


@pytest.fixture
def address(registered):
    return f"/cases/{registered.reference}/clock/"


def test_everybody_who_sees_a_deadline_may_ask_why_and_sees_no_more(as_, registered, address):
    for name in ("officer", "head", "prosecutor"):
        shown = text_of(as_(name).get(address))
        assert "Statutory total" in shown
        assert "Authority&#x27;s own time" in shown
        assert "Consulted body&#x27;s time: National security bodies" in shown
        assert "it begins on" in shown.lower()
    own = text_of(as_("applicant").get(f"/apply/{registered.reference}/clock/"))
    assert "Statutory total" in own
    # Public counters only, and nobody's name.
    assert "Authority" not in own
    assert "National security bodies" not in own
    assert person("officer").full_name not in own
    asked = Consultation.objects.get(application=registered.application, body__code="security")
    body = text_of(as_("security").get(f"/opinions/{asked.pk}/clock/"))
    assert "National security bodies" in body
    assert "Statutory total" not in body
    for name, hidden in (
        ("applicant2", f"/apply/{registered.reference}/clock/"),
        ("energy", f"/opinions/{asked.pk}/clock/"),
        ("security", address),
        ("applicant", address),
    ):
        assert as_(name).get(hidden).status_code == 404


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_words_are_in_the_readers_language(as_, address, language):
    browser = as_("officer")
    browser.cookies["django_language"] = language
    shown = text_of(browser.get(address))
    assert {"ru": "Общий срок по закону", "kk": "Заңдағы жалпы мерзім"}[language] in shown
    assert {"ru": "этот день не считается", "kk": "бұл күн саналмайды"}[language] in shown


def test_the_desk_sees_beforehand_what_a_question_would_do(as_, address):
    page = as_("officer").get(address, {"days": "7"})
    effects = {effect.name: effect for effect in page.context["preview"]}
    total = effects["Statutory total"]
    assert total.now == total.then
    own = effects["Authority's own time"]
    assert own.then > own.now
    assert "With 7 working days to answer" in text_of(page)
    assert "preview" not in as_("prosecutor").get(address).context
    # Garbage is answered with the value of policy.
    assert "With 10 working days to answer" in text_of(as_("officer").get(address, {"days": "x"}))


def test_the_head_corrects_an_entry_with_a_reason(as_, registered, address):
    entry = ClockEntry.objects.get(application=registered.application, counter="authority")
    correct = f"{address}{entry.pk}/correct/"
    today = timezone.localdate().strftime("%d.%m.%Y")
    assert as_("officer").get(correct).status_code == 404
    head = as_("head")
    assert correct in head.get(address).content.decode()
    assert correct not in as_("officer").get(address).content.decode()
    assert head.post(correct, {"on": today, "working_days": "40", "reason": ""}).status_code == 422
    answer = head.post(correct, {"on": today, "working_days": "40", "reason": "The budget was 40."})
    assert answer.status_code == 302
    shown = text_of(head.get(address))
    assert "corrected below" in shown
    assert "The budget was 40." in shown
    assert head.post(correct, {"on": today, "working_days": "41", "reason": "x"}).status_code == 409
    assert head.get(f"{address}999999/correct/").status_code == 404


def test_without_a_ground_there_is_nothing_to_move_the_total_with(as_, address):
    head = as_("head")
    assert "clock/total/" not in head.get(address).content.decode()
    answer = head.post(f"{address}total/", {"ground": "1", "reason": "x", "working_days": "5"})
    assert answer.status_code == 422
    assert as_("officer").get(f"{address}total/").status_code == 404


def test_the_database_refuses_a_changed_ledger_and_a_total_moved_without_an_act(registered):
    pk = registered.pk
    entry = ClockEntry.objects.filter(application_id=pk).first()

    def refused(statement, *parameters):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, parameters)
        except DatabaseError:
            return True
        return False

    assert refused("UPDATE commission_clockentry SET working_days = 90 WHERE id = %s", entry.pk)
    assert refused("DELETE FROM commission_clockentry WHERE id = %s", entry.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClockEntry.objects.create(
            application_id=pk,
            counter="total",
            movement="extension",
            on=entry.on,
            working_days=9,
            ground="policy",
        )


def test_pressing_counters_are_tags_on_the_work_list(as_, registered):
    clocks.stop(application_id=registered.pk, key=AUTHORITY, ground="policy", by=None)
    shown = text_of(as_("officer").get("/cases/"))
    assert "nearly gone" not in shown
    # A new term of one day is pressing at once: none of it is gone, but a body is reminded three days ahead.
    asked = Consultation.objects.filter(application=registered.application).first()
    key = clocks.Key("consultation", asked.pk, "agreement:1")
    clocks.start_counter(
        application_id=registered.pk, key=key, working_days=2, ground="agreement", by=person("officer")
    )
    assert "Consulted body&#x27;s time: nearly gone" in text_of(as_("officer").get("/cases/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_one_case_and_with_three(as_, django_assert_num_queries, number):
    roads = [filed(code).register() for code in ("SO-B-020", "SO-B-021", "SO-B-022")[:number]]
    browser, address = as_("officer"), f"/cases/{roads[0].reference}/clock/"
    browser.get(address)
    # Session, person, offices, case, ledger, calendar, exceptional days, policy values, consulted by whom it is read.
    with django_assert_num_queries(8):
        browser.get(address)
