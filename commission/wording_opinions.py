"""Names of the phases of a consultation, and what a marking means for who sees an opinion; a leaf beside `wording`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.procedure.consulting import Phase
from commission.states import Marking

PHASE_NAMES = {
    Phase.OPENED: pgettext_lazy("phase", "asked"),
    Phase.IN_DRAFT: pgettext_lazy("phase", "in draft"),
    Phase.FOR_CHECK: pgettext_lazy("phase", "waits for the second person"),
    Phase.SENT: pgettext_lazy("phase", "answered"),
    Phase.DEEMED: pgettext_lazy("phase", "no position (silence)"),
    Phase.REVOKED: pgettext_lazy("phase", "revoked by the body"),
    Phase.REPLACED: pgettext_lazy("phase", "replaced by a new round"),
    Phase.OVERDUE: pgettext_lazy("phase", "overdue"),
}
# Who reads an opinion of each marking; `services.rounds.share_opinion` keeps the last sentence.
MARKING_MEANS = {
    Marking.PUBLIC: _(
        "The working body, the Commission, the Government office and supervision read it. The working body may share "
        "it with the other bodies that were asked."
    ),
    Marking.COMMERCIAL: _(
        "The same people read it. Other bodies read it only if the working body shares it; each reader is bound to "
        "keep the secret."
    ),
    Marking.PERSONAL: _("The same people read it. It is never shared with other bodies."),
}
# What the working body may share with other bodies that were asked.
SHAREABLE = (Marking.PUBLIC, Marking.COMMERCIAL)
