"""What a case page and the guards ask about what runs beside the road, counted in the case's own query."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commission import permissions_after
from commission.models import (
    Application,
    Conclusion,
    InformationRequest,
    Inquiry,
    MaterialChange,
    PowerOfAttorney,
)
from commission.models.inquiry import InquiryState
from registry.models import User


def beside() -> dict[str, Exists]:
    """Annotations of an application, by their names below."""
    inquiries = Inquiry.objects.filter(application=OuterRef("pk"))
    named = Inquiry.objects.filter(Q(application=OuterRef("pk")) | Q(opened_application=OuterRef("pk")))
    changes = MaterialChange.objects.filter(application=OuterRef("pk"))
    return {
        "was_entered": Exists(Conclusion.objects.filter(application=OuterRef("pk"), state="entered")),
        "inquiry_open": Exists(inquiries.exclude(state=InquiryState.CLOSED)),
        "inquired": Exists(named),
        "change_open": Exists(changes.filter(settled_at__isnull=True)),
        "changed": Exists(changes),
        "request_open": Exists(
            InformationRequest.objects.filter(application=OuterRef("pk")).unsettled(timezone.localdate())
        ),
    }


def inquiries_visible_to(user: User) -> QuerySet[Inquiry]:
    """Every inquiry that the person may see, with the rows that its lines name."""
    scope = permissions_after.inquiries_scope(
        user, applications=Application.objects.all(), powers=PowerOfAttorney.objects.all()
    )
    return Inquiry.objects.filter(scope).select_related(
        "object", "officer", "opened_by", "alert", "application", "obligation", "opened_application"
    )
