"""Use cases of the registry. Each is one transaction, cites its document and leaves history, outbox and journal rows.

Rows come in unsaved (from a form, an import, a test) and go out saved; `ValidationError` says what to correct and
then nothing is written.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from registry.journal.writing import act
from registry.loading import Loaded, load_bodies, load_illustrative, seed_calendar
from registry.models import (
    Appointment,
    CalendarDay,
    Holding,
    Link,
    ListEdition,
    ListEntry,
    Party,
    StateBody,
    StrategicObject,
    Title,
    User,
)
from registry.permissions import may_appoint, never_together
from registry.recording import cited, keyed_hash, remove_recorded, save_recorded
from registry.whole import lock_companies, refuse_excess

__all__ = [
    "Loaded",
    "end_appointment",
    "load_bodies",
    "load_illustrative",
    "remove_row",
    "save_appointment",
    "save_body",
    "save_calendar_day",
    "save_edition",
    "save_holding",
    "save_holdings",
    "save_link",
    "save_object",
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


def save_appointment(*, appointment: Appointment, by: User | None) -> Appointment:
    """Appoint a person, or change an appointment.

    Refused where an administrator appoints themselves, or one person would be both auditor and administrator.
    """
    kind = "appointment_added" if appointment._state.adding else "appointment_changed"
    with act(by=by) as acting:
        appointment.full_clean()
        refuse_appointment(appointment, by)
        appointment.save()
        acting.record(kind, f"user:{appointment.user_id}", **_appointment_facts(appointment))
    return appointment


def end_appointment(*, appointment: Appointment, by: User | None) -> None:
    """Remove an appointment entered by mistake; an office that was held ends by its date instead."""
    with act(by=by) as acting:
        acting.record("appointment_removed", f"user:{appointment.user_id}", **_appointment_facts(appointment))
        appointment.delete()


def refuse_appointment(appointment: Appointment, by: User | None) -> None:
    """ValidationError where this appointment would break the separation of duties."""
    if by is not None and not may_appoint(by, appointment.user_id):
        raise ValidationError(_("You cannot appoint yourself: ask another administrator."), code="self")
    others = Appointment.objects.filter(user_id=appointment.user_id).exclude(pk=appointment.pk).in_force()
    if never_together({appointment.role, *others.values_list("role", flat=True)}):
        raise ValidationError(_("An auditor and an administrator are never one person."), code="separation")


def _appointment_facts(appointment: Appointment) -> dict[str, str | int | None]:
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
