"""Absence and substitute: whose desk, on which days, with whose eyes; and cases handed over in one act."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commission import permissions, queries
from commission.models import Application, Event, Job, ReassignedCase, Report
from commission.queries_inbox import InboxFilter, inbox
from commission.services import reports
from commission.services.absences import end_absence, enter_absence, substitutes_for
from commission.services.letters import queue_matter
from commission.services.reassigning import preview, reassign
from commission.services.registration import assign_officer, take_step
from commission.states import Motion, State
from commission.workflow import CannotProceed, NotAllowed, Words
from registry.models import Absence, Appointment, JournalEntry, User
from registry.roles import Role
from tests.cast import Road, load_cast, person, sent
from tests.lasting import laid_out


@pytest.fixture(scope="module")
def case(django_db_setup, django_db_blocker):
    """Registered, officer's; every opinion is in."""
    with laid_out(django_db_blocker):
        load_cast()
        yield Road.draft("SO-B-020").submit().register()


@pytest.fixture
def as_(db):
    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in


def away(who: str, substitute: str, *, first: int = 0, last: int = 4, by: str = "") -> Absence:
    """`who` is away from `first` days on until `last` days on."""
    today = timezone.localdate()
    return enter_absence(
        person_id=person(who).pk,
        substitute_id=person(substitute).pk,
        first_day=today + timedelta(days=first),
        last_day=today + timedelta(days=last),
        by=person(by or who),
    )


def sees(username: str, road: Road) -> bool:
    return queries.case_files(person(username)).filter(pk=road.pk).exists()


def test_the_substitute_has_the_desk_in_these_days_and_no_other(case, db):
    today = timezone.localdate()
    assert not sees("officer2", case)
    away("officer", "officer2", first=1, last=2)
    found = {}
    for days in range(4):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=True):
            found[days] = (
                sees("officer2", case),
                permissions.may_process(case.application, person("officer2")),
            )
    assert found == {0: (False, False), 1: (True, True), 2: (True, True), 3: (False, False)}
    assert today == timezone.localdate()


def test_the_work_list_of_the_substitute_shows_the_desk_as_theirs(case, db):
    away("officer", "officer2")
    rows = inbox(person("officer2"), InboxFilter(mine=True)).rows
    assert case.reference in [row.reference for row in rows]


def test_an_act_is_recorded_as_one_for_the_other(case, as_):
    away("officer", "officer2")
    take_step(application_id=case.pk, verb="examine", by=person("officer2"), words=Words())
    event = Event.objects.filter(application=case.application, verb="examine").get()
    entry = JournalEntry.objects.filter(act="application.examine").latest("seq")
    payload = json.loads(entry.canonical)["payload"]

    assert (event.by, event.acted_for) == (person("officer2"), person("officer"))
    assert payload["acted_for"] == person("officer").pk
    assert payload["standing_in_for"] == [person("officer").pk]
    page = as_("head").get(reverse("officer:case", args=[case.reference])).content.decode()
    said = f"{person('officer2').full_name} for {person('officer').full_name}, who was away"
    assert said in page


def test_an_act_with_ones_own_office_is_ones_own(case, db):
    away("officer", "head")
    take_step(application_id=case.pk, verb="examine", by=person("head"), words=Words())
    assert Event.objects.get(application=case.application, verb="examine").acted_for is None


def test_the_heads_substitute_acts_as_head(case, db):
    assert person("officer2").holds(Role.HEAD) is False
    away("head", "officer2")
    stand_in = person("officer2")
    assert stand_in.holds(Role.HEAD)
    assert permissions.is_head(case.application, stand_in)
    assert stand_in.own_roles == {Role.OFFICER}


def reported(road: Road, by: str) -> Report:
    road.examine().answer_all()
    return reports.draft_report(application_id=road.pk, by=person(by), motion=Motion.GRANT, text="Report.")


def test_nobody_countersigns_what_they_or_whom_they_stand_in_for_wrote(case, db):
    report = reported(case, "officer")
    away("head", "officer")
    with pytest.raises(NotAllowed):
        reports.countersign_report(report_id=report.pk, by=person("officer"))


def test_the_head_at_the_officers_desk_does_not_countersign_the_officers_report(case, db):
    report = reported(case, "officer")
    assert permissions.may_countersign(report, person("head"))
    absence = away("officer", "head")
    assert not permissions.may_countersign(report, person("head"))
    end_absence(absence_id=absence.pk, by=person("head"))
    assert permissions.may_countersign(report, person("head"))


def test_letters_to_who_is_away_go_to_both(case, db):
    away("officer", "officer2")
    queue_matter("act_filed", case.application, 7, to=person("officer"))
    told = Job.objects.filter(kind="letter", subject__startswith="act_filed:7:").order_by("pk")
    assert [int(job.subject.rpartition(":")[2]) for job in told] == [
        person("officer").pk,
        person("officer2").pk,
    ]


def test_what_goes_to_a_party_goes_to_no_desk_and_what_goes_to_a_desk_to_no_party(case, db):
    """Both hold an office and are, as private persons, party to this case: the applicant and a representative."""

    def told(kind: str, to: str) -> set[str]:
        before = set(Job.objects.values_list("pk", flat=True))
        queue_matter(kind, case.application, 1, to=person(to))
        fresh = Job.objects.exclude(pk__in=before).values_list("subject", flat=True)
        names = dict(User.objects.values_list("pk", "username"))
        return {names[int(subject.split(":")[2])] for subject in fresh}

    today = timezone.localdate()
    Appointment.objects.create(user=person("applicant"), role=Role.OFFICER)
    away("applicant", "officer2")
    assert told("clarified", "applicant") == {"applicant"}
    Appointment.objects.create(user=person("officer2"), role=Role.APPLICANT)
    away("officer", "officer2")
    assert told("appeal_filed", "officer") == {"officer", "officer2"}
    case.application.powers.create(
        representative=person("officer2"), number="1", dated_on=today, valid_from=today, valid_until=today,
        may_answer=True, appointed_by=person("applicant"),
    )  # fmt: skip
    assert told("appeal_due", "officer") == {"officer"}


def test_ending_early_gives_the_desk_back_at_once(case, db):
    absence = away("officer", "officer2")
    assert sees("officer2", case)
    end_absence(absence_id=absence.pk, by=person("officer"))
    assert not sees("officer2", case)
    assert JournalEntry.objects.filter(act="absence.end").count() == 1
    end_absence(absence_id=absence.pk, by=person("officer"))
    assert JournalEntry.objects.filter(act="absence.end").count() == 1


def test_a_bodys_people_stand_in_for_each_other_only(case, db):
    names = {user.username for user in substitutes_for(person("transport"))}
    assert "transport" not in names
    assert names & {"officer", "head", "security", "energy"} == set()
    with pytest.raises(CannotProceed, match="does not hold an office"):
        away("transport", "energy")


@pytest.mark.parametrize(
    ("who", "substitute", "days", "why"),
    [
        ("officer", "officer", (0, 1), "Nobody stands in"),
        ("officer", "transport", (0, 1), "does not hold an office"),
        ("officer", "officer2", (2, 1), "before the first"),
        ("officer", "officer2", (-1, 1), "today or later"),
    ],
)
def test_what_cannot_be_entered_says_why(case, db, who, substitute, days, why):
    with pytest.raises(CannotProceed, match=why):
        away(who, substitute, first=days[0], last=days[1])


def test_days_that_collide_are_refused(case, db):
    away("officer", "officer2", first=2, last=4)
    with pytest.raises(CannotProceed, match="already entered"):
        away("officer", "head", first=4, last=6)
    with pytest.raises(CannotProceed, match="is away on some"):
        away("head", "officer", first=0, last=2)
    with pytest.raises(CannotProceed, match="stands in for somebody"):
        away("officer2", "head", first=3, last=9)
    assert away("officer", "head", first=5, last=6).pk


def test_only_the_head_enters_somebody_elses_absence(case, db):
    with pytest.raises(NotAllowed):
        away("officer", "officer2", by="officer2")
    assert away("officer", "officer2", by="head").entered_by == person("head")


def test_the_database_refuses_a_person_as_their_own_substitute(case, db):
    officer, day = person("officer"), date(2030, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            person=officer, substitute=officer, first_day=day, last_day=day, entered_by=officer
        )


def test_an_absence_is_entered_and_ended_on_the_page(case, as_):
    client, address = as_("head"), reverse("officer:absences")
    today = f"{timezone.localdate():%d.%m.%Y}"
    typed = {"person": person("officer").pk, "substitute": person("officer2").pk}
    typed |= {"first_day": today, "last_day": today}
    assert client.post(address, typed).status_code == 302
    absence = Absence.objects.get()
    assert client.post(address, typed | {"last_day": "01.01.2020"}).status_code == 409
    assert [row["may_end"] for row in client.get(address).context["rows"]] == [True]
    assert [row["may_end"] for row in as_("officer2").get(address).context["rows"]] == [False]
    assert list(as_("transport").get(address).context["rows"]) == []
    assert as_("transport").post(reverse("officer:end_absence", args=[absence.pk])).status_code == 404
    assert as_("officer2").post(reverse("officer:end_absence", args=[absence.pk])).status_code == 403
    assert client.post(reverse("officer:end_absence", args=[absence.pk])).status_code == 302
    assert Absence.objects.get().is_over


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_absence_and_for_three(case, as_, rows, django_assert_num_queries):
    for number in range(rows):
        away("officer", "officer2", first=10 * number + 1, last=10 * number + 2)
    client = as_("head")
    with django_assert_num_queries(QUERIES):
        page = client.get(reverse("officer:absences"))
    assert len(page.context["rows"]) == rows


QUERIES = 8


def two_more(case: Road) -> list[Application]:
    """The case and another one of officer's."""
    other = Road.draft("SO-B-025").submit()
    assign_officer(application_id=other.pk, officer_id=person("officer").pk, by=person("head"))
    return [case.application, other.application]


def handed(cases: list[Application], *, by: str = "head", key: str = "k1", **changes: object):
    values = {"from_id": person("officer").pk, "to_id": person("officer2").pk, "reason": "Leave."} | changes
    return reassign(application_ids=[one.pk for one in cases], by=person(by), key=key, **values)


def test_cases_change_hands_in_one_act_each_journaled(case, db):
    cases = two_more(case)
    seen = preview(from_officer=person("officer"), to_officer=person("officer2"))
    assert {one.reference for one in seen.moving} == {one.reference for one in cases}
    made = handed(cases)
    again = handed(cases)

    assert again == made
    assert {Application.objects.get(pk=one.pk).officer for one in cases} == {person("officer2")}
    entries = JournalEntry.objects.filter(act="application.reassign")
    assert {entry.subject for entry in entries} == {one.reference for one in cases}
    assert entries.count() == ReassignedCase.objects.filter(reassignment=made).count() == 2


def test_a_case_that_changed_since_it_was_seen_stops_the_whole_act(case, db):
    first, second = two_more(case)
    assign_officer(application_id=second.pk, officer_id=person("officer2").pk, by=person("head"))
    with pytest.raises(CannotProceed, match=second.reference):
        handed([first, second])
    assert Application.objects.get(pk=first.pk).officer == person("officer")


def test_only_the_head_hands_cases_over_and_gives_a_reason(case, db):
    with pytest.raises(NotAllowed):
        handed([case.application], by="officer2")
    with pytest.raises(CannotProceed, match="reason"):
        handed([case.application], reason="  ")
    with pytest.raises(CannotProceed, match="officer from the list"):
        handed([case.application], to_id=person("transport").pk)


def test_the_page_shows_what_would_move_and_moves_it(case, as_):
    client = as_("head")
    address = reverse("officer:reassign")
    pair = f"?from_officer={person('officer').pk}&to_officer={person('officer2').pk}"
    page = client.get(address + pair)
    assert case.reference in page.content.decode()
    assert client.post(address + pair, {"cases": [case.pk], "key": "k2"}).status_code == 422
    answer = client.post(address + pair, {"cases": [case.pk], "key": "k2", "reason": "Leave."})
    assert answer.status_code == 302
    assert case.application.officer == person("officer2")
    assert "Leave." in client.get(address).content.decode()
    assert as_("officer").get(address).status_code == 404
    assert case.application.state == State.REGISTERED


def test_substitute_and_head_are_told_when_the_absence_begins_and_not_before(case, db):
    absence = away("officer", "officer2", first=1, last=2)
    away("officer", "officer2", first=8, last=9, by="head")  # ends before it begins: nobody is told
    end_absence(absence_id=Absence.objects.order_by("-pk")[0].pk, by=person("head"))
    case.work()
    assert not sent("absence_begins")
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        case.work()
        told = sent("absence_begins")
        assert {tuple(one.to) for one in told} == {(person(who).email,) for who in ("officer2", "head")}
        assert f"{absence.first_day:%d.%m.%Y}" in told[0].body
        assert f"{absence.last_day:%d.%m.%Y}" in told[0].body
        end_absence(absence_id=absence.pk, by=person("officer"))
        case.work()
        assert [one.to for one in sent("absence_ended")] == [[person("officer2").email]]
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=True):
        case.work()
        assert len(sent("absence_begins")) == 2
