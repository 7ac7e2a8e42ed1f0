"""The officer's report and its countersign."""

import pytest
from django.urls import reverse

from commission.models import Report
from commission.services.checks import record_assessment
from commission.services.reports import draft_report
from commission.states import Outcome
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
    # Places are numbers within a part: what has none comes last.
    typed["s-3-place"] = "1"
    assert officer.post(draft_url(reviewed), typed).status_code == 302
    report = Report.objects.get()
    said = [(one.position, one.text, one.cites, one.page) for one in report.statements.all()]
    assert said == [
        (1, "The deal, in the officer's words.", f"application:{reviewed.reference}", None),
        (2, "Nothing speaks against it.", "", None),
        (3, "The price is fair.", f"document:{paper.pk}", 3),
    ]
    assert "SUBJECT\n- The deal, in the officer's words." in report.text
    shown = as_("head").get(reverse("officer:report", args=[reviewed.reference, report.pk]))
    assert [one.position for one in shown.context["uncited"]] == [2]
    assert "Statements that cite nothing" in text_of(shown)
    # In words with an address, in each language; never as a code.
    document = reverse("officer:document", args=[reviewed.reference, paper.pk])
    said = shown.content.decode()
    assert f'<a class="govuk-link" href="{document}">Document D4 Draft contract: D4</a>, p. 3' in said
    assert f'<a class="govuk-link" href="/cases/{reviewed.reference}/">Application' in said
    assert "document:" not in said
    russian = as_("head").get(
        reverse("officer:report", args=[reviewed.reference, report.pk]), HTTP_ACCEPT_LANGUAGE="ru"
    )
    assert "Документ D4 Проект договора: D4</a>, с. 3" in russian.content.decode()


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
    page = as_("officer").get(draft_url(fibre))
    assert [value for value, _ in page.context["form"].fields["motion"].choices] == ["refuse"]
    assert "Grant the permission with conditions. No condition says that it cures: " in text_of(page)
    # Once a condition says that it cures what was found, the permission with conditions is offered.
    prepared(fibre.pk, "The centre stays in Kazakhstan.")
    form = as_("officer").get(draft_url(fibre)).context["form"]
    assert [value for value, _ in form.fields["motion"].choices] == ["grant_with_conditions", "refuse"]
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
    kept = [row for row in page.context["rows"] if row["text"].value() and not row["leave_out"].value()]
    # What was written stands, what came since is there and marked; what the officer had left out stays out.
    assert [row["text"].value() for row in kept if not row.mark] == ["Nothing speaks against it."]
    assert {row.mark for row in kept} == {"", "new"}
    assert {row["cites"].value().partition(":")[0] for row in kept if row.mark} == {
        "opinion",
        "questionnaire",
    }
    left_out = [row for row in page.context["rows"] if row.mark == "left_out"]
    assert any(row["cites"].value().startswith("finding:") for row in left_out)
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


def test_what_changed_after_a_report_is_taken_from_the_file_with_the_earlier_words_beside_it(as_, reviewed):
    officer = as_("officer")
    drawn = officer.get(draft_url(reviewed)).context["rows"]
    taken = {row["cites"].value(): row for row in drawn if row["text"].value()}
    check_id = reviewed.application.findings.filter(outcome=Outcome.UNDETERMINED).first().check_id
    finding, subject = taken[f"finding:{check_id}"], taken["registry:SO-B-020"]
    typed = {"motion": "refuse", "s-TOTAL_FORMS": "2", "s-INITIAL_FORMS": "0"}
    for number, (row, words) in enumerate([(finding, "In my words."), (subject, "The airport.")]):
        typed |= {f"s-{number}-{name}": row[name].value() for name in ("part", "cites")}
        typed[f"s-{number}-text"] = words
    assert officer.post(draft_url(reviewed), typed).status_code == 302
    record_assessment(
        application_id=reviewed.pk, check_id=check_id, by=person("officer"),
        outcome=Outcome.CLEAR, reason="It is below ten per cent.",
    )  # fmt: skip
    page = officer.get(draft_url(reviewed))
    rows = {row["cites"].value(): row for row in page.context["rows"] if not row["leave_out"].value()}
    changed, stands = rows[f"finding:{check_id}"], rows["registry:SO-B-020"]
    assert (changed.mark, changed.earlier) == ("changed", "In my words.")
    assert "It is below ten per cent." in changed["text"].value()
    assert (stands.mark, stands["text"].value()) == ("", "The airport.")
    assert "The void report said:" in text_of(page)


def test_a_report_edited_as_text_keeps_the_citations_of_what_is_unchanged(as_, reviewed):
    officer = as_("officer")
    papers = list(reviewed.application.documents.order_by("pk")[:2])
    typed = {"motion": "grant", "s-TOTAL_FORMS": "2", "s-INITIAL_FORMS": "0"}
    for number, (one, words) in enumerate(
        zip(papers, ("First  line.\nIts  second line.", "Third line."), strict=True)
    ):
        typed |= {f"s-{number}-part": "findings", f"s-{number}-text": words}
        typed |= {f"s-{number}-document": f"document:{one.pk}", f"s-{number}-page": "2"}
    officer.post(draft_url(reviewed), typed)
    text = Report.objects.get().text
    again = draft_report(
        application_id=reviewed.pk, by=person("officer"), motion="grant",
        text=text.replace("  ", " ").replace("Third line.", "Third line, changed."),
    )  # fmt: skip
    said = [(one.part, one.text, one.cites, one.page) for one in again.statements.all()]
    assert said == [
        ("findings", "First  line.\nIts  second line.", f"document:{papers[0].pk}", 2),
        ("findings", "Third line, changed.", "", None),
    ]
