"""Votes that race the close, clicked four times each, and recusals in their midst: the count is the rows."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from commission.models import (
    AgendaItem,
    Application,
    PackReceipt,
    Presence,
    Report,
    Seat,
    Session,
    VoidedVote,
    Vote,
)
from commission.services import packs, sessions
from commission.states import Choice, Motion, State
from commission.workflow import CannotProceed
from registry.journal.verifying import verify
from registry.models import Appointment, JournalEntry, StrategicObject, User
from registry.roles import VOTING_ROLES, Role
from tests.cast import person
from tests.faults.crowds import at_once

pytestmark = [pytest.mark.usefixtures("committed_cast"), pytest.mark.faults]

ITEMS, MEMBERS, CLICKS = 4, 15, 4
# Heads at the door at any moment, each with a connection of its own.
CROWD = 16


@dataclass
class Round:
    """One session with open votes; `at` is what each click answered, by (item, member)."""

    items: list[AgendaItem]
    members: list[User]
    answers: dict[tuple[int, int], list[Any]]


@pytest.fixture
def members(committed_cast) -> list[User]:
    """Fifteen who vote: the cast's seven and eight more."""
    for number in range(6, 14):
        user = User.objects.create(username=f"member{number}", email=f"member{number}@demo.example")
        Appointment.objects.create(user=user, role=Role.MEMBER, act="Illustrative act")
    voters = User.objects.filter(appointments__role__in=VOTING_ROLES).distinct()
    seated = voters.exclude(username__startswith="substitute").order_by("pk")
    assert len(seated) == MEMBERS
    return list(seated)


@pytest.fixture
def cases(committed_cast) -> list[Application]:
    """Four heard cases with a report each: how they came here is other tests' matter."""
    found = []
    for number, strategic_object in enumerate(StrategicObject.objects.order_by("pk")[:ITEMS]):
        application = Application.objects.create(
            reference=f"C-2026-0090{number}",
            applicant=person("applicant"),
            object=strategic_object,
            state=State.HEARD,
            revision=1,
        )
        Report.objects.create(
            application=application,
            revision=1,
            motion=Motion.GRANT,
            text="Report.",
            drafted_by=person("officer"),
            rests_on_sha256="0" * 64,
        )
        found.append(application)
    return found


def _open_round(number: int, cases: list[Application], members: list[User]) -> Round:
    """A session of all the members in the room, with a vote open on each case."""
    now, secretary = timezone.now(), person("secretary")
    session = Session.objects.create(
        number=number, starts_at=now, place="Astana", called_by=secretary, opened_at=now
    )
    offices = {m.pk: m.appointments.get(role__in=VOTING_ROLES).role for m in members}
    Presence.objects.bulk_create(
        [Presence(session=session, member=m, office=offices[m.pk], is_present=True) for m in members]
    )
    items = []
    for position, case in enumerate(cases, 1):
        item = AgendaItem.objects.create(
            session=session,
            application=case,
            position=position,
            report=case.reports.get(),
            motion=Motion.GRANT,
        )
        Seat.objects.bulk_create(
            [Seat(item=item, member=m, office=offices[m.pk], declared_at=now) for m in members]
        )
        Application.objects.filter(pk=case.pk).update(current_item=item)
        pack = packs.seal(item, secretary)
        PackReceipt.objects.bulk_create([PackReceipt(pack=pack, member=m, at=now) for m in members])
        items.append(sessions.open_vote(item_id=item.pk, by=secretary))
    return Round(items, members, {(i.pk, m.pk): [] for i in items for m in members})


def _race(round_: Round, dice: random.Random) -> dict[int, int]:
    """All the clicks, the closes and one recusal an item, in an order of chance. Answers who was recused, by item."""
    secretary = person("secretary")
    choices = list(Choice)
    acts: list[Callable[[], Any]] = []
    for item in round_.items:
        for member in round_.members:
            choice = dice.choice(choices)
            acts += [_click(round_, item.pk, member, choice)] * CLICKS
    dice.shuffle(acts)
    recused = {item.pk: dice.choice(round_.members).pk for item in round_.items}
    for item in round_.items:
        early, middle = len(acts) // 8, len(acts) // 3
        acts.insert(dice.randrange(early, middle), _recusal(item.pk, recused[item.pk], secretary))
        acts.insert(dice.randrange(middle, len(acts)), _close(item.pk, secretary))
    shares: list[list[Callable[[], Any]]] = [acts[head::CROWD] for head in range(CROWD)]
    strange = [result for result in at_once([_all_of(share) for share in shares]) if result is not None]
    assert strange == []
    return recused


def _all_of(acts: list[Callable[[], Any]]) -> Callable[[], None]:
    def run() -> None:
        for act in acts:
            act()

    return run


def _click(round_: Round, item_id: int, member: User, choice: Choice) -> Callable[[], None]:
    def run() -> None:
        try:
            answer: Any = sessions.cast_vote(item_id=item_id, by=member, choice=choice).pk
        except CannotProceed as refusal:
            answer = str(refusal)
        round_.answers[(item_id, member.pk)].append(answer)

    return run


def _recusal(item_id: int, member_id: int, secretary: User) -> Callable[[], None]:
    def run() -> None:
        # Refused where the vote has been closed meanwhile.
        with suppress(CannotProceed):
            sessions.recuse_member(item_id=item_id, member_id=member_id, by=secretary)

    return run


def _close(item_id: int, secretary: User) -> Callable[[], Any]:
    return lambda: sessions.close_vote(item_id=item_id, by=secretary)


@dataclass
class Count:
    """What the rows of all rounds come to."""

    cast: int = 0
    late: int = 0
    double: int = 0
    voided: int = 0
    refused: int = 0


def _reckon(round_: Round, recused: dict[int, int], count: Count) -> None:
    """The result of every item against its rows."""
    for item in AgendaItem.objects.filter(pk__in=[item.pk for item in round_.items]):
        votes = list(Vote.objects.filter(item=item).select_related("void"))
        standing = [vote for vote in votes if not vote.is_void]
        out = item.seats.filter(recused_at__isnull=False).count()
        assert item.closed_at is not None
        assert item.tally["for"] == sum(vote.choice == Choice.FOR for vote in standing)
        assert item.tally["against"] == sum(vote.choice == Choice.AGAINST for vote in standing)
        assert item.tally["abstained"] == sum(vote.choice == Choice.ABSTAIN for vote in standing)
        assert item.tally["quorum_present"] == MEMBERS - out
        assert item.tally["not_voted"] == MEMBERS - out - len(standing)
        # Two thirds of fourteen are ten as well: 9.33 rounded up.
        assert item.tally["quorum_needed"] == 10
        assert {vote.member_id for vote in votes if vote.is_void} <= {recused[item.pk]}
        assert recused[item.pk] not in {vote.member_id for vote in standing} or out == 0
        count.cast += len(votes)
        count.voided += len(votes) - len(standing)
        count.late += sum(vote.at > item.closed_at for vote in votes)
        count.double += len(votes) - len({vote.member_id for vote in votes})
        for member in round_.members:
            answers = round_.answers[(item.pk, member.pk)]
            assert len(answers) == CLICKS
            rows = {vote.pk for vote in votes if vote.member_id == member.pk}
            counted = {answer for answer in answers if isinstance(answer, int)}
            # Whoever was told "counted" has a row, and whoever has a row was told so.
            assert counted == rows
            count.refused += not rows


def _run(rounds: int, cases: list[Application], members: list[User]) -> tuple[Count, float]:
    dice, count, spent = random.Random(20261125), Count(), 0.0
    for number in range(1, rounds + 1):
        round_ = _open_round(number, cases, members)
        begun = time.perf_counter()
        recused = _race(round_, dice)
        spent += time.perf_counter() - begun
        _reckon(round_, recused, count)
    return count, spent


def _check(rounds: int, count: Count, spent: float) -> None:
    print(
        f"\n{connection.vendor}: {rounds} rounds of {ITEMS} items x {MEMBERS} members x {CLICKS} clicks: "
        f"{count.cast} votes, {count.refused} refused, {count.voided} void; late {count.late}, "
        f"double {count.double}; {spent:.1f} s, {rounds * ITEMS * MEMBERS * CLICKS / spent:.0f} clicks/s"
    )
    assert (count.late, count.double) == (0, 0)
    assert count.cast + count.refused == rounds * ITEMS * MEMBERS
    assert count.cast == JournalEntry.objects.filter(act="vote.cast").count()
    assert count.voided == JournalEntry.objects.filter(act="vote.void").count() == VoidedVote.objects.count()
    assert verify() == []


@pytest.mark.postgres
def test_sixty_casts_of_four_clicks_race_the_close_for_twenty_rounds(cases, members):
    count, spent = _run(20, cases, members)
    _check(20, count, spent)
    # The races were races: some votes came too late, some were void, most counted.
    assert count.refused > 0
    assert count.voided > 0


def test_votes_racing_the_close_are_either_counted_or_refused(cases, members):
    count, spent = _run(1, cases, members)
    _check(1, count, spent)


def test_a_recusal_during_the_vote_voids_it_and_may_take_the_quorum_away(cases, members):
    """Ten of fifteen are in the room: exactly the quorum. One of them is recused after voting: nine are not enough."""
    secretary = person("secretary")
    round_ = _open_round(1, cases[:1], members)
    item = round_.items[0]
    Presence.objects.filter(session=item.session, member__in=members[10:]).update(is_present=False)
    for member in members[:10]:
        sessions.cast_vote(item_id=item.pk, by=member, choice=Choice.FOR)
    assert AgendaItem.objects.get(pk=item.pk).quorum().needed == 10
    sessions.recuse_member(item_id=item.pk, member_id=members[9].pk, by=members[9])
    vote = Vote.objects.get(item=item, member=members[9])
    assert vote.is_void
    assert (vote.choice, vote.void.by) == (Choice.FOR, members[9])
    with pytest.raises(CannotProceed, match="your vote is void"):
        sessions.cast_vote(item_id=item.pk, by=members[9], choice=Choice.FOR)
    closed = sessions.close_vote(item_id=item.pk, by=secretary)
    assert (closed.tally["for"], closed.tally["quorum_present"], closed.tally["quorum_needed"]) == (9, 9, 10)
    assert closed.carried is False
