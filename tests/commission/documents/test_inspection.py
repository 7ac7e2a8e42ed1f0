import json
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from commission.documents import child, inspection, kinds, storage
from commission.documents.inspection import InspectionFailed, Limits, inspect
from commission.documents.intake import receive
from commission.documents.verdicts import Verdict
from tests.commission.documents import builders

_ENTITIES = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 9))
LOL = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b0 "lol">{_ENTITIES}]><a>&b8;</a>'
XXE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def verdict_on(data: bytes) -> dict:
    """The child's own function: what it says of `data`."""
    return child.verdict_on(data)


def received(data: bytes, name: str = "a.pdf") -> str:
    return receive(builders.upload(name, data)).sha256


def accepted_files(sha256: str) -> list[str]:
    """What an accepted file leaves: its bytes, and the record of who accepted them."""
    return [f"store/{sha256[:2]}/{sha256}", f"store/{sha256[:2]}/{sha256}.accepted"]


@pytest.mark.parametrize(
    ("name", "data", "pages"),
    [
        ("a.pdf", builders.pdf(3), 3),
        ("a.jpg", builders.picture("JPEG"), 1),
        ("a.png", builders.picture(), 1),
        ("a.docx", builders.docx(), None),
        ("a.xlsx", builders.xlsx(), None),
    ],
)
def test_an_honest_file_is_accepted_and_moves_to_the_store(name, data, pages, files):
    document = receive(builders.upload(name, data))

    verdict = inspect(document.sha256, content_type=document.content_type)

    assert verdict == Verdict(accepted=True, code="", pages=pages)
    assert files() == accepted_files(document.sha256)
    assert stat.S_IMODE(storage.stored_path(document.sha256).stat().st_mode) == 0o440


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: builders.encrypted_pdf(), "encrypted"),
        (lambda: builders.pdf_with_javascript(), "active_content"),
        (lambda: builders.pdf_with_annotation(S="/Launch", F="calc.exe"), "active_content"),
        (lambda: builders.pdf_with_annotation(S="/SubmitForm"), "active_content"),
        (lambda: builders.pdf_with_attachment(), "embedded_file"),
        (lambda: builders.pdf_with_many_pages(3000), "too_many_pages"),
        (lambda: builders.pdf_with_many_pages(100_000), "too_many_pages"),
        (
            lambda: builders.pdf_with_many_pages(3000).replace(b"/Count 3000", b"/Count 0001"),
            "too_many_pages",
        ),
        (lambda: builders.pdf_with_stream(b" " * 80_000_000), "unpacks_too_large"),
        (lambda: builders.pdf()[:-30], "truncated"),
        (lambda: builders.pdf() + builders.archive({"a.exe": "MZ"}), "polyglot"),
        (lambda: builders.pdf() + b"<script>alert(1)</script>", "polyglot"),
        (lambda: builders.pdf()[:9] + b"<html><script>alert(1)</script>\n" + builders.pdf()[9:], "polyglot"),
        (lambda: b"%PDF-1.7\n" + b"\x00\xff" * 500 + b"\nstartxref\n0\n%%EOF", "unreadable"),
        (
            lambda: builders.plain_pdf(
                ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"]
            ),
            "unreadable",
        ),
    ],
)
def test_a_pdf_that_is_not_a_plain_paper_is_refused(data, code):
    answer = verdict_on(data())

    assert (answer["accepted"], answer["code"]) == (False, code)


def test_a_pdf_with_links_and_actions_that_only_lead_somewhere_is_accepted():
    assert verdict_on(builders.pdf_with_annotation(S="/URI", URI="https://example.org"))["accepted"]


@pytest.mark.parametrize("nesting", [builders.plain_pdf(["[" * 30_000 + "]" * 30_000])])
def test_a_deeply_nested_pdf_is_refused_and_not_a_crash(nesting):
    assert verdict_on(nesting)["code"] in {"unreadable", "too_complex"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: builders.huge_png(10_000, 10_000), "too_many_pixels"),
        (lambda: builders.huge_png(5001, 5000), "too_many_pixels"),
        (lambda: builders.huge_png(40_000, 20_000, rows=1), "too_many_pixels"),
        (lambda: builders.picture("JPEG")[:-200], "truncated"),
        (lambda: builders.picture()[:-20], "unreadable"),
        (lambda: builders.picture("JPEG") + b"<?php system('id'); ?>", "polyglot"),
        (lambda: builders.picture("JPEG") + builders.archive({"a": "b"}), "polyglot"),
        (lambda: builders.picture() + b"tail", "polyglot"),
        (lambda: builders.picture() + b"<SCRIPT>alert(1)</SCRIPT>", "polyglot"),
        (lambda: b"\xff\xd8\xff\xe0" + b"<?php echo 1; ?>" * 40, "polyglot"),
        (lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 900, "unreadable"),
        (lambda: b"GIF89a" + b"\x00" * 900, "content_mismatch"),
        (lambda: b"", "empty"),
    ],
)
def test_a_picture_that_is_too_large_broken_or_something_else_is_refused(data, code):
    answer = verdict_on(data())

    assert (answer["accepted"], answer["code"]) == (False, code)


def test_a_picture_of_just_the_largest_size_is_accepted():
    assert verdict_on(builders.huge_png(5000, 5000))["accepted"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (lambda: {"word/vbaProject.bin": b"\x00"}, "macros"),
        (
            lambda: {
                "[Content_Types].xml": builders.content_types("word/document.xml", "x.macroEnabled.main+xml")
            },
            "macros",
        ),
        (lambda: {"word/activeX/activeX1.xml": "<a/>"}, "active_content"),
        (lambda: {"word/embeddings/oleObject1.bin": b"\x00"}, "embedded_file"),
        (lambda: {"word/embeddings/table.xlsx": builders.xlsx()}, "embedded_file"),
        (lambda: {"word/media/image1.png": builders.archive({"a": "b"})}, "embedded_file"),
        (lambda: {"word/media/image1.emf": kinds.COMPOUND_START + b"\x00" * 9}, "embedded_file"),
        (
            lambda: {
                "word/_rels/settings.xml.rels": builders.relation(
                    "attachedTemplate", "https://a.example/t.dotm"
                )
            },
            "external_content",
        ),
        (
            lambda: {"word/_rels/document.xml.rels": builders.relation("image", "https://a.example/1.png")},
            "external_content",
        ),
        (
            lambda: {"word/_rels/document.xml.rels": builders.relation("oleObject", "file:///c:/x")},
            "external_content",
        ),
        (
            lambda: {"word/_rels/document.xml.rels": builders.relation("hyperlink", "file://server/share")},
            "external_content",
        ),
        (
            lambda: {"word/_rels/document.xml.rels": builders.relation("hyperlink", "javascript:alert(1)")},
            "external_content",
        ),
        (lambda: {"word/document.xml": XXE}, "xml_entities"),
        (lambda: {"word/document.xml": LOL}, "xml_entities"),
        (
            lambda: {"word/document.xml": XXE.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")},
            "xml_entities",
        ),
        (lambda: {"word/media/note.dat": LOL}, "xml_entities"),
        (lambda: {"word/document.xml": "<a>"}, "unreadable"),
        (lambda: {"../../etc/cron.d/x": "x"}, "bad_entry_name"),
        (lambda: {"/etc/passwd": "x"}, "bad_entry_name"),
        (lambda: {"word\\x.xml": "<a/>"}, "bad_entry_name"),
        (lambda: {"C:/x.xml": "<a/>"}, "bad_entry_name"),
        (lambda: {"WORD/DOCUMENT.XML": "<a/>"}, "bad_entry_name"),
        (lambda: {"word/media/1.png": b"\x00" * 3_000_000}, "unpacks_too_large"),
        (lambda: {f"word/{n}.xml": "<a/>" for n in range(2001)}, "too_many_entries"),
        (lambda: {"xl/workbook.xml": "<a/>"}, "content_mismatch"),
    ],
)
def test_a_package_with_anything_but_its_own_plain_parts_is_refused(more, code):
    answer = verdict_on(builders.docx(more()))

    assert (answer["accepted"], answer["code"]) == (False, code)


@pytest.mark.parametrize(
    "more",
    [
        {"word/_rels/document.xml.rels": builders.relation("hyperlink", "https://adilet.zan.kz/")},
        {"word/_rels/document.xml.rels": builders.relation("hyperlink", "mailto:a@demo.example")},
        {"word/media/image1.png": builders.picture()},
        {"xl/printerSettings/printerSettings1.bin": b"\x00\x01"},
    ],
)
def test_links_pictures_and_printer_settings_are_accepted(more):
    assert verdict_on(builders.docx(more)) | {"sha256": ""} == {
        "accepted": True, "code": "", "pages": None, "content_type": kinds.DOCX, "sha256": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        {"xl/_rels/workbook.xml.rels": builders.relation("externalLinkPath", "b.xlsx")},
        {"xl/externalLinks/externalLink1.xml": "<ddeLink/>"},
        {"xl/connections.xml": "<connections/>"},
    ],
)
def test_a_workbook_that_fetches_from_elsewhere_is_refused(more):
    assert verdict_on(builders.xlsx(more))["code"] == "external_content"


def test_an_archive_that_is_no_document_is_refused():
    assert verdict_on(builders.archive({"a.txt": "x"}))["code"] == "content_mismatch"


def test_a_bomb_is_refused_by_what_it_declares():
    started = time.monotonic()

    data = builders.docx({"word/media/bomb.png": b"\x00" * (1 << 28)})
    assert verdict_on(data)["code"] == "unpacks_too_large"
    assert time.monotonic() - started < 30


def test_an_archive_that_lies_about_a_size_is_refused():
    data = bytearray(builders.docx({"word/media/1.png": b"\x00" * 100_000 + bytes(range(256)) * 40}))
    # The declared size is 24 bytes into the entry of the table of contents.
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (50).to_bytes(4, "little")

    assert verdict_on(bytes(data))["code"] == "unreadable"


def test_an_archive_with_something_before_behind_or_between_its_parts_is_refused():
    assert verdict_on(builders.docx() + b"tail")["code"] == "polyglot"
    assert verdict_on(builders.ZIP_PREFIX + builders.docx())["code"] == "polyglot"
    overlapping = bytearray(builders.docx({"word/a.xml": "<a/>"}))
    entry = overlapping.rindex(b"PK\x01\x02")
    overlapping[entry + 42 : entry + 46] = (0).to_bytes(4, "little")
    assert verdict_on(bytes(overlapping))["code"] == "polyglot"


def test_a_symbolic_link_in_an_archive_is_refused():
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert verdict_on(builders.docx_with(link, "/etc/passwd"))["code"] == "bad_entry_name"


def test_an_encrypted_archive_is_refused():
    data = bytearray(builders.docx())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1

    assert verdict_on(bytes(data))["code"] == "encrypted"


def test_a_cut_archive_is_refused_as_incomplete():
    assert verdict_on(builders.docx()[:-60])["code"] == "truncated"


def test_a_refused_file_is_gone_and_its_verdict_is_remembered(files):
    sha256 = received(builders.encrypted_pdf())

    first, second = inspect(sha256), inspect(sha256)

    assert first == second == Verdict(accepted=False, code="encrypted")
    assert files() == [f"quarantine/{sha256}.refused"]


def test_a_refused_file_attached_again_is_inspected_again(files):
    data = builders.encrypted_pdf()
    inspect(received(data))

    sha256 = received(data)

    assert files() == [f"quarantine/{sha256}"]
    assert inspect(sha256).code == "encrypted"


def test_inspecting_an_accepted_file_again_changes_nothing(files):
    sha256 = received(builders.pdf())

    assert inspect(sha256) == inspect(sha256) == Verdict(accepted=True, code="", pages=1)
    assert files() == accepted_files(sha256)


def test_the_same_bytes_received_again_are_answered_from_the_record():
    sha256 = received(builders.pdf())
    inspect(sha256)
    record = storage.approval_path(sha256)
    record.write_text(json.dumps(json.loads(record.read_text()) | {"pages": 7}))

    assert received(builders.pdf()) == sha256
    assert inspect(sha256).pages == 7


@pytest.mark.parametrize("record", ['{"inspectors": "older", "accepted": true, "pages": 7}', "[7]", "{", ""])
def test_a_record_of_other_inspectors_or_a_damaged_one_does_not_count(record):
    sha256 = received(builders.pdf())
    inspect(sha256)
    storage.approval_path(sha256).write_text(record)

    assert inspect(sha256).pages == 1
    assert json.loads(storage.approval_path(sha256).read_text())["inspectors"] == inspection.inspectors()


def test_a_record_does_not_vouch_for_other_bytes_under_the_same_name():
    sha256 = received(builders.pdf())
    inspect(sha256)
    received(builders.pdf())
    storage.quarantine_path(sha256).write_bytes(builders.pdf(2))

    assert inspect(sha256).code == "altered"


def test_a_workbook_named_as_a_text_is_refused():
    # Its first bytes do not tell: the part that names the kind comes late.
    parts = {f"customXml/item{n}.xml": "<a/>" for n in range(9)}
    data = builders.archive({**parts, "[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"})
    document = receive(builders.upload("a.docx", data))

    assert inspect(document.sha256, content_type=document.content_type).code == "content_mismatch"


def test_a_file_swapped_after_it_was_received_is_refused(files):
    sha256 = received(builders.pdf())
    storage.quarantine_path(sha256).write_bytes(builders.pdf(2))

    assert inspect(sha256).code == "altered"
    assert files() == [f"quarantine/{sha256}.refused"]


def test_a_file_that_is_nowhere_is_refused():
    assert inspect("0" * 64) == Verdict(accepted=False, code="missing")


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_only_a_hash_names_a_file(name):
    with pytest.raises(ValueError, match="SHA-256"):
        inspect(name)


def slow_pdf() -> bytes:
    """Three hundred thousand small objects: seconds of honest work for any reader."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /X [" + " ".join(f"{n} 0 R" for n in range(4, 90_000)) + "] >>"
    ]
    objects += ["<< /Type /Pages /Count 1 /Kids [3 0 R] >>", "<< /Type /Page /Parent 2 0 R >>"]
    return builders.plain_pdf(objects + ["<< /A [1 2 3 4 5 6 7 8] >>"] * 90_000)


@pytest.mark.parametrize("limits", [Limits(cpu_seconds=2), Limits(wall_seconds=2.0)])
def test_a_file_that_takes_too_long_is_refused_in_time(limits, files):
    sha256 = received(slow_pdf())
    started = time.monotonic()

    assert inspect(sha256, limits=limits) == Verdict(accepted=False, code="too_complex")
    assert time.monotonic() - started < 30
    assert files() == [f"quarantine/{sha256}.refused"]


def test_a_file_that_needs_too_much_memory_is_refused(files):
    sha256 = received(builders.huge_png(5000, 5000), "a.png")

    assert inspect(sha256, limits=Limits(memory_bytes=60 * 1024 * 1024)).code == "too_complex"
    assert files() == [f"quarantine/{sha256}.refused"]


def test_an_inspection_that_cannot_start_blames_no_file(files, monkeypatch):
    sha256 = received(builders.pdf())
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(InspectionFailed):
        inspect(sha256)
    assert files() == [f"quarantine/{sha256}"]


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "open('/tmp/made-by-the-child', 'w')",
        "import os; os.write(os.open('/tmp/made-by-the-child', os.O_CREAT | os.O_WRONLY), b'x')",
    ],
)
def test_the_confined_child_can_neither_write_nor_call_nor_start_anything(deed, tmp_path):
    root = Path(inspection.__file__).parents[2]
    confined = (
        f"import sys; sys.path.append({str(root)!r}); from commission.documents import child; "
        f"child.confine(cpu_seconds=5, memory_bytes=1 << 30); {deed}"
    ).replace("/tmp/made", str(tmp_path / "made"))

    run = subprocess.run([sys.executable, "-I", "-c", confined], capture_output=True, check=False)

    assert run.returncode != 0
    assert not [path for path in tmp_path.iterdir() if path.stat().st_size]
