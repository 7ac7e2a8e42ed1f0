"""Facts shown before an adverse recommendation: each side remarks on its own, the desk answers (policy)."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import ledger, permissions
from commission.documents.storage import Received
from commission.models import Application, Event, FactRemark, RemarkAnswer, Side
from commission.models.remark import Verdict
from commission.services.attachments import keep_document
from commission.services.calendar import calendar
from commission.services.checks import check_again, void_reports
from commission.services.compartments import person_of
from commission.services.desk import allow, allow_party, lock, require
from commission.services.judgements import queue_judgements
from commission.services.letters import queue_matter
from commission.services.representation import applicants_side
from commission.states import State, Task
from registry.journal.writing import act
from registry.models import RegistryChange, User

CODE = "X"


def showing(application: Application) -> Event | None:
    """The move by which the facts were last shown, or None."""
    shown = [event for event in application.events.all() if event.to_state == State.FACTS_SHOWN]
    return max(shown, key=lambda event: event.pk, default=None)


def last_day(application: Application) -> date | None:
    """The last day for remarks on the facts shown last (policy); None where none were shown."""
    shown = showing(application)
    counted = ledger.counts(application.clock.all()).get(ledger.facts_run(shown.pk)) if shown else None
    return counted.due_on(calendar(counted.started_on)) if counted else None


def remarks_of(application: Application, side: Side | None = None) -> list[FactRemark]:
    """What was said of the facts shown last, the oldest first, with its answers; by one side, or by both."""
    shown = showing(application)
    if shown is None:
        return []
    rows = FactRemark.objects.filter(shown=shown)
    if side is not None:
        rows = rows.filter(side=side)
    return list(rows.select_related("answer__change", "answer__by", "document", "by").order_by("pk"))


def remark(
    *,
    application_id: int,
    by: User,
    side: Side,
    fact: str,
    words: str,
    verdict: str,
    reason: str = "",
    received: Received | None = None,
) -> FactRemark:
    """One side says of one fact that it is correct, or wrong and why, within the term; the desk is told.

    `fact` and `words` are as the page showed them. The same word said twice is one.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        if side == Side.ACQUIRER:
            allow(permissions.is_acquirer(application, by))
        else:
            allow_party(application, by, Task.ANSWER)
        shown = showing(application)
        require(
            application.state == State.FACTS_SHOWN and shown is not None,
            _("The facts are not shown now: remarks can no longer be made."),
        )
        assert shown is not None
        until = last_day(application)
        require(
            until is not None and timezone.localdate() <= until,
            _("The term for remarks is over. The review continues on the facts as shown."),
        )
        said = FactRemark.objects.filter(shown=shown, side=side, fact=fact).first()
        if said is not None:
            require(
                (said.verdict, said.reason) == (verdict, reason.strip()),
                _("You have remarked on this fact already."),
            )
            return said
        require(
            verdict == Verdict.AGREED or bool(reason.strip()),
            _("Say what is wrong and what is correct instead."),
        )
        document = (
            keep_document(
                application, by=by, code=CODE, title=words[:300], received=received, acting=acting, side=side
            )
            if received
            else None
        )
        made = FactRemark.objects.create(
            application=application,
            shown=shown,
            side=side,
            fact=fact,
            words=words,
            verdict=verdict,
            reason=reason.strip(),
            document=document,
            by=by,
        )
        if made.verdict == Verdict.WRONG and application.officer is not None:
            queue_matter("remark_made", application, made.pk, to=application.officer)
        acting.record(
            "fact.remark", application.reference, remark=made.pk, verdict=str(made.verdict), side=str(side)
        )
        return made


def answer_remark(*, remark_id: int, by: User, accepted: bool, reason: str) -> RemarkAnswer:
    """The desk accepts a remark or says why not; once. What was accepted is corrected by a keeper in the registry.

    A report written before does not say what was remarked and answered: it is void.
    """
    with act(by=by) as acting:
        application = lock(FactRemark.objects.values_list("application_id", flat=True).get(pk=remark_id))
        allow(permissions.may_process(application, by))
        made = FactRemark.objects.select_related("answer").get(pk=remark_id)
        require(made.verdict == Verdict.WRONG, _("Nothing is to be answered: the fact was found correct."))
        require(made.reply is None, _("This remark has already been answered."))
        require(bool(reason.strip()), _("Give the reason: it goes to whoever made the remark."))
        answer = RemarkAnswer.objects.create(remark=made, accepted=accepted, reason=reason.strip(), by=by)
        void_reports(application)
        for receiver in _side_of(application, made):
            queue_matter("remark_answered", application, made.pk, to=receiver)
        acting.record("fact.answer", application.reference, remark=made.pk, accepted=accepted)
        return answer


def _side_of(application: Application, made: FactRemark) -> list[User]:
    if made.side == Side.SELLER:
        return applicants_side(application)
    acquirer = person_of(application)
    return [acquirer] if acquirer is not None else []


def changes_since(application: Application) -> Any:
    """Changes of the registry, newest first, made since the facts were shown: a correction is one of them."""
    shown = showing(application)
    if shown is None:
        return RegistryChange.objects.none()
    return RegistryChange.objects.filter(at__gte=shown.at).select_related("company", "object").order_by("-pk")


def note_correction(*, remark_id: int, by: User, change_id: int) -> RemarkAnswer:
    """Say which change of the registry corrected an accepted fact; the checks then run again on the facts anew."""
    with act(by=by) as acting:
        application = lock(FactRemark.objects.values_list("application_id", flat=True).get(pk=remark_id))
        allow(permissions.may_process(application, by))
        answer = (
            RemarkAnswer.objects.select_for_update(no_key=True, of=("self",))
            .filter(remark_id=remark_id)
            .first()
        )
        require(
            answer is not None and answer.awaits_correction,
            _("Only an accepted remark that is not corrected yet waits for a change of the registry."),
        )
        assert answer is not None
        change = changes_since(application).filter(pk=change_id).first()
        require(change is not None, _("Choose a change of the registry made since the facts were shown."))
        answer.change, answer.corrected_by, answer.corrected_at = change, by, timezone.now()
        answer.save(update_fields=["change", "corrected_by", "corrected_at"])
        acting.record("fact.correct", application.reference, remark=remark_id, change=change_id)
        check_again(application, acting)
        for body_id in set(application.questionnaires.values_list("body_id", flat=True)):
            queue_judgements(application, body_id)
        return answer
