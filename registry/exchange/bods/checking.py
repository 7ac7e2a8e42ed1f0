"""Everything that is wrong with the statements of a file, all at once, each problem with its statement.

First each statement by itself (`wellformed`), then what they say of each other (`consistent`).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from registry.exchange.bods import figures
from registry.exchange.bods.reading import Twice
from registry.exchange.bods.terms import (
    DIRECTNESS,
    ENTITY_KINDS,
    INTERESTS,
    PERSON_KINDS,
    REASONS,
    RECORD_TYPES,
    STATUSES,
    VERSION,
    Problem,
)

LONGEST_ID = 255


def name_of(position: int, statement: Any) -> str:
    """How a problem names a statement: by its id, or by its place in the file."""
    given = statement.get("statementId") if isinstance(statement, dict) else None
    return str(given) if _is_id(given) else f"#{position}"


def problems(statements: Sequence[Any]) -> list[Problem]:
    """All problems of a file; what refers to a broken statement is not complained of twice."""
    named = [(name_of(position, each), each) for position, each in enumerate(statements, 1)]
    found = [problem for name, each in named for problem in wellformed(name, each)]
    broken = {problem.statement for problem in found}
    sound = {name: each for name, each in reversed(named) if name not in broken}
    return [*found, *consistent(named, list(reversed(sound.items())))]


# --- one statement ---------------------------------------------------------------------------------------------------


def wellformed(name: str, statement: Any) -> Iterator[Problem]:
    """What is wrong with a statement by itself."""
    if not isinstance(statement, dict):
        yield Problem(name, "not_an_object")
        return
    yield from _texts(name, statement, "")
    yield from _required_ids(name, statement)
    yield from _one_of(name, statement, "recordType", RECORD_TYPES, required=True)
    yield from _one_of(name, statement, "recordStatus", STATUSES)
    yield from _date(name, statement, "statementDate", figures.is_moment)
    yield from _publication(name, statement)
    details = statement.get("recordDetails")
    if not isinstance(details, dict):
        yield Problem(name, "missing", {"field": "recordDetails"})
        return
    match statement.get("recordType"):
        case "entity":
            yield from _entity(name, details)
        case "person":
            yield from _person(name, details)
        case "relationship":
            yield from _relationship(name, details)


def _texts(name: str, value: Any, path: str) -> Iterator[Problem]:
    """Keys given twice, and characters that no text may contain."""
    if isinstance(value, Twice):
        yield Problem(name, "key_twice", {"key": _printable(value.key)})
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(name, key, path)
            yield from _texts(name, each, f"{path}/{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _texts(name, each, f"{path}/{number}")
    elif isinstance(value, str):
        if "\0" in value:
            yield Problem(name, "nul", {"field": _printable(path) or "/"})
        if any("\ud800" <= char <= "\udfff" for char in value):
            yield Problem(name, "half_character", {"field": _printable(path) or "/"})


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "?")[:80]


def _required_ids(name: str, statement: dict[str, Any]) -> Iterator[Problem]:
    for field in ("statementId", "recordId"):
        if field not in statement:
            yield Problem(name, "missing", {"field": field})
        elif not _is_id(statement[field]):
            yield Problem(name, "not_an_id", {"field": field})


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isprintable()


def _one_of(
    name: str, holder: dict[str, Any], field: str, words: Iterable[str], *, required: bool = False
) -> Iterator[Problem]:
    value = holder.get(field)
    if value is None:
        if required:
            yield Problem(name, "missing", {"field": field})
    elif not isinstance(value, str) or value not in words:
        yield Problem(name, "unknown_word", {"field": field, "value": _shown(value)})


def _shown(value: Any) -> str:
    return _printable(str(value))


def _date(name: str, holder: dict[str, Any], field: str, test: Any) -> Iterator[Problem]:
    value = holder.get(field)
    if value is not None and not test(value):
        yield Problem(name, "bad_date", {"field": field, "value": _shown(value)})


def _publication(name: str, statement: dict[str, Any]) -> Iterator[Problem]:
    published = statement.get("publicationDetails")
    if published is None:
        yield Problem(name, "missing", {"field": "publicationDetails/bodsVersion"})
        return
    if not isinstance(published, dict):
        yield Problem(name, "not_an_object_field", {"field": "publicationDetails"})
        return
    if published.get("bodsVersion") != VERSION:
        yield Problem(name, "wrong_version", {"value": _shown(published.get("bodsVersion", "—"))})
    yield from _date(name, published, "publicationDate", figures.is_moment)
    publisher = published.get("publisher")
    if publisher is not None and not isinstance(publisher, dict):
        yield Problem(name, "not_an_object_field", {"field": "publisher"})


def _entity(name: str, details: dict[str, Any]) -> Iterator[Problem]:
    sort = details.get("entityType")
    if isinstance(sort, dict):
        yield from _one_of(name, sort, "type", ENTITY_KINDS, required=True)
    else:
        yield Problem(name, "missing", {"field": "entityType"})
    yield from _text(name, details, "name")
    yield from _objects(name, details, "unspecifiedEntityDetails", "jurisdiction", "publicListing")
    yield from _list_of(name, details, "alternateNames", str)
    yield from _code(name, details.get("jurisdiction"), "jurisdiction", longest=6)
    yield from _identifiers(name, details)
    for field in ("foundingDate", "dissolutionDate"):
        yield from _date(name, details, field, figures.is_partial_day)


def _person(name: str, details: dict[str, Any]) -> Iterator[Problem]:
    yield from _one_of(name, details, "personType", PERSON_KINDS, required=True)
    yield from _objects(name, details, "unspecifiedPersonDetails")
    yield from _list_of(name, details, "names", dict)
    for each in _dicts(details.get("names")):
        yield from _text(name, each, "fullName")
    yield from _list_of(name, details, "nationalities", dict)
    for each in _dicts(details.get("nationalities")):
        yield from _code(name, each, "nationalities", longest=2)
    yield from _identifiers(name, details)
    for field in ("birthDate", "deathDate"):
        yield from _date(name, details, field, figures.is_partial_day)


def _identifiers(name: str, details: dict[str, Any]) -> Iterator[Problem]:
    yield from _list_of(name, details, "identifiers", dict)
    for each in _dicts(details.get("identifiers")):
        for field in ("id", "scheme", "schemeName"):
            yield from _text(name, each, field)


def _relationship(name: str, details: dict[str, Any]) -> Iterator[Problem]:
    for field in ("subject", "interestedParty"):
        value = details.get(field)
        if isinstance(value, dict):
            yield from _one_of(name, value, "reason", REASONS, required=True)
            yield from _text(name, value, "description")
        elif value is None:
            yield Problem(name, "missing", {"field": field})
        elif not _is_id(value):
            yield Problem(name, "not_an_id", {"field": field})
    yield from _list_of(name, details, "componentRecords", str)
    yield from _list_of(name, details, "interests", dict)
    for each in _dicts(details.get("interests")):
        yield from _interest(name, each)


def _interest(name: str, interest: dict[str, Any]) -> Iterator[Problem]:
    yield from _one_of(name, interest, "type", INTERESTS)
    yield from _one_of(name, interest, "directOrIndirect", DIRECTNESS)
    yield from _text(name, interest, "details")
    dates = [*_date(name, interest, "startDate", figures.is_day)]
    dates += _date(name, interest, "endDate", figures.is_day)
    yield from dates
    start, end = interest.get("startDate"), interest.get("endDate")
    if not dates and start and end and end < start:
        yield Problem(name, "dates_turned", {"start": start, "end": end})
    written = interest.get("share")
    if written is None:
        return
    if not isinstance(written, dict):
        yield Problem(name, "not_an_object_field", {"field": "share"})
        return
    read = figures.share(written)
    if isinstance(read, str):
        yield Problem(name, read, {"value": _figures(written)})


def _figures(written: dict[str, Any]) -> str:
    """The figures of a share as they stand in the file."""
    return ", ".join(
        f"{field} {_shown(written[field])}" for field in figures.SHARE_FIELDS if field in written
    )


def _text(name: str, holder: dict[str, Any], field: str) -> Iterator[Problem]:
    value = holder.get(field)
    if value is not None and not isinstance(value, str):
        yield Problem(name, "not_a_text", {"field": field})


def _objects(name: str, holder: dict[str, Any], *fields: str) -> Iterator[Problem]:
    for field in fields:
        if holder.get(field) is not None and not isinstance(holder[field], dict):
            yield Problem(name, "not_an_object_field", {"field": field})


def _list_of(name: str, holder: dict[str, Any], field: str, kind: type) -> Iterator[Problem]:
    value = holder.get(field)
    if value is None:
        return
    if not isinstance(value, list) or not all(isinstance(each, kind) for each in value):
        yield Problem(name, "not_a_list", {"field": field})


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _code(name: str, place: Any, field: str, *, longest: int) -> Iterator[Problem]:
    code = place.get("code") if isinstance(place, dict) else None
    if code is None:
        return
    if not (isinstance(code, str) and 2 <= len(code) <= longest and code.isascii() and code[:2].isalpha()):
        yield Problem(name, "bad_country", {"field": field, "value": _shown(code)})


# --- statements together ---------------------------------------------------------------------------------------------

Named = tuple[str, Any]


def consistent(named: Sequence[Named], sound: Sequence[Named]) -> Iterator[Problem]:
    """Duplicates, records that contradict themselves, references that lead nowhere, circles of components."""
    yield from _duplicates(named)
    yield from _records(sound)
    known = _record_types(named)
    for name, statement in sound:
        if statement["recordType"] == "relationship":
            yield from _references(name, statement, known)
        yield from _declaration_subject(name, statement, known)
    yield from _circles(sound)


def _duplicates(named: Sequence[Named]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for position, (name, statement) in enumerate(named, 1):
        if not isinstance(statement, dict) or not _is_id(statement.get("statementId")):
            continue
        if name in seen:
            yield Problem(name, "statement_twice", {"first": str(seen[name]), "second": str(position)})
        seen.setdefault(name, position)


def records(sound: Sequence[Named]) -> dict[str, list[Named]]:
    """The statements of each record in the order in which they were made."""
    found: dict[str, list[Named]] = {}
    for name, statement in sound:
        found.setdefault(statement["recordId"], []).append((name, statement))
    for chain in found.values():
        if all(statement.get("statementDate") for _name, statement in chain):
            chain.sort(key=lambda each: figures.order(each[1]["statementDate"]))
    return found


def _records(sound: Sequence[Named]) -> Iterator[Problem]:
    for record, chain in records(sound).items():
        first = chain[0][1]
        closed = False
        for place, (name, statement) in enumerate(chain):
            values = {"record": record}
            if statement["recordType"] != first["recordType"]:
                yield Problem(name, "record_of_two_types", values)
            if closed:
                yield Problem(name, "record_after_close", values)
            if place and statement.get("recordStatus", "new") == "new":
                yield Problem(name, "record_new_twice", values)
            if statement["recordType"] == "relationship" == first["recordType"]:
                ends = [each["recordDetails"].get(end) for each in (first, statement) for end in ENDS]
                if ends[:2] != ends[2:]:
                    yield Problem(name, "record_changes_ends", values)
            closed = closed or statement.get("recordStatus") == "closed"


ENDS = ("subject", "interestedParty")


def _record_types(named: Sequence[Named]) -> dict[str, str]:
    return {
        each["recordId"]: str(each.get("recordType"))
        for _name, each in named
        if isinstance(each, dict) and isinstance(each.get("recordId"), str)
    }


def _references(name: str, statement: dict[str, Any], known: dict[str, str]) -> Iterator[Problem]:
    details = statement["recordDetails"]
    for end in ENDS:
        target = details[end]
        if isinstance(target, str):
            if target not in known:
                yield Problem(name, "broken_reference", {"field": end, "record": target})
            elif known[target] == "relationship" or (end == "subject" and known[target] == "person"):
                yield Problem(name, "wrong_reference", {"field": end, "record": target})
    if isinstance(details["subject"], str) and details["subject"] == details["interestedParty"]:
        yield Problem(name, "own_interest", {"record": details["subject"]})
    for target in details.get("componentRecords") or ():
        if target not in known:
            yield Problem(name, "broken_reference", {"field": "componentRecords", "record": target})


def _declaration_subject(name: str, statement: dict[str, Any], known: dict[str, str]) -> Iterator[Problem]:
    target = statement.get("declarationSubject")
    if target is None:
        return
    if not _is_id(target):
        yield Problem(name, "not_an_id", {"field": "declarationSubject"})
    elif target not in known:
        yield Problem(name, "broken_reference", {"field": "declarationSubject", "record": target})


def _circles(sound: Sequence[Named]) -> Iterator[Problem]:
    """A relationship made of components may not, through them, be made of itself."""
    parts: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for name, statement in sound:
        if statement["recordType"] == "relationship":
            record = statement["recordId"]
            parts.setdefault(record, set()).update(statement["recordDetails"].get("componentRecords") or ())
            names[record] = name
    for record in sorted(_in_circles(parts)):
        yield Problem(names[record], "component_circle", {"record": record})


def _in_circles(parts: dict[str, set[str]]) -> set[str]:
    """Records that lie between circles: those left after taking away what leads to an end or comes from nowhere."""
    inward: dict[str, set[str]] = {record: set() for record in parts}
    outward = {record: {part for part in within if part in parts} for record, within in parts.items()}
    for record, within in outward.items():
        for part in within:
            inward[part].add(record)
    return _pruned(outward, inward) & _pruned(inward, outward)


def _pruned(steps: dict[str, set[str]], back: dict[str, set[str]]) -> set[str]:
    """Records from which one can step on for ever."""
    left = {record: len(onward) for record, onward in steps.items()}
    done = [record for record, onward in left.items() if not onward]
    while done:
        for record in back[done.pop()]:
            left[record] -= 1
            if not left[record]:
                done.append(record)
    return {record for record, onward in left.items() if onward}
