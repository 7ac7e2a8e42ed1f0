"""Structure of a JPEG or PNG picture, decoded whole. Runs in the child process only."""

import io
import warnings

from PIL import Image

from commission.documents.kinds import JPEG, PNG, PNG_START
from commission.documents.polyglots import holds_markup, is_archive
from commission.documents.verdicts import Code, Rejected, Structure

MAX_PIXELS = 25_000_000
_PNG_END = b"IEND\xaeB`\x82"


def inspect(data: bytes) -> Structure:
    """Accept a whole picture of a reasonable size with nothing hidden in or behind it."""
    if is_archive(data) or holds_markup(data):
        raise Rejected(Code.POLYGLOT)
    content_type = PNG if data.startswith(PNG_START) else JPEG
    _check_size(data)
    _decode(data)
    if content_type == PNG and not data.endswith(_PNG_END):
        raise Rejected(Code.POLYGLOT)
    return Structure(content_type, pages=1)


def _check_size(data: bytes) -> None:
    """The declared size, before a single pixel is decoded."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
            width, height = image.size
    except Image.DecompressionBombError as error:
        raise Rejected(Code.TOO_MANY_PIXELS) from error
    if width * height > MAX_PIXELS:
        raise Rejected(Code.TOO_MANY_PIXELS)


def _decode(data: bytes) -> None:
    """Check sums and every pixel; a picture that ends early is an error."""
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
        image.verify()
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
        try:
            image.load()
        except OSError as error:
            raise Rejected(Code.TRUNCATED if "truncated" in str(error) else Code.UNREADABLE) from error
