"""The papers of an item: what members read before they vote."""

from typing import Any

from commission.models import AgendaItem
from commission.pages.officer.findings import show
from commission.pages.session.queries import opinions_on
from commission.states import Outcome

_ORDER = (Outcome.VIOLATION, Outcome.ATTENTION, Outcome.UNDETERMINED, Outcome.CLEAR, Outcome.NOT_APPLICABLE)


def papers(item: AgendaItem) -> dict[str, Any]:
    """Report, findings (the worst first) and opinions sent, as they stood for the report's revision."""
    findings = [f for f in item.application.findings.all() if f.revision == item.report.revision]
    findings.sort(key=lambda finding: (_ORDER.index(finding.standing_outcome), finding.pk))
    return {
        "report": item.report,
        "findings": [
            show(finding) for finding in findings if finding.standing_outcome != Outcome.NOT_APPLICABLE
        ],
        "opinions": list(opinions_on(item)),
        "parties": {party.role: party for party in item.application.declared_parties.all()},
    }
