import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.utils import translation

from commission.documents import kinds, storage
from commission.documents.intake import Received, Refused, receive
from tests.commission.documents import builders


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        receive(builders.upload(name, data))
    assert str(caught.value.message)
    return caught.value.code


def test_a_pdf_is_kept_in_quarantine_under_its_hash(files):
    data = builders.pdf()
    sha256 = hashlib.sha256(data).hexdigest()

    assert receive(builders.upload("Шарт № 5.PDF", data)) == Received(
        sha256, len(data), kinds.PDF, "Шарт № 5.PDF"
    )
    assert files() == [f"quarantine/{sha256}"]
    assert storage.quarantine_path(sha256).read_bytes() == data


@pytest.mark.parametrize(
    ("name", "data", "content_type"),
    [
        ("a.pdf", builders.pdf(), kinds.PDF),
        ("a.jpg", builders.picture("JPEG"), kinds.JPEG),
        ("a.jpeg", builders.picture("JPEG"), kinds.JPEG),
        ("a.png", builders.picture(), kinds.PNG),
        ("a.docx", builders.docx(), kinds.DOCX),
        ("a.xlsx", builders.xlsx(), kinds.XLSX),
    ],
)
def test_each_accepted_kind_gets_our_own_content_type(name, data, content_type):
    assert receive(builders.upload(name, data)).content_type == content_type


def test_a_large_upload_is_streamed_in_chunks(settings):
    data = builders.pdf() + b" " * 300_000
    file = TemporaryUploadedFile("big.pdf", "text/html", len(data), None)
    file.write(data)
    file.seek(0)

    assert receive(file).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"<!DOCTYPE html><html><script>alert(1)</script></html>", "content_mismatch"),
        ("a.pdf", b"GIF89a" + b"<svg onload=alert(1)>" * 9, "content_mismatch"),
        ("a.pdf", b"<html>" + builders.pdf(), "content_mismatch"),
        ("a.pdf", builders.picture(), "content_mismatch"),
        ("a.png", builders.picture("JPEG"), "content_mismatch"),
        ("a.docx", builders.pdf(), "content_mismatch"),
        ("a.pdf", builders.docx(), "content_mismatch"),
        ("a.docx", b"plain text", "content_mismatch"),
        ("a.pdf", b"MZ\x90\x00" + b"\x00" * 600, "content_mismatch"),
        ("a.docx", kinds.COMPOUND_START + b"\x00" * 1024, "old_office"),
        ("a.doc", kinds.COMPOUND_START + b"\x00" * 1024, "type_not_accepted"),
        ("a.pdf.exe", b"MZ", "type_not_accepted"),
        ("a.PHP", b"<?php", "type_not_accepted"),
        ("a.html", b"<html>", "type_not_accepted"),
        ("a.svg", b"<svg/>", "type_not_accepted"),
        ("a.xml", b"<a/>", "type_not_accepted"),
        ("a.js", b"1", "type_not_accepted"),
        ("a.lnk", b"L", "type_not_accepted"),
        ("a.docm", builders.docx(), "type_not_accepted"),
        ("a.zip", builders.archive({"a": "b"}), "type_not_accepted"),
        ("contract", builders.pdf(), "type_not_accepted"),
        (".htaccess", b"Deny from all", "type_not_accepted"),
        (".pdf", builders.pdf(), "type_not_accepted"),
        ("decree.exe.pdf", builders.pdf(), "double_extension"),
        ("decree.PHP .pdf", builders.pdf(), "double_extension"),
        ("a\x00.pdf", builders.pdf(), "bad_name"),
        ("a\r\nSet-Cookie: b.pdf", builders.pdf(), "bad_name"),
        ("..\\..\\a.pdf", builders.pdf(), "bad_name"),
        ("../a.pdf", builders.pdf(), "bad_name"),
        ("a\u202efdp.pdf", builders.pdf(), "bad_name"),
        ("a\ud800.pdf", builders.pdf(), "bad_name"),
        ("я" * 300 + ".pdf", builders.pdf(), "bad_name"),
        ("", builders.pdf(), "bad_name"),
    ],
)
def test_what_cannot_be_a_document_is_refused_and_nothing_is_left(name, data, code, files):
    assert refusal(name, data) == code
    assert files() == []


@pytest.mark.parametrize(
    "name",
    [
        "-rf.pdf",
        "a;b.pdf",
        "contract.docx.pdf",
        "Отчёт от 12.03.2026.pdf",
        "v1.2 \"final\" 'x'.pdf",
        "ҚР ұлттық.pdf",
    ],
)
def test_unusual_names_of_honest_files_are_kept_as_they_are(name):
    assert receive(builders.upload(name, builders.pdf())).file_name == name


def test_decomposed_letters_are_stored_composed():
    assert receive(builders.upload("и\u0306од.pdf", builders.pdf())).file_name == "йод.pdf"


def test_one_byte_over_the_limit_is_refused_whatever_size_was_declared(settings, files):
    data = builders.pdf()
    settings.MAX_DOCUMENT_BYTES = len(data) - 1
    lying = builders.upload("a.pdf", data)
    lying.size = 10

    assert refusal("a.pdf", data) == "too_large"
    with pytest.raises(Refused, match="too_large"):
        receive(lying)
    assert files() == []


def test_exactly_the_limit_is_taken(settings):
    data = builders.pdf()
    settings.MAX_DOCUMENT_BYTES = len(data)

    assert receive(builders.upload("a.pdf", data)).size == len(data)


def test_the_message_names_the_limit_and_follows_the_language(settings):
    settings.MAX_DOCUMENT_BYTES = 2 * 1024 * 1024
    with pytest.raises(Refused) as caught:
        receive(builders.upload("a.pdf", b"%PDF-1.7" + b"0" * settings.MAX_DOCUMENT_BYTES))

    with translation.override("en"):
        assert "larger than 2 MB" in str(caught.value.message)


def test_a_failing_disk_leaves_nothing_behind(files):
    class Broken(SimpleUploadedFile):
        def chunks(self, chunk_size=None):
            yield builders.pdf()
            raise OSError("connection lost")

    with pytest.raises(OSError, match="connection lost"):
        receive(Broken("a.pdf", builders.pdf()))
    assert files() == []


def test_the_same_bytes_twice_are_one_file(files):
    first = receive(builders.upload("a.pdf", builders.pdf()))
    second = receive(builders.upload("b.pdf", builders.pdf()))

    assert first.sha256 == second.sha256
    assert files() == [f"quarantine/{first.sha256}"]


def test_bytes_that_are_stored_already_are_not_received_again(files):
    sha256 = storage.keep(builders.pdf(), file_name="a.pdf", content_type=kinds.PDF).sha256

    assert receive(builders.upload("a.pdf", builders.pdf())).sha256 == sha256
    assert files() == [f"store/{sha256[:2]}/{sha256}"]
