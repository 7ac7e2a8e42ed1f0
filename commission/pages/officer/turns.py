"""What a case waits for, in a few words, for its page and the work list; from what their queries have counted."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from commission.states import State

_WAITS = {
    State.RETURNED: pgettext_lazy("waits", "the applicant completes the package"),
    State.FACTS_SHOWN: pgettext_lazy("waits", "remarks of the parties are awaited"),
    State.ON_AGENDA: pgettext_lazy("waits", "the session is awaited"),
    State.HEARD: pgettext_lazy("waits", "the Commission votes"),
    State.RECOMMENDED: pgettext_lazy("waits", "the secretary sends it to the Government"),
    State.OPINION_DRAFTED: pgettext_lazy("waits", "the security bodies' agreement is awaited"),
    State.BEFORE_GOVERNMENT: pgettext_lazy("waits", "the Government decides"),
    State.PERMITTED: pgettext_lazy("waits", "the notice is being made"),
    State.PERMITTED_WITH_CONDITIONS: pgettext_lazy("waits", "the notice is being made"),
    State.AWAITING_CONCLUSION: pgettext_lazy("waits", "the concluded contract is awaited"),
    State.IN_MONITORING: pgettext_lazy("waits", "conditions are being monitored"),
    State.REFUSED: pgettext_lazy("waits", "to be closed after the appeal period"),
    State.STATE_PURCHASE: pgettext_lazy("waits", "the state buys"),
}


def waits_for(case: Any, *, checking: bool, asked: int, closed: int) -> str:
    """The next thing that has to happen, or nothing where there is none.

    `checking`: checks still run; `asked` and `closed`: opinions of this revision, those closed are in or deemed.
    """
    if case.state == State.SUBMITTED:
        return (
            _("check the package: register or return") if case.officer_id else _("to be taken by an officer")
        )
    if case.state == State.REGISTERED:
        return _("checks are running") if checking else _("start the review")
    if case.state == State.UNDER_REVIEW:
        if checking:
            return _("checks are running")
        if closed < asked:
            return _("opinions are awaited")
        return _("report, second signature, agenda") if case.regime == "R1" else _("sectoral opinion")
    return str(_WAITS.get(case.state, ""))
