"""What the private sides of a case read: the applicant's side and the acquirer's, neither with anything of the other's.

What a side may not see is not in its rows: sections, holders and documents of the other side are left out here, so that
no page, paper or download built from these rows can show them.
"""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from commission import permissions_paper
from commission.models import (
    Application,
    Compartment,
    DeclaredHolding,
    DeclaredParty,
    Document,
    Event,
    PaperEntry,
    Side,
)
from commission.models.paper_entry import EntryKind
from commission.queries import own_cases
from registry.models import User

_ACQUIRERS = ("acquirer", "holder")
# A live compartment of the row's application: the acquirer's sections are then the acquirer's alone.
_APART = Exists(Compartment.objects.live().filter(application=OuterRef("application")))


def sellers_parties() -> QuerySet[DeclaredParty]:
    """Declared parties of every case, without those that an acquirer states on its own."""
    return DeclaredParty.objects.exclude(Q(role__in=_ACQUIRERS) & _APART).select_related("party")


def own_file(reference: str, user: User) -> Application | None:
    """The application that the person filed, or ever represented the applicant of, with its public side; or None.

    Also what an officer types from paper now, until it is handed over: the pages are the same. A withdrawal has nothing
    to type there, and its applicant may have an account with drafts of its own.
    """
    rows = own_cases(user)
    if permissions_paper.may_receive_papers(user):
        typed = typed_now(user).exclude(kind=EntryKind.WITHDRAWAL)
        rows |= Application.objects.filter(Exists(typed.filter(application=OuterRef("pk"))))
    return (
        rows.filter(reference=reference)
        .select_related("object__stake_in", "decision__notice", "current_item", "applicant", "priority_track")
        .prefetch_related(
            Prefetch("declared_parties", sellers_parties()),
            Prefetch(
                "declared_holdings",
                DeclaredHolding.objects.exclude(_APART).select_related("owner", "company"),
            ),
            Prefetch(
                "documents",
                Document.objects.filter(removed_at__isnull=True, internal=False, side=Side.SELLER),
            ),
            Prefetch("events", Event.objects.select_related("power", "paper_entry__letter")),
            "powers",
            "compartments",
        )
        .first()
    )


def typed_now(user: User) -> QuerySet[PaperEntry]:
    """The papers that this person types now."""
    return PaperEntry.objects.filter(
        typed_by=user, handed_over_at__isnull=True, compared_at__isnull=True, dropped_at__isnull=True
    )


def own_applications(user: User) -> QuerySet[Application]:
    """Applications that the person filed or ever represented the applicant of, newest first."""
    return (
        own_cases(user)
        .select_related("object", "applicant")
        .prefetch_related("powers", "compartments")
        .order_by("-pk")
    )


def own_parts(user: User) -> QuerySet[Compartment]:
    """Live compartments that this person fills as acquirer, newest first; of the case only its number and state."""
    return (
        Compartment.objects.live()
        .filter(person=user)
        .select_related("application")
        .only("address", "accepted_at", "confirmed_at", "closed_at", "person", "application__reference",
              "application__state")
        .order_by("-pk")
    )  # fmt: skip


def acquirers_file(reference: str, user: User) -> Application | None:
    """The case with the acquirer's part alone, for the acquirer itself; or None.

    Nothing that the applicant stated is loaded: a page that asked for it would have to ask the database again.
    """
    return (
        Application.objects.filter(
            reference=reference, compartments__person=user, compartments__closed_at__isnull=True
        )
        .only("reference", "state", "regime", "t0", "revision", "capacity", "applicant", "on_paper")
        .prefetch_related(
            Prefetch(
                "declared_parties",
                DeclaredParty.objects.filter(role__in=_ACQUIRERS).select_related("party"),
            ),
            Prefetch("declared_holdings", DeclaredHolding.objects.select_related("owner", "company")),
            Prefetch(
                "documents",
                Document.objects.filter(removed_at__isnull=True, internal=False, side=Side.ACQUIRER),
            ),
            "compartments",
        )
        .first()
    )
