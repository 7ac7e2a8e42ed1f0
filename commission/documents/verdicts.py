"""What the checks of a file may say. A leaf without Django: the inspecting child process imports it too."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why a file is refused; stored with the document, put into words by `messages`."""

    # Seen at once, on the name, the size and the first bytes.
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BAD_NAME = "bad_name"
    TYPE_NOT_ACCEPTED = "type_not_accepted"
    DOUBLE_EXTENSION = "double_extension"
    CONTENT_MISMATCH = "content_mismatch"
    OLD_OFFICE = "old_office"
    # Found by the inspection of the structure.
    ENCRYPTED = "encrypted"
    ACTIVE_CONTENT = "active_content"
    EMBEDDED_FILE = "embedded_file"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    TRUNCATED = "truncated"
    POLYGLOT = "polyglot"
    UNREADABLE = "unreadable"
    TOO_COMPLEX = "too_complex"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_ENTRIES = "too_many_entries"
    BAD_ENTRY_NAME = "bad_entry_name"
    MACROS = "macros"
    EXTERNAL_CONTENT = "external_content"
    XML_ENTITIES = "xml_entities"
    # About our own copy of it.
    MISSING = "missing"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the inspection found. `code` is empty when accepted; `pages` is known for PDF and images only."""

    accepted: bool
    code: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """What an acceptable file turned out to be."""

    content_type: str
    pages: int | None = None


class Rejected(Exception):
    """The structure is not acceptable; raised in the child process only."""

    def __init__(self, code: Code) -> None:
        super().__init__(str(code))
        self.code = code
