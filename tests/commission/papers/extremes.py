"""The longest names, reasons and lists that a paper may have to hold, and one sheet of every kind with them."""

from datetime import UTC, date, datetime
from fractions import Fraction

from commission.papers import (
    agenda,
    brief,
    condition_report,
    consultation_letter,
    decree_draft,
    deficiencies,
    extract,
    information_request,
    recommendation,
)
from commission.papers.casefacts import CaseFacts
from commission.papers.minutes import VoteLine
from commission.papers.sheet import Sheet
from commission.states import Choice, Motion

KAZAKH = "әіңғүұқөһ ӘІҢҒҮҰҚӨҺ"
LONG = "Ғимараттар-мен-құрылыстарды-пайдалану-жөніндегі-бірлескен-кәсіпорын-" * 4
NAME = f"«{KAZAKH}» жауапкершілігі шектеулі серіктестігі {LONG}"
REASON = "Себебі: мәміле 25,5 % дауыс беретін акцияларға қатысты, 03.04.2026 жылғы № 17/3 шешім. " * 3
CASE = CaseFacts(
    reference="C-2026-00042",
    object_code="SO-B-020",
    names=(
        ("kk", f"Әуежай, {KAZAKH}"),
        ("ru", f"Аэропорт, {KAZAKH}"),
        ("en", f"Airport, {KAZAKH}"),
    ),
    kind="sale",
    mode="off_exchange",
    share=Fraction(1, 3),
    applicant=NAME,
    acquirer=NAME,
    illustrative=True,
)
DAY, LATER = date(2026, 11, 25), date(2026, 12, 9)
MOMENT = datetime(2026, 11, 25, 5, 30, tzinfo=UTC)


def items(count: int, words: str = REASON) -> tuple[str, ...]:
    """`count` texts, each with its own number so that a lost one is missed."""
    return tuple(f"Тармақ-{number}. {words}" for number in range(1, count + 1))


def sheets() -> dict[str, Sheet]:
    """Every paper that is made of blocks, filled to the brim."""
    return {
        "deficiencies": deficiencies.sheet(deficiencies.DeficiencyData(CASE, DAY, items(40), signed_by=NAME)),
        "request": information_request.sheet(
            information_request.RequestData(CASE, DAY, LATER, items(30), late_reason=REASON, signed_by=NAME)
        ),
        "consultation": consultation_letter.sheet(
            consultation_letter.ConsultationData(
                CASE, (("kk", NAME), ("ru", NAME), ("en", NAME)), "15(1)(1)", DAY, LATER, signed_by=NAME
            )
        ),
        "brief": brief.sheet(
            brief.BriefData(
                language="kk",
                case=CASE,
                as_of=DAY,
                state="Қаралуда",
                officer=NAME,
                t0=DAY,
                due_on=LATER,
                motion="",
                counts="1; 2; 3",
                alarms=tuple(("Бұзушылық", text) for text in items(10, "Шектен асады.")),
                opinions=tuple(brief.OpinionLine(text, "қарсылық бар", LATER) for text in items(8, NAME)),
                conditions=items(8, "Шарт."),
            )
        ),
        "agenda": agenda.sheet(
            agenda.AgendaData(
                number=7,
                starts_at=MOMENT,
                dated=DAY,
                place=NAME,
                called_by=NAME,
                items=tuple(
                    agenda.AgendaLine(number, CASE, Motion.GRANT_WITH_CONDITIONS) for number in range(1, 8)
                ),
                members=tuple((text, "member") for text in items(9, NAME)),
            )
        ),
        "extract": extract.sheet(
            extract.ExtractData(
                case=CASE,
                session_number=7,
                session_day=DAY,
                place=NAME,
                position=3,
                motion=Motion.GRANT_WITH_CONDITIONS,
                quorum_needed=10,
                quorum_present=14,
                recused=(NAME,),
                conditions=tuple((("kk", text), ("ru", text)) for text in items(30)),
                votes=tuple(
                    VoteLine(text, Choice.AGAINST, REASON, is_void=number == 7)
                    for number, text in enumerate(items(8, NAME))
                ),
                carried=False,
                chair=NAME,
                secretary=NAME,
                text_sha256="ab" * 32,
            )
        ),
        "report": recommendation.sheet(
            recommendation.ReportData(
                language="ru",
                case=CASE,
                dated=DAY,
                motion=Motion.REFUSE,
                text="\n".join(items(40)),
                conditions=items(30),
                closed=(("Грант", REASON), ("Грант шарттармен", REASON)),
                drafted_by=NAME,
                drafted_at=MOMENT,
                countersigned_by=NAME,
                countersigned_at=MOMENT,
            )
        ),
        "decree_draft": decree_draft.sheet(
            decree_draft.DraftData(CASE, DAY, "\n".join(items(40)), "\n".join(items(40)))
        ),
        "conditions": condition_report.sheet(
            condition_report.ConditionReportData(
                case=CASE,
                decree_number="15",
                decree_date=DAY,
                as_of=LATER,
                conditions=tuple(
                    condition_report.ConditionLine(
                        number,
                        (("kk", text), ("ru", text)),
                        (("kk", NAME), ("ru", NAME)),
                        DAY,
                        LATER if number % 2 else None,
                    )
                    for number, text in enumerate(items(30), start=1)
                ),
                dates=tuple(
                    condition_report.DueLine(number, DAY, LATER, (("kk", NAME), ("ru", NAME)))
                    for number in range(1, 31)
                ),
            )
        ),
    }
