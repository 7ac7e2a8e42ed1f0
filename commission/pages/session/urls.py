"""Addresses of the session pages, and who may call them."""

from django.urls import path

from commission.pages import converters  # noqa: F401
from commission.pages.access import MEMBERS, Rule, act, only, read, rule
from commission.pages.session import attendance, compositions, interests, minutes, packs, views
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
    path("absentee/", attendance.absentee, name="absentee"),
    path("interests/", interests.register, name="interests"),
    path("interests/<int:interest_id>/end/", interests.end, name="interest_end"),
    path("<int:number>/", views.detail, name="detail"),
    path("<int:number>/substitute/<int:member_id>/", views.substitute, name="substitute"),
    path("<int:number>/papers/", packs.mine, name="my_papers"),
    path("<int:number>/papers/send/", packs.send, name="send_papers"),
    path("<int:number>/papers/late/", packs.late, name="late_papers"),
    path("<int:number>/presence/", views.presence, name="presence"),
    path("<int:number>/presence/<int:member_id>/", attendance.departure, name="departure"),
    path("<int:number>/open/", views.open_, name="open"),
    path("<int:number>/close/", views.close, name="close"),
    path("<int:number>/minutes/sign/", minutes.sign, name="sign"),
    path("<int:number>/minutes/correct/", minutes.correct, name="correct"),
    path("<int:number>/minutes/docx/", minutes.word, name="minutes_docx"),
    path("<int:number>/minutes/back/", minutes.bring_back, name="bring_minutes"),
    path("<int:number>/agenda/", views.agenda, name="agenda"),
    path("<int:number>/minutes/", views.minutes, name="minutes"),
    path("items/<int:item_id>/", views.item, name="item"),
    path("items/<int:item_id>/brief/", packs.brief, name="brief"),
    path("items/<int:item_id>/papers/seal/", packs.seal, name="seal"),
    path("items/<int:item_id>/papers/read/", packs.acknowledge, name="acknowledge"),
    path("items/<int:item_id>/extract/", views.extract, name="extract"),
    path("items/<int:item_id>/interest/", views.interest, name="interest"),
    path("items/<int:item_id>/recuse/<int:member_id>/", views.recuse, name="recuse"),
    path("items/<int:item_id>/recusal/<int:member_id>/", interests.question, name="question"),
    path("items/<int:item_id>/recusal/<int:question_id>/answer/", interests.answer, name="answer"),
    path("items/<int:item_id>/recusal/<int:question_id>/decide/", interests.decide, name="decide"),
    path("items/<int:item_id>/carry/", attendance.carry, name="carry"),
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
        "session:absentee": only(Role.SECRETARY),
        "session:departure": act(Role.SECRETARY),
        "session:carry": only(Role.SECRETARY),
        "session:interests": only(*MEMBERS),
        "session:interest_end": act(*MEMBERS),
        "session:question": only(Role.SECRETARY, *MEMBERS),
        "session:answer": act(*MEMBERS),
        "session:decide": act(Role.SECRETARY),
        "session:my_papers": read(*MEMBERS),
        "session:send_papers": only(Role.SECRETARY),
        "session:late_papers": only(*MEMBERS),
        "session:brief": read(Role.SECRETARY, *MEMBERS),
        "session:seal": act(Role.SECRETARY),
        "session:acknowledge": act(*MEMBERS),
        "session:home": Rule(_ROOM | {Role.HEAD}),
        "session:detail": Rule(_ROOM | {Role.HEAD}, methods=("GET",)),
        "session:item": Rule(_ROOM, methods=("GET",)),
        "session:minutes": Rule(_ROOM | {Role.HEAD}, methods=("GET",)),
        "session:agenda": Rule(_ROOM | {Role.HEAD}, methods=("GET",)),
        "session:extract": Rule(_ROOM, methods=("GET",)),
        "session:sign": Rule(_ROOM),
        "session:correct": Rule(_ROOM),
        "session:minutes_docx": Rule(_ROOM, methods=("GET",)),
        "session:bring_minutes": Rule(_ROOM),
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
