"""Returns for completion: every defect at once, as rows; the applicant ticks them off, the next look cures them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, permissions, workflow
from commission.models import Application, Defect, Event
from commission.models.correspondence import Subject
from commission.services.compartments import person_of
from commission.services.desk import allow, lock, require
from commission.services.letters import queue_letter
from commission.states import DefectOrigin, State
from commission.workflow import Words
from registry.journal.writing import act
from registry.models import User


@dataclass(frozen=True, slots=True)
class DefectData:
    """One defect as typed. `repeats`: an earlier one that is not cured; `origin` matters from the second return on."""

    missing: str
    ground: str
    example: str
    origin: DefectOrigin = DefectOrigin.FIRST
    late_reason: str = ""
    repeats: int | None = None


def open_defects(application: Application) -> list[Defect]:
    """What the last return told and no later look has settled."""
    return list(application.defects.filter(cured_at__isnull=True, repeated_by__isnull=True))


def return_application(
    *, application_id: int, by: User, defects: Sequence[DefectData], key: str = ""
) -> Event:
    """Return for completion with every defect at once. From the second return on a defect is one that was told and is
    not cured, one that the new filing brought, or late: then it says why it was not told before.

    Earlier defects that are not repeated are cured.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        is_first = not application.defects.exists()
        if application.state == State.SUBMITTED:
            _check(application, defects, is_first=is_first)
        event = workflow.fire(
            application_id,
            "return_for_completion",
            by=by,
            key=key,
            words=Words(public_note="\n".join(_line(one) for one in defects)),
        )
        if event.defects.exists():
            return event
        repeated = {one.repeats for one in defects if one.repeats is not None}
        _cure(application, by, but=repeated)
        made = Defect.objects.bulk_create(
            Defect(
                application=application,
                event=event,
                revision=event.application.revision,
                number=number,
                ground=one.ground.strip(),
                missing=one.missing.strip(),
                example=one.example.strip(),
                origin=_origin(one, is_first=is_first),
                late_reason=one.late_reason.strip() if one.origin == DefectOrigin.LATE else "",
                repeats_id=one.repeats,
            )
            for number, one in enumerate(defects, start=1)
        )
        late = sum(one.origin == DefectOrigin.LATE for one in made)
        acting.record("defects.tell", application.reference, event=event.pk, defects=len(made), late=late)
        jobs.enqueue_paper(Subject.DEFICIENCIES, event.pk, application_id=application.pk)
        queue_letter("returned", event)
        if (acquirer := person_of(event.application)) is not None:
            queue_letter("part_reopened", event, to=acquirer)
        return event


def _origin(one: DefectData, *, is_first: bool) -> DefectOrigin:
    if is_first:
        return DefectOrigin.FIRST
    return DefectOrigin.UNCURED if one.repeats is not None else one.origin


def _check(application: Application, defects: Sequence[DefectData], *, is_first: bool) -> None:
    require(bool(defects), _("List every defect, each with its ground."))
    require(
        all(one.missing.strip() and one.ground.strip() and one.example.strip() for one in defects),
        _("Give every defect its ground, what is missing, and an example of a right one."),
    )
    known = {one.pk for one in open_defects(application)}
    repeats = [one.repeats for one in defects if one.repeats is not None]
    require(
        set(repeats) <= known and len(repeats) == len(set(repeats)),
        _("This defect was not told in the last return, or is settled."),
    )
    fresh = [one for one in defects if one.repeats is None]
    require(
        is_first or all(one.origin in (DefectOrigin.NEW_FILING, DefectOrigin.LATE) for one in fresh),
        _("Say of every further defect whether the new filing brought it or it could have been told before."),
    )
    require(
        all(one.late_reason.strip() for one in fresh if not is_first and one.origin == DefectOrigin.LATE),
        _("Say why a late defect was not told the first time."),
    )


def _line(one: DefectData) -> str:
    said = _("%(missing)s Ground: %(ground)s. Example: %(example)s") % {
        "missing": _sentence(one.missing),
        "ground": one.ground.strip().rstrip("."),
        "example": _sentence(one.example),
    }
    return f"- {said}"


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def cure_defects(application: Application, by: User) -> None:
    """The registration finds the package complete: whatever was open is cured."""
    _cure(application, by, but=set())


def _cure(application: Application, by: User, *, but: set[int]) -> None:
    settled = [one.pk for one in open_defects(application) if one.pk not in but]
    application.defects.filter(pk__in=settled).update(cured_by=by, cured_at=timezone.now())


def tick_defects(
    *, application_id: int, by: User, corrected: Sequence[int], remarks: dict[int, str]
) -> list[Defect]:
    """The applicant marks what it has corrected, with a remark where it wants; the desk sees both with the new filing.

    A tick is the applicant's own word: it files nothing and cures nothing.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_file(application, by))
        require(application.state == State.RETURNED, _("The application is not with you for completion."))
        found = open_defects(application)
        require(
            {*corrected, *remarks} <= {one.pk for one in found},
            _("This defect was not told in the last return, or is settled."),
        )
        for one in found:
            ticked = one.pk in corrected
            if not ticked:
                one.corrected_at, one.corrected_by = None, None
            elif one.corrected_at is None:
                one.corrected_at, one.corrected_by = timezone.now(), by
            one.remark = remarks.get(one.pk, "").strip()
            one.save(update_fields=["corrected_at", "corrected_by", "remark"])
        acting.record("defects.tick", application.reference, corrected=sorted(corrected))
        return found
