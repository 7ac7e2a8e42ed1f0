"""The words of the procedure: states, verbs, outcomes, effects. The leaf that everybody may import."""

from enum import StrEnum


class State(StrEnum):
    """Where an application stands (domain: The road of an application)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REGISTERED = "registered"
    UNDER_REVIEW = "under_review"
    FACTS_SHOWN = "facts_shown"
    ON_AGENDA = "on_agenda"
    HEARD = "heard"
    RECOMMENDED = "recommended"
    OPINION_DRAFTED = "opinion_drafted"
    BEFORE_GOVERNMENT = "before_government"
    PERMITTED = "permitted"
    PERMITTED_WITH_CONDITIONS = "permitted_with_conditions"
    REFUSED = "refused"
    AWAITING_CONCLUSION = "awaiting_conclusion"
    IN_MONITORING = "in_monitoring"
    CLOSED = "closed"
    STATE_PURCHASE = "state_purchase"
    REVOKED = "revoked"
    ANNULLED = "annulled"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    DISCONTINUED = "discontinued"
    NOT_REQUIRED = "not_required"
    NOT_ADMITTED = "not_admitted"


PERMITTED = (State.PERMITTED, State.PERMITTED_WITH_CONDITIONS)
# The Government has decided: rows of such a case may never be deleted.
DECIDED = (
    *PERMITTED,
    State.REFUSED,
    State.AWAITING_CONCLUSION,
    State.IN_MONITORING,
    State.STATE_PURCHASE,
    State.REVOKED,
    State.ANNULLED,
    State.LAPSED,
)
# The decision stands and may be set aside.
APPEALABLE = (*PERMITTED, State.AWAITING_CONCLUSION, State.IN_MONITORING, State.REFUSED)
FINAL = (
    State.CLOSED,
    State.REVOKED,
    State.ANNULLED,
    State.LAPSED,
    State.WITHDRAWN,
    State.DISCONTINUED,
    State.NOT_REQUIRED,
    State.NOT_ADMITTED,
)
# Submitted and not yet decided: the statutory total runs.
PENDING = (
    State.SUBMITTED,
    State.RETURNED,
    State.REGISTERED,
    State.UNDER_REVIEW,
    State.FACTS_SHOWN,
    State.ON_AGENDA,
    State.HEARD,
    State.RECOMMENDED,
    State.OPINION_DRAFTED,
    State.BEFORE_GOVERNMENT,
)


class Counter(StrEnum):
    """Whose time is counted."""

    TOTAL = "total"
    AUTHORITY = "authority"
    APPLICANT = "applicant"
    CONSULTATION = "consultation"
    PRIORITY = "priority"


class Movement(StrEnum):
    """What an entry of the clock ledger does to its counter."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTENSION = "extension"
    STOP = "stop"
    CANCEL = "cancel"


class Outcome(StrEnum):
    """What a check found."""

    CLEAR = "clear"
    ATTENTION = "attention"
    VIOLATION = "violation"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


class Effect(StrEnum):
    """What a finding does in law."""

    PROHIBITION = "prohibition"
    CONSENT_REQUIRED = "consent_required"
    DISCRETIONARY = "discretionary"
    MONITORING = "monitoring"
    PROCEDURAL = "procedural"
    INFORMATION = "information"


class Ground(StrEnum):
    """Why a finding is contested."""

    FACTS_WRONG = "facts_wrong"
    NORM_NOT_APPLICABLE = "norm_not_applicable"
    TREATY_PREVAILS = "treaty_prevails"
    CONSENT_OR_DECISION_EXISTS = "consent_or_decision_exists"
    READING_DIFFERS = "reading_differs"


class Standing(StrEnum):
    """How far a contest of a finding has come."""

    PROPOSED = "proposed"
    COUNTERSIGNED = "countersigned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """Kinds of transaction (CC 193-1(3), NSL 13(6))."""

    SALE = "sale"
    GIFT = "gift"
    CONTRIBUTION = "contribution"
    SHARE_ISSUE = "share_issue"
    PLEDGE = "pledge"
    TRUST_MANAGEMENT = "trust_management"
    ENFORCEMENT = "enforcement"
    BANKRUPTCY_SALE = "bankruptcy_sale"


ENCUMBRANCES = frozenset({Kind.PLEDGE, Kind.TRUST_MANAGEMENT})


class SaleMode(StrEnum):
    """How the deal is made (SPL 187(6))."""

    OFF_EXCHANGE = "off_exchange"
    EXCHANGE = "exchange"
    AUCTION = "auction"


class Capacity(StrEnum):
    """In what capacity the applicant files (SPL 188(1))."""

    OWNER = "owner"
    MANAGER = "manager"
    PLEDGEE = "pledgee"
    BAILIFF = "bailiff"


class Task(StrEnum):
    """What a power of attorney may trust a representative with."""

    FILE = "file"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    RECEIVE = "receive"


class Answer(StrEnum):
    """A consulted body's coded answer."""

    NO_OBJECTION = "no_objection"
    WITH_CONDITIONS = "with_conditions"
    OBJECTION = "objection"
    NO_COMPETENCE = "no_competence"


class Bearing(StrEnum):
    """How a transaction bears on what a question of Articles 22 and 23 protects."""

    NO_EFFECT = "no_effect"
    FAVOURS = "favours"
    CONTRADICTS = "contradicts"
    UNKNOWN = "unknown"


class Motion(StrEnum):
    """What is put to the vote, and what the Government decides."""

    GRANT = "grant"
    GRANT_WITH_CONDITIONS = "grant_with_conditions"
    REFUSE = "refuse"


class Choice(StrEnum):
    """A member's vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Interest(StrEnum):
    """A member's interest in a case, or in one of its parties; `body` is the body the member represents."""

    NONE = "none"
    EMPLOYER = "employer"
    FORMER_EMPLOYER = "former_employer"
    HOLDING = "holding"
    RELATIVE = "relative"
    BODY = "body"
    OTHER = "other"


class ActKind(StrEnum):
    """Kinds of a prosecutor's act on a case (NSL 27)."""

    REQUEST = "request"
    PROTEST = "protest"
    PRESCRIPTION = "prescription"
    ORDER = "order"


class ActState(StrEnum):
    """Where a prosecutor's act stands."""

    FILED = "filed"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class DefectOrigin(StrEnum):
    """Why a defect stands in a list: the first one; not cured; brought by the new filing; late."""

    FIRST = "first"
    UNCURED = "uncured"
    NEW_FILING = "new_filing"
    LATE = "late"


class RequestState(StrEnum):
    """Where a request for information stands."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class RequestStage(StrEnum):
    """Stages of a case in each of which the applicant is asked once."""

    CHECKS = "checks"
    REVIEW = "review"
    COMMISSION = "commission"


class Marking(StrEnum):
    """Markings that this instance may hold; the two higher ones are registered as a stub only."""

    PUBLIC = "public"
    COMMERCIAL = "commercial_secret"
    PERSONAL = "personal"
    OFFICIAL = "official_use"
    SECRET = "secret"


HELD_MARKINGS = (Marking.PUBLIC, Marking.COMMERCIAL, Marking.PERSONAL)


class Purpose(StrEnum):
    """What a linked consent is for."""

    OPERATOR_10 = "operator_10"
    OPERATOR_10_SECURITY = "operator_10_security"
    OPERATOR_49 = "operator_49"
    SUBSOIL = "subsoil"
    COMPETITION = "competition"


class Stated(StrEnum):
    """What the parties state about the transaction, each yes, no or not known."""

    CONTROL_CENTRE_MOVES = "control_centre_moves"
    FOREIGN_PRINT = "foreign_print"
    DUTIES = "duties"
    PRESERVATION = "preservation"
    FURTHER_USE = "further_use"


class Conformity(StrEnum):
    """The security body's word on the rules of search operations (NSL 23(6)(8)): an answer, never reasons."""

    YES = "yes"
    NO = "no"
    REFERENCE = "reference"
