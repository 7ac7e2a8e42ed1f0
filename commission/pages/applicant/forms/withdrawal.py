"""Withdrawing an application."""

from django.utils.translation import gettext_lazy as _

from commission.pages.forms import KeyedForm, TextField


class WithdrawalForm(KeyedForm):
    """The reason is the applicant's own business; it is kept with the step if given."""

    reason = TextField(label=_("Reason"), required=False, max_length=2000, rows=3)
