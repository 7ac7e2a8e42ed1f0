"""The extract of the minutes on one case, in Kazakh and Russian: how the Commission decided, and nothing else."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from commission.papers import words
from commission.papers.casefacts import CaseFacts
from commission.papers.minutes import VoteLine
from commission.papers.sheet import (
    OFFICIAL,
    Block,
    Facts,
    Heading,
    Numbered,
    Part,
    Sheet,
    Signatures,
    Small,
    Table,
    Verdict,
)
from commission.states import Choice, Motion

_WORDS = {
    "kk": {
        "title": "№ {number} отырыс хаттамасынан үзінді",
        "session": "Отырыс",
        "session_words": "№ {number}, {day}",
        "place": "Өткен орны",
        "item": "Күн тәртібінің тармағы",
        "motion": "Дауысқа қойылды",
        "quorum": "Кворум",
        "quorum_words": "қажет: {needed}, қатысты: {present}",
        "recused": "Мүдделілігіне байланысты қатыспады",
        "conditions": "Шарттар",
        "votes": "Дауыс беру",
        "member": "Комиссия мүшесі",
        "choice": "Дауысы",
        "dissent": "Ерекше пікір",
        "void": "жарамсыз",
        "outcome": "Дауыс беру нәтижесі",
        "carried": "Ұсыныс қабылданды",
        "lost": "Ұсыныс қабылданбады",
        "tally": "Жақтап – {yes}, қарсы – {no}, қалыс қалды – {abstained}, дауыс бермеді – {silent}.",
        "signatures": "Хаттамаға қол қойғандар",
        "chair": "Төрағалық етуші",
        "secretary": "Комиссия хатшысы",
        "signed": "Жүйеде қол қойылды",
        "seal": "Қол қойылған хаттаманың SHA-256: {sha256}",
    },
    "ru": {
        "title": "Выписка из протокола заседания № {number}",
        "session": "Заседание",
        "session_words": "№ {number}, {day}",
        "place": "Место",
        "item": "Пункт повестки дня",
        "motion": "Поставлено на голосование",
        "quorum": "Кворум",
        "quorum_words": "требуется: {needed}, присутствует: {present}",
        "recused": "Не участвовали из-за заинтересованности",
        "conditions": "Условия",
        "votes": "Голосование",
        "member": "Член Комиссии",
        "choice": "Голос",
        "dissent": "Особое мнение",
        "void": "недействителен",
        "outcome": "Результат голосования",
        "carried": "Предложение принято",
        "lost": "Предложение не принято",
        "tally": "За – {yes}, против – {no}, воздержалось – {abstained}, не голосовало – {silent}.",
        "signatures": "Протокол подписали",
        "chair": "Председательствующий",
        "secretary": "Секретарь Комиссии",
        "signed": "Подписано в системе",
        "seal": "SHA-256 подписанного протокола: {sha256}",
    },
}


@dataclass(frozen=True, slots=True)
class ExtractData:
    """One item as it was decided. `conditions` are wordings by language, `text_sha256` is the minutes' seal."""

    case: CaseFacts
    session_number: int
    session_day: date
    place: str
    position: int
    motion: str
    quorum_needed: int
    quorum_present: int
    recused: tuple[str, ...]
    conditions: tuple[tuple[tuple[str, str], ...], ...]
    votes: tuple[VoteLine, ...]
    carried: bool
    chair: str
    secretary: str
    text_sha256: str


def sheet(data: ExtractData) -> Sheet:
    """The extract as a paper."""
    return Sheet(
        reference=data.case.reference,
        dated=data.session_day,
        parts=tuple(_part(data, language) for language in OFFICIAL),
        illustrative=data.case.illustrative,
        under_2012_text=data.case.under_2012_text,
    )


def _part(data: ExtractData, language: str) -> Part:
    say = _WORDS[language]
    number, day = str(data.session_number), words.day(data.session_day)
    counted = [vote for vote in data.votes if not vote.is_void]
    counts = Counter(vote.choice for vote in counted)
    tally = say["tally"].format(
        yes=counts[Choice.FOR],
        no=counts[Choice.AGAINST],
        abstained=counts[Choice.ABSTAIN],
        silent=max(0, data.quorum_present - len(counted)),
    )
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (say["session"], say["session_words"].format(number=number, day=day)),
                (say["place"], data.place),
                (say["item"], str(data.position)),
                *data.case.rows(language),
                (say["motion"], words.MOTIONS[language][Motion(data.motion)]),
                (
                    say["quorum"],
                    say["quorum_words"].format(needed=data.quorum_needed, present=data.quorum_present),
                ),
                (say["recused"], ", ".join(data.recused)),
            )
        ),
        *([Heading(say["conditions"])] if data.conditions else []),
        Numbered(tuple(dict(wordings)[language] for wordings in data.conditions)),
        Heading(say["votes"]),
        Table(
            (say["member"], say["choice"]),
            tuple(_vote(vote, language) for vote in data.votes),
            (1, 0),
        ),
        Verdict(say["outcome"], say["carried" if data.carried else "lost"], tally, refused=not data.carried),
        Heading(say["signatures"]),
        Signatures(
            (
                (say["chair"], data.chair, say["signed"] if data.chair else ""),
                (say["secretary"], data.secretary, say["signed"] if data.secretary else ""),
            )
        ),
        Small(say["seal"].format(sha256=data.text_sha256)),
    )
    return Part(language, say["title"].format(number=number), data.case.foot(language), blocks)


def _vote(vote: VoteLine, language: str) -> tuple[str, str]:
    say = _WORDS[language]
    choice = words.CHOICES[language][Choice(vote.choice)]
    return (
        f"{vote.member}\n{say['dissent']}: {vote.dissent}" if vote.dissent else vote.member,
        f"{choice} ({say['void']})" if vote.is_void else choice,
    )
