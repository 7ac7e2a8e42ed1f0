"""The minutes of a session as text in Kazakh and Russian: what is sealed and signed."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commission.models import AgendaItem, Session
from commission.wording import CHOICE_NAMES, MOTION_NAMES
from registry.roles import ROLE_NAMES, Role

LANGUAGES = ("kk", "ru")


def compose_minutes(session: Session) -> str:
    """The whole text, one language after the other; the same rows always give the same text."""
    parts = []
    for language in LANGUAGES:
        with translation.override(language):
            parts.append("\n".join(_lines(session)))
    return "\n\n".join(parts) + "\n"


def _moment(value: object) -> str:
    return timezone.localtime(value).strftime("%d.%m.%Y %H:%M") if value else ""  # type: ignore[arg-type]


def _lines(session: Session) -> list[str]:
    presences = list(session.presences.select_related("member"))
    lines = [
        _("Commission on Strategic Objects"),
        _("Minutes of session No. %(number)s") % {"number": session.number},
        _("Place: %(place)s. Opened: %(opened)s. Closed: %(closed)s.")
        % {
            "place": session.place,
            "opened": _moment(session.opened_at),
            "closed": _moment(session.closed_at),
        },
        _("Present:"),
    ]
    lines += [f"- {p.member.full_name}, {ROLE_NAMES[Role(p.office)]}" for p in presences if p.is_present]
    absent = [p.member.full_name for p in presences if not p.is_present]
    if absent:
        lines.append(_("Absent: %(names)s.") % {"names": "; ".join(absent)})
    for item in session.items.select_related("application__object").prefetch_related(
        "seats__member", "votes__member", "votes__void"
    ):
        lines += _item(item)
    return lines


def _item(item: AgendaItem) -> list[str]:
    strategic_object = item.application.object
    lines = [
        "",
        f"{item.position}. {item.application.reference}: {strategic_object.code if strategic_object else ''} "
        f"{strategic_object.name if strategic_object else ''}",
        _("Motion: %(motion)s.") % {"motion": MOTION_NAMES[item.motion]},  # type: ignore[index]
    ]
    recused = [seat.member.full_name for seat in item.seats.all() if seat.recused_at is not None]
    if recused:
        lines.append(_("Recused: %(names)s.") % {"names": "; ".join(recused)})
    if item.closed_at is None:
        return [*lines, _("Not put to the vote.")]
    for vote in item.votes.all():
        dissent = _(" (dissenting opinion: %(text)s)") % {"text": vote.dissent} if vote.dissent else ""
        if vote.is_void:
            dissent += _(" (void: recused during the vote)")
        lines.append(f"- {vote.member.full_name}: {CHOICE_NAMES[vote.choice]}{dissent}")  # type: ignore[index]
    lines.append(
        _("For: %(for)s, against: %(against)s, abstained: %(abstained)s, did not vote: %(not_voted)s.")
        % item.tally
    )
    if item.tally["quorum_present"] < item.tally["quorum_needed"]:
        lines.append(
            _("Recusals took the quorum away: nothing was decided, the item goes to the next session.")
        )
    else:
        lines.append(_("The motion was carried.") if item.carried else _("The motion was not carried."))
    return lines
