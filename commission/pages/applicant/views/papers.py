"""Papers of the Commission to the applicant, each with its number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commission.models import Application
from commission.pages.applicant.own import on_own
from commission.pages.sending import stored_file
from commission.services.case_papers import papers_to_applicant


@require_safe
@on_own
def papers(request: HttpRequest, application: Application) -> HttpResponse:
    """Every paper sent, the newest first."""
    context = {"application": application, "papers": papers_to_applicant(application)}
    return render(request, "applicant/papers.html", context)


@require_safe
@on_own
def paper(request: HttpRequest, application: Application, paper_id: int) -> HttpResponseBase:
    """One of them as a file."""
    found = next((one for one in papers_to_applicant(application) if one.pk == paper_id), None)
    if found is None:
        raise Http404
    return stored_file(request, found)
