"""Linked consents and statements on the desk: read with the case, added to until registration."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commission.pages.linked_forms import ConsentForm, StatementsForm, consent_rows
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.reading import application, case_url, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services.desk import allow
from commission.services.linked import add_consent, may_add, save_statements


def consents(request: HttpRequest, reference: str) -> HttpResponse:
    """What the parties and the desk have entered."""
    found, user = application(request, reference), me(request)
    title = _("Consents and statements")
    context = {
        "application": found,
        "consents": consent_rows(found.linked_consents.all()),
        "statements": list(found.stated_facts.all()),
        "may_add": may_add(found, user),
        "breadcrumbs": crumbs(user, found, title),
        "cancel_url": case_url(found),
    }
    return render(request, "officer/consents.html", context)


@shows_refusals
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """A consent that came to the desk."""
    found, user = application(request, reference), me(request)
    allow(may_add(found, user))
    form = ConsentForm(sent(request))
    act = Act(
        title=_("Add a consent"),
        text=_("Registration freezes the facts that the checks read: add what you have received before it."),
        label=_("Add the consent"),
        done=_("The consent is added."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: add_consent(application_id=found.pk, by=user, data=form.consent_data()),
    )


@shows_refusals
def state(request: HttpRequest, reference: str) -> HttpResponse:
    """Statements that came to the desk."""
    found, user = application(request, reference), me(request)
    allow(may_add(found, user))
    form = StatementsForm(sent(request), kind=found.kind, stated=found.stated_facts.all())
    act = Act(
        title=_("Statements about the transaction"),
        text=_("Registration freezes the facts that the checks read: add what you have received before it."),
        label=_("Save"),
        done=_("The statements are saved."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: save_statements(application_id=found.pk, by=user, answers=form.answers()),
    )
