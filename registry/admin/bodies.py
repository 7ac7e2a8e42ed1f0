"""State bodies of NSL 15 and the working-day calendar."""

from django.contrib import admin
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from registry.admin.keeping import KeeperAdmin
from registry.admin_site import site
from registry.forms import BodyForm, CalendarDayForm
from registry.models import CalendarDay, StateBody, User
from registry.services import save_body, save_calendar_day


@admin.register(StateBody, site=site)
class BodyAdmin(KeeperAdmin):
    form = BodyForm
    list_display = ("code", "competence", "name", "is_security")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "code",
                    "competence",
                    "name_ru",
                    "name_kk",
                    "name_en",
                    "is_security",
                    "subordinate_to",
                )
            },
        ),
        (_("This change"), {"fields": ("document",)}),
    )

    @admin.display(description=_("name"), ordering="search")
    def name(self, body: StateBody) -> str:
        return body.name

    def keep(self, obj: StateBody, by: User, document: str) -> None:
        save_body(body=obj, by=by, document=document)


@admin.register(CalendarDay, site=site)
class CalendarDayAdmin(KeeperAdmin):
    """Only days that differ from their weekday; every other day follows Monday to Friday."""

    form = CalendarDayForm
    search_fields = ()
    date_hierarchy = "day"
    list_display = ("day", "weekday", "is_working", "title", "source")
    list_filter = ("is_working",)
    fieldsets = (
        (None, {"fields": ("day", "is_working", "name_ru", "name_kk", "name")}),
        (_("This change"), {"fields": ("document",)}),
    )

    @admin.display(description=_("weekday"))
    def weekday(self, row: CalendarDay) -> str:
        return str(WEEKDAYS[row.day.weekday()])

    @admin.display(description=_("name"))
    def title(self, row: CalendarDay) -> str:
        return row.title

    def keep(self, obj: CalendarDay, by: User, document: str) -> None:
        save_calendar_day(day=obj, by=by, document=document)
