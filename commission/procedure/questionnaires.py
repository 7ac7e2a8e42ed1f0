"""What no program can judge: the questions of Articles 22 and 23 that state bodies answer in every case.

A list is dated data with its provision; its questions paraphrase the law. Which bodies answer and when a list is asked
is policy: the law names aims and prohibitions, not those who answer for them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commission.procedure import routing
from commission.states import Effect, Outcome


def N_(message: str) -> str:
    """Mark words for the catalogues; they are translated when they are shown."""
    return message


class When(StrEnum):
    """In which cases a list is asked."""

    ALWAYS = "always"
    INFORMATION = "information"
    """The object belongs to communications or information, or the acquirer is foreign or of unknown country."""
    NETWORKS = "networks"
    """The object is a line or a network of communications."""


@dataclass(frozen=True, slots=True)
class Question:
    """One point of a list. `bars` False: a contradiction is never a violation, whoever objects."""

    code: str
    text: str
    bars: bool = True


@dataclass(frozen=True, slots=True)
class QuestionList:
    """A provision's questions. In force on days in [valid_from, valid_until); None: not known, or no end."""

    code: str
    basis: str
    title: str
    intro: str
    when: When
    bodies: frozenset[str]
    sector: bool
    """The bodies of the object's sector answer too."""
    questions: tuple[Question, ...]
    prohibits: bool = False
    """The provision forbids: a contradiction with the body's objection is a violation."""
    valid_from: date | None = None
    valid_until: date | None = None

    def holds(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Case:
    """What of a case decides which lists are asked, and of whom. `bodies`: consulted ones and the working body."""

    category: str
    foreign_acquirer: bool
    bodies: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class Asked:
    """One list put to one body."""

    body: str
    list_code: str


_TEXT_OF_2012 = date(2012, 1, 6)
_ECONOMY = frozenset({"planning", "finance"})
_INFORMATION = frozenset({"communications", "infosec", "security"})
_INFORMATION_CATEGORIES = frozenset(
    {"trunk_communication_line", "broadcasting", "postal_network", "navigation_safety"}
)
_NETWORK_CATEGORIES = _INFORMATION_CATEGORIES - {"postal_network"}


def _numbered(prefix: str, *texts: str) -> tuple[Question, ...]:
    return tuple(Question(f"{prefix}.{number}", text) for number, text in enumerate(texts, start=1))


Q22_2 = QuestionList(
    code="q22_2",
    basis=N_("NSL 22(2)"),
    title=N_("Economic security: what decisions must aim at"),
    intro=N_("How does the transaction bear on each of these aims?"),
    when=When.ALWAYS,
    bodies=_ECONOMY,
    sector=True,
    valid_from=_TEXT_OF_2012,
    questions=_numbered(
        "22.2",
        N_("A stable and sustainable national economy, its industry and innovation included"),
        N_("Financial, energy, food and transport independence of the country"),
        N_("No economic isolation of the country from the world economy"),
        N_("Independence in economic decisions and the national interest in them, in economic unions too"),
        N_("A more diverse economy; the base of its resource and energy industries kept and strengthened"),
        N_("An economy less vulnerable to what happens in the countries around it"),
        N_(
            "Mutually beneficial work with domestic and foreign financial institutions; credit and investment"
        ),
        N_("The budget deficit within its limit, and stronger revenues"),
        N_("No misuse of budget funds and public resources; a smaller shadow economy"),
        N_("External debt within the amount that the law on the budget sets"),
        N_("No dangerous imbalance between the regions"),
        N_("A larger share of domestic production; competition encouraged, monopoly limited"),
        N_("Goods and services that can be had and afforded, and keep to the rules on quality and safety"),
        N_("More competitive domestic goods and services"),
        N_("State food reserves that are formed, renewed and full, whatever happens inside or outside"),
        N_("A stronger part for associations, trade unions and employers in economic security"),
        N_("Accessible and open information on the economy, trade and foreign economic relations"),
    ),
)
Q22_5 = QuestionList(
    code="q22_5",
    basis=N_("NSL 22(5)"),
    title=N_("Decisions that are not allowed: the market, the finances, the unified systems"),
    intro=N_("Would permitting the transaction contradict the creation and smooth working of these?"),
    when=When.ALWAYS,
    bodies=_ECONOMY | {"communications", "energy"},
    sector=True,
    prohibits=True,
    valid_from=_TEXT_OF_2012,
    questions=_numbered(
        "22.5",
        N_("The market of the country, in which labour, money and other resources move freely"),
        N_("The financial system of the country, the circulation of the tenge included"),
        N_("Unified and independent systems of communications and of energy"),
    ),
)
Q22_7 = QuestionList(
    code="q22_7",
    basis=N_("NSL 22(7)"),
    title=N_("Prohibited decisions and actions in the economy"),
    intro=N_(
        "Does the transaction keep to these? “Contradicts” means that it would bring about what is prohibited."
    ),
    when=When.ALWAYS,
    bodies=_ECONOMY,
    sector=True,
    prohibits=True,
    valid_from=_TEXT_OF_2012,
    questions=(
        *_numbered(
            "22.7",
            N_("Industrial and innovative development and investment are not hindered"),
            N_("No uncontrolled export of capital and goods is furthered"),
            N_("No unjustified rise in the prices of goods and services is provoked"),
            N_("No imports dangerous to life and health are furthered"),
            N_("No deposits or economic facilities pass to the detriment of national security"),
        ),
        Question(
            "22.7.1r",
            N_(
                "Asked of a refusal, or of conditions: would they leave investment and development unhindered?"
            ),
            bars=False,
        ),
    ),
)
Q23_1 = QuestionList(
    code="q23_1",
    basis=N_("NSL 23(1)"),
    title=N_("Information security: what decisions must aim at"),
    intro=N_("How does the transaction bear on each of these aims?"),
    when=When.INFORMATION,
    bodies=_INFORMATION,
    sector=False,
    valid_from=_TEXT_OF_2012,
    questions=_numbered(
        "23.1",
        N_("No dependence of the country in information"),
        N_("No information expansion or blockade by other states, organisations or persons"),
        N_("No isolation in information of the President, Parliament, Government and security forces"),
        N_("Networks that work without interruption, in emergencies and the special period too"),
        N_("Leaks and losses of state secrets and other protected data found, prevented and stopped"),
        N_("No harmful influence on the public mind by distorted and false information"),
        N_("Hidden influence on state decisions found and disrupted"),
        N_(
            "An effective protection of information resources, systems and networks that carry protected data"
        ),
    ),
)
Q23_2 = QuestionList(
    code="q23_2",
    basis=N_("NSL 23(2)"),
    title=N_("The national system of information protection"),
    intro=N_("How does the transaction bear on it?"),
    when=When.INFORMATION,
    bodies=_INFORMATION,
    sector=False,
    valid_from=_TEXT_OF_2012,
    questions=(
        Question("23.2", N_("The state's system of information protection and its information resources")),
    ),
)
Q23_4 = QuestionList(
    code="q23_4",
    basis=N_("NSL 23(4)"),
    title=N_("Networks: requirements and instructions"),
    intro=N_("Does the transaction keep to these?"),
    when=When.NETWORKS,
    bodies=frozenset({"communications", "security"}),
    sector=False,
    valid_from=_TEXT_OF_2012,
    questions=_numbered(
        "23.4",
        N_("The networks meet what the communications authority requires for national security"),
        N_("The contract does not hinder instructions to suspend services or limit the use of networks"),
    ),
)
Q23_5 = QuestionList(
    code="q23_5",
    basis=N_("NSL 23(5)"),
    title=N_("Decisions that are not allowed: the information space"),
    intro=N_("Would permitting the transaction contradict these national interests?"),
    when=When.INFORMATION,
    bodies=_INFORMATION,
    sector=False,
    prohibits=True,
    valid_from=_TEXT_OF_2012,
    questions=_numbered(
        "23.5",
        N_("The creation and smooth working of the country's information space"),
        N_("The country's entry into the world system of communications and information"),
        N_("The security of information resources, systems and networks, kept and strengthened"),
    ),
)
LISTS: dict[str, QuestionList] = {one.code: one for one in (Q22_2, Q22_5, Q22_7, Q23_1, Q23_2, Q23_4, Q23_5)}
QUESTIONS: dict[str, Question] = {
    question.code: question for one in LISTS.values() for question in one.questions
}


def asked(case: Case) -> list[Asked]:
    """Every list of the day with every body that answers it, body by body; nobody is asked who is not in the case."""
    sector = frozenset(routing.sector_bodies(case.category))
    return [
        Asked(body, one.code)
        for body in dict.fromkeys(case.bodies)
        for one in LISTS.values()
        if one.holds(case.day)
        and _is_asked(one.when, case)
        and (body in one.bodies or (one.sector and body in sector))
    ]


def _is_asked(when: When, case: Case) -> bool:
    if when is When.INFORMATION:
        return case.category in _INFORMATION_CATEGORIES or case.foreign_acquirer
    return when is When.ALWAYS or case.category in _NETWORK_CATEGORIES


def judged(list_code: str, contradicted: Collection[str], *, objects: bool) -> tuple[Outcome, Effect] | None:
    """What follows from the questions that a body answers “contradicts”; None where there is none.

    On 22(5), 22(7) and 23(5) it is a violation where the body's opinion is an objection; in all else, attention.
    """
    if not contradicted:
        return None
    one = LISTS[list_code]
    bars = any(QUESTIONS[code].bars for code in contradicted)
    outcome = Outcome.VIOLATION if one.prohibits and bars and objects else Outcome.ATTENTION
    return outcome, Effect.PROHIBITION if one.prohibits and bars else Effect.INFORMATION


def judgement_id(list_code: str, body: str, round: int = 1) -> str:
    """The id under which a body's human finding on a list stands among the findings; a further round has its own."""
    return f"{list_code}-{body}" if round == 1 else f"{list_code}-{body}-{round}"


def judged_by(judgement: str) -> tuple[str, str, int]:
    """List, body and round of a human finding's id."""
    code, body, *round = judgement.split("-")
    return code, body, int(round[0]) if round else 1


def newest_rounds(judgements: Collection[str]) -> set[str]:
    """Of human findings on one list by one body only that of its newest round counts."""
    newest: dict[tuple[str, str], tuple[int, str]] = {}
    for one in judgements:
        code, body, round = judged_by(one)
        newest[code, body] = max(newest.get((code, body), (0, "")), (round, one))
    return {one for _round, one in newest.values()}


def list_of(judgement: str) -> QuestionList | None:
    """The list of a human finding's id; None for the id of a check."""
    return LISTS.get(judgement.partition("-")[0])


def cited(code: str) -> str:
    """A question's code as it is cited: 22.5.3 is 22(5)(3)."""
    article, *rest = code.rstrip("r").split(".")
    return article + "".join(f"({part})" for part in rest)
