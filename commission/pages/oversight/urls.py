"""Addresses of supervision."""

from django.urls import path

from commission.pages.access import read, rule
from commission.pages.oversight import views
from registry.roles import Role

app_name = "oversight"
urlpatterns = [
    path("", views.home, name="home"),
    path("contests/", views.contests, name="contests"),
    path("journal/", views.journal, name="journal"),
]

rule(
    {
        "oversight:home": read(Role.PROSECUTOR),
        "oversight:contests": read(Role.PROSECUTOR),
        "oversight:journal": read(Role.AUDITOR),
    }
)
