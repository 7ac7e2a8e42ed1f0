"""What a paper of ours prints about itself, so that anybody can check that it is genuine."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from commission.papers import words


@dataclass(frozen=True, slots=True)
class Proof:
    """Its number in the register of correspondence with the date, its check code, and where to check them."""

    number: str
    date: date
    code: str
    address: str

    def shown(self) -> dict[str, Any]:
        """As the templates take it."""
        return {
            "number": self.number,
            "date": words.day(self.date),
            "code": self.code,
            "address": self.address,
        }
