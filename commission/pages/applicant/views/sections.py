"""The sections about people, object and deal: each is saved on its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commission import sides
from commission.models import Application, Compartment
from commission.pages.applicant.forms.party import ApplicantForm, PaperApplicantForm, PartyForm
from commission.pages.applicant.forms.transaction import TransactionForm
from commission.pages.applicant.own import on_own_draft, person, saved, typed, typing
from commission.pages.applicant.tasks import declared
from commission.services.applications import save_party, save_transaction
from commission.workflow import NotAllowed

any_read_or_post = require_http_methods(["GET", "HEAD", "POST"])
# The button that searches the registry: the page comes back with what was typed and what was found; nothing is judged.
LOOK_UP = "look_up"


@any_read_or_post
@on_own_draft
def parties(request: HttpRequest, application: Application) -> HttpResponse:
    """The applicant's own section."""
    form_class = ApplicantForm if typing(request) is None else PaperApplicantForm
    form = party_form(form_class, request, application, "applicant")
    if form.is_bound and form.is_valid():
        save_party(
            application_id=application.pk,
            by=person(request),
            role="applicant",
            data=form.party_data(),
            capacity=form.cleaned_data["capacity"],
        )
        return saved(request, application, _("Your details are saved."))
    return _page(request, application, "applicant/parties.html", form)


@any_read_or_post
@on_own_draft
def acquirer(request: HttpRequest, application: Application) -> HttpResponse:
    """Who acquires; or, where the acquirer fills its part itself, how far that is."""
    part = sides.compartment(application)
    if part is not None:
        return _apart(request, application, part)
    form = party_form(PartyForm, request, application, "acquirer")
    if form.is_bound and form.is_valid():
        save_party(application_id=application.pk, by=person(request), role="acquirer", data=form.party_data())
        return saved(request, application, _("The acquirer is saved."))
    return _page(request, application, "applicant/acquirer.html", form)


@any_read_or_post
@on_own_draft
def transaction(request: HttpRequest, application: Application) -> HttpResponse:
    form = TransactionForm(typed(request), application=application)
    if form.is_bound and form.is_valid():
        save_transaction(application_id=application.pk, by=person(request), data=form.transaction_data())
        return saved(request, application, _("The transaction is saved."))
    return _page(request, application, "applicant/transaction.html", form)


def _apart(request: HttpRequest, application: Application, part: Compartment) -> HttpResponse:
    if request.method == "POST":
        raise NotAllowed(_("The acquirer fills this part itself: nobody else reads or changes it."))
    return render(request, "applicant/acquirer_apart.html", {"application": application, "part": part})


def party_form(
    form_class: type[PartyForm], request: HttpRequest, application: Application, role: str
) -> PartyForm:
    """The form of a party's section: as stored, as typed, or as it came back from a search of the registry."""
    stored = declared(application, role)
    initial = {"capacity": application.capacity}
    if (entry := typing(request)) is not None and stored is None and role == "applicant":
        initial["name"] = entry.letter.correspondent
    if request.method != "POST":
        return form_class(declared=stored, initial=initial)
    if LOOK_UP in request.POST:
        return form_class(declared=stored, initial=request.POST.dict())
    return form_class(request.POST, declared=stored)


def _page(
    request: HttpRequest, application: Application, template: str, form: PartyForm | TransactionForm
) -> HttpResponse:
    context = {"application": application, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
