"""Two texts of one decree must agree in their numbers, dates and names before it is issued."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBER = re.compile(r"\d+(?:[.,/\-]\d+)*")
# Names that stand in the same letters in both texts: Latin words, and codes such as SO-B-020.
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&'’]*(?:[.\-][A-Za-z0-9&]+)*")
_WORD = re.compile(r"[^\W_]+")
# A Kazakh or Russian ending is at most this long, and a stem at least that long.
_ENDING, _STEM = 3, 4

_KAZAKH_MONTHS = (
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
)
_RUSSIAN_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_MONTH = {name: number for names in (_KAZAKH_MONTHS, _RUSSIAN_MONTHS) for number, name in enumerate(names, 1)}
_ANY_MONTH = "|".join(_MONTH)
_DATES = (
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?P<month>{_ANY_MONTH})\w*\s+(?P<year>\d{{4}})(?!\d)", re.I),
    re.compile(rf"(?<!\d)(?P<year>\d{{4}})\s+жыл\w*\s+(?P<day>\d{{1,2}})\s+(?P<month>{_ANY_MONTH})\w*", re.I),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What the texts do not share: a `number`, a `date` (DD.MM.YYYY) or a `name`; how often each text has it."""

    kind: str
    text: str
    first: int
    second: int


def _dates(text: str) -> tuple[Counter[str], str]:
    """Whole dates, however written, as DD.MM.YYYY; and the text without them."""
    found: Counter[str] = Counter()
    for pattern in _DATES:
        for match in pattern.finditer(text):
            month = match["month"].lower()
            number = _MONTH[month] if month in _MONTH else int(month)
            found[f"{int(match['day']):02}.{number:02}.{match['year']}"] += 1
        text = pattern.sub(" ", text)
    return found, text


def _numbers(text: str) -> Counter[str]:
    """Every other number; a decimal comma equals a point."""
    return Counter(found.replace(",", ".") for found in _NUMBER.findall(text))


def _latin(text: str) -> Counter[str]:
    return Counter(found for found in _LATIN.findall(text) if len(found) > 1)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _same(known: str, met: str) -> bool:
    """Whether a word of a text is a known word, with whatever ending."""
    stem = known[: max(_STEM, len(known) - _ENDING)] if len(known) > _STEM else known
    return met.startswith(stem) and len(met) <= len(stem) + 2 * _ENDING + 1


def _times(name: str, words: list[str]) -> int:
    """How often the words of a name stand side by side."""
    wanted = _words(name)
    if not wanted:
        return 0
    starts = range(len(words) - len(wanted) + 1)
    return sum(all(_same(known, words[at + step]) for step, known in enumerate(wanted)) for at in starts)


def _of(kind: str, first: Counter[str], second: Counter[str]) -> list[Difference]:
    differing = sorted(text for text in {*first, *second} if first[text] != second[text])
    return [Difference(kind, text, first[text], second[text]) for text in differing]


def differences(first: str, second: str, names: Iterable[tuple[str, str]] = ()) -> list[Difference]:
    """What one text has and the other has not, or not as often; empty when the texts agree.

    Each of `names` is a known name as the first and as the second text writes it: it must be in both or in neither.
    """
    first_dates, first_rest = _dates(first)
    second_dates, second_rest = _dates(second)
    found = _of("number", _numbers(first_rest), _numbers(second_rest))
    found += _of("date", first_dates, second_dates)
    first_words, second_words = _words(first), _words(second)
    known = []
    for one, other in dict.fromkeys(names):
        here, there = _times(one, first_words), _times(other, second_words)
        if bool(here) != bool(there):
            known.append(Difference("name", one if one == other else f"{one} / {other}", here, there))
    # What is written in Latin letters is a name in both languages; known ones have been named whole.
    told = {word for one in known for word in _LATIN.findall(one.text)}
    latin = [
        one
        for one in _of("name", _latin(first), _latin(second))
        if not (one.first and one.second) and one.text not in told
    ]
    return found + known + latin
