"""The task list: what of the application is done, what is left, what cannot start yet."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.models import Application, DeclaredParty, Document
from commission.models.package import regime_of
from commission.pages.applicant.figures import money, share_words
from commission.pages.applicant.words import PART_NAMES
from commission.pages.document_names import DOCUMENT_NAMES
from commission.procedure import package
from commission.procedure.package import Part
from commission.states import Capacity, Kind
from commission.wording import CAPACITY_NAMES, KIND_NAMES


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list, as partials/task_list.html shows it."""

    label: str
    progress: str
    hint: str = ""
    url: str = ""
    progress_label: str = ""


def declared(application: Application, role: str) -> DeclaredParty | None:
    """The applicant or the acquirer as declared, from what the page has already read."""
    return next((party for party in application.declared_parties.all() if party.role == role), None)


def attached(application: Application) -> list[Document]:
    """The package's documents; what came after filing is not of it."""
    return [
        document
        for document in application.documents.all()
        if document.in_package and document.code not in package.LATER
    ]


def places(application: Application) -> tuple[package.Place, ...]:
    """Every document that this applicant owes or may owe, with the reasons."""
    applicant = declared(application, "applicant")
    return package.places(
        application.capacity,
        individual=applicant is not None and applicant.kind == "individual",
        kind=application.kind,
        regime=regime_of(application),
    )


def demanded_codes(application: Application) -> tuple[str, ...]:
    """Codes of the documents that this applicant must attach."""
    return tuple(place.code for place in places(application) if place.need == package.Need.REQUIRED)


def missing_codes(application: Application) -> list[str]:
    """Demanded documents for which nothing, or only refused files, are attached."""
    there = {document.code for document in attached(application) if not document.is_rejected}
    return [code for code in demanded_codes(application) if code not in there]


def whats_missing(application: Application) -> list[tuple[str, str]]:
    """(sentence, address) of everything that still keeps the application from being submitted."""
    found = []
    for part in application.missing_parts():
        address = reverse(_page(part), args=[application.reference])
        if part == Part.DOCUMENTS and application.capacity:
            for code in missing_codes(application):
                name = _("Document: %(name)s") % {"name": DOCUMENT_NAMES[code]}
                found.append((name, reverse("applicant:attach", args=[application.reference, code])))
        else:
            found.append((str(PART_NAMES[part]), address))
    return found


def task_list(application: Application) -> list[Task]:
    """The sections in their order, each with its progress and a word on what it holds."""
    missing = set(application.missing_parts())
    tasks = []
    for part in Part:
        tasks.append(_task(application, part, missing))
        if part == Part.ACQUIRER:
            tasks += [_holders(application), *_asked_by_checks(application)]
    return tasks


def _page(part: Part) -> str:
    return f"applicant:{part}"


def _task(application: Application, part: Part, missing: set[Part]) -> Task:
    progress = "to_do" if part in missing else "done"
    hint = _HINTS[part](application) if part in _HINTS else ""
    if part == Part.DOCUMENTS:
        if not application.capacity:
            why = _("Say first in what capacity you file: it decides what is needed.")
            return Task(str(PART_NAMES[part]), "locked", why)
        if any(document.is_rejected for document in attached(application)):
            progress = "problem"
        elif part in missing and attached(application):
            progress = "in_progress"
    if part == Part.DECLARATION and missing - {Part.DECLARATION}:
        return Task(str(PART_NAMES[part]), "locked", _("Complete the other sections first."))
    return Task(str(PART_NAMES[part]), progress, hint, reverse(_page(part), args=[application.reference]))


def _holders(application: Application) -> Task:
    """Who stands behind the acquirer is a question of SPL 188(1) D7, never a defect in this regime."""
    label = _("Who stands behind the acquirer")
    acquirer = declared(application, "acquirer")
    if acquirer is None:
        return Task(label, "locked", _("Name the acquirer first."))
    if acquirer.kind != "entity":
        return Task(label, "optional", _("Not needed: the acquirer is no company."))
    count = len(application.declared_holdings.all())
    hint = (
        _("The registry knows this company. Add holders that it does not show.") if acquirer.party_id else ""
    )
    if count:
        hint = ngettext("%(count)d holder declared", "%(count)d holders declared", count) % {"count": count}
    url = reverse("applicant:holders", args=[application.reference])
    return Task(label, "done" if count else "optional", hint, url)


def _asked_by_checks(application: Application) -> list[Task]:
    """What the checks ask of the parties beside the package; left open, it stays open in the checks."""
    consents, stated = len(application.linked_consents.all()), len(application.stated_facts.all())
    given = ngettext("%(count)d consent entered", "%(count)d consents entered", consents) % {
        "count": consents
    }
    known = ngettext("%(count)d statement made", "%(count)d statements made", stated) % {"count": stated}
    return [
        Task(
            _("Consents of other bodies"),
            "done" if consents else "optional",
            given if consents else "",
            reverse("applicant:consents", args=[application.reference]),
        ),
        Task(
            _("Statements about the transaction"),
            "done" if stated else "optional",
            known if stated else "",
            reverse("applicant:statements", args=[application.reference]),
        ),
    ]


def _party_hint(application: Application) -> str:
    party = declared(application, "applicant")
    if party is None or not application.capacity:
        return ""
    return f"{party.name}, {CAPACITY_NAMES[Capacity(application.capacity)]}"


def _object_hint(application: Application) -> str:
    return str(application.object) if application.object else ""


def _transaction_hint(application: Application) -> str:
    if not application.kind or application.share is None:
        return ""
    words = [str(KIND_NAMES[Kind(application.kind)]), share_words(application.share)]
    if application.price is not None:
        words.append(_("%(amount)s KZT") % {"amount": money(application.price)})
    return ", ".join(words)


def _acquirer_hint(application: Application) -> str:
    party = declared(application, "acquirer")
    return party.name if party else ""


def _documents_hint(application: Application) -> str:
    demanded, missing = len(demanded_codes(application)), len(missing_codes(application))
    return _("%(there)d of %(needed)d required documents attached") % {
        "there": demanded - missing,
        "needed": demanded,
    }


_HINTS: dict[Part, Any] = {
    Part.PARTIES: _party_hint,
    Part.OBJECT: _object_hint,
    Part.TRANSACTION: _transaction_hint,
    Part.ACQUIRER: _acquirer_hint,
    Part.DOCUMENTS: _documents_hint,
}
