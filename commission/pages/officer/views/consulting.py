"""All consultations of a case side by side: another body, another round, sharing; and how punctual bodies are."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from commission import permissions, queries_conditions, queries_opinions
from commission.models import Application, Consultation, ProposedCondition
from commission.pages.consulted.threats import interest_names, threat_names
from commission.pages.forms import LineField, TextField
from commission.pages.library.forms import BodyField
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.procedure.consulting import disagree
from commission.services.calendar import calendar_to_show
from commission.services.consultations import ANSWERABLE
from commission.services.desk import allow
from commission.services.rounds import ask_again, ask_body, share_opinion
from commission.wording_opinions import PHASE_NAMES, SHAREABLE
from registry.models import StateBody


class AskBodyForm(forms.Form):
    """A body beside the routing."""

    body = BodyField(label=gettext_lazy("Body"), queryset=StateBody.objects.none(), empty_label=None)
    competence = LineField(
        label=gettext_lazy("Competence"), max_length=40, help_text=gettext_lazy("For example: NSL 15(1)(17)")
    )
    reason = TextField(
        label=gettext_lazy("Why it is asked"), rows=4, help_text=gettext_lazy("The body reads it.")
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, BodyField)
        field.queryset = bodies


class AskAgainForm(forms.Form):
    """A further round."""

    reason = TextField(
        label=gettext_lazy("What has changed"), rows=4, help_text=gettext_lazy("The body reads it.")
    )


def _url(found: Application) -> str:
    return reverse("officer:opinions", args=[found.reference])


@require_safe
def opinions(request: HttpRequest, reference: str) -> HttpResponse:
    """Bodies by answer, threats, interests and conditions; where they disagree; earlier rounds below."""
    found, user = application(request, reference), me(request)
    rounds = queries_opinions.rounds_of(found)
    proposed: dict[int, list[ProposedCondition]] = {}
    for condition in queries_conditions.proposed_by_bodies(found):
        proposed.setdefault(condition.opinion_id or 0, []).append(condition)
    rows = [_row(one, proposed) for one in rounds if one.replaced_at is None]
    desk = permissions.may_process(found, user) and found.state in ANSWERABLE
    cited = sorted({code for row in rows for code in row["codes"]}, key=lambda code: int(code.split(".")[-1]))
    context = {
        "application": found,
        "rows": rows,
        "disagree": disagree([row["opinion"].answer for row in rows if row["opinion"]]),
        "threats": [
            {"name": name, "marks": [code in row["codes"] for row in rows]}
            for code, name in zip(cited, threat_names(cited), strict=True)
        ],
        "earlier": [_row(one, proposed) for one in rounds if one.replaced_at is not None],
        "desk": desk,
        "breadcrumbs": crumbs(user, found, _("Opinions")),
    }
    return render(request, "officer/opinions.html", context)


def _row(one: Consultation, proposed: dict[int, list[ProposedCondition]]) -> dict[str, Any]:
    opinion = one.answered
    said = getattr(one, "opinion", None)
    return {
        "consultation": one,
        "phase": PHASE_NAMES[one.phase(timezone.localdate())],
        "opinion": opinion,
        # A revoked answer stays readable among the earlier rounds; a draft is the body's own.
        "said": said if said is not None and said.sent_at is not None else None,
        "codes": set(opinion.threats) if opinion else set(),
        "interests": interest_names(opinion.interests) if opinion else [],
        "conditions": proposed.get(opinion.pk, []) if opinion else [],
        "may_share": opinion is not None and opinion.shared_at is None and opinion.marking in SHAREABLE,
    }


@shows_refusals
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask a body that the routing does not name."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    form = AskBodyForm(sent(request), bodies=queries_opinions.bodies_not_asked(found))
    act = Act(
        title=_("Ask another body"),
        label=_("Ask the body"),
        done=_("The body is asked."),
        text=_("The routing is policy (NSL 15 gives competences, not a duty to consult)."),
        points=(_("The body gets its own time. A report that is written already becomes void."),),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: ask_body(
            application_id=found.pk,
            by=user,
            body_id=form.cleaned_data["body"].pk,
            competence=form.cleaned_data["competence"],
            reason=form.cleaned_data["reason"],
        ),
        to=_url(found),
    )


def _asked(found: Application, consultation_id: int) -> Consultation:
    one = Consultation.objects.filter(application=found, pk=consultation_id).select_related("body").first()
    if one is None:
        raise Http404
    return one


@shows_refusals
def again(request: HttpRequest, reference: str, consultation_id: int) -> HttpResponse:
    """Ask a body in a new round."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    one = _asked(found, consultation_id)
    form = AskAgainForm(sent(request))
    act = Act(
        title=_("Ask again: %(body)s") % {"body": one.body.name},
        label=_("Ask again"),
        done=_("The body is asked anew."),
        points=(
            _("The earlier answer stays as it was given, and no longer counts."),
            _("The body gets its own time. A report that is written already becomes void."),
        ),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: ask_again(consultation_id=one.pk, by=user, reason=form.cleaned_data["reason"]),
        to=_url(found),
    )


@require_POST
@shows_refusals
def share(request: HttpRequest, reference: str, consultation_id: int) -> HttpResponse:
    """Let the other bodies that were asked read an opinion."""
    found = application(request, reference)
    share_opinion(consultation_id=_asked(found, consultation_id).pk, by=me(request))
    messages.success(request, _("The opinion is shared with the other bodies that were asked."))
    return redirect(_url(found))


@require_safe
def punctuality(request: HttpRequest) -> HttpResponse:
    """How punctual each body is."""
    rows = queries_opinions.punctuality(calendar_to_show(timezone.localdate()))
    return render(request, "officer/punctuality.html", {"rows": rows})
