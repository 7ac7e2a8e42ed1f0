"""Structure of a DOCX or XLSX package, without opening it as a document. Runs in the child process only."""

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from xml.parsers import expat

from commission.documents.kinds import COMPOUND_START, DOCX, XLSX, ZIP_START
from commission.documents.verdicts import Code, Rejected, Structure

MAX_ENTRIES = 2000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 100
_BLOCK_BYTES = 256 * 1024
_END_RECORD = b"PK\x05\x06"
_END_RECORD_BYTES = 22
_LOCAL_HEADER_BYTES = 30
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TYPES_PART = "[Content_Types].xml"
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_MACRO_PARTS = re.compile(r"vbaproject|vbadata|/macrosheets/|/dialogsheets/", re.IGNORECASE)
_ACTIVE_PARTS = re.compile(r"/activex/|/ctrlprops/|customui/|/webextensions/", re.IGNORECASE)
_EMBEDDED_PARTS = re.compile(r"/embeddings/|\.(?:bin|exe|dll|docx?|xlsx?|zip)$", re.IGNORECASE)
_HARMLESS_BINARIES = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
# Data connections, queries and links to other workbooks (DDE among them).
_OUTSIDE_PARTS = re.compile(r"/connections\.xml$|/querytables/|/externallinks/", re.IGNORECASE)
_OUTSIDE_LINKS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def inspect(data: bytes) -> Structure:
    """Accept a plain package of its own parts: no macros, no other files, nothing loaded from outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_listing(data, entries)
            content_type = _main_type({entry.filename for entry in entries})
            for entry in entries:
                _check_entry(archive, entry)
    except (zipfile.BadZipFile, EOFError) as error:
        whole = _END_RECORD in data[-(_END_RECORD_BYTES + 65536) :]
        raise Rejected(Code.UNREADABLE if whole else Code.TRUNCATED) from error
    except NotImplementedError as error:  # packing methods that no office program writes
        raise Rejected(Code.UNREADABLE) from error
    return Structure(content_type)


def _check_listing(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """What the table of contents declares, before anything is unpacked."""
    if len(entries) > MAX_ENTRIES:
        raise Rejected(Code.TOO_MANY_ENTRIES)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Rejected(Code.ENCRYPTED)
    declared = sum(entry.file_size for entry in entries)
    if declared > MAX_UNPACKED_BYTES or declared > MAX_RATIO * len(data):
        raise Rejected(Code.UNPACKS_TOO_LARGE)
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) < len(names) or any(_is_bad_name(entry) for entry in entries):
        raise Rejected(Code.BAD_ENTRY_NAME)
    _check_layout(data, entries)


def _check_layout(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Entries lie one after another from the first byte on, and the archive ends where the file ends."""
    offsets = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    overlapping = any(
        start + _LOCAL_HEADER_BYTES + packed > following
        for (start, packed), (following, _size) in pairwise(offsets)
    )
    end = data.rfind(_END_RECORD)
    comment_bytes = int.from_bytes(data[end + 20 : end + 22], "little")
    if (
        overlapping
        or not offsets
        or offsets[0][0] != 0
        or end + _END_RECORD_BYTES + comment_bytes != len(data)
    ):
        raise Rejected(Code.POLYGLOT)


def _is_bad_name(entry: zipfile.ZipInfo) -> bool:
    """Absolute, climbing, foreign or linked names, which unpacking would write elsewhere."""
    name = entry.orig_filename
    path = PurePosixPath(name)
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return (
        is_link
        or path.is_absolute()
        or ".." in path.parts
        or bool(set(name) & {"\\", ":", "\x00"})
        or not name
    )


def _main_type(names: set[str]) -> str:
    """The kind of document by its main part; exactly one kind, with the table of types every package has."""
    found = {kind for part, kind in _MAIN_PARTS.items() if part in names}
    if len(found) != 1 or _TYPES_PART not in names:
        raise Rejected(Code.CONTENT_MISMATCH)
    return found.pop()


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """One part: its name's promise, its real length and check sum, its XML."""
    name = f"/{entry.filename}"
    if _MACRO_PARTS.search(name):
        raise Rejected(Code.MACROS)
    if _ACTIVE_PARTS.search(name):
        raise Rejected(Code.ACTIVE_CONTENT)
    if _OUTSIDE_PARTS.search(name):
        raise Rejected(Code.EXTERNAL_CONTENT)
    if _EMBEDDED_PARTS.search(name) and not _HARMLESS_BINARIES.search(name):
        raise Rejected(Code.EMBEDDED_FILE)
    blocks = _blocks(archive, entry)
    first = next(blocks, b"")
    if first.startswith((ZIP_START, COMPOUND_START)):
        raise Rejected(Code.EMBEDDED_FILE)
    parser = _Part(entry.filename) if _is_xml(entry.filename, first) else None
    while first:
        if parser:
            parser.feed(first)
        first = next(blocks, b"")
    if parser:
        parser.close()


def _is_xml(name: str, first: bytes) -> bool:
    return name.lower().endswith(_XML_SUFFIXES) or first.lstrip().startswith(_XML_STARTS)


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part unpacked block by block, and never more of it than it declares."""
    total = 0
    with archive.open(entry) as part:
        while block := part.read(_BLOCK_BYTES):
            total += len(block)
            if total > entry.file_size:
                raise Rejected(Code.UNPACKS_TOO_LARGE)
            yield block
    if total != entry.file_size:
        raise Rejected(Code.UNREADABLE)


class _Part:
    """One XML part, parsed for definitions and well-formedness; tables of relations and types are read as well."""

    def __init__(self, name: str) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartDoctypeDeclHandler = _refuse_definition
        self._parser.EntityDeclHandler = _refuse_definition
        if name == _TYPES_PART or name.lower().endswith(".rels"):
            self._parser.StartElementHandler = _check_element

    def feed(self, block: bytes) -> None:
        self._parse(block, final=False)

    def close(self) -> None:
        self._parse(b"", final=True)

    def _parse(self, block: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(block, final)
        except expat.ExpatError as error:
            raise Rejected(Code.UNREADABLE) from error


def _refuse_definition(*_arguments: object) -> None:
    raise Rejected(Code.XML_ENTITIES)


def _check_element(tag: str, attributes: dict[str, str]) -> None:
    kind = tag.rpartition(" ")[2]
    if kind == "Relationship" and attributes.get("TargetMode", "").strip().lower() == "external":
        _check_relation(attributes)
    if kind in {"Override", "Default"} and "macroenabled" in attributes.get("ContentType", "").lower():
        raise Rejected(Code.MACROS)


def _check_relation(attributes: dict[str, str]) -> None:
    """A link for a reader to follow is fine; a template, picture or workbook that loads by itself is not."""
    is_link = attributes.get("Type", "").lower().endswith("/hyperlink")
    if not is_link or not _OUTSIDE_LINKS.match(attributes.get("Target", "")):
        raise Rejected(Code.EXTERNAL_CONTENT)
