"""A year in numbers, worked out by hand from three decided cases and what stands beside them."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
import time_machine

from commission.models import Application, Decision, Event, InformationRequest
from commission.procedure.clocks import Calendar
from commission.procedure.stages import Stage
from commission.queries_statistics import Duration, Load, running, year_figures, years
from commission.states import Motion, State
from registry.roles import Role
from tests.registry.builders import person, thing

pytestmark = pytest.mark.django_db
# Year, cases and moves, endings, requests, appeals, defects: however many cases there are.
QUERIES = 6


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, tzinfo=UTC)


class Office:
    """Cases as rows: the statistics read rows, whatever road made them."""

    def __init__(self):
        self.by, self.dam = person("applicant", Role.APPLICANT), thing("SO-B-101", name_en="Great dam")
        self.made = 0

    def case(self, kind, state, *moves, t0=None, due_on=None, officer=None):
        self.made += 1
        found = Application.objects.create(
            reference=f"C-2026-{self.made:05}", applicant=self.by, object=self.dam, kind=kind, state=state,
            t0=t0, due_on=due_on, submitted_at=noon(moves[0][0]), officer=officer,
        )  # fmt: skip
        for day, to in moves:
            Event.objects.create(application=found, verb="-", from_state="-", to_state=to, at=noon(day))
        return found

    def decide(self, application, outcome, day, *, told=True):
        Decision.objects.create(
            application=application, outcome=outcome, number=application.reference, date=day, text_kk="-",
            text_ru="-", recorded_by=self.by, notified_at=noon(day) if told else None,
        )  # fmt: skip
        return application


def jan(day):
    return date(2026, 1, day)


def feb(day):
    return date(2026, 2, day)


@pytest.fixture
def office():
    made = Office()
    # Decided within its term: 2 working days at the desk, 8 of review, 5 with the Commission, 4 with the Government.
    first = made.case(
        "sale", State.PERMITTED, (jan(5), "submitted"), (jan(7), "registered"), (jan(12), "under_review"),
        (jan(19), "on_agenda"), (jan(21), "heard"), (jan(26), "before_government"), (jan(30), "permitted"),
        t0=jan(5), due_on=date(2026, 3, 30),
    )  # fmt: skip
    made.decide(first, Motion.GRANT, jan(30))
    # Returned once, deferred once; its last day passed while it stood on the agenda.
    # Desk 3 + 1, applicant 5, review 11 + 4, Commission 1 + 2, Government 3; in all 22 from day zero.
    second = made.case(
        "pledge", State.REFUSED, (jan(5), "submitted"), (jan(8), "returned"), (jan(15), "submitted"),
        (jan(16), "registered"), (feb(2), "on_agenda"), (feb(3), "under_review"), (feb(9), "on_agenda"),
        (feb(11), "before_government"), (feb(16), "refused"), t0=jan(15), due_on=feb(10),
    )  # fmt: skip
    made.decide(second, Motion.REFUSE, feb(16))
    # On a sectoral opinion: desk 1, review 3, agreement 2, Government 1; a day late, with the Government.
    third = made.case(
        "sale", State.PERMITTED, (jan(5), "submitted"), (jan(6), "registered"), (jan(9), "opinion_drafted"),
        (jan(13), "before_government"), (jan(14), "permitted"), t0=jan(5), due_on=jan(13),
    )  # fmt: skip
    made.decide(third, Motion.GRANT, jan(14))
    # Neither of last year, nor decided and not told yet, nor in progress.
    last_year = made.case("gift", State.PERMITTED, (date(2025, 12, 1), "submitted"), t0=date(2025, 12, 1))
    made.decide(last_year, Motion.GRANT, date(2025, 12, 30))
    untold = made.case("gift", State.PERMITTED, (feb(2), "submitted"), t0=feb(2))
    made.decide(untold, Motion.GRANT, feb(20), told=False)
    made.case("sale", State.WITHDRAWN, (jan(5), "submitted"), (feb(4), "withdrawn"))
    for late in (False, True):
        InformationRequest.objects.create(
            application=second, revision=1, stage="review", working_days=10, late=late,
            late_reason="New facts." if late else "", drafted_by=made.by, sent_by=made.by, sent_at=noon(jan(20)),
        )  # fmt: skip
    return made


def test_a_year_by_hand(office, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        figures = year_figures(2026, Calendar())
    assert (figures.decided, figures.late) == (3, 2)
    assert figures.outcomes == {("sale", "grant"): 2, ("pledge", "refuse"): 1}
    assert {stage for stage, number in figures.late_at.items() if number} == {
        Stage.COMMISSION,
        Stage.GOVERNMENT,
    }
    assert figures.total == Duration(3, 19, 22)  # of 7, 19, 22
    assert figures.stages == {
        Stage.DESK: Duration(3, 2, 4),  # of 1, 2, 4
        Stage.APPLICANT: Duration(1, 5, 5),
        Stage.REVIEW: Duration(3, 8, 15),  # of 3, 8, 15
        Stage.COMMISSION: Duration(2, 3, 5),  # of 3, 5: the lower median
        Stage.AGREEMENT: Duration(1, 2, 2),
        Stage.GOVERNMENT: Duration(3, 3, 4),  # of 1, 3, 4
    }
    assert figures.ended == Counter({("sale", "withdrawn"): 1})
    assert (figures.asked, figures.asked_late, figures.late_defects, figures.appeals) == (2, 1, 0, 0)
    assert year_figures(2025, Calendar()).outcomes == {("gift", "grant"): 1}


def test_what_is_in_progress_by_stage_and_officer(office, django_assert_num_queries):
    officer = person("officer", Role.OFFICER)
    officer.first_name, officer.last_name = "Dana", "One"
    officer.save()
    office.case("sale", State.SUBMITTED, (feb(2), "submitted"), due_on=feb(3))  # provisional: not overdue
    for due in (feb(27), feb(26)):
        office.case("sale", State.HEARD, (feb(2), "heard"), t0=feb(2), due_on=due, officer=officer)
    with time_machine.travel(noon(feb(27)), tick=False), django_assert_num_queries(1):
        now = running()
    assert {stage: load for stage, load in now.by_stage.items() if load.cases} == {
        Stage.DESK: Load(1, 0),
        Stage.COMMISSION: Load(2, 1),
    }
    assert now.by_officer == {"": Load(1, 0), "Dana One": Load(2, 1)}


def test_the_public_reads_what_tells_of_no_single_case_and_the_desk_all_of_it(office, client):
    staff = person("head", Role.HEAD)
    with time_machine.travel(noon(feb(27)), tick=False):
        assert years() == [2026, 2025]
        public = client.get("/statistics/")
        public_file = client.get("/statistics/all.csv").content.decode("utf-8-sig")
        assert client.get("/statistics/?year=2025").context["figures"].decided == 1
        assert client.get("/statistics/?year=1999").context["figures"].year == 2026
        client.force_login(staff)
        own = client.get("/cases/statistics/")
        own_file = client.get("/cases/statistics/all.csv")
    assert public.context["metrics"][1]["value"] == "67 %"  # two of three
    assert public.context["metrics"][2]["value"] == "–"
    assert own.context["metrics"][2]["value"] == 19
    # Every decision is published, so their kinds are; where the terms of two cases ran out is not.
    assert public.context["outcomes"] == own.context["outcomes"]
    assert public.context["late"][1] == []
    assert [cell for _label, cell in public.context["ended"][1]] == [1]
    assert sorted(cell for _label, cell in own.context["late"][1]) == [1, 1]
    theirs, ours = (
        {tuple(line.split(",")[:4]): line.split(",")[4] for line in text.splitlines()[1:]}
        for text in (public_file, own_file.content.decode("utf-8-sig"))
    )
    assert theirs.keys() == ours.keys()
    assert theirs["2026", "decided", "sale", "grant"] == ours["2026", "decided", "sale", "grant"] == "2"
    assert (theirs["2026", "ended", "withdrawn", ""], ours["2026", "ended", "withdrawn", ""]) == ("", "1")
    assert (
        theirs["2026", "working_days", "total", "median"],
        ours["2026", "working_days", "total", "median"],
    ) == (
        "",
        "19",
    )
    assert theirs["2026", "requests", "", "late"] == "1"
    assert own_file["Content-Disposition"] == 'attachment; filename="statistics-illustrative.csv"'
