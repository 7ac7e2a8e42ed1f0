"""Policy values and grounds of the clock: one person proposes, another confirms; both are journaled.

Nothing is changed backwards: a value begins today or later, so that what was reckoned by it stays as it was.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import ClockGround, PolicyValue, policy
from commission.procedure.policies import POLICIES, BadValue, parse
from commission.services import four_eyes
from commission.services.desk import allow, require
from registry.journal.writing import act
from registry.models import User


def propose_value(*, by: User, key: str, value: str, valid_from: date, reason: str) -> PolicyValue:
    """Propose a value of `key` from a day on."""
    with act(by=by) as acting:
        allow(permissions.may_keep_policy(by))
        require(key in POLICIES, _("This value does not exist."))
        number = _number(key, value)
        require(valid_from >= timezone.localdate(), _("A value cannot begin in the past."))
        require(bool(reason.strip()), _("Give the reason."))
        row = PolicyValue.objects.create(
            key=key, value=str(number), valid_from=valid_from, reason=reason.strip(), proposed_by=by
        )
        acting.record("policy.propose", key, row=row.pk, value=row.value, valid_from=valid_from.isoformat())
        return row


def _number(key: str, value: str) -> object:
    try:
        return parse(key, value)
    except BadValue as bad:
        bounds = POLICIES[key]
        require(
            False,
            _("Give a number from %(low)s to %(high)s.") % {"low": bounds.low, "high": bounds.high},
        )
        raise AssertionError from bad


def confirm_value(*, row_id: int, by: User) -> PolicyValue:
    """Confirm another person's proposal: from its first day on the value is in force."""
    with act(by=by) as acting:
        allow(permissions.may_keep_policy(by))
        row = PolicyValue.objects.select_for_update(no_key=True, of=("self",)).filter(pk=row_id).first()
        require(row is not None, _("This value does not exist."))
        assert row is not None
        require(
            row.valid_from >= timezone.localdate() or not row.is_open,
            _("The day on which it should begin has passed. Propose it again."),
        )
        four_eyes.confirm(row, by)
        acting.record(
            "policy.confirm", row.key, row=row.pk, value=row.value, valid_from=row.valid_from.isoformat()
        )
        policy.forget()
        return row


def reject_value(*, row_id: int, by: User) -> PolicyValue:
    """Reject a proposal, or take back one's own."""
    with act(by=by) as acting:
        allow(permissions.may_keep_policy(by))
        row = PolicyValue.objects.select_for_update(no_key=True, of=("self",)).filter(pk=row_id).first()
        require(row is not None, _("This value does not exist."))
        assert row is not None
        four_eyes.reject(row, by)
        acting.record("policy.reject", row.key, row=row.pk)
        return row


@dataclass(frozen=True, slots=True)
class GroundData:
    """A ground as typed: what an act allows, named in three languages."""

    movement: str
    act: str
    article: str
    name_en: str
    name_ru: str
    name_kk: str
    valid_from: date
    valid_until: date | None = None
    most_working_days: int | None = None


def propose_ground(*, by: User, data: GroundData, reason: str) -> ClockGround:
    """Propose a ground on which the statutory total may be paused or extended."""
    with act(by=by) as acting:
        allow(permissions.may_keep_policy(by))
        require(bool(reason.strip()), _("Give the reason."))
        require(bool(data.act.strip() and data.article.strip()), _("Name the act and its article."))
        require(
            data.valid_until is None or data.valid_until > data.valid_from,
            _("It must end after it begins."),
        )
        values = {name: getattr(data, name) for name in data.__slots__}
        row = ClockGround.objects.create(**values, reason=reason.strip(), proposed_by=by)
        acting.record("clock_ground.propose", str(row.pk), movement=str(row.movement))
        return row


def confirm_ground(*, row_id: int, by: User) -> ClockGround:
    """Confirm another person's ground."""
    with act(by=by) as acting:
        allow(permissions.may_keep_policy(by))
        row = ClockGround.objects.select_for_update(no_key=True, of=("self",)).filter(pk=row_id).first()
        require(row is not None, _("This ground does not exist."))
        assert row is not None
        four_eyes.confirm(row, by)
        acting.record("clock_ground.confirm", str(row.pk))
        return row


def reject_ground(*, row_id: int, by: User) -> ClockGround:
    """Reject a proposed ground, or take back one's own."""
    with act(by=by) as acting:
        allow(permissions.may_keep_policy(by))
        row = ClockGround.objects.select_for_update(no_key=True, of=("self",)).filter(pk=row_id).first()
        require(row is not None, _("This ground does not exist."))
        assert row is not None
        four_eyes.reject(row, by)
        acting.record("clock_ground.reject", str(row.pk))
        return row
