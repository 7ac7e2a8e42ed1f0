"""Entity and person records into parties."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from registry.exchange.bods.terms import (
    ENTITY_KINDS,
    KEY_SCHEME,
    NUMBER_SCHEMES,
    OURS,
    PERSON_KINDS,
    PartyFact,
)

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_KAZAKH = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_FACTS = re.compile(r"registry facts: ([a-zA-Z_:, ]*)")
_NAME = re.compile(r"registry name (ru|kk): (.*)", re.DOTALL)
NOTE = "registry note: "


def party(record: str, chain: Sequence[tuple[str, dict[str, Any]]]) -> PartyFact:
    """The party as the latest statement of its record describes it."""
    name, statement = chain[-1]
    return _person(name, statement) if statement["recordType"] == "person" else _entity(name, statement)


def undisclosed(record: str, statement: str, publisher: str, reason: dict[str, Any]) -> PartyFact:
    """The holders whom a relationship does not name."""
    words = str(reason.get("description") or _in_words(str(reason["reason"])))
    return PartyFact(record, statement, publisher, "unknown", named(words[:300]))


def publisher(statement: dict[str, Any]) -> str:
    """Who published the statement; record ids mean something only among one publisher's."""
    given = statement["publicationDetails"].get("publisher") or {}
    return str(given.get("name") or given.get("url") or "").strip()[:200]


def named(*texts: str) -> tuple[str, str, str]:
    """The first Latin, Russian and Kazakh of these names: the file does not say the language, the letters do."""
    found = {"en": "", "ru": "", "kk": ""}
    for text in texts:
        language = "en"
        if _CYRILLIC.search(text):
            language = "kk" if _KAZAKH.search(text) else "ru"
        found[language] = found[language] or text
    return found["en"], found["ru"], found["kk"]


def facts(statement: dict[str, Any]) -> frozenset[str]:
    """What this system noted for itself in a statement it wrote."""
    return frozenset(
        token.strip()
        for description in _descriptions(statement)
        if (match := _FACTS.fullmatch(description))
        for token in match[1].split(",")
    )


def note(statement: dict[str, Any]) -> str:
    """The note of the registry's row, in a statement this system wrote."""
    return next((text.removeprefix(NOTE) for text in _descriptions(statement) if text.startswith(NOTE)), "")


def _descriptions(statement: dict[str, Any]) -> Iterator[str]:
    if publisher(statement) != OURS:
        return
    annotations = statement.get("annotations")
    for each in annotations if isinstance(annotations, list) else ():
        if isinstance(each, dict) and isinstance(each.get("description"), str):
            yield each["description"]


def annotations(statement: dict[str, Any]) -> list[str]:
    """Everything this system annotated in a statement it wrote."""
    return list(_descriptions(statement))


def _entity(name: str, statement: dict[str, Any]) -> PartyFact:
    details = statement["recordDetails"]
    sort = details["entityType"]["type"]
    kind = "trust" if details["entityType"].get("subtype") == "trust" else ENTITY_KINDS[sort]
    told = facts(statement)
    code = str((details.get("jurisdiction") or {}).get("code") or "")[:2].upper()
    names = [details.get("name") or "", *(details.get("alternateNames") or ())]
    unspecified = details.get("unspecifiedEntityDetails") or {}
    return PartyFact(
        record=statement["recordId"], statement=name, publisher=publisher(statement), kind=kind,
        names=_names(statement, [each for each in names if each.strip()], unspecified), country=code,
        number=_number(details), identifiers=_identifiers(details), key=_key(details),
        state_body="state_body" in told or sort == "stateBody",
        listed=(details.get("publicListing") or {}).get("hasPublicListing") is True,
        complete="complete" in told, illustrative="illustrative" in told, note=note(statement),
    )  # fmt: skip


def _person(name: str, statement: dict[str, Any]) -> PartyFact:
    details = statement["recordDetails"]
    told = facts(statement)
    codes = _nationalities(details)
    names = sorted(details.get("names") or (), key=lambda each: each.get("type") not in (None, "legal"))
    unspecified = details.get("unspecifiedPersonDetails") or {}
    country, citizenships = belonging(codes)
    country = next((token[-2:] for token in told if token.startswith("country:")), country)
    if "citizenships" in told:
        citizenships = codes
    return PartyFact(
        record=statement["recordId"], statement=name, publisher=publisher(statement),
        kind=PERSON_KINDS[details["personType"]],
        names=_names(statement, [_full_name(each) for each in names], unspecified),
        country=country, citizenships=citizenships, number=_number(details), identifiers=_identifiers(details),
        key=_key(details), stateless="stateless" in told, illustrative="illustrative" in told,
        state_body="state_body" in told, listed="listed" in told, complete="complete" in told,
        note=note(statement),
    )  # fmt: skip


def belonging(codes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """One nationality is the country; several are citizenships with the first as the country."""
    return (codes[0] if codes else ""), (tuple(codes) if len(codes) > 1 else ())


def _nationalities(details: dict[str, Any]) -> tuple[str, ...]:
    codes = [str(each.get("code") or "").upper() for each in details.get("nationalities") or ()]
    return tuple(dict.fromkeys(code for code in codes if code))


def _full_name(each: dict[str, Any]) -> str:
    parts = (each.get("givenName"), each.get("patronymicName"), each.get("familyName"))
    return str(each.get("fullName") or " ".join(str(part) for part in parts if part))


def _names(
    statement: dict[str, Any], texts: Sequence[str], unspecified: dict[str, Any]
) -> tuple[str, str, str]:
    ours = {
        match[1]: match[2] for text in annotations(statement) if (match := _NAME.fullmatch(text)) is not None
    }
    texts = [text.strip()[:300] for text in texts if text.strip()]
    told = facts(statement)
    if ours or "names_en" in told:
        return (texts[0] if texts and "names_en" in told else ""), ours.get("ru", ""), ours.get("kk", "")
    if not texts and unspecified:
        texts = [str(unspecified.get("description") or _in_words(str(unspecified.get("reason"))))[:300]]
    return named(*texts) if texts else named(str(statement["recordId"])[:300])


def _in_words(reason: str) -> str:
    """A code such as interestedPartyExemptFromDisclosure as words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", reason).capitalize()


def _given(details: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for each in details.get("identifiers") or ():
        scheme, id = (
            (each.get("scheme") or each.get("schemeName") or "").strip(),
            (each.get("id") or "").strip(),
        )
        if scheme and id:
            yield scheme, id


def _number(details: dict[str, Any]) -> str:
    """The BIN or IIN: by its scheme."""
    return next((id for scheme, id in _given(details) if _is_number(scheme, id)), "")


def _is_number(scheme: str, id: str) -> bool:
    return scheme.upper() in NUMBER_SCHEMES and len(id) == 12 and id.isascii() and id.isdigit()


def _key(details: dict[str, Any]) -> str:
    return next((id for scheme, id in _given(details) if scheme == KEY_SCHEME), "")


def _identifiers(details: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (scheme[:100], id[:200])
        for scheme, id in dict.fromkeys(_given(details))
        if scheme != KEY_SCHEME and not _is_number(scheme, id)
    )
