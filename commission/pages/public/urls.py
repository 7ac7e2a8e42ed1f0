"""Pages for everybody, at the root of the site."""

from django.urls import path

from commission.pages.access import PUBLIC, Rule, rule
from commission.pages.public.views import check, decisions, home, objects, punctuality, statistics

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("objects/", objects.objects, name="objects"),
    path("objects/<path:code>/", objects.object, name="object"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/all.csv", statistics.statistics_csv, name="statistics_csv"),
    path("punctuality/", punctuality.punctuality, name="punctuality"),
    path("check/", check.check, name="check"),
]

OPEN = Rule(public=True, methods=("GET",))
rule(
    {
        "public:home": OPEN,
        "public:about": OPEN,
        "public:objects": OPEN,
        "public:object": OPEN,
        "public:decisions": OPEN,
        "public:statistics": OPEN,
        "public:statistics_csv": OPEN,
        "public:punctuality": OPEN,
        "public:check": PUBLIC,
    }
)
