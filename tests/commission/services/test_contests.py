"""Contesting a finding: beside it, never instead of it; four eyes; reports die with their ground."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from commission.demonstration import registry_party
from commission.guards import motion_left_open
from commission.models import Contest, ContestStep, Document, Finding, Report
from commission.models.package import Inspection
from commission.services import conditions as proposing
from commission.services.checks import record_assessment
from commission.services.contests import (
    Evidence,
    countersign_contest,
    propose_contest,
    refuse_contest,
    withdraw_contest,
)
from commission.services.motions import allowed_motions
from commission.services.reports import countersign_report, draft_report, still_stands
from commission.states import Effect, Ground, Motion, Outcome, Standing, State
from commission.workflow import CannotProceed, NotAllowed
from registry.models import Appointment, JournalEntry
from registry.roles import Role
from tests.cast import Road, load_cast, person, prepared
from tests.commission.pages.officer.conftest import filed, inspected

pytestmark = pytest.mark.django_db

TREATY = Evidence(act_name="Treaty of friendship", act_number="21-V", act_date=date(2012, 6, 1))
ALL = [Motion.GRANT, Motion.GRANT_WITH_CONDITIONS, Motion.REFUSE]
RESTRICTED = [Motion.REFUSE]


@pytest.fixture
def fibre() -> Road:
    """Under review: 10 % of Steppe Fibre to Luxembourg, over the 49 % of NSL 23(6)(7)."""
    load_cast()
    road = Road.draft("SO-B-025", acquirer=registry_party("EURASFIBRE"))
    return inspected(road).submit().register().examine()


def propose(road: Road, by: str = "officer", **changes: object) -> Contest:
    values = {
        "check_id": "operator_49",
        "ground": Ground.TREATY_PREVAILS,
        "reason": "The treaty puts its investors on a par with residents.",
        "evidence": TREATY,
    }
    return propose_contest(application_id=road.pk, by=person(by), **(values | changes))


def prohibitions(road: Road) -> list[str]:
    """Checks whose violation of a prohibition stands, straight from the rows."""
    rows = Finding.objects.filter(
        application=road.application, outcome=Outcome.VIOLATION, effect=Effect.PROHIBITION
    )
    return sorted(rows.values_list("check_id", flat=True))


def contest_all(road: Road) -> list[Contest]:
    """Every prohibition of the case contested and countersigned."""
    made = [propose(road, check_id=check_id) for check_id in prohibitions(road)]
    for contest in made:
        countersign_contest(contest_id=contest.pk, by=person("head"))
    return made


def journal(road: Road) -> list[str]:
    entries = JournalEntry.objects.filter(subject=road.reference, act__startswith="contest.")
    return list(entries.order_by("seq").values_list("act", flat=True))


def test_a_countersigned_contest_lifts_the_restriction_and_its_withdrawal_brings_it_back(fibre: Road):
    application = fibre.application
    found = Finding.objects.get(application=application, check_id="operator_49")
    before = (found.outcome, found.message, found.figures, found.facts_sha256)
    assert "operator_49" in prohibitions(fibre)
    assert allowed_motions(application) == RESTRICTED
    with pytest.raises(CannotProceed, match="A prohibition stands uncontested"):
        draft_report(application_id=fibre.pk, by=person("officer"), motion=Motion.GRANT, text="Grant.")

    # A permission on conditions is open once every violation is cured by one of them, and not before.
    barring = application.barring()
    rows = [
        proposing.name_cures(condition_id=pk, by=person("officer"), cures=[])
        for pk in prepared(fibre.pk, *"ab")
    ]
    assert allowed_motions(application) == RESTRICTED
    half = proposing.name_cures(condition_id=rows[0].pk, by=person("officer"), cures=barring[:1])
    with pytest.raises(CannotProceed, match="No condition says that it cures"):
        draft_report(
            application_id=fibre.pk, by=person("officer"), motion=Motion.GRANT_WITH_CONDITIONS, text="Grant.",
            conditions=[half.pk],
        )  # fmt: skip
    proposing.name_cures(condition_id=rows[1].pk, by=person("officer"), cures=barring[1:])
    assert allowed_motions(application) == [Motion.GRANT_WITH_CONDITIONS, Motion.REFUSE]
    for row in rows:
        proposing.drop_condition(condition_id=row.pk, by=person("officer"))

    proposed = [propose(fibre, check_id=check_id) for check_id in prohibitions(fibre)]
    assert allowed_motions(application) == RESTRICTED, "nobody has countersigned yet"
    for contest in proposed[:-1]:
        countersign_contest(contest_id=contest.pk, by=person("head"))
    assert allowed_motions(application) == RESTRICTED, "one prohibition is still uncontested"
    countersign_contest(contest_id=proposed[-1].pk, by=person("head"))
    assert allowed_motions(application) == ALL

    fibre.report(Motion.GRANT)
    report = Report.objects.get()
    assert still_stands(report, fibre.application)
    withdraw_contest(contest_id=proposed[0].pk, by=person("officer"), reason="The treaty has ended.")
    report.refresh_from_db()
    assert report.voided_at is not None
    assert allowed_motions(application) == RESTRICTED

    found.refresh_from_db()
    assert (found.outcome, found.message, found.figures, found.facts_sha256) == before
    assert found.standing_outcome == Outcome.VIOLATION
    number = len(proposed)
    assert journal(fibre) == ["contest.propose"] * number + ["contest.countersign"] * number + [
        "contest.withdraw"
    ]


def test_a_countersign_voids_a_report_written_before_it(fibre: Road):
    contest = propose(fibre)
    fibre.report(Motion.REFUSE)
    report = Report.objects.get()
    assert report.voided_at is None, "a proposal changes no ground"
    countersign_contest(contest_id=contest.pk, by=person("head"))
    report.refresh_from_db()
    assert report.voided_at is not None


def test_a_report_whose_ground_moved_is_not_countersigned_even_if_nobody_voided_it(fibre: Road):
    contests = contest_all(fibre)
    report = draft_report(application_id=fibre.pk, by=person("officer"), motion=Motion.GRANT, text="Grant.")
    # Raw rows, as a forgotten code path would leave them: the hash of the ground still catches it.
    ContestStep.objects.create(contest=contests[0], standing=Standing.WITHDRAWN, by=person("officer"))
    with pytest.raises(CannotProceed, match="must be written again"):
        countersign_report(report_id=report.pk, by=person("head"), uncited_because="Nothing to cite.")


def test_the_door_itself_refuses_a_grant_against_an_uncontested_prohibition(fibre: Road):
    """Even with a countersigned report that names a ground that fits: the guard of the agenda asks anew."""
    contests = contest_all(fibre)
    fibre.answer_all().report(Motion.GRANT)
    assert fibre.application.current_report() is not None
    ContestStep.objects.create(contest=contests[0], standing=Standing.WITHDRAWN, by=person("officer"))
    assert motion_left_open(fibre.application) is False
    with pytest.raises(CannotProceed):
        fibre.put_on_agenda()
    assert fibre.application.state == State.UNDER_REVIEW


def test_a_contested_case_goes_to_the_vote_with_a_grant(fibre: Road):
    contest_all(fibre)
    fibre.answer_all().report(Motion.GRANT).put_on_agenda().open_vote()
    assert (fibre.item.motion, fibre.application.state) == (Motion.GRANT, State.HEARD)


def test_nobody_countersigns_or_refuses_their_own_contest(fibre: Road):
    own = propose(fibre, by="head")
    for act in (countersign_contest, lambda **of: refuse_contest(**of, reason="No.")):
        with pytest.raises(NotAllowed):
            act(contest_id=own.pk, by=person("head"))
    Appointment.objects.create(user=person("officer2"), role=Role.HEAD)
    countersign_contest(contest_id=own.pk, by=person("officer2"))
    assert own.standing() == Standing.COUNTERSIGNED


def test_strangers_neither_contest_nor_decide_nor_withdraw(fibre: Road):
    contest = propose(fibre)
    for stranger in ("officer2", "secretary", "applicant", "member1", "prosecutor", "transport"):
        for forbidden in (
            lambda by: propose(fibre, by=by, ground=Ground.FACTS_WRONG),
            lambda by: countersign_contest(contest_id=contest.pk, by=person(by)),
            lambda by: withdraw_contest(contest_id=contest.pk, by=person(by), reason="No."),
        ):
            with pytest.raises(NotAllowed):
                forbidden(stranger)
    with pytest.raises(NotAllowed):  # the officer proposes, and does not decide
        countersign_contest(contest_id=contest.pk, by=person("officer"))
    assert (Contest.objects.count(), ContestStep.objects.count()) == (1, 0)


def test_a_refusal_gives_its_reason_and_ends_the_contest(fibre: Road):
    contest = propose(fibre)
    with pytest.raises(CannotProceed, match="Give the reason"):
        refuse_contest(contest_id=contest.pk, by=person("head"), reason=" ")
    refuse_contest(contest_id=contest.pk, by=person("head"), reason="The treaty does not cover shares.")
    assert contest.standing() == Standing.REFUSED
    assert contest.steps.get().reason == "The treaty does not cover shares."
    for act in (
        lambda: countersign_contest(contest_id=contest.pk, by=person("head")),
        lambda: withdraw_contest(contest_id=contest.pk, by=person("officer"), reason="Anyway."),
    ):
        with pytest.raises(CannotProceed, match="decided already"):
            act()
    again = propose(fibre)
    assert again.pk != contest.pk, "a refused ground may be raised anew"


def test_the_same_form_sent_twice_makes_one_row(fibre: Road):
    first, second = propose(fibre, key="k"), propose(fibre, key="k")
    assert first == second
    for _ in range(2):
        countersign_contest(contest_id=first.pk, by=person("head"))
    for _ in range(2):
        withdraw_contest(contest_id=first.pk, by=person("officer"), reason="Ended.")
    assert (Contest.objects.count(), ContestStep.objects.count()) == (1, 2)
    assert journal(fibre) == ["contest.propose", "contest.countersign", "contest.withdraw"]


def test_evidence_is_needed_and_must_be_the_cases_own(fibre: Road):
    strange = Document.objects.filter(application__reference=filed("SO-B-021").reference).first()
    own = Document.objects.filter(application=fibre.application).first()
    assert strange is not None
    assert own is not None
    bad = [
        (Evidence(), "Name the evidence"),
        (Evidence(act_name="Consent", act_number="7"), "name, number and date"),
        (Evidence(document_id=strange.pk), "accepted document of this case"),
    ]
    for evidence, why in bad:
        with pytest.raises(CannotProceed, match=why):
            propose(fibre, ground=Ground.FACTS_WRONG, evidence=evidence)
    with pytest.raises(CannotProceed, match="Cite the treaty"):
        propose(fibre, evidence=Evidence(document_id=own.pk))
    Document.objects.filter(pk=own.pk).update(inspection=Inspection.REJECTED)
    with pytest.raises(CannotProceed, match="accepted document of this case"):
        propose(fibre, ground=Ground.FACTS_WRONG, evidence=Evidence(document_id=own.pk))
    Document.objects.filter(pk=own.pk).update(inspection=Inspection.ACCEPTED)
    assert propose(fibre, ground=Ground.FACTS_WRONG, evidence=Evidence(document_id=own.pk)).document == own


def test_one_ground_is_raised_once_at_a_time_and_another_beside_it(fibre: Road):
    propose(fibre)
    with pytest.raises(CannotProceed, match="already contested on this ground"):
        propose(fibre)
    propose(fibre, ground=Ground.READING_DIFFERS)
    assert Contest.objects.count() == 2


def test_what_the_program_left_open_is_assessed_first_and_another_assessment_makes_the_contest_stale(
    fibre: Road,
):
    """`control_centre` is a prohibition whose outcome an officer records."""
    with pytest.raises(CannotProceed, match="record the outcome"):
        propose(fibre, check_id="control_centre")
    assess = {"application_id": fibre.pk, "check_id": "control_centre", "by": person("officer")}
    record_assessment(**assess, outcome=Outcome.VIOLATION, reason="The centre is to move to Stockholm.")
    contests = contest_all(fibre)
    assert allowed_motions(fibre.application) == RESTRICTED, "the recorded violation is uncontested"
    recorded = propose(fibre, check_id="control_centre", ground=Ground.FACTS_WRONG)
    countersign_contest(contest_id=recorded.pk, by=person("head"))
    assert allowed_motions(fibre.application) == ALL
    assert contests[0].pk != recorded.pk
    record_assessment(**assess, outcome=Outcome.VIOLATION, reason="The draft contract says so too.")
    stale = Contest.objects.get(pk=recorded.pk)
    assert (stale.is_stale, stale.is_upheld, stale.standing()) == (True, False, Standing.COUNTERSIGNED)
    assert allowed_motions(fibre.application) == RESTRICTED
    waiting = propose(fibre, check_id="control_centre", ground=Ground.FACTS_WRONG)
    record_assessment(**assess, outcome=Outcome.VIOLATION, reason="A third.")
    with pytest.raises(CannotProceed, match="stands no longer"):
        countersign_contest(contest_id=waiting.pk, by=person("head"))


def test_a_contest_of_an_earlier_revision_is_stale(fibre: Road):
    contest = propose(fibre)
    countersign_contest(contest_id=contest.pk, by=person("head"))
    application = fibre.application
    application.revision += 1
    application.save()
    fresh = Contest.objects.get(pk=contest.pk)
    assert (fresh.is_stale, fresh.is_upheld) == (True, False)


def test_after_the_review_nothing_is_contested_decided_or_withdrawn(fibre: Road):
    waiting = propose(fibre, ground=Ground.READING_DIFFERS)
    upheld = contest_all(fibre)
    fibre.answer_all().report(Motion.GRANT).put_on_agenda()
    for act in (
        lambda: propose(fibre, ground=Ground.FACTS_WRONG),
        lambda: countersign_contest(contest_id=waiting.pk, by=person("head")),
        lambda: withdraw_contest(contest_id=upheld[0].pk, by=person("officer"), reason="Late."),
    ):
        with pytest.raises(CannotProceed, match="The review is over"):
            act()


def test_rows_are_never_changed_or_removed(fibre: Road):
    contest = propose(fibre)
    countersign_contest(contest_id=contest.pk, by=person("head"))
    for act in (
        lambda: Contest.objects.update(reason="Other."),
        lambda: Contest.objects.all().delete(),
        lambda: ContestStep.objects.update(standing=Standing.REFUSED),
        lambda: ContestStep.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
