"""The nouns of a BODS 0.4 file once it is read: parties, stakes, ties, what is only declared, what is left out.

Plain values, no Django: the reader can be tried on any file without a database. Codes of reasons are put into words
by `registry.exchange.bods_words`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from registry.ownership.terms import Range

VERSION = "0.4"
OURS = "Registry of strategic objects of the Republic of Kazakhstan"
"""The publisher named in files that this system writes."""
KEY_SCHEME = "KZ-STRATEGIC-REGISTRY"
"""Scheme of a registered party's own key."""
OWN_NOMINEE = "registry: held for somebody undisclosed"
"""Details of the interest that marks a stake held by a nominee, in files that this system writes."""
NUMBER_SCHEMES = frozenset(
    {"KZ-BIN", "KZ-IIN", "KAZ-BIN", "KAZ-IIN", "KAZ-TAXID", "KAZ-IDCARD", "KZ-MOJ", "KZ-TAX"}
)
"""Schemes under which a Kazakh BIN or IIN is written."""

ENTITY_KINDS = {
    "registeredEntity": "entity",
    "legalEntity": "entity",
    "arrangement": "trust",
    "anonymousEntity": "unknown",
    "unknownEntity": "unknown",
    "state": "state",
    "stateBody": "state",
}
PERSON_KINDS = {"knownPerson": "individual", "anonymousPerson": "unknown", "unknownPerson": "unknown"}
RECORD_TYPES = frozenset({"entity", "person", "relationship"})
STATUSES = frozenset({"new", "updated", "closed"})
DIRECTNESS = frozenset({"direct", "indirect", "unknown"})
CAPITAL, VOTES = "shareholding", "votingRights"
UNSAID = frozenset({"unknownInterest", "unpublishedInterest"})
"""Interests of which nothing is known or published: a stake between nothing and everything."""
COMMANDING = frozenset(
    {
        "appointmentOfBoard",
        "controlViaCompanyRulesOrArticles",
        "controlByLegalFramework",
        "trustee",
        "nominator",
    }
)
"""Interests that let their holder decide for the subject."""
EXECUTIVE = frozenset({"seniorManagingOfficial"})
TRUST_TIES = frozenset({"trustee", "settlor", "protector", "beneficiaryOfLegalArrangement"})
INTERESTS = (
    frozenset({CAPITAL, VOTES, "nominee", "otherInfluenceOrControl", "boardMember", "boardChair"})
    | frozenset({"rightsToSurplusAssetsOnDissolution", "rightsToProfitOrIncome", "rightsGrantedByContract"})
    | frozenset({"conditionalRightsGrantedByContract", "enjoymentAndUseOfAssets"})
    | frozenset({"rightToProfitOrIncomeFromAssets"})
    | COMMANDING
    | EXECUTIVE
    | TRUST_TIES
    | UNSAID
)
REASONS = frozenset(
    {
        "noBeneficialOwners",
        "subjectUnableToConfirmOrIdentifyBeneficialOwner",
        "interestedPartyHasNotProvidedInformation",
        "subjectExemptFromDisclosure",
        "interestedPartyExemptFromDisclosure",
        "unknown",
        "informationUnknownToPublisher",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file is refused: the statement (its id, or #3 for the third), a code, what to put into its words."""

    statement: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """The file is no BODS file at all: a code and what to put into its words."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Refused(Exception):
    """The file contradicts itself or the standard; `problems` are all there are."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class PartyFact:
    """A person, entity, state, arrangement or undisclosed holder. `record` names it within the publisher's files."""

    record: str
    statement: str
    publisher: str
    kind: str
    names: tuple[str, str, str]
    """In English (and any language not known), Russian and Kazakh."""
    country: str = ""
    citizenships: tuple[str, ...] = ()
    number: str = ""
    """BIN or IIN."""
    identifiers: tuple[tuple[str, str], ...] = ()
    key: str = ""
    """Its key in the registry, in files that this system wrote."""
    stateless: bool = False
    state_body: bool = False
    listed: bool = False
    complete: bool = False
    illustrative: bool = False
    note: str = ""

    @property
    def name(self) -> str:
        """The first name there is."""
        return next((name for name in self.names if name), "")


@dataclass(frozen=True, slots=True)
class Stake:
    """What one party holds in another on [start, end). `restated` is the day of an update without its first word."""

    owner: str
    company: str
    votes: Range
    capital: Range
    start: date | None
    end: date | None
    statement: str
    said_on: str = ""
    nominee: bool = False
    principal: str | None = None
    restated: date | None = None
    illustrative: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link other than a stake, in the registry's words for it."""

    type: str
    a: str
    b: str
    owner: str | None
    start: date | None
    end: date | None
    statement: str
    said_on: str = ""
    illustrative: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """An interest declared to be indirect: a result to compare with the computed one, never an arc."""

    owner: str
    company: str
    interest: str
    share: Range | None
    statement: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """Something the file says that the registry has no place for: named, not lost in silence."""

    statement: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Package:
    """A whole file, read and free of contradictions. Parties by record."""

    statements: int
    parties: Mapping[str, PartyFact]
    stakes: tuple[Stake, ...]
    ties: tuple[Tie, ...]
    declared: tuple[Declared, ...]
    left: tuple[Left, ...]
