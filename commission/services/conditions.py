"""Conditions of a case before the decree: made from the library or worded freely, taken over, put to those who decide.

Each says why it is needed here, which threats of NSL 6(1) it answers and on whose opinion it rests.
"""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions, queries_conditions
from commission.models import (
    Application,
    Consultation,
    LibraryCondition,
    Opinion,
    ProposedCondition,
    Report,
    SectoralOpinion,
)
from commission.models.condition import Stage
from commission.procedure.conditions import Schedule, fill
from commission.services.desk import allow, lock, require
from commission.services.library import TermsData, missing
from commission.states import Motion
from registry.journal.writing import act
from registry.models import User


@dataclass(frozen=True, slots=True)
class CaseData:
    """What a case says of a condition beside its terms.

    `opinion_id` is a sent opinion of this case; `cures` are check ids of violations that bar a permission.
    """

    reason: str
    threats: tuple[str, ...]
    opinion_id: int | None = None
    cures: tuple[str, ...] = ()
    due_on: date | None = None
    ends_on: date | None = None


def propose_from_library(
    *, application_id: int, by: User, code: str, values: Mapping[str, str], data: CaseData
) -> ProposedCondition:
    """Prepare a condition from an entry in force, its places filled with `values`."""
    entry = _entry(code)
    return _propose(application_id, by, _filled(entry, values), data, entry=entry)


def propose_freely(*, application_id: int, by: User, terms: TermsData, data: CaseData) -> ProposedCondition:
    """Prepare a condition in words of one's own, with all that an entry has."""
    return _propose(application_id, by, terms.values(), data)


def propose_in_opinion(
    *, consultation_id: int, by: User, data: CaseData, code: str = "", values: Mapping[str, str] | None = None,
    terms: TermsData | None = None,
) -> ProposedCondition:  # fmt: skip
    """A body adds a condition to its draft: from the entry `code` with `values`, or freely from `terms`."""
    with act(by=by) as acting:
        opinion = _own_draft(consultation_id, by)
        application = opinion.consultation.application
        entry = _entry(code) if code else None
        said = _filled(entry, values or {}) if entry is not None else terms.values() if terms else {}
        row = ProposedCondition(
            application=application, revision=application.revision, stage=Stage.OPINION, added_by=by,
            entry=entry, **_said(said, data, opinion),
        )  # fmt: skip
        _save(row)
        acting.record("condition.propose", application.reference, condition=row.pk, opinion=opinion.pk)
        return row


def _own_draft(consultation_id: int, by: User) -> Opinion:
    consultation = Consultation.objects.select_related("application").get(pk=consultation_id)
    lock(consultation.application_id)
    allow(permissions.may_draft_opinion(consultation, by))
    opinion = (
        Opinion.objects.select_for_update(no_key=True, of=("self",))
        .select_related("consultation__application")
        .filter(consultation=consultation)
        .first()
    )
    require(opinion is not None, _("Write the opinion first."))
    assert opinion is not None
    require(opinion.sent_at is None, _("This opinion has already been sent. A new one needs a new request."))
    require(
        opinion.for_check_at is None, _("The draft waits for the second person: nothing is added to it now.")
    )
    return opinion


def _entry(code: str) -> LibraryCondition:
    entry = next((row for row in queries_conditions.library(timezone.localdate()) if row.code == code), None)
    require(entry is not None, _("This entry is not in force today: no condition can be made from it."))
    assert entry is not None
    return entry


def _filled(entry: LibraryCondition, values: Mapping[str, str]) -> dict[str, Any]:
    empty = [name for name in entry.places() if not values.get(name, "").strip()]
    require(not empty, _("Fill in every place of the wording."))
    said = {name: getattr(entry, name) for name in TermsData.__slots__}
    return said | {
        name: fill(said[name], {place: text.strip() for place, text in values.items()})
        for name in ("wording_en", "wording_ru", "wording_kk")
    }


def _propose(
    application_id: int,
    by: User,
    said: Mapping[str, Any],
    data: CaseData,
    entry: LibraryCondition | None = None,
) -> ProposedCondition:
    with act(by=by) as acting:
        application = lock(application_id)
        _allow_preparing(application, by)
        opinion = None
        if data.opinion_id is not None:
            sent = Opinion.objects.filter(
                consultation__application=application, sent_at__isnull=False, revoked_at__isnull=True
            )
            opinion = sent.filter(pk=data.opinion_id).first()
            require(opinion is not None, _("Choose an opinion of this case."))
        _require_barring(application, data.cures)
        row = ProposedCondition(
            application=application, revision=application.revision, stage=Stage.DRAFT, added_by=by, entry=entry,
            **_said(said, data, opinion),
        )  # fmt: skip
        _save(row)
        acting.record("condition.prepare", application.reference, condition=row.pk)
        return row


def _require_barring(application: Application, cures: Sequence[str]) -> None:
    require(
        set(cures) <= set(application.barring()),
        _("A condition cures what keeps the permission from being proposed: choose from the findings shown."),
    )


def name_cures(*, condition_id: int, by: User, cures: Sequence[str]) -> ProposedCondition:
    """Say of a prepared condition which violations it cures; reports that hold a copy keep theirs."""
    with act(by=by) as acting:
        found = ProposedCondition.objects.get(pk=condition_id)
        application = lock(found.application_id)
        _allow_preparing(application, by)
        row = queries_conditions.prepared(application).filter(pk=condition_id).first()
        require(row is not None, _("Choose conditions that were prepared on this case."))
        assert row is not None
        _require_barring(application, cures)
        row.cures = list(cures)
        row.save(update_fields=["cures"])
        acting.record("condition.cures", application.reference, condition=row.pk, cures=row.cures)
        return row


def _said(said: Mapping[str, Any], data: CaseData, opinion: Opinion | None) -> dict[str, Any]:
    return {
        **said, "reason": data.reason.strip(), "threats": list(data.threats), "opinion": opinion,
        "cures": list(data.cures), "due_on": data.due_on, "ends_on": data.ends_on,
    }  # fmt: skip


def _save(row: ProposedCondition) -> None:
    require(not row.lacks(), missing(row.lacks()))
    require(bool(row.reason), _("Say why the condition is needed here."))
    require(bool(row.threats), _("Name the threat of NSL 6(1) that the condition answers."))
    today = timezone.localdate()
    require(
        all(day is None or day > today for day in (row.due_on, row.ends_on)),
        _("The days of a condition lie in the future."),
    )
    row.save()


def _allow_preparing(application: Application, by: User) -> None:
    allow(permissions.may_process(application, by) or permissions.is_government(application, by))
    require(
        permissions.may_prepare_conditions(application, by),
        _(
            "Conditions are prepared while the application is under review, or by the Government before it decides."
        ),
    )


def take_over(*, condition_id: int, by: User) -> ProposedCondition:
    """The desk prepares for its report what a body proposed in an opinion that was sent."""
    with act(by=by) as acting:
        found = ProposedCondition.objects.select_related("opinion").get(pk=condition_id)
        application = lock(found.application_id)
        _allow_preparing(application, by)
        require(
            found.stage == Stage.OPINION
            and found.dropped_at is None
            and found.opinion is not None
            and found.opinion.sent_at is not None
            and found.opinion.revoked_at is None,
            _("Only what a body has proposed in a sent opinion is taken over."),
        )
        live = ProposedCondition.objects.filter(source=found, stage=Stage.DRAFT, dropped_at__isnull=True)
        require(not live.exists(), _("This condition has been taken over already."))
        row = ProposedCondition.objects.create(
            application=application, revision=application.revision, stage=Stage.DRAFT, source=found,
            added_by=by, **found.terms(),
        )  # fmt: skip
        acting.record("condition.take_over", application.reference, condition=row.pk, source=found.pk)
        return row


def drop_condition(*, condition_id: int, by: User) -> ProposedCondition:
    """Drop what was prepared, or what a body has proposed in its draft; reports that hold a copy keep it."""
    with act(by=by) as acting:
        found = ProposedCondition.objects.select_related("opinion").get(pk=condition_id)
        if found.stage == Stage.OPINION and found.opinion is not None:
            application = _own_draft(found.opinion.consultation_id, by).consultation.application
        else:
            application = lock(found.application_id)
            _allow_preparing(application, by)
        row = ProposedCondition.objects.select_for_update(no_key=True).get(pk=condition_id)
        require(
            row.stage != Stage.PUT and row.dropped_at is None, _("This condition can no longer be dropped.")
        )
        row.dropped_at, row.dropped_by = timezone.now(), by
        row.save(update_fields=["dropped_at", "dropped_by"])
        acting.record("condition.drop", application.reference, condition=row.pk)
        return row


def conditions_to_put(
    application: Application, motion: Motion, ids: Sequence[int]
) -> list[ProposedCondition]:
    """Those of the case's prepared conditions that go with a motion, in the order given; each can be verified."""
    _belong(motion, ids)
    found = queries_conditions.prepared(application).in_bulk(list(ids))
    require(len(found) == len(set(ids)), _("Choose conditions that were prepared on this case."))
    chosen = [found[pk] for pk in dict.fromkeys(ids)]
    for condition in chosen:
        require(not condition.lacks(), missing(condition.lacks()))
    return chosen


def _belong(motion: Motion, ids: Sequence[int]) -> None:
    require(
        (motion == Motion.GRANT_WITH_CONDITIONS) == bool(ids),
        _("Conditions belong to “grant the permission with conditions”, and that needs at least one."),
    )


def put(
    chosen: Sequence[ProposedCondition],
    *,
    by: User,
    report: Report | None = None,
    sectoral: SectoralOpinion | None = None,
) -> None:
    """Copy the chosen conditions into a report or a sectoral opinion: nobody changes them from now on."""
    for row in chosen:
        ProposedCondition.objects.create(
            application_id=row.application_id, revision=row.revision, stage=Stage.PUT, report=report,
            sectoral=sectoral, source=row, added_by=by, **row.terms(),
        )  # fmt: skip


def conditions_to_decree(
    application: Application, outcome: Motion, ids: Sequence[int]
) -> list[ProposedCondition]:
    """Those proposed to the Government, or added by it, that the decree takes, in the order given."""
    _belong(outcome, ids)
    found = {row.pk: row for row in queries_conditions.before_government(application)}
    require(set(ids) <= found.keys(), _("Choose conditions that were proposed, or add your own first."))
    return [found[pk] for pk in dict.fromkeys(ids)]


def due_on(row: ProposedCondition, decreed: date) -> date | None:
    """The first day by which it must be shown: the day named, else so many months after the decree; None on events."""
    if row.due_on is not None or row.schedule == Schedule.EVENT or not row.months:
        return row.due_on
    months = decreed.month - 1 + row.months
    year, month = decreed.year + months // 12, months % 12 + 1
    return date(year, month, min(decreed.day, calendar.monthrange(year, month)[1]))
