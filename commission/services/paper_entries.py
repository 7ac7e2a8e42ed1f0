"""What comes on paper, into the case: entered by an officer, compared with its scans by another, then in effect.

The incoming number is taken and the row of the register written in the act that begins the entry. Sections, documents
and answers are typed through the applicant's own use cases and pages (`sides.typed_entry` admits the typist there).
Who may do what with it, and why, is in `permissions_paper`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions, permissions_paper, sides
from commission.documents.storage import Received
from commission.models import (
    Application,
    Document,
    EntryRemark,
    Event,
    InformationRequest,
    Letter,
    PaperEntry,
)
from commission.models.correspondence import Subject
from commission.models.paper_entry import EntryKind
from commission.procedure.package import PAPER_LETTER
from commission.services.applications import submit_application, withdraw_application
from commission.services.attachments import keep_document
from commission.services.correspondence import LetterData, receive_letter
from commission.services.desk import allow, lock, one_at_a_time, require, require_seen
from commission.services.numbers import next_reference
from commission.services.requests import take_answers
from commission.states import FINAL, State
from registry.journal.writing import Act, act
from registry.models import User

_SUBJECTS = {
    EntryKind.APPLICATION: Subject.APPLICATION,
    EntryKind.COMPLETION: Subject.INFORMATION,
    EntryKind.ANSWER: Subject.ANSWER,
    EntryKind.WITHDRAWAL: Subject.WITHDRAWAL,
}
APPLICATION_FORM = "D1"
"""On paper the application form is a document like any other: its scan is what the sections are compared with."""


@dataclass(frozen=True, slots=True)
class PaperData:
    """A paper as it lies before the officer: from whom, of which date and number, received when, on how many sheets.

    `reason`: why the applicant withdraws, in its own words; empty otherwise.
    """

    correspondent: str
    dated_on: date
    received_on: date
    sheets: int
    sender_number: str = ""
    reason: str = ""


def start_paper_application(*, by: User, data: PaperData, key: str) -> PaperEntry:
    """A new application from somebody without an account: number, letter and entry in one act; the same form once."""
    with act(by=by) as acting:
        one_at_a_time(by)
        whole_key = f"paper:{by.pk}:{key}"
        earlier = PaperEntry.objects.filter(letter__key=whole_key).first()
        if earlier is not None:
            return earlier
        allow(permissions_paper.may_receive_papers(by))
        application = Application.objects.create(reference=next_reference(), applicant=None, on_paper=True)
        acting.record("application.start", application.reference)
        return _started(application, by, EntryKind.APPLICATION, data, acting, key=whole_key)


def start_entry(
    *,
    application_id: int,
    by: User,
    kind: EntryKind,
    data: PaperData,
    key: str,
    request_id: int | None = None,
) -> PaperEntry:
    """Begin to enter a further paper of a filed case: a completion, an answer (to `request_id`), a withdrawal."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions_paper.may_start(application, by))
        whole_key = f"paper:{by.pk}:{key}"
        earlier = PaperEntry.objects.filter(letter__key=whole_key).first()
        if earlier is not None:
            return earlier
        require(
            kind in (EntryKind.COMPLETION, EntryKind.ANSWER, EntryKind.WITHDRAWAL),
            _("Choose what the paper is."),
        )
        asked = _fits(application, kind, data, request_id)
        _none_open(application)
        application.on_paper = True
        application.save()
        return _started(application, by, kind, data, acting, key=whole_key, request=asked)


def possible_kinds(application: Application) -> list[EntryKind]:
    """What may come on paper now; a correction of our own entry, for which no paper comes, stands last."""
    if application.state in FINAL or sides.open_entry(application) is not None:
        return []
    if application.applicant_id is not None:
        return [EntryKind.WITHDRAWAL]
    is_returned = application.state == State.RETURNED
    kinds = [EntryKind.COMPLETION] if is_returned else []
    if application.information_requests.waiting().exists():
        kinds.append(EntryKind.ANSWER)
    return [*kinds, EntryKind.WITHDRAWAL, *([EntryKind.CORRECTION] if is_returned else [])]


def start_correction(*, application_id: int, by: User) -> PaperEntry:
    """Correct what the office itself mistyped: once the case is returned, against the paper that was entered last.

    No paper came, so no day moves: what was received keeps its date. The second pair of eyes is asked again.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions_paper.may_start(application, by))
        last = application.paper_entries.filter(
            compared_at__isnull=False, kind__in=(EntryKind.APPLICATION, EntryKind.COMPLETION)
        ).last()
        require(
            last is not None and application.state == State.RETURNED,
            _("What was entered is corrected once the application is returned for completion."),
        )
        assert last is not None
        _without_account(application)
        _none_open(application)
        entry = PaperEntry.objects.create(
            application=application,
            kind=EntryKind.CORRECTION,
            letter=last.letter,
            received_on=last.received_on,
            sheets=last.sheets,
            typed_by=by,
        )
        acting.record("paper.start", application.reference, entry=entry.pk, kind=str(entry.kind))
        return entry


def attach_scan(*, entry_id: int, by: User, title: str, received: Received) -> Document:
    """A scan of the letter itself, where no place of the package and no question takes it."""
    with act(by=by) as acting:
        entry = _being_typed(entry_id, by)
        return keep_document(
            entry.application, by=by, code=PAPER_LETTER, title=title, received=received, acting=acting
        )


def remove_scan(*, entry_id: int, by: User, document_id: int) -> None:
    """Take a scan of the letter back while it is typed; the row stays."""
    with act(by=by) as acting:
        entry = _being_typed(entry_id, by)
        found = entry.scans.filter(pk=document_id, code=PAPER_LETTER, removed_at__isnull=True)
        if found.update(removed_at=timezone.now()):
            acting.record("document.remove", entry.application.reference, document=document_id)


def hand_over(*, entry_id: int, by: User) -> PaperEntry:
    """The typist has entered everything; the entry stands as it is until a second person has compared it."""
    with act(by=by) as acting:
        entry = _locked(entry_id)
        if entry.waits_for_comparison and entry.typed_by_id == by.pk:
            return entry
        _may_type(entry, by)
        whats_missing = missing_for_handover(entry)
        require(not whats_missing, " ".join(whats_missing))
        entry.handed_over_at, entry.round = timezone.now(), entry.round + 1
        entry.save(update_fields=["handed_over_at", "round"])
        acting.record("paper.hand_over", entry.application.reference, entry=entry.pk, round=entry.round)
        return entry


def missing_for_handover(entry: PaperEntry) -> list[str]:
    """Sentences on what the entry still lacks before it can be compared: sections, scans, answers."""
    scans = [scan for scan in entry.scans.all() if scan.removed_at is None]
    found = []
    if entry.is_filing and entry.application.missing_parts():
        found.append(_("Complete every section first."))
    if entry.kind == EntryKind.APPLICATION:
        if not any(scan.code == APPLICATION_FORM for scan in scans):
            found.append(
                _("Attach the scan of the application itself (D1): the sections are compared with it.")
            )
    elif entry.kind != EntryKind.CORRECTION and not scans:
        found.append(_("Attach the scan of the paper: the entry is compared with it."))
    if any(scan.is_rejected for scan in scans):
        found.append(_("A scan was refused by the inspection: remove it and attach a good one."))
    if entry.request is not None:
        left = [
            str(question.number)
            for question in entry.request.questions.prefetch_related("documents")
            if not question.answer and not question.files()
        ]
        if left:
            found.append(_("Enter an answer to every question: %(numbers)s.") % {"numbers": ", ".join(left)})
    return found


def send_back(*, entry_id: int, by: User, remarks: Mapping[str, str]) -> PaperEntry:
    """The entry differs from the paper: back to the typist with what is wrong, by section."""
    with act(by=by) as acting:
        entry = _locked(entry_id)
        _may_compare(entry, by)
        said = {section: text.strip() for section, text in remarks.items() if text.strip()}
        require(bool(said), _("Say in at least one section what differs from the paper."))
        EntryRemark.objects.bulk_create(
            EntryRemark(entry=entry, round=entry.round, section=section, text=text, by=by)
            for section, text in said.items()
        )
        entry.handed_over_at = None
        entry.save(update_fields=["handed_over_at"])
        acting.record("paper.send_back", entry.application.reference, entry=entry.pk, sections=sorted(said))
        return entry


def confirm_entry(*, entry_id: int, by: User, seen: str = "") -> PaperEntry:
    """The entry equals the paper: it takes effect now, through the one door where it moves the case.

    `seen` is the round that the page showed: what was sent back and typed anew since is compared anew. The event is the
    comparer's, and names the paper (`PaperEntry.event`). Twice is once.
    """
    with act(by=by) as acting:
        entry = _locked(entry_id)
        if entry.compared_at is not None and entry.compared_by_id == by.pk:
            return entry
        _may_compare(entry, by)
        require_seen(seen, str(entry.round))
        scans = list(entry.scans.filter(removed_at__isnull=True))
        require(
            all(scan.is_accepted for scan in scans),
            _("A scan has not passed its inspection yet: wait for it, or send the entry back."),
        )
        entry.event = _in_effect(entry, by, acting)
        entry.compared_by, entry.compared_at = by, timezone.now()
        entry.save(update_fields=["event", "compared_by", "compared_at"])
        if scans and entry.kind != EntryKind.CORRECTION:
            form = next((scan for scan in scans if scan.code == APPLICATION_FORM), scans[0])
            Letter.objects.filter(pk=entry.letter_id).update(sha256=form.sha256)
        acting.record(
            "paper.confirm",
            entry.application.reference,
            entry=entry.pk,
            scans=sorted(scan.sha256 for scan in scans),
        )
        return entry


def _in_effect(entry: PaperEntry, by: User, acting: Act) -> Event | None:
    key = f"paper:{entry.pk}"
    if entry.is_filing:
        return submit_application(
            application_id=entry.application_id, by=by, key=key, received_on=entry.received_on
        )
    if entry.kind == EntryKind.WITHDRAWAL:
        return withdraw_application(application_id=entry.application_id, by=by, reason=entry.reason, key=key)
    take_answers(entry, by=by, acting=acting)
    return None


def drop_entry(*, entry_id: int, by: User) -> PaperEntry:
    """Give the entry up before it has any effect: the letter stays in the register, its scans are taken back."""
    with act(by=by) as acting:
        entry = _locked(entry_id)
        allow(permissions_paper.may_drop(entry, entry.application, by))
        if entry.dropped_at is not None:
            return entry
        require(entry.is_open, _("This entry has been compared already and is in effect."))
        now = timezone.now()
        entry.scans.filter(removed_at__isnull=True).update(removed_at=now)
        entry.dropped_by, entry.dropped_at = by, now
        entry.save(update_fields=["dropped_by", "dropped_at"])
        acting.record("paper.drop", entry.application.reference, entry=entry.pk)
        return entry


def _started(
    application: Application,
    by: User,
    kind: EntryKind,
    data: PaperData,
    acting: Act,
    *,
    key: str,
    request: InformationRequest | None = None,
) -> PaperEntry:
    require(data.sheets > 0, _("Count the sheets of the paper."))
    letter = receive_letter(
        application,
        by=by,
        subject=_SUBJECTS[kind],
        data=LetterData(data.correspondent, data.sender_number, data.dated_on, data.received_on),
        sha256="",
        key=key,
        acting=acting,
    )
    entry = PaperEntry.objects.create(
        application=application,
        kind=kind,
        letter=letter,
        received_on=data.received_on,
        sheets=data.sheets,
        request=request,
        reason=data.reason.strip(),
        typed_by=by,
    )
    acting.record("paper.start", application.reference, entry=entry.pk, kind=str(kind), letter=letter.number)
    return entry


def _fits(
    application: Application, kind: EntryKind, data: PaperData, request_id: int | None
) -> InformationRequest | None:
    """CannotProceed unless a paper of this kind belongs here now; the request that an answer answers."""
    require(application.state not in FINAL, _("The case is closed."))
    if kind == EntryKind.WITHDRAWAL:
        require(bool(data.reason.strip()), _("Give the reason as it stands on the paper."))
        return None
    _without_account(application)
    if kind == EntryKind.COMPLETION:
        require(
            application.state == State.RETURNED,
            _("A completion is entered while the application is returned for it."),
        )
        return None
    asked = application.information_requests.waiting().filter(pk=request_id or 0).first()
    require(asked is not None, _("This request no longer waits for an answer."))
    assert asked is not None
    assert asked.sent_at is not None
    require(
        timezone.localdate(asked.sent_at) <= data.received_on,
        _("The answer was received before the request was sent: check the day."),
    )
    return asked


def _without_account(application: Application) -> None:
    require(
        application.applicant_id is None,
        _("The applicant has an account and enters this itself. File the paper as a letter."),
    )


def _none_open(application: Application) -> None:
    require(
        not any(entry.is_open for entry in application.paper_entries.all()),
        _("Another paper of this case is being entered: finish or give up that one first."),
    )


def _locked(entry_id: int) -> PaperEntry:
    """The entry with its case, both locked."""
    application = lock(PaperEntry.objects.values_list("application_id", flat=True).get(pk=entry_id))
    entry = PaperEntry.objects.select_for_update(no_key=True, of=("self",)).get(pk=entry_id)
    entry.application = application
    return entry


def _may_type(entry: PaperEntry, by: User) -> None:
    require(entry.is_open, _("This entry is finished and can no longer be changed."))
    allow(entry.typed_by_id == by.pk and permissions.may_type(entry.application, by))
    require(entry.is_being_typed, _("The entry is being compared: it can be changed once it is sent back."))


def _being_typed(entry_id: int, by: User) -> PaperEntry:
    entry = _locked(entry_id)
    _may_type(entry, by)
    return entry


def _may_compare(entry: PaperEntry, by: User) -> None:
    require(entry.is_open, _("This entry is finished and can no longer be changed."))
    require(entry.waits_for_comparison, _("The entry has not been handed over for comparison yet."))
    require(
        by.hands.isdisjoint(_typists(entry)),
        _("Another person compares what you typed, or what was typed at a desk that is in your hands."),
    )
    allow(permissions.may_compare(entry, entry.application, by))


def _typists(entry: PaperEntry) -> set[int]:
    """Ids of who typed what is compared now: an entry that was given up has left what it typed in the sections."""
    found: set[int] = set()
    for one in entry.application.paper_entries.filter(pk__lte=entry.pk).order_by("pk"):
        found = set() if one.compared_at is not None else found | {one.typed_by_id}
    return found
