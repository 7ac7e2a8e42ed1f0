"""The facts a case's picture is drawn from, and the chain that decides its gravest finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Protocol

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import facts as facts_loader
from commission import findings_text
from commission.law.check import CHECKS
from commission.law.facts import Facts
from commission.models import Application, FactsSnapshot, Finding
from commission.pages.access import STAFF
from commission.pages.officer.findings import ORDER
from registry.models import User

Ends = tuple[str, str]


@dataclass(frozen=True)
class Studied:
    """`frozen`: the facts stand since registration, and the findings rest on them."""

    facts: Facts
    frozen: bool


def studied(application: Application) -> Studied | None:
    """The frozen facts of this revision, else the facts as they are today; None while no object is named."""
    snapshot = FactsSnapshot.objects.filter(application=application, revision=application.revision).first()
    if snapshot is not None:
        try:
            return Studied(Facts.from_json(snapshot.facts), frozen=True)
        except ValueError:
            # Facts of an earlier shape: drawn from the registry as it was on their day.
            return Studied(facts_loader.load(application, as_of=snapshot.as_of), frozen=False)
    if application.object_id is None:
        return None
    return Studied(facts_loader.load(application, as_of=timezone.localdate()), frozen=False)


@dataclass(frozen=True)
class Decisive:
    """The finding that decides, and the arcs of the chains that alone carry it past its limit."""

    check_id: str
    title: str
    outcome: str
    sentence: str
    arcs: frozenset[Ends]


def decisive(application: Application) -> Decisive | None:
    """The gravest finding of this revision that names chains of holdings."""
    places = {check_id: place for place, check_id in enumerate(CHECKS)}
    found = [
        finding
        for finding in Finding.objects.filter(application=application, revision=application.revision)
        if holding_chains(finding)
    ]
    if not found:
        return None
    gravest = min(
        found,
        key=lambda one: (ORDER.index(one.standing_outcome), places.get(one.check_id, len(places)), one.pk),
    )
    return Decisive(
        check_id=gravest.check_id,
        title=findings_text.title(gravest.check_id),
        outcome=gravest.standing_outcome,
        sentence=findings_text.sentence(gravest),
        arcs=carrying(gravest.figures.get("bars", []), holding_chains(gravest)),
    )


class HasChains(Protocol):
    """A stored finding or a fresh one."""

    @property
    def chains(self) -> Any: ...


def holding_chains(finding: HasChains) -> list[Mapping[str, Any]]:
    """Chains of holdings after the deal (before it where nothing is computed for after)."""
    chains = [chain for chain in finding.chains if chain.get("measure") == "m" and chain.get("arcs")]
    after = [chain for chain in chains if chain.get("side") != "before"]
    return after or chains


def carrying(bars: Iterable[Mapping[str, Any]], chains: Iterable[Mapping[str, Any]]) -> frozenset[Ends]:
    """(holder, company) on the best chains, as many as it takes to pass the limit; all where they do not."""
    limit = next((Fraction(str(bar["limit"])) for bar in bars if bar.get("limit")), None)
    arcs: set[Ends] = set()
    sum_ = Fraction(0)
    for chain in chains:
        path = [str(party["party"]) for party in chain["path"]]
        arcs |= {(holder, company) for company, holder in pairwise(path)}
        sum_ += Fraction(str(chain.get("contribution", "0")))
        if limit is not None and sum_ > limit:
            break
    return frozenset(arcs)


def ownership_sections(application: Application, user: User, current: str) -> list[dict[str, Any]]:
    """The case and the pages about its ownership, for partials/section_nav.html."""
    reference = application.reference
    pages = [("case", _("The case")), ("ownership", _("Picture and table"))]
    pages += [("whatif", _("What if"))] if user.holds(*STAFF) else []
    return [
        {"url": reverse(f"officer:{name}", args=[reference]), "label": label, "current": name == current}
        for name, label in pages
    ]
