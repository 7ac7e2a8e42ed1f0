"""The alerts' pages: who sees them, what they say, what their forms do and refuse."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commission.models import Alert, AlertStep
from commission.services.alerts import objects_of_interest, raise_alerts
from registry.models import JournalEntry, Party, StrategicObject
from tests.cast import Road
from tests.commission.pages.officer.conftest import text_of

LIST = reverse("officer:alerts")


@pytest.fixture
def raised(cast) -> Alert:
    """The television company above 20 %."""
    (alert,) = raise_alerts(object_ids=objects_of_interest(), as_of=timezone.localdate())
    return alert


def another(code: str, kind: str = "lots") -> Alert:
    return Alert.objects.create(
        object=StrategicObject.objects.get(code=code), company=Party.objects.get(key="SARYKEN"),
        holder=Party.objects.get(key="HUAOU"), subject="HUAOU", members=["HUAOU", "PACIFICORE"], kind=kind,
        limit="1/10", low="11/100", high="11/100", as_of=timezone.localdate(), check_id="scope", law_version="x",
        lots=[{"day": "2026-03-01", "share": "11/100", "holders": [{"party": "HUAOU", "en": "Hua", "ru": "", "kk": ""}],
               "sources": ["Contract 1"]}],
    )  # fmt: skip


def page(alert: Alert, name: str = "alert") -> str:
    return reverse(f"officer:{name}", args=[alert.pk])


def test_the_list_says_what_was_noticed_and_the_work_list_leads_there(as_, raised):
    assert f'href="{LIST}"' in as_("officer").get(reverse("officer:worklist")).content.decode()
    text = text_of(as_("officer").get(LIST))
    assert raised.reference in text
    assert "SO-B-022" in text
    assert "27" in text


@pytest.mark.parametrize("codes", [[], ["SO-B-023", "SO-B-024"]])
def test_the_list_costs_the_same_for_one_row_and_for_three(as_, raised, codes):
    for code in codes:
        another(code)
    browser = as_("officer")
    browser.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = browser.get(LIST)
    assert len(response.context["rows"]) == 1 + len(codes)
    # Session, person, offices, alerts.
    assert len(queries) == 4


def test_filters_and_pages(as_, raised, monkeypatch):
    monkeypatch.setattr("commission.queries.PAGE", 1)
    second = another("SO-B-023")
    officer = as_("officer")

    def shown(**query):
        return [row.alert for row in officer.get(LIST, query).context["rows"]]

    assert shown() == [second]
    first = officer.get(LIST)
    assert first.context["next_url"] == f"?after={second.pk}"
    older = officer.get(LIST, {"after": second.pk})
    assert [row.alert for row in older.context["rows"]] == [raised]
    assert shown(before=raised.pk) == [second]
    assert shown(kind="limit") == [raised]
    assert shown(state="closed") == []
    assert shown(state="nonsense", after="x") == [second]


def test_one_alert_shows_figures_chains_and_what_it_rests_on(as_, raised):
    text = text_of(as_("officer").get(page(raised)))
    for words in ("27", "20", "NSL 23(6)(3)", "Nordic Broadcast", "as long as holdings are recorded"):
        assert words in text
    assert "Take the alert" in text


def test_lots_are_listed_with_day_share_and_document(as_, raised):
    text = text_of(as_("officer").get(page(another("SO-B-023"))))
    for words in ("01.03.2026", "11", "Contract 1", "lots add up (policy)", "PACIFICORE"):
        assert words in text


def test_taking_twice_with_one_key_is_one_step_and_a_second_officer_is_told_who_was_first(as_, raised):
    officer = as_("officer")
    for _ in range(2):
        assert officer.post(page(raised, "take_alert"), {"key": "same"}).status_code == 302
    assert AlertStep.objects.count() == 1
    refused = as_("officer2").post(page(raised, "take_alert"), {"key": "other"})
    assert refused.status_code == 409
    assert "has taken this alert already" in text_of(refused)


def test_closing_asks_for_a_reason_and_for_a_case_where_one_deals_with_it(as_, raised):
    road = Road.draft("SO-B-020")
    officer = as_("officer")
    officer.post(page(raised, "take_alert"))
    address = page(raised, "close_alert")
    assert officer.post(address, {}).status_code == 422
    missing = officer.post(address, {"reason": "case"})
    assert missing.status_code == 409
    assert "Name the case" in text_of(missing)
    assert officer.post(address, {"reason": "case", "case": road.pk}).status_code == 422
    assert (
        officer.post(address, {"reason": "exempt", "text": "On the exchange", "key": "k"}).status_code == 302
    )
    raised.refresh_from_db()
    assert raised.state == "closed"
    assert "On the exchange" in text_of(officer.get(page(raised)))
    assert officer.get(page(raised, "reopen_alert")).status_code == 404
    head = as_("head")
    assert head.post(page(raised, "reopen_alert"), {"text": ""}).status_code == 422
    assert head.post(page(raised, "reopen_alert"), {"text": "Not all of it"}).status_code == 302
    raised.refresh_from_db()
    assert raised.state == "open"


def test_whoever_has_not_taken_it_cannot_close_it(as_, raised):
    assert as_("officer").get(page(raised, "close_alert")).status_code == 403
    assert as_("officer").post(page(raised, "give_back_alert")).status_code in (403, 409)


@pytest.mark.parametrize("username", ["applicant", "secretary", "member1", "government", "keeper", "auditor"])
def test_alerts_do_not_exist_for_others(as_, raised, username):
    browser = as_(username)
    assert [browser.get(address).status_code for address in (LIST, page(raised), page(raised, "close_alert"))] == [
        404, 404, 404,
    ]  # fmt: skip
    assert browser.post(page(raised, "take_alert")).status_code == 404


def test_a_prosecutor_reads_leaves_a_trace_and_changes_nothing(as_, raised):
    prosecutor = as_("prosecutor")
    assert raised.reference in text_of(prosecutor.get(LIST))
    text = text_of(prosecutor.get(page(raised)))
    assert "Take the alert" not in text
    assert JournalEntry.objects.filter(act="alert.read", subject=raised.reference).count() == 1
    assert prosecutor.post(page(raised, "take_alert")).status_code == 404


def test_an_alert_that_does_not_exist_is_404(as_, raised):
    assert as_("officer").get(reverse("officer:alert", args=[raised.pk + 1])).status_code == 404
    assert raised.limit_share == Fraction(1, 5)
