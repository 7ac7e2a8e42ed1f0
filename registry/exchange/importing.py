"""Tables into the registry: all or nothing, every wrong row named, a dry run being the real run rolled back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from registry.exchange.messages import error_messages
from registry.exchange.tables import (
    HOLDING_COLUMNS,
    HOLDING_REQUIRED,
    PARTY_COLUMNS,
    PARTY_REQUIRED,
    Line,
    Problem,
    Unreadable,
    read_table,
)
from registry.journal.writing import Act
from registry.models import Holding, Party, User
from registry.proposing import keeping
from registry.recording import cited, save_recorded
from registry.shares import parse_share
from registry.whole import lock_companies, refuse_excess

PARTIES, HOLDINGS = "parties", "holdings"


class ImportRefused(Exception):
    """Nothing was imported; `problems` names every row."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class _DryRun(Exception):
    """Rolls back a run that found nothing wrong."""


@dataclass(slots=True)
class Imported:
    """How many rows a run added, changed and left as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Run:
    acting: Act
    document: str
    problems: list[Problem] = field(default_factory=list)
    counts: Imported = field(default_factory=Imported)

    def keep(self, file: str, lines: list[Line], build: Callable[[Line], tuple[Any, bool]]) -> None:
        """Save what `build` makes of each line; a line that cannot be kept becomes a problem."""
        for line in lines:
            with self._naming(file, line.number):
                row, differs = build(line)
                self._save(row, differs)

    def _save(self, row: Any, differs: bool) -> None:
        if not differs:
            self.counts.unchanged += 1
            return
        is_new = row._state.adding
        row.full_clean()
        save_recorded(self.acting, row, self.document)
        if is_new:
            self.counts.added += 1
        else:
            self.counts.changed += 1

    @contextmanager
    def _naming(self, file: str, line: int) -> Iterator[None]:
        try:
            # A savepoint a row: what the database itself refuses must not end the run before all rows are read.
            with transaction.atomic():
                yield
        except ValidationError as error:
            self.problems += [Problem(file, line, message) for message in error_messages(error)]

    def sums(self, lines: list[Line]) -> None:
        """Every company named by `lines` is checked as a whole; the problem names its first line."""
        first: dict[str, int] = {}
        for line in lines:
            first.setdefault(line["owned_key"], line.number)
        for company in Party.objects.filter(key__in=first):
            with self._naming(HOLDINGS, first[company.key]):
                refuse_excess(company, company.held_by.all())


def import_registry(
    *, parties: str = "", holdings: str = "", by: User | None, document: str, dry_run: bool = True
) -> Imported:
    """Import the texts of two CSV files (either may be empty), citing one document.

    A party is recognised by its key, a holding by owner, company and first day. ImportRefused names every wrong row;
    Proposed (registry.proposing) says that an open case rests on what would change, and another keeper confirms it.
    """
    document = cited(document)
    party_lines, holding_lines = _read(parties, holdings)
    try:
        with keeping(by=by) as acting:
            run = _Run(acting, document)
            lock_companies(
                Party.objects.filter(key__in={line["owned_key"] for line in holding_lines}).values_list(
                    "pk", flat=True
                )
            )
            run.keep(PARTIES, party_lines, _once(PARTIES, ("key",), _party))
            run.keep(
                HOLDINGS, holding_lines, _once(HOLDINGS, ("owner_key", "owned_key", "valid_from"), _holding)
            )
            run.sums(holding_lines)
            if run.problems:
                raise ImportRefused(run.problems)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return run.counts


def _read(parties: str, holdings: str) -> tuple[list[Line], list[Line]]:
    problems: list[Problem] = []
    tables: list[list[Line]] = []
    for file, text, columns, required in (
        (PARTIES, parties, PARTY_COLUMNS, PARTY_REQUIRED),
        (HOLDINGS, holdings, HOLDING_COLUMNS, HOLDING_REQUIRED),
    ):
        try:
            tables.append(read_table(file, text, columns, required) if text else [])
        except Unreadable as error:
            problems.append(error.problem)
    if problems:
        raise ImportRefused(problems)
    return tables[0], tables[1]


def _once(
    file: str, columns: tuple[str, ...], build: Callable[[Line], tuple[Any, bool]]
) -> Callable[[Line], tuple[Any, bool]]:
    """`build`, refusing a line that repeats an earlier one in `columns`."""
    seen: dict[tuple[str, ...], int] = {}

    def guarded(line: Line) -> tuple[Any, bool]:
        mark = tuple(line[column] for column in columns)
        if mark in seen:
            raise ValidationError(_("This repeats line %(line)d."), params={"line": seen[mark]})
        seen[mark] = line.number
        return build(line)

    return guarded


def _party(line: Line) -> tuple[Party, bool]:
    party = Party.objects.filter(key=line["key"]).first() or Party(key=line["key"])
    wanted: dict[str, Any] = {name: line[name] for name in PARTY_COLUMNS if name in line.values}
    for name in ("state_body", "listed", "register_complete"):
        if name in wanted:
            wanted[name] = _truth(wanted[name])
    return party, _assign(party, wanted)


def _holding(line: Line) -> tuple[Holding, bool]:
    owner, company = _known(line["owner_key"]), _known(line["owned_key"])
    begins = _day(line["valid_from"])
    found = Holding.objects.filter(owner=owner, company=company, valid_from=begins).first()
    holding = found or Holding(owner=owner, company=company, valid_from=begins)
    votes = parse_share(line["votes"])
    capital = parse_share(line["capital"]) if line["capital"] else votes
    differs = (holding.votes, holding.capital) != (votes, capital)
    holding.set_votes(*votes)
    holding.set_capital(*capital)
    wanted = {"valid_to": _day(line["valid_to"]), "nominee": _truth(line["nominee"]), "note": line["note"]}
    return holding, _assign(holding, wanted) or differs


def _assign(row: Any, wanted: dict[str, Any]) -> bool:
    differs = row._state.adding or any(getattr(row, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(row, name, value)
    return bool(differs)


def _known(key: str) -> Party:
    try:
        return Party.objects.get(key=key)
    except Party.DoesNotExist:
        raise ValidationError(_("No party has the key “%(key)s”."), params={"key": key}) from None


def _truth(text: str) -> bool:
    match text.casefold():
        case "yes" | "true" | "1" | "да" | "иә":
            return True
        case "" | "no" | "false" | "0" | "нет" | "жоқ":
            return False
    raise ValidationError(_("Write yes or no instead of “%(text)s”."), params={"text": text})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValidationError(
            _("Write the date as YYYY-MM-DD instead of “%(text)s”."), params={"text": text}
        ) from None
