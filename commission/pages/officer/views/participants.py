"""Who takes part in a case beside the authority, and on which paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions
from commission.pages.applicant.forms.invitation import InvitationForm
from commission.pages.applicant.representing import power_rows
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.participants import acts_under
from commission.pages.officer.reading import application, case_url, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services.applications import EDITABLE
from commission.services.compartments import close_compartment, invite_acquirer
from commission.services.desk import allow
from commission.states import State


@require_safe
def participants(request: HttpRequest, reference: str) -> HttpResponse:
    """The applicant, representatives with their powers and everything done under them, and the acquirer's own part."""
    found, user = application(request, reference), me(request)
    powers = list(found.powers.select_related("representative", "document"))
    parts = list(found.compartments.select_related("person", "invited_by", "closed_by"))
    title = _("Who takes part")
    context = {
        "application": found,
        "rows": power_rows(powers),
        "acts": acts_under(found, powers),
        "parts": parts,
        "repetition": getattr(found, "repetition", None),
        "repetitions": [
            each.application
            for each in found.repetitions.select_related("application")
            if each.application.state != State.DRAFT
        ],
        "live": any(part.is_live for part in parts),
        "may_invite": found.state in EDITABLE and permissions.may_invite(found, user),
        "on_desk": True,
        "breadcrumbs": crumbs(user, found, title),
        "cancel_url": case_url(found),
    }
    return render(request, "officer/participants.html", context)


@shows_refusals
def invite(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the acquirer, by address, to fill its own part."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_invite(found, user))
    form = InvitationForm(sent(request))
    act = Act(
        title=_("Ask the acquirer to fill its own part"),
        text=_(
            "The acquirer gets a letter with a link that can be used once. What had been stated about the acquirer is "
            "dropped when it accepts; the applicant sees only whether the part is complete."
        ),
        label=_("Send the invitation"),
        done=_("The invitation is on its way."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: invite_acquirer(application_id=found.pk, by=user, address=form.cleaned_data["address"]),
    )


@require_POST
@shows_refusals
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the invitation back."""
    found, user = application(request, reference), me(request)
    close_compartment(application_id=found.pk, by=user)
    return redirect("officer:participants", reference)
