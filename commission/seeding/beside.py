"""What goes on in a seeded office beside its cases: supervision, absences, notices of enforcement and bankruptcy."""

from datetime import date, timedelta
from random import Random

from commission import demonstration
from commission.models import Alert, Application
from commission.models.inquiry import InquiryKind, Route
from commission.seeding import texts
from commission.seeding.acting import Steps
from commission.seeding.office import Office, Process
from commission.seeding.people import APPLICANTS, OFFICERS
from commission.services import absences, inquiries, supervision
from commission.services.inquiries import NoticeData
from commission.services.supervision import ActData
from commission.states import DECIDED, PENDING, ActKind, Capacity
from registry.models import StrategicObject

_KINDS = (ActKind.REQUEST, ActKind.REQUEST, ActKind.PROTEST, ActKind.PRESCRIPTION)


def plan_beside(office: Office, first: date, *, seed: int) -> None:
    """A process for each of them, from some weeks after the first case on."""
    for process, weeks in ((_supervised, 6), (_away, 2), (_notified, 4)):
        start = office.days.add(first + timedelta(weeks=weeks), 1)
        office.add(office.at(start, 10 * 60), process(office, Random(f"{seed}:{process.__name__}")))


# --- supervision -----------------------------------------------------------------------------------------------------


def _supervised(office: Office, rng: Random) -> Process:
    """Every week or two the prosecutor puts an act on a case, one that runs or one decided."""
    number = 0
    while True:
        states = PENDING if rng.random() < 0.7 else DECIDED
        pks = list(
            Application.objects.filter(state__in=states, t0__isnull=False).values_list("pk", flat=True)
        )
        if pks:
            number += 1
            office.add(office.later(0, rng), _act(office, rng.choice(sorted(pks)), number, rng))
        yield office.later(rng.randrange(5, 14), rng)


def _act(office: Office, application_id: int, number: int, rng: Random) -> Steps:
    """Answered by the head, most of them in time, and closed."""
    filed = supervision.file_act(
        application_id=application_id,
        by=office.person("prosecutor"),
        data=ActData(
            kind=rng.choice(_KINDS),
            number=f"{number}-и/{office.today:%y}",
            date=office.today,
            text=rng.choice(texts.SUPERVISION),
            due_on=office.days.add(office.today, 10),
        ),
    )
    yield office.later(rng.randrange(11, 16) if rng.random() < 0.12 else rng.randrange(3, 10), rng)
    supervision.answer_act(
        act_id=filed.pk, by=office.person("head"), answer="Сведения прилагаются (иллюстративно)."
    )
    yield office.later(rng.randrange(2, 8), rng)
    supervision.close_act(act_id=filed.pk, by=office.person("prosecutor"))


# --- absences --------------------------------------------------------------------------------------------------------


def _away(office: Office, rng: Random) -> Process:
    """One officer after the other is away for a week or two; another officer sits at the desk meanwhile."""
    names = list(OFFICERS)
    while True:
        absent = names.pop(0)
        names.append(absent)
        substitute = rng.choice(names[:-1])
        last = office.days.add(office.today, rng.randrange(4, 10))
        absences.enter_absence(
            person_id=office.person(absent).pk,
            substitute_id=office.person(substitute).pk,
            first_day=office.today,
            last_day=last,
            by=office.person(absent),
        )
        office.leave(absent, substitute, last)
        yield office.at(office.days.add(last, rng.randrange(8, 20)), 9 * 60)


# --- notices ---------------------------------------------------------------------------------------------------------


def _notified(office: Office, rng: Random) -> Process:
    """A participant tells of enforcement or bankruptcy every month or so, one in four later than it should."""
    codes = sorted(
        StrategicObject.objects.filter(code__startswith="SO-B-").values_list("code", flat=True).distinct()
    )
    while True:
        office.add(office.later(0, rng), _notice(office, rng.choice(codes), rng))
        yield office.later(rng.randrange(12, 30), rng)


def _notice(office: Office, code: str, rng: Random) -> Steps:
    is_bankruptcy = rng.random() < 0.4
    ago = rng.randrange(9, 20) if rng.random() < 0.25 else rng.randrange(1, 5)
    given = inquiries.give_notice(
        by=office.person(rng.choice(APPLICANTS)),
        data=NoticeData(
            object_id=StrategicObject.objects.get(code=code).pk,
            kind=InquiryKind.BANKRUPTCY if is_bankruptcy else InquiryKind.ENFORCEMENT,
            capacity=Capacity.MANAGER if is_bankruptcy else Capacity.PLEDGEE,
            event_on=office.today - timedelta(days=ago),
            act_name="Определение суда (иллюстративно)"
            if is_bankruptcy
            else "Исполнительный лист (иллюстративно)",
            text=texts.NOTICES[0 if is_bankruptcy else 1],
        ),
    )
    name: str = rng.choice(list(OFFICERS))
    yield office.later(rng.randrange(1, 4), rng)
    inquiries.take_inquiry(inquiry_id=given.pk, by=office.person(name))
    yield office.later(rng.randrange(2, 8), rng)
    inquiries.note_on_inquiry(
        inquiry_id=given.pk, by=office.person(name), text="Запрошены сведения у собственника (иллюстративно)."
    )
    yield office.later(rng.randrange(4, 20), rng)
    inquiries.close_inquiry(
        inquiry_id=given.pk,
        by=office.person(name),
        route=Route.PROSECUTOR if rng.random() < 0.2 else Route.FILED,
        text="Отчуждение не начато (иллюстративно).",
    )


def look_into_an_alert() -> None:
    """The desk opens an inquiry from the newest alert, once the watch has noticed something."""
    alert = Alert.objects.order_by("-pk").first()
    if alert is not None:
        inquiries.inquire_into_alert(
            alert_id=alert.pk,
            by=demonstration.person("officer"),
            text="Проверить основание перехода доли (иллюстративно).",
        )
