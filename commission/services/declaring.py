"""The holders of the acquirer from a file: what would be added, then all of it or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.models import DeclaredHolding, DeclaredParty
from commission.services.applications import acquirers_part_changed, editable_acquirer
from commission.services.desk import require
from commission.workflow import CannotProceed
from registry.countries import is_country
from registry.identifiers import is_identifier
from registry.journal.writing import act
from registry.models import User
from registry.names import clean_name, folded

MOST_PARTIES = 200
ACQUIRER = ""
"""The record that stands for the acquirer in a network of holders."""
_KINDS = {"entity": "entity", "trust": "entity", "individual": "individual", "state": "state"}


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom the file puts behind the acquirer."""

    record: str
    kind: str
    name: str
    country: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A stake of one record in another; `of_capital` where the file tells the share of capital and no votes."""

    owner: str
    company: str
    low: Fraction
    high: Fraction
    of_capital: bool = False


@dataclass(frozen=True, slots=True)
class Holders:
    """Everybody behind the acquirer today, as far as the file names them."""

    holders: tuple[Holder, ...]
    shares: tuple[Share, ...]
    taken_for: str = ""
    """The name in the file of whom we take for the acquirer."""


def holders_in(contents: Mapping[str, Any], acquirer: DeclaredParty, *, on: date | None = None) -> Holders:
    """Those behind the acquirer on the day, from a file's contents. CannotProceed where the acquirer is not found."""
    parties = {each["record"]: each for each in contents["parties"]}
    stakes = list(_in_force(contents["stakes"], on or timezone.localdate()))
    root = _root(acquirer, parties)
    require(root is not None, _cannot_find(acquirer))
    named = {record for record, each in parties.items() if each["kind"] in _KINDS}
    reached, shares = _behind(str(root), [each for each in stakes if each["owner"] in named])
    require(len(reached) <= MOST_PARTIES, _("The file puts more than 200 parties behind the acquirer."))
    require(bool(shares), _("The file names nobody who holds a share in the acquirer today."))
    holders = tuple(_holder(parties[record]) for record in reached)
    return Holders(holders, tuple(_summed(shares, str(root))), parties[str(root)]["name"])


def _cannot_find(acquirer: DeclaredParty) -> str:
    return _(
        "The file does not show which party is “%(name)s”: its BIN or its name has to be the same as in the "
        "section on the acquirer."
    ) % {"name": acquirer.name}


def _in_force(stakes: Iterable[Mapping[str, Any]], day: date) -> Iterator[Mapping[str, Any]]:
    today = day.isoformat()
    for each in stakes:
        begun, over = each["start"] <= today, each["end"] and each["end"] <= today
        if begun and not over and not each["undisclosed"]:
            yield each


def _root(acquirer: DeclaredParty, parties: Mapping[str, Mapping[str, Any]]) -> str | None:
    """By number, else by name; None where nobody or more than one is meant. The applicant confirms whom we took."""
    entities = {record: each for record, each in parties.items() if each["kind"] in ("entity", "trust")}
    ways = (
        [r for r, each in entities.items() if acquirer.identifier and each["number"] == acquirer.identifier],
        [r for r, each in entities.items() if folded(each["name"]) == folded(acquirer.name)],
    )
    found = next((same for same in ways if same), [])
    return found[0] if len(found) == 1 else None


def _behind(root: str, stakes: list[Mapping[str, Any]]) -> tuple[list[str], list[Mapping[str, Any]]]:
    """Records behind the root, nearest first, and the stakes between them; a share of the acquirer itself is left."""
    held: dict[str, list[Mapping[str, Any]]] = {}
    for each in stakes:
        held.setdefault(each["company"], []).append(each)
    reached: dict[str, None] = {}
    shares: list[Mapping[str, Any]] = []
    waiting = [root]
    while waiting:
        for each in held.pop(waiting.pop(0), ()):
            if each["owner"] == root:
                continue
            shares.append(each)
            if each["owner"] not in reached:
                reached[each["owner"]] = None
                waiting.append(each["owner"])
    return list(reached), shares


def _holder(each: Mapping[str, Any]) -> Holder:
    try:
        name = clean_name(each["name"])
    except ValidationError as error:
        raise CannotProceed(f"{each['record']}: {' '.join(error.messages)}") from error
    country = each["country"] if is_country(each["country"]) else ""
    if len(each["citizenships"]) > 1:
        country = ""  # one country is asked for; two citizenships are not one of them
    number = each["number"] if is_identifier(each["number"]) else ""
    return Holder(each["record"], _KINDS[each["kind"]], name, country, number)


def _summed(stakes: Iterable[Mapping[str, Any]], root: str) -> Iterator[Share]:
    """One share per owner and company. Votes where the file tells them; else the share of capital, said so."""
    found: dict[tuple[str, str], Share] = {}
    for each in stakes:
        bounds = each["votes"] or each["capital"] or ["0", "1"]
        low, high = (Fraction(bound) for bound in bounds)
        of_capital = each["votes"] is None and each["capital"] is not None
        company = ACQUIRER if each["company"] == root else each["company"]
        ends = each["owner"], company
        before = found.get(ends, Share(*ends, Fraction(0), Fraction(0)))
        found[ends] = Share(
            *ends, before.low + low, min(Fraction(1), before.high + high), before.of_capital or of_capital
        )
    yield from found.values()


def declare_holders(*, application_id: int, by: User, found: Holders) -> int:
    """Add everybody whom the file puts behind the acquirer; how many shares were new. All of them or nobody."""
    with act(by=by) as acting:
        application = editable_acquirer(application_id, by)
        acquirer = DeclaredParty.objects.filter(
            application=application, role="acquirer", kind="entity"
        ).first()
        require(acquirer is not None, _("Holders are declared for a company: name the acquirer first."))
        assert acquirer is not None
        rows = {ACQUIRER: acquirer}
        for each in found.holders:
            rows[each.record] = _row(application.pk, each, [row.pk for row in rows.values()])
        added = 0
        for share in found.shares:
            _row_of_share, is_new = DeclaredHolding.objects.get_or_create(
                application=application, owner=rows[share.owner], company=rows[share.company],
                defaults={"low": share.low, "high": share.high},
            )  # fmt: skip
            added += is_new
        for company in rows.values():
            _refuse_above_whole(company)
        if added:
            acting.record("application.save", application.reference, section="holders")
            acquirers_part_changed(application)
        return added


def _row(application_id: int, holder: Holder, taken: Iterable[int]) -> DeclaredParty:
    """The declared party that says the same, else a new one; two of one name in the file stay two."""
    values = {
        "application_id": application_id, "role": "holder", "kind": holder.kind, "name": holder.name,
        "country": holder.country, "identifier": holder.identifier,
    }  # fmt: skip
    same = DeclaredParty.objects.filter(**values).exclude(pk__in=taken).first()
    return same or DeclaredParty.objects.create(**values)


def _refuse_above_whole(company: DeclaredParty) -> None:
    total = sum((each.low for each in DeclaredHolding.objects.filter(company=company)), Fraction(0))
    require(
        total <= 1,
        _("The shares in “%(company)s” would add up to %(sum)s %%. Correct them to 100 %% or less.")
        % {"company": company, "sum": f"{float(total * 100):.2f}"},
    )
