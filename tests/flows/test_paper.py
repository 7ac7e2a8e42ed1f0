"""An application on paper from the stamp of receipt to the review, and what is refused on the way.

The clock is worked by hand on the calendar of `test_clocks`: the stamp of receipt is of Monday 2 March 2026, the entry
of Wednesday, the comparison and the registration of Thursday. Day zero is the Monday, and the sixtieth working day
after it Wednesday 3 June.
"""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from commission import queries
from commission.documents.intake import receive
from commission.documents.storage import open_stored
from commission.models import (
    AccountLink,
    Application,
    ClockEntry,
    EntryRemark,
    InformationRequest,
    Letter,
    Paper,
    PaperEntry,
    Posting,
)
from commission.models.paper_entry import EntryKind
from commission.queries_paper import entries_visible_to, posted_of, to_be_posted
from commission.queries_sides import own_file
from commission.services import account_links, applications, paper_entries, postings, registration
from commission.services.absences import enter_absence
from commission.services.defects import return_application
from commission.services.requests import AnswerData, RequestData, draft_request, save_answers, send_request
from commission.states import RequestState, State
from commission.workflow import CannotProceed, NotAllowed, fire
from registry.journal.verifying import verify
from registry.models import CalendarDay, JournalEntry, User
from tests.cast import Road, lacks, load_cast, paper, pdf, person
from tests.commission.pages.officer.conftest import inspected
from tests.flows.test_clocks import OFF, at
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def typed(django_db_setup, django_db_blocker):
    """Typed by `officer` on Wednesday 4 March from a paper of Monday; every scan has passed its inspection."""
    with laid_out(django_db_blocker), at(3, 4):
        load_cast()
        CalendarDay.objects.all().delete()
        CalendarDay.objects.bulk_create([CalendarDay(day=day, name="off") for day in OFF])
        yield inspected(Road.typed(received_on=MONDAY)).reference


@pytest.fixture
def road(typed):
    with at(3, 5):
        yield Road(typed, applicant="")


def entry_of(road: Road) -> PaperEntry:
    return PaperEntry.objects.filter(application__reference=road.reference).latest("pk")


def filed(road: Road) -> Road:
    return road.compare()


def registered(road: Road) -> Road:
    return filed(road).register()


def why(refused: pytest.ExceptionInfo) -> str:
    return " ".join(refused.value.reasons)


def test_the_clock_of_a_paper_begins_with_its_receipt(road):
    registered(road)
    application, entry = road.application, entry_of(road)
    assert (application.state, application.applicant_id) == (State.REGISTERED, None)
    assert (application.t0, application.due_on) == (MONDAY, date(2026, 6, 3))
    total = ClockEntry.objects.get(application=application, counter="total")
    assert (total.on, total.working_days) == (MONDAY, 60)
    submitted = application.events.get(verb="submit")
    assert (submitted.by.username, submitted.paper_entry) == ("officer2", entry)
    assert timezone.localdate(submitted.at) == date(2026, 3, 5)
    assert entry.letter.number == "R-2026-00001"
    assert entry.letter.received_on == MONDAY
    form = application.documents.get(code="D1")
    assert (form.received_on, form.paper_entry, entry.letter.sha256) == (MONDAY, entry, form.sha256)
    acts = JournalEntry.objects.filter(subject=road.reference, act__startswith="paper.").order_by("seq")
    assert [one.act for one in acts] == ["paper.start", "paper.hand_over", "paper.confirm"]
    assert verify() == []


def test_the_typist_does_not_compare_nor_does_who_sits_at_the_typists_desk(road):
    entry = paper_entries.hand_over(entry_id=entry_of(road).pk, by=person("officer"))
    with pytest.raises(CannotProceed, match="Another person compares"):
        paper_entries.confirm_entry(entry_id=entry.pk, by=person("officer"))
    with pytest.raises(NotAllowed):
        fire(road.pk, "submit", by=person("officer"), at=timezone.now(), due_on=MONDAY)
    enter_absence(
        person_id=person("officer").pk,
        substitute_id=person("officer2").pk,
        first_day=timezone.localdate(),
        last_day=timezone.localdate() + timedelta(days=1),
        by=person("officer"),
    )
    with pytest.raises(CannotProceed, match="a desk that is in your hands"):
        paper_entries.confirm_entry(entry_id=entry.pk, by=person("officer2"))
    # The database itself knows the four eyes.
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperEntry.objects.filter(pk=entry.pk).update(
            compared_by=person("officer"), compared_at=timezone.now()
        )
    assert road.application.state == State.DRAFT
    paper_entries.confirm_entry(entry_id=entry.pk, by=person("head"))
    assert road.application.state == State.SUBMITTED


def test_what_was_compared_is_never_changed_and_twice_is_once(road):
    filed(road)
    entry = entry_of(road)
    again = paper_entries.confirm_entry(entry_id=entry.pk, by=person("officer2"))
    assert again.event == entry.event
    assert road.application.events.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperEntry.objects.filter(pk=entry.pk).update(sheets=4)
    with pytest.raises(NotAllowed):
        applications.choose_object(
            application_id=road.pk, by=person("officer"), object_id=road.application.object_id
        )


def test_an_entry_goes_back_with_remarks_and_forth_again(road):
    entry = paper_entries.hand_over(entry_id=entry_of(road).pk, by=person("officer"))
    # While it is compared nothing of it can be changed, and nobody types at it.
    with pytest.raises(NotAllowed):
        applications.give_declaration(application_id=road.pk, by=person("officer"))
    with pytest.raises(CannotProceed, match="at least one section"):
        paper_entries.send_back(entry_id=entry.pk, by=person("officer2"), remarks={"parties": "  "})
    paper_entries.send_back(
        entry_id=entry.pk, by=person("officer2"), remarks={"parties": "The name ends in B.V.", "object": ""}
    )
    remark = EntryRemark.objects.get()
    assert (remark.section, remark.round, remark.by.username) == ("parties", 1, "officer2")
    # Whoever sent it back finds it still; who has nothing to do with it does not.
    assert entries_visible_to(person("officer2")).filter(pk=entry.pk).exists()
    assert not entries_visible_to(person("applicant2")).filter(pk=entry.pk).exists()
    with pytest.raises(CannotProceed, match="not been handed over"):
        paper_entries.confirm_entry(entry_id=entry.pk, by=person("officer2"))
    applications.give_declaration(application_id=road.pk, by=person("officer"))
    paper_entries.hand_over(entry_id=entry.pk, by=person("officer"))
    # A page from before the remarks does not confirm what was typed after them.
    with pytest.raises(CannotProceed, match="changed after you had opened"):
        paper_entries.confirm_entry(entry_id=entry.pk, by=person("head"), seen="1")
    assert road.application.state == State.DRAFT
    confirmed = paper_entries.confirm_entry(entry_id=entry.pk, by=person("head"), seen="2")
    assert (confirmed.round, road.application.state) == (2, State.SUBMITTED)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"received_on": date(2026, 3, 6), "dated_on": MONDAY}, "on a day to come"),
        ({"dated_on": date(2026, 3, 4), "received_on": date(2026, 3, 3)}, "dated after the day"),
        ({"sheets": 0}, "Count the sheets"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_and_takes_no_number(road, changes, why):
    with pytest.raises(CannotProceed, match=why):
        paper_entries.start_paper_application(by=person("officer"), data=paper(**changes), key="k")
    assert Letter.objects.filter(direction="in").count() == 1
    assert Application.objects.count() == 1


def test_only_officers_begin_and_the_same_form_begins_once(road):
    for who in ("head", "applicant", "secretary"):
        with pytest.raises(NotAllowed):
            paper_entries.start_paper_application(by=person(who), data=paper(), key="k")
    first = paper_entries.start_paper_application(by=person("officer2"), data=paper(), key="k")
    again = paper_entries.start_paper_application(by=person("officer2"), data=paper(), key="k")
    assert first.pk == again.pk
    assert first.letter.number == "R-2026-00002"


def test_an_entry_without_its_scans_is_not_handed_over_and_an_unseen_scan_not_confirmed(road):
    form = road.application.documents.get(code="D1")
    applications.remove_document(application_id=road.pk, by=person("officer"), document_id=form.pk)
    applications.give_declaration(application_id=road.pk, by=person("officer"))
    with pytest.raises(CannotProceed, match="scan of the application itself"):
        paper_entries.hand_over(entry_id=entry_of(road).pk, by=person("officer"))
    applications.attach_document(
        application_id=road.pk,
        by=person("officer"),
        code="D1",
        title="D1",
        marking="commercial",
        received=receive(pdf("again")),
    )
    applications.give_declaration(application_id=road.pk, by=person("officer"))
    paper_entries.hand_over(entry_id=entry_of(road).pk, by=person("officer"))
    with pytest.raises(CannotProceed, match="has not passed its inspection"):
        paper_entries.confirm_entry(entry_id=entry_of(road).pk, by=person("officer2"))


def test_nobody_finds_a_paper_that_is_not_theirs(road):
    entry = entry_of(road)

    def sees(who: str) -> bool:
        return entries_visible_to(person(who)).filter(pk=entry.pk).exists()

    assert {who: sees(who) for who in ("officer", "head", "officer2", "applicant", "prosecutor")} == {
        "officer": True, "head": True, "officer2": False, "applicant": False, "prosecutor": False,
    }  # fmt: skip
    assert own_file(road.reference, person("officer")) is not None
    assert own_file(road.reference, person("officer2")) is None
    paper_entries.hand_over(entry_id=entry.pk, by=person("officer"))
    assert sees("officer2")
    assert own_file(road.reference, person("officer")) is None
    paper_entries.confirm_entry(entry_id=entry.pk, by=person("officer2"))
    registration.take_application(application_id=road.pk, by=person("officer2"))
    assert not sees("officer")  # typing makes nobody a reader of the case
    assert not queries.visible_to(person("applicant")).filter(pk=road.pk).exists()


def test_a_completion_on_paper_moves_day_zero_and_a_correction_of_our_own_does_not(road):
    filed(road)
    registration.take_application(application_id=road.pk, by=person("officer"))
    return_application(application_id=road.pk, by=person("officer"), defects=lacks("The audit report."))
    road.work()
    correction = paper_entries.start_correction(application_id=road.pk, by=person("officer"))
    with pytest.raises(CannotProceed, match="Another paper of this case"):
        paper_entries.start_correction(application_id=road.pk, by=person("officer"))
    applications.give_declaration(application_id=road.pk, by=person("officer"))
    road.compare()
    assert timezone.localdate(road.application.submitted_at) == MONDAY
    assert correction.letter.number == "R-2026-00001"
    return_application(
        application_id=road.pk,
        by=person("officer"),
        defects=[
            type(lacks("x")[0])(
                missing="The audit report.",
                ground="SPL 188(1)",
                example="A whole one.",
                repeats=road.application.defects.get(revision=1).pk,
            )
        ],
    )
    road.work()
    with pytest.raises(CannotProceed, match="Choose what the paper is"):
        start(road, EntryKind.CORRECTION)
    start(road, EntryKind.COMPLETION, received_on=date(2026, 3, 4), dated_on=MONDAY)
    applications.attach_document(
        application_id=road.pk,
        by=person("officer"),
        code="D9",
        title="Audit report",
        marking="commercial",
        received=receive(pdf("audit")),
    )
    applications.give_declaration(application_id=road.pk, by=person("officer"))
    inspected(road).compare()
    registration.register_application(application_id=road.pk, by=person("officer"))
    # 4 March is the second working day after 2 March, so the last day is the second after 3 June.
    assert (road.application.t0, road.application.due_on) == (date(2026, 3, 4), date(2026, 6, 5))
    assert entry_of(road).letter.number == "R-2026-00002"


def test_nobody_compares_what_they_typed_before_they_gave_it_up(road):
    filed(road)
    registration.take_application(application_id=road.pk, by=person("officer"))
    return_application(application_id=road.pk, by=person("officer"), defects=lacks("The audit report."))
    first = start(road, EntryKind.COMPLETION)
    paper_entries.drop_entry(entry_id=first.pk, by=person("officer"))
    registration.assign_officer(application_id=road.pk, by=person("head"), officer_id=person("officer2").pk)
    second = start(road, EntryKind.COMPLETION, by="officer2")
    applications.attach_document(
        application_id=road.pk,
        by=person("officer2"),
        code="D9",
        title="Audit report",
        marking="commercial",
        received=receive(pdf("audit")),
    )
    applications.give_declaration(application_id=road.pk, by=person("officer2"))
    inspected(road)
    paper_entries.hand_over(entry_id=second.pk, by=person("officer2"))
    with pytest.raises(CannotProceed, match="Another person compares"):
        paper_entries.confirm_entry(entry_id=second.pk, by=person("officer"))
    assert paper_entries.confirm_entry(entry_id=second.pk, by=person("head")).compared_at is not None


def start(
    road: Road, kind: EntryKind, by: str = "officer", request_id: int | None = None, **changes
) -> PaperEntry:
    return paper_entries.start_entry(
        application_id=road.pk,
        by=person(by),
        kind=kind,
        data=paper(**changes),
        key=f"{kind}-{changes}",
        request_id=request_id,
    )


def scanned(road: Road, entry: PaperEntry) -> PaperEntry:
    paper_entries.attach_scan(
        entry_id=entry.pk, by=person("officer"), title="Letter", received=receive(pdf("letter"))
    )
    inspected(road)
    return entry


def test_an_answer_on_paper_ends_the_applicants_time_with_the_day_of_its_receipt(road):
    registered(road).examine()
    asked = draft_request(
        application_id=road.pk,
        by=person("officer"),
        data=RequestData(questions=("Who pays?",), working_days=5),
    )
    send_request(request_id=asked.pk, by=person("officer"))
    road.work()
    with pytest.raises(CannotProceed, match="before the request was sent"):
        start(road, EntryKind.ANSWER, request_id=asked.pk, received_on=date(2026, 3, 4))
    with at(3, 12):
        entry = start(
            road, EntryKind.ANSWER, request_id=asked.pk, received_on=date(2026, 3, 10), dated_on=MONDAY
        )
        with pytest.raises(CannotProceed, match="Hand the entry over"):
            save_answers(
                request_id=asked.pk, by=person("officer"), answers={1: AnswerData("The fund.")}, send=True
            )
        save_answers(request_id=asked.pk, by=person("officer"), answers={1: AnswerData("The fund.")})
        with pytest.raises(CannotProceed, match="scan of the paper"):
            paper_entries.hand_over(entry_id=entry.pk, by=person("officer"))
        scanned(road, entry)
        paper_entries.hand_over(entry_id=entry.pk, by=person("officer"))
        assert InformationRequest.objects.get().state == RequestState.SENT
        paper_entries.confirm_entry(entry_id=entry.pk, by=person("head"))
    found = InformationRequest.objects.get()
    assert (found.state, found.answered_on, found.was_late) == (
        RequestState.ANSWERED, date(2026, 3, 10), False,
    )  # fmt: skip
    stop = ClockEntry.objects.get(application=road.application, counter="applicant", movement="stop")
    assert stop.on == date(2026, 3, 10)


def test_a_withdrawal_on_paper_is_compared_too_and_names_its_paper(road):
    registered(road)
    with pytest.raises(CannotProceed, match="reason"):
        start(road, EntryKind.WITHDRAWAL)
    with pytest.raises(NotAllowed):
        start(road, EntryKind.WITHDRAWAL, by="officer2", reason="Sold to nobody.")
    entry = scanned(road, start(road, EntryKind.WITHDRAWAL, reason="Sold to nobody."))
    assert road.application.state == State.REGISTERED
    # Nothing of it is typed on the applicant's pages, where an account may keep drafts.
    assert own_file(road.reference, person("officer")) is None
    road.compare(by="head")
    event = road.application.events.get(verb="withdraw")
    assert (event.by.username, event.paper_entry, event.public_note) == ("head", entry, "Sold to nobody.")


def test_what_is_given_up_has_no_effect_and_leaves_its_letter(road):
    registered(road)
    entry = scanned(road, start(road, EntryKind.WITHDRAWAL, reason="Sold to nobody."))
    with pytest.raises(NotAllowed):
        paper_entries.drop_entry(entry_id=entry.pk, by=person("officer2"))
    paper_entries.drop_entry(entry_id=entry.pk, by=person("head"))
    assert road.application.state == State.REGISTERED
    assert list(entry.scans.filter(removed_at__isnull=True)) == []
    assert entry.letter.number == "R-2026-00002"
    with pytest.raises(CannotProceed, match="finished"):
        paper_entries.hand_over(entry_id=entry.pk, by=person("officer"))


def test_letters_to_an_applicant_without_an_account_wait_to_be_posted_and_are_mailed_to_nobody(road):
    mail.outbox.clear()
    filed(road)
    registration.take_application(application_id=road.pk, by=person("officer"))
    return_application(application_id=road.pk, by=person("officer"), defects=lacks("The audit report."))
    road.work()
    assert mail.outbox == []
    everything = list(to_be_posted(person("officer")))
    waiting = [letter for letter in everything if letter.subject == "letter"]
    assert [letter.correspondent for letter in waiting] == [road.application.applicant_name] * 2
    text = _text(Paper.objects.get(letter=waiting[1]))
    assert "The audit report." in text
    assert "Almaty, Abay Ave 1" in text
    letter = waiting[0]
    with pytest.raises(CannotProceed, match="not in the future"):
        postings.record_posting(
            letter_id=letter.pk, by=person("officer"), posted_on=date(2026, 3, 4), number="RR1"
        )
    with pytest.raises(CannotProceed, match="Record first"):
        postings.record_arrival(
            letter_id=letter.pk, by=person("officer"), delivered_on=date(2026, 3, 5), proof="P1"
        )
    postings.record_posting(
        letter_id=letter.pk, by=person("officer"), posted_on=date(2026, 3, 5), number="RR1"
    )
    left = [one.pk for one in everything if one.pk != letter.pk]
    assert [one.pk for one in to_be_posted(person("officer"))] == left
    assert list(to_be_posted(person("officer2"))) == []
    with at(3, 10):
        postings.record_arrival(
            letter_id=letter.pk, by=person("officer"), delivered_on=date(2026, 3, 9), proof="P1"
        )
    posting = Posting.objects.get()
    assert (posting.address, posting.delivered_on) == ("Almaty, Abay Ave 1", date(2026, 3, 9))
    with pytest.raises(DatabaseError), transaction.atomic():
        Posting.objects.update(proof="P2")


def _text(paper_: Paper) -> str:
    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(open_stored(paper_.sha256)).pages)


def test_the_proof_that_the_notice_arrived_starts_the_appeal_period(road):
    registered(road).examine().answer_all().report().put_on_agenda().open_vote().vote().recommend().decide()
    notice = posted_of(road.application).get(subject="notice")
    postings.record_posting(
        letter_id=notice.pk, by=person("officer"), posted_on=timezone.localdate(), number="RR2"
    )
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        day = timezone.localdate()
        postings.record_arrival(letter_id=notice.pk, by=person("officer"), delivered_on=day, proof="P2")
        proof = road.application.decision.deliveries.get()
        assert (proof.kind, proof.on, proof.number) == ("post", day, "P2")
        assert road.application.decision.appeal_until > day


def test_a_link_opens_the_case_only_when_a_second_person_has_confirmed_it(road):
    registered(road)
    applicant = person("applicant")

    def sees() -> bool:
        return queries.visible_to(person("applicant")).filter(pk=road.pk).exists()

    def propose(login: str = "applicant", document: str = "ID 043, 1 March 2020") -> AccountLink:
        return account_links.propose_link(
            application_id=road.pk,
            by=person("officer"),
            login=login,
            document=document,
            reason="Shown at the desk.",
        )

    for login in ("nobody", "officer2"):
        with pytest.raises(CannotProceed, match="Nobody with this login"):
            propose(login)
    # What is the address of one person and the login of another names nobody.
    other = User.objects.create(username=applicant.email, email="another@demo.example")
    with pytest.raises(CannotProceed, match="Nobody with this login"):
        propose(applicant.email)
    other.delete()
    with pytest.raises(CannotProceed, match="identity document"):
        propose(document=" ")
    invited = road.application.compartments.create(
        address="a@demo.example", nonce="n", expires_on=MONDAY, invited_by=person("officer"), person=applicant,
        accepted_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(CannotProceed, match="both sides"):
        propose()
    invited.delete()
    link = propose()
    assert not sees()
    with pytest.raises(CannotProceed, match="Another person must confirm"):
        account_links.confirm_link(link_id=link.pk, by=person("officer"))
    with pytest.raises(NotAllowed):
        account_links.confirm_link(link_id=link.pk, by=person("officer2"))
    mail.outbox.clear()
    account_links.confirm_link(link_id=link.pk, by=person("head"))
    road.work()
    assert sees()
    assert own_file(road.reference, applicant) is not None
    assert [letter.to for letter in mail.outbox] == [["applicant@demo.example"]]
    with pytest.raises(CannotProceed, match="has an account"):
        account_links.propose_link(
            application_id=road.pk, by=person("officer"), login="applicant2", document="ID", reason="Shown."
        )
    applications.withdraw_application(application_id=road.pk, by=applicant, reason="")
    assert road.application.state == State.WITHDRAWN
