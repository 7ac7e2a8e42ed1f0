"""Addresses of what follows a decision: obligations and their verification.

Obligations are shared by the desk and the bodies that verify them: which ones a person sees, the query says.
"""

from django.urls import path

from commission.pages import converters  # noqa: F401 - registers <reference:...>
from commission.pages.access import STAFF, act, only, read, rule
from commission.pages.monitoring import changes, inquiries, strands, views
from registry.roles import Role

app_name = "monitoring"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("obligations/<int:obligation_id>/", views.obligation, name="obligation"),
    path("obligations/<int:obligation_id>/documents/<int:document_id>/", views.document, name="document"),
    path("obligations/<int:obligation_id>/check/", views.check, name="check"),
    path("obligations/<int:obligation_id>/waive/", views.waive, name="waive"),
    path("obligations/<int:obligation_id>/waiver/", views.decide_waiver, name="decide_waiver"),
    path("obligations/<int:obligation_id>/inquire/", inquiries.of_obligation, name="inquire_obligation"),
    path("inquiries/", inquiries.inquiries, name="inquiries"),
    path("inquiries/enter/", inquiries.enter_notice, name="enter_notice"),
    path("inquiries/<int:inquiry_id>/", inquiries.inquiry, name="inquiry"),
    path("inquiries/<int:inquiry_id>/take/", inquiries.take, name="take_inquiry"),
    path("inquiries/<int:inquiry_id>/note/", inquiries.note, name="note_inquiry"),
    path("inquiries/<int:inquiry_id>/close/", inquiries.close, name="close_inquiry"),
    path("alerts/<int:alert_id>/inquire/", inquiries.of_alert, name="inquire_alert"),
    path("<reference:reference>/", views.case, name="case"),
    path("<reference:reference>/thread/", strands.thread_page, name="thread"),
    path("<reference:reference>/inquire/", inquiries.of_case, name="inquire"),
    path("<reference:reference>/changes/", changes.changes, name="changes"),
    path("<reference:reference>/changes/<int:change_id>/settle/", changes.settle, name="settle_change"),
    path("<reference:reference>/conditions/<int:condition_id>/event/", views.event, name="event"),
    path("<reference:reference>/conditions/<int:condition_id>/review/", views.review, name="review"),
]

_DESK = only(*STAFF)
_INQUIRERS = read(*STAFF, Role.PROSECUTOR)
_CASE_READERS = read(*STAFF, Role.SECRETARY, Role.GOVERNMENT, Role.PROSECUTOR)
_READERS = read(*STAFF, Role.CONSULTED, Role.PROSECUTOR, Role.SECRETARY, Role.GOVERNMENT)
rule(
    {
        "monitoring:overview": _READERS,
        "monitoring:obligation": _READERS,
        "monitoring:document": _READERS,
        "monitoring:check": only(*STAFF, Role.CONSULTED),
        "monitoring:waive": _DESK,
        "monitoring:decide_waiver": only(Role.HEAD),
        "monitoring:case": _CASE_READERS,
        "monitoring:event": _DESK,
        "monitoring:inquire_obligation": _DESK,
        "monitoring:inquire_alert": _DESK,
        "monitoring:inquire": _DESK,
        "monitoring:enter_notice": _DESK,
        "monitoring:inquiries": _INQUIRERS,
        "monitoring:inquiry": _INQUIRERS,
        "monitoring:take_inquiry": act(*STAFF),
        "monitoring:note_inquiry": _DESK,
        "monitoring:close_inquiry": _DESK,
        "monitoring:thread": _CASE_READERS,
        "monitoring:changes": _CASE_READERS,
        "monitoring:settle_change": _DESK,
        "monitoring:review": _DESK,
    }
)
