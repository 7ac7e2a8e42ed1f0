"""The prosecutor's acts: filed, answered, ended; what they hold up; whom they do not exist for."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from commission.models import Document, ProsecutorAct
from commission.services import supervision
from commission.services.supervision import ActData
from commission.states import ActKind, ActState
from commission.workflow import CannotProceed
from registry.models import JournalEntry
from tests.cast import pdf, person
from tests.commission.pages.officer.conftest import inspected, text_of

SUSPENDED = "An act of the prosecutor suspends the case until it is answered."


def typed(**changes):
    today = timezone.localdate()
    return {
        "kind": "protest",
        "number": "2-17/canary",
        "date": today.strftime("%d.%m.%Y"),
        "text": "The term is not kept.",
        "due_on": (today + timedelta(days=7)).strftime("%d.%m.%Y"),
        "key": "one-form",
        **changes,
    }


def filed(road, number="1", **changes) -> ProsecutorAct:
    today = timezone.localdate()
    values = {"kind": ActKind.REQUEST, "number": number, "date": today, "text": "Explain.", "due_on": today}
    return supervision.file_act(
        application_id=road.pk, by=person("prosecutor"), data=ActData(**{**values, **changes})
    )


def test_an_act_is_filed_answered_and_closed(as_, queued):
    prosecutor, head = as_("prosecutor"), as_("head")
    address = f"/oversight/{queued.reference}/act/"
    assert prosecutor.get(address).status_code == 200
    mail.outbox.clear()
    for _ in range(2):  # the same form sent twice is one act
        sent = prosecutor.post(address, typed(document=pdf("protest")))
        assert sent["Location"] == f"/oversight/acts/?case={queued.reference}"
    act = ProsecutorAct.objects.get()
    assert (act.kind, act.number, act.suspends, act.state) == ("protest", "2-17/canary", False, "filed")
    inspected(queued).work()
    assert [(letter.to, queued.reference in letter.subject) for letter in mail.outbox] == [
        ([person("head").email], True)
    ]

    listed = text_of(head.get("/oversight/acts/"))
    assert "Protest, No. 2-17/canary of" in listed
    assert "working days left" in listed
    assert "Prosecutor's acts" in text_of(head.get(f"/cases/{queued.reference}/")).replace("&#x27;", "'")
    page = f"/oversight/acts/{act.pk}/"
    paper = f"{page}documents/{act.document_id}/"
    assert head.get(paper)["Content-Type"] == "application/pdf"

    mail.outbox.clear()
    answered = head.post(f"{page}answer/", {"answer": "It was extended by nobody; we hurry."})
    assert answered["Location"] == page
    queued.work()
    assert [letter.to for letter in mail.outbox] == [[person("prosecutor").email]]
    assert "we hurry" in text_of(prosecutor.get(page))
    assert prosecutor.post(f"{page}withdraw/", {"reason": "No longer."}).status_code == 409
    assert prosecutor.post(f"{page}close/", {"reason": ""})["Location"] == page
    act.refresh_from_db()
    assert (act.state, act.answered_by, act.ended_by) == (
        ActState.CLOSED,
        person("head"),
        person("prosecutor"),
    )
    written = JournalEntry.objects.filter(act__startswith="supervision.").order_by("seq")
    assert [(entry.act, entry.subject) for entry in written] == [
        (f"supervision.{verb}", queued.reference) for verb in ("file", "answer", "close")
    ]
    assert not JournalEntry.objects.filter(canonical__contains="canary").exists()


def test_an_act_holds_the_case_up_only_where_it_says_so_and_until_it_is_answered(reviewed):
    reviewed.answer_all().report()
    filed(reviewed, "1")
    held = filed(reviewed, "2", suspends=True)
    with pytest.raises(CannotProceed) as refusal:
        reviewed.put_on_agenda()
    assert refusal.value.reasons == (SUSPENDED,)
    assert reviewed.application.state == "under_review"
    supervision.answer_act(act_id=held.pk, by=person("head"), answer="Done.")
    reviewed.put_on_agenda().open_vote().vote().recommend()

    held = filed(reviewed, "3", suspends=True)
    with pytest.raises(CannotProceed) as refusal:
        reviewed.decide()
    assert refusal.value.reasons == (SUSPENDED,)
    assert reviewed.application.state == "before_government"
    assert reviewed.application.current_decision() is None
    supervision.withdraw_act(act_id=held.pk, by=person("prosecutor"), reason="Mistaken.")
    assert reviewed.decide().application.state == "awaiting_conclusion"
    with pytest.raises(CannotProceed, match="nothing left to suspend"):
        filed(reviewed, "4", suspends=True)
    assert filed(reviewed, "4").state == ActState.FILED


def test_nobody_but_the_prosecutor_and_the_head_finds_an_act_or_its_paper(as_, registered):
    as_("prosecutor").post(f"/oversight/{registered.reference}/act/", typed(document=pdf("protest")))
    inspected(registered)
    act = ProsecutorAct.objects.get()
    assert Document.objects.get(pk=act.document_id).is_accepted
    page = f"/oversight/acts/{act.pk}/"
    addresses = ["/oversight/acts/", page, f"{page}documents/{act.document_id}/", f"{page}answer/"]
    for stranger in ("applicant", "officer", "transport", "member1", "chair", "secretary", "government"):
        client = as_(stranger)
        assert [client.get(address).status_code for address in addresses] == [404] * 4, stranger
    # On nobody's page of the case, not even as one of its documents.
    pages = {
        "applicant": f"/apply/{registered.reference}/",
        "officer": f"/cases/{registered.reference}/",
    }
    for reader, address in pages.items():
        text = as_(reader).get(address).content.decode()
        assert "canary" not in text, reader
        assert "/oversight/" not in text, reader
    assert (
        as_("officer").get(f"/cases/{registered.reference}/documents/{act.document_id}/").status_code == 404
    )
    assert as_("head").get(f"/oversight/{registered.reference}/act/").status_code == 404
    assert as_("prosecutor").get(f"{page}answer/").status_code == 404


@pytest.mark.parametrize(
    ("bad", "status", "said"),
    [
        ({"text": ""}, 422, "This field is required"),
        ({"kind": "decree"}, 422, "Select a valid choice"),
        ({"date": "31.02.2026"}, 422, "Write the date as DD.MM.YYYY"),
        ({"date": "01.01.2199"}, 409, "The act cannot be dated in the future."),
        ({"due_on": "01.01.2020"}, 409, "The answer cannot be due before today."),
        ({"number": "7"}, 409, "is already recorded. Check the number."),
    ],
)
def test_what_is_typed_wrong_comes_back_and_writes_nothing(as_, queued, bad, status, said):
    filed(queued, "7", kind=ActKind.PROTEST)
    answer = as_("prosecutor").post(f"/oversight/{queued.reference}/act/", typed(**bad))
    assert answer.status_code == status
    assert said in text_of(answer)
    assert ProsecutorAct.objects.count() == 1


def test_an_answer_is_given_once(as_, queued):
    act = filed(queued)
    head = as_("head")
    page = reverse("oversight:answer_act", args=[act.pk])
    assert head.post(page, {"answer": ""}).status_code == 422
    assert as_("prosecutor").post(f"/oversight/acts/{act.pk}/close/", {}).status_code == 409
    assert head.post(page, {"answer": "So."}).status_code == 302
    assert head.post(page, {"answer": "So."}).status_code == 302
    again = head.post(page, {"answer": "Otherwise."})
    assert again.status_code == 409
    assert "This act no longer waits for an answer." in text_of(again)
    act.refresh_from_db()
    assert act.answer == "So."


def test_an_act_past_its_day_is_shown_as_overdue(as_, queued):
    filed(queued)
    ProsecutorAct.objects.update(due_on=timezone.localdate() - timedelta(days=30))
    assert "working days overdue" in text_of(as_("prosecutor").get("/oversight/acts/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_act_and_with_three(as_, queued, django_assert_num_queries, rows):
    for number in range(rows):
        filed(queued, str(number))
    head = as_("head")
    head.get("/oversight/acts/")  # the calendar is kept for a minute
    with django_assert_num_queries(5):  # session, person, offices; waiting, over
        page = head.get("/oversight/acts/")
    assert len(page.context["waiting"]) == rows
