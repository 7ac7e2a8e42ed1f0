"""A file is read in a process of its own, which says the same as the reader and may be ended."""

import pytest

from registry.exchange.apart import Limits, read_apart
from registry.exchange.bods.terms import Refused, Unreadable
from tests.registry.exchange.bods.files import packed, text


def test_the_child_says_what_the_file_says():
    contents = read_apart(text("own").encode())
    assert contents["statements"] == 16
    assert contents["stakes"][1] == {
        "owner": "aigerim", "company": "caspian", "undisclosed": False, "votes": ["1/4", "1/4"],
        "capital": ["1/5", "1/5"], "start": "", "end": "",
    }  # fmt: skip


def test_the_child_refuses_as_the_reader_does():
    with pytest.raises(Refused) as refused:
        read_apart(text("refused").encode())
    assert [problem.code for problem in refused.value.problems] == [
        "share_above_whole", "bad_date", "share_turned", "statement_twice", "broken_reference",
    ]  # fmt: skip
    for data, code in ((b"{", "not_json"), (b"\xff", "not_utf8"), (b"[" * 10**6, "too_deep")):
        with pytest.raises(Unreadable) as unreadable:
            read_apart(data)
        assert unreadable.value.code == code


def test_a_file_that_takes_too_long_or_too_much_is_ended():
    big = packed(*[{"statementId": str(number), "x": list(range(40))} for number in range(30_000)]).encode()
    for limits in (Limits(wall_seconds=0.001), Limits(memory_bytes=60 * 1024 * 1024)):
        with pytest.raises(Exception, match=r"too_complex|did not start"):
            read_apart(big, limits=limits)
