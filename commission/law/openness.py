"""NSL 22(6)(1)-(4): openness of the decision."""

from commission.law import figures, tables
from commission.law.facts import Facts, Row
from commission.law.provision import Answer, Note, check
from commission.law.wording import N_
from commission.states import ENCUMBRANCES, Effect, Outcome

ASPECTS = ("deciders", "grounds", "published")

WORDS = {
    "clear": N_(
        "A permit: 22(6)(2). Recorded are who decides ({deciders}), on which grounds ({grounds}) and what is "
        "published ({published})."
    ),
    "missing": N_("A permit: 22(6)(2). No act in force is recorded that settles: {missing}."),
    "may_apply": N_("A permit: 22(6)(2). Whether the acts recorded apply here is not known for: {missing}."),
    "privatisation": N_(
        "List A: where the state itself alienates, privatisation is decided on as well, 22(6)(4)."
    ),
}


@check(
    "openness",
    title=N_("Openness of the decision"),
    basis=N_("NSL 22(6)(1)-(4)"),
    effect=Effect.PROCEDURAL,
    words=WORDS,
    reads=("table.openness",),
    version="2",
)
def openness(facts: Facts) -> Answer:
    """Which limb of 22(6) applies; who decides, on which grounds and what is published are on record."""
    rows = [(row, tables.touches(facts, row)) for row in facts.table("openness")]
    settled = {aspect: [row for row, fits in rows if fits and row.aspect == aspect] for aspect in ASPECTS}
    perhaps = {row.aspect for row, fits in rows if fits is None}
    missing = [aspect for aspect in ASPECTS if not settled[aspect]]
    notes = tuple(_notes(facts))
    if not missing:
        return Answer(Outcome.CLEAR, "clear", {name: _acts(found) for name, found in settled.items()}, notes)
    message = "may_apply" if perhaps.issuperset(missing) else "missing"
    return Answer(Outcome.UNDETERMINED, message, {"missing": figures.terms(missing)}, notes)


def _acts(rows: list[Row]) -> dict[str, object]:
    return figures.texts(dict.fromkeys(f"{row.names.any}: {row.act}" for row in rows))


def _notes(facts: Facts) -> tuple[Note, ...]:
    alienation = facts.deal is not None and facts.deal.kind not in ENCUMBRANCES
    return (("privatisation", {}),) if facts.object.listed == "A" and alienation else ()
