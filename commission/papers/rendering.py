"""From a template of ours and plain data to a PDF/A that is the same, byte for byte, every time."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from commission.papers.coverage import printable

_HERE = Path(__file__).parent
# Archival, and readable by programs that read aloud.
_STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_NO_DATE = date(2026, 1, 1)


@cache
def _fonts() -> typst.Fonts:
    """Our fonts only: what happens to be installed on a machine must not change a paper."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")]
    )


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
        sys_inputs={"data": json.dumps(printable(data), ensure_ascii=False)},
        pdf_standards=_STANDARDS,
        timestamp=int(moment.timestamp()),
        format="pdf",
    )
