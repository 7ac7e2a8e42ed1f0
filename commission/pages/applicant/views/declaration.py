"""The declaration: everything once more, and the applicant's word that it is true and complete."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commission.models import Application
from commission.pages.applicant.own import on_own_draft, person, saved, typed, typing
from commission.pages.applicant.summary import summary
from commission.procedure.package import Part
from commission.services.applications import give_declaration


class DeclarationForm(forms.Form):
    """One box; without it nothing is declared."""

    declare = forms.BooleanField(
        label=gettext_lazy("I declare that what is stated and attached is true and complete"),
        help_text=gettext_lazy(
            "I know that false statements may lead to refusal or revocation, "
            "and that I must report any material change."
        ),
        error_messages={"required": gettext_lazy("Tick the box if everything is true and complete.")},
    )


class PaperDeclarationForm(forms.Form):
    """The applicant's word stands on the paper; the officer says that it does."""

    declare = forms.BooleanField(
        label=gettext_lazy(
            "The paper bears the applicant's signed declaration that everything is true and complete"
        ),
        help_text=gettext_lazy("Without it the application is not complete: it can be returned for that."),
        error_messages={"required": gettext_lazy("Tick the box if the declaration stands on the paper.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_draft
def declaration(request: HttpRequest, application: Application) -> HttpResponse:
    if [part for part in application.missing_parts() if part != Part.DECLARATION]:
        messages.info(request, _("Complete the other sections first: the declaration covers all of them."))
        return redirect("applicant:application", application.reference)
    form_class = DeclarationForm if typing(request) is None else PaperDeclarationForm
    form = form_class(typed(request), initial={"declare": application.declared_at is not None})
    if request.method == "POST" and form.is_valid():
        give_declaration(application_id=application.pk, by=person(request))
        if typing(request) is not None:
            return saved(
                request, application, _("The declaration is entered. You can hand the entry over now.")
            )
        return saved(request, application, _("The declaration is given. You can submit the application now."))
    context = {"application": application, "form": form, "sections": summary(application)}
    return render(request, "applicant/declaration.html", context, status=422 if form.errors else 200)
