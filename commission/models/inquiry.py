"""Inquiries: case types beside the road. Owners' notices of enforcement or bankruptcy, alerts, breaches."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commission.models.alert import Alert
from commission.models.obligation import Obligation
from registry.models import StrategicObject, User


class InquiryKind(models.TextChoices):
    """What the inquiry is about. The first two are notices that a participant owes (SPL 192(6))."""

    ENFORCEMENT = "enforcement", _("enforcement against a strategic object")
    BANKRUPTCY = "bankruptcy", _("rehabilitation or bankruptcy of an owner")
    ALERT = "alert", _("an alert of the watch over the registry")
    BREACH = "breach", _("a breach of a condition or of the permission")


NOTICES = (InquiryKind.ENFORCEMENT, InquiryKind.BANKRUPTCY)


class InquiryState(models.TextChoices):
    OPEN = "open", pgettext_lazy("inquiry", "nobody's yet")
    TAKEN = "taken", pgettext_lazy("inquiry", "taken")
    CLOSED = "closed", pgettext_lazy("inquiry", "closed")


class Route(models.TextChoices):
    """How an inquiry ends."""

    APPLICATION = "application", pgettext_lazy("route", "an application deals with it")
    PRIORITY = "priority", pgettext_lazy("route", "the question of the priority right is opened")
    REVOCATION = "revocation", pgettext_lazy("route", "revocation is proposed to the Government")
    PROSECUTOR = "prosecutor", pgettext_lazy("route", "passed to the prosecutor")
    FILED = "filed", pgettext_lazy("route", "filed: nothing more is to be done")


class InquiryVerb(models.TextChoices):
    OPEN = "open", pgettext_lazy("inquiry", "opened")
    TAKE = "take", pgettext_lazy("inquiry", "taken")
    NOTE = "note", pgettext_lazy("inquiry", "noted")
    CLOSE = "close", pgettext_lazy("inquiry", "routed and closed")


class InquiryCounter(models.Model):
    """The last number given in a year and series; locked by whoever takes the next."""

    series = models.CharField(max_length=1)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="inquiry_counter_once")]


class Inquiry(models.Model):
    """open -> taken -> closed by a route. `N-2026-00001`: a notice; `I-2026-00001`: opened by the authority.

    Of a notice: who gives it, since when the event is known, by when it was due and whether it is late (SPL 192(6):
    5 working days). `application` is the case it grew from, `opened_application` the one that now deals with it.
    """

    reference = models.CharField(_("number"), max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=InquiryKind.choices)
    object = models.ForeignKey(
        StrategicObject, on_delete=models.PROTECT, related_name="inquiries", verbose_name=_("object")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=InquiryState.choices, default=InquiryState.OPEN
    )
    text = models.TextField(_("what happened"))
    capacity = models.CharField(_("notified as"), max_length=10, blank=True)
    event_on = models.DateField(_("date of the event"), null=True, blank=True)
    act_name = models.CharField(_("act of the court or bailiff"), max_length=300, blank=True)
    due_on = models.DateField(_("notice was due"), null=True, blank=True)
    alert = models.ForeignKey(
        Alert, on_delete=models.PROTECT, null=True, blank=True, related_name="inquiries"
    )
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="inquiries"
    )
    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="inquiries"
    )
    # None: the system. Of a notice that came on paper: who entered it, `notifier` being who gave it.
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    notifier = models.CharField(_("who gave the notice"), max_length=300, blank=True)
    notifier_email = models.EmailField(_("e-mail of who gave it"), blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    received_on = models.DateField()
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    route = models.CharField(_("route"), max_length=12, choices=Route.choices, blank=True)
    opened_application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert"],
                condition=~Q(state="closed") & Q(alert__isnull=False),
                name="one_open_inquiry_an_alert",
            ),
            models.UniqueConstraint(
                fields=["obligation"],
                condition=~Q(state="closed") & Q(obligation__isnull=False),
                name="one_open_inquiry_an_obligation",
            ),
            models.UniqueConstraint(fields=["opened_by", "key"], condition=~Q(key=""), name="inquiry_by_key"),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="inquiry_list")]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_notice(self) -> bool:
        return self.kind in NOTICES

    @property
    def came_on_paper(self) -> bool:
        return bool(self.notifier)

    @property
    def words(self) -> str:
        """What it is about; an inquiry that the system opened says it in the reader's language."""
        if self.opened_by_id is not None or self.obligation is None:
            return self.text
        return gettext("Evidence was due on %(day)s. It has not come, and the reminders have gone out.") % {
            "day": self.obligation.due_on.strftime("%d.%m.%Y")
        }

    @property
    def is_closed(self) -> bool:
        return self.state == InquiryState.CLOSED

    @property
    def was_late(self) -> bool:
        """The notice came after its last day."""
        return self.due_on is not None and self.received_on > self.due_on

    @property
    def since(self) -> date:
        """The day that its term is counted from."""
        return self.event_on or self.received_on


class InquiryStep(models.Model):
    """What somebody did with an inquiry: append-only."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=5, choices=InquiryVerb.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "key"], condition=~Q(key=""), name="inquiry_step_by_key"
            )
        ]
