"""The context of the case page, part by part."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission import permissions
from commission.pages.access import STAFF
from commission.pages.officer import facts
from commission.pages.officer.deadlines import Clock, clock, day
from commission.pages.officer.findings import Findings, arrange
from commission.pages.officer.network import ownership_sections
from commission.pages.officer.opinions import Matrix, matrix
from commission.pages.officer.sectoral import sectoral
from commission.pages.officer.steps import offers
from commission.pages.officer.timeline import timeline
from commission.pages.officer.turns import waits_for
from commission.queries import CaseFile
from commission.services.calendar import calendar_to_show
from commission.services.checks import ASSESSABLE
from commission.states import PENDING, Motion, State
from commission.wording import REGIME_NOTES
from registry.models import User
from registry.roles import Role

_UNREGISTERED = (State.SUBMITTED, State.RETURNED)


def case_page(file: CaseFile, user: User) -> dict[str, Any]:
    """Everything the page shows, from rows that are loaded already."""
    application = file.application
    calendar = calendar_to_show(timezone.localdate())
    findings = arrange(application)
    opinions = matrix(application, user, calendar)
    term = clock(application, calendar)
    documents = sorted(application.documents.all(), key=lambda document: document.pk)
    desk = permissions.may_process(application, user)
    return {
        "application": application,
        "regime_note": REGIME_NOTES[application.regime],
        "case_facts": _head(file, term),
        "case_note": capfirst(
            waits_for(
                application,
                checking=bool(findings.open_work),
                asked=opinions.asked,
                closed=opinions.closed,
            )
        ),
        "case_title": str(application.object.name) if application.object else application.reference,
        "came_back": _came_back(file),
        "offers": offers(file, user),
        "metrics": _metrics(file, term, findings, opinions),
        "sections": _sections(file, findings, opinions, len(documents)),
        "beside": _beside(file, user),
        "findings": findings,
        "ownership_pages": ownership_sections(application, user, "case")[1:],
        "may_assess": desk and application.state in ASSESSABLE,
        "may_revive": desk,
        "opinions": opinions,
        "transaction_rows": facts.transaction_rows(application),
        "object_rows": facts.object_rows(application.object) if application.object else [],
        "party_rows": facts.party_rows(file),
        "documents": facts.document_rows(application, documents),
        "report": file.report,
        "sectoral": sectoral(application),
        "item": application.current_item,
        "present": _present(file),
        "decision": application.current_decision(),
        "decision_rows": _decision(file, user),
        "conditions": file.conditions,
        "may_release": desk,
        "events": timeline(application, user),
        "reads_session": user.holds(Role.SECRETARY, Role.HEAD),
    }


def _head(file: CaseFile, term: Clock | None) -> list[dict[str, str]]:
    application = file.application
    shown = [
        (_("Object"), application.object.code if application.object else ""),
        (_("Transaction"), application.get_kind_display()),
        (_("Applicant"), file.filed_by.name if file.filed_by else application.applicant_name),
        (_("Officer"), application.officer.full_name if application.officer else _("nobody yet")),
    ]
    if term is not None:
        shown.append((_("Statutory total"), term.words))
    elif application.state in _UNREGISTERED:
        shown.append((_("Statutory total"), _("begins with the registration")))
    elif application.due_on is not None:
        shown.append(
            (_("Statutory total"), _("ended; it was due %(due)s") % {"due": day(application.due_on)})
        )
    return [{"label": label, "value": capfirst(str(value))} for label, value in shown]


def _metrics(
    file: CaseFile, term: Clock | None, findings: Findings, opinions: Matrix
) -> list[dict[str, Any]]:
    """The side card's figures: the term, the checks, the opinions."""
    shown: list[dict[str, Any]] = []
    if term is not None:
        shown.append(
            {
                "label": _("Statutory total"),
                "value": term.deadline.words,
                "detail": term.words,
                "tone": term.deadline.tone,
                "used": min(max(term.standing.gone, 0), term.standing.total),
                "total": term.standing.total,
                "url": reverse("officer:clock", args=[file.application.reference]),
            }
        )
    if findings.total:
        shown.append(
            _of(_("Checks that have reported"), findings.reported, findings.total, late=bool(findings.dead))
        )
    if opinions.asked:
        late = _("%(number)d overdue") % {"number": opinions.late} if opinions.late else ""
        shown.append(
            _of(_("Opinions"), opinions.closed, opinions.asked, late=bool(opinions.late), detail=late)
        )
    row: Any = file.application  # what the query counted beside it
    if row.lists_asked:
        closed = row.lists_asked - row.lists_open
        shown.append(_of(_("Questionnaires closed"), closed, row.lists_asked, late=False))
    return shown


def _of(label: str, done: int, total: int, *, late: bool, detail: str = "") -> dict[str, Any]:
    return {
        "label": label,
        "value": _("%(done)d of %(total)d") % {"done": done, "total": total},
        "used": done,
        "total": total,
        "tone": "late" if late else "plain",
        "detail": detail,
    }


def _sections(file: CaseFile, findings: Findings, opinions: Matrix, documents: int) -> list[dict[str, Any]]:
    """Anchors of the page's parts; a part with nothing in it is not listed."""
    decision = file.application.current_decision()
    alarms = findings.violations + findings.dead + len(findings.stuck)
    parts = [
        ("findings", _("Findings"), alarms or findings.total, alarms),
        ("transaction", _("Transaction and parties"), None, 0),
        ("documents", _("Documents"), documents, 0),
        ("opinions", _("Opinions"), opinions.late or opinions.asked, opinions.late),
        ("report", _("Report"), 1 if file.report else 0, 0),
        ("session", _("Session"), 1 if file.application.current_item else 0, 0),
        ("decision", _("Decision"), 1 if decision else 0, 0),
        ("events", _("History"), None, 0),
    ]
    return [
        {"id": id, "url": "", "label": label, "count": count, "alarm": alarm, "current": False}
        for id, label, count, alarm in parts
        if count is None or count
    ]


def _beside(file: CaseFile, user: User) -> list[dict[str, Any]]:
    """The case's other pages: ownership, questionnaires, papers, letters, and what only some people see."""
    application = file.application
    ownership = reverse("officer:ownership", args=[application.reference])
    shown: list[dict[str, Any]] = [{"url": ownership, "label": _("Ownership picture"), "count": None}]
    lists: int = application.lists_asked  # type: ignore[attr-defined]
    if lists:
        url = reverse("officer:questionnaires", args=[application.reference])
        shown.append({"url": url, "label": _("Questionnaires"), "count": lists})
    url = reverse("officer:papers", args=[application.reference])
    shown.append({"url": url, "label": _("Papers"), "count": None})
    url = reverse("officer:conditions", args=[application.reference])
    shown.append({"url": url, "label": _("Conditions"), "count": None})
    if application.t0 is not None and permissions.may_read_internal_reasons(application, user):
        url = reverse("officer:reasons", args=[application.reference])
        shown.append({"url": url, "label": _("Internal reasons"), "count": None})
    if application.t0 is not None and permissions.may_read_decree_draft(application, user):
        url = reverse("officer:decree", args=[application.reference])
        shown.append({"url": url, "label": _("Draft decree"), "count": None})
    if application.current_decision() is not None:
        url = reverse("officer:delivery", args=[application.reference])
        shown.append({"url": url, "label": _("Notice and appeal period"), "count": None})
    if user.holds(*STAFF):
        url = reverse("officer:case_letters", args=[application.reference])
        shown.append({"url": url, "label": _("Correspondence"), "count": None})
        url = reverse("officer:paper_case", args=[application.reference])
        shown.append({"url": url, "label": _("Paper and post"), "count": None})
    if application.state in (State.AWAITING_CONCLUSION, State.IN_MONITORING):
        url = reverse("officer:contract", args=[application.reference])
        shown.append({"url": url, "label": _("Concluded contract"), "count": None})
    if application.is_alienation and application.t0 is not None:
        url = reverse("officer:priority", args=[application.reference])
        shown.append({"url": url, "label": _("Priority right"), "count": None})
    followed = getattr(application, "follows_appeal", None)
    filed = getattr(application, "appeals_filed", 0)
    if filed or followed is not None:
        url = reverse("officer:appeals", args=[application.reference])
        open_appeal = bool(getattr(application, "appealed", False))
        shown.append({"url": url, "label": _("Appeals"), "count": filed or None, "alarm": open_appeal})
    if file.conditions:
        url = reverse("monitoring:case", args=[application.reference])
        shown.append({"url": url, "label": _("Obligations"), "count": None})
    if any(event.verb == "return_for_completion" for event in application.events.all()):
        url = reverse("officer:defects", args=[application.reference])
        shown.append({"url": url, "label": _("Defects"), "count": None})
    url = reverse("officer:requests", args=[application.reference])
    shown.append({"url": url, "label": _("Requests for information"), "count": None})
    if application.current_decision() is not None:
        url = reverse("monitoring:thread", args=[application.reference])
        shown.append({"url": url, "label": _("From threat to release"), "count": None})
    shown += _after(application, user)
    if file.clarifications_asked:
        url = reverse("officer:clarifications", args=[application.reference])
        shown.append({"url": url, "label": _("Clarifications"), "count": file.clarifications_asked})
    supervises = permissions.may_supervise(application, user)
    if supervises or (file.acts_filed and permissions.is_head(application, user)):
        url = f"{reverse('oversight:acts')}?case={application.reference}"
        shown.append(
            {"url": url, "label": _("Prosecutor's acts"), "count": file.acts_filed, "alarm": file.suspended}
        )
    return shown


def _came_back(file: CaseFile) -> dict[str, Any] | None:
    """Why the Government returned the case, until it stands before the Government again; and what it follows."""
    application = file.application
    moves = [event for event in application.events.all() if event.verb == "return_to_review"]
    returned = max(moves, key=lambda event: event.pk, default=None)
    on_its_way = application.state in PENDING and application.state != State.BEFORE_GOVERNMENT
    followed = getattr(application, "follows_appeal", None)
    annulled = getattr(application, "follows_annulment", None)
    goes_on = getattr(application, "goes_on_as", None) or ""
    if followed is None and annulled is None and not goes_on and (returned is None or not on_its_way):
        return None
    return {
        "returned": returned if on_its_way else None,
        "followed": followed.decision.application.reference if followed is not None else "",
        "annulled": annulled.event.application.reference if annulled is not None else "",
        "goes_on": goes_on,
    }


def _after(application: Any, user: User) -> list[dict[str, Any]]:
    """Changes and inquiries, where there are any; what the case's own query has counted beside it."""
    shown: list[dict[str, Any]] = []
    if application.changed:
        url = reverse("monitoring:changes", args=[application.reference])
        shown.append(
            {"url": url, "label": _("Material changes"), "count": None, "alarm": application.change_open}
        )
    if application.inquired and user.holds(*STAFF, Role.PROSECUTOR):
        url = f"{reverse('monitoring:inquiries')}?state=any&case={application.reference}"
        shown.append({"url": url, "label": _("Inquiries"), "count": None, "alarm": application.inquiry_open})
    return shown


_COUNTED = ("for", "against", "abstained", "not_voted")


def _present(file: CaseFile) -> int:
    """How many were in the room when the vote on the current item was closed."""
    item = file.application.current_item
    return sum(item.tally.get(name, 0) for name in _COUNTED) if item else 0


def _decision(file: CaseFile, user: User) -> facts.Rows:
    decision = file.application.current_decision()
    if decision is None:
        return []
    rows = [
        {
            "label": _("Decree"),
            "value": _("No. %(number)s of %(date)s")
            % {"number": decision.number, "date": day(decision.date)},
        },
        {
            "label": _("Decided and signed by"),
            "value": decision.signed_by,
            "note": decision.competence,
        },
        {"label": _("Valid until"), "value": day(decision.term_until) or _("no term set")},
        {"label": _("Applicant told"), "value": _moment(decision.notified_at) or _("not yet")},
        {"label": _("First read by the applicant"), "value": _moment(decision.first_read_at) or _("not yet")},
        {
            "label": _("Appeal possible until"),
            "value": day(decision.appeal_until) or _("the period has not begun"),
        },
    ]
    track = getattr(file.application, "priority_track", None)
    if file.application.is_alienation and decision.outcome != Motion.REFUSE:
        stage = track.get_stage_display() if track is not None else _("the track has not been opened")
        settled = track is not None and track.is_settled
        note = "" if settled else _("The priority right of the state is not settled.")
        url = reverse("officer:priority", args=[file.application.reference])
        rows.append({"label": _("Priority right"), "value": stage, "note": note, "url": url})
    if decision.unreasoned:
        rows.append({"label": _("Kind of refusal"), "value": _("without reasons (SPL 187(3))")})
    if decision.deviates:
        rows.append(
            {
                "label": _("The Government deviated"),
                "value": _("recommended: %(motion)s") % {"motion": decision.get_recommended_display()},
            }
        )
    if decision.deviation_reason:
        rows.append(
            {"label": _("Why it differs from the recommendation"), "value": decision.deviation_reason}
        )
    if decision.internal_reasons and permissions.may_read_internal_reasons(file.application, user):
        rows.append({"label": _("Internal reasons"), "value": decision.internal_reasons})
    return rows


def _moment(value: Any) -> str:
    return timezone.localtime(value).strftime("%d.%m.%Y %H:%M") if value else ""
