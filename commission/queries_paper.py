"""What pages read of papers that come in and go out by post; scope is in the query."""

from django.db.models import F, Prefetch, Q, QuerySet

from commission import permissions_paper, sides
from commission.models import (
    Application,
    Compartment,
    DeclaredHolding,
    DeclaredParty,
    Document,
    EntryRemark,
    Letter,
    PaperEntry,
    PowerOfAttorney,
)
from commission.models.correspondence import Direction, Subject
from commission.queries import case_files
from registry.models import User

# Papers that go to the applicant; those to bodies and of the house are not posted from here.
POSTED = (Subject.NOTICE, Subject.DEFICIENCIES, Subject.REQUEST)


def entries_visible_to(user: User | None) -> QuerySet[PaperEntry]:
    """Every paper entry that this person may see; used by the list, the page and the scans alike."""
    apart = Application.objects.filter(on_paper=True).filter(
        sides.on_no_side(user, powers=PowerOfAttorney.objects.all(), compartments=Compartment.objects.all())
        if user is not None
        else Q(pk__in=[])
    )
    return PaperEntry.objects.filter(
        permissions_paper.entries_scope(user, cases=case_files(user), apart=apart)
    )


def entries_at_desk(user: User) -> QuerySet[PaperEntry]:
    """Open entries of the registration desk, the earliest received first."""
    return (
        entries_visible_to(user)
        .filter(compared_at__isnull=True, dropped_at__isnull=True)
        .select_related("application", "letter", "typed_by")
        .order_by("received_on", "pk")
    )


def entry_file(entry_id: int, user: User) -> PaperEntry | None:
    """One entry with what its page shows of the application: sections, scans, remarks. Bounded, whatever it holds."""
    apart = Compartment.objects.live().values("application")
    acquirers = Q(role__in=("acquirer", "holder"), application__in=apart)
    return (
        entries_visible_to(user)
        .filter(pk=entry_id)
        .select_related("application__object__stake_in", "letter", "typed_by", "compared_by", "request")
        .prefetch_related(
            Prefetch("remarks", EntryRemark.objects.select_related("by")),
            # A case that follows an annulled one holds copies; the entry's own are those of its case.
            Prefetch(
                "scans",
                Document.objects.filter(removed_at__isnull=True, application=F("paper_entry__application")),
            ),
            Prefetch(
                "application__declared_parties",
                DeclaredParty.objects.exclude(acquirers).select_related("party"),
            ),
            Prefetch(
                "application__declared_holdings",
                DeclaredHolding.objects.exclude(application__in=apart).select_related("owner", "company"),
            ),
            Prefetch(
                "application__documents",
                Document.objects.filter(removed_at__isnull=True).select_related(
                    "paper_entry__letter", "paper_entry__typed_by"
                ),
            ),
            "application__compartments",
            "application__linked_consents",
            "application__stated_facts",
            "application__paper_entries",
            "request__questions__documents",
        )
        .first()
    )


def entries_of(application: Application) -> QuerySet[PaperEntry]:
    """Every paper of the case, the newest first."""
    return (
        PaperEntry.objects.filter(application=application)
        .select_related("letter", "typed_by", "compared_by", "dropped_by")
        .order_by("-pk")
    )


def postable() -> QuerySet[Letter]:
    """Papers of ours that an applicant without an account gets by post; and those that went so before it had one."""
    to_applicant = Q(subject__in=POSTED) | Q(subject=Subject.LETTER, paper__isnull=False)
    return Letter.objects.filter(to_applicant, direction=Direction.OUT, issued_at__isnull=False).filter(
        Q(application__applicant__isnull=True) | Q(posting__isnull=False)
    )


def to_be_posted(user: User) -> QuerySet[Letter]:
    """Those not posted yet, of the cases this person reads, the oldest first."""
    return (
        postable()
        .filter(posting__isnull=True, application__in=case_files(user))
        .select_related("application", "paper")
        .order_by("pk")
    )


def posted_of(application: Application) -> QuerySet[Letter]:
    """All of a case with what became of them, the newest first."""
    return (
        postable()
        .filter(application=application)
        .select_related("application", "paper", "posting__posted_by", "posting__proved_by")
        .order_by("-pk")
    )
