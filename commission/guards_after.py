"""Conditions on an application after the decision; see `guards`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commission.guards import guard


@guard(
    _("The contract is not entered in the registry: confirm the applicant's report, then a keeper enters it.")
)
def contract_entered(application: Any) -> bool:
    """A page that has asked already (`was_entered`) pays nothing."""
    known = getattr(application, "was_entered", None)
    return application.conclusions.filter(state="entered").exists() if known is None else known
