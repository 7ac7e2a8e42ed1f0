"""Checks run again: a stored finding from its frozen facts, an object's findings from the registry of a past day."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from commission import facts as facts_loader
from commission.law.check import CHECKS, run
from commission.law.check import Finding as LawFinding
from commission.law.facts import Facts
from commission.models import FactsSnapshot, Finding
from commission.models.job import CHECK
from registry.models import StrategicObject
from registry.past import as_recorded, known_by

MOST_PLACES = 20
"""Places named where two figures differ; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a stored finding and its replay part: the field, and the place within it for figures and chains."""

    field: str
    stored: Any
    replayed: Any


@dataclass(frozen=True, slots=True)
class Replayed:
    """One finding compared. `superseded`: the code has a later version of the check or the law, and not this one."""

    application: str
    revision: int
    check: str
    law_version: str
    superseded: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def is_equal(self) -> bool:
        return not self.differences and not self.superseded


@dataclass(slots=True)
class Outcome:
    """What a replay found, for a person and for a script."""

    equal: int = 0
    superseded: list[Replayed] = field(default_factory=list)
    different: list[Replayed] = field(default_factory=list)

    def add(self, replayed: Replayed) -> None:
        if replayed.differences:
            self.different.append(replayed)
        elif replayed.superseded:
            self.superseded.append(replayed)
        else:
            self.equal += 1

    def to_json(self) -> dict[str, Any]:
        return {
            "compared": self.equal + len(self.different),
            "equal": self.equal,
            "different": [asdict(one) for one in self.different],
            "superseded": [asdict(one) for one in self.superseded],
        }


def replay(findings: Iterable[Finding]) -> Iterator[Replayed]:
    """Each finding computed again from the facts frozen for its revision. `findings` come with their application and
    ordered by application and revision: the facts of a revision are read once.
    """
    frozen: tuple[tuple[int, int], _Frozen] | None = None
    for finding in findings:
        place = finding.application_id, finding.revision
        if frozen is None or frozen[0] != place:
            frozen = place, _Frozen.of(*place)
        yield _compare(finding, frozen[1])


@dataclass(frozen=True, slots=True)
class _Frozen:
    """A revision's facts, or why there are none to be read."""

    facts: Facts | None
    sha256: str = ""
    """Of the image as it is stored now."""
    promised: str = ""
    """As it was written down when the facts were frozen."""
    trouble: str = ""

    @classmethod
    def of(cls, application_id: int, revision: int) -> "_Frozen":
        snapshot = FactsSnapshot.objects.filter(application_id=application_id, revision=revision).first()
        if snapshot is None:
            return cls(None, trouble="no facts were frozen")
        sha256 = _sha256(snapshot.facts)
        try:
            facts = Facts.from_json(snapshot.facts)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            return cls(None, sha256, snapshot.sha256, f"the frozen facts cannot be read: {error}")
        return cls(facts, sha256, snapshot.sha256)


def _sha256(image: Any) -> str:
    """The hash of the stored image itself, whatever shape its format had: as `Facts.sha256` makes it."""
    text = json.dumps(image, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _compare(finding: Finding, frozen: _Frozen) -> Replayed:
    found = Replayed(
        application=finding.application.reference,
        revision=finding.revision,
        check=finding.check_id,
        law_version=finding.law_version,
    )
    if frozen.facts is None:
        return _with(found, differences=(Difference("facts", finding.facts_sha256, frozen.trouble),))
    hashes = tuple(
        Difference(name, stored, frozen.sha256)
        for name, stored in (("facts_sha256", finding.facts_sha256), ("snapshot_sha256", frozen.promised))
        if stored != frozen.sha256
    )
    if finding.check_id not in CHECKS:
        return _with(found, superseded="no such check", differences=hashes)
    again = run(finding.check_id, frozen.facts)
    if again.law_version != finding.law_version:
        return _with(found, superseded=again.law_version, differences=hashes)
    return _with(found, differences=(*hashes, *_differences(finding, again)))


def _with(found: Replayed, *, superseded: str = "", differences: tuple[Difference, ...] = ()) -> Replayed:
    return Replayed(
        found.application, found.revision, found.check, found.law_version, superseded, differences
    )


def _differences(stored: Finding, again: LawFinding) -> Iterator[Difference]:
    for name in ("outcome", "effect", "message"):
        was, now = str(getattr(stored, name)), str(getattr(again, name))
        if was != now:
            yield Difference(name, was, now)
    for name in ("figures", "chains"):
        places = list(_places(name, getattr(stored, name), getattr(again, name)))
        yield from places[:MOST_PLACES]
        if len(places) > MOST_PLACES:
            yield Difference(name, "", f"{len(places) - MOST_PLACES} more places differ")


def _places(path: str, was: Any, now: Any) -> Iterator[Difference]:
    """Where two JSON values part, as deep down as possible."""
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted(was.keys() | now.keys()):
            yield from _places(f"{path}.{key}", was.get(key), now.get(key))
    elif isinstance(was, list | tuple) and isinstance(now, list | tuple) and len(was) == len(now):
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _places(f"{path}[{number}]", one, other)
    elif was != now:
        yield Difference(path, was, now)


def findings_to_replay(*, reference: str = "", check_id: str = "") -> Iterator[Finding]:
    """Stored findings: all, those of one case, those of one check; case by case, in a stream.

    Human findings are left out: no facts give them, people do.
    """
    rows = (
        Finding.objects.filter(job__kind=CHECK)
        .select_related("application")
        .order_by("application_id", "revision", "pk")
    )
    if reference:
        rows = rows.filter(application__reference=reference)
    if check_id:
        rows = rows.filter(check_id=check_id)
    return rows.iterator(chunk_size=500)


# --- an object on a past day ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnADay:
    """What the checks say of an object without a transaction: the facts of the day, as recorded before `known_by`."""

    facts: Facts
    known_by: datetime
    findings: tuple[LawFinding, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "object": self.facts.object.code,
            "as_of": self.facts.as_of.isoformat(),
            "known_by": self.known_by.isoformat(),
            "regime": self.facts.regime,
            "facts_sha256": self.facts.sha256(),
            "findings": [
                {
                    "check": found.check_id,
                    "outcome": str(found.outcome),
                    "effect": str(found.effect),
                    "law_version": found.law_version,
                    "message": found.message,
                    "figures": found.figures,
                    "chains": found.chains,
                }
                for found in self.findings
            ],
        }


def object_on(
    code: str, *, as_of: date, regime: str, check_id: str = "", known: datetime | None = None
) -> OnADay | None:
    """An object's findings for a day, from what had been recorded by its end (or by `known`); None: no such object.

    The same on any later day, whatever has been entered since.
    """
    moment = known or known_by(as_of)
    with as_recorded(moment):
        object_id = StrategicObject.objects.filter(code=code).values_list("pk", flat=True).first()
        facts = None if object_id is None else facts_loader.load_object(object_id, as_of=as_of, regime=regime)
    if facts is None:
        return None
    wanted = [check_id] if check_id else list(CHECKS)
    return OnADay(facts, moment, tuple(run(each, facts) for each in wanted))
