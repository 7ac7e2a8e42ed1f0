"""What every paper on a case says about the case, from its rows."""

from commission.models import Application
from commission.papers.casefacts import CaseFacts
from registry.models import StateBody, StrategicObject

Names = tuple[tuple[str, str], ...]


def names_of(named: StrategicObject | StateBody) -> Names:
    """Its names by language; where one is missing, the fullest other."""
    russian = named.name_ru or named.name_en or named.name_kk
    return (("kk", named.name_kk or russian), ("ru", russian), ("en", named.name_en or russian))


def case_facts(application: Application) -> CaseFacts:
    """What every paper says about the case."""
    strategic_object = application.object
    assert strategic_object is not None
    declared = {party.role: party.name for party in application.declared_parties.all()}
    return CaseFacts(
        reference=application.reference,
        object_code=strategic_object.code,
        names=names_of(strategic_object),
        kind=application.kind,
        mode=application.sale_mode,
        share=application.share,
        applicant=declared.get("applicant", ""),
        acquirer=declared.get("acquirer", ""),
        illustrative=strategic_object.illustrative,
        under_2012_text=application.regime == "R1",
    )
