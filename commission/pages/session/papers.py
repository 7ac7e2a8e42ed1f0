"""The papers of an item: what members read before they vote."""

from dataclasses import replace
from typing import Any

from commission.models import AgendaItem
from commission.pages.officer.contests import contests_by_check, ground_of
from commission.pages.officer.findings import show
from commission.pages.session.queries import opinions_on
from commission.states import Outcome

_ORDER = (Outcome.VIOLATION, Outcome.ATTENTION, Outcome.UNDETERMINED, Outcome.CLEAR, Outcome.NOT_APPLICABLE)


def papers(item: AgendaItem) -> dict[str, Any]:
    """Report, findings (the worst first) and opinions sent, as they stood for the report's revision."""
    application, report = item.application, item.report
    contests = contests_by_check(application.findings.all(), application)
    report.application = application
    findings = [f for f in application.findings.all() if f.revision == report.revision]
    findings.sort(key=lambda finding: (_ORDER.index(finding.standing_outcome), finding.pk))
    return {
        "report": report,
        "findings": [
            replace(show(finding), contests=contests.get(finding.check_id, ()))
            for finding in findings
            if finding.standing_outcome != Outcome.NOT_APPLICABLE or finding.check_id in contests
        ],
        "contested_ground": ground_of(report),
        "opinions": list(opinions_on(item)),
        "parties": {party.role: party for party in application.declared_parties.all()},
    }
