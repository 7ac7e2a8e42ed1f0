"""Papers that come in: the registration desk, one paper while it is typed and compared, and its way into the case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions, permissions_paper
from commission.documents.intake import Refused as NotTaken
from commission.documents.intake import receive
from commission.models import Document, PaperEntry
from commission.models.paper_entry import EntryKind
from commission.pages.applicant.forms.document import DocumentForm
from commission.pages.applicant.tasks import Task, task_list
from commission.pages.applicant.words import PART_NAMES
from commission.pages.attempts import attempt
from commission.pages.officer import paper_words
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.facts import document_row
from commission.pages.officer.forms import PlainForm
from commission.pages.officer.paper_forms import ComparedForm, PaperForm, RemarksForm
from commission.pages.officer.reading import me
from commission.pages.refusals import shows_refusals
from commission.pages.sending import stored_file
from commission.procedure.package import PAPER_LETTER, Part
from commission.queries_paper import entries_at_desk, entries_visible_to, entry_file, to_be_posted
from commission.services import paper_entries as services
from commission.services.desk import allow
from registry.models import User

PAGE = 25


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The registration desk: what is being entered and what waits for a second person, the earliest received first."""
    user = me(request)
    start = int(asked) if (asked := request.GET.get("from", "")).isascii() and asked.isdigit() else 0
    start = min(start, 10_000)
    found = list(entries_at_desk(user)[start : start + PAGE + 1])
    context = {
        "rows": [_line(entry, user) for entry in found[:PAGE]],
        "next_url": f"?from={start + PAGE}" if len(found) > PAGE else "",
        "previous_url": f"?from={max(start - PAGE, 0)}" if start else "",
        "may_start": permissions_paper.may_receive_papers(user),
        "to_be_posted": to_be_posted(user)[:1].exists(),
        "breadcrumbs": _crumbs(_("Papers that came in")),
    }
    return render(request, "officer/paper_entries.html", context)


def _line(entry: PaperEntry, user: User) -> dict[str, Any]:
    mine = entry.typed_by_id == user.pk
    if entry.waits_for_comparison:
        yours = permissions.may_compare(entry, entry.application, user)
        state = _("waits for comparison") if not yours else _("compare it")
    else:
        state, yours = (_("sent back") if entry.round else _("being entered")), mine
    return {"entry": entry, "state": state, "yours": yours}


def _crumbs(*more: str) -> list[dict[str, Any]]:
    crumbs = [{"label": _("Work list"), "url": reverse("officer:worklist")}]
    if len(more) > 1:
        crumbs.append({"label": more[0], "url": reverse("officer:paper_entries")})
    return [*crumbs, {"label": more[-1], "url": ""}]


@shows_refusals
def start(request: HttpRequest) -> HttpResponse:
    """Enter a paper application: the paper itself first, its sections after."""
    user = me(request)
    allow(permissions_paper.may_receive_papers(user))
    form = PaperForm(sent(request))
    tried = attempt(
        request,
        form,
        lambda: services.start_paper_application(
            by=user, data=form.paper_data(), key=form.cleaned_data["key"]
        ),
    )
    if tried.done:
        return redirect("officer:paper_entry", tried.made.pk)
    act = Act(
        title=_("Enter a paper application"),
        label=_("Take the number and go on"),
        done="",
        text=_("From somebody without an account. The paper gets its incoming number now."),
        points=(
            _("Then you type the sections as they stand on the paper and attach the scans."),
            _("A second person compares both. Only then the application is filed."),
        ),
    )
    context = {
        "act": act,
        "form": form,
        "cancel_url": reverse("officer:paper_entries"),
        "breadcrumbs": _crumbs(_("Papers that came in"), act.title),
    }
    return render(request, "officer/act.html", context, status=tried.status)


def _entry(request: HttpRequest, incoming_id: int) -> PaperEntry:
    found = entry_file(incoming_id, me(request))
    if found is None:
        raise Http404
    return found


@require_safe
def entry(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """One paper: for its typist the sections and what is missing, for the second person the comparison."""
    return _page(request, _entry(request, incoming_id))


def _page(request: HttpRequest, found: PaperEntry, status: int = 200, **more: Any) -> HttpResponse:
    user = me(request)
    typist = found.is_being_typed and found.typed_by_id == user.pk
    context = {
        "entry": found,
        "application": found.application,
        "facts": paper_words.facts(found),
        "typist": typist,
        "tasks": _tasks(found) if typist else [],
        "lacks": services.missing_for_handover(found) if typist else [],
        "sections": [] if typist else paper_words.typed_sections(found),
        "scans": _scans(found),
        "letter_scan": typist and not found.is_filing,
        "remarks": _remarks(found),
        "may_compare": permissions.may_compare(found, found.application, user),
        "own_typing": found.waits_for_comparison and found.typed_by_id in user.hands,
        "may_drop": found.is_open and permissions_paper.may_drop(found, found.application, user),
        "form": ComparedForm(initial={"seen": found.round}),
        "breadcrumbs": _crumbs(_("Papers that came in"), found.letter.number),
        **more,
    }
    return render(request, "officer/paper_entry.html", context, status=status)


def _tasks(found: PaperEntry) -> list[Task]:
    """The applicant's own task list for what fills the sections; for an answer the list of questions."""
    if found.is_filing:
        first, *rest = task_list(found.application)
        name = str(PART_NAMES[Part.PARTIES])
        assert first.label == name
        return [Task(_("The applicant"), first.progress, first.hint, first.url), *rest]
    if found.request is None:
        return []
    answered = all(one.answer or one.files() for one in found.request.questions.all())
    url = reverse("applicant:request", args=[found.application.reference, found.request.pk])
    return [Task(_("Answers to the questions"), "done" if answered else "to_do", "", url)]


def _scans(found: PaperEntry) -> list[dict[str, Any]]:
    """The scans of the paper; where nothing new came, those of the paper that was mistyped."""
    rows = list(found.scans.all())
    if found.kind == EntryKind.CORRECTION:
        rows = [one for one in found.application.documents.all() if one.paper_entry_id is not None]
    return [
        document_row(one, reverse("officer:paper_scan", args=[found.pk, one.pk]), with_entry=False)
        | {"removable": found.is_being_typed and one.code == PAPER_LETTER, "pk": one.pk}
        for one in sorted(rows, key=lambda one: one.pk)
    ]


def _remarks(found: PaperEntry) -> list[dict[str, Any]]:
    """What the comparison said last, by section; nothing once the entry is settled."""
    names = dict(paper_words.sections_of(found))
    if not found.is_being_typed:
        return []
    return [
        {"section": capfirst(names.get(one.section, one.section)), "remark": one}
        for one in found.remarks.all()
        if one.round == found.round
    ]


@require_POST
@shows_refusals
def hand_over(request: HttpRequest, incoming_id: int) -> HttpResponse:
    found = _entry(request, incoming_id)
    services.hand_over(entry_id=found.pk, by=me(request))
    messages.success(request, _("The entry waits for comparison by a second person."))
    return redirect("officer:paper_entry", found.pk)


@require_POST
@shows_refusals
def confirm(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """The comparison is done and everything agrees."""
    found = _entry(request, incoming_id)
    form = ComparedForm(request.POST)
    if not form.is_valid():
        form.data = request.POST.dict() | {"seen": str(found.round)}  # the page shows the entry as it is now
        return _page(request, found, 422, form=form)
    services.confirm_entry(entry_id=found.pk, by=me(request), seen=form.cleaned_data["seen"])
    messages.success(request, _("The entry is compared and in effect."))
    return redirect("officer:paper_entry", found.pk)


@shows_refusals
def send_back(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """What differs from the paper, by section: back to the typist."""
    found, user = _entry(request, incoming_id), me(request)
    form = RemarksForm(sent(request), sections=paper_words.sections_of(found))
    back = reverse("officer:paper_entry", args=[found.pk])
    act = Act(
        title=_("Send the entry back"),
        label=_("Send back"),
        done=_("The entry is back with %(who)s.") % {"who": found.typed_by.full_name},
        text=_("Say what differs from the paper. Empty sections agree."),
    )
    return answer(
        request,
        found.application,
        act,
        form,
        lambda: services.send_back(entry_id=found.pk, by=user, remarks=form.remarks()),
        to=back,
        cancel_url=back,
        breadcrumbs=_crumbs(_("Papers that came in"), found.letter.number),
    )


@shows_refusals
def drop(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """Give the entry up before it has any effect."""
    found, user = _entry(request, incoming_id), me(request)
    allow(permissions_paper.may_drop(found, found.application, user))
    back = reverse("officer:paper_entry", args=[found.pk])
    act = Act(
        title=_("Give the entry up"),
        label=_("Give up"),
        done=_("The entry is given up. The letter stays in the register."),
        text=_("What was typed has no effect. The paper keeps its number and can be entered anew."),
        tone="warning",
    )
    return answer(
        request,
        found.application,
        act,
        PlainForm(sent(request)),
        lambda: services.drop_entry(entry_id=found.pk, by=user),
        to=reverse("officer:paper_entries"),
        cancel_url=back,
        breadcrumbs=_crumbs(_("Papers that came in"), found.letter.number),
    )


@shows_refusals
def attach(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """A scan of the letter itself."""
    found, user = _entry(request, incoming_id), me(request)
    form = DocumentForm(
        sent(request),
        request.FILES or None,
        initial={"title": _("Paper %(number)s") % {"number": found.letter.number}},
    )
    del form.fields["marking"]
    back = reverse("officer:paper_entry", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        try:
            received = receive(form.cleaned_data["file"])
        except NotTaken as refusal:
            form.add_error("file", str(refusal.message))
        else:
            services.attach_scan(
                entry_id=found.pk, by=user, title=form.cleaned_data["title"], received=received
            )
            messages.success(
                request, _("The scan is attached and is being checked. You can go on meanwhile.")
            )
            return redirect(back)
    context = {
        "application": found.application,
        "act": Act(title=_("Attach a scan"), label=_("Attach the file"), done=""),
        "form": form,
        "cancel_url": back,
        "breadcrumbs": _crumbs(_("Papers that came in"), found.letter.number),
    }
    return render(request, "officer/act.html", context, status=422 if form.errors else 200)


@require_POST
@shows_refusals
def remove_scan(request: HttpRequest, incoming_id: int, document_id: int) -> HttpResponse:
    found = _entry(request, incoming_id)
    services.remove_scan(entry_id=found.pk, by=me(request), document_id=document_id)
    messages.success(request, _("The scan is removed."))
    return redirect("officer:paper_entry", found.pk)


@require_safe
def scan(request: HttpRequest, incoming_id: int, document_id: int) -> HttpResponseBase:
    """An accepted scan of a paper that the person may see."""
    of = entries_visible_to(me(request)).filter(pk=incoming_id).first()
    if of is None:
        raise Http404
    found = Document.objects.filter(
        application_id=of.application_id, paper_entry__isnull=False, pk=document_id, removed_at__isnull=True
    ).first()
    if (
        found is None
        or not found.is_accepted
        or (of.kind != EntryKind.CORRECTION and found.paper_entry_id != of.pk)
    ):
        raise Http404
    return stored_file(request, found)
