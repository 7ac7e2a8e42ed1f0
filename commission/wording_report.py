"""Titles of a report's parts; a leaf beside `wording`."""

from django.utils.translation import gettext_lazy as _

PART_TITLES = {
    "subject": _("Subject"),
    "findings": _("Findings"),
    "opinions": _("Opinions of the consulted bodies"),
    "questions": _("Questions of Articles 22 and 23"),
    "documents": _("Documents relied on"),
    "assessment": _("Assessment and proposal"),
}
