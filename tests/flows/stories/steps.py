"""The language in which the stories are told: who does what, on which day of 2026.

Every step is made by the person of the cast whose office it is, through the services, on the day that the story has
reached; jobs are done by the story's workers (workers.py). Nothing is written past the services.

    story.on("02.03").file("SO-B-020").register()
    story.on("16.03").examine().answer_opinions()
    story.ends('''
        02.03 total start 60 -> 04.06
        ...
    ''')

The working days of 2026 after 2 March, by hand: Monday to Friday, less 9 March (8 March falls on a Sunday), 23, 24 and
25 March (Nauryz, 21 to 23, on Saturday to Monday), 1, 7, 11 May (9 May is a Saturday), 27 May (Kurban Ait, estimated),
6 July, 26 October (25 October is a Sunday), 16 December. No day is transferred in 2026. Counted from day zero, Monday
2 March:

    March     3  4  5  6 | 10 11 12 13 | 16 17 18 19 20 | 26 27 | 30 31      =   1..17
    April     1  2  3 |  6-10 | 13-17 | 20-24 | 27 28 29 30                  =  18..39
    May       4  5  6  8 | 12 13 14 15 | 18-22 | 25 26 28 29                 =  40..56
    June      1-5 | 8-12 | 15-19 | 22-26 | 29 30                             =  57..78
    July      1  2  3 |  7  8  9 10 | 13-17 | 20-24 | 27-31                  =  79..100
    August    3-7 | 10-14 | 17-21 | 24-28 | 31                               = 101..121
    September 1                                                              = 122
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from commission import demonstration
from commission.documents.intake import receive
from commission.models import (
    AgendaItem,
    Consultation,
    Document,
    Obligation,
    Session,
)
from commission.services import (
    applications,
    consultations,
    contests,
    decisions,
    obligations,
    registration,
    releases,
    reports,
    sectoral,
    sessions,
    signing,
)
from commission.services.consultations import OpinionData
from commission.services.contests import Evidence
from commission.services.defects import DefectData, return_application
from commission.services.reminders import plan
from commission.services.sectoral import SectoralData
from commission.states import Answer, Choice, Ground, Marking, Motion, State
from commission.workflow import CannotProceed, Words
from registry.models import Appointment
from registry.roles import Role
from tests.cast import BY_PASSWORD, FUND, Road, pdf, person, prepared
from tests.flows.stories.ending import YEAR, Ending
from tests.flows.stories.workers import SharedTime, Workers

# Said in opinions, reports and internal reasons: no page of the applicant may ever show them.
OPINION, REPORT, INTERNAL = "Word of a body.", "Word of the desk.", "Word of the Government office."
SECRETS = (OPINION, REPORT, INTERNAL)
# One for everybody: a client loads all the middleware with its first request.
BROWSER = Client()


def day(text: str) -> date:
    """`04.06` as a date of the stories' year."""
    number, month = text.split(".")
    return date(YEAR, int(month), int(number))


def moment(text: str, hour: int = 10) -> datetime:
    """That hour of the day in Astana (UTC+5)."""
    return datetime.combine(day(text), datetime.min.time(), UTC) + timedelta(hours=hour - 5)


class Story(Ending):
    """One application and the day it has come to; each step returns the story itself."""

    def __init__(self, time: SharedTime, workers: Workers) -> None:
        self.time = time
        self.workers = workers
        self.road: Road | None = None

    # --- days --------------------------------------------------------------------------------------------------------

    def on(self, text: str, hour: int = 10) -> "Story":
        """Go on to a day; the sweeper looks at every clock on it, as it does at night."""
        self.time.move_to(moment(text, hour))
        plan()
        return self.work()

    def work(self) -> "Story":
        """The worker does what is due; a minute passes with every step."""
        if self.road is not None:
            self.road.work()
        self.time.shift(60)
        return self

    # --- who ---------------------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        return State(self.application.state)

    @property
    def item(self) -> AgendaItem:
        return AgendaItem.objects.filter(application_id=self.pk).latest("pk")

    def asks(self, username: str, address: str) -> tuple[int, str]:
        """Status and text of a page that this person opens; `*` in the address stands for the case's number."""
        BROWSER.cookies.clear()
        BROWSER.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
        answer = BROWSER.get(address.replace("*", self.reference))
        is_text = answer.get("Content-Type", "").startswith("text/html")
        return answer.status_code, answer.content.decode() if is_text else ""

    def sees(self, username: str, address: str, *words: str) -> "Story":
        """The page is there for this person and shows the words."""
        status, text = self.asks(username, address)
        assert status == 200, (username, address, status)
        missing = [word for word in words if word not in text]
        assert not missing, (username, address, missing)
        return self

    def is_hidden_from(self, address: str, *usernames: str) -> "Story":
        """For these people there is no such page."""
        for username in usernames:
            assert self.asks(username, address)[0] == 404, (username, address)
        return self

    def keeps_its_secrets(self) -> "Story":
        """The applicant reads the own side only; strangers to the case find nothing; others' opinions are closed."""
        for address in ("/apply/*/", "/apply/*/clock/", "/apply/*/clarifications/"):
            status, text = self.asks(self.applicant, address)
            assert status in (200, 404), address
            assert not [secret for secret in SECRETS if secret in text], address
        self.is_hidden_from("/cases/*/", self.applicant, "officer2", "auditor")
        self.is_hidden_from("/apply/*/", self.stranger, "officer")
        others = f"/opinions/{self.asked()[0].pk}/"
        return self.is_hidden_from(others, self.applicant, "mineral", "member1")

    @property
    def applicant(self) -> str:
        assert self.road is not None
        return self.road.applicant

    @property
    def stranger(self) -> str:
        return "applicant2" if self.applicant == "applicant" else "applicant"

    def letters(self, username: str) -> list[str]:
        """Subjects of all letters that have gone to this person, the oldest first."""
        return [
            letter.subject for letter in self.workers.letters() if f"{username}@demo.example" in letter.to
        ]

    def refused(self, why: str, step: str, *told: Any, **named: Any) -> "Story":
        """A step that cannot be made now, for a reason that says `why`."""
        with pytest.raises(CannotProceed, match=why):
            getattr(self, step)(*told, **named)
        return self

    # --- the applicant -----------------------------------------------------------------------------------------------

    def file(self, code: str = "SO-B-020", **deal: Any) -> "Story":
        self.road = Road.draft(code, **{"acquirer": FUND, **deal}).beside(self.workers.finish)
        return self.work().file_again()

    def file_again(self) -> "Story":
        applications.submit_application(application_id=self.pk, by=person(self.applicant))
        return self.work()

    def replace_document(self, code: str) -> "Story":
        """Another paper in the place of the one that had a defect, and the declaration anew."""
        by = person(self.applicant)
        old = Document.objects.get(application_id=self.pk, code=code, removed_at__isnull=True)
        applications.remove_document(application_id=self.pk, by=by, document_id=old.pk)
        applications.attach_document(
            application_id=self.pk, by=by, code=code, title=code, marking=Marking.COMMERCIAL,
            received=receive(pdf(f"{code}, signed")),
        )  # fmt: skip
        applications.give_declaration(application_id=self.pk, by=by)
        return self.work()

    def withdraw(self, reason: str) -> "Story":
        applications.withdraw_application(application_id=self.pk, by=person(self.applicant), reason=reason)
        return self.work()

    def read_notice(self) -> "Story":
        """The applicant opens the notice: the time for an appeal begins."""
        assert self.asks(self.applicant, "/apply/*/")[0] == 200
        opened = BROWSER.post(f"/apply/{self.reference}/notice/", follow=True)
        assert opened["Content-Type"] == "application/pdf"
        return self.work()

    # --- the desk ----------------------------------------------------------------------------------------------------

    def take(self) -> "Story":
        registration.take_application(application_id=self.pk, by=person("officer"))
        return self.work()

    def return_for(self, defects: str) -> "Story":
        self.take()
        lacking = [DefectData(defects, ground="SPL 188(1)", example="A whole one.")]
        return_application(application_id=self.pk, by=person("officer"), defects=lacking)
        return self.work()

    def register(self) -> "Story":
        assert self.road is not None
        self.road.register()
        return self.work()

    def examine(self) -> "Story":
        assert self.road is not None
        self.road.examine()
        return self.work()

    def step(self, verb: str, by: str = "officer", reason: str = "", act: str = "") -> "Story":
        """A move that carries words and, for some, an act `number of dd.mm`."""
        number, _of, dated = act.partition(" of ")
        words = Words(note=reason, act_number=number, act_date=day(dated) if dated else None)
        registration.take_step(application_id=self.pk, verb=verb, by=person(by), words=words)
        return self.work()

    def report(self, motion: Motion = Motion.GRANT, conditions: str = "") -> "Story":
        """The officer writes the report, the head countersigns it."""
        report = reports.draft_report(
            application_id=self.pk,
            by=person("officer"),
            motion=motion,
            text=REPORT,
            conditions=prepared(self.pk, *conditions.splitlines()),
        )
        reports.countersign_report(report_id=report.pk, by=person("head"), uncited_because="Nothing to cite.")
        return self.work()

    def contest(self, check: str, ground: Ground, reason: str, act: str) -> "Story":
        """The desk contests a finding on an act, `name, number of dd.mm`; the head countersigns."""
        name, _comma, cited = act.partition(", ")
        number, _of, dated = cited.partition(" of ")
        evidence = Evidence(act_name=name, act_number=number, act_date=day(dated))
        contest = contests.propose_contest(
            application_id=self.pk, check_id=check, by=person("officer"), ground=ground, reason=reason,
            evidence=evidence,
        )  # fmt: skip
        contests.countersign_contest(contest_id=contest.pk, by=person("head"))
        return self.work()

    def conclude(self, number: str, dated: str) -> "Story":
        """The contract is reported, confirmed by the desk and entered in the registry by a keeper."""
        assert self.road is not None
        self.road.conclude(contract_number=number, contract_date=day(dated))
        return self.work()

    def fulfil(self, report: str) -> "Story":
        """The applicant reports on every due date that is open, the desk finds it met."""
        for obligation in Obligation.objects.filter(application_id=self.pk, state="waiting"):
            obligations.save_evidence(obligation_id=obligation.pk, by=person("applicant"), text=report)
            obligations.submit_evidence(obligation_id=obligation.pk, by=person("applicant"))
            obligations.check_obligation(
                obligation_id=obligation.pk, by=person("officer"), verdict="met", reason="Verified."
            )
        return self.work()

    def release_conditions(self, reason: str, by: str = "officer") -> "Story":
        for condition in self.application.decision.conditions.filter(released_at__isnull=True):
            releases.release_condition(condition_id=condition.pk, by=person(by), reason=reason)
        return self.work()

    # --- the bodies --------------------------------------------------------------------------------------------------

    def asked(self) -> list[Consultation]:
        rows = Consultation.objects.filter(application_id=self.pk).select_related("body").order_by("pk")
        return list(rows)

    def bodies(self) -> list[str]:
        return [consultation.body.code for consultation in self.asked()]

    def answer_opinions(self, answer: Answer = Answer.NO_OBJECTION, *, but: Iterable[str] = ()) -> "Story":
        """Every body that has not answered does, `but` some."""
        for consultation in self.asked():
            if consultation.is_closed or consultation.body.code in but:
                continue
            proposed = "A condition." if answer == Answer.WITH_CONDITIONS else ""
            data = OpinionData(answer=answer, reasons=OPINION, conditions=proposed)
            offices = Appointment.objects.filter(body=consultation.body).order_by("pk")
            people = [person(office.user.username) for office in offices]
            if len(people) < 2:
                data = replace(data, letter_number="7", letter_date=timezone.localdate())
                consultations.record_letter(consultation_id=consultation.pk, by=person("officer"), data=data)
                continue
            consultations.draft_opinion(consultation_id=consultation.pk, by=people[0], data=data)
            consultations.hand_over_for_check(consultation_id=consultation.pk, by=people[0])
            consultations.send_opinion(consultation_id=consultation.pk, by=people[1])
        asked = self.application.questionnaires.open().select_related("body")
        bodies = {one.body.code for one in asked} - set(but)
        if bodies:
            demonstration.answer_questionnaires(self.application, bodies=bodies)
        return self.work()

    def deem_silent(self, code: str) -> "Story":
        one = next(each for each in self.asked() if each.body.code == code)
        consultations.deem_silent(consultation_id=one.pk, by=person("head"))
        return self.work()

    # --- the Commission ----------------------------------------------------------------------------------------------

    def put_on_agenda(self, session_on: str) -> "Story":
        """The secretary calls a session for a day to come and puts the case on its agenda."""
        by = person("secretary")
        session = sessions.call_session(by=by, starts_at=moment(session_on), place="Astana")
        sessions.put_on_agenda(application_id=self.pk, session_id=session.pk, by=by)
        return self.work()

    def recuse(self, username: str) -> "Story":
        sessions.recuse_member(item_id=self.item.pk, member_id=person(username).pk, by=person(username))
        return self.work()

    def hear(self, *, absent: Iterable[str] = ()) -> "Story":
        """Everybody else is present; the session is opened, the item taken up and put to the vote."""
        by, item = person("secretary"), self.item
        away = {person(username).pk for username in absent}
        present = set(item.session.presences.values_list("member_id", flat=True)) - away
        sessions.mark_presence(session_id=item.session_id, present=present, by=by)
        demonstration.send_papers(item.session)
        demonstration.prepare_members(item)
        sessions.open_session(session_id=item.session_id, by=by)
        sessions.hear_item(item_id=item.pk, by=by)
        sessions.open_vote(item_id=item.pk, by=by)
        return self.work()

    def vote(self, **others: Choice) -> "Story":
        """Everybody who is present and not recused votes for, but those named: `member1=Choice.AGAINST`."""
        item = self.item
        recused = set(item.seats.filter(recused_at__isnull=False).values_list("member_id", flat=True))
        for presence in item.session.presences.filter(is_present=True).exclude(member_id__in=recused):
            name = presence.member.username
            choice = others.get(name, Choice.FOR)
            dissent = "" if choice == Choice.FOR else f"Dissent of {name}."
            sessions.cast_vote(item_id=item.pk, by=person(name), choice=choice, dissent=dissent)
        sessions.close_vote(item_id=item.pk, by=person("secretary"))
        return self.work()

    def adopt(self) -> "Story":
        sessions.recommend(item_id=self.item.pk, by=person("secretary"))
        return self.work()

    def defer(self, reason: str) -> "Story":
        sessions.defer_item(item_id=self.item.pk, by=person("secretary"), reason=reason)
        return self.work()

    def close_session(self) -> "Story":
        sessions.close_session(session_id=self.item.session_id, by=person("secretary"))
        return self.work()

    def sign_and_send(self, presided: str = "chair") -> "Story":
        """Secretary and whoever presided sign the minutes; the case goes to the Government."""
        for signer in ("secretary", presided):
            signing.sign_minutes(session_id=self.item.session_id, by=person(signer), signer=BY_PASSWORD)
        sessions.send_to_government(application_id=self.pk, by=person("secretary"))
        return self.work()

    def session(self, **others: Choice) -> "Story":
        """Heard, voted, adopted and closed, all on one day."""
        return self.hear().vote(**others).adopt().close_session()

    @property
    def minutes(self) -> str:
        return Session.objects.get(pk=self.item.session_id).minutes_text

    # --- the Government ----------------------------------------------------------------------------------------------

    def decide(self, outcome: Motion = Motion.GRANT, *, number: str = "15", **changes: Any) -> "Story":
        """The decree is recorded on this day and the notice goes out."""
        assert self.road is not None
        data = self.road.decree(outcome, number=number, internal_reasons=INTERNAL, **changes)
        self.road.record_reasons(data)
        decisions.record_decision(application_id=self.pk, by=person("government"), data=data)
        return self.work()

    # --- the regime of sectoral opinions -----------------------------------------------------------------------------

    def draft_sectoral(self, motion: Motion = Motion.GRANT, **data: Any) -> "Story":
        sectoral.draft_opinion(
            application_id=self.pk,
            by=person("officer"),
            data=SectoralData(motion=motion, text=REPORT, **data),
        )
        return self.work()

    def answer_sectoral(self, *, agrees: bool, reasons: str = "") -> "Story":
        opinion = self.application.current_sectoral_opinion()
        sectoral.answer_opinion(
            application_id=self.pk,
            opinion_id=opinion.pk,
            by=person("security"),
            agrees=agrees,
            reasons=reasons,
        )
        return self.work()


def members() -> list[str]:
    """Usernames of everybody who votes, the chair first."""
    order = {Role.CHAIR: 0, Role.DEPUTY: 1, Role.MEMBER: 2}
    rows = Appointment.objects.filter(role__in=order).select_related("user")
    return [row.user.username for row in sorted(rows, key=lambda row: (order[Role(row.role)], row.pk))]
