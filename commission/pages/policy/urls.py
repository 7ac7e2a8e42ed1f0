"""Addresses of the pages about terms and values, and who may call them."""

from django.urls import path

from commission.pages.access import act, only, read, rule
from commission.pages.policy import views
from registry.roles import Role

app_name = "policy"
urlpatterns = [
    path("", views.values, name="values"),
    path("grounds/", views.ground, name="ground"),
    path("grounds/<int:row_id>/confirm/", views.settle_ground, {"verdict": "confirm"}, name="confirm_ground"),
    path("grounds/<int:row_id>/reject/", views.settle_ground, {"verdict": "reject"}, name="reject_ground"),
    path("values/<int:row_id>/confirm/", views.settle, {"verdict": "confirm"}, name="confirm"),
    path("values/<int:row_id>/reject/", views.settle, {"verdict": "reject"}, name="reject"),
    path("<slug:key>/", views.value, name="value"),
]

_KEEPERS = (Role.HEAD, Role.ADMINISTRATOR)
rule(
    {
        "policy:values": read(*_KEEPERS),
        "policy:value": only(*_KEEPERS),
        "policy:confirm": act(*_KEEPERS),
        "policy:reject": act(*_KEEPERS),
        "policy:ground": only(*_KEEPERS),
        "policy:confirm_ground": act(*_KEEPERS),
        "policy:reject_ground": act(*_KEEPERS),
    }
)
