"""`manage.py seed --office`: a small office of the past, made once for all tests of this module."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from commission.models import (
    Alert,
    Appeal,
    Application,
    Condition,
    Event,
    Inquiry,
    Job,
    ProsecutorAct,
    Repetition,
    Session,
    Vote,
)
from commission.procedure.clocks import Calendar
from commission.seeding import plans
from registry.journal.verifying import verify
from registry.models import Absence, Appointment, CalendarDay, JournalEntry
from tests.lasting import laid_out

# Thursday 26 November 2026, noon in Astana.
PRESENT = datetime(2026, 11, 26, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """What the command said while it made an office of fourteen cases."""
    with laid_out(django_db_blocker), time_machine.travel(PRESENT, tick=False):
        out, err = StringIO(), StringIO()
        call_command("seed", office=True, cases=14, seed=1, stdout=out, stderr=err)
        assert err.getvalue() == ""  # nothing stood in the way of any case
        yield out.getvalue()


@pytest.fixture
def office(told, db):
    with time_machine.travel(PRESENT, tick=False):
        yield


def test_fourteen_cases_stand_where_today_finds_them_with_those_that_follow(office, told):
    states = Counter(Application.objects.values_list("state", flat=True))
    # One is repeated by its applicant, one carried on after an appeal.
    assert sum(states.values()) == 16
    reached = {"draft", "under_review", "awaiting_conclusion", "in_monitoring", "closed", "lapsed"}
    assert reached | {"withdrawn", "not_required", "annulled"} <= set(states), states
    assert states["submitted"] + states["registered"] >= 1
    assert "16 cases in" in told
    assert "the journal holds" in told


def test_the_other_regime_an_appeal_and_a_repeat_are_among_them(office):
    sectoral = Application.objects.get(regime="R2")
    # Whoever buys is declared down to the ultimate buyer, or an individual, or of the registry.
    assert sectoral.declared_holdings.exists()
    assert sectoral.sectoral_opinions.get().agreements.filter(agrees=True).exists()
    assert sectoral.decision.outcome == "grant_with_conditions"
    upheld = Appeal.objects.get(outcome="upheld")
    assert upheld.decision.application.state == "annulled"
    assert upheld.new_case.officer == upheld.decision.application.officer
    repeated = Repetition.objects.get()
    assert (repeated.parent.state, repeated.parent.pk < repeated.application_id) == ("withdrawn", True)


def test_the_office_is_supervised_notified_and_away_now_and_then(office):
    acts = ProsecutorAct.objects.all()
    assert acts.filter(answered_at__isnull=False).exists()
    assert {act.application.state == "draft" for act in acts.select_related("application")} == {False}
    assert Absence.objects.count() >= 15
    # Whoever is away makes no move: the substitute does.
    for away in Absence.objects.all():
        days = (away.first_day + timedelta(days=1), away.last_day)
        assert not Event.objects.filter(by_id=away.person_id, at__date__range=days).exists()
    assert {reference[:2] for reference in Inquiry.objects.values_list("reference", flat=True)} == {
        "N-",
        "I-",
    }


def test_the_journal_holds_and_follows_the_days(office):
    assert verify() == []
    moments = list(JournalEntry.objects.order_by("seq").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] <= PRESENT
    assert (PRESENT - moments[0]).days == 744  # two years and a fortnight for the house


def test_nothing_lies_in_the_future_and_nobody_works_on_a_day_off(office):
    days = Calendar.of(CalendarDay.objects.values_list("day", "is_working"))
    worked = [timezone.localdate(event.at) for event in Event.objects.filter(by__isnull=False)]
    worked += [timezone.localdate(session.starts_at) for session in Session.objects.all()]
    worked += [timezone.localdate(vote.at) for vote in Vote.objects.all()]
    assert len(worked) > 100
    assert [day for day in worked if not days.is_working(day)] == []
    assert not Event.objects.filter(at__gt=PRESENT).exists()
    assert not Job.objects.filter(state="dead").exists()
    # What waits is for days to come: the term of a permission, if anything.
    assert not Job.objects.filter(state="waiting", run_after__lte=PRESENT).exists()


def test_an_office_has_officers_conditions_sessions_and_alerts(office):
    assert Appointment.objects.filter(role="officer").count() == 4
    assert Application.objects.filter(officer__isnull=False).values("officer").distinct().count() >= 2
    assert Condition.objects.filter(released_at__isnull=False).exists()
    # Of those that reached the Commission few are near each other in time; an empty session is not called.
    assert 3 <= Session.objects.filter(closed_at__isnull=False).count() <= 9
    assert Alert.objects.exists()


def test_a_second_office_is_refused_and_writes_nothing(office):
    before = JournalEntry.objects.count()
    with pytest.raises(CommandError, match="holds cases or people already"):
        call_command("seed", office=True, cases=14, seed=1)
    assert JournalEntry.objects.count() == before
    assert timezone.now() == PRESENT


def test_a_production_system_is_never_seeded(db, settings):
    settings.PRODUCTION, before = True, Application.objects.count()
    with pytest.raises(CommandError, match="never loaded into a production system"):
        call_command("seed", office=True)
    assert Application.objects.count() == before


def test_the_seed_alone_decides_the_plans():
    def drawn(seed):
        codes = {"SO-B-013": False, "SO-B-020": True}
        first, today = datetime(2024, 11, 20).date(), PRESENT.date()
        return plans.plans(40, seed=seed, first=first, today=today, codes=codes)

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert Counter(plan.regime for plan in drawn(1)).most_common(1)[0][0] == "R1"
    assert {plan.fate for plan in drawn(1)} >= {plans.Fate.GRANTED, plans.Fate.REFUSED, plans.Fate.WITHDRAWN}
