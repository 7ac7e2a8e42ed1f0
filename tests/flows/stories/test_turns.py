"""Stories that turn on the way: returned, withdrawn, without a majority, without a chair, without an answer."""

from commission.states import Choice, State
from registry.models import User
from tests.flows.stories.steps import day

AGAINST, ABSTAIN = Choice.AGAINST, Choice.ABSTAIN


def test_returned_and_completed(story):
    story.on("02.03").file("SO-B-020")
    story.on("04.03").return_for("D6 is not signed: attach the signed report.")
    story.sees("applicant", "/apply/*/", "D6 is not signed")
    story.on("16.03").replace_document("D6").file_again()
    story.on("18.03").register()
    assert story.application.revision == 2
    # Day zero is the day the last paper came, n 9, though registered on n 11: total n 69 = 17 June, authority n 54.
    assert (story.application.t0, story.application.due_on) == (day("16.03"), day("17.06"))
    # filed, returned, filed, registered
    assert len(story.letters("applicant")) == 4
    story.ends("""
        16.03 total start 60 -> 17.06
        16.03 authority start 45 -> 26.05
        18.03 security,transport,competition,finance start 10 -> 06.04
    """)


def test_withdrawn_after_the_session(story):
    story.on("02.03").file("SO-B-020").register()
    story.on("16.03").examine().answer_opinions().report().put_on_agenda("15.04")
    story.on("15.04").session()
    assert story.state == State.RECOMMENDED
    story.on("20.04").withdraw("The buyer has given the deal up.")
    assert story.state == State.WITHDRAWN
    story.refused("already “withdrawn”", "sign_and_send")
    story.is_hidden_from("/government/*/decide/", "government").keeps_its_secrets()
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        16.03 security,transport,competition,finance stop
        20.04 total stop
        20.04 authority stop
    """)


def test_no_majority_at_the_first_session(story):
    story.on("02.03").file("SO-B-020").register()
    story.on("16.03").examine().answer_opinions().report().put_on_agenda("15.04")
    # Three of seven are no majority: an abstention is not "for".
    story.on("15.04").hear().vote(member2=AGAINST, member3=ABSTAIN, member4=ABSTAIN, member5=ABSTAIN)
    assert story.item.carried is False
    story.refused("not carried by a majority", "adopt")
    story.defer("No majority.").close_session()
    assert story.state == State.UNDER_REVIEW
    story.on("17.04").report().put_on_agenda("06.05")
    story.on("06.05").session(member2=AGAINST)
    assert "Dissent of member2." in story.minutes
    story.on("08.05").sign_and_send()
    story.on("26.05").decide()
    assert story.state == State.AWAITING_CONCLUSION
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        16.03 security,transport,competition,finance stop
        08.05 authority pause
        26.05 total stop
        26.05 authority stop
    """)


def test_the_chair_is_recused_and_the_deputys_vote_breaks_the_tie(story):
    story.on("02.03").file("SO-B-020").register()
    story.on("16.03").examine().answer_opinions().report().put_on_agenda("15.04")
    address = f"/sessions/items/{story.item.pk}/"
    story.on("10.04").sees("chair", address).recuse("chair").is_hidden_from(address, "chair")
    story.on("15.04").hear().vote(member3=AGAINST, member4=AGAINST, member5=ABSTAIN)
    # Six vote: the deputy, members 1 and 2 are three of six; two thirds of six are four, half of all seven are four.
    tally = story.item.tally
    assert (tally["for"], tally["against"], tally["abstained"], tally["by_presiding_vote"]) == (3, 2, 1, True)
    assert (tally["quorum_needed"], tally["quorum_present"]) == (4, 6)
    story.adopt().close_session()
    assert User.objects.get(username="chair").full_name in story.minutes
    story.on("17.04").sign_and_send("deputy")
    assert story.state == State.BEFORE_GOVERNMENT
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        16.03 security,transport,competition,finance stop
        17.04 authority pause
    """)


def test_silence_of_the_security_bodies_is_never_an_answer(story):
    story.on("02.03").file("SO-B-020").register()
    story.on("16.03").examine().answer_opinions(but=("security", "transport"))
    told = len(story.letters("security")), len(story.letters("head"))
    # n 10 = 17 March was the last day: reminded on it, overdue on the 18th, and the head is told.
    story.on("17.03").on("18.03")
    assert len(story.letters("security")) >= told[0] + 2
    assert len(story.letters("head")) > told[1]
    story.deem_silent("transport")
    story.refused("never an answer", "deem_silent", "security")
    story.report()
    story.refused("Not every consulted body has answered", "put_on_agenda", "15.04")
    story.on("30.03").answer_opinions()
    # The answer has voided the report that was written without it.
    assert story.application.current_report() is None
    story.on("01.04").report().put_on_agenda("17.04")
    assert story.state == State.ON_AGENDA
    assert story.grounds("stop") == {
        "competition": "answered",
        "finance": "answered",
        "transport": "deemed",
        "security": "answered",
    }
    story.ends("""
        02.03 total start 60 -> 04.06
        02.03 authority start 45 -> 13.05
        02.03 security,transport,competition,finance start 10 -> 17.03
        16.03 competition,finance stop
        18.03 transport stop
        30.03 security stop
    """)
