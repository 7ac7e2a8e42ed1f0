"""Anybody checks a paper: what is told, what never is, and that guessing leads nowhere."""

import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from commission.documents.storage import open_stored
from commission.models import Letter
from tests.cast import Road, load_cast, person

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")


@pytest.fixture
def road(db):
    load_cast()
    return Road.draft().submit()


def receipt(road, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(person("applicant"))
    answer = client.get(f"/apply/{road.reference}/receipt/")
    assert answer.status_code == 200
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split()
    )


def printed(text):
    return re.search(r"L-\d{4}-\d{5}", text)[0], CODE.search(text)[0]


def ask(client, number, code, **more):
    return client.post("/check/", {"number": number, "code": code, **more})


def shown(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2]).split())


def test_a_receipt_is_genuine_by_what_it_prints_the_same_in_every_language(client, road):
    number, code = printed(receipt(road))
    assert printed(receipt(road, "kk")) == (number, code)
    answer = ask(client, number, code)
    assert answer.status_code == 200
    told = shown(answer)
    row = Letter.objects.get(subject="receipt")
    for words in ("The paper is genuine", "Receipt of an application", number, f"{row.dated_on:%d.%m.%Y}"):
        assert words in told
    application = road.application
    applicant = application.declared_parties.get(role="applicant").name
    assert row.correspondent == applicant
    for secret in (applicant, application.reference, "SO-B-020", "Nordic"):
        assert secret not in told
    # The address is printed too.
    assert "http://127.0.0.1:8000/check/" in receipt(road)


def test_a_notice_is_compared_by_its_hash_and_its_outcome_not_told(client, road):
    road.register().examine().answer_all().report().put_on_agenda().open_vote().vote().recommend().decide()
    notice = road.application.decision.notice
    text = " ".join(page.extract_text() for page in PdfReader(open_stored(notice.sha256)).pages)
    number, code = printed(text)
    assert len(CODE.findall(text)) == 2  # in Kazakh and in Russian
    same = shown(ask(client, number, code, sha256=notice.sha256.upper()))
    assert "Notice of a decision" in same
    assert "The same as ours" in same
    assert "granted" not in same
    assert "Not the same as ours" in shown(ask(client, number, code, sha256="ab" * 32))
    letter = Letter.objects.get(subject="notice")
    assert (letter.number, letter.sha256) == (number, notice.sha256)


def test_letters_by_mail_carry_number_and_code_and_reminders_none(client, road, mailoutbox):
    road.register()
    number, code = printed(next(letter.body for letter in mailoutbox if road.reference in letter.subject))
    assert "The paper is genuine" in shown(ask(client, number, code))
    sent = Letter.objects.filter(subject="letter")
    assert sent.count() == len(mailoutbox)
    assert sent.filter(issued_at__isnull=True).count() == 0


def test_an_unknown_number_and_a_wrong_code_answer_exactly_alike(client, road):
    number, code = printed(receipt(road))
    wrong = "00000-00000"
    unknown = f"L-{number[2:6]}-99999"

    def page(asked, typed):
        answer = ask(client, asked, typed)
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        return answer.status_code, text.replace(asked, "N").replace(typed, "C"), sorted(answer.headers)

    first = page(number, wrong)
    assert first[0] == 200
    assert "No such paper was found" in first[1]
    assert page(unknown, wrong) == first
    assert page(unknown, code) == first
    assert page("nonsense", wrong) == first


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": "", "code": "x"}, "This field is required"),
        ({"number": "L-2026-00001", "code": ""}, "This field is required"),
        ({"number": "L-2026-00001", "code": "x", "sha256": "abc"}, "64 digits and letters"),
        ({"number": "x" * 41, "code": "x"}, "at most 40 characters"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said(client, db, typed, words):
    answer = client.post("/check/", typed)
    assert answer.status_code == 422
    assert words in shown(answer)


def test_codes_cannot_be_tried_without_end(client, road):
    number, code = printed(receipt(road))
    answers = [ask(client, number, "00000-00000").status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    refused = ask(client, number, code)
    assert refused.status_code == 429
    assert "Too many checks" in shown(refused)
    assert "genuine" not in shown(refused).replace("whether a paper is genuine", "")
    # Another visitor is not let in to the same number either, but to others.
    other = Client(REMOTE_ADDR="203.0.113.7")
    assert ask(other, number, code).status_code == 429
    assert ask(other, f"{number[:2]} {number[2:]}".replace("-", "–"), code).status_code == 429
    assert ask(other, "L-2026-99999", code).status_code == 200


def test_the_page_is_found_from_every_page_and_needs_no_account(client, db):
    assert 'href="/check/"' in client.get("/about/").content.decode()
    page = client.get("/check/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert client.put("/check/").status_code == 405
