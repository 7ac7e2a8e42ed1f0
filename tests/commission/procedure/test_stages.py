"""Time at each stage, percentiles and what is kept back of small numbers, worked out by hand."""

from datetime import date

import pytest

from commission.procedure.clocks import Calendar
from commission.procedure.stages import Move, Stage, percentile, protected, stage_at_end_of, working_days


def test_a_stage_is_counted_from_the_day_after_it_was_entered_and_several_stays_add_up():
    # 5 January 2026 is a Monday; the 7th is a day off.
    calendar = Calendar(days_off=frozenset({date(2026, 1, 7)}))
    moves = [
        Move(date(2026, 1, 5), "submitted"),
        Move(date(2026, 1, 8), "returned"),
        Move(date(2026, 1, 9), "submitted"),
        Move(date(2026, 1, 12), "registered"),
        Move(date(2026, 1, 12), "under_review"),
    ]
    # At the desk: the 6th and 8th, then the 12th. With the applicant: the 9th. The review was not left.
    assert working_days(moves, calendar) == {Stage.DESK: 3, Stage.APPLICANT: 1, Stage.REVIEW: 0}
    assert stage_at_end_of(date(2026, 1, 4), moves) is None
    assert stage_at_end_of(date(2026, 1, 8), moves) == Stage.APPLICANT
    assert stage_at_end_of(date(2026, 1, 11), moves) == Stage.DESK
    assert stage_at_end_of(date(2026, 1, 12), moves) == Stage.REVIEW
    assert stage_at_end_of(date(2026, 1, 14), [*moves, Move(date(2026, 1, 13), "refused")]) is None


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([], 50, None),
        ([7], 90, 7),
        ([4, 1, 3, 2], 50, 2),
        ([3, 1, 2], 50, 2),
        (range(1, 11), 90, 9),
        (range(1, 12), 90, 10),
    ],
)
def test_percentiles_are_of_the_nearest_rank(values, percent, expected):
    assert percentile(values, percent) == expected


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        # Large enough, or nobody at all.
        ({"a": 5, "b": 9, "c": 0}, {"a": 5, "b": 9, "c": 0}),
        # The sum stands beside them: 2 alone would follow from it.
        ({"a": 2, "b": 9, "c": 20}, {"a": None, "b": None, "c": 20}),
        # Two small ones that together tell of 3 cases take a third one with them.
        ({"a": 2, "b": 1, "c": 20, "d": 7}, {"a": None, "b": None, "c": 20, "d": None}),
        ({"a": 3, "b": 2, "c": 0}, {"a": None, "b": None, "c": 0}),
        # Fewer than five cases in all: not even where they are not.
        ({"a": 1, "b": 0, "c": 3}, {"a": None, "b": None, "c": None}),
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}),
    ],
)
def test_small_cells_are_kept_back_so_that_the_sum_does_not_give_them_away(cells, shown):
    assert protected(cells, 5) == shown
    assert protected(cells, 0) == cells
