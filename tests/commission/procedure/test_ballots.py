"""Quorum and majority, counted by hand."""

import pytest

from commission.procedure.ballots import Ballot, quorum, tally
from commission.states import Choice

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


@pytest.mark.parametrize(
    ("members", "recused", "needed"),
    [
        (7, 0, 5),  # two thirds of 7 = 4.67
        (7, 1, 4),  # two thirds of 6 = 4, half of 7 = 3.5 -> 4
        (7, 4, 4),  # two thirds of 3 = 2, but never below half of all
        (6, 0, 4),
        (15, 0, 10),
        (15, 5, 8),  # two thirds of 10 = 6.67 -> 7, half of 15 = 7.5 -> 8
    ],
)
def test_quorum_is_two_thirds_of_those_not_recused_and_never_below_half_of_all(members, recused, needed):
    assert quorum(members=members, recused=recused, present=0).needed == needed


def test_quorum_is_reached_exactly_at_the_number_needed():
    assert not quorum(members=7, recused=0, present=4).reached
    assert quorum(members=7, recused=0, present=5).reached


def test_a_majority_is_of_those_present_so_abstaining_is_not_for():
    # Six present: three for, one against, two abstain. Three is not more than half of six.
    result = tally([Ballot(FOR)] * 3 + [Ballot(AGAINST)] + [Ballot(ABSTAIN)] * 2, present=6)
    assert (result.for_, result.against, result.abstained, result.not_voted) == (3, 1, 2, 0)
    assert not result.carried


def test_a_present_member_who_does_not_vote_counts_among_those_present():
    # Five present, two for, nobody against, three silent: not carried.
    result = tally([Ballot(FOR)] * 2, present=5)
    assert result.not_voted == 3
    assert not result.carried
    assert tally([Ballot(FOR)] * 3, present=5).carried


def test_a_tie_goes_where_the_presiding_member_voted():
    tied = [Ballot(FOR)] * 2 + [Ballot(AGAINST)] * 2
    assert not tally([*tied, Ballot(FOR), Ballot(AGAINST, presides=True)], present=6).carried
    carried = tally([*tied, Ballot(FOR, presides=True), Ballot(AGAINST)], present=6)
    assert carried.carried
    assert carried.by_presiding_vote


def test_a_presiding_vote_does_not_break_what_is_no_tie():
    # Two for (one of them the chair's) of five present: no tie, not carried.
    result = tally(
        [Ballot(FOR, presides=True), Ballot(FOR), Ballot(AGAINST), Ballot(AGAINST), Ballot(ABSTAIN)],
        present=5,
    )
    assert not result.carried
    assert not result.by_presiding_vote


def test_more_votes_than_members_present_is_refused():
    with pytest.raises(ValueError, match="3 votes of 2"):
        tally([Ballot(FOR)] * 3, present=2)
