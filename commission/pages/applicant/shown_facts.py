"""What an applicant may see of the checks: computed shares of foreign participation, nothing that judges them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import findings_text, sides
from commission.models import Application, Finding, Side
from commission.pages.applicant.figures import bounds_words
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


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that a side may remark on: what names it, and how the page says it."""

    code: str
    label: str
    value: str

    @property
    def words(self) -> str:
        return f"{self.label}: {self.value}"[:600]


def facts_of(application: Application, side: Side) -> list[Fact]:
    """What one side is shown, in words: what the registry records of it, and shares computed from what it stated.

    While the acquirer fills its own part, its records and the shares computed from them are shown to it alone; the
    applicant then sees its own records and those of the object.
    """
    role = "applicant" if side == Side.SELLER else "acquirer"
    found = list(_party_facts(application, role, _("You")))
    if side == Side.ACQUIRER:
        return [*found, *_share_facts(application)]
    if sides.compartment(application) is None:
        found += _party_facts(application, "acquirer", _("Acquirer"))
    if application.object is not None:
        found += [
            Fact(f"object:{row['code']}", row["label"], row["value"])
            for row in attribute_rows(application.object)
        ]
    return found if sides.compartment(application) is not None else [*found, *_share_facts(application)]


def _party_facts(application: Application, role: str, label: str) -> Iterable[Fact]:
    """The party as recorded, and who holds shares in it as recorded today."""
    party = declared(application, role)
    known = party.party if party else None
    yield Fact(f"party:{role}", label, described(known) if known else _("not in the registry"))
    if known is None:
        return
    today = timezone.localdate()
    for holding in known.held_by.select_related("owner").order_by("pk"):
        if (holding.valid_from and holding.valid_from > today) or (
            holding.valid_to and holding.valid_to <= today
        ):
            continue
        yield Fact(
            f"holding:{holding.pk}",
            _("Votes of %(owner)s in %(company)s") % {"owner": holding.owner.name, "company": known.name},
            bounds_words(*holding.votes),
        )


def _share_facts(application: Application) -> Iterable[Fact]:
    rows = Finding.objects.filter(
        application=application, revision=application.revision, check_id__in=CHECKS_SHOWN
    )
    for finding in sorted(rows, key=lambda each: CHECKS_SHOWN.index(each.check_id)):
        for number, bar in enumerate(_bars(finding), 1):
            yield Fact(
                f"share:{finding.check_id}:{number}",
                f"{findings_text.title(finding.check_id)}, {bar.label}",
                bounds_words(bar.minimum, bar.maximum),
            )


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
