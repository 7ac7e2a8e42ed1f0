"""Names of regions in the person's language; a leaf beside `wording`."""

from django.utils.translation import gettext_lazy as _

# What the illustrative registry writes in its column `region`, as it is said.
REGION_NAMES = {
    "Abai": _("Abai region"),
    "Akmola": _("Akmola region"),
    "Aktobe": _("Aktobe region"),
    "Almaty": _("Almaty"),
    "Almaty region": _("Almaty region"),
    "Astana": _("Astana"),
    "Atyrau": _("Atyrau region"),
    "East Kazakhstan": _("East Kazakhstan region"),
    "Jetisu": _("Jetisu region"),
    "Karaganda": _("Karaganda region"),
    "Kostanay": _("Kostanay region"),
    "Kyzylorda": _("Kyzylorda region"),
    "Mangystau": _("Mangystau region"),
    "North Kazakhstan": _("North Kazakhstan region"),
    "Pavlodar": _("Pavlodar region"),
    "Republican": _("several regions"),
    "Shymkent": _("Shymkent"),
    "Turkistan": _("Turkistan region"),
    "Ulytau": _("Ulytau region"),
    "West Kazakhstan": _("West Kazakhstan region"),
    "Zhambyl": _("Zhambyl region"),
}


def region_name(region: str) -> str:
    """The region as it is said; what a keeper wrote otherwise stays as it was written."""
    return str(REGION_NAMES.get(region, region))
