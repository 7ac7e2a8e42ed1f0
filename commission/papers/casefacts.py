"""What every paper on a case says about the case, in its reader's language."""

from dataclasses import dataclass
from fractions import Fraction

from commission.papers import words

_LABELS = {
    "kk": {
        "application": "Өтініш",
        "object": "Стратегиялық объект",
        "transaction": "Мәміле",
        "share": "Дауыс беретін акциялардағы үлес",
        "applicant": "Өтініш беруші",
        "acquirer": "Сатып алушы",
        "other": "Мәміленің екінші тарапы",
    },
    "ru": {
        "application": "Заявление",
        "object": "Стратегический объект",
        "transaction": "Сделка",
        "share": "Доля в голосующих акциях",
        "applicant": "Заявитель",
        "acquirer": "Приобретатель",
        "other": "Другая сторона сделки",
    },
    "en": {
        "application": "Application",
        "object": "Strategic object",
        "transaction": "Transaction",
        "share": "Share of the voting shares",
        "applicant": "Applicant",
        "acquirer": "Acquirer",
        "other": "Other side of the transaction",
    },
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as plain values; `names` are the object's by language, `kind` and `mode` codes of `states`."""

    reference: str
    object_code: str
    names: tuple[tuple[str, str], ...]
    kind: str
    applicant: str
    acquirer: str
    mode: str = ""
    share: Fraction | None = None
    illustrative: bool = False
    under_2012_text: bool = True

    def rows(self, language: str) -> tuple[tuple[str, str], ...]:
        """Pairs of (label, value)."""
        say = _LABELS[language]
        return (
            (say["application"], self.reference),
            (say["object"], self.object_line(language)),
            (say["transaction"], words.transaction(language, self.kind, self.mode)),
            (say["share"], words.percent(self.share)),
            (say["applicant"], self.applicant),
            (say["other" if words.is_encumbrance(self.kind) else "acquirer"], self.acquirer),
        )

    def object_line(self, language: str) -> str:
        """'SO-B-020 — Аэропорт'."""
        return f"{self.object_code} — {dict(self.names)[language]}"

    def foot(self, language: str) -> str:
        """What stands under each page."""
        return f"{_LABELS[language]['application']} {self.reference}"
