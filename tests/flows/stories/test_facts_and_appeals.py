"""Stories in which the private sides speak up: on facts before an adverse recommendation, against a refusal."""

import pytest

from commission.models.appeal import AppealOutcome
from commission.states import Answer, Motion, State
from commission.workflow import NotAllowed
from tests.flows.stories.steps import INTERNAL, SECRETS, day
from tests.flows.stories.steps_facts_and_appeals import BUYER, TwoSides

ADDRESSES = {"officer": "officer@demo.example", "applicant": "applicant@demo.example", "buyer": BUYER}
SHARE = "share:operator_49:1"


@pytest.fixture
def story(telling) -> TwoSides:
    return TwoSides(*telling)


def test_facts_are_shown_remarked_on_and_answered_before_a_refusal(story):
    story.on("02.03").file_apart("SO-B-025", acquirer="EURASFIBRE").register()
    story.is_hidden_from("/acquirer/*/", "applicant", "applicant2").is_hidden_from("/apply/*/", BUYER)
    story.on("12.03").examine().on("13.03").answer_opinions(Answer.OBJECTION)
    story.on("18.03").report(Motion.REFUSE)
    story.refused("show the applicant the facts first", "put_on_agenda", "15.04")
    story.on("19.03").step("show_facts")
    assert story.state == State.FACTS_SHOWN
    # The five days go on over Nauryz: 20 26 27 30 31 March. Each side sees its own, the shares are the acquirer's.
    until = "until 31.03.2026"
    story.sees("applicant", "/apply/*/", until, "Private citizen", "Trunk line").keeps_its_secrets()
    story.lacks("applicant", "/apply/*/", "Eurasian Fibre", "52\xa0%")
    story.sees(BUYER, "/acquirer/*/", until, "Eurasian Fibre", "(before the deal: 42\xa0%): 52\xa0%")
    story.lacks(BUYER, "/acquirer/*/", "Private citizen", "Trunk line", *SECRETS)
    story.is_hidden_from(f"/apply/*/facts/{SHARE}/wrong/", "applicant")
    story.is_hidden_from("/acquirer/*/facts/object:trunk_line/wrong/", BUYER)
    story.on("26.03")
    told = {name: len(story.told(address)) for name, address in ADDRESSES.items()}
    story.remark(BUYER, SHARE, wrong="We vote with nobody.").remark("applicant", "party:applicant")
    assert len(story.told(ADDRESSES["officer"])) == told["officer"] + 1  # of what is wrong alone
    story.refused("have remarked on this fact already", "remark", BUYER, SHARE, wrong="We vote alone.")
    story.refused(
        "until 31.03.2026. If the facts were shown by mistake", "step", "take_back_facts"
    ).answer_remark(SHARE, "The votes are added up by NSL 23(6)(7).")
    # The report was written without the remark.
    assert story.application.current_report() is None
    assert len(story.told(BUYER)) == told["buyer"] + 1
    assert len(story.told(ADDRESSES["applicant"])) == told["applicant"]
    story.on("31.03").remark("applicant", "object:trunk_line")
    # It is the last day for both sides, and both are reminded of it; the acquirer has had the answer before.
    for address, before in ((ADDRESSES["applicant"], told["applicant"]), (BUYER, told["buyer"] + 1)):
        assert len(story.told(address)) == before + 1, story.told(address)
    story.on("01.04").refused(
        "term for remarks is over", "remark", "applicant", "object:land_lines", wrong="Sold."
    )
    story.step("take_back_facts").sees(BUYER, "/acquirer/*/", "Not accepted.", "The votes are added up")
    story.lacks("applicant", "/apply/*/", "We vote with nobody.", "The votes are added up")
    story.sees("officer", "/cases/*/report/?fresh=1", "We vote with nobody.", "The votes are added up")
    story.report(Motion.REFUSE).put_on_agenda("20.04")
    story.on("20.04").session()
    story.on("23.04").sign_and_send()
    story.on("13.05").decide(Motion.REFUSE)
    assert story.state == State.REFUSED
    story.on("14.05").read_notice().keeps_its_secrets().lacks(BUYER, "/acquirer/*/", *SECRETS)
    # Neither the showing nor the remarks move the total or the authority's own time.
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,communications,infosec,transport,competition,finance start 10 -> 17.03
        13.03 security,communications,infosec,transport,competition,finance stop
        19.03 facts start 5 -> 31.03
        01.04 facts stop
        23.04 authority pause
        13.05 total stop
        13.05 authority stop
    """)


def test_an_appeal_is_upheld_and_the_matter_goes_on_to_a_grant(story):
    story.on("02.03").file_apart("SO-B-020", acquirer="EURASFIBRE").register()
    story.on("11.03").examine().answer_opinions()
    story.on("12.03").report().put_on_agenda("27.03")
    story.on("27.03").session()
    story.on("30.03").sign_and_send()
    story.on("14.04").decide(Motion.REFUSE, deviation_reason=INTERNAL)
    story.refused("not been issued|not in the future", "deliver", "R-17", on="15.04")
    # 30 calendar days after the postman came on 17 April: 13 more of April, 17 of May. Reading later changes nothing.
    story.on("20.04").deliver("R-17", on="17.04")
    story.on("21.04").read_notice().sees("officer", "/cases/*/delivery/", "First proof", "Further proof")
    assert story.application.decision.appeal_until == day("17.05")
    story.refused("The appeal period is not over", "step", "close")
    story.on("08.05").file_appeal("The supply stays with three others.")
    # n 43, and 15 working days: n 58 = 2 June.
    assert (story.appeal.is_late, story.appeal.due_on) == (False, day("02.06"))
    story.sees("head", "/cases/appeals/", story.reference).keeps_its_secrets()
    story.on("18.05").refused("An appeal has not been decided yet", "step", "close")
    ruling = {"act": "2-15 of 22.05", "reasons": "The threat was not shown."}
    story.on("25.05")
    with pytest.raises(NotAllowed):
        story.rule(AppealOutcome.UPHELD, by="officer", **ruling)
    story.rule(AppealOutcome.UPHELD, **ruling)
    assert (story.state, story.verbs()[-1]) == (State.ANNULLED, "annul")
    new = story.appeal.new_case
    story.sees("applicant", "/apply/*/appeals/", new.reference, "The threat was not shown.")
    story.keeps_its_secrets()
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        11.03 security,transport,competition,finance stop
        30.03 authority pause
        14.04 total stop
        14.04 authority stop
    """)

    story.goes_on_as(new)
    assert (story.state, story.verbs(), story.application.t0) == (
        State.UNDER_REVIEW,
        ["restart"],
        day("25.05"),
    )
    # The sides are as far apart as they were.
    story.lacks("applicant", "/apply/*/", "Eurasian Fibre").is_hidden_from("/apply/*/", BUYER)
    story.sees(BUYER, "/acquirer/*/", "Eurasian Fibre").lacks(BUYER, "/acquirer/*/", "The supply stays")
    story.refused("Not every consulted body has answered", "put_on_agenda", "24.06")
    story.on("03.06").answer_opinions().keeps_its_secrets()
    story.on("08.06").report().put_on_agenda("24.06")
    story.on("24.06").session()
    story.on("26.06").sign_and_send()
    story.on("14.07").decide(number="16")
    assert story.state == State.AWAITING_CONCLUSION
    story.on("15.07").read_notice()
    # 16 more days of July, 14 of August.
    assert story.application.decision.appeal_until == day("14.08")
    # From n 53. Total: n 113 = 19 August. Authority: n 98 = 29 July. Bodies: n 63 = 9 June.
    story.ends("""
        25.05 total start 60 -> 19.08
        25.05 authority start 45 -> 29.07
        25.05 security,transport,competition,finance start 10 -> 09.06
        03.06 security,transport,competition,finance stop
        26.06 authority pause
        14.07 total stop
        14.07 authority stop
    """)
