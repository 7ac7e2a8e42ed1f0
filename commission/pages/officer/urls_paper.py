"""Addresses of papers that come in and go out by post; part of the desk's (`urls`)."""

from django.urls import path

from commission.pages import converters  # noqa: F401
from commission.pages.access import STAFF, act, only, read, rule
from commission.pages.officer.views import paper_case, paper_entries
from registry.roles import Role

urlpatterns = [
    path("paper/", paper_entries.entries, name="paper_entries"),
    path("paper/postings/", paper_case.postings, name="postings"),
    path("paper/start/", paper_entries.start, name="paper_start"),
    path("paper/<int:incoming_id>/", paper_entries.entry, name="paper_entry"),
    path("paper/<int:incoming_id>/hand-over/", paper_entries.hand_over, name="paper_hand_over"),
    path("paper/<int:incoming_id>/confirm/", paper_entries.confirm, name="paper_confirm"),
    path("paper/<int:incoming_id>/send-back/", paper_entries.send_back, name="paper_send_back"),
    path("paper/<int:incoming_id>/give-up/", paper_entries.drop, name="paper_drop"),
    path("paper/<int:incoming_id>/attach/", paper_entries.attach, name="paper_attach"),
    path("paper/<int:incoming_id>/scans/<int:document_id>/", paper_entries.scan, name="paper_scan"),
    path(
        "paper/<int:incoming_id>/scans/<int:document_id>/remove/",
        paper_entries.remove_scan,
        name="paper_remove_scan",
    ),
    path("<reference:reference>/paper/", paper_case.paper_case, name="paper_case"),
    path("<reference:reference>/paper/enter/", paper_case.enter, name="paper_enter"),
    path("<reference:reference>/paper/correct/", paper_case.correct, name="paper_correct"),
    path("<reference:reference>/paper/letters/<int:letter_id>/posted/", paper_case.post, name="paper_posted"),
    path(
        "<reference:reference>/paper/letters/<int:letter_id>/delivered/",
        paper_case.delivered,
        name="paper_delivered",
    ),
    path("<reference:reference>/paper/account/", paper_case.link, name="link_account"),
    path(
        "<reference:reference>/paper/account/<int:link_id>/confirm/",
        paper_case.confirm_link,
        name="confirm_link",
    ),
    path(
        "<reference:reference>/paper/account/<int:link_id>/reject/",
        paper_case.reject_link,
        name="reject_link",
    ),
]

_DESK = only(*STAFF)
rule(
    {
        "officer:paper_entries": read(*STAFF),
        "officer:postings": read(*STAFF),
        # Heads compare, so they do not type (`permissions_paper`).
        "officer:paper_start": only(Role.OFFICER),
        "officer:paper_entry": read(*STAFF),
        "officer:paper_hand_over": act(Role.OFFICER),
        "officer:paper_confirm": act(*STAFF),
        "officer:paper_send_back": _DESK,
        "officer:paper_drop": _DESK,
        "officer:paper_attach": only(Role.OFFICER),
        "officer:paper_scan": read(*STAFF),
        "officer:paper_remove_scan": act(Role.OFFICER),
        "officer:paper_case": read(*STAFF),
        "officer:paper_enter": only(Role.OFFICER),
        "officer:paper_correct": act(Role.OFFICER),
        "officer:paper_posted": _DESK,
        "officer:paper_delivered": _DESK,
        "officer:link_account": _DESK,
        "officer:confirm_link": act(*STAFF),
        "officer:reject_link": act(*STAFF),
    }
)
