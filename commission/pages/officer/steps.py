"""The buttons of a case page: what this person may do now, what waits and for what, and what others do next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from commission import findings_text, guards, permissions, queries, workflow
from commission.models import Application
from commission.pages.officer.contests import to_decide
from commission.pages.officer.tickets import ticket
from commission.procedure.regimes import foreign_steps
from commission.queries import CaseFile
from commission.services.checks import ASSESSABLE
from commission.services.discontinuances import DISCONTINUABLE
from commission.services.registration import PLAIN_VERBS
from commission.services.reports import WRITABLE
from commission.states import FINAL, State
from commission.wording import VERB_NAMES
from registry.models import User

# Verbs with a form of their own. What a name needs after it: the case's number, or the agenda item.
_BY_REFERENCE = {
    "return_for_completion": "officer:return",
    "register": "officer:register",
    "dismiss": "officer:dismiss",
    "annul": "officer:annul",
    "put_on_agenda": "session:agenda_add",
    "draft_opinion": "officer:sectoral",
    "agree": "consulted:agreement",
    "disagree": "consulted:agreement",
    "send_to_government": "session:send",
    "permit": "government:decide",
    "permit_with_conditions": "government:decide",
    "refuse": "government:decide",
}
_BY_ITEM = ("recall", "hear", "defer", "recommend")
_DECISIONS = ("permit", "permit_with_conditions", "refuse")
# The way forward is the filled button; what ends or turns back stands beside it, quietly.
_QUIET = frozenset(
    {"return_for_completion", "dismiss", "discontinue", "return_to_review", "revoke", "annul", "abandon", "recall",
     "defer", "exercise_priority", "disagree", "show_facts", "withdraw_facts"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing this person may do: now, or once `unmet` no longer holds. With a ticket the button itself does it."""

    label: str
    url: str
    quiet: bool = False
    ticket: str = ""
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ahead:
    """What somebody else does next, and what it still waits for."""

    label: str
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything in the card "Next steps"."""

    open: list[Offer]
    waiting: list[Offer]
    ahead: Ahead | None

    def __bool__(self) -> bool:
        return bool(self.open or self.waiting or self.ahead)


def offers(file: CaseFile, user: User) -> Offers:
    """What the person may do on this case, in the road's order; the way forward before what turns back."""
    application = file.application
    found = [*_desk(file, user), *_moves(application, user), *_ending(application, user)]
    if permissions.is_head(application, user):
        access = reverse("officer:access", args=[application.reference])
        found.append(Offer(_("Give access to the case"), access, quiet=True))
    found.sort(key=lambda offer: offer.quiet)
    return Offers(
        open=[offer for offer in found if not offer.unmet],
        waiting=[offer for offer in found if offer.unmet],
        ahead=_ahead(application, user),
    )


def _moves(application: Application, user: User) -> list[Offer]:
    found: list[Offer] = []
    for step in queries.steps_for(application, user):
        # Moves of the other regime can never be made on a case: they are not worth a line.
        if step.verb in foreign_steps(application.regime) or step.verb == "conclude":
            # The case is concluded by the entry of the contract in the registry, never by a button.
            continue
        if step.verb in ("submit", "withdraw"):
            continue  # a paper that waits for comparison is confirmed on its own page
        if step.verb == "discontinue":
            continue  # proposed and confirmed on a page of its own
        if step.verb in _DECISIONS:
            # One form records whatever was decided; the decree is written on that page.
            decide = Offer(_("Record the decision"), _url(application, step.verb))
            found += [] if decide in found else [decide]
            continue
        wanted = step.verb == "show_facts" and not guards.facts_shown_if_adverse(application)
        quiet = step.verb in _QUIET and not wanted
        found.append(Offer(step.name, _url(application, step.verb), quiet=quiet, unmet=step.unmet))
    return found


def _url(application: Application, verb: str) -> str:
    if verb in _BY_REFERENCE:
        return reverse(_BY_REFERENCE[verb], args=[application.reference])
    if verb in _BY_ITEM:
        return reverse("session:item", args=[application.current_item_id])
    assert verb in PLAIN_VERBS
    return reverse("officer:step", args=[application.reference, verb])


def _desk(file: CaseFile, user: User) -> list[Offer]:
    """What is done on a case without moving it."""
    application, reference = file.application, file.application.reference
    found = []
    if permissions.may_take(application, user) and application.state not in FINAL:
        take = reverse("officer:take", args=[reference])
        found.append(Offer(_("Take the case"), take, ticket=ticket(application, user)))
    if permissions.may_process(application, user) and application.state in WRITABLE:
        label = _("Write the report") if file.report is None else _("Write the report again")
        url = reverse("officer:report_draft", args=[reference])
        found.append(Offer(label, url, quiet=file.report is not None))
    if application.state in ASSESSABLE:
        for contest in to_decide(application, user):
            label = _("Decide on the contest: %(title)s") % {
                "title": findings_text.title(contest.finding.check_id)
            }
            found.insert(0, Offer(label, reverse("officer:contest_decide", args=[reference, contest.pk])))
    if application.state == State.AWAITING_CONCLUSION and permissions.may_process(application, user):
        found.append(Offer(_("Check the concluded contract"), reverse("officer:contract", args=[reference])))
    report = file.report
    if (
        report is not None
        and not report.is_countersigned
        and application.state in WRITABLE
        and permissions.may_countersign(report, user)
    ):
        url = reverse("officer:report", args=[reference, report.pk])
        found.insert(0, Offer(_("Read and countersign the report"), url))
    if permissions.may_assign(application, user) and application.state not in FINAL:
        label = _("Assign to another officer") if application.officer_id else _("Assign to an officer")
        quiet = application.officer_id is not None
        found.append(Offer(label, reverse("officer:assign", args=[reference]), quiet=quiet))
    return found


def _ending(application: Application, user: User) -> list[Offer]:
    """What ends the case before any decision: proposed here, confirmed by the head."""
    if not permissions.may_process(application, user) or application.state not in DISCONTINUABLE:
        return []
    url = reverse("officer:discontinue", args=[application.reference])
    return [Offer(_("Discontinue the case"), url, quiet=True)]


def _ahead(application: Application, user: User) -> Ahead | None:
    """For the desk: what the agenda still waits for, while the secretary cannot see the case yet."""
    if application.state != State.UNDER_REVIEW or application.regime != "R1":
        return None
    if not permissions.may_process(application, user):
        return None
    return Ahead(str(VERB_NAMES["put_on_agenda"]), tuple(workflow.unmet(application, "put_on_agenda")))
