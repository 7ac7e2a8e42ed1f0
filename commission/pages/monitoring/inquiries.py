"""Inquiries at the desk: the list, one inquiry, what is done about it, and opening one from an alert or a breach."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from commission import permissions_after, queries, queries_after
from commission.models import Application, Inquiry, Obligation
from commission.models.inquiry import InquiryKind, InquiryState, Route
from commission.pages.forms import KeyedForm, TextField
from commission.pages.keys import new_key, sent_key
from commission.pages.notice_forms import PaperNoticeForm
from commission.pages.officer.acts import Act, perform, sent
from commission.pages.officer.reading import application, me
from commission.pages.refusals import shows_refusals
from commission.services import inquiries as services
from commission.services.desk import allow
from commission.services.letters import answer_to_notice
from commission.services.paper_notices import enter_paper_notice
from commission.states import Capacity
from commission.wording import CAPACITY_NAMES


class InquiryFilterForm(forms.Form):
    """What the list is narrowed to."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("not closed")), *InquiryState.choices, ("any", gettext_lazy("all"))],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("all")), *InquiryKind.choices]
    )


class OpenForm(KeyedForm):
    """What is to be looked into."""

    text = TextField(
        label=gettext_lazy("What is to be looked into"),
        error_messages={"required": gettext_lazy("Say what is to be looked into.")},
    )


class NoteForm(KeyedForm):
    """What was found on the way."""

    text = TextField(
        label=gettext_lazy("What was found"),
        error_messages={"required": gettext_lazy("Write what was found.")},
    )


class CaseField(forms.ModelChoiceField):
    """A choice of cases by their numbers."""

    def label_from_instance(self, obj: Application) -> str:
        return obj.reference


class CloseForm(KeyedForm):
    """The route, and why."""

    route = forms.ChoiceField(
        label=gettext_lazy("Route"),
        choices=lambda: [(value, capfirst(str(name))) for value, name in Route.choices],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the route.")},
    )
    case = CaseField(
        label=gettext_lazy("Application on the object"),
        queryset=Application.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Needed where an application or the priority right deals with it."),
    )
    text = TextField(
        label=gettext_lazy("Reason"), error_messages={"required": gettext_lazy("Give the reason.")}
    )

    def __init__(self, data: Any, *, cases: QuerySet[Application]) -> None:
        super().__init__(data)
        field = self.fields["case"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = cases


@require_safe
def inquiries(request: HttpRequest) -> HttpResponse:
    """The newest first; keyset pages, one query."""
    form = InquiryFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = queries_after.inquiries_visible_to(me(request)).order_by("-pk")
    if chosen.get("state") in InquiryState.values:
        rows = rows.filter(state=chosen["state"])
    elif not chosen.get("state"):
        rows = rows.exclude(state=InquiryState.CLOSED)
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if case := request.GET.get("case", ""):
        rows = rows.filter(Q(application__reference=case) | Q(opened_application__reference=case))
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: queries.PAGE + 1])
    shown = found[: queries.PAGE]
    query = request.GET.copy()
    if len(found) > queries.PAGE:
        query["after"] = str(shown[-1].pk)
    context = {
        "rows": shown,
        "may_enter": permissions_after.may_handle_inquiries(me(request)),
        "filter_form": form,
        "filters_active": sum(bool(value) for value in chosen.values()),
        "clear_url": reverse("monitoring:inquiries"),
        "next_url": f"?{query.urlencode()}" if len(found) > queries.PAGE else "",
        "previous_url": reverse("monitoring:inquiries") if after else "",
    }
    return render(request, "monitoring/inquiries.html", context)


@shows_refusals
def enter_notice(request: HttpRequest) -> HttpResponse:
    """A notice that came on paper: in the register of correspondence and among the notices in one act."""
    user = me(request)
    form = PaperNoticeForm(sent(request))
    words = Act(
        title=_("Enter a notice that came on paper"),
        points=(
            _("The paper gets its number in the register of correspondence, the notice one of its own."),
            _("Whoever gave it gets a numbered answer: by e-mail, or printed from the notice's page."),
        ),
        label=_("Enter the notice"),
        done=_("The notice is entered."),
    )

    def do() -> Inquiry:
        return enter_paper_notice(
            by=user, data=form.notice(), paper=form.paper(), key=form.cleaned_data["key"]
        )

    trail = [
        {"label": _("Inquiries"), "url": reverse("monitoring:inquiries")},
        {"label": words.title, "url": ""},
    ]
    return _page(request, words, form, do, reverse("monitoring:inquiries"), trail)


@require_safe
def inquiry(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """One inquiry with what it grew from, what was done and what became of it."""
    user, found = me(request), _found(request, inquiry_id)
    works = permissions_after.may_work_on(found, user) and not found.is_closed
    context = {
        "inquiry": found,
        "capacity": CAPACITY_NAMES[Capacity(found.capacity)] if found.capacity else "",
        "steps": found.steps.select_related("by"),
        "letters": found.letters.order_by("pk"),
        "to_post": answer_to_notice(found) if found.came_on_paper and not found.notifier_email else None,
        "may_take": works and found.officer_id is None,
        "may_close": not found.is_closed and permissions_after.may_close_inquiry(found, user),
        "cases": set(
            queries.case_files(user)
            .filter(pk__in=[pk for pk in (found.application_id, found.opened_application_id) if pk])
            .values_list("pk", flat=True)
        ),
        "key": new_key(),
        "breadcrumbs": _crumbs(found),
    }
    return render(request, "monitoring/inquiry.html", context)


@require_POST
@shows_refusals
def take(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """I am looking into it."""
    found = _found(request, inquiry_id)
    services.take_inquiry(inquiry_id=found.pk, by=me(request), key=sent_key(request))
    messages.success(request, _("The inquiry %(number)s is yours.") % {"number": found.reference})
    return redirect("monitoring:inquiry", found.pk)


@shows_refusals
def note(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """Write down what was found."""
    user, found = me(request), _found(request, inquiry_id)
    allow(permissions_after.may_close_inquiry(found, user))
    form = NoteForm(sent(request))
    words = Act(title=_("Note what was found"), label=_("Note it"), done=_("Noted."), text=found.words)

    def do() -> Inquiry:
        data = form.cleaned_data
        return services.note_on_inquiry(inquiry_id=found.pk, by=user, text=data["text"], key=data["key"])

    return _page(request, words, form, do, _url(found), _crumbs(found, words.title))


@shows_refusals
def close(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """Route and close."""
    user, found = me(request), _found(request, inquiry_id)
    allow(permissions_after.may_close_inquiry(found, user))
    form = CloseForm(sent(request), cases=queries.case_files(user).filter(object=found.object))
    words = Act(
        title=_("Route and close"),
        label=_("Close the inquiry"),
        done=_("The inquiry is closed."),
        text=found.words,
    )

    def do() -> Inquiry:
        data = form.cleaned_data
        return services.close_inquiry(
            inquiry_id=found.pk,
            by=user,
            route=data["route"],
            text=data["text"],
            application_id=data["case"].pk if data["case"] else None,
            key=data["key"],
        )

    return _page(request, words, form, do, _url(found), _crumbs(found, words.title))


@shows_refusals
def of_alert(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Open an inquiry from an alert."""
    user = me(request)
    alert = queries.alerts_visible_to(user).filter(pk=alert_id).select_related("object").first()
    if alert is None:
        raise Http404
    form = OpenForm(sent(request))
    words = Act(
        title=_("Open an inquiry"),
        text=f"{alert.reference}: {alert.get_kind_display()}",
        points=(_("The inquiry and the alert name each other; closing one does not close the other."),),
        label=_("Open the inquiry"),
        done=_("The inquiry is open."),
    )

    def do() -> Inquiry:
        data = form.cleaned_data
        return services.inquire_into_alert(alert_id=alert.pk, by=user, text=data["text"], key=data["key"])

    back = reverse("officer:alert", args=[alert.pk])
    trail = [
        {"label": _("Alerts"), "url": reverse("officer:alerts")},
        {"label": alert.reference, "url": back},
        {"label": words.title, "url": ""},
    ]
    return _page(request, words, form, do, back, trail)


@shows_refusals
def of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Open an inquiry into a breach of the permission on a case."""
    return _breach(request, application(request, reference), None)


@shows_refusals
def of_obligation(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Open an inquiry into a due date that was not met."""
    found = Obligation.objects.select_related("application", "condition").filter(pk=obligation_id).first()
    if found is None:
        raise Http404
    return _breach(request, application(request, found.application.reference), found)


def _breach(request: HttpRequest, found: Application, obligation: Obligation | None) -> HttpResponse:
    user = me(request)
    allow(permissions_after.may_inquire_into(found, user))
    form = OpenForm(sent(request))
    words = Act(
        title=_("Open an inquiry into a breach"),
        text=obligation.condition.wording if obligation else found.reference,
        label=_("Open the inquiry"),
        done=_("The inquiry is open."),
    )

    def do() -> Inquiry:
        data = form.cleaned_data
        return services.inquire_into_breach(
            application_id=found.pk,
            obligation_id=obligation.pk if obligation else None,
            by=user,
            text=data["text"],
            key=data["key"],
        )

    if obligation is not None:
        back = reverse("monitoring:obligation", args=[obligation.pk])
    else:
        back = reverse("officer:case", args=[found.reference])
    trail = [{"label": found.reference, "url": back}, {"label": words.title, "url": ""}]
    return _page(request, words, form, do, back, trail)


def _page(
    request: HttpRequest,
    words: Act,
    form: forms.Form,
    do: Callable[[], Inquiry],
    cancel: str,
    trail: list[dict[str, str]],
) -> HttpResponse:
    """The act's page; afterwards the inquiry's own."""
    return perform(
        request, words, form, do, template="monitoring/act.html", back=cancel, to=_url, breadcrumbs=trail
    )


def _found(request: HttpRequest, inquiry_id: int) -> Inquiry:
    found = queries_after.inquiries_visible_to(me(request)).filter(pk=inquiry_id).first()
    if found is None:
        raise Http404
    return found


def _url(found: Inquiry) -> str:
    return reverse("monitoring:inquiry", args=[found.pk])


def _crumbs(found: Inquiry, more: str = "") -> list[dict[str, str]]:
    trail = [
        {"label": _("Inquiries"), "url": reverse("monitoring:inquiries")},
        {"label": found.reference, "url": _url(found) if more else ""},
    ]
    return [*trail, {"label": more, "url": ""}] if more else trail
