"""The published registry: the list of strategic objects, and each of them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commission.pages.public.attributes import attribute_rows, operators
from commission.pages.public.forms import ObjectFilterForm
from commission.pages.public.names import published_name
from commission.pages.public.objects import list_names, objects_page, owner_names
from commission.pages.public.ownership import holders_above
from registry.models import StrategicObject
from registry.queries import object_page

_CODE = 20


@login_not_required
@require_GET
def objects(request: HttpRequest) -> HttpResponse:
    form = ObjectFilterForm(request.GET)
    narrowed = form.narrowed()
    page = objects_page(
        narrowed, after=request.GET.get("after", "")[:_CODE], before=request.GET.get("before", "")[:_CODE]
    )
    kept = {name: value for name, value in form.cleaned_data.items() if value}
    return render(
        request,
        "public/objects.html",
        {
            "filter_form": form,
            "filters_active": form.active(),
            "clear_url": reverse("public:objects"),
            "columns": [{"label": label} for label in _columns()],
            "rows": [_line(row) for row in page.rows],
            "next_url": f"?{urlencode({**kept, 'after': page.after})}" if page.after else "",
            "previous_url": f"?{urlencode({**kept, 'before': page.before})}" if page.before else "",
        },
    )


def _columns() -> tuple[str, ...]:
    return _("Object"), _("Code"), _("List"), _("Category"), _("Region"), _("Owner")


def _line(row: StrategicObject) -> list[Any]:
    return [
        {"text": row.name, "url": reverse("public:object", args=[row.code])},
        row.code,
        list_names(row),
        capfirst(str(row.get_category_display())),
        row.region,
        owner_names(row) or _("not known"),
    ]


@login_not_required
@require_GET
def object(request: HttpRequest, code: str) -> HttpResponse:
    try:
        page = object_page(code)
    except StrategicObject.DoesNotExist as missing:
        raise Http404 from missing
    above = holders_above(page.targets, page.on)
    return render(
        request,
        "public/object.html",
        {
            "page": page,
            "object": page.object,
            "owners": [published_name(title.owner) for title in page.titles],
            "chains": [(published_name(company), above[company.pk]) for company in page.targets],
            "attributes": attribute_rows(page.object),
            "operators": operators(page),
        },
    )
