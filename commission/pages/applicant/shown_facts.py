"""What an applicant may see of the checks: computed shares of foreign participation, nothing that judges them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from commission import findings_text
from commission.models import Application, Finding
from commission.pages.applicant.forms.party import described
from commission.pages.applicant.tasks import declared
from commission.pages.public.attributes import attribute_rows

# The only checks whose figures are shown; of these no outcome, no sentence, no chain, no limit.
CHECKS_SHOWN = ("foreign_participation", "media_20", "operator_49")


@dataclass(frozen=True, slots=True)
class ShownBar:
    """One computed share, or the range it lies in."""

    label: str
    minimum: Fraction
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """The shares that one provision looks at."""

    title: str
    basis: str
    bars: list[ShownBar]


def shown_facts(application: Application) -> list[ShownFigures]:
    """Computed shares of this revision, in the order of CHECKS_SHOWN; a check that computed none is left out."""
    rows = Finding.objects.filter(
        application=application, revision=application.revision, check_id__in=CHECKS_SHOWN
    )
    found = sorted(rows, key=lambda finding: CHECKS_SHOWN.index(finding.check_id))
    figures = [
        ShownFigures(
            findings_text.title(each.check_id), findings_text.basis(each.check_id), list(_bars(each))
        )
        for each in found
    ]
    return [each for each in figures if each.bars]


def registry_rows(application: Application) -> list[dict[str, Any]]:
    """What the registry records of both parties and of the object; rows for partials/summary_list.html."""
    labels = {"applicant": _("You, the applicant"), "acquirer": _("Acquirer")}
    rows: list[dict[str, Any]] = []
    for role, label in labels.items():
        party = declared(application, role)
        known = party.party if party else None
        rows.append({"label": label, "value": described(known) if known else _("not in the registry")})
    return rows + (attribute_rows(application.object) if application.object else [])


def _bars(finding: Finding) -> Iterable[ShownBar]:
    bars = findings_text.bars(finding)
    if bars:
        return [ShownBar(bar.label, bar.minimum, bar.maximum) for bar in bars]
    values: Mapping[str, Any] = finding.figures.get("values", {})
    labels = {"m": _("M, owned along the chains"), "k": _("K, voted under control")}
    return [
        _bar(label, values[name]["share"])
        for name, label in labels.items()
        if "share" in values.get(name, {})
    ]


def _bar(label: str, share: list[str]) -> ShownBar:
    low, high = share
    return ShownBar(label, Fraction(low), Fraction(high))
