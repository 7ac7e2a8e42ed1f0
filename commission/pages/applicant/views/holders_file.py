"""The holders of the acquirer from a BODS file: shown first, then declared by one button."""

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commission.models import Application, DeclaredParty
from commission.pages.applicant.figures import bounds_words
from commission.pages.applicant.forms.ownership_file import OwnershipFileForm
from commission.pages.applicant.own import on_own_draft, person
from commission.pages.applicant.tasks import declared
from commission.pages.applicant.views.holders import apart, to_acquirer
from commission.pages.countries import country_name
from commission.services.declaring import ACQUIRER, Holder, Holders, Share, declare_holders, holders_in
from commission.workflow import CannotProceed
from registry.exchange.apart import read_apart
from registry.exchange.bods.terms import Refused, Unreadable
from registry.exchange.bods_words import problem_words, unreadable_words

_SALT = "applicant.holders_file"
_DAY = 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_draft
def holders_file(request: HttpRequest, application: Application) -> HttpResponse:
    return file_page(request, application) if not apart(application) else to_acquirer(application)


def file_page(request: HttpRequest, application: Application, at: str = "applicant") -> HttpResponse:
    """Choose a file, then see what it would add; `at` is the audience whose addresses are used."""
    acquirer = declared(application, "acquirer")
    if acquirer is None or acquirer.kind != "entity":
        messages.info(request, _("Holders are declared for a company: name the acquirer first."))
        return redirect(f"{at}:application", application.reference)
    sent = request.method == "POST"
    form = OwnershipFileForm(request.POST if sent else None, request.FILES if sent else None)
    problems: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            found = holders_in(read_apart(form.cleaned_data["file"].read()), acquirer)
            return _preview(request, application, acquirer, found, at)
        except Unreadable as error:
            form.add_error("file", unreadable_words(error))
        except Refused as refused:
            problems = [(each.statement, problem_words(each)) for each in refused.problems]
            form.add_error(
                "file", _("The file is refused: correct what is named below, or ask its publisher.")
            )
        except CannotProceed as refusal:
            form.add_error("file", list(refusal.reasons))
    context = {
        "application": application, "at": at, "form": form, "acquirer": acquirer, "problems": problems
    }  # fmt: skip
    return render(request, "applicant/holders_file.html", context, status=422 if form.errors else 200)


def _preview(
    request: HttpRequest, application: Application, acquirer: DeclaredParty, found: Holders, at: str
) -> HttpResponse:
    by_record = {each.record: each for each in found.holders}
    rows = [
        {
            "holder": by_record[share.owner],
            "company": acquirer.name if share.company == ACQUIRER else by_record[share.company].name,
            "share": bounds_words(share.low, share.high),
            "of_capital": share.of_capital,
            "country": country_name(by_record[share.owner].country),
        }
        for share in found.shares
    ]
    context = {
        "application": application, "at": at, "acquirer": acquirer, "rows": rows, "taken_for": found.taken_for,
        "only_capital": any(share.of_capital for share in found.shares), "sealed": _sealed(application, found),
    }  # fmt: skip
    return render(request, "applicant/holders_preview.html", context)


def _sealed(application: Application, found: Holders) -> str:
    """What was shown, signed for this application alone, so that exactly that is declared."""
    values = {
        "holders": [asdict(each) for each in found.holders],
        "shares": [[s.owner, s.company, str(s.low), str(s.high), s.of_capital] for s in found.shares],
    }
    return signing.dumps([application.pk, values], salt=_SALT, compress=True)


def _opened(application: Application, sealed: str) -> Holders:
    """What was sealed; CannotProceed where it was changed, is of another application or of yesterday."""
    try:
        pk, values = signing.loads(sealed, salt=_SALT, max_age=_DAY)
    except signing.BadSignature:
        pk, values = None, {}
    if pk != application.pk:
        raise CannotProceed(_("This page is too old or was changed. Choose the file again."))
    return Holders(tuple(Holder(**each) for each in values["holders"]), tuple(map(_share, values["shares"])))


def _share(values: Any) -> Share:
    owner, company, low, high, of_capital = values
    return Share(owner, company, Fraction(low), Fraction(high), of_capital)


@require_POST
@on_own_draft
def declare_file(request: HttpRequest, application: Application) -> HttpResponse:
    return declared_from_file(request, application)


def declared_from_file(request: HttpRequest, application: Application, at: str = "applicant") -> HttpResponse:
    """Declare exactly what was shown."""
    found = _opened(application, request.POST.get("sealed", ""))
    added = declare_holders(application_id=application.pk, by=person(request), found=found)
    if added:
        said = ngettext("%(count)d share is declared.", "%(count)d shares are declared.", added)
        messages.success(request, said % {"count": added})
    else:
        messages.info(request, _("Everything in the file was declared already."))
    return redirect(f"{at}:holders", application.reference)
