"""The published registry: the list of strategic objects, and each of them."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commission.pages.public.attributes import attribute_rows, operators
from commission.pages.public.forms import ObjectFilterForm
from commission.pages.public.names import published_name
from commission.pages.public.objects import list_names, objects_page, owner_names
from commission.pages.public.ownership import owners_above
from registry.models import StrategicObject
from registry.queries import object_page

_CODE = 20


@login_not_required
@require_safe
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
            "rows": [
                {"object": row, "lists": list_names(row), "owners": owner_names(row)} for row in page.rows
            ],
            "next_url": f"?{urlencode({**kept, 'after': page.after})}" if page.after else "",
            "previous_url": f"?{urlencode({**kept, 'before': page.before})}" if page.before else "",
        },
    )


@login_not_required
@require_safe
def object(request: HttpRequest, code: str) -> HttpResponse:
    try:
        page = object_page(code)
    except StrategicObject.DoesNotExist as missing:
        raise Http404 from missing
    return render(
        request,
        "public/object.html",
        {
            "page": page,
            "object": page.object,
            "owners": [published_name(title.owner) for title in page.titles],
            "above": owners_above(page.object.pk, page.on, request.user),
            "attributes": attribute_rows(page.object),
            "operators": operators(page),
        },
    )
