"""Writes docs/performance.md's sections, and their pictures, from what the benchmarks kept under var/benchmarks.

A section stands between <!-- NAME --> and <!-- /NAME -->; text outside is written by hand and stays. A benchmark that
has not run here leaves its section as it is. To add one: a pair of marks in the page, an entry in SECTIONS.

    python -m tests.benchmarks.page
"""

import re
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from tests.benchmarks.results import ROOT, kept

PAGE = ROOT / "docs" / "performance.md"
OURS = "this project"
BLUE, GREYS = "#1d70b8", ("#505a5f", "#8a9297")
MARKS = "osD^v"


def main() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name, write in SECTIONS.items():
        figures = kept(name)
        if figures is not None:
            text = with_section(text, name, write(figures))
    PAGE.write_text(text, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} is written")


def with_section(text: str, name: str, content: str) -> str:
    """The page with this between the marks; a page without the marks is a mistake."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marks.search(text):
        raise SystemExit(f"{PAGE}: no <!-- {name} --> ... <!-- /{name} -->")
    return marks.sub(lambda found: f"{found[1]}\n{content}\n\n{found[2]}", text)


def sweep(figures: dict[str, Any]) -> str:
    """Seconds by size for every peer, the growth, how far the answers lie apart; and the picture."""
    draw(figures)
    sizes = [str(size) for size in figures["sizes"]]
    lines = [
        f"Measured {figures['day']} on {figures['machine']}. Other work was going on: {figures['load']} processes"
        " on average wanted to run when it began."
        if figures["load"] >= 1
        else f"Measured {figures['day']} on {figures['machine']}, otherwise idle.",
        "",
        f"| foreign share of every company, seconds | {' | '.join(short(size) for size in sizes)} | growth | apart |",
        f"|---|{'---|' * len(sizes)}---|---|",
    ]
    for peer, by_size in figures["peers"].items():
        cells = [cell(by_size[size], figures["minute"]) for size in sizes]
        apart = max((o["apart"] for o in by_size.values() if "apart" in o), default=None)
        name = f"**{peer}**" if peer == OURS else peer
        lines.append(
            f"| {name} | {' | '.join(cells)} | {figures['growth'][peer] or '-'} | {difference(peer, apart)} |"
        )
    own = figures["peers"][OURS]
    for part, name in (("k", "votes under control, after it"), ("controllers", "ultimate controllers")):
        cells = [seconds(own[size][part]) for size in sizes]
        lines.append(
            f"| **{OURS}**: {name} | {' | '.join(cells)} | {figures['parts_growth'][part] or '-'} | |"
        )
    lines += ["", "![Seconds by number of nodes](images/sweep.svg)"]
    return "\n".join(lines)


def difference(peer: str, apart: float | None) -> str:
    return "" if peer == OURS or apart is None else f"{apart:.0e}"


def cell(outcome: dict[str, Any], minute: float) -> str:
    if "seconds" in outcome:
        return seconds(outcome["seconds"]) + ("" if outcome["equal"] else " (differs)")
    return f"> {minute:g}" if "stopped" in outcome else "failed"


def seconds(value: float) -> str:
    return f"{value:.1f}" if value >= 1 else f"{value:.3f}" if value >= 0.01 else f"{value:.4f}"


def short(size: str) -> str:
    number = int(size)
    return f"{number // 1_000_000}M" if number >= 1_000_000 else f"{number // 1000}k"


def draw(figures: dict[str, Any]) -> None:
    """Both axes logarithmic, ours in colour, every line named at its end."""
    mpl.rcParams |= {
        "svg.hashsalt": "sweep",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.size": 10,
    }
    figure = Figure(figsize=(7.6, 4.4), layout="constrained")
    axes = figure.subplots()
    others = [peer for peer in figures["peers"] if peer != OURS]
    ends = []
    for peer, by_size in figures["peers"].items():
        points = [(int(n), o["seconds"]) for n, o in by_size.items() if "seconds" in o]
        if not points:
            continue
        place = -1 if peer == OURS else others.index(peer)
        colour = BLUE if peer == OURS else GREYS[place % 2]
        axes.plot(
            *zip(*points, strict=True),
            color=colour,
            linewidth=2.6 if peer == OURS else 1.2,
            marker="o" if peer == OURS else MARKS[place % len(MARKS)],
            markersize=5,
        )
        ends.append((points[-1], peer, colour))
    axes.set(xscale="log", yscale="log", xlabel="nodes (about as many holdings)", ylabel="seconds")
    axes.set_xlim(right=max(figures["sizes"]) * 12)
    name_ends(axes, ends)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.25)
    picture = ROOT / "docs" / "images" / "sweep.svg"
    figure.savefig(picture, metadata={"Date": None, "Creator": None})
    lines = picture.read_text(encoding="utf-8").splitlines()
    picture.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")


def name_ends(axes: Any, ends: list) -> None:
    """Names beside the ends of lines, pushed up where two at one size would lie upon each other."""
    last: dict[int, float] = {}
    for (nodes, height), peer, colour in sorted(ends, key=lambda end: end[0][1]):
        last[nodes] = max(height, last.get(nodes, 0.0) * 1.6)
        weight = "bold" if peer == OURS else "normal"
        axes.annotate(
            peer,
            (nodes, height),
            (nodes * 1.25, last[nodes]),
            color=colour,
            fontweight=weight,
            va="center",
            fontsize=9,
        )


SECTIONS: dict[str, Callable[[dict[str, Any]], str]] = {"sweep": sweep}

if __name__ == "__main__":
    main()
