"""The Commission's composition: by an act, by two persons, in versions; a session sits in that of its day."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from commission.models import Composition, CompositionMember, Seat
from commission.services import compositions, interests, sessions
from commission.services.compositions import MemberData
from commission.workflow import CannotProceed, NotAllowed
from registry.models import Appointment, User
from registry.roles import Role
from tests.cast import Road, load_cast, person
from tests.lasting import laid_out


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker):
        load_cast()
        yield


pytestmark = [pytest.mark.usefixtures("world"), pytest.mark.django_db]

TODAY = timezone.localdate()


def _propose(*lines, by="secretary", **changes):
    given = {"act_number": "40", "act_date": TODAY, "valid_from": TODAY + timedelta(days=10), **changes}
    return compositions.propose_composition(by=person(by), members=lines, **given)


def _line(username, office=Role.MEMBER, **more):
    return MemberData(user_id=person(username).pk, office=office, **more)


# member5 leaves, the deputy becomes chair, member1 deputy, member2 has a substitute.
def _next():
    return (
        _line("deputy", Role.CHAIR),
        _line("member1", Role.DEPUTY),
        _line("member2", substitute_id=person("substitute2").pk, substitute_ground="Order No. 9"),
        _line("member3"),
    )


def test_a_confirmed_composition_gives_offices_from_its_day_and_ends_those_of_who_left():
    made = _propose(*_next())
    first = made.valid_from
    assert person("deputy").appointments.in_force(first).get().role == Role.DEPUTY
    compositions.confirm_composition(composition_id=made.pk, by=person("head"))
    on = {
        name: [str(office.role) for office in person(name).appointments.in_force(first)]
        for name in ("deputy", "member1", "member2", "substitute2", "member5", "chair")
    }
    assert on == {
        "deputy": ["chair"],
        "member1": ["deputy"],
        "member2": ["member"],
        "substitute2": ["member"],
        "member5": [],
        "chair": [],
    }
    before = [str(office.role) for office in person("chair").appointments.in_force(first - timedelta(days=1))]
    assert before == ["chair"]
    assert Appointment.objects.get(user=person("deputy"), role=Role.CHAIR).act == f"40, {TODAY:%d.%m.%Y}"


def test_a_session_sits_in_the_composition_of_its_day():
    made = _propose(*_next())
    compositions.confirm_composition(composition_id=made.pk, by=person("head"))
    now, secretary = timezone.now(), person("secretary")
    early = sessions.call_session(by=secretary, starts_at=now + timedelta(days=2), place="Astana")
    late = sessions.call_session(by=secretary, starts_at=now + timedelta(days=12), place="Astana")
    assert early.presences.count() == 7
    assert set(late.presences.values_list("member__username", "office")) == {
        ("deputy", "chair"),
        ("member1", "deputy"),
        ("member2", "member"),
        ("member3", "member"),
    }
    assert late.composition == made


def test_without_a_composition_in_force_no_session_is_called():
    """The illustrative composition began on 01.03.2012."""
    with time_machine.travel("2012-02-20T10:00:00+05:00"):
        starts_at = timezone.now() + timedelta(days=1)
        with pytest.raises(CannotProceed, match="No composition"):
            sessions.call_session(by=person("secretary"), starts_at=starts_at, place="Astana")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((("chair", Role.MEMBER), ("deputy", Role.DEPUTY)), "exactly one chair"),
        ((("chair", Role.CHAIR), ("member1", Role.MEMBER)), "has a deputy"),
        ((("chair", Role.CHAIR), ("deputy", Role.DEPUTY), ("chair", Role.MEMBER)), "twice"),
        ((("chair", Role.CHAIR), ("deputy", Role.DEPUTY), ("secretary", Role.MEMBER)), "part of"),
        ((("chair", Role.CHAIR), ("deputy", Role.DEPUTY), ("prosecutor", Role.MEMBER)), "cannot be members"),
    ],
)
def test_a_list_that_is_no_composition_is_refused_in_words(lines, why):
    with pytest.raises(CannotProceed, match=why):
        _propose(*(_line(name, office) for name, office in lines))


def test_the_one_who_entered_it_does_not_confirm_it_and_a_member_does_neither():
    made = _propose(*_next())
    with pytest.raises(CannotProceed, match="Another person"):
        compositions.confirm_composition(composition_id=made.pk, by=person("secretary"))
    with pytest.raises(NotAllowed):
        compositions.confirm_composition(composition_id=made.pk, by=person("chair"))
    with pytest.raises(NotAllowed):
        _propose(*_next(), by="member1")


def test_lines_of_a_composition_are_never_changed():
    line = CompositionMember.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        CompositionMember.objects.filter(pk=line.pk).update(office=Role.MEMBER)


def test_a_substitute_takes_place_papers_and_vote_and_the_member_loses_them():
    road = Road.draft().submit().register().examine().answer_all().report().put_on_agenda()
    session, secretary, member = road.session, person("secretary"), person("member1")
    interests.declare_interest(item_id=road.item.pk, by=member, interest="Shares.")
    place = compositions.send_substitute(
        session_id=session.pk, member_id=member.pk, by=secretary, ground="On leave."
    )
    assert (place.member.username, place.stands_for) == ("substitute1", member)
    assert place.ground == "Иллюстративный приказ № 7; On leave."
    seat = Seat.objects.get(item=road.item, member=person("substitute1"))
    assert (seat.interest, seat.declared_at) == ("", None)
    assert not Seat.objects.filter(item=road.item, member=member).exists()
    with pytest.raises(CannotProceed, match="names no substitute"):
        compositions.send_substitute(
            session_id=session.pk, member_id=person("member3").pk, by=secretary, ground="Ill."
        )
    road.open_vote()
    with pytest.raises(CannotProceed, match="A vote has been opened"):
        compositions.send_substitute(
            session_id=session.pk, member_id=person("member2").pk, by=secretary, ground="Ill."
        )


def test_pages_enter_and_confirm_a_composition(client):
    client.force_login(person("head"))
    page = client.get("/sessions/composition/")
    assert "No. 15 (иллюстративно)" in page.content.decode()
    form = client.get("/sessions/composition/enter/").context["lines"]
    data = {f"{f.prefix}-{name}": f[name].value() or "" for f in form for name in f.fields}
    data |= {f"member-{key}": value for key, value in form.management_form.initial.items()}
    data |= {"act_number": "41", "act_date": f"{TODAY:%d.%m.%Y}", "valid_from": f"{TODAY:%d.%m.%Y}"}
    assert client.post("/sessions/composition/enter/", {**data, "valid_from": ""}).status_code == 422
    chair = next(key for key, value in data.items() if key.endswith("office") and value == "chair")
    refused = client.post("/sessions/composition/enter/", {**data, chair: "member"})
    assert refused.status_code == 409
    assert "exactly one chair" in refused.content.decode()
    assert client.post("/sessions/composition/enter/", data).status_code == 302
    made = Composition.objects.get(act_number="41")
    assert made.members.count() == 7
    client.force_login(person("secretary"))
    assert "Waiting for a second person" in client.get("/sessions/composition/").content.decode()
    client.post(f"/sessions/composition/{made.pk}/confirm/")
    made.refresh_from_db()
    assert made.confirmed_by == person("secretary")
    assert User.objects.get(username="member5").holds(Role.MEMBER)
