"""Where a person lands after signing in: the start page of their office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from commission.queries_sides import own_parts
from registry.models import User
from registry.roles import Role

# The first office that fits decides; somebody with two offices reaches the other by the navigation.
LANDINGS = (
    (Role.OFFICER, "officer:worklist"),
    (Role.HEAD, "officer:worklist"),
    (Role.SECRETARY, "session:home"),
    (Role.CHAIR, "session:home"),
    (Role.DEPUTY, "session:home"),
    (Role.MEMBER, "session:home"),
    (Role.CONSULTED, "consulted:home"),
    (Role.GOVERNMENT, "government:home"),
    (Role.PROSECUTOR, "oversight:home"),
    (Role.AUDITOR, "oversight:journal"),
    (Role.KEEPER, "admin:index"),
    (Role.ADMINISTRATOR, "admin:index"),
    (Role.APPLICANT, "applicant:home"),
)

NOWHERE = "public:home"


def landing(user: User) -> str:
    """The URL name of the person's start page."""
    return next((name for role, name in LANDINGS if user.holds(role)), NOWHERE)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    name = landing(request.user)
    if name == NOWHERE and own_parts(request.user).exists():
        name = "acquirer:home"
    return redirect(name)
