"""A case's answer as a page of text an officer can read."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from registry.ownership.terms import DataError

MEASURES = {
    "M": "owned, multiplied along the chains (M)",
    "K": "voted, controlled companies whole (K)",
    "C": "both together (C)",
}
VERDICTS = {
    "violation": "above the limit",
    "compliant": "within the limit",
    "undetermined": "cannot be said from what is known",
}
REASONS = {
    "sum_over_100": "the declared shares add up to more than 100 %",
    "sum_under_100": "the list of holders is said to be complete but cannot reach 100 %",
    "unknown_party": "named, but not among the parties",
    "duplicate_party": "listed twice among the parties",
    "not_a_company": "cannot have holders",
    "object_cannot_hold": "an object cannot hold a share",
    "owner_missing": "the trust manager's owner is not named",
    "no_capital": "a number of shares is given, but not how many were placed",
    "no_shares_count": "all its shares are the company's own",
    "bad_range": "not a share from low to high",
    "bad_size": "not a possible size",
    "size_missing": "the size of the transaction is not given",
    "unknown_share_class": "unknown class of shares",
    "not_enough": "the seller has less than it sells",
    "no_such_link": "there is no such link to end",
    "not_one_person": "stands for many undisclosed holders, not for one person",
    "empty_group": "a group needs at least one person",
}


def page(id: str, title: str, target: str, answer: Mapping[str, Any], why: Iterable[str] = ()) -> str:
    """The whole answer and its reasons, one block of lines."""
    heading = f"{id}: {title}" if title else id
    return "\n".join([heading, "=" * len(heading), *_parts(target, answer), *why, ""])


def percent(share: Fraction) -> str:
    """A share as a percentage, exact where two decimals suffice."""
    hundred = share * 100
    shown = f"{float(hundred):.2f}".rstrip("0").rstrip(".")
    return f"{shown} %" if Fraction(shown) == hundred else f"about {float(hundred):.4f} % (exactly {share})"


def reason(error: DataError) -> str:
    """Why data was refused, in words."""
    where = error.company or error.party or ""
    also = f", {error.party}" if error.party and error.company else ""
    total = f": {percent(error.sum)}" if error.sum is not None else ""
    detail = f" ({error.detail})" if error.detail else ""
    return f"{where}{also}: {REASONS.get(error.code, error.code)}{total}{detail}".lstrip(": ")


def _parts(target: str, answer: Mapping[str, Any]) -> Iterator[str]:
    if "errors" in answer:
        yield "REFUSED, nothing was computed:"
        for error in answer["errors"]:
            yield "  " + reason(_error(error))
    elif "foreign" in answer:
        yield from _result(target, answer)
    else:
        for name, part in answer.items():
            yield f"[{name}]"
            yield from ("  " + line for line in _parts(target, part))


def _error(error: Mapping[str, str]) -> DataError:
    total = error.get("sum")
    return DataError(
        error["code"],
        error.get("company"),
        None if total is None else Fraction(total),
        error.get("party"),
        error.get("detail", ""),
    )


def _result(target: str, answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _measures(f"Foreigners in {target}", answer["foreign"])
    if "verdict" in answer:
        yield from _verdict(answer["verdict"])
    if "foreign_if_control_at_50_or_more" in answer:
        yield from _measures(
            "Foreigners, if exactly half were control", answer["foreign_if_control_at_50_or_more"]
        )
    if "foreign_ultimate_lookthrough" in answer:
        yield from _measures("Ultimate foreign persons and states", answer["foreign_ultimate_lookthrough"])
    for id, part in answer.get("holders", {}).items():
        yield from _measures(f"{id} in {target}", part)
    for code, part in answer.get("by_country", {}).items():
        yield from _country(code, part)
    for part in answer.get("groups", ()):
        yield from _group(part)
    for company, top in answer.get("ultimate_controller", {}).items():
        yield f"Ultimate controller of {company}: {_top(top)}"
    for part in answer.get("operators", ()):
        share = percent(Fraction(part["M_in_operator"]))
        yield f"{part['object']} is run by {part['operator']}: {part['status'].replace('_', ' ')}, M {share}"


def _measures(heading: str, part: Mapping[str, Any]) -> Iterator[str]:
    yield heading
    for name, meaning in MEASURES.items():
        yield f"  {meaning}: {_range(part[name])}"
    if "target_controlled" in part:
        yield f"  control of the company: {part['target_controlled']}"
    certain = part.get("controlled_entities_certain", [])
    possible = [id for id in part.get("controlled_entities_possible", []) if id not in certain]
    if certain:
        yield f"  controlled with certainty: {', '.join(certain)}"
    if possible:
        yield f"  control possible: {', '.join(possible)}"


def _range(part: Mapping[str, str]) -> str:
    low, high = Fraction(part["min"]), Fraction(part["max"])
    return percent(low) if low == high else f"from {percent(low)} to {percent(high)}"


def _verdict(part: Mapping[str, str]) -> Iterator[str]:
    yield f"  limit: more than {percent(Fraction(part['threshold']))}"
    for name in MEASURES:
        yield f"    {name}: {VERDICTS[part[name]]}"
    yield f"    the worse of M and K: {VERDICTS[part['decides_max_of_M_and_K']]}"


def _country(code: str, part: Mapping[str, Any]) -> Iterator[str]:
    yield f"Country {code}"
    yield f"  owned, stopping at the first foreigner: {percent(Fraction(part['M_first_hit']))}"
    yield f"  owned, through everything: {_range(part['M_through_everything'])}"
    yield f"  {MEASURES['K']}: {_range(part['K'])}"
    yield f"  {MEASURES['C']}: {_range(part['C'])}"
    yield f"  with affiliates from 10 %: {percent(Fraction(part['A10']))}"
    yield f"  control of the company: {part['target_controlled']}"


def _group(part: Mapping[str, Any]) -> Iterator[str]:
    yield f"Group of {', '.join(part['seed'])}: {', '.join(part['members'])}"
    yield f"  direct votes: {percent(Fraction(part['direct_votes']))}"
    for name, meaning in MEASURES.items():
        verdict = f", {VERDICTS[part['verdict'][name]]}" if "verdict" in part else ""
        yield f"  {meaning}: {_range(part[name])}{verdict}"


def _top(top: Mapping[str, Any]) -> str:
    if top["controller"] is None:
        return "none"
    if top["ring_without_outside_controller"]:
        return f"none outside; the companies control each other (ring of {top['controller']})"
    return str(top["controller"])
