"""The demonstration's paper: one application that came by post, typed by one officer, waiting for a second person."""

from datetime import timedelta

from django.utils import timezone

from commission import demonstration
from commission.demonstration import person, work_off
from commission.models import PaperEntry
from commission.services import paper_entries
from commission.services.applications import PartyData
from commission.services.paper_entries import APPLICATION_FORM, PaperData
from registry.models import StrategicObject

_OBJECT = "SO-B-009"


def prepare_paper() -> None:
    """Received three days ago, entered by `officer2`, its scans inspected: `officer` or `head` compares it."""
    if PaperEntry.objects.exists():
        return
    received = timezone.localdate() - timedelta(days=3)
    by = person("officer2")
    owner = StrategicObject.objects.get(code=_OBJECT).holders.first()
    assert owner is not None
    entry = paper_entries.start_paper_application(
        by=by,
        data=PaperData(
            correspondent=owner.name_ru or owner.name_en,
            sender_number="14-и",
            dated_on=received - timedelta(days=2),
            received_on=received,
            sheets=27,
        ),
        key="demonstration",
    )
    buyer = PartyData(kind="entity", name="ТОО «Каспий Капитал» (иллюстративно)", country="KZ")
    demonstration.fill(
        entry.application_id,
        by,
        _OBJECT,
        acquirer=buyer,
        share="3/20",
        address="100000, г. Караганда, ул. Иллюстративная, 5",
        more=(APPLICATION_FORM,),
    )
    work_off()
    paper_entries.hand_over(entry_id=entry.pk, by=by)
