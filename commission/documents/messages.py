"""What people are told when a file is refused: what is wrong and what to do next."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commission.documents.verdicts import Code

MEGABYTE = 1024 * 1024

_TEXTS = {
    Code.EMPTY: _("The file is empty. Check that it opens on your computer and attach it again."),
    Code.TOO_LARGE: _("The file is larger than {megabytes} MB. Split it, or scan it in a lower quality."),
    Code.BAD_NAME: _(
        "The name of the file is too long or has characters that cannot be kept. "
        "Rename it and attach it again."
    ),
    Code.TYPE_NOT_ACCEPTED: _(
        "Files of this type are not accepted. Attach a PDF, DOCX, XLSX, JPEG or PNG file."
    ),
    Code.DOUBLE_EXTENSION: _(
        "The name of the file has two extensions, as programs in disguise do. Rename it and attach it again."
    ),
    Code.CONTENT_MISMATCH: _(
        "The content of the file is not what its name says. Open it, save it as PDF, DOCX, XLSX, JPEG or PNG "
        "and attach it again."
    ),
    Code.OLD_OFFICE: _(
        "The file is in an old Office format or protected by a password. Save it as DOCX, XLSX or PDF "
        "without a password and attach it again."
    ),
    Code.ENCRYPTED: _("The file is protected by a password. Save it without one and attach it again."),
    Code.ACTIVE_CONTENT: _(
        "The file holds scripts, forms with actions or media that could run on the reader's computer. "
        "Print it to a new PDF and attach that."
    ),
    Code.EMBEDDED_FILE: _(
        "The file holds other files inside it. Attach those one by one, and this one without them "
        "(print it to a new PDF)."
    ),
    Code.TOO_MANY_PAGES: _("The document has more than 2000 pages. Split it and attach the parts."),
    Code.TOO_MANY_PIXELS: _(
        "The picture has too many pixels. Scan it at 300 dpi or less, or reduce it, and attach it again."
    ),
    Code.TRUNCATED: _(
        "The file is incomplete: its end is missing. Check that it opens on your computer "
        "and attach it again."
    ),
    Code.POLYGLOT: _(
        "Something else is hidden in the file beside the document. Print it to a new PDF and attach that."
    ),
    Code.UNREADABLE: _("The file is damaged and cannot be read. Open it, save it anew and attach it again."),
    Code.TOO_COMPLEX: _(
        "The file is too complex to be checked. Print it to a new PDF, or split it, and attach it again."
    ),
    Code.UNPACKS_TOO_LARGE: _(
        "The file unpacks to far more than its size. Save it anew, or as PDF, and attach it again."
    ),
    Code.TOO_MANY_ENTRIES: _("The file consists of too many parts. Save it as PDF and attach that."),
    Code.BAD_ENTRY_NAME: _(
        "The parts of the file have names that cannot be kept. Save it anew, or as PDF, and attach it again."
    ),
    Code.MACROS: _("The file holds macros. Save it without them (as DOCX, XLSX or PDF) and attach it again."),
    Code.EXTERNAL_CONTENT: _(
        "The file loads content from outside: a template, a picture or another workbook. Break these links, "
        "or save it as PDF, and attach it again."
    ),
    Code.XML_ENTITIES: _(
        "The file holds XML definitions that documents do not need. Save it anew, or as PDF, "
        "and attach it again."
    ),
    Code.MISSING: _("The file was not kept. Attach it again."),
    Code.ALTERED: _("The file changed after it was received. Attach it again."),
}
_OTHER = _("The file cannot be accepted. Save it as PDF and attach it again.")


def verdict_text(code: str) -> Promise | str:
    """The message for a refusal's `code`; a general one for a code of another version."""
    text = _TEXTS.get(Code(code), _OTHER) if code in set(Code) else _OTHER
    if code == Code.TOO_LARGE:
        return format_lazy(text, megabytes=settings.MAX_DOCUMENT_BYTES // MEGABYTE)
    return text
