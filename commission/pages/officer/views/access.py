"""Exceptional access to a case: who has it, until when and why; given and revoked by the head."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commission import permissions
from commission.models import AccessGrant
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.forms import GrantForm
from commission.pages.officer.reading import application, me
from commission.pages.refusals import shows_refusals
from commission.services.access import grant_access, revoke_access
from commission.services.desk import allow


@shows_refusals
def access(request: HttpRequest, reference: str) -> HttpResponse:
    """All grants of the case, and the form for another one."""
    found, user = application(request, reference), me(request)
    allow(permissions.is_head(found, user))
    form = GrantForm(sent(request), application=found, by=user)
    act = Act(
        title=_("Access to the case"),
        label=_("Give access"),
        done=_("The access is given. Each reading is written to the journal."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: grant_access(
            application_id=found.pk,
            user_id=form.cleaned_data["user"].pk,
            valid_from=form.valid_from(),
            valid_until=form.valid_until(),
            reason=form.cleaned_data["reason"],
            by=user,
        ),
        template="officer/access.html",
        to=request.path,
        grants=AccessGrant.objects.filter(application=found).select_related("user", "granted_by"),
    )


@require_POST
@shows_refusals
def revoke(request: HttpRequest, reference: str, grant_id: int) -> HttpResponse:
    """End one grant at once."""
    found = application(request, reference)
    if not AccessGrant.objects.filter(application=found, pk=grant_id).exists():
        raise Http404
    revoke_access(grant_id=grant_id, by=me(request))
    messages.success(request, _("The access has ended."))
    return redirect("officer:access", reference)
