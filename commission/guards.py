"""Conditions on an application, named as facts. The instance is handed in; relations are read with `.all()`,

so that a page which has prefetched them pays nothing. Each guard carries the sentence shown when it does not hold.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commission.states import Motion, State

Guard = Callable[[Any], bool]


def guard(why: Promise) -> Callable[[Guard], Guard]:
    """Attach to a guard the sentence that tells a person what is missing."""

    def attach(function: Guard) -> Guard:
        function.why = why  # type: ignore[attr-defined]
        return function

    return attach


@guard(_("Open the task list: some sections are not complete yet."))
def is_complete(application: Any) -> bool:
    """The package's own check passes (commission.procedure.package)."""
    return not application.missing_parts()


@guard(_("A document has not passed the check yet, or was refused by it."))
def documents_accepted(application: Any) -> bool:
    return all(document.is_accepted for document in application.documents.all() if document.in_package)


@guard(_("Name the officer in charge first."))
def has_officer(application: Any) -> bool:
    return application.officer_id is not None


@guard(_("Some checks are still running. Wait until all have run."))
def checks_have_run(application: Any) -> bool:
    jobs = application.check_jobs()
    return bool(jobs) and all(job.is_finished for job in jobs)


@guard(_("Not every consulted body has answered, and silence cannot be deemed an answer yet."))
def opinions_closed(application: Any) -> bool:
    """Of the current revision: what was asked before a material change no longer counts."""
    asked = application.consultations.all()
    return all(one.is_closed for one in asked if one.revision == application.revision)


@guard(_("Questionnaires of Articles 22 and 23 are not all answered and confirmed by a second person."))
def questionnaires_done(application: Any) -> bool:
    return application.questionnaires_done()


@guard(
    _(
        "The applicant's time to answer a request still runs, or an answer has not been read: "
        "wait, close the request, or withdraw it with a reason."
    )
)
def requests_settled(application: Any) -> bool:
    """What was asked for is read before anybody votes on it; a page that has asked (`request_open`) pays nothing."""
    known = getattr(application, "request_open", None)
    if known is None:
        known = application.information_requests.unsettled(timezone.localdate()).exists()
    return not known


@guard(_("The officer's report has not been countersigned by another person."))
def report_countersigned(application: Any) -> bool:
    report = application.current_report()
    return report is not None and report.is_countersigned


@guard(
    _(
        "A prohibition stands uncontested, or a check could not run: only a refusal, or a permission on conditions "
        "that cure every such violation, can be put to the vote."
    )
)
def motion_left_open(application: Any) -> bool:
    report = application.current_report()
    if report is None or report.motion == Motion.REFUSE:
        return True
    barring = application.barring()
    if not barring or report.motion == Motion.GRANT:
        return not barring
    cured = {check_id for condition in report.conditions.all() for check_id in condition.cures}
    return cured >= set(barring)


@guard(_("The report proposes a refusal: show the applicant the facts first."))
def facts_shown_if_adverse(application: Any) -> bool:
    report = application.current_report()
    if report is None or report.motion != Motion.REFUSE:
        return True
    return facts_were_shown(application)


def facts_were_shown(application: Any) -> bool:
    """Whether the sides have had their time for remarks, or have it now; what was shown by mistake does not count."""
    moves = sorted(application.events.all(), key=lambda event: event.pk)
    return any(
        event.to_state == State.FACTS_SHOWN and (after is None or after.verb != "withdraw_facts")
        for event, after in zip(moves, [*moves[1:], None], strict=True)
    )


@guard(_("The desk proposes it first, with ground and reason; another person, the head, confirms it."))
def discontinuance_confirmed(application: Any) -> bool:
    """Two persons have said that the case ends without a decision."""
    known = getattr(application, "discontinuing", None)
    return bool(
        application.discontinuances.filter(confirmed_at__isnull=False).exists() if known is None else known
    )


@guard(_("A remark on the facts shown has not been answered."))
def remarks_answered(application: Any) -> bool:
    """Every fact that a side calls wrong has got the desk's answer."""
    return not any(remark.waits for remark in application.remarks.select_related("answer"))


@guard(_("The session is not open, or this item has no quorum: it goes to the next session."))
def session_has_quorum(application: Any) -> bool:
    item = application.current_item
    return item is not None and item.session.is_open and item.quorum().reached


@guard(_("The vote is still open."))
def votes_not_open(application: Any) -> bool:
    item = application.current_item
    return item is None or not item.is_open


@guard(_("The motion was not carried by a majority of the members present."))
def motion_carried(application: Any) -> bool:
    item = application.current_item
    return item is not None and item.carried is True


@guard(_("The minutes have not been signed by chair and secretary."))
def minutes_signed(application: Any) -> bool:
    item = application.current_item
    return item is not None and item.session.minutes_signed


@guard(_("The decree has not been recorded."))
def decision_recorded(application: Any) -> bool:
    return application.current_decision() is not None


@guard(_("The notice to the applicant has not been sent."))
def notice_sent(application: Any) -> bool:
    decision = application.current_decision()
    return decision is not None and decision.notified_at is not None


@guard(_("A condition of the decree is still in force."))
def no_live_condition(application: Any) -> bool:
    decision = application.current_decision()
    return decision is None or all(not condition.is_live for condition in decision.conditions.all())


@guard(_("The appeal period is not over."))
def appeal_period_over(application: Any) -> bool:
    decision = application.current_decision()
    return decision is None or decision.appeal_period_over


@guard(_("The decree sets no term, the term has not run out, or a sale was concluded within it."))
def term_is_over(application: Any) -> bool:
    """A sale whose contract is of the term has used its permission; an encumbrance lasts as long as the decree says."""
    decision = application.current_decision()
    if decision is None or not decision.term_is_over:
        return False
    in_time = [one for one in application.conclusions.all() if one.contract_date <= decision.term_until]
    return not (application.is_alienation and any(one.state != "returned" for one in in_time))


@guard(_("An act of the prosecutor suspends the case until it is answered."))
def not_suspended(application: Any) -> bool:
    """A page that has asked already (`suspended`) pays nothing."""
    known = getattr(application, "suspended", None)
    return not (application.prosecutor_acts.suspending().exists() if known is None else known)


@guard(_("The transaction is an encumbrance: the state has no priority right."))
def has_priority_right(application: Any) -> bool:
    return application.is_alienation


@guard(_("This step belongs to the regime of sectoral opinions."))
def under_sectoral_opinion(application: Any) -> bool:
    return application.regime == "R2"


@guard(_("This step belongs to the Commission's regime."))
def under_commission(application: Any) -> bool:
    return application.regime == "R1"
