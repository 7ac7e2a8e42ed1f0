import os
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest

from commission.documents import kinds, storage
from commission.documents.intake import receive
from tests.commission.documents import builders


def kept(data: bytes) -> str:
    return storage.keep(data, file_name="Шарт.pdf", content_type=kinds.PDF).sha256


def document(**changes):
    made = {"sha256": kept(builders.pdf()), "file_name": "Шарт.pdf", "content_type": kinds.PDF}
    return SimpleNamespace(**(made | changes))


def test_a_download_is_an_attachment_that_no_browser_runs():
    response = storage.download_response(document())

    assert response.getvalue() == builders.pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%D0%A8%D0%B0%D1%80%D1%82.pdf"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == str(len(builders.pdf()))


def test_a_name_with_quotes_and_semicolons_stays_inside_its_header():
    header = storage.download_response(document(file_name='a";b\\c.pdf'))["Content-Disposition"]

    assert header == r'attachment; filename="a\";b\\c.pdf"'


def test_a_content_type_of_somebody_else_is_not_served():
    assert (
        storage.download_response(document(content_type="text/html"))["Content-Type"]
        == "application/octet-stream"
    )


def test_a_file_in_quarantine_cannot_be_downloaded():
    waiting = receive(builders.upload("a.pdf", builders.pdf(2)))

    with pytest.raises(storage.Unavailable):
        storage.download_response(document(sha256=waiting.sha256))


def test_a_file_altered_on_the_disk_is_not_handed_out():
    paper = document()
    path = storage.stored_path(paper.sha256)
    path.chmod(0o640)
    path.write_bytes(b"something else")

    with pytest.raises(storage.Unavailable):
        storage.download_response(paper)


def test_keeping_the_same_bytes_twice_keeps_one_file(files):
    assert kept(b"notice") == kept(b"notice")
    assert len(files()) == 1


def test_accepting_what_nobody_received_fails():
    with pytest.raises(storage.Unavailable):
        storage.accept("0" * 64)


def test_only_old_files_that_no_document_names_are_removed(files):
    named, orphan, young = (kept(text) for text in (b"named", b"orphan", b"young"))
    waiting = receive(builders.upload("a.pdf", builders.pdf())).sha256
    half = storage.new_incoming_path()
    half.write_bytes(b"half")
    long_ago = time.time() - 31 * 24 * 3600
    for path in (
        storage.stored_path(named),
        storage.stored_path(orphan),
        storage.quarantine_path(waiting),
        half,
    ):
        os.utime(path, (long_ago, long_ago))

    assert storage.remove_orphans(lambda hashes: {named} & set(hashes)) == 3
    assert files() == sorted(f"store/{sha256[:2]}/{sha256}" for sha256 in (named, young))


def test_a_file_attached_again_is_young_again():
    sha256 = kept(builders.pdf())
    os.utime(storage.stored_path(sha256), (0, 0))

    receive(builders.upload("a.pdf", builders.pdf()))

    assert storage.remove_orphans(lambda _hashes: set(), older_than=timedelta(hours=1)) == 0
