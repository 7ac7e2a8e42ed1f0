"""The condition library, and the conditions of a case, as pages and services read them."""

from datetime import date

from django.db.models import QuerySet

from commission.models import Application, LibraryCondition, Opinion, ProposedCondition
from commission.models.condition import Stage
from commission.states import State


def library_rows() -> QuerySet[LibraryCondition]:
    """Every row of the library, proposals too."""
    return LibraryCondition.objects.select_related(
        "verified_by", "proposed_by", "confirmed_by", "rejected_by"
    )


def library(on: date) -> list[LibraryCondition]:
    """The entries in force on that day by code: of each code the confirmed row that began last. One query."""
    rows = library_rows().filter(confirmed_at__isnull=False, valid_from__lte=on)
    newest = {row.code: row for row in rows.order_by("valid_from", "confirmed_at", "pk")}
    return sorted((row for row in newest.values() if not row.retired), key=lambda row: row.code)


def _of_case(application: Application) -> QuerySet[ProposedCondition]:
    return ProposedCondition.objects.filter(
        application=application, revision=application.revision, dropped_at__isnull=True
    ).select_related("verified_by", "entry", "opinion__consultation__body", "added_by")


def prepared(application: Application) -> QuerySet[ProposedCondition]:
    """Conditions prepared for the report of this revision, and not dropped."""
    return _of_case(application).filter(stage=Stage.DRAFT)


def proposed_by_bodies(application: Application) -> QuerySet[ProposedCondition]:
    """Conditions that bodies proposed in opinions that count: sent, not revoked, of the latest round."""
    return _of_case(application).filter(
        stage=Stage.OPINION,
        opinion__sent_at__isnull=False,
        opinion__revoked_at__isnull=True,
        opinion__consultation__replaced_at__isnull=True,
    )


def of_opinion(opinion: Opinion) -> QuerySet[ProposedCondition]:
    """A body's own proposals, drafts too: for that body's pages, and for others once it is sent."""
    return ProposedCondition.objects.filter(
        opinion=opinion, stage=Stage.OPINION, dropped_at__isnull=True
    ).select_related("verified_by", "entry")


def before_government(application: Application) -> list[ProposedCondition]:
    """What the Commission or the sector's ministry proposes to the Government, then what its office has added."""
    paper = (
        application.current_item.report
        if application.current_item
        else application.current_sectoral_opinion()
    )
    proposed = list(paper.conditions.select_related("verified_by")) if paper is not None else []
    taken = {row.source_id for row in proposed}
    sent = application.events.filter(to_state=State.BEFORE_GOVERNMENT).order_by("-pk").first()
    added = prepared(application).filter(added_at__gte=sent.at) if sent is not None else []
    return [*proposed, *(row for row in added if row.pk not in taken)]
