"""What a statement rests on, in words with an address: a finding, an opinion, a list of questions, a document."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from commission import findings_text
from commission.models import Application, Consultation, Questionnaire
from commission.pages.document_names import DOCUMENT_NAMES


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as a reader sees it; `url` is empty where there is nothing to open."""

    words: str
    url: str = ""


def citations(application: Application, codes: Iterable[str]) -> dict[str, Cited]:
    """`ReportStatement.cites` -> its words and address; each kind that occurs is read once."""
    wanted = {code for code in codes if code}
    reference = application.reference
    case = reverse("officer:case", args=[reference])
    found = {f"application:{reference}": Cited(_("Application %(number)s") % {"number": reference}, case)}
    if application.object is not None:
        code, name = application.object.code, application.object.name
        address = reverse("public:object", args=[code])
        found[f"registry:{code}"] = Cited(_("Registry: %(object)s") % {"object": f"{code} {name}"}, address)
    for code in wanted:
        kind, _colon, rest = code.partition(":")
        if kind == "finding":
            words = _("Finding: %(title)s") % {"title": findings_text.title(rest)}
            found[code] = Cited(words, f"{case}#finding-{rest}")
    if any(code.startswith("opinion:") for code in wanted):
        found |= _opinions(application, f"{case}#opinions")
    if any(code.startswith("questionnaire:") for code in wanted):
        found |= _questions(application)
    if any(code.startswith("document:") for code in wanted):
        found |= _documents(application)
    return {code: found.get(code, Cited(code)) for code in wanted}


def _opinions(application: Application, address: str) -> dict[str, Cited]:
    found = {}
    for one in Consultation.objects.filter(application=application).select_related("body", "opinion"):
        found[f"opinion:silence-{one.pk}"] = Cited(
            _("No opinion: %(body)s") % {"body": one.body.name}, address
        )
        opinion = getattr(one, "opinion", None)
        if opinion is not None:
            found[f"opinion:{opinion.pk}"] = Cited(_("Opinion: %(body)s") % {"body": one.body.name}, address)
    return found


def _questions(application: Application) -> dict[str, Cited]:
    lists = Questionnaire.objects.filter(application=application).select_related("body")
    address = reverse("officer:questionnaires", args=[application.reference])
    return {
        f"questionnaire:{one.pk}": Cited(
            _("Answers on %(list)s: %(body)s") % {"list": one.code, "body": one.body.name},
            f"{address}#{one.body.code}",
        )
        for one in lists
    }


def _documents(application: Application) -> dict[str, Cited]:
    return {
        f"document:{one.pk}": Cited(
            _("Document %(code)s %(name)s: %(title)s")
            % {"code": one.code, "name": DOCUMENT_NAMES.get(one.code, ""), "title": one.title},
            reverse("officer:document", args=[application.reference, one.pk]) if one.is_accepted else "",
        )
        for one in application.documents.all()
    }
