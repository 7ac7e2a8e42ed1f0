"""Before a session: papers sealed, sent in time and read; interests declared, conflicts proposed, recusals decided."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from commission.demonstration import prepare_members, registry_party
from commission.models import Declaration, Pack, Presence, Report, Seat, Session, Vote
from commission.procedure.clocks import Calendar
from commission.procedure.sittings import agenda_closes_on, papers_due_on
from commission.services import interests, packs, sessions
from commission.services.conflicts import propose_conflicts
from commission.states import Choice, Interest
from commission.workflow import CannotProceed, NotAllowed
from registry.models import Party, StateBody
from tests.cast import Road, load_cast, person
from tests.lasting import laid_out


@pytest.fixture(scope="module")
def agenda(django_db_setup, django_db_blocker):
    """SO-B-020, bought by STEPPEFIBRE, on the agenda of a session that begins in an hour."""
    with laid_out(django_db_blocker):
        load_cast()
        road = Road.draft("SO-B-020", acquirer=registry_party("STEPPEFIBRE"))
        yield road.submit().register().examine().answer_all().report().put_on_agenda()


pytestmark = pytest.mark.django_db


def _as(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


# --- when papers go out ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "working_days", "due_on"),
    [
        # 20.03.2026 is a Friday: ten working days back is Friday 06.03, with nothing off between.
        (date(2026, 3, 20), 10, date(2026, 3, 6)),
        (date(2026, 3, 20), 0, date(2026, 3, 20)),
        (date(2026, 3, 20), 1, date(2026, 3, 19)),
        # Monday: the weekend before does not count, nor does anybody send papers on it.
        (date(2026, 3, 23), 1, date(2026, 3, 20)),
    ],
)
def test_papers_go_out_whole_working_days_before(starts_on, working_days, due_on):
    assert papers_due_on(starts_on, working_days=working_days, calendar=Calendar()) == due_on


def test_a_day_off_moves_the_papers_back():
    calendar = Calendar(days_off=frozenset({date(2026, 3, 9)}))
    assert papers_due_on(date(2026, 3, 20), working_days=10, calendar=calendar) == date(2026, 3, 5)


def test_the_agenda_closes_whole_days_before():
    assert agenda_closes_on(date(2026, 3, 20), days=7) == date(2026, 3, 13)


def test_a_late_item_needs_a_ground_and_late_papers_a_reason(agenda):
    session, secretary = agenda.session, person("secretary")
    assert agenda.item.late_reason == "Today."
    other = Road.draft("SO-B-021", applicant="applicant2")
    with pytest.raises(CannotProceed, match="agenda of this session is closed"):
        sessions.put_on_agenda(application_id=_countersigned(other).pk, session_id=session.pk, by=secretary)
    with pytest.raises(CannotProceed, match="have not been sent the papers"):
        sessions.open_session(session_id=session.pk, by=secretary)
    with pytest.raises(CannotProceed, match="the chair gives the reason first"):
        packs.send_papers(session_id=session.pk, by=secretary)
    late = f"/sessions/{session.number}/papers/late/"
    assert _as("member1").post(late, {"reason": "Today."}).status_code == 404
    assert _as("chair").post(late, {"reason": "The report came today."}).status_code == 302
    sent = packs.send_papers(session_id=session.pk, by=secretary)
    assert (sent.papers_late_reason, sent.papers_late_by) == ("The report came today.", person("chair"))
    mail.outbox.clear()
    agenda.work()
    assert {message.to[0] for message in mail.outbox} == {
        f"{name}@demo.example"
        for name in ("chair", "deputy", "member1", "member2", "member3", "member4", "member5")
    }


def _countersigned(road: Road) -> Road:
    """Under review with a report: as far as a refusal of the agenda looks."""
    from commission.models import Application
    from commission.states import Motion, State

    application = road.application
    made = Application.objects.create(
        reference="C-2026-09999", applicant=application.applicant, object=application.object,
        state=State.UNDER_REVIEW, revision=1,
    )  # fmt: skip
    Report.objects.create(
        application=made, revision=1, motion=Motion.GRANT, text="Report.", drafted_by=person("officer"),
        countersigned_by=person("head"), countersigned_at=timezone.now(), rests_on_sha256="0" * 64,
    )  # fmt: skip
    return Road(made.reference)


# --- what was voted on is what was read ------------------------------------------------------------------------------


def test_changed_papers_become_a_version_that_members_read_before_they_vote(agenda):
    item, secretary = agenda.send_papers().item, person("secretary")
    prepare_members(item)
    first = packs.current_pack(item)
    Report.objects.filter(pk=item.report_id).update(text="Another report.")
    with pytest.raises(CannotProceed, match="papers have changed since they were sealed"):
        agenda.open_vote()
    second = packs.seal_pack(item_id=item.pk, by=secretary)
    assert (first.version, second.version) == (1, 2)
    assert packs.changes(first.manifest, second.manifest) == [("report", "changed")]
    assert [user.username for user in packs.unread_by(item, second)][:2] == ["chair", "deputy"]
    page = _as("member1").get(f"/sessions/items/{item.pk}/").content.decode()
    assert "Changed since the version that you have read" in page
    assert second.sha256 in page
    with pytest.raises(CannotProceed, match="read what changed"):
        packs.acknowledge_pack(item_id=item.pk, by=person("member1"), sha256=first.sha256)
    sessions.open_vote(item_id=item.pk, by=secretary)
    with pytest.raises(CannotProceed, match="latest version"):
        sessions.cast_vote(item_id=item.pk, by=person("member1"), choice=Choice.FOR)
    assert _as("member1").post(
        f"/sessions/items/{item.pk}/papers/read/", {"sha256": second.sha256}
    ).status_code == 302  # fmt: skip
    vote = sessions.cast_vote(item_id=item.pk, by=person("member1"), choice=Choice.FOR)
    assert Vote.objects.get(pk=vote.pk).pack == second
    with pytest.raises(CannotProceed, match="vote has been opened"):
        packs.seal_pack(item_id=item.pk, by=secretary)


def test_sealing_the_same_papers_again_makes_no_version(agenda):
    secretary = person("secretary")
    assert packs.seal_pack(item_id=agenda.item.pk, by=secretary).version == 1
    assert Pack.objects.filter(item=agenda.item).count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Pack.objects.filter(item=agenda.item).update(sha256="0" * 64)


def test_a_member_sees_their_pack_and_the_brief_and_a_recused_one_neither(agenda):
    member = _as("member2")
    page = member.get(f"/sessions/{agenda.session.number}/papers/").content.decode()
    assert packs.current_pack(agenda.item).sha256 in page
    brief = member.get(f"/sessions/items/{agenda.item.pk}/brief/")
    assert brief.status_code == 200
    assert agenda.reference in brief.content.decode()
    sessions.recuse_member(item_id=agenda.item.pk, member_id=person("member2").pk, by=person("member2"))
    assert member.get(f"/sessions/items/{agenda.item.pk}/brief/").status_code == 404
    assert "1 item is closed to you" in member.get(
        f"/sessions/{agenda.session.number}/papers/"
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("also", [0, 2])
def test_the_page_of_a_members_papers_costs_the_same_however_many_items(
    agenda, also, django_assert_num_queries
):
    item = agenda.item
    for position in range(also):
        more = _copy(item, position + 2)
        packs.seal(more, person("secretary"))
    member = _as("member1")
    address = f"/sessions/{agenda.session.number}/papers/"
    member.get(address)
    with django_assert_num_queries(11):
        assert len(member.get(address).context["rows"]) == 1 + also


def _copy(item, position):
    from commission.models import AgendaItem, Application
    from commission.states import State

    made = Application.objects.create(
        reference=f"C-2026-0900{position}", applicant=item.application.applicant,
        object=item.application.object, state=State.ON_AGENDA, revision=1,
    )  # fmt: skip
    copy = AgendaItem.objects.create(
        session=item.session, application=made, position=position, report=item.report, motion=item.motion
    )
    Seat.objects.create(item=copy, member=person("member1"), office="member")
    return copy


# --- interests -------------------------------------------------------------------------------------------------------


def test_no_vote_without_a_declaration(agenda):
    item, member = agenda.item, person("member3")
    agenda.open_vote()
    Seat.objects.filter(item=item, member=member).update(declared_at=None)
    with pytest.raises(CannotProceed, match="Declare first"):
        sessions.cast_vote(item_id=item.pk, by=member, choice=Choice.FOR)
    interests.declare_interest(item_id=item.pk, by=member, interest="")
    sessions.cast_vote(item_id=item.pk, by=member, choice=Choice.FOR)


def test_every_declaration_is_a_row_and_the_latest_counts(agenda):
    item, member = agenda.item, person("member3")
    interests.declare_interest(item_id=item.pk, by=member, interest="")
    seat = interests.declare_interest(
        item_id=item.pk, by=member, kind=Interest.RELATIVE, interest="A brother works there."
    )
    assert list(Declaration.objects.filter(seat=seat).values_list("kind", flat=True)) == ["none", "relative"]
    assert (seat.interest_kind, seat.interest) == ("relative", "A brother works there.")
    with pytest.raises(CannotProceed, match="in words"):
        interests.declare_interest(item_id=item.pk, by=member, kind=Interest.HOLDING, interest="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Declaration.objects.filter(seat=seat).update(words="Nothing.")


def _conflicts(item):
    return {(person_.username, one.kind, one.role, one.beside) for one in propose_conflicts(item)
            for person_ in [next(s.member for s in item.seats.all() if s.member_id == one.member_id)]}  # fmt: skip


def test_conflicts_are_proposed_from_the_network_and_not_for_the_republic_or_an_own_opinion(agenda):
    item = agenda.item
    # The member for transport was asked for an opinion as a body: no conflict, nor is anything else yet.
    assert _conflicts(item) == set()
    buyer = Party.objects.get(key="STEPPEFIBRE")
    above = Party.objects.get(key="NORDNET")  # holds 42 % of the buyer
    interests.enter_interest(by=person("member1"), kind=Interest.FORMER_EMPLOYER, name=buyer.name_en.upper())
    interests.enter_interest(by=person("member2"), kind=Interest.HOLDING, name="Some name", party_id=above.pk)
    state = Party.objects.filter(kind="state", country="KZ").first()
    interests.enter_interest(by=person("member3"), kind=Interest.EMPLOYER, name=state.name_en)
    assert _conflicts(item) == {
        ("member1", "former_employer", "acquirer", False),
        ("member2", "holding", "acquirer", True),
    }
    assert "proposes a conflict" in _as("member1").get(f"/sessions/items/{item.pk}/").content.decode()
    assert "proposes a conflict" not in _as("member4").get(f"/sessions/items/{item.pk}/").content.decode()
    # Their own body as the buyer is one.
    body = StateBody.objects.get(code="competition")
    item.application.declared_parties.filter(role="acquirer").update(name=body.name_ru, party=None)
    assert _conflicts(agenda.item) == {("member4", "body", "acquirer", False)}


def test_an_interest_ends_and_is_no_longer_compared(agenda):
    member = person("member1")
    row = interests.enter_interest(by=member, kind=Interest.HOLDING, name="EURASFIBRE", party_id=None)
    client = _as("member1")
    assert "EURASFIBRE" in client.get("/sessions/interests/").content.decode()
    assert _as("member2").post(f"/sessions/interests/{row.pk}/end/").status_code == 404
    client.post(f"/sessions/interests/{row.pk}/end/")
    row.refresh_from_db()
    assert row.ended_at is not None
    made = client.post("/sessions/interests/", {"kind": "holding", "name": "Fund", "identifier": ""})
    assert made.status_code == 302
    with pytest.raises(NotAllowed):
        interests.enter_interest(by=person("officer"), kind=Interest.HOLDING, name="Fund")


def test_the_others_decide_a_contested_recusal(agenda):
    """Six others are present: four for the recusal are a majority, three are not."""
    item, secretary = agenda.item, person("secretary")
    agenda.send_papers()
    prepare_members(item)
    Presence.objects.filter(session=item.session).update(is_present=True)
    sessions.open_session(session_id=item.session_id, by=secretary)
    sessions.hear_item(item_id=item.pk, by=secretary)
    outcomes = []
    for contested, votes_for in (("member1", 3), ("member2", 4)):
        question = interests.question_recusal(
            item_id=item.pk, member_id=person(contested).pk, by=person("chair"), reason="A former employer."
        )
        with pytest.raises(CannotProceed, match="contested recusal has not been decided"):
            sessions.open_vote(item_id=item.pk, by=secretary)
        with pytest.raises(NotAllowed):
            interests.answer_recusal(question_id=question.pk, by=person(contested), recuse=False)
        others = [seat.member for seat in item.seats.all() if seat.member_id != question.seat.member_id]
        for number, other in enumerate(others):
            client = _as(other.username)
            answer = "yes" if number < votes_for else "no"
            address = f"/sessions/items/{item.pk}/recusal/{question.pk}/answer/"
            assert client.post(address, {"recuse": answer}).status_code == 302
        decided = interests.decide_recusal(question_id=question.pk, by=secretary)
        outcomes.append((contested, decided.recuses, decided.tally))
    assert outcomes == [
        ("member1", False, {"for": 3, "against": 3, "present": 6}),
        ("member2", True, {"for": 4, "against": 2, "present": 6}),
    ]
    assert Seat.objects.get(item=item, member=person("member2")).recused_at is not None
    assert _as("member2").get(f"/sessions/items/{item.pk}/").status_code == 404
    sessions.open_vote(item_id=item.pk, by=secretary)
    assert Session.objects.get(pk=item.session_id).is_open


def test_papers_sent_in_time_need_no_reason(agenda):
    secretary = person("secretary")
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        session = packs.send_papers(session_id=agenda.session.pk, by=secretary)
    assert session.papers_late_reason == ""
