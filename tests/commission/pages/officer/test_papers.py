"""Smaller pages of a case: documents, the clock, who stands behind the acquirer, conditions."""

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from commission.documents.storage import stored_path
from commission.models import Condition, DeclaredParty, Document
from commission.services.applications import PartyData, add_holder
from commission.states import Motion
from registry.models import CalendarDay, JournalEntry
from tests.cast import Road, person
from tests.commission.pages.officer.conftest import inspected, text_of


def paper_of(road):
    return Document.objects.filter(application__reference=road.reference, code="D4").get()


def download(client, road, paper):
    return client.get(reverse("officer:document", args=[road.reference, paper.pk]))


def test_a_document_comes_as_an_attachment_that_nothing_runs(as_, registered):
    response = download(as_("officer"), registered, paper_of(registered))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    "change", [{"inspection": "waiting"}, {"inspection": "rejected"}, {"removed_at": "2026-01-01T00:00Z"}]
)
def test_what_is_in_quarantine_refused_or_removed_cannot_be_had(as_, registered, change):
    paper = paper_of(registered)
    Document.objects.filter(pk=paper.pk).update(**change)
    assert download(as_("officer"), registered, paper).status_code == 404


def test_a_document_of_another_case_or_a_strangers_is_not_found(as_, registered):
    other = inspected(Road.draft("SO-B-021")).submit()
    assert download(as_("officer"), registered, paper_of(other)).status_code == 404
    for stranger in ("officer2", "applicant", "transport", "member1"):
        assert download(as_(stranger), registered, paper_of(registered)).status_code == 404


def test_a_file_that_is_gone_is_said_to_be_gone(as_, registered):
    paper = paper_of(registered)
    stored_path(paper.sha256).unlink()
    response = download(as_("officer"), registered, paper)
    assert response.status_code == 409
    assert paper.sha256[:12] in text_of(response)


def test_a_download_by_the_prosecutor_is_journaled(as_, registered):
    download(as_("prosecutor"), registered, paper_of(registered))
    assert [entry.act for entry in JournalEntry.objects.filter(act="case.read")] == ["case.read"]


def test_the_clock_page_leads_from_day_zero_to_the_date_in_words(as_, registered):
    application = registered.application
    CalendarDay.objects.update_or_create(
        day=date(application.due_on.year, application.due_on.month, application.due_on.day),
        defaults={"is_working": False, "name": "A day off"},
    )
    response = as_("officer").get(reverse("officer:clock", args=[registered.reference]))
    text = text_of(response)
    assert f"{application.t0:%d.%m.%Y}" in text
    assert "before the Government by day 45" in text
    assert "A day off" in text
    assert response.context["entries"][0]["counter"] == "Statutory total"
    # The statutory total, the authority, and each body that was asked.
    assert len(response.context["entries"]) == 2 + application.consultations.count()


def test_before_the_registration_the_clock_page_says_when_it_begins(as_, queued):
    text = text_of(as_("officer").get(reverse("officer:clock", args=[queued.reference])))
    assert "begins with the last missing document" in text


def test_who_stands_behind_the_acquirer_is_listed_from_the_nearest_holder_on(as_, cast):
    road = Road.draft()
    by, pk = person("applicant"), road.pk
    acquirer = DeclaredParty.objects.get(application_id=pk, role="acquirer")

    def hold(company, name, low, high):
        data = PartyData(kind="entity", name=name, country="SE")
        return add_holder(
            application_id=pk, by=by, company_id=company.pk, data=data, low=Fraction(low), high=Fraction(high)
        ).owner

    parent = hold(acquirer, "Parent", "3/5", "3/5")
    hold(acquirer, "Second", "1/10", "1/5")
    hold(parent, "Grandparent", 1, 1)
    from commission.services.applications import give_declaration

    give_declaration(application_id=pk, by=by)
    inspected(road).submit()
    context = as_("officer").get(reverse("officer:ownership", args=[road.reference])).context
    assert [(one.party.name, one.company.name, one.depth) for one in context["holders"]] == [
        ("Parent", acquirer.name, 0),
        ("Grandparent", "Parent", 1),
        ("Second", acquirer.name, 0),
    ]
    # 60 % and 10 to 20 % are declared: 20 to 30 % are not.
    assert [(rest.company.name, rest.share.replace("\u00a0", " ")) for rest in context["rests"]] == [
        (acquirer.name, "20 % to 30 %")
    ]


@pytest.fixture
def bound(reviewed):
    """In force: a permission with one condition."""
    reviewed.answer_all().report(Motion.GRANT_WITH_CONDITIONS, "Report yearly.")
    reviewed.put_on_agenda().open_vote().vote().recommend()
    return reviewed.decide(Motion.GRANT_WITH_CONDITIONS, conditions=("Report yearly.",))


def test_a_condition_is_released_with_a_reason_once(as_, bound):
    condition = Condition.objects.get()
    url = reverse("officer:release", args=[bound.reference, condition.pk])
    officer, head = as_("officer"), as_("head")
    assert "Report yearly." in text_of(head.get(url))
    assert head.post(url, {"reason": " "}).status_code == 422
    # It repeats until it is released, and that is the head's to say.
    assert officer.post(url, {"reason": "Reported on 1 March."}).status_code == 409
    assert head.post(url, {"reason": "Reported on 1 March."}).status_code == 302
    condition.refresh_from_db()
    assert condition.release_reason == "Reported on 1 March."
    assert head.post(url, {"reason": "Again."}).status_code == 409


def test_nobody_else_releases_a_condition(as_, bound):
    url = reverse("officer:release", args=[bound.reference, Condition.objects.get().pk])
    for stranger in ("officer2", "government", "applicant"):
        assert as_(stranger).post(url, {"reason": "x"}).status_code == 404
    assert Condition.objects.get().is_live
