"""The officer's report and its countersign."""

import pytest
from django.urls import reverse

from commission.models import Report
from tests.cast import person, prepared
from tests.commission.pages.officer.conftest import text_of

REPORT = {"motion": "grant", "text": "Nothing speaks against it.", "conditions": []}


def draft_url(road):
    return reverse("officer:report_draft", args=[road.reference])


def test_the_draft_is_drawn_from_findings_opinions_and_file_each_cited(as_, fibre):
    fibre.answer_all()
    text = as_("officer").get(draft_url(fibre)).context["form"]["text"].value()
    assert f"Application {fibre.reference}" in text
    assert "[NSL 23(6)(7); NSL 2012-01-06/2]" in text
    assert "(NSL 15(1)(8)): no objection. No objection." in text
    assert "D4 Draft contract: D4, " in text


def test_only_motions_that_the_findings_leave_open_are_offered(as_, fibre):
    form = as_("officer").get(draft_url(fibre)).context["form"]
    assert [value for value, _ in form.fields["motion"].choices] == ["refuse", "grant_with_conditions"]
    assert as_("officer").post(draft_url(fibre), REPORT).status_code == 422
    assert Report.objects.count() == 0


def test_a_report_is_written_and_countersigned_by_another_person(as_, reviewed):
    as_("officer").post(draft_url(reviewed), REPORT)
    report = Report.objects.get()
    assert (report.drafted_by, report.text) == (person("officer"), "Nothing speaks against it.")
    head = as_("head")
    page = head.get(reverse("officer:report", args=[reviewed.reference, report.pk]))
    assert "Nothing speaks against it." in text_of(page)
    response = head.post(page.context["sign_url"], {"key": "k"})
    assert response.status_code == 302
    report.refresh_from_db()
    assert report.countersigned_by == person("head")


def test_the_drafter_is_offered_no_countersign(as_, reviewed):
    head = as_("head")
    head.post(draft_url(reviewed), REPORT)
    report = Report.objects.get()
    assert head.get(reverse("officer:report", args=[reviewed.reference, report.pk])).context["sign_url"] == ""
    response = head.post(reverse("officer:countersign", args=[reviewed.reference, report.pk]))
    assert response.status_code == 403
    report.refresh_from_db()
    assert report.countersigned_at is None


@pytest.mark.parametrize(("motion", "lines"), [("grant", ["Yearly."]), ("grant_with_conditions", [])])
def test_conditions_and_motion_must_fit_and_the_text_is_kept(as_, reviewed, motion, lines):
    typed = {"motion": motion, "conditions": prepared(reviewed.pk, *lines)}
    response = as_("officer").post(draft_url(reviewed), REPORT | typed)
    assert response.status_code == 409
    assert "Conditions belong to" in text_of(response)
    assert "Nothing speaks against it." in text_of(response)
    assert Report.objects.count() == 0


def test_a_new_opinion_voids_the_report_and_the_next_draft_begins_with_its_text(as_, reviewed):
    officer = as_("officer")
    officer.post(draft_url(reviewed), REPORT)
    reviewed.answer_all()
    page = officer.get(draft_url(reviewed))
    assert page.context["form"]["text"].value() == "Nothing speaks against it."
    assert "It became void on" in text_of(page)
    assert "Findings" in officer.get(draft_url(reviewed) + "?fresh=1").context["form"]["text"].value().title()


def test_a_void_report_cannot_be_countersigned(as_, reviewed):
    as_("officer").post(draft_url(reviewed), REPORT)
    report = Report.objects.get()
    reviewed.answer_all()
    response = as_("head").post(reverse("officer:countersign", args=[reviewed.reference, report.pk]))
    assert response.status_code == 409
    assert "it must be written again" in text_of(response)


def test_before_the_review_no_report_is_kept(as_, registered):
    response = as_("officer").post(draft_url(registered), REPORT)
    assert response.status_code == 409
    assert Report.objects.count() == 0


def test_a_report_is_read_only_within_its_own_case(as_, reviewed):
    from tests.commission.pages.officer.conftest import filed

    as_("officer").post(draft_url(reviewed), REPORT)
    report, other = Report.objects.get(), filed("SO-B-021")
    assert as_("officer").get(reverse("officer:report", args=[other.reference, report.pk])).status_code == 404
    for stranger in ("officer2", "applicant", "member1"):
        response = as_(stranger).get(reverse("officer:report", args=[reviewed.reference, report.pk]))
        assert response.status_code == 404
