"""A BODS file into the registry: all or nothing, every problem named, a dry run being the real run rolled back."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from registry.exchange.bods import mapping
from registry.exchange.bods.terms import Left, Package, PartyFact, Problem, Refused, Stake, Tie
from registry.exchange.bods_comparing import Comparison, compare
from registry.exchange.bods_matching import Matches, Number, describe, new_key, numbers
from registry.exchange.bods_words import problem_words
from registry.exchange.messages import error_messages
from registry.journal.writing import Act
from registry.models import Holding, Link, Party, PartyIdentifier, User
from registry.models.history import DOCUMENT_LENGTH
from registry.ownership.terms import Range
from registry.proposing import keeping
from registry.recording import cited, save_recorded
from registry.whole import lock_companies, refuse_excess

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"


@dataclass(frozen=True, slots=True)
class Named:
    """A problem in words with its statement and, where the reader found it, its code."""

    statement: str
    message: str
    code: str = "registry"


class BodsRefused(Exception):
    """Nothing was imported; `problems` are all there are."""

    def __init__(self, problems: Sequence[Named]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of one row: party, holding or link; added, changed or unchanged."""

    what: str
    state: str
    name: str
    statement: str


@dataclass(slots=True)
class Outcome:
    """What an import did, or would do."""

    statements: int
    rows: list[Row] = field(default_factory=list)
    compared: list[Comparison] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def count(self, state: str, what: str = "") -> int:
        """How many rows came to a state."""
        return sum(row.state == state and what in ("", row.what) for row in self.rows)


class _DryRun(Exception):
    """Rolls back a run that found nothing wrong."""


def import_bods(*, text: str, by: User | None, document: str, dry_run: bool = True) -> Outcome:
    """Import the text of a BODS 0.4 file, citing one document and, for each row, the statement.

    Unreadable where it is no such file; BodsRefused names everything that is wrong; Proposed where an open case rests
    on what would change, and another keeper confirms it.
    """
    document = cited(document)
    try:
        package = mapping.read(text)
    except Refused as refused:
        raise BodsRefused([_named(problem) for problem in refused.problems]) from refused
    try:
        with keeping(by=by) as acting:
            run = _Run(acting, document, package)
            run.parties()
            if not run.problems:
                run.holdings()
                run.links()
            if run.problems:
                raise BodsRefused(run.problems)
            run.outcome.compared += compare(package.declared, run.rows)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return run.outcome


def _named(problem: Problem) -> Named:
    return Named(problem.statement, problem_words(problem), problem.code)


class _Run:
    """One import under way."""

    def __init__(self, acting: Act, document: str, package: Package) -> None:
        self.acting = acting
        self.document = document
        self.package = package
        self.outcome = Outcome(package.statements, left=list(package.left))
        self.problems: list[Named] = []
        self.rows: dict[str, Party] = {}

    # --- parties

    def parties(self) -> None:
        matches = Matches.of(self.package.parties.values())
        self.problems += [_named(problem) for problem in matches.problems]
        if self.problems:
            return
        fresh: dict[Number, Party] = {}
        for record, fact in self.package.parties.items():
            with self._naming(fact.statement):
                found = matches.parties.get(record) or next(
                    (fresh[mark] for mark in _marks(fact) if mark in fresh), None
                )
                self.rows[record] = party = found or Party(key=new_key(fact), kind=fact.kind)
                self._keep_party(party, fact, may_replace=record in matches.by_record)
                fresh |= dict.fromkeys(_marks(fact), party)

    def _keep_party(self, party: Party, fact: PartyFact, *, may_replace: bool) -> None:
        is_new = party._state.adding
        changed, differs = describe(party, fact, may_replace=may_replace)
        self.outcome.left += differs
        if changed:
            party.full_clean()
            save_recorded(self.acting, party, self._cited(fact.statement))
        state = ADDED if is_new else CHANGED if changed else UNCHANGED
        self.outcome.rows.append(Row("party", state, f"{party.key} {party.name}", fact.statement))
        wanted = numbers(fact)
        kept = set(party.identifiers.values_list("scheme", "value")) if wanted else set()
        for scheme, value in wanted:
            if (scheme, value) not in kept:
                row = PartyIdentifier(party=party, scheme=scheme, value=value)
                row.full_clean()
                save_recorded(self.acting, row, self._cited(fact.statement))

    # --- holdings

    def holdings(self) -> None:
        lock_companies(self.rows[stake.company].pk for stake in self.package.stakes)
        pairs: dict[tuple[int, int], list[Stake]] = {}
        for stake in self.package.stakes:
            owner, company = self.rows[stake.owner], self.rows[stake.company]
            if owner.pk == company.pk:
                words = problem_words(Problem(stake.statement, "own_interest", {"record": owner.key}))
                self.problems.append(Named(stake.statement, words, "own_interest"))
                continue
            pairs.setdefault((owner.pk, company.pk), []).append(stake)
        kept = _by_pair(pairs)
        for pair, wanted in pairs.items():
            for row, stake in self._paired(wanted, kept.get(pair, [])):
                with self._naming(stake.statement):
                    self._keep_holding(row, stake)
        self._sums()

    def _paired(self, wanted: Sequence[Stake], kept: list[Holding]) -> Iterator[tuple[Holding, Stake]]:
        """Each stake with the row it is: the equal one, else the one that begins on the same day, else a new one."""
        waiting: list[Stake] = []
        for stake in wanted:
            same = next((row for row in kept if not self._differs(row, stake)), None)
            if same is None:
                waiting.append(stake)
            else:
                kept.remove(same)
                yield same, stake
        for stake in waiting:
            row = next((row for row in kept if self._begins_alike(row, stake)), None)
            if row is None:
                yield Holding(), stake
                continue
            kept.remove(row)
            yield from self._restated(row, stake) or [(row, stake)]

    def _restated(self, row: Holding, stake: Stake) -> list[tuple[Holding, Stake]]:
        """A file that begins with an update is silent on the days before it: the row ends there, a new one begins."""
        day = stake.restated
        same_shares = (row.votes, row.capital) == (tuple(stake.votes), tuple(stake.capital))
        if day is None or same_shares or (row.valid_from and row.valid_from >= day):
            return []
        if (row.valid_to and row.valid_to <= day) or (stake.end and stake.end <= day):
            return []
        before = Stake(
            stake.owner, stake.company, Range(*row.votes), Range(*row.capital), row.valid_from, day,
            stake.statement, stake.said_on, stake.nominee, stake.principal, note=row.note,
            illustrative=row.illustrative,
        )  # fmt: skip
        after = Stake(
            stake.owner, stake.company, stake.votes, stake.capital, day, stake.end, stake.statement,
            stake.said_on, stake.nominee, stake.principal, note=stake.note, illustrative=stake.illustrative,
        )  # fmt: skip
        return [(row, before), (Holding(), after)]

    def _begins_alike(self, row: Holding, stake: Stake) -> bool:
        return row.valid_from == stake.start and self._held_alike(row, stake)

    def _held_alike(self, row: Holding, stake: Stake) -> bool:
        return (row.nominee, row.on_behalf_of_id) == (stake.nominee, self._principal(stake))

    def _differs(self, row: Holding, stake: Stake) -> bool:
        """Whether the row says something else; a row that a former update split begins on the update's day."""
        split = stake.restated
        begins = row.valid_from == stake.start or (
            split is not None and row.valid_from == split and (stake.start is None or stake.start < split)
        )
        shares = (row.votes, row.capital) == (tuple(stake.votes), tuple(stake.capital))
        return not (begins and shares and row.valid_to == stake.end and self._held_alike(row, stake))

    def _principal(self, stake: Stake) -> int | None:
        return None if stake.principal is None else self.rows[stake.principal].pk

    def _keep_holding(self, row: Holding, stake: Stake) -> None:
        is_new = row._state.adding
        owner, company = self.rows[stake.owner], self.rows[stake.company]
        state = UNCHANGED
        if is_new or self._differs(row, stake):
            row.owner, row.company = owner, company
            row.on_behalf_of = None if stake.principal is None else self.rows[stake.principal]
            row.nominee, row.valid_from, row.valid_to = stake.nominee, stake.start, stake.end
            row.set_votes(*stake.votes)
            row.set_capital(*stake.capital)
            row.note, row.illustrative = stake.note or row.note, stake.illustrative or row.illustrative
            row.full_clean()
            save_recorded(self.acting, row, self._cited(stake.statement, stake.said_on))
            state = ADDED if is_new else CHANGED
        self.outcome.rows.append(Row("holding", state, _stake_words(row), stake.statement))

    def _sums(self) -> None:
        """With what the registry holds already, no company may pass the whole."""
        first: dict[int, str] = {}
        for stake in self.package.stakes:
            first.setdefault(self.rows[stake.company].pk, stake.statement)
        for company in Party.objects.filter(pk__in=first).order_by("pk"):
            with self._naming(first[company.pk]):
                refuse_excess(company, company.held_by.all())

    # --- links

    def links(self) -> None:
        for tie in self.package.ties:
            with self._naming(tie.statement):
                self._keep_link(tie)

    def _keep_link(self, tie: Tie) -> None:
        ends = {
            "type": tie.type, "a": self.rows[tie.a], "b": self.rows[tie.b],
            "owner": None if tie.owner is None else self.rows[tie.owner], "valid_from": tie.start,
        }  # fmt: skip
        found = Link.objects.filter(**ends).order_by("pk").first()
        row = found or Link(**ends)
        state = UNCHANGED
        if found is None or row.valid_to != tie.end:
            row.valid_to = tie.end
            row.note, row.illustrative = tie.note or row.note, tie.illustrative or row.illustrative
            row.full_clean()
            save_recorded(self.acting, row, self._cited(tie.statement, tie.said_on))
            state = ADDED if found is None else CHANGED
        self.outcome.rows.append(Row("link", state, str(row), tie.statement))

    # --- both

    def _cited(self, statement: str, said_on: str = "") -> str:
        """The document with the statement and its day: the evidence that a chain of ownership shows."""
        words = f"; BODS {statement} {said_on}".rstrip()[:150]
        return self.document[: DOCUMENT_LENGTH - len(words)] + words

    @contextmanager
    def _naming(self, statement: str) -> Iterator[None]:
        try:
            # A savepoint a row: what the database itself refuses must not end the run before all rows are read.
            with transaction.atomic():
                yield
        except ValidationError as error:
            self.problems += [Named(statement, message) for message in error_messages(error)]


def _marks(fact: PartyFact) -> tuple[Number, ...]:
    """Everything by which a party is told apart."""
    return (
        *numbers(fact),
        *((("number", fact.number),) if fact.number else ()),
        *((("key", fact.key),) if fact.key else ()),
    )


def _by_pair(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[Holding]]:
    companies = sorted({company for _owner, company in pairs})
    found: dict[tuple[int, int], list[Holding]] = {}
    for start in range(0, len(companies), 500):
        rows = Holding.objects.filter(company_id__in=companies[start : start + 500])
        for row in rows.select_related("owner", "company").order_by("pk"):
            found.setdefault((row.owner_id, row.company_id), []).append(row)
    return found


def _stake_words(row: Holding) -> str:
    begins, ends = row.valid_from or "", row.valid_to or ""
    dates = f" [{begins}, {ends})" if begins or ends else ""
    return f"{row.owner.key} -> {row.company.key}{dates}"
