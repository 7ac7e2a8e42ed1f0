"""The internal record of each refusal and condition (NSL 17(2)): written before the decision, never sent out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions, queries_conditions
from commission.models import Application, ProposedCondition, Restriction
from commission.reasons import INTEREST_NAMES, THREAT_CODES, Aim, Restricts
from commission.services.desk import allow, lock, require
from commission.services.sectoral import GROUNDS
from commission.states import Motion, State
from registry.journal.writing import act
from registry.models import User

# From the review to the decree; a decided case keeps the records it was decided on.
RECORDABLE = (
    State.UNDER_REVIEW,
    State.FACTS_SHOWN,
    State.ON_AGENDA,
    State.HEARD,
    State.RECOMMENDED,
    State.OPINION_DRAFTED,
    State.BEFORE_GOVERNMENT,
)


@dataclass(frozen=True, slots=True)
class RestrictionData:
    """The record as typed. `condition` is the wording of the condition, empty for a refusal; codes as in `reasons`."""

    restricts: Restricts
    legal_basis: str
    aim: Aim
    interests: tuple[str, ...]
    threats: tuple[str, ...]
    reasons: str
    lesser_measures: str
    why_not_enough: str
    condition: str = ""
    grounds: tuple[str, ...] = ()
    unreasoned: bool = False


def write_restriction(*, application_id: int, by: User, data: RestrictionData) -> Restriction:
    """Write the record of the refusal or of one condition; an earlier one of the same is replaced and kept."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_write_restriction(application, by))
        require(
            application.state in RECORDABLE,
            _("Internal reasons are recorded from the review until the decision."),
        )
        _check(data)
        _replace(application, data)
        written = Restriction.objects.create(
            application=application,
            restricts=data.restricts,
            condition=data.condition.strip(),
            unreasoned=data.unreasoned,
            grounds=list(data.grounds),
            legal_basis=data.legal_basis.strip(),
            aim=data.aim,
            interests=list(data.interests),
            threats=list(data.threats),
            reasons=data.reasons.strip(),
            lesser_measures=data.lesser_measures.strip(),
            why_not_enough=data.why_not_enough.strip(),
            written_by=by,
        )
        acting.record(
            "restriction.write",
            application.reference,
            restriction=written.pk,
            restricts=str(data.restricts),
            aim=str(data.aim),
            unreasoned=data.unreasoned,
        )
        return written


def _check(data: RestrictionData) -> None:
    refusal = data.restricts == Restricts.REFUSAL
    texts = (data.legal_basis, data.reasons, data.lesser_measures, data.why_not_enough)
    require(
        all(text.strip() for text in texts),
        _("Give the legal basis, the reasons, the lesser measures considered and why they are not enough."),
    )
    require(
        set(data.interests) <= set(INTEREST_NAMES) and set(data.threats) <= set(THREAT_CODES),
        _("Choose interests and threats from the list."),
    )
    require(
        bool(data.interests) and bool(data.threats),
        _("Name at least one interest of NSL 5(1) and one threat of NSL 6(1)."),
    )
    require(set(data.grounds) <= set(GROUNDS), _("Choose the grounds from the list."))
    require(
        refusal == bool(data.grounds),
        _("Grounds belong to a refusal, and a refusal needs at least one."),
    )
    require(
        refusal != bool(data.condition.strip()),
        _("Give the wording of the condition; a refusal has none."),
    )
    require(refusal or not data.unreasoned, _("Only a refusal can be without reasons (SPL 187(3))."))


def _replace(application: Application, data: RestrictionData) -> None:
    now = timezone.now()
    live = Restriction.objects.filter(
        application=application, restricts=data.restricts, replaced_at__isnull=True
    )
    for row in live:
        if data.restricts == Restricts.REFUSAL or row.covers(data.condition):
            row.replaced_at = now
            row.save(update_fields=["replaced_at"])


def countersign_restriction(*, restriction_id: int, by: User) -> Restriction:
    """Another person countersigns; without it an unreasoned refusal cannot be issued."""
    with act(by=by) as acting:
        application = lock(
            Restriction.objects.values_list("application_id", flat=True).get(pk=restriction_id)
        )
        found = Restriction.objects.get(pk=restriction_id)
        found.application = application
        if found.countersigned_by_id == by.pk:
            return found
        allow(permissions.may_countersign_restriction(found, by))
        require(
            found.is_live and application.state in RECORDABLE,
            _("This record was replaced, or the case has been decided: there is nothing to countersign."),
        )
        require(found.countersigned_at is None, _("This record has been countersigned already."))
        found.countersigned_by, found.countersigned_at = by, timezone.now()
        found.save(update_fields=["countersigned_by", "countersigned_at"])
        acting.record("restriction.countersign", application.reference, restriction=found.pk)
        return found


def missing_records(
    application: Application, *, outcome: Motion, conditions: Sequence[ProposedCondition], unreasoned: bool
) -> list[str]:
    """Sentences that name each record which a decision with this outcome still lacks; empty: none."""
    live = list(Restriction.objects.filter(application=application, replaced_at__isnull=True))
    if outcome == Motion.GRANT:
        return []
    if outcome == Motion.GRANT_WITH_CONDITIONS:
        return [
            _("The internal record of this condition is missing (NSL 17(2)): “%(wording)s”.")
            % {"wording": " ".join(condition.wording.split())}
            for condition in conditions
            if not any(row.covers_any(condition) for row in live)
        ]
    refusal = next((row for row in live if row.restricts == Restricts.REFUSAL), None)
    if refusal is None:
        return [_("The internal record of the refusal is missing (NSL 17(2)). Write it first.")]
    if refusal.unreasoned != unreasoned:
        return [
            _("The internal record and the decree differ on whether the refusal gives reasons (SPL 187(3)).")
        ]
    if not refusal.is_complete:
        return [_("An unreasoned refusal must be countersigned by another person before it is issued.")]
    return []


def proposed_conditions(application: Application) -> list[ProposedCondition]:
    """Conditions that the report or the sectoral opinion proposes, and those that the Government has added."""
    if application.state == State.BEFORE_GOVERNMENT:
        return queries_conditions.before_government(application)
    if application.regime == "R2":
        source = application.current_sectoral_opinion()
    else:
        item = application.current_item
        source = item.report if item is not None else application.current_report()
    return list(source.condition_rows) if source is not None else []
