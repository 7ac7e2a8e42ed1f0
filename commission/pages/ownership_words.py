"""An ownership picture in the reader's words: the drawing, and the same as rows of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commission.drawing.chart import Box, Chart, Line, Shape, Stroke, svg
from commission.drawing.picture import Anonymity, Arc, Held, Node, Picture, Record, Role, Tie, collapsed
from commission.findings_text import source_words
from commission.law.facts import Facts
from commission.pages.countries import country_name
from commission.shares_text import share_words
from registry.models.holdings import LinkType
from registry.models.naming import choose_name
from registry.models.parties import PartyKind
from registry.ownership.control import SWITCHES, Control
from registry.ownership.groups import TIES
from registry.ownership.terms import Range

NameOf = Callable[[str], str]

_KINDS = {
    Shape.PERSON: PartyKind.INDIVIDUAL,
    Shape.COMPANY: PartyKind.ENTITY,
    Shape.STATE: PartyKind.STATE,
    Shape.TRUST: PartyKind.TRUST,
    Shape.UNKNOWN: PartyKind.UNKNOWN,
}
_ROLES = {
    Role.SELLER: gettext_lazy("seller"),
    Role.ACQUIRER: gettext_lazy("acquirer"),
}
_BLOC = {
    Control.CERTAIN: gettext_lazy("controlled by foreigners together"),
    Control.POSSIBLE: gettext_lazy("foreigners together may control it"),
}


class Look(StrEnum):
    """Which side of the deal a picture shows."""

    CHANGE = "change"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """One stake in words."""

    holder: str
    about: str
    company: str
    votes: str
    capital: str
    days: str
    document: str
    note: str
    decisive: bool


@dataclass(frozen=True, slots=True)
class TieRow:
    """One relation that is not a stake, in words."""

    who: str
    what: str
    whom: str
    days: str
    document: str


@dataclass(frozen=True)
class Drawn:
    """A picture ready for partials/ownership_picture.html."""

    svg: SafeString
    rows: tuple[HoldingRow, ...]
    ties: tuple[TieRow, ...]
    hidden: str
    has_decisive: bool
    wide: bool
    """Better on a page turned sideways."""

    @property
    def first_rows(self) -> tuple[HoldingRow, ...]:
        return self.rows[:ROWS]

    @property
    def more_rows(self) -> tuple[HoldingRow, ...]:
        return self.rows[ROWS:]


WIDE = 760
"""A wider drawing shrinks too much on an upright sheet."""

ROWS = 40
"""Rows of the table that stand open; the others unfold."""


def name_in(facts: Facts) -> NameOf:
    """How a party, or the object itself, is called in the reader's language."""

    def name(id: str) -> str:
        names = facts.object.names if id == facts.object.code else facts.names_of(id)
        return choose_name(*names) or id

    return name


def draw(
    full: Picture,
    name: NameOf,
    *,
    title: str,
    id: str = "picture",
    look: Look = Look.CHANGE,
    room: float = 1130,
) -> Drawn:
    """The drawing of what matters, and the table of everything."""
    words = _Words(full, name, look)
    small = collapsed(full)
    chart = Chart(
        boxes=tuple(words.box(node) for node in small.nodes.values()),
        lines=(
            *filter(None, map(words.line, small.arcs)),
            *(words.tie_line(tie) for tie in small.ties if words.sees(tie)),
        ),
        title=title,
        description=words.description(small),
    )
    drawing = svg(chart, id=id, room=room)
    return Drawn(
        # Every word in it went through html.escape, in chart.py.
        svg=mark_safe(drawing.text),  # noqa: S308
        rows=tuple(words.row(arc) for arc in full.arcs),
        ties=tuple(words.tie_row(tie) for tie in full.ties),
        hidden=_hidden(small, full.parties),
        wide=drawing.width > max(WIDE, drawing.height * 1.25),
        has_decisive=any(arc.decisive for arc in full.arcs),
    )


def _hidden(small: Picture, total: int) -> str:
    if not small.hidden:
        return ""
    return ngettext(
        "The picture gathers %(hidden)d of %(total)d party in boxes of “others”; the table names it.",
        "The picture gathers %(hidden)d of %(total)d parties in boxes of “others”; the table names them all.",
        small.hidden,
    ) % {"hidden": small.hidden, "total": total}


class _Words:
    """Boxes, lines and rows of one picture."""

    def __init__(self, full: Picture, name: NameOf, look: Look) -> None:
        self.full, self.name, self.look = full, name, look

    # Boxes

    def box(self, node: Node) -> Box:
        return Box(
            node.id,
            node.shape,
            caption=self._captions(node),
            name=self._title(node),
            remarks=tuple(capfirst(remark) for remark in self._remarks(node)),
            hatched=node.shape is Shape.UNKNOWN or node.doubtful,
            marked=node.bloc is Control.CERTAIN,
            strong=bool(node.roles),
        )

    def _captions(self, node: Node) -> tuple[str, ...]:
        what, *where = self._about(node)
        return (capfirst(what), *where)

    def _about(self, node: Node) -> tuple[str, ...]:
        """What it is and, for a party, where it belongs."""
        kind = self._kind(node)
        placed = node.anonymity is None and node.shape not in (Shape.OBJECT, Shape.UNKNOWN)
        return (kind, self.place(node)) if placed else (kind,)

    def _kind(self, node: Node) -> str:
        if node.shape is Shape.OBJECT:
            return _("strategic object")
        if node.anonymity is Anonymity.OTHERS:
            return _("smaller holders")
        if node.anonymity is Anonymity.REST:
            return _("not declared")
        if node.anonymity is Anonymity.HIDDEN:
            return _("undisclosed, through a nominee")
        return str(_KINDS[node.shape].label)

    def place(self, node: Node) -> str:
        """The country by name and code."""
        if node.stateless:
            return _("stateless")
        if not node.country:
            return _("country not known")
        return f"{country_name(node.country)} ({node.country})"

    def _title(self, node: Node) -> str:
        if node.anonymity is Anonymity.OTHERS:
            return ngettext("and %(number)d other", "and %(number)d others", node.number) % {
                "number": node.number
            }
        if node.anonymity is Anonymity.REST:
            return _("holders not known")
        return self.name(node.party)

    def _remarks(self, node: Node) -> list[str]:
        said = [str(_ROLES[role]) for role in node.roles if role in _ROLES]
        if Role.TARGET in node.roles and node.shape is not Shape.OBJECT:
            said.insert(0, _("the object is a stake in it"))
        if node.bloc is not Control.NO:
            said.append(str(_BLOC[node.bloc]))
        if node.own.high:
            said.append(_("own shares %(share)s, no votes") % {"share": share_words(node.own)})
        return said

    # Lines

    def line(self, arc: Arc) -> Line | None:
        """None where the side that is shown has no such stake."""
        old, new = arc.before, arc.after
        if self.look is not Look.CHANGE:
            side = old if self.look is Look.BEFORE else new
            if side is None:
                return None
            return self._line(arc, self._held(side), Stroke.PLAIN, side)
        if new is None and old is not None:
            return self._line(arc, _("was %(share)s") % {"share": self._held(old)}, Stroke.GONE, old)
        assert new is not None
        if old is None:
            return self._line(arc, _("new: %(share)s") % {"share": self._held(new)}, Stroke.NEW, new)
        return self._line(arc, self._change(old, new), Stroke.PLAIN, new)

    def _line(self, arc: Arc, label: str, stroke: Stroke, shown: Held) -> Line:
        return Line(
            arc.holder,
            arc.company,
            label,
            stroke,
            strong=arc.decisive and stroke is not Stroke.GONE,
            hatched=not shown.sized,
        )

    def _held(self, held: Held) -> str:
        if held.votes is None or held.capital is None:
            return _("owner")
        if held.votes == held.capital:
            return share_words(held.votes)
        return _("%(votes)s of votes, %(capital)s of capital") % {
            "votes": share_words(held.votes),
            "capital": share_words(held.capital),
        }

    def _change(self, old: Held, new: Held) -> str:
        if old == new:
            return self._held(new)
        if old.votes == old.capital and new.votes == new.capital:
            return _arrow(old.votes, new.votes)
        return _("votes %(votes)s, capital %(capital)s") % {
            "votes": _arrow(old.votes, new.votes),
            "capital": _arrow(old.capital, new.capital),
        }

    def sees(self, tie: Tie) -> bool:
        return self.look is not Look.BEFORE or not tie.deal

    def tie_line(self, tie: Tie) -> Line:
        return Line(
            tie.a,
            tie.b,
            str(LinkType(tie.type).label),
            Stroke.TIE,
            mutual=tie.type in TIES and tie.type not in SWITCHES,
        )

    def description(self, small: Picture) -> str:
        """What the drawing shows, for those who do not see it; the table below says the rest."""
        counted = ngettext("%(number)d party", "%(number)d parties", len(small.nodes)) % {
            "number": len(small.nodes)
        }
        said = [_("%(parties)s; every holding is in the table below.") % {"parties": counted}]
        strong = [arc for arc in small.arcs if arc.decisive]
        if strong:
            chain = "; ".join(
                f"{self._title(small.nodes[a.holder])} → {self.name(a.company)}" for a in strong[:6]
            )
            said.append(_("Deciding chain: %(chain)s.") % {"chain": chain})
        return " ".join(said)

    # The table

    def row(self, arc: Arc) -> HoldingRow:
        node = self.full.nodes[arc.holder]
        notes = []
        if arc.nominees:
            notes.append(
                _("through the nominee %(name)s") % {"name": ", ".join(map(self.name, arc.nominees))}
            )
        if arc.managers:
            notes.append(
                _("managed in trust by %(name)s") % {"name": ", ".join(map(self.name, arc.managers))}
            )
        if arc.before is None:
            notes.append(_("comes in with the deal"))
        if arc.after is None and self.full.changes:
            notes.append(_("goes with the deal"))
        return HoldingRow(
            holder=capfirst(self._kind(node)) if node.anonymity is Anonymity.REST else self._title(node),
            about="" if node.anonymity is Anonymity.REST else ", ".join(self._about(node)),
            company=self.name(arc.company),
            votes=self._cell(arc, "votes"),
            capital=self._cell(arc, "capital"),
            days=_days(arc.records),
            document="; ".join(
                dict.fromkeys(source_words(record.source) for record in arc.records if record.source)
            ),
            note=capfirst("; ".join(notes)),
            decisive=arc.decisive,
        )

    def _cell(self, arc: Arc, what: str) -> str:
        if self.full.nodes[arc.company].shape is Shape.OBJECT:
            return _("owner")
        old, new = (getattr(side, what) if side else None for side in (arc.before, arc.after))
        return _one(old or new) if not self.full.changes or old == new else _arrow(old, new)

    def tie_row(self, tie: Tie) -> TieRow:
        what = str(LinkType(tie.type).label)
        if tie.owner:
            what = f"{what} ({self.name(tie.owner)})"
        return TieRow(
            who=self._end(tie.a),
            what=what,
            whom=self._end(tie.b),
            days=_days((tie.record,)),
            document=source_words(tie.record.source),
        )

    def _end(self, id: str) -> str:
        return self._title(self.full.nodes[id]) if id in self.full.nodes else self.name(id)


def _one(share: Range | None) -> str:
    return share_words(share) if share else "–"


def _arrow(old: Range | None, new: Range | None) -> str:
    return f"{_one(old)} → {_one(new)}"


def _days(records: tuple[Record, ...]) -> str:
    return "; ".join(dict.fromkeys(filter(None, map(_period, records))))


def _period(record: Record) -> str:
    if record.since and record.until:
        return _("%(since)s to %(until)s") % {"since": _day(record.since), "until": _day(record.until)}
    if record.since:
        return _("since %(since)s") % {"since": _day(record.since)}
    return _("until %(until)s") % {"until": _day(record.until)} if record.until else ""


def _day(value: date) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT", use_l10n=True)
