"""The case page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commission.pages.officer.casepage import case_page
from commission.pages.officer.reading import crumbs, me, whole_file


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one case, and the buttons this person has."""
    user, file = me(request), whole_file(request, reference)
    context = case_page(file, user) | {"breadcrumbs": crumbs(user, file.application)}
    return render(request, "officer/case.html", context)
