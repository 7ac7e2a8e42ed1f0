"""The acquirer's pages, under /acquirer/: whose part it is, the query says (`queries_sides.acquirers_file`)."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from commission.pages import converters  # noqa: F401 - registers <reference:...>
from commission.pages.access import PUBLIC, Rule, rule
from commission.pages.acquirer.views import invitation, part

app_name = "acquirer"
urlpatterns = [
    path("", part.home, name="home"),
    path("invitation/<str:token>/", login_not_required(invitation.invitation), name="invitation"),
    path("<reference:reference>/", part.part, name="application"),
    path("<reference:reference>/party/", part.party, name="party"),
    path("<reference:reference>/holders/", part.holders, name="holders"),
    path("<reference:reference>/holders/<int:holder_id>/remove/", part.remove_holder, name="remove_holder"),
    path("<reference:reference>/holders/file/", part.holders_file, name="holders_file"),
    path("<reference:reference>/holders/file/declare/", part.declare_file, name="declare_file"),
    path("<reference:reference>/documents/attach/", part.attach, name="attach"),
    path("<reference:reference>/documents/<int:document_id>/", part.download, name="document"),
    path(
        "<reference:reference>/documents/<int:document_id>/remove/",
        part.remove_document,
        name="remove_document",
    ),
    path("<reference:reference>/facts/<str:fact>/agree/", part.agree, name="agree"),
    path("<reference:reference>/facts/<str:fact>/wrong/", part.wrong, name="wrong"),
    path("<reference:reference>/confirm/", part.confirm, name="confirm"),
]

_READ, _WRITE, _ACT = Rule(methods=("GET",)), Rule(), Rule(methods=("POST",))
rule(
    {
        "acquirer:home": _READ,
        "acquirer:invitation": PUBLIC,
        "acquirer:application": _READ,
        "acquirer:party": _WRITE,
        "acquirer:holders": _WRITE,
        "acquirer:remove_holder": _ACT,
        "acquirer:holders_file": _WRITE,
        "acquirer:declare_file": _ACT,
        "acquirer:attach": _WRITE,
        "acquirer:document": _READ,
        "acquirer:remove_document": _ACT,
        "acquirer:agree": _ACT,
        "acquirer:wrong": _WRITE,
        "acquirer:confirm": _ACT,
    }
)
