"""What the public may read of a party: companies and states by name, people never."""

from django.utils.translation import gettext as _

from commission.models import DeclaredParty
from registry.models import Party
from registry.models.parties import PartyKind


def published_name(party: Party) -> str:
    """The party's name; a person is "an individual" to the public."""
    return _("an individual") if party.kind == PartyKind.INDIVIDUAL else party.name


def published_declared(party: DeclaredParty | None) -> str:
    """The same for a party as an applicant declared it."""
    if party is None:
        return ""
    return _("an individual") if party.kind == "individual" else party.name
