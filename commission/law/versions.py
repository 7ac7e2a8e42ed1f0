"""Which text of the law a case is judged by: its regime's (NSL 2012, as adopted; the later text in R2)."""

from commission.procedure.regimes import REGIMES


def law_version(regime: str) -> str:
    """The text's name as findings carry it. KeyError for a regime that does not exist."""
    return REGIMES[regime].law_version
