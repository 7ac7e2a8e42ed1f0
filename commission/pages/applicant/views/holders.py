"""Who stands behind the acquirer: rows added and removed one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commission import sides
from commission.models import Application, DeclaredParty
from commission.pages.applicant.figures import bounds_words
from commission.pages.applicant.forms.holder import HolderForm
from commission.pages.applicant.own import on_own_draft, person, typed
from commission.pages.applicant.tasks import declared
from commission.pages.countries import country_name
from commission.services.applications import add_holder, remove_holder
from commission.workflow import CannotProceed


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_draft
def holders(request: HttpRequest, application: Application) -> HttpResponse:
    return holders_page(request, application) if not apart(application) else to_acquirer(application)


def apart(application: Application) -> bool:
    """Whether the acquirer fills its part itself, out of the applicant's sight."""
    return sides.compartment(application) is not None


def to_acquirer(application: Application) -> HttpResponse:
    """The page that says how far the acquirer's own part is."""
    return redirect("applicant:acquirer", application.reference)


def holders_page(request: HttpRequest, application: Application, at: str = "applicant") -> HttpResponse:
    """The holders declared so far and the form for another one; `at` is the audience whose addresses are used."""
    acquirer = declared(application, "acquirer")
    if acquirer is None or acquirer.kind != "entity":
        messages.info(request, _("Holders are declared for a company: name the acquirer first."))
        return redirect(f"{at}:application", application.reference)
    form = HolderForm(typed(request), companies=_companies(application, acquirer))
    if form.is_bound and form.is_valid() and _added(request, application, form):
        messages.success(request, _("The holder is added."))
        return redirect(f"{at}:holders", application.reference)
    context = {
        "application": application,
        "at": at,
        "form": form,
        "acquirer": acquirer,
        "holdings": [
            (each, bounds_words(each.low, each.high), country_name(each.owner.country))
            for each in application.declared_holdings.all()
        ],
    }
    return render(request, "applicant/holders.html", context, status=422 if form.errors else 200)


def _companies(application: Application, acquirer: DeclaredParty) -> list[DeclaredParty]:
    """In whom a share may be held: the acquirer and the companies already declared behind it."""
    behind = [
        holding.owner for holding in application.declared_holdings.all() if holding.owner.kind == "entity"
    ]
    return [acquirer, *behind]


def _added(request: HttpRequest, application: Application, form: HolderForm) -> bool:
    """Add the holder; a refusal (shares above 100 %) stands at the field, so that nothing typed is lost."""
    low, high = form.cleaned_data["share"]
    try:
        add_holder(
            application_id=application.pk,
            by=person(request),
            company_id=int(form.cleaned_data["company"]),
            data=form.party_data(),
            low=low,
            high=high,
        )
    except CannotProceed as refusal:
        form.add_error("share", list(refusal.reasons))
        return False
    return True


@require_POST
@on_own_draft
def remove(request: HttpRequest, application: Application, holder_id: int) -> HttpResponse:
    return removed(request, application, holder_id)


def removed(
    request: HttpRequest, application: Application, holder_id: int, at: str = "applicant"
) -> HttpResponse:
    """Take a holder back and show the list again."""
    remove_holder(application_id=application.pk, by=person(request), holder_id=holder_id)
    messages.success(request, _("The holder is removed, with everybody declared behind it."))
    return redirect(f"{at}:holders", application.reference)
