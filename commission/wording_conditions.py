"""Names of what a condition says of its verification; a leaf beside `wording`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.procedure.conditions import Ending, Lack, Schedule, Trigger, Verifier

VERIFIER_NAMES = {
    Verifier.WORKING_BODY: _("the working body"),
    Verifier.BODY: _("a state body"),
}
SCHEDULE_NAMES = {
    Schedule.ONCE: pgettext_lazy("schedule", "once, by a day"),
    Schedule.EVERY: pgettext_lazy("schedule", "again and again, every so many months"),
    Schedule.EVENT: pgettext_lazy("schedule", "each time something happens"),
}
TRIGGER_NAMES = {
    Trigger.CONTRACT: pgettext_lazy("trigger", "conclusion of the contract"),
    Trigger.OWNERSHIP: pgettext_lazy("trigger", "a change of owners or of their shares"),
    Trigger.MANAGEMENT: pgettext_lazy("trigger", "a change of the managers"),
    Trigger.INCIDENT: pgettext_lazy("trigger", "an incident at the object"),
    Trigger.REQUEST: pgettext_lazy("trigger", "a request of the verifying body"),
    Trigger.NAMED: pgettext_lazy("trigger", "the event that the wording names"),
}
ENDING_NAMES = {
    Ending.PERFORMED: pgettext_lazy("ending", "when it has been performed and verified"),
    Ending.ON_DATE: pgettext_lazy("ending", "on a day that the decree names"),
    Ending.STAKE_LEFT: pgettext_lazy("ending", "when the holder no longer has the stake or the object"),
    Ending.RELEASED: pgettext_lazy("ending", "only when it is released"),
}
LACK_NAMES = {
    Lack.WORDING: _("the wording in Russian and in Kazakh"),
    Lack.VERIFIER: _("who verifies it"),
    Lack.EVIDENCE: _("the evidence in Russian and in Kazakh"),
    Lack.SCHEDULE: _("when it is to be shown"),
    Lack.END: _("how it ends"),
}
PARAMETER_NAMES = {
    "share": pgettext_lazy("parameter", "share, per cent"),
    "amount": pgettext_lazy("parameter", "amount, KZT"),
    "number": pgettext_lazy("parameter", "number"),
    "date": pgettext_lazy("parameter", "date"),
    "days": pgettext_lazy("parameter", "working days"),
    "months": pgettext_lazy("parameter", "months"),
    "person": pgettext_lazy("parameter", "person or company"),
    "place": pgettext_lazy("parameter", "place"),
    "act": pgettext_lazy("parameter", "act, its number and date"),
}
