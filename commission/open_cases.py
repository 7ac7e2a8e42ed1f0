"""What open cases rest on, for the registry, which does not know the Commission (`settings.REGISTRY_OPEN_CASES`)."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from commission.models import Application
from commission.states import FINAL, State
from registry.networks import below

# Whose ownership a case's checks read: the object's company and owners, and those that the parties have named.
_ROOTS = ("object__stake_in", "object__titles__owner", "declared_parties__party")


def an_open_case_rests_on(*, parties: Collection[int], objects: Collection[int]) -> bool:
    """Whether a filed case that has not ended concerns one of the objects, or somebody at or below the parties.

    Ids of the registry. A stake follows its underlying object. Four queries and a walk down, whatever was asked.
    """
    going = Application.objects.exclude(state__in=[State.DRAFT, *FINAL])
    if objects and going.filter(Q(object__in=objects) | Q(object__underlying__in=objects)).exists():
        return True
    if not parties:
        return False
    roots: set[int | None] = set()
    for path in _ROOTS:
        roots.update(going.values_list(path, flat=True).distinct())
    return not roots.isdisjoint(below(parties, as_of=timezone.localdate()))
