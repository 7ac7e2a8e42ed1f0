"""The applicant's pages, under /apply/."""

from django.urls import path

from commission.pages import converters  # noqa: F401 - registers <reference:...>
from commission.pages.access import act, only, read, rule
from commission.pages.applicant.views import (
    application,
    changes,
    clarifications,
    clock,
    contract,
    declaration,
    documents,
    holders,
    holders_file,
    home,
    linked,
    notifications,
    object,
    obligations,
    papers,
    representatives,
    sections,
)
from registry.roles import Role

app_name = "applicant"
urlpatterns = [
    path("", home.home, name="home"),
    path("start/", home.start, name="start"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/new/", notifications.notify, name="notify"),
    path("<reference:reference>/", application.application, name="application"),
    path("<reference:reference>/parties/", sections.parties, name="parties"),
    path("<reference:reference>/object/", object.choose, name="object"),
    path("<reference:reference>/transaction/", sections.transaction, name="transaction"),
    path("<reference:reference>/acquirer/", sections.acquirer, name="acquirer"),
    path("<reference:reference>/holders/", holders.holders, name="holders"),
    path("<reference:reference>/holders/<int:holder_id>/remove/", holders.remove, name="remove_holder"),
    path("<reference:reference>/consents/", linked.consents, name="consents"),
    path("<reference:reference>/consents/<int:consent_id>/remove/", linked.remove, name="remove_consent"),
    path("<reference:reference>/statements/", linked.statements, name="statements"),
    path("<reference:reference>/holders/file/", holders_file.holders_file, name="holders_file"),
    path("<reference:reference>/holders/file/declare/", holders_file.declare_file, name="declare_file"),
    path("<reference:reference>/documents/", documents.documents, name="documents"),
    path("<reference:reference>/documents/<int:document_id>/", documents.download, name="document"),
    path(
        "<reference:reference>/documents/<int:document_id>/remove/", documents.remove, name="remove_document"
    ),
    path("<reference:reference>/documents/<slug:code>/attach/", documents.attach, name="attach"),
    path("<reference:reference>/declaration/", declaration.declaration, name="declaration"),
    path("<reference:reference>/submit/", application.submit, name="submit"),
    path("<reference:reference>/withdraw/", application.withdraw, name="withdraw"),
    path("<reference:reference>/notice/", documents.notice, name="notice"),
    path("<reference:reference>/clarifications/", clarifications.clarifications, name="clarifications"),
    path("<reference:reference>/representatives/", representatives.representatives, name="representatives"),
    path(
        "<reference:reference>/representatives/<int:power_id>/revoke/",
        representatives.revoke,
        name="revoke_power",
    ),
    path("<reference:reference>/clock/", clock.clock, name="clock"),
    path("<reference:reference>/papers/", papers.papers, name="papers"),
    path("<reference:reference>/papers/<int:paper_id>/", papers.paper, name="paper"),
    path("<reference:reference>/contract/", contract.contract, name="contract"),
    path("<reference:reference>/obligations/", obligations.obligations, name="obligations"),
    path("<reference:reference>/obligations/<int:obligation_id>/", obligations.obligation, name="obligation"),
    path("<reference:reference>/conditions/", obligations.thread_page, name="thread"),
    path("<reference:reference>/changes/", changes.changes, name="changes"),
    path("<reference:reference>/receipt/", documents.receipt, name="receipt"),
]

APPLICANT = Role.APPLICANT
rule(
    {
        "applicant:home": read(APPLICANT),
        "applicant:start": act(APPLICANT),
        "applicant:application": read(APPLICANT),
        "applicant:parties": only(APPLICANT),
        "applicant:object": only(APPLICANT),
        "applicant:transaction": only(APPLICANT),
        "applicant:acquirer": only(APPLICANT),
        "applicant:holders": only(APPLICANT),
        "applicant:remove_holder": act(APPLICANT),
        "applicant:consents": only(APPLICANT),
        "applicant:remove_consent": act(APPLICANT),
        "applicant:statements": only(APPLICANT),
        "applicant:holders_file": only(APPLICANT),
        "applicant:declare_file": act(APPLICANT),
        "applicant:documents": read(APPLICANT),
        "applicant:document": read(APPLICANT),
        "applicant:remove_document": act(APPLICANT),
        "applicant:attach": only(APPLICANT),
        "applicant:declaration": only(APPLICANT),
        "applicant:submit": act(APPLICANT),
        "applicant:withdraw": only(APPLICANT),
        "applicant:notice": read(APPLICANT),
        "applicant:clarifications": only(APPLICANT),
        "applicant:representatives": only(APPLICANT),
        "applicant:revoke_power": act(APPLICANT),
        "applicant:clock": read(APPLICANT),
        "applicant:papers": read(APPLICANT),
        "applicant:paper": read(APPLICANT),
        "applicant:contract": only(APPLICANT),
        "applicant:obligations": read(APPLICANT),
        "applicant:obligation": only(APPLICANT),
        "applicant:thread": read(APPLICANT),
        "applicant:changes": only(APPLICANT),
        "applicant:notifications": read(APPLICANT),
        "applicant:notify": only(APPLICANT),
        "applicant:receipt": read(APPLICANT),
    }
)
