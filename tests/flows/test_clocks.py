"""The clock ledger of whole stories under frozen time; each date is worked by hand on the calendar below.

Working days of spring 2026 (Monday to Friday, less 9, 23, 24, 25 March, 1, 7 and 11 May), counted from day zero,
Monday 2 March:

    March   3  4  5  6 | 10 11 12 13 | 16 17 18 19 20 | 26 27 | 30 31        =  1..17
    April   1  2  3 | 6-10 | 13-17 | 20-24 | 27 28 29 30                     = 18..39
    May     4  5  6  8 | 12 13 14 15 | 18-22 | 25-29                         = 40..57
    June    1  2  3                                                          = 58..60
"""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from commission import ledger
from commission.ledger import AUTHORITY, TOTAL, Key
from commission.models import ClockEntry, Consultation, Job, PolicyValue, Reminder
from commission.pages.officer import why
from commission.services import applications, clocks, policies, registration
from commission.services.policies import GroundData
from commission.services.reminders import plan
from commission.states import Counter, State
from commission.workflow import CannotProceed, NotAllowed, Words
from registry.models import CalendarDay
from tests.cast import Road, person
from tests.commission.pages.officer.conftest import inspected

pytestmark = pytest.mark.usefixtures("cast")

OFF = [date(2026, 3, 9), date(2026, 3, 23), date(2026, 3, 24), date(2026, 3, 25)]
OFF += [date(2026, 5, 1), date(2026, 5, 7), date(2026, 5, 11)]


def at(month, day, hour=6):
    """A moment of 2026; 06:00 in Greenwich is 11:00 in Astana."""
    return time_machine.travel(datetime(2026, month, day, hour, tzinfo=UTC), tick=False)


@pytest.fixture
def road(cast):
    """Registered at half past midnight on 2 March in Astana, when it is still 1 March in Greenwich."""
    CalendarDay.objects.all().delete()
    CalendarDay.objects.bulk_create([CalendarDay(day=day, name="off") for day in OFF])
    with time_machine.travel(datetime(2026, 3, 1, 19, 30, tzinfo=UTC), tick=False):
        return inspected(Road.draft()).submit().register()


def browser(username):
    client = Client()
    client.force_login(person(username))
    return client


def due(road):
    """Every counter's last day that the ledger gives, by its name; None while it is paused."""
    counted = ledger.counts(ClockEntry.objects.filter(application_id=road.pk).order_by("pk"))
    days = ledger.calendar(date(2026, 3, 2))
    return {key: one.due_on(days) for key, one in counted.items()}


def show(road):
    """Print the story's ledger, as the page has it."""
    for row in why.table(why.entries_of(road.application)):
        print(
            f"{row['on']:%d.%m.%Y} {row['counter']} {row['movement']} {row['working_days'] or ''} {row['ground']}"
        )


def security(road):
    return Key(
        Counter.CONSULTATION, Consultation.objects.get(application_id=road.pk, body__code="security").pk
    )


def test_the_first_day_is_that_of_astana_and_the_total_ends_on_the_60th(road):
    assert road.application.t0 == date(2026, 3, 2)
    assert road.application.due_on == date(2026, 6, 3)
    # 45 = 13 May; the tenth working day for the bodies = 17 March... counted: 3 4 5 6 10 11 12 13 16 17.
    assert due(road)[AUTHORITY] == date(2026, 5, 13)
    assert due(road)[security(road)] == date(2026, 3, 17)
    assert Consultation.objects.get(pk=security(road).consultation_id).due_on == date(2026, 3, 17)
    show(road)


def test_a_question_stops_internal_counters_and_never_the_total(road):
    with at(3, 10):
        clocks.ask_applicant(application_id=road.pk, request_id=1, working_days=10, by=person("officer"))
        # 11 12 13 16 17 18 19 20 26 27 = 10.
        assert due(road)[clocks.request_run(1)] == date(2026, 3, 27)
        assert due(road)[TOTAL] == date(2026, 6, 3)
        assert due(road)[AUTHORITY] is None
        assert due(road)[security(road)] is None
    with at(3, 18):
        clocks.applicant_answered(application_id=road.pk, request_id=1, by=person("officer"))
    # Lost: 11 12 13 16 17 18 = 6 days. 13 May + 6: 14 15 18 19 20 21.
    assert due(road)[AUTHORITY] == date(2026, 5, 21)
    # 3 4 5 6 10 = 5 gone; 19 20 26 27 30 = 10.
    assert due(road)[security(road)] == date(2026, 3, 30)
    assert Consultation.objects.get(pk=security(road).consultation_id).due_on == date(2026, 3, 30)
    assert due(road)[TOTAL] == road.application.due_on == date(2026, 6, 3)
    with pytest.raises(CannotProceed, match="This clock has ended"):
        clocks.applicant_answered(application_id=road.pk, request_id=1, by=person("officer"))
    show(road)


def test_a_preview_says_beforehand_what_then_happens(road):
    with at(3, 10):
        today, entries = date(2026, 3, 10), why.entries_of(road.application)
        days = ledger.calendar(today)
        told = why.tell(entries, days, today)
        effects = {effect.name: effect for effect in why.preview(entries, told, days, today, 6)}
    # Six days to answer: 11 12 13 16 17 18. The same dates as in the story above.
    assert effects["Statutory total"].then == effects["Statutory total"].now == date(2026, 6, 3)
    assert effects["Authority's own time"].now == date(2026, 5, 13)
    assert effects["Authority's own time"].then == date(2026, 5, 21)
    assert effects["Applicant's time (request for information)"].then == date(2026, 3, 18)
    assert ClockEntry.objects.filter(application_id=road.pk, movement="pause").count() == 0


def test_the_total_moves_only_on_a_ground_that_cites_an_act_and_two_persons_have_confirmed(road):
    head, admin = person("head"), person("admin")
    with pytest.raises(CannotProceed, match="cites an act"):
        clocks.extend(application_id=road.pk, key=TOTAL, working_days=5, ground="policy", by=head)
    data = GroundData(
        movement="extension", act="Law of 01.01.2026 No. 1", article="art. 5", name_en="Expertise",
        name_ru="Экспертиза", name_kk="Сараптама", valid_from=date(2026, 3, 1), most_working_days=5,
    )  # fmt: skip
    with at(3, 10):
        ground = policies.propose_ground(by=head, data=data, reason="Order 3.")
        with pytest.raises(CannotProceed, match="in force"):
            clocks.move_total(
                application_id=road.pk, ground_id=ground.pk, by=head, reason="x", working_days=5
            )
        with pytest.raises(CannotProceed, match="Another person"):
            policies.confirm_ground(row_id=ground.pk, by=head)
        policies.confirm_ground(row_id=ground.pk, by=admin)
        with pytest.raises(NotAllowed):
            clocks.move_total(
                application_id=road.pk, ground_id=ground.pk, by=person("officer"), reason="x", working_days=5
            )
        with pytest.raises(CannotProceed, match="that the act allows"):
            clocks.move_total(
                application_id=road.pk, ground_id=ground.pk, by=head, reason="x", working_days=6
            )
        clocks.move_total(application_id=road.pk, ground_id=ground.pk, by=head, reason="x", working_days=5)
    # 60 + 5: 4 5 8 9 10 June.
    assert road.application.due_on == date(2026, 6, 10)
    assert "Law of 01.01.2026 No. 1, art. 5" in why.table(why.entries_of(road.application))[-1]["ground"]


def test_a_correction_appends_and_moves_what_rests_on_it(road):
    head = person("head")
    start = ClockEntry.objects.get(application_id=road.pk, counter="total")
    with at(3, 12):
        with pytest.raises(NotAllowed):
            clocks.correct_entry(
                application_id=road.pk, entry_id=start.pk, by=person("officer"), reason="x",
                on=date(2026, 3, 3), working_days=60,
            )  # fmt: skip
        with pytest.raises(CannotProceed, match="set by law"):
            clocks.correct_entry(
                application_id=road.pk, entry_id=start.pk, by=head, reason="x", on=date(2026, 3, 3),
                working_days=59,
            )  # fmt: skip
        clocks.correct_entry(
            application_id=road.pk, entry_id=start.pk, by=head, reason="The valuation came on the 3rd.",
            on=date(2026, 3, 3), working_days=60,
        )  # fmt: skip
        with pytest.raises(CannotProceed, match="already been corrected"):
            clocks.correct_entry(
                application_id=road.pk, entry_id=start.pk, by=head, reason="x", on=date(2026, 3, 4),
                working_days=60,
            )  # fmt: skip
    # One day later: 4 June.
    assert (road.application.t0, road.application.due_on) == (date(2026, 3, 3), date(2026, 6, 4))
    rows = [row for row in why.table(why.entries_of(road.application)) if row["counter"] == "Statutory total"]
    assert [(row["on"], row["corrected"]) for row in rows] == [
        (date(2026, 3, 2), True),
        (date(2026, 3, 3), False),
    ]


def test_a_value_confirmed_later_moves_no_term_that_runs(road):
    with at(3, 3):
        row = policies.propose_value(
            by=person("head"),
            key="consultation_days",
            value="20",
            valid_from=date(2026, 3, 3),
            reason="Order.",
        )
        with pytest.raises(CannotProceed, match="Another person"):
            policies.confirm_value(row_id=row.pk, by=person("head"))
        policies.confirm_value(row_id=row.pk, by=person("admin"))
        with pytest.raises(CannotProceed, match="already been confirmed"):
            policies.confirm_value(row_id=row.pk, by=person("admin"))
        with pytest.raises(CannotProceed, match="in the past"):
            policies.propose_value(
                by=person("head"), key="appeal_days", value="20", valid_from=date(2026, 3, 2), reason="x"
            )
        with pytest.raises(CannotProceed, match="from 1 to 45"):
            policies.propose_value(
                by=person("head"),
                key="consultation_days",
                value="46",
                valid_from=date(2026, 3, 4),
                reason="x",
            )
        with pytest.raises(NotAllowed):
            policies.confirm_value(row_id=row.pk, by=person("officer"))
        assert due(road)[security(road)] == date(2026, 3, 17)
        other = inspected(Road.draft()).submit().register()
    # 4 5 6 10 11 12 13 16 17 18 19 20 26 27 30 31 1 2 3 6 = 20 working days after 3 March.
    assert due(other)[security(other)] == date(2026, 4, 6)
    assert PolicyValue.objects.get().confirmed_by == person("admin")


def told():
    return sorted(set(Reminder.objects.values_list("counter", "level", "due_on")))


def test_reminders_come_once_a_period_and_follow_the_ledger(road):
    bodies = Consultation.objects.filter(application_id=road.pk).count()
    with at(3, 11):
        assert plan() == 0
    with at(3, 12):
        # Left of ten: 13 16 17 = 3.
        assert plan() == bodies
        assert plan() == 0
        mail.outbox.clear()
        road.work()
        assert plan() == 0
        road.work()
        assert told() == [("consultation", "soon", date(2026, 3, 17))]
        assert Reminder.objects.count() == bodies
        to = {address for letter in mail.outbox for address in letter.to}
        assert "security@demo.example" in to
        assert "officer@demo.example" not in to
        first = len(mail.outbox)
        # The question pauses the bodies' time: nothing more is said while it is open.
        clocks.ask_applicant(application_id=road.pk, request_id=1, working_days=10, by=person("officer"))
    with at(3, 18):
        assert plan() == 0
        clocks.applicant_answered(application_id=road.pk, request_id=1, by=person("officer"))
    # Gone 3 4 5 6 10 11 12 = 7; 19 20 26 = 10. The day that is new is a new period.
    assert due(road)[security(road)] == date(2026, 3, 26)
    with at(3, 27):
        assert plan() == bodies
        road.work()
    assert told() == [
        ("consultation", "overdue", date(2026, 3, 26)),
        ("consultation", "soon", date(2026, 3, 17)),
    ]
    late = [
        letter for letter in mail.outbox[first:] if "has ended" in letter.subject or "истёк" in letter.subject
    ]
    assert {"officer@demo.example", "head@demo.example", "security@demo.example"} <= {
        address for letter in late for address in letter.to
    }
    assert "applicant@demo.example" not in {address for letter in late for address in letter.to}


def test_a_job_that_comes_too_late_reminds_nobody(road):
    with at(3, 12):
        plan()
        Consultation.objects.filter(application_id=road.pk).first()
        clocks.ask_applicant(application_id=road.pk, request_id=1, working_days=10, by=person("officer"))
        road.work()
    assert Reminder.objects.count() == 0
    assert set(Job.objects.filter(kind="reminder").values_list("state", flat=True)) == {"done"}


def test_an_overdue_total_is_told_to_applicant_head_and_prosecutor_and_decides_nothing(road):
    with at(6, 3):
        plan()
        road.work()
        mail.outbox.clear()
    with at(6, 4):
        plan()
        road.work()
        assert plan() == 0
        assert "1 working day overdue" in browser("prosecutor").get("/oversight/").content.decode()
        assert "1 working day overdue" in browser("head").get("/cases/").content.decode()
        own = browser("applicant").get(f"/apply/{road.reference}/").content.decode()
        assert "neither grants nor refuses" in own
    to = {address for letter in mail.outbox for address in letter.to}
    assert {"applicant@demo.example", "head@demo.example", "prosecutor@demo.example"} <= to
    assert Reminder.objects.filter(counter="total").order_by("pk").values_list("level", flat=True)[0] == "due"
    assert Reminder.objects.filter(counter="total", level="overdue").count() == 1
    assert road.application.state == State.REGISTERED


def test_a_transfer_entered_later_moves_the_last_day(road):
    # 4 May becomes a day off, Saturday 16 May is worked instead: before 3 June nothing is gained or lost, but if only
    # the day off is known the 60th is 4 June.
    CalendarDay.objects.create(day=date(2026, 5, 4), name="off")
    with at(3, 12):
        plan()
    assert road.application.due_on == date(2026, 6, 4)
    CalendarDay.objects.create(day=date(2026, 5, 16), name="worked", is_working=True)
    with at(3, 12):
        plan()
    assert road.application.due_on == date(2026, 6, 3)


def test_remarks_on_the_facts_are_the_applicants_time_within_the_total(road):
    with at(3, 19):
        registration.take_step(application_id=road.pk, verb="examine", by=person("officer"), words=Words())
        registration.take_step(application_id=road.pk, verb="show_facts", by=person("officer"), words=Words())
        run = next(key for key in due(road) if key.run.startswith("facts:"))
        # 20 26 27 30 31 = 5.
        assert due(road)[run] == date(2026, 3, 31)
        assert due(road)[TOTAL] == date(2026, 6, 3)
    with at(4, 1):
        registration.take_step(
            application_id=road.pk, verb="take_back_facts", by=person("officer"), words=Words()
        )
    counted = ledger.counts(ClockEntry.objects.filter(application_id=road.pk).order_by("pk"))[run]
    assert counted.stopped_on == date(2026, 4, 1)


def test_a_withdrawal_ends_every_counter(road):
    with at(3, 12):
        applications.withdraw_application(application_id=road.pk, by=person("applicant"), reason="No deal.")
        assert timezone.localdate() == date(2026, 3, 12)
    counted = ledger.counts(ClockEntry.objects.filter(application_id=road.pk).order_by("pk"))
    assert {one.stopped_on for one in counted.values()} == {date(2026, 3, 12)}
    with at(6, 30):
        assert plan() == 0
    show(road)
