"""The receipt of a submitted application, in the applicant's language."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from commission.papers import words
from commission.papers.proof import Proof
from commission.papers.rendering import render


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One attached document; `size` in bytes."""

    code: str
    title: str
    file_name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """Everything the receipt says, as plain values; `language` is en, ru or kk, and names are in it."""

    language: str
    reference: str
    received_at: datetime
    applicant: str
    acquirer: str
    object_code: str
    object_name: str
    kind: str
    mode: str
    share: Fraction | None
    documents: tuple[DocumentLine, ...]
    illustrative: bool
    journal_seq: int
    journal_hash: str
    proof: Proof | None = None


def build(data: ReceiptData) -> bytes:
    """The receipt as PDF/A; the same data give the same bytes."""
    shown = {
        "lang": data.language,
        "reference": data.reference,
        "received": words.moment(data.received_at),
        "applicant": data.applicant,
        "acquirer": data.acquirer,
        "encumbrance": words.is_encumbrance(data.kind),
        "object": f"{data.object_code} — {data.object_name}",
        "transaction": words.transaction(data.language, data.kind, data.mode),
        "share": words.percent(data.share),
        "documents": [_document(document, data.language) for document in data.documents],
        "illustrative": data.illustrative,
        "journal_seq": str(data.journal_seq),
        "journal_hash": data.journal_hash,
        "proof": data.proof.shown() if data.proof else None,
    }
    return render("receipt", shown, dated=data.received_at.date())


def _document(document: DocumentLine, language: str) -> dict[str, Any]:
    return {
        "code": document.code,
        "title": document.title,
        "file_name": document.file_name,
        "size": words.size(document.size, language),
        "sha256": document.sha256,
    }
