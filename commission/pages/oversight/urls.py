"""Addresses of supervision."""

from django.urls import path

from commission.pages import converters  # noqa: F401 - registers <reference:...>
from commission.pages.access import only, read, rule
from commission.pages.oversight import acts, views
from registry.roles import Role

app_name = "oversight"
urlpatterns = [
    path("", views.home, name="home"),
    path("contests/", views.contests, name="contests"),
    path("journal/", views.journal, name="journal"),
    path("acts/", acts.acts, name="acts"),
    path("acts/<int:act_id>/", acts.act, name="act"),
    path("acts/<int:act_id>/documents/<int:document_id>/", acts.document, name="act_document"),
    path("acts/<int:act_id>/answer/", acts.answer_act, name="answer_act"),
    path("acts/<int:act_id>/withdraw/", acts.withdraw_act, name="withdraw_act"),
    path("acts/<int:act_id>/close/", acts.close_act, name="close_act"),
    path("<reference:reference>/act/", acts.file_act, name="file_act"),
]

_SUPERVISED = read(Role.PROSECUTOR, Role.HEAD)
rule(
    {
        "oversight:home": read(Role.PROSECUTOR),
        "oversight:contests": read(Role.PROSECUTOR),
        "oversight:journal": read(Role.AUDITOR),
        "oversight:acts": _SUPERVISED,
        "oversight:act": _SUPERVISED,
        "oversight:act_document": _SUPERVISED,
        "oversight:answer_act": only(Role.HEAD),
        "oversight:withdraw_act": only(Role.PROSECUTOR),
        "oversight:close_act": only(Role.PROSECUTOR),
        "oversight:file_act": only(Role.PROSECUTOR),
    }
)
