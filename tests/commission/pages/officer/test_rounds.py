"""Beside the routing: another body, another round, revoking, sharing, a drafter, the second person, numbers."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commission import queries_opinions
from commission.models import Consultation, Opinion, Report
from commission.procedure.consulting import Marks, Phase, disagree, phase
from commission.services.calendar import calendar
from commission.services.consultations import OpinionData, deem_silent
from commission.services.reports import draft_report
from commission.states import Answer
from commission.workflow import CannotProceed
from registry.models import Appointment, StateBody, User
from registry.roles import Role
from tests.cast import person, write_and_send
from tests.commission.pages.officer.conftest import text_of

OBJECTS = OpinionData(answer=Answer.OBJECTION, reasons="canary-of-transport", threats=["6.1.13"])


def at(road, name, *parts):
    return reverse(f"officer:{name}", args=[road.reference, *parts])


def own(asked, name="consultation"):
    return reverse(f"consulted:{name}", args=[asked.pk])


def request_to(road, body, round_=1):
    return Consultation.objects.get(application_id=road.pk, body__code=body, round=round_)


@pytest.fixture
def transport(reviewed):
    return request_to(reviewed, "transport")


def send(asked, data=OBJECTS):
    code = asked.body.code
    write_and_send(asked, person(code), person(f"{code}2"), data)


NOTHING = Marks(drafted=False, for_check=False, sent=False, deemed=False, revoked=False, replaced=False)


@pytest.mark.parametrize(
    ("marks", "late", "expected"),
    [
        ({}, 0, Phase.OPENED),
        ({"drafted": True}, 0, Phase.IN_DRAFT),
        ({"drafted": True, "for_check": True}, 0, Phase.FOR_CHECK),
        ({"drafted": True, "for_check": True}, 1, Phase.OVERDUE),
        ({"drafted": True, "for_check": True, "sent": True}, 1, Phase.SENT),
        ({"deemed": True}, 1, Phase.DEEMED),
        ({"drafted": True, "sent": True, "revoked": True, "replaced": True}, 0, Phase.REVOKED),
        ({"replaced": True}, 1, Phase.REPLACED),
    ],
)
def test_the_phase_of_a_round_is_read_off_its_marks(marks, late, expected):
    due = timezone.localdate()
    assert phase(replace(NOTHING, **marks), due_on=due, today=due + timedelta(days=late)) is expected


def test_bodies_disagree_when_one_objects_to_what_another_does_not():
    assert disagree([Answer.OBJECTION, Answer.WITH_CONDITIONS])
    assert not disagree([Answer.OBJECTION, Answer.NO_COMPETENCE])
    assert not disagree([Answer.NO_OBJECTION, Answer.WITH_CONDITIONS])


def test_another_body_is_asked_with_a_reason_and_reads_it(as_, reviewed):
    officer, emergencies = as_("officer"), StateBody.objects.get(code="energy")
    typed = {"body": emergencies.pk, "competence": "NSL 15(1)(16)", "reason": "The power line of the port."}
    assert officer.post(at(reviewed, "ask_body"), typed | {"reason": ""}).status_code == 422
    assert as_("officer2").post(at(reviewed, "ask_body"), typed).status_code == 404
    assert officer.post(at(reviewed, "ask_body"), typed).url == at(reviewed, "opinions")
    asked = request_to(reviewed, "energy")
    assert (asked.asked_by, asked.due_on) == (
        person("officer"),
        calendar(timezone.localdate()).add(timezone.localdate(), 10),
    )
    assert asked.clock.get().working_days == 10
    assert "The power line of the port." in text_of(as_("energy").get(own(asked)))
    # Asked already: it is no longer offered.
    assert officer.post(at(reviewed, "ask_body"), typed).status_code == 422


def test_a_body_is_asked_again_when_facts_change_and_its_answer_stays(as_, reviewed, transport):
    send(transport)
    report = draft_report(application_id=reviewed.pk, by=person("officer"), motion="grant", text="x")
    again = at(reviewed, "ask_again", transport.pk)
    assert as_("officer").post(again, {"reason": "The buyer has changed."}).status_code == 302
    report.refresh_from_db()
    assert report.voided_at is not None
    fresh = request_to(reviewed, "transport", 2)
    transport.refresh_from_db()
    assert (transport.replaced_at is not None, fresh.answered) == (True, None)
    page = text_of(as_("officer").get(at(reviewed, "opinions")))
    assert "canary-of-transport" in page
    assert "replaced by a new round" in page
    assert "The buyer has changed." in text_of(as_("transport").get(own(fresh)))
    # The earlier round takes no more answers, and is not asked about twice.
    assert as_("officer").post(again, {"reason": "Once more."}).status_code == 409
    send(fresh, OpinionData(answer=Answer.NO_OBJECTION, reasons="Settled."))
    assert "Settled." in text_of(as_("officer").get(reverse("officer:case", args=[reviewed.reference])))


def test_a_body_revokes_its_opinion_and_what_rests_on_it_is_void(as_, reviewed, transport):
    body = as_("transport2")
    assert body.post(own(transport, "revoke"), {"reason": "Too early."}).status_code == 409
    reviewed.answer_all().report()
    assert body.post(own(transport, "revoke"), {"reason": " "}).status_code == 422
    assert as_("competition").post(own(transport, "revoke"), {"reason": "x"}).status_code == 404
    assert body.post(own(transport, "revoke"), {"reason": "A fact was wrong."}).status_code == 302
    assert Opinion.objects.get(consultation=transport).revoked_by == person("transport2")
    assert Report.objects.filter(application_id=reviewed.pk, voided_at__isnull=True).count() == 0
    with pytest.raises(CannotProceed, match="Not every consulted body has answered"):
        reviewed.put_on_agenda()
    assert request_to(reviewed, "transport", 2).answered is None
    page = text_of(as_("officer").get(at(reviewed, "opinions")))
    assert "A fact was wrong." in page


def test_an_opinion_is_read_by_other_bodies_only_once_shared_and_never_if_personal(as_, reviewed, transport):
    finance = request_to(reviewed, "finance")
    share = at(reviewed, "share_opinion", transport.pk)
    officer = as_("officer")
    assert officer.post(share).status_code == 409
    send(transport)
    assert "canary-of-transport" not in text_of(as_("finance").get(own(finance)))
    assert officer.post(share).status_code == 302
    assert "canary-of-transport" in text_of(as_("finance").get(own(finance)))
    Opinion.objects.filter(consultation=transport).update(marking="personal")
    assert "canary-of-transport" not in text_of(as_("finance").get(own(finance)))
    assert officer.post(share).status_code == 409


def test_a_drafter_of_a_unit_writes_and_sees_one_request_only(as_, reviewed, transport):
    unit = StateBody.objects.create(
        code="port-unit", competence="15(1)(13)", name_ru="Порт", subordinate_to=transport.body
    )
    drafter = User.objects.create(username="drafter", email="drafter@demo.example", first_name="Drafter")
    Appointment.objects.create(user=drafter, role=Role.CONSULTED, body=unit)
    client = Client()
    client.force_login(drafter)
    assert client.get(own(transport)).status_code == 404
    body = as_("transport2")
    stranger = person("finance")
    assert body.post(own(transport, "drafter"), {"drafter": stranger.pk}).status_code == 422
    assert body.post(own(transport, "drafter"), {"drafter": drafter.pk}).status_code == 302
    typed = {"marking": "public", "answer": "no_objection", "reasons": "Written below."}
    assert client.post(own(transport), typed).status_code == 302
    assert client.post(own(transport, "check")).status_code == 302
    # The unit writes; the body sends.
    assert client.post(own(transport, "send")).status_code == 403
    assert client.get(own(request_to(reviewed, "finance"))).status_code == 404
    assert body.post(own(transport, "send")).status_code == 302
    assert Opinion.objects.get(consultation=transport).drafted_by == drafter
    body.post(own(transport, "drafter"), {"drafter": ""})


def test_the_second_person_gives_a_draft_back_with_a_remark(as_, reviewed, transport):
    writer, checker = as_("transport"), as_("transport2")
    writer.post(own(transport), {"marking": "public", "answer": "objection", "reasons": "No."})
    writer.post(own(transport, "check"))
    assert writer.get(own(transport)).context["form"] is None
    assert checker.post(own(transport, "give_back"), {"remark": "Say why."}).status_code == 302
    page = writer.get(own(transport))
    assert "Say why." in text_of(page)
    assert page.context["form"]["reasons"].value() == "No."


def test_an_answer_with_conditions_names_them_before_the_check(as_, transport):
    writer = as_("transport")
    typed = {"marking": "public", "answer": "with_conditions", "reasons": "Keep it open.", "conditions": ""}
    writer.post(own(transport), typed)
    response = writer.post(own(transport, "check"))
    assert response.status_code == 409
    assert "Add the conditions" in text_of(response)
    writer.post(own(transport), typed | {"conditions": "Report yearly."})
    assert writer.post(own(transport, "check")).status_code == 302


def test_the_matrix_marks_threats_and_disagreement(as_, reviewed, transport):
    send(transport)
    page = as_("officer").get(at(reviewed, "opinions"))
    assert not page.context["disagree"]
    send(request_to(reviewed, "finance"), OpinionData(answer=Answer.NO_OBJECTION, reasons="None."))
    page = as_("officer").get(at(reviewed, "opinions"))
    assert page.context["disagree"]
    codes = [row["consultation"].body.code for row in page.context["rows"]]
    (threat,) = page.context["threats"]
    assert threat["name"].startswith("6.1.13 ")
    assert [code for code, mark in zip(codes, threat["marks"], strict=True) if mark] == ["transport"]


def test_punctuality_counts_in_time_late_deemed_and_the_median_without_content(as_, reviewed, transport):
    asked_on = timezone.localdate()
    tenth = calendar(asked_on).add(asked_on, 10)
    twelfth = calendar(asked_on).add(asked_on, 12)
    noon = datetime.min.time().replace(hour=12)
    with time_machine.travel(timezone.make_aware(datetime.combine(tenth, noon)), tick=False):
        send(transport)
    with time_machine.travel(timezone.make_aware(datetime.combine(twelfth, noon)), tick=False):
        send(request_to(reviewed, "finance"))
        deem_silent(consultation_id=request_to(reviewed, "competition").pk, by=person("head"))
        rows = {row.body.code: row for row in queries_opinions.punctuality(calendar(asked_on))}
        public = Client().get("/punctuality/")
    page = text_of(public)
    got = {
        code: (row.asked, row.in_time, row.late, row.deemed, row.overdue, row.median_days)
        for code, row in rows.items()
    }
    assert got == {
        "transport": (1, 1, 0, 0, 0, 10),
        "finance": (1, 0, 1, 0, 0, 12),
        "competition": (1, 0, 0, 1, 0, None),
        "security": (1, 0, 0, 0, 1, None),
    }
    # One answer's median would be that answer's time.
    assert {row.median_days for row in public.context["rows"]} == {None}
    assert "canary" not in page
    assert "Competition authority" in page
    assert as_("officer").get("/cases/punctuality/").status_code == 200
