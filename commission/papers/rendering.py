"""From a template of ours and plain data to a PDF/A that is the same, byte for byte, every time."""

import json
import re
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from commission.papers.coverage import printable

_HERE = Path(__file__).parent
# Archival, and readable by programs that read aloud.
_STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
# A word that a line may not hold, and how often it may break.
_LONG, _PIECE = re.compile(r"\S{31,}"), 10
_COPIED = re.compile(r"[0-9a-f]{64}[.,;]?|https?://\S{1,90}")
_NO_DATE = date(2026, 1, 1)


@cache
def _fonts() -> typst.Fonts:
    """Our fonts only: what happens to be installed on a machine must not change a paper."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")]
    )


def breakable(data: Any) -> Any:
    """The data with places to break in words that no line can hold; names are never hyphenated.

    Done here: as a rule of the template it fails on a text of thousands of letters without a space.
    """
    if isinstance(data, str):
        return _LONG.sub(lambda found: _in_pieces(found[0]), data)
    if isinstance(data, dict):
        return {key: breakable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [breakable(each) for each in data]
    return data


def _in_pieces(word: str) -> str:
    """The word with breaks; a hash or an address stays whole, so that it can be copied out of the paper."""
    if _COPIED.fullmatch(word):
        return word
    return "\u200b".join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))


def render(template: str, data: dict[str, Any], *, dated: date = _NO_DATE) -> bytes:
    """The PDF of `template` (a name in this package) with `data`, which is shown and never read as markup.

    `dated` is the paper's own date; the clock is not asked.
    """
    moment = datetime.combine(dated, time(), UTC)
    return typst.compile(
        str(_HERE / f"{template}.typ"),
        root=str(_HERE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(breakable(printable(data)), ensure_ascii=False)},
        pdf_standards=_STANDARDS,
        timestamp=int(moment.timestamp()),
        format="pdf",
    )
