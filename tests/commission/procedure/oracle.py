"""A slow clock for tests: one day after the other, with no arithmetic and nothing of the code under test.

It keeps the ledger as a registrar would with a paper calendar: every morning look whether the counter stands still; if
it does not and the day is a working day, write the day down. The term is over on the line that bears its number.
"""

from datetime import timedelta

ONE = timedelta(days=1)
FAR = 1500


def is_working(day, off, on):
    """Monday to Friday, unless the calendar says otherwise."""
    if day in on:
        return True
    if day in off:
        return False
    return day.isoweekday() <= 5


def counted_days(lines, off, on, until):
    """The days written down up to `until`. `lines` are (day, movement, days, cause) in the order of writing."""
    started = stopped = False
    causes = set()
    written = []
    day = lines[0][0]
    while day <= until:
        # What was entered in the evenings before decides about this morning.
        if started and not stopped and not causes and is_working(day, off, on):
            written.append(day)
        for when, movement, _days, cause in lines:
            if when == day and movement == "start":
                started = True
            if when == day and movement == "pause":
                causes.add(cause)
            if when == day and movement == "resume":
                causes.discard(cause)
            if when == day and movement == "stop":
                stopped = True
        day += ONE
    return written


def keep(lines, off, on, today):
    """(days gone, the last day or None while it cannot be known). An early end does not change the last day."""
    gone = len(counted_days(lines, off, on, today))
    length = sum(days for _when, movement, days, _cause in lines if movement in ("start", "extension"))
    without_end = [line for line in lines if line[1] != "stop"]
    ahead = counted_days(without_end, off, on, today + FAR * ONE)
    return gone, ahead[length - 1] if len(ahead) >= length else None
