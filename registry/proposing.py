"""Two keepers for what an open case rests on: one proposes, another confirms, and only then the registry changes.

The registry does not know which cases there are: `settings.REGISTRY_OPEN_CASES` names who can say. Whatever keepers
write, in the admin or from a file, is written inside `keeping`: where an open case rests on it, nothing of it stays but
a `Proposal` with every row before and after.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from registry.journal.writing import Act, act
from registry.models import Holding, Party, Proposal, User
from registry.permissions import may_keep_registry
from registry.recording import ChangeKind, Written, noting, remove_recorded, save_recorded, values_of
from registry.whole import lock_companies, refuse_excess

RestsOn = Callable[..., bool]


class Proposed(Exception):
    """Nothing was written: an open case rests on it, and `proposal` waits for another keeper."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(
            _("An open case rests on this. It is proposed as No. %(number)d; another keeper confirms it.")
            % {"number": proposal.pk}
        )
        self.proposal = proposal


class _HeldBack(Exception):
    """Rolls back what one keeper alone may not write."""


@contextmanager
def keeping(*, by: User | None) -> Iterator[Act]:
    """An `act` of a keeper. Raises Proposed where an open case rests on what was written; by nobody: never."""
    try:
        with noting() as written, act(by=by) as acting:
            yield acting
            if by is not None and written and _an_open_case_rests_on(written):
                raise _HeldBack
    except _HeldBack:
        assert by is not None
        raise Proposed(_propose(written, by)) from None


def _an_open_case_rests_on(written: list[Written]) -> bool:
    rests: RestsOn = import_string(settings.REGISTRY_OPEN_CASES)
    reached = {pair for one in written for pair in one.reached}
    return rests(
        parties={party for party, _object in reached if party is not None},
        objects={thing for _party, thing in reached if thing is not None},
    )


def _propose(written: list[Written], by: User) -> Proposal:
    with act(by=by) as acting:
        proposal = Proposal.objects.create(
            document=written[0].document,
            changes=[
                {
                    "kind": str(one.kind),
                    "model": str(one.model._meta.model_name),
                    "pk": one.pk,
                    "label": one.label,
                    "document": one.document,
                    "before": one.before,
                    "after": one.after,
                }
                for one in written
            ],
            proposed_by=by,
        )
        acting.record("proposal.propose", f"proposal:{proposal.pk}", rows=len(written))
        return proposal


def confirm_proposal(*, proposal_id: int, by: User) -> Proposal:
    """Another keeper confirms: the rows are written as proposed, or nothing is, where they have changed meanwhile."""
    with act(by=by) as acting:
        proposal = _open(proposal_id, by)
        if proposal.proposed_by_id in by.hands:
            raise ValidationError(_("Another keeper must confirm what you have proposed."), code="own")
        _apply(acting, proposal.changes)
        proposal.confirmed_by, proposal.confirmed_at = by, timezone.now()
        proposal.save(update_fields=["confirmed_by", "confirmed_at"])
        acting.record("proposal.confirm", f"proposal:{proposal.pk}", proposed_by=proposal.proposed_by_id)
        return proposal


def reject_proposal(*, proposal_id: int, by: User, reason: str) -> Proposal:
    """A keeper rejects, or takes back what was their own, and says why."""
    with act(by=by) as acting:
        proposal = _open(proposal_id, by)
        if not reason.strip():
            raise ValidationError(_("Give the reason."), code="no_reason")
        proposal.rejected_by, proposal.rejected_at = by, timezone.now()
        proposal.rejection = reason.strip()
        proposal.save(update_fields=["rejected_by", "rejected_at", "rejection"])
        acting.record("proposal.reject", f"proposal:{proposal.pk}", proposed_by=proposal.proposed_by_id)
        return proposal


def _open(proposal_id: int, by: User) -> Proposal:
    if not may_keep_registry(by):
        raise ValidationError(_("Only a keeper of the registry settles a proposal."), code="no_keeper")
    proposal = Proposal.objects.select_for_update(no_key=True).get(pk=proposal_id)
    if not proposal.is_open:
        raise ValidationError(_("This proposal has already been confirmed or rejected."), code="settled")
    return proposal


def _apply(acting: Act, changes: list[dict[str, Any]]) -> None:
    """Write the rows in their order; then no company may hold above the whole."""
    named = {
        version["company_id"]
        for change in changes
        for version in (change["before"], change["after"])
        if change["model"] == Holding._meta.model_name and version is not None
    }
    lock_companies(named)
    written = _Rows(acting)
    for change in changes:
        written.write(change)
    for company in Party.objects.filter(pk__in=[written.now(Party, pk) for pk in named]):
        refuse_excess(company, company.held_by.all())


class _Rows:
    """Rows of a proposal being written; rows that it adds get new keys, which later rows then name."""

    def __init__(self, acting: Act) -> None:
        self.acting = acting
        self.keys: dict[tuple[type[models.Model], int], int] = {}

    def now(self, model: type[models.Model], pk: int) -> int:
        """The key that a row of the proposal has by now."""
        return self.keys.get((model, pk), pk)

    def write(self, change: dict[str, Any]) -> None:
        model = apps.get_model("registry", change["model"])
        if change["kind"] == ChangeKind.ADDED:
            row = model()
            self._fill(row, change["after"])
            row.full_clean()
            save_recorded(self.acting, row, change["document"])
            self.keys[(model, change["pk"])] = row.pk
            return
        found = (
            model._base_manager.select_for_update(no_key=True)
            .filter(pk=self.now(model, change["pk"]))
            .first()
        )
        if found is None or values_of(found) != self._renamed(model, change["before"]):
            raise ValidationError(
                _("“%(row)s” has changed since this was proposed: reject it and propose it again."),
                code="stale",
                params={"row": change["label"]},
            )
        if change["kind"] == ChangeKind.REMOVED:
            remove_recorded(self.acting, found, change["document"])
            return
        self._fill(found, change["after"])
        found.full_clean()
        save_recorded(self.acting, found, change["document"])

    def _fill(self, row: models.Model, values: dict[str, Any]) -> None:
        for field in row._meta.concrete_fields:
            if field.attname in values:
                value = self._key(field, values[field.attname])
                setattr(row, field.attname, field.to_python(value))

    def _renamed(self, model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        return {name: self._key(fields[name], value) for name, value in values.items()}

    def _key(self, field: Any, value: Any) -> Any:
        named = field.related_model if field.is_relation else None
        return self.now(named, value) if named is not None and value is not None else value
