"""Who owns the object before and after the deal, and who stands behind the acquirer as the applicant declares it."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import findings_text
from commission.drawing.picture import picture
from commission.law.sides import sides
from commission.models import Application, DeclaredHolding, DeclaredParty
from commission.pages.countries import country_name
from commission.pages.officer.deadlines import day
from commission.pages.officer.network import Studied, decisive, ownership_sections, studied
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.ownership_words import Look, draw, name_in
from commission.shares_text import share_words
from registry.ownership.terms import RefusedData


@dataclass(frozen=True, slots=True)
class Holder:
    """One declared stake, with how many companies lie between the holder and the acquirer."""

    party: DeclaredParty
    country: str
    company: DeclaredParty
    share: str
    depth: int

    @property
    def levels(self) -> range:
        """One step of indentation for each."""
        return range(self.depth)


@dataclass(frozen=True, slots=True)
class Rest:
    """What nobody is declared to hold in a company."""

    company: DeclaredParty
    share: str


@require_safe
def ownership(request: HttpRequest, reference: str) -> HttpResponse:
    """The picture before and after the deal, and what is declared of the acquirer."""
    found = application(request, reference)
    holdings = list(
        DeclaredHolding.objects.filter(application=found).select_related("owner__party", "company")
    )
    acquirer = (
        DeclaredParty.objects.filter(application=found, role="acquirer").select_related("party").first()
    )
    context = {
        "application": found,
        "acquirer": acquirer,
        "acquirer_country": country_name(acquirer.country) if acquirer else "",
        "holders": _from(acquirer, holdings) if acquirer else [],
        "rests": _rests(holdings),
        "sections": ownership_sections(found, me(request), "ownership"),
        "breadcrumbs": crumbs(me(request), found, _("Ownership")),
    }
    return render(request, "officer/ownership.html", context | _picture(request, found))


def _picture(request: HttpRequest, found: Application) -> dict[str, Any]:
    known = studied(found)
    if known is None:
        return {}
    facts = known.facts
    try:
        both = sides(facts)
        deciding = decisive(found)
        full = picture(facts, both, deciding.arcs if deciding else ())
    except RefusedData as refused:
        return {"refused": findings_text.problem_words(facts, refused)}
    look = _look(request.GET.get("show", "")) if full.changes else Look.AFTER
    heading = _("Ownership before and after the deal") if full.changes else _("Ownership as recorded")
    return {
        "decisive": deciding,
        "obstacle": findings_text.obstacle_words(both.obstacle) if both.obstacle else "",
        "heading": heading,
        "drawn": draw(full, name_in(facts), title=heading, look=look),
        "looks": _looks(look) if full.changes else [],
        "rests_on": _rests_on(known),
    }


def _look(asked: str) -> Look:
    return Look(asked) if asked in set(Look) else Look.CHANGE


def _looks(current: Look) -> list[dict[str, Any]]:
    labels = {
        Look.CHANGE: _("what the deal changes"),
        Look.BEFORE: _("before the deal"),
        Look.AFTER: _("after the deal"),
    }
    return [
        {"value": str(look), "label": label, "current": look is current} for look, label in labels.items()
    ]


def _rests_on(known: Studied) -> str:
    words = (
        _("Drawn from the facts frozen on %(day)s, the same that the findings rest on.")
        if known.frozen
        else _("Drawn from the registry and the application as of %(day)s.")
    )
    return words % {"day": day(known.facts.as_of)}


def _from(acquirer: DeclaredParty, holdings: list[DeclaredHolding]) -> list[Holder]:
    """Nearest first: each company's holders follow the row in which it is itself a holder."""
    of: dict[int, list[DeclaredHolding]] = {}
    for holding in holdings:
        of.setdefault(holding.company_id, []).append(holding)
    found: list[Holder] = []
    waiting = deque((holding, 0) for holding in of.pop(acquirer.pk, []))
    while waiting:
        holding, depth = waiting.popleft()
        found.append(
            Holder(
                party=holding.owner,
                country=country_name(holding.owner.country),
                company=holding.company,
                share=share_words((holding.low, holding.high)),
                depth=depth,
            )
        )
        behind = [(next_, depth + 1) for next_ in of.pop(holding.owner_id, [])]
        waiting.extendleft(reversed(behind))
    return found


def _rests(holdings: list[DeclaredHolding]) -> list[Rest]:
    """Companies of which less than everything is declared."""
    sums: dict[int, tuple[DeclaredParty, list[DeclaredHolding]]] = {}
    for holding in holdings:
        sums.setdefault(holding.company_id, (holding.company, []))[1].append(holding)
    found = []
    for company, held in sums.values():
        low, high = sum(one.low for one in held), sum(one.high for one in held)
        if low < 1:
            found.append(Rest(company, share_words((max(1 - high, 0 * low), 1 - low))))
    return found
