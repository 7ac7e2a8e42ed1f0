"""The working-day calendar that is seeded, against days known from the acts."""

from datetime import date, timedelta

import pytest

from registry.holidays import exceptional_days
from registry.models import CalendarDay, JournalEntry
from registry.services import remove_row, save_calendar_day, seed_calendar


def exceptions(year: int) -> dict[date, bool]:
    return {each.day: each.is_working for each in exceptional_days(year, year)}


def test_only_days_that_differ_from_their_weekday_are_exceptions():
    for day, is_working in exceptions(2024).items():
        assert is_working != (day.weekday() < 5)


def test_a_holiday_on_a_weekend_moves_to_the_next_working_day():
    # 6 July 2024, Capital Day, was a Saturday: Monday the 8th was off. Kurban Ait, Sunday 16 June, moved nothing.
    days = exceptions(2024)
    assert days[date(2024, 7, 8)] is False
    assert date(2024, 7, 6) not in days
    assert date(2024, 6, 17) not in days


def test_a_transferred_day_makes_a_working_saturday():
    # 2024: rest moved from Saturday 4 May to Wednesday 8 May.
    days = exceptions(2024)
    assert (days[date(2024, 5, 4)], days[date(2024, 5, 8)]) == (True, False)


def test_a_swap_of_two_weekdays_is_understood():
    # 2020: Victory Day fell on a Saturday; its day off, Monday 11 May, was worked and Friday 8 May was off instead.
    days = exceptions(2020)
    assert days[date(2020, 5, 8)] is False
    assert date(2020, 5, 11) not in days


def test_2024_had_249_working_days():
    # 262 weekdays; 14 of them off: 1, 2 January; 8, 21, 22, 25 March; 1, 7, 8, 9 May; 8 July; 30 August; 25 October;
    # 16 December. One working Saturday, 4 May: 262 - 14 + 1 = 249.
    days = exceptions(2024)
    every = [date(2024, 1, 1) + timedelta(n) for n in range(366)]
    assert sum(days.get(day, day.weekday() < 5) for day in every) == 249


def test_every_exception_has_a_name_in_three_languages():
    assert [each for each in exceptional_days() if not all(each.names)] == []


def test_an_estimated_day_says_so():
    sources = {each.day: each.source for each in exceptional_days(2026, 2026)}
    assert "estimated" in sources[date(2026, 5, 27)]
    assert "confirmed against the act" in sources[date(2026, 1, 1)]


@pytest.mark.django_db
def test_seeding_twice_adds_nothing_the_second_time():
    added = seed_calendar(first_year=2024, last_year=2024)
    assert added == CalendarDay.objects.count() == len(exceptions(2024))
    assert seed_calendar(first_year=2024, last_year=2024) == 0
    assert JournalEntry.objects.get(act="calendar_seeded")


@pytest.mark.django_db
def test_what_a_keeper_changed_or_removed_stays_so():
    seed_calendar(first_year=2024, last_year=2024)
    changed, removed = CalendarDay.objects.get(day="2024-05-04"), CalendarDay.objects.get(day="2024-05-08")
    changed.is_working = False
    save_calendar_day(day=changed, by=None, document="Government act No. 1")
    remove_row(row=removed, by=None, document="Government act No. 1")
    assert seed_calendar(first_year=2024, last_year=2024) == 0
    assert CalendarDay.objects.get(day="2024-05-04").is_working is False
    assert not CalendarDay.objects.filter(day="2024-05-08").exists()
