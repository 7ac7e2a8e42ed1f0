"""What the session pages read: scoped to the secretary, and to members' own seats."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from commission.models import (
    AgendaItem,
    Application,
    Composition,
    CompositionMember,
    Finding,
    MemberInterest,
    Opinion,
    Presence,
    Report,
    Seat,
    Session,
    Vote,
)
from commission.queries import contests_behind, visible_to
from commission.states import State
from registry.models import Party, User
from registry.roles import VOTING_ROLES, Role


def sessions_of(user: User) -> QuerySet[Session]:
    """All sessions for the secretary and the head; a member's own otherwise."""
    if user.holds(Role.SECRETARY, Role.HEAD):
        return Session.objects.all()
    seated = Presence.objects.filter(session=OuterRef("pk"), member=user)
    return Session.objects.filter(Exists(seated)) if user.holds(*VOTING_ROLES) else Session.objects.none()


SESSIONS_SHOWN = 20


def sessions_page(user: User, before: int | None) -> tuple[list[Session], int | None]:
    """Sessions the newest first, from below the number `before`; and the number below which more follow. One query."""
    rows = sessions_of(user).order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows[: SESSIONS_SHOWN + 1])
    shown = found[:SESSIONS_SHOWN]
    return shown, shown[-1].number if len(found) > SESSIONS_SHOWN else None


def session_file(number: int, user: User) -> Session | None:
    """A session with its agenda, presence and the viewer's seats."""
    return (
        sessions_of(user)
        .filter(number=number)
        .select_related("signed_by_chair", "signed_by_secretary", "composition")
        .prefetch_related(
            "signatures",
            Prefetch(
                "presences", Presence.objects.select_related("member", "stands_for").prefetch_related("marks")
            ),
            Prefetch(
                "items",
                AgendaItem.objects.filter(withdrawn_at__isnull=True)
                .select_related("application__object")
                .prefetch_related(
                    Prefetch("seats", Seat.objects.select_related("member")), "packs__receipts"
                ),
            ),
        )
        .first()
    )


def compositions_with_members() -> QuerySet[Composition]:
    """Every composition ever entered and not rejected, the latest first, with its lines."""
    lines = CompositionMember.objects.select_related("user", "body", "substitute")
    return (
        Composition.objects.filter(rejected_at__isnull=True)
        .select_related("proposed_by", "confirmed_by")
        .prefetch_related(Prefetch("members", lines))
    )


def substitutes_of(session: Session) -> dict[int, CompositionMember]:
    """Lines of the session's composition that name a substitute, by the member's id."""
    if session.composition is None:
        return {}
    lines = session.composition.members.filter(substitute__isnull=False).select_related("substitute")
    return {line.user_id: line for line in lines}


def item_file(item_id: int, user: User) -> AgendaItem | None:
    """An item with its papers: for the secretary, and for members who sit on it and are not recused."""
    mine = Seat.objects.filter(item=OuterRef("pk"), member=user, recused_at__isnull=True)
    allowed = Q(Exists(mine)) if user.holds(*VOTING_ROLES) else Q(pk__in=[])
    if user.holds(Role.SECRETARY):
        allowed |= Q(application__in=visible_to(user))
    return (
        AgendaItem.objects.filter(allowed, pk=item_id)
        .exclude(application__applicant=user)
        .select_related(
            "session", "application__object__stake_in", "report__drafted_by", "report__countersigned_by"
        )
        .prefetch_related(
            Prefetch("session__presences", Presence.objects.select_related("member")),
            "packs__receipts",
            Prefetch("seats", Seat.objects.select_related("member")),
            "seats__questions__ballots__member",
            Prefetch("votes", Vote.objects.select_related("member", "void")),
            "application__declared_parties",
            Prefetch("application__findings", Finding.objects.select_related("assessment__by")),
            *contests_behind("application__findings"),
            Prefetch("application__events"),
        )
        .first()
    )


def opinions_on(item: AgendaItem) -> QuerySet[Opinion]:
    """Opinions sent on the item's application; drafts are the bodies' own."""
    return Opinion.objects.filter(
        consultation__application_id=item.application_id,
        consultation__revision=item.report.revision,
        sent_at__isnull=False,
        revoked_at__isnull=True,
        consultation__replaced_at__isnull=True,
    ).select_related("consultation__body")


def interests_of(user: User) -> QuerySet[MemberInterest]:
    """A member's own entries, those in force first."""
    return MemberInterest.objects.filter(member=user).order_by(F("ended_at").desc(nulls_first=True), "pk")


def party_by_identifier(identifier: str) -> int | None:
    """Id of the registry's party with this BIN or IIN."""
    if not identifier:
        return None
    return Party.objects.filter(identifier=identifier).values_list("pk", flat=True).first()


def bodies_asked(item: AgendaItem) -> int:
    """How many bodies were consulted on the revision that the item's report rests on."""
    return item.application.consultations.filter(revision=item.report.revision).count()


# More than any agenda takes: what waits longer stands at the top.
MOST_READY = 50


def ready_for_agenda(user: User) -> QuerySet[Application]:
    """Cases under review whose report is countersigned: what the secretary may put on an agenda, the soonest due."""
    countersigned = Report.objects.filter(
        application=OuterRef("pk"), countersigned_at__isnull=False, voided_at__isnull=True
    )
    return (
        visible_to(user)
        .filter(Exists(countersigned), state=State.UNDER_REVIEW)
        .select_related("object")
        .order_by("due_on", "pk")[:MOST_READY]
    )


def waiting_for_government(user: User) -> QuerySet[Application]:
    """Recommended cases not yet sent to the Government."""
    return (
        visible_to(user)
        .filter(state=State.RECOMMENDED)
        .select_related("object", "current_item__session")
        .order_by("due_on", "pk")
    )
