"""What the applicant is told: where the application stands in plain words, what happens next, and what has happened."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commission.procedure.package import Part
from commission.states import State

PART_NAMES = {
    Part.PARTIES: _("You, the applicant"),
    Part.OBJECT: _("Strategic object"),
    Part.TRANSACTION: _("Transaction"),
    Part.ACQUIRER: _("Acquirer"),
    Part.DOCUMENTS: _("Documents"),
    Part.DECLARATION: _("Declaration"),
}


@dataclass(frozen=True, slots=True)
class Plain:
    """A state in plain words: what it means, and what happens next or is to be done."""

    means: Promise | str
    next: Promise | str
    yours: bool = False  # the next step is the applicant's


_APPEAL_OR_FILE = _(
    "The reason is on the application's page. You may appeal to a higher body or to a court in the order set by "
    "legislation, and you may file a new application once the reason no longer holds."
)
STATE_WORDS = {
    State.DRAFT: Plain(
        _("You are preparing the application. Nobody else sees it yet."),
        _("Complete the sections, give the declaration and submit."),
        yours=True,
    ),
    State.SUBMITTED: Plain(
        _("We have received the application and check whether the package is complete."),
        _("It will be registered, or returned to you with everything that is missing, all at once."),
    ),
    State.RETURNED: Plain(
        _("The application was returned for completion."),
        _("Correct what is listed below and submit it again."),
        yours=True,
    ),
    State.REGISTERED: Plain(
        _(
            "The application is registered and its term runs. The facts are being checked against the registry."
        ),
        _("State bodies give their opinions and the review begins."),
    ),
    State.UNDER_REVIEW: Plain(
        _("The working body examines the application."),
        _("Once the opinions are in, the Commission hears the case."),
    ),
    State.FACTS_SHOWN: Plain(
        _("The working body shows you the facts on which the review rests, before anything is recommended."),
        _("Read them and send your remarks in time. The review then continues."),
        yours=True,
    ),
    State.ON_AGENDA: Plain(
        _("The case is on the agenda of a session of the Commission."),
        _("The Commission hears it and adopts a recommendation to the Government."),
    ),
    State.HEARD: Plain(
        _("The Commission has heard the case."),
        _("Its recommendation to the Government is being adopted."),
    ),
    State.RECOMMENDED: Plain(
        _("The Commission has adopted its recommendation. The Government decides and may differ from it."),
        _("When the minutes are signed, the case goes to the Government."),
    ),
    State.OPINION_DRAFTED: Plain(
        _("The ministry has drafted its opinion and is agreeing it."),
        _("Once it is agreed, the case goes to the Government."),
    ),
    State.BEFORE_GOVERNMENT: Plain(
        _("The case is before the Government."),
        _("The Government decides. You will get the notice of the decision here and by e-mail."),
    ),
    State.PERMITTED: Plain(
        _("The Government has given the permission."),
        _("The notice is being prepared; you may then conclude the contract."),
    ),
    State.PERMITTED_WITH_CONDITIONS: Plain(
        _("The Government has given the permission with conditions."),
        _("The notice is being prepared; read the conditions before you conclude the contract."),
    ),
    State.REFUSED: Plain(
        _("The Government has refused the permission."),
        _("The notice says why and where you may appeal. You may ask for a clarification."),
    ),
    State.AWAITING_CONCLUSION: Plain(
        _(
            "The Government has given the permission. The contract may be concluded on the terms that were filed."
        ),
        _(
            "Report the concluded contract to the working body. If its terms change, file a new application first."
        ),
        yours=True,
    ),
    State.IN_MONITORING: Plain(
        _("The contract is concluded and reported."),
        _("Meet the conditions, if there are any, and report on them."),
    ),
    State.CLOSED: Plain(_("The case is closed."), _("Nothing more is to be done.")),
    State.STATE_PURCHASE: Plain(
        _("The state exercises its priority right to buy."),
        _("The working body will write to you about the purchase."),
    ),
    State.REVOKED: Plain(_("The permission was revoked."), _("You may appeal; the act is named below.")),
    State.ANNULLED: Plain(_("The decision was annulled."), _("The act is named below.")),
    State.LAPSED: Plain(
        _("The permission has lapsed: the term set by the decree is over."),
        _("File a new application if you still need it."),
    ),
    State.WITHDRAWN: Plain(_("You withdrew the application."), _("You may file a new one at any time.")),
    State.DISCONTINUED: Plain(
        _("The case was discontinued without a decision."),
        _APPEAL_OR_FILE,
    ),
    State.NOT_REQUIRED: Plain(
        _("No permission is required for this transaction."),
        _(
            "The reason is on the application's page. You may conclude the transaction as described; if its "
            "terms change, ask again. You may appeal to a higher body or to a court in the order set by legislation."
        ),
    ),
    State.NOT_ADMITTED: Plain(
        _("The application was not admitted."),
        _APPEAL_OR_FILE,
    ),
}

# What a move reads like to the applicant. Steps inside the authority share one sentence, so that nothing of their
# content can be guessed; a move that is not here is not shown.
_GOES_ON = _("The review continues")
EVENT_WORDS: dict[str, Any] = {
    "submit": _("You submitted the application"),
    "return_for_completion": _("Returned to you for completion"),
    "register": _("Registered: the term begins"),
    "dismiss": _("The examination was ended"),
    "examine": _("The review began"),
    "show_facts": _("The facts were shown to you"),
    "take_back_facts": _GOES_ON,
    "withdraw_facts": _("The facts had been shown by mistake; the review goes on"),
    "put_on_agenda": _("Put on the agenda of a session"),
    "recall": _GOES_ON,
    "hear": _("Heard by the Commission"),
    "defer": _GOES_ON,
    "recommend": _("The Commission adopted its recommendation"),
    "send_to_government": _("Sent to the Government"),
    "return_to_review": _GOES_ON,
    "draft_opinion": _GOES_ON,
    "agree": _("Sent to the Government"),
    "disagree": _GOES_ON,
    "permit": _("The Government gave the permission"),
    "permit_with_conditions": _("The Government gave the permission with conditions"),
    "refuse": _("The Government refused the permission"),
    "await_conclusion": _("The notice of the decision was sent to you"),
    "conclude": _("The concluded contract was recorded"),
    "abandon": _("It was recorded that the deal was given up"),
    "close": _("The case was closed"),
    "exercise_priority": _("The state exercised its priority right"),
    "revoke": _("The permission was revoked"),
    "annul": _("The decision was annulled"),
    "restart": _("The matter goes on after your appeal: the review begins anew"),
    "lapse": _("The permission lapsed"),
    "withdraw": _("You withdrew the application"),
    "discontinue": _("The case was discontinued"),
}
EVENT_TONES = {
    "submit": "active",
    "return_for_completion": "waiting",
    "show_facts": "waiting",
    "permit": "granted",
    "permit_with_conditions": "granted",
    "refuse": "refused",
    "revoke": "refused",
    "annul": "refused",
    "lapse": "refused",
}
