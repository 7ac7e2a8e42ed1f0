"""Reading the journal back: verification and the export an outsider verifies."""

from collections.abc import Iterator

from registry.journal import chain
from registry.models import JournalEntry, JournalHead


def rows() -> Iterator[chain.Row]:
    """The whole journal in order, streamed."""
    for entry in JournalEntry.objects.order_by("seq").iterator(chunk_size=5000):
        yield chain.Row(
            seq=entry.seq,
            act=entry.act,
            actor=entry.actor_id,
            subject=entry.subject,
            at=entry.at,
            canonical=entry.canonical,
            previous=entry.previous_hash,
            hash=entry.hash,
        )


def verify() -> list[chain.Break]:
    """Every break of the chain, the head's disagreement included; an empty list means it holds."""
    head = JournalHead.objects.get(pk=1)
    return list(chain.breaks(rows(), head=(head.seq, head.hash)))
