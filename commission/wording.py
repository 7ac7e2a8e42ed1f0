"""Names of the procedure's words for people; a leaf beside `states`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.states import (
    ActKind,
    ActState,
    Answer,
    Bearing,
    Capacity,
    Choice,
    Conformity,
    Counter,
    DefectOrigin,
    Effect,
    EndingGround,
    Ground,
    Interest,
    Kind,
    Marking,
    Motion,
    Movement,
    Outcome,
    Purpose,
    RequestStage,
    RequestState,
    SaleMode,
    Standing,
    State,
    Stated,
    Task,
)

STATE_NAMES = {
    State.DRAFT: pgettext_lazy("state", "draft"),
    State.SUBMITTED: pgettext_lazy("state", "submitted"),
    State.RETURNED: pgettext_lazy("state", "returned for completion"),
    State.REGISTERED: pgettext_lazy("state", "registered"),
    State.UNDER_REVIEW: pgettext_lazy("state", "under review"),
    State.FACTS_SHOWN: pgettext_lazy("state", "facts shown"),
    State.ON_AGENDA: pgettext_lazy("state", "on the agenda"),
    State.HEARD: pgettext_lazy("state", "heard"),
    State.RECOMMENDED: pgettext_lazy("state", "recommended"),
    State.OPINION_DRAFTED: pgettext_lazy("state", "opinion drafted"),
    State.BEFORE_GOVERNMENT: pgettext_lazy("state", "before the Government"),
    State.PERMITTED: pgettext_lazy("state", "permitted"),
    State.PERMITTED_WITH_CONDITIONS: pgettext_lazy("state", "permitted with conditions"),
    State.REFUSED: pgettext_lazy("state", "refused"),
    State.AWAITING_CONCLUSION: pgettext_lazy("state", "permitted, awaiting conclusion of the contract"),
    State.IN_MONITORING: pgettext_lazy("state", "in monitoring"),
    State.CLOSED: pgettext_lazy("state", "closed"),
    State.STATE_PURCHASE: pgettext_lazy("state", "purchase by the state"),
    State.REVOKED: pgettext_lazy("state", "revoked"),
    State.ANNULLED: pgettext_lazy("state", "annulled"),
    State.LAPSED: pgettext_lazy("state", "lapsed"),
    State.WITHDRAWN: pgettext_lazy("state", "withdrawn"),
    State.DISCONTINUED: pgettext_lazy("state", "discontinued"),
    State.NOT_REQUIRED: pgettext_lazy("state", "permission not required"),
    State.NOT_ADMITTED: pgettext_lazy("state", "not admitted"),
}

VERB_NAMES = {
    "submit": pgettext_lazy("verb", "Submit"),
    "return_for_completion": pgettext_lazy("verb", "Return for completion"),
    "register": pgettext_lazy("verb", "Register"),
    "dismiss": pgettext_lazy("verb", "Dismiss"),
    "examine": pgettext_lazy("verb", "Start the review"),
    "show_facts": pgettext_lazy("verb", "Show the facts to the applicant"),
    "take_back_facts": pgettext_lazy("verb", "Return to the review"),
    "withdraw_facts": pgettext_lazy("verb", "Withdraw facts shown by mistake"),
    "put_on_agenda": pgettext_lazy("verb", "Put on the agenda"),
    "recall": pgettext_lazy("verb", "Recall from the agenda"),
    "hear": pgettext_lazy("verb", "Hear"),
    "defer": pgettext_lazy("verb", "Defer"),
    "recommend": pgettext_lazy("verb", "Adopt the recommendation"),
    "send_to_government": pgettext_lazy("verb", "Send to the Government"),
    "return_to_review": pgettext_lazy("verb", "Return to the review"),
    "draft_opinion": pgettext_lazy("verb", "Draft the sectoral opinion"),
    "agree": pgettext_lazy("verb", "Agree with the opinion"),
    "disagree": pgettext_lazy("verb", "Disagree with the opinion"),
    "permit": pgettext_lazy("verb", "Permit"),
    "permit_with_conditions": pgettext_lazy("verb", "Permit with conditions"),
    "refuse": pgettext_lazy("verb", "Refuse"),
    "await_conclusion": pgettext_lazy("verb", "Await conclusion"),
    "conclude": pgettext_lazy("verb", "Record the concluded contract"),
    "abandon": pgettext_lazy("verb", "Record that the deal was given up"),
    "close": pgettext_lazy("verb", "Close the case"),
    "exercise_priority": pgettext_lazy("verb", "Exercise the priority right"),
    "revoke": pgettext_lazy("verb", "Revoke the permission"),
    "annul": pgettext_lazy("verb", "Record the annulment"),
    "restart": pgettext_lazy("verb", "Start anew after an annulment"),
    "lapse": pgettext_lazy("verb", "Lapse"),
    "withdraw": pgettext_lazy("verb", "Withdraw"),
    "discontinue": pgettext_lazy("verb", "Discontinue"),
}

# What the head of a page and of a paper says of the text that a case is decided under.
REGIME_NOTES = {
    "R1": _("Under the text of 2012; article 13(5) repealed from 1 January 2016."),
    "R2": _(
        "Under the text from 1 January 2016: on a sectoral opinion agreed with the national security bodies."
    ),
}
REGIME_BY_DATE_NOTE = _("Each case is decided under the text in force on its day zero.")

COUNTER_NAMES = {
    Counter.TOTAL: pgettext_lazy("counter", "statutory total"),
    Counter.AUTHORITY: pgettext_lazy("counter", "authority's own time"),
    Counter.APPLICANT: pgettext_lazy("counter", "applicant's time"),
    Counter.CONSULTATION: pgettext_lazy("counter", "consulted body's time"),
    Counter.PRIORITY: pgettext_lazy("counter", "priority right of the state"),
}

MOVEMENT_NAMES = {
    Movement.START: pgettext_lazy("movement", "start"),
    Movement.PAUSE: pgettext_lazy("movement", "pause"),
    Movement.RESUME: pgettext_lazy("movement", "resumption"),
    Movement.EXTENSION: pgettext_lazy("movement", "extension"),
    Movement.STOP: pgettext_lazy("movement", "end"),
    Movement.CANCEL: pgettext_lazy("movement", "entry cancelled"),
}

OUTCOME_NAMES = {
    Outcome.CLEAR: pgettext_lazy("outcome", "clear"),
    Outcome.ATTENTION: pgettext_lazy("outcome", "attention"),
    Outcome.VIOLATION: pgettext_lazy("outcome", "violation"),
    Outcome.UNDETERMINED: pgettext_lazy("outcome", "undetermined"),
    Outcome.NOT_APPLICABLE: pgettext_lazy("outcome", "not applicable"),
}

EFFECT_NAMES = {
    Effect.PROHIBITION: pgettext_lazy("effect", "prohibition"),
    Effect.CONSENT_REQUIRED: pgettext_lazy("effect", "consent required"),
    Effect.DISCRETIONARY: pgettext_lazy("effect", "ground at discretion"),
    Effect.MONITORING: pgettext_lazy("effect", "monitoring"),
    Effect.PROCEDURAL: pgettext_lazy("effect", "procedural"),
    Effect.INFORMATION: pgettext_lazy("effect", "information"),
}

GROUND_NAMES = {
    Ground.FACTS_WRONG: _("the facts are wrong"),
    Ground.NORM_NOT_APPLICABLE: _("the norm does not apply"),
    Ground.TREATY_PREVAILS: _("a ratified treaty prevails (NSL 2(2))"),
    Ground.CONSENT_OR_DECISION_EXISTS: _("the consent or decision exists"),
    Ground.READING_DIFFERS: _("the norm is to be read differently"),
}

STANDING_NAMES = {
    Standing.PROPOSED: pgettext_lazy("contest", "proposed, not countersigned"),
    Standing.COUNTERSIGNED: pgettext_lazy("contest", "countersigned"),
    Standing.REFUSED: pgettext_lazy("contest", "countersign refused"),
    Standing.WITHDRAWN: pgettext_lazy("contest", "withdrawn"),
}

KIND_NAMES = {
    Kind.SALE: _("sale"),
    Kind.GIFT: _("gift"),
    Kind.CONTRIBUTION: _("contribution to authorised capital"),
    Kind.SHARE_ISSUE: _("issue of shares"),
    Kind.PLEDGE: _("pledge"),
    Kind.TRUST_MANAGEMENT: _("trust management"),
    Kind.ENFORCEMENT: _("enforcement sale"),
    Kind.BANKRUPTCY_SALE: _("sale in rehabilitation or bankruptcy"),
}

MODE_NAMES = {
    SaleMode.OFF_EXCHANGE: _("off the exchange"),
    SaleMode.EXCHANGE: _("on the exchange"),
    SaleMode.AUCTION: _("at a public auction"),
}

ENDING_GROUND_NAMES = {
    EndingGround.APPLICANT_CEASED: _("the applicant has ceased to exist, or its rights have passed on"),
    EndingGround.DELISTED: _("the object has left the lists of strategic objects (NSL 13(4))"),
    EndingGround.NO_LONGER_REQUIRED: _("the permission is no longer required"),
    EndingGround.DUPLICATE: _("another application on the same transaction is under way"),
    EndingGround.EXEMPT: _("the transaction is exempt (SPL 187(6))"),
    EndingGround.NOT_STRATEGIC: _("the object is on neither list and follows no listed one (NSL 13(4))"),
    EndingGround.NO_TRANSACTION: _("what is planned is neither alienation nor encumbrance (CC 193-1(3))"),
    EndingGround.NO_CAPACITY: _("the applicant is none of those who may file (SPL 188(1))"),
    EndingGround.OTHER_BODY: _("another body receives this application (SPL 188)"),
    EndingGround.REPEATED: _("the same transaction was decided already (policy)"),
}
TASK_NAMES = {
    Task.FILE: _("prepare and submit the application"),
    Task.ANSWER: _("answer requests and make remarks"),
    Task.WITHDRAW: _("withdraw the application"),
    Task.RECEIVE: _("receive letters and notices"),
}
CAPACITY_NAMES = {
    Capacity.OWNER: _("owner (right holder)"),
    Capacity.MANAGER: _("rehabilitation or bankruptcy manager"),
    Capacity.PLEDGEE: _("pledgee"),
    Capacity.BAILIFF: _("bailiff"),
}

ANSWER_NAMES = {
    Answer.NO_OBJECTION: _("no objection"),
    Answer.WITH_CONDITIONS: _("no objection with conditions"),
    Answer.OBJECTION: _("objection"),
    Answer.NO_COMPETENCE: _("outside our competence"),
}

BEARING_NAMES = {
    Bearing.NO_EFFECT: pgettext_lazy("bearing", "no effect"),
    Bearing.FAVOURS: pgettext_lazy("bearing", "favours"),
    Bearing.CONTRADICTS: pgettext_lazy("bearing", "contradicts"),
    Bearing.UNKNOWN: pgettext_lazy("bearing", "unknown"),
}

MOTION_NAMES = {
    Motion.GRANT: _("grant the permission"),
    Motion.GRANT_WITH_CONDITIONS: _("grant the permission with conditions"),
    Motion.REFUSE: _("refuse the permission"),
}

INTEREST_NAMES = {
    Interest.NONE: _("no interest"),
    Interest.EMPLOYER: _("employer"),
    Interest.FORMER_EMPLOYER: _("former employer"),
    Interest.HOLDING: _("holding"),
    Interest.RELATIVE: _("relative"),
    Interest.BODY: _("body represented"),
    Interest.OTHER: _("another interest"),
}
CHOICE_NAMES = {
    Choice.FOR: _("for"),
    Choice.AGAINST: _("against"),
    Choice.ABSTAIN: _("abstain"),
}

MARKING_NAMES = {
    Marking.PUBLIC: _("public"),
    Marking.COMMERCIAL: _("commercial secret"),
    Marking.PERSONAL: _("personal data"),
    Marking.OFFICIAL: _("for official use"),
    Marking.SECRET: _("secret"),
}

PURPOSE_NAMES = {
    Purpose.OPERATOR_10: _("more than 10 % of an operator: communications body, NSL 23(6)(6)"),
    Purpose.OPERATOR_10_SECURITY: _("more than 10 % of an operator: national security bodies"),
    Purpose.OPERATOR_49: _("more than 49 % of an operator: decision of the Government, NSL 23(6)(7)"),
    Purpose.SUBSOIL: _("subsoil right or stake in its holder: subsoil body, NSL 22(4)"),
    Purpose.COMPETITION: _("economic concentration: competition body"),
}

STATED_NAMES = {
    Stated.CONTROL_CENTRE_MOVES: _("the network's control centre moves abroad"),
    Stated.FOREIGN_PRINT: _("foreign print is spread"),
    Stated.DUTIES: _("the contract settles the duties of the parties"),
    Stated.PRESERVATION: _("the contract settles the preservation of the object"),
    Stated.FURTHER_USE: _("the contract settles the further use of the object"),
}

CONFORMITY_NAMES = {
    Conformity.YES: _("conforms"),
    Conformity.NO: _("does not conform"),
    Conformity.REFERENCE: _("a reference only"),
}

ACT_KIND_NAMES = {
    ActKind.REQUEST: _("request for information"),
    ActKind.PROTEST: _("protest"),
    ActKind.PRESCRIPTION: _("prescription to remove breaches"),
    ActKind.ORDER: _("order"),
}

ACT_STATE_NAMES = {
    ActState.FILED: _("waits for an answer"),
    ActState.ANSWERED: _("answered"),
    ActState.CLOSED: pgettext_lazy("act", "closed"),
    ActState.WITHDRAWN: pgettext_lazy("act", "withdrawn"),
}

DEFECT_ORIGIN_NAMES = {
    DefectOrigin.FIRST: pgettext_lazy("defect", "told in the first return"),
    DefectOrigin.UNCURED: pgettext_lazy("defect", "told before, not cured"),
    DefectOrigin.NEW_FILING: pgettext_lazy("defect", "brought by the new filing"),
    DefectOrigin.LATE: pgettext_lazy("defect", "late: it could have been told before"),
}

REQUEST_STATE_NAMES = {
    RequestState.DRAFT: pgettext_lazy("request", "draft"),
    RequestState.SENT: pgettext_lazy("request", "sent"),
    RequestState.ANSWERED: pgettext_lazy("request", "answered"),
    RequestState.CLOSED: pgettext_lazy("request", "closed"),
    RequestState.WITHDRAWN: pgettext_lazy("request", "withdrawn"),
}

REQUEST_STAGE_NAMES = {
    RequestStage.CHECKS: pgettext_lazy("stage", "registration and checks"),
    RequestStage.REVIEW: pgettext_lazy("stage", "review"),
    RequestStage.COMMISSION: pgettext_lazy("stage", "Commission or agreement"),
}
