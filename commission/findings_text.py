"""Findings in the reader's words: sentences, bars and chains from a stored finding's message id and figures.

A stored finding names its sentence and carries its figures (with parties' names in three languages), so nothing else
is read here. Works for rows of `commission.models.Finding` and for fresh `commission.law.provision.Finding`s alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from django.utils import formats
from django.utils.translation import gettext

from commission.law import figures
from commission.law.check import CHECKS
from commission.law.facts import Facts
from commission.law.sides import Obstacle
from commission.law.wording import COMMON, N_, NOTES, PROBLEMS, TERMS
from commission.procedure.questionnaires import QUESTIONS, list_of
from commission.shares_text import Bounds, percent, share_words
from commission.wording_acts import list_letter
from registry.models.naming import choose_name
from registry.ownership.terms import RefusedData

AND_MORE = N_("{shown} and {count} more")
UNDISCLOSED = N_("undisclosed holders")
SIDES = {
    "day": N_("on the day"),
    "before": N_("before the deal"),
    "after": N_("after the deal"),
    "both": N_("before and after the deal"),
}
MOST_NAMED = 8
HUMAN_FINDING = N_("Human finding: {title}")
# What a body's answers come to: written by people, not computed.
JUDGEMENTS = {
    "objects": N_(
        "{body} answers that the transaction contradicts {questions}, and objects to it. People found this, no program."
    ),
    "contradicts": N_(
        "{body} answers that the transaction contradicts {questions}. People found this, no program; the body does not "
        "object, or the provision names an aim and no prohibition."
    ),
    "reason": N_("{cited} {question}: {reason}"),
}


class HasFinding(Protocol):
    """What is read of a finding."""

    @property
    def check_id(self) -> str: ...

    @property
    def message(self) -> str: ...

    @property
    def figures(self) -> Any: ...

    @property
    def chains(self) -> Any: ...


@dataclass(frozen=True)
class Bar:
    """A share (or the range it lies in) against its limit, before and after, as shares of one."""

    label: str
    minimum: Fraction
    maximum: Fraction
    limit: Fraction
    before_minimum: Fraction | None = None
    before_maximum: Fraction | None = None

    @property
    def crossed(self) -> bool:
        """Certainly more than the limit."""
        return self.minimum > self.limit

    @property
    def low(self) -> float:
        """Per cent, for drawing only."""
        return float(self.minimum * 100)

    @property
    def high(self) -> float:
        return float(self.maximum * 100)

    @property
    def before_low(self) -> float | None:
        return None if self.before_minimum is None else float(self.before_minimum * 100)

    @property
    def before_high(self) -> float | None:
        return None if self.before_maximum is None else float(self.before_maximum * 100)


@dataclass(frozen=True)
class Step:
    """One party of a chain; `share` is what it holds in the next step, empty for the last."""

    name: str
    share: str = ""
    note: str = ""


@dataclass(frozen=True)
class ChainText:
    """A chain from the person at its end down to the company asked about, and what it carries."""

    steps: tuple[Step, ...]
    result: str = ""
    documents: str = ""


def title(check_id: str) -> str:
    """The check's name, or that of the list on which people found something."""
    judged = list_of(check_id)
    if judged is not None:
        return gettext(HUMAN_FINDING).format(title=gettext(judged.title))
    return gettext(CHECKS[check_id].title) if check_id in CHECKS else check_id


def basis(check_id: str) -> str:
    """The provision, empty where the check rests on none."""
    judged = list_of(check_id)
    if judged is not None:
        return gettext(judged.basis)
    found = CHECKS[check_id].basis if check_id in CHECKS else "-"
    return "" if found == "-" else gettext(found)


def sentence(finding: HasFinding) -> str:
    """The finding's main sentence."""
    return _filled(finding.message, finding.figures.get("values", {}))


def notes(finding: HasFinding) -> list[str]:
    """Further sentences, shown beneath."""
    return [_filled(note["id"], note["values"]) for note in finding.figures.get("notes", [])]


def unknowns(finding: HasFinding) -> list[str]:
    """The missing facts that could change the outcome, the weightiest first."""
    found = []
    for unknown in finding.figures.get("unknowns", []):
        about = _written(unknown["about"])
        company = _written(unknown["company"])
        found.append(f"{company}: {about}" if about else company)
    return found


def bars(finding: HasFinding) -> list[Bar]:
    """Bars of the shares compared with a limit. A second basis with the same figures, and C where it adds nothing
    to M and K, are left out."""
    raw = finding.figures.get("bars", [])
    keyed: dict[tuple[str, str, str], Mapping[str, Any]] = {
        (bar["company"]["party"], bar["basis"], bar["label"]): bar for bar in raw
    }
    bases = _bases_worth_showing(raw)
    companies = {bar["company"]["party"] for bar in raw}
    shown = []
    for (company, of, label), bar in keyed.items():
        if of in bases and (label != "bar.c" or _adds(keyed, company, of, bar)):
            shown.append(_bar(bar, with_basis=len(bases) > 1, with_company=len(companies) > 1))
    return shown


def chains(finding: HasFinding, side: str = "") -> list[ChainText | str]:
    """The evidence: chains of holdings, and sentences on votes, links, cases and what is left out.

    `side` is "before" or "after"; by default after the deal, where anything is recorded for it.
    """
    raw = list(finding.chains)
    after = any(chain.get("side") == "after" for chain in raw)
    left_out = {"before": "after", "after": "before"}[side or "after"] if after or side else ""
    shown = (_chain(chain) for chain in raw if not left_out or chain.get("side") != left_out)
    return [text for text in shown if text]


def obstacle_words(obstacle: Obstacle) -> str:
    """Why the situation after the deal cannot be computed."""
    return _filled(obstacle.message, obstacle.values)


def problem_words(facts: Facts, refused: RefusedData) -> list[str]:
    """Why recorded data were refused, one sentence for each place."""
    return [_written(problem) for problem in figures.problems(facts, refused)["list"]]


def source_words(source: str) -> str:
    """A reference to a document: the registry's is its own words, the application's is said."""
    if source.startswith("declared:"):
        return gettext("declared by the applicant")
    if source == "transaction":
        return gettext("the transaction")
    if source == "supposed":
        return gettext("supposed")
    return source


# --- sentences -----------------------------------------------------------------------------------------------------


def _template(message: str) -> str:
    """The marked sentence of a message id, untranslated; an id from a later version is shown as it is."""
    if message in COMMON:
        return COMMON[message]
    if message in NOTES:
        return NOTES[message]
    head, _dot, short = message.partition(".")
    if head == "term":
        return TERMS.get(short, short)
    if head == "judgement":
        return JUDGEMENTS.get(short, message)
    if head == "question":
        return QUESTIONS[short].text if short in QUESTIONS else message
    if head == "problem":
        return PROBLEMS.get(short, PROBLEMS["other"])
    return CHECKS[head].words.get(short, message) if head in CHECKS else message


def _filled(message: str, values: Mapping[str, Any]) -> str:
    limit = _limit_of(values)
    written = {name: _written(value, limit) for name, value in values.items()}
    if "list" in written:
        written["list"] = list_letter(written["list"])
    return gettext(_template(message)).format_map(_Blanks(written))


class _Blanks(dict[str, str]):
    """A figure that an older finding lacks is shown as a dash, never as an error."""

    def __missing__(self, key: str) -> str:
        return "–"


def _limit_of(values: Mapping[str, Any]) -> Fraction | None:
    limit = values.get("limit")
    return Fraction(limit["share"][0]) if limit else None


def _written(value: Mapping[str, Any], limit: Fraction | None = None) -> str:
    """One figure in the reader's language and format."""
    match value:
        case {"share": [low, high]}:
            return share_words((Fraction(low), Fraction(high)), limit)
        case {"party": _}:
            return _name(value)
        case {"list": items}:
            return _listed([_written(item, limit) for item in items])
        case {"term": name}:
            return gettext(TERMS.get(name, name))
        case {"phrase": message, "values": inner}:
            return _filled(message, inner)
        case {"date": day}:
            return formats.date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT", use_l10n=True)
        case {"number": number}:
            return _number(Fraction(number))
        case {"text": text}:
            return str(text)
    return str(value)


def _name(party: Mapping[str, Any]) -> str:
    name = choose_name(party["en"], party["ru"], party["kk"])
    if party.get("undisclosed"):
        return name or gettext(UNDISCLOSED)
    return name or str(party["party"])


def _listed(items: list[str]) -> str:
    if len(items) <= MOST_NAMED:
        return "; ".join(items) if any("," in item or ":" in item for item in items) else ", ".join(items)
    shown = "; ".join(items[:MOST_NAMED])
    return gettext(AND_MORE).format(shown=shown, count=len(items) - MOST_NAMED)


def _number(value: Fraction) -> str:
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return str(formats.number_format(text, use_l10n=True))


# --- bars ----------------------------------------------------------------------------------------------------------


def _bounds(raw: Iterable[str]) -> Bounds:
    low, high = raw
    return Fraction(low), Fraction(high)


def _bases_worth_showing(raw: list[Mapping[str, Any]]) -> list[str]:
    """The bases in order, without a later one whose figures equal the first's."""
    figures: dict[str, list[Any]] = {}
    for bar in sorted(raw, key=lambda bar: (bar["company"]["party"], bar["label"])):
        figures.setdefault(bar["basis"], []).append(
            (bar["company"]["party"], bar["label"], bar["share"], bar["before"])
        )
    order = list(dict.fromkeys(bar["basis"] for bar in raw))
    return [of for of in order if of == order[0] or figures[of] != figures[order[0]]]


def _adds(
    bars: Mapping[tuple[str, str, str], Mapping[str, Any]], company: str, of: str, c: Mapping[str, Any]
) -> bool:
    others = (bars.get((company, of, label)) for label in ("bar.m", "bar.k"))
    return all(other is None or other["share"] != c["share"] for other in others)


def _bar(bar: Mapping[str, Any], *, with_basis: bool, with_company: bool) -> Bar:
    low, high = _bounds(bar["share"])
    limit = Fraction(bar["limit"])
    before = _bounds(bar["before"]) if bar["before"] else None
    label = gettext(_template(f"term.{bar['label']}"))
    if with_basis:
        label += f" ({gettext(TERMS['bar.of_votes' if bar['basis'] == 'voting' else 'bar.of_capital'])})"
    if with_company:
        label += f", {_name(bar['company'])}"
    if before and before != (low, high):
        label += f" ({gettext(SIDES['before'])}: {share_words(before, limit)})"
    return Bar(label, low, high, limit, *(before or (None, None)))


# --- chains --------------------------------------------------------------------------------------------------------

VOTES = N_("Votes counted under control, {side}: {holders}.")
JOINED = N_("Round {round}: {company} counts whole, since the bloc casts {votes} of its votes.")
JOINED_BY_LINK = N_("Round {round}: {company} counts whole, since it is bound by a tie, not by votes.")
REST = N_("Further chains together: {share}.")
LOOPS = N_("Companies that own only each other: {share}.")
OPERATES = N_("{party} operates or manages the object; document: {source}.")
NO_SOURCE = N_("none recorded")
CASE = N_("Case {reference}.")


def _chain(chain: Mapping[str, Any]) -> ChainText | str:
    match chain["measure"]:
        case "m" | "path":
            return _path(chain)
        case "k":
            return _votes(chain)
        case "rest":
            return _left_out(chain)
        case "link":
            source = ", ".join(chain["sources"]) or gettext(NO_SOURCE)
            return gettext(OPERATES).format(party=_name(chain["path"][0]), source=source)
        case "case":
            return gettext(CASE).format(reference=chain["reference"])
    return ""


def _path(chain: Mapping[str, Any]) -> ChainText:
    """From the far end down: what each party holds in the next one."""
    shares = [share_words(_bounds(arc["share"])) for arc in chain.get("arcs", [])]
    people = list(chain["path"])
    held = [*reversed(shares), ""] if shares else [""] * len(people)
    steps = tuple(
        Step(_name(party), share, party.get("country") or "")
        for party, share in zip(reversed(people), held, strict=False)
    )
    written = dict.fromkeys(
        source_words(source) for arc in chain.get("arcs", []) for source in arc["sources"]
    )
    return ChainText(
        steps,
        result=percent(Fraction(chain["contribution"])) if "contribution" in chain else "",
        documents="; ".join(written),
    )


def _votes(chain: Mapping[str, Any]) -> str:
    holders = "; ".join(
        f"{_name(arc['party'])} {share_words(_bounds(arc['share']))}" for arc in chain["direct"]
    )
    sentences = [gettext(VOTES).format(side=gettext(SIDES[chain["side"]]), holders=holders)]
    for joined in chain["rounds"]:
        template = JOINED_BY_LINK if joined["link"] else JOINED
        votes = share_words(_bounds(joined["votes"]))
        sentences.append(
            gettext(template).format(round=joined["round"], company=_name(joined["company"]), votes=votes)
        )
    return " ".join(sentences)


def _left_out(chain: Mapping[str, Any]) -> str:
    said = []
    for name, template in (("contribution", REST), ("loops", LOOPS)):
        value = Fraction(chain.get(name, "0/1"))
        if value:
            said.append(gettext(template).format(share=percent(value)))
    return " ".join(said)
