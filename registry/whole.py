"""Nobody holds more than the whole: the rule that refuses holdings above 100 %, under the company's lock."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registry.models import Holding, Party
from registry.shares import percent
from registry.totals import Excess, excess


def lock_companies(ids: Iterable[int]) -> list[Party]:
    """Lock the parties with `ids` in one order (no deadlock) until the transaction ends."""
    return list(Party.objects.select_for_update(no_key=True).filter(pk__in=set(ids)).order_by("pk"))


def refuse_excess(company: Party, lots: Iterable[Holding]) -> None:
    """ValidationError naming the company and the sum where `lots` certainly pass 100 % on any day; never rescaled."""
    over = excess(tuple(lots))
    if over is not None:
        raise ValidationError(_message(over) % _words(company, over), code="above_whole")


def _words(company: Party, over: Excess) -> dict[str, str]:
    day = date_format(over.since, "SHORT_DATE_FORMAT") if over.since else ""
    return {"company": company.name, "sum": percent(over.sum), "day": day}


def _message(over: Excess) -> str:
    match over.measure, over.since:
        case "votes", None:
            return _("Holdings of %(company)s add up to %(sum)s of the votes: correct the shares.")
        case "votes", _day:
            return _(
                "Holdings of %(company)s add up to %(sum)s of the votes on %(day)s: correct shares or dates."
            )
        case _measure, None:
            return _("Holdings of %(company)s add up to %(sum)s of the capital: correct the shares.")
    return _("Holdings of %(company)s add up to %(sum)s of the capital on %(day)s: correct shares or dates.")
