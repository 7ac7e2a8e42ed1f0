"""Why is it this date? Each counter of a case in words, its ledger as a table, and what a question would do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commission import ledger
from commission.ledger import TOTAL, Key
from commission.models import Application, ClockEntry, policy
from commission.pages.officer.deadlines import Deadline, day, deadline
from commission.procedure import clocks
from commission.procedure.clocks import Calendar, Count
from commission.procedure.regimes import REGIMES
from commission.states import Counter, Movement
from commission.wording import COUNTER_NAMES, VERB_NAMES
from commission.wording_acts import cited
from registry.models import CalendarDay

# Grounds that the services write as a word; what is none of these is a provision, shown as it stands.
_GROUNDS = {
    "policy": gettext_lazy("policy"),
    "answered": gettext_lazy("the body has answered"),
    "replaced": gettext_lazy("replaced by a new round"),
    "deemed": gettext_lazy("silence, deemed no position (policy)"),
    "request": gettext_lazy("a request to the applicant"),
    "request_answered": gettext_lazy("the request is answered or closed"),
    "facts": gettext_lazy("facts shown for remarks (policy)"),
    "facts_over": gettext_lazy("the time for remarks is over"),
    "facts_withdrawn": gettext_lazy("the facts were shown by mistake"),
    "government": gettext_lazy("the case is before the Government"),
    "returned": gettext_lazy("returned by the Government"),
    "agreement": gettext_lazy("sectoral opinion sent for agreement (policy)"),
    "agreement_answered": gettext_lazy("the sectoral opinion is answered"),
    "act_over": gettext_lazy("the ground has fallen away"),
    "priority_decide": gettext_lazy("the Government has decided on the priority right"),
    "priority_notify": gettext_lazy("the owner is notified"),
    "priority_contract": gettext_lazy("the contract of purchase is concluded"),
    "priority_withdraw": gettext_lazy("the owner has withdrawn the sale"),
    "priority_expire": gettext_lazy("the term for the purchase is over"),
}

# Runs of the priority right's clock.
_PRIORITY = {
    "decision": gettext_lazy("the Government's decision"),
    "notice": gettext_lazy("notice to the owner"),
    "buy_out": gettext_lazy("contract of purchase"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One counter as its page shows it: the last day, how far it is, and the way there in sentences."""

    name: str
    key: Key
    count: Count
    due_on: date | None
    deadline: Deadline | None
    gone: int
    state: str
    words: list[str]

    @property
    def length(self) -> int | None:
        return self.count.length


def entries_of(application: Application) -> list[ClockEntry]:
    """The case's ledger with what its table shows."""
    return list(
        ClockEntry.objects.filter(application=application)
        .select_related("consultation__body", "by", "act_ground", "document", "correction")
        .order_by("pk")
    )


def tell(
    entries: Iterable[ClockEntry],
    days: Calendar,
    today: date,
    shown: Callable[[Key], bool] = lambda key: True,
) -> list[Told]:
    """Every counter that the reader may see, the statutory total first."""
    rows: dict[Key, list[ClockEntry]] = {}
    for entry in entries:
        if shown(ledger.key_of(entry)):
            rows.setdefault(ledger.key_of(entry), []).append(entry)
    counted = ledger.counts(entry for own in rows.values() for entry in own)
    order = list(COUNTER_NAMES)
    ordered = sorted(counted.items(), key=lambda one: order.index(Counter(one[0].counter)))
    return [_told(key, one, rows[key], days, today) for key, one in ordered]


def _told(key: Key, counted: Count, rows: list[ClockEntry], days: Calendar, today: date) -> Told:
    due_on = counted.due_on(days)
    return Told(
        name=counter_name(key, rows[0]),
        key=key,
        count=counted,
        due_on=due_on,
        deadline=deadline(days, due_on, today) if due_on is not None and counted.is_running else None,
        gone=counted.gone(days, today),
        state=_state(counted),
        words=_words(counted, rows, days, today, due_on),
    )


def counter_name(key: Key, entry: ClockEntry) -> str:
    """Whose time it is, with the body's name and what it is for."""
    name = capfirst(str(COUNTER_NAMES[Counter(key.counter)]))
    if entry.consultation is not None:
        name = f"{name}: {entry.consultation.body.name}"
    what = key.run.partition(":")[0]
    if what in _PRIORITY:
        return f"{name}: {_PRIORITY[what]}"
    if what == "facts":
        return _("%(name)s (remarks on the facts)") % {"name": name}
    if what == "request":
        return _("%(name)s (request for information)") % {"name": name}
    if what == "agreement":
        return _("%(name)s (agreement with the sectoral opinion)") % {"name": name}
    return name


def _state(counted: Count) -> str:
    if counted.stopped_on is not None:
        return _("ended on %(day)s") % {"day": day(counted.stopped_on)}
    if counted.paused_on is not None:
        return _("paused since %(day)s") % {"day": day(counted.paused_on)}
    return _("running")


def _words(
    counted: Count, rows: list[ClockEntry], days: Calendar, today: date, due_on: date | None
) -> list[str]:
    """The way from the first day to the last, sentence by sentence, in order of time."""
    by_id = {row.pk: row for row in rows}
    said = [_sentence(by_id[entry.id], entry) for entry in clocks.effective(ledger.pure(row) for row in rows)]
    if due_on is not None:
        said.append(
            _(
                "Counted are Mondays to Fridays less days off, plus working weekend days. So the last day is %(due)s."
            )
            % {"due": day(due_on)}
        )
    elif counted.length is not None and counted.stopped_on is None:
        left = counted.length - counted.gone(days, today)
        said.append(
            ngettext(
                "Paused, it has no last day: %(left)d working day is left from the day on which it goes on.",
                "Paused, it has no last day: %(left)d working days are left from the day on which it goes on.",
                left,
            )
            % {"left": left}
        )
    return said


_SENTENCES = {
    Movement.START: gettext_lazy(
        "It begins on %(day)s (%(ground)s), which is not counted; its length is %(days)s."
    ),
    Movement.PAUSE: gettext_lazy("It is paused after %(day)s (%(ground)s)."),
    Movement.RESUME: gettext_lazy("It goes on after %(day)s (%(ground)s)."),
    Movement.EXTENSION: gettext_lazy("On %(day)s it is extended by %(days)s (%(ground)s)."),
    Movement.STOP: gettext_lazy("It ends on %(day)s (%(ground)s)."),
}


def _sentence(row: ClockEntry, entry: clocks.Entry) -> str:
    number = entry.days or 0
    return str(_SENTENCES[Movement(entry.movement)]) % {
        "day": day(entry.on),
        "ground": ground(row),
        "days": ngettext("%(number)d working day", "%(number)d working days", number) % {"number": number},
    }


def ground(entry: ClockEntry) -> str:
    """The ground in words; of the statutory total the act that allows it."""
    if entry.act_ground is not None:
        return f"{entry.act_ground.name}: {entry.act_ground.act}, {entry.act_ground.article}"
    if entry.ground in VERB_NAMES:
        return _("the case has moved: %(verb)s") % {"verb": VERB_NAMES[entry.ground]}
    return str(_GROUNDS.get(entry.ground, cited(entry.ground)))


def table(
    entries: Iterable[ClockEntry], shown: Callable[[Key], bool] = lambda key: True
) -> list[dict[str, Any]]:
    """The ledger's rows, oldest first; a corrected row stays and says so."""
    return [
        {
            "pk": entry.pk,
            "on": entry.on,
            "counter": counter_name(ledger.key_of(entry), entry),
            "movement": entry.get_movement_display(),
            "working_days": entry.working_days,
            "ground": ground(entry),
            "document": entry.document,
            "reason": entry.reason,
            "corrects": entry.corrects_id,
            "corrected": hasattr(entry, "correction"),
            "by": entry.by.full_name if entry.by else _("the system"),
            "at": entry.at,
            "may_correct": not hasattr(entry, "correction") and entry.movement != Movement.CANCEL,
        }
        for entry in entries
        if shown(ledger.key_of(entry))
    ]


def exceptional(told: list[Told]) -> list[CalendarDay]:
    """Weekdays off and working weekend days between the first day and the last of what is shown."""
    first = min((one.count.started_on for one in told), default=None)
    last = max((one.due_on for one in told if one.due_on is not None), default=None)
    if first is None or last is None:
        return []
    rows = CalendarDay.objects.filter(day__gt=first, day__lte=last)
    return [row for row in rows if row.is_working != (row.day.weekday() < 5)]


def stage(application: Application, days: Calendar) -> str:
    """The stage budget in words: by when the case should be before the Government."""
    if application.t0 is None:
        return ""
    by_day = policy.value(REGIMES[application.regime].government_day_policy, on=application.t0)
    return _("The case should be before the Government by day %(day)d of the total, %(date)s (policy).") % {
        "day": by_day,
        "date": day(days.add(application.t0, by_day)),
    }


@dataclass(frozen=True, slots=True)
class Effect:
    """What a question asked today would do to one counter."""

    name: str
    now: date | None
    then: date | None


# A request to the applicant does not move these.
_UNTOUCHED = (Counter.APPLICANT, Counter.PRIORITY)


def preview(
    entries: list[ClockEntry], told: list[Told], days: Calendar, today: date, working_days: int
) -> list[Effect]:
    """Each running counter's last day now, and if the applicant were asked today and answered on the last day."""
    answer = days.add(today, working_days)
    rows: dict[Key, list[clocks.Entry]] = {}
    for entry in entries:
        rows.setdefault(ledger.key_of(entry), []).append(ledger.pure(entry))
    effects = []
    for one in told:
        if one.count.stopped_on is not None or one.key.counter in _UNTOUCHED:
            continue
        then = one.due_on
        if one.key != TOTAL:
            last = max(entry.id for entry in rows[one.key])
            asked = [
                clocks.Entry(last + 1, Movement.PAUSE, today, cause="?"),
                clocks.Entry(last + 2, Movement.RESUME, answer, cause="?"),
            ]
            after = clocks.count([*rows[one.key], *asked])
            then = after.due_on(days) if after is not None else None
        effects.append(Effect(one.name, one.due_on, then))
    name = _("%(name)s (request for information)") % {"name": capfirst(str(COUNTER_NAMES[Counter.APPLICANT]))}
    return [*effects, Effect(name, None, answer)]
