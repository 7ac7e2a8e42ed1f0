"""Addresses of what follows a decision: obligations and their verification.

Obligations are shared by the desk and the bodies that verify them: which ones a person sees, the query says.
"""

from django.urls import path

from commission.pages import converters  # noqa: F401 - registers <reference:...>
from commission.pages.access import STAFF, only, read, rule
from commission.pages.monitoring import views
from registry.roles import Role

app_name = "monitoring"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("obligations/<int:obligation_id>/", views.obligation, name="obligation"),
    path("obligations/<int:obligation_id>/documents/<int:document_id>/", views.document, name="document"),
    path("obligations/<int:obligation_id>/check/", views.check, name="check"),
    path("obligations/<int:obligation_id>/waive/", views.waive, name="waive"),
    path("obligations/<int:obligation_id>/waiver/", views.decide_waiver, name="decide_waiver"),
    path("<reference:reference>/", views.case, name="case"),
    path("<reference:reference>/conditions/<int:condition_id>/event/", views.event, name="event"),
    path("<reference:reference>/conditions/<int:condition_id>/review/", views.review, name="review"),
]

_DESK = only(*STAFF)
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
        "monitoring:review": _DESK,
    }
)
