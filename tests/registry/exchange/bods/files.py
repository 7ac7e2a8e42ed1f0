"""The example files beside the tests, and small files made on the spot."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "cases" / "bods"
STANDARD = (
    "bods-package", "bods-package-fi-soe", "fermcat", "indirect-ownership", "joint-ownership", "levent",
    "listed-company-exempt-from-disclosure", "nomination",
)  # fmt: skip


def text(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def said(id: str, record: str, type: str, details: dict[str, Any], **other: Any) -> dict[str, Any]:
    """One statement of a small file."""
    return {
        "statementId": id, "recordId": record, "recordType": type, "recordStatus": "new",
        "statementDate": "2024-05-06", "recordDetails": {"isComponent": False, **details},
        "publicationDetails": {
            "publicationDate": "2024-05-07", "bodsVersion": "0.4", "publisher": {"name": "P"}
        },
    } | other  # fmt: skip


def company(id: str, record: str, **details: Any) -> dict[str, Any]:
    known = {"entityType": {"type": "registeredEntity"}, "name": record.title()}
    return said(id, record, "entity", known | details)


def man(id: str, record: str, **details: Any) -> dict[str, Any]:
    known = {"personType": "knownPerson", "names": [{"fullName": record.title()}]}
    return said(id, record, "person", known | details)


def stake(id: str, record: str, owner: Any, subject: Any, *interests: dict[str, Any], **other: Any) -> Any:
    details = {"subject": subject, "interestedParty": owner, "interests": list(interests)}
    return said(id, record, "relationship", details | other.pop("details", {}), **other)


def shares(**share: Any) -> dict[str, Any]:
    return {"type": "shareholding", "directOrIndirect": "direct", "share": share}


def votes(**share: Any) -> dict[str, Any]:
    return {"type": "votingRights", "directOrIndirect": "direct", "share": share}


def packed(*statements: Any) -> str:
    return json.dumps(statements)
