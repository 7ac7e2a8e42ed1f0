"""The file name a person gave: kept for showing and for the download, never used as a path."""

import unicodedata

from commission.documents import kinds
from commission.documents.verdicts import Code

LONGEST = 255
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEPARATORS = frozenset("/\\")


def normalised(name: str) -> str:
    """`name` in NFC (some systems send decomposed letters, so that й would be two characters) and trimmed."""
    return unicodedata.normalize("NFC", name).strip()


def defect(name: str) -> Code | None:
    """What is wrong with a normalised `name`, or None."""
    if not name or len(name) > LONGEST or any(_is_forbidden(char) for char in name):
        return Code.BAD_NAME
    stem, _dot, extension = name.rpartition(".")
    if extension.lower() not in kinds.CONTENT_TYPES or not stem.strip(". "):
        return Code.TYPE_NOT_ACCEPTED
    inner = stem.rpartition(".")[2] if "." in stem else ""
    if inner.strip().lower() in kinds.DANGEROUS_EXTENSIONS:
        return Code.DOUBLE_EXTENSION
    return None


def content_type(name: str) -> str:
    """The content type that the extension of an acceptable `name` promises."""
    return kinds.CONTENT_TYPES[name.rpartition(".")[2].lower()]


def _is_forbidden(char: str) -> bool:
    """Control characters, lone surrogates, path separators, and what reverses the reading direction."""
    return char in _DIRECTION or char in _SEPARATORS or unicodedata.category(char) in {"Cc", "Cs"}
