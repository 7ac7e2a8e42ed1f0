"""Who stands behind the acquirer, as the applicant declares it."""

from collections import deque
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commission.models import DeclaredHolding, DeclaredParty
from commission.pages.countries import country_name
from commission.pages.officer.reading import application, crumbs, me
from commission.shares_text import share_words


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


@require_GET
def ownership(request: HttpRequest, reference: str) -> HttpResponse:
    """Declared holdings from the acquirer upwards, and what is left undeclared."""
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
        "breadcrumbs": crumbs(me(request), found, _("Who stands behind the acquirer")),
    }
    return render(request, "officer/ownership.html", context)


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
