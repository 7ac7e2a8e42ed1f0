"""The one door through which an application's state moves.

Order matters: lock the fresh row; answer a repeated key with the first answer; ask "can it proceed" before "may this
person", so that the loser of a race is told who was first instead of being told they have no right.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import can_proceed, has_transition_perm

from commission import ledger, permissions, sides
from commission.models import Application, Event
from commission.states import Task
from commission.wording import VERB_NAMES
from registry.journal.writing import act
from registry.models import User

VERBS = tuple(VERB_NAMES)
# What a party does, in person or through a representative who is trusted with it.
PARTYS_VERBS = {"submit": Task.FILE, "withdraw": Task.WITHDRAW}


class Refused(Exception):
    """A move that was not made. `reasons` are sentences for the person who asked."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class CannotProceed(Refused):
    """The application is not where the move starts, or a condition does not hold (HTTP 409)."""


class NotAllowed(Refused):
    """This person may not make this move (HTTP 403)."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is written down with a move: the internal reason, the applicant's text, an act."""

    note: str = ""
    public_note: str = ""
    act_number: str = ""
    act_date: Any = None
    ground: str = ""


NO_WORDS = Words()


def fire(
    application_id: int,
    verb: str,
    *,
    by: User | None,
    key: str = "",
    words: Words = NO_WORDS,
    **arguments: Any,
) -> Event:
    """Move the application by `verb` on behalf of `by` (None: the system) and return the event.

    `key` makes a repeated request harmless: the first event is returned again. `arguments` go to the transition.
    Raises CannotProceed or NotAllowed; then nothing is written.
    """
    if verb not in VERB_NAMES:
        raise ValueError(f"{verb!r} is no verb of the road")
    with act(by=by) as acting:
        application = Application.objects.select_for_update(no_key=True).get(pk=application_id)
        repeated = _first_answer(application, verb, by=by, key=key)
        if repeated is not None:
            return repeated
        move = getattr(application, verb)
        if not can_proceed(move):
            raise CannotProceed(*why_not(application, verb))
        if not has_transition_perm(move, by):  # type: ignore[arg-type]  # None is the system
            may_not = _("You may not do this: “%(verb)s”.") % {"verb": VERB_NAMES[verb]}
            raise NotAllowed(sides.why_powerless(application, by, PARTYS_VERBS.get(verb)) or may_not)
        power = sides.power_for(application, by, PARTYS_VERBS[verb]) if verb in PARTYS_VERBS else None
        acted_for = permissions.acts_for(partial(has_transition_perm, move), by)
        source = application.state
        move(**arguments)
        application.save()
        event = Event.objects.create(
            application=application,
            verb=verb,
            from_state=source,
            to_state=application.state,
            by=by,
            power=power,
            acted_for=acted_for,
            at=timezone.now(),
            note=words.note,
            public_note=words.public_note,
            act_number=words.act_number,
            act_date=words.act_date,
            ground=words.ground,
            key=key,
        )
        ledger.follow(event)
        acting.record(
            f"application.{verb}",
            application.reference,
            by=by,
            event=event.pk,
            source=str(source),
            target=str(application.state),
            revision=application.revision,
            **({"power": power.pk} if power else {}),
            **({"acted_for": acted_for.pk} if acted_for else {}),
        )
        return event


def _first_answer(application: Application, verb: str, *, by: User | None, key: str) -> Event | None:
    """The event that this very request already made, or None. A key taken by another act is refused."""
    if not key:
        return None
    event = Event.objects.filter(application=application, key=key).first()
    if event is None:
        return None
    if event.verb != verb or event.by_id != (by.pk if by else None):
        raise CannotProceed(_("This form was already used for another step. Open the page again."))
    return event


def why_not(application: Application, verb: str) -> list[str]:
    """Sentences that say why `verb` cannot proceed now: who moved the case on, or which conditions fail."""
    move = getattr(application, verb)
    meta = move._django_fsm
    state = application.state
    if not meta.has_transition(state):
        last = Event.objects.filter(application=application).select_related("by").order_by("-pk").first()
        if last is None:
            return [_("This step is not open yet.")]
        return [
            _("The application is already “%(state)s”: %(who)s, %(when)s.")
            % {
                "state": last.to_state_name,
                "who": last.by.full_name if last.by else _("the system"),
                "when": timezone.localtime(last.at).strftime("%d.%m.%Y %H:%M:%S"),
            }
        ]
    return unmet(application, verb)


def unmet(application: Application, verb: str) -> list[str]:
    """Sentences of the conditions of `verb` that do not hold in the application's state."""
    meta = getattr(application, verb)._django_fsm
    found = meta.get_transition(application.state)
    if found is None:
        return []
    return [str(condition.why) for condition in found.conditions if not condition(application)]


@dataclass(frozen=True, slots=True)
class Step:
    """A move that a person may make from here; `unmet` says what is still missing (empty: it can be made now)."""

    verb: str
    name: str
    unmet: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return not self.unmet


def steps(application: Application, user: User) -> list[Step]:
    """The moves of this person from the application's state, possible or waiting, in the road's order."""
    found = []
    for verb in VERBS:
        meta = getattr(application, verb)._django_fsm
        if not meta.has_transition(application.state) or not meta.has_transition_perm(
            application, application.state, user
        ):
            continue
        found.append(Step(verb, str(VERB_NAMES[verb]), tuple(unmet(application, verb))))
    return found
