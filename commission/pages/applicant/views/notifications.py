"""A participant's notices of enforcement or bankruptcy: given, and what became of them (SPL 192(6))."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commission.models import Inquiry
from commission.models.inquiry import NOTICES
from commission.pages.applicant.own import person, typed
from commission.pages.attempts import attempt
from commission.pages.notice_forms import NoticeForm
from commission.pages.refusals import shows_refusals
from commission.services.inquiries import give_notice


def _own(request: HttpRequest) -> list[Inquiry]:
    own = Inquiry.objects.filter(opened_by=person(request), kind__in=NOTICES, notifier="")
    return list(own.select_related("object"))


@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """The person's own notices, the newest first: number, lateness, whether and how it was settled."""
    return render(request, "applicant/notifications.html", {"rows": _own(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@shows_refusals
def notify(request: HttpRequest) -> HttpResponse:
    form = NoticeForm(typed(request))
    tried = attempt(
        request,
        form,
        lambda: give_notice(by=person(request), data=form.notice(), key=form.cleaned_data["key"]),
    )
    if tried.done:
        messages.success(
            request,
            _("The notice is received under number %(number)s.") % {"number": tried.made.reference},
        )
        return redirect("applicant:notifications")
    return render(request, "applicant/notify.html", {"form": form}, status=tried.status)
