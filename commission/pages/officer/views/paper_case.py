"""A case and paper: what came in, what goes out by post, and the account that the applicant has now."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions_paper
from commission.models import AccountLink, Application, Letter
from commission.models.correspondence import Subject
from commission.models.paper_entry import EntryKind, PaperEntry
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.paper_forms import ArrivalForm, FurtherPaperForm, LinkForm, PostingForm
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.queries_paper import entries_of, posted_of, to_be_posted
from commission.services import account_links, paper_entries
from commission.services.desk import allow
from commission.services.postings import record_arrival, record_posting

PAGE = 25


def _back(found: Application) -> str:
    return reverse("officer:paper_case", args=[found.reference])


@require_safe
def postings(request: HttpRequest) -> HttpResponse:
    """Papers of the person's cases that are still to be posted, the oldest first."""
    start = int(asked) if (asked := request.GET.get("from", "")).isascii() and asked.isdigit() else 0
    start = min(start, 10_000)
    found = list(to_be_posted(me(request))[start : start + PAGE + 1])
    context = {
        "rows": [_letter(letter, {}) for letter in found[:PAGE]],
        "next_url": f"?from={start + PAGE}" if len(found) > PAGE else "",
        "previous_url": f"?from={max(start - PAGE, 0)}" if start else "",
        "breadcrumbs": [
            {"label": _("Work list"), "url": reverse("officer:worklist")},
            {"label": _("Papers that came in"), "url": reverse("officer:paper_entries")},
            {"label": _("Papers to be posted"), "url": ""},
        ],
    }
    return render(request, "officer/postings.html", context)


def _letter(letter: Letter, notices: dict[str, int]) -> dict[str, Any]:
    """A paper for the post with the address of its file; the notice is a document of the case."""
    assert letter.application is not None
    reference, paper = letter.application.reference, getattr(letter, "paper", None)
    url = ""
    if paper is not None:
        url = reverse("officer:issued_paper", args=[reference, paper.pk])
    elif letter.sha256 in notices:
        url = reverse("officer:document", args=[reference, notices[letter.sha256]])
    return {"letter": letter, "url": url, "posting": getattr(letter, "posting", None)}


@require_safe
def paper_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Papers that came in on the case, those that go out by post, and the link to an account."""
    found, user = application(request, reference), me(request)
    notices = {document.sha256: document.pk for document in found.documents.filter(code="N")}
    links = list(found.account_links.select_related("account", "proposed_by", "confirmed_by", "rejected_by"))
    live = next((link for link in links if link.rejected_at is None), None)
    kinds = paper_entries.possible_kinds(found) if permissions_paper.may_start(found, user) else []
    context = {
        "application": found,
        "entries": entries_of(found),
        "may_enter": any(kind != EntryKind.CORRECTION for kind in kinds),
        "may_correct": EntryKind.CORRECTION in kinds,
        "letters": [_letter(letter, notices) for letter in posted_of(found)],
        "may_post": permissions_paper.may_post(found, user),
        "links": links,
        "may_link": permissions_paper.may_link(found, user),
        "may_propose": permissions_paper.may_link(found, user)
        and live is None
        and found.applicant_id is None,
        "own_proposal": live is not None and live.proposed_by_id in user.hands,
        "breadcrumbs": crumbs(user, found, _("Paper and post")),
    }
    return render(request, "officer/paper_case.html", context)


@shows_refusals
def enter(request: HttpRequest, reference: str) -> HttpResponse:
    """A further paper of the case came in."""
    found, user = application(request, reference), me(request)
    allow(permissions_paper.may_start(found, user))
    kinds = [one for one in paper_entries.possible_kinds(found) if one != EntryKind.CORRECTION]
    form = FurtherPaperForm(
        sent(request), application=found, kinds=kinds, initial={"correspondent": found.applicant_name}
    )
    act = Act(
        title=_("Enter a paper"),
        label=_("Take the number and go on"),
        done=_("The paper has its number. Attach the scans and hand it over for comparison."),
        text=_("It takes effect once a second person has compared the entry with the scans."),
    )

    def do() -> PaperEntry:
        data = form.cleaned_data
        asked = data.get("request")
        return paper_entries.start_entry(
            application_id=found.pk,
            by=user,
            kind=EntryKind(data["kind"]),
            data=form.paper_data(),
            key=data["key"],
            request_id=asked.pk if asked else None,
        )

    def entry_url(entry: PaperEntry) -> str:
        return reverse("officer:paper_entry", args=[entry.pk])

    return answer(request, found, act, form, do, to=entry_url, cancel_url=_back(found))


@require_POST
@shows_refusals
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct what the office itself mistyped."""
    found = application(request, reference)
    entry = paper_entries.start_correction(application_id=found.pk, by=me(request))
    return redirect("officer:paper_entry", entry.pk)


def _own_letter(found: Application, letter_id: int) -> Letter:
    letter = posted_of(found).filter(pk=letter_id).first()
    if letter is None:
        raise Http404
    return letter


@shows_refusals
def post(request: HttpRequest, reference: str, letter_id: int) -> HttpResponse:
    """The paper was posted."""
    found, user = application(request, reference), me(request)
    allow(permissions_paper.may_post(found, user))
    letter, form = _own_letter(found, letter_id), PostingForm(sent(request))
    party = found.declared_parties.filter(role="applicant").first()
    act = Act(
        title=_("Paper %(number)s was posted") % {"number": letter.number},
        label=_("Record the posting"),
        done=_("The posting is recorded."),
        text=_("To: %(address)s") % {"address": party.address if party else ""},
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: record_posting(
            letter_id=letter.pk,
            by=user,
            posted_on=form.cleaned_data["posted_on"],
            number=form.cleaned_data["number"],
        ),
        to=_back(found),
        cancel_url=_back(found),
    )


@shows_refusals
def delivered(request: HttpRequest, reference: str, letter_id: int) -> HttpResponse:
    """The proof of delivery came back."""
    found, user = application(request, reference), me(request)
    allow(permissions_paper.may_post(found, user))
    letter, form = _own_letter(found, letter_id), ArrivalForm(sent(request))
    notice = letter.subject == Subject.NOTICE
    act = Act(
        title=_("Proof of delivery of paper %(number)s") % {"number": letter.number},
        label=_("Record the proof"),
        done=_("The proof is recorded."),
        text=_("The appeal period runs from the earliest proof of delivery, reading or service (policy).")
        if notice
        else "",
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: record_arrival(
            letter_id=letter.pk,
            by=user,
            delivered_on=form.cleaned_data["delivered_on"],
            proof=form.cleaned_data["proof"],
        ),
        to=_back(found),
        cancel_url=_back(found),
    )


@shows_refusals
def link(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose that the applicant has an account now."""
    found, user = application(request, reference), me(request)
    allow(permissions_paper.may_link(found, user))
    form = LinkForm(sent(request))
    act = Act(
        title=_("Link the case to an account"),
        label=_("Propose the link"),
        done=_("The link is proposed. It opens the case once a second person has confirmed it."),
        text=_(
            "The applicant has registered and has shown who it is. Nobody reads anything before the confirmation."
        ),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: account_links.propose_link(application_id=found.pk, by=user, **form.link_data()),
        to=_back(found),
        cancel_url=_back(found),
    )


def _link(found: Application, link_id: int) -> AccountLink:
    row = found.account_links.filter(pk=link_id).first()
    if row is None:
        raise Http404
    return row


@require_POST
@shows_refusals
def confirm_link(request: HttpRequest, reference: str, link_id: int) -> HttpResponse:
    found, user = application(request, reference), me(request)
    account_links.confirm_link(link_id=_link(found, link_id).pk, by=user)
    messages.success(request, _("The case is linked: the applicant reads it in its account."))
    return redirect(_back(found))


@require_POST
@shows_refusals
def reject_link(request: HttpRequest, reference: str, link_id: int) -> HttpResponse:
    found, user = application(request, reference), me(request)
    account_links.reject_link(link_id=_link(found, link_id).pk, by=user)
    messages.success(request, _("The proposal is rejected."))
    return redirect(_back(found))
