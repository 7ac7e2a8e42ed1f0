"""People and their appointments, kept by administrators."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.admin.access import AdministratorAccess
from registry.admin.keeping import ActingAdmin, signed_in
from registry.admin.letters import send_password_link
from registry.admin_site import site
from registry.forms import AccountForm, AppointmentForm, OfficesFormSet
from registry.models import Appointment, User
from registry.names import folded
from registry.services import note_password_link, save_appointments, save_user


class Appointments(AdministratorAccess, admin.TabularInline):
    """Offices of one person; what was held ends by its date, what was entered by mistake is removed."""

    model = Appointment
    form = AppointmentForm
    formset = OfficesFormSet
    extra = 0
    can_remove = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs["form"] = type("AppointmentFormFor", (AppointmentForm,), {"by": signed_in(request)})
        return super().get_formset(request, obj, **kwargs)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Appointment]":
        return super().get_queryset(request).select_related("user", "body")


@admin.register(User, site=site)
class UserAdmin(AdministratorAccess, ActingAdmin):
    """Accounts without passwords: a new person gets a letter with a link to set one."""

    form = AccountForm
    inlines = (Appointments,)
    actions = ("send_links",)
    search_fields = ("username", "first_name", "last_name", "email")
    list_display = ("username", "full_name", "email", "offices_held", "is_active", "last_login")
    list_filter = ("is_active", "appointments__role")

    def lookup_allowed(self, lookup: str, value: object, request: HttpRequest) -> bool:
        """Filtering by a password's hash would read it letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, str(value), request)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[User]":
        offices = Appointment.objects.in_force().select_related("body")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("appointments", offices, to_attr="held_today"))
        )

    @admin.display(description=gettext_lazy("name"))
    def full_name(self, user: User) -> str:
        return user.full_name

    @admin.display(description=gettext_lazy("offices"))
    def offices_held(self, user: Any) -> str:
        return ", ".join(str(office.get_role_display()) for office in user.held_today)

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        """Names have no casefolded column; the people of one state service are few enough to compare here."""
        words = folded(search_term).split()
        if not words:
            return queryset, False
        known = User.objects.values_list("pk", "username", "first_name", "last_name", "email")
        found = [pk for pk, *texts in known if all(word in folded(*texts) for word in words)]
        return queryset.filter(pk__in=found), False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
            transaction.on_commit(lambda: self._send(request, obj))
        if not change or form.changed_data:
            save_user(user=obj, by=signed_in(request))

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        rows = formset.save(commit=False)
        save_appointments(save=rows, remove=formset.deleted_objects, by=signed_in(request))

    @admin.action(description=gettext_lazy("Send a link to set a new password"), permissions=["change"])
    def send_links(self, request: HttpRequest, queryset: "QuerySet[User]") -> HttpResponse | None:
        for user in queryset.filter(is_active=True):
            self._send(request, user)
        return None

    def _send(self, request: HttpRequest, user: User) -> None:
        if send_password_link(request, user):
            note_password_link(user=user, by=signed_in(request))
            self.message_user(
                request, _("A link to set a password was sent to %(email)s.") % {"email": user.email}
            )
        else:
            self.message_user(
                request, _("The letter to %(email)s could not be sent. Try again later.") % {"email": user.email},
                messages.ERROR,
            )  # fmt: skip
