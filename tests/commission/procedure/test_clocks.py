"""Working days, worked by hand on a printed calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commission.procedure.clocks import Calendar, standing

# March 2026: the 8th (Sunday) is Women's Day, so Monday the 9th is off; Nauryz 21-23, of which the 23rd is a Monday and
# the 24th and 25th (Tuesday, Wednesday) are off in exchange for the weekend days.
NAURYZ = Calendar.of(
    [
        (date(2026, 3, 9), False),
        (date(2026, 3, 23), False),
        (date(2026, 3, 24), False),
        (date(2026, 3, 25), False),
    ]
)


def test_day_zero_is_not_counted():
    # Friday 6 March; the first working day after it is Tuesday 10 March, because Monday is off.
    assert NAURYZ.add(date(2026, 3, 6), 1) == date(2026, 3, 10)


def test_ten_working_days_over_nauryz():
    # After 16 March (Monday): 17, 18, 19, 20 = 4; 23-25 off; 26, 27 = 6; 30, 31 March, 1, 2 April = 10.
    assert NAURYZ.add(date(2026, 3, 16), 10) == date(2026, 4, 2)


def test_a_transferred_working_saturday_counts():
    calendar = Calendar.of([(date(2026, 5, 8), False), (date(2026, 5, 16), True)])
    # After Thursday 7 May: Friday 8 off; 11-15 = 5 days; Saturday 16 works = 6; Monday 18 = 7.
    assert calendar.add(date(2026, 5, 7), 6) == date(2026, 5, 16)
    assert calendar.add(date(2026, 5, 7), 7) == date(2026, 5, 18)


def test_the_29th_of_february_is_a_day_like_any_other():
    # 2028-02-29 is a Tuesday; after Friday 25 February: Monday 28, Tuesday 29, Wednesday 1 March.
    assert Calendar().add(date(2028, 2, 25), 3) == date(2028, 3, 1)


def test_standing_counts_gone_and_left():
    # Term 1-12 June 2026: Monday 1 June is day zero; ten working days end on Monday 15 June.
    due_on = Calendar().add(date(2026, 6, 1), 10)
    assert due_on == date(2026, 6, 15)
    now = standing(Calendar(), start=date(2026, 6, 1), due_on=due_on, today=date(2026, 6, 9))
    assert (now.total, now.gone, now.left, now.overdue, now.share_gone) == (10, 6, 4, False, 60)
    late = standing(Calendar(), start=date(2026, 6, 1), due_on=due_on, today=date(2026, 6, 17))
    assert (late.left, late.overdue, late.share_gone) == (-2, True, 100)


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(
    start=DAYS, length=st.integers(0, 90), off=st.sets(DAYS, max_size=60), working=st.sets(DAYS, max_size=10)
)
def test_adding_agrees_with_walking_day_by_day(start, length, off, working):
    calendar = Calendar.of([(day, False) for day in off - working] + [(day, True) for day in working])
    day, left = start, length
    while left:
        day += timedelta(days=1)
        if day in working or (day.weekday() not in (5, 6) and day not in off):
            left -= 1
    assert calendar.add(start, length) == day
    assert calendar.between(start, day) == length
