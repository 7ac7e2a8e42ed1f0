"""People and cases of the demonstration: illustrative, made through the same services as everything else."""

import os
import secrets
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from commission import jobs, tasks
from commission.demonstration_library import prepare_library
from commission.demonstration_people import COMPOSITION, PEOPLE
from commission.documents.intake import receive
from commission.models import (
    AgendaItem,
    Application,
    Composition,
    Consultation,
    DeclaredParty,
    Questionnaire,
    Session,
)
from commission.models.package import acquirer_stated
from commission.papers.rendering import render
from commission.procedure.package import demanded
from commission.services import (
    applications,
    compositions,
    consultations,
    decisions,
    interests,
    packs,
    questionnaires,
    registration,
    reports,
    sectoral,
    sessions,
    signing,
)
from commission.services.alerts import objects_of_interest, raise_alerts
from commission.services.applications import PartyData, TransactionData
from commission.services.consultations import OpinionData
from commission.services.sectoral import SectoralData
from commission.services.signing import PasswordSigner
from commission.states import Answer, Bearing, Capacity, Choice, Marking, Motion
from commission.workflow import Words
from registry.models import Appointment, Holding, Party, StateBody, StrategicObject, SweepRun, User
from registry.roles import Role
from registry.services import save_holdings
from registry.sweeping.runs import sweep_registry

_ACT = "Illustrative act"


def demonstration_password() -> str:
    """`DEMO_PASSWORD`, else the one made once and kept under `var/` (0600)."""
    given = os.environ.get("DEMO_PASSWORD", "")
    if given:
        return given
    path = Path(settings.VAR_DIR) / "demo-password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(12))
    return path.read_text().strip()


@transaction.atomic
def prepare_people(password: str, people: dict[str, tuple[str, str, Role, str]] = PEOPLE) -> None:
    """Make these people, or set their password anew when it differs; one hash serves all of them."""
    known = {user.username: user for user in User.objects.filter(username__in=people)}
    if len(known) == len(people) and all(_fits(password, user.password) for user in [known["applicant"]]):
        return
    hashed = make_password(password)
    User.objects.filter(pk__in=[user.pk for user in known.values()]).update(password=hashed)
    bodies = {body.code: body for body in StateBody.objects.all()}
    for username, (first, last, role, body) in people.items():
        if username in known:
            continue
        user = User.objects.create(
            username=username,
            email=f"{username}@demo.example",
            first_name=first,
            last_name=last,
            password=hashed,
            is_staff=role in (Role.KEEPER, Role.ADMINISTRATOR, Role.AUDITOR),
        )
        Appointment.objects.create(user=user, role=role, body=bodies[body] if body else None, act=_ACT)


@transaction.atomic
def prepare_composition() -> None:
    """The Commission by an illustrative act: chair, deputy, members for their bodies, two with substitutes."""
    if Composition.objects.exists():
        return
    day = date(2012, 3, 1)
    members = [
        compositions.MemberData(
            user_id=person(username).pk,
            office=PEOPLE[username][2],
            body_id=StateBody.objects.get(code=body).pk,
            substitute_id=person(substitute).pk if substitute else None,
            substitute_ground="Иллюстративный приказ № 7" if substitute else "",
        )
        for username, (body, substitute) in COMPOSITION.items()
    ]
    made = compositions.propose_composition(
        by=person("secretary"),
        act_number="15 (иллюстративно)",
        act_date=day,
        valid_from=day,
        members=members,
        absentee_basis="пункт 12 (иллюстративно)",
    )
    compositions.confirm_composition(composition_id=made.pk, by=person("head"))


def send_papers(session: Session, reason: str = "Иллюстративное заседание.") -> None:
    """The secretary sends the papers; where it is too late for the policy the chair gives the reason before."""
    if packs.is_late(session) and not session.is_absentee:
        packs.allow_late_papers(session_id=session.pk, by=person("chair"), reason=reason)
    packs.send_papers(session_id=session.pk, by=person("secretary"))


def prepare_members(item: AgendaItem) -> None:
    """Every member who takes part in an item declares no interest and has read its papers."""
    for seat in item.seats.filter(recused_at__isnull=True).select_related("member"):
        if seat.declared_at is None:
            interests.declare_interest(item_id=item.pk, by=seat.member, interest="")
        packs.acknowledge_pack(item_id=item.pk, by=seat.member)


def _fits(password: str, encoded: str) -> bool:
    return check_password(password, encoded)


def person(username: str) -> User:
    return User.objects.get(username=username)


def work_off(limit: int = 500) -> None:
    """Do every due job here and now, as a worker would."""
    for _round in range(limit):
        ids = jobs.due()
        if not ids:
            return
        for job_id in ids:
            tasks.run_job(job_id)


def paper(title: str) -> SimpleUploadedFile:
    pdf = render("illustrative_document", {"title": title})
    return SimpleUploadedFile("illustrative.pdf", BytesIO(pdf).getvalue(), content_type="application/pdf")


def draft(
    username: str,
    code: str,
    *,
    acquirer: PartyData,
    kind: str = "sale",
    share: str = "1/10",
    mode: str = "off_exchange",
) -> Application:
    """A complete, declared draft for the object `code`, filed by the object's owner."""
    by = person(username)
    application = applications.start_application(by=by)
    fill(application.pk, by, code, acquirer=acquirer, kind=kind, share=share, mode=mode, email=by.email)
    return application


def fill(
    pk: int,
    by: User,
    code: str,
    *,
    acquirer: PartyData,
    kind: str = "sale",
    share: str = "1/10",
    mode: str = "off_exchange",
    email: str = "",
    address: str = "",
    more: tuple[str, ...] = (),
) -> None:
    """Every section of a draft, the documents that its owner owes and `more` of them, and the declaration."""
    strategic_object = StrategicObject.objects.get(code=code)
    owner = strategic_object.holders.first()
    assert owner is not None
    applications.save_party(
        application_id=pk,
        by=by,
        role="applicant",
        capacity=Capacity.OWNER,
        data=PartyData(
            kind="individual" if owner.kind == "individual" else "entity",
            name=owner.name_ru or owner.name_en,
            country=owner.country,
            identifier=owner.identifier,
            email=email,
            party=owner,
            address=address,
        ),
    )
    applications.choose_object(application_id=pk, by=by, object_id=strategic_object.pk)
    applications.save_transaction(
        application_id=pk,
        by=by,
        data=TransactionData(
            kind=kind,
            share=Fraction(share),
            sale_mode=mode if kind == "sale" else "",
            price=Decimal("12500000000"),
            valuation=Decimal("12000000000"),
            contract_date=timezone.localdate() + timedelta(days=120),
            purpose="Иллюстративная сделка",
        ),
    )
    stated = applications.save_party(application_id=pk, by=by, role="acquirer", data=acquirer)
    if not acquirer_stated(Application.objects.get(pk=pk)):
        declare_owner(pk, by, stated)
    for number in (*more, *demanded(Capacity.OWNER, individual=owner.kind == "individual")):
        title = f"{number}: иллюстративный документ"
        applications.attach_document(
            application_id=pk,
            by=by,
            code=number,
            title=title,
            marking=Marking.COMMERCIAL,
            received=receive(paper(title)),
        )
    applications.give_declaration(application_id=pk, by=by)


def declare_owner(application_id: int, by: User, acquirer: DeclaredParty) -> None:
    """R2 asks for everybody down to the ultimate buyer: one individual holds the whole of the acquirer."""
    owner = PartyData(kind="individual", name="Иллюстративный бенефициар", country=acquirer.country)
    applications.add_holder(
        application_id=application_id,
        by=by,
        company_id=acquirer.pk,
        data=owner,
        low=Fraction(1),
        high=Fraction(1),
    )


def registry_party(key: str) -> PartyData:
    """A party of the registry as an acquirer."""
    party = Party.objects.get(key=key)
    return PartyData(
        kind="individual" if party.kind == "individual" else "entity",
        name=party.name_en,
        country=party.country,
        identifier=party.identifier,
        party=party,
    )


def prepare_cases(password: str) -> None:
    """A handful of cases along the road, so that every start page has something on it."""
    if Application.objects.exists():
        return
    prepare_library(proposer=person("officer"), head=person("head"))
    kazakh = PartyData(kind="entity", name="ТОО «Алатау Инфраструктура» (иллюстративно)", country="KZ")
    turkish = PartyData(kind="entity", name="Anadolu Yatirim A.S. (illustrative)", country="TR")
    draft("applicant2", "SO-B-018", acquirer=turkish)
    queued = draft("applicant2", "SO-B-008", acquirer=kazakh, share="1/4")
    fibre = draft("applicant", "SO-B-025", acquirer=registry_party("EURASFIBRE"))
    tower = draft("applicant2", "SO-B-021", acquirer=kazakh, share="1/5")
    power = draft("applicant", "SO-B-013", acquirer=kazakh, share="1/2")
    work_off()
    for application in (queued, fibre, tower, power):
        assert application.applicant is not None
        applications.submit_application(application_id=application.pk, by=application.applicant)
    for application in (fibre, tower, power):
        register(application)
    work_off()
    for application in (fibre, tower, power):
        registration.take_step(
            application_id=application.pk, verb="examine", by=person("officer"), words=Words()
        )
    answer_all(power)
    _answer_some(tower)
    _decide(power, password)
    work_off()


def prepare_alerts() -> None:
    """What the watch notices: a limit crossed as the registry stands, and a stake gathered in three lots."""
    if SweepRun.objects.exists():
        return
    _sell_in_lots(
        "ALTYNRES", "SARYKEN", "PACIFICORE", shares=("4/100", "4/100", "3/100"), days_ago=(310, 180, 45)
    )
    today = timezone.localdate()
    sweep_registry(as_of=today)
    raise_alerts(object_ids=objects_of_interest(), as_of=today)
    work_off()


def _sell_in_lots(
    seller: str, company: str, buyer: str, *, shares: tuple[str, ...], days_ago: tuple[int, ...]
) -> None:
    """The buyer's lots, each from its day on, and the seller's stake getting smaller on the same days."""
    left = Holding.objects.select_related("owner", "company").get(owner__key=seller, company__key=company)
    acquirer = Party.objects.get(key=buyer)
    rows = [left]
    for text, ago in zip(shares, days_ago, strict=True):
        share, day = Fraction(text), timezone.localdate() - timedelta(days=ago)
        left.valid_to = day
        left = _holding(left.owner, left.company, left.votes[0] - share, day)
        rows += [left, _holding(acquirer, left.company, share, day)]
    save_holdings(save=rows, by=person("keeper"), document="Выписка из реестра (иллюстративно)")


def _holding(owner: Party, company: Party, share: Fraction, day: date) -> Holding:
    made = Holding(owner=owner, company=company, valid_from=day, illustrative=True)
    made.set_votes(share)
    made.set_capital(share)
    return made


def register(application: Application) -> None:
    officer = person("officer")
    registration.take_application(application_id=application.pk, by=officer)
    registration.register_application(application_id=application.pk, by=officer)


def _answer(consultation: Consultation) -> None:
    people = [
        one.user for one in Appointment.objects.filter(body=consultation.body).select_related("user")[:2]
    ]
    data = OpinionData(answer=Answer.NO_OBJECTION, reasons="Возражений нет (иллюстративно).")
    if len(people) < 2:
        letter = OpinionData(
            answer=Answer.NO_OBJECTION,
            reasons="Возражений нет (иллюстративно).",
            letter_number=f"{consultation.pk}-и",
            letter_date=timezone.localdate(),
        )
        consultations.record_letter(consultation_id=consultation.pk, by=person("officer"), data=letter)
        return
    writer, checker = people
    consultations.draft_opinion(consultation_id=consultation.pk, by=writer, data=data)
    consultations.hand_over_for_check(consultation_id=consultation.pk, by=writer)
    consultations.send_opinion(consultation_id=consultation.pk, by=checker)


def answer_all(application: Application) -> None:
    for consultation in Consultation.objects.filter(application=application):
        _answer(consultation)
    answer_questionnaires(application)


def answer_questionnaires(
    application: Application, *, reason: str = "Иллюстративный ответ.", bodies: Collection[str] = ()
) -> None:
    """Every list of every body (or of those named): no effect, confirmed by a second person.

    Bodies with two people in the system answer themselves; the desk answers for the working body and from letters.
    """
    open_lists = Questionnaire.objects.open().filter(application=application).select_related("body")
    questions: dict[StateBody, list[str]] = {}
    for sheet in open_lists:
        if not bodies or sheet.body.code in bodies:
            questions.setdefault(sheet.body, []).extend(one.code for one in sheet.question_list.questions)
    for body, codes in questions.items():
        people = [one.user for one in Appointment.objects.filter(body=body).select_related("user")[:2]]
        # The working body is a ministry under R2: it has people of its own, and the desk answers for it all the same.
        themselves = len(people) == 2 and not questionnaires.is_own(application, body)
        writer, checker = people if themselves else (application.officer or person("officer"), person("head"))
        questionnaires.answer_questions(
            application_id=application.pk,
            body_id=body.pk,
            by=writer,
            lines=[questionnaires.Line(code, Bearing.NO_EFFECT, reason) for code in codes],
            letter=questionnaires.Letter(f"{application.pk}-{body.pk}", timezone.localdate()),
        )
        questionnaires.confirm_questions(application_id=application.pk, body_id=body.pk, by=checker)


def _answer_some(application: Application) -> None:
    for consultation in Consultation.objects.filter(application=application)[:2]:
        _answer(consultation)
    answer_questionnaires(application, bodies=("transport",))


def _decide(application: Application, password: str) -> None:
    propose(application, password)
    today = timezone.localdate()
    decisions.record_decision(
        application_id=application.pk,
        by=person("government"),
        data=decisions.DecisionData(
            outcome=Motion.GRANT,
            number="1",
            date=today,
            signed_by="Премьер-Министр (иллюстративно)",
            competence="ГК РК, ст. 193-1(3) (иллюстративно)",
            text_kk=f"Иллюстрациялық қаулы. {application.reference} өтініші бойынша рұқсат берілсін.",
            text_ru=f"Иллюстративное постановление. Выдать разрешение по заявлению {application.reference}.",
        ),
    )


def propose(
    application: Application,
    password: str,
    motion: Motion = Motion.GRANT,
    conditions: tuple[int, ...] = (),
) -> None:
    """From the review to before the Government: the Commission's recommendation, or the agreed sectoral opinion."""
    application.refresh_from_db()
    if application.regime == "R2":
        _agree(application, motion, conditions)
    else:
        _recommend(application, password, motion, conditions)


def _agree(application: Application, motion: Motion, conditions: tuple[int, ...]) -> None:
    """R2: the sectoral opinion and the national security bodies' agreement."""
    data = SectoralData(motion=motion, text="Иллюстративное отраслевое заключение.", conditions=conditions)
    sectoral.draft_opinion(application_id=application.pk, by=person("officer"), data=data)
    opinion = application.sectoral_opinions.get()
    sectoral.answer_opinion(
        application_id=application.pk, opinion_id=opinion.pk, by=person("security"), agrees=True
    )


def _recommend(application: Application, password: str, motion: Motion, conditions: tuple[int, ...]) -> None:
    """R1: report, session, vote, minutes."""
    report = reports.draft_report(
        application_id=application.pk,
        by=person("officer"),
        motion=motion,
        text="Иллюстративный отчёт.",
        conditions=conditions,
    )
    reports.countersign_report(
        report_id=report.pk, by=person("head"), uncited_because="Иллюстративный отчёт без ссылок."
    )
    secretary, chair = person("secretary"), person("chair")
    session = sessions.call_session(
        by=secretary, starts_at=timezone.now() + timedelta(hours=1), place="Астана (иллюстративно)"
    )
    sessions.put_on_agenda(
        application_id=application.pk,
        session_id=session.pk,
        by=secretary,
        late_reason="Иллюстративное заседание созвано в тот же день.",
    )
    send_papers(session)
    members = [presence.member for presence in session.presences.select_related("member")]
    sessions.mark_presence(session_id=session.pk, present={member.pk for member in members}, by=secretary)
    sessions.open_session(session_id=session.pk, by=secretary)
    item = session.items.get()
    prepare_members(item)
    sessions.hear_item(item_id=item.pk, by=secretary)
    sessions.open_vote(item_id=item.pk, by=secretary)
    for member in members:
        choice = Choice.ABSTAIN if member.username == "member5" else Choice.FOR
        sessions.cast_vote(item_id=item.pk, by=member, choice=choice)
    sessions.close_vote(item_id=item.pk, by=secretary)
    sessions.recommend(item_id=item.pk, by=secretary)
    sessions.close_session(session_id=session.pk, by=secretary)
    for signer in (secretary, chair):
        signing.sign_minutes(session_id=session.pk, by=signer, signer=PasswordSigner(password))
    sessions.send_to_government(application_id=application.pk, by=secretary)
