"""Interests of members: their own register, declarations of an item, contested recusals."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commission.models.session import Seat
from commission.states import Interest
from commission.wording import INTEREST_NAMES
from registry.models import Party, User

_KINDS = [(str(kind), name) for kind, name in INTEREST_NAMES.items()]


class MemberInterest(models.Model):
    """A lasting interest that a member enters: employer, former employer, holding, relative. Ended, never removed."""

    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interests")
    kind = models.CharField(
        _("kind"), max_length=16, choices=[one for one in _KINDS if one[0] != Interest.NONE]
    )
    name = models.CharField(_("name of the organisation or person"), max_length=300)
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the registry"),
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "name"],
                condition=Q(ended_at__isnull=True),
                name="interest_entered_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind}"


class Declaration(models.Model):
    """What a member declared of one item: none, or an interest of a kind in words. The latest one counts."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="declarations")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("interest"), max_length=16, choices=_KINDS)
    words = models.TextField(_("in words"), blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=str(Interest.NONE), words="") | (~Q(kind=str(Interest.NONE)) & ~Q(words="")),
                name="declaration_in_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.kind}"


class RecusalQuestion(models.Model):
    """Somebody holds that a member should be recused, and the member does not agree: the other members decide."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="questions")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    reason = models.TextField(_("reason"))
    decided_at = models.DateTimeField(null=True, blank=True)
    recuses = models.BooleanField(null=True, blank=True)
    tally = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(decided_at__isnull=True), name="recusal_question_open_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, recuses__isnull=True)
                | Q(decided_at__isnull=False, recuses__isnull=False),
                name="recusal_question_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.raised_at:%d.%m.%Y}"


class RecusalBallot(models.Model):
    """One of the other members on a contested recusal."""

    question = models.ForeignKey(RecusalQuestion, on_delete=models.PROTECT, related_name="ballots")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recuse = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="recusal_ballot_once")]
