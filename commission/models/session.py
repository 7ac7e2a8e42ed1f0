"""Sessions of the Commission: agenda, seats, presence and votes, all as rows."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.models import policy
from commission.models.composition import Composition
from commission.procedure import ballots
from commission.wording import CHOICE_NAMES, INTEREST_NAMES, MOTION_NAMES
from registry.models import User


class Session(models.Model):
    """One sitting, in the composition that was in force for its day when it was called."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    starts_at = models.DateTimeField(_("date and time"))
    place = models.CharField(_("place"), max_length=200)
    composition = models.ForeignKey(Composition, on_delete=models.PROTECT, null=True, related_name="sessions")
    called_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    papers_sent_at = models.DateTimeField(null=True, blank=True)
    papers_late_reason = models.TextField(blank=True)
    papers_late_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # A vote without a sitting: why, and until when votes are taken. Empty and unset for a sitting.
    absentee_ground = models.TextField(blank=True)
    votes_until = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    signed_by_secretary = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    signed_by_chair = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    minutes_text = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_absentee(self) -> bool:
        return self.votes_until is not None

    @property
    def minutes_signed(self) -> bool:
        return self.signed_by_chair_id is not None and self.signed_by_secretary_id is not None

    def __str__(self) -> str:
        return f"{self.number}"


class Presence(models.Model):
    """A member of the session's composition, or the substitute who sits for one, and whether they are in the room."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="presences")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=10)
    stands_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.CharField(_("ground of the substitution"), max_length=400, blank=True)
    is_present = models.BooleanField(default=False)
    marked_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="member_once_per_session")]

    @property
    def in_room(self) -> bool:
        """Here now: marked as present, and not gone since."""
        return self.is_present and self.left_at is None


class PresenceMark(models.Model):
    """Somebody came into the room or left it; never changed."""

    presence = models.ForeignKey(Presence, on_delete=models.PROTECT, related_name="marks")
    in_room = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Withdrawal(models.TextChoices):
    """Why an item left its agenda."""

    RECALLED = "recalled", _("recalled on a new fact")
    NO_QUORUM = "no_quorum", _("no quorum, carried over to a later session")


class AgendaItem(models.Model):
    """One application on one agenda. The vote is open between `opened_at` and `closed_at`; its result is then fixed."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="agenda_items"
    )
    position = models.PositiveSmallIntegerField()
    report = models.ForeignKey("commission.Report", on_delete=models.PROTECT, related_name="+")
    motion = models.CharField(max_length=24, choices=[(str(m), n) for m, n in MOTION_NAMES.items()])
    late_reason = models.TextField(_("ground of a late change of the agenda"), blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    carried = models.BooleanField(null=True, blank=True)
    tally = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=12, blank=True, choices=Withdrawal.choices)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "application"], name="application_once_on_an_agenda"),
            models.UniqueConstraint(fields=["session", "position"], name="agenda_position_once"),
        ]

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    def taking_part(self) -> set[int]:
        """Ids of members who can vote now but for recusal: those in the room; without a sitting, everybody."""
        if self.session.is_absentee:
            return {seat.member_id for seat in self.seats.all()}
        return {p.member_id for p in self.session.presences.all() if p.in_room}

    def quorum(self) -> ballots.Quorum:
        """Quorum of this item, from presence and recusals, by the policy of the session's day."""
        on = timezone.localdate(self.session.starts_at)
        seats = list(self.seats.all())
        voting = [seat for seat in seats if seat.recused_at is None]
        present = self.taking_part()
        return ballots.quorum(
            members=len(seats),
            recused=len(seats) - len(voting),
            present=sum(seat.member_id in present for seat in voting),
            share=policy.share("quorum_share", on=on),
            floor=policy.share("quorum_floor", on=on),
        )


class Seat(models.Model):
    """A member's place at one item: declared interest, recusal. A recused member has no papers, quorum or vote."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats")
    office = models.CharField(max_length=10)
    interest = models.TextField(_("declared interest"), blank=True)
    interest_kind = models.CharField(
        max_length=16, blank=True, choices=[(str(k), n) for k, n in INTEREST_NAMES.items()]
    )
    declared_at = models.DateTimeField(null=True, blank=True)
    recused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="seat_once_per_item")]


class VoteQuerySet(models.QuerySet["Vote"]):
    def standing(self) -> "VoteQuerySet":
        """Votes that count: not void by a recusal in the middle of the vote."""
        return self.filter(void__isnull=True)


class Vote(models.Model):
    """One member's vote on one item: a row, counted under a lock on the item, never a counter."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("vote"), max_length=8, choices=[(str(c), n) for c, n in CHOICE_NAMES.items()])
    dissent = models.TextField(_("dissenting opinion"), blank=True)
    pack = models.ForeignKey("commission.Pack", on_delete=models.PROTECT, null=True, related_name="votes")
    at = models.DateTimeField()

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="one_vote_per_member_and_item")
        ]

    @property
    def is_void(self) -> bool:
        return hasattr(self, "void")


class VoidedVote(models.Model):
    """A vote that no longer counts: its member was recused during the vote. Neither row is ever changed."""

    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="void")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
