"""Addresses of the desk's pages, and who may call them.

Case pages that are only read are open to anybody signed in: whose case it is, the query says (`queries.case_files`).
"""

from django.urls import path

from commission.pages import converters  # noqa: F401
from commission.pages.access import STAFF, Rule, act, only, read, rule
from commission.pages.officer.views import (
    access,
    alerts,
    case,
    checks,
    clarifications,
    clock,
    conditions,
    contests,
    contract,
    correspondence,
    decrees,
    deliveries,
    desk,
    documents,
    linked,
    opinions,
    ownership,
    papers,
    participants,
    reports,
    restrictions,
    sectoral,
    steps,
    whatif,
    worklist,
)
from registry.roles import Role

app_name = "officer"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("correspondence/", correspondence.register, name="correspondence"),
    path("clarifications/", clarifications.waiting, name="waiting_clarifications"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<int:alert_id>/", alerts.alert, name="alert"),
    path("alerts/<int:alert_id>/take/", alerts.take, name="take_alert"),
    path("alerts/<int:alert_id>/give-back/", alerts.give_back, name="give_back_alert"),
    path("alerts/<int:alert_id>/close/", alerts.close, name="close_alert"),
    path("alerts/<int:alert_id>/reopen/", alerts.reopen, name="reopen_alert"),
    path("<reference:reference>/", case.case, name="case"),
    path("<reference:reference>/take/", desk.take, name="take"),
    path("<reference:reference>/assign/", desk.assign, name="assign"),
    path("<reference:reference>/return/", steps.return_, name="return"),
    path("<reference:reference>/register/", steps.register, name="register"),
    path("<reference:reference>/dismiss/", steps.dismiss, name="dismiss"),
    path("<reference:reference>/step/<slug:verb>/", steps.step, name="step"),
    path("<reference:reference>/checks/<slug:check_id>/", checks.assess, name="assess"),
    path("<reference:reference>/checks/<slug:check_id>/contest/", contests.contest, name="contest"),
    path("<reference:reference>/contests/<int:contest_id>/", contests.decide, name="contest_decide"),
    path(
        "<reference:reference>/contests/<int:contest_id>/withdraw/",
        contests.withdraw,
        name="contest_withdraw",
    ),
    path("<reference:reference>/jobs/<int:job_id>/revive/", checks.revive, name="revive"),
    path("<reference:reference>/opinions/<int:consultation_id>/letter/", opinions.letter, name="letter"),
    path("<reference:reference>/opinions/<int:consultation_id>/silence/", opinions.silence, name="silence"),
    path("<reference:reference>/report/", reports.draft, name="report_draft"),
    path("<reference:reference>/report/<int:report_id>/", reports.read, name="report"),
    path(
        "<reference:reference>/report/<int:report_id>/countersign/", reports.countersign, name="countersign"
    ),
    path("<reference:reference>/letters/", correspondence.letters, name="case_letters"),
    path(
        "<reference:reference>/letters/<int:letter_id>/answer/", correspondence.answered, name="answer_letter"
    ),
    path("<reference:reference>/papers/", papers.papers, name="papers"),
    path("<reference:reference>/papers/brief/", papers.brief, name="brief"),
    path("<reference:reference>/papers/issued/<int:paper_id>/", papers.issued, name="issued_paper"),
    path(
        "<reference:reference>/papers/versions/<int:version_id>/",
        papers.version,
        name="paper_version",
    ),
    path("<reference:reference>/papers/<slug:kind>/<int:about_id>/", papers.paper, name="paper"),
    path(
        "<reference:reference>/papers/<slug:kind>/<int:about_id>/docx/",
        papers.word,
        name="paper_docx",
    ),
    path(
        "<reference:reference>/papers/<slug:kind>/<int:about_id>/edited/",
        papers.bring_back,
        name="bring_back",
    ),
    path(
        "<reference:reference>/papers/<slug:kind>/<int:about_id>/preview/",
        papers.preview,
        name="paper_preview",
    ),
    path("<reference:reference>/access/", access.access, name="access"),
    path("<reference:reference>/access/<int:grant_id>/revoke/", access.revoke, name="revoke_access"),
    path("<reference:reference>/conditions/<int:condition_id>/release/", conditions.release, name="release"),
    path("<reference:reference>/documents/<int:document_id>/", documents.document, name="document"),
    path("<reference:reference>/clarifications/", clarifications.clarifications, name="clarifications"),
    path(
        "<reference:reference>/clarifications/<int:clarification_id>/",
        clarifications.clarify,
        name="clarify",
    ),
    path("<reference:reference>/participants/", participants.participants, name="participants"),
    path("<reference:reference>/consents/", linked.consents, name="consents"),
    path("<reference:reference>/consents/add/", linked.add, name="add_consent"),
    path("<reference:reference>/statements/", linked.state, name="statements"),
    path("<reference:reference>/clock/", clock.clock, name="clock"),
    path("<reference:reference>/clock/total/", clock.total, name="clock_total"),
    path("<reference:reference>/clock/<int:entry_id>/correct/", clock.correct, name="correct_clock"),
    path("<reference:reference>/contract/", contract.contract, name="contract"),
    path(
        "<reference:reference>/contract/<int:conclusion_id>/confirm/",
        contract.confirm,
        name="confirm_contract",
    ),
    path(
        "<reference:reference>/contract/<int:conclusion_id>/return/", contract.return_, name="return_contract"
    ),
    path("<reference:reference>/reasons/", restrictions.reasons, name="reasons"),
    path("<reference:reference>/reasons/write/", restrictions.write, name="write_reasons"),
    path(
        "<reference:reference>/reasons/<int:restriction_id>/countersign/",
        restrictions.countersign,
        name="countersign_reasons",
    ),
    path("<reference:reference>/decree/", decrees.decree, name="decree"),
    path("<reference:reference>/decree/write/", decrees.write, name="write_decree"),
    path("<reference:reference>/decree/take-over/", decrees.take_over, name="take_over_decree"),
    path("<reference:reference>/delivery/", deliveries.delivery, name="delivery"),
    path("<reference:reference>/delivery/record/", deliveries.record, name="record_delivery"),
    path("<reference:reference>/sectoral/", sectoral.draft, name="sectoral"),
    path("<reference:reference>/ownership/", ownership.ownership, name="ownership"),
    path("<reference:reference>/what-if/", whatif.whatif, name="whatif"),
]

_READERS = Rule(methods=("GET",))
_DESK = only(*STAFF)
rule(
    {
        "officer:worklist": read(*STAFF),
        "officer:correspondence": read(*STAFF),
        "officer:case_letters": _DESK,
        "officer:answer_letter": _DESK,
        "officer:waiting_clarifications": read(*STAFF, Role.GOVERNMENT),
        "officer:clarify": only(*STAFF, Role.GOVERNMENT),
        "officer:alerts": read(*STAFF, Role.PROSECUTOR),
        "officer:alert": read(*STAFF, Role.PROSECUTOR),
        "officer:take_alert": act(*STAFF),
        "officer:give_back_alert": act(*STAFF),
        "officer:close_alert": _DESK,
        "officer:reopen_alert": only(Role.HEAD),
        "officer:take": act(Role.OFFICER),
        "officer:assign": only(Role.HEAD),
        "officer:return": _DESK,
        "officer:register": _DESK,
        "officer:dismiss": only(Role.HEAD),
        # Also the Government's: the move itself says whose it is.
        "officer:step": only(*STAFF, Role.GOVERNMENT),
        "officer:whatif": read(*STAFF),
        "officer:assess": _DESK,
        "officer:contest": _DESK,
        "officer:contest_decide": only(Role.HEAD),
        "officer:contest_withdraw": _DESK,
        "officer:add_consent": _DESK,
        "officer:statements": _DESK,
        "officer:consents": _READERS,
        "officer:revive": act(*STAFF),
        "officer:letter": _DESK,
        "officer:silence": only(Role.HEAD),
        "officer:report_draft": _DESK,
        "officer:sectoral": _DESK,
        "officer:clock_total": only(Role.HEAD),
        "officer:correct_clock": only(Role.HEAD),
        "officer:countersign": act(Role.HEAD),
        # The desk that proposes and the office that decides.
        "officer:write_reasons": only(*STAFF, Role.GOVERNMENT),
        "officer:write_decree": only(*STAFF, Role.SECRETARY, Role.GOVERNMENT),
        "officer:take_over_decree": act(Role.GOVERNMENT),
        "officer:record_delivery": _DESK,
        "officer:countersign_reasons": act(Role.HEAD, Role.GOVERNMENT),
        "officer:access": only(Role.HEAD),
        "officer:revoke_access": act(Role.HEAD),
        "officer:release": _DESK,
        # Readers of the case read its papers; who issues them, the service says.
        "officer:paper": Rule(),
        "officer:bring_back": only(*STAFF, Role.SECRETARY),
        "officer:confirm_contract": _DESK,
        "officer:return_contract": _DESK,
        "officer:contract": _READERS,
        **{
            f"officer:{name}": _READERS
            for name in (
                "case",
                "report",
                "document",
                "clock",
                "ownership",
                "clarifications",
                "participants",
                "papers",
                "brief",
                "issued_paper",
                "paper_preview",
                "paper_version",
                "paper_docx",
                "reasons",
                "decree",
                "delivery",
            )
        },
    }
)
