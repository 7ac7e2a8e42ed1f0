"""What follows from a move, said before it is made."""

from django.utils.translation import gettext_lazy as _

CONSEQUENCES = {
    "register": (
        _(
            "Day zero is the day on which the last missing document was received; the statutory total runs from it."
        ),
        _("The facts are frozen as they stand today, and every check of Articles 22 and 23 runs on them."),
        _("The bodies that routing names are asked for their opinions."),
        _("The applicant is told by e-mail."),
    ),
    "return_for_completion": (
        _("The applicant sees the list and can change the application again."),
        _("The statutory total begins only when the application is complete and registered."),
    ),
    "dismiss": (
        _("The case ends here without a recommendation."),
        _("The applicant is told the reason and may appeal."),
    ),
    "examine": (_("The review begins: outcomes are assessed, the report is written."),),
    "show_facts": (
        _("Applicant and acquirer see the registry's facts about themselves and the computed shares."),
        _("They do not see findings, opinions or reasons."),
        _("They have a few working days to remark on them (policy), within the statutory total."),
    ),
    "take_back_facts": (_("The time for remarks is over; the review goes on."),),
    "withdraw_facts": (
        _("The disclosure counts as not made: before a refusal is proposed the facts are shown again."),
        _("Its clock is taken back by a correction; applicant and acquirer are told the reason."),
    ),
    "return_to_review": (_("The recommendation is off the table: the desk takes the case up again."),),
    "draft_opinion": (
        _("The sectoral opinion goes to the national security bodies for agreement."),
        _(
            "Once they agree, the case goes before the Government; with a disagreement it returns to the review."
        ),
        _("Silence is not agreement."),
    ),
    "abandon": (_("The deal was given up: the case is closed and the permission is not used."),),
    "close": (_("The case is closed. Nothing more can be recorded in it."),),
    "exercise_priority": (
        _("The state buys instead of the acquirer (CC 193-1(4))."),
        _("The applicant reads the reason."),
    ),
    "revoke": (
        _(
            "The permission ends by the Government's decree named here. The applicant is told and reads the reason."
        ),
        _(
            "If the contract was entered, a keeper is told to check the registry; nothing is changed by itself."
        ),
    ),
    "annul": (
        _("The decision is set aside by the act named here. The applicant is told and reads the reason."),
        _("If the decision must be taken again, a new case begins at the review and carries what was filed."),
        _("If the applicant has appealed, decide the appeal instead."),
    ),
}

# What cannot be undone.
FINAL_ACTS = frozenset({"dismiss", "abandon", "close", "exercise_priority", "revoke", "annul"})
