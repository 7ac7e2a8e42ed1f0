"""Legal regimes as dated data (domain: What is decided). R1 is the specification's; R2 has its room here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Regime:
    """What a case pins at day zero."""

    code: str
    total_working_days: int
    to_government_by_day: int
    note: str


# R1: SPL 188 as of 2012, 60 working days, decided on the Commission's recommendation (NSL 13(5)).
R1 = Regime(code="R1", total_working_days=60, to_government_by_day=45, note="2012")
REGIMES = {R1.code: R1}


def regime_for(mode: str) -> Regime:
    """The regime a new case pins: `specification` always means R1. ValueError for a mode that does not exist."""
    if mode == "specification":
        return R1
    raise ValueError(f"no regime mode {mode!r}")
