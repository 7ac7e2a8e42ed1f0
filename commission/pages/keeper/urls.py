"""Addresses of a keeper's pages beside the admin."""

from django.urls import path

from commission.pages.access import only, read, rule
from commission.pages.keeper import views
from registry.roles import Role

app_name = "keeper"
urlpatterns = [
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/<int:conclusion_id>/", views.contract, name="contract"),
]
rule({"keeper:contracts": read(Role.KEEPER), "keeper:contract": only(Role.KEEPER)})
