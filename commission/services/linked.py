"""What the parties add for the checks: linked consents, and statements about the transaction.

The applicant writes them in the draft; until registration, which freezes the facts, the desk adds what it received.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, LinkedConsent, StatedFact
from commission.services.applications import EDITABLE
from commission.services.checks import void_reports
from commission.services.desk import allow, lock, require
from commission.states import Purpose, State, Stated
from registry.journal.writing import act
from registry.models import User


@dataclass(frozen=True, slots=True)
class ConsentData:
    """A consent as typed; `most` is the largest resulting share it covers."""

    purpose: str
    needed: bool = True
    number: str = ""
    on: date | None = None
    body: str = ""
    most: Fraction | None = None
    reason: str = ""


def may_add(application: Application, by: User) -> bool:
    """The applicant before filing, the desk between filing and registration."""
    if permissions.may_file(application, by):
        return application.state in EDITABLE
    return application.state == State.SUBMITTED and permissions.may_process(application, by)


def add_consent(*, application_id: int, by: User, data: ConsentData) -> LinkedConsent:
    """Add one consent, or the statement that none is needed for this purpose."""
    with act(by=by) as acting:
        application = _open(application_id, by)
        require(data.purpose in tuple(Purpose), _("Choose what the consent is for."))
        consent = LinkedConsent(
            application=application, added_by=by, **{name: getattr(data, name) for name in data.__slots__}
        )
        try:
            consent.full_clean(exclude=["most"])
        except ValidationError as wrong:
            require(False, " ".join(wrong.messages))
        same = LinkedConsent.objects.filter(
            application=application, purpose=data.purpose, number=data.number, on=data.on, needed=data.needed
        ).first()
        if same is not None:
            return same  # the same form sent twice
        consent.save()
        _changed(application, by)
        acting.record("consent.add", application.reference, consent=consent.pk, purpose=data.purpose)
        return consent


def remove_consent(*, application_id: int, by: User, consent_id: int) -> None:
    """Take back a consent entered by mistake."""
    with act(by=by) as acting:
        application = _open(application_id, by)
        consent = LinkedConsent.objects.filter(application=application, pk=consent_id).first()
        require(consent is not None, _("This consent is no longer in the list."))
        assert consent is not None
        purpose = consent.purpose
        consent.delete()
        _changed(application, by)
        acting.record("consent.remove", application.reference, consent=consent_id, purpose=purpose)


def save_statements(
    *, application_id: int, by: User, answers: Mapping[Stated, tuple[bool | None, str]]
) -> None:
    """Keep what is stated, fact by fact; a fact answered "not known" has no row."""
    with act(by=by) as acting:
        application = _open(application_id, by)
        for fact, (answer, where) in answers.items():
            if answer is None:
                StatedFact.objects.filter(application=application, fact=fact).delete()
                continue
            StatedFact.objects.update_or_create(
                application=application,
                fact=str(fact),
                defaults={"answer": answer, "where": where, "stated_by": by},
            )
        _changed(application, by)
        acting.record(
            "statements.save",
            application.reference,
            known=sorted(str(fact) for fact, (answer, _where) in answers.items() if answer is not None),
        )


def _open(application_id: int, by: User) -> Application:
    application = lock(application_id)
    allow(permissions.may_file(application, by) or permissions.may_process(application, by))
    require(
        may_add(application, by),
        _("Consents and statements can no longer be changed: the facts of the case are frozen."),
    )
    return application


def _changed(application: Application, by: User) -> None:
    """What the applicant declared before no longer covers what stands there now."""
    void_reports(application)
    if permissions.may_file(application, by):
        application.declared_at = None
        application.save()
