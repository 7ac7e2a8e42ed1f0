"""At a session and after it: coming and going, no quorum, votes without a sitting, minutes corrected and signed."""

import io
import re
from datetime import date, timedelta

import docx
import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from commission.demonstration import prepare_members, send_papers
from commission.models import Composition, Job, MinutesSignature, Presence, PresenceMark, Seat, Session
from commission.papers.word import DOCX
from commission.services import attendance, interests, sessions, signing
from commission.services.compositions import MemberData, confirm_composition, propose_composition
from commission.services.signing import PasswordSigner
from commission.states import Choice, Interest, State
from commission.workflow import CannotProceed, NotAllowed
from registry.roles import Role
from tests.cast import BY_PASSWORD, Road, load_cast, person
from tests.lasting import laid_out


@pytest.fixture(scope="module")
def agenda(django_db_setup, django_db_blocker):
    """SO-B-020 on the agenda of a session that begins in an hour."""
    with laid_out(django_db_blocker):
        load_cast()
        yield Road.draft().submit().register().examine().answer_all().report().put_on_agenda()


pytestmark = pytest.mark.django_db


def _as(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def _all_present(session: Session) -> None:
    present = set(session.presences.values_list("member_id", flat=True))
    sessions.mark_presence(session_id=session.pk, present=present, by=person("secretary"))


# --- coming and going ------------------------------------------------------------------------------------------------


def test_members_come_and_go_with_times_and_the_quorum_follows(agenda):
    session, secretary = agenda.session, person("secretary")
    _all_present(session)
    agenda.send_papers()
    sessions.open_session(session_id=session.pk, by=secretary)
    assert agenda.item.quorum().present == 7
    for name in ("member1", "member2", "member3"):
        attendance.mark_departure(session_id=session.pk, member_id=person(name).pk, by=secretary, left=True)
    # Two thirds of seven are five; four are in the room.
    assert (agenda.item.quorum().needed, agenda.item.quorum().present) == (5, 4)
    with pytest.raises(CannotProceed, match="no quorum: it goes to the next session"):
        sessions.hear_item(item_id=agenda.item.pk, by=secretary)
    page = _as("secretary").get(f"/sessions/{session.number}/").content.decode()
    assert "left at" in page
    _all_present(session)  # recorded again: whoever has left stays gone
    assert agenda.item.quorum().present == 4
    _as("secretary").post(f"/sessions/{session.number}/presence/{person('member1').pk}/", {"left": "no"})
    assert agenda.item.quorum().present == 5
    marks = PresenceMark.objects.filter(presence__member=person("member1")).values_list("in_room", flat=True)
    assert list(marks) == [True, False, True]
    sessions.hear_item(item_id=agenda.item.pk, by=secretary)


def test_an_item_without_a_quorum_is_carried_over_to_a_later_session(agenda):
    session, secretary, item = agenda.session, person("secretary"), agenda.item
    later = sessions.call_session(by=secretary, starts_at=timezone.now() + timedelta(days=20), place="Astana")
    agenda.send_papers()
    sessions.open_session(session_id=session.pk, by=secretary)
    page = _as("secretary").get(f"/sessions/items/{item.pk}/carry/").content.decode()
    assert f"No. {later.number}" in page
    made = attendance.carry_over(item_id=item.pk, session_id=later.pk, by=secretary)
    item.refresh_from_db()
    assert item.withdrawn_because == "no_quorum"
    assert (agenda.application.state, agenda.application.current_item) == (State.ON_AGENDA, made)
    assert made.seats.count() == 7
    assert made.packs.count() == 1
    with pytest.raises(CannotProceed, match="no longer on this agenda"):
        attendance.carry_over(item_id=item.pk, session_id=later.pk, by=secretary)
    closed = sessions.close_session(session_id=session.pk, by=secretary)
    assert "нет кворума, перенесено на более позднее заседание" in closed.minutes_text


def test_an_item_with_a_quorum_is_not_carried_over(agenda):
    secretary = person("secretary")
    later = sessions.call_session(by=secretary, starts_at=timezone.now() + timedelta(days=20), place="Astana")
    _all_present(agenda.session)
    agenda.send_papers()
    sessions.open_session(session_id=agenda.session.pk, by=secretary)
    with pytest.raises(CannotProceed, match="There is a quorum"):
        attendance.carry_over(item_id=agenda.item.pk, session_id=later.pk, by=secretary)


def test_who_has_not_voted_is_read_anew_while_the_vote_is_open(agenda):
    agenda.open_vote()
    secretary = _as("secretary")
    address = f"/sessions/items/{agenda.item.pk}/"
    response = secretary.get(address)
    assert response["Refresh"] == "10"
    assert len(response.context["waiting_for"]) == 7
    sessions.cast_vote(item_id=agenda.item.pk, by=person("chair"), choice=Choice.FOR)
    assert len(secretary.get(address).context["waiting_for"]) == 6
    assert "Refresh" not in _as("member1").get(address)


# --- without a sitting -----------------------------------------------------------------------------------------------


def _absentee(agenda: Road, until: timedelta = timedelta(days=2)) -> Session:
    """The case is taken off its agenda and put to an absentee vote that is open."""
    secretary = person("secretary")
    sessions.recall_item(item_id=agenda.item.pk, by=person("chair"), reason="An emergency.")
    session = attendance.call_absentee(
        by=secretary, ground="The object is about to be lost.", votes_until=timezone.now() + until
    )
    sessions.put_on_agenda(application_id=agenda.pk, session_id=session.pk, by=secretary)
    item = session.items.get()
    send_papers(session)
    prepare_members(item)
    sessions.open_session(session_id=session.pk, by=secretary)
    sessions.hear_item(item_id=item.pk, by=secretary)
    sessions.open_vote(item_id=item.pk, by=secretary)
    return session


@pytest.mark.parametrize(("votes_for", "carried"), [(4, True), (3, False)])
def test_an_absentee_vote_needs_the_majority_of_all_members(agenda, votes_for, carried):
    """Seven members: four are more than half of all, three of three votes are not."""
    session, secretary = _absentee(agenda), person("secretary")
    item = session.items.get()
    assert item.late_reason == "The object is about to be lost."
    for seat in list(item.seats.all())[-votes_for:]:
        sessions.cast_vote(item_id=item.pk, by=seat.member, choice=Choice.FOR)
    with pytest.raises(CannotProceed, match="until the deadline"):
        sessions.close_vote(item_id=item.pk, by=secretary)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        with pytest.raises(CannotProceed, match="deadline of the absentee vote has passed"):
            sessions.cast_vote(item_id=item.pk, by=person("chair"), choice=Choice.FOR)
        closed = sessions.close_vote(item_id=item.pk, by=secretary)
    assert (closed.carried, closed.tally["for"], closed.tally["not_voted"]) == (
        carried,
        votes_for,
        7 - votes_for,
    )


def test_an_absentee_vote_needs_a_provision_a_ground_and_a_deadline(agenda):
    secretary, tomorrow = person("secretary"), timezone.now() + timedelta(days=1)
    with pytest.raises(CannotProceed, match="ground of the emergency"):
        attendance.call_absentee(by=secretary, ground=" ", votes_until=tomorrow)
    with pytest.raises(CannotProceed, match="still to come"):
        attendance.call_absentee(by=secretary, ground="Fire.", votes_until=timezone.now())
    lines = [
        MemberData(user_id=line.user_id, office=line.office)
        for line in Composition.objects.get().members.all()
    ]
    today = timezone.localdate()
    made = propose_composition(by=secretary, act_number="50", act_date=today, valid_from=today, members=lines)
    confirm_composition(composition_id=made.pk, by=person("head"))
    with pytest.raises(CannotProceed, match="does not allow absentee ballots"):
        attendance.call_absentee(by=secretary, ground="Fire.", votes_until=tomorrow)
    day = f"{timezone.localdate(tomorrow):%d.%m.%Y}"
    response = _as("secretary").post("/sessions/absentee/", {"ground": "Fire.", "day": day, "time": "10:00"})
    assert response.status_code == 409


# --- minutes ---------------------------------------------------------------------------------------------------------


def _closed(agenda: Road) -> Session:
    """Heard and adopted: member1 has an interest and is recused by the others, member2 dissents."""
    secretary, item = person("secretary"), agenda.item
    agenda.send_papers()
    prepare_members(item)
    _all_present(item.session)
    sessions.open_session(session_id=item.session_id, by=secretary)
    interests.declare_interest(
        item_id=item.pk, by=person("member1"), kind=Interest.RELATIVE, interest="A brother."
    )
    question = interests.question_recusal(
        item_id=item.pk, member_id=person("member1").pk, by=secretary, reason="A brother."
    )
    for name in ("chair", "deputy", "member2", "member3"):
        interests.answer_recusal(question_id=question.pk, by=person(name), recuse=True)
    interests.decide_recusal(question_id=question.pk, by=secretary)
    sessions.hear_item(item_id=item.pk, by=secretary)
    sessions.open_vote(item_id=item.pk, by=secretary)
    for seat in Seat.objects.filter(item=item, recused_at__isnull=True).select_related("member"):
        dissents = seat.member.username == "member2"
        sessions.cast_vote(
            item_id=item.pk,
            by=seat.member,
            choice=Choice.AGAINST if dissents else Choice.FOR,
            dissent="The price is too low." if dissents else "",
        )
    sessions.close_vote(item_id=item.pk, by=secretary)
    sessions.recommend(item_id=item.pk, by=secretary)
    return sessions.close_session(session_id=item.session_id, by=secretary)


def test_the_minutes_say_everything_from_rows_in_both_languages(agenda):
    text = _closed(agenda).minutes_text
    kazakh, russian = text.split("Комиссия по стратегическим объектам", 1)
    assert "Стратегиялық объектілер" in kazakh
    pack = agenda.item.packs.get()
    for part in (kazakh, russian):
        assert "The price is too low." in part
        assert pack.sha256 in part
        assert person("member1").full_name in part
    assert "За отвод 4, против 0, остальных присутствует 6." in russian
    assert "Заявлена заинтересованность" in russian
    # Two thirds of the six not recused are four, and half of all seven rounded up is four too.
    assert "Кворум: требуется 4, присутствует 6." in russian
    assert "Кворум: қажет 4, қатысты 6." in kazakh
    assert "Состав по акту № 15 (иллюстративно) от 01.03.2012" in russian


def test_a_correction_is_a_row_in_both_languages_and_the_text_is_sealed_anew(agenda):
    session, secretary = _closed(agenda), person("secretary")
    before = session.minutes_sha256
    with pytest.raises(CannotProceed, match="both languages"):
        signing.correct_minutes(
            session_id=session.pk, by=secretary, text_kk=" ", text_ru="Место: Алматы.", reason="A slip."
        )
    with pytest.raises(NotAllowed):
        signing.correct_minutes(
            session_id=session.pk, by=person("member2"), text_kk="а", text_ru="б", reason="A slip."
        )
    correct = {"text_kk": "Орны: Алматы.", "text_ru": "Место: Алматы.", "reason": "A slip."}
    address = f"/sessions/{session.number}/minutes/correct/"
    assert _as("secretary").post(address, correct).status_code == 302
    session.refresh_from_db()
    assert session.minutes_sha256 != before
    assert session.minutes_text.endswith("Место: Алматы.\n")
    assert "Орны: Алматы." in session.minutes_text
    with pytest.raises(DatabaseError), transaction.atomic():
        session.corrections.update(reason="Another.")
    # The same form twice is one correction; a page from before it signs nothing.
    assert _as("secretary").post(address, correct).status_code == 302
    assert session.corrections.count() == 1
    stale = _as("secretary").post(
        f"/sessions/{session.number}/minutes/sign/", {"password": "demonstration", "seen": before}
    )
    assert stale.status_code == 409
    assert f'name="seen" value="{session.minutes_sha256}"' in stale.content.decode()
    assert session.signatures.count() == 0
    # Whoever has signed before a correction signs anew; once both have signed nothing is corrected.
    signing.sign_minutes(session_id=session.pk, by=secretary, signer=BY_PASSWORD)
    signing.correct_minutes(session_id=session.pk, by=person("chair"), **correct)
    session.refresh_from_db()
    assert session.signed_by_secretary is None
    for signer in (secretary, person("chair")):
        signing.sign_minutes(session_id=session.pk, by=signer, signer=BY_PASSWORD)
    assert session.signatures.filter(by=secretary).count() == 2
    with pytest.raises(CannotProceed, match="signed by both"):
        signing.correct_minutes(session_id=session.pk, by=person("chair"), **correct)


def _edited(taken: bytes, *swaps: tuple[str, str]) -> SimpleUploadedFile:
    """The minutes' DOCX with words swapped in its paragraphs."""
    made = docx.Document(io.BytesIO(taken))
    for paragraph in made.paragraphs:
        for old, new in swaps:
            if old in paragraph.text:
                paragraph.text = paragraph.text.replace(old, new)
    written = io.BytesIO()
    made.save(written)
    return SimpleUploadedFile("minutes.docx", written.getvalue(), content_type=DOCX)


def test_minutes_edited_as_docx_become_corrections_in_both_languages(agenda):
    session, secretary = _closed(agenda), _as("secretary")
    base = f"/sessions/{session.number}/minutes/"
    assert _as("member2").get(f"{base}docx/").status_code == 404
    taken = secretary.get(f"{base}docx/").content

    def back(*swaps: tuple[str, str]) -> int:
        typed = {"file": _edited(taken, *swaps), "reason": "A slip."}
        return secretary.post(f"{base}back/", typed).status_code

    assert back() == 409, "nothing is changed"
    assert back(("Место: Astana", "Место: Алматы")) == 409, "the Kazakh text is not changed"
    assert back(("Место: Astana", "Место: 7"), ("Орны: Astana", "Орны: 8")) == 409, "the numbers differ"
    assert not session.corrections.exists()
    assert back(("Место: Astana", "Место: Алматы"), ("Орны: Astana", "Орны: Алматы")) == 302
    made = session.corrections.get()
    assert re.match("Вместо «Место: Astana.*» читать «Место: Алматы.*»", made.text_ru)
    assert "Орны: Алматы" in made.text_kk
    assert made.text_kk.count("Astana") == 1
    session.refresh_from_db()
    assert session.minutes_text.endswith(f"{made.text_ru}\n")
    # The file taken next reads as corrected: what was brought back is no change any more.
    taken = secretary.get(f"{base}docx/").content
    assert back() == 409
    assert "Место: Алматы" in "\n".join(p.text for p in docx.Document(io.BytesIO(taken)).paragraphs)


def test_a_signature_needs_the_password_and_seals_the_hash(agenda):
    session = _closed(agenda)
    with pytest.raises(CannotProceed, match="password is wrong"):
        signing.sign_minutes(session_id=session.pk, by=person("secretary"), signer=PasswordSigner("guess"))
    address = f"/sessions/{session.number}/minutes/sign/"
    secretary = _as("secretary")
    assert session.minutes_sha256 in secretary.get(address).content.decode()
    assert secretary.post(address, {"password": "guess"}).status_code == 409
    assert not MinutesSignature.objects.exists()
    assert _as("member3").get(address).status_code == 404
    assert secretary.post(address, {"password": "demonstration"}).status_code == 302
    assert _as("chair").post(address, {"password": "demonstration"}).status_code == 302
    signatures = MinutesSignature.objects.values_list("office", "by__username", "method", "sha256")
    assert list(signatures) == [
        ("secretary", "secretary", "password", session.minutes_sha256),
        ("chair", "chair", "password", session.minutes_sha256),
    ]
    session.refresh_from_db()
    assert session.minutes_signed
    assert secretary.get(address).status_code == 404


def test_the_deputy_signs_where_the_chair_was_absent(agenda):
    session = agenda.session
    Presence.objects.filter(session=session, office=Role.CHAIR).update(is_present=False)
    Presence.objects.filter(session=session, office=Role.DEPUTY).update(is_present=True)
    agenda.send_papers()
    sessions.open_session(session_id=session.pk, by=person("secretary"))
    sessions.recall_item(item_id=agenda.item.pk, by=person("chair"), reason="A new fact.")
    sessions.close_session(session_id=session.pk, by=person("secretary"))
    with pytest.raises(NotAllowed):
        signing.sign_minutes(session_id=session.pk, by=person("chair"), signer=BY_PASSWORD)
    signed = signing.sign_minutes(session_id=session.pk, by=person("deputy"), signer=BY_PASSWORD)
    assert signed.signed_by_chair == person("deputy")


def test_the_deputy_signs_where_the_chair_was_recused_from_an_item(agenda):
    chair, deputy, number = person("chair"), person("deputy"), agenda.session.number
    agenda.open_vote()
    sessions.recuse_member(item_id=agenda.item.pk, member_id=chair.pk, by=chair)
    secretary, item = person("secretary"), agenda.item
    for seat in item.seats.exclude(member=chair):
        sessions.cast_vote(item_id=item.pk, by=person(seat.member.username), choice=Choice.FOR)
    sessions.close_vote(item_id=item.pk, by=secretary)
    sessions.recommend(item_id=item.pk, by=secretary)
    sessions.close_session(session_id=agenda.session.pk, by=secretary)
    address = f"/sessions/{number}/minutes/sign/"
    assert _as("chair").get(address).status_code == 404
    assert _as("deputy").post(address, {"password": "demonstration"}).status_code == 302
    session = agenda.session
    session.refresh_from_db()
    assert session.signed_by_chair == deputy
    # Where the deputy is recused too, the chair has to sign.
    Session.objects.filter(pk=session.pk).update(signed_by_chair=None)
    Seat.objects.filter(item=agenda.item, member=deputy).update(recused_at=timezone.now())
    assert _as("chair").get(address).status_code == 200


def test_signers_are_reminded_on_the_last_day_but_one_and_once_late(agenda):
    """Closed on Monday 16.03.2026: five working days end on Monday 23.03 where no day is off."""
    with time_machine.travel("2026-03-16T10:00:00+05:00"):
        session = sessions.call_session(
            by=person("secretary"), starts_at=timezone.now() + timedelta(hours=1), place="Astana"
        )
        _all_present(session)
        sessions.open_session(session_id=session.pk, by=person("secretary"))
        session = sessions.close_session(session_id=session.pk, by=person("secretary"))
        assert signing.minutes_due_on(session) == date(2026, 3, 23)
        assert signing.remind_signers() == 0
    with time_machine.travel("2026-03-20T10:00:00+05:00"):
        assert signing.remind_signers() == 2
        assert signing.remind_signers() == 0
    with time_machine.travel("2026-03-24T10:00:00+05:00"):
        assert "overdue" in _as("secretary").get(f"/sessions/{session.number}/").content.decode()
        signing.sign_minutes(session_id=session.pk, by=person("secretary"), signer=BY_PASSWORD)
        assert signing.remind_signers() == 1
        keys = Job.objects.filter(subject__startswith="minutes:").values_list("key", flat=True)
        chair, secretary = person("chair").pk, person("secretary").pk
        assert set(keys) == {
            f"letter:minutes:{session.pk}:soon:{chair}",
            f"letter:minutes:{session.pk}:soon:{secretary}",
            f"letter:minutes:{session.pk}:overdue:{chair}",
        }
        mail.outbox.clear()
        agenda.work()
        assert len(mail.outbox) == 3
