"""The package: what is taken, what is refused and in which words, what can be downloaded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from commission.demonstration import work_off
from commission.models import Document, Job
from commission.services.applications import PartyData, save_party
from tests.cast import pdf


@pytest.fixture
def owner(draft, applicant):
    """The applicant files as a company that owns."""
    data = PartyData(kind="entity", name="Port", country="KZ")
    return save_party(application_id=draft.pk, by=applicant, role="applicant", data=data, capacity="owner")


def attach(mine, base, file, code="D4", **typed):
    return mine.post(
        f"{base}documents/{code}/attach/",
        {"title": "Contract", "marking": "commercial_secret", "file": file, **typed},
    )


def test_a_file_is_attached_checked_and_downloaded_again(mine, base, owner):
    assert attach(mine, base, pdf("contract")).url == f"{base}documents/"
    document = Document.objects.get()
    assert (document.code, document.title, document.inspection) == ("D4", "Contract", "waiting")
    assert "Being checked" in mine.get(f"{base}documents/").content.decode()
    work_off()
    assert "Accepted" in mine.get(f"{base}documents/").content.decode()
    answer = mine.get(f"{base}documents/{document.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_that_is_still_being_checked_is_not_served(mine, base, owner):
    attach(mine, base, pdf("contract"))
    assert mine.get(f"{base}documents/{Document.objects.get().pk}/").url == base


def test_a_file_that_the_inspection_refuses_says_why_and_counts_as_missing(mine, base, owner):
    answer = attach(mine, base, SimpleUploadedFile("contract.pdf", b"%PDF-1.7\nnot a real one"))
    assert answer.status_code == 302
    work_off()
    shown = mine.get(f"{base}documents/").content.decode()
    assert "Refused" in shown
    assert "attach it again" in shown
    assert "D4" in mine.get(f"{base}documents/").context["missing"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("empty.pdf", b""), "The file is empty"),
        (
            SimpleUploadedFile("page.pdf", b"<!doctype html><html><script>alert(1)</script>"),
            "is not what its name says",
        ),
        (SimpleUploadedFile("contract.exe", b"MZ"), "Files of this type are not accepted"),
        (SimpleUploadedFile("contract.exe.pdf", b"%PDF-1.7"), "two extensions"),
    ],
    ids=["empty", "html", "program", "disguise"],
)
def test_a_wrong_file_is_refused_at_once_and_nothing_is_kept(mine, base, owner, file, said):
    file.seek(0)
    answer = attach(mine, base, file, title="My contract")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert said in answer.context["form"].errors["file"][0]
    assert 'value="My contract"' in shown
    assert "Choose the file again" in shown
    assert (Document.objects.count(), Job.objects.count()) == (0, 0)


def test_a_file_of_60_megabytes_is_refused_with_the_limit(mine, base, owner):
    answer = attach(mine, base, SimpleUploadedFile("big.pdf", b"%PDF-1.7\n" + bytes(60 * 1024 * 1024)))
    assert answer.status_code == 422
    assert "larger than 50 MB" in answer.context["form"].errors["file"][0]
    assert Document.objects.count() == 0


def test_no_file_at_all_is_said_so(mine, base, owner):
    answer = mine.post(f"{base}documents/D4/attach/", {"title": "Contract", "marking": "public"})
    assert answer.context["form"].errors == {"file": ["Choose the file to attach."]}


@pytest.mark.parametrize("marking", ["official_use", "secret"])
def test_higher_markings_are_brought_on_paper(mine, base, owner, marking):
    answer = attach(mine, base, pdf("secret"), marking=marking)
    assert answer.status_code == 422
    assert "Bring it on paper" in answer.context["form"].errors["marking"][0]
    assert Document.objects.count() == 0


@pytest.mark.parametrize("code", ["D99", "N", "D1", "x"])
def test_a_place_that_the_package_does_not_have_does_not_exist(mine, base, owner, code):
    assert attach(mine, base, pdf("x"), code=code).status_code == 404


def test_a_removed_document_leaves_the_package_but_not_the_record(mine, base, owner):
    attach(mine, base, pdf("contract"))
    document = Document.objects.get()
    mine.post(f"{base}documents/{document.pk}/remove/")
    document.refresh_from_db()
    assert document.removed_at is not None
    assert mine.get(f"{base}documents/{document.pk}/").status_code == 404
    assert "D4" in mine.get(f"{base}documents/").context["missing"]


def test_which_documents_are_required_follows_from_the_capacity(mine, base, owner):
    shown = mine.get(f"{base}documents/")
    assert [place["code"] for place in shown.context["demanded"]] == ["D2", "D4", "D5", "D6", "D12", "D13"]


def test_before_the_capacity_is_known_the_page_says_what_to_do(mine, base):
    assert "Say first in what capacity you file" in mine.get(f"{base}documents/").content.decode()


@override_settings(MAX_DOCUMENT_BYTES=100)
def test_the_limit_is_the_settings(mine, base, owner):
    assert attach(mine, base, pdf("small")).status_code == 422
