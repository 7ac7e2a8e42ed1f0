"""Addresses of the consulted bodies' pages, and who may call them."""

from django.urls import path

from commission.pages import converters  # noqa: F401
from commission.pages.access import act, only, read, rule
from commission.pages.consulted import agreements, conditions, questions, views
from registry.roles import Role

app_name = "consulted"
urlpatterns = [
    path("", views.home, name="home"),
    path("<int:consultation_id>/", views.consultation, name="consultation"),
    path("agreements/<reference:reference>/", agreements.agreement, name="agreement"),
    path("<int:consultation_id>/clock/", agreements.clock, name="clock"),
    path("<int:consultation_id>/questions/", questions.questions, name="questions"),
    path("<int:consultation_id>/questions/confirm/", questions.confirm, name="confirm_questions"),
    path("<int:consultation_id>/letter/", views.letter, name="letter"),
    path("<int:consultation_id>/send/", views.send, name="send"),
    path("<int:consultation_id>/check/", views.hand_over, name="check"),
    path("<int:consultation_id>/give-back/", views.give_back, name="give_back"),
    path("<int:consultation_id>/revoke/", views.revoke, name="revoke"),
    path("<int:consultation_id>/drafter/", views.drafter, name="drafter"),
    path("<int:consultation_id>/conditions/free/", conditions.freely, name="condition_free"),
    path("<int:consultation_id>/conditions/from/<slug:code>/", conditions.from_entry, name="condition_from"),
    path("<int:consultation_id>/conditions/<int:proposed_id>/drop/", conditions.drop, name="condition_drop"),
    path("<int:consultation_id>/documents/<int:document_id>/", views.document, name="document"),
]

rule(
    {
        "consulted:home": read(Role.CONSULTED),
        "consulted:consultation": only(Role.CONSULTED),
        "consulted:agreement": only(Role.CONSULTED),
        "consulted:clock": read(Role.CONSULTED),
        "consulted:questions": only(Role.CONSULTED),
        "consulted:confirm_questions": act(Role.CONSULTED),
        "consulted:letter": only(Role.CONSULTED),
        "consulted:send": only(Role.CONSULTED),
        "consulted:check": act(Role.CONSULTED),
        "consulted:give_back": act(Role.CONSULTED),
        "consulted:revoke": only(Role.CONSULTED),
        "consulted:drafter": only(Role.CONSULTED),
        "consulted:condition_free": only(Role.CONSULTED),
        "consulted:condition_from": only(Role.CONSULTED),
        "consulted:condition_drop": act(Role.CONSULTED),
        "consulted:document": read(Role.CONSULTED),
    }
)
