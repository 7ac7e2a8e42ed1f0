"""Which service does which kind of job."""

from collections.abc import Callable

from commission.jobs import Claim
from commission.services.checks import run_check
from commission.services.compartments import send_invitation
from commission.services.inspections import inspect_document
from commission.services.judgements import run_judgement
from commission.services.letters import send_letter
from commission.services.notices import issue_notice
from commission.services.obligation_reminders import remind_of_obligation
from commission.services.overdue import KIND, open_overdue
from commission.services.paper_jobs import issue_queued
from commission.services.rechecks import run_recheck
from commission.services.reminders import remind
from commission.services.terms import lapse_permission

HANDLERS: dict[str, Callable[[Claim], None]] = {
    "check": run_check,
    "judgement": run_judgement,
    "inspection": inspect_document,
    "invitation": send_invitation,
    "letter": send_letter,
    "notice": issue_notice,
    "paper": issue_queued,
    "lapse": lapse_permission,
    "recheck": run_recheck,
    "reminder": remind,
    "obligation": remind_of_obligation,
    KIND: open_overdue,
}
