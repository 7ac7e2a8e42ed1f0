"""May this person do this to this application? The only place where roles are spelled.

Each predicate takes (application, user) and is used three times: by the transition, by the queryset's twin in
`scope`, and by the button. `user` None is the system itself.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from commission import sides
from commission.states import State, Task
from registry.roles import SUBSTITUTED, VOTING_ROLES, Role

STAFF_SECRETARIAT = (Role.HEAD,)
REGISTRY_READERS = (Role.OFFICER, Role.HEAD, Role.KEEPER, Role.PROSECUTOR)


def is_system(application: Any, user: Any) -> bool:
    return user is None


def _may_as_party(application: Any, user: Any, task: Task) -> bool:
    """The applicant in person, or a representative whose power of attorney is in force and covers `task`."""
    if user is None or not user.holds(Role.APPLICANT):
        return False
    return sides.is_principal(application, user) or sides.power_for(application, user, task) is not None


def is_applicant(application: Any, user: Any) -> bool:
    """Whoever speaks for the applicant: in person, or under a power of attorney that covers answering."""
    return _may_as_party(application, user, Task.ANSWER)


def may_file(application: Any, user: Any) -> bool:
    """Whoever prepares the application: a party, or the officer who types what came on paper."""
    return _may_as_party(application, user, Task.FILE) or (
        (entry := sides.typed_entry(application, user)) is not None
        and entry.is_filing
        and may_type(application, user)
    )


def may_submit(application: Any, user: Any) -> bool:
    """Whoever files: a party; what came on paper the second person, who has compared it with its scans."""
    if _may_as_party(application, user, Task.FILE):
        return True
    entry = sides.open_entry(application)
    return entry is not None and entry.is_filing and may_compare(entry, application, user)


def may_withdraw(application: Any, user: Any) -> bool:
    """A party; a withdrawal on paper the second person, who has compared it with its scans."""
    if _may_as_party(application, user, Task.WITHDRAW):
        return True
    entry = sides.open_entry(application)
    return entry is not None and entry.kind == "withdrawal" and may_compare(entry, application, user)


def may_type(application: Any, user: Any) -> bool:
    """Enters what came on paper: an officer on no side of the case. Heads do not type: one is left to compare."""
    return user is not None and user.holds(Role.OFFICER) and not _owns_side(application, user)


def may_compare(entry: Any, application: Any, user: Any) -> bool:
    """Compares a paper that was handed over with its scans: officer or head, never who typed it (four eyes)."""
    return (
        user is not None
        and entry.waits_for_comparison
        and works_at_desk(user)
        and not _owns_side(application, user)
        and entry.typed_by_id not in user.hands
    )


def may_receive(application: Any, user: Any) -> bool:
    """Whoever letters and notices reach with effect for the applicant."""
    return _may_as_party(application, user, Task.RECEIVE)


def may_appoint(application: Any, user: Any) -> bool:
    """The applicant in person gives and takes back powers of attorney: none may be passed on under one."""
    return user is not None and user.holds(Role.APPLICANT) and sides.is_principal(application, user)


def may_fill_acquirer(application: Any, user: Any) -> bool:
    """Who states the acquirer's part: the acquirer alone once invited, before that whoever files."""
    if sides.compartment(application) is None:
        return may_file(application, user)
    return user is not None and user.is_active and sides.is_acquirer(application, user)


def is_acquirer(application: Any, user: Any) -> bool:
    """The acquirer that fills its own part of the case."""
    return user is not None and user.is_active and sides.is_acquirer(application, user)


def may_invite(application: Any, user: Any) -> bool:
    """Who asks the acquirer to fill its own part, and takes the invitation back: whoever files, or the desk."""
    return may_file(application, user) or may_process(application, user)


def holds_authority(user: Any) -> bool:
    """Whether the person holds an office on the authority's side: no representative, no acquirer."""
    return bool(user.roles - {Role.APPLICANT})


def _owns_side(application: Any, user: Any) -> bool:
    """Nobody acts for the authority on a case on which they stand as a party, whatever office they hold."""
    if sides.is_principal(application, user):
        return True
    return user.holds(Role.APPLICANT) and bool(sides.powers_of(application, user))


def is_assigned_officer(application: Any, user: Any) -> bool:
    if user is None or _owns_side(application, user):
        return False
    return user.holds(Role.OFFICER) and application.officer_id in user.hands


def acts_for(may: Callable[[Any], Any], user: Any) -> Any:
    """At whose desk `user` does what `may` allows them; None where their own offices are enough."""
    if user is None or not user.stands_in_for or may(user.at_desks()):
        return None
    return next((person for person in user.stands_in_for.values() if may(user.at_desks(person.pk))), None)


def may_be_officer(application: Any, user: Any) -> bool:
    """Whether the case may be given to this person: nobody works on a case on which they stand as a party."""
    return not _owns_side(application, user)


def works_at_desk(user: Any) -> bool:
    """Somebody of the working body."""
    return user is not None and user.holds(Role.OFFICER, Role.HEAD)


def may_reassign(user: Any) -> bool:
    """Hands many cases from one officer to another."""
    return user is not None and user.holds(Role.HEAD)


def may_enter_absence(person: Any, user: Any) -> bool:
    """One's own absence, or as head that of somebody of the working body; also ends it."""
    if person.pk == user.pk:
        return bool(user.own_roles & SUBSTITUTED)
    return user.holds(Role.HEAD) and bool(person.own_roles & {Role.OFFICER, Role.HEAD})


def may_take(application: Any, user: Any) -> bool:
    """An officer takes a case from the queue; the head may hand any case to any officer."""
    if user is None or _owns_side(application, user):
        return False
    return user.holds(Role.OFFICER) and application.officer_id is None


def is_head(application: Any, user: Any) -> bool:
    return user is not None and user.holds(Role.HEAD) and not _owns_side(application, user)


def may_process(application: Any, user: Any) -> bool:
    """The desk: the assigned officer, or the head of the working body in their place."""
    return is_assigned_officer(application, user) or is_head(application, user)


def is_secretary(application: Any, user: Any) -> bool:
    return user is not None and user.holds(Role.SECRETARY) and not _owns_side(application, user)


def is_chair(application: Any, user: Any) -> bool:
    return user is not None and user.holds(Role.CHAIR) and not _owns_side(application, user)


def is_government(application: Any, user: Any) -> bool:
    return user is not None and user.holds(Role.GOVERNMENT) and not _owns_side(application, user)


def is_prosecutor(application: Any, user: Any) -> bool:
    return user is not None and user.holds(Role.PROSECUTOR)


def may_supervise(application: Any, user: Any) -> bool:
    """Files acts on the case and ends them (NSL 27)."""
    return is_prosecutor(application, user) and not _owns_side(application, user)


def may_clarify(application: Any, user: Any) -> bool:
    """Explains a decision to the applicant: the desk, or the Government office that made it (NSL 17(2))."""
    return may_process(application, user) or is_government(application, user)


def is_consulted(application: Any, user: Any) -> bool:
    """Somebody of a body asked on this application."""
    if user is None or not user.body_ids or _owns_side(application, user):
        return False
    return any(consultation.body_id in user.body_ids for consultation in application.consultations.all())


def is_consulted_body(consultation: Any, user: Any) -> bool:
    """Somebody who answers for the body that was asked, on a case that is not their own."""
    return consultation.body_id in user.body_ids and not _owns_side(consultation.application, user)


def may_answer_questions(application: Any, body: Any, user: Any) -> bool:
    """Somebody of the body; or the desk, for the working body and for a letter that came."""
    theirs = body.pk in user.body_ids and not _owns_side(application, user)
    return theirs or may_process(application, user)


def may_confirm_questions(questionnaire: Any, user: Any, *, authors: Any, by_desk: bool) -> bool:
    """Another person than those who answered, of the same side: the body's own, or the desk's (four eyes)."""
    application = questionnaire.application
    if user is None or not user.hands.isdisjoint(authors):
        return False
    if by_desk:
        return may_process(application, user)
    return questionnaire.body_id in user.body_ids and not _owns_side(application, user)


def may_draft_opinion(consultation: Any, user: Any) -> bool:
    """Somebody of the body, or the drafter whom its checker named."""
    named = consultation.drafter_id is not None and consultation.drafter_id == user.pk
    return is_consulted_body(consultation, user) or (
        named and user.holds(Role.CONSULTED) and not _owns_side(consultation.application, user)
    )


def consultations_scope(user: Any) -> Q:
    """Which requests a person sees: those to their bodies, and those they were named to draft."""
    if user is None or not user.holds(Role.CONSULTED):
        return Q(pk__in=[])
    return Q(body_id__in=user.body_ids) | Q(drafter=user)


def may_agree(application: Any, user: Any) -> bool:
    """R2: the national security bodies agree or disagree with the sectoral opinion."""
    return is_consulted(application, user) and any(
        office.body is not None and office.body.is_security for office in user.offices
    )


def may_issue_paper(application: Any, user: Any) -> bool:
    """Issues a paper of the case: the desk, or the secretary for what comes from a session."""
    return may_process(application, user) or is_secretary(application, user)


def reads_votes(application: Any, user: Any) -> bool:
    """Reads how each member voted on the case: beside members themselves, who answers for sessions and decisions."""
    offices = (Role.HEAD, Role.SECRETARY, Role.GOVERNMENT, Role.PROSECUTOR)
    return (
        user is not None
        and user.holds(*offices)
        and (is_prosecutor(application, user) or not _owns_side(application, user))
    )


def may_assign(application: Any, user: Any) -> bool:
    return is_head(application, user)


def may_countersign(report: Any, user: Any) -> bool:
    """Another person than the drafter (four eyes)."""
    return is_head(report.application, user) and report.drafted_by_id not in user.hands


def may_countersign_ending(proposal: Any, user: Any) -> bool:
    """The head, another person than the one who proposed to discontinue (four eyes)."""
    return is_head(proposal.application, user) and proposal.proposed_by_id not in user.hands


def may_contest(application: Any, user: Any) -> bool:
    """The desk holds something against a finding, or withdraws what it held."""
    return may_process(application, user)


def may_countersign_contest(contest: Any, user: Any) -> bool:
    """Another person than the one who contests (four eyes)."""
    return is_head(contest.finding.application, user) and contest.by_id not in user.hands


def may_read_security_content(application: Any, user: Any) -> bool:
    """Findings' evidence, opinions and internal reasons: the authority's side, never the applicant's."""
    return not _owns_side(application, user)


def may_read_alerts(user: Any) -> bool:
    """Alerts are for the desk and for supervision: nobody has applied, so nobody is a party to them."""
    return user is not None and user.holds(Role.OFFICER, Role.HEAD, Role.PROSECUTOR)


def may_handle_alerts(user: Any) -> bool:
    return user is not None and user.holds(Role.OFFICER, Role.HEAD)


def may_give_back_alert(alert: Any, user: Any) -> bool:
    return user.holds(Role.HEAD) or (user.holds(Role.OFFICER) and alert.officer_id in user.hands)


def may_close_alert(alert: Any, user: Any) -> bool:
    """Whoever took it, or the head: closing is a judgement, and somebody has to have looked."""
    return may_give_back_alert(alert, user)


def may_reopen_alert(alert: Any, user: Any) -> bool:
    return user is not None and user.holds(Role.HEAD)


def alerts_scope(user: Any, *, applications: Any, powers: Any) -> Q:
    """Which alerts `user` may see: all of them, but of objects on which the person is party to an application."""
    if user is None or not user.is_active or user.pk is None or not may_read_alerts(user):
        return Q(pk__in=[])
    own = applications.filter(sides.filed_or_represented(user, powers=powers), object=OuterRef("object"))
    return ~Q(Exists(own))


def reads_registry(user: Any) -> bool:
    """Names of people in the registry: the authority's side and supervision, never the public or a participant."""
    return user is not None and user.is_authenticated and user.holds(*REGISTRY_READERS)


def may_keep_policy(user: Any) -> bool:
    """Who proposes and confirms policy values and grounds of the clock; the two are never one person."""
    return user is not None and user.holds(Role.HEAD, Role.ADMINISTRATOR)


def may_keep_library(user: Any) -> bool:
    """Who proposes and settles entries of the condition library."""
    return user is not None and user.holds(Role.OFFICER, Role.HEAD)


def may_prepare_conditions(application: Any, user: Any) -> bool:
    """The desk for its report; the Government office for its decree."""
    if application.state in (State.UNDER_REVIEW, State.FACTS_SHOWN):
        return may_process(application, user)
    return application.state == State.BEFORE_GOVERNMENT and is_government(application, user)


def may_confirm_entry(row: Any, user: Any) -> bool:
    """Another person than the proposer, and one of the two is the head."""
    return (
        may_keep_library(user)
        and row.proposed_by_id not in user.hands
        and (user.holds(Role.HEAD) or row.proposed_by.holds(Role.HEAD))
    )


def sits_on_commission(user: Any) -> bool:
    return user is not None and user.holds(*VOTING_ROLES)


def _reached_government(events: Any) -> Q:
    return Q(Exists(events.filter(application=OuterRef("pk"), to_state=State.BEFORE_GOVERNMENT)))


def may_read_internal_reasons(application: Any, user: Any) -> bool:
    """The Government's reasons, kept apart from the decree: for the desk, the Government and supervision."""
    return (
        may_process(application, user) or is_government(application, user) or is_prosecutor(application, user)
    )


def may_enter_contract(conclusion: Any, user: Any) -> bool:
    """A keeper of the registry, and another person than the one who confirmed the report (four eyes)."""
    if user is None or _owns_side(conclusion.application, user):
        return False
    return user.holds(Role.KEEPER) and conclusion.confirmed_by_id not in user.hands


def may_write_restriction(application: Any, user: Any) -> bool:
    """Records the internal reasons of a refusal or condition: the desk that proposes it, the office that decides."""
    return may_process(application, user) or is_government(application, user)


def may_move_priority(application: Any, user: Any, move: str) -> bool:
    """Who makes which move on the track of the priority right: only the Government's office decides."""
    if move == "withdraw":
        return may_withdraw(application, user)
    if move == "decide":
        return is_government(application, user)
    return may_process(application, user) or is_government(application, user)


def may_draft_decree(application: Any, user: Any) -> bool:
    """Prepares the draft of the decree from the recommendation, until the Government office takes it over."""
    return may_process(application, user) or is_secretary(application, user)


def may_read_decree_draft(application: Any, user: Any) -> bool:
    """The two texts before they are issued: those who write them, and supervision."""
    return (
        may_draft_decree(application, user)
        or is_government(application, user)
        or is_prosecutor(application, user)
    )


def may_countersign_restriction(restriction: Any, user: Any) -> bool:
    """Another person than the one who wrote the record: the head or the Government office (four eyes)."""
    application = restriction.application
    other = user is not None and restriction.written_by_id not in user.hands
    return other and (is_head(application, user) or is_government(application, user))


def reads_by_exception(application: Any, user: Any) -> bool:
    """Whoever reads a case without working on it, in supervision or by a grant: each reading is journaled."""
    if is_prosecutor(application, user):
        return True
    works = may_process(application, user) or may_take(application, user)
    return not (works or is_secretary(application, user) or is_government(application, user))


def case_readers(user: Any, *, events: Any, reports: Any, grants: Any, powers: Any, compartments: Any) -> Q:
    """Which whole case files, with findings, opinions and reports, `user` may read.

    An officer the queue and their own; the head and the prosecutor all that were ever submitted; the secretary those
    ready for or on an agenda; the Government office those that reached it; anybody what a grant in force names. The
    applicant, consulted bodies and members have pages of their own with less on them (`scope`).
    """
    nothing = Q(pk__in=[])
    if user is None or not user.is_active or user.pk is None:
        return nothing
    filed = ~Q(state=State.DRAFT)
    not_own = sides.on_no_side(user, powers=powers, compartments=compartments)
    seen = nothing
    if user.holds(Role.OFFICER):
        seen |= filed & not_own & (Q(officer__in=user.hands) | Q(officer__isnull=True))
    if user.holds(Role.HEAD):
        seen |= filed & not_own
    if user.holds(Role.PROSECUTOR):
        seen |= filed
    if user.holds(Role.SECRETARY):
        ready = reports.filter(application=OuterRef("pk"), countersigned_at__isnull=False)
        seen |= filed & not_own & Q(Exists(ready))
    if user.holds(Role.GOVERNMENT):
        seen |= not_own & _reached_government(events)
    now = timezone.now()
    granted = grants.filter(
        application=OuterRef("pk"),
        user=user,
        valid_from__lte=now,
        valid_until__gt=now,
        revoked_at__isnull=True,
    )
    return seen | (filed & not_own & Q(Exists(granted)))


def scope(
    user: Any,
    *,
    events: Any,
    reports: Any,
    seats: Any,
    consultations: Any,
    grants: Any,
    powers: Any,
    compartments: Any,
) -> Q:
    """Which applications `user` may see at all, each on its own page. `queries.visible_to` hands in the querysets.

    Whole files as `case_readers` says; besides, an applicant their own and those they represent; members those of
    sessions they sit in; a consulted body those it was asked about.
    """
    seen = case_readers(
        user, events=events, reports=reports, grants=grants, powers=powers, compartments=compartments
    )
    if user is None or not user.is_active or user.pk is None:
        return seen
    filed_by_others = ~Q(state=State.DRAFT) & sides.on_no_side(user, powers=powers, compartments=compartments)
    if user.holds(Role.APPLICANT):
        seen |= sides.filed_or_represented(user, powers=powers)
    if user.holds(*VOTING_ROLES):
        mine = seats.filter(item__application=OuterRef("pk"), member=user, recused_at__isnull=True)
        seen |= filed_by_others & Q(Exists(mine))
    if user.holds(Role.CONSULTED):
        asked = consultations.filter(consultations_scope(user), application=OuterRef("pk"))
        seen |= filed_by_others & Q(Exists(asked))
    return seen
