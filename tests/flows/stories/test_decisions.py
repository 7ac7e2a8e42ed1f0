"""Stories that end in a decree. The days are worked out in steps.py: n is the working day after 2 March."""

from commission.demonstration import registry_party
from commission.models import Finding
from commission.states import Answer, Ground, Motion, State
from tests.flows.stories.steps import INTERNAL, OPINION, REPORT, day


def test_a_plain_grant(story):
    story.on("02.03").file("SO-B-020").register().keeps_its_secrets()
    story.on("16.03").examine().answer_opinions()
    story.sees("officer", "/cases/*/", OPINION).keeps_its_secrets()
    story.on("18.03").report()
    story.on("30.03").put_on_agenda("15.04").sees("member1", f"/sessions/items/{story.item.pk}/")
    story.on("15.04").session()
    story.is_hidden_from("/government/*/decide/", "government")
    story.on("17.04").sign_and_send().sees("government", "/government/*/decide/")
    story.on("05.05").decide()
    assert story.state == State.AWAITING_CONCLUSION
    assert len(story.letters("applicant")) == 3  # filed, registered, decided
    story.on("06.05").read_notice().keeps_its_secrets()
    # 30 calendar days after 6 May: 25 more of May, 5 of June.
    assert story.application.decision.appeal_until == day("05.06")
    # Total: n 60 = 4 June. Authority: n 45 = 13 May. Bodies: n 10 = 17 March.
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        16.03 security,transport,competition,finance stop
        17.04 authority pause
        05.05 total stop
        05.05 authority stop
    """)


def test_a_grant_on_conditions_until_they_are_released(story):
    conditions = ("Keep the staff for two years.", "Report the owners every year.")
    story.on("02.03").file("SO-B-020").register()
    story.on("11.03").examine().answer_opinions(Answer.WITH_CONDITIONS)
    story.on("12.03").report(Motion.GRANT_WITH_CONDITIONS, conditions="\n".join(conditions))
    story.on("13.03").put_on_agenda("27.03")
    story.on("27.03").session()
    story.on("30.03").sign_and_send()
    story.on("14.04").decide(Motion.GRANT_WITH_CONDITIONS, conditions=conditions)
    story.on("15.04").read_notice().sees("applicant", "/apply/*/", *conditions).keeps_its_secrets()
    # The state leaves the object that day. 8 May is n 43: decision n 73, notice n 48; 7 and 11 May are days off.
    story.on("08.05").conclude("7", "06.05")
    assert story.state == State.IN_MONITORING
    # 30 days after 15 April: 15 May is the last one; conditions live all the same.
    story.refused("A condition of the decree is still in force", "step", "close")
    story.on("15.05").fulfil("Everybody stays.")
    story.refused("only when the head releases it", "release_conditions", "Reported and verified.")
    story.release_conditions("Reported and verified.", by="head")
    story.refused("The appeal period is not over", "step", "close")
    story.on("18.05").step("close")
    assert story.state == State.CLOSED
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        11.03 security,transport,competition,finance stop
        30.03 authority pause
        14.04 total stop
        14.04 authority stop
        08.05 decision start 30 -> 23.06
        08.05 decision stop
        08.05 notice start 5 -> 18.05
        08.05 notice stop
    """)


def test_a_refusal_for_the_limit_of_49_percent(story):
    story.on("02.03").file("SO-B-025", acquirer=registry_party("EURASFIBRE")).register()
    # 42 % foreign before, 10 % more: 52 % against 49 %.
    assert Finding.objects.get(application_id=story.pk, check_id="operator_49").is_prohibition
    story.on("10.03").examine()
    story.on("11.03").step("show_facts").sees("applicant", "/apply/*/", "52").keeps_its_secrets()
    story.on("13.03").answer_opinions(Answer.OBJECTION)
    story.on("19.03").step("take_back_facts").report(Motion.REFUSE)
    story.on("30.03").put_on_agenda("20.04")
    story.on("20.04").session()
    story.on("22.04").sign_and_send()
    story.on("12.05").decide(Motion.REFUSE)
    assert story.state == State.REFUSED
    story.on("13.05").read_notice().keeps_its_secrets().sees("government", "/cases/*/", INTERNAL)
    # 30 days after 13 May: 12 June, a Friday.
    assert story.application.decision.appeal_until == day("12.06")
    story.on("15.06").step("close")
    # Remarks on the facts: 12 13 16 17 18 March = 5.
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,communications,infosec,transport,competition,finance start 10 -> 17.03
        11.03 facts start 5 -> 18.03
        13.03 security,communications,infosec,transport,competition,finance stop
        19.03 facts stop
        22.04 authority pause
        12.05 total stop
        12.05 authority stop
    """)


def test_the_government_refuses_what_the_commission_recommended(story):
    story.on("02.03").file("SO-B-020").register()
    story.on("11.03").examine().answer_opinions()
    story.on("12.03").report().put_on_agenda("27.03")
    story.on("27.03").session()
    story.on("30.03").sign_and_send()
    story.refused("differs from the recommendation: give the reason", "decide", Motion.REFUSE)
    story.on("14.04").decide(Motion.REFUSE, deviation_reason=INTERNAL)
    assert (story.state, story.item.motion) == (State.REFUSED, Motion.GRANT)
    assert story.application.decision.deviation_reason == INTERNAL
    story.keeps_its_secrets()
    assert "refuse" in story.verbs()
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        11.03 security,transport,competition,finance stop
        30.03 authority pause
        14.04 total stop
        14.04 authority stop
    """)


def test_the_government_returns_a_case_before_it_decides(story):
    story.on("02.03").file("SO-B-020").register()
    story.on("16.03").examine().answer_opinions().report().put_on_agenda("15.04")
    story.on("15.04").session()
    story.on("17.04").sign_and_send()
    story.on("27.04").step("return_to_review", by="government", reason=INTERNAL).keeps_its_secrets()
    assert story.state == State.UNDER_REVIEW
    story.is_hidden_from("/government/*/decide/", "secretary", "officer")
    story.on("28.04").report().put_on_agenda("14.05")
    story.on("14.05").session()
    story.on("18.05").sign_and_send()
    story.on("29.05").decide()
    assert story.state == State.AWAITING_CONCLUSION
    # Before the Government from n 30 (17 April) to n 36 (27 April): six days more, n 51 = 21 May. The total stands.
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        16.03 security,transport,competition,finance stop
        17.04 authority pause
        27.04 authority resume -> 21.05
        18.05 authority pause
        29.05 total stop
        29.05 authority stop
    """)


def test_an_overdue_total_neither_grants_nor_refuses(story):
    story.on("02.03").file("SO-B-020").register()
    story.on("16.03").examine().answer_opinions().report().put_on_agenda("15.04")
    story.on("15.04").session()
    story.on("17.04").sign_and_send()
    story.on("04.06")
    told = len(story.letters("applicant")), len(story.letters("prosecutor"))
    story.on("05.06")
    assert (len(story.letters("applicant")), len(story.letters("prosecutor"))) == (told[0] + 1, told[1] + 1)
    story.sees("head", "/cases/", "1 working day overdue").sees(
        "prosecutor", "/oversight/", "1 working day overdue"
    )
    story.sees("applicant", "/apply/*/", "neither grants nor refuses")
    assert story.state == State.BEFORE_GOVERNMENT
    story.on("19.06").decide()
    assert story.state == State.AWAITING_CONCLUSION
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        16.03 security,transport,competition,finance stop
        17.04 authority pause
        19.06 total stop
        19.06 authority stop
    """)


def test_a_treaty_prevails_over_the_limit(story):
    story.on("02.03").file("SO-B-025", acquirer=registry_party("EURASFIBRE")).register()
    story.on("10.03").examine().answer_opinions()
    story.refused("A prohibition stands uncontested", "report", Motion.GRANT)
    treaty = "Treaty on the protection of investments, 12 of 10.02"
    story.on("12.03")
    # Three findings bar a grant; one left uncontested would be enough.
    for check in ("trunk_operation", "other_limits"):
        story.contest(check, Ground.TREATY_PREVAILS, "Article 3 admits the buyer.", treaty)
    story.refused("A prohibition stands uncontested", "report", Motion.GRANT)
    story.contest("operator_49", Ground.TREATY_PREVAILS, "Article 3 admits the buyer.", treaty)
    story.sees("prosecutor", "/oversight/contests/", story.reference).keeps_its_secrets()
    story.on("13.03").report().put_on_agenda("30.03").sees(
        "member1", f"/sessions/items/{story.item.pk}/", "Treaty"
    )
    story.on("30.03").session()
    story.on("01.04").sign_and_send()
    story.on("17.04").decide()
    assert story.state == State.AWAITING_CONCLUSION
    # The finding itself stays what it was.
    assert Finding.objects.get(application_id=story.pk, check_id="operator_49").is_prohibition
    assert REPORT not in story.asks("applicant", "/apply/*/")[1]
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,communications,infosec,transport,competition,finance start 10 -> 17.03
        10.03 security,communications,infosec,transport,competition,finance stop
        01.04 authority pause
        17.04 total stop
        17.04 authority stop
    """)
