"""A question about the decision."""

from django.utils.translation import gettext_lazy as _

from commission.pages.forms import KeyedForm, TextField


class QuestionForm(KeyedForm):
    """What the applicant wants explained."""

    question = TextField(
        label=_("Your question"),
        rows=5,
        max_length=4000,
        help_text=_("Say which words of the decision or of its conditions are not clear to you."),
        error_messages={"required": _("Write your question.")},
    )
