"""Conditions of the decree: released by the desk once they are met."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commission import permissions, queries
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.forms import ReleaseForm
from commission.pages.officer.reading import application, case_url, me
from commission.pages.refusals import shows_refusals
from commission.services.desk import allow
from commission.services.releases import release_condition


@shows_refusals
def release(request: HttpRequest, reference: str, condition_id: int) -> HttpResponse:
    """Release one condition, with the reason."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    condition = queries.live_conditions(found).filter(pk=condition_id).first()
    if condition is None:
        raise Http404
    form = ReleaseForm(sent(request))
    act = Act(
        title=_("Release condition %(position)d") % {"position": condition.position},
        text=condition.wording,
        points=(
            _("The condition no longer binds the owner. The case can be closed once no condition is left."),
        ),
        label=_("Release the condition"),
        done=_("The condition is released."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: release_condition(condition_id=condition.pk, by=user, reason=form.cleaned_data["reason"]),
        to=f"{case_url(found)}#decision",
    )
