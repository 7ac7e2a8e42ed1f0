"""What exists: people and offices, bodies, parties, objects and their lists, holdings, the calendar, the journal."""

from registry.models.absences import Absence
from registry.models.accounts import Appointment, User
from registry.models.bodies import StateBody
from registry.models.calendar import CalendarDay
from registry.models.changes import RegistryChange
from registry.models.holdings import Holding, Link
from registry.models.identifiers import PartyIdentifier
from registry.models.journal import Checkpoint, JournalEntry, JournalHead
from registry.models.limits import DatedRow, TableConfirmation
from registry.models.objects import ListEdition, ListEntry, StrategicObject, Title
from registry.models.parties import Party
from registry.models.proposals import Proposal
from registry.models.recorded import ObjectFact
from registry.models.subsoil import OperatingRight, SubsoilContract
from registry.models.sweeps import OwnershipMove, OwnershipValue, SweepRun

__all__ = [
    "Absence",
    "Appointment",
    "CalendarDay",
    "Checkpoint",
    "DatedRow",
    "Holding",
    "JournalEntry",
    "JournalHead",
    "Link",
    "ListEdition",
    "ListEntry",
    "ObjectFact",
    "OperatingRight",
    "OwnershipMove",
    "OwnershipValue",
    "Party",
    "PartyIdentifier",
    "Proposal",
    "RegistryChange",
    "StateBody",
    "StrategicObject",
    "SubsoilContract",
    "SweepRun",
    "TableConfirmation",
    "Title",
    "User",
]
