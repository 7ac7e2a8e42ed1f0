"""Whether a paper that names us as its sender is ours: a short code over what it says, keyed by the server's key.

The code stands in the paper, so it is taken over the paper's data and never over its file.
"""

import hashlib
import json
import re
from dataclasses import asdict, is_dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from commission.models import Letter
from commission.models.correspondence import WRITTEN_BY_US, Direction, numbered
from commission.papers.proof import Proof

# Thirty-two signs without I, L, O and U: none is taken for another one.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10
# What people type for them; the last two rows are Cyrillic letters of the same look.
_MEANT = str.maketrans("OILАВЕКМНРСТХОІ", "011ABEKMHPCTX01")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def content_digest(data: Any, *, without: tuple[str, ...] = ()) -> str:
    """SHA-256 of what a paper says: a dictionary or a dataclass, less the fields that are no content."""
    said = asdict(data) if is_dataclass(data) and not isinstance(data, type) else dict(data)
    kept = {name: value for name, value in said.items() if name not in without}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def check_code(letter: Letter, *, secret: str = "") -> str:
    """The ten signs of a paper, as printed: 7KQ2M-9XH4D."""
    said = json.dumps([letter.subject, letter.number, str(letter.dated_on), letter.content_sha256])
    digest = salted_hmac(
        "commission.genuineness", said, secret=secret or settings.SECRET_KEY, algorithm="sha256"
    ).digest()
    bits = int.from_bytes(digest[:8]) >> (64 - 5 * _LENGTH)
    signs = "".join(_SIGNS[(bits >> 5 * place) & 31] for place in reversed(range(_LENGTH)))
    return f"{signs[:5]}-{signs[5:]}"


def proof_of(letter: Letter) -> Proof:
    """What the paper prints about itself."""
    return Proof(
        number=letter.number,
        date=letter.dated_on,
        code=check_code(letter),
        address=settings.PUBLIC_ADDRESS.rstrip("/") + reverse("public:check"),
    )


def number_meant(number: str) -> str:
    """The number as it was meant: no spaces, plain dashes, capitals."""
    return _DASHES.sub("-", "".join(number.split())).upper()


def genuine(number: str, code: str) -> Letter | None:
    """Our paper with this number and code; None alike for an unknown number and for a wrong code."""
    wanted = numbered(number_meant(number))
    found = (
        Letter.objects.filter(
            **wanted, direction=Direction.OUT, subject__in=WRITTEN_BY_US, issued_at__isnull=False
        ).first()
        if wanted is not None and wanted.pop("direction") == Direction.OUT
        else None
    )
    # An unknown number costs the same arithmetic as a known one.
    known = found or Letter(direction=Direction.OUT, year=0, serial=0)
    typed = _signs(code)
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    fits = [constant_time_compare(_signs(check_code(known, secret=key)), typed) for key in keys]
    return found if any(fits) else None


def _signs(code: str) -> str:
    """The code as it was meant: no spaces or dashes, capitals, look-alikes put right."""
    return re.sub(r"[\s-]", "", _DASHES.sub("-", code)).upper().translate(_MEANT)
