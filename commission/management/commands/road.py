"""The road on paper: the diagrams and tables of docs/road.md, written from the decorated transitions themselves."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from commission import permissions
from commission.models import Application
from commission.states import FINAL, State
from commission.wording import STATE_NAMES, VERB_NAMES

BEGIN = "<!-- made by `manage.py road`: change the code, then run it; do not edit -->"
END = "<!-- end of what `manage.py road` makes -->"
# A verb that starts in this many states would cover the first diagram with arrows: it stands in the second.
MANY = 4

# Who a permission means. A transition with a permission that has no words here cannot be written down.
WHO: dict[Callable[[Any, Any], bool], str] = {
    permissions.may_submit: "applicant, or a representative who may file; of a paper, an officer who compared it",
    permissions.may_withdraw: "applicant, or a representative who may withdraw; of a paper, an officer who compared it",
    permissions.may_process: "assigned officer, or the head",
    permissions.is_head: "head of the working body",
    permissions.is_secretary: "secretary",
    permissions.is_chair: "chair",
    permissions.is_government: "Government office",
    permissions.may_agree: "national security body that was asked",
    permissions.is_system: "the system",
}


@dataclass(frozen=True, slots=True)
class Move:
    """One verb of the road: where it may start and end, who makes it, which guards must hold."""

    verb: str
    sources: tuple[State, ...]
    targets: tuple[State, ...]
    permission: Callable[[Any, Any], bool]
    guards: tuple[Any, ...]

    @property
    def edges(self) -> Iterator[tuple[State, State]]:
        return ((source, target) for source in self.sources for target in self.targets)

    @property
    def who(self) -> str:
        if self.permission not in WHO:
            raise CommandError(f"{self.verb}: {self.permission.__name__} has no words in {__name__}.WHO")
        return WHO[self.permission]


def moves() -> list[Move]:
    """Every verb in the order of the road, read from the model's field of state."""
    field: Any = Application._meta.get_field("state")
    found: dict[str, list[Any]] = {verb: [] for verb in VERB_NAMES}
    for transition in field.get_all_transitions(Application):
        found[transition.name].append(transition)
    return [_move(verb, transitions) for verb, transitions in found.items()]


def _move(verb: str, transitions: list[Any]) -> Move:
    first = transitions[0]
    targets = getattr(first.target, "allowed_states", None) or [first.target]
    starts = {State(transition.source) for transition in transitions}
    return Move(
        verb=verb,
        sources=tuple(state for state in State if state in starts),
        targets=tuple(State(target) for target in targets),
        permission=first.permission,
        guards=tuple(first.conditions),
    )


def page() -> str:
    """What stands between the markers: two diagrams, the table of verbs, the table of guards. Always in English."""
    with translation.override("en"):
        road = moves()
        line = [move for move in road if len(move.sources) < MANY]
        exits = [move for move in road if len(move.sources) >= MANY]
        parts = [
            "### The line",
            _diagram(line, start=True),
            "### Verbs that start in many states",
            _diagram(exits, start=False),
            "### Every verb",
            _verbs(road),
            "### What must hold",
            _guards(road),
        ]
        return "\n\n".join(parts)


def _diagram(road: list[Move], *, start: bool) -> str:
    reached = {state for move in road for edge in move.edges for state in edge}
    lines = ["```mermaid", "stateDiagram-v2", *([] if start else ["    direction LR"])]
    lines += [f'    state "{STATE_NAMES[state]}" as {state}' for state in State if state in reached]
    lines += [f"    [*] --> {State.DRAFT}"] if start else []
    for source, target in sorted(_joined(road), key=_in_road_order):
        lines.append(f"    {source} --> {target} : {', '.join(_joined(road)[source, target])}")
    lines += [f"    {state} --> [*]" for state in FINAL if state in reached and start]
    return "\n".join([*lines, "```"])


def _joined(road: list[Move]) -> dict[tuple[State, State], list[str]]:
    """Verbs by edge: two verbs between the same states share an arrow."""
    found: dict[tuple[State, State], list[str]] = {}
    for move in road:
        for edge in move.edges:
            found.setdefault(edge, []).append(move.verb)
    return found


def _in_road_order(edge: tuple[State, State]) -> tuple[int, int]:
    order = list(State)
    return order.index(edge[0]), order.index(edge[1])


def _verbs(road: list[Move]) -> str:
    rows = (
        (
            f"`{move.verb}`<br>{VERB_NAMES[move.verb]}",
            _codes(move.sources),
            _codes(move.targets),
            f"{move.who}<br>`{move.permission.__name__}`",
            _codes(guard.__name__ for guard in move.guards) or "nothing more",
        )
        for move in road
    )
    return _table(("verb", "from", "to", "who", "must hold"), rows)


def _guards(road: list[Move]) -> str:
    used: dict[Any, list[str]] = {}
    for move in road:
        for guard in move.guards:
            used.setdefault(guard, []).append(move.verb)
    rows = ((f"`{guard.__name__}`", str(guard.why), _codes(verbs)) for guard, verbs in used.items())
    return _table(("guard", "what a person is told when it does not hold", "asked by"), rows)


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def rewritten(text: str) -> str:
    """`text` with everything between the markers made anew. CommandError where the markers are not there."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise CommandError(f"The page does not have the lines {BEGIN!r} and {END!r}.")
    return f"{before}{BEGIN}\n\n{page()}\n\n{END}{after}"


class Command(BaseCommand):
    help = (
        "Write the diagrams and tables of docs/road.md from the decorated transitions; --check only compares."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit 1 if the page is not up to date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "road.md"
        text = path.read_text(encoding="utf-8")
        wanted = rewritten(text)
        if text == wanted:
            self.stdout.write("docs/road.md is up to date.")
        elif options["check"]:
            raise CommandError("docs/road.md is not up to date with the transitions: run `manage.py road`.")
        else:
            path.write_text(wanted, encoding="utf-8")
            self.stdout.write("docs/road.md is written.")
