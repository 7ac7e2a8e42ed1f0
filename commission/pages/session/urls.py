"""Addresses of the session pages, and who may call them."""

from django.urls import path

from commission.pages import converters  # noqa: F401
from commission.pages.access import MEMBERS, Rule, act, only, read, rule
from commission.pages.session import compositions, views
from registry.roles import Role

app_name = "session"
urlpatterns = [
    path("", views.home, name="home"),
    path("composition/", compositions.versions, name="compositions"),
    path("composition/enter/", compositions.enter, name="composition_new"),
    path(
        "composition/<int:composition_id>/confirm/",
        compositions.settle,
        {"verdict": "confirm"},
        name="composition_confirm",
    ),
    path(
        "composition/<int:composition_id>/reject/",
        compositions.settle,
        {"verdict": "reject"},
        name="composition_reject",
    ),
    path("<int:number>/", views.detail, name="detail"),
    path("<int:number>/substitute/<int:member_id>/", views.substitute, name="substitute"),
    path("<int:number>/presence/", views.presence, name="presence"),
    path("<int:number>/open/", views.open_, name="open"),
    path("<int:number>/close/", views.close, name="close"),
    path("<int:number>/sign/", views.sign, name="sign"),
    path("<int:number>/agenda/", views.agenda, name="agenda"),
    path("<int:number>/minutes/", views.minutes, name="minutes"),
    path("items/<int:item_id>/", views.item, name="item"),
    path("items/<int:item_id>/extract/", views.extract, name="extract"),
    path("items/<int:item_id>/interest/", views.interest, name="interest"),
    path("items/<int:item_id>/recuse/<int:member_id>/", views.recuse, name="recuse"),
    path("items/<int:item_id>/hear/", views.hear, name="hear"),
    path("items/<int:item_id>/vote/open/", views.open_vote, name="open_vote"),
    path("items/<int:item_id>/vote/", views.cast, name="cast"),
    path("items/<int:item_id>/vote/close/", views.close_vote, name="close_vote"),
    path("items/<int:item_id>/recommend/", views.recommend, name="recommend"),
    path("items/<int:item_id>/defer/", views.defer, name="defer"),
    path("items/<int:item_id>/recall/", views.recall, name="recall"),
    path("agenda/<reference:reference>/", views.agenda_add, name="agenda_add"),
    path("send/<reference:reference>/", views.send, name="send"),
]

_SECRETARY = frozenset({Role.SECRETARY})
_ROOM = frozenset({Role.SECRETARY, *MEMBERS})
_KEEPERS = (Role.HEAD, Role.SECRETARY)
rule(
    {
        "session:compositions": read(*_KEEPERS, *MEMBERS),
        "session:composition_new": only(*_KEEPERS),
        "session:composition_confirm": act(*_KEEPERS),
        "session:composition_reject": act(*_KEEPERS),
        "session:substitute": only(Role.SECRETARY),
        "session:home": Rule(_ROOM | {Role.HEAD}),
        "session:detail": Rule(_ROOM | {Role.HEAD}, methods=("GET",)),
        "session:item": Rule(_ROOM, methods=("GET",)),
        "session:minutes": Rule(_ROOM | {Role.HEAD}, methods=("GET",)),
        "session:agenda": Rule(_ROOM | {Role.HEAD}, methods=("GET",)),
        "session:extract": Rule(_ROOM, methods=("GET",)),
        "session:sign": Rule(_ROOM, methods=("POST",)),
        "session:interest": Rule(MEMBERS, methods=("POST",)),
        "session:recuse": Rule(_ROOM, methods=("POST",)),
        "session:cast": Rule(MEMBERS, methods=("POST",)),
        "session:recall": Rule(frozenset({Role.CHAIR}), methods=("POST",)),
        "session:agenda_add": Rule(_SECRETARY),
        "session:send": Rule(_SECRETARY),
        **{
            f"session:{name}": Rule(_SECRETARY, methods=("POST",))
            for name in ("presence", "open", "close", "hear", "open_vote", "close_vote", "recommend", "defer")
        },
    }
)
