"""Addresses of the Government office."""

from django.urls import path

from commission.pages import converters  # noqa: F401
from commission.pages.access import only, read, rule
from commission.pages.government import views
from registry.roles import Role

app_name = "government"
urlpatterns = [
    path("", views.home, name="home"),
    path("<reference:reference>/decide/", views.decide, name="decide"),
    path("<reference:reference>/return/", views.return_, name="return"),
]

rule(
    {
        "government:home": read(Role.GOVERNMENT),
        "government:decide": only(Role.GOVERNMENT),
        "government:return": only(Role.GOVERNMENT),
    }
)
