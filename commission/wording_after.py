"""Names of what comes after the decision; a leaf beside `wording`."""

from django.utils.translation import gettext_lazy as _

from commission.procedure.conclusion import Difference

DIFFERENCE_NAMES = {
    Difference.OTHER_BUYER: _("another buyer than the permitted acquirer"),
    Difference.LARGER_SHARE: _("a larger share than permitted"),
    Difference.OTHER_PRICE: _("another price than the one filed"),
    Difference.BEFORE_PERMISSION: _("concluded before the decree"),
    Difference.AFTER_TERM: _("concluded after the permission's term"),
}
