"""The documents of an application and what is still missing from the package."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.models.compartment import Side
from commission.procedure import package, regimes
from commission.sides import compartment
from commission.states import Kind, Marking
from commission.wording import MARKING_NAMES
from registry.models import User


class Inspection(models.TextChoices):
    WAITING = "waiting", _("being checked")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("refused")


# A paper of the prosecutor's acts: read by the prosecutor and the head alone, no part of the case file (`casefile`).
SUPERVISION = "S"
# The scan of a power of attorney: on the file, but no part of the package (SPL 188(1)); it moves no term.
POWER = "PA"


class DocumentQuerySet(models.QuerySet["Document"]):
    def casefile(self) -> "DocumentQuerySet":
        """What belongs to the file: neither taken back nor supervision's."""
        return self.filter(removed_at__isnull=True).exclude(code=SUPERVISION)


class Document(models.Model):
    """One file, stored by its SHA-256; in quarantine until the inspection in a child process accepts it."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="documents"
    )
    code = models.CharField(
        _("document"), max_length=4, help_text=_("Its place in the package: D1 ... P2, or X.")
    )
    title = models.CharField(pgettext_lazy("document", "title"), max_length=300)
    marking = models.CharField(
        _("marking"),
        max_length=20,
        choices=[(str(m), name) for m, name in MARKING_NAMES.items()],
        default=Marking.COMMERCIAL,
    )
    file_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    inspection = models.CharField(max_length=8, choices=Inspection.choices, default=Inspection.WAITING)
    verdict = models.CharField(max_length=40, blank=True, help_text=_("Why the inspection refused it."))
    internal = models.BooleanField(
        default=False, help_text=_("Belongs to the authority's side; the applicant never sees it.")
    )
    side = models.CharField(
        _("whose document it is"),
        max_length=8,
        choices=Side.choices,
        default=Side.SELLER,
        help_text=_("Neither side of the transaction is shown the other's documents, not even their titles."),
    )
    received_on = models.DateField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    paper_entry = models.ForeignKey(
        "commission.PaperEntry",
        on_delete=models.PROTECT,
        null=True,
        related_name="scans",
        help_text=_("The paper whose scan it is; empty for a file that the party itself sent."),
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    @property
    def in_package(self) -> bool:
        return self.removed_at is None and not self.internal and self.code != POWER

    @property
    def is_accepted(self) -> bool:
        return self.inspection == Inspection.ACCEPTED

    @property
    def is_rejected(self) -> bool:
        return self.inspection == Inspection.REJECTED

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


def regime_of(application: Any) -> str:
    """The regime whose package is asked for: the pinned one, or before day zero today's."""
    if application.t0 is not None:
        return str(application.regime)
    return regimes.regime_for(settings.REGIME_MODE, timezone.localdate()).code


def _holders_declared(application: Any, acquirer: Any) -> bool:
    return any(True for _holding in application.declared_holdings.all()) or (
        acquirer is not None and acquirer.party_id is not None
    )


def acquirer_stated(application: Any) -> bool:
    """Whether what the law asks about the acquirer is there, whoever states it."""
    declared = {party.role: party for party in application.declared_parties.all()}
    acquirer = declared.get("acquirer")
    if acquirer is None:
        return False
    return (
        regime_of(application) != "R2"
        or acquirer.kind != "entity"
        or _holders_declared(application, acquirer)
    )


def missing_parts(application: Any) -> list[package.Part]:
    """What the application still lacks before it can be submitted."""
    declared = {party.role: party for party in application.declared_parties.all()}
    part = compartment(application)
    return package.missing(
        package.Contents(
            capacity=application.capacity,
            has_applicant="applicant" in declared,
            applicant_is_individual="applicant" in declared and declared["applicant"].kind == "individual",
            has_object=application.object_id is not None,
            has_transaction=bool(application.kind)
            and application.share is not None
            and (Kind(application.kind) != Kind.SALE or bool(application.sale_mode)),
            has_acquirer="acquirer" in declared,
            acquirer_is_individual="acquirer" in declared and declared["acquirer"].kind != "entity",
            holders_declared=_holders_declared(application, declared.get("acquirer")),
            document_codes=frozenset(
                d.code for d in application.documents.all() if d.in_package and not d.is_rejected
            ),
            declared=application.declared_at is not None,
            kind=application.kind,
            regime=regime_of(application),
            acquirers_own_part=part is not None,
            part_confirmed=part is not None and part.is_complete,
        )
    )
