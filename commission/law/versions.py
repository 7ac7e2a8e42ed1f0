"""Which text of the law a case is judged by (NSL 2012, as adopted; later texts where the regime differs)."""

_TEXTS = {"R1": "NSL 2012-01-06", "R2": "NSL 2016-01-01"}


def law_version(regime: str) -> str:
    """The text's name as findings carry it. KeyError for a regime that does not exist."""
    return _TEXTS[regime]
