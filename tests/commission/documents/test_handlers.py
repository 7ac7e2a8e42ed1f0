from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from commission.documents.handlers import CappedUploadHandler
from tests.commission.documents import builders


def posted(data: bytes):
    request = RequestFactory().post("/", {"file": builders.upload("a.pdf", data)})
    request.upload_handlers = [CappedUploadHandler(request), TemporaryFileUploadHandler(request)]
    return request.FILES["file"]


def test_a_file_within_the_limit_arrives_whole(settings):
    settings.MAX_DOCUMENT_BYTES = 200_000

    assert posted(b"1" * 200_000).size == 200_000


def test_of_a_larger_file_only_one_byte_over_the_limit_reaches_the_disk(settings):
    settings.MAX_DOCUMENT_BYTES = 100_000

    arrived = posted(b"1" * 900_000)

    assert arrived.size == 100_001
    assert len(arrived.read()) == 100_001
