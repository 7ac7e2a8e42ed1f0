"""The register of correspondence, and the letters of one case."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import permissions, queries, queries_after
from commission.models import Application, Letter
from commission.models.correspondence import Direction
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.letter_forms import AnsweredForm, IncomingForm, RegisterForm
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services.correspondence import enter_letter, link_answer
from registry.names import folded

PAGE = 25


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Letters of the cases this person reads, and on notices, the newest first; keyset pages, no COUNT."""
    form = RegisterForm(request.GET)
    narrowed = form.narrowed()
    user = me(request)
    cases, notices = queries.case_files(user), queries_after.inquiries_visible_to(user)
    rows = _listed(
        Letter.objects.filter(Q(application__in=cases) | Q(inquiry__in=notices.order_by().values("pk")))
    )
    for word in folded(narrowed.pop("q", "")).split():
        rows = rows.filter(search__contains=word)
    rows = rows.filter(**narrowed)
    after, before = (_cursor(request.GET.get(name, "")) for name in ("after", "before"))
    if before:
        found = list(rows.filter(pk__gt=before).order_by("pk")[: PAGE + 1])
        shown, older, newer = found[:PAGE][::-1], True, len(found) > PAGE
    else:
        found = list((rows.filter(pk__lt=after) if after else rows)[: PAGE + 1])
        shown, older, newer = found[:PAGE], len(found) > PAGE, bool(after)
    context = {
        "letters": shown,
        "filter_form": form,
        "filters_active": sum(bool(value) for value in form.cleaned_data.values()),
        "clear_url": reverse("officer:correspondence"),
        "next_url": _elsewhere(request.GET, "after", shown[-1].pk) if shown and older else "",
        "previous_url": _elsewhere(request.GET, "before", shown[0].pk) if shown and newer else "",
    }
    return render(request, "officer/correspondence.html", context)


@shows_refusals
def letters(request: HttpRequest, reference: str) -> HttpResponse:
    """The letters of a case, and the form for one that came in."""
    found, user = application(request, reference), me(request)
    form = IncomingForm(sent(request), application=found)
    act = Act(
        title=_("Correspondence"), label=_("Enter the letter"), done=_("The letter is in the register.")
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: _enter(found, form.cleaned_data, user),
        template="officer/case_letters.html",
        to=request.path,
        letters=_listed(Letter.objects.filter(application=found)),
        may_enter=permissions.may_process(found, user),
    )


@shows_refusals
def answered(request: HttpRequest, reference: str, letter_id: int) -> HttpResponse:
    """Note by which letter of ours one that came in was answered."""
    found, user = application(request, reference), me(request)
    letter = Letter.objects.filter(application=found, pk=letter_id, direction=Direction.IN).first()
    if letter is None:
        raise Http404
    form = AnsweredForm(sent(request), application=found)
    act = Act(
        title=_("Answer to letter %(number)s") % {"number": letter.number},
        label=_("Note the answer"),
        done=_("The answer is noted."),
    )
    back = reverse("officer:case_letters", args=[reference])
    return answer(
        request,
        found,
        act,
        form,
        lambda: link_answer(letter_id=letter_id, answer_id=form.cleaned_data["answer"].pk, by=user),
        to=back,
        cancel_url=back,
        breadcrumbs=crumbs(user, found, _("Correspondence")),
    )


def _enter(found: Application, data: dict[str, Any], user: Any) -> Letter:
    document, answers = data["document"], data["answers"]
    return enter_letter(
        application_id=found.pk,
        by=user,
        subject=data["subject"],
        correspondent=data["correspondent"],
        sender_number=data["sender_number"],
        dated_on=data["dated_on"],
        received_on=data["received_on"],
        document_id=document.pk if document else None,
        answers_id=answers.pk if answers else None,
        key=data["key"],
    )


def _listed(rows: Any) -> Any:
    return rows.select_related("application", "inquiry", "answered_by").order_by("-pk")


def _cursor(text: str) -> int:
    """A row's key from an address; 0 for anything else (garbage shows the first page)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _elsewhere(asked: QueryDict, name: str, pk: int) -> str:
    """The address of a neighbouring page with the same filters."""
    query = asked.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query[name] = str(pk)
    return f"?{query.urlencode()}"
