"""What pages read. Scope is in the query itself: what a person may not see is not found."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    Exists,
    FilteredRelation,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from commission import permissions, sides, workflow
from commission.models import (
    AccessGrant,
    Alert,
    Application,
    Clarification,
    Compartment,
    Condition,
    Consultation,
    Contest,
    ContestStep,
    DeclaredParty,
    Discontinuance,
    Document,
    Event,
    Job,
    PowerOfAttorney,
    ProsecutorAct,
    Report,
    Seat,
)
from commission.models.alert import AlertState
from commission.models.job import FINDING_KINDS, JobState
from commission.models.package import Inspection
from commission.procedure.package import LATER
from commission.queries_after import beside
from commission.queries_appeals import counted_appeals
from commission.queries_questionnaires import counted_lists
from commission.states import Marking, State
from registry.models import User
from registry.roles import Role

PAGE = 25


def visible_to(user: User | None) -> QuerySet[Application]:
    """Every application that this person may see at all; used by lists, details, downloads and counters alike."""
    return Application.objects.filter(
        permissions.scope(
            user,
            events=Event.objects.all(),
            reports=Report.objects.filter(voided_at__isnull=True),
            seats=Seat.objects.all(),
            consultations=Consultation.objects.all(),
            grants=AccessGrant.objects.all(),
            powers=PowerOfAttorney.objects.all(),
            compartments=Compartment.objects.all(),
        )
    )


def case_files(user: User | None) -> QuerySet[Application]:
    """Every application whose whole file, with findings and opinions, this person reads."""
    return Application.objects.filter(
        permissions.case_readers(
            user,
            events=Event.objects.all(),
            reports=Report.objects.filter(voided_at__isnull=True),
            grants=AccessGrant.objects.all(),
            powers=PowerOfAttorney.objects.all(),
            compartments=Compartment.objects.all(),
        )
    )


def number_of(rows: QuerySet[Any], by: str = "application") -> Coalesce:
    """How many rows a correlated queryset has; all of them have the same `by`."""
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as its page shows it. The application's jobs, consultations, events, documents and reports are loaded."""

    application: Application
    report: Report | None
    filed_by: DeclaredParty | None
    acquirer: DeclaredParty | None
    conditions: list[Condition]
    suspended: bool
    acts_filed: int
    clarifications_asked: int


def case_file(reference: str, user: User) -> CaseFile | None:
    """A case with everything its page shows, or None where this person may not read it.

    Six queries however much the case holds: one for the case with all that it has one of, and its decree's conditions
    (a row each); then one each for checks with findings, contests (and one for their steps, where a finding is
    contested), consultations with opinions, events, and documents. They are sorted by whoever shows them: ordering in
    the query costs Django more than reading the rows.
    """
    rows = list(
        case_files(user)
        .filter(reference=reference)
        .annotate(
            live_report=FilteredRelation("reports", condition=Q(reports__voided_at__isnull=True)),
            filed_by=FilteredRelation("declared_parties", condition=Q(declared_parties__role="applicant")),
            acquirer=FilteredRelation("declared_parties", condition=Q(declared_parties__role="acquirer")),
            decree_condition=FilteredRelation("decision__conditions"),
            discontinuing=Exists(
                Discontinuance.objects.filter(application=OuterRef("pk"), confirmed_at__isnull=False)
            ),
            suspended=Exists(ProsecutorAct.objects.suspending().filter(application=OuterRef("pk"))),
            **beside(),
            acts_filed=number_of(ProsecutorAct.objects.filter(application=OuterRef("pk"))),
            **counted_appeals(),
            **counted_lists(),
            clarifications_asked=number_of(
                Clarification.objects.filter(decision__application=OuterRef("pk")), "decision"
            ),
        )
        # The stubs do not know that a filtered relation can be joined.
        .select_related(  # type: ignore[misc]
            "object__stake_in",
            "object__underlying",
            "officer",
            "applicant",
            "decision",
            "current_item__session",
            "follows_appeal__decision__application",
            "follows_annulment__event__application",
            "priority_track",
            "live_report__drafted_by",
            "live_report__countersigned_by",
            "filed_by",
            "acquirer",
            "decree_condition__verified_by",
            "decree_condition__released_by",
        )
    )
    if not rows:
        return None
    application = rows[0]
    # The same application came once per condition: the rest is loaded for the first only.
    prefetch_related_objects([application], *_MANY)
    # What a join brings is an attribute only where it exists.
    report: Report | None = getattr(application, "live_report", None)
    conditions: list[Condition] = sorted(
        {row.decree_condition for row in rows if hasattr(row, "decree_condition")},
        key=lambda one: one.position,
    )
    if report is not None:
        report.application = application
    _hand_over(application, "reports", [report] if report else [])
    decision = application.current_decision()
    if decision is not None:
        for condition in conditions:
            condition.decision = decision
        _hand_over(decision, "conditions", conditions)
    row: Any = application  # what the query counted beside it
    return CaseFile(
        application,
        report,
        filed_by=getattr(application, "filed_by", None),
        acquirer=getattr(application, "acquirer", None),
        conditions=conditions,
        suspended=row.suspended,
        acts_filed=row.acts_filed,
        clarifications_asked=row.clarifications_asked,
    )


def contests_behind(finding: str = "") -> "tuple[Prefetch[Any], Prefetch[Any]]":
    """What to load of the contests of findings reached by `finding`: the contests, and what became of them."""
    path = f"{finding}__contests" if finding else "contests"
    return (
        Prefetch(path, Contest.objects.select_related("by", "document").order_by()),
        Prefetch(f"{path}__steps", ContestStep.objects.select_related("by").order_by()),
    )


def contests_of_cases(user: User, before: int | None = None) -> tuple[list[Contest], int | None]:
    """Contests in the cases this person reads, the newest first, from below the id `before`; and the id below which
    more follow. Two queries.
    """
    rows = Contest.objects.filter(finding__application__in=case_files(user)).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(
        rows.select_related(
            "finding__application__object", "finding__assessment", "by", "document"
        ).prefetch_related(Prefetch("steps", ContestStep.objects.select_related("by").order_by()))[: PAGE + 1]
    )
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


_MANY = (
    Prefetch(
        "jobs",
        Job.objects.filter(Q(kind__in=FINDING_KINDS) | Q(state=JobState.DEAD))
        .select_related("finding__assessment__by", "finding__assessment__document")
        .order_by(),
    ),
    *contests_behind("jobs__finding"),
    Prefetch("consultations", Consultation.objects.select_related("body", "opinion").order_by()),
    Prefetch(
        "events",
        Event.objects.select_related(
            "by", "power", "acted_for", "paper_entry__letter", "paper_entry__typed_by"
        ).order_by(),
    ),
    Prefetch(
        "documents",
        Document.objects.casefile().select_related("paper_entry__letter", "paper_entry__typed_by").order_by(),
    ),
)


def _hand_over(owner: Model, relation: str, rows: Iterable[Model]) -> None:
    """Give a relation the rows that a join has brought already, as a prefetch would: `.all()` then costs nothing."""
    loaded = getattr(owner, relation).all()
    loaded._result_cache = list(rows)
    loaded._prefetch_done = True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = loaded


def own_cases(user: User) -> QuerySet[Application]:
    """Applications that the person filed or ever represented the applicant of."""
    return Application.objects.filter(sides.filed_or_represented(user, powers=PowerOfAttorney.objects.all()))


def consultations_of(user: User) -> QuerySet[Consultation]:
    """Requests to the person's bodies, or given to the person to draft, the soonest due first; never on own cases."""
    return (
        Consultation.objects.filter(permissions.consultations_scope(user), application__in=visible_to(user))
        .exclude(application__in=own_cases(user))
        .select_related("application__object", "body", "opinion")
        .order_by("due_on", "pk")
    )


# What of a package a consulted body is sent: nothing internal, nothing that is personal data.
SENT_MARKINGS = (Marking.PUBLIC, Marking.COMMERCIAL)


def consultation_file(consultation_id: int, user: User) -> Consultation | None:
    """One request with the parts of the case that are sent to the body, or None; other bodies' opinions are not."""
    sent = Document.objects.filter(
        removed_at__isnull=True, internal=False, inspection=Inspection.ACCEPTED, marking__in=SENT_MARKINGS
    ).exclude(code__in=LATER)
    return (
        consultations_of(user)
        .select_related(
            "application__object__stake_in",
            "application__object__underlying",
            "opinion__drafted_by",
            "opinion__sent_by",
        )
        .prefetch_related(
            "application__declared_parties",
            Prefetch("application__documents", sent),
            Prefetch("application__jobs", Job.objects.filter(kind="check").select_related("finding")),
        )
        .filter(pk=consultation_id)
        .first()
    )


@dataclass(frozen=True, slots=True)
class AlertPage:
    """One page of alerts, the newest first, and the numbers that its neighbours begin after (None: there is none)."""

    rows: list[Alert]
    next: int | None
    previous: int | None


def alerts_visible_to(user: User | None) -> QuerySet[Alert]:
    """Every alert that this person may see; used by list and page alike."""
    return Alert.objects.filter(
        permissions.alerts_scope(
            user, applications=Application.objects.all(), powers=PowerOfAttorney.objects.all()
        )
    )


def alerts(
    user: User, *, state: str = "", kind: str = "", after: int | None = None, before: int | None = None
) -> AlertPage:
    """Alerts in one query; `state` "" means those not closed, "any" all. Keyset pages, no COUNT."""
    rows = alerts_visible_to(user).select_related("object", "company", "holder", "officer")
    if state in AlertState.values:
        rows = rows.filter(state=state)
    elif not state:
        rows = rows.exclude(state=AlertState.CLOSED)
    if kind:
        rows = rows.filter(kind=kind)
    if before is not None:
        found = list(rows.filter(pk__gt=before).order_by("pk")[: PAGE + 1])
        shown, more = found[:PAGE][::-1], len(found) > PAGE
        return AlertPage(shown, shown[-1].pk if shown else before, shown[0].pk if more else None)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    following = shown[-1].pk if len(found) > PAGE else None
    return AlertPage(shown, following, (shown[0].pk if shown else after) if after is not None else None)


def steps_for(application: Application, user: User) -> list[workflow.Step]:
    """The buttons this person has on this case."""
    return workflow.steps(application, user)


def officers() -> QuerySet[User]:
    """People who may be put in charge of a case."""
    return (
        User.objects.filter(is_active=True, appointments__role=Role.OFFICER).distinct().order_by("username")
    )


def decided() -> QuerySet[Application]:
    """Cases for the public register: decided and told."""
    return (
        Application.objects.filter(decision__notified_at__isnull=False)
        .exclude(state__in=(State.DRAFT, State.WITHDRAWN))
        .select_related("object", "decision")
        .order_by("-decision__date", "-pk")
    )


def live_conditions(application: Application) -> QuerySet[Condition]:
    """Conditions of the case's decree."""
    return Condition.objects.filter(decision__application=application).select_related("verified_by")
