"""A party as the applicant names it, found in the registry or typed."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from commission.models import DeclaredParty
from commission.pages.applicant.forms.fields import IdentifierField, misfit
from commission.pages.countries import HOME, countries_or_unknown, country_name
from commission.pages.forms import LineField
from commission.pages.public.objects import searchable
from commission.services.applications import PartyData
from commission.states import Capacity
from commission.wording import CAPACITY_NAMES
from registry.models import Party
from registry.models.parties import PartyKind
from registry.queries import search_parties

MOST_FOUND = 10
# How the registry's kinds read in an application.
_KIND_OF = {PartyKind.STATE: "state", PartyKind.INDIVIDUAL: "individual"}


def kind_choices() -> list[tuple[str, str]]:
    """What a declared party may be."""
    return [
        ("entity", capfirst(gettext("legal entity"))),
        ("individual", capfirst(gettext("individual"))),
        ("state", capfirst(pgettext("party", "state"))),
    ]


def search_offered(text: str) -> list[Party]:
    """Companies and states by any name or number; a person only by the whole IIN, so that nobody can browse people."""
    text = searchable(text).strip()
    if not text:
        return []
    found = search_parties(text).exclude(kind=PartyKind.UNKNOWN)
    return list(found.filter(~Q(kind=PartyKind.INDIVIDUAL) | Q(identifier=text)).order_by("key")[:MOST_FOUND])


def described(party: Party) -> str:
    """A registry party as one line: name, kind, country, BIN. A person's number is not repeated."""
    words = [party.name, str(party.get_kind_display()), country_name(party.country)]
    if party.identifier and party.kind != PartyKind.INDIVIDUAL:
        words.append(gettext("BIN %(number)s") % {"number": party.identifier})
    return " · ".join(words)


class PartyForm(forms.Form):
    """A party: its `find` text offers registry parties in `party`; what is left empty is then taken from there."""

    find = LineField(
        label=_("Name in any language, or BIN"),
        required=False,
        max_length=100,
        help_text=_("A part of the name is enough. A person is found by the whole IIN only."),
    )
    party = forms.ChoiceField(
        label=_("Found in the registry"), required=False, widget=forms.RadioSelect,
        help_text=_("If one of these is the party, choose it: you need not type what the registry knows."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind of party"), choices=kind_choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the party is.")},
    )  # fmt: skip
    name = LineField(
        label=_("Full name"), help_text=_("As in the registration certificate or the identity document."),
        error_messages={"required": _("Type the full name, or choose the party from the registry.")},
    )  # fmt: skip
    country = forms.ChoiceField(
        label=_("Country of registration or citizenship"), choices=countries_or_unknown, required=False,
        error_messages={"required": _("Choose your country.")},
    )  # fmt: skip
    identifier = IdentifierField(
        label=_("BIN or IIN"), required=False,
        help_text=_("12 digits. Needed for companies and people of Kazakhstan; leave it empty for others."),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        declared: DeclaredParty | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        initial = {**_stored(declared), **(initial or {})}
        super().__init__(data, initial=initial)
        source = self.data if self.is_bound else initial
        self.searched = str(source.get("find") or "")[:100]
        self.found = search_offered(self.searched)
        if declared is not None and declared.party and declared.party not in self.found:
            self.found.insert(0, declared.party)
        self._offer()

    def _offer(self) -> None:
        if not self.found:
            del self.fields["party"]
            return
        none_of_these = ("", gettext("None of these: I type the party below"))
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((str(party.pk), described(party)) for party in self.found), none_of_these]
        if self.is_bound and self.data.get("party"):
            for name in ("name", "kind", "country"):
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = next((party for party in self.found if str(party.pk) == cleaned.get("party")), None)
        cleaned["party"] = chosen
        if chosen is not None:
            _fill(cleaned, chosen)
        self._check_identifier(cleaned, known=chosen is not None)
        return cleaned

    def _check_identifier(self, cleaned: dict[str, Any], *, known: bool) -> None:
        kind, number = cleaned.get("kind", ""), cleaned.get("identifier", "")
        if "identifier" in self.errors or not kind:
            return
        if number and not known and (wrong := misfit(number, kind)):
            self.add_error("identifier", wrong)
        elif not number and not known and cleaned.get("country") == HOME and kind != "state":
            self.add_error("identifier", _("Give the BIN or IIN: a party of Kazakhstan is identified by it."))

    def party_data(self) -> PartyData:
        """What was typed, for the service."""
        values = self.cleaned_data
        return PartyData(
            kind=values["kind"],
            name=values["name"],
            country=values["country"],
            identifier=values["identifier"],
            email=values.get("email", ""),
            phone=values.get("phone", ""),
            party=values["party"],
            address=values.get("address", ""),
            registration=values.get("registration", ""),
        )


class ApplicantForm(PartyForm):
    """The applicant's own section: capacity, identity, how to be reached."""

    capacity = forms.ChoiceField(
        label=_("You file as"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose in what capacity you file: it decides which documents are needed.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail for questions on this case"), max_length=254,
        error_messages={
            "required": _("Give an e-mail address at which we reach you."),
            "invalid": _("Write the whole address, for example name@company.kz."),
        },
    )  # fmt: skip
    phone = forms.RegexField(
        r"^\+?[0-9][0-9 ()-]{4,28}$", label=_("Telephone"), required=False,
        error_messages={"invalid": _("Write the number in digits, for example +7 727 000 00 00.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "govuk-input--width-20"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].required = not self.is_bound or not self.data.get("party")
        self.fields["capacity"].choices = [  # type: ignore[attr-defined]
            (str(capacity), capfirst(CAPACITY_NAMES[capacity])) for capacity in Capacity
        ]


class PaperApplicantForm(ApplicantForm):
    """The same section of an applicant without an account: reached by post, known abroad by its own register."""

    registration = LineField(
        label=_("Number in the register of its country"), required=False, max_length=60,
        help_text=_("For companies and people of other countries, as on the paper."),
    )  # fmt: skip
    address = LineField(
        label=_("Postal address"), max_length=300,
        error_messages={"required": _("Give the postal address: papers to this applicant go by post.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].label = _("The applicant files as")
        self.fields["email"].required = False
        self.fields["email"].help_text = _("If the paper gives one. The post stays the official way.")

    def _check_identifier(self, cleaned: dict[str, Any], *, known: bool) -> None:
        super()._check_identifier(cleaned, known=known)
        abroad = cleaned.get("country") not in ("", HOME, None) and cleaned.get("kind") == "entity"
        if abroad and not known and not (cleaned.get("registration") or cleaned.get("identifier")):
            self.add_error("registration", _("Give the number under which its own country knows it."))


def _stored(declared: DeclaredParty | None) -> dict[str, Any]:
    if declared is None:
        return {}
    names = ("kind", "name", "country", "identifier", "email", "phone", "address", "registration")
    return {**{name: getattr(declared, name) for name in names}, "party": str(declared.party_id or "")}


def _fill(cleaned: dict[str, Any], party: Party) -> None:
    """What was left empty is taken from the registry; what was typed stays for the checks to compare."""
    known = {
        "kind": _KIND_OF.get(PartyKind(party.kind), "entity"),
        "name": party.name,
        "country": party.country,
        "identifier": party.identifier,
    }
    for name, value in known.items():
        cleaned[name] = cleaned.get(name) or value
