"""The papers of one story: who gets them, their numbers, and that the same content stays the same paper."""

import hashlib
import io

import docx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commission.models import Letter, Paper, PaperVersion
from commission.models.correspondence import Subject
from commission.papers.word import DOCX
from commission.services.case_papers import issue_case_paper, possible_papers
from commission.services.decrees import compose_decree, write_draft
from commission.services.defects import return_application
from commission.services.genuineness import check_code, genuine
from commission.services.registration import take_application
from commission.states import Motion
from commission.workflow import CannotProceed, NotAllowed
from registry.models import JournalEntry
from tests.cast import Road, lacks, load_cast, pdf, person
from tests.commission.papers.reading import text
from tests.lasting import laid_out

CONDITIONS = "Keep the staff.\nReport every year."


@pytest.fixture(scope="module")
def decided(django_db_setup, django_db_blocker):
    """Permitted with two conditions, after it was once returned for completion."""
    with laid_out(django_db_blocker):
        load_cast()
        road = Road.draft("SO-B-020").submit()
        take_application(application_id=road.pk, by=person("officer"))
        return_application(
            application_id=road.pk,
            by=person("officer"),
            defects=lacks("D4: contract unsigned", "D6: no report"),
        )
        road.submit().register().examine().answer_all()
        road.report(Motion.GRANT_WITH_CONDITIONS, conditions=CONDITIONS)
        road.put_on_agenda().open_vote().vote().recommend()
        outcome, kazakh, russian = compose_decree(road.application)
        write_draft(
            application_id=road.pk,
            by=person("government"),
            outcome=Motion(outcome),
            text_kk=kazakh,
            text_ru=russian,
        )
        road.decide(Motion.GRANT_WITH_CONDITIONS, conditions=tuple(CONDITIONS.splitlines()))
        yield road


@pytest.fixture
def as_(db):
    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in


def of(road: Road, kind: Subject) -> int:
    """The id of the row that the case's first paper of this kind is about."""
    return next(paper.about_id for paper in possible_papers(road.application) if paper.kind == kind)


def issued(road: Road, kind: Subject, by: str = "officer") -> Paper:
    return issue_case_paper(application_id=road.pk, kind=kind, about_id=of(road, kind), by=person(by))


def body(response) -> str:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return text(b"".join(response.streaming_content) if response.streaming else response.content)


def test_the_case_gives_a_paper_of_each_kind_in_the_order_of_the_road(decided, db):
    kinds = [paper.kind for paper in possible_papers(decided.application)]
    assert list(dict.fromkeys(kinds)) == [
        Subject.DEFICIENCIES,
        Subject.CONSULTATION,
        Subject.REPORT,
        Subject.EXTRACT,
        Subject.DECREE_DRAFT,
        Subject.CONDITIONS,
    ]
    assert kinds.count(Subject.CONSULTATION) == decided.application.consultations.count()


def test_an_issued_paper_has_a_number_a_code_and_a_journal_entry_and_is_issued_once(decided, db):
    paper = issued(decided, Subject.CONDITIONS)
    again = issued(decided, Subject.CONDITIONS)

    assert again == paper
    assert paper.letter.sha256 == paper.sha256
    assert paper.letter.issued_at is not None
    assert genuine(paper.letter.number, check_code(paper.letter)) == paper.letter
    entries = JournalEntry.objects.filter(act="paper.issue", subject=paper.letter.number)
    assert entries.count() == 1


def test_the_papers_say_what_the_rows_say_in_both_languages(decided, as_):
    client = as_("officer")
    said = {}
    for kind in (Subject.DEFICIENCIES, Subject.CONSULTATION, Subject.EXTRACT, Subject.CONDITIONS):
        paper = issued(decided, kind)
        if kind == Subject.EXTRACT:
            client = as_("head")
        said[kind] = body(client.get(reverse("officer:issued_paper", args=[decided.reference, paper.pk])))
        assert paper.letter.number in said[kind]
        assert said[kind].count(decided.reference) >= 2
    assert "D4: contract unsigned" in said[Subject.DEFICIENCIES]
    assert "Перечень недостатков" in said[Subject.DEFICIENCIES]
    assert "кемшіліктер тізбесі" in said[Subject.DEFICIENCIES]
    assert "Қорытынды сұрау" in said[Subject.CONSULTATION]
    assert "Предложение принято" in said[Subject.EXTRACT]
    assert said[Subject.CONDITIONS].count("Report every year.") == 2
    assert "всего – 2, действует – 2, прекращено – 0" in said[Subject.CONDITIONS]
    assert "барлығы – 2, күшінде – 2, аяқталған – 0" in said[Subject.CONDITIONS]


def test_a_preview_is_marked_as_a_draft_and_takes_no_number(decided, as_):
    before = Letter.objects.count()
    address = reverse(
        "officer:paper_preview", args=[decided.reference, "report", of(decided, Subject.REPORT)]
    )
    said = body(as_("officer").get(address, HTTP_ACCEPT_LANGUAGE="ru"))

    assert "Проект: не выпущен" in said
    assert "Рекомендовать Правительству выдать разрешение с условиями" in said
    assert Letter.objects.count() == before


def test_the_brief_is_one_page_in_the_readers_language(decided, as_):
    response = as_("officer").get(
        reverse("officer:brief", args=[decided.reference]), HTTP_ACCEPT_LANGUAGE="kk"
    )
    said = body(response)
    assert "Іс туралы қысқаша анықтама" in said
    assert "1 / 1" in said


def test_the_applicant_reads_what_was_sent_to_it_and_nothing_else(decided, as_):
    client, stranger = as_("applicant"), as_("applicant2")
    extract = issued(decided, Subject.EXTRACT, by="head")
    listed = client.get(reverse("applicant:papers", args=[decided.reference]))
    mine = [paper.pk for paper in listed.context["papers"]]

    assert [paper.kind for paper in listed.context["papers"]] == ["deficiencies"]
    assert "D6: no report" in body(client.get(reverse("applicant:paper", args=[decided.reference, mine[0]])))
    assert client.get(reverse("applicant:paper", args=[decided.reference, extract.pk])).status_code == 404
    assert stranger.get(reverse("applicant:paper", args=[decided.reference, mine[0]])).status_code == 404


def test_how_members_voted_is_not_for_the_officer(decided, as_):
    address = reverse("officer:paper", args=[decided.reference, "extract", of(decided, Subject.EXTRACT)])
    assert as_("officer").get(address).status_code == 404
    assert as_("head").get(address).status_code == 200
    assert as_("government").get(address).status_code == 200


def test_who_only_reads_the_case_issues_nothing(decided, db):
    with pytest.raises(NotAllowed):
        issued(decided, Subject.CONDITIONS, by="government")


def test_the_body_has_its_request_as_a_numbered_paper(decided, as_):
    consultation = decided.application.consultations.get(body__code="transport")
    address = reverse("consulted:letter", args=[consultation.pk])
    client = as_("transport")
    assert "Проект: не выпущен" in body(client.get(address))
    said = body(client.post(address, follow=True))
    paper = Paper.objects.get(kind="consultation", about_id=consultation.pk)

    assert paper.letter.number in said
    assert f"Ответ ожидается до {consultation.due_on:%d.%m.%Y}." in said
    assert as_("energy").get(address).status_code == 404


def test_agenda_minutes_and_extract_of_the_session(decided, as_):
    number, item = decided.session.number, decided.item
    secretary, member = as_("secretary"), as_("member1")
    agenda = body(secretary.get(reverse("session:agenda", args=[number])))
    minutes = body(member.get(reverse("session:minutes", args=[number])))
    extract = body(member.get(reverse("session:extract", args=[item.pk])))

    assert f"Повестка дня заседания № {number}" in agenda
    assert timezone.localtime(decided.session.starts_at).strftime("%d.%m.%Y %H:%M") in agenda
    assert "Код проверки" in minutes
    assert decided.session.minutes_sha256 in extract
    for kind in ("agenda", "minutes"):
        assert Paper.objects.get(kind=kind).application is None


def test_a_report_that_is_not_countersigned_cannot_be_issued(decided, db):
    report = decided.application.reports.get()
    report.countersigned_at = None
    report.save()
    with pytest.raises(CannotProceed, match="countersigned"):
        issued(decided, Subject.REPORT)


def _edited(client: Client, road: Road, about_id: int, change) -> SimpleUploadedFile:
    """The request for an opinion as DOCX with `change` made to its paragraphs."""
    taken = client.get(reverse("officer:paper_docx", args=[road.reference, "consultation", about_id]))
    made = docx.Document(io.BytesIO(taken.content))
    for paragraph in made.paragraphs:
        paragraph.text = change(paragraph.text)
    written = io.BytesIO()
    made.save(written)
    return SimpleUploadedFile("letter.docx", written.getvalue(), content_type=DOCX)


def test_an_edited_request_comes_back_is_kept_and_is_what_is_issued(decided, as_):
    client, about_id = as_("officer"), of(decided, Subject.CONSULTATION)
    address = reverse("officer:bring_back", args=[decided.reference, "consultation", about_id])
    file = _edited(client, decided, about_id, lambda said: said.replace("просит дать", "просит срочно дать"))
    assert client.post(address, {"file": file}).status_code == 302
    version = PaperVersion.objects.get(kind="consultation", about_id=about_id)
    paper = issued(decided, Subject.CONSULTATION)

    assert version.sha256 == hashlib.sha256(file.open().read()).hexdigest()
    assert "просит срочно дать заключение" in version.texts["ru"]
    assert paper.version == version
    said = body(client.get(reverse("officer:issued_paper", args=[decided.reference, paper.pk])))
    assert "просит срочно дать заключение" in said
    assert JournalEntry.objects.filter(act="paper.edit", subject=decided.reference).count() == 1
    page = client.get(reverse("officer:paper", args=[decided.reference, "consultation", about_id]))
    assert [kept.number for kept in page.context["versions"]] == [1]
    kept = client.get(reverse("officer:paper_version", args=[decided.reference, version.pk]))
    assert b"".join(kept.streaming_content)[:2] == b"PK"


def test_texts_that_differ_in_a_date_are_refused_and_nothing_is_kept(decided, as_):
    client, about_id = as_("officer"), of(decided, Subject.CONSULTATION)
    address = reverse("officer:bring_back", args=[decided.reference, "consultation", about_id])
    due = f"{decided.application.consultations.get(pk=about_id).due_on:%d.%m.%Y}"
    file = _edited(client, decided, about_id, lambda said: said.replace(f"до {due}", "до 01.01.2031"))
    response = client.post(address, {"file": file})

    assert response.status_code == 409
    assert "01.01.2031" in response.content.decode()
    assert not PaperVersion.objects.exists()


def test_a_pdf_is_no_edited_file_and_a_reader_brings_nothing_back(decided, as_):
    address = reverse(
        "officer:bring_back", args=[decided.reference, "consultation", of(decided, Subject.CONSULTATION)]
    )
    assert as_("officer").post(address, {"file": pdf()}).status_code == 409
    assert as_("government").post(address, {"file": pdf()}).status_code == 404


def test_a_paper_from_the_record_alone_is_not_edited(decided, as_):
    address = reverse(
        "officer:paper_docx", args=[decided.reference, "conditions", of(decided, Subject.CONDITIONS)]
    )
    assert as_("officer").get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_papers_costs_the_same_for_one_issued_and_for_three(
    decided, as_, rows, django_assert_num_queries
):
    # The list of deficiencies is issued since the return; issuing it again changes nothing.
    for kind in [Subject.DEFICIENCIES, Subject.CONDITIONS, Subject.REPORT][:rows]:
        issued(decided, kind)
    client = as_("officer")
    with django_assert_num_queries(QUERIES):
        response = client.get(reverse("officer:papers", args=[decided.reference]))
    assert len(response.context["issued"]) == rows


QUERIES = 16
