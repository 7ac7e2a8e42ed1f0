"""Structure of a PDF, walked object by object. Runs in the child process only."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PdfReader, overwrite_configuration
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from commission.documents.kinds import PDF
from commission.documents.polyglots import holds_markup, is_archive
from commission.documents.verdicts import Code, Rejected, Structure

MAX_PAGES = 2000
MAX_OBJECTS = 400_000
MAX_PICTURE_PIXELS = 150_000_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
_TAIL_BYTES = 2048
_HEAD_BYTES = 1024
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"})
_ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/Rendition",
        "/Sound",
        "/Movie",
        "/RichMediaExecute",
    }
)
_ACTIVE_ANNOTATIONS = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_FILE_KEYS = frozenset({"/EmbeddedFiles", "/EF"})


def inspect(data: bytes) -> Structure:
    """Accept a whole, plain, unprotected PDF without scripts or attachments."""
    _check_ends(data)
    # The program for JBIG2 pictures must never be started from here.
    overwrite_configuration(jbig2dec_binary=None)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Rejected(Code.ENCRYPTED)
        _check_declared_pages(reader)
        _check_objects(reader)
        pages = len(reader.pages)
    except LimitReachedError as error:
        raise Rejected(Code.TOO_COMPLEX) from error
    except PyPdfError as error:
        raise Rejected(Code.UNREADABLE) from error
    if pages > MAX_PAGES:
        raise Rejected(Code.TOO_MANY_PAGES)
    if pages == 0:
        raise Rejected(Code.UNREADABLE)
    return Structure(PDF, pages)


def _check_ends(data: bytes) -> None:
    """Nothing after the last end mark, and no second nature (a web page, an archive)."""
    tail = data[-_TAIL_BYTES:]
    end = tail.rfind(b"%%EOF")
    if is_archive(data):
        raise Rejected(Code.POLYGLOT)
    if end < 0 or b"startxref" not in data[-2 * _TAIL_BYTES :]:
        # Bytes hung on after the end hide the mark too, but then the mark is further up.
        raise Rejected(Code.POLYGLOT if b"%%EOF" in data and b"startxref" in data else Code.TRUNCATED)
    if tail[end + 5 :].strip(b" \t\r\n\x00\x1a"):
        raise Rejected(Code.POLYGLOT)
    if holds_markup(data[:_HEAD_BYTES]):
        raise Rejected(Code.POLYGLOT)


def _check_declared_pages(reader: PdfReader) -> None:
    """The number the file gives itself; it may lie, so the pages are counted as well."""
    pages = reader.root_object.get("/Pages")
    declared = pages.get_object().get("/Count") if pages else None
    if isinstance(declared, int) and declared > MAX_PAGES:
        raise Rejected(Code.TOO_MANY_PAGES)


def _check_objects(reader: PdfReader) -> None:
    pages = unpacked = 0
    for item in _walk(reader):
        if not isinstance(item, DictionaryObject):
            continue
        _check_active(item)
        pages += item.get("/Type") == "/Page"
        if pages > MAX_PAGES:
            raise Rejected(Code.TOO_MANY_PAGES)
        if isinstance(item, StreamObject):
            unpacked += _unpacked_bytes(item)
            if unpacked > MAX_UNPACKED_BYTES:
                raise Rejected(Code.UNPACKS_TOO_LARGE)


def _walk(reader: PdfReader) -> Iterator[Any]:
    """Every object reachable from the trailer, each once; iterative, for files nest as deep as they like."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    visited = 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            key = (item.idnum, item.generation)
            if key in seen:
                continue
            seen.add(key)
            item = item.get_object()
        visited += 1
        if visited > MAX_OBJECTS:
            raise Rejected(Code.TOO_COMPLEX)
        yield item
        waiting.extend(_children(item))


def _children(item: Any) -> Iterable[Any]:
    """What an object holds, references unresolved."""
    values: Iterable[Any] = ()
    if isinstance(item, DictionaryObject):
        values = dict.values(item)
    elif isinstance(item, ArrayObject):
        values = list.__iter__(item)
    return [value for value in values if isinstance(value, DictionaryObject | ArrayObject | IndirectObject)]


def _check_active(item: DictionaryObject) -> None:
    keys, action, subtype = set(item), item.get("/S"), item.get("/Subtype")
    if keys & _ACTIVE_KEYS or action in _ACTIVE_ACTIONS or subtype in _ACTIVE_ANNOTATIONS:
        raise Rejected(Code.ACTIVE_CONTENT)
    if keys & _FILE_KEYS or subtype == "/FileAttachment" or item.get("/Type") == "/EmbeddedFile":
        raise Rejected(Code.EMBEDDED_FILE)


def _unpacked_bytes(stream: StreamObject) -> int:
    """Length of the unpacked content. Pictures, large by nature, are measured and not unpacked."""
    if stream.get("/Subtype") == "/Image":
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MAX_PICTURE_PIXELS:
            raise Rejected(Code.TOO_MANY_PIXELS)
        return 0
    try:
        return len(stream.get_data())
    except LimitReachedError as error:
        raise Rejected(Code.UNPACKS_TOO_LARGE) from error
    except NotImplementedError:
        return 0
