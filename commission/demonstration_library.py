"""The demonstration's condition library: illustrative wordings, proposed and confirmed through the services."""

import csv
from importlib import resources

from django.utils import timezone

from commission import illustrative
from commission.models import LibraryCondition
from commission.services.library import EntryData, TermsData, confirm_entry, propose_entry
from registry.models import StateBody, User

_REASON = "Иллюстративная запись, не основана ни на одном акте (policy)."


def prepare_library(*, proposer: User, head: User) -> None:
    """Fill an empty library."""
    if LibraryCondition.objects.exists():
        return
    bodies = dict(StateBody.objects.values_list("code", "pk"))
    text = resources.files(illustrative).joinpath("conditions.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        entry = propose_entry(by=proposer, data=_entry(row, bodies), reason=_REASON)
        confirm_entry(row_id=entry.pk, by=head)


def _entry(row: dict[str, str], bodies: dict[str, int]) -> EntryData:
    terms = TermsData(
        wording_en=row["wording_en"],
        wording_ru=row["wording_ru"],
        wording_kk=row["wording_kk"],
        evidence_en=row["evidence_en"],
        evidence_ru=row["evidence_ru"],
        evidence_kk=row["evidence_kk"],
        verifier=row["verifier"],
        verified_by_id=bodies.get(row["body"]),
        schedule=row["schedule"],
        months=int(row["months"]) if row["months"] else None,
        days=int(row["days"]) if row["days"] else None,
        trigger=row["trigger"],
        ending=row["ending"],
        threats=tuple(row["threats"].split()),
    )
    return EntryData(
        code=row["code"],
        terms=terms,
        purpose_en=row["purpose_en"],
        purpose_ru=row["purpose_ru"],
        purpose_kk=row["purpose_kk"],
        valid_from=timezone.localdate(),
    )
