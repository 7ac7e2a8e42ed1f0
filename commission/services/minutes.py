"""The minutes of a session as text in Kazakh and Russian: what is sealed and signed."""

from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commission.models import AgendaItem, MinutesCorrection, Presence, Session, Vote
from commission.states import Interest
from commission.wording import CHOICE_NAMES, INTEREST_NAMES, MOTION_NAMES
from registry.roles import ROLE_NAMES, Role

LANGUAGES = ("kk", "ru")


def compose_minutes(session: Session) -> str:
    """The whole text, one language after the other; the same rows always give the same text."""
    parts = []
    for language in LANGUAGES:
        with translation.override(language):
            parts.append("\n".join(_lines(session)))
    return "\n\n".join(parts) + "\n"


def corrected_text(correction: MinutesCorrection) -> str:
    """What a correction adds at the end of the text, one language after the other."""
    parts = []
    for language in LANGUAGES:
        with translation.override(language):
            parts.append("\n" + "\n".join(_correction_lines(correction, language)) + "\n")
    return "".join(parts)


def texts_as_closed(session: Session) -> dict[str, str]:
    """The text of each language as the session's end left it, without the corrections that follow it."""
    text = session.minutes_text
    for correction in reversed(session.corrections.select_related("by")):
        text = text.removesuffix(corrected_text(correction))
    with translation.override(LANGUAGES[1]):
        head = _("Commission on Strategic Objects")
    first, _break, second = text.partition(f"\n\n{head}\n")
    return {LANGUAGES[0]: first.strip(), LANGUAGES[1]: f"{head}\n{second}".strip()}


def _correction_lines(correction: MinutesCorrection, language: str) -> list[str]:
    """The lines of one language, which is the active one."""
    words = {"when": _moment(correction.at), "name": correction.by.full_name, "reason": correction.reason}
    return [
        _("Correction of %(when)s by %(name)s. Reason: %(reason)s") % words,
        correction.text_kk if language == "kk" else correction.text_ru,
    ]


def _moment(value: object) -> str:
    return timezone.localtime(value).strftime("%d.%m.%Y %H:%M") if value else ""  # type: ignore[arg-type]


def _time(value: Any) -> str:
    return timezone.localtime(value).strftime("%H:%M")


def _lines(session: Session) -> list[str]:
    places = list(session.presences.select_related("member", "stands_for").prefetch_related("marks"))
    lines = [
        _("Commission on Strategic Objects"),
        _("Minutes of session No. %(number)s") % {"number": session.number},
        _("Place: %(place)s. Opened: %(opened)s. Closed: %(closed)s.")
        % {
            "place": session.place,
            "opened": _moment(session.opened_at),
            "closed": _moment(session.closed_at),
        },
        *_called(session),
    ]
    if session.is_absentee:
        lines.append(
            _("Absentee vote until %(until)s. Ground: %(ground)s")
            % {"until": _moment(session.votes_until), "ground": session.absentee_ground}
        )
    else:
        lines += [_("Present:"), *(_present(place) for place in places if place.is_present)]
        absent = [p.member.full_name for p in places if not p.is_present]
        if absent:
            lines.append(_("Absent: %(names)s.") % {"names": "; ".join(absent)})
    for place in places:
        if place.stands_for is not None:
            lines.append(
                _("%(substitute)s sits for %(member)s: %(ground)s.")
                % {
                    "substitute": place.member.full_name,
                    "member": place.stands_for.full_name,
                    "ground": place.ground,
                }
            )
    items = session.items.select_related("application__object").prefetch_related(
        "seats__member", "seats__questions", "votes__member", "votes__void", "votes__pack"
    )
    for item in items:
        lines += _item(item)
    return lines


def _called(session: Session) -> list[str]:
    """By which act the Commission sits, and whether its papers went out in time."""
    lines = []
    if session.composition is not None:
        lines.append(
            _("Composition by act No. %(number)s of %(day)s")
            % {
                "number": session.composition.act_number,
                "day": session.composition.act_date.strftime("%d.%m.%Y"),
            }
        )
    if session.papers_sent_at is not None:
        lines.append(_("Sent to the members on %(when)s.") % {"when": _moment(session.papers_sent_at)})
    if session.papers_late_reason:
        lines.append(_("Late, because: %(reason)s") % {"reason": session.papers_late_reason})
    if session.papers_late_by is not None:
        lines.append(_("The reason was given by %(name)s.") % {"name": session.papers_late_by.full_name})
    return lines


def _present(place: Presence) -> str:
    came = [
        (_("here from %(time)s") if mark.in_room else _("left at %(time)s")) % {"time": _time(mark.at)}
        for mark in place.marks.all()
    ]
    times = f" ({', '.join(came)})" if came else ""
    return f"- {place.member.full_name}, {ROLE_NAMES[Role(place.office)]}{times}"


def _item(item: AgendaItem) -> list[str]:
    strategic_object = item.application.object
    lines = [
        "",
        f"{item.position}. {item.application.reference}: {strategic_object.code if strategic_object else ''} "
        f"{strategic_object.name if strategic_object else ''}",
        _("Motion: %(motion)s.") % {"motion": MOTION_NAMES[item.motion]},  # type: ignore[index]
    ]
    if item.late_reason:
        lines.append(
            _("Put on the agenda after it was closed. Ground: %(ground)s") % {"ground": item.late_reason}
        )
    if item.withdrawn_because:
        return [*lines, f"{item.get_withdrawn_because_display()}."]
    lines += _interests(item)
    if item.closed_at is None:
        return [*lines, _("Not put to the vote.")]
    lines.append(_("Quorum: needed %(quorum_needed)s, present %(quorum_present)s.") % item.tally)
    votes = list(item.votes.all())
    lines += [
        _("Voted on the papers in version %(number)s, SHA-256 %(sha256)s.")
        % {"number": pack.version, "sha256": pack.sha256}
        for pack in dict.fromkeys(vote.pack for vote in votes)
        if pack is not None
    ]
    lines += [_vote(vote) for vote in votes]
    lines.append(
        _("For: %(for)s, against: %(against)s, abstained: %(abstained)s, did not vote: %(not_voted)s.")
        % item.tally
    )
    if item.tally["quorum_present"] < item.tally["quorum_needed"]:
        lines.append(
            _("Recusals took the quorum away: nothing was decided, the item goes to the next session.")
        )
        return lines
    if item.tally["by_presiding_vote"]:
        lines.append(_("At a tie the own vote of who presided decided."))
    lines.append(_("The motion was carried.") if item.carried else _("The motion was not carried."))
    return lines


def _interests(item: AgendaItem) -> list[str]:
    """Interests declared, contested recusals and how the others decided, who is recused."""
    seats = list(item.seats.all())
    lines = [
        _("Interest declared by %(name)s: %(kind)s.")
        % {"name": seat.member.full_name, "kind": INTEREST_NAMES[Interest(seat.interest_kind)]}
        for seat in seats
        if seat.interest_kind not in ("", Interest.NONE)
    ]
    for seat in seats:
        for question in seat.questions.all():
            if question.decided_at is not None:
                lines.append(_decided(seat, question))
    recused = [seat.member.full_name for seat in seats if seat.recused_at is not None]
    if recused:
        lines.append(_("Recused: %(names)s.") % {"names": "; ".join(recused)})
    return lines


def _decided(seat: Any, question: Any) -> str:
    outcome = _("The member is recused.") if question.recuses else _("The member stays.")
    counts = (
        _("For the recusal %(for)s, against %(against)s, of %(present)s others present.") % question.tally
    )
    return f"{_('Contested recusal: %(name)s') % {'name': seat.member.full_name}}. {counts} {outcome}"


def _vote(vote: Vote) -> str:
    dissent = _(" (dissenting opinion: %(text)s)") % {"text": vote.dissent} if vote.dissent else ""
    if vote.is_void:
        dissent += _(" (void: recused during the vote)")
    return f"- {vote.member.full_name}: {CHOICE_NAMES[vote.choice]}{dissent}"  # type: ignore[index]
