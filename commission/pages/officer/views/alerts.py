"""Alerts: the list, one alert with its evidence, and what an officer does about it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions, queries
from commission.models import Alert, Application
from commission.models.alert import AlertState
from commission.pages.keys import new_key, sent_key
from commission.pages.officer.acts import Act, perform, sent
from commission.pages.officer.alerts import evidence, sentence
from commission.pages.officer.forms import AlertFilterForm, CloseAlertForm, ReopenAlertForm
from commission.pages.officer.reading import me
from commission.pages.refusals import shows_refusals
from commission.services import alerts as services
from commission.services.desk import allow
from registry.models import User
from registry.roles import Role

Crumbs = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One alert of the list."""

    alert: Alert
    sentence: str


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """What the watch noticed, the newest first."""
    form = AlertFilterForm(request.GET)
    narrowed = form.cleaned_data if form.is_valid() else {}
    page = queries.alerts(
        me(request),
        state=narrowed.get("state", ""),
        kind=narrowed.get("kind", ""),
        after=_number(request, "after"),
        before=_number(request, "before"),
    )
    context = {
        "rows": [Row(alert, sentence(alert)) for alert in page.rows],
        "filter_form": form,
        "filters_active": sum(bool(value) for value in narrowed.values()),
        "clear_url": reverse("officer:alerts"),
        "next_url": _elsewhere(request, "after", page.next),
        "previous_url": _elsewhere(request, "before", page.previous),
        "breadcrumbs": _crumbs(me(request)),
    }
    return render(request, "officer/alerts.html", context)


@require_safe
def alert(request: HttpRequest, alert_id: int) -> HttpResponse:
    """One alert: figures, chains or lots, the object's cases, and what was done."""
    user, found = me(request), _found(request, alert_id)
    if not permissions.may_handle_alerts(user):
        services.note_alert_reading(alert_id=found.pk, by=user)
    open_to_me = found.state != AlertState.CLOSED
    cases = queries.case_files(user).filter(object=found.object).order_by("-pk")[:20]
    context = {
        "alert": found,
        "evidence": evidence(found),
        "steps": found.steps.select_related("by"),
        "inquiries": found.inquiries.order_by("-pk"),
        "may_inquire": permissions.may_handle_alerts(user),
        "cases": cases,
        "may_take": found.state == AlertState.OPEN and permissions.may_handle_alerts(user),
        "may_give_back": found.state == AlertState.TAKEN and permissions.may_give_back_alert(found, user),
        "may_close": open_to_me and permissions.may_close_alert(found, user),
        "may_reopen": not open_to_me and permissions.may_reopen_alert(found, user),
        "key": new_key(),
        "breadcrumbs": _crumbs(user, found),
    }
    return render(request, "officer/alert.html", context)


@require_POST
@shows_refusals
def take(request: HttpRequest, alert_id: int) -> HttpResponse:
    """I am looking into it."""
    found = _found(request, alert_id)
    services.take_alert(alert_id=found.pk, by=me(request), key=sent_key(request))
    messages.success(request, _("The alert %(reference)s is yours.") % {"reference": found.reference})
    return redirect("officer:alert", found.pk)


@require_POST
@shows_refusals
def give_back(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Somebody else may look into it."""
    found = _found(request, alert_id)
    services.give_back_alert(alert_id=found.pk, by=me(request), key=sent_key(request))
    messages.success(request, _("The alert is open for others again."))
    return redirect("officer:alert", found.pk)


@shows_refusals
def close(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Why nothing more is to be done, and which case deals with it."""
    user, found = me(request), _found(request, alert_id)
    allow(permissions.may_close_alert(found, user))
    cases = queries.case_files(user).filter(object=found.object).select_related("object")
    form = CloseAlertForm(sent(request), cases=cases)

    def do() -> None:
        case: Application | None = form.cleaned_data["case"]
        services.close_alert(
            alert_id=found.pk,
            by=user,
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
            application_id=case.pk if case else None,
            key=form.cleaned_data["key"],
        )

    words = Act(
        title=_("Close the alert"),
        label=_("Close the alert"),
        done=_("The alert is closed."),
        text=_("The same thing is not raised again. The head can open the alert again."),
    )
    return _answer(request, found, words, form, do)


@shows_refusals
def reopen(request: HttpRequest, alert_id: int) -> HttpResponse:
    """The head opens a closed alert again."""
    user, found = me(request), _found(request, alert_id)
    allow(permissions.may_reopen_alert(found, user))
    form = ReopenAlertForm(sent(request))

    def do() -> None:
        services.reopen_alert(
            alert_id=found.pk, by=user, text=form.cleaned_data["text"], key=form.cleaned_data["key"]
        )

    words = Act(
        title=_("Open the alert again"), label=_("Open the alert again"), done=_("The alert is open again.")
    )
    return _answer(request, found, words, form, do)


def _answer(
    request: HttpRequest,
    found: Alert,
    act: Act,
    form: CloseAlertForm | ReopenAlertForm,
    do: Callable[[], None],
) -> HttpResponse:
    """The act's page, and back to the alert's."""
    return perform(
        request,
        act,
        form,
        do,
        template="officer/alert_act.html",
        back=reverse("officer:alert", args=[found.pk]),
        alert=found,
        sentence=sentence(found),
        breadcrumbs=_crumbs(me(request), found, act.title),
    )


def _found(request: HttpRequest, alert_id: int) -> Alert:
    """The alert, if it is one that the person may see; else 404."""
    found = (
        queries.alerts_visible_to(me(request))
        .filter(pk=alert_id)
        .select_related("object", "company", "holder", "officer", "application")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _crumbs(user: User, found: Alert | None = None, more: str = "") -> Crumbs:
    first = (
        {"label": _("Work list"), "url": reverse("officer:worklist")}
        if user.holds(Role.OFFICER, Role.HEAD)
        else {"label": _("Supervision"), "url": reverse("oversight:home")}
    )
    if found is None:
        return [first, {"label": _("Alerts"), "url": ""}]
    own = reverse("officer:alert", args=[found.pk]) if more else ""
    crumbs = [
        first,
        {"label": _("Alerts"), "url": reverse("officer:alerts")},
        {"label": found.reference, "url": own},
    ]
    return [*crumbs, {"label": more, "url": ""}] if more else crumbs


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _elsewhere(request: HttpRequest, name: str, number: int | None) -> str:
    """The address of a neighbouring page with the same filters, or nothing."""
    if number is None:
        return ""
    query = request.GET.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query[name] = str(number)
    return f"?{query.urlencode()}"
