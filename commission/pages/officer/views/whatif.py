"""The what-if page of a case: the deal as it might be, every finding beside it, nothing written."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import facts as facts_loader
from commission import findings_text
from commission.law.facts import Facts
from commission.law.sides import sides
from commission.law.supposing import suppose
from commission.pages.officer.network import ownership_sections, studied
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.officer.supposition_form import SupposeForm
from commission.pages.officer.whatif import compare, largest
from commission.pages.ownership_words import draw, name_in
from registry.ownership.terms import RefusedData


@require_safe
def whatif(request: HttpRequest, reference: str) -> HttpResponse:
    """The form, and what it supposes once something is sent."""
    found = application(request, reference)
    known = studied(found)
    context: dict[str, Any] = {
        "application": found,
        "sections": ownership_sections(found, me(request), "whatif"),
        "breadcrumbs": crumbs(me(request), found, _("What if")),
    }
    if known is not None and known.facts.deal is not None:
        form = SupposeForm(request.GET if request.GET else None, facts=known.facts)
        context |= {"form": form, **_answer(form, known.facts)}
    return render(request, "officer/whatif.html", context)


def _answer(form: SupposeForm, facts: Facts) -> dict[str, Any]:
    """As filed where nothing is sent; nothing where what is sent cannot be supposed."""
    if form.is_bound and not form.is_valid():
        return {}
    supposed, words = facts, []
    if form.is_bound:
        joined = facts if form.found is None else facts_loader.joined(facts, form.found)
        supposed, words = suppose(joined, form.supposed()), form.words()
    try:
        both = sides(supposed)
    except RefusedData as refused:
        return {"refused": findings_text.problem_words(supposed, refused), "supposed": words}
    answer = compare(facts, supposed)
    heading = _("Ownership as supposed") if words else _("Ownership before and after the deal")
    return {
        "supposed": words,
        "answer": answer,
        "obstacle": findings_text.obstacle_words(both.obstacle) if both.obstacle else "",
        "largest": largest(supposed),
        "heading": heading,
        "drawn": draw(answer.picture, name_in(supposed), title=heading) if answer.picture else None,
    }
