"""Where each audience's pages live."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from commission.pages.account.start import start
from commission.pages.health import healthz, readyz
from registry.admin_site import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("commission.pages.public.urls")),
    path("start/", start, name="start"),
    path("accounts/", include("allauth.account.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("apply/", include("commission.pages.applicant.urls")),
    path("cases/", include("commission.pages.officer.urls")),
    path("opinions/", include("commission.pages.consulted.urls")),
    path("sessions/", include("commission.pages.session.urls")),
    path("government/", include("commission.pages.government.urls")),
    path("keeper/", include("commission.pages.keeper.urls")),
    path("library/", include("commission.pages.library.urls")),
    path("monitoring/", include("commission.pages.monitoring.urls")),
    path("policy/", include("commission.pages.policy.urls")),
    path("oversight/", include("commission.pages.oversight.urls")),
    path("admin/", site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
