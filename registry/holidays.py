"""Where the working-day calendar starts from: the `holidays` package, day by day.

The package knows Kazakhstan's public holidays with the days off observed after a weekend, and the transfers of
working days published up to the year it was released in (2025 in version 0.109). Transfers of later years are made by
Government acts of late autumn and keepers enter them; Kurban Ait after 2025 is an estimate. The seeded rows say so
in their source.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version

import holidays

FIRST_YEAR, LAST_YEAR = 2012, 2030

# The package's Kazakh name -> English, Russian.
_NAMES = {
    "Жаңа жыл": ("New Year", "Новый год"),
    "Православиелік Рождество": ("Orthodox Christmas", "Православное Рождество"),
    "Халықаралық әйелдер күні": ("International Women's Day", "Международный женский день"),
    "Наурыз мейрамы": ("Nauryz", "Наурыз мейрамы"),
    "Қазақстан халқының бірлігі мерекесі": (
        "Day of Unity of the People of Kazakhstan",
        "Праздник единства народа Казахстана",
    ),
    "Отан Қорғаушы күні": ("Defender of the Fatherland Day", "День защитника Отечества"),
    "Жеңіс күні": ("Victory Day", "День Победы"),
    "Астана күні": ("Capital Day", "День Столицы"),
    "Қазақстан Республикасының Конституциясы күні": (
        "Constitution Day",
        "День Конституции Республики Казахстан",
    ),
    "Республика күні": ("Republic Day", "День Республики"),
    "Қазақстан Республикасы күні": ("Republic Day", "День Республики Казахстан"),
    "Қазақстан Республикасының Тұңғыш Президенті күні": (
        "Day of the First President",
        "День Первого Президента Республики Казахстан",
    ),
    "Тәуелсіздік күні": ("Independence Day", "День Независимости"),
    "Құрбан айт": ("Kurban Ait", "Курбан айт"),
}
_TRANSFER = ("Day off (transfer)", "Выходной день (перенос)", "Демалыс күні (ауыстыру)")
_WORKED = ("Working day (transfer)", "Рабочий день (перенос)", "Жұмыс күні (ауыстыру)")
_OBSERVED = (
    " (day off after the weekend)",
    " (выходной после праздника)",
    " (мерекеден кейінгі демалыс күні)",
)


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A day that differs from its weekday, with its names in English, Russian and Kazakh."""

    day: date
    is_working: bool
    names: tuple[str, str, str]
    source: str


def exceptional_days(first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> Iterator[Exceptional]:
    """Every day of the years given on which Kazakhstan rests on a weekday or works on a weekend."""
    known = holidays.country_holidays("KZ", years=range(first_year, last_year + 1), language="kk")
    package = f"holidays {version('holidays')}"
    day = date(first_year, 1, 1)
    while day.year <= last_year:
        is_working = known.is_working_day(day)
        if is_working != (day.weekday() < 5):
            yield Exceptional(
                day, is_working, _names(known.get(day), is_working), _source(package, known.get(day))
            )
        day += timedelta(days=1)


def _names(kazakh: str | None, is_working: bool) -> tuple[str, str, str]:
    if is_working:
        return _WORKED
    joined = [_one(part) for part in (kazakh or "").split("; ")]
    english, russian, own = ("; ".join(parts) for parts in zip(*joined, strict=True))
    return english, russian, own


def _one(kazakh: str) -> tuple[str, str, str]:
    base, _, rest = kazakh.partition(" (")
    if base not in _NAMES:
        return _TRANSFER
    english, russian = _NAMES[base]
    if "қайта белгіленген" in rest:
        return english + _OBSERVED[0], russian + _OBSERVED[1], base + _OBSERVED[2]
    return english, russian, base


def _source(package: str, kazakh: str | None) -> str:
    if kazakh and "бағаланған" in kazakh:
        return f"{package}: estimated, not yet confirmed"
    return f"{package}: to be confirmed against the act"
