"""Contesting a finding on its pages: who sees the form, who decides, where the contest is read, who never reads it."""

import pytest
from django.urls import reverse

from commission.models import Contest, Document, Finding
from commission.services.contests import Evidence, propose_contest
from commission.states import Effect, Ground, Outcome, Standing
from tests.cast import person
from tests.commission.pages.officer.conftest import text_of

CANARY = "canary-of-contests"
GOOD = {
    "ground": "treaty_prevails",
    "reason": CANARY,
    "act_name": "Law on the ratification of a treaty",
    "act_number": "21-V",
    "act_date": "01.06.2012",
    "key": "k1",
}


def url(road, check_id="operator_49"):
    return reverse("officer:contest", args=[road.reference, check_id])


def case(road):
    return reverse("officer:case", args=[road.reference])


def decide(road, contest):
    return reverse("officer:contest_decide", args=[road.reference, contest.pk])


def withdraw(road, contest):
    return reverse("officer:contest_withdraw", args=[road.reference, contest.pk])


def test_from_the_finding_to_the_vote(as_, fibre, django_assert_num_queries):
    """Proposed by the officer, countersigned by the head, read in the report, in the papers and by the prosecutor."""
    officer, head = as_("officer"), as_("head")
    assert url(fibre) in text_of(officer.get(case(fibre)))
    page = text_of(officer.get(url(fibre)))
    assert "52 %" in page
    assert "a ratified treaty prevails (NSL 2(2))" in page
    for _ in range(2):  # the same form sent twice
        response = officer.post(url(fibre), GOOD)
        assert response.url == f"{case(fibre)}#finding-operator_49"
    contest = Contest.objects.get()
    assert (contest.ground, contest.by, str(contest.act_date)) == (
        Ground.TREATY_PREVAILS,
        person("officer"),
        "2012-06-01",
    )
    page = text_of(officer.get(case(fibre)))
    assert CANARY in page
    assert "Proposed, not countersigned." in page
    assert decide(fibre, contest) not in page
    officer.get(case(fibre))
    # Session, person, offices; case, checks, contests, their steps, opinions, events, documents.
    with django_assert_num_queries(10):
        officer.get(case(fibre))

    others = [
        propose_contest(
            application_id=fibre.pk,
            check_id=check_id,
            by=person("officer"),
            ground=Ground.READING_DIFFERS,
            reason="Read it so.",
            evidence=Evidence(document_id=Document.objects.filter(application=fibre.application)[0].pk),
        )
        for check_id in Finding.objects.filter(
            application=fibre.application, outcome=Outcome.VIOLATION, effect=Effect.PROHIBITION
        )
        .exclude(check_id="operator_49")
        .values_list("check_id", flat=True)
    ]
    assert decide(fibre, contest) in text_of(head.get(case(fibre)))
    assert CANARY in text_of(head.get(decide(fibre, contest)))
    for one in (contest, *others):
        assert head.post(decide(fibre, one), {"decision": "countersigned"}).status_code == 302
    assert contest.standing() == Standing.COUNTERSIGNED
    page = text_of(head.get(case(fibre)))
    assert "it no longer limits what can be put to the vote" in page
    assert decide(fibre, contest) not in page

    draft = officer.get(reverse("officer:report_draft", args=[fibre.reference]))
    assert [value for value, _ in draft.context["form"].fields["motion"].choices] == [
        "grant",
        "grant_with_conditions",
        "refuse",
    ]
    written = "\n".join(form["text"].value() or "" for form in draft.context["rows"])
    assert f"a ratified treaty prevails (NSL 2(2)). {CANARY} Evidence: Law on the ratification" in written
    assert "Countersigned: " in written
    fibre.answer_all().report().put_on_agenda()
    report = fibre.item.report
    page = text_of(head.get(reverse("officer:report", args=[fibre.reference, report.pk])))
    assert "The program found a violation of a prohibition, and the finding is contested." in page
    assert CANARY in page
    for reader in ("secretary", "member1"):
        page = text_of(as_(reader).get(reverse("session:item", args=[fibre.item.pk])))
        assert page.count(CANARY) == 2, "beside the motion and beneath the finding"
    prosecutor = as_("prosecutor")
    assert CANARY in text_of(prosecutor.get(case(fibre)))
    assert CANARY in text_of(prosecutor.get(reverse("oversight:contests")))
    late = text_of(officer.get(url(fibre)))
    assert "The review is over" in late
    assert '<form method="post" novalidate>' not in late


def test_the_head_may_refuse_with_a_reason_and_the_officer_withdraw(as_, fibre):
    officer, head = as_("officer"), as_("head")
    officer.post(url(fibre), GOOD)
    officer.post(url(fibre), GOOD | {"ground": "reading_differs", "key": "k2"})
    first, second = Contest.objects.order_by("pk")
    response = head.post(decide(fibre, first), {"decision": "refused"})
    assert response.status_code == 422
    assert "Give the reason." in text_of(response)
    assert head.post(decide(fibre, first), {"decision": "maybe"}).status_code == 422
    assert head.post(decide(fibre, first), {"decision": "refused", "reason": "Not so."}).status_code == 302
    assert officer.post(withdraw(fibre, second), {"reason": ""}).status_code == 422
    assert officer.post(withdraw(fibre, second), {"reason": "My mistake."}).status_code == 302
    page = text_of(officer.get(case(fibre)))
    for words in ("Countersign refused", "Not so.", "Withdrawn", "My mistake."):
        assert words in page
    response = head.post(decide(fibre, first), {"decision": "countersigned"})
    assert response.status_code == 409
    assert "decided already" in text_of(response)


@pytest.mark.parametrize(
    ("bad", "status", "said"),
    [
        ({"reason": ""}, 422, "required"),
        ({"ground": "dislike"}, 422, "choice"),
        ({"act_date": "2012-06-01"}, 422, "DD.MM.YYYY"),
        ({"act_number": ""}, 409, "name, number and date"),
        (
            {"ground": "facts_wrong", "act_name": "", "act_number": "", "act_date": ""},
            409,
            "Name the evidence",
        ),
        ({"document": "999999"}, 422, "choice"),
    ],
)
def test_a_bad_form_says_what_to_correct_and_writes_nothing(as_, fibre, bad, status, said):
    response = as_("officer").post(url(fibre), GOOD | bad)
    assert response.status_code == status
    page = text_of(response)
    assert said in page
    assert ("reason" in bad) or CANARY in page, "what was typed comes back"
    assert Contest.objects.count() == 0


def test_who_may_not_contest_finds_no_page_and_the_applicant_reads_nothing(as_, fibre):
    as_("officer").post(url(fibre), GOOD)
    contest = Contest.objects.get()
    for stranger in ("officer2", "secretary", "applicant", "transport", "member1", "prosecutor"):
        for address in (url(fibre), decide(fibre, contest), withdraw(fibre, contest)):
            assert as_(stranger).get(address).status_code == 404, (stranger, address)
            assert as_(stranger).post(address, GOOD).status_code == 404, (stranger, address)
    assert as_("officer").post(decide(fibre, contest), {"decision": "countersigned"}).status_code == 404
    page = as_("applicant").get(reverse("applicant:application", args=[fibre.reference]))
    assert page.status_code == 200
    assert CANARY not in text_of(page)
    assert (Contest.objects.count(), contest.standing()) == (1, Standing.PROPOSED)


def test_own_contest_is_not_decided_by_its_author(as_, fibre):
    head = as_("head")
    head.post(url(fibre), GOOD)
    contest = Contest.objects.get()
    assert decide(fibre, contest) not in text_of(head.get(case(fibre)))
    assert head.get(decide(fibre, contest)).status_code == 403
    assert head.post(decide(fibre, contest), {"decision": "countersigned"}).status_code == 403
    assert contest.standing() == Standing.PROPOSED


def test_an_open_check_and_a_contest_of_another_case_have_no_page(as_, fibre):
    from tests.commission.pages.officer.conftest import filed

    officer = as_("officer")
    assert officer.get(url(fibre, "control_centre")).status_code == 404
    assert officer.get(url(fibre, "nonsense")).status_code == 404
    officer.post(url(fibre), GOOD)
    other = filed("SO-B-021").register()
    assert officer.get(withdraw(other, Contest.objects.get())).status_code == 404
