"""Interests: a member's own register, declarations of an item, contested recusals decided by the others."""

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions_session as permissions
from commission.models import (
    AgendaItem,
    Declaration,
    MemberInterest,
    RecusalBallot,
    RecusalQuestion,
    Seat,
)
from commission.services.desk import allow, require
from commission.states import Interest
from registry.journal.writing import act
from registry.models import Party, User


def enter_interest(*, by: User, kind: str, name: str, party_id: int | None = None) -> MemberInterest:
    """A member enters a lasting interest of their own; one of the registry is named by its party."""
    with act(by=by) as acting:
        allow(permissions.may_keep_interests(by))
        require(kind in set(Interest) - {Interest.NONE}, _("Choose the kind of the interest."))
        party = Party.objects.filter(pk=party_id).first() if party_id is not None else None
        named = name.strip() or (party.name if party is not None else "")
        require(bool(named), _("Name the organisation or the person."))
        made, fresh = MemberInterest.objects.get_or_create(
            member=by, kind=kind, name=named, ended_at=None, defaults={"party": party}
        )
        if fresh:
            acting.record("interest.enter", f"user:{by.pk}", interest=made.pk, kind=kind)
        return made


def end_interest(*, interest_id: int, by: User) -> MemberInterest:
    """The interest is over; its row stays."""
    with act(by=by) as acting:
        row = (
            MemberInterest.objects.select_for_update(no_key=True, of=("self",))
            .filter(pk=interest_id, member=by)
            .first()
        )
        allow(row is not None)
        assert row is not None
        if row.ended_at is None:
            row.ended_at = timezone.now()
            row.save(update_fields=["ended_at"])
            acting.record("interest.end", f"user:{by.pk}", interest=row.pk)
        return row


def declare_interest(*, item_id: int, by: User, interest: str, kind: str = "") -> Seat:
    """A member declares of an item that there is no interest (empty text), or which one, by kind and in words."""
    with act(by=by) as acting:
        item = AgendaItem.objects.select_for_update(no_key=True).get(pk=item_id)
        require(
            item.closed_at is None and item.session.closed_at is None, _("The vote on this item is closed.")
        )
        seat = Seat.objects.select_for_update(no_key=True).filter(item=item, member=by).first()
        allow(seat is not None)
        assert seat is not None
        words = interest.strip()
        kind = kind or str(Interest.OTHER if words else Interest.NONE)
        require(kind in set(Interest), _("Choose the kind of the interest."))
        require(
            (kind == Interest.NONE) == (words == ""), _("Describe the interest in words, or declare none.")
        )
        last = Declaration.objects.filter(seat=seat, member=by).order_by("pk").last()
        if last is not None and seat.declared_at == last.at and (last.words, last.kind) == (words, kind):
            return seat  # the same form, sent twice
        now = timezone.now()
        Declaration.objects.create(seat=seat, member=by, kind=kind, words=words, at=now)
        seat.interest, seat.interest_kind, seat.declared_at = words, kind, now
        seat.save(update_fields=["interest", "interest_kind", "declared_at"])
        acting.record("interest.declare", f"item:{item.pk}", declared=bool(words), kind=kind)
        return seat


def question_recusal(*, item_id: int, member_id: int, by: User, reason: str) -> RecusalQuestion:
    """Put to the other members whether one of them should be recused, before the vote opens."""
    with act(by=by) as acting:
        item = _item_before_vote(item_id)
        seats = {seat.member_id: seat for seat in item.seats.all()}
        allow(permissions.may_conduct(by) or (by.pk in seats and seats[by.pk].recused_at is None))
        require(bool(reason.strip()), _("Give the reason."))
        require(member_id in seats, _("This member does not sit on the item."))
        require(seats[member_id].recused_at is None, _("The member is recused already."))
        open_one = RecusalQuestion.objects.filter(seat=seats[member_id], decided_at__isnull=True).first()
        if open_one is not None:
            return open_one
        made = RecusalQuestion.objects.create(
            seat=seats[member_id], raised_by=by, raised_at=timezone.now(), reason=reason.strip()
        )
        acting.record("recusal.question", f"item:{item.pk}", member=member_id, question=made.pk)
        return made


def answer_recusal(*, question_id: int, by: User, recuse: bool) -> RecusalBallot:
    """Another member's vote on a contested recusal; the same answer again is answered with the first."""
    with act(by=by) as acting:
        question = _question(question_id)
        item = question.seat.item
        require(question.decided_at is None, _("This recusal has been decided."))
        mine = Seat.objects.filter(item=item, member=by, recused_at__isnull=True)
        allow(by.pk != question.seat.member_id and mine.exists())
        require(by.pk in item.taking_part(), _("You are not marked as present. Ask the secretary."))
        earlier = question.ballots.filter(member=by).first()
        if earlier is not None:
            require(earlier.recuse == recuse, _("You have already voted on this recusal."))
            return earlier
        made = RecusalBallot.objects.create(question=question, member=by, recuse=recuse, at=timezone.now())
        acting.record("recusal.answer", f"item:{item.pk}", question=question.pk, recuse=recuse)
        return made


def decide_recusal(*, question_id: int, by: User) -> RecusalQuestion:
    """Count: recused by more than half of the other members present. The member is then recused at once."""
    with act(by=by) as acting:
        allow(permissions.may_conduct(by))
        question = _question(question_id)
        if question.decided_at is not None:
            return question
        item = question.seat.item
        present = item.taking_part()
        others = [
            seat.member_id
            for seat in item.seats.all()
            if seat.recused_at is None and seat.member_id in present - {question.seat.member_id}
        ]
        require(bool(others), _("Nobody else is present: the others decide a contested recusal."))
        for_, against = (question.ballots.filter(recuse=answer).count() for answer in (True, False))
        question.decided_at, question.recuses = timezone.now(), 2 * for_ > len(others)
        question.tally = {"for": for_, "against": against, "present": len(others)}
        question.save(update_fields=["decided_at", "recuses", "tally"])
        if question.recuses:
            Seat.objects.filter(pk=question.seat_id, recused_at__isnull=True).update(
                recused_at=timezone.now()
            )
        acting.record(
            "recusal.decide",
            f"item:{item.pk}",
            question=question.pk,
            member=question.seat.member_id,
            recuses=question.recuses,
            **question.tally,
        )
        return question


def _item_before_vote(item_id: int) -> AgendaItem:
    item = AgendaItem.objects.select_for_update(no_key=True).get(pk=item_id)
    require(
        item.opened_at is None and item.session.closed_at is None,
        _("The vote has been opened: from now on members recuse themselves."),
    )
    return item


def _question(question_id: int) -> RecusalQuestion:
    """A question with its item locked, as for every act on an item."""
    found = RecusalQuestion.objects.select_related("seat").filter(pk=question_id).first()
    require(found is not None, _("This question does not exist."))
    assert found is not None
    AgendaItem.objects.select_for_update(no_key=True).get(pk=found.seat.item_id)
    return RecusalQuestion.objects.select_related("seat__item__session").get(pk=question_id)
