"""Template tags for the parts of a page that need arithmetic or a choice of words before they can be drawn.

Parts that only arrange what they are given are plain partials in `templates/partials/`.
Load with `{% load components %}`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commission import wording_acts, wording_places
from commission.states import Answer, Motion, State
from commission.wording import ANSWER_NAMES, EFFECT_NAMES, MOTION_NAMES, OUTCOME_NAMES, STATE_NAMES

register = template.Library()

register.filter("cited", wording_acts.cited)
register.filter("version_read", wording_acts.version_read)
register.filter("open_places", wording_acts.open_places)
register.filter("region_name", wording_places.region_name)

Share = Fraction | Decimal | float | int | str
Names = Mapping[Any, Any]

QUIET, ACTIVE, SESSION = "quiet", "active", "session"
WAITING, GRANTED, REFUSED = "waiting", "granted", "refused"

STATE_TONES = {
    State.SUBMITTED: ACTIVE,
    State.RETURNED: WAITING,
    State.REGISTERED: ACTIVE,
    State.UNDER_REVIEW: ACTIVE,
    State.FACTS_SHOWN: WAITING,
    State.ON_AGENDA: SESSION,
    State.HEARD: SESSION,
    State.RECOMMENDED: SESSION,
    State.OPINION_DRAFTED: SESSION,
    State.BEFORE_GOVERNMENT: SESSION,
    State.PERMITTED: GRANTED,
    State.PERMITTED_WITH_CONDITIONS: GRANTED,
    State.REFUSED: REFUSED,
    State.AWAITING_CONCLUSION: GRANTED,
    State.IN_MONITORING: GRANTED,
    State.STATE_PURCHASE: SESSION,
    State.REVOKED: REFUSED,
    State.ANNULLED: REFUSED,
    State.LAPSED: REFUSED,
    State.NOT_ADMITTED: REFUSED,
}
ANSWER_TONES = {
    Answer.NO_OBJECTION: GRANTED,
    Answer.WITH_CONDITIONS: WAITING,
    Answer.OBJECTION: REFUSED,
}
MOTION_TONES = {
    Motion.GRANT: GRANTED,
    Motion.GRANT_WITH_CONDITIONS: GRANTED,
    Motion.REFUSE: REFUSED,
}
# What a list says about a task, a document, a consultation or an obligation.
PROGRESS_NAMES = {
    "done": _("done"),
    "in_progress": _("in progress"),
    "to_do": _("to do"),
    "problem": _("needs correction"),
    "overdue": _("overdue"),
    "locked": _("cannot start yet"),
    "optional": pgettext_lazy("task", "optional"),
}
PROGRESS_TONES = {
    "done": GRANTED,
    "in_progress": ACTIVE,
    "to_do": WAITING,
    "problem": REFUSED,
    "overdue": REFUSED,
}


@register.inclusion_tag("partials/tag.html")
def state_tag(state: str, label: str = "") -> dict[str, Any]:
    """Where an application stands: `{% state_tag case.state %}`. A label replaces our own words."""
    return _tag(STATE_NAMES, STATE_TONES, state, label)


@register.inclusion_tag("partials/tag.html")
def answer_tag(answer: str, label: str = "") -> dict[str, Any]:
    """A consulted body's coded answer: `{% answer_tag opinion.answer %}`."""
    return _tag(ANSWER_NAMES, ANSWER_TONES, answer, label)


@register.inclusion_tag("partials/tag.html")
def motion_tag(motion: str, label: str = "") -> dict[str, Any]:
    """What is recommended or decided: `{% motion_tag decision.motion %}`."""
    return _tag(MOTION_NAMES, MOTION_TONES, motion, label)


@register.inclusion_tag("partials/tag.html")
def progress_tag(progress: str, label: str = "") -> dict[str, Any]:
    """done, in_progress, to_do, problem, overdue, locked or optional: `{% progress_tag "overdue" %}`."""
    return _tag(PROGRESS_NAMES, PROGRESS_TONES, progress, label)


@register.inclusion_tag("partials/outcome_tag.html")
def outcome_tag(outcome: str, label: str = "") -> dict[str, Any]:
    """What a check found, as a sign, a colour and a word: `{% outcome_tag finding.outcome %}`."""
    return {"outcome": str(outcome), "label": label or _name(OUTCOME_NAMES, outcome)}


@register.filter
def state_name(state: str) -> str:
    """The words for a state, without the tag: for sentences, options and printed papers."""
    return _name(STATE_NAMES, state)


@register.filter
def outcome_name(outcome: str) -> str:
    """The word for an outcome, without the tag."""
    return _name(OUTCOME_NAMES, outcome)


@register.filter
def effect_name(effect: str) -> str:
    """The words for what a finding does in law."""
    return _name(EFFECT_NAMES, effect)


@register.filter
def percent(share: Share | None, limit: Share | None = None) -> str:
    """A share of one as per cent in the reader's format: `Fraction(1, 3)` is `33.33 %`.

    Two decimals, or as many as it takes to stay on the same side of the limit: 20.0004 % must not read as
    the 20 % that the law allows. Nothing known gives an empty string.
    """
    if share is None or share == "":
        return ""
    exact = _exact(share) * 100
    bar = None if limit is None or limit == "" else _exact(limit) * 100
    for places in (2, 4, 6, 9, 15):
        shown = round(exact, places)
        if bar is None or ((shown > bar) == (exact > bar) and (shown < bar) == (exact < bar)):
            break
    digits = f"{Decimal(shown.numerator) / Decimal(shown.denominator):.{places}f}".rstrip("0").rstrip(".")
    return f"{formats.number_format(Decimal(digits), use_l10n=True)}\u00a0%"


@register.inclusion_tag("partials/limit_bar.html")
def limit_bar(
    minimum: Share,
    maximum: Share | None = None,
    limit: Share | None = None,
    label: str = "",
    before: Share | None = None,
    before_maximum: Share | None = None,
) -> dict[str, Any]:
    """A share, or the range it lies in, against the limit that it may not pass (shares of one, 0 to 1).

    Exactly the limit is within it: every limit of Articles 22 and 23 says "more than". `before` marks what the share
    was (both ends of a range); the label says it in words.
    `{% limit_bar figure.minimum figure.maximum figure.limit _("Foreigners together, votes") %}`
    """
    low = _exact(minimum)
    high = low if maximum is None or maximum == "" else _exact(maximum)
    bar = None if limit is None or limit == "" else _exact(limit)
    shown = percent(low, bar) if low == high else _between(low, high, bar)
    if bar is None:
        verdict, words = "plain", ""
    elif low > bar:
        verdict, words = "over", gettext("over the limit")
    elif high > bar:
        verdict, words = "unsure", gettext("may be over the limit")
    else:
        verdict, words = "within", gettext("within the limit")
    edge = Fraction(1) if bar is None else bar
    return {
        "label": label,
        "shown": shown,
        "limit": "" if bar is None else gettext("limit %(limit)s") % {"limit": percent(bar)},
        "verdict": verdict,
        "words": words,
        "known": _span(Fraction(0), min(low, edge)),
        "known_over": _span(edge, low),
        "unknown": _span(low, min(high, edge)),
        "unknown_over": _span(max(low, edge), high),
        "marker": None if bar is None else _place(bar),
        "before": [
            _place(_exact(end)) for end in dict.fromkeys((before, before_maximum)) if end not in (None, "")
        ],
    }


@register.inclusion_tag("partials/vote_tally.html")
def vote_tally(
    in_favour: int,
    against: int,
    abstained: int = 0,
    present: int | None = None,
    recused: int = 0,
    quorum: int | None = None,
    carried: bool | None = None,
) -> dict[str, Any]:
    """The count of one vote; the mark stands at the majority of those present, which a motion must pass."""
    here = in_favour + against + abstained if present is None else present
    whole = Fraction(max(here, 1))
    ends = [count / whole for count in accumulate((in_favour, against, abstained))]
    return {
        "in_favour": in_favour,
        "against": against,
        "abstained": abstained,
        "silent": max(here - in_favour - against - abstained, 0),
        "present": here,
        "recused": recused,
        "quorum": quorum,
        "quorate": quorum is None or here >= quorum,
        "needed": here // 2 + 1,
        "carried": in_favour * 2 > here if carried is None else carried,
        "favour_bar": _span(Fraction(0), ends[0]),
        "against_bar": _span(ends[0], ends[1]),
        "abstained_bar": _span(ends[1], ends[2]),
    }


@register.inclusion_tag("partials/progress_line.html")
def progress_line(used: int, total: int, tone: str = "plain") -> dict[str, Any]:
    """A thin line of how much of a term is used: `{% progress_line counter.used counter.total %}`."""
    return {"span": _span(Fraction(0), Fraction(used, total) if total else Fraction(0)), "tone": tone}


@register.inclusion_tag("partials/data_table.html")
def data_table(
    columns: Sequence[Mapping[str, Any]],
    rows: Sequence[Sequence[Any]],
    caption: str = "",
    hide_caption: bool = False,
) -> dict[str, Any]:
    """A table that becomes a list of cards on a phone.

    Columns are `{"label", "numeric"}`; the first names its row. A cell is a value, or a dictionary of
    `text` (with an optional `url` or `tone`), `state` or `outcome`.
    """
    titled = [[(column, cell) for column, cell in zip(columns, row, strict=True)] for row in rows]
    return {"columns": columns, "rows": titled, "caption": caption, "hide_caption": hide_caption}


def _tag(names: Names, tones: Mapping[Any, str], value: str, label: str) -> dict[str, Any]:
    return {"tone": tones.get(value, QUIET), "label": label or _name(names, value)}


def _name(names: Names, value: str) -> str:
    """Our words for a value; one that we do not know is shown as it is rather than hidden."""
    return str(names.get(value, value))


def _exact(share: Share) -> Fraction:
    """The share as the decimal or fraction that was written: a float's binary tail is not evidence."""
    return Fraction(str(share)) if isinstance(share, float) else Fraction(share)


def _between(low: Fraction, high: Fraction, limit: Fraction | None) -> str:
    return gettext("%(low)s to %(high)s") % {"low": percent(low, limit), "high": percent(high, limit)}


def _place(share: Fraction) -> str:
    """A position inside a drawing. SVG wants a point for decimals whatever the reader's language is."""
    return f"{float(min(max(share, Fraction(0)), Fraction(1)) * 100):.3f}%"


def _span(start: Fraction, end: Fraction) -> dict[str, str] | None:
    """Where a bar begins and how long it is; nothing to draw gives None."""
    first, last = (min(max(edge, Fraction(0)), Fraction(1)) for edge in (start, end))
    return {"x": _place(first), "width": _place(last - first)} if last > first else None
