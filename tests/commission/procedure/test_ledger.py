"""The counters' arithmetic: worked by hand on a calendar, and against a slow clock that goes day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.procedure.clocks import BadLedger, Calendar, Entry, Level, count, effective, level
from tests.commission.procedure import oracle

# 2024 is a leap year. Off: 8 March (Friday), 21 and 22 March (Thursday, Friday), 25 March (Monday, for Saturday 23).
SPRING = Calendar.of([(date(2024, 3, day), False) for day in (8, 21, 22, 25)])
# 4 May 2024, a Saturday, was worked for Wednesday the 8th; 1, 7 and 9 May were holidays.
MAY = Calendar.of([(date(2024, 5, day), False) for day in (1, 7, 8, 9)] + [(date(2024, 5, 4), True)])


def ledger(*lines):
    """Entries numbered from 1: (movement, day, days, cause)."""
    return [
        Entry(number, movement, on, *(rest + (None, "")[len(rest) :]))
        for number, (movement, on, *rest) in enumerate(lines, start=1)
        for rest in [tuple(rest)]
    ]


def test_nothing_has_begun():
    assert count([]) is None


def test_a_term_over_the_29th_of_february():
    # Zero: Monday 26 February. 27, 28, 29 February = 3; 1 March = 4; Monday 4 March = 5.
    counted = count(ledger(("start", date(2024, 2, 26), 5)))
    assert counted.due_on(SPRING) == date(2024, 3, 4)
    assert counted.gone(SPRING, date(2024, 2, 29)) == 3
    # A day that begins on the 29th itself: 1 March is the first.
    assert count(ledger(("start", date(2024, 2, 29), 1))).due_on(SPRING) == date(2024, 3, 1)


def test_a_working_saturday_counts_and_the_holiday_it_pays_for_does_not():
    # Zero: Tuesday 30 April. 2, 3 May = 2; Saturday the 4th = 3; Monday the 6th = 4; 7, 8, 9 off; the 10th = 5.
    assert count(ledger(("start", date(2024, 4, 30), 5))).due_on(MAY) == date(2024, 5, 10)


def test_a_pause_counts_its_own_day_and_a_resumption_does_not():
    # Zero: Friday 1 March, ten days. 4, 5 March = 2, paused on the 5th; resumed on the 12th, not counted itself:
    # 13, 14, 15 = 5; 18, 19, 20 = 8; 21, 22, 25 off; 26, 27 = 10.
    lines = [("start", date(2024, 3, 1), 10), ("pause", date(2024, 3, 5), None, "request:1")]
    paused = count(ledger(*lines))
    assert paused.due_on(SPRING) is None
    assert paused.paused_on == date(2024, 3, 5)
    assert paused.gone(SPRING, date(2024, 3, 11)) == 2
    # If it went on from the 11th: 12, 13, 14, 15 = 6; 18, 19, 20 = 9; 26 = 10.
    assert paused.due_if_resumed(SPRING, date(2024, 3, 11)) == date(2024, 3, 26)
    resumed = count(ledger(*lines, ("resume", date(2024, 3, 12), None, "request:1")))
    assert resumed.due_on(SPRING) == date(2024, 3, 27)
    assert resumed.gone(SPRING, date(2024, 3, 13)) == 3


def test_asked_and_answered_on_one_day_costs_nothing():
    plain = ledger(("start", date(2024, 3, 1), 10))
    same_day = ledger(
        ("start", date(2024, 3, 1), 10),
        ("pause", date(2024, 3, 5), None, "request:1"),
        ("resume", date(2024, 3, 5), None, "request:1"),
    )
    # 4-7 March = 4; the 8th off; 11-15 = 9; 18 = 10.
    assert count(plain).due_on(SPRING) == count(same_day).due_on(SPRING) == date(2024, 3, 18)


def test_two_open_requests_pause_until_both_are_answered():
    lines = [
        ("start", date(2024, 3, 1), 10),
        ("pause", date(2024, 3, 4), None, "request:1"),
        ("pause", date(2024, 3, 6), None, "request:2"),
        ("resume", date(2024, 3, 7), None, "request:1"),
    ]
    assert count(ledger(*lines)).paused_on == date(2024, 3, 4)
    # 4 March = 1; resumed on the 13th: 14, 15 = 3; 18, 19, 20 = 6; 26, 27, 28, 29 = 10.
    both = count(ledger(*lines, ("resume", date(2024, 3, 13), None, "request:2")))
    assert both.due_on(SPRING) == date(2024, 3, 29)


def test_an_extension_lengthens_and_an_early_end_leaves_the_last_day():
    lines = [("start", date(2024, 3, 1), 10), ("extension", date(2024, 3, 6), 2)]
    # The tenth day is the 18th (see above); 19, 20 = 12.
    assert count(ledger(*lines)).due_on(SPRING) == date(2024, 3, 20)
    ended = count(ledger(*lines, ("stop", date(2024, 3, 7))))
    assert ended.due_on(SPRING) == date(2024, 3, 20)
    assert ended.gone(SPRING, date(2024, 6, 1)) == 4


def test_a_correction_takes_the_place_of_what_it_corrects():
    wrong = Entry(1, "start", date(2024, 3, 1), 10)
    right = Entry(4, "start", date(2024, 2, 29), 10, corrects=1)
    pause = Entry(2, "pause", date(2024, 3, 5), cause="request:1")
    cancelled = Entry(3, "cancel", date(2024, 3, 6), corrects=2)
    assert effective([wrong, pause, cancelled, right]) == [right]
    # From 29 February: 1 March = 1; 4-7 = 5; 11-15 = 10.
    assert count([wrong, pause, cancelled, right]).due_on(SPRING) == date(2024, 3, 15)


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("not_started", [("pause", date(2024, 3, 1), None, "x")]),
        ("started_twice", [("start", date(2024, 3, 1), 5), ("start", date(2024, 3, 4), 5)]),
        ("not_paused", [("start", date(2024, 3, 1), 5), ("resume", date(2024, 3, 4), None, "x")]),
        (
            "paused_twice",
            [
                ("start", date(2024, 3, 1), 5),
                ("pause", date(2024, 3, 4), None, "x"),
                ("pause", date(2024, 3, 5), None, "x"),
            ],
        ),
        (
            "stopped",
            [("start", date(2024, 3, 1), 5), ("stop", date(2024, 3, 4)), ("extension", date(2024, 3, 5), 2)],
        ),
    ],
)
def test_what_no_clock_can_follow_is_refused(code, lines):
    with pytest.raises(BadLedger) as refused:
        count(ledger(*lines))
    assert refused.value.code == code
    assert refused.value.entry.id == len(lines)


def test_how_pressing_a_term_is():
    # Ten days from 1 March: 4-7 = 4, 11 = 5, 12 = 6, 13 = 7, 14 = 8, 15 = 9, 18 = 10.
    counted = count(ledger(("start", date(2024, 3, 1), 10)))

    def at(day, **kind):
        return level(counted, SPRING, date(2024, 3, day), **kind)

    assert at(13, percent=75) is None
    assert at(14, percent=75) is Level.SOON
    assert at(12, days_left=3) is None
    assert at(13, days_left=3) is Level.SOON
    assert at(18, percent=75) is Level.DUE
    assert at(19, percent=75) is Level.OVERDUE
    paused = count(ledger(("start", date(2024, 3, 1), 10), ("pause", date(2024, 3, 4), None, "x")))
    assert level(paused, SPRING, date(2024, 6, 1), percent=75) is None


DAYS = st.dates(date(2023, 12, 1), date(2024, 4, 30))


@st.composite
def ledgers(draw):
    """A start and whatever may follow it, in order of time; and a day on which somebody looks."""
    day = draw(DAYS)
    lines = [(day, "start", draw(st.integers(1, 25)), "")]
    open_causes: set[str] = set()
    for _ in range(draw(st.integers(0, 7))):
        day += timedelta(days=draw(st.integers(0, 9)))
        kinds = ["extension"] + ["pause"] * (len(open_causes) < 2) + ["resume"] * bool(open_causes)
        kind = draw(st.sampled_from(kinds))
        if kind == "extension":
            lines.append((day, kind, draw(st.integers(1, 10)), ""))
        elif kind == "pause":
            cause = draw(st.sampled_from(sorted({"a", "b"} - open_causes)))
            open_causes.add(cause)
            lines.append((day, kind, 0, cause))
        else:
            cause = draw(st.sampled_from(sorted(open_causes)))
            open_causes.discard(cause)
            lines.append((day, kind, 0, cause))
    if draw(st.booleans()):
        day += timedelta(days=draw(st.integers(0, 9)))
        lines.append((day, "stop", 0, ""))
    return lines, day + timedelta(days=draw(st.integers(0, 40)))


def entries(lines):
    return [
        Entry(number, movement, day, days or None, cause)
        for number, (day, movement, days, cause) in enumerate(lines, start=1)
    ]


@given(ledgers(), st.sets(DAYS, max_size=40), st.sets(DAYS, max_size=20))
def test_the_ledger_agrees_with_a_clock_that_goes_day_by_day(drawn, off, moved):
    lines, today = drawn
    calendar = Calendar.of([(day, True) for day in moved] + [(day, False) for day in off - moved])
    counted = count(entries(lines))
    gone, last = oracle.keep(lines, off - moved, moved, today)
    assert counted.gone(calendar, today) == gone
    assert counted.due_on(calendar) == last


@given(ledgers(), st.randoms(use_true_random=False))
def test_corrections_append_and_amount_to_the_same(drawn, chance):
    """Every row first written wrong and then corrected, in any order, gives what the right rows alone give."""
    right = entries(drawn[0])
    wrong = [
        Entry(
            row.id,
            row.movement,
            row.on + timedelta(days=chance.randint(-9, 9)),
            99 if row.days else None,
            row.cause,
        )
        for row in right
    ]
    order = list(right)
    chance.shuffle(order)
    corrections = [
        Entry(100 + number, row.movement, row.on, row.days, row.cause, corrects=row.id)
        for number, row in enumerate(order)
    ]
    assert count(wrong + corrections) == count(right)
