"""The officer's report and its countersign."""

import pytest
from django.urls import reverse

from commission.models import Report
from tests.cast import person, prepared
from tests.commission.pages.officer.conftest import text_of

REPORT = {
    "motion": "grant",
    "conditions": [],
    "s-TOTAL_FORMS": "1",
    "s-INITIAL_FORMS": "0",
    "s-0-part": "assessment",
    "s-0-text": "Nothing speaks against it.",
}
SIGNED = {"key": "k", "uncited_because": "It is the officer's own assessment."}


def texts(page):
    return [row["text"].value() for row in page.context["rows"] if row["text"].value()]


def draft_url(road):
    return reverse("officer:report_draft", args=[road.reference])


def test_the_draft_is_drawn_from_findings_opinions_and_file_each_cited(as_, fibre):
    fibre.answer_all()
    page = as_("officer").get(draft_url(fibre))
    text = "\n".join(texts(page))
    assert f"Application {fibre.reference}" in text
    assert "[NSL 23(6)(7); NSL 2012-01-06/2]" in text
    assert "(NSL 15(1)(8)): no objection. No objection." in text
    assert "D4 Draft contract: D4, " in text
    cited = {row["cites"].value() for row in page.context["rows"] if row["text"].value()}
    assert {"registry:SO-B-025", "finding:operator_49", f"application:{fibre.reference}"} <= cited
    assert "" not in cited


def test_statements_are_edited_left_out_and_added_with_document_and_page(as_, reviewed):
    reviewed.answer_all()
    officer = as_("officer")
    page = officer.get(draft_url(reviewed))
    drawn = [row for row in page.context["rows"] if row["text"].value()]
    typed = {"motion": "grant", "s-TOTAL_FORMS": "4", "s-INITIAL_FORMS": "2"}
    for number, row in enumerate(drawn[:2]):
        for name in ("part", "text", "cites"):
            typed[f"s-{number}-{name}"] = row[name].value()
    typed["s-0-text"] = "The deal, in the officer's words."
    typed["s-1-leave_out"] = "on"
    paper = reviewed.application.documents.get(code="D4")
    own = {
        "part": "assessment",
        "text": "The price is fair.",
        "document": f"document:{paper.pk}",
        "page": "3",
    }
    typed |= {f"s-2-{name}": value for name, value in own.items()}
    typed |= {"s-3-part": "assessment", "s-3-text": "Nothing speaks against it."}
    assert officer.post(draft_url(reviewed), typed).status_code == 302
    report = Report.objects.get()
    said = [(one.position, one.text, one.cites, one.page) for one in report.statements.all()]
    assert said == [
        (1, "The deal, in the officer's words.", f"application:{reviewed.reference}", None),
        (2, "The price is fair.", f"document:{paper.pk}", 3),
        (3, "Nothing speaks against it.", "", None),
    ]
    assert "SUBJECT\n- The deal, in the officer's words." in report.text
    shown = as_("head").get(reverse("officer:report", args=[reviewed.reference, report.pk]))
    assert [one.position for one in shown.context["uncited"]] == [3]
    assert "Statements that cite nothing" in text_of(shown)


def test_what_is_not_in_the_case_is_not_cited(as_, reviewed):
    for cites in ("document:99999", "finding:nothing", "opinion:1"):
        response = as_("officer").post(draft_url(reviewed), REPORT | {"s-0-cites": cites})
        # A document is cited by choosing it, never by its hidden code.
        assert response.status_code == (302 if cites.startswith("document:") else 409), cites
    page = as_("officer").post(draft_url(reviewed), REPORT | {"s-0-page": "4"})
    assert page.status_code == 409
    assert "A page belongs to a document" in text_of(page)


def test_a_report_with_an_uncited_statement_is_signed_only_with_a_reason(as_, reviewed):
    as_("officer").post(draft_url(reviewed), REPORT)
    report = Report.objects.get()
    sign = reverse("officer:countersign", args=[reviewed.reference, report.pk])
    head = as_("head")
    assert head.post(sign, {"key": "k"}).status_code == 409
    assert head.post(sign, SIGNED).status_code == 302
    report.refresh_from_db()
    assert report.uncited_because == "It is the officer's own assessment."


def test_only_motions_that_the_findings_leave_open_are_offered(as_, fibre):
    form = as_("officer").get(draft_url(fibre)).context["form"]
    assert [value for value, _ in form.fields["motion"].choices] == ["refuse", "grant_with_conditions"]
    assert as_("officer").post(draft_url(fibre), REPORT).status_code == 422
    assert Report.objects.count() == 0


def test_a_report_is_written_and_countersigned_by_another_person(as_, reviewed):
    as_("officer").post(draft_url(reviewed), REPORT)
    report = Report.objects.get()
    assert (report.drafted_by, report.text) == (
        person("officer"),
        "ASSESSMENT AND PROPOSAL\n- Nothing speaks against it.\n",
    )
    head = as_("head")
    page = head.get(reverse("officer:report", args=[reviewed.reference, report.pk]))
    assert "Nothing speaks against it." in text_of(page)
    response = head.post(page.context["sign_url"], SIGNED)
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
    assert texts(page) == ["Nothing speaks against it."]
    assert "It became void on" in text_of(page)
    assert len(texts(officer.get(draft_url(reviewed) + "?fresh=1"))) > 20


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
