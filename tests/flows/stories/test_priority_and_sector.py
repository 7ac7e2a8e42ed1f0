"""A pledge and what its enforcement brings: the state buys first. A manager's sale under the sector's opinion (R2)."""

import pytest

from commission.models import PriorityTrack
from commission.procedure.priority import Move
from commission.services.applications import PartyData
from commission.states import Capacity, Kind, Motion, State
from commission.workflow import CannotProceed, NotAllowed
from tests.cast import FUND, prepared
from tests.flows.stories.steps import INTERNAL, REPORT, day
from tests.flows.stories.steps_priority_and_sector import (
    confirm_contract,
    file_for_the_owner,
    leads_to_the_priority_right,
    notify_of_enforcement,
    priority,
    report_contract,
)

STATION, BANK = "SO-B-013", PartyData(kind="entity", name="Bank Alatau", country="KZ")


@pytest.fixture
def by_date(settings):
    """Day zero lies after 1 January 2016: the case pins R2."""
    settings.REGIME_MODE = "by_date"


def test_a_pledge_is_permitted_and_at_its_enforcement_the_state_buys(story):
    story.on("02.03").file(STATION, kind="pledge", acquirer=BANK).register()
    # An encumbrance gives the state no right to buy: there is no track, on neither side.
    story.is_hidden_from("/cases/*/priority/", "officer").is_hidden_from("/apply/*/priority/", "applicant")
    story.on("11.03").examine().answer_opinions().keeps_its_secrets()
    story.on("12.03").report()
    story.on("13.03").put_on_agenda("27.03")
    story.on("27.03").session()
    story.on("30.03").sign_and_send()
    story.on("14.04").decide()
    story.refused(
        "encumbrance", "step", "exercise_priority", by="government", reason="Why.", act="6 of 14.04"
    )
    story.on("15.04").read_notice()
    story.on("20.04")
    confirm_contract(story, report_contract(story, "3", "17.04"))
    # No row of the registry changes with a pledge, so no keeper is waited for.
    assert (story.state, PriorityTrack.objects.count()) == (State.IN_MONITORING, 0)
    # 30 days after 15 April: 15 May.
    story.on("18.05").step("close")
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,energy start 10 -> 17.03
        11.03 security,energy stop
        30.03 authority pause
        14.04 total stop
        14.04 authority stop
    """)
    _the_pledge_is_enforced(story)


def _the_pledge_is_enforced(story):
    story.on("05.06")
    notice = notify_of_enforcement(STATION, since="01.06", by="applicant2")
    # Five working days after the writ: 2 3 4 5 8 June.
    assert notice.due_on == day("08.06")
    story.sees("applicant2", "/apply/notifications/", notice.reference)
    assert notice.reference not in story.asks("applicant", "/apply/notifications/")[1]
    story.on("08.06")
    file_for_the_owner(
        story, Capacity.PLEDGEE, Kind.ENFORCEMENT, STATION, name=BANK.name, applicant="applicant2"
    )
    story.file_again().register()
    leads_to_the_priority_right(story, notice)
    story.sees("officer", f"/monitoring/inquiries/{notice.pk}/", story.reference)
    track = PriorityTrack.objects.get(application_id=story.pk)
    assert track.stage == "opened"
    priority(story.on("09.06"), Move.RECOMMEND, "BC-4 of 09.06", yes=True)
    story.on("15.06").examine().answer_opinions().keeps_its_secrets()
    story.on("16.06").report().put_on_agenda("01.07")
    story.on("01.07").session()
    story.on("03.07").sign_and_send()
    story.on("13.07")
    with pytest.raises(NotAllowed):
        priority(story, Move.DECIDE, "70 of 13.07", yes=True, by="officer")
    priority(story, Move.DECIDE, "70 of 13.07", yes=True)
    buy = {"by": "government", "reason": "The station heats the town.", "act": "71 of 13.07"}
    story.refused("already “before the Government”", "step", "exercise_priority", **buy)
    priority(story.on("17.07"), Move.NOTIFY, "72 of 17.07")
    # On both sides the track is read, but not who moved it, nor why.
    story.sees("government", "/cases/*/priority/", INTERNAL, "72").sees(
        "applicant2", "/apply/*/priority/", "72"
    )
    assert INTERNAL not in story.asks("applicant2", "/apply/*/priority/")[1]
    story.is_hidden_from("/cases/*/priority/", "applicant2", "officer2", "member1")
    story.is_hidden_from("/apply/*/priority/", "applicant")
    story.on("20.07").decide(number="16")
    assert story.state == State.AWAITING_CONCLUSION
    # What the state has decided to buy is sold to nobody else.
    with pytest.raises(CannotProceed, match="exercises the priority right"):
        confirm_contract(story, report_contract(story, "5", "20.07", buyer="Bidder"))
    story.on("21.07").step("exercise_priority", **buy)
    assert story.state == State.STATE_PURCHASE
    priority(story.on("24.07"), Move.CONTRACT, "GZ-1 of 24.07")
    track.refresh_from_db()
    assert (track.stage, track.is_settled) == ("contracted", True)
    story.refused("can no longer be withdrawn", "withdraw", "We keep it.")
    # Day zero 8 June is n 62: total n 122 = 1 September, authority n 107 = 11 August, bodies n 72 = 22 June.
    # Decision: n 63 + 30 = 93. Notice: n 86 + 5 = 91. Two years from Monday 13.07.2026 to Thursday 13.07.2028 are 104
    # weeks and 3 days, 523 without week-ends, less 29 holidays on other days: 2 of 2026, 14 of 2027, 13 of 2028.
    story.ends("""
        08.06 total start 60 -> 01.09
        08.06 authority start 45 -> 11.08
        08.06 security,energy,competition,finance start 10 -> 22.06
        09.06 decision start 30 -> 22.07
        15.06 security,energy,competition,finance stop
        03.07 authority pause
        13.07 decision stop
        13.07 notice start 5 -> 20.07
        13.07 buy_out start 494 -> 13.07
        17.07 notice stop
        20.07 total stop
        20.07 authority stop
        24.07 buy_out stop
    """)


def test_a_managers_sale_is_agreed_at_the_second_asking(story, by_date):
    story.on("02.03")
    file_for_the_owner(
        story, Capacity.MANAGER, Kind.BANKRUPTCY_SALE, "SO-B-020", name="Manager", applicant="applicant",
        acquirer=FUND,
    )  # fmt: skip
    # R2 asks for everybody down to the ultimate buyer (D7).
    story.refused("some sections are not complete", "file_again")
    story.road.declare_owner()
    story.file_again().register()
    assert (story.application.regime, story.due("total")) == ("R2", day("13.05"))
    story.on("11.03").examine().refused("Not every consulted body", "draft_sectoral")
    story.answer_opinions().keeps_its_secrets()
    agreement = "/opinions/agreements/*/"
    story.on("12.03").is_hidden_from(agreement, "security").draft_sectoral()
    priority(story, Move.RECOMMEND, "BC-1 of 12.03", yes=False)
    assert story.state == State.OPINION_DRAFTED
    story.sees("security", agreement, REPORT).is_hidden_from(agreement, "transport", "officer", "applicant")
    story.is_hidden_from("/government/*/decide/", "government")
    story.on("16.03").refused("Give the reasons", "answer_sectoral", agrees=False)
    story.answer_sectoral(agrees=False, reasons=INTERNAL)
    assert story.state == State.UNDER_REVIEW
    story.sees("officer", "/cases/*/", INTERNAL).keeps_its_secrets()
    condition = "Report the owners every year."
    story.on("18.03").draft_sectoral(Motion.GRANT_WITH_CONDITIONS, conditions=prepared(story.pk, condition))
    story.on("20.03").answer_sectoral(agrees=True)
    assert story.state == State.BEFORE_GOVERNMENT
    story.on("30.03").sees("government", "/government/*/decide/", condition)
    priority(story, Move.DECIDE, "21 of 30.03", yes=False)
    priority(story.on("01.04"), Move.NOTIFY, "22 of 01.04")
    assert PriorityTrack.objects.get(application_id=story.pk).is_settled
    story.on("06.04").decide(Motion.GRANT_WITH_CONDITIONS, conditions=(condition,))
    story.on("07.04").read_notice().sees("applicant", "/apply/*/", condition).keeps_its_secrets()
    story.on("15.04").conclude("9", "14.04")
    assert story.state == State.IN_MONITORING
    # Total: n 45 = 13 May. Authority: n 32 = 21 April. Agreement: n 7 + 5 = 12, then n 11 + 5 = 16.
    # Priority: n 7 + 30 = 37 = 28 April; notice n 16 + 5 = 21 = 6 April.
    story.ends("""
        02.03 total start 45 -> 13.05
        02.03 authority start 32 -> 21.04
        02.03 security,planning,competition,finance start 10 -> 17.03
        11.03 security,planning,competition,finance stop
        12.03 agreement start 5 -> 19.03
        12.03 decision start 30 -> 28.04
        16.03 agreement stop
        18.03 agreement start 5 -> 30.03
        20.03 agreement stop
        20.03 authority pause
        30.03 decision stop
        30.03 notice start 5 -> 06.04
        01.04 notice stop
        06.04 total stop
        06.04 authority stop
    """)
