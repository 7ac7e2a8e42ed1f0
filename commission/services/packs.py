"""Papers of a session: sealed by hash, sent to the members in time, acknowledged by each of them."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, ledger
from commission import permissions_session as permissions
from commission.models import AgendaItem, Opinion, Pack, PackReceipt, Seat, Session, policy
from commission.models.correspondence import Subject
from commission.procedure import sittings
from commission.services.desk import allow, require
from registry.journal.writing import act
from registry.models import User

Manifest = list[list[str]]


def manifest_of(item: AgendaItem) -> Manifest:
    """What the papers of an item are now: [key, SHA-256] of each, in a fixed order."""
    application, report = item.application, item.report
    found = [["motion", _digest(item.motion)], ["report", _digest(_columns(report))]]
    found += [[f"condition:{row.pk}", _digest(_columns(row))] for row in report.conditions.order_by("pk")]
    for party in application.declared_parties.order_by("pk"):
        found.append([f"party:{party.role}:{party.pk}", _digest(_columns(party))])
    findings = application.findings.filter(revision=report.revision).select_related("assessment")
    for finding in findings.prefetch_related("contests__steps").order_by("check_id", "pk"):
        beside: list[Any] = [_columns(finding)]
        beside += [_columns(finding.assessment)] if finding.assessment is not None else []
        for contest in finding.contests.all():
            beside += [_columns(contest), *(_columns(step) for step in contest.steps_taken())]
        found.append([f"finding:{finding.check_id}", _digest(beside)])
    opinions = Opinion.objects.filter(
        consultation__application=application,
        consultation__revision=report.revision,
        sent_at__isnull=False,
    )
    for opinion in opinions.select_related("consultation__body").order_by("consultation__body__code", "pk"):
        found.append([f"opinion:{opinion.consultation.body.code}", _digest(_columns(opinion))])
    return found


def _columns(row: Model) -> dict[str, str]:
    """Everything a row says, whatever columns it has."""
    return {field.attname: str(field.value_from_object(row)) for field in row._meta.concrete_fields}


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of(manifest: Manifest) -> str:
    """The hash that is printed: over the whole manifest."""
    return _digest(manifest)


def current_pack(item: AgendaItem) -> Pack | None:
    """The latest version; free where a page has loaded `packs`."""
    return max(item.packs.all(), key=lambda pack: pack.version, default=None)


def has_changed(item: AgendaItem) -> bool:
    """Whether the papers are no longer what the latest version sealed."""
    pack = current_pack(item)
    return pack is None or pack.sha256 != seal_of(manifest_of(item))


def changes(old: Manifest, new: Manifest) -> list[tuple[str, str]]:
    """What differs, as (key, "added" | "changed" | "removed"), in the order of the papers."""
    before, after = ({line[0]: line[1] for line in manifest} for manifest in (old, new))
    found = [
        (key, "added" if key not in before else "changed")
        for key, digest in after.items()
        if before.get(key) != digest
    ]
    return found + [(key, "removed") for key in before if key not in after]


def seal(item: AgendaItem, by: User) -> Pack:
    """The latest version where nothing has changed since, else the next one. The item is locked by the caller."""
    manifest = manifest_of(item)
    latest = item.packs.order_by("version").last()
    if latest is not None and latest.sha256 == seal_of(manifest):
        return latest
    return Pack.objects.create(
        item=item,
        version=latest.version + 1 if latest is not None else 1,
        manifest=manifest,
        sha256=seal_of(manifest),
        sealed_by=by,
        sealed_at=timezone.now(),
    )


def seal_pack(*, item_id: int, by: User) -> Pack:
    """Seal changed papers as the next version and tell the members; nothing happens where nothing has changed."""
    with act(by=by) as acting:
        allow(permissions.may_conduct(by))
        item = _locked_item(item_id)
        require(item.opened_at is None, _("The vote has been opened: its papers are what they were then."))
        before = item.packs.count()
        pack = seal(item, by)
        if pack.version > before:
            acting.record("pack.seal", f"item:{item.pk}", version=pack.version, sha256=pack.sha256)
            if item.session.papers_sent_at is not None:
                tell(item.session, f"{pack.pk}")
        return pack


def _locked_item(item_id: int) -> AgendaItem:
    found = AgendaItem.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "session", "application", "report"
    )
    item = found.get(pk=item_id)
    require(item.withdrawn_at is None, _("The application is no longer on this agenda."))
    return item


def acknowledge_pack(*, item_id: int, by: User, sha256: str = "") -> PackReceipt:
    """A member has read the latest version; `sha256` is what their page showed (empty: the latest, whatever it is)."""
    with act(by=by) as acting:
        item = _locked_item(item_id)
        allow(Seat.objects.filter(item=item, member=by, recused_at__isnull=True).exists())
        pack = current_pack(item)
        require(pack is not None, _("The papers of this item have not been sealed yet."))
        assert pack is not None
        require(
            sha256 in ("", pack.sha256),
            _("The papers have changed since you opened them. Open the item again and read what changed."),
        )
        receipt, fresh = PackReceipt.objects.get_or_create(
            pack=pack, member=by, defaults={"at": timezone.now()}
        )
        if fresh:
            acting.record("pack.read", f"item:{item.pk}", version=pack.version, sha256=pack.sha256)
        return receipt


def unread_by(item: AgendaItem, pack: Pack | None) -> list[User]:
    """Members who take part in the item and have not acknowledged the version."""
    read = {receipt.member_id for receipt in pack.receipts.all()} if pack is not None else set()
    return [
        seat.member for seat in item.seats.all() if seat.recused_at is None and seat.member_id not in read
    ]


def allow_late_papers(*, session_id: int, by: User, reason: str) -> Session:
    """The chair, or the deputy, says why the papers of a session may go out later than the policy asks."""
    with act(by=by) as acting:
        session = Session.objects.select_for_update(no_key=True).get(pk=session_id)
        allow(permissions.may_allow_late_papers(session, by))
        _require_unsent(session)
        require(is_late(session), _("The papers can still go out in time: no reason is needed."))
        require(
            timezone.localdate() <= papers_due_on(session, "papers_shortest_days"),
            _("The policy does not allow papers to go out as late as this: the session has to meet later."),
        )
        require(bool(reason.strip()), _("Give the reason of the delay: the minutes will say it."))
        session.papers_late_reason, session.papers_late_by = reason.strip(), by
        session.save(update_fields=["papers_late_reason", "papers_late_by"])
        acting.record("session.papers_late", f"session:{session.number}")
        return session


def send_papers(*, session_id: int, by: User) -> Session:
    """Notice of the session with the papers of all its items to every member.

    Late only with the reason of the chair (policy). An absentee vote has its ground of emergency instead.
    """
    with act(by=by) as acting:
        allow(permissions.may_conduct(by))
        session = Session.objects.select_for_update(no_key=True).get(pk=session_id)
        if session.papers_sent_at is not None:
            return session
        _require_unsent(session)
        items = list(
            session.items.filter(withdrawn_at__isnull=True).select_related("application", "report", "session")
        )
        require(bool(items), _("The agenda is empty: there are no papers to send."))
        late = is_late(session)
        reason = session.papers_late_reason or session.absentee_ground
        require(
            not late or bool(reason),
            _("The papers go out later than the policy asks: the chair gives the reason first."),
        )
        for item in items:
            seal(item, by)
        session.papers_sent_at, session.papers_late_reason = timezone.now(), reason if late else ""
        session.save(update_fields=["papers_sent_at", "papers_late_reason"])
        tell(session, "all")
        jobs.enqueue_paper(Subject.AGENDA, session.pk)
        acting.record("session.papers", f"session:{session.number}", late=late, items=len(items))
        return session


def _require_unsent(session: Session) -> None:
    require(session.papers_sent_at is None, _("The papers have been sent already."))
    require(session.opened_at is None, _("The session has been opened already."))


def is_late(session: Session) -> bool:
    """Whether papers that are sent now go out later than the policy asks."""
    return timezone.localdate() > papers_due_on(session)


def papers_due_on(session: Session, key: str = "papers_notice_days") -> Any:
    """The last day (date) on which the papers of a session go out in time, or by the notice that policy `key` asks."""
    starts_on = timezone.localdate(session.starts_at)
    return sittings.papers_due_on(
        starts_on,
        working_days=policy.value(key, on=starts_on),
        calendar=ledger.calendar(starts_on),
    )


def agenda_closes_on(session: Session) -> Any:
    """The last day (date) on which the session's agenda changes without a ground of urgency."""
    starts_on = timezone.localdate(session.starts_at)
    return sittings.agenda_closes_on(starts_on, days=policy.value("agenda_change_days", on=starts_on))


def tell(session: Session, what: str) -> None:
    """Queue the note on papers to every member; `what` tells one version from another."""
    members: Iterable[int] = session.presences.values_list("member_id", flat=True)
    for member_id in members:
        jobs.enqueue(
            key=f"letter:papers:{session.pk}:{what}:{member_id}",
            kind="letter",
            subject=f"papers:{session.pk}:{member_id}",
        )
