"""Files that are two things at once: a document to one program, an archive or a web page to another."""

import io
import struct
import zipfile

# Too long to turn up by chance in packed data.
MARKUP = (b"<!doctype", b"<html", b"<script", b"<?php")


def is_archive(data: bytes) -> bool:
    """Whether an unpacking program would find parts in `data`, wherever in it they begin."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.infolist())
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        EOFError,
        OverflowError,
        NotImplementedError,
        struct.error,
    ):
        return False


def holds_markup(data: bytes) -> bool:
    """Whether `data` holds the beginnings of a page or script, in any letter case."""
    lowered = data.lower()
    return any(mark in lowered for mark in MARKUP)
