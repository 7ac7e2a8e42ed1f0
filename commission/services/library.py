"""The library of conditions: one person proposes an entry, another confirms it, one of them the head; both journaled.

Nothing is changed backwards: an entry begins today or later, and conditions made from it keep their own words.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import LibraryCondition
from commission.procedure.conditions import PARAMETERS, Ending, Lack, lacks, placeholders
from commission.services import four_eyes
from commission.services.desk import allow, require
from commission.wording_conditions import LACK_NAMES
from registry.journal.writing import act
from registry.models import User

# A stand-in for the day that a decree names: entries leave it open.
_SOME_DAY = date.max


@dataclass(frozen=True, slots=True)
class TermsData:
    """What a condition says, as typed; `verified_by_id` is a state body, `threats` are codes of NSL 6(1)."""

    wording_ru: str
    wording_kk: str
    evidence_ru: str
    evidence_kk: str
    verifier: str
    schedule: str
    ending: str
    wording_en: str = ""
    evidence_en: str = ""
    verified_by_id: int | None = None
    months: int | None = None
    days: int | None = None
    trigger: str = ""
    threats: tuple[str, ...] = ()

    def values(self) -> dict[str, object]:
        """The fields of a row."""
        return {name: getattr(self, name) for name in TermsData.__slots__} | {"threats": list(self.threats)}


@dataclass(frozen=True, slots=True)
class EntryData:
    """An entry as typed."""

    code: str
    terms: TermsData
    purpose_ru: str
    purpose_kk: str
    valid_from: date
    purpose_en: str = ""
    retired: bool = False


def propose_entry(*, by: User, data: EntryData, reason: str) -> LibraryCondition:
    """Propose an entry, another wording of one, or that one is taken out of use, from a day on."""
    with act(by=by) as acting:
        allow(permissions.may_keep_library(by))
        require(bool(data.code.strip()), _("Give the code."))
        require(data.valid_from >= timezone.localdate(), _("An entry cannot begin in the past."))
        require(bool(reason.strip()), _("Give the reason."))
        _check(data)
        row = LibraryCondition.objects.create(
            code=data.code.strip(),
            **data.terms.values(),
            purpose_en=data.purpose_en,
            purpose_ru=data.purpose_ru,
            purpose_kk=data.purpose_kk,
            valid_from=data.valid_from,
            retired=data.retired,
            reason=reason.strip(),
            proposed_by=by,
        )
        acting.record(
            "library.propose",
            row.code,
            row=row.pk,
            valid_from=row.valid_from.isoformat(),
            retired=row.retired,
        )
        return row


def _check(data: EntryData) -> None:
    terms = data.terms
    lacking = lacks(terms, ends_on=_SOME_DAY if terms.ending == Ending.ON_DATE else None)
    require(not lacking, missing(lacking))
    require(
        bool(data.purpose_ru.strip() and data.purpose_kk.strip()), _("Say what it is for, in both languages.")
    )
    places = placeholders(terms.wording_ru)
    unknown = [name for name in placeholders(terms.wording_ru, terms.wording_kk) if name not in PARAMETERS]
    require(
        not unknown,
        _("Use only these places to fill in: %(places)s.")
        % {"places": ", ".join(f"{{{name}}}" for name in PARAMETERS)},
    )
    others = [text for text in (terms.wording_kk, terms.wording_en) if text.strip()]
    require(
        all(placeholders(text) == places for text in others),
        _("The wordings must leave the same places to fill in."),
    )


def missing(lacking: list[Lack]) -> str:
    """The sentence that says why a condition cannot be verified."""
    return _("A condition must be verifiable. Add: %(what)s.") % {
        "what": ", ".join(str(LACK_NAMES[lack]) for lack in lacking)
    }


def confirm_entry(*, row_id: int, by: User) -> LibraryCondition:
    """Confirm another person's proposal; one of the two is the head."""
    with act(by=by) as acting:
        row = _row(row_id)
        allow(permissions.may_keep_library(by))
        require(
            row.valid_from >= timezone.localdate() or not row.is_open,
            _("The day on which it should begin has passed. Propose it again."),
        )
        require(
            permissions.may_confirm_entry(row, by) or not row.is_open or row.proposed_by_id == by.pk,
            _("The head of the working body proposes or confirms every entry."),
        )
        four_eyes.confirm(row, by)
        acting.record("library.confirm", row.code, row=row.pk, valid_from=row.valid_from.isoformat())
        return row


def reject_entry(*, row_id: int, by: User) -> LibraryCondition:
    """Reject a proposal, or take back one's own."""
    with act(by=by) as acting:
        row = _row(row_id)
        allow(permissions.may_keep_library(by))
        four_eyes.reject(row, by)
        acting.record("library.reject", row.code, row=row.pk)
        return row


def _row(row_id: int) -> LibraryCondition:
    row = (
        LibraryCondition.objects.select_for_update(no_key=True, of=("self",))
        .select_related("proposed_by")
        .filter(pk=row_id)
        .first()
    )
    require(row is not None, _("This entry does not exist."))
    assert row is not None
    return row
