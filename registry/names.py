"""Names as they are stored and compared: NFC, no control or direction-changing characters, casefolded for search."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Direction overrides can make a company's name read as another one.
_DIRECTION = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "’": "'", "ё": "е", "\u00a0": " "})
_SPACES = re.compile(r"\s+")


def clean_name(text: str) -> str:
    """`text` in NFC with single spaces; ValidationError where it holds control or direction-changing characters."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = _SPACES.sub(" ", text).strip()
    if any(char in _DIRECTION or unicodedata.category(char) == "Cc" for char in text):
        raise ValidationError(
            _("Remove the invisible control characters and type the name again."), code="control"
        )
    return text


def folded(*texts: str) -> str:
    """A search key: compatibility-folded, any letter case, quotes and ё/е made equal; parts joined by a line feed.

    Databases do not agree on folding Cyrillic (SQLite never does), so search never relies on theirs.
    """
    joined = "\n".join(_SPACES.sub(" ", text).strip() for text in texts if text)
    return unicodedata.normalize("NFKC", joined).casefold().translate(_QUOTES)
