"""Alerts: raised once by the watch, taken, given back, closed with a reason, opened again."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from commission import permissions, watch
from commission.models import Alert, AlertStep, Application
from commission.models.alert import AlertState, AlertVerb, ClosingReason
from commission.services.desk import allow, require
from commission.watch import Found
from registry.journal.writing import Act, act
from registry.models import Party, StrategicObject, User


def raise_alerts(*, object_ids: Iterable[int], as_of: date) -> list[Alert]:
    """Look at these objects and raise an alert for everything that has none yet; the new alerts."""
    raised = []
    for object_id in object_ids:
        found = watch.look_at(object_id, as_of=as_of)
        if found:
            with act(by=None) as acting:
                # Of two watchers one waits here, and then sees the other's alerts.
                StrategicObject.objects.select_for_update(no_key=True).get(pk=object_id)
                raised += [alert for each in found if (alert := _raised(object_id, each, as_of, acting))]
    return raised


def objects_of_interest() -> list[int]:
    """Every object, in the order of codes."""
    return list(StrategicObject.objects.order_by("code").values_list("pk", flat=True))


def _raised(object_id: int, found: Found, as_of: date, acting: Act) -> Alert | None:
    """The new alert; None where there is one already, also under another member of the same group."""
    same = Alert.objects.filter(
        object_id=object_id, kind=found.kind, check_id=found.check_id, limit=str(found.limit)
    )
    if any(not found.people or set(found.people) & set(each.members) for each in same.only("members")):
        return None
    parties = {row.key: row for row in Party.objects.filter(key__in=(found.company, found.subject))}
    alert = Alert.objects.create(
        object_id=object_id,
        company=parties[found.company],
        kind=found.kind,
        limit=str(found.limit),
        subject=found.subject,
        holder=parties.get(found.subject),
        members=list(found.people),
        low=str(found.low),
        high=str(found.high),
        as_of=as_of,
        since=found.since,
        check_id=found.check_id,
        law_version=found.law_version,
        message=found.message,
        figures=dict(found.figures),
        chains=list(found.chains),
        lots=list(found.lots),
    )
    acting.record("alert.raise", alert.reference, alert=alert.pk, kind=str(found.kind), check=found.check_id)
    return alert


def take_alert(*, alert_id: int, by: User, key: str = "") -> Alert:
    """An officer says: I am looking into it."""

    def take(alert: Alert) -> None:
        require(alert.state == AlertState.OPEN, _taken_by(alert))
        alert.state, alert.officer = AlertState.TAKEN, by

    return _step(alert_id, AlertVerb.TAKE, by, key, take)


def give_back_alert(*, alert_id: int, by: User, key: str = "") -> Alert:
    """Whoever took it, or the head, puts it back for others."""

    def give_back(alert: Alert) -> None:
        require(alert.state == AlertState.TAKEN, _("Nobody has taken this alert."))
        allow(permissions.may_give_back_alert(alert, by))
        alert.state, alert.officer = AlertState.OPEN, None

    return _step(alert_id, AlertVerb.GIVE_BACK, by, key, give_back)


def close_alert(
    *, alert_id: int, by: User, reason: str, text: str = "", application_id: int | None = None, key: str = ""
) -> Alert:
    """Nothing more is to be done: a coded reason, in words where no code fits, and the case where one deals with it."""

    def close(alert: Alert) -> None:
        require(alert.state != AlertState.CLOSED, _("This alert is closed already."))
        allow(permissions.may_close_alert(alert, by))
        require(reason != ClosingReason.OTHER or bool(text.strip()), _("Give the reason in words."))
        require(
            reason not in (ClosingReason.CASE, ClosingReason.PERMITTED) or application_id is not None,
            _("Name the case."),
        )
        alert.state = AlertState.CLOSED
        if application_id is not None:
            alert.application = Application.objects.get(pk=application_id)

    return _step(alert_id, AlertVerb.CLOSE, by, key, close, reason=reason, text=text)


def reopen_alert(*, alert_id: int, by: User, text: str, key: str = "") -> Alert:
    """The head finds that more is to be done after all."""

    def reopen(alert: Alert) -> None:
        require(alert.state == AlertState.CLOSED, _("This alert is not closed."))
        allow(permissions.may_reopen_alert(alert, by))
        require(bool(text.strip()), _("Give the reason in words."))
        alert.state, alert.officer = AlertState.OPEN, None

    return _step(alert_id, AlertVerb.REOPEN, by, key, reopen, text=text)


def note_alert_reading(*, alert_id: int, by: User) -> None:
    """Supervision leaves a trace where it reads (NSL 27), which those who work on the alert do not see."""
    with act(by=by) as acting:
        acting.record("alert.read", Alert.objects.only("pk").get(pk=alert_id).reference)


def _step(
    alert_id: int,
    verb: AlertVerb,
    by: User,
    key: str,
    change: Callable[[Alert], None],
    *,
    reason: str = "",
    text: str = "",
) -> Alert:
    with act(by=by) as acting:
        alert = (
            Alert.objects.select_for_update(no_key=True, of=("self",))
            .select_related("officer")
            .get(pk=alert_id)
        )
        allow(permissions.may_handle_alerts(by))
        if key and alert.steps.filter(key=key).exists():
            return alert
        change(alert)
        alert.save(update_fields=["state", "officer", "application"])
        step = AlertStep.objects.create(
            alert=alert, verb=verb, by=by, key=key, reason=reason, text=text.strip()
        )
        acting.record(f"alert.{verb}", alert.reference, alert=alert.pk, step=step.pk, reason=reason)
    return alert


def _taken_by(alert: Alert) -> str:
    if alert.state == AlertState.TAKEN and alert.officer is not None:
        return _("%(officer)s has taken this alert already.") % {"officer": alert.officer.full_name}
    return _("This alert is closed already.")
