"""The track of the priority right: what may follow what, and terms of months."""

from datetime import date

import pytest

from commission.procedure.clocks import Calendar
from commission.procedure.priority import Move, Stage, clock_runs, is_settled, moves, working_days_of


@pytest.mark.parametrize(
    ("stage", "exercises", "open_moves"),
    [
        (Stage.OPENED, None, [Move.RECOMMEND, Move.WITHDRAW]),
        (Stage.RECOMMENDED, None, [Move.DECIDE, Move.WITHDRAW]),
        (Stage.DECIDED, True, [Move.NOTIFY, Move.WITHDRAW]),
        (Stage.DECIDED, False, [Move.NOTIFY, Move.WITHDRAW]),
        (Stage.NOTIFIED, True, [Move.CONTRACT, Move.WITHDRAW, Move.EXPIRE]),
        (Stage.NOTIFIED, False, []),
        (Stage.CONTRACTED, True, []),
        (Stage.WITHDRAWN, True, []),
        (Stage.EXPIRED, True, []),
    ],
)
def test_what_may_follow(stage, exercises, open_moves):
    assert moves(stage, exercises) == open_moves
    assert is_settled(stage, exercises) is not bool(open_moves)


def test_each_move_ends_one_clock_and_begins_the_next():
    assert clock_runs(Move.RECOMMEND, None) == (None, ("decision",))
    assert clock_runs(Move.DECIDE, True) == ("decision", ("notice", "buy_out"))
    assert clock_runs(Move.DECIDE, False) == ("decision", ("notice",))
    assert clock_runs(Move.NOTIFY, True) == ("notice", ())
    assert clock_runs(Move.CONTRACT, True) == ("buy_out", ())


def test_a_term_of_months_ends_on_the_same_day_or_the_next_working_day():
    # From Monday 2 March 2026: 2 March 2027 is a Tuesday; 261 Mondays to Fridays lie in between.
    assert working_days_of(12, date(2026, 3, 2), Calendar()) == 261
    assert Calendar().add(date(2026, 3, 2), 261) == date(2027, 3, 2)
    # From Friday 6 March 2026 in one month: 6 April is a Monday, the 21st working day.
    assert working_days_of(1, date(2026, 3, 6), Calendar()) == 21
    # From 31 January 2026 in one month: 28 February, a Saturday; so Monday 2 March.
    assert Calendar().add(date(2026, 1, 31), working_days_of(1, date(2026, 1, 31), Calendar())) == date(
        2026, 3, 2
    )
