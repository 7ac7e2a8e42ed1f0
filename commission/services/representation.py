"""Powers of attorney: the applicant in person gives one to a named person for a time, and takes it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, permissions
from commission.models import Application, Document, PowerOfAttorney
from commission.models.package import POWER
from commission.services.desk import allow, lock, require
from commission.states import FINAL, Marking, Task
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role


@dataclass(frozen=True, slots=True)
class PowerData:
    """A power of attorney as typed; both days are included."""

    representative: str
    number: str
    dated_on: date
    valid_from: date
    valid_until: date
    tasks: tuple[Task, ...]


def appoint_representative(
    *, application_id: int, by: User, data: PowerData, received: Any = None
) -> PowerOfAttorney:
    """Let somebody act for the applicant, on the ground of a paper; `received` is its scan from the intake.

    The representative has an account of the applicants' kind and no office of the authority.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_appoint(application, by))
        require(application.state not in FINAL, _("The case is closed: nobody has to be represented in it."))
        representative = _person(data.representative)
        require(representative.pk != by.pk, _("You need no power of attorney from yourself."))
        _require_paper(data)
        require(
            not application.powers.filter(
                representative=representative, number=data.number, revoked_at__isnull=True
            ).exists(),
            _("This power of attorney is in the list already."),
        )
        power = PowerOfAttorney.objects.create(
            application=application,
            representative=representative,
            number=data.number,
            dated_on=data.dated_on,
            valid_from=data.valid_from,
            valid_until=data.valid_until,
            document=_scan(application, by, data, received) if received is not None else None,
            appointed_by=by,
            **{f"may_{task}": task in data.tasks for task in Task},
        )
        acting.record(
            "power.appoint", application.reference, power=power.pk, representative=representative.pk
        )
        return power


def _person(login: str) -> User:
    named = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login), is_active=True)[:2]
    found = named[0] if len(named) == 1 else None  # one person's login may be another's address
    fits = found is not None and found.holds(Role.APPLICANT) and not permissions.holds_authority(found)
    require(
        fits,
        _(
            "Nobody with this login may represent an applicant. Check the spelling; the person needs an account for "
            "applicants and holds no office of the authority."
        ),
    )
    assert found is not None
    return found


def _require_paper(data: PowerData) -> None:
    require(bool(data.number), _("Give the number of the power of attorney."))
    require(bool(data.tasks), _("Choose at least one thing that the representative may do."))
    require(
        data.dated_on <= timezone.localdate(), _("The power of attorney cannot be dated on a day to come.")
    )
    require(data.valid_from >= data.dated_on, _("A power of attorney does not begin before its own date."))
    require(data.valid_until >= data.valid_from, _("The last day is before the first."))
    require(data.valid_until >= timezone.localdate(), _("This power of attorney has ended already."))


def _scan(application: Application, by: User, data: PowerData, received: Any) -> Document:
    document = Document.objects.create(
        application=application,
        code=POWER,
        title=_("Power of attorney No. %(number)s of %(dated)s")
        % {"number": data.number, "dated": f"{data.dated_on:%d.%m.%Y}"},
        marking=Marking.PERSONAL,
        file_name=received.file_name,
        content_type=received.content_type,
        size=received.size,
        sha256=received.sha256,
        received_on=timezone.localdate(),
        uploaded_by=by,
    )
    jobs.enqueue(
        key=f"inspection:{document.pk}",
        kind="inspection",
        application_id=application.pk,
        subject=str(document.pk),
    )
    return document


def revoke_power(*, power_id: int, by: User) -> PowerOfAttorney:
    """Take a power of attorney back at once; what was done under it stays done."""
    with act(by=by) as acting:
        application = lock(PowerOfAttorney.objects.values_list("application_id", flat=True).get(pk=power_id))
        allow(permissions.may_appoint(application, by))
        power = PowerOfAttorney.objects.select_for_update(no_key=True, of=("self",)).get(pk=power_id)
        if power.revoked_at is None:
            power.revoked_by, power.revoked_at = by, timezone.now()
            power.save(update_fields=["revoked_by", "revoked_at"])
            acting.record("power.revoke", application.reference, power=power.pk)
        return power


def applicants_side(application: Application) -> list[User]:
    """Whom letters to the applicant reach: the applicant with an account, and representatives who may receive today."""
    powers: Iterable[PowerOfAttorney] = application.powers.select_related("representative")
    people = [power.representative for power in powers if power.allows(Task.RECEIVE)]
    if application.applicant is not None:
        people.insert(0, application.applicant)
    return list(dict.fromkeys(people))
