"""Addresses of the condition library, and who may call them."""

from django.urls import path

from commission.pages.access import MEMBERS, STAFF, act, only, read, rule
from commission.pages.library import views
from registry.roles import Role

app_name = "library"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("new/", views.new, name="new"),
    path("rows/<int:row_id>/confirm/", views.settle, {"verdict": "confirm"}, name="confirm"),
    path("rows/<int:row_id>/reject/", views.settle, {"verdict": "reject"}, name="reject"),
    path("entries/<slug:code>/", views.entry, name="entry"),
    path("entries/<slug:code>/change/", views.change, name="change"),
]

_READERS = (*STAFF, *MEMBERS, Role.CONSULTED, Role.SECRETARY, Role.GOVERNMENT, Role.PROSECUTOR)
rule(
    {
        "library:entries": read(*_READERS),
        "library:entry": read(*_READERS),
        "library:new": only(*STAFF),
        "library:change": only(*STAFF),
        "library:confirm": act(*STAFF),
        "library:reject": act(*STAFF),
    }
)
