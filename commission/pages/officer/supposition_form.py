"""The what-if form: what may be supposed of a deal. Sent by GET: nothing is written, and the address can be kept."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commission.law.facts import Facts
from commission.law.supposing import ATTRIBUTES, Gap, Missing, Suppositions, gaps
from commission.pages.countries import countries_or_unknown, country_name
from commission.pages.forms import LineField, PercentField
from commission.pages.ownership_words import name_in
from commission.shares_text import percent, share_words
from registry.models import Party, StrategicObject
from registry.names import folded
from registry.ownership.terms import Kind, in_force

FILED, REGISTERED, NEWCOMER = "filed", "registered", "newcomer"
MOST_SUGGESTED = 10

_KINDS = {
    "company": (Kind.COMPANY, gettext_lazy("legal entity")),
    "person": (Kind.NATURAL, gettext_lazy("individual")),
    "state": (Kind.STATE, gettext_lazy("state")),
}
_TRUTH = {"yes": True, "no": False, "unknown": None}


def _field(name: str) -> "models.Field[Any, Any]":
    field = StrategicObject._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


class SupposeForm(forms.Form):
    """Fields for the stake, the seller, the acquirer, the attributes of the object, and each missing fact."""

    share = PercentField(required=False, label=gettext_lazy("Stake that passes"))
    seller = forms.ChoiceField(required=False, label=gettext_lazy("Seller"))
    who = forms.ChoiceField(required=False, label=gettext_lazy("Acquirer"))
    party = LineField(
        required=False,
        max_length=200,
        label=gettext_lazy("Party of the registry"),
        help_text=gettext_lazy("Key, BIN or IIN, or a part of the name."),
        widget=forms.TextInput(attrs={"list": "parties", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Newcomer: what it is"),
        choices=[(name, label) for name, (_kind, label) in _KINDS.items()],
    )
    country = forms.ChoiceField(
        required=False, label=gettext_lazy("Newcomer: country"), choices=countries_or_unknown
    )

    def __init__(self, data: Any, *, facts: Facts) -> None:
        super().__init__(data)
        self.facts, self.gaps = facts, gaps(facts)
        self.found: Party | None = None
        self._name = name_in(facts)
        deal = facts.deal
        self._choices("seller", [("", self._filed(deal.seller if deal else None)), *self._sellers()])
        self._choices(
            "who",
            [
                (FILED, self._filed(deal.acquirer if deal else None)),
                (REGISTERED, _("a party of the registry")),
                (NEWCOMER, _("a newcomer")),
            ],
        )
        self.fields["share"].help_text = (
            _("As filed: %(share)s") % {"share": percent(deal.share)}
            if deal and deal.share is not None
            else _("As filed: not given")
        )
        for name in ATTRIBUTES:
            self.fields[f"is_{name}"] = self._attribute(name)
        for gap in self.gaps:
            self.fields[f"gap_{gap.key}"] = self._gap(gap)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _filed(self, id: str | None) -> str:
        return _("as filed: %(name)s") % {"name": self._name(id) if id else _("nobody certain")}

    def _sellers(self) -> Iterator[tuple[str, str]]:
        company, deal = self.facts.object.stake_in, self.facts.deal
        holders = dict.fromkeys(
            row.owner
            for row in self.facts.ownership.holdings
            if row.company == company and in_force(row.valid_from, row.valid_to, self.facts.as_of)
        )
        for id in holders:
            if id != company and (deal is None or id != deal.seller):
                yield id, self._name(id)

    def _attribute(self, name: str) -> forms.ChoiceField:
        recorded = {True: _("yes"), False: _("no"), None: _("not known")}[getattr(self.facts.object, name)]
        return forms.ChoiceField(
            required=False,
            label=capfirst(str(_field(name).verbose_name)),
            choices=[
                ("", _("as recorded: %(value)s") % {"value": recorded}),
                ("yes", _("yes")),
                ("no", _("no")),
                ("unknown", _("not known")),
            ],
        )

    def _gap(self, gap: Gap) -> forms.Field:
        company, party = (self._name(id) if id else "" for id in (gap.company, gap.party))
        match gap.missing:
            case Missing.SIZE:
                label = _("%(holder)s in %(company)s") % {"holder": party, "company": company}
                help_text = _("Recorded: %(range)s") % {"range": share_words(gap.range)}
                return PercentField(required=False, above_zero=False, label=label, help_text=help_text)
            case Missing.COUNTRY:
                label = _("Country of %(name)s") % {"name": party}
            case Missing.HOLDER:
                label = _("Who is behind “%(holder)s” in %(company)s (%(share)s): a person of") % {
                    "holder": party,
                    "company": company,
                    "share": share_words(gap.range),
                }
            case Missing.REST:
                label = _("Undeclared holders of %(company)s (%(share)s): a person of") % {
                    "company": company,
                    "share": share_words(gap.range),
                }
        return forms.ChoiceField(required=False, label=label, choices=countries_or_unknown)

    @property
    def attribute_fields(self) -> list[forms.BoundField]:
        return [self[f"is_{name}"] for name in ATTRIBUTES]

    @property
    def gap_fields(self) -> list[forms.BoundField]:
        return [self[f"gap_{gap.key}"] for gap in self.gaps]

    @property
    def supposes_attributes(self) -> bool:
        """Whether something is chosen there, so that it is not folded away."""
        return any(bound.value() for bound in self.attribute_fields)

    @property
    def supposes_gaps(self) -> bool:
        return any(bound.value() for bound in self.gap_fields)

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """Registered parties of the case itself, for the browser's list."""
        return [(party.id, self._name(party.id)) for party in self.facts.parties if not party.state_body][
            :100
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("who") == REGISTERED and "party" in cleaned:
            self._find(cleaned["party"])
        for gap in self.gaps:
            self._check_range(gap, cleaned.get(f"gap_{gap.key}"))
        return cleaned

    def _find(self, words: str) -> None:
        if not words:
            self.add_error("party", _("Name the party: its key, its number, or a part of its name."))
            return
        exact = Party.objects.filter(key=words) | Party.objects.filter(identifier=words)
        rows = Party.objects.exclude(kind="unknown")
        for word in folded(words).split():
            rows = rows.filter(search__contains=word)
        found = list(exact.order_by("pk")[:1]) or list(rows.order_by("key")[: MOST_SUGGESTED + 1])
        if not found:
            self.add_error(
                "party", _("The registry knows no such party. A newcomer can be supposed instead.")
            )
        elif len(found) > 1:
            listed = "; ".join(f"{one.key} – {one.name}" for one in found[:MOST_SUGGESTED])
            self.add_error(
                "party", _("Several parties fit; write the key of one: %(parties)s") % {"parties": listed}
            )
        else:
            self.found = found[0]

    def _check_range(self, gap: Gap, value: Any) -> None:
        if isinstance(value, Fraction) and not gap.range.low <= value <= gap.range.high:
            self.add_error(
                f"gap_{gap.key}",
                ValidationError(
                    _("The record allows %(range)s: suppose a share in it.")
                    % {"range": share_words(gap.range)}
                ),
            )

    def supposed(self) -> Suppositions:
        """What was chosen; fields left alone suppose nothing."""
        given = self.cleaned_data
        newcomer = None
        if given.get("who") == NEWCOMER:
            newcomer = (_KINDS[given.get("kind") or "company"][0], given.get("country") or "")
        answers = {name: given.get(f"is_{name}") for name in ATTRIBUTES}
        settled = {gap.key: given.get(f"gap_{gap.key}") for gap in self.gaps}
        return Suppositions(
            share=given.get("share"),
            seller=given.get("seller") or None,
            acquirer=self.found.key if self.found else None,
            newcomer=newcomer,
            attributes={name: _TRUTH[answer] for name, answer in answers.items() if answer},
            settled={key: value for key, value in settled.items() if value not in (None, "")},
        )

    def words(self) -> list[str]:
        """What is supposed, in words, for the heading of the answer and for paper."""
        said = []
        for bound in self:
            value = self.cleaned_data.get(bound.name)
            if value in (None, "") or (bound.name == "who" and value == FILED):
                continue
            if bound.name in ("kind", "country") and self.cleaned_data.get("who") != NEWCOMER:
                continue
            said.append(f"{bound.label}: {self._chosen(bound, value)}")
        return said

    def _chosen(self, bound: forms.BoundField, value: Any) -> str:
        if isinstance(value, Fraction):
            return percent(value)
        if bound.name == "party" and self.found:
            return f"{self.found.name} ({self.found.key})"
        choices = dict(getattr(bound.field, "choices", ()))
        return str(choices.get(value, country_name(value) if len(str(value)) == 2 else value))
