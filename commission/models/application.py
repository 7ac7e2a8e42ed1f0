"""The application and its road: every legal move of `state` is a decorated method here, and nowhere else.

The bodies do no I/O. `commission.workflow.fire` is the one door through which they are called.
"""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, ConcurrentTransitionMixin, FSMField, transition

from commission import guards, guards_after, guards_decision, guards_report, permissions
from commission.models.fields import ShareField
from commission.models.finding import Examined
from commission.models.keys import KeepsKeys
from commission.states import APPEALABLE, ENCUMBRANCES, PENDING, PERMITTED, Kind, SaleMode, State
from commission.wording import CAPACITY_NAMES, KIND_NAMES, MODE_NAMES, STATE_NAMES
from registry.models import StrategicObject, User

S = State
ANSWERED = (guards.opinions_closed, guards.questionnaires_done, guards.requests_settled)


class Application(Examined, ConcurrentTransitionMixin, KeepsKeys):
    """One request for the Government's permission to alienate or encumber a strategic object (CC 193-1(3))."""

    reference = models.CharField(_("number"), max_length=16, unique=True)
    state = FSMField(
        _("state"),
        default=S.DRAFT,
        protected=True,
        choices=[(str(s), name) for s, name in STATE_NAMES.items()],
    )
    regime = models.CharField(_("regime"), max_length=2, default="R1")
    revision = models.PositiveIntegerField(_("revision of the package"), default=0)
    # None while the application came on paper from somebody without an account.
    applicant = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="applications", verbose_name=_("applicant")
    )
    on_paper = models.BooleanField(
        default=False, help_text=_("Something of it came on paper: there are rows of paper entries.")
    )
    officer = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("officer")
    )

    capacity = models.CharField(
        _("filing as"),
        max_length=10,
        blank=True,
        choices=[(str(c), name) for c, name in CAPACITY_NAMES.items()],
    )
    object = models.ForeignKey(
        StrategicObject, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    kind = models.CharField(
        _("kind of transaction"),
        max_length=20,
        blank=True,
        choices=[(str(k), name) for k, name in KIND_NAMES.items()],
    )
    sale_mode = models.CharField(
        _("way of sale"),
        max_length=12,
        blank=True,
        choices=[(str(m), name) for m, name in MODE_NAMES.items()],
    )
    share = ShareField(_("share of all voting shares"), null=True, blank=True)
    price = models.DecimalField(_("price, KZT"), max_digits=20, decimal_places=2, null=True, blank=True)
    valuation = models.DecimalField(
        _("valuation, KZT"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    contract_date = models.DateField(_("intended date of the contract"), null=True, blank=True)
    purpose = models.TextField(_("purpose of the transaction"), blank=True)
    declared_at = models.DateTimeField(_("declaration given"), null=True, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    t0 = models.DateField(_("day zero"), null=True, blank=True)
    due_on = models.DateField(_("statutory total ends"), null=True, blank=True)
    current_item = models.OneToOneField(
        "commission.AgendaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="heard_application",
    )

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["due_on", "id"], name="application_by_due"),
            models.Index(fields=["state", "due_on", "id"], name="application_by_state"),
            models.Index(fields=["officer", "due_on", "id"], name="application_by_officer"),
        ]

    def __str__(self) -> str:
        return self.reference

    # --- what the guards ask -------------------------------------------------------------------------------------

    @property
    def is_alienation(self) -> bool:
        return bool(self.kind) and Kind(self.kind) not in ENCUMBRANCES

    @property
    def mode(self) -> SaleMode | None:
        return SaleMode(self.sale_mode) if self.sale_mode else None

    def missing_parts(self) -> list[Any]:
        """Parts of the package that are not there yet (see commission.procedure.package.Part)."""
        from commission.models.package import missing_parts

        return missing_parts(self)

    def current_report(self) -> Any:
        """The newest officer's report that is not void, or None."""
        live = [report for report in self.reports.all() if report.voided_at is None]
        return max(live, key=lambda report: report.pk, default=None)

    @property
    def applicant_name(self) -> str:
        """The account's holder; without an account the applicant as declared, which may be empty in a draft."""
        if self.applicant is not None:
            return self.applicant.full_name
        return next((party.name for party in self.declared_parties.all() if party.role == "applicant"), "")

    def current_decision(self) -> Any:
        return getattr(self, "decision", None)

    def current_sectoral_opinion(self) -> Any:
        """R2: the newest sectoral opinion of this revision, or None."""
        own = [opinion for opinion in self.sectoral_opinions.all() if opinion.revision == self.revision]
        return max(own, key=lambda opinion: opinion.pk, default=None)

    def recommendation(self) -> str:
        """What the Commission (R1) or the sector's ministry (R2) proposes; empty before there is anything."""
        if self.regime == "R2":
            opinion = self.current_sectoral_opinion()
            return opinion.motion if opinion is not None else ""
        return self.current_item.motion if self.current_item else ""

    # --- the road (domain: The road of an application) -----------------------------------------------------------

    @transition(
        state,
        source=[S.DRAFT, S.RETURNED],
        target=S.SUBMITTED,
        permission=permissions.may_submit,
        conditions=[guards.is_complete],
    )
    def submit(self, *, at: Any, due_on: date) -> None:
        """The applicant files, or an officer what came on paper; the due date is provisional until registration.

        `at` is the moment of filing, for a paper the beginning of the day on which it was received.
        """
        self.revision += 1
        self.submitted_at = at
        self.due_on = due_on

    @transition(state, source=S.SUBMITTED, target=S.RETURNED, permission=permissions.may_process)
    def return_for_completion(self) -> None:
        """Every defect is listed at once."""

    @transition(
        state,
        source=S.SUBMITTED,
        target=S.REGISTERED,
        permission=permissions.may_process,
        conditions=[guards.has_officer, guards.documents_accepted],
    )
    def register(self, *, t0: date, due_on: date, regime: str) -> None:
        """Day zero is the day the last missing document was received, even when registered later."""
        self.t0, self.due_on, self.regime = t0, due_on, regime

    @transition(
        state,
        source=[S.SUBMITTED, S.REGISTERED],
        target=RETURN_VALUE(S.NOT_REQUIRED, S.NOT_ADMITTED),
        permission=permissions.is_head,
    )
    def dismiss(self, *, as_state: State) -> State:
        """Permission is not required, or the application cannot be admitted; reasoned, written, appealable."""
        return as_state

    @transition(
        state,
        source=S.REGISTERED,
        target=S.UNDER_REVIEW,
        permission=permissions.may_process,
        conditions=[guards.checks_have_run],
    )
    def examine(self) -> None:
        """The desk takes up the substance once every check has reported."""

    @transition(state, source=S.UNDER_REVIEW, target=S.FACTS_SHOWN, permission=permissions.may_process)
    def show_facts(self) -> None:
        """Before an adverse recommendation the applicant sees the registry facts about itself (policy)."""

    @transition(
        state,
        source=S.FACTS_SHOWN,
        target=S.UNDER_REVIEW,
        permission=permissions.may_process,
        conditions=[guards.remarks_answered],
    )
    def take_back_facts(self) -> None:
        """The time for remarks is over."""

    @transition(state, source=S.FACTS_SHOWN, target=S.UNDER_REVIEW, permission=permissions.may_process)
    def withdraw_facts(self) -> None:
        """They were shown by mistake: as if they had not been; the sides are told why."""

    @transition(
        state,
        source=S.UNDER_REVIEW,
        target=S.ON_AGENDA,
        permission=permissions.is_secretary,
        conditions=[
            guards.under_commission,
            *ANSWERED,
            guards.report_countersigned,
            guards.motion_left_open,
            guards_report.conditions_verifiable,
            guards.facts_shown_if_adverse,
            guards.not_suspended,
            guards_after.no_open_change,
        ],
    )
    def put_on_agenda(self, *, item: Any) -> None:
        self.current_item = item

    @transition(
        state,
        source=S.ON_AGENDA,
        target=S.UNDER_REVIEW,
        permission=permissions.is_chair,
        conditions=[guards.votes_not_open],
    )
    def recall(self) -> None:
        """A new fact has come up before the hearing."""
        self.current_item = None

    @transition(
        state,
        source=S.ON_AGENDA,
        target=S.HEARD,
        permission=permissions.is_secretary,
        conditions=[guards.session_has_quorum, guards_after.no_open_change],
    )
    def hear(self) -> None:
        """The session, with a quorum for the item, took it up."""

    @transition(
        state,
        source=S.HEARD,
        target=S.UNDER_REVIEW,
        permission=permissions.is_secretary,
        conditions=[guards.votes_not_open],
    )
    def defer(self) -> None:
        """Deferral, or no majority: the desk continues."""
        self.current_item = None

    @transition(
        state,
        source=S.HEARD,
        target=S.RECOMMENDED,
        permission=permissions.is_secretary,
        conditions=guards_after.RECOMMENDING,
    )
    def recommend(self) -> None:
        """The motion carried is the Commission's recommendation (NSL 13(5))."""

    @transition(
        state,
        source=S.RECOMMENDED,
        target=S.BEFORE_GOVERNMENT,
        permission=permissions.is_secretary,
        conditions=[guards.minutes_signed, guards.not_suspended],
    )
    def send_to_government(self) -> None:
        pass

    @transition(
        state, source=S.BEFORE_GOVERNMENT, target=S.UNDER_REVIEW, permission=permissions.is_government
    )
    def return_to_review(self) -> None:
        """The Government wants more before it decides."""
        self.current_item = None

    @transition(
        state,
        source=S.UNDER_REVIEW,
        target=S.OPINION_DRAFTED,
        permission=permissions.may_process,
        conditions=[*ANSWERED, *guards_after.DRAFTING],
    )
    def draft_opinion(self) -> None:
        """R2: the sector's ministry drafts its opinion."""

    @transition(
        state,
        source=S.OPINION_DRAFTED,
        target=S.BEFORE_GOVERNMENT,
        permission=permissions.may_agree,
        conditions=[guards.under_sectoral_opinion],
    )
    def agree(self) -> None:
        """R2: the national security bodies agree."""

    @transition(
        state,
        source=S.OPINION_DRAFTED,
        target=S.UNDER_REVIEW,
        permission=permissions.may_agree,
        conditions=[guards.under_sectoral_opinion],
    )
    def disagree(self) -> None:
        """R2: the national security bodies do not agree."""

    @transition(
        state,
        source=S.BEFORE_GOVERNMENT,
        target=S.PERMITTED,
        permission=permissions.is_government,
        conditions=guards_after.PERMITTING,
    )
    def permit(self) -> None:
        pass

    @transition(
        state,
        source=S.BEFORE_GOVERNMENT,
        target=S.PERMITTED_WITH_CONDITIONS,
        permission=permissions.is_government,
        conditions=guards_decision.RESTRICTING,
    )
    def permit_with_conditions(self) -> None:
        pass

    @transition(
        state,
        source=S.BEFORE_GOVERNMENT,
        target=S.REFUSED,
        permission=permissions.is_government,
        conditions=guards_decision.RESTRICTING,
    )
    def refuse(self) -> None:
        pass

    @transition(
        state,
        source=list(PERMITTED),
        target=S.AWAITING_CONCLUSION,
        permission=permissions.is_system,
        conditions=[guards.notice_sent],
    )
    def await_conclusion(self) -> None:
        """The applicant has been told; the contract may be concluded."""

    @transition(
        state,
        source=S.AWAITING_CONCLUSION,
        target=S.IN_MONITORING,
        permission=permissions.may_process,
        conditions=guards_after.CONCLUDING,
    )
    def conclude(self) -> None:
        """The contract was reported, confirmed and entered in the registry."""

    @transition(state, source=S.AWAITING_CONCLUSION, target=S.CLOSED, permission=permissions.may_process)
    def abandon(self) -> None:
        """The deal was given up."""

    @transition(
        state,
        source=[S.IN_MONITORING, S.REFUSED, S.STATE_PURCHASE, *PERMITTED],
        target=S.CLOSED,
        permission=permissions.may_process,
        conditions=[*guards_after.CLOSING, guards_decision.no_open_appeal],
    )
    def close(self) -> None:
        pass

    @transition(
        state,
        source=[*PERMITTED, S.AWAITING_CONCLUSION],
        target=S.STATE_PURCHASE,
        permission=permissions.is_government,
        conditions=guards_decision.PURCHASING,
    )
    def exercise_priority(self) -> None:
        """The state buys instead (CC 193-1(4), SPL 191-194)."""

    @transition(
        state,
        source=[*PERMITTED, S.AWAITING_CONCLUSION, S.IN_MONITORING],
        target=S.REVOKED,
        permission=permissions.is_government,
    )
    def revoke(self) -> None:
        pass

    @transition(
        state,
        source=list(APPEALABLE),
        target=S.ANNULLED,
        permission=permissions.is_head,
    )
    def annul(self) -> None:
        """A court or a higher body set the decision aside."""

    @transition(
        state,
        source=S.DRAFT,
        target=S.UNDER_REVIEW,
        permission=permissions.is_system,
        conditions=[guards_decision.follows_an_annulment],
    )
    def restart(self, *, t0: date, due_on: date, regime: str) -> None:
        """The decision was annulled and must be taken again: a case of its own at the review, with a new clock."""
        self.revision, self.t0, self.due_on, self.regime = 1, t0, due_on, regime

    @transition(
        state,
        source=[*PERMITTED, S.AWAITING_CONCLUSION, S.IN_MONITORING],
        target=S.LAPSED,
        permission=permissions.is_system,
        conditions=[guards.term_is_over],
    )
    def lapse(self) -> None:
        """Only when the decree itself sets a term."""

    @transition(
        state,
        source=[*PENDING, S.STATE_PURCHASE],
        target=S.WITHDRAWN,
        permission=permissions.may_withdraw,
        conditions=[guards.votes_not_open, guards_decision.not_bought_yet],
    )
    def withdraw(self) -> None:
        """Until the decision (policy); a sale that the state takes over, until the contract (SPL 192(4))."""

    @transition(
        state,
        source=[S.SUBMITTED, S.RETURNED, S.REGISTERED, S.UNDER_REVIEW],
        target=S.DISCONTINUED,
        permission=permissions.is_head,
        conditions=[guards.discontinuance_confirmed],
    )
    def discontinue(self) -> None:
        """The applicant ceased, the object left the list, a duplicate ...; reasoned, appealable."""
