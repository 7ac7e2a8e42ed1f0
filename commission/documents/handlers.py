"""A cap on what an upload may occupy before anybody looks at it: Django itself sets none for files."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class CappedUploadHandler(FileUploadHandler):
    """Let one byte more than the largest document pass and drop the rest.

    It stands first in FILE_UPLOAD_HANDLERS. The extra byte makes `intake.receive` refuse the file in words;
    cutting the connection would show people a browser's error page instead.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The part of `raw_data` (at `start` in the file) that the next handlers may keep; None for none."""
        return raw_data[: max(0, settings.MAX_DOCUMENT_BYTES + 1 - start)] or None

    def file_complete(self, file_size: int) -> None:
        """Another handler makes the file."""
