"""Dated tables for what the law leaves to the Government: which rows touch the case, and what they say.

A table proves that nothing is in force only while a keeper's dated word says that it is complete.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commission.law import figures
from commission.law.facts import Facts, Row
from commission.law.limits import Reading, judge, read
from commission.law.participation import blocked
from commission.law.provision import Answer, Note
from commission.law.shares import shares
from commission.law.sides import Side, sides
from commission.law.wording import N_
from commission.states import Outcome
from registry.ownership.groups import group
from registry.ownership.measures import country
from registry.ownership.terms import Basis, RefusedData

Truth = bool | None

WORDS = {
    "none_entered": N_(
        "None entered: the table is empty, and no keeper has dated a confirmation that nothing is in force."
    ),
    "not_confirmed": N_(
        "No row entered forbids this, but no keeper has dated a confirmation that the table is complete."
    ),
    "none_in_force": N_("None in force that touches this case, as of {on}, confirmed by {by} ({document})."),
    "banned": N_("In force and touching this case: {rows}."),
    "restricted": N_("To be looked at, in force and touching this case: {rows}."),
    "may_touch": N_("Whether this touches the case is not known: {rows}. Record: {missing}."),
    "over": N_("The share would be more than allowed: {rows}."),
    "may_be_over": N_("Whether the share would be more than allowed cannot be said: {rows}."),
    "within": N_("Within what is allowed: {rows}. Complete as of {on}, confirmed by {by} ({document})."),
    "row": N_("{name}: {act}"),
    "row_share": N_("{name}: {held} against {limit} ({act})"),
    "policy": N_("What the table holds is policy until the act is loaded: {acts}."),
}
ORDER = (Outcome.VIOLATION, Outcome.UNDETERMINED, Outcome.ATTENTION, Outcome.CLEAR)


@dataclass(frozen=True)
class Said:
    """What one row says of the case."""

    row: Row
    outcome: Outcome
    message: str
    phrase: Mapping[str, Any]
    missing: tuple[str, ...] = ()


def by_table(facts: Facts, table: str) -> Answer:
    """The worst of what the rows in force say; clear only while the table is confirmed to be complete."""
    said = [one for row in facts.table(table) for one in _said(facts, table, row)]
    confirmed = facts.confirmed(table)
    if not said or all(one.outcome is Outcome.CLEAR for one in said):
        if confirmed is None:
            empty = not facts.table(table)
            return Answer(Outcome.UNDETERMINED, "none_entered" if empty else "not_confirmed")
        given = {
            "on": figures.day(confirmed.on),
            "by": figures.text(confirmed.by),
            "document": figures.text(confirmed.document or "-"),
            "rows": {"list": [one.phrase for one in said]},
        }
        return Answer(Outcome.CLEAR, "within" if said else "none_in_force", given, _policy(said))
    worst = min((one.outcome for one in said), key=ORDER.index)
    first = next(one for one in said if one.outcome is worst)
    same = [one for one in said if one.message == first.message]
    if first.message.startswith("common."):
        return Answer(worst, first.message, first.phrase, _policy(said))
    return Answer(
        worst,
        first.message,
        {
            "rows": {"list": [one.phrase for one in same]},
            "missing": figures.terms(name for one in same for name in one.missing),
        },
        _policy(said),
    )


def _policy(said: Iterable[Said]) -> tuple[Note, ...]:
    acts = list(dict.fromkeys(_act(one.row) for one in said))
    return (("policy", {"acts": figures.texts(acts)}),) if acts else ()


def _said(facts: Facts, table: str, row: Row) -> Iterable[Said]:
    missing = tuple(name for name, answer in _scope(facts, row) if answer is None)
    if any(answer is False for _, answer in _scope(facts, row)):
        return
    plain = figures.phrase(f"{table}.row", name=_name(row), act=figures.text(_act(row)))
    if missing:
        yield Said(row, Outcome.UNDETERMINED, "may_touch", plain, missing)
    elif row.most is None and row.ban:
        yield Said(row, Outcome.VIOLATION, "banned", plain)
    elif row.most is None:
        yield Said(row, Outcome.ATTENTION, "restricted", plain)
    else:
        yield _measured(facts, table, row)


def _measured(facts: Facts, table: str, row: Row) -> Said:
    """The share that the row limits, after the deal. Strictly more than allowed is too much."""
    assert row.most is not None
    both = sides(facts)
    if not facts.object.targets:
        return Said(row, Outcome.UNDETERMINED, "common.no_owner", {})
    if both.after is None:
        answer = blocked(both)
        return Said(row, Outcome.UNDETERMINED, answer.message, answer.values)
    if row.whose == "acquirer":
        found = _of_acquirer(facts, both.after)
        if found is None:
            return Said(row, Outcome.UNDETERMINED, "common.acquirer_unknown", {})
        reading, held = read(found, row.most), found.k
    else:
        worst = judge(both.after, row.most, tuple(Basis))[0]
        reading = worst.reading
        held = max((worst.shares.m, worst.shares.k), key=lambda share: (share.low, share.high))
    phrase = figures.phrase(
        f"{table}.row_share",
        name=_name(row),
        act=figures.text(_act(row)),
        held=figures.share(held),
        limit=figures.share(row.most),
    )
    if reading >= Reading.ONLY_K:
        return Said(row, Outcome.VIOLATION if row.ban else Outcome.ATTENTION, "over", phrase)
    if reading is Reading.UNDETERMINED:
        return Said(row, Outcome.UNDETERMINED, "may_be_over", phrase)
    only_combined = reading is Reading.ONLY_COMBINED
    return Said(row, Outcome.ATTENTION if only_combined else Outcome.CLEAR, "within", phrase)


def _of_acquirer(facts: Facts, side: Side) -> Any:
    if facts.deal is None or facts.deal.acquirer is None:
        return None
    view = side.view(Basis.VOTES)
    return max(
        shares(side, Basis.VOTES, group(view, facts.deal.acquirer)), key=lambda one: (one.k.low, one.k.high)
    )


# --- scope ---------------------------------------------------------------------------------------------------------


def touches(facts: Facts, row: Row) -> Truth:
    """Whether the row's scope holds the case; unknown where a fact it asks for is."""
    answers = [answer for _, answer in _scope(facts, row)]
    if False in answers:
        return False
    return None if None in answers else True


def _scope(facts: Facts, row: Row) -> Iterable[tuple[str, Truth]]:
    """Each part of the scope that the row narrows, by the name of the fact it needs."""
    if row.category:
        yield "category", facts.object.field == row.category
    if row.kind is not None:
        kind = facts.deal.kind if facts.deal is not None else None
        yield "kind", False if facts.deal is None else None if kind is None else kind is row.kind
    if row.goods:
        yield "goods", _trades(facts, row.goods)
    if row.country:
        yield "country", stands_for(facts, row.country)


def _trades(facts: Facts, goods: tuple[str, ...]) -> Truth:
    if not facts.object.trades:
        return facts.object.trades
    return any(
        mine.startswith(code) or code.startswith(mine) for mine in facts.object.goods for code in goods
    )


def stands_for(facts: Facts, code: str) -> Truth:
    """Whether the acquirer, or without a deal the object's owner, is of the country or has it on its chain."""
    if facts.deal is None:
        asked = facts.object.targets
    elif facts.deal.acquirer is None:
        return None
    else:
        asked = (facts.deal.acquirer,)
    try:
        view = facts.network.on(facts.as_of, Basis.VOTES)
        found = [shares(Side(facts.network, asked, facts.as_of), view.basis, country(code))]
    except RefusedData:
        return None
    parts = [share for each in found for share in each]
    if any(share.m.low for share in parts):
        return True
    return None if not parts or any(share.m.high for share in parts) else False


def _name(row: Row) -> Mapping[str, Any]:
    en, ru, kk = row.names
    return {"party": row.act, "en": en, "ru": ru, "kk": kk}


def _act(row: Row) -> str:
    return f"{row.act} ({row.number})" if row.number else row.act
