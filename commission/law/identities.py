"""Who is who: form and control digit of BIN and IIN, duplicates, and names that do not fit their number."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from commission.law import figures
from commission.law.facts import DeclaredParty, Facts, Names, PartyFacts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect, Outcome
from registry.ownership.terms import HOME

WORDS = {
    "clear": N_("The numbers and names of those who take part fit the registry and each other."),
    "questions": N_("Names or numbers do not fit: {issues}."),
    "missing": N_("No BIN or IIN is recorded for residents who take part: {who}. Ask for it."),
    "nobody": N_("Nobody who takes part is recorded."),
    "without": N_("Without a BIN or IIN: {who}."),
    "form": N_("{who}: {number} is no BIN or IIN (12 digits, and the last must fit the others)"),
    "other_number": N_("{who}: declared with {number}, registered with {registered}"),
    "other_name": N_("{who}: registered under this entry as {registered}"),
    "other_country": N_("{who}: declared in {country}, registered in {registered}"),
    "belongs_to": N_("{who}: the number {number} belongs to {registered} in the registry"),
    "declared_twice": N_("the number {number} is given to more than one declared party"),
    "registered_twice": N_("the number {number} stands at more than one party of the registry"),
}

LEGAL_FORMS = frozenset(
    [
        "jsc",
        "llp",
        "llc",
        "ltd",
        "plc",
        "inc",
        "corp",
        "sa",
        "ag",
        "bv",
        "nv",
        "gmbh",
        "nc",
        "jv",
        "ао",
        "нао",
        "тоо",
        "ооо",
        "зао",
        "пао",
        "оао",
        "ак",
        "нк",
        "ақ",
        "жшс",
        "қақ",
        "ұк",
        "limited",
        "company",
        "corporation",
    ]
)
_ASIDE = re.compile(r"\([^)]*\)")
_NOT_WORD = re.compile(r"[\W_]+")

Issue = dict[str, Any]


@check(
    "identities",
    title=N_("Identity of those who take part"),
    basis="-",
    effect=Effect.PROCEDURAL,
    words=WORDS,
    reads=("identifier",),
)
def identities(facts: Facts) -> Answer:
    """A number that cannot exist or belongs to somebody else is a question to the applicant (procedural)."""
    people = tuple(_participants(facts))
    if not people and not facts.declared:
        return Answer(Outcome.UNDETERMINED, "nobody")
    issues = [*_forms(facts, people), *_mismatches(facts), *_duplicates(facts)]
    without = {"who": {"list": [*_without_number(facts, people)]}}
    if issues:
        notes = (("without", without),) if without["who"]["list"] else ()
        return Answer(Outcome.ATTENTION, "questions", {"issues": {"list": issues}}, notes)
    if without["who"]["list"]:
        return Answer(Outcome.UNDETERMINED, "missing", without)
    return Answer(Outcome.CLEAR, "clear")


def _participants(facts: Facts) -> Iterator[str]:
    """Registered parties of the deal: owners, the company of the stake, seller and acquirer."""
    named = [*facts.object.owners, facts.object.stake_in]
    if facts.deal is not None:
        named += [facts.deal.seller, facts.deal.acquirer]
    yield from dict.fromkeys(id for id in named if id is not None and id in facts.by_id)


def _forms(facts: Facts, people: tuple[str, ...]) -> Iterator[Issue]:
    """Numbers that cannot exist. A foreign party may bear another country's number."""
    numbered: list[tuple[Mapping[str, Any], DeclaredParty | PartyFacts]] = [
        (figures.text(party.name), party) for party in facts.declared
    ]
    numbered += [(figures.party(facts, id), facts.by_id[id]) for id in people]
    for who, party in numbered:
        if party.identifier and party.country in (HOME, None) and not party.identifier_fits:
            yield _issue("form", who=who, number=figures.text(party.identifier))


def _mismatches(facts: Facts) -> Iterator[Issue]:
    by_number = {party.identifier: party for party in facts.parties if party.identifier}
    for declared in facts.declared:
        if declared.registered is not None and declared.registered in facts.by_id:
            yield from _against_registry(facts, declared)
        elif declared.identifier in by_number:
            party = by_number[declared.identifier]
            if not same_name(declared.name, party.names):
                yield _issue(
                    "belongs_to",
                    who=figures.text(declared.name),
                    number=figures.text(declared.identifier),
                    registered=figures.party(facts, party.id),
                )


def _against_registry(facts: Facts, declared: DeclaredParty) -> Iterator[Issue]:
    party, who = facts.by_id[declared.registered or ""], figures.text(declared.name)
    if declared.identifier and party.identifier and declared.identifier != party.identifier:
        yield _issue(
            "other_number",
            who=who,
            number=figures.text(declared.identifier),
            registered=figures.text(party.identifier),
        )
    if not same_name(declared.name, party.names):
        yield _issue("other_name", who=who, registered=figures.party(facts, party.id))
    if declared.country and party.country and declared.country != party.country:
        yield _issue(
            "other_country",
            who=who,
            country=figures.text(declared.country),
            registered=figures.text(party.country),
        )


def _duplicates(facts: Facts) -> Iterator[Issue]:
    """The same number twice. The applicant may well be declared a second time under the same name."""
    declared = {
        (party.identifier, frozenset(words(party.name))) for party in facts.declared if party.identifier
    }
    for number, count in sorted(Counter(number for number, _ in declared).items()):
        if count > 1:
            yield _issue("declared_twice", number=figures.text(number))
    registered = Counter(party.identifier for party in facts.parties if party.identifier)
    for number, count in sorted(registered.items()):
        if count > 1:
            yield _issue("registered_twice", number=figures.text(number))


def _without_number(facts: Facts, people: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """Residents (or parties whose country is not known) without a number; states have none."""
    known = {declared.registered: declared.identifier for declared in facts.declared}
    for id in people:
        party = facts.by_id[id]
        if _needs_number(party) and not (party.identifier or known.get(id)):
            yield figures.party(facts, id)
    for declared in facts.declared:
        if declared.registered is None and _needs_number(declared) and not declared.identifier:
            yield figures.text(declared.name)


def _needs_number(party: DeclaredParty | PartyFacts) -> bool:
    return party.kind in ("entity", "individual") and party.country in (HOME, None)


def _issue(message: str, **values: Mapping[str, Any]) -> Issue:
    return figures.phrase(f"identities.{message}", **values)


def same_name(declared: str, names: Names) -> bool:
    """Whether the declared name is one of the registered ones, legal form, case and punctuation apart."""
    return any(words(declared) == words(name) for name in names if name)


def words(name: str) -> set[str]:
    """The words that make a name, folded, without legal forms and what stands in brackets."""
    plain = _ASIDE.sub(" ", name) if _ASIDE.sub(" ", name).strip() else name
    folded = unicodedata.normalize("NFKC", plain).casefold().replace("ё", "е")
    found = {word for word in _NOT_WORD.split(folded) if word}
    return (found - LEGAL_FORMS) or found
