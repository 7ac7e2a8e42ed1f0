"""What the policy values and the terms of law are called, and how a number of them is said."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commission.procedure.policies import Unit

POLICY_NAMES = {
    "r1_government_day": gettext_lazy(
        "R1: the case should be before the Government by this day of the total"
    ),
    "r2_government_day": gettext_lazy(
        "R2: the case should be before the Government by this day of the total"
    ),
    "request_days": gettext_lazy("The applicant's time to answer a request for information"),
    "facts_shown_days": gettext_lazy("The applicant's time for remarks on the facts shown"),
    "appeal_days": gettext_lazy("Appeal period, from the first proof of delivery or reading"),
    "appeal_decision_days": gettext_lazy("The head's time to decide an appeal, from its filing"),
    "clarification_days": gettext_lazy("The authority's time to clarify a decision, from the question"),
    "invitation_days": gettext_lazy("An invited acquirer can use the link for"),
    "consultation_days": gettext_lazy("A consulted body's time to answer"),
    "consultation_reminder_days": gettext_lazy("A consulted body is reminded when this much is left"),
    "agreement_days": gettext_lazy("R2: a security body's time to agree with the sectoral opinion"),
    "papers_notice_days": gettext_lazy("Papers go out this long before a session"),
    "papers_shortest_days": gettext_lazy(
        "With the chair's reason papers may go out as late as this before a session"
    ),
    "agenda_change_days": gettext_lazy("The agenda may be changed until this long before a session"),
    "minutes_days": gettext_lazy("Minutes are signed within"),
    "quorum_share": gettext_lazy("Quorum: share of the members not recused"),
    "quorum_floor": gettext_lazy("Quorum: never below this share of all members"),
    "reminder_percent": gettext_lazy("A first reminder when this part of a term is gone"),
    "obligation_months": gettext_lazy(
        "A condition whose decree says nothing of when: performed within, from the decree"
    ),
    "obligation_reminder_days": gettext_lazy(
        "The applicant is reminded of a due date when this much is left"
    ),
    "overdue_inquiry_days": gettext_lazy(
        "Evidence that does not come: an inquiry opens by itself this long after the due date"
    ),
    "relevance_review_months": gettext_lazy("A condition is looked at whether it is still needed every"),
    "least_counted": gettext_lazy("Published statistics keep back what stands for fewer cases than"),
    "accumulation_months": gettext_lazy("Stakes acquired step by step add up over"),
}

TERM_NAMES = {
    "total": gettext_lazy("Statutory total: review and decision"),
    "notice": gettext_lazy("Notice of the decision"),
    "priority_decision": gettext_lazy("Priority right: the Government decides within"),
    "priority_notice": gettext_lazy("Priority right: notice within"),
    "enforcement_notice": gettext_lazy("Owner's notice of enforcement or bankruptcy"),
    "buy_out": gettext_lazy("Priority right: buy-out within"),
}

REGIME_TITLES = {
    "R1": gettext_lazy("R1, the Commission (text of 2012)"),
    "R2": gettext_lazy("R2, sectoral opinion (from 2016)"),
}


def quantity(number: Fraction | int, unit: str) -> str:
    """A number with its unit in words."""
    if unit == Unit.SHARE:
        return str(number)
    whole = int(number)
    if unit == Unit.WORKING_DAYS:
        return ngettext("%(number)d working day", "%(number)d working days", whole) % {"number": whole}
    if unit == Unit.DAYS:
        return ngettext("%(number)d day", "%(number)d days", whole) % {"number": whole}
    if unit == Unit.MONTHS:
        return ngettext("%(number)d month", "%(number)d months", whole) % {"number": whole}
    if unit == Unit.CASES:
        return ngettext("%(number)d case", "%(number)d cases", whole) % {"number": whole}
    return _("%(number)d %%") % {"number": whole}
