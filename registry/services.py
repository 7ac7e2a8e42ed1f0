"""Use cases of the registry. Each is one transaction, cites its document and leaves history, outbox and journal rows.

Rows come in unsaved (from a form, an import, a test) and go out saved; `ValidationError` says what to correct and
then nothing is written.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from registry.journal.writing import act
from registry.loading import Loaded, load_bodies, load_illustrative, seed_calendar
from registry.models import (
    Appointment,
    CalendarDay,
    DatedRow,
    Holding,
    Link,
    ListEdition,
    ListEntry,
    ObjectFact,
    OperatingRight,
    Party,
    StateBody,
    StrategicObject,
    SubsoilContract,
    TableConfirmation,
    Title,
    User,
)
from registry.permissions import may_appoint, never_together
from registry.recording import cited, keyed_hash, remove_recorded, save_recorded
from registry.whole import lock_companies, refuse_excess

__all__ = [
    "Loaded",
    "load_bodies",
    "load_illustrative",
    "note_password_link",
    "remove_row",
    "save_appointment",
    "save_appointments",
    "save_body",
    "save_calendar_day",
    "save_confirmation",
    "save_contract",
    "save_dated_row",
    "save_edition",
    "save_holding",
    "save_holdings",
    "save_link",
    "save_object",
    "save_object_fact",
    "save_operating_right",
    "save_party",
    "save_title",
    "save_user",
    "seed_calendar",
]

Row = TypeVar("Row", bound=Model)


def save_party(*, party: Party, by: User | None, document: str) -> Party:
    """Add or change a party."""
    return _save(party, by, document)


def save_object(*, object: StrategicObject, by: User | None, document: str) -> StrategicObject:
    """Add or change a strategic object; its lists and titles have their own use cases."""
    return _save(object, by, document)


def save_title(*, title: Title, by: User | None, document: str) -> Title:
    """Add or change who owns an object and when."""
    return _save(title, by, document)


def save_link(*, link: Link, by: User | None, document: str) -> Link:
    """Add or change a tie other than a holding."""
    return _save(link, by, document)


def save_body(*, body: StateBody, by: User | None, document: str) -> StateBody:
    """Add or change a state body."""
    return _save(body, by, document)


def save_calendar_day(*, day: CalendarDay, by: User | None, document: str) -> CalendarDay:
    """Add or change a day that differs from its weekday."""
    return _save(day, by, document)


def save_object_fact(*, fact: ObjectFact, by: User | None, document: str) -> ObjectFact:
    """Add or change a dated fact of an object."""
    return _save(fact, by, document)


def save_contract(*, contract: SubsoilContract, by: User | None, document: str) -> SubsoilContract:
    """Add or change a subsoil contract; who holds the right under it has its own use case."""
    return _save(contract, by, document)


def save_operating_right(*, right: OperatingRight, by: User | None, document: str) -> OperatingRight:
    """Add or change who holds the right to conduct operations under a contract."""
    return _save(right, by, document)


def save_dated_row(*, row: DatedRow, by: User | None, document: str) -> DatedRow:
    """Add or change a row of a table that the law leaves to the Government."""
    return _save(row, by, document)


def save_confirmation(
    *, confirmation: TableConfirmation, by: User | None, document: str
) -> TableConfirmation:
    """Date a confirmation that a table is complete, or end it."""
    return _save(confirmation, by, document)


def save_edition(*, edition: ListEdition, objects: Iterable[StrategicObject], by: User | None) -> ListEdition:
    """Enter or correct an edition of a Government list: what the list is from `effective_from` until the next one.

    `objects` are all objects on it. The act it names is the document.
    """
    document = cited(edition.act)
    with act(by=by) as acting:
        edition.full_clean()
        save_recorded(acting, edition, document)
        wanted = {each.pk: each for each in objects}
        entries = {entry.object_id: entry for entry in edition.entries.select_related("object", "edition")}
        for object_id in entries.keys() - wanted.keys():
            remove_recorded(acting, entries[object_id], document)
        for object_id in sorted(wanted.keys() - entries.keys()):
            save_recorded(acting, ListEntry(edition=edition, object=wanted[object_id]), document)
    return edition


def save_holding(*, holding: Holding, by: User | None, document: str) -> Holding:
    """Add or change one holding; refused where its company's certain holdings would pass 100 %."""
    save_holdings(save=[holding], by=by, document=document)
    return holding


def save_holdings(
    *, save: Sequence[Holding], remove: Sequence[Holding] = (), by: User | None, document: str
) -> None:
    """Change several holdings as one step, so that a transfer is not refused halfway; sums are checked at the end.

    The companies' rows are locked first: of two keepers adding 60 % each, one is refused.
    """
    document = cited(document)
    with act(by=by) as acting:
        companies = lock_companies(row.company_id for row in (*save, *remove))
        for row in remove:
            remove_recorded(acting, row, document)
        for row in save:
            row.full_clean()
            save_recorded(acting, row, document)
        for company in companies:
            refuse_excess(company, company.held_by.all())


def remove_row(*, row: Model, by: User | None, document: str) -> None:
    """Remove a mistaken entry; its history stays. ProtectedError where something still rests on it."""
    document = cited(document)
    with act(by=by) as acting:
        remove_recorded(acting, row, document)


def save_user(*, user: User, by: User | None) -> User:
    """Add or change a person's account. What they may do is a matter of appointments."""
    kind = "user_added" if user._state.adding else "user_changed"
    with act(by=by) as acting:
        user.full_clean(exclude=["password"])
        user.save()
        acting.record(kind, f"user:{user.pk}", active=user.is_active)
    return user


def note_password_link(*, user: User, by: User | None) -> None:
    """Write down that a person was sent a link to set a password."""
    with act(by=by) as acting:
        acting.record("password_link_sent", f"user:{user.pk}")


def save_appointment(*, appointment: Appointment, by: User | None) -> Appointment:
    """Appoint a person, or change an appointment."""
    save_appointments(save=[appointment], by=by)
    return appointment


def save_appointments(
    *, save: Sequence[Appointment], remove: Sequence[Appointment] = (), by: User | None
) -> None:
    """Change a person's offices as one step. What was held ends by its date; `remove` is for mistaken entries.

    Refused where an administrator appoints themselves, or one person would be auditor and administrator on one day.
    """
    with act(by=by) as acting:
        for row in remove:
            acting.record("appointment_removed", f"user:{row.user_id}", **_appointment_facts(row))
            row.delete()
        for row in save:
            refuse_own(row.user_id, by)
            row.full_clean()
            kind = "appointment_added" if row._state.adding else "appointment_changed"
            row.save()
            acting.record(kind, f"user:{row.user_id}", **_appointment_facts(row))
        for user_id in {row.user_id for row in save}:
            refuse_clash(list(Appointment.objects.filter(user_id=user_id)))


def appoint_by_act(*, save: Iterable[Appointment], remove: Iterable[Appointment], by: User | None) -> None:
    """Offices that follow from an act which two persons have entered: begun, ended, or taken back before they began.

    Not an administrator's own choice, so that the refusal of one's own office is the caller's; duties stay apart.
    """
    with act(by=by) as acting:
        for row in remove:
            acting.record("appointment_removed", f"user:{row.user_id}", **_appointment_facts(row))
            row.delete()
        rows = list(save)
        for row in rows:
            row.full_clean()
            kind = "appointment_added" if row._state.adding else "appointment_changed"
            row.save()
            acting.record(kind, f"user:{row.user_id}", **_appointment_facts(row))
        for user_id in {row.user_id for row in rows}:
            refuse_clash(list(Appointment.objects.filter(user_id=user_id)))


def refuse_own(user_id: int | None, by: User | None) -> None:
    """ValidationError where `by` would appoint themselves, or may not appoint anybody."""
    if by is not None and not may_appoint(by, user_id):
        raise ValidationError(_("You cannot appoint yourself: ask another administrator."), code="self")


def refuse_clash(appointments: Sequence[Appointment]) -> None:
    """ValidationError where one person's `appointments` break the separation of duties on any day."""
    for one, other in combinations(appointments, 2):
        if never_together({one.role, other.role}) and _overlap(one, other):
            raise ValidationError(
                _("An auditor and an administrator are never one person."), code="separation"
            )


def _overlap(one: Appointment, other: Appointment) -> bool:
    return _before_end(one.valid_from, other.valid_until) and _before_end(other.valid_from, one.valid_until)


def _before_end(begins: date | None, ends: date | None) -> bool:
    return begins is None or ends is None or begins < ends


def _appointment_facts(appointment: Appointment) -> dict[str, Any]:
    return {
        "appointment": appointment.pk,
        "role": appointment.role,
        "body": appointment.body_id,
        "valid_from": appointment.valid_from.isoformat() if appointment.valid_from else None,
        "valid_until": appointment.valid_until.isoformat() if appointment.valid_until else None,
        "document": keyed_hash(appointment.act) if appointment.act else None,
    }


def _save(row: Row, by: User | None, document: str) -> Row:
    document = cited(document)
    with act(by=by) as acting:
        row.full_clean()
        save_recorded(acting, row, document)
    return row
