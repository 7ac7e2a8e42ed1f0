"""The draft decree: prepared by the desk or the secretary, taken over by the Government office; parity of its texts."""

from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, DecreeDraft, Restriction
from commission.papers import decree_text
from commission.papers.decree_text import DecreeFacts
from commission.procedure import parity
from commission.reasons import Restricts
from commission.services.desk import allow, lock, require
from commission.services.restrictions import proposed_conditions
from commission.states import Motion, State
from registry.journal.writing import act
from registry.models import User

# From the report on there is something to draft; decided, the decree itself is what counts.
DRAFTABLE = (
    State.UNDER_REVIEW,
    State.FACTS_SHOWN,
    State.ON_AGENDA,
    State.HEARD,
    State.RECOMMENDED,
    State.OPINION_DRAFTED,
    State.BEFORE_GOVERNMENT,
)


def compose_decree(application: Application) -> tuple[str, str, str]:
    """(outcome, Kazakh, Russian) of a first draft, from what is recommended or, before that, reported."""
    report = application.current_report()
    outcome = Motion(application.recommendation() or (report.motion if report else Motion.GRANT))
    strategic_object = application.object
    assert strategic_object is not None
    declared = {party.role: party for party in application.declared_parties.all()}
    conditions = proposed_conditions(application) if outcome == Motion.GRANT_WITH_CONDITIONS else []
    refusal = Restriction.objects.filter(
        application=application, restricts=Restricts.REFUSAL, replaced_at__isnull=True
    ).first()
    reasoned = outcome == Motion.REFUSE and refusal is not None and not refusal.unreasoned
    kazakh, russian = decree_text.draft(
        DecreeFacts(
            reference=application.reference,
            outcome=outcome,
            object_code=strategic_object.code,
            object_kk=strategic_object.name_kk or strategic_object.name_ru or strategic_object.name_en,
            object_ru=strategic_object.name_ru or strategic_object.name_en,
            kind=application.kind,
            mode=application.sale_mode,
            applicant=declared["applicant"].name,
            acquirer=declared["acquirer"].name if "acquirer" in declared else "",
            share=application.share,
            conditions=tuple((row.wording_kk, row.wording_ru) for row in conditions),
            grounds=tuple(refusal.grounds) if reasoned and refusal is not None else (),
        )
    )
    return outcome, kazakh, russian


def known_names(application: Application) -> list[tuple[str, str]]:
    """Names that a decree on this case may carry, as the Kazakh and as the Russian text writes them."""
    named = [(party.name, party.name) for party in application.declared_parties.all()]
    one = application.object
    if one is not None:
        kazakh, russian = one.name_kk or one.name_ru or one.name_en, one.name_ru or one.name_en
        named.append((kazakh, russian))
    return named


def parity_sentences(application: Application, text_kk: str, text_ru: str) -> list[str]:
    """A sentence for each number, date and name in which the texts differ; empty when they agree."""
    names = {
        "number": _("Number %(what)s: %(kk)d in the Kazakh text, %(ru)d in the Russian."),
        "date": _("Date %(what)s: %(kk)d in the Kazakh text, %(ru)d in the Russian."),
        "name": _("Name “%(what)s”: %(kk)d in the Kazakh text, %(ru)d in the Russian."),
    }
    return [
        names[one.kind] % {"what": one.text, "kk": one.first, "ru": one.second}
        for one in parity.differences(text_kk, text_ru, known_names(application))
    ]


def latest_draft(application: Application) -> DecreeDraft | None:
    """The newest version, or None."""
    return DecreeDraft.objects.filter(application=application).order_by("-version").first()


def write_draft(*, application_id: int, by: User, outcome: Motion, text_kk: str, text_ru: str) -> DecreeDraft:
    """Keep a new version; the same texts sent twice are one. Texts that differ may be kept, but not issued."""
    with act(by=by) as acting:
        application = lock(application_id)
        last = latest_draft(application)
        _may_write(application, by, last)
        kazakh, russian = text_kk.strip(), text_ru.strip()
        require(bool(kazakh and russian), _("Write both texts."))
        same = last is not None and (last.outcome, last.text_kk, last.text_ru, last.written_by_id) == (
            str(outcome),
            kazakh,
            russian,
            by.pk,
        )
        if same and last is not None:
            return last
        written = _keep(application, by, last, str(outcome), kazakh, russian)
        acting.record("decree.draft", application.reference, draft=written.pk, version=written.version)
        return written


def take_over_draft(*, application_id: int, by: User) -> DecreeDraft:
    """The Government office takes the draft over as it stands: from here on it alone writes versions."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.is_government(application, by))
        last = latest_draft(application)
        require(last is not None, _("No draft of the decree has been prepared."))
        assert last is not None
        if last.by_government:
            return last
        _may_write(application, by, last)
        taken = _keep(application, by, last, last.outcome, last.text_kk, last.text_ru)
        acting.record("decree.take_over", application.reference, draft=taken.pk, version=taken.version)
        return taken


def _may_write(application: Application, by: User, last: DecreeDraft | None) -> None:
    government = permissions.is_government(application, by)
    allow(government or permissions.may_draft_decree(application, by))
    require(
        application.state in DRAFTABLE,
        _("A decree is drafted from the review until the decision."),
    )
    require(
        government or last is None or not last.by_government,
        _("The Government office has taken the draft over: it writes the further versions."),
    )
    require(
        not government or application.state == State.BEFORE_GOVERNMENT,
        _("The case is not before the Government."),
    )


def _keep(
    application: Application, by: User, last: DecreeDraft | None, outcome: str, text_kk: str, text_ru: str
) -> DecreeDraft:
    return DecreeDraft.objects.create(
        application=application,
        version=last.version + 1 if last is not None else 1,
        outcome=outcome,
        text_kk=text_kk,
        text_ru=text_ru,
        by_government=permissions.is_government(application, by),
        written_by=by,
    )
